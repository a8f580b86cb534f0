//! `reference/json.md`: what programs get, from the types that write it.

use super::{cell, head};
use serde_json::Value;
use std::fmt::Write as _;

const INTRO: &str = "\
`rightdeck lint --output-format json` and `rightdeck find --output-format json` print the shapes below; the preview's \
[`/api/lint` and `/api/decks`](serve.md#for-programs) answer with the same. `version` is raised when a reader of the old shape would misread \
the new one; new keys may come at any time. The same input gives the same bytes. `null` and a missing key mean the same.
";

/// The page.
pub(super) fn page() -> String {
    let mut out = head(
        "JSON for programs",
        "The reports of lint and find, key by key.",
        56,
    );
    out.push_str(INTRO);
    let description: Value =
        serde_json::from_str(&rightdeck::serve::api::openapi()).unwrap_or_default();
    let schemas = &description["components"]["schemas"];
    for (heading, name) in [
        ("The report of lint", "Report"),
        ("The answer of find", "Answers"),
    ] {
        let _ = writeln!(out, "\n## {heading}");
        let mut waiting = vec![name.to_owned()];
        let mut told: Vec<String> = Vec::new();
        while !waiting.is_empty() {
            let name = waiting.remove(0);
            if told.contains(&name) {
                continue;
            }
            if told.is_empty() {
                out.push('\n');
            } else {
                let _ = writeln!(out, "\n### {name}\n");
            }
            if let Some(about) = schemas[&name]["description"].as_str() {
                let _ = writeln!(out, "{about}\n");
            }
            table(&schemas[&name], schemas, &mut waiting, &mut out);
            told.push(name);
        }
    }
    out
}

fn table(schema: &Value, all: &Value, waiting: &mut Vec<String>, out: &mut String) {
    let mut rows = String::new();
    collect(schema, all, waiting, &mut rows);
    if rows.is_empty() {
        let _ = writeln!(out, "One of: {}.", takes(schema, &mut Vec::new()));
    } else {
        let _ = write!(out, "| key | holds | is |\n| --- | --- | --- |\n{rows}");
    }
}

/// The rows of a shape, those of shapes that are flattened into it included.
fn collect(schema: &Value, all: &Value, waiting: &mut Vec<String>, rows: &mut String) {
    for key in ["allOf", "oneOf", "anyOf"] {
        for part in schema[key].as_array().into_iter().flatten() {
            match part["$ref"]
                .as_str()
                .and_then(|path| path.rsplit('/').next())
            {
                Some(name) => collect(&all[name], all, waiting, rows),
                None => collect(part, all, waiting, rows),
            }
        }
    }
    for (key, field) in schema["properties"].as_object().into_iter().flatten() {
        let about = field["description"].as_str().unwrap_or_default();
        let row = format!(
            "| `{key}` | {} | {} |\n",
            cell(&takes(field, waiting)),
            cell(about)
        );
        if !rows.contains(&row) {
            rows.push_str(&row);
        }
    }
}

fn takes(field: &Value, waiting: &mut Vec<String>) -> String {
    if let Some(name) = field["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        waiting.push(name.to_owned());
        return format!("[{name}](#{})", name.to_lowercase());
    }
    for key in ["oneOf", "allOf", "anyOf"] {
        let parts = field[key].as_array().into_iter().flatten();
        let parts: Vec<String> = parts
            .map(|part| takes(part, waiting))
            .filter(|part| part != "null")
            .collect();
        if !parts.is_empty() {
            return parts.join(" or ");
        }
    }
    if let Some(words) = field["enum"].as_array() {
        let words: Vec<String> = words
            .iter()
            .filter_map(Value::as_str)
            .map(|word| format!("`{word}`"))
            .collect();
        return words.join(" ");
    }
    let kind = match &field["type"] {
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null")
            .unwrap_or(""),
        kind => kind.as_str().unwrap_or_default(),
    };
    match kind {
        "string" => "text".to_owned(),
        "integer" | "number" => "a number".to_owned(),
        "boolean" => "`true` `false`".to_owned(),
        "array" => format!("a list: {}", takes(&field["items"], waiting)),
        other => other.to_owned(),
    }
}
