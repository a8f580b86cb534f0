//! A text in the making, with the places of its characters.

use crate::deck::{Origin, Part, Place, Text};
use crate::source::place::Lines;
use std::sync::Arc;

/// What is known of the next text so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    /// Where stretches begin, in the text and in the file.
    pieces: Vec<(usize, usize)>,
}

impl Draft {
    /// Adds words that stand at a byte of the file. No text begins with a blank.
    pub(super) fn push(&mut self, words: &str, at: usize) {
        let (mut words, mut at) = (words, at);
        if self.text.is_empty() {
            let rest = words.trim_start();
            at += words.len() - rest.len();
            words = rest;
        }
        if words.is_empty() {
            return;
        }
        let goes_on = self
            .pieces
            .last()
            .is_some_and(|(text, file)| file + (self.text.len() - text) == at);
        if !goes_on {
            self.pieces.push((self.text.len(), at));
        }
        self.text.push_str(words);
    }

    /// A blank between words, one at most.
    pub(super) fn space(&mut self, at: usize) {
        if !self.text.ends_with([' ', '\n']) {
            self.push(" ", at);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// The text, unless nothing can be seen of it. The draft is empty afterwards.
    pub(super) fn finish(&mut self, file: &Arc<Lines>, part: Part, place: Place) -> Option<Text> {
        let Self { mut text, pieces } = std::mem::take(self);
        text.truncate(text.trim_end().len());
        (!text.is_empty()).then(|| Text {
            part,
            shape: None,
            place,
            text,
            all_caps: false,
            origin: Some(Box::new(Origin::new(Arc::clone(file), pieces))),
        })
    }
}

/// Words that lie in the file as they are.
pub(super) fn verbatim(
    file: &Arc<Lines>,
    part: Part,
    place: Place,
    words: &str,
    at: usize,
) -> Option<Text> {
    let mut draft = Draft::default();
    draft.push(words, at);
    draft.finish(file, part, place)
}
