//! What fields name must be there: `see_also` of a term, `replaced_by` of a deck.

use crate::site::library::{Library, Term};
use crate::source::{Problem, Source, nearest};
use std::collections::BTreeSet;

/// Names of terms and decks that are not there. A term's `replaced_by` may be any name: what took a
/// product's place need not be worth an entry.
pub(super) fn unknown(library: &Library) -> Vec<Problem> {
    let mut problems = Vec::new();
    let terms: BTreeSet<String> = library.terms.iter().flat_map(|term| term.names()).collect();
    for term in &library.terms {
        for name in &term.fields.see_also.0 {
            if !terms.contains(&name.to_lowercase()) && !library.may_be_unread("content/glossary") {
                let known = library.terms.iter().map(|term| term.term.as_str());
                problems.push(at_term(term, missing("term", name, known)));
            }
        }
    }
    for deck in &library.decks {
        let Some(slug) = deck.fields.replaced_by.as_deref() else {
            continue;
        };
        if library.may_be_unread("content/decks/") {
            continue;
        }
        if !library.decks.iter().any(|other| other.slug == slug) {
            let known = library.decks.iter().map(|deck| deck.slug.as_str());
            let message = missing("deck", slug, known);
            problems.push(super::at_key(&deck.text.source, "replaced_by", message));
        } else if deck.slug == slug {
            let message = "a deck does not replace itself; name the one to show instead";
            problems.push(super::at_key(&deck.text.source, "replaced_by", message));
        }
    }
    problems
}

fn missing<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("there is no {kind} '{name}'; did you mean '{near}'?"),
        None => format!("there is no {kind} '{name}'; add it, or take the name out"),
    }
}

fn at_term(term: &Term, message: String) -> Problem {
    let source = &term.text.source;
    if source.name.ends_with(".md") {
        return super::at_key(source, "see_also", message);
    }
    // A definition in a list is a text of its own: only the entry's line is known.
    let named = Source::new(source.name.clone(), "");
    named.problem_at(term.line, 1, 1, format!("'{}': {message}", term.term))
}
