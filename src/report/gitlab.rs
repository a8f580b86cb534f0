//! GitLab's Code Quality report: a list of findings, each with a fingerprint of its own.

use super::identity::identified;
use super::{Report, Standing, text::Shown, words};
use crate::diagnostic::{Diagnostic, Location, Severity};
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Place<'a>,
}

#[derive(Serialize)]
struct Place<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The report as JSON, with a line end after it.
///
/// # Errors
/// Never in practice: nothing in a report is beyond JSON.
pub fn render(report: &Report, shown: Shown) -> serde_json::Result<String> {
    let issues: Vec<Issue<'_>> = identified(report)
        .iter()
        .filter(|(_, standing, _)| shown == Shown::All || *standing == Standing::Counts)
        .map(|(finding, standing, identity)| Issue {
            description: format!("{}{}", words::sentence(finding), standing.suffix()),
            check_name: &finding.rule,
            fingerprint: identity.digest(),
            severity: severity(finding, *standing),
            location: Place {
                path: &finding.file,
                lines: Lines {
                    begin: line(finding),
                },
            },
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&issues)?;
    text.push('\n');
    Ok(text)
}

/// GitLab's words; it has none for what is allowed.
fn severity(finding: &Diagnostic, standing: Standing) -> &'static str {
    match (standing, finding.severity) {
        (Standing::Counts, Severity::Error) => "critical",
        (Standing::Counts, Severity::Warning) => "minor",
        (Standing::Counts, Severity::Note) | (Standing::Waived | Standing::Known, _) => "info",
    }
}

fn line(finding: &Diagnostic) -> u32 {
    match &finding.location {
        Location::Text { line, .. } => *line,
        Location::Deck(at) => at.source.map_or(1, |span| span.start.line),
        Location::File => 1,
    }
}
