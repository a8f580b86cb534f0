//! Absurdly long texts: the cost must grow with the length, not with its square.

use crate::example::settings;
use rightdeck::deck::{Deck, Part, Place, Slide, Text};
use rightdeck::lint::{Context, Linter, Room};
use std::time::{Duration, Instant};

/// Far above what a linear pass takes in a debug build, far below a quadratic one.
const ENOUGH: Duration = Duration::from_secs(20);

fn takes(linter: &Linter, text: String) -> Duration {
    let deck = Deck {
        slides: vec![Slide {
            number: 1,
            texts: vec![Text {
                part: Part::Notes,
                shape: None,
                place: Place::Whole,
                all_caps: false,
                origin: None,
                text,
            }],
            ..Slide::default()
        }],
        ..Deck::default()
    };
    let room = Room {
        hyperscalers: vec!["aws".to_owned()],
        contexts: vec![Context::Joint],
    };
    let start = Instant::now();
    let _ = linter.judge("deck.pptx", &deck, Some(&room));
    start.elapsed()
}

#[test]
fn long_texts_take_linear_time() {
    let cases = [
        ("names", "Azure Synapse and BigQuery, ".repeat(40_000)),
        ("one name", "Azure ".repeat(170_000)),
        ("addresses", "https://a.example.com/x ".repeat(100_000)),
        (
            "cloud addresses",
            "https://portal.azure.com/x ".repeat(100_000),
        ),
        ("addresses and names", "Azure azure.com ".repeat(65_000)),
        ("one word", "x".repeat(1_000_000)),
        ("capitals", "AZURE EC2 ".repeat(100_000)),
        ("old names", "Azure AD Stackdriver ".repeat(50_000)),
        (
            "figures",
            "40% more, 3x faster for 5,000 customers. ".repeat(25_000),
        ),
        (
            "superlatives",
            "We are the fastest platform. \"".repeat(30_000),
        ),
        ("bills", "We cut your AWS bill. ".repeat(40_000)),
        ("brackets", "[".repeat(300_000)),
        ("marks", "\u{301}".repeat(300_000)),
    ];
    let mut settings = settings();
    settings.only = [
        "wrong-hyperscaler-name",
        "wrong-commit-term",
        "outdated-term",
        "placeholder-text",
        "bill-cutting-claim",
        "solo-hero-claim",
        "unsourced-statistic",
    ]
    .map(str::to_owned)
    .to_vec();
    let linter = Linter::new(&[], settings).expect("the built-in rules are sound");
    for (what, text) in cases {
        let time = takes(&linter, text);
        assert!(time < ENOUGH, "{what}: {time:?}");
    }
}
