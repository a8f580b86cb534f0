//! Any bytes under a deck's name: sniffing, the zip archive, relationships, every part.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::{Limits, read};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _ = read("deck.pptx", Cursor::new(bytes), &Limits::default());
});
