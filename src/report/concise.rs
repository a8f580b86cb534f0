//! One line a finding, for editors and for grep.

use super::{Report, text::Shown, words};
use crate::source::excerpt::printable;
use std::io::{self, Write};

/// Writes the report.
///
/// # Errors
/// When the writer refuses.
pub fn write(report: &Report, shown: Shown, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.diagnostics.iter().filter(|d| shown.includes(d)) {
        let waived = if finding.waived { " (waived)" } else { "" };
        writeln!(
            out,
            "{}: {}[{}]{waived} {}",
            words::short_place(finding),
            finding.severity.as_str(),
            finding.rule,
            printable(&finding.message),
        )?;
    }
    Ok(())
}
