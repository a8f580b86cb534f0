//! Mistakes in rule files, and a project's own files over the built-in ones.

use crate::example::{linter, read, settings};
use rightdeck::diagnostic::{Diagnostic, Location};
use rightdeck::lint::{Context, Linter, Room, RuleFile};
use rightdeck_kit::TextDeck;

fn file(path: &str, text: &str) -> RuleFile {
    RuleFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn mistakes(path: &str, text: &str) -> Vec<Diagnostic> {
    Linter::new(&[file(path, text)], settings())
        .err()
        .unwrap_or_default()
}

fn line_of(mistake: &Diagnostic) -> Option<u32> {
    match mistake.location {
        Location::Text { line, .. } => Some(line),
        _ => None,
    }
}

const PHRASES: &str = "kind: existence
summary: words we do not use
message: \"'{match}' is not our word.\"
help: Say something else.
severity: {joint: warning}
phrases: [synergy]
why: It says nothing.
examples: {fails: [synergy], passes: [energy]}
";

#[test]
fn a_misspelt_key_is_an_error_at_its_line_in_every_kind_of_file() {
    let pack = "id: oracle\nname: OCI\ncompany: Oracle\nnames: []\n";
    let cases = [
        ("rules/hyperscalers/oracle.yaml", format!("{pack}regoins: [x]\n"), 5, "regoins"),
        (
            "rules/hyperscalers/oracle.yaml",
            "id: oracle\nname: OCI\ncompany: Oracle\nnames:\n  - name: OCI\n    kind: brand\n    any_case: [x]\n".to_owned(),
            7,
            "any_case",
        ),
        (
            "rules/hyperscalers/oracle.yaml",
            "id: oracle\nname: OCI\ncompany: Oracle\nlinks:\n  domain: [x]\nnames: []\n".to_owned(),
            5,
            "domain",
        ),
        (
            "rules/hyperscalers/oracle.yaml",
            format!("{pack}outdated:\n  - name: OCI Classic\n    status: renamed\n    confidence: known\n    sucessor: OCI\n"),
            9,
            "sucessor",
        ),
        ("rules/vendors.yaml", "- name: Initech\n  alias: [x]\n".to_owned(), 2, "alias"),
        ("rules/neutral-names.yaml", "- name: mesh\n  because: x\n".to_owned(), 2, "because"),
        ("rules/shared-names.yaml", "- name: mesh\n  used: {}\n".to_owned(), 2, "used"),
        (
            "rules/industry-renames.yaml",
            "outdated:\n  - name: Initech\n    status: renamed\n    confidence: known\n    new: x\n".to_owned(),
            5,
            "new",
        ),
        ("rules/phrases/words.yaml", PHRASES.replace("phrases:", "phrase:"), 6, "phrase"),
        (
            "rules/phrases/words.yaml",
            PHRASES.replace("kind: existence", "kind: substitution"),
            6,
            "phrases",
        ),
        (
            "rules/phrases/disparaging-claim.yaml",
            "kind: cues\ncues: {}\nexamples: {fails: [], passes: []}\ncue: {}\n".to_owned(),
            4,
            "cue",
        ),
    ];
    for (path, text, line, word) in cases {
        let found = mistakes(path, &text);
        let [mistake] = found.as_slice() else {
            panic!("{path}: {found:#?}\n{text}");
        };
        assert_eq!(mistake.file, path);
        assert_eq!(
            line_of(mistake),
            Some(line),
            "{path}: {}\n{text}",
            mistake.message
        );
        assert!(
            mistake.message.contains(word),
            "{path}: {}",
            mistake.message
        );
    }
}

#[test]
fn a_wrong_word_for_a_kind_severity_context_or_part_is_an_error_at_its_line() {
    for (from, to, line) in [
        ("kind: existence", "kind: exists", 1),
        ("{joint: warning}", "{joint: warn}", 5),
        ("{joint: warning}", "{joined: warning}", 5),
        ("phrases: [synergy]", "scope: [heading]", 6),
    ] {
        let found = mistakes("rules/phrases/words.yaml", &PHRASES.replace(from, to));
        assert_eq!(found.len(), 1, "{to}");
        assert_eq!(line_of(&found[0]), Some(line), "{to}: {}", found[0].message);
    }
}

#[test]
fn what_is_missing_is_named() {
    let found = mistakes(
        "rules/phrases/words.yaml",
        &PHRASES.replace("why: It says nothing.\n", ""),
    );
    assert!(found[0].message.contains("why"), "{}", found[0].message);
    let without = PHRASES.replace("examples: {fails: [synergy], passes: [energy]}\n", "");
    let found = mistakes("rules/phrases/words.yaml", &without);
    assert!(
        found[0].message.contains("examples"),
        "{}",
        found[0].message
    );
}

#[test]
fn a_pattern_that_is_none_is_named() {
    let text = PHRASES.replace("phrases: [synergy]", "patterns: ['fine', 'syn(ergy']");
    let found = mistakes("rules/phrases/words.yaml", &text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].file, "rules/phrases/words.yaml");
    assert!(
        found[0].message.contains("'syn(ergy'"),
        "{}",
        found[0].message
    );
}

#[test]
fn all_mistakes_of_all_files_come_at_once() {
    let files = [
        file("rules/vendors.yaml", "- nmae: x\n"),
        file("rules/shared-names.yaml", "- nmae: x\n"),
    ];
    let found = Linter::new(&files, settings()).err().unwrap_or_default();
    let files: Vec<&str> = found.iter().map(|m| m.file.as_str()).collect();
    assert_eq!(files, ["rules/shared-names.yaml", "rules/vendors.yaml"]);
}

#[test]
fn a_file_that_nothing_reads_is_an_error() {
    for path in [
        "rules/vendor.yaml",
        "rules/vendors.yml",
        "rules/phrases.txt",
    ] {
        assert_eq!(mistakes(path, "[]").len(), 1, "{path}");
    }
    let found = mistakes(
        "rules/hyperscalers/oci.yaml",
        "id: oracle\nname: OCI\ncompany: Oracle\nnames: []\n",
    );
    assert!(
        found[0].message.contains("'oracle'"),
        "{}",
        found[0].message
    );
    let cues = "kind: cues\ncues: {}\nexamples: {fails: [], passes: []}\n";
    let found = mistakes("rules/phrases/nothing.yaml", cues);
    assert!(
        found[0].message.contains("no rule takes"),
        "{}",
        found[0].message
    );
}

#[test]
fn a_rule_whose_wording_was_turned_into_another_kind_is_an_error() {
    let found = mistakes("rules/phrases/disparaging-claim.yaml", PHRASES);
    assert!(
        found
            .iter()
            .any(|m| m.message.contains("wording of a rule is missing")),
        "{found:#?}"
    );
}

fn rules_of(linter: &Linter, hyperscaler: &str, body: &str) -> Vec<String> {
    let deck = read(&TextDeck::from_yaml(&format!(
        "slides: [{{body: '{body}'}}]"
    )));
    let room = Room {
        hyperscalers: vec![hyperscaler.to_owned()],
        contexts: vec![Context::Joint],
    };
    let found = linter.judge("deck.pptx", &deck, Some(&room));
    found.into_iter().map(|d| d.rule).collect()
}

#[test]
fn a_new_word_list_is_a_new_rule() {
    let linter = Linter::new(
        &[file("rules/phrases/hollow-words.yaml", PHRASES)],
        settings(),
    )
    .expect("it is sound");
    assert_eq!(rules_of(&linter, "aws", "Pure synergy"), ["hollow-words"]);
    let rule = linter
        .rules()
        .into_iter()
        .find(|r| r.id == "hollow-words")
        .expect("it is listed");
    assert!(rule.doc.contains("## Why it matters"));
}

#[test]
fn a_word_list_can_name_the_better_word() {
    let text = "kind: substitution
summary: words with a better one
message: \"'{match}' is '{better}' here.\"
help: Write '{better}'.
severity: {internal: note, customer: note, hyperscaler: note, joint: note}
swap: {utilise: use}
why: Short words are read.
examples: {fails: [We utilise it], passes: [We use it]}
";
    let linter = Linter::new(&[file("rules/phrases/better-words.yaml", text)], settings())
        .expect("it is sound");
    let deck = read(&TextDeck::from_yaml("slides: [{body: We utilise it}]"));
    let room = Room {
        hyperscalers: vec!["aws".to_owned()],
        contexts: vec![Context::Customer],
    };
    let found = linter.judge("deck.pptx", &deck, Some(&room));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "'utilise' is 'use' here.");
    assert_eq!(found[0].help, "Write 'use'.");
}

#[test]
fn a_project_file_takes_the_place_of_the_built_in_one() {
    let text = PHRASES.replace("[synergy]", "[tbd]");
    let linter = Linter::new(
        &[file("rules/phrases/placeholder-text.yaml", &text)],
        settings(),
    )
    .expect("it is sound");
    assert!(rules_of(&linter, "aws", "Lorem ipsum").is_empty());
    let built_in = rules_of(crate::example::linter(), "aws", "Lorem ipsum");
    assert_eq!(built_in, ["placeholder-text"]);

    let pack =
        "id: google\nname: Google\ncompany: Google\nnames: [{name: BigQuery, kind: service}]\n";
    let linter = Linter::new(&[file("rules/hyperscalers/google.yaml", pack)], settings())
        .expect("it is sound");
    assert_eq!(
        rules_of(&linter, "aws", "BigQuery"),
        ["wrong-hyperscaler-name"]
    );
    assert!(rules_of(&linter, "aws", "Cloud Spanner on Google Cloud").is_empty());
}

#[test]
fn a_fourth_hyperscaler_is_one_more_file() {
    let linter = Linter::new(
        &[file("rules/hyperscalers/oracle.yaml", ORACLE)],
        settings(),
    )
    .expect("it is sound");
    assert_eq!(
        linter.hyperscalers(),
        ["aws", "google", "microsoft", "oracle"]
    );
    for body in [
        "Runs on OCI",
        "Oracle Autonomous AI Database",
        "docs at docs.oracle.com/x",
    ] {
        assert_eq!(
            rules_of(&linter, "aws", body),
            ["wrong-hyperscaler-name"],
            "{body}"
        );
        assert!(rules_of(&linter, "oracle", body).is_empty(), "{body}");
    }
    assert_eq!(
        rules_of(&linter, "oracle", "Lands in Amazon Redshift"),
        ["wrong-hyperscaler-name"]
    );
    assert_eq!(rules_of(&linter, "oracle", "Burns down your MACC").len(), 2);
    assert_eq!(
        rules_of(&linter, "oracle", "Autonomous Data Warehouse Cloud"),
        ["outdated-term"]
    );
    assert!(rules_of(linter_without_oracle(), "aws", "Runs on OCI").is_empty());
}

#[test]
fn an_old_name_with_its_owner_before_it_is_told_once() {
    for body in ["Feeds Amazon QuickSight", "Feeds QuickSight"] {
        assert_eq!(rules_of(linter(), "aws", body), ["outdated-term"], "{body}");
    }
}

fn linter_without_oracle() -> &'static Linter {
    linter()
}

const ORACLE: &str = "id: oracle
name: OCI
company: Oracle
prefixes: [Oracle, OCI]
vocabulary:
  commit-term: {term: Universal Credits}
links: {domains: [docs.oracle.com, oraclecloud.com], company-domains: [oracle.com]}
names:
  - {name: Oracle Cloud Infrastructure, kind: brand, exact-case: [OCI]}
  - {name: Oracle Autonomous AI Database, kind: service}
  - {name: Universal Credits, kind: commit, needs-context: [Universal Credits]}
outdated:
  - {name: Autonomous Data Warehouse Cloud, successor: Oracle Autonomous AI Lakehouse, since: '2025', status: renamed, confidence: known, match: any-case}
";
