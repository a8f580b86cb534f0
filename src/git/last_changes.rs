//! When each file last changed: what `git log -1 -- FILE` says, for all files in one walk.
//!
//! 1. The files of the newest tree are looked for in the newest commit.
//! 2. A commit is compared with its parents, folder by folder, where they differ. A file that a
//!    parent has just like it is looked for there from now on, in the first such parent if there are
//!    several; one that no parent has like this was changed here.
//! 3. That goes on, newest commits first, until every file is known.
//!
//! So a merge changes a file only where its text is neither parent's, and a file that came in by a
//! merge has the commit on the branch. A renamed file changed when it was renamed.
//!
//! Files have no date where the answer is not certain: those not found within [`MOST_COMMITS`]
//! commits, and, in a shallow clone, those that its oldest commits already had.

#[cfg(test)]
mod tests;

use super::error::GitError;
use super::files::{DEEPEST, MOST_FILES};
use super::{Repository, reference};
use gix::ObjectId;
use gix::objs::TreeRefIter;
use jiff::civil::Date;
use jiff::tz::Offset;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BinaryHeap};

/// How many commits are looked at before the files still unknown are given up.
pub const MOST_COMMITS: usize = 20_000;

/// Bytes of trees and commits to keep: each is needed as a child and as a parent.
const OBJECT_CACHE: usize = 32 << 20;

/// Digits of an identifier: the same in every clone, however many objects it holds.
const SHORT: usize = 10;

/// A commit that changed a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LastChange {
    /// The day on which it was written, where its author was.
    pub day: Date,
    /// The first ten digits of its identifier.
    pub commit: String,
}

/// The change that a commit made at that time. None where the time is no date.
pub(super) fn change(commit: ObjectId, time: gix::date::Time) -> Option<LastChange> {
    let moment = jiff::Timestamp::from_second(time.seconds).ok()?;
    let offset = Offset::from_seconds(time.offset).unwrap_or(Offset::UTC);
    Some(LastChange {
        day: offset.to_datetime(moment).date(),
        commit: commit.to_hex_with_len(SHORT).to_string(),
    })
}

impl Repository {
    /// The last change of each file under a folder of the project, by the file's path, as of
    /// `reference`: 'HEAD', a branch, a tag. Files whose last change is not certain are left out,
    /// and so is everything in a repository without commits.
    ///
    /// # Errors
    /// When nothing has that name, or history cannot be read.
    pub fn last_changes(
        &self,
        reference: &str,
        folder: &str,
    ) -> Result<BTreeMap<String, LastChange>, GitError> {
        let mut repo = self.handles.own();
        repo.object_cache_size(OBJECT_CACHE);
        if reference == "HEAD" && repo.head().is_ok_and(|head| head.is_unborn()) {
            return Ok(BTreeMap::new());
        }
        let failed = |error: gix::Error| GitError::unreadable(reference, &error);
        let newest = reference::find(&repo, reference)?
            .object()
            .and_then(gix::Object::peel_to_commit)
            .map_err(failed)?
            .id;
        let folder = folder.trim_matches('/');
        let folder = if folder == "." { "" } else { folder };
        let place: Vec<&str> = self
            .folder
            .iter()
            .map(String::as_str)
            .chain(folder.split('/'))
            .filter(|step| !step.is_empty())
            .collect();
        let mut walk = Walk::new(&repo, &place);
        walk.start(newest, folder).map_err(failed)?;
        walk.run(MOST_COMMITS).map_err(failed)?;
        Ok(walk.known)
    }
}

/// The files of the newest tree in one folder.
#[derive(Default)]
struct Folder {
    files: FxHashMap<Vec<u8>, usize>,
    folders: FxHashMap<Vec<u8>, Folder>,
}

/// What is needed of a commit.
#[derive(Clone)]
struct Commit {
    parents: Vec<ObjectId>,
    /// When its author wrote it; None where what stands there is no time.
    time: Option<gix::date::Time>,
    /// Of the committer: what commits are taken in the order of.
    seconds: i64,
    /// The folder's tree; None where it was not there.
    tree: Option<ObjectId>,
}

struct Walk<'r> {
    repo: &'r gix::Repository,
    /// The folder from the top of the repository.
    place: &'r [&'r str],
    /// The oldest commits of a shallow clone.
    border: FxHashSet<ObjectId>,
    /// The files that are looked for, each by a number.
    root: Folder,
    paths: Vec<String>,
    /// The files that are looked for in a commit.
    sought: FxHashMap<ObjectId, FxHashSet<usize>>,
    queue: BinaryHeap<(i64, ObjectId)>,
    commits: FxHashMap<ObjectId, Option<Commit>>,
    known: BTreeMap<String, LastChange>,
}

impl<'r> Walk<'r> {
    fn new(repo: &'r gix::Repository, place: &'r [&'r str]) -> Self {
        let border = match repo.shallow_commits() {
            Ok(Some(commits)) => commits.iter().copied().collect(),
            _ => FxHashSet::default(),
        };
        Self {
            repo,
            place,
            border,
            root: Folder::default(),
            paths: Vec::new(),
            sought: FxHashMap::default(),
            queue: BinaryHeap::new(),
            commits: FxHashMap::default(),
            known: BTreeMap::new(),
        }
    }

    /// Looks for every file that the newest commit has.
    fn start(&mut self, newest: ObjectId, folder: &str) -> gix::Result<()> {
        let Some(tree) = self.commit(newest)?.and_then(|commit| commit.tree) else {
            return Ok(());
        };
        self.root = enter(self.repo, tree, folder, &mut self.paths, 1)?;
        let all = (0..self.paths.len()).collect();
        self.seek(newest, all)
    }

    /// Goes back until every file is known, or for `most` commits.
    fn run(&mut self, most: usize) -> gix::Result<()> {
        let mut looked_at = 0;
        while let Some((_, id)) = self.queue.pop() {
            let Some(mut sought) = self.sought.remove(&id) else {
                continue;
            };
            looked_at += 1;
            // In a shallow clone the oldest commits seem to have made everything they hold.
            if looked_at > most || self.border.contains(&id) {
                continue;
            }
            let Some(commit) = self.commit(id)? else {
                continue;
            };
            // Nobody will need it again, and history is long.
            self.commits.remove(&id);
            let mut uncertain = false;
            for parent in &commit.parents {
                let Some(before) = self.commit(*parent)? else {
                    uncertain = true;
                    continue;
                };
                let mut changed = FxHashSet::default();
                self.differences(commit.tree, before.tree, &sought, &mut changed)?;
                // What this parent does not have like this may still be another parent's.
                let mut same = std::mem::replace(&mut sought, changed);
                for file in &sought {
                    same.remove(file);
                }
                if !same.is_empty() {
                    self.seek(*parent, same)?;
                }
                if sought.is_empty() {
                    break;
                }
            }
            if uncertain {
                continue;
            }
            if let Some(change) = commit.time.and_then(|time| change(id, time)) {
                for file in sought {
                    self.known.insert(self.paths[file].clone(), change.clone());
                }
            }
        }
        Ok(())
    }

    fn seek(&mut self, id: ObjectId, files: FxHashSet<usize>) -> gix::Result<()> {
        let Some(commit) = self.commit(id)? else {
            return Ok(());
        };
        match self.sought.entry(id) {
            std::collections::hash_map::Entry::Vacant(place) => {
                place.insert(files);
                self.queue.push((commit.seconds, id));
            }
            std::collections::hash_map::Entry::Occupied(mut place) => {
                let there = place.get_mut();
                let (small, mut large) = if there.len() < files.len() {
                    (std::mem::take(there), files)
                } else {
                    (files, std::mem::take(there))
                };
                large.extend(small);
                *there = large;
            }
        }
        Ok(())
    }

    /// A commit. None where this clone does not have it.
    fn commit(&mut self, id: ObjectId) -> gix::Result<Option<Commit>> {
        if let Some(commit) = self.commits.get(&id) {
            return Ok(commit.clone());
        }
        let commit = match self.repo.try_find_object(id)? {
            None => None,
            Some(object) => {
                let object = object.try_into_commit()?;
                let decoded = object.decode()?;
                Some(Commit {
                    parents: decoded.parents().collect(),
                    time: decoded.author().and_then(|who| who.time()).ok(),
                    seconds: decoded
                        .committer()
                        .and_then(|who| who.time())
                        .map_or(0, |time| time.seconds),
                    tree: self.folder_of(decoded.tree())?,
                })
            }
        };
        self.commits.insert(id, commit.clone());
        Ok(commit)
    }

    fn folder_of(&self, root: ObjectId) -> gix::Result<Option<ObjectId>> {
        let mut id = root;
        for step in self.place {
            let tree = self.repo.find_tree(id)?;
            let next = tree
                .iter()
                .filter_map(Result::ok)
                .find(|entry| entry.filename() == step.as_bytes() && entry.mode().is_tree());
            match next {
                Some(entry) => id = entry.object_id(),
                None => return Ok(None),
            }
        }
        Ok(Some(id))
    }

    /// Those of the sought files that `now` has and `before` has not, or not like this.
    fn differences(
        &self,
        now: Option<ObjectId>,
        before: Option<ObjectId>,
        sought: &FxHashSet<usize>,
        changed: &mut FxHashSet<usize>,
    ) -> gix::Result<()> {
        let mut ahead = vec![(&self.root, now, before)];
        while let Some((folder, now, before)) = ahead.pop() {
            let Some(id) = now.filter(|_| now != before) else {
                continue;
            };
            let now = self.repo.find_tree(id)?;
            let before = before.map(|id| self.repo.find_tree(id)).transpose()?;
            let kind = self.repo.object_hash();
            let mut old = Names::new(before.as_ref().map_or(&[], |tree| &tree.data), kind);
            for entry in TreeRefIter::from_bytes(&now.data, kind) {
                let entry = entry?;
                let was = old.find(&entry)?;
                if was.is_some_and(|was| was.oid == entry.oid && was.mode == entry.mode) {
                    continue;
                }
                let name: &[u8] = entry.filename;
                if entry.mode.is_tree() {
                    if let Some(inner) = folder.folders.get(name) {
                        let was = was.filter(|was| was.mode.is_tree());
                        let was = was.map(|was| was.oid.to_owned());
                        ahead.push((inner, Some(entry.oid.to_owned()), was));
                    }
                } else if let Some(file) = folder.files.get(name)
                    && sought.contains(file)
                {
                    changed.insert(*file);
                }
            }
        }
        Ok(())
    }
}

/// The names of a tree, asked for in the order in which git sorts them.
struct Names<'t> {
    entries: std::iter::Peekable<TreeRefIter<'t>>,
}

impl<'t> Names<'t> {
    fn new(data: &'t [u8], kind: gix::hash::Kind) -> Self {
        Self {
            entries: TreeRefIter::from_bytes(data, kind).peekable(),
        }
    }

    fn find(
        &mut self,
        wanted: &gix::objs::tree::EntryRef<'_>,
    ) -> gix::Result<Option<gix::objs::tree::EntryRef<'t>>> {
        while let Some(next) = self.entries.peek() {
            match next {
                Ok(entry) => match entry.cmp(wanted) {
                    std::cmp::Ordering::Less => {}
                    std::cmp::Ordering::Equal => break,
                    std::cmp::Ordering::Greater => return Ok(None),
                },
                Err(_) => break,
            }
            self.entries.next();
        }
        self.entries.next().transpose()
    }
}

/// The files under the tree `id`, numbered; submodules and names that are not Unicode are left out.
fn enter(
    repo: &gix::Repository,
    id: ObjectId,
    path: &str,
    paths: &mut Vec<String>,
    depth: usize,
) -> gix::Result<Folder> {
    let mut folder = Folder::default();
    if depth > DEEPEST || paths.len() > MOST_FILES {
        return Ok(folder);
    }
    for entry in repo.find_tree(id)?.iter() {
        let entry = entry?;
        let Ok(name) = std::str::from_utf8(entry.filename()) else {
            continue;
        };
        let here = if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}/{name}")
        };
        let key = name.as_bytes().to_vec();
        if entry.mode().is_tree() {
            let inner = enter(repo, entry.object_id(), &here, paths, depth + 1)?;
            folder.folders.insert(key, inner);
        } else if !entry.mode().is_commit() {
            folder.files.insert(key, paths.len());
            paths.push(here);
        }
    }
    Ok(folder)
}
