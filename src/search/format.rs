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

/// Forms in one text, parted by spaces: each as a digit, how many UTF-16 units it has in common with the one before it, and the
/// rest.
pub(super) fn fold<'f>(forms: impl IntoIterator<Item = &'f str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for form in forms {
        let (mut kept, mut units) = (0, 0);
        for (own, last) in form.chars().zip(before.chars()) {
            if own != last || units + own.len_utf16() > 9 {
                break;
            }
            kept += own.len_utf8();
            units += own.len_utf16();
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&units.to_string());
        out.push_str(&form[kept..]);
        before = form;
    }
    out
}

/// The forms of such a text.
pub(super) fn unfold(text: &str) -> Result<Vec<String>, Damage> {
    const NONE: Damage = "it holds no row of forms";
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|_| !text.is_empty()) {
        let mut rest = word.chars();
        let digit = rest.next().and_then(|digit| digit.to_digit(10));
        let mut units = digit.ok_or(NONE)? as usize;
        let mut form = String::new();
        for own in out.last().map_or("", String::as_str).chars() {
            if units == 0 {
                break;
            }
            units = units.checked_sub(own.len_utf16()).ok_or(NONE)?;
            form.push(own);
        }
        if units > 0 {
            return Err(NONE);
        }
        form.push_str(rest.as_str());
        out.push(form);
    }
    Ok(out)
}

/// The most low bits of a distance that are written as they are.
const LOW_BITS: u32 = 31;

/// Writes distances between rising numbers as Rice codes: five bits tell how many low bits each has, then
/// for each so many zeros as what is above them, a one, and the low bits. Lowest bits come first.
pub(super) fn put_distances(out: &mut Vec<u8>, distances: &[u32]) {
    let count = distances.len() as u64;
    let Some(mean) = distances
        .iter()
        .map(|one| u64::from(*one))
        .sum::<u64>()
        .checked_div(count)
    else {
        return;
    };
    let cost = |low: u32| {
        let high = distances.iter().map(|one| u64::from(*one >> low));
        high.sum::<u64>() + count * u64::from(low)
    };
    // The best is near the mean, or below where many stand together.
    let mut low = (mean + 1).ilog2().min(LOW_BITS);
    let mut best = cost(low);
    while let Some(fewer) = low.checked_sub(1) {
        let own = cost(fewer);
        if own > best {
            break;
        }
        (low, best) = (fewer, own);
    }
    let mut bits = 0_u64;
    let mut held = 0;
    let mut write = |value: u64, count: u32| {
        bits |= value << held;
        held += count;
        while held >= 8 {
            out.push(bits as u8);
            bits >>= 8;
            held -= 8;
        }
    };
    write(u64::from(low), 5);
    for one in distances {
        let mut zeros = one >> low;
        while zeros >= 8 {
            write(0, 8);
            zeros -= 8;
        }
        write(1 << zeros, zeros + 1);
        write(u64::from(one & ((1 << low) - 1)), low);
    }
    // The last byte is filled; if none is begun, none is written.
    write(0, 7);
}

/// Reads rising numbers back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rising<'b> {
    bytes: &'b [u8],
    bit: usize,
    low: usize,
    next: u64,
}

impl<'b> Rising<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let low = bytes.first().map_or(0, |byte| usize::from(byte & 31));
        Self {
            bytes,
            bit: 5,
            low,
            next: 0,
        }
    }

    /// The next 32 bits and more, as far as there are any.
    fn window(&self) -> u64 {
        let mut window = [0; 8];
        let rest = self.bytes.get(self.bit / 8..).unwrap_or_default();
        let count = rest.len().min(8);
        window[..count].copy_from_slice(&rest[..count]);
        u64::from_le_bytes(window) >> (self.bit % 8)
    }

    /// The next number.
    pub(super) fn number(&mut self) -> Result<u32, Damage> {
        let mut high = 0_u64;
        loop {
            let zeros = self.window().trailing_zeros().min(32);
            high += u64::from(zeros);
            self.bit += zeros as usize;
            if zeros < 32 {
                break;
            }
            if self.bit >= self.bytes.len() * 8 {
                return Err(SHORT);
            }
        }
        self.bit += 1;
        let low = self.window() & ((1 << self.low) - 1);
        self.bit += self.low;
        if self.bit > self.bytes.len() * 8 {
            return Err(SHORT);
        }
        let number = self.next + (high << self.low) + low;
        self.next = number + 1;
        u32::try_from(number).map_err(|_| "a number is too large")
    }

    /// Nothing but the rest of a byte is left.
    pub(super) fn end(&self) -> Result<(), Damage> {
        if self.bit.div_ceil(8) == self.bytes.len() || self.bytes.is_empty() {
            Ok(())
        } else {
            Err("something follows its end")
        }
    }
}

/// How hard a chunk is packed: as well as pays, and harder makes cards larger, not smaller;
pub(super) const WELL: u32 = 6;

/// what only phrases fetch, half of all bytes, in half the time for a hundredth more.
pub(super) const FAST: u32 = 2;

/// Packs a chunk: the same bytes for the same chunk, whatever the time.
#[must_use]
pub fn pack(chunk: &[u8]) -> Vec<u8> {
    pack_parts(&[chunk], WELL)
}

/// Packs the parts of a chunk, each with a code of its own.
pub(super) fn pack_parts(parts: &[&[u8]], effort: u32) -> Vec<u8> {
    let size: usize = parts.iter().map(|part| part.len()).sum();
    let mut encoder = GzEncoder::new(Vec::with_capacity(size / 2), Compression::new(effort));
    for (at, part) in parts.iter().enumerate() {
        // Writing to memory does not fail.
        let _ = encoder.write_all(part);
        if at + 1 < parts.len() {
            let _ = encoder.flush();
        }
    }
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
        fn rising(numbers in prop::collection::btree_set(prop_oneof![0..300_u32, any::<u32>()], 0..50)) {
            let mut next = 0;
            let distances: Vec<u32> = numbers.iter().map(|number| {
                let distance = (u64::from(*number) - next) as u32;
                next = u64::from(*number) + 1;
                distance
            }).collect();
            let mut out = Vec::new();
            put_distances(&mut out, &distances);
            let mut reader = Rising::new(&out);
            for number in &numbers {
                prop_assert_eq!(reader.number(), Ok(*number));
            }
            prop_assert_eq!(reader.end(), Ok(()));
            out.pop();
            let mut reader = Rising::new(&out);
            prop_assert!(numbers.is_empty() || numbers.iter().any(|_| reader.number().is_err()));
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
            let mut reader = Rising::new(&bytes);
            while reader.number().is_ok() {}
        }

        #[test]
        fn folded_and_unfolded(forms in prop::collection::vec("[aä🎉b]{0,12}", 0..9)) {
            prop_assert_eq!(unfold(&fold(forms.iter().map(String::as_str))), Ok(forms));
        }

        #[test]
        fn any_text_is_unfolded_or_refused(text in "[0-9a🎉 ]{0,20}") {
            let _ = unfold(&text);
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
