//! Each finding as a compiler shows it.

use super::{Report, Standing, words};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::excerpt::{Excerpt, printable};
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Which findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Those that count.
    Counting,
    /// Those that a waiver or the baseline covers, too.
    All,
}

const BOLD: Style = Style::new().bold();
const FRAME: Style = AnsiColor::BrightBlue.on_default();

/// Writes the report with its closing line, `width` columns wide. Colours are always in it; a
/// writer that wants none takes them out.
///
/// # Errors
/// When the writer refuses.
pub fn write(report: &Report, shown: Shown, width: usize, out: &mut dyn Write) -> io::Result<()> {
    for (finding, standing) in report.shown(shown) {
        write_finding(finding, standing, width, out)?;
        writeln!(out)?;
    }
    writeln!(out, "{BOLD}{}{BOLD:#}", report.closing_line())
}

fn write_finding(
    finding: &Diagnostic,
    standing: Standing,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = color(finding.severity);
    writeln!(
        out,
        "{style}{}[{}]{style:#}{}{BOLD}: {}{BOLD:#}",
        finding.severity.as_str(),
        finding.rule,
        standing.suffix(),
        printable(&finding.message),
    )?;
    let file = printable(&finding.file);
    let gutter = match &finding.location {
        Location::File => {
            writeln!(out, "  {FRAME}-->{FRAME:#} {file}")?;
            String::new()
        }
        Location::Text {
            line,
            column,
            width: about,
            excerpt,
        } => {
            writeln!(out, "  {FRAME}-->{FRAME:#} {file}:{line}:{column}")?;
            let start = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
            let end = excerpt.trim_end().chars().count();
            let start = start.max(excerpt.chars().take_while(|c| c.is_whitespace()).count());
            let end = match about {
                0 => end,
                about => end.min(start + about).max(start),
            };
            // What is wrong with a whole file has no line.
            if excerpt.trim().is_empty() {
                String::new()
            } else {
                let gutter = line.to_string();
                write_excerpt(excerpt, Some((start, end)), &gutter, width, style, out)?;
                gutter
            }
        }
        Location::Deck(at) => {
            let place = words::deck_place(at);
            let colon = if place.is_empty() { "" } else { ": " };
            let line = words::line_column(at).map_or_else(String::new, |line| format!(":{line}"));
            writeln!(out, "  {FRAME}-->{FRAME:#} {file}{line}{colon}{place}")?;
            if let Some(text) = at.text.as_deref().filter(|text| !text.is_empty()) {
                write_excerpt(text, at.span, "", width, style, out)?;
            }
            String::new()
        }
    };
    let indent = " ".repeat(gutter.len().max(2));
    for evidence in &finding.evidence {
        write_remark("evidence", evidence, &indent, out)?;
    }
    if !finding.help.is_empty() {
        write_remark("help", &finding.help, &indent, out)?;
    }
    Ok(())
}

fn write_excerpt(
    text: &str,
    span: Option<(usize, usize)>,
    gutter: &str,
    width: usize,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let indent = " ".repeat(gutter.len().max(2));
    let room = width.saturating_sub(indent.len() + 4).max(24);
    let shown = Excerpt::around(text, span.unwrap_or((0, 0)), room);
    writeln!(out, "{indent} {FRAME}|{FRAME:#}")?;
    writeln!(out, "{FRAME}{gutter:>2} |{FRAME:#} {}", shown.line)?;
    if span.is_some() {
        let Excerpt {
            indent: before,
            carets,
            ..
        } = shown;
        let (before, carets) = (" ".repeat(before), "^".repeat(carets));
        writeln!(
            out,
            "{indent} {FRAME}|{FRAME:#} {before}{style}{carets}{style:#}"
        )?;
    }
    Ok(())
}

fn write_remark(kind: &str, text: &str, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let text = printable(text);
    writeln!(
        out,
        "{indent} {FRAME}={FRAME:#} {BOLD}{kind}{BOLD:#}: {text}"
    )
}

fn color(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::BrightYellow,
        Severity::Note => AnsiColor::BrightCyan,
    };
    color.on_default().bold()
}
