//! Which paths a site may have: each leads to one place, on every file system.

use super::place::because;
use rustc_hash::FxHashMap;
use std::io;
use unicode_normalization::UnicodeNormalization;

/// The paths that are taken, by what a file system without cases would make of them.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: FxHashMap<Box<str>, Name>,
}

/// What a path is taken for. The spelling is kept where it differs from the folded path.
#[derive(Debug)]
pub(super) struct Name {
    folder: bool,
    spelling: Option<Box<str>>,
}

/// Refuses a path that could lead out of the site, or elsewhere on another system.
pub(super) fn check(path: &str) -> io::Result<()> {
    if path.is_empty() {
        return Err(because("a file of the site needs a name"));
    }
    let strange = |c: char| c == '\\' || c == ':' || c.is_control();
    if let Some(letter) = path.chars().find(|&c| strange(c)) {
        let why =
            format!("{letter:?} cannot stand in a path of the site; rename what it comes from");
        return Err(because(why));
    }
    match path
        .split('/')
        .find(|part| matches!(*part, "" | "." | ".."))
    {
        Some("") => Err(because(
            "a path of the site is relative, and has no empty part",
        )),
        Some(dots) => Err(because(format!(
            "'{dots}' cannot stand in a path of the site"
        ))),
        None => Ok(()),
    }
}

impl Names {
    /// Takes a checked path for a file, and its folders for folders.
    pub(super) fn claim(&mut self, path: &str) -> io::Result<()> {
        let folded = fold(path);
        self.take(path, &folded, false)?;
        let mut rest = (path, &*folded);
        // Folding keeps the slashes, so both have as many parts.
        while let (Some((folder, _)), Some((folded, _))) =
            (rest.0.rsplit_once('/'), rest.1.rsplit_once('/'))
        {
            if self.take(folder, folded, true)? {
                break;
            }
            rest = (folder, folded);
        }
        Ok(())
    }

    /// The files, in no order.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.taken
            .iter()
            .filter(|(_, name)| !name.folder)
            .map(|(folded, name)| name.spelled(folded))
    }

    /// Whether it was a folder already, of the same spelling.
    fn take(&mut self, path: &str, folded: &str, folder: bool) -> io::Result<bool> {
        if let Some(other) = self.taken.get(folded) {
            let spelled = other.spelled(folded);
            return match (spelled == path, folder, other.folder) {
                (true, true, true) => Ok(true),
                (true, false, false) => Err(because(format!(
                    "two files of the site would be '{path}'; give one of them another name"
                ))),
                (true, ..) => Err(because(format!(
                    "'{path}' would be a file and a folder of the site; give one of them another name"
                ))),
                (false, ..) => Err(because(format!(
                    "'{spelled}' and '{path}' are one and the same where case does not count; give \
                     one of them another name"
                ))),
            };
        }
        let spelling = (folded != path).then(|| path.into());
        self.taken.insert(folded.into(), Name { folder, spelling });
        Ok(false)
    }
}

impl Name {
    fn spelled<'a>(&'a self, folded: &'a str) -> &'a str {
        self.spelling.as_deref().unwrap_or(folded)
    }
}

fn fold(path: &str) -> String {
    if path.is_ascii() {
        return path.to_ascii_lowercase();
    }
    path.nfc()
        .collect::<String>()
        .to_lowercase()
        .nfc()
        .collect()
}
