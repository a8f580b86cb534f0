//! A version of the playbook as a [`Tree`].

use super::blob::{self, Blob};
use super::error::GitError;
use super::files::{Files, Target};
use super::handles::Handles;
use super::lfs::{LONGEST_POINTER, Pointer};
use crate::fs::{FsError, Listing, Tree};
use gix::ObjectId;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The project's files at a commit.
///
/// Paths and listings are those that [`crate::fs::Folder`] would have for a checkout: hidden
/// folders, `target` and `node_modules` are passed over in listings, and links are followed only as
/// far as they stay in the project. Submodules are not there. A file that Git LFS keeps elsewhere
/// is read from the local store; where that does not have it, the pointer's own text is read.
#[derive(Debug)]
pub struct GitTree {
    handles: Arc<Handles>,
    /// What it was asked for by: 'v2026.1'.
    reference: String,
    files: Files,
}

impl GitTree {
    pub(super) fn new(
        handles: Arc<Handles>,
        reference: &str,
        root: ObjectId,
    ) -> Result<Self, GitError> {
        let files = handles.with(|repo| Files::new(repo, root, reference))?;
        Ok(Self {
            handles,
            reference: reference.to_owned(),
            files,
        })
    }

    /// What is staged; it is called as git calls it, ':content/index.md'.
    pub(super) fn staged(handles: Arc<Handles>, files: Files) -> Self {
        Self {
            handles,
            reference: String::new(),
            files,
        }
    }

    /// A file to read and seek in, however large; links are followed.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn open(&self, path: &str) -> Result<Blob, FsError> {
        self.handles.with(|repo| {
            let id = self.id(repo, path)?;
            Blob::open(repo, id).map_err(|error| self.refused("read", path, error))
        })
    }

    /// Where a link leads to, if that is a file of the tree.
    pub(super) fn followed(&self, path: &str) -> Result<ObjectId, FsError> {
        self.handles.with(|repo| self.id(repo, path))
    }

    fn id(&self, repo: &gix::Repository, path: &str) -> Result<ObjectId, FsError> {
        if let Some(entry) = self.files.find(repo, path)
            && !entry.link
        {
            return Ok(entry.id);
        }
        match self.files.follow(repo, path) {
            Target::File(id) => Ok(id),
            other => Err(self.refused("read", path, other.into())),
        }
    }

    /// As `git show` writes it: 'v2026.1:content/index.md'.
    fn refused(&self, doing: &'static str, path: &str, source: io::Error) -> FsError {
        FsError {
            doing,
            path: PathBuf::from(format!("{}:{path}", self.reference)),
            source,
        }
    }

    fn too_large(&self, path: &str, limit: u64) -> FsError {
        let why = format!("it is larger than {} KiB", limit >> 10);
        let source = io::Error::new(io::ErrorKind::InvalidData, why);
        self.refused("read", path, source)
    }
}

impl Tree for GitTree {
    fn list(&self, folder: &str) -> Listing {
        self.handles.with(|repo| {
            let mut listing = Listing::default();
            let asked = folder.trim_matches('/');
            let real = match self.files.follow(repo, asked) {
                Target::Folder(real) => real,
                Target::Outside => {
                    listing.outside.push(asked.to_owned());
                    return listing;
                }
                _ => return listing,
            };
            // The path as the caller sees it, of one that lies under the folder.
            let shown = |path: &str| {
                let inner = match real.as_str() {
                    "" => path,
                    real => path.strip_prefix(real)?.strip_prefix('/')?,
                };
                let mut folders = inner.split('/').rev().skip(1);
                if folders.any(passed_over) {
                    return None;
                }
                Some(match asked {
                    "" | "." => inner.to_owned(),
                    asked => format!("{asked}/{inner}"),
                })
            };
            for branch in self.files.under(repo, &real) {
                for (path, entry) in &branch.entries {
                    let Some(name) = shown(path) else { continue };
                    if !entry.link {
                        listing.files.push(name);
                        continue;
                    }
                    match self.files.follow(repo, path) {
                        Target::File(_) => listing.files.push(name),
                        Target::Folder(_) => {}
                        Target::Outside => listing.outside.push(name),
                        other => {
                            let refused = self.refused("follow", &name, other.into());
                            listing.refused.push(refused);
                        }
                    }
                }
                for (path, why) in &branch.refused {
                    let own = (*path == real).then(|| asked.to_owned());
                    if let Some(name) = own.or_else(|| shown(path)) {
                        let source = io::Error::new(io::ErrorKind::InvalidData, why.as_str());
                        listing.refused.push(self.refused("read", &name, source));
                    }
                }
            }
            // The top's own files come before those of its folders.
            listing.files.sort_unstable();
            listing.outside.sort_unstable();
            listing
        })
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FsError> {
        self.handles.with(|repo| {
            let id = self.id(repo, path)?;
            let failed = |error: gix::Error| self.refused("read", path, blob::failed(&error));
            // The header costs little, and a film need not be inflated to be too large.
            let size = repo.find_header(id).map_err(failed)?.size();
            if size > limit && size > LONGEST_POINTER {
                return Err(self.too_large(path, limit));
            }
            let bytes = repo.find_blob(id).map_err(failed)?.take_data();
            if size <= LONGEST_POINTER
                && let Some(pointer) = Pointer::read(&bytes)
                && let Some(place) = pointer.place(repo.common_dir())
            {
                if pointer.size > limit {
                    return Err(self.too_large(path, limit));
                }
                if let Some(kept) = pointer.bytes(&place) {
                    return Ok(kept);
                }
            }
            if size > limit {
                return Err(self.too_large(path, limit));
            }
            Ok(bytes)
        })
    }

    fn has(&self, path: &str) -> bool {
        self.handles.with(|repo| self.id(repo, path).is_ok())
    }
}

/// A folder that no playbook is kept in, as in [`crate::fs::walk`].
fn passed_over(name: &str) -> bool {
    (name.starts_with('.') && name != "..") || name == "target" || name == "node_modules"
}

impl From<Target> for io::Error {
    fn from(target: Target) -> Self {
        match target {
            Target::File(_) | Target::Folder(_) => Self::from(io::ErrorKind::IsADirectory),
            Target::Outside => Self::new(
                io::ErrorKind::InvalidInput,
                "it is a link to somewhere outside of the project",
            ),
            Target::Missing => Self::from(io::ErrorKind::NotFound),
            Target::Circle => Self::other("it leads back to itself"),
        }
    }
}

#[cfg(test)]
mod tests;
