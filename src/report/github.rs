//! Workflow commands: GitHub Actions shows each finding beside its file.

use super::{Report, Standing, text::Shown, words};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::excerpt::printable;
use std::io::{self, Write};

/// Writes a line a finding. Most decks have no lines, so their findings stand at the file.
///
/// # Errors
/// When the writer refuses.
pub fn write(report: &Report, shown: Shown, out: &mut dyn Write) -> io::Result<()> {
    for (finding, standing) in report.shown(shown) {
        let title = format!("{}{}", finding.rule, standing.suffix());
        writeln!(
            out,
            "::{} file={}{},title={}::{}",
            command(finding, standing),
            property(&printable(&finding.file)),
            place(finding),
            property(&title),
            data(&words::sentence(finding)),
        )?;
    }
    Ok(())
}

fn command(finding: &Diagnostic, standing: Standing) -> &'static str {
    match (standing, finding.severity) {
        (Standing::Counts, Severity::Error) => "error",
        (Standing::Counts, Severity::Warning) => "warning",
        (Standing::Counts, Severity::Note) | (Standing::Waived | Standing::Known, _) => "notice",
    }
}

fn place(finding: &Diagnostic) -> String {
    match &finding.location {
        Location::Text { line, column, .. } => format!(",line={line},col={column}"),
        Location::Deck(at) => at.source.map_or_else(String::new, |span| {
            let place = span.start;
            format!(",line={},col={}", place.line, place.column)
        }),
        Location::File => String::new(),
    }
}

/// What ends a command's line is written out; so is the sign that does so.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// And what ends a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
