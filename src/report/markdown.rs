//! A summary for a job's page or a comment: the counts, a line a file, a table a file.
//!
//! What comes from a deck stays text: no sign of it makes a link, a mention, a formula or a picture, in
//! CommonMark or in what GitHub and GitLab add to it. A table's cell holds no blocks, so signs that only
//! mean something at the start of a line are left alone.

use super::{Report, Standing, counted, place, text::Shown};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::excerpt::{Excerpt, printable};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The bytes after which findings are only counted. GitHub takes a summary of a mebibyte.
const ENOUGH: usize = 900 << 10;

/// The columns of a text from a deck.
const TEXT_COLUMNS: usize = 160;

type Found<'a> = Vec<(&'a Diagnostic, Standing)>;

/// The report as Markdown.
#[must_use]
pub fn render(report: &Report, shown: Shown) -> String {
    let mut files: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for one in report.shown(shown) {
        files.entry(&one.0.file).or_default().push(one);
    }
    let mut out = format!("## rightdeck lint\n\n{}\n", escaped(&report.closing_line()));
    if let Some(line) = report.mended_line() {
        let _ = write!(out, "\n{}\n", escaped(&line));
    }
    if files.is_empty() {
        return out;
    }
    out += "\n| file | errors | warnings | notes |\n| --- | ---: | ---: | ---: |\n";
    let mut left_out = 0;
    for (file, found) in &files {
        if out.len() > ENOUGH {
            left_out += 1;
            continue;
        }
        let count = |severity| {
            let counting = found
                .iter()
                .filter(|(_, standing)| *standing == Standing::Counts);
            counting.filter(|(one, _)| one.severity == severity).count()
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} |",
            escaped(file),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Note),
        );
    }
    if left_out > 0 {
        let _ = write!(out, "\nAnd in {} more.\n", counted(left_out, "file"));
    }
    let mut left_out = 0;
    for (file, found) in &files {
        if out.len() > ENOUGH {
            left_out += found.len();
            continue;
        }
        let _ = write!(
            out,
            "\n### {}\n\n| severity | where | what |\n| --- | --- | --- |\n",
            escaped(file)
        );
        for (finding, standing) in found {
            if out.len() > ENOUGH {
                left_out += 1;
            } else {
                row(&mut out, finding, *standing);
            }
        }
    }
    if left_out > 0 {
        let _ = write!(
            out,
            "\nAnd {} more, which do not fit here; the other formats have them all.\n",
            counted(left_out, "finding")
        );
    }
    out
}

fn row(out: &mut String, finding: &Diagnostic, standing: Standing) {
    let severity = match finding.severity {
        Severity::Error => "**error**",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let where_to = match place(finding) {
        at if at.is_empty() => "the file".to_owned(),
        at => at,
    };
    let _ = write!(
        out,
        "| {severity}{} | {} | <code>{}</code><br>{}",
        standing.suffix(),
        escaped(&where_to),
        escaped(&finding.rule),
        escaped(&finding.message),
    );
    if let Some(text) = excerpt(&finding.location) {
        let _ = write!(out, "<br><code>{}</code>", escaped(&text));
    }
    for evidence in &finding.evidence {
        let _ = write!(out, "<br>• {}", escaped(evidence));
    }
    if !finding.help.is_empty() {
        let _ = write!(out, "<br>{}", escaped(&finding.help));
    }
    out.push_str(" |\n");
}

fn excerpt(location: &Location) -> Option<String> {
    let (text, span) = match location {
        Location::File => return None,
        Location::Text { excerpt, .. } => (excerpt.trim(), (0, 0)),
        Location::Deck(at) => (at.text.as_deref()?, at.span.unwrap_or((0, 0))),
    };
    (!text.is_empty()).then(|| Excerpt::around(text, span, TEXT_COLUMNS).line)
}

/// Text as it is, whatever it holds.
fn escaped(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            // An entity is never markup, and a table is cut at a bar whatever stands around it.
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '|' => out.push_str("&#124;"),
            '\\' => out.push_str("&#92;"),
            '`' => out.push_str("&#96;"),
            // 'www.' is a link to GitHub.
            '.' if ends_with_www(&out) => out.push_str("&#46;"),
            '*' | '_' | '[' | ']' | '~' | '!' | '^' | '=' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            // Links, mentions, issues, formulas and emojis are looked for in the text as it will
            // be shown; what stands apart is not found.
            '@' | '#' => {
                let _ = write!(out, "<span>{c}</span>");
            }
            '$' => out.push_str("<span>&#36;</span>"),
            ':' if letters.peek().is_some_and(|next| !next.is_whitespace()) => {
                out.push_str("<span>:</span>");
            }
            c => out.push(c),
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    let last = text.len().checked_sub(3).and_then(|at| text.get(at..));
    last.is_some_and(|last| last.eq_ignore_ascii_case("www"))
}
