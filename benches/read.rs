//! Decks to models. Throughput is of inflated XML.

mod support;
#[path = "support/xml.rs"]
mod xml;

use divan::Bencher;
use rightdeck::deck::{self, Limits};
use std::io::Cursor;

fn main() {
    divan::main();
}

#[divan::bench(args = support::names())]
fn read(bencher: Bencher<'_, '_>, name: &str) {
    let set = support::set(name);
    bencher.counter(xml::inflated(set)).bench(|| {
        for (name, bytes) in &set.decks {
            divan::black_box(deck::read(name, Cursor::new(bytes), &Limits::default()).is_ok());
        }
    });
}
