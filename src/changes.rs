//! What changed between two versions of a playbook.
//!
//! 1. [`compare`]: which pages are new, gone, moved, edited; `shingles` finds moved ones by their
//!    text.
//! 2. [`words`]: what changed in a page, paragraph by paragraph and word by word; `align` sets two
//!    rows of anything against each other, within a budget.
//! 3. [`html`]: that, as HTML.
//! 4. [`history`]: one page's steps through all versions.
//!
//! The caller gives only what its readers may see: what is not given cannot show. Nothing here
//! depends on a clock or on the order of a hash map.

mod align;
mod compare;
mod history;
mod html;
mod shingles;
mod tokens;
mod words;

pub use compare::{Comparison, Pair, compare};
pub use history::{Change, Step, history};
pub use html::html;
pub use words::{Block, Span, words, words_in_full};

/// A page of one version.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageText {
    /// Its file, relative to the project: `content/playbook/co-sell.md`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The plain text of its body, a paragraph a line.
    pub text: String,
    /// Its former addresses: `/playbook/selling-together/`.
    pub aliases: Vec<String>,
}

impl PageText {
    /// Whether a reader would find the same under another path.
    fn reads_like(&self, other: &Self) -> bool {
        self.title == other.title && self.text == other.text
    }
}
