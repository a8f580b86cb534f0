//! The bytes of the index: heads, numbers, rows of forms, and names. `docs/search-format.md` describes
//! them. Reading is bounded and never panics.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};
use std::io::{Read as _, Write as _};

/// The number of the format.
pub(super) const FORMAT: u8 = 1;

/// A chunk has no more bytes than this, unpacked.
pub(super) const MOST: u64 = 16 << 20;

/// Letters of a name.
pub(super) const NAME: usize = 8;

const MAGIC: &[u8; 3] = b"RDS";

/// What a binary chunk holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Terms,
    Positions,
    Forward,
    Backward,
}

impl Part {
    fn letter(self) -> u8 {
        match self {
            Self::Terms => b't',
            Self::Positions => b'p',
            Self::Forward => b'f',
            Self::Backward => b'b',
        }
    }
}

/// The beginning of a binary chunk.
pub(super) fn head(part: Part, at: usize) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.push(FORMAT);
    out.push(part.letter());
    put(&mut out, narrow(at));
    out
}

/// A count as the format's number. What is counted has been held in memory, and a site of four
/// thousand million words has not.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Writes a number.
pub(super) fn put(out: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A difference of ordinals as a number.
pub(super) fn zigzag(difference: i64) -> u32 {
    let folded = (difference << 1) ^ (difference >> 63);
    u32::try_from(folded).unwrap_or(u32::MAX)
}

fn unzigzag(number: u32) -> i64 {
    let number = i64::from(number);
    (number >> 1) ^ -(number & 1)
}

/// Writes a form after the one before it.
pub(super) fn put_form(out: &mut Vec<u8>, before: &str, form: &str) {
    let pairs = before.bytes().zip(form.bytes());
    let mut kept = pairs.take_while(|(a, b)| a == b).count();
    while !form.is_char_boundary(kept) {
        kept -= 1;
    }
    let rest = &form.as_bytes()[kept..];
    put(out, narrow(kept));
    put(out, narrow(rest.len()));
    out.extend_from_slice(rest);
}

/// Packs a chunk: the same bytes for the same chunk, whatever the time.
#[must_use]
pub fn pack(chunk: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(chunk.len() / 2), Compression::new(6));
    // Writing to memory does not fail.
    let _ = encoder.write_all(chunk);
    encoder.finish().unwrap_or_default()
}

/// Unpacks a chunk. Bytes after its end are a damage, too.
///
/// # Errors
/// What is wrong with the bytes.
pub fn unpack(bytes: &[u8]) -> Result<Vec<u8>, &'static str> {
    let mut out = Vec::new();
    let mut decoder = GzDecoder::new(bytes).take(MOST + 1);
    if decoder.read_to_end(&mut out).is_err() {
        return Err("it cannot be unpacked");
    }
    if out.len() as u64 > MOST {
        return Err("it is larger than any chunk");
    }
    let rest = decoder.into_inner().into_inner();
    if rest.is_empty() {
        Ok(out)
    } else {
        Err("something follows its end")
    }
}

/// The name of a file with these bytes.
#[must_use]
pub fn name(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let hash = Sha256::digest(bytes);
    let first = hash
        .iter()
        .take(5)
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let letter = |at: usize| LETTERS[(first >> (35 - 5 * at) & 31) as usize];
    (0..NAME).map(|at| char::from(letter(at))).collect()
}

/// Something in a chunk that should not be.
pub(super) type Damage = &'static str;

const SHORT: Damage = "it ends too early";

/// Reads a chunk from its beginning.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Reads what [`head`] writes.
    pub(super) fn head(&mut self, part: Part, at: usize) -> Result<(), Damage> {
        if self.take(3)? != MAGIC {
            return Err("it is no chunk of a search index");
        }
        if self.take(1)? != [FORMAT] {
            return Err("it is of another format");
        }
        if self.take(1)? != [part.letter()] || self.number()? != narrow(at) {
            return Err("it is another chunk than was asked for");
        }
        Ok(())
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'b [u8], Damage> {
        let (taken, rest) = self.bytes.split_at_checked(count).ok_or(SHORT)?;
        self.bytes = rest;
        Ok(taken)
    }

    pub(super) fn number(&mut self) -> Result<u32, Damage> {
        let mut out = 0_u64;
        for (at, byte) in self.bytes.iter().enumerate().take(5) {
            out |= u64::from(byte & 0x7f) << (7 * at);
            if byte & 0x80 == 0 {
                self.bytes = &self.bytes[at + 1..];
                return u32::try_from(out).map_err(|_| "a number is too large");
            }
        }
        Err(if self.bytes.len() < 5 {
            SHORT
        } else {
            "a number is too large"
        })
    }

    /// A number of things that take a byte each at least.
    pub(super) fn count(&mut self) -> Result<usize, Damage> {
        let count = self.number()? as usize;
        if count > self.bytes.len() {
            return Err(SHORT);
        }
        Ok(count)
    }

    /// The ordinal that stands so far from this one.
    pub(super) fn neighbour(&mut self, of: u32) -> Result<u32, Damage> {
        let to = i64::from(of) + unzigzag(self.number()?);
        u32::try_from(to).map_err(|_| "a form leads to none")
    }

    pub(super) fn form(&mut self, before: &str) -> Result<String, Damage> {
        let kept = self.number()? as usize;
        let length = self.number()? as usize;
        let start = before.get(..kept).ok_or("a form is cut wrong")?;
        let rest = std::str::from_utf8(self.take(length)?).map_err(|_| "a form is no text")?;
        if start.len() + rest.len() > 1024 {
            return Err("a form is too long");
        }
        Ok(format!("{start}{rest}"))
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes
    }

    pub(super) fn end(&self) -> Result<(), Damage> {
        if self.bytes.is_empty() {
            Ok(())
        } else {
            Err("something follows its end")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_base32() {
        // SHA-256 of nothing begins with e3b0c44298.
        assert_eq!(name(b""), "4oymiquy");
    }

    proptest! {
        #[test]
        fn numbers(number in any::<u32>()) {
            let mut out = Vec::new();
            put(&mut out, number);
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.number(), Ok(number));
            prop_assert_eq!(reader.end(), Ok(()));
            out.pop();
            prop_assert!(Reader::new(&out).number().is_err());
        }

        #[test]
        fn neighbours(of in any::<u32>(), to in any::<u32>()) {
            let mut out = Vec::new();
            let difference = i64::from(to) - i64::from(of);
            prop_assume!(difference.abs() < 1 << 30);
            put(&mut out, zigzag(difference));
            prop_assert_eq!(Reader::new(&out).neighbour(of), Ok(to));
        }

        #[test]
        fn forms(one in any::<String>(), other in any::<String>()) {
            let mut out = Vec::new();
            put_form(&mut out, "", &one);
            put_form(&mut out, &one, &other);
            let mut reader = Reader::new(&out);
            prop_assert_eq!(reader.form(""), Ok(one.clone()));
            prop_assert_eq!(reader.form(&one), Ok(other));
        }

        #[test]
        fn any_bytes(bytes in any::<Vec<u8>>()) {
            let _ = unpack(&bytes);
            let mut reader = Reader::new(&bytes);
            let _ = reader.head(Part::Terms, 0);
            while reader.form("ab").is_ok() {}
        }

        #[test]
        fn packed_and_unpacked(bytes in any::<Vec<u8>>(), cut in any::<prop::sample::Index>()) {
            let packed = pack(&bytes);
            prop_assert_eq!(unpack(&packed), Ok(bytes));
            let cut = cut.index(packed.len());
            prop_assert!(unpack(&packed[..cut]).is_err());
        }
    }
}
