//! The network: layers of attention (Vaswani et al., 2017) as in BERT, then one number.

use super::pieces::MOST;
use super::weights::{Coarse, Reader, VOCABULARY};
use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut1, Axis, Slice};

const LAYERS: usize = 6;
/// Numbers for each piece.
const WIDTH: usize = 384;
const INNER: usize = 4 * WIDTH;
const HEADS: usize = 12;
const HEAD: usize = WIDTH / HEADS;
/// Keeps a division from one by nothing.
const TINY: f32 = 1e-12;

pub(super) struct Encoder {
    words: Coarse,
    places: Array2<f32>,
    first: Even,
    layers: Vec<Layer>,
    mean: Array1<f32>,
    most: Array1<f32>,
    bias: f32,
}

/// A product with a table, and a sum.
struct Linear {
    table: Array2<f32>,
    bias: Array1<f32>,
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
        let places = weights.coarse(MOST, WIDTH).table().reversed_axes();
        let encoder = Self {
            words,
            places,
            first: Even::new(&mut weights),
            layers: (0..LAYERS).map(|_| Layer::new(&mut weights)).collect(),
            mean: weights.fine(WIDTH),
            most: weights.fine(WIDTH),
            bias: weights.fine(1)[0],
        };
        debug_assert!(weights.is_at_end());
        encoder
    }

    /// The logarithm of the odds.
    pub(super) fn odds(&self, pieces: &[usize]) -> f32 {
        let mut state = self
            .places
            .slice_axis(Axis(0), Slice::from(..pieces.len()))
            .to_owned();
        for (mut row, piece) in state.rows_mut().into_iter().zip(pieces) {
            for (number, word) in row.iter_mut().zip(self.words.row(*piece)) {
                *number += word;
            }
        }
        self.first.apply(&mut state);
        for layer in &self.layers {
            layer.apply(&mut state);
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
            table: weights.coarse(rows, columns).table(),
            bias: weights.fine(rows),
        }
    }

    fn apply(&self, state: &Array2<f32>) -> Array2<f32> {
        state.dot(&self.table) + &self.bias
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

    fn apply(&self, state: &mut Array2<f32>) {
        let asked = self.attention.apply(state);
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
        *state += &self.gathered.apply(&heads);
        self.after_attention.apply(state);
        let mut inner = self.inner.apply(state);
        inner.mapv_inplace(gelu);
        *state += &self.outer.apply(&inner);
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
