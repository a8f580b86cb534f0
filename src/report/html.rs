//! The report as one page that needs nothing else: no network, no other file, and to be read no script.
//!
//! 1. The counts, the files, then each file with its slides and their findings.
//! 2. `policy`: what the page may do, which is to use its own style and its own script.
//!
//! Text from decks is escaped and nothing else is done with it. The script only hides. The markup is well-formed
//! XML as well, so that any reader of XML can tell whether it is whole.

mod policy;

use super::identity::{Identity, identified};
use super::text::Shown;
use super::{Report, Standing, counted};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::lint::RuleInfo;
use crate::source::excerpt::printable;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write as _};

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// The characters of a text that are shown on either side of what matched.
const TEXT_AROUND: usize = 400;

type Found<'a> = (&'a Diagnostic, Standing, Identity);

/// The report as a page. `rules` are all that could have reported.
#[must_use]
pub fn render(report: &Report, shown: Shown, rules: &[&RuleInfo]) -> String {
    let mut found = identified(report);
    found.retain(|(_, standing, _)| shown == Shown::All || *standing == Standing::Counts);
    let mut files: BTreeMap<&str, Vec<&Found<'_>>> = BTreeMap::new();
    for one in &found {
        files.entry(&one.0.file).or_default().push(one);
    }
    let used: BTreeSet<&str> = found.iter().map(|one| one.0.rule.as_str()).collect();
    let mut page = Page::default();
    page.head(&title(report));
    page.summary(report);
    if !files.is_empty() {
        page.filters(&used, found.len());
        page.files(&files);
        for (number, (file, found)) in (1..).zip(&files) {
            page.file(number, file, found);
        }
        page.rules(&used, rules);
    }
    page.clean(report, &files);
    let _ = write!(
        page.0,
        "</main>\n<footer><p>rightdeck {}</p></footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
    );
    page.0
}

fn title(report: &Report) -> String {
    let found: Vec<String> = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "note"),
    ]
    .into_iter()
    .map(|(severity, word)| (report.count(severity), word))
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| counted(count, word))
    .collect();
    if found.is_empty() {
        "Nothing found".to_owned()
    } else {
        found.join(", ")
    }
}

/// The page so far. Writing to it cannot fail.
#[derive(Default)]
struct Page(String);

impl Page {
    fn head(&mut self, title: &str) {
        let _ = write!(
            self.0,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <meta name=\"referrer\" content=\"no-referrer\"/>\n\
             <title>{title} – rightdeck</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <header><p class=\"brand\">rightdeck lint</p>\n<h1>{title}</h1>\n",
            policy::policy(STYLE, SCRIPT),
            title = Text(title),
        );
    }

    fn summary(&mut self, report: &Report) {
        let _ = writeln!(
            self.0,
            "<p class=\"lead\">{}</p>",
            Text(&report.closing_line())
        );
        if let Some(line) = report.mended_line() {
            let _ = writeln!(self.0, "<p class=\"lead\">{}</p>", Text(&line));
        }
        self.0.push_str("</header>\n<main>\n");
    }

    /// Hidden until the script shows it: without one it would do nothing.
    fn filters(&mut self, rules: &BTreeSet<&str>, count: usize) {
        self.0.push_str(
            "<form class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"Filter findings\" hidden=\"\">\n\
             <label class=\"words\">Words <input type=\"search\" name=\"words\" autocomplete=\"off\"/></label>\n\
             <label>Rule <select name=\"rule\"><option value=\"\">every rule</option>",
        );
        for rule in rules {
            let _ = write!(self.0, "<option>{}</option>", Text(rule));
        }
        self.0
            .push_str("</select></label>\n<fieldset><legend>Severity</legend>");
        for word in ["error", "warning", "note"] {
            let _ = write!(
                self.0,
                "<label><input type=\"checkbox\" name=\"severity\" value=\"{word}\" checked=\"\"/> {word}</label>"
            );
        }
        let _ = writeln!(
            self.0,
            "</fieldset>\n<p class=\"shown\"><output name=\"shown\" aria-live=\"polite\">{count} of {count} shown</output> \
             <button type=\"reset\">Show all</button></p>\n</form>"
        );
    }

    fn files(&mut self, files: &BTreeMap<&str, Vec<&Found<'_>>>) {
        self.0.push_str(
            "<nav aria-labelledby=\"files\"><h2 id=\"files\">Files</h2>\n<table><thead><tr><th scope=\"col\">File</th>\
             <th scope=\"col\">Errors</th><th scope=\"col\">Warnings</th><th scope=\"col\">Notes</th></tr></thead>\n<tbody>\n",
        );
        for (number, (file, found)) in (1..).zip(files) {
            let _ = write!(
                self.0,
                "<tr><th scope=\"row\"><a href=\"#file-{number}\">{}</a></th>",
                // A narrow table breaks a path where a folder ends.
                Text(file).to_string().replace('/', "/<wbr/>")
            );
            for severity in [Severity::Error, Severity::Warning, Severity::Note] {
                let count = count(found, severity);
                let class = if count == 0 {
                    "none"
                } else {
                    severity.as_str()
                };
                let _ = write!(self.0, "<td class=\"{class}\">{count}</td>");
            }
            self.0.push_str("</tr>\n");
        }
        self.0.push_str("</tbody></table></nav>\n");
    }

    fn file(&mut self, number: usize, file: &str, found: &[&Found<'_>]) {
        let _ = write!(
            self.0,
            "<section class=\"file\" aria-labelledby=\"file-{number}\">\n<h2 id=\"file-{number}\" tabindex=\"-1\">{}</h2>\n",
            Text(file)
        );
        let mut open: Option<String> = None;
        for one in found {
            let group = group(one.0);
            if open.as_ref() != Some(&group) {
                if open.is_some() {
                    self.0.push_str("</section>\n");
                }
                let _ = writeln!(
                    self.0,
                    "<section class=\"slide\">\n<h3>{}</h3>",
                    Text(&group)
                );
                open = Some(group);
            }
            self.finding(one);
        }
        self.0.push_str("</section>\n</section>\n");
    }

    fn finding(&mut self, (finding, standing, identity): &Found<'_>) {
        let severity = finding.severity.as_str();
        let aside = match standing {
            Standing::Counts => "",
            Standing::Waived | Standing::Known => " aside",
        };
        let _ = write!(
            self.0,
            "<article class=\"{severity}{aside}\" id=\"finding-{}\" data-severity=\"{severity}\" data-rule=\"{}\">\n\
             <h4><span class=\"badge\">{severity}{}</span> {}</h4>\n<p class=\"where\"><code>{}</code>",
            identity.digest(),
            Text(&finding.rule),
            standing.suffix(),
            Text(&finding.message),
            Text(&finding.rule),
        );
        let within = within(finding);
        if !within.is_empty() {
            let _ = write!(self.0, " · {}", Text(&within));
        }
        self.0.push_str("</p>\n");
        self.excerpt(&finding.location);
        if !finding.evidence.is_empty() {
            self.0.push_str("<ul>");
            for evidence in &finding.evidence {
                let _ = write!(self.0, "<li>{}</li>", Text(evidence));
            }
            self.0.push_str("</ul>\n");
        }
        if !finding.help.is_empty() {
            let _ = writeln!(self.0, "<p class=\"help\">{}</p>", Text(&finding.help));
        }
        self.0.push_str("</article>\n");
    }

    /// The text, cut around what matched, which is marked.
    fn excerpt(&mut self, location: &Location) {
        let (text, span) = match location {
            Location::File => return,
            Location::Text { excerpt, .. } => (excerpt.trim(), None),
            Location::Deck(at) => (at.text.as_deref().unwrap_or(""), at.span),
        };
        if text.is_empty() {
            return;
        }
        let letters: Vec<char> = text.chars().collect();
        let (start, end) = span.unwrap_or((0, 0));
        let start = start.min(letters.len());
        let end = end.clamp(start, letters.len());
        let first = start.saturating_sub(TEXT_AROUND);
        let last = end.saturating_add(TEXT_AROUND).min(letters.len());
        let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
        let _ = write!(
            self.0,
            "<blockquote dir=\"auto\">{}{}",
            if first > 0 { "…" } else { "" },
            Text(&part(first, start)),
        );
        if start < end {
            let _ = write!(self.0, "<mark>{}</mark>", Text(&part(start, end)));
        }
        let _ = writeln!(
            self.0,
            "{}{}</blockquote>",
            Text(&part(end, last)),
            if last < letters.len() { "…" } else { "" },
        );
    }

    fn rules(&mut self, used: &BTreeSet<&str>, rules: &[&RuleInfo]) {
        self.0
            .push_str("<section class=\"rules\"><h2>What the rules want</h2>\n<dl>\n");
        for rule in rules.iter().filter(|rule| used.contains(&*rule.id)) {
            let _ = writeln!(
                self.0,
                "<dt><code>{}</code></dt><dd>{}</dd>",
                Text(&rule.id),
                Text(&rule.summary)
            );
        }
        self.0.push_str(
            "</dl>\n<p><code>rightdeck explain RULE</code> says why, and what to write instead.</p></section>\n",
        );
    }

    fn clean(&mut self, report: &Report, files: &BTreeMap<&str, Vec<&Found<'_>>>) {
        let names = report.names.iter();
        let clean: Vec<&String> = names
            .filter(|name| !files.contains_key(name.as_str()))
            .collect();
        if clean.is_empty() {
            return;
        }
        let _ = write!(
            self.0,
            "<details class=\"clean\"><summary>{} with nothing to show</summary>\n<ul>\n",
            counted(clean.len(), "file")
        );
        for name in clean {
            let _ = writeln!(self.0, "<li>{}</li>", Text(name));
        }
        self.0.push_str("</ul></details>\n");
    }
}

fn count(found: &[&Found<'_>], severity: Severity) -> usize {
    let counting = found
        .iter()
        .filter(|(_, standing, _)| *standing == Standing::Counts);
    counting
        .filter(|(one, _, _)| one.severity == severity)
        .count()
}

/// The heading that a finding stands under.
fn group(finding: &Diagnostic) -> String {
    match &finding.location {
        Location::File => "The whole file".to_owned(),
        Location::Text { line, .. } => format!("Line {line}"),
        Location::Deck(at) => match at.slide {
            None => "The whole file".to_owned(),
            Some(slide) => {
                let title = at.slide_title.as_deref().unwrap_or("").trim();
                let hidden = if at.hidden { " (hidden)" } else { "" };
                let colon = if title.is_empty() { "" } else { ": " };
                format!("Slide {slide}{hidden}{colon}{title}")
            }
        },
    }
}

/// Where under that heading.
fn within(finding: &Diagnostic) -> String {
    match &finding.location {
        Location::File => String::new(),
        Location::Text { column, .. } => format!("column {column}"),
        Location::Deck(at) => {
            let mut at = at.clone();
            at.slide = None;
            super::words::deck_place_and_line(&at)
        }
    }
}

/// Text of any origin, between tags or in a value between double quotes.
struct Text<'a>(&'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for c in printable(self.0).chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
