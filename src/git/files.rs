//! What a commit's tree holds.
//!
//! 1. [`Files::new`]: the names at the top; each folder there is walked when it is first asked for,
//!    since a playbook may share its repository with much else.
//! 2. [`Files::find`], [`Files::follow`]: a path, and where it leads through links.

use super::error::{GitError, plain};
use gix::ObjectId;
use gix::objs::tree::EntryKind;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// More folders in one another than any file system would take.
pub(super) const DEEPEST: usize = 512;

/// A tree of a few objects can name the same subtree over and over: 10 to the power of 10 files in
/// eleven objects.
pub(super) const MOST_FILES: usize = if cfg!(test) { 20_000 } else { 1_000_000 };

/// Longest text of a link, as Linux has it.
const LONGEST_LINK: u64 = 4096;

/// As many links in a row as Linux follows.
const MOST_LINKS: usize = 40;

/// A file or a link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) id: ObjectId,
    pub(super) link: bool,
}

/// A part of the tree: files and links by path, and names that cannot be used.
#[derive(Debug, Default)]
pub(super) struct Branch {
    pub(super) entries: BTreeMap<String, Entry>,
    /// Path and reason, sorted.
    pub(super) refused: Vec<(String, String)>,
}

/// A tree of files.
#[derive(Debug)]
pub(super) struct Files {
    top: Branch,
    folders: BTreeMap<String, (ObjectId, OnceLock<Branch>)>,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// To a file.
    File(ObjectId),
    /// To a folder, by its own path; empty is the project itself.
    Folder(String),
    /// Out of the project.
    Outside,
    /// To nothing.
    Missing,
    /// Back to itself.
    Circle,
}

impl Files {
    /// The tree `root`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn new(
        repo: &gix::Repository,
        root: ObjectId,
        reference: &str,
    ) -> Result<Self, GitError> {
        let mut top = Branch::default();
        let folders = names(repo, root, "", &mut top)
            .map_err(|error| GitError::unreadable(reference, &error))?
            .into_iter()
            .map(|(name, id)| (name, (id, OnceLock::new())))
            .collect();
        Ok(Self { top, folders })
    }

    /// The parts under a folder of the tree, or all.
    pub(super) fn under<'a>(&'a self, repo: &gix::Repository, folder: &str) -> Vec<&'a Branch> {
        if folder.is_empty() {
            let walked = self
                .folders
                .keys()
                .filter_map(|name| self.walked(repo, name));
            return std::iter::once(&self.top).chain(walked).collect();
        }
        let first = folder.split('/').next().unwrap_or(folder);
        self.walked(repo, first).into_iter().collect()
    }

    /// The file or link of exactly this path.
    pub(super) fn find(&self, repo: &gix::Repository, path: &str) -> Option<Entry> {
        match path.split_once('/') {
            None => self.top.entries.get(path).copied(),
            Some((first, _)) => self.walked(repo, first)?.entries.get(path).copied(),
        }
    }

    /// Where a path leads, links on its way and at its end followed.
    pub(super) fn follow(&self, repo: &gix::Repository, path: &str) -> Target {
        let mut at: Vec<String> = Vec::new();
        let mut ahead: Vec<String> = steps(path);
        let mut links = 0;
        while let Some(step) = ahead.pop() {
            match step.as_str() {
                "" | "." => continue,
                ".." => {
                    if at.pop().is_none() {
                        return Target::Outside;
                    }
                    continue;
                }
                _ => at.push(step),
            }
            let here = at.join("/");
            match self.find(repo, &here) {
                None if self.is_folder(repo, &here) => {}
                None => return Target::Missing,
                Some(entry) if entry.link => {
                    links += 1;
                    if links > MOST_LINKS {
                        return Target::Circle;
                    }
                    let Some(text) = link_text(repo, entry.id) else {
                        return Target::Missing;
                    };
                    if text.starts_with('/') {
                        return Target::Outside;
                    }
                    at.pop();
                    ahead.extend(steps(&text));
                }
                Some(entry) if ahead.is_empty() => return Target::File(entry.id),
                Some(_) => return Target::Missing,
            }
        }
        Target::Folder(at.join("/"))
    }

    fn is_folder(&self, repo: &gix::Repository, path: &str) -> bool {
        let Some((first, _)) = path.split_once('/') else {
            return self.folders.contains_key(path);
        };
        let start = format!("{path}/");
        self.walked(repo, first).is_some_and(|branch| {
            let mut after = branch.entries.range(start.clone()..);
            after
                .next()
                .is_some_and(|(path, _)| path.starts_with(&start))
        })
    }

    fn walked(&self, repo: &gix::Repository, name: &str) -> Option<&Branch> {
        let (id, branch) = self.folders.get(name)?;
        Some(branch.get_or_init(|| walk(repo, name, *id)))
    }
}

/// Every file and link under the tree `id`, whose own path is `path`.
fn walk(repo: &gix::Repository, path: &str, id: ObjectId) -> Branch {
    let mut branch = Branch::default();
    let mut ahead = vec![(path.to_owned(), id, 1)];
    while let Some((path, id, depth)) = ahead.pop() {
        if depth > DEEPEST || branch.entries.len() + ahead.len() > MOST_FILES {
            let why = if depth > DEEPEST {
                "its folders lie too deep in one another"
            } else {
                "there are too many files"
            };
            branch.refused.push((path, why.to_owned()));
            break;
        }
        match names(repo, id, &path, &mut branch) {
            Ok(folders) => {
                ahead.extend(folders.into_iter().map(|(path, id)| (path, id, depth + 1)));
            }
            Err(error) => branch.refused.push((path, plain(&error))),
        }
    }
    branch.refused.sort();
    branch
}

/// Puts the files and links of one tree into `branch`; gives its folders. Submodules are passed
/// over.
fn names(
    repo: &gix::Repository,
    id: ObjectId,
    path: &str,
    branch: &mut Branch,
) -> gix::Result<Vec<(String, ObjectId)>> {
    let mut folders = Vec::new();
    for entry in repo.find_tree(id)?.iter() {
        let entry = entry?;
        let join = |name: &str| {
            if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}/{name}")
            }
        };
        let Ok(name) = std::str::from_utf8(entry.filename()) else {
            let shown = join(&String::from_utf8_lossy(entry.filename()));
            branch
                .refused
                .push((shown, "its name is not Unicode".to_owned()));
            continue;
        };
        // Git itself makes no such names; a tree made by hand may lead out of the project by them.
        if matches!(name, "" | "." | "..") || name.contains(['/', '\\', '\0']) {
            let why = "its name would mean another place on some systems";
            branch.refused.push((join(name), why.to_owned()));
            continue;
        }
        let id = entry.object_id();
        match entry.mode().kind() {
            EntryKind::Tree => folders.push((join(name), id)),
            EntryKind::Commit => {}
            EntryKind::Blob | EntryKind::BlobExecutable => {
                branch.entries.insert(join(name), Entry { id, link: false });
            }
            EntryKind::Link => {
                branch.entries.insert(join(name), Entry { id, link: true });
            }
        }
    }
    Ok(folders)
}

fn link_text(repo: &gix::Repository, id: ObjectId) -> Option<String> {
    if repo.find_header(id).ok()?.size() > LONGEST_LINK {
        return None;
    }
    String::from_utf8(repo.find_blob(id).ok()?.take_data()).ok()
}

/// The steps of a path, the first one last.
fn steps(path: &str) -> Vec<String> {
    path.split('/').rev().map(str::to_owned).collect()
}
