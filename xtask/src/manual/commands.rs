//! `reference/commands.md`: commands and flags, as the command line itself tells them.

use super::{cell, head};
use clap::{Arg, Command, CommandFactory};
use std::fmt::Write as _;

const INTRO: &str = "\
Without a command, `rightdeck` builds. `rightdeck help COMMAND` prints what stands here, `rightdeck man COMMAND` the manual \
page, `rightdeck completions SHELL` what a shell completes by.

## Exit status

| status | means |
| --- | --- |
| 0 | done; nothing at or above `--fail-on`, whose default is `error` |
| 1 | something was found; a deck that could not be read is something |
| 2 | it could not run, or not to the end: usage, configuration, disk |

It does not depend on the form of the output.
";

/// The page.
pub(super) fn page() -> String {
    let mut whole = rightdeck::cli::Cli::command();
    whole.build();
    let mut out = head(
        "Commands and flags",
        "Every command, its flags, and its exit status.",
        20,
    );
    out.push_str(INTRO);
    out.push_str("\n## Everywhere\n\n");
    table(whole.get_arguments(), &mut out);
    for verb in whole.get_subcommands() {
        section(verb, "rightdeck", &mut out);
    }
    out
}

/// A command, below the words that lead to it, and those below it.
fn section(verb: &Command, above: &str, out: &mut String) {
    if verb.get_name() == "help" {
        return;
    }
    let name = format!("{above} {}", verb.get_name());
    // Writing into a String cannot fail.
    let _ = writeln!(out, "\n## {name}\n");
    if let Some(about) = verb.get_about() {
        let _ = writeln!(out, "{about}.\n");
    }
    let usage = verb.clone().render_usage().to_string();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    let _ = writeln!(out, "```text\n{usage}\n```");
    let own: Vec<&Arg> = verb
        .get_arguments()
        .filter(|arg| !arg.is_global_set() && !arg.is_hide_set() && arg.get_id() != "help")
        .collect();
    let mut headings: Vec<Option<&str>> = Vec::new();
    for arg in &own {
        if !headings.contains(&arg.get_help_heading()) {
            headings.push(arg.get_help_heading());
        }
    }
    for heading in headings {
        match heading {
            Some(heading) => {
                let _ = writeln!(out, "\n### {heading}\n");
            }
            None => out.push('\n'),
        }
        table(
            own.iter()
                .copied()
                .filter(|arg| arg.get_help_heading() == heading),
            out,
        );
    }
    if let Some(after) = verb.get_after_help() {
        // Aligned examples keep their lines.
        let after = after.to_string();
        let examples = after.lines().all(|line| line.contains("  "));
        let after = if examples {
            format!("```text\n{after}\n```")
        } else {
            after
        };
        let _ = writeln!(out, "\n{after}");
    }
    for inner in verb.get_subcommands() {
        section(inner, &name, out);
    }
}

fn table<'a>(args: impl Iterator<Item = &'a Arg>, out: &mut String) {
    let args: Vec<&Arg> = args
        .filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"))
        .collect();
    if args.is_empty() {
        return;
    }
    out.push_str("| | does |\n| --- | --- |\n");
    for arg in args {
        let mut name = match arg.get_long() {
            Some(long) => format!("--{long}"),
            None => String::new(),
        };
        if arg.get_long().is_none() || arg.get_action().takes_values() {
            let values = arg.get_value_names().unwrap_or_default();
            let value = values
                .first()
                .map_or(arg.get_id().as_str(), |value| value.as_str());
            let value = value.to_uppercase();
            name = format!("{name} {value}").trim().to_owned();
        }
        let mut does = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let values = arg.get_possible_values();
        if arg.get_action().takes_values() && !values.is_empty() {
            let told = values
                .iter()
                .filter(|value| !value.is_hide_set())
                .map(|value| {
                    let name = value.get_name();
                    value
                        .get_help()
                        .map_or(format!("`{name}`"), |help| format!("`{name}`: {help}"))
                });
            let told: Vec<String> = told.collect();
            does.push_str(&format!(". {}", told.join("; ")));
        }
        let defaults: Vec<_> = arg
            .get_default_values()
            .iter()
            .filter_map(|value| value.to_str())
            .collect();
        if arg.get_action().takes_values() && !defaults.is_empty() {
            does.push_str(&format!(" [default: {}]", defaults.join(", ")));
        }
        let _ = writeln!(out, "| `{name}` | {} |", cell(&escaped(&does)));
    }
}

/// Brackets are text, not links.
fn escaped(text: &str) -> String {
    text.replace('[', "\\[")
        .replace(']', "\\]")
        .replace('<', "\\<")
}
