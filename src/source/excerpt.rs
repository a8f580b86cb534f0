//! Text of unknown origin, made safe to look at.
//!
//! What stands in a deck is data. A control character in it must not move the cursor, and a
//! bidirectional override must not turn a sentence round, so both are written out.

use std::borrow::Cow;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthChar;

/// A line of text, cut around a match, and where the match stands in it by display width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// What is shown.
    pub line: String,
    /// Columns before the match.
    pub indent: usize,
    /// Columns of the match, at least one.
    pub carets: usize,
}

impl Excerpt {
    /// Cuts `text` to `width` columns around `span`, which counts characters.
    #[must_use]
    pub fn around(text: &str, span: (usize, usize), width: usize) -> Self {
        let cells: Vec<(Cow<'_, str>, usize)> = text.chars().map(cell).collect();
        let start = span.0.min(cells.len());
        let end = span.1.clamp(start, cells.len());
        let columns = |from: usize, to: usize| cells[from..to].iter().map(|(_, w)| w).sum();
        let total: usize = columns(0, cells.len());
        let (mut first, mut last) = (0, cells.len());
        if total > width {
            (first, last) = window(&cells, start, end, width);
        }
        let mut line = String::new();
        let mut indent: usize = columns(first, start);
        if first > 0 {
            line.push('…');
            indent += 1;
        }
        for (shown, _) in &cells[first..last] {
            line.push_str(shown);
        }
        if last < cells.len() {
            line.push('…');
        }
        let carets: usize = columns(start, end.min(last));
        Self {
            line,
            indent,
            carets: carets.max(1),
        }
    }

    /// Spaces and carets to print under the line.
    #[must_use]
    pub fn underline(&self) -> String {
        format!("{}{}", " ".repeat(self.indent), "^".repeat(self.carets))
    }
}

/// The part of a long line to show: all of the match where it fits, and about as much on either
/// side. It starts and ends between words where one is near.
fn window(
    cells: &[(Cow<'_, str>, usize)],
    start: usize,
    end: usize,
    width: usize,
) -> (usize, usize) {
    let mut left = width.saturating_sub(2);
    let (mut first, mut last) = (start, start);
    while last < end && left >= cells[last].1 {
        left -= cells[last].1;
        last += 1;
    }
    if last < end {
        return (first, last);
    }
    loop {
        let before = first.checked_sub(1).filter(|&at| cells[at].1 <= left);
        if let Some(at) = before {
            first = at;
            left -= cells[at].1;
        }
        let after = Some(last).filter(|&at| at < cells.len() && cells[at].1 <= left);
        if let Some(at) = after {
            last = at + 1;
            left -= cells[at].1;
        }
        if before.is_none() && after.is_none() {
            break;
        }
    }
    let blank = |at: &usize| cells[*at].0 == " ";
    if first > 0 {
        first = (first..start.min(first + 12))
            .find(blank)
            .map_or(first, |at| at + 1);
    }
    if last < cells.len() {
        last = (end.max(last.saturating_sub(12))..last)
            .rev()
            .find(blank)
            .unwrap_or(last);
    }
    (first, last)
}

/// The text on one line, with everything written out that a terminal or a reader's eye would obey.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| matches!(cell_kind(c), Kind::Plain)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        out.push_str(&cell(c).0);
    }
    Cow::Owned(out)
}

/// How many columns a text takes on a terminal.
#[must_use]
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| cell(c).1).sum()
}

enum Kind {
    Plain,
    Break,
    Blank,
    Escaped,
}

fn cell_kind(c: char) -> Kind {
    match c {
        ' '..='~' => Kind::Plain,
        '\n' => Kind::Break,
        '\t' => Kind::Blank,
        c if c.is_control() => Kind::Escaped,
        // Soft hyphens, invisible characters, line separators, direction marks and overrides,
        // and the tag characters that can carry a hidden sentence.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Kind::Escaped,
        _ => Kind::Plain,
    }
}

/// What is shown for a character, and how many columns that takes.
fn cell(c: char) -> (Cow<'static, str>, usize) {
    match cell_kind(c) {
        Kind::Break => (Cow::Borrowed("⏎"), 1),
        Kind::Blank => (Cow::Borrowed(" "), 1),
        Kind::Plain => (Cow::Owned(c.to_string()), c.width().unwrap_or(0)),
        Kind::Escaped => {
            let mut out = String::new();
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            let width = out.len();
            (Cow::Owned(out), width)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let at = Excerpt::around("東京 Azure", (3, 8), 80);
        assert_eq!((at.indent, at.carets), (5, 5));
        assert_eq!(at.underline(), "     ^^^^^");
    }

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        assert_eq!(
            printable("a\u{1b}[31mb\u{202e}c\nd\te\r"),
            "a\\u{1b}[31mb\\u{202e}c⏎d e\\u{d}"
        );
        assert!(matches!(printable("plain, größer, 東京"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_long_line_is_cut_around_the_match() {
        let text = format!("{}Azure{}", "left ".repeat(40), " right".repeat(40));
        let at = Excerpt::around(&text, (200, 205), 40);
        assert!(columns(&at.line) <= 40, "{}", at.line);
        let shown: String = at.line.chars().skip(at.indent).take(5).collect();
        assert_eq!(shown, "Azure");
        assert!(
            at.line.starts_with("…left") && at.line.ends_with("right…"),
            "{}",
            at.line
        );
    }

    #[test]
    fn a_match_wider_than_the_line_is_cut_too() {
        let text = "x".repeat(500);
        let at = Excerpt::around(&text, (0, 500), 40);
        assert!(columns(&at.line) <= 40);
        assert!(at.carets <= 40);
    }

    #[test]
    fn spans_out_of_range_do_no_harm() {
        assert_eq!(Excerpt::around("abc", (7, 3), 40).carets, 1);
        assert_eq!(Excerpt::around("", (0, 0), 40).line, "");
        assert_eq!(Excerpt::around("abcdef", (2, 4), 0).line, "……");
    }
}
