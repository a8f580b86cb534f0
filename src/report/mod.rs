//! What was found, as people and programs read it.
//!
//! 1. [`Report`]: the findings of one run and what was read.
//! 2. [`text`]: each finding as a compiler shows it; [`concise`]: one line each.
//! 3. [`json`]: for programs; stable bytes.
//!
//! Whatever comes from a deck is data: the two formats for people write out every character that
//! a terminal would obey.

pub mod concise;
pub mod json;
pub mod text;
mod words;

use crate::diagnostic::{Diagnostic, Location, Severity};

/// The findings of one run.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Report {
    /// Every finding, waived ones too, in [`Diagnostic::order`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many decks were asked for, those that could not be read included.
    pub files: usize,
    /// How many pages were looked at.
    pub pages: usize,
    /// How many of the decks could not be read.
    pub unreadable: usize,
    /// How many slides were read.
    pub slides: usize,
    /// How many decks the excludes of `site.toml` left out.
    pub excluded: usize,
    /// How many links lead out of the playbook and were not followed.
    pub links_outside: usize,
}

impl Report {
    /// How many findings of a severity count: waived ones do not.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.counting().filter(|d| d.severity == severity).count()
    }

    /// How many findings are waived.
    #[must_use]
    pub fn waived(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.waived).count()
    }

    /// Whether anything counts at that severity or above.
    #[must_use]
    pub fn fails(&self, at: Severity) -> bool {
        self.counting().any(|d| d.severity >= at)
    }

    fn counting(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| !d.waived)
    }

    /// '3 decks, 61 slides read; 2 errors, 1 warning'.
    #[must_use]
    pub fn closing_line(&self) -> String {
        let read = [
            (self.files - self.unreadable.min(self.files), "deck"),
            (self.slides, "slide"),
            (self.pages, "page"),
        ];
        let said = match (self.files, self.pages) {
            (0, 1..) => &read[2..],
            (_, 0) => &read[..2],
            _ => &read[..],
        };
        let said: Vec<String> = said.iter().map(|(n, what)| counted(*n, what)).collect();
        let mut line = format!("{} read", said.join(", "));
        if self.unreadable > 0 {
            line += &format!(", {} unreadable", self.unreadable);
        }
        let found: Vec<String> = [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Note, "note"),
        ]
        .into_iter()
        .map(|(severity, word)| (self.count(severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
        line += "; ";
        line += &if found.is_empty() {
            "nothing found".to_owned()
        } else {
            found.join(", ")
        };
        let aside: Vec<String> = [
            (self.waived(), "waived"),
            (self.excluded, "excluded"),
            (self.links_outside, "outside the playbook not followed"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        if !aside.is_empty() {
            line += "; ";
            line += &aside.join(", ");
        }
        line
    }
}

/// Where a finding stands in its file: 'slide 7 "Prices", notes', '41:17'; empty: the whole file.
#[must_use]
pub fn place(finding: &Diagnostic) -> String {
    match &finding.location {
        Location::File => String::new(),
        Location::Text { line, column, .. } => format!("{line}:{column}"),
        Location::Deck(at) => words::deck_place(at),
    }
}

/// A number with its noun: '1 deck', '2 decks'.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
