//! Each slot as a row of records with their scores, and what is excluded.

use crate::search::query::Slot;
use crate::search::read::{Broken, Index, Term};
use crate::search::resolve::{Alternative, Resolved, Sequence, phrase, whole};
use std::collections::BTreeSet;

/// A slot in a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) group: u32,
    pub(super) record: u32,
    pub(super) slot: usize,
    pub(super) score: u64,
    pub(super) near: Option<u8>,
}

/// All rows, sorted by group, record and slot; and what is known of each slot.
pub(super) struct All {
    pub(super) all: Vec<Row>,
    pub(super) df: Vec<u32>,
    pub(super) idf: Vec<u64>,
}

/// A record of one slot.
#[derive(Debug, Clone, Copy)]
struct Raw {
    record: u32,
    raw: u64,
    near: Option<u8>,
}

pub(super) fn rows(index: &Index, resolved: &Resolved) -> Result<All, Broken> {
    let mut out = All {
        all: Vec::new(),
        df: Vec::new(),
        idf: Vec::new(),
    };
    let sequences: Vec<Vec<Raw>> = resolved
        .sequences
        .iter()
        .map(|one| sequence(index, one))
        .collect();
    for (slot, found) in resolved.found.iter().enumerate() {
        let mut raws: Vec<Raw> = Vec::new();
        if !found.is_everywhere {
            if let Some(words) = &found.phrase {
                raws.extend(phrase_raws(index, words)?);
            }
            raws.extend(best(index, &found.alternatives));
            let own = resolved.sequences.iter().zip(&sequences);
            let own = own.filter(|(one, _)| one.slots.contains(&slot));
            raws.extend(own.flat_map(|(_, raws)| raws.iter().copied()));
            raws = largest(raws);
        }
        let df = raws.len();
        let idf = idf(u64::from(index.records()), df as u64);
        out.df.push(crate::search::format::narrow(df));
        out.idf.push(idf);
        out.all.extend(raws.into_iter().map(|raw| Row {
            group: index.groups.of_record(raw.record),
            record: raw.record,
            slot,
            score: raw.raw * idf,
            near: raw.near,
        }));
    }
    out.all.sort_unstable_by_key(|row| (row.record, row.slot));
    Ok(out)
}

/// How rare something is that so many records have: 16 times the logarithm to the base two, by straight
/// lines between the powers of two.
fn idf(records: u64, df: u64) -> u64 {
    let q = (records + 1) * 256 / (df + 1);
    let e = u64::from(q.max(256).ilog2());
    (e - 8) * 16 + ((q * 16) >> e).saturating_sub(16) + 8
}

/// The largest of each record; of equals the first.
fn largest(mut raws: Vec<Raw>) -> Vec<Raw> {
    raws.sort_by(|a, b| a.record.cmp(&b.record).then(b.raw.cmp(&a.raw)));
    raws.dedup_by_key(|raw| raw.record);
    raws
}

fn best(index: &Index, alternatives: &[Alternative]) -> Vec<Raw> {
    let levels = &index.tuning().levels;
    let mut out = Vec::new();
    for Alternative { term, factor } in alternatives {
        out.extend(term.postings().into_iter().map(|posting| Raw {
            record: posting.record,
            raw: u64::from(levels[usize::from(posting.level & 15)] * factor / 256),
            near: posting.near,
        }));
    }
    largest(out)
}

fn sequence(index: &Index, sequence: &Sequence) -> Vec<Raw> {
    let mut words = sequence.words.iter().map(|word| best(index, word));
    let mut sums = words.next().unwrap_or_default();
    for word in words {
        sums.retain_mut(|sum| {
            let own = word.binary_search_by_key(&sum.record, |raw| raw.record);
            own.is_ok_and(|at| {
                sum.raw += word[at].raw;
                true
            })
        });
    }
    let count = sequence.words.len().max(1) as u64;
    for sum in &mut sums {
        sum.raw = sum.raw / count * u64::from(sequence.factor) / 256;
        sum.near = None;
    }
    sums
}

fn phrase_raws(index: &Index, words: &[Term]) -> Result<Vec<Raw>, Broken> {
    let factor = u64::from(index.tuning().factor.phrase);
    let exact = Alternative {
        term: words[0].clone(),
        factor: index.tuning().factor.phrase,
    };
    if words.len() == 1 && !words[0].is_everywhere() {
        return Ok(best(index, &[exact]));
    }
    let levels = |term: &Term| -> Vec<(u32, u8)> {
        let postings = term.postings().into_iter();
        postings
            .map(|posting| (posting.record, posting.level))
            .collect()
    };
    let by_word: Vec<Vec<(u32, u8)>> = words.iter().map(levels).collect();
    let mut out = Vec::new();
    for record in phrase_records(index, words)? {
        let worth = by_word.iter().map(|own| {
            let at = own.binary_search_by_key(&record, |(record, _)| *record);
            let level = at.map_or(0, |at| own[at].1);
            u64::from(index.tuning().levels[usize::from(level & 15)])
        });
        let raw = worth.sum::<u64>() / words.len() as u64 * factor / 256;
        out.push(Raw {
            record,
            raw,
            near: None,
        });
    }
    Ok(out)
}

/// The records that have all words in a row.
fn phrase_records(index: &Index, words: &[Term]) -> Result<Vec<u32>, Broken> {
    let mut open: Option<Vec<(u32, Vec<u32>)>> = None;
    for term in words {
        let own = index.positions(term)?;
        open = Some(match open {
            None => own,
            Some(before) => follow(&before, &own),
        });
    }
    let left = open.unwrap_or_default().into_iter();
    Ok(left.map(|(record, _)| record).collect())
}

/// The places at which a row of words goes on.
fn follow(before: &[(u32, Vec<u32>)], own: &[(u32, Vec<u32>)]) -> Vec<(u32, Vec<u32>)> {
    let mut out = Vec::new();
    for (record, places) in before {
        let Ok(at) = own.binary_search_by_key(record, |(record, _)| *record) else {
            continue;
        };
        let next: Vec<u32> = places
            .iter()
            .filter_map(|place| place.checked_add(1))
            .filter(|place| own[at].1.binary_search(place).is_ok())
            .collect();
        if !next.is_empty() {
            out.push((*record, next));
        }
    }
    out
}

/// The groups that have something excluded.
pub(super) fn excluded(index: &Index, not: &[Slot]) -> Result<BTreeSet<u32>, Broken> {
    let mut out = BTreeSet::new();
    let factor = &index.tuning().factor;
    for slot in not {
        let mut add = |record: u32| out.insert(index.groups.of_record(record));
        match slot {
            Slot::Phrase(pieces) => {
                if let Some(words) = phrase(index, pieces)? {
                    for record in phrase_records(index, &words)? {
                        add(record);
                    }
                }
            }
            Slot::Word { word, pieces, .. } => {
                let mut own = whole(index, word, factor)?;
                if own.is_empty() {
                    for piece in pieces {
                        own.extend(whole(index, piece, factor)?);
                    }
                }
                for alternative in own {
                    for record in records_of(index, &alternative.term)? {
                        add(record);
                    }
                }
            }
        }
    }
    Ok(out)
}

/// The records of a word, wherever they are told.
fn records_of(index: &Index, term: &Term) -> Result<Vec<u32>, Broken> {
    if term.is_everywhere() {
        let positions = index.positions(term)?.into_iter();
        return Ok(positions.map(|(record, _)| record).collect());
    }
    Ok(term.records().collect())
}
