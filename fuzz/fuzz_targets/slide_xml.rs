//! Any text as one part, past the archive and its checksums: the first byte says which kind.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::pptx::read_part;

fuzz_target!(|bytes: &[u8]| {
    if let Some((kind, xml)) = bytes.split_first() {
        let _ = read_part(*kind, xml);
    }
});
