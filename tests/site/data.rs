//! JSON for other programs, held against the schemas that are published beside it.

use crate::playbook::{POINTS, Playbook, TINY};
use serde_json::{Value, json};

/// Holds a value against a schema; what of it does not fit. Of JSON Schema it knows what these
/// schemas use, and refuses the rest.
fn misfits(schema: &Value, value: &Value, root: &Value, at: &str, out: &mut Vec<String>) {
    const KNOWN: [&str; 14] = [
        "$schema",
        "$defs",
        "$ref",
        "title",
        "description",
        "type",
        "properties",
        "required",
        "items",
        "anyOf",
        "format",
        "minimum",
        "maximum",
        "additionalProperties",
    ];
    let schema_keys = schema.as_object().expect("a schema");
    for key in schema_keys.keys() {
        assert!(
            KNOWN.contains(&key.as_str()),
            "{at}: this test does not know '{key}'"
        );
    }
    if let Some(path) = schema.get("$ref").and_then(Value::as_str) {
        let target = root
            .pointer(path.trim_start_matches('#'))
            .expect("the target is there");
        misfits(target, value, root, at, out);
    }
    if let Some(options) = schema.get("anyOf").and_then(Value::as_array) {
        let fits = options.iter().any(|option| {
            let mut inner = Vec::new();
            misfits(option, value, root, at, &mut inner);
            inner.is_empty()
        });
        if !fits {
            out.push(format!("{at}: fits none of anyOf"));
        }
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let kinds: Option<Vec<&str>> = schema.get("type").map(|kinds| match kinds {
        Value::String(one) => vec![one.as_str()],
        many => many
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(Value::as_str)
            .collect(),
    });
    if kinds.as_ref().is_some_and(|kinds| !kinds.contains(&kind)) {
        out.push(format!("{at}: {kind} where {kinds:?} is wanted"));
    }
    if let Some(fields) = value.as_object() {
        for key in schema
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if !fields.contains_key(key.as_str().expect("a name")) {
                out.push(format!("{at}: {key} is missing"));
            }
        }
        if let Some(known) = schema.get("properties").and_then(Value::as_object) {
            for (key, field) in fields {
                match known.get(key) {
                    Some(schema) => misfits(schema, field, root, &format!("{at}.{key}"), out),
                    None => out.push(format!("{at}: '{key}' is in no schema")),
                }
            }
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        for (index, item) in items.iter().enumerate() {
            misfits(schema, item, root, &format!("{at}[{index}]"), out);
        }
    }
}

fn full() -> Playbook {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A\ndescription: D\nkind: checklist\nowner: Ada\nreviewed: 2026-01-01\nreview_every: 1 year\n\
         hyperscalers: [aws]\narchetypes: [saas]\ntags: [x]",
        "A MACC.\n",
    );
    playbook.page("b.md", "title: B", "x\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: A *b*\n  aliases: [M]\n  hyperscaler: microsoft\n  see_also: [Two]\n  since: 2020-01-01\n  until: 2030-01-01\n  replaced_by: Two\n- term: Two\n  definition: x\n",
    );
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.deck(
        "why",
        "title: Why\nhyperscaler: aws\ncontexts: [joint]\nkind: pitch\nstatus: approved\nowner: Ada\nreviewed: 2026-01-01\n\
         review_every: 90 days\nexpires: 2099-01-01\nproducts: [Reef]\nlanguage: en",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook.deck(
        "old",
        "title: Old\nstatus: retired\nreplaced_by: why",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook
}

#[test]
fn the_files_fit_their_schemas() {
    let playbook = full();
    playbook.built();
    for name in ["decks", "pages", "glossary"] {
        let schema = playbook.json(&format!("public/schemas/{name}.schema.json"));
        let value = playbook.json(&format!("public/{name}.json"));
        let mut out = Vec::new();
        misfits(&schema, &value, &schema, name, &mut out);
        assert!(out.is_empty(), "{out:#?}\n{value:#}");
        let mut broken = value.clone();
        broken[name.replace("glossary", "terms")][0]["url"] = json!(3);
        misfits(&schema, &broken, &schema, name, &mut out);
        assert!(!out.is_empty(), "this check can fail: {schema:#}");
    }
}

#[test]
fn the_files_say_what_the_pages_say() {
    let playbook = full();
    playbook.built();
    let decks = playbook.json("public/decks.json");
    assert_eq!(decks["version"], 1);
    assert_eq!(decks["decks"][0]["slug"], "old");
    assert_eq!(decks["decks"][0]["replaced_by"], "why");
    assert_eq!(
        decks["decks"][0]["file"],
        Value::Null,
        "a retired deck is not to be had"
    );
    let why = &decks["decks"][1];
    assert_eq!(why["url"], "decks/why/");
    assert_eq!(why["hyperscalers"], json!(["aws"]));
    assert_eq!(why["contexts"], json!(["joint"]));
    assert_eq!(
        (&why["due"], &why["expires"]),
        (&json!("2026-04-01"), &json!("2099-01-01"))
    );
    assert_eq!(why["slides"], 1);
    assert_eq!(why["file"]["url"], "decks/why/why.pptx");
    assert_eq!(
        why["file"]["size"],
        playbook.bytes("public/decks/why/why.pptx").len()
    );
    let pages = playbook.json("public/pages.json");
    let page = &pages["pages"][0];
    assert_eq!(page["url"], "a/");
    assert_eq!(page["kind"], "Checklist");
    assert_eq!(page["due"], "2027-01-01");
    assert_eq!(page["audience"], "internal");
    let glossary = playbook.json("public/glossary.json");
    let macc = &glossary["terms"][0];
    assert_eq!(macc["definition"], "A b");
    assert_eq!(macc["used_on"], json!(["a/"]));
    assert_eq!(macc["replaced_by"], "Two");
}
