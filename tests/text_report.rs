//! How findings look to a person: handmade ones, from the ordinary to the hostile.

use rightdeck::diagnostic::{DeckLocation, Diagnostic, Location, Severity};
use rightdeck::report::{Report, concise, json, text};

fn finding(rule: &str, severity: Severity, location: Location) -> Diagnostic {
    Diagnostic {
        rule: rule.to_owned(),
        severity,
        file: "content/decks/why.pptx".to_owned(),
        location,
        message: "What is wrong, and why.".to_owned(),
        help: "What to do.".to_owned(),
        evidence: Vec::new(),
        hyperscaler: None,
        reason: None,
        waived: false,
    }
}

fn at(slide: u32, title: &str, text: &str, matched: &str) -> DeckLocation {
    let start = text
        .find(matched)
        .map_or(0, |at| text[..at].chars().count());
    DeckLocation {
        slide: Some(slide),
        slide_title: Some(title.to_owned()),
        part: Some("body"),
        shape: Some("TextBox 4".to_owned()),
        text: Some(text.to_owned()),
        span: Some((start, start + matched.chars().count())),
        matched: Some(matched.to_owned()),
        ..DeckLocation::default()
    }
}

fn deck(at: DeckLocation) -> Location {
    Location::Deck(Box::new(at))
}

fn report() -> Report {
    let long = format!(
        "{} Azure Synapse {}",
        "before ".repeat(40),
        "after ".repeat(40)
    );
    let mut diagnostics = vec![
        finding("unreadable-deck", Severity::Error, Location::File),
        finding(
            "wrong-hyperscaler-name",
            Severity::Error,
            deck(DeckLocation {
                hidden: true,
                part: Some("table"),
                place: Some("cell 2 of row 3".to_owned()),
                ..at(
                    7,
                    "Reference architecture",
                    "lands in Azure Synapse for reporting",
                    "Azure Synapse",
                )
            }),
        ),
        finding(
            "wrong-hyperscaler-name",
            Severity::Error,
            deck(DeckLocation {
                part: Some("notes"),
                ..at(8, "東京リージョン", "東京は Azure です", "Azure")
            }),
        ),
        finding(
            "outdated-term",
            Severity::Warning,
            deck(at(9, "Long", &long, "Azure Synapse")),
        ),
        finding(
            "placeholder-text",
            Severity::Note,
            deck(at(
                10,
                "\u{1b}]0;owned\u{7}Title\nin two lines",
                "one\u{b}two\nthree \u{1b}[31mred \u{202e}desrever\u{202c} e\u{301}nd",
                "desrever",
            )),
        ),
        finding(
            "broken-link",
            Severity::Error,
            Location::Text {
                width: 0,
                line: 141,
                column: 7,
                excerpt: "    - [here](gone.md)".to_owned(),
            },
        ),
        finding(
            "orphan-part",
            Severity::Error,
            deck(DeckLocation::default()),
        ),
    ];
    diagnostics[1].evidence = vec![
        "the title".to_owned(),
        "the table's \u{9b}31m columns".to_owned(),
    ];
    let mut waived = finding("outdated-term", Severity::Error, Location::File);
    waived.waived = true;
    diagnostics.push(waived);
    Report {
        diagnostics,
        pages: 0,
        files: 3,
        unreadable: 1,
        slides: 61,
        excluded: 2,
        ..Report::default()
    }
}

fn rendered(shown: text::Shown, width: usize) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    text::write(&report(), shown, width, &mut out).expect("memory takes all");
    String::from_utf8(out.into_inner()).expect("UTF-8")
}

#[test]
fn text_report() {
    insta::assert_snapshot!("text", rendered(text::Shown::All, 80));
}

#[test]
fn text_report_leaves_out_what_is_waived() {
    let all = rendered(text::Shown::All, 80);
    let counting = rendered(text::Shown::Counting, 80);
    assert_eq!(all.matches("(waived)").count(), 1);
    assert_eq!(counting.matches("(waived)").count(), 0);
}

#[test]
fn concise_report() {
    let mut out = Vec::new();
    concise::write(&report(), text::Shown::Counting, &mut out).unwrap();
    insta::assert_snapshot!("concise", String::from_utf8(out).unwrap());
}

#[test]
fn json_report() {
    insta::assert_snapshot!("json", json::render(&report()).unwrap());
}

#[test]
fn closing_lines() {
    let mut quiet = Report {
        files: 1,
        slides: 1,
        ..Report::default()
    };
    assert_eq!(quiet.closing_line(), "1 deck, 1 slide read; nothing found");
    quiet.excluded = 3;
    assert_eq!(
        quiet.closing_line(),
        "1 deck, 1 slide read; nothing found; 3 excluded"
    );
    assert_eq!(
        report().closing_line(),
        "2 decks, 61 slides read, 1 unreadable; 5 errors, 1 warning, 1 note; 1 waived, 2 excluded"
    );
}
