//! The kit's own promises: its files are sound where they should be, and the same every time.

use std::io::{Cursor, Read};

use rightdeck_kit::{
    Entry, Package, TextDeck, cases, huge_unused_media, marked_deck, pptx, strict,
};

const DECK: &str = "
properties: {title: Why Quillfish, company: Quillfish}
custom: {rightdeck.hyperscaler: aws, rightdeck.contexts: joint}
layout_text: Quillfish confidential
master_text: [Copyright, Quillfish]
slides:
- title: Everything at once
  section: Opening
  body: [First, Second]
  boxes: [{text: A box}, {name: Callout, text: [Two, lines]}]
  columns: [{heading: Quillfish, items: [Fast, 1]}, {heading: Other, items: [Slow]}]
  notes: |
    Say this.
    Then that.
  comment: Is this so?
- title: Graphics & more <here>
  section: Middle
  hidden: true
  table: [[Feature, Quillfish, Other], [Price, 1, 2.5], [Open, yes, ✓]]
  chart: {title: Growth, type: bar, categories: [Q1, Q2], series: {Quillfish: [3, 4.5], Amazon Redshift: [1, null]}}
  smartart: [Plan, Build, Run]
  picture: {alt: A logo, title: Logo}
  group: [Outer, Inner, Innermost]
  links: [{text: Docs, url: 'https://example.com/?a=1&b=2'}]
- boxes: [{text: No title}]
";

/// Reads every entry with the `zip` crate, which checks the sums.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        entries.push((file.name().unwrap().into_owned(), bytes));
    }
    entries
}

/// Everything that is written in the file, with what is packed inside it unpacked too.
fn all_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (name, bytes) in entries(bytes) {
        text += &format!("\n{name}\n");
        if let Some(start) = bytes.windows(4).position(|four| four == b"PK\x03\x04") {
            text += &all_text(&bytes[start..]);
        } else if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
            let units: Vec<u16> = units
                .chunks(2)
                .map(|two| u16::from_le_bytes([two[0], two[1]]))
                .collect();
            text += &String::from_utf16(&units).unwrap();
        } else {
            text += &String::from_utf8_lossy(&bytes);
        }
    }
    text
}

fn assert_well_formed(bytes: &[u8]) {
    for (name, bytes) in entries(bytes) {
        if !(name.ends_with(".xml") || name.ends_with(".rels")) || bytes.starts_with(b"\xff\xfe") {
            continue;
        }
        let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
        let mut depth = 0;
        loop {
            match reader
                .read_event()
                .unwrap_or_else(|error| panic!("{name}: {error}"))
            {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0, "{name}");
    }
}

/// Every relationship of a healthy deck leads to an entry.
fn assert_related(bytes: &[u8]) {
    let package = Package::read(bytes);
    let names = package.names();
    for name in names.iter().filter(|name| name.ends_with(".rels")) {
        let folder = name.split("_rels/").next().unwrap();
        for relation in package.text(name).split("<Relationship ").skip(1) {
            if relation.contains("External") {
                continue;
            }
            let target = relation
                .split("Target=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
            if target.starts_with('/') {
                path.clear();
            }
            for step in target.split('/').filter(|step| !step.is_empty()) {
                if step == ".." {
                    path.pop();
                } else {
                    path.push(step);
                }
            }
            let path = path.join("/");
            assert!(names.contains(&path.as_str()), "{name} leads to {path}");
        }
    }
}

#[test]
fn a_text_deck_is_sound() {
    let bytes = pptx(&TextDeck::from_yaml(DECK));
    assert_well_formed(&bytes);
    assert_related(&bytes);
    let text = all_text(&bytes);
    for word in [
        "Callout",
        "Then that.",
        "Amazon Redshift",
        "Innermost",
        "Is this so?",
        "2.5",
    ] {
        assert!(text.contains(word), "{word}");
    }
    assert!(text.contains("Graphics &amp; more &lt;here&gt;"));
    assert!(text.contains("name=\"Chart 10\"") && text.contains("name=\"TextBox 3\""));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert!(pptx(&TextDeck::from_yaml(DECK)) == pptx(&TextDeck::from_yaml(DECK)));
    assert!(marked_deck().bytes == marked_deck().bytes);
    for (one, other) in cases().into_iter().zip(cases()) {
        assert!(one.bytes == other.bytes, "{}", one.name);
    }
}

#[test]
#[should_panic(expected = "unknown field `tilte`")]
fn a_misspelt_key_is_refused() {
    TextDeck::from_yaml("slides: [{tilte: Oops}]");
}

#[test]
fn the_marked_deck_is_sound() {
    let deck = marked_deck();
    assert_well_formed(&deck.bytes);
    assert_related(&deck.bytes);
    let package = Package::read(&deck.bytes);
    for orphan in &deck.orphans {
        assert!(package.get(orphan).is_some(), "{orphan}");
    }
}

#[test]
fn every_mark_stands_in_the_deck_once() {
    let deck = marked_deck();
    assert!(deck.marks.len() >= 55, "{}", deck.marks.len());
    let text = all_text(&deck.bytes);
    // These are written so that a plain search does not find them: that is their point.
    let disguised = [
        "qmarksplitrun",
        "qmarksofthyphen",
        "qmarkzerowidth",
        "qmarkwideform",
        "qmarkcharref",
        "qmarkxmlcomment",
    ];
    let parts = "title body table chart smartart notes comment alt-text picture link layout master \
        properties embedded orphan";
    for mark in &deck.marks {
        let expected = match mark.word {
            word if disguised.contains(&word) => 0,
            // Choice and fallback; the name, its relationship, and the entry itself.
            "qmarkeither" => 2,
            "qmarkmedianame" => 2,
            _ => 1,
        };
        assert_eq!(text.matches(mark.word).count(), expected, "{mark:?}");
        assert!(
            parts.split_whitespace().any(|part| part == mark.part),
            "{mark:?}"
        );
        assert!(
            mark.word.bytes().all(|byte| byte.is_ascii_lowercase()),
            "{mark:?}"
        );
        let within = |other: &&rightdeck_kit::Mark| other.word.contains(mark.word);
        assert_eq!(
            deck.marks.iter().filter(within).count(),
            1,
            "{mark:?} is within another"
        );
    }
    for decoy in &deck.decoys {
        assert_eq!(text.matches(decoy).count(), 1, "{decoy}");
    }
}

#[test]
fn strict_leaves_no_transitional_namespace() {
    let bytes = strict(&marked_deck().bytes);
    assert_well_formed(&bytes);
    assert_related(&bytes);
    let package = Package::read(&bytes);
    for name in package.names() {
        let outside =
            name == "[Content_Types].xml" || !name.ends_with(".xml") && !name.ends_with(".rels");
        if outside {
            continue;
        }
        let text = package.text(name);
        let left = text.match_indices("http://schemas.openxmlformats.org/");
        for (at, start) in left {
            let rest = &text[at + start.len()..];
            let kept = ["package/2006/", "markup-compatibility/2006"];
            assert!(
                kept.iter().any(|one| rest.starts_with(one)),
                "{name}: {}",
                &rest[..40]
            );
        }
    }
}

#[test]
fn the_bad_files_are_few_bytes_and_well_named() {
    let cases = cases();
    let reasons = "encrypted lfs-pointer legacy-format not-a-deck corrupt ambiguous over-limit";
    let mut names: Vec<_> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len());
    for case in &cases {
        assert!(
            case.bytes.len() < 16 << 20,
            "{}: {}",
            case.name,
            case.bytes.len()
        );
        assert!(
            reasons.split(' ').any(|reason| reason == case.reason),
            "{}",
            case.name
        );
    }
}

#[test]
fn repeated_entries_are_honest() {
    let entry = Entry::repeated(
        "ppt/media/a.bin",
        b"head",
        &b"block ".repeat(1000),
        3,
        b"tail",
    );
    let bytes = Package::new().entry(entry).bytes();
    let expected = format!("head{}tail", "block ".repeat(3000));
    assert_eq!(
        entries(&bytes),
        [("ppt/media/a.bin".to_owned(), expected.into_bytes())]
    );
}

#[test]
fn the_huge_media_is_honest_and_small() {
    let bytes = huge_unused_media();
    assert!(bytes.len() < 4 << 20, "{}", bytes.len());
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(
        archive.by_name("ppt/media/media1.mp4").unwrap().size(),
        (1536 << 20) + 3
    );
    assert!(archive.by_name("ppt/slides/slide3.xml").is_ok());
}

#[test]
fn a_package_keeps_what_it_reads() {
    let bytes = marked_deck().bytes;
    assert!(Package::read(&bytes).bytes() == bytes);
}
