//! `reference/rules/`: every rule, how much it matters to whom, and its page.

use super::{cell, head};
use rightdeck::lint::{Context, Linter, Row, RuleInfo};
use std::fmt::Write as _;

/// The table of all, and a page a rule, with the severities as they are before any `site.toml`.
pub(super) fn pages(linter: &Linter) -> Vec<(String, String)> {
    let rules = linter.rules();
    let mut all = vec![("rules/_index.md".to_owned(), table(&rules))];
    for (at, rule) in (1..).zip(&rules) {
        all.push((format!("rules/{}.md", rule.id), page(rule, at)));
    }
    all
}

fn table(rules: &[&RuleInfo]) -> String {
    let mut out = head("Rules", "Every rule, and how much it matters to whom.", 10);
    out.push_str(
        "How much a finding matters depends on who is in the room. Each cell can be changed under \
         `[lint.severity]` in `site.toml`, by the name in the first column. A deck that is shown \
         in several contexts is judged by the strictest of them. Pages stand in no room: what is found \
         on them takes the last column, and `rule = \"warning\"` sets all of them.\n\n\
         `rightdeck rules` prints this table with a playbook's own rules and severities, `rightdeck explain RULE` a \
         rule's page.\n",
    );
    let mut group = None;
    for rule in rules {
        if group != Some(rule.group) {
            group = Some(rule.group);
            // Writing into a String cannot fail.
            let _ = writeln!(out, "\n## {}\n", capital(rule.group.as_str()));
            out.push_str(&heads("rule"));
        }
        for row in rule.rows.iter() {
            let about = if row.about.is_empty() {
                &rule.summary
            } else {
                &row.about
            };
            let link = format!("[`{}`]({}.md)", row.key, rule.id);
            let _ = writeln!(out, "| {link} | {} | {} |", cell(about), cells(row));
        }
    }
    out
}

fn page(rule: &RuleInfo, weight: i32) -> String {
    let mut out = head(&rule.id, &format!("{}.", capital(&rule.summary)), weight);
    out.push_str(&heads("row"));
    for row in rule.rows.iter() {
        let about = if row.about.is_empty() {
            &rule.summary
        } else {
            &row.about
        };
        let _ = writeln!(out, "| `{}` | {} | {} |", row.key, cell(about), cells(row));
    }
    let _ = writeln!(out, "\nSince version {}.\n", rule.since);
    let mut fence = false;
    for line in rule.doc.trim_end().lines() {
        // A doc comment's lines begin with the blank after its slashes.
        let line = line.strip_prefix(' ').unwrap_or(line).trim_end();
        fence ^= line.starts_with("```");
        // An example is text of a slide, whatever it would be on a page.
        if !fence && line.starts_with("- ") && !line.contains('`') {
            out.push_str(&line.replace('<', "\\<").replace("{{", "\\{{"));
        } else {
            out.push_str(line);
        }
        out.push('\n');
    }
    out
}

fn heads(first: &str) -> String {
    let contexts = Context::ALL.map(Context::as_str).join(" | ");
    format!("| {first} | what it looks for | {contexts} |\n| --- | --- | --- | --- | --- | --- |\n")
}

fn cells(row: &Row) -> String {
    let cells = Context::ALL.map(|context| {
        row.default_severity(context)
            .map_or("off", |severity| severity.as_str())
    });
    cells.join(" | ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
