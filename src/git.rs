//! The playbook out of git, read straight from the object store: no checkout, no `git` program, no
//! network.
//!
//! 1. [`Repository::find`]: the repository that a project lies in, and where in it.
//! 2. `reference`: a branch, tag or commit as somebody wrote it, or what was probably meant.
//! 3. `files`: what a commit's tree holds, with its links followed as far as they stay inside.
//! 4. [`GitTree`]: those files as a [`crate::fs::Tree`]; `lfs` finds what Git LFS keeps elsewhere.
//! 5. [`Repository::last_changes`]: the last commit that touched each file.
//! 6. [`Staged`]: what the next commit would hold, and what of it differs from the last one; `compare`
//!    finds that out, `blob` opens a file without asking how large it may be.
//!
//! Only what is in the repository counts: neither the user's git configuration nor the environment
//! is read (who is run by git hands over what it was told, [`Surroundings`]), and nothing that a
//! repository names is run. So a folder that belongs to somebody else (a mounted one, a CI job's) is
//! read like one's own, where the git program would refuse it.

mod blob;
mod compare;
mod error;
mod files;
mod handles;
mod last_changes;
mod lfs;
mod reference;
mod staged;
mod tree;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use blob::Blob;
pub use error::GitError;
pub use last_changes::{LastChange, MOST_COMMITS};
pub use staged::{Change, ChangeKind, Staged, Surroundings};
pub use tree::GitTree;

use crate::fs;
use error::plain;
use gix::discover::upwards;
use handles::Handles;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A repository, and the project's place in it.
#[derive(Debug, Clone)]
pub struct Repository {
    handles: Arc<Handles>,
    /// The project's folder from the top of the work tree, a name a step; empty: the top itself.
    folder: Vec<String>,
}

impl Repository {
    /// The repository that the folder `project` lies in. None where there is none.
    ///
    /// Linked work trees, submodules and `.git` files are followed. As with git, the search ends at
    /// the border of a file system.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn find(project: &Path) -> Result<Option<Self>, GitError> {
        let project = fs::real_path(project)?;
        let Some((found, top)) = open(&project, &Surroundings::default())? else {
            return Ok(None);
        };
        let refused = |why: String| GitError::Closed {
            project: project.clone(),
            why,
        };
        let Ok(inner) = project.strip_prefix(&top) else {
            return Err(refused(format!(
                "its files lie in '{}', and the project does not",
                top.display()
            )));
        };
        let folder = inner
            .components()
            .map(|part| part.as_os_str().to_str().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or_else(|| refused("the project's path is not Unicode".to_owned()))?;
        Ok(Some(Self {
            handles: Arc::new(Handles::new(found)),
            folder,
        }))
    }

    /// The project's files at a branch, a tag, a commit or anything else that git can name.
    ///
    /// A branch that only the remote `origin` has is found by its short name too: a fresh clone has
    /// no other.
    ///
    /// # Errors
    /// When nothing has that name, when what it names is not here, or when the project's folder was
    /// not there then.
    pub fn tree(&self, reference: &str) -> Result<GitTree, GitError> {
        let root = self.handles.with(|repo| {
            let found = reference::find(repo, reference)?;
            let tree = found
                .object()
                .and_then(gix::Object::peel_to_tree)
                .map_err(|error| GitError::unreadable(reference, &error))?;
            self.descend(repo, tree.id, reference)?
                .ok_or_else(|| GitError::NoFolder {
                    reference: reference.to_owned(),
                    folder: self.folder.join("/"),
                })
        })?;
        GitTree::new(Arc::clone(&self.handles), reference, root)
    }

    /// The commit that a reference names, with its day. None where it names no commit but a tree.
    ///
    /// # Errors
    /// As [`Repository::tree`].
    pub fn commit(&self, reference: &str) -> Result<Option<LastChange>, GitError> {
        self.handles.with(|repo| {
            let object = reference::find(repo, reference)?
                .object()
                .and_then(gix::Object::peel_tags_to_end)
                .map_err(|error| GitError::unreadable(reference, &error))?;
            let Ok(commit) = object.try_into_commit() else {
                return Ok(None);
            };
            let time = commit
                .author()
                .ok()
                .and_then(|author| author.time().ok())
                .ok_or_else(|| GitError::Unreadable {
                    what: reference.to_owned(),
                    why: "it has no date".to_owned(),
                })?;
            Ok(last_changes::change(commit.id, time))
        })
    }

    /// The project's own tree inside the tree `root`; None where it was not there.
    fn descend(
        &self,
        repo: &gix::Repository,
        root: gix::ObjectId,
        reference: &str,
    ) -> Result<Option<gix::ObjectId>, GitError> {
        let mut id = root;
        for name in &self.folder {
            let tree = repo
                .find_tree(id)
                .map_err(|error| GitError::unreadable(reference, &error))?;
            let next = tree
                .iter()
                .filter_map(Result::ok)
                .find(|entry| entry.filename() == name.as_bytes() && entry.mode().is_tree());
            match next {
                Some(entry) => id = entry.object_id(),
                None => return Ok(None),
            }
        }
        Ok(Some(id))
    }
}

/// The repository that `start`, a real path, lies in or that git's environment names, and the top of its work
/// tree. None where there is none.
fn open(
    start: &Path,
    around: &Surroundings,
) -> Result<Option<(gix::ThreadSafeRepository, PathBuf)>, GitError> {
    let refused = |why: String| GitError::Closed {
        project: start.to_path_buf(),
        why,
    };
    let options = gix::open::Options::isolated()
        // What is read is measured beforehand; the default of 16 MiB is smaller than a deck.
        .config_overrides(["gitoxide.objects.allocLimitIfReducedTrust=1073741824"]);
    let found = match &around.git_dir {
        Some(folder) => {
            let options = options.open_path_as_is(true);
            gix::ThreadSafeRepository::open_opts(start.join(folder), options)
                .map_err(|error| refused(plain(&error)))?
        }
        None => match discover(start, options) {
            Ok(found) => found,
            Err(error) => {
                return match error.downcast_any_ref::<upwards::Error>() {
                    Some(
                        upwards::Error::NoGitRepository { .. }
                        | upwards::Error::NoGitRepositoryWithinCeiling { .. }
                        | upwards::Error::NoGitRepositoryWithinFs { .. },
                    ) => Ok(None),
                    _ => Err(refused(plain(&error))),
                };
            }
        },
    };
    let local = found.to_thread_local();
    if let Some(store) = local
        .config_snapshot()
        .plumbing()
        .string("extensions.refStorage")
        && store != "files"
    {
        return Err(refused(format!(
            "it keeps its branches in the format '{store}', which is not known here yet; \
             `git refs migrate --ref-format=files` changes that"
        )));
    }
    let own = local.workdir().map(fs::real_path).transpose()?;
    let top = match (&around.work_tree, own) {
        (Some(named), _) => fs::real_path(&start.join(named))?,
        // A folder that is named alone has the caller's place as its work tree, as git has it.
        (None, Some(own)) if around.git_dir.is_none() || start.starts_with(&own) => own,
        (None, _) if around.git_dir.is_some() => start.to_path_buf(),
        (None, _) => top_without_work_tree(start),
    };
    Ok(Some((found, top)))
}

fn discover(start: &Path, options: gix::open::Options) -> gix::Result<gix::ThreadSafeRepository> {
    let trust = gix::sec::trust::Mapping {
        full: options.clone(),
        reduced: options,
    };
    let upward = upwards::Options {
        dot_git_only: true,
        ..upwards::Options::default()
    };
    gix::ThreadSafeRepository::discover_opts(start, upward, trust)
}

/// The folder with the `.git` file of a repository that calls itself bare: people keep one in
/// `.bare` beside the work trees.
fn top_without_work_tree(project: &Path) -> PathBuf {
    project
        .ancestors()
        .find(|folder| !matches!(fs::kind(&folder.join(".git")), Ok(fs::Kind::Missing)))
        .unwrap_or(project)
        .to_path_buf()
}
