//! Builds real decks in memory, whole and broken, for rightdeck's tests.
//!
//! - [`text_deck`]: an ordinary deck from a few lines of YAML, as a rule's examples need it.
//! - [`package`]: the zip container record by record, so that a broken one can be made.
//! - [`marks`]: one deck with a made-up word in every kind of place where text can hide.
//! - `odp`, `pdf`, `word`, `markdown`: the same for the other formats.
//! - [`malformed`]: the files which must be refused, each with the reason that must be given.
//!
//! Nothing here reads decks the way rightdeck does: the kit has its own zip reader and writer and
//! writes its XML as text, so that a mistake in the program is not repeated in its tests. The same
//! input gives the same bytes: parts are sorted and every date is fixed.

#![forbid(unsafe_code)]

mod builder;
mod chart;
mod compound;
mod docx;
pub mod malformed;
mod markdown;
pub mod marks;
mod odp;
pub mod package;
mod parts;
mod pdf;
mod properties;
mod shapes;
mod skeleton;
mod smart_art;
mod strict;
pub mod text_deck;
mod text_deck_pptx;
mod word;
mod workbook;
mod xml;

pub use compound::compound_file;
pub use malformed::{Malformed, cases, huge_unused_media};
pub use markdown::{marked_marp, marked_reveal, marked_slidev};
pub use marks::{Mark, MarkedDeck, marked_deck};
pub use odp::{marked_fodp, marked_odp};
pub use package::{Entry, Package};
pub use pdf::{Pdf, marked_pdf, page_pdf};
pub use strict::strict;
pub use text_deck::{TextDeck, TextSlide};
pub use text_deck_pptx::pptx;
pub use word::marked_docx;
pub use workbook::{Cell, Sheet, xlsx};
