//! A text as words: hashes of what stays the same when case, punctuation and line ends change.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands for a tag that ends a heading, an item, a cell: see [`Word::wall`].
pub(super) const WALL: char = '\u{1}';

/// A word of a text, with what stands between it and the word before.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) hash: u64,
    pub(super) span: Range<usize>,
    /// Something begins here: a string, an element, a line, a part of a path.
    pub(super) edge: bool,
    /// Two things are next to each other that no title spans: two items of a list, two strings.
    pub(super) wall: bool,
}

const WORD: u8 = 1;
const SPACE: u8 = 2;
const LINE: u8 = 4;
const QUOTE: u8 = 8;
const EDGE: u8 = 16;
const BREAK: u8 = 32;
const DOT: u8 = 64;
const OTHER: u8 = 128;

static CLASS: [u8; 128] = classes();

const fn classes() -> [u8; 128] {
    let mut out = [OTHER; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            out[at] = WORD;
        }
        out[at] = match byte {
            b' ' | b'\t' | b'\r' => SPACE,
            b'\n' => LINE,
            b'"' | b'\'' | b'`' => QUOTE,
            b'<' | b'>' | b'/' | b'\\' | b'#' | b'=' | b'(' | b')' | b'[' | b']' | b'|' | b':'
            | b'?' | b'&' => EDGE,
            1 => BREAK,
            b'.' => DOT,
            _ => out[at],
        };
        at += 1;
    }
    out
}

/// What stands between two words.
#[derive(Clone, Copy)]
struct Gap {
    seen: u8,
    wall: bool,
}

impl Gap {
    fn add(&mut self, class: u8) {
        let twice = self.seen & class & (QUOTE | LINE) != 0;
        let after_line = self.seen & LINE != 0 && class & (SPACE | LINE) == 0;
        self.wall |= twice || after_line || class == BREAK;
        self.seen |= class;
    }

    fn edge(self) -> bool {
        self.seen & (QUOTE | EDGE | LINE | BREAK) != 0 || self.seen == DOT
    }
}

/// Calls for each word, in order.
pub(super) fn each(text: &str, mut call: impl FnMut(Word)) {
    let bytes = text.as_bytes();
    let begin = Gap {
        seen: BREAK,
        wall: true,
    };
    let none = Gap {
        seen: 0,
        wall: false,
    };
    let mut gap = begin;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let class = CLASS.get(usize::from(byte)).copied();
        let (end, hash) = match class {
            Some(WORD) => plain_word(bytes, at),
            Some(class) => {
                gap.add(class);
                at += 1;
                continue;
            }
            None => (at, 0),
        };
        // Most words are plain letters and digits; those are not looked at letter by letter.
        if end < bytes.len() && !bytes[end].is_ascii() {
            match other_word(&text[at..]) {
                Ok((length, hash)) => {
                    call(Word {
                        hash,
                        span: at..at + length,
                        edge: gap.edge(),
                        wall: gap.wall,
                    });
                    gap = none;
                    at += length;
                }
                Err((length, class)) => {
                    gap.add(class);
                    at += length;
                }
            }
            continue;
        }
        call(Word {
            hash,
            span: at..end,
            edge: gap.edge(),
            wall: gap.wall,
        });
        gap = none;
        at = end;
    }
}

/// The end and the hash of the letters and digits of ASCII that begin at a place, eight at a time.
#[inline]
fn plain_word(bytes: &[u8], start: usize) -> (usize, u64) {
    let mut hash = 0;
    let mut at = start;
    loop {
        let chunk = match bytes.get(at..at + 8) {
            Some(chunk) => <[u8; 8]>::try_from(chunk).unwrap_or_default(),
            None => padded(bytes.get(at..).unwrap_or_default()),
        };
        let chunk = u64::from_le_bytes(chunk);
        let count = plain_count(chunk);
        if count == 8 {
            hash = add(hash, chunk | CASE);
            at += 8;
            continue;
        }
        if count > 0 {
            hash = add(hash, (chunk | CASE) & !(u64::MAX << (8 * count)));
            at += count as usize;
        }
        return (at, finish(hash, at - start));
    }
}

/// How many of the eight bytes, from the lowest, are letters and digits of ASCII.
#[inline]
fn plain_count(chunk: u64) -> u32 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const ONES: u64 = 0x0101_0101_0101_0101;
    // Without the high bits no sum carries over into the next byte.
    let low = chunk & !HIGH;
    let lower = low | CASE;
    let from = |bytes: u64, first: u8| bytes + ONES * u64::from(0x80 - first);
    let letter = from(lower, b'a') & !from(lower, b'z' + 1);
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    let other = !((letter | digit) & !chunk) & HIGH;
    other.trailing_zeros() / 8
}

fn padded(bytes: &[u8]) -> [u8; 8] {
    let mut out = [0; 8];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}

/// A word with letters beyond ASCII: its length and hash; or, where none begins here, the length and
/// class of the sign that stands here.
fn other_word(text: &str) -> Result<(usize, u64), (usize, u8)> {
    let mut folded = String::new();
    let mut length = 0;
    for letter in text.chars() {
        let size = letter.len_utf8();
        if is_unseen(letter) {
            // Inside a word it changes nothing; before one it is a gap of no class.
            if length == 0 {
                return Err((size, SPACE));
            }
        } else if is_sign(letter) {
            if length == 0 {
                folded.push(letter);
                length = size;
            }
            break;
        } else if letter.is_alphanumeric() || (length > 0 && is_combining_mark(letter)) {
            folded.push(letter);
        } else {
            break;
        }
        length += size * usize::from(!(is_sign(letter)));
    }
    if length == 0 {
        let letter = text.chars().next().unwrap_or(' ');
        let class = match letter {
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => QUOTE,
            letter if letter.is_whitespace() => SPACE,
            _ => OTHER,
        };
        return Err((letter.len_utf8(), class));
    }
    let folded: String = folded.nfkc().collect::<String>().to_lowercase();
    Ok((length, hash(folded.as_bytes())))
}

/// Soft hyphens, joiners, byte order marks.
fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// Letters of scripts that put no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
fn is_sign(letter: char) -> bool {
    matches!(
        letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}'
    ) && letter.is_alphanumeric()
}

/// In letters and digits of ASCII the bit for the case carries nothing else. Other words come in
/// lower case.
const CASE: u64 = 0x2020_2020_2020_2020;

/// As [`plain_word`] does, for any bytes.
fn hash(word: &[u8]) -> u64 {
    let mut hash = 0;
    for chunk in word.chunks(8) {
        let unused = 8 * (8 - chunk.len());
        let bytes = u64::from_le_bytes(padded(chunk)) | CASE;
        hash = add(hash, bytes << unused >> unused);
    }
    finish(hash, word.len())
}

#[inline]
fn add(hash: u64, chunk: u64) -> u64 {
    let hash = (hash ^ chunk).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 32)
}

#[inline]
fn finish(hash: u64, length: usize) -> u64 {
    let hash = (hash ^ length as u64).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        each(text, |word| out.push(word.hash));
        out
    }

    #[test]
    fn what_reads_the_same_is_the_same() {
        for (one, two) in [
            ("Q4 commit tactics", "q4-Commit_TACTICS"),
            (
                "Q4 commit tactics",
                "\u{201c}q4\u{201d}\ncommit \u{2013} tactics.",
            ),
            ("commit", "com\u{ad}mit"),
            ("caf\u{e9} au lait", "CAFE\u{301} AU LAIT"),
            ("\u{dc}bersicht", "\u{fc}bersicht"),
            ("office", "o\u{fb03}ce"),
            ("\u{5951}\u{7d04}", "\u{5951} \u{7d04}"),
            ("AWS \u{5951}", "aws\u{5951}"),
        ] {
            assert_eq!(hashes(one), hashes(two), "{one} and {two}");
        }
    }

    #[test]
    fn what_reads_otherwise_is_not() {
        for (one, two) in [
            ("commit", "commits"),
            ("recommit", "commit"),
            ("commit tactics", "tactics commit"),
            ("12345678", "123456789"),
            ("abcdefgh", "abcdefgh abcdefgh"),
            ("caf\u{e9}", "cafe"),
        ] {
            assert_ne!(hashes(one), hashes(two), "{one} and {two}");
        }
    }

    #[test]
    fn plain_words_are_cut_like_others() {
        for byte in 0..=255_u8 {
            let count = if byte.is_ascii_alphanumeric() { 8 } else { 3 };
            let mut chunk = *b"aZ09zAqq";
            chunk[3] = byte;
            assert_eq!(plain_count(u64::from_le_bytes(chunk)), count, "{byte}");
        }
        for length in 1..30 {
            let word = "aB3dE6gH9jK2".repeat(3);
            let word = &word[..length];
            let text = format!("{word} and more of it");
            assert_eq!(
                plain_word(text.as_bytes(), 0),
                (length, hash(word.as_bytes()))
            );
            assert_eq!(
                plain_word(word.as_bytes(), 0),
                (length, hash(word.as_bytes()))
            );
        }
    }

    #[test]
    fn walls_stand_between_things_and_not_inside_them() {
        let walls = |text: &str| {
            let mut out = Vec::new();
            each(text, |word| out.push(word.wall));
            out.iter().skip(1).any(|wall| *wall)
        };
        for apart in [
            "[\"a\",\"b\"]",
            "- a\n- b",
            "a\n\nb",
            "a\u{1}b",
            "# a\n## b",
        ] {
            assert!(walls(apart), "{apart}");
        }
        for one in [
            "a b",
            "the \"a\" b",
            "a\n  b",
            "a, b",
            "a/b",
            "a \u{2013} b",
        ] {
            assert!(!walls(one), "{one}");
        }
    }
}
