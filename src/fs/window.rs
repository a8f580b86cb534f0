//! A buffer that outlives a jump.
//!
//! A package is read in jumps: its directory, then each entry's header and bytes, mostly near the ones
//! before. The buffer of the standard library is thrown away at every jump, and half of what was read
//! from disk was read again.

use std::io::{self, Read, Seek, SeekFrom};

/// How much is read at once: several of a deck's parts, which are small and lie together.
const WIDTH: usize = 32 << 10;

/// Reads through one buffer, and asks `inner` only for what the buffer does not hold.
#[derive(Debug)]
pub struct Window<R> {
    inner: R,
    /// Where `inner` stands.
    inner_at: u64,
    /// Where the next byte is to come from.
    at: u64,
    /// Where the buffer begins.
    start: u64,
    buffer: Box<[u8]>,
    /// How much of the buffer is filled.
    held: usize,
}

impl<R: Read + Seek> Window<R> {
    /// `inner` must stand at its start.
    pub(super) fn new(inner: R) -> Self {
        Self {
            inner,
            inner_at: 0,
            at: 0,
            start: 0,
            buffer: vec![0; WIDTH].into_boxed_slice(),
            held: 0,
        }
    }

    /// What the buffer holds from here on.
    fn held(&self) -> &[u8] {
        self.at
            .checked_sub(self.start)
            .and_then(|skip| self.buffer[..self.held].get(usize::try_from(skip).ok()?..))
            .unwrap_or_default()
    }

    fn go(&mut self) -> io::Result<()> {
        if self.inner_at != self.at {
            self.inner_at = self.inner.seek(SeekFrom::Start(self.at))?;
        }
        Ok(())
    }
}

impl<R: Read + Seek> Read for Window<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.held().is_empty() {
            self.go()?;
            if into.len() >= WIDTH {
                let read = self.inner.read(into)?;
                self.at += read as u64;
                self.inner_at = self.at;
                return Ok(read);
            }
            self.held = 0;
            self.held = self.inner.read(&mut self.buffer)?;
            self.start = self.at;
            self.inner_at = self.start + self.held as u64;
        }
        let held = self.held();
        let length = held.len().min(into.len());
        into[..length].copy_from_slice(&held[..length]);
        self.at += length as u64;
        Ok(length)
    }
}

impl<R: Read + Seek> Seek for Window<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let to = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(_) => {
                self.inner_at = self.inner.seek(to)?;
                Some(self.inner_at)
            }
        };
        self.at = to.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}
