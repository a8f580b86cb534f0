//! The report, in the form that was asked for, to where it was asked for.

use crate::cli::{LintFormat, OutputArgs};
use crate::commands::{Out, Stop};
use crate::diagnostic::Severity;
use crate::fs;
use crate::lint::Linter;
use crate::report::{self, Report, text::Shown};
use anyhow::anyhow;
use std::io::{self, Write};

/// The columns of a report that is written to a file.
const FILE_COLUMNS: usize = 100;

pub(super) fn write(
    report: &Report,
    output: &OutputArgs,
    linter: &Linter,
    out: &Out,
) -> Result<(), Stop> {
    let whole = whole(report, output, linter).map_err(|e| anyhow!("cannot write JSON: {e}"))?;
    let shown = shown(output);
    let render = |columns: usize, to: &mut dyn Write| -> io::Result<()> {
        match output.output_format {
            LintFormat::Text => report::text::write(report, shown, columns, to),
            LintFormat::Concise => report::concise::write(report, shown, to),
            LintFormat::Github => report::github::write(report, shown, to),
            _ => to.write_all(whole.as_bytes()),
        }
    };
    if let Some(path) = &output.output_file {
        let mut plain = anstream::StripStream::new(Vec::new());
        render(FILE_COLUMNS, &mut plain).map_err(|e| anyhow!("cannot write the report: {e}"))?;
        fs::write_whole(path, &plain.into_inner())?;
    } else if matches!(
        output.output_format,
        LintFormat::Json | LintFormat::Sarif | LintFormat::Gitlab
    ) {
        Out::print_json(&whole)?;
    } else {
        out.print(|to| render(Out::columns(), to))?;
    }
    // The other forms hold no closing line, or hold it out of sight.
    let lines_only = matches!(
        output.output_format,
        LintFormat::Concise | LintFormat::Github
    );
    if output.output_file.is_some() || lines_only {
        out.remark(&report.closing_line());
    }
    if let Some(line) = report.mended_line() {
        out.complain(Severity::Note, &line);
    }
    Ok(())
}

fn shown(output: &OutputArgs) -> Shown {
    if output.show_waived {
        Shown::All
    } else {
        Shown::Counting
    }
}

/// The forms that are made in one piece; the others are written line by line.
fn whole(report: &Report, output: &OutputArgs, linter: &Linter) -> serde_json::Result<String> {
    let shown = shown(output);
    Ok(match output.output_format {
        LintFormat::Text | LintFormat::Concise | LintFormat::Github => String::new(),
        LintFormat::Json => report::json::render(report)?,
        LintFormat::Sarif => report::sarif::render(report, shown, &linter.rules())?,
        LintFormat::Gitlab => report::gitlab::render(report, shown)?,
        LintFormat::Junit => report::junit::render(report, shown, output.fail_on),
        LintFormat::Markdown => report::markdown::render(report, shown),
        LintFormat::Html => report::html::render(report, shown, &linter.rules()),
    })
}
