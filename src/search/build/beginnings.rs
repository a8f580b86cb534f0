//! Beginnings of words that too many words share: `mar*`.
//!
//! A person who types sees results from the first letter. To read every word that begins with 'm' would be
//! half the index, so that titles alone are looked through until few words are left.

use super::terms::Term;
use crate::search::format;
use crate::search::words;
use rayon::prelude::*;

/// So many words can be read one by one,
pub(super) const WORDS: usize = 64;

/// if their lists have no more bytes than this.
const BYTES: usize = 12_000;

/// The longest beginning, in characters.
const LONGEST: usize = 24;

/// Adds the beginnings to the sorted forms, and keeps them sorted.
pub(super) fn with(terms: Vec<Term>) -> Vec<Term> {
    let mut found: Vec<(String, std::ops::Range<usize>)> = Vec::new();
    let sizes: Vec<usize> = sums(&terms);
    let mut open = vec![(0_usize, 0..terms.len())];
    while let Some((length, range)) = open.pop() {
        if length == LONGEST {
            continue;
        }
        // Forms that share one more character stand in a row.
        let next = |term: &Term| {
            term.form
                .char_indices()
                .nth(length + 1)
                .map_or(term.form.len(), |(at, _)| at)
        };
        let own = &terms[range.clone()];
        let mut start = range.start;
        let same = own.chunk_by(|a, b| {
            a.form.chars().nth(length).is_some() && a.form.get(..next(a)) == b.form.get(..next(b))
        });
        for row in same {
            let rows = start..start + row.len();
            start = rows.end;
            let Some(last) = row
                .last()
                .filter(|term| term.form.chars().nth(length).is_some())
            else {
                continue;
            };
            let bytes = sizes[rows.end] - sizes[rows.start];
            if row.len() > WORDS || (row.len() > 1 && bytes > BYTES) {
                let beginning = last.form.get(..next(last)).unwrap_or_default();
                found.push((beginning.to_owned(), rows.clone()));
                open.push((length + 1, rows));
            }
        }
    }
    let mut added: Vec<Term> = found
        .into_par_iter()
        .with_max_len(1)
        .map(|(beginning, range)| term(&beginning, &terms[range]))
        .collect();
    let mut out = terms;
    out.append(&mut added);
    out.par_sort_unstable_by(|a, b| words::compare(&a.form, &b.form));
    out
}

/// The bytes of all forms before each.
fn sums(terms: &[Term]) -> Vec<usize> {
    let mut sum = 0;
    let mut out = vec![0];
    for term in terms {
        sum += term.gaps.len() + term.levels.len() + term.near.len();
        out.push(sum);
    }
    out
}

fn term(beginning: &str, words: &[Term]) -> Term {
    let mut titles: Vec<(u32, u8)> = words
        .iter()
        .flat_map(|word| word.titles.iter().copied())
        .collect();
    // The heaviest of a record's words comes first.
    titles.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    titles.dedup_by_key(|(record, _)| *record);
    let mut out = Term {
        form: format!("{beginning}*"),
        df: format::narrow(titles.len()),
        ..Term::default()
    };
    let mut next = 0;
    let mut gaps = Vec::with_capacity(titles.len());
    for (record, level) in titles {
        gaps.push(record - next);
        next = record + 1;
        out.levels.push(level);
    }
    format::put_distances(&mut out.gaps, &gaps);
    out
}
