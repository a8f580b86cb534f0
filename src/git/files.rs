//! What a commit's tree holds.
//!
//! 1. [`Files::new`]: the names at the top; each folder there is walked when it is first asked for,
//!    since a playbook may share its repository with much else.
//! 2. [`Files::staged`]: the same of git's index.
//! 3. [`Files::find`], [`Files::follow`]: a path, and where it leads through links.

use super::error::{GitError, plain};
use gix::ObjectId;
use gix::index::State;
use gix::index::entry::{Flags, Mode};
use gix::objs::tree::EntryKind;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

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
    folders: BTreeMap<String, (Place, OnceLock<Branch>)>,
    index: Option<Index>,
}

/// Where a folder's files are told.
#[derive(Debug)]
enum Place {
    Tree(ObjectId),
    /// Its entries in the index.
    Index(Range<usize>),
}

/// Git's index, and how many bytes of each path lead to the project.
#[derive(Debug)]
struct Index {
    state: Arc<State>,
    skip: usize,
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
            .map(|(name, id)| (name, (Place::Tree(id), OnceLock::new())))
            .collect();
        Ok(Self {
            top,
            folders,
            index: None,
        })
    }

    /// What is staged under a folder of the work tree; empty: all.
    pub(super) fn staged(state: &Arc<State>, folder: &str) -> Self {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let mut files = Self {
            top: Branch::default(),
            folders: BTreeMap::new(),
            index: Some(Index {
                state: Arc::clone(state),
                skip: start.len(),
            }),
        };
        let mut at = under(state, 0..state.entries().len(), start.as_bytes());
        while let Some(entry) = state.entries().get(at.clone()).and_then(<[_]>::first) {
            let path: &[u8] = entry.path(state);
            let inner = &path[start.len()..];
            let Some(cut) = inner.iter().position(|byte| *byte == b'/') else {
                stage(entry, inner, &mut files.top);
                at.start += 1;
                continue;
            };
            let own = under(state, at.clone(), &path[..=start.len() + cut]);
            at.start = own.end;
            match usable(&inner[..cut]) {
                Ok(name) => {
                    let place = match own.len() {
                        // In a sparse index one entry can stand for a folder.
                        1 if cut + 1 == inner.len() => Place::Tree(entry.id),
                        _ => Place::Index(own),
                    };
                    files
                        .folders
                        .insert(name.to_owned(), (place, OnceLock::new()));
                }
                Err(refused) => files.top.refused.push(refused),
            }
        }
        files
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
        let (place, branch) = self.folders.get(name)?;
        Some(branch.get_or_init(|| match (place, &self.index) {
            (Place::Tree(id), _) => walk(repo, name, *id),
            (Place::Index(own), Some(index)) => index.branch(repo, own.clone()),
            (Place::Index(_), None) => Branch::default(),
        }))
    }
}

impl Index {
    /// The files and links of these entries.
    fn branch(&self, repo: &gix::Repository, own: Range<usize>) -> Branch {
        let mut branch = Branch::default();
        for entry in self.state.entries().get(own).unwrap_or_default() {
            let path: &[u8] = entry.path(&self.state);
            let inner = &path[self.skip..];
            if entry.mode != Mode::DIR {
                stage(entry, inner, &mut branch);
                continue;
            }
            match path_of(inner.strip_suffix(b"/").unwrap_or(inner)) {
                Ok(path) => {
                    let below = walk(repo, &path, entry.id);
                    branch.entries.extend(below.entries);
                    branch.refused.extend(below.refused);
                }
                Err(refused) => branch.refused.push(refused),
            }
        }
        branch.refused.sort();
        branch
    }
}

/// The entries of an index among `range` whose path begins like that.
pub(super) fn under(state: &State, range: Range<usize>, start: &[u8]) -> Range<usize> {
    let entries = &state.entries()[range.clone()];
    let before = entries.partition_point(|entry| {
        let path: &[u8] = entry.path(state);
        path < start
    });
    let own = entries[before..].partition_point(|entry| entry.path(state).starts_with(start));
    let first = range.start + before;
    first..first + own
}

/// Puts an entry of the index that is no folder into `branch`. One that is only meant to be added holds
/// nothing yet.
fn stage(entry: &gix::index::Entry, path: &[u8], branch: &mut Branch) {
    if entry.flags.contains(Flags::INTENT_TO_ADD) || entry.mode == Mode::COMMIT {
        return;
    }
    match path_of(path) {
        Ok(path) => {
            let link = entry.mode == Mode::SYMLINK;
            branch.entries.insert(path, Entry { id: entry.id, link });
        }
        Err(refused) => branch.refused.push(refused),
    }
}

/// A path all of whose names can be used; else as it is shown, and why not.
fn path_of(path: &[u8]) -> Result<String, (String, String)> {
    for name in path.split(|byte| *byte == b'/') {
        if let Err((_, why)) = usable(name) {
            return Err((shown(path), why));
        }
    }
    Ok(String::from_utf8_lossy(path).into_owned())
}

/// A name that can be used; else as it is shown, and why not.
fn usable(name: &[u8]) -> Result<&str, (String, String)> {
    let Ok(text) = std::str::from_utf8(name) else {
        return Err((shown(name), "its name is not Unicode".to_owned()));
    };
    // Git itself makes no such names; a tree made by hand may lead out of the project by them.
    if matches!(text, "" | "." | "..") || text.contains(['/', '\\', '\0']) {
        let why = "its name would mean another place on some systems";
        return Err((text.to_owned(), why.to_owned()));
    }
    Ok(text)
}

/// A path for people: bytes that are no Unicode as `\xE9`, so that two such paths never look alike.
pub(super) fn shown(path: &[u8]) -> String {
    let mut out = String::new();
    for piece in path.utf8_chunks() {
        out.push_str(piece.valid());
        for byte in piece.invalid() {
            out.push_str(&format!("\\x{byte:02X}"));
        }
    }
    out
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
        let name = match usable(entry.filename()) {
            Ok(name) => name,
            Err((name, why)) => {
                branch.refused.push((join(&name), why));
                continue;
            }
        };
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
