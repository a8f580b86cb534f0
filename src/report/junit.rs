//! JUnit's XML, as test reports show it: a suite a file, a case a finding, and one case that passes for a
//! file without any. The shape is that of Jenkins' `junit-10.xsd`.
//!
//! What fails there is what makes the exit status 1; all else is a case that was skipped, so that a
//! report is red when, and only when, the job is.

use super::{Report, Standing, place, text::Shown, words};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::excerpt::printable;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The report as XML. `fail_on` is the least severity that fails.
#[must_use]
pub fn render(report: &Report, shown: Shown, fail_on: Severity) -> String {
    let mut suites: BTreeMap<&str, Vec<(&Diagnostic, Standing)>> = BTreeMap::new();
    for name in &report.names {
        suites.entry(name).or_default();
    }
    for (finding, standing) in report.shown(shown) {
        let suite = suites.entry(&finding.file).or_default();
        suite.push((finding, standing));
    }
    let fails = |(finding, standing): &(&Diagnostic, Standing)| {
        *standing == Standing::Counts && finding.severity >= fail_on
    };
    let tests: usize = suites.values().map(|found| found.len().max(1)).sum();
    let failures = suites.values().flatten().filter(|one| fails(one)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"rightdeck\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    );
    for (file, found) in suites {
        let file = escaped(file);
        let failures = found.iter().filter(|one| fails(one)).count();
        let _ = writeln!(
            out,
            "  <testsuite name=\"{file}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">",
            found.len().max(1),
            found.len() - failures,
        );
        if found.is_empty() {
            let _ = writeln!(
                out,
                "    <testcase name=\"nothing found\" classname=\"{file}\"/>"
            );
        }
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for one in &found {
            let name = names.entry(name(one.0)).or_insert(0);
            *name += 1;
            let number = *name;
            case(&mut out, &file, one, fails(one), number);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Two cases of one name are one to most readers, so the second is numbered.
fn case(
    out: &mut String,
    file: &str,
    (finding, standing): &(&Diagnostic, Standing),
    fails: bool,
    number: usize,
) {
    let mut name = name(finding);
    if number > 1 {
        let _ = write!(name, " ({number})");
    }
    let message = words::sentence(finding);
    let severity = finding.severity.as_str();
    let tag = if fails { "failure" } else { "skipped" };
    let _ = writeln!(
        out,
        "    <testcase name=\"{}\" classname=\"{file}\">\n      <{tag} type=\"{}\" message=\"{severity}{}: {}\">{}</{tag}>\n    </testcase>",
        escaped(&name),
        escaped(&finding.rule),
        standing.suffix(),
        escaped(&message),
        escaped(&body(finding)),
    );
}

/// 'wrong-hyperscaler-name: slide 7 "Prices", TextBox 4'.
fn name(finding: &Diagnostic) -> String {
    match place(finding) {
        at if at.is_empty() => finding.rule.clone(),
        at => format!("{}: {at}", finding.rule),
    }
}

/// What the finding is about, and what it rests on.
fn body(finding: &Diagnostic) -> String {
    let text = match &finding.location {
        Location::File => None,
        Location::Text { excerpt, .. } => Some(excerpt.trim()),
        Location::Deck(at) => at.text.as_deref(),
    };
    let evidence = finding
        .evidence
        .iter()
        .map(|line| format!("- {}", printable(line)));
    let text = text.map(|text| printable(text).into_owned());
    let lines: Vec<String> = text.into_iter().chain(evidence).collect();
    lines.join("\n")
}

/// Text for a value or between tags. What XML 1.0 cannot hold at all is written out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}
