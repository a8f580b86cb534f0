//! The examples inside `rules/phrases/*.yaml`, each as a deck of one slide.
#![expect(clippy::disallowed_methods, reason = "the word lists lie on disk")]

use crate::example::{line, linter, read, statement};
use rightdeck::diagnostic::Diagnostic;
use rightdeck::lint::{Context, Known, Room};
use rightdeck_kit::TextDeck;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct File {
    kind: String,
    examples: Examples,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Examples {
    fails: Vec<String>,
    passes: Vec<String>,
}

/// The example as the body of a slide, and as its title.
fn judged(example: &str, hyperscalers: &[&str]) -> [Vec<Diagnostic>; 2] {
    let room = Room {
        hyperscalers: hyperscalers.iter().map(|&id| id.to_owned()).collect(),
        contexts: vec![Context::Joint],
    };
    ["body", "title"].map(|place| {
        let text = format!("slides: [{{{place}: '{}'}}]", example.replace('\'', "''"));
        let statements: Vec<_> = hyperscalers.iter().map(|id| statement(id)).collect();
        let known = Known {
            statements: &statements,
            ..Known::default()
        };
        let deck = read(&TextDeck::from_yaml(&text));
        linter().judge_known("deck.pptx", &deck, Some(&room), known)
    })
}

#[test]
fn every_example_of_every_word_list_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/phrases");
    let clouds = ["aws", "google", "microsoft"];
    let comparisons = ["competitive-comparison", "disparaging-claim"];
    let mut failures = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the word lists")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths {
        let rule = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a text");
        let file: File = serde_yaml::from_str(&text).expect("a phrase file");
        assert!(!file.examples.fails.is_empty() && !file.examples.passes.is_empty());
        // What a cue file's examples say counts in the room of whoever's product they name.
        let of = |all: [Vec<Diagnostic>; 2], rules: &[&str]| -> Vec<Diagnostic> {
            let named = |d: &Diagnostic| rules.contains(&d.rule.as_str());
            all.into_iter().flatten().filter(named).collect()
        };
        for example in &file.examples.fails {
            // The weights of words belong to both rules.
            let own: &[&str] = if rule == "leaning" {
                &comparisons
            } else {
                &[&rule]
            };
            let found = clouds
                .iter()
                .any(|cloud| !of(judged(example, &[cloud]), own).is_empty());
            if !found {
                failures.push(format!("{rule}: no finding in '{example}'"));
            }
        }
        for example in &file.examples.passes {
            let mut silent = vec![rule.as_str()];
            if file.kind == "cues" {
                silent.extend(comparisons);
            }
            let silent = silent.as_slice();
            for cloud in clouds {
                for found in of(judged(example, &[cloud]), silent) {
                    failures.push(format!(
                        "{rule}: '{example}' for {cloud}: {} {}: {}",
                        found.rule,
                        line(&found),
                        found.message
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
