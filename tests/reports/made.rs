//! Handmade findings of each kind, and each form of a report of them.

use rightdeck::diagnostic::{DeckLocation, Diagnostic, Location, Severity};
use rightdeck::lint::{Linter, Settings};
use rightdeck::report::text::Shown;
use rightdeck::report::{Known, Report, github, gitlab, html, junit, markdown, sarif};
use std::sync::LazyLock;

static LINTER: LazyLock<Linter> = LazyLock::new(|| {
    Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .unwrap_or_else(|_| panic!("the built-in rules are sound"))
});

pub(crate) fn finding(
    rule: &str,
    severity: Severity,
    file: &str,
    location: Location,
) -> Diagnostic {
    Diagnostic {
        rule: rule.to_owned(),
        severity,
        file: file.to_owned(),
        location,
        message: "'Azure' is Microsoft's.".to_owned(),
        help: "Take it out.".to_owned(),
        evidence: Vec::new(),
        hyperscaler: Some("microsoft".to_owned()),
        reason: None,
        waived: false,
    }
}

pub(crate) fn on_slide(slide: u32, shape: &str, text: &str) -> Location {
    Location::Deck(Box::new(DeckLocation {
        slide: Some(slide),
        slide_title: Some("Prices".to_owned()),
        part: Some("body"),
        shape: Some(shape.to_owned()),
        text: Some(text.to_owned()),
        span: Some((0, 1)),
        matched: text.chars().next().map(String::from),
        ..DeckLocation::default()
    }))
}

/// A deck's findings, a page's, one waived, one in the baseline, and a file without any.
pub(crate) fn report() -> Report {
    let deck = "content/decks/why us, 100%.pptx";
    let mut waived = finding(
        "outdated-term",
        Severity::Warning,
        deck,
        on_slide(3, "Title 1", "MPN"),
    );
    waived.waived = true;
    let page = Location::Text {
        line: 41,
        column: 5,
        width: 0,
        excerpt: "😀 é [here](gone.md)  ".to_owned(),
    };
    let mut diagnostics = vec![
        finding(
            "wrong-hyperscaler-name",
            Severity::Error,
            deck,
            on_slide(7, "TextBox 4", "Azure"),
        ),
        finding(
            "wrong-hyperscaler-name",
            Severity::Error,
            deck,
            on_slide(7, "TextBox 4", "Azure"),
        ),
        finding(
            "unreadable-deck",
            Severity::Error,
            "/else/b.pptx",
            Location::File,
        ),
        finding("broken-link", Severity::Warning, "content/co-sell.md", page),
        finding(
            "placeholder-text",
            Severity::Note,
            deck,
            on_slide(9, "TextBox 1", "TBD"),
        ),
        waived,
    ];
    diagnostics[0].evidence = vec!["title: 'a|b'".to_owned()];
    diagnostics.sort_by(Diagnostic::order);
    let known = finding(
        "outdated-term",
        Severity::Warning,
        deck,
        on_slide(8, "Title 1", "MPN"),
    );
    Report {
        diagnostics,
        files: 4,
        unreadable: 1,
        slides: 30,
        names: vec!["a<b>.pptx".to_owned(), deck.to_owned()],
        baseline: Some(Known {
            findings: vec![known],
            mended: Vec::new(),
        }),
        ..Report::default()
    }
}

pub(crate) fn sarif(report: &Report, shown: Shown) -> String {
    sarif::render(report, shown, &LINTER.rules()).expect("JSON")
}

pub(crate) fn gitlab(report: &Report, shown: Shown) -> String {
    gitlab::render(report, shown).expect("JSON")
}

pub(crate) fn github(report: &Report, shown: Shown) -> String {
    let mut out = Vec::new();
    github::write(report, shown, &mut out).expect("memory takes all");
    String::from_utf8(out).expect("UTF-8")
}

pub(crate) fn junit(report: &Report, shown: Shown) -> String {
    junit::render(report, shown, Severity::Error)
}

pub(crate) fn markdown(report: &Report, shown: Shown) -> String {
    markdown::render(report, shown)
}

pub(crate) fn html(report: &Report, shown: Shown) -> String {
    html::render(report, shown, &LINTER.rules())
}
