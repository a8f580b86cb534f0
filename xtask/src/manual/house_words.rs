//! `reference/house-words.md`: what `{{ word "…" }}` can name, from the packs.

use super::{cell, head};
use rightdeck::lint::Linter;
use std::collections::BTreeSet;
use std::fmt::Write as _;

const ABOUT: &str = "Write `{{ word \"commit-term\" }}` in a page, or \
    `{{ word \"commit-term\" form=\"long\" }}` for the term in full; [the lens](lens.md) says what readers see. \
    A hyperscaler without an entry has no word for the thing.\n\n";

/// The page.
pub(super) fn page(linter: &Linter) -> String {
    let all = linter.hyperscaler_profiles();
    let things: BTreeSet<&String> = all.values().flat_map(|one| one.vocabulary.keys()).collect();
    let mut out = head("House words", "What each hyperscaler calls a thing.", 60);
    out.push_str(ABOUT);
    let names: Vec<&str> = all.values().map(|one| one.name.as_str()).collect();
    let _ = writeln!(out, "| thing | {} |", names.join(" | "));
    let _ = writeln!(out, "| --- |{}", " --- |".repeat(names.len()));
    for thing in things {
        let words = all.values().map(|one| {
            let Some(said) = one.vocabulary.get(thing) else {
                return String::new();
            };
            let word = match &said.short {
                Some(short) => format!("{short} ({})", said.term),
                None => said.term.clone(),
            };
            cell(&word)
        });
        let words: Vec<String> = words.collect();
        let _ = writeln!(out, "| `{thing}` | {} |", words.join(" | "));
    }
    out
}
