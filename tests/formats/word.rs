//! Word documents as one-pagers.

use crate::marks::{assert_marks, place, read_bytes, texts};
use proptest::prelude::*;
use rightdeck::deck::Reason;
use rightdeck_kit::{self as kit, MarkedDeck};
use std::sync::LazyLock;

static MARKED: LazyLock<MarkedDeck> = LazyLock::new(kit::marked_docx);

#[test]
fn every_mark_is_found_in_its_place() {
    assert_marks(&read_bytes("a.docx", &MARKED.bytes).unwrap(), &MARKED);
    let strict = kit::strict(&MARKED.bytes);
    assert_marks(&read_bytes("a.docx", &strict).unwrap(), &MARKED);
}

#[test]
fn each_heading_begins_a_section() {
    let deck = read_bytes("a.docx", &MARKED.bytes).unwrap();
    let titles: Vec<_> = deck
        .slides
        .iter()
        .map(|slide| slide.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("qmdoctitle"), Some("Second")]);
    let found = texts(&deck);
    let told = |word: &str| {
        found
            .iter()
            .find(|(_, text)| text.text.contains(word))
            .unwrap()
            .1
            .place
            .to_string()
    };
    assert_eq!(told("qmdoccell"), "cell 2 of row 1");
    assert_eq!(told("qmdocfootnote"), "footnote");
    let boxes = found.iter().filter(|(_, text)| text.text == "qmdocbox");
    assert_eq!(boxes.count(), 1, "a text box and its fallback are one");
    assert_eq!(deck.sheets[0].used_by, [1, 2]);
}

#[test]
fn a_document_under_a_decks_name_is_refused() {
    let error = read_bytes("a.pptx", &MARKED.bytes).unwrap_err();
    assert_eq!(error.reason, Reason::NotADeck);
}

#[test]
fn damage_is_told() {
    let package = kit::Package::read(&MARKED.bytes);
    let damaged = package.replace("word/document.xml", |xml| {
        xml.replacen("<w:tbl>", "<w:oops>", 1)
    });
    let deck = read_bytes("a.docx", &damaged.bytes()).unwrap();
    assert_eq!(deck.slides[0].title.as_deref(), Some("qmdoctitle"));
    assert_eq!(deck.unread[0].source, "word/document.xml");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cut_document_is_never_read_clean(share in 0.0..1.0f64) {
        let outcome = read_bytes("a.docx", &MARKED.bytes[..place(MARKED.bytes.len(), share)]);
        prop_assert!(outcome.is_err() || !outcome.unwrap().unread.is_empty());
    }

    #[test]
    fn a_cut_part_never_panics(part in any::<prop::sample::Index>(), share in 0.0..1.0f64, byte in any::<u8>()) {
        let package = kit::Package::read(&MARKED.bytes);
        let names: Vec<String> = package.names().into_iter().map(str::to_owned).collect();
        let name = part.get(&names);
        let mut content = package.get(name).unwrap();
        content.truncate(place(content.len(), share));
        content.push(byte);
        let _ = read_bytes("a.docx", &package.replace_bytes(name, &content).bytes());
    }
}
