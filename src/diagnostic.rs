//! What is wrong, where, and what to do about it.

use crate::source::place::Span;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// How much a finding matters.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    clap::ValueEnum,
    utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; never blocks unless asked to.
    Note,
    /// Should be mended; does not block by default.
    Warning,
    /// Blocks.
    Error,
}

impl Severity {
    /// The word used in reports and configuration.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding, ready for any report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, `wrong-hyperscaler-name`.
    pub rule: String,
    /// How much it matters, after contexts and `site.toml`.
    pub severity: Severity,
    /// The file, relative to the project, with forward slashes.
    pub file: String,
    /// Where in the file.
    pub location: Location,
    /// What is wrong, and why: one or two sentences.
    pub message: String,
    /// What to do: one sentence.
    pub help: String,
    /// What the judgement rests on, where it weighed several things.
    pub evidence: Vec<String>,
    /// The hyperscaler whose name or product it is about.
    pub hyperscaler: Option<String>,
    /// For `unreadable-deck` and `unreadable-part`: the machine-readable reason.
    pub reason: Option<&'static str>,
    /// A waiver covers it, so it does not count.
    pub waived: bool,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// The whole file.
    File,
    /// A place in a deck.
    Deck(Box<DeckLocation>),
    /// A place in a text file; both count from 1, columns in characters.
    Text {
        /// Line.
        line: u32,
        /// Column.
        column: u32,
        /// How many characters it is about; 0: the rest of the line.
        width: usize,
        /// The line itself, for the excerpt.
        excerpt: String,
    },
}

/// A place in a deck, as people say it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DeckLocation {
    /// Counted from 1; None for what belongs to the whole file.
    pub slide: Option<u32>,
    /// The slide's title.
    pub slide_title: Option<String>,
    /// The slide is skipped in the show.
    pub hidden: bool,
    /// The kind of place, a [`crate::deck::Part`] in words.
    pub part: Option<&'static str>,
    /// The shape's name.
    pub shape: Option<String>,
    /// Where in the shape, 'cell 2 of row 3'.
    pub place: Option<String>,
    /// The paragraph.
    pub text: Option<String>,
    /// What matched, in characters of `text`: start, end.
    pub span: Option<(usize, usize)>,
    /// The matched words as they stand in the deck.
    pub matched: Option<String>,
    /// Where that stands, in a deck that is edited as text.
    pub source: Option<Span>,
}

impl Diagnostic {
    /// Whether it says the same of the same place, under whatever rule.
    #[must_use]
    pub fn tells(&self, other: &Self) -> bool {
        self.file == other.file
            && self.location == other.location
            && self.message.trim_end_matches('.') == other.message.trim_end_matches('.')
    }

    /// The order of every report: file, slide or line, then rule, then place.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        (
            &self.file,
            self.line_key(),
            &self.rule,
            self.place_key(),
            &self.message,
        )
            .cmp(&(
                &other.file,
                other.line_key(),
                &other.rule,
                other.place_key(),
                &other.message,
            ))
    }

    fn line_key(&self) -> (u32, u32) {
        match &self.location {
            Location::File => (0, 0),
            Location::Deck(at) => (
                at.slide.unwrap_or(0),
                at.source.map_or(0, |span| span.start.line),
            ),
            Location::Text { line, column, .. } => (*line, *column),
        }
    }

    fn place_key(&self) -> Option<PlaceKey<'_>> {
        match &self.location {
            Location::Deck(at) => Some((at.part, at.shape.as_deref(), at.text.as_deref(), at.span)),
            _ => None,
        }
    }
}

/// Part, shape, text and span.
type PlaceKey<'a> = (
    Option<&'static str>,
    Option<&'a str>,
    Option<&'a str>,
    Option<(usize, usize)>,
);
