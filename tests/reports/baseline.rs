//! The gate on a library that has old findings.

use super::run::{FORMS, Library};
use serde_json::Value;

const OLD: &str = "It lands in Azure Synapse Analytics";
const NEW: &str = "It reads from BigQuery";
const CLEAN: &str = "One table for everybody";

fn library() -> Library {
    let library = Library::new();
    library.deck("decks/a.pptx", &[CLEAN, OLD]);
    library.deck("decks/b.pptx", &[OLD]);
    library
        .lint(&["decks", "--baseline", "base.json", "--write-baseline"])
        .exits(0)
        .complains("the baseline holds 2 findings: 2 new, 0 gone")
        .says("2 decks, 3 slides read; nothing found; 2 in the baseline");
    library
}

fn lint(library: &Library, more: &[&str]) -> super::run::Ran {
    library.lint(&[&["decks", "--baseline", "base.json"], more].concat())
}

#[test]
fn old_findings_pass_and_new_ones_do_not_in_any_form() {
    let library = library();
    library.lint(&["decks"]).exits(1);
    for form in FORMS {
        lint(&library, &["--output-format", form]).exits(0);
    }
    lint(&library, &["--fail-on", "note"]).exits(0);
    library.deck("decks/a.pptx", &[CLEAN, OLD, NEW]);
    for form in FORMS {
        lint(&library, &["--output-format", form]).exits(1);
    }
    lint(&library, &[])
        .says("1 error; 2 in the baseline")
        .says("BigQuery");
}

#[test]
fn what_moves_stays_and_a_second_copy_is_new() {
    let library = library();
    library.deck("decks/a.pptx", &[OLD, CLEAN, CLEAN]);
    lint(&library, &[]).exits(0);
    library.deck("decks/a.pptx", &[OLD, CLEAN, OLD]);
    lint(&library, &[])
        .exits(1)
        .says("1 error; 2 in the baseline");
}

#[test]
fn what_is_mended_is_told_and_leaves_when_it_is_written() {
    let library = library();
    library.deck("decks/b.pptx", &[CLEAN]);
    lint(&library, &[]).exits(0).complains(
        "note: 1 finding of the baseline is gone; --write-baseline drops what is mended",
    );
    let json: Value =
        serde_json::from_str(&lint(&library, &["--output-format", "json"]).out).expect("JSON");
    assert_eq!(json["summary"]["baselined"], 1);
    assert_eq!(json["baseline"]["gone"][0]["file"], "decks/b.pptx");
    assert_eq!(json["baseline"]["known"][0]["file"], "decks/a.pptx");
    assert_eq!(json["diagnostics"], serde_json::json!([]));
    lint(&library, &["--write-baseline"]).complains("holds 1 finding: 0 new, 1 gone");
    library.deck("decks/b.pptx", &[OLD]);
    lint(&library, &[]).exits(1);
}

#[test]
fn a_part_of_the_library_says_nothing_of_the_rest() {
    let library = library();
    let run = |more: &[&str]| {
        library.lint(&[&["decks/b.pptx", "--baseline", "base.json"], more].concat())
    };
    let ran = run(&[]).exits(0);
    assert!(!ran.err.contains("gone"), "{ran:?}");
    run(&["--write-baseline"])
        .exits(0)
        .complains("holds 2 findings: 0 new, 0 gone");
    let ran = run(&["--rule", "placeholder-text"]).exits(0);
    assert!(
        !ran.err.contains("gone"),
        "a rule that was not asked is not mended: {ran:?}"
    );
    lint(&library, &[]).exits(0);
    std::fs::remove_file(library.path().join("decks/a.pptx")).expect("it was there");
    run(&[]).complains("1 finding of the baseline is gone");
}

#[test]
fn a_deck_that_was_not_read_is_never_in_it() {
    let library = library();
    let before = library.read("base.json");
    library.file("decks/b.pptx", "no deck");
    lint(&library, &["--write-baseline"])
        .exits(1)
        .complains("1 finding not taken in, since something was not read");
    assert_eq!(
        library.read("base.json"),
        before,
        "what was known of the deck stays"
    );
}

#[test]
fn its_file_is_sorted_small_and_free_of_slides() {
    let library = library();
    let text = library.read("base.json");
    let json: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["format"], 1);
    assert_eq!(json["tool"]["version"], env!("CARGO_PKG_VERSION"));
    let entry = &json["findings"]["decks/a.pptx"][0];
    assert_eq!(entry["rule"], "wrong-hyperscaler-name");
    assert_eq!(entry["severity"], "error");
    assert_eq!(entry["text"], "Azure Synapse Analytics");
    assert!(!text.contains("slide"), "{text}");
    lint(&library, &["--write-baseline"]).exits(0);
    assert_eq!(library.read("base.json"), text);
}

#[test]
fn one_that_cannot_be_used_stops_the_run_and_is_left_as_it_is() {
    let library = library();
    let newer = "{\"format\": 2, \"tool\": {\"name\": \"rightdeck\", \"version\": \"7.0.0\"}}";
    for (text, said) in [
        (
            "{\n\"format\": 1,\n<<<<<<< ours\n",
            "base.json:3:1: this baseline can't be read",
        ),
        (newer, "of format 2, by rightdeck 7.0.0"),
    ] {
        library.file("base.json", text);
        for more in [&[][..], &["--write-baseline"]] {
            lint(&library, more)
                .exits(2)
                .complains(said)
                .complains("--write-baseline");
            assert_eq!(library.read("base.json"), text);
        }
    }
    library
        .lint(&["decks", "--baseline", "none.json"])
        .exits(2)
        .complains("there is no baseline 'none.json'");
    library
        .lint(&["decks", "--write-baseline"])
        .exits(2)
        .complains("--write-baseline needs a file");
}

#[test]
fn the_playbook_can_name_it_for_every_run() {
    let library = Library::new();
    library.file("site.toml", "[lint]\nbaseline = 'base.json'\n");
    library.deck("content/decks/a.pptx", &[OLD]);
    library.lint(&[]).exits(2).complains("there is no baseline");
    library.lint(&["--write-baseline"]).exits(0);
    library.lint(&[]).exits(0).says("1 in the baseline");
    library
        .lint(&["content/decks/a.pptx", "--show-waived"])
        .exits(0)
        .says("(in the baseline)");
    library.deck("content/decks/a.pptx", &[OLD, NEW]);
    library.lint(&[]).exits(1);
}

#[test]
fn what_became_graver_counts_again() {
    let library = Library::new();
    library.deck("decks/a.pptx", &["TBD"]);
    let run = |severity: &str, more: &[&str]| {
        library.file(
            "site.toml",
            format!("[lint.severity]\nplaceholder-text = '{severity}'\n"),
        );
        let args = [
            "decks",
            "--baseline",
            "base.json",
            "--rule",
            "placeholder-text",
        ];
        library.lint(&[&args, more].concat())
    };
    run("warning", &["--write-baseline", "--fail-on", "warning"]).exits(0);
    run("warning", &["--fail-on", "warning"])
        .exits(0)
        .says("1 in the baseline");
    run("error", &[]).exits(1);
}
