//! Any text as a rule file of each kind, and a deck judged by what could be read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::deck::{Deck, Part, Place, Slide, Text};
use rightdeck::lint::{Linter, RuleFile, Settings};

const PATHS: [&str; 6] = [
    "rules/hyperscalers/oracle.yaml",
    "rules/vendors.yaml",
    "rules/shared-names.yaml",
    "rules/neutral-names.yaml",
    "rules/industry-renames.yaml",
    "rules/phrases/words.yaml",
];

fuzz_target!(|input: (u8, &str, &str)| {
    let (kind, yaml, slide) = input;
    let file = RuleFile {
        path: PATHS[usize::from(kind) % PATHS.len()].to_owned(),
        text: yaml.to_owned(),
    };
    let settings = Settings::on(jiff::civil::date(2026, 11, 1));
    let Ok(linter) = Linter::new(&[file], settings) else {
        return;
    };
    let deck = Deck {
        slides: vec![Slide {
            number: 1,
            texts: vec![Text {
                part: Part::Body,
                shape: None,
                place: Place::Whole,
                all_caps: false,
                origin: None,
                text: slide.to_owned(),
            }],
            ..Slide::default()
        }],
        ..Deck::default()
    };
    let _ = linter.judge("deck.pptx", &deck, None);
});
