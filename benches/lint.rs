//! Decks read and judged by every rule, as `rightdeck lint` does it. Throughput is of inflated XML.

mod support;
#[path = "support/xml.rs"]
mod xml;

use divan::Bencher;
use rightdeck::deck::{self, Limits};
use rightdeck::lint::{Context, Linter, Room, Settings};
use std::io::Cursor;

fn main() {
    divan::main();
}

#[divan::bench(args = support::names())]
fn lint(bencher: Bencher<'_, '_>, name: &str) {
    let set = support::set(name);
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .expect("the built-in rules are sound");
    let room = Room {
        hyperscalers: vec!["aws".to_owned()],
        contexts: vec![Context::Joint],
    };
    bencher.counter(xml::inflated(set)).bench(|| {
        for (name, bytes) in &set.decks {
            if let Ok(deck) = deck::read(name, Cursor::new(bytes), &Limits::default()) {
                divan::black_box(linter.judge(name, &deck, Some(&room)));
            }
        }
    });
}
