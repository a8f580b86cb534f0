//! SARIF 2.1.0 (OASIS, 'Static Analysis Results Interchange Format'), as GitHub code scanning takes it.
//!
//! GitHub wants a place in a file with all four numbers, so what stands in a deck without lines is at 1:1-1:1 of it,
//! and where it really is stands first in the message and in `logicalLocations`. Its own fingerprint
//! would be that of the first line, the same for every finding; so ours stand in its place.
//! What is waived or in the baseline is left out unless it is asked for, as GitHub shows it like the
//! rest; then every result has `suppressions`, as the standard (3.27.23) wants.

use super::identity::{Identity, identified};
use super::text::Shown;
use super::{Report, Standing, words};
use crate::diagnostic::{DeckLocation, Diagnostic, Location, Severity};
use crate::lint::{Context, RuleInfo};
use crate::source::excerpt::printable;
use crate::source::place::Span;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What a path may hold as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The report as SARIF, with a line end after it. `rules` are all that could have reported.
///
/// # Errors
/// Never in practice: nothing in a report is beyond JSON.
pub fn render(report: &Report, shown: Shown, rules: &[&RuleInfo]) -> serde_json::Result<String> {
    let results: Vec<Value> = identified(report)
        .into_iter()
        .filter(|(_, standing, _)| shown == Shown::All || *standing == Standing::Counts)
        .map(|(finding, standing, identity)| {
            let mut result = result(finding, &identity, rules);
            if shown == Shown::All {
                result.insert("suppressions".to_owned(), suppressions(standing));
            }
            if report.baseline.is_some() {
                let state = match standing {
                    Standing::Known => "unchanged",
                    Standing::Counts | Standing::Waived => "new",
                };
                result.insert("baselineState".to_owned(), json!(state));
            }
            Value::Object(result)
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log)?;
    text.push('\n');
    Ok(text)
}

fn descriptor(rule: &RuleInfo) -> Value {
    let gravest = |context: Context| {
        let rows = rule.rows.iter();
        rows.filter_map(|row| row.default_severity(context)).max()
    };
    let word = |severity: Option<Severity>| severity.map_or("off", Severity::as_str);
    let by_context: Map<String, Value> = Context::ALL
        .into_iter()
        .map(|context| (context.as_str().to_owned(), json!(word(gravest(context)))))
        .collect();
    let level = Context::ALL.into_iter().filter_map(gravest).max();
    let shown_as = match level {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Note) | None => "recommendation",
    };
    json!({
        "id": rule.id,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.summary},
        "help": {"text": rule.doc, "markdown": rule.doc},
        "defaultConfiguration": {"level": level.map_or("none", Severity::as_str)},
        "properties": {
            "tags": [rule.group.as_str()],
            "problem.severity": shown_as,
            "severityByContext": by_context,
        },
    })
}

fn result(finding: &Diagnostic, identity: &Identity, rules: &[&RuleInfo]) -> Map<String, Value> {
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(finding.rule));
    if let Some(index) = rules.iter().position(|rule| rule.id == finding.rule) {
        put("ruleIndex", json!(index));
    }
    put("level", json!(finding.severity.as_str()));
    // A text from a deck must not become a link (3.11.6).
    let message = words::sentence(finding).replace("](", "] (");
    put("message", json!({ "text": message }));
    let mut location = json!({"physicalLocation": {
        "artifactLocation": artifact(&finding.file),
        "region": region(&finding.location),
    }});
    if let Some(logical) = logical(&finding.location) {
        location["logicalLocations"] = json!([logical]);
    }
    put("locations", json!([location]));
    put(
        "partialFingerprints",
        json!({
            "primaryLocationLineHash": format!("{}:{}", &identity.hash[..16], identity.number),
            "rightdeck/v1": identity.digest(),
        }),
    );
    put("properties", properties(finding));
    result
}

fn suppressions(standing: Standing) -> Value {
    match standing {
        Standing::Counts => json!([]),
        Standing::Waived => json!([{
            "kind": "external", "status": "accepted",
            "justification": "A waiver of the playbook covers it.",
        }]),
        Standing::Known => json!([{
            "kind": "external", "status": "accepted",
            "justification": "The baseline covers it.",
        }]),
    }
}

/// A file of the project from its root, any other by its full address.
fn artifact(file: &str) -> Value {
    let encoded = utf8_percent_encode(file, PLAIN).to_string();
    let drive = file.get(1..3) == Some(":/");
    if file.starts_with('/') {
        json!({"uri": format!("file://{encoded}")})
    } else if drive {
        json!({"uri": format!("file:///{}", encoded.replacen("%3A", ":", 1))})
    } else {
        json!({"uri": encoded, "uriBaseId": "%SRCROOT%"})
    }
}

fn region(location: &Location) -> Value {
    let whole = || json!({"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1});
    match location {
        Location::Text {
            line,
            column,
            width,
            excerpt,
        } => {
            let before = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
            let units = |text: &mut dyn Iterator<Item = char>| -> usize {
                text.map(char::len_utf16).sum::<usize>() + 1
            };
            // Past the end of what is known of the line, characters count as they were counted.
            let past = before.saturating_sub(excerpt.chars().count());
            let start = units(&mut excerpt.chars().take(before)) + past;
            let end = match width {
                0 => units(&mut excerpt.trim_end().chars()),
                width => units(&mut excerpt.chars().take(before + width)) + past,
            };
            let end = end.max(start);
            json!({"startLine": line, "startColumn": start, "endLine": line, "endColumn": end})
        }
        Location::Deck(at) => match at.source {
            Some(Span { start, end }) => json!({
                "startLine": start.line, "startColumn": start.units,
                "endLine": end.line, "endColumn": end.units,
            }),
            None => whole(),
        },
        Location::File => whole(),
    }
}

/// 'slide[7]/notes/shape[TextBox 4]'.
fn logical(location: &Location) -> Option<Value> {
    let Location::Deck(at) = location else {
        return None;
    };
    let steps = steps(at);
    let last = steps.last()?.clone();
    let name = at.shape.as_deref().map(printable);
    Some(json!({
        "name": name.map_or(last, std::borrow::Cow::into_owned),
        "fullyQualifiedName": steps.join("/"),
        "kind": "element",
    }))
}

fn steps(at: &DeckLocation) -> Vec<String> {
    let mut steps = Vec::new();
    steps.extend(at.slide.map(|slide| format!("slide[{slide}]")));
    match at.part {
        None | Some("title" | "body" | "table") => {}
        Some(part) => steps.push(part.to_owned()),
    }
    let shape = at.shape.as_deref();
    steps.extend(shape.map(|name| format!("shape[{}]", printable(name))));
    steps
}

/// All that is known of it, as the JSON report has it.
fn properties(finding: &Diagnostic) -> Value {
    let mut own = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            own.insert(key.to_owned(), value);
        }
    };
    put(
        "hyperscaler",
        finding.hyperscaler.as_ref().map(|id| json!(id)),
    );
    put("reason", finding.reason.map(|reason| json!(reason)));
    put(
        "evidence",
        (!finding.evidence.is_empty()).then(|| json!(finding.evidence)),
    );
    match &finding.location {
        Location::Deck(at) => {
            put("slide", at.slide.map(|slide| json!(slide)));
            put(
                "slideTitle",
                at.slide_title.as_ref().map(|title| json!(title)),
            );
            put("hidden", at.hidden.then_some(json!(true)));
            put("part", at.part.map(|part| json!(part)));
            put("shape", at.shape.as_ref().map(|shape| json!(shape)));
            put("place", at.place.as_ref().map(|place| json!(place)));
            put("text", at.text.as_ref().map(|text| json!(text)));
            put("matched", at.matched.as_ref().map(|text| json!(text)));
        }
        Location::Text { excerpt, .. } => put("text", Some(json!(excerpt))),
        Location::File => {}
    }
    Value::Object(own)
}
