//! The pages of `content/` that say what a deck is.
//!
//! 1. `front_matter`: the YAML between the `---` lines of a page, typed, with its mistakes.
//! 2. `deck_entry`: a page of the deck catalogue.
//! 3. `catalogue`: all of them, by the deck they are about.

mod catalogue;
mod deck_entry;
mod front_matter;

pub use catalogue::Catalogue;
pub use deck_entry::{Allow, DeckEntry, DeckFields, DeckKind, DeckStatus};
pub use front_matter::FrontMatter;
