//! JSON for other programs, held against the schemas that are published beside it.

use crate::playbook::{POINTS, Playbook, TINY};
use serde_json::{Value, json};

/// What of a value does not fit a schema. Keys that the schema does not name are misfits too.
fn misfits(schema: &Value, value: &Value) -> Vec<String> {
    let mut closed = schema.clone();
    close(&mut closed);
    let validator = jsonschema::validator_for(&closed).expect("a schema");
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if fields.get("properties").is_some_and(Value::is_object) {
                fields.insert("additionalProperties".to_owned(), json!(false));
            }
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
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
        let out = misfits(&schema, &value);
        assert!(out.is_empty(), "{out:#?}\n{value:#}");
        let mut broken = value.clone();
        broken[name.replace("glossary", "terms")][0]["url"] = json!(3);
        let out = misfits(&schema, &broken);
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
