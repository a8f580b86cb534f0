//! Markdown decks.

use crate::marks::{assert_marks, read_bytes, texts};
use proptest::prelude::*;
use rightdeck::deck::{Deck, Limits, Part, Reason, read};
use rightdeck_kit as kit;
use std::io::Cursor;

fn deck(text: &str) -> Deck {
    read_bytes("slides.md", text.as_bytes()).unwrap()
}

/// Title of each slide, then everything else that is shown.
fn told(text: &str) -> Vec<String> {
    let deck = deck(text);
    let slides = deck.slides.iter().map(|slide| {
        let texts = slide.texts.iter().map(|text| text.text.as_str());
        texts.collect::<Vec<_>>().join("|")
    });
    slides.collect()
}

#[test]
fn every_mark_is_found_in_its_place() {
    for (marked, slides) in [
        (kit::marked_marp(), 2),
        (kit::marked_slidev(), 3),
        (kit::marked_reveal(), 3),
    ] {
        let crlf = String::from_utf8(marked.bytes.clone())
            .unwrap()
            .replace('\n', "\r\n");
        for bytes in [marked.bytes.clone(), crlf.into_bytes()] {
            let deck = read_bytes("a.slides.md", &bytes).unwrap();
            assert_marks(&deck, &marked);
            assert_eq!(deck.slides.len(), slides);
        }
    }
    let marp = read_bytes("a.md", &kit::marked_marp().bytes).unwrap();
    assert_eq!(marp.stamp.hyperscalers, ["aws"]);
    assert_eq!(marp.stamp.contexts, ["joint"]);
    let sheets: Vec<_> = marp
        .sheets
        .iter()
        .map(|one| (one.name.as_str(), one.used_by.clone()))
        .collect();
    assert_eq!(sheets, [("footer", vec![2]), ("header", vec![1, 2])]);
    let slidev = read_bytes("a.md", &kit::marked_slidev().bytes).unwrap();
    let hidden: Vec<_> = slidev.slides.iter().map(|slide| slide.hidden).collect();
    assert_eq!(hidden, [false, false, true]);
    assert_eq!(slidev.slides[0].title.as_deref(), Some("qslidevtitle"));
}

#[test]
fn what_parts_slides_and_what_does_not() {
    assert_eq!(told("a\n\n---\n\nb"), ["a", "b"]);
    assert_eq!(told("a\n---\n\nb"), ["a|b"], "the underline of a heading");
    assert_eq!(told("```\n---\n```\n\nb"), ["---|b"]);
    assert_eq!(told("<div>\n---\n</div>"), ["---"]);
    assert_eq!(told("> a\n>\n> ---\n>\n> b"), ["a|b"]);
    assert_eq!(told("---\n\na"), ["a"], "nothing stands before it");
    assert_eq!(told("a\n\n--\n\nb"), ["a", "b"]);
    assert_eq!(told("a\n\n***\n\nb"), ["a|b"]);
    assert_eq!(
        told("---\nmarp: true\n---\n\na\n\n***\n\nb\n\n--\n\nc"),
        ["a", "b|--|c"]
    );
    assert_eq!(
        told("---\nmarp: true\nheadingDivider: 2\n---\n# a\n## b\n### c"),
        ["a", "b|c"]
    );
    assert_eq!(told("a\n\n---\nlayout: end\n---\n\nb"), ["a", "b|end"]);
    assert_eq!(told("a\n\n---\n\nb: c\n\n---\n\nd"), ["a", "b: c", "d"]);
}

#[test]
fn each_character_knows_its_place() {
    let source = "---\nmarp: true\n---\n\n# Ä *Title*\n\nWe use\nAmazon **Redshift** &amp; `Azure`\\* 😀 x\n";
    let deck = deck(source);
    let lines: Vec<Vec<char>> = source.lines().map(|line| line.chars().collect()).collect();
    let mut checked = 0;
    for (_, text) in texts(&deck) {
        let origin = text.origin.as_ref().unwrap();
        for (at, c) in text.text.char_indices().filter(|(_, c)| *c != ' ') {
            let span = origin.span(&(at..at + c.len_utf8()));
            let found = lines[span.start.line as usize - 1][span.start.column as usize - 1];
            assert_eq!(found, c, "{} in {}", at, text.text);
            assert_eq!(span.end.column, span.start.column + 1);
            checked += 1;
        }
    }
    assert!(checked > 30);
    let body = texts(&deck)
        .into_iter()
        .find(|(_, text)| text.part == Part::Body)
        .unwrap()
        .1;
    assert_eq!(body.text, "We use Amazon Redshift & Azure* 😀 x");
    let at = body.text.find("Amazon Redshift").unwrap();
    let span = body
        .origin
        .as_ref()
        .unwrap()
        .span(&(at..at + "Amazon Redshift".len()));
    assert_eq!((span.start.line, span.start.column), (8, 1));
    assert_eq!((span.end.line, span.end.column), (8, 18));
}

#[test]
fn what_other_files_hold_is_said() {
    let deck = deck("a\n\n---\nsrc: ./pages/b.md\n---\n\n<<< @/snippets/c.ts\n");
    let unread: Vec<_> = deck
        .unread
        .iter()
        .map(|one| (one.source.as_str(), one.slide, one.reason))
        .collect();
    assert_eq!(
        unread,
        [
            ("@/snippets/c.ts", Some(2), Reason::NotADeck),
            ("./pages/b.md", Some(2), Reason::NotADeck)
        ]
    );
}

#[test]
fn damage_and_excess_are_said() {
    let reason = |bytes: &[u8]| read_bytes("slides.md", bytes).unwrap_err().reason;
    assert_eq!(
        reason(b"---\nmarp: true\n\n# never closed"),
        Reason::Corrupt
    );
    assert_eq!(reason(b"# caf\xe9"), Reason::Corrupt);
    assert_eq!(reason(b""), Reason::Corrupt);
    assert_eq!(
        reason(b"version https://git-lfs.github.com/spec/v1\n"),
        Reason::LfsPointer
    );
    assert_eq!(
        reason(b"<!doctype html>\n<title>Sign in</title>"),
        Reason::NotADeck
    );
    assert_eq!(reason(">".repeat(5000).as_bytes()), Reason::OverLimit);
    let small = Limits {
        markdown_bytes: 10,
        ..Limits::default()
    };
    let over = read("slides.md", Cursor::new("0123456789a"), &small).unwrap_err();
    assert_eq!(over.reason, Reason::OverLimit);
    let few = Limits {
        items: 3,
        ..Limits::default()
    };
    let over = read(
        "slides.md",
        Cursor::new("a\n\nb\n\nc\n\nd\n\ne\n\nf\n"),
        &few,
    )
    .unwrap();
    assert_eq!(over.unread[0].reason, Reason::OverLimit);
    let open = deck("a\n\n<!-- b\n\nc\n");
    assert_eq!(open.unread[0].reason, Reason::Corrupt);
    let wrong = deck("---\ntitle: [qwrong\n---\n\na\n");
    assert_eq!(wrong.unread[0].reason, Reason::Corrupt);
    assert!(
        texts(&wrong)
            .iter()
            .any(|(_, text)| text.text.contains("qwrong"))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in "(---\n|```\n|<!--|-->|<div a=\"|<b>|&amp;|src: x\n|\\PC|[-#>|*_`~:\\[\\]()!\n\r é]){0,80}") {
        if let Ok(deck) = read_bytes("slides.md", text.as_bytes()) {
            for (_, text) in texts(&deck) {
                let origin = text.origin.as_ref().unwrap();
                let _ = origin.span(&(0..text.text.len()));
            }
        }
    }

    /// Words between any markup are read, each once or more.
    #[test]
    fn every_word_is_read(parts in prop::collection::vec((0..12usize, "[a-z]{6,9}"), 1..12)) {
        let mut source = String::new();
        for (how, word) in &parts {
            let (before, after) = [
                ("", "\n\n"), ("- ", "\n"), ("# ", "\n\n"), ("> ", "\n\n"), ("**", "**\n"), ("`", "` "), ("```\n", "\n```\n"),
                ("\n| a |\n|---|\n| ", " |\n\n"), ("<div>", "</div>\n\n"), ("<i>", "</i>"), ("\n---\n\n", "\n\n"), ("![", "](x.png) "),
            ][*how];
            source += &format!("{before}q{word}q{after}");
        }
        let deck = read_bytes("slides.md", format!("a {source}").as_bytes()).unwrap();
        let all: String = texts(&deck).iter().map(|(_, text)| format!("{}\n", text.text)).collect();
        for (_, word) in &parts {
            prop_assert!(all.contains(&format!("q{word}q")), "{source:?} gives {all:?}");
        }
    }
}
