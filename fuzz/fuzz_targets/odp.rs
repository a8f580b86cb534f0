//! Any bytes under the name of an OpenDocument deck, and as one part past the archive.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::{Limits, odf::read_part, read};
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let _ = read("deck.odp", Cursor::new(bytes), &Limits::default());
    let _ = read_part(bytes);
});
