//! Files that are run: git's hooks.

use super::{FsError, read_start, refused, write_whole};
use std::fs;
use std::io;
use std::path::Path;

/// What stands where a program may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether it is a link to a file elsewhere.
    pub link: bool,
    /// Whether it may be run. Where files have no such mark, each may.
    pub runs: bool,
}

/// Far more than any hook that a person reads.
const LIMIT: u64 = 64 << 20;

/// The program at a path; None where nothing stands there. A link to nothing is a program without bytes.
///
/// # Errors
/// When it cannot be read.
pub fn program(path: &Path) -> Result<Option<Program>, FsError> {
    let link = match fs::symlink_metadata(path) {
        Ok(found) => found.is_symlink(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(refused("look at", path, source)),
    };
    let Ok(found) = fs::metadata(path) else {
        return Ok(Some(Program {
            bytes: Vec::new(),
            link,
            runs: false,
        }));
    };
    let (bytes, _) = read_start(path, LIMIT)?;
    Ok(Some(Program {
        bytes,
        link,
        runs: may_run(&found),
    }))
}

/// Writes a program whole or not at all, and marks it as one.
///
/// # Errors
/// When it cannot be written.
pub fn write_program(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    write_whole(path, bytes)?;
    mark(path).map_err(|source| refused("mark as a program", path, source))
}

/// Gives a file another name, where nothing has it yet.
///
/// # Errors
/// When something has it, or the disk refuses.
pub fn rename_to_free(path: &Path, free: &Path) -> Result<(), FsError> {
    match fs::symlink_metadata(free) {
        Ok(_) => Err(io::Error::from(io::ErrorKind::AlreadyExists)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(path, free),
        Err(error) => Err(error),
    }
    .map_err(|source| refused("make room for", free, source))
}

/// Removes a file.
///
/// # Errors
/// When the disk refuses.
pub fn remove_file(path: &Path) -> Result<(), FsError> {
    fs::remove_file(path).map_err(|source| refused("remove", path, source))
}

#[cfg(unix)]
fn may_run(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn may_run(_: &fs::Metadata) -> bool {
    true
}

/// For those who may read it.
#[cfg(unix)]
fn mark(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode();
    let marked = mode | ((mode & 0o444) >> 2);
    fs::set_permissions(path, fs::Permissions::from_mode(marked))
}

#[cfg(not(unix))]
fn mark(_: &Path) -> io::Result<()> {
    Ok(())
}
