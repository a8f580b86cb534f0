//! Words for the same thing: a glossary term, its aliases, its successor.

use super::terms::Term;
use crate::search::words;
use std::collections::{BTreeMap, BTreeSet};

/// The longest name, in words.
const LONGEST: usize = 8;

/// A line of a chunk: its first word, and the line.
pub(super) struct Line {
    pub(super) first: String,
    pub(super) text: String,
}

/// The lines of all sets, sorted.
pub(super) fn lines(sets: &[Vec<&str>], terms: &[Term]) -> Vec<Line> {
    let mut by_name: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for set in sets {
        let names: BTreeSet<Vec<String>> = set
            .iter()
            .map(|name| slots(name))
            .filter(|name| (1..=LONGEST).contains(&name.len()))
            .collect();
        for name in &names {
            let others = names.iter().filter(|other| *other != name);
            // What stands nowhere finds nothing.
            let others = others.filter(|other| other.iter().all(|word| is_known(terms, word)));
            by_name
                .entry(name.clone())
                .or_default()
                .extend(others.cloned());
        }
    }
    let lines = by_name.into_iter().filter(|(_, others)| !others.is_empty());
    lines
        .map(|(name, others)| {
            let all = std::iter::once(&name).chain(&others);
            let all: Vec<String> = all.map(|words| words.join(" ")).collect();
            Line {
                first: name[0].clone(),
                text: format!("{}\n", all.join("\t")),
            }
        })
        .collect()
}

fn is_known(terms: &[Term], word: &str) -> bool {
    terms
        .binary_search_by(|term| words::compare(&term.form, word))
        .is_ok()
}

/// A name as the slots of a query that asks for it.
fn slots(name: &str) -> Vec<String> {
    let mut out = Vec::new();
    words::each(name, |item| {
        if let Some(in_one) = item.in_one() {
            out.push(in_one.to_owned());
        } else if item.pieces.len() == 1
            && let Some((_, marked)) = item.marked().pop()
        {
            out.push(marked);
        } else {
            out.extend((0..item.pieces.len()).map(|at| item.folded(at).to_owned()));
        }
    });
    out
}
