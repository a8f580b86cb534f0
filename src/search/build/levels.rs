//! How much a word weighs in a record: BM25F's weighted frequency, in sixteen levels.
//!
//! Lengths are set against fixed ones instead of averages, so that a record's levels depend on that record
//! alone, and a change elsewhere leaves its bytes as they are.

/// A part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// The title, in the record that is the thing itself.
    Title,
    /// The title, in the records below it.
    TitleAbove,
    Heading,
    Aliases,
    Text,
    Notes,
}

impl Field {
    pub(super) const ALL: [Self; 6] = [
        Self::Title,
        Self::TitleAbove,
        Self::Heading,
        Self::Aliases,
        Self::Text,
        Self::Notes,
    ];

    /// What a word is worth there, how much the field's length counts, and how long it usually is.
    fn shape(self) -> (f64, f64, f64) {
        match self {
            Self::Title => (9.0, 0.6, 4.0),
            Self::TitleAbove => (2.5, 0.6, 4.0),
            Self::Heading => (5.0, 0.5, 4.0),
            Self::Aliases => (5.0, 0.4, 4.0),
            // Most sections are about as long; more than this would cost a bit a word, and tell little.
            Self::Text => (1.0, 0.3, 100.0),
            Self::Notes => (0.5, 0.3, 60.0),
        }
    }

    /// What each word of such a field with so many words is worth.
    pub(super) fn worth(self, length: usize) -> f64 {
        let (weight, share, usual) = self.shape();
        // Lengths are far below 2^52.
        let length = (length as f64 / usual).max(0.25);
        weight / (1.0 - share + share * length)
    }
}

/// The levels begin here: 2^(level / 2 - 2.25), the middles between what they stand for.
const FROM: [f64; 16] = [
    0.0, 0.2973, 0.4204, 0.5946, 0.8409, 1.1892, 1.6818, 2.3784, 3.3636, 4.7568, 6.7272, 9.5137,
    13.4543, 19.0273, 26.9087, 38.0546,
];

/// The level of a weighted frequency.
pub(super) fn level(worth: f64) -> u8 {
    let above = FROM.iter().take_while(|from| **from <= worth).count();
    above.saturating_sub(1) as u8
}
