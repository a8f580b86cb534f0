//! What stands in `content/`, typed: what pages, terms, statements and decks say of themselves.
//!
//! 1. `front_matter`: the YAML between the `---` lines of a page, typed, with its mistakes.
//! 2. `page`, `term`, `credentials`, `deck_entry`: the fields of each kind.
//! 3. `marks` and `review`: for whom a thing is, and how long it holds.
//! 4. [`data`]: tables, and tools made of data.
//! 5. `catalogue`: all pages about decks, by the deck they are about.

mod catalogue;
mod credentials;
pub mod data;
mod deck_entry;
mod front_matter;
mod marks;
mod page;
mod paths;
mod review;
mod term;
pub(crate) mod yaml;

pub use catalogue::Catalogue;
pub use credentials::CredentialsFields;
pub use deck_entry::{Allow, DeckEntry, DeckFields, DeckKind, DeckStatus};
pub use front_matter::FrontMatter;
pub use marks::Marks;
pub use page::{Archetype, PageFields, PageKind, SourceClass, SourceEntry, Update};
pub(crate) use paths::join;
pub use review::ReviewEvery;
pub use term::TermFields;
