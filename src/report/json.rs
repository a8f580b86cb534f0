//! The report for programs. Its shape is a contract; the same report gives the same bytes.

use super::Report;
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::lint::baseline::Mended;
use serde::Serialize;

/// The version of the shape, raised when a reader of the old one would misread the new one.
const VERSION: u32 = 1;

/// What a run of the linter found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Report)]
pub(crate) struct Document<'a> {
    /// The version of this shape.
    version: u32,
    /// What wrote it.
    tool: Tool,
    /// How much there is.
    summary: Summary,
    /// The findings, by file, slide or line, then rule.
    diagnostics: Vec<Finding<'a>>,
    /// What the baseline covers, where there is one. It does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Baseline<'a>>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Baseline<'a> {
    /// What it covers.
    known: Vec<Finding<'a>>,
    /// What it covers and is gone.
    gone: Vec<Gone<'a>>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Gone<'a> {
    rule: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    shape: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'a str,
    count: u32,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Tool {
    /// Always `rightdeck`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Summary {
    /// Files that were judged.
    files: usize,
    /// Of these, decks that could not be read.
    unreadable: usize,
    /// Findings of this severity that no waiver covers.
    errors: usize,
    /// Likewise.
    warnings: usize,
    /// Likewise.
    notes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    baselined: Option<usize>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Finding<'a> {
    /// The rule's id.
    rule: &'a str,
    /// How much it matters, for this room.
    severity: Severity,
    /// The file, relative to the project, with forward slashes.
    file: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    /// The hyperscaler whose name or product it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    hyperscaler: Option<&'a str>,
    /// What is wrong, and why.
    message: &'a str,
    /// What the judgement rests on, where it weighed several things.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    evidence: &'a [String],
    /// What to do.
    help: &'a str,
    /// Why a deck or a part could not be read: `encrypted`, `lfs-pointer` and others.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// Whether a waiver covers it.
    waived: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
#[serde(untagged)]
enum Place<'a> {
    Deck {
        /// Counted from 1, in the order of the presentation; null for what belongs to the whole file.
        slide: Option<u32>,
        /// The slide's title.
        slide_title: Option<&'a str>,
        /// Whether the slide is hidden.
        hidden: bool,
        /// The part of the deck: `title`, `body`, `notes` and others.
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<&'static str>,
        /// The shape, as the deck's author sees its name.
        #[serde(skip_serializing_if = "Option::is_none")]
        shape: Option<&'a str>,
        /// Where in it: a cell of a table, say.
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<&'a str>,
        /// The text in which it stands.
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
        /// Where in `text`: from and to, in Unicode characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<usize>>)]
        span: Option<(usize, usize)>,
        /// The words themselves.
        #[serde(skip_serializing_if = "Option::is_none")]
        matched: Option<&'a str>,
        /// The line in a deck that is edited as text, from 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
        /// The column in a deck that is edited as text, from 1, in characters.
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<u32>,
    },
    Text {
        /// From 1.
        line: u32,
        /// From 1, in characters.
        column: u32,
    },
}

/// The report as JSON, with a line end after it.
///
/// # Errors
/// Never in practice: nothing in a report is beyond JSON.
pub fn render(report: &Report) -> serde_json::Result<String> {
    let document = Document {
        version: VERSION,
        tool: Tool {
            name: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
        },
        summary: Summary {
            files: report.files + report.pages,
            unreadable: report.unreadable,
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            notes: report.count(Severity::Note),
            baselined: report.baseline.as_ref().map(|_| report.known()),
        },
        diagnostics: report.diagnostics.iter().map(finding).collect(),
        baseline: report.baseline.as_ref().map(|known| Baseline {
            known: known.findings.iter().map(finding).collect(),
            gone: known.mended.iter().map(gone).collect(),
        }),
    };
    let mut text = serde_json::to_string_pretty(&document)?;
    text.push('\n');
    Ok(text)
}

fn finding(found: &Diagnostic) -> Finding<'_> {
    Finding {
        rule: &found.rule,
        severity: found.severity,
        file: &found.file,
        place: place(&found.location),
        hyperscaler: found.hyperscaler.as_deref(),
        message: &found.message,
        evidence: &found.evidence,
        help: &found.help,
        reason: found.reason,
        waived: found.waived,
    }
}

fn gone(mended: &Mended) -> Gone<'_> {
    let entry = &mended.entry;
    Gone {
        rule: &entry.rule,
        file: &mended.file,
        shape: &entry.shape,
        text: &entry.text,
        count: entry.count,
    }
}

fn place(location: &Location) -> Place<'_> {
    match location {
        Location::Text { line, column, .. } => Place::Text {
            line: *line,
            column: *column,
        },
        Location::File => Place::Deck {
            slide: None,
            slide_title: None,
            hidden: false,
            part: None,
            shape: None,
            place: None,
            text: None,
            span: None,
            matched: None,
            line: None,
            column: None,
        },
        Location::Deck(at) => Place::Deck {
            slide: at.slide,
            slide_title: at.slide_title.as_deref(),
            hidden: at.hidden,
            part: at.part,
            shape: at.shape.as_deref(),
            place: at.place.as_deref(),
            text: at.text.as_deref(),
            span: at.span,
            matched: at.matched.as_deref(),
            line: at.source.map(|span| span.start.line),
            column: at.source.map(|span| span.start.column),
        },
    }
}
