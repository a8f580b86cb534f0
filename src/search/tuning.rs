//! The numbers of the ranking. They stand in each index, so that both engines use the same.

use serde::{Deserialize, Serialize};

/// What counts how much. Factors are of 256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tuning {
    /// What a level is worth.
    pub levels: [u32; 16],
    /// By how a word was found.
    pub factor: Factors,
    /// Added for neighbouring words in one row of sixteen words, in two rows next to each other.
    pub near: [u32; 2],
    /// What a word counts that stands in another record of the group.
    pub elsewhere: u32,
    /// By kind of record.
    pub kind: Kinds,
    /// For the reader's own hyperscaler.
    pub lens: u32,
    /// For the reader's own archetype.
    pub archetype: u32,
    /// For what should have been read again by now.
    pub overdue: u32,
    /// For retired decks.
    pub retired: u32,
}

/// How a word was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Factors {
    /// As it was written.
    pub exact: u32,
    /// Another form of it.
    pub stem: u32,
    /// Only its beginning was written.
    pub prefix: u32,
    /// A compound's parts, each by itself.
    pub apart: u32,
    /// With one mistake.
    pub edit1: u32,
    /// With two.
    pub edit2: u32,
    /// Other words for the same.
    pub synonym: u32,
    /// A phrase in quotes.
    pub phrase: u32,
}

/// What a record is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// A page or a section of it.
    pub page: u32,
    /// A deck.
    pub deck: u32,
    /// A slide.
    pub slide: u32,
    /// A glossary term.
    pub term: u32,
    /// A credentials statement.
    pub statement: u32,
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            // 256 * 2.2 * t / (t + 1.2) for t = 2^(level / 2 - 2): BM25 with k1 = 1.2.
            levels: [
                97, 128, 166, 209, 256, 305, 352, 395, 433, 465, 490, 509, 524, 535, 543, 549,
            ],
            factor: Factors {
                exact: 256,
                stem: 216,
                prefix: 200,
                apart: 180,
                edit1: 160,
                edit2: 110,
                synonym: 200,
                phrase: 256,
            },
            near: [48, 24],
            elsewhere: 128,
            kind: Kinds {
                page: 256,
                deck: 256,
                slide: 224,
                term: 216,
                statement: 240,
            },
            lens: 307,
            archetype: 282,
            overdue: 205,
            retired: 128,
        }
    }
}

impl Tuning {
    /// Numbers that no sum of scores grows too large with.
    pub(super) fn is_sound(&self) -> bool {
        let f = &self.factor;
        let k = &self.kind;
        let factors = [
            f.exact,
            f.stem,
            f.prefix,
            f.apart,
            f.edit1,
            f.edit2,
            f.synonym,
            f.phrase,
            self.elsewhere,
            self.near[0],
            self.near[1],
            self.lens,
            self.archetype,
            self.overdue,
            self.retired,
            k.page,
            k.deck,
            k.slide,
            k.term,
            k.statement,
        ];
        factors.iter().all(|factor| *factor <= 1024) && self.levels.iter().all(|l| *l <= 1024)
    }
}
