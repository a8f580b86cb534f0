//! How a text becomes words: the same for pages and queries, and the same in the browser.
//!
//! `docs/search-format.md` has the rules; they are Unicode's words (UAX #29) cut a little finer, so
//! that two programs agree on them without tables, and names with marks stay whole.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a piece.
const PIECE: usize = 64;

/// Characters of a compound's pieces in one.
const IN_ONE: usize = 40;

/// Pieces of a compound that is also one word.
const PIECES: usize = 4;

/// A word as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its place in the text.
    pub(super) span: Range<usize>,
    folded: Range<usize>,
}

/// A piece alone, or several that are joined: 'C++', 'co-sell'.
#[derive(Debug, Default)]
pub(super) struct Item<'t> {
    /// Its pieces, one at least.
    pub(super) pieces: Vec<Piece>,
    /// A `.` stands before it.
    pub(super) dot: bool,
    /// What stands after it: `++`, `+`, `#`, or nothing.
    pub(super) marks: &'static str,
    /// Its two pieces are joined by a hyphen.
    pub(super) hyphen: bool,
    folded: String,
    /// Its only piece, where that stands in the text as it is compared: most words do.
    plain: Option<&'t str>,
}

impl<'t> Item<'t> {
    /// A piece, folded.
    pub(super) fn folded(&self, at: usize) -> &str {
        if let (0, Some(plain)) = (at, self.plain) {
            return plain;
        }
        self.pieces
            .get(at)
            .and_then(|piece| self.folded.get(piece.folded.clone()))
            .unwrap_or_default()
    }

    /// The pieces in one, if they are few and short.
    pub(super) fn in_one(&self) -> Option<&str> {
        let fits = (2..=PIECES).contains(&self.pieces.len())
            && (self.folded.len() <= IN_ONE || self.folded.chars().count() <= IN_ONE);
        fits.then_some(self.folded.as_str())
    }

    /// The first piece with what stands before it, the last with what stands after it, each with the
    /// piece's index. A single piece has both at once.
    pub(super) fn marked(&self) -> Vec<(usize, String)> {
        let last = self.pieces.len().saturating_sub(1);
        let mut out = Vec::new();
        let dot = if self.dot { "." } else { "" };
        if last == 0 {
            if self.dot || !self.marks.is_empty() {
                out.push((0, format!("{dot}{}{}", self.folded(0), self.marks)));
            }
            return out;
        }
        if self.dot {
            out.push((0, format!(".{}", self.folded(0))));
        }
        if !self.marks.is_empty() {
            out.push((last, format!("{}{}", self.folded(last), self.marks)));
        }
        out
    }

    /// Its place in the text, marks included.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.pieces.first().map_or(0, |piece| piece.span.start);
        let end = self.pieces.last().map_or(0, |piece| piece.span.end);
        start - usize::from(self.dot)..end + self.marks.len()
    }

    fn clear(&mut self) {
        self.pieces.clear();
        self.folded.clear();
        self.plain = None;
        self.dot = false;
        self.marks = "";
        self.hyphen = false;
    }

    fn push(&mut self, text: &'t str, span: Range<usize>) -> bool {
        let piece = text.get(span.clone()).unwrap_or_default();
        let is_folded = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        if self.pieces.is_empty()
            && (1..=PIECE).contains(&piece.len())
            && piece.bytes().all(is_folded)
        {
            let folded = 0..piece.len();
            self.plain = Some(piece);
            self.pieces.push(Piece { span, folded });
            return true;
        }
        if let Some(plain) = self.plain.take() {
            self.folded.push_str(plain);
        }
        let start = self.folded.len();
        fold_onto(&mut self.folded, piece);
        if self.folded.len() == start {
            return false;
        }
        let folded = start..self.folded.len();
        self.pieces.push(Piece { span, folded });
        true
    }
}

/// What a character is to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Part of a piece.
    Part,
    /// A piece of its own: a sign of a script without spaces.
    Alone,
    Other,
}

fn sign(c: char) -> Sign {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Sign::Part
        } else {
            Sign::Other
        };
    }
    if !(c.is_alphanumeric() || is_combining_mark(c)) {
        return Sign::Other;
    }
    match u32::from(c) {
        0x0E00..=0x0EFF
        | 0x1000..=0x109F
        | 0x1780..=0x17FF
        | 0x3040..=0x30FF
        | 0x3400..=0x4DBF
        | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9D
        | 0x20000..=0x3FFFF => Sign::Alone,
        _ => Sign::Part,
    }
}

fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}' | '\u{2011}' | '.' | ':' | '/' | '&' | '_'
    )
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Calls for each compound and each piece outside of one, in order.
pub(super) fn each<'t>(text: &'t str, mut call: impl FnMut(&Item<'t>)) {
    let bytes = text.as_bytes();
    let mut item = Item::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let Some(c) = char_at(text, at) else { break };
        let end = at + c.len_utf8();
        match sign(c) {
            Sign::Other => at = end,
            Sign::Alone => {
                item.clear();
                if item.push(text, at..end) {
                    call(&item);
                }
                at = end;
            }
            Sign::Part => {
                item.clear();
                item.dot = c.is_alphabetic() && is_dotted(text, at);
                at = compound(text, at, &mut item);
                if !item.pieces.is_empty() {
                    call(&item);
                }
            }
        }
    }
}

/// Whether a `.` stands before it that belongs to nothing before.
fn is_dotted(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.strip_suffix('.'));
    before.is_some_and(|before| {
        let earlier = before.chars().next_back();
        earlier.is_none_or(|c| sign(c) == Sign::Other && !is_joiner(c))
    })
}

/// Reads the compound that begins at `at`; where it ends.
fn compound<'t>(text: &'t str, at: usize, item: &mut Item<'t>) -> usize {
    let mut start = at;
    loop {
        let end = piece_end(text, start);
        if !item.push(text, start..end) {
            return end;
        }
        // After most words stands a space.
        let Some(joiner) = char_at(text, end).filter(|c| *c != ' ') else {
            return end;
        };
        let next = end + joiner.len_utf8();
        if is_joiner(joiner) && char_at(text, next).is_some_and(|c| sign(c) == Sign::Part) {
            item.hyphen = item.pieces.len() == 1 && is_hyphen(joiner);
            start = next;
            continue;
        }
        item.marks = marks(text.get(end..).unwrap_or_default());
        return end + item.marks.len();
    }
}

/// The marks of a name that a text begins with.
fn marks(text: &str) -> &'static str {
    let mut found = ["++", "+", "#"].into_iter().filter(|marks| {
        text.strip_prefix(marks).is_some_and(|after| {
            let next = after.chars().next();
            next.is_none_or(|c| sign(c) == Sign::Other && c != '+' && c != '#')
        })
    });
    match text.as_bytes().first() {
        Some(b'+' | b'#') => found.next().unwrap_or_default(),
        _ => "",
    }
}

/// Where the piece that begins at `at` ends.
fn piece_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = at;
    loop {
        while bytes.get(end).is_some_and(u8::is_ascii_alphanumeric) {
            end += 1;
        }
        let Some(c) = char_at(text, end).filter(|c| *c != ' ') else {
            return end;
        };
        if sign(c) == Sign::Part {
            end += c.len_utf8();
            continue;
        }
        let next = end + c.len_utf8();
        let goes_on = match c {
            '\'' | '\u{2019}' => char_at(text, next).is_some_and(|c| sign(c) == Sign::Part),
            '.' | ',' => {
                end > at
                    && bytes.get(end - 1).is_some_and(u8::is_ascii_digit)
                    && bytes.get(next).is_some_and(u8::is_ascii_digit)
            }
            _ => false,
        };
        if !goes_on {
            return end;
        }
        end = next;
    }
}

#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Adds a piece as it is compared.
fn fold_onto(out: &mut String, piece: &str) {
    let start = out.len();
    if piece.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        out.push_str(piece);
        if let Some(own) = out.get_mut(start..) {
            own.make_ascii_lowercase();
        }
    } else if piece.is_ascii() {
        let bytes = piece.bytes();
        out.extend(
            bytes
                .filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'.')
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
    } else {
        let bare: String = piece
            .to_lowercase()
            .nfkd()
            .filter(|c| !is_combining_mark(*c))
            .collect();
        for c in bare.to_lowercase().chars() {
            let c = if c == 'ς' { 'σ' } else { c };
            if c.is_alphanumeric() || c == '.' {
                out.push(c);
            }
        }
    }
    if out.len() - start > PIECE
        && let Some((cut, _)) = out
            .get(start..)
            .and_then(|own| own.char_indices().nth(PIECE))
    {
        out.truncate(start + cut);
    }
}

/// The pieces of a text in a row, as phrases see them.
#[must_use]
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each(text, |item| {
        out.extend((0..item.pieces.len()).map(|at| item.folded(at).to_owned()));
    });
    out
}

/// Whether mistakes are forgiven in it: letters alone.
pub(super) fn is_plain(form: &str) -> bool {
    form.chars().all(char::is_alphabetic)
}

/// Compares as JavaScript does: by UTF-16 code units.
pub(super) fn compare(one: &str, other: &str) -> std::cmp::Ordering {
    // Where both are alike or ASCII, bytes give the same order.
    let at = one
        .bytes()
        .zip(other.bytes())
        .position(|(a, b)| a != b)
        .unwrap_or(one.len().min(other.len()));
    let high = |text: &str| text.as_bytes().get(at).is_some_and(|byte| *byte >= 0xEE);
    if high(one) || high(other) {
        one.encode_utf16().cmp(other.encode_utf16())
    } else {
        one.cmp(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    fn fold(piece: &str) -> String {
        let mut out = String::new();
        fold_onto(&mut out, piece);
        out
    }

    /// Pieces parted by spaces, what stands beside them in brackets.
    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        each(text, |item| {
            let pieces = (0..item.pieces.len()).map(|at| item.folded(at).to_owned());
            out.push(pieces.collect::<Vec<_>>().join("|"));
            let marked = item.marked().into_iter().map(|(_, form)| form);
            let beside: Vec<String> = marked.chain(item.in_one().map(str::to_owned)).collect();
            if !beside.is_empty() {
                out.push(format!("({})", beside.join(" ")));
            }
        });
        out.join(" ")
    }

    #[test]
    fn names() {
        for (text, expected) in [
            ("Private offers", "private offers"),
            ("re:Invent", "re|invent (reinvent)"),
            (".NET and C++, C#", "net (.net) and c (c++) c (c#)"),
            ("end. Next", "end next"),
            ("ASP.NET", "asp|net (aspnet)"),
            ("(.NET-based)", "net|based (.net netbased)"),
            ("Well-Architected", "well|architected (wellarchitected)"),
            (
                "co-sell co\u{2011}sell co sell",
                "co|sell (cosell) co|sell (cosell) co sell",
            ),
            ("A/B S3 AT&T", "a|b (ab) s3 at|t (att)"),
            ("partner's don\u{2019}t 'quoted'", "partners dont quoted"),
            ("1,000 3.5 v2.0.1", "1000 3.5 v2.0.1"),
            ("a-b-c-d-e", "a|b|c|d|e"),
            ("C++/CLI x+y a--b", "c (c++) cli x y a b"),
            ("Größe ÉCOLE ΟΔΟΣ Ⅳ", "große ecole οδοσ iv"),
            ("東京 ญี่", "東 京 ญ"),
            ("\u{301} - _ ", ""),
            ("...net", "net"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        let long = "x".repeat(1000);
        assert_eq!(pieces(&long), ["x".repeat(64)]);
        let long = "é".repeat(1000);
        assert_eq!(pieces(&long), ["e".repeat(64)]);
    }

    #[test]
    fn order_is_that_of_utf_16() {
        let mut words = ["\u{FF21}", "\u{10000}", "z", "a", "ab", "a*", "é"];
        words.sort_by(|a, b| compare(a, b));
        assert_eq!(words, ["a", "a*", "ab", "z", "é", "\u{10000}", "\u{FF21}"]);
    }

    proptest! {
        #[test]
        fn any_text(text in any::<String>()) {
            let mut last = 0;
            each(&text, |item| {
                for (at, piece) in item.pieces.iter().enumerate() {
                    assert!(piece.span.start >= last && text.get(piece.span.clone()).is_some());
                    last = piece.span.end;
                    assert!(!item.folded(at).is_empty());
                    assert_eq!(fold(item.folded(at)), item.folded(at), "folded twice");
                }
                assert!(text.get(item.span()).is_some());
            });
        }

        #[test]
        fn order_is_utf_16(one in any::<String>(), other in any::<String>()) {
            prop_assert_eq!(compare(&one, &other), one.encode_utf16().cmp(other.encode_utf16()));
        }

        /// Where nothing is joined, these are Unicode's words.
        #[test]
        fn words_of_unicode(text in "[a-zäß0-9 !?()\n]{0,40}") {
            let expected: Vec<String> = text.unicode_words().map(fold).collect();
            prop_assert_eq!(pieces(&text), expected);
        }
    }
}
