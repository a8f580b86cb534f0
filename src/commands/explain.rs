//! `rightdeck explain RULE`: what a rule looks for, why it matters, what to write instead.

use super::project::{self, Project};
use super::{Out, Outcome, Stop, rules::word};
use crate::cli::ExplainArgs;
use crate::lint::{Context, Linter, RuleInfo};
use anstyle::Style;
use anyhow::anyhow;
use comrak::nodes::NodeValue;
use std::fmt::Write as _;
use std::path::Path;

pub(super) fn run(args: &ExplainArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let linter = Project::open(root, None)?.linter(None, &[], &[])?;
    project::known_rule(&linter, &args.rule).map_err(|message| anyhow!("{message}"))?;
    let rules = linter.rules();
    let Some(rule) = rules.into_iter().find(|rule| rule.id == args.rule) else {
        return Ok(Outcome::Clean);
    };
    let page =
        page(&linter, rule, Out::columns().min(88)).map_err(|e| anyhow!("cannot explain: {e}"))?;
    out.print(|to| to.write_all(page.as_bytes()))?;
    Ok(Outcome::Clean)
}

fn page(linter: &Linter, rule: &RuleInfo, columns: usize) -> Result<String, std::fmt::Error> {
    const BOLD: Style = Style::new().bold();
    let mut out = String::new();
    writeln!(out, "{BOLD}{}{BOLD:#}", rule.id)?;
    writeln!(out, "{}\n", rule.summary)?;
    severities(linter, rule, &mut out)?;
    let mut fence = false;
    for line in terminal_markdown(&rule.doc, columns)?.lines() {
        if line.trim_start().starts_with("```") {
            fence = !fence;
            writeln!(out, "{line}")?;
        } else if fence {
            writeln!(out, "{line}")?;
        } else if line.starts_with('#') {
            let heading = unescaped(line.trim_start_matches(['#', ' ']));
            writeln!(out, "{BOLD}{heading}{BOLD:#}")?;
        } else {
            writeln!(out, "{}", unescaped(line))?;
        }
    }
    writeln!(out, "\nSince version {}.", rule.since)?;
    Ok(out)
}

fn severities(linter: &Linter, rule: &RuleInfo, out: &mut String) -> std::fmt::Result {
    let width = rule.rows.iter().map(|row| row.key.len()).max().unwrap_or(0);
    write!(out, "{:width$}", "")?;
    for context in Context::ALL {
        write!(out, "  {:11}", context.as_str())?;
    }
    writeln!(out)?;
    for row in rule.rows.iter() {
        write!(out, "{:width$}", row.key)?;
        for context in Context::ALL {
            write!(out, "  {:11}", word(linter, row, context))?;
        }
        writeln!(out)?;
        if !row.about.is_empty() {
            writeln!(out, "    {}", row.about)?;
        }
    }
    writeln!(out)
}

/// The page with its lines broken at the terminal's width, and without HTML: comrak writes the
/// CommonMark, since it can write what it has read.
fn terminal_markdown(doc: &str, columns: usize) -> Result<String, std::fmt::Error> {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.render.width = columns;
    let root = comrak::parse_document(&arena, doc, &options);
    let html: Vec<_> = root
        .descendants()
        .filter(|node| {
            matches!(
                node.data.borrow().value,
                NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_)
            )
        })
        .collect();
    for node in html {
        node.detach();
    }
    let mut out = String::new();
    comrak::format_commonmark(root, &options, &mut out)?;
    Ok(out)
}

/// CommonMark escapes what could be markup; on a terminal nothing is. Code stays as it is.
fn unescaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    let mut code = false;
    while let Some(c) = letters.next() {
        code ^= c == '`';
        let escape = c == '\\' && !code && letters.peek().is_some_and(char::is_ascii_punctuation);
        if !escape {
            out.push(c);
        } else if let Some(next) = letters.next() {
            out.push(next);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_broken_at_the_width_and_has_no_html() {
        let doc = "## Why\n\nWrite `[ISV]` or [ISV] <b>never</b>, in a line of more than thirty.\n\n\
                   <div>x</div>\n\n```text\nkeep  \\[this\\] as it is, however long it may be here\n```\n";
        let shown = terminal_markdown(doc, 30).unwrap();
        assert!(!shown.contains('<'), "{shown}");
        assert!(
            shown.contains("keep  \\[this\\] as it is, however long it may be here"),
            "{shown}"
        );
        assert_eq!(unescaped("\\[ISV\\] and `\\[`"), "[ISV] and `\\[`");
        assert!(
            shown
                .lines()
                .filter(|l| !l.contains("keep"))
                .all(|l| l.len() <= 32),
            "{shown}"
        );
    }
}
