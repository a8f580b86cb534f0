//! All blocks' lists become one: each form with the bytes that stand for it.

use super::Options;
use super::beginnings;
use super::collect::Block;
use super::stems;
use crate::search::{correct, format, words};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// It has other forms of its stem.
pub(super) const MATES: u32 = 1;
/// A function word.
pub(super) const FUNCTION: u32 = 2;
/// It stands nearly everywhere, and has no list.
pub(super) const EVERYWHERE: u32 = 4;
/// It tells where in a record it stands.
pub(super) const NEAR: u32 = 8;

/// With fewer records than this, each word has its list.
const FEW: u32 = 4_000;

/// With more records than this, words do not tell where they stand: it would cost a tenth of each chunk.
const MANY: u32 = 20_000;

/// A form, or a beginning, and all that is written of it.
#[derive(Debug, Default)]
pub(super) struct Term {
    pub(super) form: String,
    pub(super) flags: u32,
    /// In how many records it stands.
    pub(super) df: u32,
    /// Ordinals of other forms of its stem.
    pub(super) mates: Vec<u32>,
    /// The records, as distances.
    pub(super) gaps: Vec<u8>,
    pub(super) levels: Vec<u8>,
    pub(super) near: Vec<u8>,
    /// How often it is written in each record.
    pub(super) counts: Vec<u8>,
    /// Where it is written.
    pub(super) places: Vec<u8>,
    /// The records of whose title it is a word, with its level.
    pub(super) titles: Vec<(u32, u8)>,
}

/// A form, and its lists in the order of the blocks: the block, and the form's number there.
type Lists<'b> = (&'b str, Vec<(u32, u32)>);

/// Forms are looked up by so many at once, parted by their last letters.
const SHARDS: u8 = 16;

/// The lists of each form of a shard.
fn lists(blocks: &[Block], shard: u8) -> FxHashMap<&str, Vec<(u32, u32)>> {
    let mut out: FxHashMap<&str, Vec<(u32, u32)>> = FxHashMap::default();
    for (at, block) in blocks.iter().enumerate() {
        for (id, form) in block.forms.iter() {
            let last = form.as_bytes().last().copied().unwrap_or_default();
            if last % SHARDS == shard {
                out.entry(form).or_default().push((at as u32, id));
            }
        }
    }
    out
}

/// All forms and beginnings, sorted.
pub(super) fn terms(blocks: Vec<Block>, records: u32, options: &Options<'_>) -> Vec<Term> {
    let shards = (0..SHARDS).into_par_iter().with_max_len(1);
    let mut rows: Vec<Lists<'_>> = shards
        .flat_map_iter(|shard| lists(&blocks, shard))
        .collect();
    rows.par_sort_unstable_by(|one, other| words::compare(one.0, other.0));
    let functions = stems::functions(options.language);
    let mut out: Vec<Term> = rows
        .into_par_iter()
        .with_max_len(64)
        .map(|(form, lists)| {
            let lists = lists.iter();
            let lists = lists.map(|(block, id)| (&blocks[*block as usize], *id));
            let is_function = functions.binary_search(&form).is_ok();
            term(form, lists, is_function, records)
        })
        .collect();
    drop(blocks);
    // A form that only names a compound's parts may stand nowhere.
    out.retain(|term| term.df > 0);
    let mut out = beginnings::with(out);
    stems::tie(&mut out, options.language);
    out
}

/// The forms that are passed over, sorted.
pub(super) fn passed(terms: &[Term]) -> Vec<&str> {
    let passed = terms.iter().filter(|term| term.flags & EVERYWHERE != 0);
    passed.map(|term| term.form.as_str()).collect()
}

/// Words of titles that are named in the manifest.
const TITLES: usize = 1_000;

/// The words that most things are called by, of those in which mistakes are forgiven, sorted.
pub(super) fn titles(terms: &[Term]) -> Vec<&str> {
    let known = terms
        .iter()
        .filter(|term| !term.titles.is_empty() && correct::is_forgiven(&term.form));
    let mut known: Vec<&Term> = known.collect();
    // Forms are in order, and stay so among those of as many titles.
    known.sort_by_key(|term| Reverse(term.titles.len()));
    known.truncate(TITLES);
    let mut out: Vec<&str> = known.iter().map(|term| term.form.as_str()).collect();
    out.sort_unstable_by(|one, other| words::compare(one, other));
    out
}

fn term<'b>(
    form: &str,
    lists: impl Iterator<Item = (&'b Block, u32)> + Clone,
    is_function: bool,
    records: u32,
) -> Term {
    let df: usize = lists.clone().map(|(block, id)| block.df(id)).sum();
    let mut out = Term {
        form: form.to_owned(),
        df: format::narrow(df),
        ..Term::default()
    };
    if is_function {
        out.flags |= FUNCTION;
        if records > FEW && out.df > records / 8 {
            out.flags |= EVERYWHERE;
        }
    }
    let is_everywhere = out.flags & EVERYWHERE != 0;
    if records <= MANY && !is_everywhere {
        out.flags |= NEAR;
        out.near.reserve_exact(df);
    }
    if !is_everywhere {
        out.levels.reserve_exact(df);
    }
    let mut next = 0;
    let mut gaps = Vec::with_capacity(df);
    out.counts.reserve_exact(df);
    for (block, id) in lists {
        for posting in block.postings(id) {
            gaps.push(posting.record - next);
            next = posting.record + 1;
            format::put(&mut out.counts, posting.count);
            out.places.extend_from_slice(posting.places);
            if posting.titled {
                out.titles.push((posting.record, posting.level));
            }
            if !is_everywhere {
                out.levels.push(posting.level);
            }
            if out.flags & NEAR != 0 {
                out.near.push(posting.near);
            }
        }
    }
    format::put_distances(&mut out.gaps, &gaps);
    out.places.shrink_to_fit();
    out
}
