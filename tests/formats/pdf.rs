//! PDF decks.

use crate::marks::{assert_marks, place, read_bytes};
use proptest::prelude::*;
use rightdeck::deck::{Limits, Reason, read};
use rightdeck_kit::{self as kit, MarkedDeck};
use std::io::Cursor;
use std::sync::LazyLock;

static MARKED: LazyLock<MarkedDeck> = LazyLock::new(kit::marked_pdf);

const FONT: &str =
    "/Font<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

#[test]
fn every_mark_is_found_in_its_place() {
    let deck = read_bytes("deck.pdf", &MARKED.bytes).unwrap();
    assert_marks(&deck, &MARKED);
    let titles: Vec<_> = deck
        .slides
        .iter()
        .map(|slide| slide.title.as_deref())
        .collect();
    assert_eq!(titles, [Some("qmpdftitle"), Some("qmpdfwide")]);
    assert_eq!(deck.stamp.hyperscalers, ["aws"]);
    assert_eq!(deck.stamp.contexts, ["joint"]);
}

#[test]
fn a_page_of_pictures_says_so() {
    let deck = read_bytes("a.pdf", &kit::page_pdf("", "q /Im Do Q")).unwrap();
    let unread = &deck.unread[0];
    assert_eq!((unread.slide, unread.reason), (Some(1), Reason::NotADeck));
    assert!(unread.detail.contains("words in pictures are not read"));
    let blank = read_bytes("a.pdf", &kit::page_pdf("", "q Q")).unwrap();
    assert_eq!(blank.unread, []);
}

#[test]
fn letters_that_no_font_knows_are_told() {
    let font = "/Font<</F1 <</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H>>>>";
    let content = "BT /F1 20 Tf 50 400 Td <00010002> Tj ET";
    let deck = read_bytes("a.pdf", &kit::page_pdf(font, content)).unwrap();
    assert!(
        deck.unread[0].detail.starts_with("2 of its letters"),
        "{:?}",
        deck.unread
    );
}

fn body(content: &str) -> Vec<String> {
    let deck = read_bytes("a.pdf", &kit::page_pdf(FONT, content)).unwrap();
    assert_eq!(deck.unread, []);
    let texts = deck.slides[0].texts.iter().map(|text| text.text.clone());
    texts.collect()
}

#[test]
fn lines_become_paragraphs() {
    let show = |x: u32, y: u32, text: &str| format!("BT /F1 20 Tf {x} {y} Td ({text}) Tj ET ");
    let joined =
        show(50, 400, "Amazon") + &show(50, 376, "Redshift and co-") + &show(50, 352, "sell");
    assert_eq!(body(&joined), ["Amazon Redshift and co-sell"]);
    let broken = show(50, 450, "on Redshift") + &show(50, 400, "of Red-") + &show(50, 376, "shift");
    assert_eq!(body(&broken), ["on Redshift", "of Redshift"]);
    let columns = show(50, 400, "left") + &show(400, 400, "right");
    assert_eq!(body(&columns), ["left", "right"]);
    let bullets = show(50, 400, "\\225 one") + &show(50, 376, "\\225 two");
    assert_eq!(body(&bullets).len(), 2);
}

#[test]
fn what_is_broken_or_locked_says_so() {
    let bytes = &MARKED.bytes;
    let reason = |bytes: &[u8]| read_bytes("a.pdf", bytes).unwrap_err().reason;
    assert_eq!(reason(b"%PDF-1.7\n%%EOF"), Reason::Corrupt);
    let shifted = [b"GIF89a....", bytes.as_slice()].concat();
    assert_eq!(reason(&shifted), Reason::Ambiguous);
    let small = Limits {
        file_bytes: 100,
        ..Limits::default()
    };
    let over = read("a.pdf", Cursor::new(bytes), &small).unwrap_err();
    assert_eq!(over.reason, Reason::OverLimit);
}

/// A kilobyte that inflates to a megabyte, far over the limit given.
#[test]
fn what_inflates_without_end_is_stopped() {
    let limits = Limits {
        part_bytes: 100_000,
        ..Limits::default()
    };
    let mut pdf = kit::Pdf::default();
    let content = pdf.packed("", vec![b' '; 1 << 20]);
    let page = pdf.object(format!(
        "<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents {content} 0 R>>"
    ));
    pdf.object(format!("<</Type/Pages/Count 1/Kids[{page} 0 R]>>"));
    let root = pdf.object("<</Type/Catalog/Pages 3 0 R>>");
    pdf.trailer(&format!("/Root {root} 0 R"));
    let deck = read("a.pdf", Cursor::new(pdf.bytes()), &limits).unwrap();
    assert_eq!(deck.unread[0].reason, Reason::OverLimit);
}

/// A drawing that draws itself.
#[test]
fn a_circle_of_drawings_ends() {
    let mut pdf = kit::Pdf::default();
    let form = pdf.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 1 0 R>>>>",
        "/X Do /X Do",
    );
    let page = pdf.object(format!("<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]/Contents {form} 0 R/Resources<</XObject<</X 1 0 R>>>>>>"));
    pdf.object(format!("<</Type/Pages/Count 1/Kids[{page} 0 R]>>"));
    let root = pdf.object("<</Type/Catalog/Pages 3 0 R>>");
    pdf.trailer(&format!("/Root {root} 0 R"));
    let deck = read_bytes("a.pdf", &pdf.bytes()).unwrap();
    assert_eq!(deck.slides.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Up to the mark of the end: what follows it says nothing.
    #[test]
    fn a_cut_deck_is_never_read_clean(share in 0.0..1.0f64) {
        let end = MARKED.bytes.len() - 1;
        let outcome = read_bytes("a.pdf", &MARKED.bytes[..place(end, share)]);
        prop_assert!(outcome.is_err() || !outcome.unwrap().unread.is_empty());
    }

    #[test]
    fn flipped_bytes_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = MARKED.bytes.clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes("a.pdf", &bytes);
    }

    #[test]
    fn any_drawing_is_survived(content in "[ -~\\n]{0,200}") {
        let _ = read_bytes("a.pdf", &kit::page_pdf(FONT, &content));
    }
}
