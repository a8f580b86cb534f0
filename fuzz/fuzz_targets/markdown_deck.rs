//! Any text under the name of a Markdown deck, and the place of each of its characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::{Limits, read};
use std::io::Cursor;

fuzz_target!(|text: &str| {
    let Ok(deck) = read("slides.md", Cursor::new(text), &Limits::default()) else {
        return;
    };
    for text in deck.slides.iter().flat_map(|slide| &slide.texts) {
        if let Some(origin) = &text.origin {
            let _ = origin.span(&(0..text.text.len()));
        }
    }
});
