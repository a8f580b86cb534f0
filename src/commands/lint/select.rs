//! Which decks and pages are judged.

use super::project::{self, Project, has_extension};
use crate::commands::Stop;
use crate::deck;
use crate::fs::{self, FsError, Kind};
use crate::playbook::Catalogue;
use crate::source::excerpt::printable;
use anyhow::anyhow;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The largest baseline that is read.
pub(super) const BASELINE_LIMIT: u64 = 64 << 20;

/// What PowerPoint and LibreOffice write today, what decks are handed out as, and one-pagers.
const DECKS: [&str; 14] = [
    "pptx", "pptm", "ppsx", "ppsm", "potx", "potm", "odp", "otp", "fodp", "pdf", "docx", "docm",
    "dotx", "dotm",
];
/// Decks of other programs and other ages. They are taken up so that none passes unread.
const OTHER_DECKS: [&str; 5] = ["ppt", "pps", "pot", "key", "gslides"];

/// Front matter is looked for in so many bytes.
pub(super) const FRONT_MATTER: u64 = 8 << 10;

/// The decks to judge.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// Their names in reports, sorted, and where they are.
    pub(super) files: Vec<(String, PathBuf)>,
    /// Pages of the playbook, and folders that may hold some, by name; the empty name is all of it.
    pub(super) pages: Vec<String>,
    /// How many decks the excludes left out.
    pub(super) excluded: usize,
    /// Links that lead out of the playbook, by name.
    pub(super) outside: Vec<String>,
    /// What could not be looked into.
    pub(super) refused: Vec<FsError>,
}

/// Finds the decks under `paths`, or those of the whole playbook.
pub(super) fn select(
    project: &Project,
    catalogue: &Catalogue,
    paths: &[PathBuf],
) -> Result<Selection, Stop> {
    let excludes = Globs::new(
        project
            .config
            .lint
            .exclude
            .iter()
            .map(|glob| glob.get_ref()),
    )?;
    let mut found = Selection::default();
    let mut files = BTreeMap::new();
    let mut take = |path: PathBuf, excluded: &mut usize| {
        let name = project.name_of(&path);
        if files.contains_key(&name) {
            return;
        }
        if excludes.holds(&name) {
            *excluded += 1;
        } else {
            files.insert(name, path);
        }
    };
    let mut take_folder = |folder: &Path, boundary: &Path, found: &mut Selection| {
        let wanted = |path: &Path| {
            is_deck(path) || {
                let name = project.name_of(path);
                catalogue.get(&name).is_some() && is_markdown(path)
                    || !name.starts_with("content/") && is_marp(path)
            }
        };
        let walk = fs::walk(folder, boundary, wanted);
        let any = !walk.files.is_empty() || !walk.refused.is_empty();
        for path in walk.files {
            take(path, &mut found.excluded);
        }
        found
            .outside
            .extend(walk.outside.iter().map(|path| project.name_of(path)));
        found.refused.extend(walk.refused);
        any
    };
    if paths.is_empty() {
        let Some(root) = &project.root else {
            return Err(anyhow!(
                "there is no site.toml here or in a folder above, so there is no playbook to judge; \
                 name decks or folders: rightdeck lint PATH…"
            )
            .into());
        };
        let content = root.join("content");
        if fs::kind(&content)? == Kind::Folder {
            take_folder(&content, root, &mut found);
            found.pages.push(String::new());
        }
    }
    for path in paths {
        let shown = path.to_string_lossy();
        let shown = printable(&shown);
        match fs::kind(path)? {
            Kind::Missing => return Err(anyhow!("there is no '{shown}'").into()),
            Kind::Folder => {
                let before = found.excluded;
                let boundary = project
                    .root
                    .as_deref()
                    .filter(|root| fs::real_path(path).is_ok_and(|real| real.starts_with(root)));
                let pages = pages_in(project, path);
                let any = take_folder(path, boundary.unwrap_or(path), &mut found) | pages.is_some();
                found.pages.extend(pages);
                if !any && found.excluded == before {
                    return Err(anyhow!("there is no deck in '{shown}'; {}", what_is_read()).into());
                }
            }
            Kind::File if is_called_deck(path) => {
                take_file(project, path, &excludes, &mut found);
            }
            Kind::File
                if is_marp(path)
                    || is_markdown(path) && catalogue.get(&project.name_of(path)).is_some() =>
            {
                take_file(project, path, &excludes, &mut found);
                found.pages.extend(page(project, path));
            }
            Kind::File => match page(project, path) {
                Some(page) => found.pages.push(page),
                None => {
                    let read = what_is_read();
                    return Err(anyhow!("'{shown}' is not called like a deck; {read}").into());
                }
            },
        }
    }
    found.files.extend(files);
    found.files.sort();
    found.files.dedup_by(|a, b| a.0 == b.0);
    Ok(found)
}

/// A file of the playbook that holds text: its name.
fn page(project: &Project, path: &Path) -> Option<String> {
    let text = project::is_page(path) || has_extension(path, &["yaml", "yml"]);
    inside(project, path).filter(|name| text && name.starts_with("content/"))
}

/// A folder that holds pages of the playbook, or that they lie in: its name.
fn pages_in(project: &Project, folder: &Path) -> Option<String> {
    let name = inside(project, folder)?;
    match name.as_str() {
        "" | "content" => Some(name),
        _ => name.starts_with("content/").then_some(name),
    }
}

/// The name of something that lies in the playbook; empty for the playbook itself.
fn inside(project: &Project, path: &Path) -> Option<String> {
    let real = fs::real_path(path).ok()?;
    let inside = real.strip_prefix(project.root.as_ref()?).ok()?;
    let parts = inside.iter().map(|part| part.to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

fn take_file(project: &Project, path: &Path, excludes: &Globs, found: &mut Selection) {
    let name = project.name_of(path);
    if excludes.holds(&name) {
        found.excluded += 1;
    } else {
        found.files.push((name, path.to_path_buf()));
    }
}

pub(super) fn what_is_read() -> String {
    format!(
        "read are .{}, and Markdown decks: slides.md, *.slides.md, *.deck.md, or with 'marp: true' in their front matter",
        DECKS.join(" .")
    )
}

pub(super) fn is_deck(path: &Path) -> bool {
    // PowerPoint's mark that a deck is open: a file of a few bytes with the deck's extension.
    let lock = path
        .file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with("~$"));
    !lock && is_called_deck(path)
}

fn is_called_deck(path: &Path) -> bool {
    has_extension(path, &DECKS)
        || has_extension(path, &OTHER_DECKS)
        || deck::is_markdown_deck(&path.to_string_lossy())
}

pub(super) fn is_markdown(path: &Path) -> bool {
    has_extension(path, &["md", "markdown"])
}

/// Markdown whose front matter says that it is a deck. What cannot be read is none.
fn is_marp(path: &Path) -> bool {
    is_markdown(path)
        && fs::read_start(path, FRONT_MATTER).is_ok_and(|(start, _)| {
            let start = String::from_utf8_lossy(&start);
            deck::says_marp(&start)
        })
}

/// Globs over the names of files; a folder stands for all it holds.
#[derive(Debug)]
pub(super) struct Globs(GlobSet);

impl Globs {
    pub(super) fn new<S: AsRef<str>>(globs: impl IntoIterator<Item = S>) -> Result<Self, Stop> {
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            set.add(compile(glob.as_ref())?);
        }
        Ok(Self(set.build().map_err(anyhow::Error::from)?))
    }

    pub(super) fn holds(&self, file: &str) -> bool {
        let mut ends = file
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([file.len()]);
        ends.any(|end| self.0.is_match(&file[..end]))
    }
}

/// A glob in which a star stops at a slash, and two stars do not.
pub(super) fn compile(glob: &str) -> Result<globset::Glob, Stop> {
    let plain = glob.trim_start_matches("./").trim_end_matches('/');
    let built = GlobBuilder::new(plain).literal_separator(true).build();
    Ok(built.map_err(anyhow::Error::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_all_it_holds() {
        let globs = Globs::new(["content/archive/", "*.pptm", "**/old/*.pptx"]).unwrap();
        assert!(globs.holds("content/archive/2024/a.pptx"));
        assert!(globs.holds("a.pptm"));
        assert!(globs.holds("x/y/old/a.pptx"));
        assert!(!globs.holds("content/archives/a.pptx"));
        assert!(!globs.holds("x/a.pptm"), "a star stops at a slash");
    }

    #[test]
    fn hooks_know_what_is_taken_for_a_deck() {
        for text in [
            include_str!("../../../.pre-commit-hooks.yaml"),
            include_str!("../../../docs/manual/content/guides/hooks.md"),
        ] {
            let mut lines = 0;
            for line in text.lines().filter(|line| line.contains(" files: ")) {
                lines += 1;
                for extension in DECKS.iter().chain(&OTHER_DECKS) {
                    let mut words = line.split(['(', '|', ')']);
                    assert!(
                        words.any(|word| word == *extension)
                            || line.contains(&format!(r"\.{extension})")),
                        "{extension} in {line}"
                    );
                }
            }
            assert!(lines > 0);
        }
    }

    #[test]
    fn what_is_taken_for_a_deck() {
        for name in [
            "a.pptx",
            "A.PPTX",
            "b.potm",
            "c.ppt",
            "d.key",
            "e.odp",
            "f.pdf",
            "slides.md",
            "x/Slides.md",
            "g.slides.md",
            "h.deck.md",
        ] {
            assert!(is_deck(Path::new(name)), "{name}");
        }
        for name in [
            "~$a.pptx",
            "a.txt",
            "pptx",
            ".pptx.bak",
            "deck.md",
            "myslides.md",
        ] {
            assert!(!is_deck(Path::new(name)), "{name}");
        }
    }
}
