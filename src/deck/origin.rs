//! Where the characters of a text stand, in a deck that people edit as text.

use crate::source::place::{Lines, Span};
use std::ops::Range;
use std::sync::Arc;

/// The places of a text's characters in its file, exact over the markup between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    file: Arc<Lines>,
    /// Where stretches begin, in bytes of the text and of the file. Within one, both go on alike.
    pieces: Vec<(usize, usize)>,
}

impl Origin {
    /// Of these stretches, ascending in the text.
    #[must_use]
    pub fn new(file: Arc<Lines>, pieces: Vec<(usize, usize)>) -> Self {
        Self { file, pieces }
    }

    /// Where bytes of the text stand. Markup between them is covered, that around them is not.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        let start = self.at(range.start);
        // The last character's own place: the next stretch may be far.
        let end = match range.end.checked_sub(1).filter(|_| !range.is_empty()) {
            Some(last) => self.file.text().ceil_char_boundary(self.at(last) + 1),
            None => start,
        };
        Span {
            start: self.file.point(start),
            end: self.file.point(end.max(start)),
        }
    }

    /// Where its first character stands, in bytes of the file.
    pub(super) fn start(&self) -> usize {
        self.at(0)
    }

    fn at(&self, offset: usize) -> usize {
        let next = self.pieces.partition_point(|(text, _)| *text <= offset);
        let piece = next.checked_sub(1).and_then(|last| self.pieces.get(last));
        piece.map_or(0, |(text, file)| file + (offset - text))
    }
}
