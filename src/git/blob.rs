//! A file out of git, to read and seek in.
//!
//! Small ones are held in memory. Git can only unpack a file whole, so large ones are unpacked one at a time
//! and laid down in a file without a name: however many there are, one of them is in memory.

use super::error::plain;
use super::lfs::{LONGEST_POINTER, Pointer};
use crate::fs::{self, Window};
use gix::ObjectId;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write as _};
use std::sync::Mutex;

/// The largest that is held in memory.
const SMALL: u64 = if cfg!(test) { 100_000 } else { 8 << 20 };

/// A file's bytes.
#[derive(Debug)]
pub enum Blob {
    /// In memory.
    Memory(Cursor<Vec<u8>>),
    /// On disk: a large one, or one that Git LFS keeps.
    Disk(Window<File>),
}

impl Blob {
    /// Opens it. What Git LFS keeps elsewhere is opened there; where it is not, the pointer is what there is.
    pub(super) fn open(repo: &gix::Repository, id: ObjectId) -> io::Result<Self> {
        static LARGE: Mutex<()> = Mutex::new(());
        let size = repo.find_header(id).map_err(|error| failed(&error))?.size();
        let bytes = || match repo.find_blob(id) {
            Ok(mut blob) => Ok(blob.take_data()),
            Err(error) => Err(failed(&error)),
        };
        if size > SMALL {
            let _alone = LARGE.lock();
            let mut file = fs::scratch().map_err(io::Error::other)?;
            file.write_all(&bytes()?)?;
            return Ok(Self::Disk(fs::rewound(file)?));
        }
        let bytes = bytes()?;
        if size <= LONGEST_POINTER
            && let Some(pointer) = Pointer::read(&bytes)
            && let Some(place) = pointer.place(repo.common_dir())
            && let Some(kept) = pointer.open(&place)
        {
            return Ok(Self::Disk(kept));
        }
        Ok(Self::Memory(Cursor::new(bytes)))
    }
}

impl Read for Blob {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Memory(bytes) => bytes.read(into),
            Self::Disk(file) => file.read(into),
        }
    }
}

impl Seek for Blob {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => bytes.seek(to),
            Self::Disk(file) => file.seek(to),
        }
    }
}

/// Why an object cannot be read.
pub(super) fn failed(error: &gix::Error) -> io::Error {
    io::Error::other(if error.is_not_found() {
        "it is not in this clone, which may be a partial one; `git fetch` brings it".to_owned()
    } else {
        plain(error)
    })
}
