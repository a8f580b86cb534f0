//! Two rows set against each other: what both have, in order, and what differs between.
//!
//! 1. What is the same at the start and at the end is set aside.
//! 2. If the rest is short, Myers' algorithm finds the fewest differences.
//! 3. If it is long, what occurs once in both rows holds it together (patience diff), and what lies
//!    between is treated as in 1 and 2.
//!
//! Work is limited by counting, never by a clock, so that the same rows always give the same
//! answer. What is over the limit counts as changed as a whole.

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// The work that may still be done: pairs of elements to be set against each other.
pub(super) struct Budget(usize);

/// Above this many pairs the rows are first held together by what occurs once.
const SHORT: usize = 1 << 18;

impl Budget {
    pub(super) fn new(pairs: usize) -> Self {
        Self(pairs)
    }

    /// Takes so much, if it is there.
    pub(super) fn take(&mut self, pairs: usize) -> bool {
        match self.0.checked_sub(pairs) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }
}

/// A stretch of both rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Whether both rows have it just so.
    pub(super) same: bool,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// The stretches of two rows, in order; same and changed ones alternate.
pub(super) fn align(old: &[u32], new: &[u32], budget: &mut Budget) -> Vec<Stretch> {
    let mut out = Stretches::default();
    between(
        old,
        new,
        (0..old.len(), 0..new.len()),
        budget,
        true,
        &mut out,
    );
    out.list
}

/// A number for each different element of two rows.
pub(super) fn number<'t>(
    old: impl Iterator<Item = &'t str>,
    new: impl Iterator<Item = &'t str>,
) -> (Vec<u32>, Vec<u32>) {
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut of = |text: &'t str| {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        *numbers.entry(text).or_insert(next)
    };
    (old.map(&mut of).collect(), new.map(&mut of).collect())
}

fn between(
    old: &[u32],
    new: &[u32],
    (mut left, mut right): (Range<usize>, Range<usize>),
    budget: &mut Budget,
    may_anchor: bool,
    out: &mut Stretches,
) {
    let (start, other) = (left.start, right.start);
    while !left.is_empty() && !right.is_empty() && old[left.start] == new[right.start] {
        left.start += 1;
        right.start += 1;
    }
    out.push(true, start..left.start, other..right.start);
    let (end, other) = (left.end, right.end);
    while !left.is_empty() && !right.is_empty() && old[left.end - 1] == new[right.end - 1] {
        left.end -= 1;
        right.end -= 1;
    }
    let tail = (left.end..end, right.end..other);
    let pairs = left.len().saturating_mul(right.len());
    if left.is_empty() || right.is_empty() {
        out.push(false, left, right);
    } else if may_anchor && pairs > SHORT {
        let (mut l, mut r) = (left.start, right.start);
        for (at, to) in anchors(old, new, left.clone(), right.clone()) {
            between(old, new, (l..at, r..to), budget, false, out);
            out.push(true, at..at + 1, to..to + 1);
            (l, r) = (at + 1, to + 1);
        }
        between(old, new, (l..left.end, r..right.end), budget, false, out);
    } else if pairs <= SHORT && budget.take(pairs) {
        let ops = capture_diff_slices(Algorithm::Myers, &old[left.clone()], &new[right.clone()]);
        for op in ops {
            let (tag, o, n) = op.as_tag_tuple();
            out.push(
                tag == DiffTag::Equal,
                left.start + o.start..left.start + o.end,
                right.start + n.start..right.start + n.end,
            );
        }
    } else {
        out.push(false, left, right);
    }
    out.push(true, tail.0, tail.1);
}

/// Where what occurs once in both stretches stands, the longest row of them that is in order.
fn anchors(
    old: &[u32],
    new: &[u32],
    left: Range<usize>,
    right: Range<usize>,
) -> Vec<(usize, usize)> {
    let once = |row: &[u32], range: Range<usize>| {
        let mut places: FxHashMap<u32, Option<usize>> = FxHashMap::default();
        for at in range {
            places
                .entry(row[at])
                .and_modify(|place| *place = None)
                .or_insert(Some(at));
        }
        places
    };
    let places = once(new, right);
    let olds = once(old, left.clone());
    let pairs: Vec<(usize, usize)> = left
        .filter(|&at| olds.get(&old[at]) == Some(&Some(at)))
        .filter_map(|at| Some((at, (*places.get(&old[at])?)?)))
        .collect();
    // The longest increasing subsequence, by piles: the top of each, and what lay left of it.
    let mut piles: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (card, &(_, to)) in pairs.iter().enumerate() {
        let pile = piles.partition_point(|&top| pairs[top].1 < to);
        before.push(pile.checked_sub(1).map(|left| piles[left]));
        if pile == piles.len() {
            piles.push(card);
        } else {
            piles[pile] = card;
        }
    }
    let mut chain = Vec::new();
    let mut next = piles.last().copied();
    while let Some(card) = next {
        chain.push(pairs[card]);
        next = before[card];
    }
    chain.reverse();
    chain
}

#[derive(Default)]
struct Stretches {
    list: Vec<Stretch>,
}

impl Stretches {
    fn push(&mut self, same: bool, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.list.last_mut() {
            Some(last) if last.same == same => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => self.list.push(Stretch { same, old, new }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(old: &[u32], new: &[u32], budget: usize) -> Vec<Stretch> {
        let stretches = align(old, new, &mut Budget::new(budget));
        let (mut left, mut right) = (0, 0);
        for stretch in &stretches {
            assert_eq!((stretch.old.start, stretch.new.start), (left, right));
            (left, right) = (stretch.old.end, stretch.new.end);
            let equal = old[stretch.old.clone()] == new[stretch.new.clone()];
            assert_eq!(equal, stretch.same, "{stretch:?}");
        }
        assert_eq!((left, right), (old.len(), new.len()));
        stretches
    }

    #[test]
    fn long_rows_are_held_together_by_what_occurs_once() {
        let old: Vec<u32> = (0..3000).collect();
        let mut new = old.clone();
        new[0] = 9000;
        new[1500] = 9001;
        new.remove(2500);
        new.push(9002);
        let changed: Vec<_> = check(&old, &new, 1 << 20)
            .into_iter()
            .filter(|stretch| !stretch.same)
            .map(|stretch| (stretch.old, stretch.new))
            .collect();
        let expected = [
            (0..1, 0..1),
            (1500..1501, 1500..1501),
            (2500..2501, 2500..2500),
            (3000..3000, 2999..3000),
        ];
        assert_eq!(changed, expected);
    }

    #[test]
    fn without_budget_the_middle_is_changed_as_a_whole() {
        let stretches = check(&[1, 2, 3, 4], &[1, 3, 2, 4], 0);
        assert_eq!(stretches.len(), 3);
        assert_eq!(stretches[1].old, 1..3);
    }

    proptest! {
        #[test]
        fn stretches_cover_both_rows(
            old in prop::collection::vec(0_u32..9, 0..40),
            new in prop::collection::vec(0_u32..9, 0..40),
            budget in 0_usize..2000,
        ) {
            check(&old, &new, budget);
        }
    }
}
