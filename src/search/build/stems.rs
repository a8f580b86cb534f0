//! Forms of one stem: 'offer', 'offers', 'offered'. And the words that no search needs.

use super::terms::{FUNCTION, MATES, Term};
use crate::search::format;
use crate::search::words;
use rayon::prelude::*;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// The most other forms that are tied to one.
const MOST: usize = 15;

/// Words that hold sentences together, folded and sorted.
const ENGLISH: &[&str] = &[
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "at",
    "be", "because", "been", "before", "being", "between", "both", "but", "by", "can", "could",
    "did", "do", "does", "doing", "down", "during", "each", "few", "for", "from", "had", "has",
    "have", "having", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is",
    "it", "its", "just", "may", "me", "might", "more", "most", "must", "my", "no", "nor", "not",
    "of", "off", "on", "once", "only", "or", "other", "our", "out", "over", "own", "same", "shall",
    "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "us", "very",
    "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "why", "will",
    "with", "would", "you", "your",
];

/// Endings of words that the playbook does not have, and what other forms have there.
const ENGLISH_ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("ment", ""),
    ("ments", ""),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("ion", "e"),
    ("ions", "e"),
    ("y", "ies"),
    ("ing", "es"),
    ("ing", "ed"),
    ("ing", "s"),
    ("ed", "es"),
    ("ed", "ing"),
    ("ed", "s"),
    ("e", "ing"),
    ("e", "ed"),
];

/// The endings of a language, in the order in which they are tried.
pub(super) fn endings(language: &str) -> &'static [(&'static str, &'static str)] {
    if primary(language) == "en" {
        ENGLISH_ENDINGS
    } else {
        &[]
    }
}

/// The function words of a language.
pub(super) fn functions(language: &str) -> &'static [&'static str] {
    if primary(language) == "en" {
        ENGLISH
    } else {
        &[]
    }
}

/// Ties forms of one stem to each other.
pub(super) fn tie(terms: &mut [Term], language: &str) {
    let Some(algorithm) = algorithm(language) else {
        return;
    };
    let stemmer = Stemmer::create(algorithm);
    let stems: Vec<Option<String>> = terms
        .par_iter()
        .map(|term| {
            let can =
                term.flags & FUNCTION == 0 && term.form.len() > 2 && words::is_plain(&term.form);
            can.then(|| stemmer.stem(&term.form).into_owned())
        })
        .collect();
    let mut by_stem: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (ordinal, stem) in stems.iter().enumerate() {
        if let Some(stem) = stem {
            by_stem
                .entry(stem)
                .or_default()
                .push(format::narrow(ordinal));
        }
    }
    for same in by_stem.values().filter(|same| same.len() > 1) {
        for &own in same {
            let mut others: Vec<u32> = same.iter().copied().filter(|at| *at != own).collect();
            // The nearest stand in the same chunk, most likely.
            others.sort_unstable_by_key(|at| (at.abs_diff(own), *at));
            others.truncate(MOST);
            others.sort_unstable();
            let term = &mut terms[own as usize];
            term.mates = others;
            term.flags |= MATES;
        }
    }
}

fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or_default()
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match primary(language) {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_can_be_looked_up() {
        assert!(ENGLISH.is_sorted());
        assert_eq!(functions("en-GB").len(), ENGLISH.len());
        assert!(functions("de").is_empty());
    }
}
