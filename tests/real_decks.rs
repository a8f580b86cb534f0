//! Decks that people made, where they are at hand: `RIGHTDECK_SHARED`, or `../shared`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]
#![expect(clippy::print_stderr, reason = "a skipped test says so")]

use rightdeck::deck::{Limits, Reason, read};
use std::path::PathBuf;

fn decks() -> Option<PathBuf> {
    let shared = std::env::var_os("RIGHTDECK_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let decks = shared.join("decks");
    if !decks.join("labels.yaml").is_file() {
        eprintln!("skipped: no decks in {}", decks.display());
        return None;
    }
    Some(decks)
}

fn labels(decks: &std::path::Path) -> serde_yaml::Value {
    serde_yaml::from_str(&std::fs::read_to_string(decks.join("labels.yaml")).unwrap()).unwrap()
}

fn open(decks: &std::path::Path, file: &str) -> std::fs::File {
    std::fs::File::open(decks.join(file)).unwrap()
}

#[test]
fn healthy_decks_are_read_whole() {
    let Some(decks) = decks() else { return };
    for label in labels(&decks)["decks"].as_sequence().unwrap() {
        let file = label["file"].as_str().unwrap();
        let deck = read(file, open(&decks, file), &Limits::default()).unwrap();
        assert_eq!(
            Some(deck.slides.len() as u64),
            label["slides"].as_u64(),
            "{file}"
        );
        assert_eq!(deck.unread, [], "{file}");
        assert_eq!(deck.orphans, [], "{file}");
        let numbers: Vec<u32> = deck.slides.iter().map(|slide| slide.number).collect();
        assert_eq!(
            numbers,
            (1..).take(numbers.len()).collect::<Vec<u32>>(),
            "{file}"
        );
        for slide in &deck.slides {
            let in_range =
                |shape: Option<usize>| shape.is_none_or(|index| index < slide.shapes.len());
            assert!(
                slide.texts.iter().all(|text| in_range(text.shape)),
                "{file}, slide {}",
                slide.number
            );
            assert!(
                slide.shapes.iter().all(|shape| in_range(shape.group)),
                "{file}, slide {}",
                slide.number
            );
        }
    }
}

#[test]
fn odd_files_are_refused_or_read() {
    let Some(decks) = decks() else { return };
    for label in labels(&decks)["robustness"].as_sequence().unwrap() {
        let file = label["file"].as_str().unwrap();
        let outcome = read(file, open(&decks, file), &Limits::default());
        let reason = outcome.as_ref().err().map(|error| error.reason);
        let expected = match label["expect"].as_str().unwrap() {
            "opens" => None,
            "refuse_corrupt" => Some(Reason::Corrupt),
            "refuse_encrypted" => Some(Reason::Encrypted),
            "refuse_old_format" => Some(Reason::LegacyFormat),
            other => panic!("{file}: what is {other}?"),
        };
        assert_eq!(reason, expected, "{file}: {outcome:?}");
        if let Ok(deck) = outcome {
            assert_eq!(
                Some(deck.slides.len() as u64),
                label["slide_parts"].as_u64(),
                "{file}"
            );
            assert_eq!(deck.unread, [], "{file}");
        }
    }
}
