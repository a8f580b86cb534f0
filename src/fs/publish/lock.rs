//! One build at a time for each target.
//!
//! The lock is the system's own, on a file beside the target, so that it ends with the process
//! that holds it, however that ends.

use super::FsError;
use super::place::{Place, because};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The right to write to a target.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// None where the file system has no locks.
    file: Option<File>,
}

impl Lock {
    pub(super) fn take(place: &Place) -> Result<Self, FsError> {
        let path = place.lock();
        let fail = |error| place.refused("build into", error);
        loop {
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(fail)?;
            match file.try_lock() {
                // Whoever held it before removed it when done. Then this is a file without a
                // name, and the next build would not meet it.
                Ok(()) if !still_there(&file, &path).map_err(fail)? => {}
                Ok(()) => {
                    let file = Some(file);
                    return Ok(Self { path, file });
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(fail(because(
                        "another build is writing there; wait for it to end",
                    )));
                }
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    let _ = fs::remove_file(&path);
                    return Ok(Self { path, file: None });
                }
                Err(TryLockError::Error(error)) => return Err(fail(error)),
            }
        }
    }

    /// Whether the file system knows locks, so that no other build can be at work.
    pub(super) fn is_held(&self) -> bool {
        self.file.is_some()
    }

    pub(super) fn release(&mut self) {
        if let Some(file) = self.file.take() {
            // While it is still locked, so that nobody else's is removed.
            if cfg!(unix) {
                let _ = fs::remove_file(&self.path);
            }
            drop(file);
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::symlink_metadata(path) {
        Ok(named) => Ok((named.dev(), named.ino()) == (held.dev(), held.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Elsewhere the file is never removed.
#[cfg(not(unix))]
fn still_there(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}
