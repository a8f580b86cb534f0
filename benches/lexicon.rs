//! Finding names: every text of decks that are already read is normalised, cut into words and
//! looked up. Of the rules only one runs that looks at no text. Throughput is of text.

mod support;

use divan::Bencher;
use divan::counter::BytesCount;
use rightdeck::deck::{self, Deck, Limits};
use rightdeck::lint::{Linter, Settings};
use std::io::Cursor;

fn main() {
    divan::main();
}

#[divan::bench(args = support::names())]
fn annotate(bencher: Bencher<'_, '_>, name: &str) {
    let mut settings = Settings::on(jiff::civil::date(2026, 11, 1));
    settings.only = vec!["context-unknown".to_owned()];
    let linter = Linter::new(&[], settings).expect("the built-in rules are sound");
    let decks: Vec<(&str, Deck)> = support::set(name)
        .decks
        .iter()
        .filter_map(|(name, bytes)| {
            let deck = deck::read(name, Cursor::new(bytes), &Limits::default());
            deck.ok().map(|deck| (name.as_str(), deck))
        })
        .collect();
    let text: usize = decks.iter().map(|(_, deck)| letters(deck)).sum();
    bencher.counter(BytesCount::new(text)).bench(|| {
        for (name, deck) in &decks {
            divan::black_box(linter.judge(name, deck, None));
        }
    });
}

fn letters(deck: &Deck) -> usize {
    let slides = deck.slides.iter().flat_map(|slide| &slide.texts);
    slides.map(|text| text.text.len()).sum()
}
