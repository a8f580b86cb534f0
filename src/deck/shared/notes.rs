//! What is kept of a deck, and what is noted against it, while it is read.

use super::problem::Problem;
use crate::deck::{Deck, Limits, Reason, Text, Unread};

/// After so many, another one tells nobody anything.
const MOST: usize = 1000;

/// Notes that a part could not be read, once for each slide that needs it.
pub(in crate::deck) fn note(deck: &mut Deck, source: &str, slide: Option<u32>, problem: Problem) {
    let known = |unread: &Unread| unread.source == source && unread.slide == slide;
    if deck.unread.len() >= MOST || deck.unread.iter().any(known) {
        return;
    }
    let Problem { reason, mut detail } = problem;
    detail.truncate(detail.floor_char_boundary(400));
    deck.unread.push(Unread {
        source: source.to_owned(),
        slide,
        reason,
        detail,
    });
}

/// Counts the texts that stay.
#[derive(Debug, Default)]
pub(in crate::deck) struct Kept {
    bytes: u64,
    over: bool,
}

impl Kept {
    /// Drops texts once there are too many of them, and says so.
    pub(in crate::deck) fn keep(
        &mut self,
        deck: &mut Deck,
        limits: &Limits,
        (source, slide): (&str, Option<u32>),
        texts: &mut Vec<Text>,
    ) {
        let limit = limits.text_bytes;
        let mut kept = 0;
        for text in texts.iter() {
            self.bytes += text.text.len() as u64 + 96;
            if self.bytes > limit {
                break;
            }
            kept += 1;
        }
        if kept < texts.len() {
            texts.truncate(kept);
            if !std::mem::replace(&mut self.over, true) {
                let detail = format!("the deck holds more than {} MB of text", limit >> 20);
                note(deck, source, slide, Problem::new(Reason::OverLimit, detail));
            }
        }
    }
}
