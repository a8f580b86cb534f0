//! What Git LFS keeps outside of git: a pointer in the tree, the bytes in a folder beside the
//! objects. Settings that move that folder (`lfs.storage`) are not followed.

use crate::fs;
use sha2::{Digest, Sha256};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// No pointer is longer (the specification of Git LFS).
pub(super) const LONGEST_POINTER: u64 = 1024;

const VERSION: &str = "version https://git-lfs.github.com/spec/v1";

/// What a pointer says of its file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    /// The SHA-256 of the file, 64 small hexadecimal digits.
    pub(super) hash: String,
    /// Its length in bytes.
    pub(super) size: u64,
}

impl Pointer {
    /// The pointer that these bytes are, if they are one. One with extensions is none: what the
    /// store holds for it is not the file.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        if lines.next()? != VERSION {
            return None;
        }
        let hash = lines.next()?.strip_prefix("oid sha256:")?;
        let size = lines.next()?.strip_prefix("size ")?.parse().ok()?;
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        (hash.len() == 64 && hash.bytes().all(digit)).then(|| Self {
            hash: hash.to_owned(),
            size,
        })
    }

    /// Where the file is kept, if it is here and as long as it should be.
    pub(super) fn place(&self, git_dir: &Path) -> Option<PathBuf> {
        let place = git_dir
            .join("lfs/objects")
            .join(&self.hash[..2])
            .join(&self.hash[2..4])
            .join(&self.hash);
        matches!(fs::kind(&place), Ok(fs::Kind::File)).then_some(place)
    }

    /// The file, open, if what is kept there is what the pointer means.
    pub(super) fn open(&self, place: &Path) -> Option<fs::Window<std::fs::File>> {
        let mut file = fs::open(place).ok()?;
        let mut digest = Sha256::new();
        let mut piece = vec![0; 1 << 20];
        loop {
            match file.read(&mut piece).ok()? {
                0 => break,
                read => digest.update(&piece[..read]),
            }
        }
        let size = file
            .rewind()
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .ok()?;
        file.rewind().ok()?;
        (size == self.size && hex(&digest.finalize()) == self.hash).then_some(file)
    }

    /// The file, if what is kept there is what the pointer means.
    pub(super) fn bytes(&self, place: &Path) -> Option<Vec<u8>> {
        let (bytes, whole) = fs::read_start(place, self.size).ok()?;
        let found = whole && u64::try_from(bytes.len()) == Ok(self.size);
        (found && hex(&Sha256::digest(&bytes)) == self.hash).then_some(bytes)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_read_and_nothing_else_is() {
        let hash = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
        let text = format!("{VERSION}\noid sha256:{hash}\nsize 12345\n");
        let pointer = Pointer::read(text.as_bytes()).expect("a pointer");
        assert_eq!((pointer.hash.as_str(), pointer.size), (hash, 12345));
        for other in [
            text.replace("sha256", "md5"),
            text.replace("4d7a", "../a"),
            text.replace("size 12345", "size -1"),
            text.replace("oid", "ext-0-x sha256:00\noid"),
            text.replace("spec/v1", "spec/v2"),
            String::new(),
        ] {
            assert_eq!(Pointer::read(other.as_bytes()), None, "{other}");
        }
    }
}
