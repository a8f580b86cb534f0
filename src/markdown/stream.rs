//! The parser's events, with text in runs.
//!
//! The parser gives text in pieces, cut wherever a character might have meant something. Pieces that
//! lie side by side in the source are one run here, line breaks included, so that names and addresses
//! are found whole.

use pulldown_cmark::{CowStr, Event, OffsetIter};
use std::ops::Range;

/// A run of text, or an event that is not text from the source.
pub(super) enum Item<'a> {
    /// Text as it stands in the source.
    Run(&'a str),
    /// Anything else, text that the source spells differently (`&amp;`) included.
    Event(Event<'a>),
}

/// Items with their place in the source.
pub(super) struct Stream<'a, F> {
    source: &'a str,
    events: OffsetIter<'a, F>,
    held: Option<(Event<'a>, Range<usize>)>,
}

impl<'a, F> Stream<'a, F> {
    pub(super) fn new(source: &'a str, events: OffsetIter<'a, F>) -> Self {
        Self {
            source,
            events,
            held: None,
        }
    }
}

/// Whether an event is a piece of the source, letter by letter.
fn is_verbatim(source: &str, event: &Event<'_>, range: &Range<usize>) -> bool {
    let Some(part) = source.get(range.clone()) else {
        return false;
    };
    match event {
        Event::Text(CowStr::Borrowed(text)) => {
            text.len() == part.len() && std::ptr::eq(part.as_ptr(), text.as_ptr())
        }
        Event::SoftBreak => part == "\n",
        _ => false,
    }
}

impl<'a, F: pulldown_cmark::BrokenLinkCallback<'a>> Iterator for Stream<'a, F> {
    type Item = (Item<'a>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = match self.held.take() {
            Some(held) => held,
            None => self.events.next()?,
        };
        if matches!(event, Event::SoftBreak) || !is_verbatim(self.source, &event, &range) {
            return Some((Item::Event(event), range));
        }
        let mut end = range.end;
        for (event, next) in self.events.by_ref() {
            if next.start != end || !is_verbatim(self.source, &event, &next) {
                self.held = Some((event, next));
                break;
            }
            end = next.end;
        }
        let run = self.source.get(range.start..end).unwrap_or_default();
        Some((Item::Run(run), range.start..end))
    }
}
