//! The deck reader: nothing in a file goes unread, and what cannot be read is said.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use rightdeck::deck::{Deck, Limits, Part, Reason, Text, Unreadable, read};
use rightdeck_kit as kit;
use std::io::Cursor;
use std::sync::LazyLock;

static MARKED: LazyLock<kit::MarkedDeck> = LazyLock::new(kit::marked_deck);

/// Names of people are personal data: the reader leaves them where they are.
const PEOPLE: [&str; 2] = ["qmarkdocauthor", "qmarkmodifiedby"];

fn read_bytes(name: &str, bytes: &[u8]) -> Result<Deck, Unreadable> {
    read(name, Cursor::new(bytes), &Limits::default())
}

/// Every text with the slide it stands on.
fn texts(deck: &Deck) -> Vec<(Option<u32>, &Text)> {
    let slides = deck
        .slides
        .iter()
        .flat_map(|slide| slide.texts.iter().map(|text| (Some(slide.number), text)));
    let sheets = deck
        .sheets
        .iter()
        .flat_map(|sheet| sheet.texts.iter().map(|text| (None, text)));
    let whole = deck.texts.iter().map(|text| (None, text));
    let orphans = deck
        .orphans
        .iter()
        .flat_map(|orphan| orphan.texts.iter().map(|text| (None, text)));
    slides.chain(sheets).chain(whole).chain(orphans).collect()
}

/// A text as the lexicon compares it: invisible characters gone, wide forms narrow.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}'))
        .collect()
}

fn assert_marks(deck: &Deck) {
    let found: Vec<_> = texts(deck)
        .into_iter()
        .map(|(slide, text)| (slide, text, plain(&text.text)))
        .collect();
    let mut wrong = Vec::new();
    for mark in &MARKED.marks {
        let places: Vec<_> = found
            .iter()
            .filter(|(.., said)| said.contains(mark.word))
            .collect();
        if PEOPLE.contains(&mark.word) {
            if !places.is_empty() {
                wrong.push(format!(
                    "{} ({}) is a person's and was read",
                    mark.word, mark.place
                ));
            }
        } else if places.is_empty() {
            wrong.push(format!("{} ({}) is lost", mark.word, mark.place));
        }
        for (slide, text, _) in places {
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
    for decoy in &MARKED.decoys {
        for (slide, text, _) in found.iter().filter(|(.., said)| said.contains(decoy)) {
            wrong.push(format!(
                "{decoy} shows nowhere and was found on {slide:?} as {}",
                text.part.as_str()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let orphans: Vec<&str> = deck
        .orphans
        .iter()
        .map(|orphan| orphan.source.as_str())
        .collect();
    assert_eq!(orphans, MARKED.orphans);
    assert_eq!(deck.unread, []);
}

#[test]
fn every_mark_is_found_in_its_place() {
    assert_marks(&read_bytes("deck.pptx", &MARKED.bytes).unwrap());
}

#[test]
fn strict_ooxml_reads_alike() {
    let strict = kit::strict(&MARKED.bytes);
    assert_marks(&read_bytes("deck.pptx", &strict).unwrap());
}

#[test]
fn the_same_deck_gives_the_same_model() {
    let one = read_bytes("deck.pptx", &MARKED.bytes).unwrap();
    assert_eq!(one, read_bytes("deck.pptx", &MARKED.bytes).unwrap());
}

#[test]
fn each_bad_file_has_its_reason() {
    let mut wrong = Vec::new();
    for case in kit::cases() {
        let name = case.name;
        match (read_bytes(case.file_name, &case.bytes), case.rule) {
            (Err(error), "unreadable-deck") => {
                if error.reason.as_str() != case.reason {
                    wrong.push(format!(
                        "{name}: {} and not {}: {error}",
                        error.reason.as_str(),
                        case.reason
                    ));
                }
                assert!(
                    error.help.ends_with('.') && !error.detail.ends_with('.'),
                    "{name}: {error:?}"
                );
            }
            (Ok(deck), "unreadable-part") => {
                let reasons: Vec<_> = deck
                    .unread
                    .iter()
                    .map(|unread| unread.reason.as_str())
                    .collect();
                if !reasons.contains(&case.reason) {
                    wrong.push(format!("{name}: {:?} and not {}", deck.unread, case.reason));
                }
            }
            (outcome, rule) => wrong.push(format!(
                "{name}: not {rule} but {:?}",
                outcome
                    .map(|deck| deck.unread)
                    .map_err(|error| (error.reason, error.detail))
            )),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_damaged_slide_keeps_its_number_and_its_neighbours() {
    for case in kit::cases()
        .into_iter()
        .filter(|case| case.rule == "unreadable-part")
    {
        let deck = read_bytes(case.file_name, &case.bytes).unwrap();
        let titles: Vec<_> = deck
            .slides
            .iter()
            .map(|slide| slide.title.as_deref())
            .collect();
        assert_eq!(titles.len(), 3, "{}", case.name);
        assert_eq!(
            (titles[0], titles[2]),
            (Some("First"), Some("Third")),
            "{}",
            case.name
        );
    }
}

#[test]
fn a_part_in_the_wrong_case_is_reported_and_still_read() {
    let case = kit::cases()
        .into_iter()
        .find(|case| case.name == "wrongly-cased-slide")
        .unwrap();
    let deck = read_bytes(case.file_name, &case.bytes).unwrap();
    assert_eq!(deck.slides[1].title.as_deref(), Some("Second"));
    assert_eq!(deck.unread[0].slide, Some(2));
    assert!(
        deck.unread[0].detail.contains("Slide2.xml"),
        "{:?}",
        deck.unread
    );
}

#[test]
fn media_that_nobody_reads_are_not_inflated() {
    let bytes = kit::huge_unused_media();
    let deck = read_bytes("deck.pptx", &bytes).unwrap();
    assert_eq!(deck.slides.len(), 3);
    assert_eq!(deck.unread, []);
}

#[test]
fn text_stops_at_its_limit() {
    let limits = Limits {
        text_bytes: 500,
        ..Limits::default()
    };
    let deck = read("deck.pptx", Cursor::new(&MARKED.bytes), &limits).unwrap();
    assert!(
        deck.unread
            .iter()
            .any(|unread| unread.reason == Reason::OverLimit),
        "{:?}",
        deck.unread
    );
}

#[test]
fn embedding_stops_at_its_limit() {
    let limits = Limits {
        embedding_depth: 1,
        ..Limits::default()
    };
    let deck = read("deck.pptx", Cursor::new(&MARKED.bytes), &limits).unwrap();
    let over: Vec<_> = deck
        .unread
        .iter()
        .filter(|unread| unread.reason == Reason::OverLimit)
        .collect();
    assert!(
        !over.is_empty() && over.iter().all(|unread| unread.slide.is_some()),
        "{:?}",
        deck.unread
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// A deck cut short has lost its directory; no cut may pass for a whole deck.
    #[test]
    fn a_cut_deck_is_never_read_clean(at in 0.0..1.0f64) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let length = (MARKED.bytes.len() as f64 * at) as usize;
        let outcome = read_bytes("deck.pptx", &MARKED.bytes[..length]);
        prop_assert!(outcome.is_err() || !outcome.unwrap().unread.is_empty());
    }

    /// Whatever bytes are flipped, the reader comes back.
    #[test]
    fn flipped_bytes_never_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = MARKED.bytes.clone();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes("deck.pptx", &bytes);
    }

    /// The same inside one part, past the checksum: XML cut or changed anywhere.
    #[test]
    fn a_cut_part_never_panics(part in any::<prop::sample::Index>(), at in 0.0..1.0f64, byte in any::<u8>()) {
        let package = kit::Package::read(&MARKED.bytes);
        let names: Vec<String> = package.names().into_iter().map(str::to_owned).collect();
        let name = part.get(&names);
        let mut content = package.get(name).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a small file")]
        let length = (content.len() as f64 * at) as usize;
        content.truncate(length);
        content.push(byte);
        let _ = read_bytes("deck.pptx", &package.replace_bytes(name, &content).bytes());
    }
}

/// Whatever the kit plants, each kind of place is planted.
#[test]
fn the_marks_cover_every_part() {
    let parts = [
        Part::Title,
        Part::Body,
        Part::Table,
        Part::Chart,
        Part::SmartArt,
        Part::Notes,
        Part::Comment,
        Part::AltText,
        Part::Picture,
        Part::Link,
        Part::Layout,
        Part::Master,
        Part::Properties,
        Part::Embedded,
        Part::Orphan,
    ];
    for part in parts {
        assert!(
            MARKED.marks.iter().any(|mark| mark.part == part.as_str()),
            "{}",
            part.as_str()
        );
    }
}

/// The marked deck with another file as its OLE object.
fn with_object(bytes: &[u8]) -> Deck {
    let package = kit::Package::read(&MARKED.bytes);
    let bytes = package
        .replace_bytes("ppt/embeddings/oleObject1.bin", bytes)
        .bytes();
    read_bytes("deck.pptx", &bytes).unwrap()
}

fn holds(deck: &Deck, word: &str) -> bool {
    texts(deck).iter().any(|(slide, text)| {
        slide.is_some() && text.part == Part::Embedded && text.text.contains(word)
    })
}

#[test]
fn a_packed_file_is_read_under_its_slide() {
    let content = b"Runs best on qmarkpacked";
    let size = |bytes: &[u8]| u32::try_from(bytes.len()).unwrap().to_le_bytes();
    let mut native = [0; 4].to_vec();
    native.extend(b"\x02\0readme.txt\0C:\\readme.txt\0\0\0\x03\0");
    native.extend(
        [
            size(b"C:\\readme.txt\0").as_slice(),
            b"C:\\readme.txt\0",
            &size(content),
            content,
        ]
        .concat(),
    );
    let deck = with_object(&kit::compound_file(&[("\u{1}Ole10Native", &native)]));
    assert!(
        holds(&deck, "qmarkpacked") && holds(&deck, "readme.txt"),
        "{:?}",
        deck.unread
    );
}

#[test]
fn a_binary_document_is_searched_for_words() {
    let wide: Vec<u8> = "qmarkwide text"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let stream = [
        &[1, 0, 9, 0],
        wide.as_slice(),
        &[0, 0, 7, 0],
        b"qmarknarrow text",
        &[0; 5000],
    ]
    .concat();
    let deck = with_object(&kit::compound_file(&[("WordDocument", &stream)]));
    assert!(holds(&deck, "qmarkwide") && holds(&deck, "qmarknarrow"));
    assert_eq!(deck.unread, []);
}

#[test]
fn an_equation_is_no_alarm_and_an_encrypted_object_is() {
    let equation = kit::compound_file(&[("Equation Native", &[3; 600])]);
    assert_eq!(with_object(&equation).unread, []);
    let encrypted = kit::compound_file(&[
        ("EncryptionInfo", &[4; 64]),
        ("EncryptedPackage", &[7; 5000]),
    ]);
    let unread = with_object(&encrypted).unread;
    assert_eq!(
        unread
            .iter()
            .map(|unread| (unread.reason, unread.slide.is_some()))
            .collect::<Vec<_>>(),
        [(Reason::Encrypted, true)]
    );
    assert_eq!(
        with_object(b"%PDF-1.7 text in there").unread[0].reason,
        Reason::Corrupt
    );
}

#[test]
fn decks_of_other_formats_are_read_inside_a_deck() {
    let pdf = with_object(&kit::marked_pdf().bytes);
    assert!(
        holds(&pdf, "qmpdfbody") && holds(&pdf, "qmpdflink"),
        "{:?}",
        pdf.unread
    );
    let odp = with_object(&kit::marked_odp().bytes);
    assert!(
        holds(&odp, "qmodfnotes") && holds(&odp, "qmodfcell"),
        "{:?}",
        odp.unread
    );
}

#[test]
fn rights_management_is_encryption() {
    let bytes = kit::compound_file(&[("\u{9}DRMContent", &[7; 5000])]);
    assert_eq!(
        read_bytes("deck.pptx", &bytes).unwrap_err().reason,
        Reason::Encrypted
    );
}

/// Tables, groups, charts: the marks of §2 keep their places as a person would say them.
#[test]
fn places_are_told_as_people_tell_them() {
    let deck = read_bytes("deck.pptx", &MARKED.bytes).unwrap();
    let place = |word: &str| {
        let found = texts(&deck);
        let (_, text) = found
            .into_iter()
            .find(|(_, text)| text.text.contains(word))
            .unwrap();
        text.place.to_string()
    };
    assert_eq!(place("qmarkcharttitle"), "chart title");
    assert_eq!(place("qmarkaxistitle"), "axis title");
    assert_eq!(place("qmarkseries"), "series 1");
    assert_eq!(place("qmarkdatalabel"), "data label");
    assert_eq!(place("qmarkreply"), "reply");
    assert_eq!(
        place("qmarkobjectcell"),
        "Microsoft_Excel_Sheet.xlsx, Sheet1!A1"
    );
    assert_eq!(
        place("qmarkinnernotes"),
        "Microsoft_PowerPoint_Presentation.pptx, slide 1"
    );
}
