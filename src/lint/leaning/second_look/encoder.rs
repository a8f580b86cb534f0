//! The network: layers of attention (Vaswani et al., 2017) as in BERT, then one number.

use super::pieces::MOST;
use super::weights::{Coarse, Reader, VOCABULARY};
use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut1, Axis, Slice};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

const LAYERS: usize = 6;
/// Numbers for each piece.
const WIDTH: usize = 384;
const INNER: usize = 4 * WIDTH;
const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Keeps a division from one by nothing.
const TINY: f32 = 1e-12;
/// After so many texts, tables are kept as floats: fewer are not worth 42 MB.
const MANY: usize = 8;

pub(super) struct Encoder {
    words: Coarse,
    places: Coarse,
    first: Even,
    layers: Vec<Layer>,
    mean: Array1<f32>,
    most: Array1<f32>,
    bias: f32,
    /// How many texts it has read.
    texts: AtomicUsize,
}

/// A product with a table, and a sum.
struct Linear {
    coarse: Coarse,
    bias: Array1<f32>,
    kept: OnceLock<Array2<f32>>,
}

/// Where tables become floats.
struct Desk {
    space: Vec<f32>,
    keeps: bool,
}

/// Brings each row to the same mean and spread, then scales and shifts it.
struct Even {
    scale: Array1<f32>,
    shift: Array1<f32>,
}

struct Layer {
    /// Queries, keys and values side by side.
    attention: Linear,
    gathered: Linear,
    after_attention: Even,
    inner: Linear,
    outer: Linear,
    after: Even,
}

impl Encoder {
    pub(super) fn new(mut weights: Reader) -> Self {
        let words = weights.coarse(VOCABULARY.lines().count(), WIDTH);
        let places = weights.coarse(MOST, WIDTH);
        let encoder = Self {
            words,
            places,
            first: Even::new(&mut weights),
            layers: (0..LAYERS).map(|_| Layer::new(&mut weights)).collect(),
            mean: weights.fine(WIDTH),
            most: weights.fine(WIDTH),
            bias: weights.fine(1)[0],
            texts: AtomicUsize::new(0),
        };
        debug_assert!(weights.is_at_end());
        encoder
    }

    /// The logarithm of the odds.
    pub(super) fn odds(&self, pieces: &[usize]) -> f32 {
        let mut state = Array2::zeros((pieces.len(), WIDTH));
        for (place, (mut row, piece)) in state.rows_mut().into_iter().zip(pieces).enumerate() {
            let there = self.words.row(*piece).zip(self.places.row(place));
            for (number, (word, place)) in row.iter_mut().zip(there) {
                *number = word + place;
            }
        }
        self.first.apply(&mut state);
        let mut desk = Desk {
            space: Vec::with_capacity(INNER * WIDTH),
            keeps: self.texts.fetch_add(1, Ordering::Relaxed) >= MANY,
        };
        for layer in &self.layers {
            layer.apply(&mut state, &mut desk);
        }
        let most = |column: ArrayView1<'_, f32>| column.fold(f32::MIN, |a, b| a.max(*b));
        let most = state.map_axis(Axis(0), most);
        let mean = state.sum_axis(Axis(0)) / pieces.len() as f32;
        mean.dot(&self.mean) + most.dot(&self.most) + self.bias
    }
}

impl Linear {
    fn new(weights: &mut Reader, rows: usize, columns: usize) -> Self {
        Self {
            coarse: weights.coarse(rows, columns),
            bias: weights.fine(rows),
            kept: OnceLock::new(),
        }
    }

    fn apply(&self, state: &Array2<f32>, desk: &mut Desk) -> Array2<f32> {
        let space = &mut desk.space;
        let product = if desk.keeps {
            let kept = self
                .kept
                .get_or_init(|| self.coarse.table(space).to_owned());
            state.dot(&kept.t())
        } else {
            state.dot(&self.coarse.table(space).t())
        };
        product + &self.bias
    }
}

impl Even {
    fn new(weights: &mut Reader) -> Self {
        Self {
            scale: weights.fine(WIDTH),
            shift: weights.fine(WIDTH),
        }
    }

    fn apply(&self, state: &mut Array2<f32>) {
        for mut row in state.rows_mut() {
            let mean = row.sum() / WIDTH as f32;
            row -= mean;
            let spread = (row.dot(&row) / WIDTH as f32 + TINY).sqrt();
            row /= spread;
            row *= &self.scale;
            row += &self.shift;
        }
    }
}

impl Layer {
    fn new(weights: &mut Reader) -> Self {
        Self {
            attention: Linear::new(weights, 3 * WIDTH, WIDTH),
            gathered: Linear::new(weights, WIDTH, WIDTH),
            after_attention: Even::new(weights),
            inner: Linear::new(weights, INNER, WIDTH),
            outer: Linear::new(weights, WIDTH, INNER),
            after: Even::new(weights),
        }
    }

    fn apply(&self, state: &mut Array2<f32>, desk: &mut Desk) {
        let asked = self.attention.apply(state, desk);
        let mut heads = Array2::zeros(state.raw_dim());
        for head in 0..HEADS {
            let part = |of: usize| {
                let from = of * WIDTH + head * HEAD;
                asked.slice_axis(Axis(1), Slice::from(from..from + HEAD))
            };
            let mut heed = part(0).dot(&part(1).t()) / (HEAD as f32).sqrt();
            heed.rows_mut().into_iter().for_each(to_shares);
            let from = head * HEAD;
            let mut to = heads.slice_axis_mut(Axis(1), Slice::from(from..from + HEAD));
            to.assign(&heed.dot(&part(2)));
        }
        *state += &self.gathered.apply(&heads, desk);
        self.after_attention.apply(state);
        let mut inner = self.inner.apply(state, desk);
        inner.mapv_inplace(gelu);
        *state += &self.outer.apply(&inner, desk);
        self.after.apply(state);
    }
}

/// Softmax.
fn to_shares(mut row: ArrayViewMut1<'_, f32>) {
    let most = row.fold(f32::MIN, |a, b| a.max(*b));
    row.mapv_inplace(|n| (n - most).exp());
    let all = row.sum();
    row /= all;
}

/// The Gaussian error linear unit.
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + erf(x * std::f32::consts::FRAC_1_SQRT_2))
}

/// The error function to 1.5e-7 (Abramowitz and Stegun, 7.1.26).
fn erf(x: f32) -> f32 {
    const TERMS: [f32; 5] = [
        1.061_405_4,
        -1.453_152,
        1.421_413_7,
        -0.284_496_74,
        0.254_829_6,
    ];
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = TERMS.iter().fold(0.0, |sum, term| (sum + term) * t);
    (1.0 - sum * (-x * x).exp()).copysign(x)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_error_function_is_near_the_known_values() {
        for (x, known) in [
            (0.0, 0.0),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (-2.0, -0.995_322_3),
        ] {
            assert!((super::erf(x) - known).abs() < 1e-6, "{x}");
        }
    }
}
