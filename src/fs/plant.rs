//! A set of files put into a folder: all of them or none, and never over what is there.
//!
//! 1. What stands in the way is named.
//! 2. The files are written to a hidden folder inside, complete.
//! 3. What is at its top is moved into place, one by one; if one cannot be, those before it are taken away again.

use super::{FsError, refused};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Names at the top of `paths` (relative, forward slashes) that `folder` has already, sorted.
///
/// # Errors
/// When the system will not say.
pub fn in_the_way<'a>(
    folder: &Path,
    paths: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<String>, FsError> {
    let mut found = Vec::new();
    for name in tops(paths) {
        let path = folder.join(&name);
        // A link to nowhere is in the way, too.
        match fs::symlink_metadata(&path) {
            Ok(_) => found.push(name),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(refused("look at", &path, source)),
        }
    }
    Ok(found)
}

/// Puts files, as `(path, bytes)`, into a folder, which is made where there is none. The last top name
/// of the list comes last: with it in place, all are.
///
/// # Errors
/// When one of them cannot be written or something stands in its place; then the folder is as it was.
pub fn plant(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), FsError> {
    let made = outermost_missing(folder);
    let done = fs::create_dir_all(folder)
        .map_err(|source| refused("make", folder, source))
        .and_then(|()| fill(folder, files));
    if done.is_err()
        && let Some(made) = made
    {
        // Made just now, and empty but for what failed. What cannot be removed is no more than a folder.
        let _ = fs::remove_dir_all(made);
    }
    done
}

/// The first folder on the way that is not there yet.
fn outermost_missing(folder: &Path) -> Option<PathBuf> {
    let missing = folder
        .ancestors()
        .take_while(|path| !path.as_os_str().is_empty() && fs::symlink_metadata(path).is_err());
    missing.last().map(Path::to_path_buf)
}

fn fill(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<(), FsError> {
    let staging = tempfile::Builder::new()
        .prefix(".rightdeck-init-")
        .tempdir_in(folder)
        .map_err(|source| refused("write in", folder, source))?;
    for (path, bytes) in files {
        let target = staging.path().join(path);
        let shown = folder.join(path);
        let parent = target.parent().unwrap_or(staging.path());
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&target, bytes))
            .map_err(|source| refused("write", &shown, source))?;
    }
    let mut placed: Vec<PathBuf> = Vec::new();
    for name in tops(files.iter().map(|(path, _)| path.as_str())) {
        let place = folder.join(&name);
        let moved = match fs::symlink_metadata(&place) {
            Ok(_) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
            Err(_) => fs::rename(staging.path().join(&name), &place),
        };
        if let Err(source) = moved {
            for path in placed {
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
            }
            return Err(refused("write", &place, source));
        }
        placed.push(place);
    }
    Ok(())
}

/// The first parts of paths, each once, in the order of the list.
fn tops<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for path in paths {
        let name = path.split('/').next().unwrap_or(path);
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<(String, Vec<u8>)> {
        let file = |path: &&str| ((*path).to_owned(), b"x".to_vec());
        paths.iter().map(file).collect()
    }

    fn all_below(folder: &Path) -> Vec<String> {
        let walk = walkdir::WalkDir::new(folder)
            .sort_by_file_name()
            .into_iter();
        let inside = walk.flatten().filter(|entry| entry.depth() > 0);
        let names = inside.map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside");
            path.to_string_lossy().replace('\\', "/")
        });
        names.collect()
    }

    #[test]
    fn all_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        plant(&root.join("a/b"), &files(&["content/x.md", "site.toml"])).unwrap();
        assert_eq!(
            all_below(root),
            [
                "a",
                "a/b",
                "a/b/content",
                "a/b/content/x.md",
                "a/b/site.toml"
            ]
        );
        // The second of two is in the way: the first is taken away again.
        fs::remove_dir_all(root.join("a/b/content")).unwrap();
        let error = plant(&root.join("a/b"), &files(&["content/x.md", "site.toml"])).unwrap_err();
        assert!(error.to_string().contains("site.toml"), "{error}");
        assert_eq!(all_below(root), ["a", "a/b", "a/b/site.toml"]);
        // A file where a folder is needed: nothing is made on the way.
        let error = plant(&root.join("c/d"), &files(&["x", "x/y"])).unwrap_err();
        assert!(error.to_string().contains("c"), "{error}");
        assert_eq!(all_below(root), ["a", "a/b", "a/b/site.toml"]);
        let there = in_the_way(&root.join("a/b"), ["site.toml", "content/x.md"]).unwrap();
        assert_eq!(there, ["site.toml"]);
    }
}
