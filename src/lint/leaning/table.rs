//! Weights, looked up where they lie.

use super::layout::{SLOT, first_slot, hash, lay_out};
use std::borrow::Cow;

/// Weights by the hash of their key.
#[derive(Debug, Clone)]
pub(crate) struct Table(Cow<'static, [u8]>);

/// A weight, with a number of its own below [`Table::slots`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    pub(crate) number: usize,
    pub(crate) value: f64,
}

impl Table {
    /// What the build script has laid out.
    pub(crate) fn built_in(bytes: &'static [u8]) -> Self {
        Self(Cow::Borrowed(bytes))
    }

    pub(crate) fn new<'a>(weights: impl ExactSizeIterator<Item = (&'a str, f64)>) -> Self {
        Self(Cow::Owned(lay_out(weights)))
    }

    pub(crate) fn slots(&self) -> usize {
        self.0.len() / SLOT
    }

    /// The weight of a key that is known by its hash.
    pub(crate) fn get(&self, hash: u64) -> Option<Weight> {
        let (slots, rest) = self.0.as_chunks::<SLOT>();
        debug_assert!(rest.is_empty() && slots.len().is_power_of_two());
        let mut number = first_slot(hash, slots.len());
        loop {
            let [a, b, c, d, e, f, g, h, weight @ ..] = slots[number];
            match u64::from_le_bytes([a, b, c, d, e, f, g, h]) {
                0 => return None,
                here if here == hash => {
                    let value = f32::from_le_bytes(weight).into();
                    return Some(Weight { number, value });
                }
                _ => number = (number + 1) & (slots.len() - 1),
            }
        }
    }

    /// The weight of a key as it is written.
    pub(crate) fn weight(&self, key: &str) -> Option<f64> {
        self.get(hash(key)).map(|weight| weight.value)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn what_is_laid_out_is_found_and_nothing_else() {
        let keys: Vec<String> = (0..5_000).map(|n| format!("any word{n} THEM")).collect();
        let weights: Vec<(&str, f64)> = keys
            .iter()
            .zip(0..)
            .map(|(key, n)| (key.as_str(), f64::from(n)))
            .collect();
        let table = Table::new(weights.into_iter());
        let mut numbers = std::collections::BTreeSet::new();
        for (key, n) in keys.iter().zip(0..) {
            assert_eq!(table.weight(key), Some(f64::from(n)));
            let weight = table.get(super::hash(key)).expect("just found");
            assert!(numbers.insert(weight.number) && weight.number < table.slots());
        }
        for n in 0..5_000 {
            assert_eq!(table.weight(&format!("any THEM word{n}")), None);
        }
        assert_eq!(Table::new([].into_iter()).weight("bias"), None);
    }
}
