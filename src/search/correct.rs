//! Mistyped words: the words of the index that are an edit or two away.

use super::read::{Broken, Index, Spelled};
use super::words;
use std::collections::BTreeSet;

/// Letters of words in which mistakes are forgiven.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=32;

/// From so many letters on, two mistakes are forgiven.
const TWO: usize = 8;

/// So many words stay.
const MOST: usize = 4;

/// A word of the index that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) form: String,
    pub(super) edits: usize,
    /// Only a beginning of it is near.
    pub(super) begun: bool,
}

/// Whether mistakes are forgiven in a word.
pub(super) fn is_forgiven(word: &str) -> bool {
    LENGTHS.contains(&word.chars().count()) && words::is_plain(word)
}

/// The words that may have been meant, the likeliest first.
pub(super) fn candidates(index: &Index, word: &str, open: bool) -> Result<Vec<Candidate>, Broken> {
    if !is_forgiven(word) {
        return Ok(Vec::new());
    }
    let letters: Vec<char> = word.chars().collect();
    let allowed = if letters.len() < TWO { 1 } else { 2 };
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut found: Vec<(usize, bool, bool, u8, String)> = Vec::new();
    let mut look = |spelled: Spelled, form: String, may_begin: bool| {
        let (whole, begun) = distances(&letters, &form);
        let is_begun = whole > allowed;
        let edits = if !is_begun {
            whole
        } else if may_begin && begun <= allowed {
            begun
        } else {
            return;
        };
        if known.insert(form.clone()) {
            let other_first = form.chars().next() != letters.first().copied();
            found.push((edits, is_begun, other_first, u8::MAX - spelled.bits, form));
        }
    };
    let first: String = letters.iter().take(2).collect();
    for spelled in index.spelled(&first, false)? {
        let form = spelled.form.clone();
        look(spelled, form, open);
    }
    if let [a, b, c, d] = letters[..] {
        // Two letters exchanged in the middle of four: neither end is as it should be.
        let exchanged: String = [a, c, b, d].iter().collect();
        for spelled in index.spelled(&exchanged, false)? {
            if spelled.form == exchanged {
                look(spelled, exchanged.clone(), false);
            }
        }
    }
    let last: String = letters.iter().rev().take(2).collect();
    for spelled in index.spelled(&last, true)? {
        let form: String = spelled.form.chars().rev().collect();
        look(spelled, form, false);
    }
    found.sort_by(|a, b| {
        (a.0, a.1, a.2, a.3)
            .cmp(&(b.0, b.1, b.2, b.3))
            .then_with(|| words::compare(&a.4, &b.4))
    });
    let whole = found.iter().filter(|one| !one.1).map(|one| one.0).min();
    let fewest = whole.or_else(|| found.iter().map(|one| one.0).min());
    let kept = found.into_iter().filter(|one| Some(one.0) == fewest);
    Ok(kept
        .take(MOST)
        .map(|(edits, begun, _, _, form)| Candidate { form, edits, begun })
        .collect())
}

/// Edits between a word and a form, and between the word and the nearest beginning of the form that is
/// longer than two letters: optimal string alignment.
fn distances(word: &[char], form: &str) -> (usize, usize) {
    let form: Vec<char> = form.chars().collect();
    // What is much longer or shorter is not near, whatever its letters: more than two edits are not counted.
    if form.len() + 2 < word.len() {
        return (usize::MAX, usize::MAX);
    }
    let form = &form[..form.len().min(word.len() + 3)];
    let width = form.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in word.iter().enumerate() {
        let mut own = vec![row + 1; width];
        for (column, b) in form.iter().enumerate() {
            let mut cost = (last[column] + usize::from(a != b))
                .min(last[column + 1] + 1)
                .min(own[column] + 1);
            let exchanged = row > 0 && column > 0 && word[row - 1] == *b && form[column - 1] == *a;
            if exchanged {
                cost = cost.min(before[column - 1] + 1);
            }
            own[column + 1] = cost;
        }
        before = std::mem::replace(&mut last, own);
    }
    let whole = last[width - 1];
    let begun = last.iter().skip(3).min().copied().unwrap_or(usize::MAX);
    (whole, begun)
}

#[cfg(test)]
mod tests {
    use super::distances;

    #[test]
    fn edits() {
        for (word, form, whole, begun) in [
            ("ofer", "offer", 1, 1),
            ("markteplace", "marketplace", 1, 1),
            ("privat", "private", 1, 0),
            ("marketplce", "marketplace", 1, 1),
            ("teh", "the", 1, 1),
            ("abcd", "abcd", 0, 0),
            ("mrket", "marketing", 3, 1),
        ] {
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(distances(&letters, form), (whole, begun), "{word} {form}");
        }
    }
}
