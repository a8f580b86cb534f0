//! What is staged: git's index, as the next commit would hold it.

use super::blob::Blob;
use super::compare::{Difference, compare};
use super::error::{GitError, plain};
use super::files::{Files, shown};
use super::handles::Handles;
use super::{GitTree, Repository, open};
use crate::fs::{self, FsError};
use gix::ObjectId;
use gix::index::{State, entry::Stage};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How git tells those whom it runs, hooks above all, which repository it speaks of. Relative paths are as git
/// has them: the index from the top of the work tree, the others from the caller.
#[derive(Debug, Default, Clone)]
pub struct Surroundings {
    /// `GIT_DIR`
    pub git_dir: Option<PathBuf>,
    /// `GIT_WORK_TREE`
    pub work_tree: Option<PathBuf>,
    /// `GIT_INDEX_FILE`: `git commit -a` and `git commit PATH` put together another index than that of the
    /// repository.
    pub index: Option<PathBuf>,
}

/// A file that is other than in the last commit, or not in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path from the top of the work tree. Bytes that are no Unicode stand in it as `\xE9`.
    pub path: String,
    /// What it is.
    pub kind: ChangeKind,
    pub(super) id: ObjectId,
}

/// What a changed entry is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// A file.
    File,
    /// A symbolic link.
    Link,
    /// Another repository's commit.
    Submodule,
}

/// What is staged, and what of it differs from the last commit.
#[derive(Debug)]
pub struct Staged {
    handles: Arc<Handles>,
    top: PathBuf,
    state: Arc<State>,
    difference: Difference,
}

impl Staged {
    /// Reads the index of the repository that `start` lies in, or that git's environment names. None where
    /// there is no repository. Before the first commit all that is staged is new.
    ///
    /// # Errors
    /// When something cannot be read, or a conflict is not solved yet.
    pub fn find(start: &Path, around: &Surroundings) -> Result<Option<Self>, GitError> {
        let start = fs::real_path(start)?;
        let Some((found, top)) = open(&start, around)? else {
            return Ok(None);
        };
        let handles = Handles::new(found);
        let (state, difference) = handles.with(|repo| {
            let path = match &around.index {
                Some(named) => top.join(named),
                None => repo.index_path(),
            };
            let unreadable = |error: gix::Error| GitError::unreadable("the index", &error);
            // As git itself, which does not check the sum of an index that it reads.
            let index = gix::index::File::at_or_default(
                path,
                repo.object_hash(),
                true,
                gix::index::decode::Options::default(),
            )
            .map_err(|error| GitError::Unreadable {
                what: "the index".to_owned(),
                why: plain(&error),
            })?;
            let (state, _) = index.into_parts();
            let conflicts = conflicts(&state);
            if !conflicts.is_empty() {
                return Err(GitError::Conflicts(conflicts));
            }
            let head = repo.head().map_err(unreadable)?;
            let before = if head.is_unborn() {
                None
            } else {
                Some(repo.head_tree_id().map_err(unreadable)?.detach())
            };
            let difference = compare(repo, &state, before).map_err(unreadable)?;
            Ok((state, difference))
        })?;
        Ok(Some(Self {
            handles: Arc::new(handles),
            top,
            state: Arc::new(state),
            difference,
        }))
    }

    /// The top of the work tree, a real path.
    #[must_use]
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// What was added, changed, renamed or made another kind of file, by path.
    #[must_use]
    pub fn changed(&self) -> &[Change] {
        &self.difference.changed
    }

    /// Whether the next commit would change nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.difference.changed.is_empty() && !self.difference.gone
    }

    /// Links that did not change themselves and lead to a file that did.
    #[must_use]
    pub fn links_to_changed(&self) -> Vec<Change> {
        let links = self.state.entries().iter();
        let links = links.filter(|entry| entry.mode == gix::index::entry::Mode::SYMLINK);
        let links: Vec<_> = links.map(|entry| entry.path(&self.state)).collect();
        if links.is_empty() {
            return Vec::new();
        }
        let own: BTreeSet<&str> = self.changed().iter().map(|one| one.path.as_str()).collect();
        let new: BTreeSet<ObjectId> = self.changed().iter().map(|one| one.id).collect();
        let tree = self.tree("");
        let changed = links
            .into_iter()
            .map(|path| shown(path))
            .filter_map(|path| {
                let id = tree.followed(&path).ok()?;
                let counts = new.contains(&id) && !own.contains(path.as_str());
                counts.then_some(Change {
                    path,
                    kind: ChangeKind::Link,
                    id,
                })
            });
        changed.collect()
    }

    /// What is staged under a folder, by its path from the top; empty: all.
    #[must_use]
    pub fn tree(&self, folder: &str) -> GitTree {
        GitTree::staged(
            Arc::clone(&self.handles),
            Files::staged(&self.state, folder),
        )
    }

    /// The last commit under that folder; None where there was none, or it had no such folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn before(&self, folder: &str) -> Result<Option<GitTree>, GitError> {
        let repository = Repository {
            handles: Arc::clone(&self.handles),
            folder: folder
                .split('/')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
        };
        let unborn = self
            .handles
            .with(|repo| repo.head().is_ok_and(|head| head.is_unborn()));
        if unborn {
            return Ok(None);
        }
        match repository.tree("HEAD") {
            Ok(tree) => Ok(Some(tree)),
            Err(GitError::NoFolder { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The bytes of a changed file, or of what a changed link leads to.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn open(&self, change: &Change) -> Result<Blob, FsError> {
        let id = match change.kind {
            ChangeKind::Link => self.tree("").followed(&change.path)?,
            ChangeKind::File | ChangeKind::Submodule => change.id,
        };
        let opened = self.handles.with(|repo| Blob::open(repo, id));
        opened.map_err(|source| FsError {
            doing: "read",
            path: PathBuf::from(format!(":{}", change.path)),
            source,
        })
    }
}

/// The paths that nobody has decided on, each once.
fn conflicts(state: &State) -> Vec<String> {
    let open = state
        .entries()
        .iter()
        .filter(|entry| entry.stage() != Stage::Unconflicted);
    let mut paths: Vec<String> = open.map(|entry| shown(entry.path(state))).collect();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests;
