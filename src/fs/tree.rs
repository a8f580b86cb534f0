//! A playbook's files, wherever they lie: in a folder, in memory, in a commit.
//!
//! Paths are relative to the project, with forward slashes. Nothing above knows which tree it reads.

use super::{FsError, read_start, walk};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// A tree of files.
pub trait Tree: Send + Sync {
    /// The files under a folder of the tree, sorted by path, and what stands in the way. A folder
    /// that is not there has none.
    fn list(&self, folder: &str) -> Listing;

    /// A whole file of at most `limit` bytes.
    ///
    /// # Errors
    /// When it cannot be read, or is longer.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FsError>;

    /// Whether there is a file of exactly this path.
    fn has(&self, path: &str) -> bool;
}

/// A whole text file of a tree, of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read, is longer, or is not UTF-8.
pub fn read_text_of(tree: &dyn Tree, path: &str, limit: u64) -> Result<String, FsError> {
    super::text(Path::new(path), tree.read(path, limit)?)
}

/// What a tree holds under a folder.
#[derive(Debug, Default)]
pub struct Listing {
    /// The files, sorted by their path.
    pub files: Vec<String>,
    /// Links that lead out of the tree; they are not followed.
    pub outside: Vec<String>,
    /// What could not be looked at.
    pub refused: Vec<FsError>,
}

/// A folder on disk. Symbolic links are followed only as far as they stay inside.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The tree under `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where it lies.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Those of some files that are reached through a link: who writes to what it leads to names another path.
    #[must_use]
    pub fn linked(&self, files: &[String]) -> BTreeSet<String> {
        let root = super::real_path(&self.root).ok();
        let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
        let through_folder = |folder: &str| match (super::real_path(&self.root.join(folder)), &root)
        {
            (Ok(real), Some(root)) => real != root.join(folder),
            _ => true,
        };
        let linked = files.iter().filter(|path| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let through = folders.entry(folder);
            *through.or_insert_with(|| through_folder(folder)) || self.root.join(path).is_symlink()
        });
        linked.cloned().collect()
    }

    /// Whether anything stands at a path, be it a link that leads nowhere.
    #[must_use]
    pub fn stands(&self, path: &str) -> bool {
        let place = self.root.join(path);
        place.is_symlink() || !matches!(super::kind(&place), Ok(super::Kind::Missing))
    }
}

impl Tree for Folder {
    fn list(&self, folder: &str) -> Listing {
        let mut listing = Listing::default();
        let start = self.root.join(folder);
        if !matches!(super::kind(&start), Ok(super::Kind::Folder)) {
            return listing;
        }
        if !self.is_inside(&start) {
            listing.outside.push(folder.to_owned());
            return listing;
        }
        let found = walk(&start, &self.root, |_| true);
        let mut name = |path: &Path| match path.strip_prefix(&self.root).map(slashes) {
            Ok(Some(name)) => Some(name),
            _ => {
                let source = io::Error::new(io::ErrorKind::InvalidData, "its name is not Unicode");
                listing.refused.push(super::refused("read", path, source));
                None
            }
        };
        listing.files = found.files.iter().filter_map(|path| name(path)).collect();
        listing.outside = found.outside.iter().filter_map(|path| name(path)).collect();
        listing.files.sort_unstable();
        listing.refused.extend(found.refused);
        listing
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FsError> {
        let place = self.root.join(path);
        if place.is_symlink() && !self.is_inside(&place) {
            let source = io::Error::other("it is a link that leads out of the project");
            return Err(super::refused("read", &place, source));
        }
        let (bytes, whole) = read_start(&place, limit)?;
        whole_or(&place, limit, bytes, whole)
    }

    fn has(&self, path: &str) -> bool {
        let place = self.root.join(path);
        matches!(super::kind(&place), Ok(super::Kind::File)) && self.is_inside(&place)
    }
}

impl Folder {
    /// Whether a place, all links followed, lies in the folder. What cannot be followed is left to
    /// whoever reads it.
    fn is_inside(&self, place: &Path) -> bool {
        match (super::real_path(place), super::real_path(&self.root)) {
            (Ok(place), Ok(root)) => place.starts_with(root),
            _ => true,
        }
    }
}

/// Files in memory.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// Puts a file.
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }
}

impl Tree for Memory {
    fn list(&self, folder: &str) -> Listing {
        let folder = folder.trim_end_matches('/');
        let inside = |path: &&String| {
            folder.is_empty()
                || path
                    .strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
        };
        Listing {
            files: self.files.keys().filter(inside).cloned().collect(),
            ..Listing::default()
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, FsError> {
        let place = Path::new(path);
        let bytes = self.files.get(path).ok_or_else(|| {
            super::refused("read", place, io::Error::from(io::ErrorKind::NotFound))
        })?;
        let fits = u64::try_from(bytes.len()).is_ok_and(|length| length <= limit);
        whole_or(place, limit, bytes.clone(), fits)
    }

    fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }
}

fn whole_or(place: &Path, limit: u64, bytes: Vec<u8>, whole: bool) -> Result<Vec<u8>, FsError> {
    if whole {
        return Ok(bytes);
    }
    let why = format!("it is larger than {} KiB", limit >> 10);
    let source = io::Error::new(io::ErrorKind::InvalidData, why);
    Err(super::refused("read", place, source))
}

/// A path with forward slashes; None where it is not Unicode.
fn slashes(path: &Path) -> Option<String> {
    let mut out = String::new();
    for part in path.components() {
        if !out.is_empty() {
            out.push('/');
        }
        out.push_str(part.as_os_str().to_str()?);
    }
    Some(out)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_out_of_the_folder_are_told_and_never_read() -> io::Result<()> {
        let (project, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
        fs::write(other.path().join("secret.md"), "s")?;
        fs::create_dir(project.path().join("content"))?;
        fs::write(project.path().join("content/a.md"), "a")?;
        symlink("a.md", project.path().join("content/b.md"))?;
        symlink(
            other.path().join("secret.md"),
            project.path().join("content/c.md"),
        )?;
        symlink(other.path(), project.path().join("data"))?;
        let folder = Folder::new(project.path());
        let listing = folder.list("content");
        assert_eq!(listing.files, ["content/a.md", "content/b.md"]);
        assert_eq!(listing.outside, ["content/c.md"]);
        assert_eq!(folder.list("data").outside, ["data"]);
        assert!(folder.has("content/b.md") && folder.read("content/b.md", 9).is_ok());
        for outside in ["content/c.md", "data/secret.md"] {
            assert!(!folder.has(outside), "{outside}");
        }
        assert!(folder.read("content/c.md", 9).is_err());
        Ok(())
    }
}
