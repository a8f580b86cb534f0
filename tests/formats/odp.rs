//! OpenDocument presentations.

use crate::marks::{assert_marks, place, read_bytes, texts};
use proptest::prelude::*;
use rightdeck::deck::{Limits, Part, Reason, read};
use rightdeck_kit::{self as kit, MarkedDeck};
use std::io::Cursor;
use std::sync::LazyLock;

static MARKED: LazyLock<MarkedDeck> = LazyLock::new(kit::marked_odp);
static FLAT: LazyLock<MarkedDeck> = LazyLock::new(kit::marked_fodp);

#[test]
fn every_mark_is_found_in_its_place() {
    assert_marks(&read_bytes("deck.odp", &MARKED.bytes).unwrap(), &MARKED);
}

#[test]
fn the_flat_form_reads_alike() {
    assert_marks(&read_bytes("deck.fodp", &FLAT.bytes).unwrap(), &FLAT);
}

#[test]
fn slides_have_their_titles_and_the_hidden_one_is_hidden() {
    let deck = read_bytes("deck.odp", &MARKED.bytes).unwrap();
    let told: Vec<_> = deck
        .slides
        .iter()
        .map(|slide| (slide.number, slide.title.as_deref(), slide.hidden))
        .collect();
    assert_eq!(
        told,
        [
            (1, Some("qmodftitle"), false),
            (2, None, true),
            (3, None, false)
        ]
    );
    let plain = deck
        .sheets
        .iter()
        .find(|sheet| sheet.name == "Plain")
        .unwrap();
    assert_eq!(plain.used_by, [1, 2], "slide 3 shows nothing of its master");
    assert_eq!(deck.stamp.hyperscalers, ["aws"]);
    assert_eq!(deck.stamp.contexts, ["joint", "hyperscaler"]);
}

#[test]
fn white_space_is_what_a_reader_sees() {
    let deck = read_bytes("deck.odp", &MARKED.bytes).unwrap();
    let found = texts(&deck);
    let (_, text) = found
        .iter()
        .find(|(_, text)| text.text.contains("qmodfshape"))
        .unwrap();
    assert_eq!(text.text, "on  two\tand qmodfshape\nnext");
}

#[test]
fn places_are_told_as_people_tell_them() {
    let deck = read_bytes("deck.odp", &MARKED.bytes).unwrap();
    let told = |word: &str| {
        let found = texts(&deck);
        let (_, text) = found
            .iter()
            .find(|(_, text)| text.text.contains(word))
            .unwrap();
        text.place.to_string()
    };
    assert_eq!(told("qmodfcell"), "cell 4 of row 1");
    assert_eq!(told("qmodfcharttitle"), "chart title");
    assert_eq!(told("qmodfaxis"), "axis title");
    assert_eq!(told("qmodfseries"), "series 1");
    assert_eq!(told("qmodfcategory"), "category 1");
    assert_eq!(told("qmodfsheetcell"), "Object 2, qmodfsheet!C4");
    assert_eq!(told("qmodfinner"), "Object 3, S!A1");
}

fn reason(name: &str, bytes: &[u8]) -> Reason {
    read_bytes(name, bytes).unwrap_err().reason
}

#[test]
fn what_is_no_presentation_says_so() {
    let package = || kit::Package::read(&MARKED.bytes);
    let encrypted = package().replace("META-INF/manifest.xml", |xml| {
        xml.replace("/>", "><manifest:encryption-data/></manifest:manifest>")
    });
    assert_eq!(reason("a.odp", &encrypted.bytes()), Reason::Encrypted);
    let text = package()
        .replace("content.xml", |xml| {
            xml.replace("office:presentation>", "office:text>")
        })
        .replace_bytes("mimetype", b"application/vnd.oasis.opendocument.text");
    assert_eq!(reason("a.odp", &text.bytes()), Reason::NotADeck);
    let two = package().replace_bytes("mimetype", b"application/vnd.oasis.opendocument.text");
    assert_eq!(reason("a.odp", &two.bytes()), Reason::Ambiguous);
    let both = package().part("[Content_Types].xml", "<Types/>");
    assert_eq!(reason("a.odp", &both.bytes()), Reason::Ambiguous);
    let damaged = package().replace_bytes("content.xml", b"<office:document-content>");
    assert_eq!(reason("a.odp", &damaged.bytes()), Reason::Corrupt);
    let small = Limits {
        file_bytes: 100,
        ..Limits::default()
    };
    let over = read("a.fodp", Cursor::new(&FLAT.bytes), &small).unwrap_err();
    assert_eq!(over.reason, Reason::OverLimit);
}

#[test]
fn damage_is_told_and_what_stood_before_it_is_kept() {
    let package = kit::Package::read(&MARKED.bytes);
    let damaged = package
        .replace("content.xml", |xml| {
            xml.replacen("<table:table-row>", "<oops>", 1)
        })
        .bytes();
    let deck = read_bytes("a.odp", &damaged).unwrap();
    assert_eq!(deck.slides[0].title.as_deref(), Some("qmodftitle"));
    assert_eq!(deck.unread[0].source, "content.xml");
    let gone = kit::Package::read(&MARKED.bytes).remove("Pictures/qmodfpicture.png");
    let deck = read_bytes("a.odp", &gone.bytes()).unwrap();
    assert_eq!(
        (deck.unread[0].slide, deck.unread[0].reason),
        (Some(2), Reason::Corrupt)
    );
}

#[test]
fn a_deck_in_a_deck_is_read() {
    let package = kit::Package::read(&MARKED.bytes);
    let outer = package.replace_bytes("Object 3", &MARKED.bytes).bytes();
    let deck = read_bytes("a.odp", &outer).unwrap();
    let inner = texts(&deck).into_iter().any(|(slide, text)| {
        slide == Some(3) && text.part == Part::Embedded && text.text == "qmodfnotes"
    });
    assert!(inner, "{:?}", deck.unread);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cut_deck_is_never_read_clean(share in 0.0..1.0f64, flat in any::<bool>()) {
        let bytes = if flat { &FLAT.bytes } else { &MARKED.bytes };
        let outcome = read_bytes("a.odp", &bytes[..place(bytes.len(), share)]);
        prop_assert!(outcome.is_err() || !outcome.unwrap().unread.is_empty());
    }

    #[test]
    fn flipped_bytes_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), flat in any::<bool>()) {
        let mut bytes = if flat { FLAT.bytes.clone() } else { MARKED.bytes.clone() };
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes("a.odp", &bytes);
    }

    #[test]
    fn a_cut_part_never_panics(part in any::<prop::sample::Index>(), share in 0.0..1.0f64, byte in any::<u8>()) {
        let package = kit::Package::read(&MARKED.bytes);
        let names: Vec<String> = package.names().into_iter().map(str::to_owned).collect();
        let name = part.get(&names);
        let mut content = package.get(name).unwrap();
        content.truncate(place(content.len(), share));
        content.push(byte);
        let _ = read_bytes("a.odp", &package.replace_bytes(name, &content).bytes());
    }
}
