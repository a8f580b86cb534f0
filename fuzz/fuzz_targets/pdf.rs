//! Any bytes as a PDF.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::{Limits, read};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let bytes = [b"%PDF-1.7\n", bytes].concat();
    let _ = read("deck.pdf", Cursor::new(bytes), &Limits::default());
});
