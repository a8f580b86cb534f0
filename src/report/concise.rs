//! One line a finding, for editors and for grep.

use super::{Report, text::Shown, words};
use crate::source::excerpt::printable;
use std::io::{self, Write};

/// Writes the report.
///
/// # Errors
/// When the writer refuses.
pub fn write(report: &Report, shown: Shown, out: &mut dyn Write) -> io::Result<()> {
    for (finding, standing) in report.shown(shown) {
        writeln!(
            out,
            "{}: {}[{}]{} {}",
            words::short_place(finding),
            finding.severity.as_str(),
            finding.rule,
            standing.suffix(),
            printable(&finding.message),
        )?;
    }
    Ok(())
}
