//! From a deck's bytes to one [`Deck`], with what could not be read.
//!
//! 1. `sniff`: what the bytes are, whatever the file is called.
//! 2. A reader for each format, over what they share (`shared`): [`pptx`], [`odf`], `pdf`, `markdown`.
//! 3. `model`: what came out, the same for every format.

mod limits;
mod markdown;
mod model;
pub mod odf;
mod origin;
mod pdf;
pub mod pptx;
mod shared;
mod sniff;

pub use limits::Limits;
pub use markdown::{is_deck_name as is_markdown_deck, says_marp};
pub use model::{
    Bounds, Deck, Orphan, Part, Place, Reason, Shape, ShapeKind, Sheet, Slide, Stamp, Text, Unread,
};

pub use origin::Origin;
use shared::package::{Budget, Package, Source};
use shared::problem::Problem;
use sniff::Format;
use std::io::{Read, Seek, SeekFrom};

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
    let mut source = source;
    match sniff::format(name, &mut source)? {
        Format::Package => package(name, &mut source, limits),
        Format::Pdf => pdf::read(whole(&mut source, limits)?, &Budget::new(*limits), 0),
        Format::Markdown => markdown::read(whole(&mut source, limits)?, limits),
        Format::FlatOpenDocument => odf::read_flat(&whole(&mut source, limits)?, limits),
    }
}

/// A zip archive: which reader it is for stands in what it holds.
fn package(name: &str, source: &mut dyn Source, limits: &Limits) -> Result<Deck, Unreadable> {
    let package = Package::open(source, Budget::new(*limits)).map_err(pptx::unreadable)?;
    if !odf::is_odf(&package) {
        return pptx::read(name, package);
    }
    if package.find("[Content_Types].xml").is_some() {
        return Err(pptx::unreadable(Problem::new(
            Reason::Ambiguous,
            "it is an Office package and an OpenDocument file in one",
        )));
    }
    odf::read(package, 0)
}

/// All the bytes of a file that is no archive.
fn whole(source: &mut dyn Source, limits: &Limits) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::new();
    let limit = limits.file_bytes;
    source
        .seek(SeekFrom::Start(0))
        .and_then(|_| source.take(limit + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            sniff::refuse(
                Reason::Corrupt,
                format!("its bytes could not be read: {error}"),
                sniff::AGAIN,
            )
        })?;
    if bytes.len() as u64 > limit {
        let detail = format!("it is larger than {} MB", limit >> 20);
        let help = "Make its pictures smaller, or export it anew, and lint that.";
        return Err(sniff::refuse(Reason::OverLimit, detail, help));
    }
    Ok(bytes)
}
