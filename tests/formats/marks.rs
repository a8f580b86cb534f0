//! Marks that were planted, and where they were found.

use rightdeck::deck::{Deck, Limits, Text, Unreadable, read};
use rightdeck_kit::MarkedDeck;
use std::io::Cursor;

pub(crate) fn read_bytes(name: &str, bytes: &[u8]) -> Result<Deck, Unreadable> {
    read(name, Cursor::new(bytes), &Limits::default())
}

/// Every text with the slide it stands on.
pub(crate) fn texts(deck: &Deck) -> Vec<(Option<u32>, &Text)> {
    let slides = deck
        .slides
        .iter()
        .flat_map(|slide| slide.texts.iter().map(|text| (Some(slide.number), text)));
    let sheets = deck.sheets.iter().flat_map(|sheet| &sheet.texts);
    let orphans = deck.orphans.iter().flat_map(|orphan| &orphan.texts);
    let whole = sheets.chain(&deck.texts).chain(orphans);
    slides.chain(whole.map(|text| (None, text))).collect()
}

/// Each mark stands where it was planted and nowhere else; no decoy was read.
pub(crate) fn assert_marks(deck: &Deck, marked: &MarkedDeck) {
    let found = texts(deck);
    let mut wrong = Vec::new();
    for mark in &marked.marks {
        let places: Vec<_> = found
            .iter()
            .filter(|(_, text)| text.text.contains(mark.word))
            .collect();
        if places.is_empty() {
            wrong.push(format!("{} ({}) is lost", mark.word, mark.place));
        }
        for (slide, text) in places {
            if *slide != mark.slide || text.part.as_str() != mark.part {
                wrong.push(format!(
                    "{} ({}) stands on {:?} as {}, and was found on {slide:?} as {}",
                    mark.word,
                    mark.place,
                    mark.slide,
                    mark.part,
                    text.part.as_str()
                ));
            }
        }
    }
    for decoy in &marked.decoys {
        if let Some((slide, text)) = found.iter().find(|(_, text)| text.text.contains(decoy)) {
            let part = text.part.as_str();
            wrong.push(format!("{decoy} was found on {slide:?} as {part}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let orphans: Vec<&str> = deck.orphans.iter().map(|one| one.source.as_str()).collect();
    assert_eq!(orphans, marked.orphans);
    assert_eq!(deck.unread, []);
}

/// A place in a file, by its share of the length.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a place in a small file"
)]
pub(crate) fn place(length: usize, share: f64) -> usize {
    (length as f64 * share) as usize
}
