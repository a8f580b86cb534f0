//! Schemas out of the types: doc comments become descriptions, and what a type cannot say is added.

use crate::config::Config;
use crate::lint::lexicon::pack::{IndustryRenames, NeutralName, Pack, SharedName, Vendor};
use crate::lint::{CueFile, Existence, Linter, Settings, Substitution};
use crate::playbook::data::{Assessment, Calendar, Checklist, Decision, Table, Tracker};
use crate::playbook::{CredentialsFields, DeckFields, PageFields, TermFields};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value, json};

/// What the built-in rules add: names that editors may offer.
struct Known {
    rows: Vec<(String, String)>,
    rules: Vec<String>,
    hyperscalers: Vec<String>,
}

/// The schema of each kind of file, by name, as its file holds it.
#[must_use]
pub fn generate() -> Vec<(&'static str, String)> {
    let known = known();
    let mut all = vec![
        ("acronyms", of::<Vec<String>>()),
        ("assessment", data::<Assessment>("assessment")),
        ("calendar", data::<Calendar>("calendar")),
        ("checklist", data::<Checklist>("checklist")),
        ("credentials", of::<CredentialsFields>()),
        ("decision", data::<Decision>("decision")),
        ("deck", of::<DeckFields>()),
        ("glossary", glossary()),
        ("industry-renames", of::<IndustryRenames>()),
        ("neutral-names", of::<Vec<NeutralName>>()),
        ("pack", of::<Pack>()),
        ("page", of::<PageFields>()),
        ("phrases", phrases()),
        ("shared-names", of::<Vec<SharedName>>()),
        ("site", site(&known)),
        ("table", data::<Table>("table")),
        ("term", term()),
        ("tracker", data::<Tracker>("tracker")),
        ("vendors", of::<Vec<Vendor>>()),
    ];
    for (name, schema) in &mut all {
        offer(schema, &known);
        let files = super::ALL.iter().find(|one| one.name == *name);
        schema["title"] = json!(files.map_or("", |one| one.files));
    }
    let text = |schema: Value| {
        let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
        text.push('\n');
        text
    };
    all.into_iter()
        .map(|(name, schema)| (name, text(schema)))
        .collect()
}

fn of<T: JsonSchema>() -> Value {
    let generator = SchemaSettings::draft07().into_generator();
    Schema::into(generator.into_root_schema_for::<T>())
}

/// A data file. A table need not say what it is.
fn data<T: JsonSchema>(kind: &str) -> Value {
    let mut schema = of::<T>();
    schema["properties"]["kind"] = json!({"const": kind, "description": "What the file holds."});
    schema
}

/// A term in a file of its own: the body is its definition.
fn term() -> Value {
    let mut schema = of::<TermFields>();
    if let Some(fields) = schema["properties"].as_object_mut() {
        fields.remove("definition");
    }
    schema
}

/// A list of terms, each with its name and its definition. A list that nobody has begun is none.
fn glossary() -> Value {
    let mut schema = of::<Vec<TermFields>>();
    schema["type"] = json!(["array", "null"]);
    let entry = &mut schema["definitions"]["TermFields"];
    entry["required"] = json!(["term", "definition"]);
    for key in ["term", "definition"] {
        entry["properties"][key]["type"] = json!("string");
        entry["properties"][key]["pattern"] = json!("\\S");
    }
    schema
}

/// A phrase file is what its kind says; each kind is checked by its own fields, so that mistakes are
/// told of those alone.
fn phrases() -> Value {
    let kinds = [
        ("existence", of::<Existence>()),
        ("substitution", of::<Substitution>()),
        ("cues", of::<CueFile>()),
    ];
    let mut definitions = Map::new();
    let (mut words, mut branches) = (Vec::new(), Vec::new());
    for (kind, mut schema) in kinds {
        if let Some(Value::Object(own)) = schema.get_mut("definitions").map(Value::take) {
            definitions.extend(own);
        }
        let mut fields = Map::new();
        for key in [
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
        ] {
            fields.insert(key.to_owned(), schema[key].take());
        }
        words.push(json!({"const": kind, "description": fields["description"]}));
        definitions.insert(kind.to_owned(), Value::Object(fields));
        branches.push(json!({
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": format!("#/definitions/{kind}")},
        }));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"oneOf": words}},
        "allOf": branches,
        "definitions": definitions,
    })
}

/// `site.toml`, with the rows of the severity table by name. A project's own rules have rows, too.
fn site(known: &Known) -> Value {
    let mut schema = of::<Config>();
    let table = &mut schema["definitions"]["Lint"]["properties"]["severity"];
    let cells = table["additionalProperties"].clone();
    let rows = known.rows.iter().map(|(key, about)| {
        let mut row = json!({"description": about});
        row["allOf"] = json!([cells]);
        (key.clone(), row)
    });
    table["properties"] = Value::Object(rows.collect());
    schema
}

/// Puts names beside the fields that take them.
fn offer(schema: &mut Value, known: &Known) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::Object(properties)) = fields.get_mut("properties") {
                let offers = [
                    ("rule", &known.rules),
                    ("hyperscaler", &known.hyperscalers),
                    ("hyperscalers", &known.hyperscalers),
                ];
                for (key, names) in offers {
                    if let Some(Value::Object(field)) = properties.get_mut(key) {
                        field.insert("examples".to_owned(), json!(names));
                    }
                }
            }
            fields.values_mut().for_each(|value| offer(value, known));
        }
        Value::Array(items) => items.iter_mut().for_each(|value| offer(value, known)),
        _ => {}
    }
}

fn known() -> Known {
    let mut known = Known {
        rows: Vec::new(),
        rules: Vec::new(),
        hyperscalers: Vec::new(),
    };
    // The built-in rules are sound, which a test of their own sees to.
    if let Ok(linter) = Linter::new(&[], Settings::on(jiff::civil::Date::default())) {
        for rule in linter.rules() {
            known.rules.push(rule.id.to_string());
            for row in rule.rows.iter() {
                let about = if row.about.is_empty() {
                    &rule.summary
                } else {
                    &row.about
                };
                known.rows.push((row.key.to_string(), about.to_string()));
            }
        }
        known.hyperscalers = linter
            .hyperscaler_profiles()
            .keys()
            .map(ToString::to_string)
            .collect();
    }
    known
}
