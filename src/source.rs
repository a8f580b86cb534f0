//! Text files, places in them, and how text of any origin is shown.
//!
//! 1. [`Source`]: a file's text, with lines and columns.
//! 2. [`Problem`]: a mistake at a place, as a person reads it.
//! 3. [`excerpt`]: a line cut around what matters, with nothing in it that a terminal obeys.
//! 4. [`place`]: bytes of a text as lines and columns, for whatever counts them.
//! 5. [`nearest`] and `serde_words`: what was probably meant.

pub mod excerpt;
mod nearest;
pub mod place;
pub(crate) mod serde_words;

pub use nearest::nearest;

use excerpt::{Excerpt, printable};
use std::fmt;
use std::ops::Range;

/// A text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name in reports, relative to the project, with forward slashes.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A file of that name with that text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
        }
    }

    /// Line and column of a byte offset, both from 1, columns in characters.
    #[must_use]
    pub fn place(&self, offset: usize) -> (u32, u32) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let column = before[start..].chars().count() + 1;
        (number(line), number(column))
    }

    /// The text of a line, counted from 1, without its end. Empty past the last one.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let index = usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX);
        self.text.lines().nth(index).unwrap_or("")
    }

    /// A problem at a range of bytes.
    #[must_use]
    pub fn problem(&self, span: Range<usize>, message: impl Into<String>) -> Problem {
        let (line, column) = self.place(span.start);
        let marked = self.text.get(span).unwrap_or("");
        let width = marked.lines().next().unwrap_or("").chars().count();
        self.problem_at(line, column, width, message)
    }

    /// A problem at a line and a column, `width` characters long.
    #[must_use]
    pub fn problem_at(
        &self,
        line: u32,
        column: u32,
        width: usize,
        message: impl Into<String>,
    ) -> Problem {
        Problem {
            file: self.name.clone(),
            line,
            column,
            width: width.max(1),
            excerpt: self.line(line).to_owned(),
            message: message.into(),
            rule: None,
        }
    }
}

/// Something an author or an administrator wrote that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
    /// How many characters it is about.
    pub width: usize,
    /// The line.
    pub excerpt: String,
    /// What is wrong and what to do: a clause or two without a full stop.
    pub message: String,
    /// The id of the rule that it breaks, by which `rightdeck explain` tells more.
    pub rule: Option<&'static str>,
}

impl Problem {
    /// The same, said to break a rule.
    #[must_use]
    pub fn of(self, rule: &'static str) -> Self {
        Self {
            rule: Some(rule),
            ..self
        }
    }

    /// What sorts problems: by file, then by place.
    #[must_use]
    pub fn key(&self) -> (&str, u32, u32) {
        (&self.file, self.line, self.column)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file, line, column, ..
        } = self;
        write!(
            f,
            "{}:{line}:{column}: {}",
            printable(file),
            printable(&self.message)
        )?;
        if let Some(rule) = self.rule {
            write!(f, " ({rule})")?;
        }
        if self.excerpt.trim().is_empty() {
            return Ok(());
        }
        let start = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
        let shown = Excerpt::around(&self.excerpt, (start, start + self.width), 96);
        let gutter = line.to_string();
        let blank = " ".repeat(gutter.len());
        write!(
            f,
            "\n{blank} |\n{gutter} | {}\n{blank} | {}",
            shown.line,
            shown.underline()
        )
    }
}

impl std::error::Error for Problem {}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_one() {
        let source = Source::new("a.toml", "é = 1\nzwei = 2\n");
        assert_eq!(source.place(0), (1, 1));
        assert_eq!(source.place(3), (1, 3));
        assert_eq!(source.place(7), (2, 1));
        assert_eq!(
            source.place(1),
            (1, 1),
            "inside a character counts as its start"
        );
        assert_eq!(source.place(900), (3, 1));
    }

    #[test]
    fn a_problem_shows_its_line() {
        let source = Source::new("site.toml", "[lint]\nexlude = []\n");
        assert_eq!(
            source.problem(7..13, "unknown key 'exlude'").to_string(),
            "site.toml:2:1: unknown key 'exlude'\n  |\n2 | exlude = []\n  | ^^^^^^"
        );
    }
}
