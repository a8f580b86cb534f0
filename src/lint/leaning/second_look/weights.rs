//! What the network has learned, as `rules/second-look/learn.py` writes it.

use ndarray::{Array1, ArrayView2};

pub(super) const VOCABULARY: &str = include_str!("../../../../rules/second-look/vocabulary.txt");
const WEIGHTS: &[u8] = include_bytes!("../../../../rules/second-look/weights.bin");
/// Texts and what was made of them when the weights were written.
#[cfg(test)]
pub(super) const CASES: &str = include_str!("../../../../rules/second-look/cases.tsv");

/// A table of numbers between -127 and 127, a row for each output, each row with a factor.
pub(super) struct Coarse {
    columns: usize,
    factors: &'static [u8],
    numbers: &'static [u8],
}

impl Coarse {
    /// A row as it counts.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = f32> {
        let factor = float(&self.factors[4 * row..]);
        let numbers = &self.numbers[row * self.columns..][..self.columns];
        numbers
            .iter()
            .map(move |n| f32::from(n.cast_signed()) * factor)
    }

    /// All of it, in place of what is there.
    pub(super) fn table<'a>(&self, space: &'a mut Vec<f32>) -> ArrayView2<'a, f32> {
        let rows = self.factors.len() / 4;
        space.clear();
        for row in 0..rows {
            space.extend(self.row(row));
        }
        let table = ArrayView2::from_shape((rows, self.columns), space);
        table.expect("each row has so many columns")
    }
}

/// Reads the weights in the order in which they lie.
pub(super) struct Reader(&'static [u8]);

impl Reader {
    pub(super) fn new() -> Self {
        Self(WEIGHTS)
    }

    pub(super) fn coarse(&mut self, rows: usize, columns: usize) -> Coarse {
        Coarse {
            columns,
            factors: self.take(4 * rows),
            numbers: self.take(rows * columns),
        }
    }

    pub(super) fn fine(&mut self, count: usize) -> Array1<f32> {
        self.take(4 * count).chunks(4).map(float).collect()
    }

    fn take(&mut self, bytes: usize) -> &'static [u8] {
        let (taken, rest) = self.0.split_at(bytes);
        self.0 = rest;
        taken
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.0.is_empty()
    }
}

fn float(bytes: &[u8]) -> f32 {
    f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}
