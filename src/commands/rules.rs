//! `rightdeck rules`: all of them, and how much each matters to whom.

use super::project::Project;
use super::{Out, Outcome, Stop};
use crate::cli::{RulesArgs, RulesFormat};
use crate::lint::{Context, Group, Linter, Room, Row, RuleInfo};
use anstyle::Style;
use anyhow::anyhow;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(args: &RulesArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let linter = Project::open(root, None)?.linter(None, &[], &[])?;
    match args.output_format {
        RulesFormat::Text => out.print(|to| text(&linter, to))?,
        RulesFormat::Markdown => out.print(|to| markdown(&linter, to))?,
        RulesFormat::Json => {
            let rendered = json(&linter).map_err(|e| anyhow!("cannot write JSON: {e}"))?;
            out.print(|to| writeln!(to, "{rendered}"))?;
        }
    }
    Ok(Outcome::Clean)
}

fn text(linter: &Linter, to: &mut dyn Write) -> io::Result<()> {
    const BOLD: Style = Style::new().bold();
    let rules = linter.rules();
    let width = rows(&rules)
        .map(|(_, row)| row.key.len())
        .max()
        .unwrap_or(0);
    let mut group: Option<Group> = None;
    for rule in &rules {
        if group != Some(rule.group) {
            if group.is_some() {
                writeln!(to)?;
            }
            let heading = format!("{:width$}", rule.group.as_str());
            write!(to, "{BOLD}{heading}{BOLD:#}")?;
            for context in Context::ALL {
                write!(to, "  {:11}", context.as_str())?;
            }
            writeln!(to)?;
            group = Some(rule.group);
        }
        for row in rule.rows.iter() {
            write!(to, "{:width$}", row.key)?;
            for context in Context::ALL {
                write!(to, "  {:11}", word(linter, row, context))?;
            }
            writeln!(to)?;
        }
        writeln!(to, "    {}", rule.summary)?;
    }
    Ok(())
}

fn markdown(linter: &Linter, to: &mut dyn Write) -> io::Result<()> {
    let heads = Context::ALL.map(Context::as_str).join(" | ");
    writeln!(to, "| rule | {heads} | what it looks for |")?;
    writeln!(to, "| --- | --- | --- | --- | --- | --- |")?;
    for (rule, row) in rows(&linter.rules()) {
        let cells = Context::ALL
            .map(|context| word(linter, row, context))
            .join(" | ");
        let about = if row.about.is_empty() {
            &rule.summary
        } else {
            &row.about
        };
        let about = about.replace('|', "\\|");
        writeln!(to, "| `{}` | {cells} | {about} |", row.key)?;
    }
    Ok(())
}

#[derive(Serialize)]
struct JsonRule<'a> {
    id: &'a str,
    summary: &'a str,
    group: &'a str,
    since: &'a str,
    rows: Vec<JsonRow<'a>>,
}

#[derive(Serialize)]
struct JsonRow<'a> {
    key: &'a str,
    about: &'a str,
    severity: BTreeMap<Context, &'static str>,
}

fn json(linter: &Linter) -> serde_json::Result<String> {
    let rules = linter.rules();
    let rules: Vec<JsonRule<'_>> = rules
        .iter()
        .map(|rule| JsonRule {
            id: &rule.id,
            summary: &rule.summary,
            group: rule.group.as_str(),
            since: &rule.since,
            rows: rule
                .rows
                .iter()
                .map(|row| JsonRow {
                    key: &row.key,
                    about: &row.about,
                    severity: Context::ALL
                        .map(|context| (context, word(linter, row, context)))
                        .into(),
                })
                .collect(),
        })
        .collect();
    serde_json::to_string_pretty(&rules)
}

fn rows<'a>(rules: &'a [&RuleInfo]) -> impl Iterator<Item = (&'a RuleInfo, &'a Row)> {
    rules
        .iter()
        .flat_map(|rule| rule.rows.iter().map(move |row| (*rule, row)))
}

/// 'error', or 'off': what a row says of a context, after `site.toml`.
pub(super) fn word(linter: &Linter, row: &Row, context: Context) -> &'static str {
    let room = Room {
        hyperscalers: Vec::new(),
        contexts: vec![context],
    };
    let severity = linter.severity(row, Some(&room));
    severity.map_or("off", |severity| severity.as_str())
}
