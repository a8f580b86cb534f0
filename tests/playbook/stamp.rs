//! `rightdeck stamp`: for whom a deck is, written into it.

use crate::{Book, HELLO, page, sha256};
use rightdeck::deck::{Deck, Limits, Stamp, pptx, read};
use rightdeck_kit::{Package, TextDeck};
use std::io::Cursor;
use std::process::Command;

const FLAGS: [&str; 6] = [
    "--hyperscaler",
    "aws",
    "--context",
    "joint,customer",
    "--color",
    "never",
];

fn stamp() -> Stamp {
    Stamp {
        hyperscalers: vec!["aws".to_owned()],
        contexts: vec!["customer".to_owned(), "joint".to_owned()],
    }
}

fn of(bytes: &[u8]) -> Deck {
    read("a.pptx", Cursor::new(bytes), &Limits::default()).expect("a readable deck")
}

fn made(yaml: &str) -> Vec<u8> {
    rightdeck_kit::pptx(&TextDeck::from_yaml(yaml))
}

/// The name, and the compressed bytes with their checksum, of each entry.
fn raw(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index_raw(index).expect("an entry");
            let name = entry.name().expect("a name").into_owned();
            let mut raw = entry.crc32().to_le_bytes().to_vec();
            entry.read_to_end(&mut raw).expect("its bytes");
            (name, raw)
        })
        .collect()
}

#[test]
fn what_is_stamped_is_read_back_by_the_linter() {
    let azure = "slides: [{title: Hello}, {body: It lands in Azure Synapse Analytics}]";
    let book = Book::new().deck("a.pptx", azure);
    assert!(
        !book
            .lint(&["a.pptx"])
            .exits(1)
            .found("context-unknown")
            .is_empty()
    );
    let ran = book
        .run(&[&["stamp", "a.pptx"], &FLAGS[..]].concat())
        .exits(0);
    assert_eq!(ran.out, "a.pptx: stamped aws for customer, joint\n");
    assert_eq!(of(&book.bytes("a.pptx")).stamp, stamp());
    let ran = book.lint(&["a.pptx"]).exits(1);
    assert!(ran.found("context-unknown").is_empty());
    assert_eq!(ran.found("wrong-hyperscaler-name").len(), 1);

    // Once more changes nothing, not even a byte.
    let once = book.bytes("a.pptx");
    let ran = book
        .run(&[&["stamp", "a.pptx"], &FLAGS[..]].concat())
        .exits(0);
    assert_eq!(
        ran.out,
        "a.pptx: is stamped aws for customer, joint already\n"
    );
    assert_eq!(book.bytes("a.pptx"), once);
}

#[test]
fn every_other_part_keeps_its_bytes() {
    let before =
        made("custom: {Project: Reef}\nslides: [{title: Hello, picture: {alt: x}}, {title: Two}]");
    let after = pptx::stamped("a.pptx", &before, &stamp(), &Limits::default())
        .expect("it can be stamped")
        .expect("it was not yet");
    let (before, after) = (raw(&before), raw(&after));
    let changed: Vec<&str> = after
        .iter()
        .filter(|entry| !before.contains(entry))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(changed, ["docProps/custom.xml"]);
    let names =
        |list: &[(String, Vec<u8>)]| -> Vec<String> { list.iter().map(|e| e.0.clone()).collect() };
    assert_eq!(names(&before), names(&after));
}

#[test]
fn a_part_for_properties_is_made_where_there_is_none() {
    let before = made(HELLO);
    assert!(
        !Package::read(&before)
            .names()
            .contains(&"docProps/custom.xml")
    );
    let after = pptx::stamped("a.pptx", &before, &stamp(), &Limits::default())
        .expect("it can be stamped")
        .expect("it was not yet");
    let package = Package::read(&after);
    assert!(package.text("[Content_Types].xml").contains(
        "PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\""
    ));
    assert!(
        package
            .text("_rels/.rels")
            .contains("Target=\"docProps/custom.xml\"")
    );
    let deck = of(&after);
    assert_eq!(deck.stamp, stamp());
    assert!(deck.orphans.is_empty() && deck.unread.is_empty());
}

#[test]
fn other_properties_stay_and_an_old_stamp_goes() {
    let before = made(
        "custom: {Project: 'Reef & Tide', rightdeck.contexts: internal, rightdeck.hyperscaler: google, Phase: '2'}\n\
         slides: [{title: Hello}]",
    );
    let after = pptx::stamped("a.pptx", &before, &stamp(), &Limits::default())
        .expect("it can be stamped")
        .expect("it was another");
    let (before, after) = (of(&before), of(&after));
    assert_eq!(after.stamp, stamp());
    assert_eq!(before.texts, after.texts);
    assert!(after.texts.iter().any(|text| text.text == "Reef & Tide"));
}

#[test]
fn properties_are_understood_however_they_are_written() {
    let odd = [
        // Another prefix, single quotes, an element that closes itself, a comment.
        "<?xml version='1.0' encoding='UTF-8'?>\n<c:Properties xmlns:c='http://schemas.openxmlformats.org/officeDocument/2006/custom-properties' xmlns:v='http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'>\n <!-- kept -->\n <c:property fmtid='{D5CDD505-2E9C-101B-9397-08002B2CF9AE}' pid='7' name='Project'><v:lpwstr>Reef</v:lpwstr></c:property>\n <c:property fmtid='x' pid='8' name='rightdeck.contexts'><v:lpwstr>internal</v:lpwstr></c:property>\n</c:Properties>",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"><property pid=\"2\" name=\"Empty\"/></Properties>",
    ];
    for text in odd {
        let package = Package::read(&made("custom: {X: y}\nslides: [{title: Hello}]"));
        let before = package
            .replace_bytes("docProps/custom.xml", text.as_bytes())
            .bytes();
        let after = pptx::stamped("a.pptx", &before, &stamp(), &Limits::default())
            .unwrap_or_else(|why| panic!("{why:?}: {text}"))
            .expect("it was not yet");
        let (before, after) = (of(&before), of(&after));
        assert_eq!(after.stamp, stamp(), "{text}");
        assert_eq!(before.texts, after.texts, "{text}");
        let xml = Package::read(&{
            pptx::stamped("a.pptx", &rebuilt(text), &stamp(), &Limits::default())
                .expect("again")
                .expect("again")
        })
        .text("docProps/custom.xml");
        let mut reader = quick_xml::Reader::from_str(&xml);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{error}: {xml}"),
            }
        }
    }
}

fn rebuilt(custom: &str) -> Vec<u8> {
    let package = Package::read(&made("custom: {X: y}\nslides: [{title: Hello}]"));
    package
        .replace_bytes("docProps/custom.xml", custom.as_bytes())
        .bytes()
}

#[test]
fn a_strict_deck_stays_strict() {
    let before = rightdeck_kit::strict(&made(HELLO));
    let after = pptx::stamped("a.pptx", &before, &stamp(), &Limits::default())
        .expect("it can be stamped")
        .expect("it was not yet");
    assert_eq!(of(&after).stamp, stamp());
    let xml = Package::read(&after).text("docProps/custom.xml");
    assert!(
        xml.contains("http://purl.oclc.org/ooxml/officeDocument/customProperties"),
        "{xml}"
    );
    assert!(!xml.contains("schemas.openxmlformats.org"), "{xml}");
}

#[test]
fn what_cannot_be_read_is_left_as_it_is() {
    let whole = made(HELLO);
    let signed = Package::read(&whole)
        .part("_xmlsignatures/origin.sigs", "")
        .replace("_rels/.rels", |xml| {
            xml.replace(
                "</Relationships>",
                "<Relationship Id=\"rIdS\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/></Relationships>",
            )
        })
        .bytes();
    for (bytes, why) in [
        (b"no deck".to_vec(), "it is"),
        (whole[..whole.len() / 2].to_vec(), "not stamped"),
        (signed, "signature"),
    ] {
        let book = Book::new().file("a.pptx", &bytes);
        let ran = book
            .run(&[&["stamp", "a.pptx"], &FLAGS[..]].concat())
            .exits(2);
        assert!(ran.err.contains(why), "{ran:?}");
        assert_eq!(book.bytes("a.pptx"), bytes);
        let left = std::fs::read_dir(book.path()).expect("a folder").count();
        assert_eq!(left, 2, "nothing half written is left behind");
    }
}

#[test]
fn without_flags_the_page_says_for_whom() {
    let book = Book::new().deck("content/decks/a.pptx", HELLO).file(
        "content/decks/a.md",
        page("hyperscaler: [google, aws]\ncontexts: [joint, customer]\n"),
    );
    book.run(&["stamp", "content/decks/a.pptx", "--check"])
        .exits(1);
    let ran = book.run(&["stamp", "content/decks/a.pptx"]).exits(0);
    assert_eq!(
        ran.out,
        "content/decks/a.pptx: stamped aws, google for customer, joint\n"
    );
    book.run(&["stamp", "content/decks/a.pptx", "--check"])
        .exits(0);
    let ran = book.lint(&[]).exits(0);
    assert!(ran.found("metadata-mismatch").is_empty(), "{ran:?}");

    let ran = book
        .run(&[
            "stamp",
            "content/decks/a.pptx",
            "--hyperscaler",
            "microsoft",
        ])
        .exits(0);
    assert!(
        ran.err.contains("its page content/decks/a.md says"),
        "{ran:?}"
    );
    assert_eq!(book.lint(&[]).exits(1).found("metadata-mismatch").len(), 1);

    let nobody = book
        .deck("b.pptx", HELLO)
        .run(&["stamp", "b.pptx"])
        .exits(2);
    assert!(
        nobody.err.contains("pass --hyperscaler and --context"),
        "{nobody:?}"
    );
}

#[test]
fn an_approval_goes_over_to_the_stamped_file() {
    let says = "hyperscaler: aws\ncontexts: [customer]\n";
    let book = Book::new().deck("content/decks/a.pptx", HELLO);
    let hash = sha256(&book.bytes("content/decks/a.pptx"));
    let book = book.file(
        "content/decks/a.md",
        page(&format!("{says}sha256: {hash}\nowner: Ada\n")),
    );
    let ran = book.run(&["stamp", "content/decks/a.pptx"]).exits(0);
    let new = sha256(&book.bytes("content/decks/a.pptx"));
    assert!(
        ran.out
            .contains(&format!("content/decks/a.md:6: sha256 is now {new}")),
        "{ran:?}"
    );
    assert_eq!(
        book.text("content/decks/a.md"),
        page(&format!("{says}sha256: {new}\nowner: Ada\n"))
    );
    assert!(
        book.lint(&[])
            .exits(0)
            .found("metadata-mismatch")
            .is_empty()
    );

    // What was not approved before is not approved by a stamp.
    let book = book.deck("content/decks/a.pptx", "slides: [{title: Another}]");
    let ran = book.run(&["stamp", "content/decks/a.pptx"]).exits(0);
    assert!(
        ran.err
            .contains("content/decks/a.md:6: names the SHA-256 of another file"),
        "{ran:?}"
    );
    assert!(book.text("content/decks/a.md").contains(&new));
    assert_eq!(book.lint(&[]).exits(1).found("metadata-mismatch").len(), 1);
}

#[test]
fn wrong_flags_are_refused() {
    let book = Book::new().deck("a.pptx", HELLO);
    let ran = book
        .run(&[
            "stamp",
            "a.pptx",
            "--hyperscaler",
            "azur",
            "--context",
            "joint",
        ])
        .exits(2);
    assert!(ran.err.contains("azur"), "{ran:?}");
    book.run(&[
        "stamp",
        "a.pptx",
        "--hyperscaler",
        "aws,none",
        "--context",
        "joint",
    ])
    .exits(2);
    book.run(&[
        "stamp",
        "gone.pptx",
        "--hyperscaler",
        "aws",
        "--context",
        "joint",
    ])
    .exits(2);
}

#[test]
fn python_pptx_opens_what_was_stamped() {
    let has = Command::new("python3").args(["-c", "import pptx"]).output();
    if !has.is_ok_and(|ran| ran.status.success()) {
        eprintln!("skipped: there is no python-pptx");
        return;
    }
    for yaml in [HELLO, "custom: {Project: Reef}\nslides: [{title: Hello}]"] {
        let book = Book::new().deck("a.pptx", yaml);
        book.run(&[&["stamp", "a.pptx"], &FLAGS[..]].concat())
            .exits(0);
        let script = "import pptx, sys\n\
            deck = pptx.Presentation('a.pptx')\n\
            part = [r.target_part for r in deck.part.package._rels.values() if r.reltype.endswith('custom-properties')]\n\
            assert len(part) == 1, part\n\
            text = part[0].blob.decode()\n\
            assert 'rightdeck.hyperscaler' in text and 'customer, joint' in text, text\n\
            assert deck.slides[0].shapes.title.text == 'Hello'\n\
            deck.save('b.pptx')\n";
        let ran = Command::new("python3")
            .args(["-c", script])
            .current_dir(book.path())
            .output()
            .expect("python runs");
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        // And what it saves keeps the stamp.
        assert_eq!(of(&book.bytes("b.pptx")).stamp, stamp());
    }
}

#[test]
fn what_is_no_office_file_says_what_to_do() {
    let book = Book::new()
        .file("a.odp", rightdeck_kit::marked_odp().bytes)
        .file("b.pdf", rightdeck_kit::marked_pdf().bytes)
        .file("slides.md", "# Hello\n");
    for (name, help) in [
        ("a.odp", "Custom Properties"),
        ("b.pdf", "PDF editor"),
        ("slides.md", "rightdeck: {hyperscaler: [aws], contexts: ["),
    ] {
        let before = book.bytes(name);
        let ran = book.run(&[&["stamp", name], &FLAGS[..]].concat()).exits(2);
        assert!(ran.err.contains(help), "{ran:#?}");
        assert_eq!(book.bytes(name), before);
    }
}
