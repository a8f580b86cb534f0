//! Any text as a page of the deck catalogue: its front matter, and each mistake with its place.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::playbook::{DeckFields, FrontMatter};
use rightdeck::source::Source;

fuzz_target!(|text: &str| {
    let source = Source::new("content/decks/deck.md", text);
    if let Ok(Some(front_matter)) = FrontMatter::find(&source) {
        let _ = front_matter.parse::<DeckFields>();
    }
});
