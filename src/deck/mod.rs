//! From a deck's bytes to one [`Deck`], with what could not be read.
//!
//! 1. `sniff`: what the bytes are, whatever the file is called.
//! 2. [`pptx`]: OOXML presentations.
//! 3. `model`: what came out, the same for every format.

mod limits;
mod model;
pub mod pptx;
mod sniff;

pub use limits::Limits;
pub use model::{
    Bounds, Deck, Orphan, Part, Place, Reason, Shape, ShapeKind, Sheet, Slide, Stamp, Text, Unread,
};

use std::io::{Read, Seek};

/// Why a deck could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Unreadable {
    /// Why, for machines.
    pub reason: Reason,
    /// Why, for people: a clause without a full stop.
    pub detail: String,
    /// What to do about it, one sentence.
    pub help: String,
}

/// Reads a deck from anything that can be read and sought, a file or bytes in memory.
///
/// `name` is the file's name; only its extension is looked at, and only to choose words. Media that
/// nothing asks for are never inflated, so a deck may be far larger than the memory it costs. What is
/// read is asked for in small pieces and jumps: a file should come through a buffer.
///
/// # Errors
/// [`Unreadable`] when there is no deck to judge. A damaged part of an otherwise sound deck is no
/// error here: it stands in [`Deck::unread`].
pub fn read<R: Read + Seek>(name: &str, source: R, limits: &Limits) -> Result<Deck, Unreadable> {
    let source = sniff::expect_package(name, source)?;
    pptx::read(name, source, limits)
}
