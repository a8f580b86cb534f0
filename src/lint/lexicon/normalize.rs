//! Text as a reader's eye takes it: one form for what looks the same.
//!
//! Compatibility forms (ligatures, fullwidth letters) become plain ones, every kind of space is a
//! space, invisible characters vanish, and curly apostrophes and non-breaking hyphens lose their
//! shape. Places stay those of the original text.

use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A normalised text that remembers where each byte came from.
#[derive(Debug, Clone)]
pub(crate) struct Normalized<'a> {
    text: Cow<'a, str>,
    /// For each byte of `text` the byte range in the original; empty where nothing changed.
    origin: Vec<(u32, u32)>,
}

impl<'a> Normalized<'a> {
    pub(crate) fn new(original: &'a str) -> Self {
        if original
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_control())
        {
            return Self {
                text: Cow::Borrowed(original),
                origin: Vec::new(),
            };
        }
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len());
        let mut chars = original.char_indices().peekable();
        let mut cluster = String::new();
        while let Some((start, first)) = chars.next() {
            if is_invisible(first) {
                continue;
            }
            let mut end = start + first.len_utf8();
            cluster.clear();
            if first.is_ascii() && chars.peek().is_none_or(|(_, next)| next.is_ascii()) {
                cluster.push(plain(first));
            } else {
                let mut raw = String::from(plain(first));
                while let Some(&(at, next)) = chars.peek() {
                    if is_combining_mark(next) || is_invisible(next) {
                        end = at + next.len_utf8();
                        if !is_invisible(next) {
                            raw.push(next);
                        }
                        chars.next();
                    } else {
                        break;
                    }
                }
                cluster.extend(raw.nfkc().map(plain));
            }
            text.push_str(&cluster);
            let range = (offset(start), offset(end));
            origin.resize(text.len(), range);
        }
        Self {
            text: Cow::Owned(text),
            origin,
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The range of the original text that a range of the normalised one came from.
    pub(crate) fn original(&self, range: &Range<usize>) -> Range<usize> {
        if self.origin.is_empty() {
            return range.clone();
        }
        let start = self
            .origin
            .get(range.start)
            .or(self.origin.last())
            .map_or(0, |o| o.0);
        let end = range
            .end
            .checked_sub(1)
            .and_then(|at| self.origin.get(at))
            .map_or(start, |o| o.1);
        start as usize..end.max(start) as usize
    }
}

/// Texts are at most as long as a part may be, which is far below 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        Normalized::new(text).as_str().to_owned()
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        assert_eq!(of("Google\u{a0}Cloud"), "Google Cloud");
        assert_eq!(of("Big\u{ad}Query"), "BigQuery");
        assert_eq!(of("A\u{200b}W\u{200d}S"), "AWS");
        assert_eq!(of("\u{ff21}\u{ff37}\u{ff33}"), "AWS");
        assert_eq!(of("AWS\u{2019}s"), "AWS's");
        assert_eq!(of("con\u{fb01}g"), "config");
        assert_eq!(of("cafe\u{301}"), "café");
        assert_eq!(of("a\nb"), "a b");
    }

    #[test]
    fn places_are_those_of_the_original() {
        let original = "über Big\u{ad}Query!";
        let normal = Normalized::new(original);
        let at = normal.as_str().find("BigQuery").expect("it is there");
        assert_eq!(&original[normal.original(&(at..at + 8))], "Big\u{ad}Query");
    }

    proptest::proptest! {
        #[test]
        fn every_place_is_one_of_the_original(
            text in "([a-z \u{a0}\u{ad}\u{200b}\u{301}\u{ff21}\u{fb01}\u{1f469}\u{130}]|\\PC|\\pC){0,40}",
            from in 0usize..60,
            length in 0usize..60,
        ) {
            let normal = Normalized::new(&text);
            let plain = normal.as_str();
            let boundary = |at: usize| (at..=plain.len()).find(|&b| plain.is_char_boundary(b));
            let start = boundary(from.min(plain.len())).unwrap_or(plain.len());
            let end = boundary((start + length).min(plain.len())).unwrap_or(plain.len());
            let range = normal.original(&(start..end));
            proptest::prop_assert!(range.start <= range.end && range.end <= text.len());
            proptest::prop_assert!(text.get(range.clone()).is_some());
            // The words found are the words that stand there.
            let again = Normalized::new(&text[range]);
            proptest::prop_assert!(again.as_str().contains(&plain[start..end]) || start == end);
        }
    }
}
