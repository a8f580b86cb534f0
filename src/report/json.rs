//! The report for programs. Its shape is a contract; the same report gives the same bytes.

use super::Report;
use crate::diagnostic::{Diagnostic, Location, Severity};
use serde::Serialize;

/// The version of the shape, raised when a reader of the old one would misread the new one.
const VERSION: u32 = 1;

/// What a run of the linter found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Report)]
pub(crate) struct Document<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Summary {
    files: usize,
    unreadable: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize, utoipa::ToSchema)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    file: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hyperscaler: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    evidence: &'a [String],
    help: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    waived: bool,
}

#[derive(Serialize, utoipa::ToSchema)]
#[serde(untagged)]
enum Place<'a> {
    Deck {
        slide: Option<u32>,
        slide_title: Option<&'a str>,
        hidden: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        part: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        shape: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        place: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        text: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<usize>>)]
        span: Option<(usize, usize)>,
        #[serde(skip_serializing_if = "Option::is_none")]
        matched: Option<&'a str>,
    },
    Text {
        line: u32,
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
        },
        diagnostics: report.diagnostics.iter().map(finding).collect(),
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
        },
    }
}
