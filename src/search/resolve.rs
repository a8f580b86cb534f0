//! What the index has for each slot of a query.

use super::correct::{self, Candidate};
use super::query::Slot;
use super::read::{Broken, Index, Term};
use super::tuning::Factors;
use std::ops::Range;

/// What a slot finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) alternatives: Vec<Alternative>,
    /// A function word: never required.
    pub(super) is_function: bool,
    /// It stands nearly everywhere: passed over.
    pub(super) is_everywhere: bool,
    /// The word that was probably meant.
    pub(super) correction: Option<String>,
    /// The words of a phrase; none if one of them is unknown.
    pub(super) phrase: Option<Vec<Term>>,
}

/// A form that will do.
#[derive(Debug, Clone)]
pub(super) struct Alternative {
    pub(super) term: Term,
    pub(super) factor: u32,
}

/// Words that all stand in one record, instead of some slots.
#[derive(Debug)]
pub(super) struct Sequence {
    pub(super) slots: Range<usize>,
    pub(super) words: Vec<Vec<Alternative>>,
    pub(super) factor: u32,
}

/// All that a query finds.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) found: Vec<Found>,
    pub(super) sequences: Vec<Sequence>,
}

impl Resolved {
    /// The forms that are looked for, by slot.
    pub(super) fn highlights(&self) -> Vec<Vec<String>> {
        let mut out: Vec<Vec<String>> = Vec::new();
        for (slot, found) in self.found.iter().enumerate() {
            let mut own: Vec<String> = Vec::new();
            let mut add = |term: &Term| {
                if !own.iter().any(|known| known == term.form()) {
                    own.push(term.form().to_owned());
                }
            };
            for term in found.phrase.iter().flatten() {
                add(term);
            }
            for alternative in &found.alternatives {
                add(&alternative.term);
            }
            let sequences = self.sequences.iter();
            for sequence in sequences.filter(|one| one.slots.contains(&slot)) {
                for alternative in sequence.words.iter().flatten() {
                    add(&alternative.term);
                }
            }
            out.push(own);
        }
        out
    }
}

/// Looks all slots up.
pub(super) fn resolve(index: &Index, slots: &[Slot]) -> Result<Resolved, Broken> {
    let factor = &index.tuning().factor;
    let mut out = Resolved::default();
    for (at, slot) in slots.iter().enumerate() {
        let mut found = Found::default();
        match slot {
            Slot::Phrase(pieces) => found.phrase = phrase(index, pieces)?,
            Slot::Word { word, pieces, open } => {
                direct(index, word, *open, slots.len() == 1, &mut found)?;
                if found.alternatives.is_empty() && !found.is_everywhere && !pieces.is_empty() {
                    let slots = at..at + 1;
                    let apart = sequence(index, pieces, slots, factor.apart)?;
                    out.sequences.extend(apart);
                }
            }
        }
        out.found.push(found);
    }
    synonyms(index, slots, &mut out)?;
    for (at, slot) in slots.iter().enumerate() {
        let has_sequence = out.sequences.iter().any(|one| one.slots.contains(&at));
        let found = &mut out.found[at];
        if let Slot::Word { word, open, .. } = slot
            && found.alternatives.is_empty()
            && !found.is_everywhere
            && !has_sequence
        {
            corrected(index, word, *open, found)?;
        }
    }
    Ok(out)
}

/// A word and its mates. Nothing where the index does not have it.
pub(super) fn whole(
    index: &Index,
    word: &str,
    factor: &Factors,
) -> Result<Vec<Alternative>, Broken> {
    let Some(term) = index.term(word)? else {
        return Ok(Vec::new());
    };
    let mut out = vec![Alternative {
        term: term.clone(),
        factor: factor.exact,
    }];
    for mate in term.mates() {
        out.extend(index.term_at(*mate)?.map(|term| Alternative {
            term,
            factor: factor.stem,
        }));
    }
    Ok(out)
}

fn is_passed(index: &Index, word: &str) -> bool {
    index.manifest.passed.iter().any(|one| one == word)
}

fn direct(
    index: &Index,
    word: &str,
    open: bool,
    alone: bool,
    found: &mut Found,
) -> Result<(), Broken> {
    let factor = &index.tuning().factor;
    // Its chunk tells no more.
    if is_passed(index, word) {
        // The first letters of something, it may be: 'a', 'in'.
        if open && alone {
            completions(index, word, found)?;
        }
        found.is_everywhere = found.alternatives.is_empty();
        return Ok(());
    }
    let own = whole(index, word, factor)?;
    let is_new = own.is_empty();
    let own = if is_new { inflected(index, word)? } else { own };
    let is_known = !own.is_empty();
    if let Some(exact) = own.first().filter(|_| !is_new) {
        found.is_everywhere = exact.term.is_everywhere();
        found.is_function = exact.term.is_function();
    }
    found.alternatives = own;
    if found.is_everywhere {
        found.alternatives.clear();
        return Ok(());
    }
    if open || (!is_known && word.chars().nth(2).is_some()) {
        completions(index, word, found)?;
        if !is_known && !open {
            // The one that most records have; of equals the first.
            let likely = found.alternatives.iter().rev();
            let likely = likely.max_by_key(|one| one.term.df());
            let likely = likely.map(|one| one.term.form());
            found.correction = likely
                .filter(|form| !form.ends_with('*'))
                .map(str::to_owned);
        }
    }
    Ok(())
}

/// Adds the words that begin so.
fn completions(index: &Index, word: &str, found: &mut Found) -> Result<(), Broken> {
    let terms = match index.term(&format!("{word}*"))? {
        Some(beginning) => vec![beginning],
        None => index.terms_from(word)?,
    };
    for term in terms {
        let known = &found.alternatives;
        if !known.iter().any(|one| one.term.form() == term.form())
            && !term.is_everywhere()
            && term.df() > 0
        {
            found.alternatives.push(Alternative {
                term,
                factor: index.tuning().factor.prefix,
            });
        }
    }
    Ok(())
}

/// Another form of a word that the playbook does not have, with its mates.
fn inflected(index: &Index, word: &str) -> Result<Vec<Alternative>, Broken> {
    let factor = &index.tuning().factor;
    for (ending, other) in &index.manifest.endings {
        let Some(rest) = word.strip_suffix(ending.as_str()) else {
            continue;
        };
        if rest.chars().nth(2).is_none() {
            continue;
        }
        let mut forms = vec![format!("{rest}{other}")];
        let mut back = rest.chars().rev();
        if other.is_empty()
            && let Some(last) = back.next()
            && back.next() == Some(last)
        {
            forms.push(rest[..rest.len() - last.len_utf8()].to_owned());
        }
        for form in forms {
            let mut own = whole(index, &form, factor)?;
            own.retain(|one| !one.term.is_everywhere());
            for one in &mut own {
                one.factor = factor.stem;
            }
            if !own.is_empty() {
                return Ok(own);
            }
        }
    }
    Ok(Vec::new())
}

fn corrected(index: &Index, word: &str, open: bool, found: &mut Found) -> Result<(), Broken> {
    let factor = &index.tuning().factor;
    for Candidate { form, edits, begun } in correct::candidates(index, word, open)? {
        let edit = if edits < 2 {
            factor.edit1
        } else {
            factor.edit2
        };
        let own = if begun {
            edit * factor.prefix / 256
        } else {
            edit
        };
        for alternative in whole(index, &form, factor)? {
            if alternative.term.is_everywhere() {
                continue;
            }
            let is_mate = alternative.term.form() != form;
            let own = if is_mate {
                own * factor.stem / 256
            } else {
                own
            };
            found.alternatives.push(Alternative {
                term: alternative.term,
                factor: own,
            });
        }
        if found.correction.is_none() && !found.alternatives.is_empty() {
            found.correction = Some(form);
        }
    }
    Ok(())
}

/// The words of a phrase, if all are known.
pub(super) fn phrase(index: &Index, pieces: &[String]) -> Result<Option<Vec<Term>>, Broken> {
    let mut out = Vec::new();
    for piece in pieces {
        match index.term(piece)? {
            Some(term) => out.push(term),
            None => return Ok(None),
        }
    }
    Ok(Some(out))
}

fn sequence(
    index: &Index,
    words: &[String],
    slots: Range<usize>,
    factor: u32,
) -> Result<Option<Sequence>, Broken> {
    let mut out = Vec::new();
    for word in words {
        let own = whole(index, word, &index.tuning().factor)?;
        match own.first() {
            None => return Ok(None),
            Some(exact) if exact.term.is_everywhere() => {}
            Some(_) => out.push(own),
        }
    }
    Ok((!out.is_empty()).then_some(Sequence {
        slots,
        words: out,
        factor,
    }))
}

fn synonyms(index: &Index, slots: &[Slot], out: &mut Resolved) -> Result<(), Broken> {
    let factor = index.tuning().factor.synonym;
    let words: Vec<Option<&str>> = slots
        .iter()
        .map(|slot| match slot {
            Slot::Word { word, .. } => Some(word.as_str()),
            Slot::Phrase(_) => None,
        })
        .collect();
    let mut at = 0;
    while at < words.len() {
        let mut longest = 1;
        if let Some(first) = words[at].filter(|word| !is_passed(index, word)) {
            let lines = index.synonyms(first)?;
            let own = lines.iter().filter(|line| {
                let asked = words.get(at..at + line.words.len()).unwrap_or_default();
                !asked.is_empty()
                    && asked
                        .iter()
                        .zip(&line.words)
                        .all(|(a, b)| *a == Some(b.as_str()))
            });
            if let Some(line) = own.max_by_key(|line| line.words.len()) {
                longest = line.words.len();
                for other in &line.others {
                    let row = at..at + longest;
                    out.sequences.extend(sequence(index, other, row, factor)?);
                }
            }
        }
        at += longest;
    }
    Ok(())
}
