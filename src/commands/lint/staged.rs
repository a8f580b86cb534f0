//! `lint --staged`: what the next commit would add or change, out of git's index.
//!
//! 1. The index, as git's environment names it: a hook is told which one the commit is made of.
//! 2. The playbook in it: `site.toml`, rules, pages and decks as they are staged, whatever lies on disk.
//! 3. Which decks: those that differ from the last commit, links to them, and those whose page differs.
//! 4. The verdict, as for files.

use super::judge::Judged;
use super::room::{Flags, Rooms};
use super::select::{FRONT_MATTER, Globs, Selection, is_deck, is_markdown};
use super::statements::Statements;
use super::{baseline, catalogue, deck_is_gone, ended, gather, judge, pages, waivers};
use crate::cli::LintArgs;
use crate::commands::project::{Project, has_extension, is_page, without_dots};
use crate::commands::{Out, Outcome, Stop};
use crate::config;
use crate::deck;
use crate::diagnostic::Severity;
use crate::fs::{self, FsError, Kind, Tree as _};
use crate::git::{Blob, Change, ChangeKind, GitTree, Staged, Surroundings};
use crate::playbook::Catalogue;
use crate::source::excerpt::printable;
use anyhow::anyhow;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(args: &LintArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let stage = Stage::find(args, root, out)?;
    let project = &stage.project;
    let choice = &args.choice;
    let linter = project.linter(choice.today, &choice.rule, &choice.ignore)?;
    let flags = Flags::check(&args.room, &linter)?;
    let catalogue = catalogue(project, &linter)?;
    let waivers = waivers::collect(project, &catalogue, &linter).map_err(Stop::Problems)?;
    let mut failures = stage.mistakes(&catalogue)?;

    let (files, excluded) = stage.select(&catalogue)?;
    stage.remark(files.len(), excluded, out);
    let statements = Statements::read(project, &linter)?;
    let rooms = Rooms::new(project, &catalogue, &statements.fields, flags);
    let judged: Vec<(String, Judged)> =
        judge::judge_all(&files, |place| stage.open(place), &rooms, &linter);
    let selection = Selection {
        excluded,
        pages: stage.pages(),
        ..Selection::default()
    };
    let pages = pages::judge(project, &linter, &selection)?;
    let said = statements.findings(&selection.pages, &judged, &linter);
    let mut report = gather(
        judged,
        pages,
        said,
        &selection,
        &waivers,
        &linter,
        &mut failures,
    );
    baseline::of_run(project, &args.output, &mut report, &linter, out)?;
    let outcome = ended(&report, &failures, &linter, args, out)?;
    // As for files.
    std::mem::forget((linter, report));
    Ok(outcome)
}

/// What is staged, and the playbook in it.
struct Stage {
    staged: Staged,
    /// Everything that is staged, from the top of the work tree.
    whole: GitTree,
    project: Project,
    /// The playbook's folder, from the top.
    folder: String,
    /// What was named, from the top; empty: everything.
    scope: Vec<String>,
}

/// Where a deck's bytes are.
enum Place<'a> {
    Changed(&'a Change),
    /// A path from the playbook's folder.
    Kept(String),
}

impl Stage {
    fn find(args: &LintArgs, root: Option<&Path>, out: &Out) -> Result<Self, Stop> {
        let cwd = fs::real_path(&fs::current_dir()?)?;
        let named = |name: &str| {
            let value = std::env::var_os(name).filter(|value| !value.is_empty());
            value.map(PathBuf::from)
        };
        let around = Surroundings {
            git_dir: named("GIT_DIR"),
            work_tree: named("GIT_WORK_TREE"),
            index: named("GIT_INDEX_FILE"),
        };
        let Some(staged) = Staged::find(&cwd, &around).map_err(anyhow::Error::from)? else {
            return Err(anyhow!("there is no git repository here, so nothing is staged").into());
        };
        if staged.is_empty() && around.index.is_none() {
            let message = "nothing is staged: `git add` what shall be judged, or leave out --staged to judge \
                           what lies on disk";
            return Err(anyhow!(message).into());
        }
        let whole = staged.tree("");
        let from_top = |path: &Path| from_top(staged.top(), &cwd, path);
        let mut scope = Vec::new();
        for path in &args.paths {
            let shown = path.to_string_lossy();
            let shown = printable(&shown);
            let Some(inner) = from_top(path) else {
                return Err(anyhow!("'{shown}' lies outside of the repository").into());
            };
            let known = inner.is_empty()
                || whole.has(&inner)
                || staged.changed().iter().any(|one| within(&one.path, &inner));
            if !known && fs::kind(path)? == Kind::Missing {
                return Err(anyhow!("there is no '{shown}'").into());
            }
            scope.push(inner);
        }
        let folder = match root {
            Some(named) => match from_top(named).filter(|folder| holds_playbook(&whole, folder)) {
                Some(folder) => Some(folder),
                None => return Err(not_staged(named).into()),
            },
            None => playbook_above(&whole, from_top(&cwd).as_deref()).or_else(|| {
                let about = scope.first()?;
                playbook_above(&whole, Some(about))
            }),
        };
        let project = match &folder {
            Some(folder) => {
                let root = staged.top().join(folder);
                Project::of(cwd, Some(root), Some(Arc::new(staged.tree(folder))))?
            }
            None => {
                if fs::find_upward(&cwd, config::FILE_NAME)
                    .is_some_and(|found| found.starts_with(staged.top()))
                {
                    let text = "site.toml is not staged, so it does not count; `git add` it with its playbook";
                    out.complain(Severity::Warning, text);
                }
                Project::of(cwd, None, None)?
            }
        };
        Ok(Self {
            whole,
            project,
            folder: folder.unwrap_or_default(),
            scope,
            staged,
        })
    }

    fn wanted(&self, path: &str) -> bool {
        self.scope.is_empty() || self.scope.iter().any(|named| within(path, named))
    }

    /// What is changed and was asked for.
    fn changed(&self) -> impl Iterator<Item = &Change> {
        let changed = self.staged.changed().iter();
        changed.filter(|change| self.wanted(&change.path))
    }

    /// Those of the playbook's files, by their names in it.
    fn own(&self) -> BTreeSet<&str> {
        let own = self
            .changed()
            .filter_map(|change| inside(&self.folder, &change.path));
        own.collect()
    }

    /// The decks to judge, by name, and how many the excludes left out.
    fn select(&self, catalogue: &Catalogue) -> Result<(Vec<(String, Place<'_>)>, usize), Stop> {
        let exclude = &self.project.config.lint.exclude;
        let excludes = Globs::new(exclude.iter().map(|glob| glob.get_ref()))?;
        let mut files: Vec<(String, Place<'_>)> = Vec::new();
        let decks = self
            .changed()
            .filter(|one| one.kind != ChangeKind::Submodule && self.is_deck(one, catalogue));
        let links = self.staged.links_to_changed();
        let links = links.iter().filter(|link| self.wanted(&link.path));
        let mut seen = BTreeSet::new();
        for change in decks {
            let name = name_from(&self.folder, &change.path);
            seen.insert(name.clone());
            files.push((name, Place::Changed(change)));
        }
        let links = links
            .filter(|link| is_deck(Path::new(&link.path)))
            .filter_map(|link| inside(&self.folder, &link.path).map(str::to_owned));
        let own = self.own();
        let spoken_of = catalogue
            .iter()
            .filter(|entry| own.contains(entry.page.as_str()) && self.has(&entry.file))
            .map(|entry| entry.file.clone());
        for name in links.chain(spoken_of) {
            if seen.insert(name.clone()) {
                files.push((name.clone(), Place::Kept(name)));
            }
        }
        let all = files.len();
        files.retain(|(name, _)| !excludes.holds(name));
        let excluded = all - files.len();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Ok((files, excluded))
    }

    /// By its name, by its page, or, outside of the playbook's pages, by its front matter.
    fn is_deck(&self, change: &Change, catalogue: &Catalogue) -> bool {
        let path = Path::new(&change.path);
        let name = name_from(&self.folder, &change.path);
        let says_so = || {
            let mut start = Vec::new();
            let read = self.staged.open(change).map(|file| {
                let _ = file.take(FRONT_MATTER).read_to_end(&mut start);
            });
            read.is_ok() && deck::says_marp(&String::from_utf8_lossy(&start))
        };
        is_deck(path)
            || is_markdown(path)
                && (catalogue.get(&name).is_some() || !name.starts_with("content/") && says_so())
    }

    /// The texts of the playbook among it. A page whose deck alone is staged says nothing new.
    fn pages(&self) -> Vec<String> {
        let is_text = |name: &&str| {
            name.starts_with("content/")
                && (is_page(Path::new(name)) || has_extension(Path::new(name), &["yaml", "yml"]))
        };
        self.own()
            .into_iter()
            .filter(is_text)
            .map(str::to_owned)
            .collect()
    }

    fn has(&self, file: &str) -> bool {
        let tree = self.project.tree.as_ref();
        tree.is_some_and(|tree| tree.has(file))
    }

    fn open(&self, place: &Place<'_>) -> Result<Blob, FsError> {
        match place {
            Place::Changed(change) => self.staged.open(change),
            Place::Kept(name) if self.folder.is_empty() => self.whole.open(name),
            Place::Kept(name) => self.whole.open(&format!("{}/{name}", self.folder)),
        }
    }

    /// The pages whose deck this commit takes away.
    fn mistakes(&self, catalogue: &Catalogue) -> Result<Vec<String>, Stop> {
        let Some(tree) = &self.project.tree else {
            return Ok(Vec::new());
        };
        let own = self.own();
        let mut problems = Vec::new();
        let gone: Vec<_> = catalogue
            .iter()
            .filter(|entry| !tree.has(&entry.file))
            .collect();
        let before = match gone.is_empty() {
            true => None,
            false => self
                .staged
                .before(&self.folder)
                .map_err(anyhow::Error::from)?,
        };
        for entry in gone {
            let was = before.as_ref().is_some_and(|tree| tree.has(&entry.file));
            if own.contains(entry.page.as_str()) || (was && self.scope.is_empty()) {
                problems.push(deck_is_gone(entry));
            }
        }
        Ok(problems.iter().map(ToString::to_string).collect())
    }

    /// What a reader of the report would wonder about.
    fn remark(&self, judged: usize, excluded: usize, out: &Out) {
        for change in self.changed() {
            if change.kind == ChangeKind::Submodule {
                let text = format!(
                    "'{}' is a submodule: what it holds is judged where it is committed",
                    change.path
                );
                out.remark(&text);
            }
        }
        if judged == 0 && excluded > 0 {
            out.remark(
                "no deck is judged: all that are staged are excluded by [lint] exclude in site.toml",
            );
        } else if judged == 0 && self.pages().is_empty() {
            out.remark("no deck is among what is staged");
        }
    }
}

/// A path from the top of the work tree, with forward slashes; None where it leads out.
fn from_top(top: &Path, cwd: &Path, path: &Path) -> Option<String> {
    let absolute = without_dots(&cwd.join(path));
    // It need not be there; the folder above it may be reached through a link.
    let real = || {
        let folder = fs::real_path(absolute.parent()?).ok()?;
        Some(folder.join(absolute.file_name()?))
    };
    let inner = match absolute.strip_prefix(top) {
        Ok(inner) => inner.to_path_buf(),
        Err(_) => real()?.strip_prefix(top).ok()?.to_path_buf(),
    };
    let parts = inner.components().map(|part| part.as_os_str().to_str());
    Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
}

fn holds_playbook(whole: &GitTree, folder: &str) -> bool {
    match folder {
        "" => whole.has(config::FILE_NAME),
        folder => whole.has(&format!("{folder}/{}", config::FILE_NAME)),
    }
}

/// The nearest folder from there upward with a `site.toml` that is staged.
fn playbook_above(whole: &GitTree, start: Option<&str>) -> Option<String> {
    let mut folder = start?;
    loop {
        if holds_playbook(whole, folder) {
            return Some(folder.to_owned());
        }
        if folder.is_empty() {
            return None;
        }
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
}

fn not_staged(named: &Path) -> anyhow::Error {
    let shown = named.display();
    match fs::kind(&named.join(config::FILE_NAME)) {
        Ok(Kind::File) => anyhow!(
            "the site.toml of '{shown}' is not staged, and only what is staged counts: `git add` it"
        ),
        _ => anyhow!("'{shown}' is no playbook: it has no site.toml"),
    }
}

/// Whether a path is that one, or lies in it; empty: the top.
fn within(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || inside(folder, path).is_some()
}

/// A path from a folder that it lies in; both from the top.
fn inside<'a>(folder: &str, path: &'a str) -> Option<&'a str> {
    match folder {
        "" => Some(path),
        folder => path.strip_prefix(folder)?.strip_prefix('/'),
    }
}

/// A path from the playbook's folder, with `..` where it lies outside.
fn name_from(folder: &str, path: &str) -> String {
    if let Some(inner) = inside(folder, path) {
        return inner.to_owned();
    }
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared..].join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_the_playbook() {
        for (folder, path, name) in [
            ("", "content/a.pptx", "content/a.pptx"),
            ("docs", "docs/content/a.pptx", "content/a.pptx"),
            ("docs", "docs-old/a.pptx", "../docs-old/a.pptx"),
            ("docs/book", "a.pptx", "../../a.pptx"),
            ("docs/book", "docs/a.pptx", "../a.pptx"),
            ("docs/book", "docs/bookish/a.pptx", "../bookish/a.pptx"),
        ] {
            assert_eq!(name_from(folder, path), name, "{folder} {path}");
        }
    }

    #[test]
    fn a_folder_holds_itself_and_what_lies_in_it() {
        assert!(within("a/b.pptx", "") && within("a/b.pptx", "a") && within("a", "a"));
        assert!(!within("ab/c.pptx", "a") && !within("a", "a/b"));
    }
}
