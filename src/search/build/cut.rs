//! Where a row of things is parted into chunks.
//!
//! Who asks for a thing fetches its chunk. So the chunks are parted where the sum, over all things, of how often one
//! is asked for times the square of its chunk's bytes is smallest: what is often asked for stands in small chunks, and
//! none is very large.

use std::collections::VecDeque;
use std::ops::Range;

/// How many chunks there may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Chunks are to have so many bytes each, before they are packed, if that makes
    pub(super) least: u64,
    /// no more chunks than this.
    pub(super) most: u64,
}

/// A thing in a row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Thing {
    /// How many bytes it has.
    pub(super) bytes: u64,
    /// How often it is asked for.
    pub(super) weight: u64,
    /// It stands in one chunk with the one before it.
    pub(super) joined: bool,
}

/// What stands together is parted all the same where it has so many times the bytes of a chunk.
const PARTED: u64 = 4;

/// The chunks of a row of things.
pub(super) fn cut(things: impl IntoIterator<Item = Thing>, shape: Shape) -> Vec<Range<usize>> {
    let things: Vec<Thing> = things.into_iter().collect();
    let all: u64 = things.iter().map(|thing| thing.bytes).sum();
    let count = all.div_ceil(shape.least).clamp(1, shape.most);
    let row = Row::of(&things, PARTED * all.div_ceil(count));
    // The smallest toll with which a chunk is begun no more often: as exact as five bits are.
    let (mut low, mut high) = (0, 32 * 120);
    while low < high {
        let middle = (low + high) / 2;
        if row.parted(toll(middle)).len() as u64 > count {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    let mut start = 0;
    let ends = row.parted(toll(low));
    ends.into_iter()
        .map(|end| std::mem::replace(&mut start, end)..end)
        .collect()
}

/// Numbers of six bits and fewer, and those with as many zeros behind them, in order.
fn toll(at: u32) -> u128 {
    match (at / 32).checked_sub(1) {
        None => u128::from(at),
        Some(zeros) => u128::from(32 + at % 32) << zeros,
    }
}

/// Things that stand together are one: where each ends, and the bytes and the weight of all up to there.
struct Row {
    ends: Vec<usize>,
    sums: Vec<(u128, u128)>,
}

impl Row {
    fn of(things: &[Thing], most: u64) -> Self {
        let mut row = Self {
            ends: Vec::new(),
            sums: vec![(0, 0)],
        };
        let (mut bytes, mut weight, mut own) = (0, 0, 0);
        for (at, thing) in things.iter().enumerate() {
            let joined = at > 0 && thing.joined && own + thing.bytes <= most;
            if joined {
                row.ends.pop();
                row.sums.pop();
            } else {
                own = 0;
            }
            own += thing.bytes;
            bytes += u128::from(thing.bytes);
            weight += u128::from(thing.weight);
            row.ends.push(at + 1);
            row.sums.push((bytes, weight));
        }
        row
    }

    /// What a chunk costs those who ask for something in it.
    fn cost(&self, from: usize, to: usize) -> u128 {
        let ((bytes, weight), (all_bytes, all_weight)) = (self.sums[from], self.sums[to]);
        (all_bytes - bytes).pow(2) * (all_weight - weight)
    }

    /// Where the chunks end if each costs `toll` besides. The further a chunk reaches, the later the best place for its beginning:
    /// so the places from which a beginning is the best stand in a queue.
    fn parted(&self, toll: u128) -> Vec<usize> {
        let count = self.ends.len();
        let mut best = vec![0_u128; count + 1];
        let mut before = vec![0_usize; count + 1];
        // A beginning, and the first end for which it is the best.
        let mut queue: VecDeque<(usize, usize)> = VecDeque::from([(0, 1)]);
        for end in 1..=count {
            while queue.get(1).is_some_and(|(_, first)| *first <= end) {
                queue.pop_front();
            }
            let Some(&(start, _)) = queue.front() else {
                break;
            };
            best[end] = (best[start] + self.cost(start, end)).saturating_add(toll);
            before[end] = start;
            let better = |one: usize, than: usize, end: usize| {
                best[one] + self.cost(one, end) < best[than] + self.cost(than, end)
            };
            while let Some(&(last, first)) = queue.back()
                && first > end
                && better(end, last, first)
            {
                queue.pop_back();
            }
            let Some(&(last, first)) = queue.back() else {
                continue;
            };
            let (mut low, mut high) = (first.max(end + 1), count + 1);
            while low < high {
                let middle = (low + high) / 2;
                if better(end, last, middle) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            if low <= count {
                queue.push_back((end, low));
            }
        }
        let mut out = Vec::new();
        let mut end = count;
        while end > 0 {
            out.push(self.ends[end - 1]);
            end = before[end];
        }
        out.reverse();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn thing() -> impl Strategy<Value = Thing> {
        (0..50_u64, 0..9_u64, any::<bool>()).prop_map(|(bytes, weight, joined)| Thing {
            bytes,
            weight,
            joined,
        })
    }

    proptest! {
        #[test]
        fn no_other_parting_costs_less(things in prop::collection::vec(thing(), 0..40), toll in 0..50_000_u128) {
            let row = Row::of(&things, 100);
            let count = row.ends.len();
            // Every way to begin the last chunk is tried.
            let mut best = vec![0; count + 1];
            for end in 1..=count {
                let ways = (0..end).map(|start| best[start] + row.cost(start, end) + toll);
                best[end] = ways.min().unwrap_or_default();
            }
            let (mut cost, mut start) = (0, 0);
            for end in row.parted(toll) {
                let end = row.ends.iter().position(|own| *own == end).expect("an end") + 1;
                cost += row.cost(start, end) + toll;
                start = end;
            }
            prop_assert_eq!((cost, start), (best[count], count));
        }

        #[test]
        fn all_is_in_a_chunk_and_no_chunk_too_many(
            things in prop::collection::vec(thing(), 0..60), least in 1..200_u64, most in 1..20_u64,
        ) {
            let chunks = cut(things.iter().copied(), Shape { least, most });
            prop_assert!(chunks.len() as u64 <= most);
            let mut start = 0;
            for chunk in &chunks {
                prop_assert_eq!(chunk.start, start);
                prop_assert!(!chunk.is_empty());
                start = chunk.end;
            }
            prop_assert_eq!(start, things.len());
        }
    }

    #[test]
    fn what_is_asked_for_often_stands_in_small_chunks() {
        let mut things = [Thing {
            bytes: 10,
            weight: 1,
            joined: false,
        }; 100];
        things[40].weight = 1_000;
        things[41].joined = true;
        let chunks = cut(things, Shape { least: 1, most: 5 });
        assert!(chunks.len() <= 5, "{chunks:?}");
        assert!(chunks.contains(&(40..42)), "{chunks:?}");
    }
}
