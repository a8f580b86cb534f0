//! Texts that have much in common, among many, without setting each against each.
//!
//! 1. [`Shingles`]: the set of all three words in a row, hashed.
//! 2. Of each set the smallest hashes are a fair sample: sets that share most of what they hold
//!    share some of these. Only pages that do are compared, and each only with those that share
//!    most.
//!
//! A sample that many pages have is boilerplate and says nothing. So the work is linear in the text,
//! whatever the pages hold.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Of a thousand: what two texts must share of all that they hold to be one that was edited.
const ALIKE: u64 = 600;

/// Words in a row.
const WORDS: usize = 3;

/// Sets smaller than this are alike by chance.
const FEWEST: usize = 8;

/// Hashes of a set that are looked for in others. Texts that share 60 % share each with a
/// probability near 60 %.
const SAMPLE: usize = 48;

/// Texts with one hash in common, above which it is boilerplate.
const MOST: usize = 64;

/// Candidates compared for a text.
const CANDIDATES: usize = 8;

/// The hashes of all three words in a row of a text, sorted, each once.
#[derive(Debug)]
pub(super) struct Shingles(Vec<u64>);

impl Shingles {
    pub(super) fn new(text: &str) -> Self {
        let words: Vec<u64> = text.split_whitespace().map(hash).collect();
        let mut set: Vec<u64> = words
            .windows(WORDS)
            .map(|row| row.iter().fold(0, |sum, word| mix(sum ^ word)))
            .collect();
        set.sort_unstable();
        set.dedup();
        Self(set)
    }

    fn sample(&self) -> &[u64] {
        match self.0.len() {
            length if length < FEWEST => &[],
            length => &self.0[..length.min(SAMPLE)],
        }
    }

    /// Of a thousand, how much of what two texts hold is in both (Jaccard).
    fn likeness(&self, other: &Self) -> u64 {
        let (mut left, mut right, mut shared) = (0, 0, 0_u64);
        while let (Some(one), Some(two)) = (self.0.get(left), other.0.get(right)) {
            shared += u64::from(one == two);
            left += usize::from(one <= two);
            right += usize::from(two <= one);
        }
        let all = (self.0.len() + other.0.len()) as u64 - shared;
        (1000 * shared).checked_div(all).unwrap_or(0)
    }
}

/// Pairs that are alike: how much, of a thousand; the old text's place, the new one's. In no order
/// that means anything, and always in the same.
pub(super) fn alike(old: &[Shingles], new: &[Shingles]) -> Vec<(u64, usize, usize)> {
    let mut places: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for (place, shingles) in old.iter().enumerate() {
        for hash in shingles.sample() {
            places.entry(*hash).or_default().push(place);
        }
    }
    new.par_iter()
        .enumerate()
        .flat_map_iter(|(at, shingles)| {
            let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
            for hash in shingles.sample() {
                let having = places.get(hash).filter(|having| having.len() <= MOST);
                for place in having.into_iter().flatten() {
                    *shared.entry(*place).or_default() += 1;
                }
            }
            let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
            candidates.sort_unstable_by_key(|&(place, count)| (std::cmp::Reverse(count), place));
            candidates.truncate(CANDIDATES);
            candidates
                .into_iter()
                .map(move |(place, _)| (shingles.likeness(&old[place]), place, at))
                .filter(|&(likeness, ..)| likeness >= ALIKE)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// FNV-1a: the same on every machine and in every release.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Spreads what differs over all bits (the finaliser of SplitMix64).
fn mix(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_what_is_shared_of_all() {
        let one = Shingles::new("a b c d e");
        assert_eq!(one.likeness(&one), 1000);
        assert_eq!(one.likeness(&Shingles::new("a b c d x")), 500);
        assert_eq!(one.likeness(&Shingles::new("")), 0);
        assert_eq!(Shingles::new("").likeness(&Shingles::new("")), 0);
    }

    #[test]
    fn boilerplate_makes_no_pairs_and_costs_nothing() {
        let text = |own: usize| format!("{} {}", "the same words on every page ".repeat(9), own);
        let texts: Vec<Shingles> = (0..200).map(|own| Shingles::new(&text(own))).collect();
        assert!(alike(&texts, &texts).is_empty());
    }
}
