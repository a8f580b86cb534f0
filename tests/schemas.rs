//! The schemas in `rules/schemas/` and the program are of one mind: the files of this repository fit, and what
//! the program refuses as an unknown key or a wrong value is refused by the schema as well.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

use jsonschema::Validator;
use rightdeck::lint::{Linter, RuleFile, Settings};
use rightdeck::playbook::data::DataFile;
use rightdeck::playbook::{CredentialsFields, DeckFields, FrontMatter, PageFields, TermFields};
use rightdeck::source::Source;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A schema as editors use it, formats included.
fn validator(name: &str) -> Validator {
    let schema = rightdeck::schemas::ALL.iter().find(|one| one.name == name);
    let schema = schema.unwrap_or_else(|| panic!("there is no schema '{name}'"));
    let schema: Value = serde_json::from_str(schema.text).expect("JSON");
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap_or_else(|error| panic!("'{name}' is no schema: {error}"))
}

fn yaml(text: &str) -> Value {
    let text = if text.trim().is_empty() { "{}" } else { text };
    serde_yaml::from_str(text).expect("YAML")
}

/// TOML as editors hand it to a schema: days are texts.
fn toml(text: &str) -> Value {
    fn plain(value: toml::Value) -> Value {
        match value {
            toml::Value::Table(table) => table
                .into_iter()
                .map(|(key, value)| (key, plain(value)))
                .collect(),
            toml::Value::Array(items) => items.into_iter().map(plain).collect(),
            toml::Value::Datetime(day) => json!(day.to_string()),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(yes) => json!(yes),
        }
    }
    plain(toml::Value::Table(text.parse().expect("TOML")))
}

/// The front matter of a page.
fn front(text: &str) -> Value {
    let inside = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---"));
    yaml(inside.map_or("", |(inside, _)| inside))
}

fn misfits(validator: &Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The schema of a file of a playbook, by its place.
fn schema_of(path: &str, text: &str) -> Option<&'static str> {
    let kind = || text.lines().find_map(|line| line.strip_prefix("kind: "));
    let name = path.rsplit('/').next().unwrap_or(path);
    let index = matches!(name, "index.md" | "_index.md");
    let names = rightdeck::schemas::ALL.iter().map(|one| one.name);
    Some(match path {
        "site.toml" => "site",
        "content/glossary.yaml" => "glossary",
        _ if path.starts_with("content/data/") && path.ends_with(".yaml") => {
            let kind = kind().unwrap_or("table");
            names.clone().find(|name| *name == kind)?
        }
        _ if path.starts_with("content/snippets/") || name.starts_with('_') && !index => {
            return None;
        }
        _ if !path.ends_with(".md") && !path.ends_with(".yaml") => return None,
        _ if path.starts_with("content/credentials/") && !index => "credentials",
        _ if path.starts_with("content/decks/") && !index => "deck",
        _ if path.starts_with("content/glossary/") && !index => "term",
        _ if path.starts_with("content/") => "page",
        _ if path.starts_with("rules/hyperscalers/") => "pack",
        _ if path.starts_with("rules/phrases/") => "phrases",
        _ if path.starts_with("rules/acronyms/") => "acronyms",
        _ => {
            let stem = path.strip_prefix("rules/")?.strip_suffix(".yaml")?;
            names.clone().find(|name| *name == stem)?
        }
    })
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// Every file of a playbook fits, and names its schema where its language has a way to.
fn check(root: &Path) -> Vec<&'static str> {
    let mut all = vec![root.join("site.toml")];
    for folder in ["content", "rules"] {
        if root.join(folder).is_dir() {
            files(&root.join(folder), &mut all);
        }
    }
    all.sort();
    let mut checked = Vec::new();
    for path in all {
        let name = path.strip_prefix(root).expect("it lies inside");
        let name = name.to_string_lossy().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue; // a picture, a deck
        };
        let text = text.replace("\r\n", "\n");
        let Some(schema) = schema_of(&name, &text) else {
            continue;
        };
        checked.push(schema);
        let value = match name.rsplit('.').next() {
            Some("toml") => toml(&text),
            Some("md") => front(&text),
            _ => yaml(&text),
        };
        assert_eq!(
            misfits(&validator(schema), &value),
            [""; 0],
            "{name}, {schema}"
        );
        if name.ends_with(".md") {
            continue;
        }
        let first = text.lines().next().unwrap_or("");
        let named = first
            .strip_prefix("#:schema ")
            .or_else(|| first.strip_prefix("# yaml-language-server: $schema="))
            .unwrap_or_else(|| panic!("{name}: its first line names no schema"));
        let folder = path.parent().expect("a folder");
        let wanted = root
            .join(rightdeck::schemas::FOLDER)
            .join(format!("{schema}.schema.json"));
        assert_eq!(
            folder.join(named).canonicalize().ok(),
            wanted.canonicalize().ok(),
            "{name} names '{named}'"
        );
    }
    checked
}

#[test]
fn every_file_of_this_playbook_fits_its_schema_and_names_it() {
    let checked = check(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(checked.len() > 120, "{} files", checked.len());
    for schema in rightdeck::schemas::ALL {
        // Its terms are in one list.
        let wanted = schema.name != "term";
        assert_eq!(checked.contains(&schema.name), wanted, "{}", schema.name);
    }
}

#[test]
fn every_file_of_a_new_playbook_fits_its_schema_and_names_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let done = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .arg("init")
        .arg(folder.path())
        .output()
        .expect("it runs");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert_eq!(check(folder.path()).len(), 9);
}

/// Whether the program takes a file.
fn taken(schema: &str, text: &str) -> bool {
    fn fields<T: DeserializeOwned>(text: &str) -> bool {
        let source = Source::new("a.md", format!("---\n{text}\n---\nx\n"));
        let front = FrontMatter::find(&source)
            .expect("an end")
            .expect("a beginning");
        front.parse::<T>().is_ok()
    }
    let rule = |path: &str| {
        let files = [RuleFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }];
        Linter::new(&files, Settings::on(jiff::civil::date(2026, 11, 1))).is_ok()
    };
    match schema {
        "site" => rightdeck::config::parse(&Source::new("site.toml", text)).is_ok(),
        "page" => fields::<PageFields>(text),
        "deck" => fields::<DeckFields>(text),
        "credentials" => fields::<CredentialsFields>(text),
        "term" => fields::<TermFields>(text),
        "glossary" => serde_yaml::from_str::<Option<Vec<TermFields>>>(text).is_ok(),
        "pack" => rule("rules/hyperscalers/oracle.yaml"),
        "phrases" => rule("rules/phrases/own-rule.yaml"),
        "vendors" | "neutral-names" | "shared-names" | "industry-renames" => {
            rule(&format!("rules/{schema}.yaml"))
        }
        _ => DataFile::read(Source::new("content/data/x.yaml", text)).is_ok(),
    }
}

const SITE: &str = "[site]\ntitle = 'x'\n[[editions]]\nname = 'a'\naudience = 'partner'\n[[versions]]\nname = '1'\nref = 'v1'\n\
    [lint.severity]\noutdated-term = { joint = 'off' }\nplaceholder-text = 'note'\n[[lint.allow]]\nfile = 'a'\n\
    rule = 'outdated-term'\nreason = 'r'\nuntil = 2027-01-01\n";
const PAGE: &str = "title: x\nkind: cluster\naudience: partner\nreviewed: 2026-01-01\nreview_every: 6 months\n\
    hyperscalers: [aws]\narchetypes: saas\nweight: 3\nupdates:\n  - 2026-09-25: text\n\
    sources:\n  - {name: n, class: vendor, checked: 2026-01-01}\n";
const DECK: &str = "title: x\nhyperscaler: none\ncontexts: [joint]\nkind: pitch\nstatus: approved\nreviewed: 2026-01-01\n\
    review_every: 90 days\nallow:\n  - {rule: outdated-term, slide: 3, reason: r, until: 2027-01-01}\n";
const STATEMENT: &str = "hyperscaler: aws\ncategory: a\nmarketplace: b\ncosell_commit: c\nwhat_we_do: d\nhow_we_deploy: e\n";
const GLOSSARY: &str = "- term: MACC\n  definition: x\n  since: 2020-01-01\n  audience: public\n";
const PACK: &str = "id: oracle\nname: Oracle\ncompany: Oracle\nnames:\n  - {name: Exadata, kind: product}\n\
    outdated:\n  - {name: Old, status: renamed, successor: New, confidence: known, match: exact-case}\n";
const PHRASES: &str = "kind: existence\nsummary: s\nmessage: m\nhelp: h\nseverity: {joint: error}\nscope: [title]\n\
    phrases: [cheap]\nwhy: w\nexamples: {fails: [cheap], passes: [dear]}\n";
const TRACKER: &str = "kind: tracker\nbenefits:\n  - {id: a, hyperscaler: aws, name: A, owner: Ada, lapses: 2026-12-31, next: n}\n";

/// Sound files of each kind are taken by both.
#[test]
fn sound_files_are_taken_by_both() {
    for (schema, text) in [
        ("site", SITE),
        ("page", PAGE),
        ("deck", DECK),
        ("credentials", STATEMENT),
        ("term", "term: MACC\naliases: m\nuntil: 2027-01-01\n"),
        ("glossary", GLOSSARY),
        ("glossary", "# nothing yet\n"),
        ("pack", PACK),
        ("phrases", PHRASES),
        ("tracker", TRACKER),
        ("table", "columns: [A]\nrows: [[x]]\n"),
        ("vendors", "- {name: Acme, match: exact-case}\n"),
        ("neutral-names", "- {name: Angular, why: w}\n"),
        ("shared-names", "- {name: AE, used-by: {aws: x}}\n"),
        (
            "industry-renames",
            "outdated: [{name: A, status: merged, confidence: known}]\n",
        ),
    ] {
        assert!(taken(schema, text), "the program refuses: {schema}\n{text}");
        let value = match schema {
            "site" => toml(text),
            "glossary" => serde_yaml::from_str(text).expect("YAML"),
            _ => yaml(text),
        };
        assert_eq!(
            misfits(&validator(schema), &value),
            [""; 0],
            "{schema}\n{text}"
        );
    }
}

/// Each is a sound file with one mistake made in it: what is replaced, and by what.
#[test]
fn what_the_program_refuses_the_schema_refuses() {
    let cases: &[(&str, &str, &str, &str)] = &[
        ("site", SITE, "title =", "titel ="),
        ("site", SITE, "title = 'x'", "title = 3"),
        ("site", SITE, "title = 'x'", "products = 'x'"),
        ("site", SITE, "title = 'x'", "allow-html = 'yes'"),
        ("site", SITE, "[site]", "[sites]"),
        ("site", SITE, "'partner'", "'partners'"),
        ("site", SITE, "audience = 'partner'", "out = 'x'"),
        ("site", SITE, "name = 'a'\n", ""),
        ("site", SITE, "ref = 'v1'\n", ""),
        ("site", SITE, "joint =", "joit ="),
        ("site", SITE, "'off'", "'of'"),
        ("site", SITE, "'note'", "'info'"),
        ("site", SITE, "'note'", "3"),
        ("site", SITE, "reason = 'r'\n", ""),
        ("site", SITE, "2027-01-01", "'soon'"),
        ("site", SITE, "2027-01-01", "2027-01-01T10:00:00"),
        ("site", SITE, "until", "slide = -1\nuntil"),
        (
            "site",
            SITE,
            "[lint.severity]",
            "[budgets]\nscript = 'x'\n[lint.severity]",
        ),
        (
            "site",
            SITE,
            "[lint.severity]",
            "[[lint.assume]]\ncontexts = ['joint']\n[lint.severity]",
        ),
        (
            "site",
            SITE,
            "[lint.severity]",
            "[[lint.assume]]\npath = 'a'\ncontexts = ['x']\n[lint.severity]",
        ),
        ("page", PAGE, "title:", "titel:"),
        ("page", PAGE, "title: x", "title: [x]"),
        ("page", PAGE, "cluster", "clusters"),
        ("page", PAGE, "partner", "parnter"),
        ("page", PAGE, "reviewed: 2026-01-01", "reviewed: January"),
        ("page", PAGE, "reviewed: 2026-01-01", "reviewed: 2026-13-01"),
        ("page", PAGE, "6 months", "six months"),
        ("page", PAGE, "6 months", "0 months"),
        ("page", PAGE, "6 months", "6 moons"),
        ("page", PAGE, "[aws]", "{aws: 1}"),
        ("page", PAGE, "[aws]", "3"),
        ("page", PAGE, "saas", "sass"),
        ("page", PAGE, "weight: 3", "weight: heavy"),
        ("page", PAGE, "2026-09-25: text", "yesterday: text"),
        (
            "page",
            PAGE,
            "2026-09-25: text",
            "{2026-09-25: a, 2026-09-26: b}",
        ),
        ("page", PAGE, "2026-09-25: text", "text"),
        ("page", PAGE, "class: vendor", "class: shop"),
        ("page", PAGE, "class: vendor, ", ""),
        ("page", PAGE, "name: n", "nam: n"),
        ("deck", DECK, "hyperscaler:", "hyperscalr:"),
        ("deck", DECK, "[joint]", "[joit]"),
        ("deck", DECK, "[joint]", "joint"),
        ("deck", DECK, "pitch", "pich"),
        ("deck", DECK, "approved", "aproved"),
        ("deck", DECK, "slide: 3", "slide: three"),
        ("deck", DECK, "slide: 3", "slid: 3"),
        ("deck", DECK, ", until: 2027-01-01", ""),
        ("deck", DECK, "rule: outdated-term, ", ""),
        ("deck", DECK, "90 days", "90"),
        ("credentials", STATEMENT, "what_we_do: d\n", ""),
        ("credentials", STATEMENT, "hyperscaler: aws\n", ""),
        ("credentials", STATEMENT, "category", "categories"),
        ("credentials", STATEMENT, "category: a", "category: [a]"),
        (
            "credentials",
            STATEMENT,
            "category: a",
            "category: a\naudience: all",
        ),
        ("glossary", GLOSSARY, "definition", "definiton"),
        ("glossary", GLOSSARY, "2020-01-01", "2020"),
        ("glossary", GLOSSARY, "public", "everybody"),
        ("glossary", GLOSSARY, "- term", "  term"),
        ("pack", PACK, "company: Oracle\n", ""),
        ("pack", PACK, "id:", "ident:"),
        ("pack", PACK, "kind: product", "kind: thing"),
        ("pack", PACK, ", kind: product", ""),
        ("pack", PACK, "{name: Exadata", "{exact: [x], name: Exadata"),
        ("pack", PACK, "status: renamed", "status: gone"),
        ("pack", PACK, "exact-case", "exactly"),
        ("pack", PACK, "outdated:", "regions: all\noutdated:"),
        ("phrases", PHRASES, "existence", "existance"),
        ("phrases", PHRASES, "kind: existence\n", ""),
        ("phrases", PHRASES, "existence", "substitution"),
        ("phrases", PHRASES, "existence", "cues"),
        ("phrases", PHRASES, "summary: s\n", ""),
        ("phrases", PHRASES, "phrases:", "phrase:"),
        ("phrases", PHRASES, "joint: error", "joit: error"),
        ("phrases", PHRASES, "joint: error", "joint: eror"),
        ("phrases", PHRASES, "[title]", "[titles]"),
        ("phrases", PHRASES, ", passes: [dear]", ""),
        ("phrases", PHRASES, "[cheap]", "cheap"),
        ("vendors", "- {name: Acme}\n", "name", "nam"),
        ("vendors", "- {name: Acme}\n", "}", ", match: roughly}"),
        ("neutral-names", "- {name: A}\n", "}", ", whose: x}"),
        ("shared-names", "- {name: A}\n", "}", ", used-by: [aws]}"),
        (
            "industry-renames",
            "outdated: [{name: A, status: merged, confidence: known}]\n",
            "known",
            "sure",
        ),
        (
            "industry-renames",
            "outdated: [{name: A, status: merged, confidence: known}]\n",
            "outdated:",
            "outdate:",
        ),
        ("tracker", TRACKER, "lapses: 2026-12-31", "lapses: soon"),
        ("tracker", TRACKER, "owner: Ada, ", ""),
        ("tracker", TRACKER, "benefits", "benefit"),
        ("table", "columns: [A]\nrows: [[x]]\n", "columns", "colums"),
        ("table", "columns: [A]\nrows: [[x]]\n", "[[x]]", "x"),
    ];
    let mut wrong = Vec::new();
    for (schema, sound, from, to) in cases {
        assert!(
            sound.contains(from),
            "{schema}: '{from}' is not in the sound file"
        );
        let text = sound.replacen(from, to, 1);
        if taken(schema, &text) {
            wrong.push(format!(
                "{schema}, '{to}' for '{from}': the program takes it"
            ));
        }
        let value = if *schema == "site" {
            toml(&text)
        } else {
            yaml(&text)
        };
        if validator(schema).is_valid(&value) {
            wrong.push(format!(
                "{schema}, '{to}' for '{from}': the schema takes it"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// An editor shows what a key is for, so each has words.
#[test]
fn every_key_is_described() {
    fn look(name: &str, value: &Value, into: &mut Vec<String>) {
        if let Some(Value::Object(fields)) = value.get("properties") {
            let branch = value.get("description").is_none() && value.get("type").is_none();
            for (key, field) in fields {
                let told = field.get("description").is_some()
                    || field.get("oneOf").is_some()
                    || field.get("$ref").is_some();
                if !told && !branch {
                    into.push(format!("{name}: '{key}'"));
                }
            }
        }
        match value {
            Value::Object(fields) => fields.values().for_each(|value| look(name, value, into)),
            Value::Array(items) => items.iter().for_each(|value| look(name, value, into)),
            _ => {}
        }
    }
    let mut bare = Vec::new();
    for schema in rightdeck::schemas::ALL {
        look(
            schema.name,
            &serde_json::from_str(schema.text).expect("JSON"),
            &mut bare,
        );
    }
    assert!(bare.is_empty(), "\n{}\n", bare.join("\n"));
}
