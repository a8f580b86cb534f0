//! A second look at a slide whose words leave doubt: it is read whole, in order, by a small network
//! that knew English before it saw a slide.
//!
//! The network is MiniLM (Wang et al., 'MiniLM: Deep Self-Attention Distillation', 2020, in the form of
//! `all-MiniLM-L6-v2`, Apache-2.0), with its upper layers taught on the slides for tuning; how is told in
//! `rules/second-look/README.md`. It takes some 30 ms a slide, so only doubt calls for it.
//!
//! 1. `pieces`: a text as the pieces of words that the network knows.
//! 2. `weights`: what it has learned, as it lies in the program.
//! 3. `encoder`: what it makes of the pieces.

mod encoder;
mod pieces;
mod weights;

use encoder::Encoder;
use pieces::Vocabulary;
use std::sync::OnceLock;

/// How surely a text leans against a product, as the logarithm of the odds: above nothing it rather
/// does.
pub(super) fn read(text: &str) -> f64 {
    static NETWORK: OnceLock<(Vocabulary, Encoder)> = OnceLock::new();
    let (vocabulary, encoder) = NETWORK.get_or_init(|| {
        let vocabulary = Vocabulary::new(weights::VOCABULARY);
        (vocabulary, Encoder::new(weights::Reader::new()))
    });
    encoder.odds(&vocabulary.pieces(text)).into()
}

#[cfg(test)]
mod tests {
    use super::{read, weights::CASES};

    #[test]
    fn texts_are_read_as_when_they_were_learned() {
        let mut lines = 0;
        for line in CASES.lines() {
            let (odds, text) = line.split_once('\t').expect("odds, a tab, a text");
            let odds: f64 = odds.parse().expect("a number");
            let now = read(text);
            assert!((now - odds).abs() < 0.02, "{now} for {odds}: {text}");
            lines += 1;
        }
        assert!(lines >= 20);
    }

    #[test]
    fn what_is_no_text_is_read_too() {
        for text in [
            "",
            " ",
            "\0",
            "☃",
            &"word ".repeat(5_000),
            &"x".repeat(5_000),
        ] {
            assert!(read(text).is_finite());
        }
    }
}
