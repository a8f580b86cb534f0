//! Whatever stands in a deck, each form can be read, and holds it as text.

use super::formats::page;
use super::made;
use super::readers::{blocks, commands, parse, sarif};
use super::xsd;
use proptest::prelude::*;
use rightdeck::diagnostic::{DeckLocation, Diagnostic, Location, Severity};
use rightdeck::lint::baseline::Baseline;
use rightdeck::report::text::Shown;
use rightdeck::report::{Known, Report, concise, json};
use rightdeck::source::Source;
use rightdeck::source::excerpt::printable;
use rightdeck::source::place::{Point, Span};
use serde_json::Value;
use std::collections::BTreeSet;

/// Pieces that mean something to some reader.
const SIGNS: [&str; 44] = [
    "<script>alert(1)</script>",
    "</style>",
    "-->",
    "<!--",
    "]]>",
    "&amp;",
    "&#0;",
    "\"",
    "'",
    "`",
    "```",
    "**b**",
    "__b__",
    "[x](javascript:y)",
    "![x](y)",
    "](",
    "https://evil.example/",
    "www.evil.example",
    "a@evil.example",
    "@everyone",
    "#1",
    ":smile:",
    "$x^2$",
    "|",
    "\\|",
    "\\",
    "~~",
    "<br>",
    "\r\n",
    "\n",
    "\r",
    "::error::",
    "%0A",
    "%",
    ",",
    "##[error]",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{0}",
    "\u{fffe}",
    "\u{2028}",
    "😀",
    "é",
    "{{ x }}",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => prop::sample::select(&SIGNS[..]).prop_map(str::to_owned),
        2 => "[a-z ]{0,8}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn span_at((line, column): (u32, u32)) -> Span {
    let point = Point {
        line,
        column,
        units: column,
    };
    Span {
        start: point,
        end: point,
    }
}

prop_compose! {
    fn deck_place()(
        slide in prop::option::of(1_u32..9), title in prop::option::of(text()), hidden: bool,
        part in prop::sample::select(vec![None, Some("notes"), Some("body")]),
        shape in prop::option::of(text()), text in prop::option::of(text()), span in prop::option::of((0_usize..20, 0_usize..20)),
        source in prop::option::of((1_u32..99, 1_u32..40)),
    ) -> Location {
        Location::Deck(Box::new(DeckLocation {
            slide, slide_title: title, hidden, part, matched: text.clone(), shape, place: None, text, span, source: source.map(span_at),
        }))
    }
}

fn finding() -> impl Strategy<Value = Diagnostic> {
    let on_page =
        (1_u32..99, 1_u32..40, 0..50_usize, text()).prop_map(|(line, column, width, excerpt)| {
            Location::Text {
                line,
                column,
                width,
                excerpt,
            }
        });
    let place = prop_oneof![3 => deck_place(), 1 => on_page, 1 => Just(Location::File)];
    let severity = prop::sample::select(vec![Severity::Error, Severity::Warning, Severity::Note]);
    let file = prop::sample::select(vec![
        "a, b.pptx",
        "c:d|e`<f>.pptx",
        "g%20.md",
        "../h@i.pptx",
    ]);
    (
        place,
        severity,
        file,
        text(),
        text(),
        prop::collection::vec(text(), 0..2),
        any::<bool>(),
    )
        .prop_map(
            |(location, severity, file, message, help, evidence, waived)| Diagnostic {
                rule: "outdated-term".to_owned(),
                severity,
                file: file.to_owned(),
                location,
                message: format!("m{message}"),
                help,
                evidence,
                hyperscaler: None,
                reason: None,
                waived,
            },
        )
}

fn report() -> impl Strategy<Value = Report> {
    let many = || prop::collection::vec(finding(), 0..5);
    (many(), prop::option::of(many())).prop_map(|(mut diagnostics, known)| {
        diagnostics.sort_by(Diagnostic::order);
        Report {
            names: vec!["a, b.pptx".to_owned(), "clean.pptx".to_owned()],
            files: 2,
            diagnostics,
            baseline: known.map(|mut findings| {
                findings.iter_mut().for_each(|one| one.waived = false);
                findings.sort_by(Diagnostic::order);
                Known {
                    findings,
                    mended: Vec::new(),
                }
            }),
            ..Report::default()
        }
    })
}

fn all(report: &Report) -> Vec<&Diagnostic> {
    let found = report.shown(Shown::All);
    found.into_iter().map(|(one, _)| one).collect()
}

/// As it is shown, blanks made one.
fn plain(text: &str) -> String {
    printable(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sarif_is_valid(report in report()) {
        let log = sarif(&made::sarif(&report, Shown::All));
        let results = log["runs"][0]["results"].as_array().expect("results");
        let all = all(&report);
        prop_assert_eq!(results.len(), all.len());
        let mut prints = BTreeSet::new();
        for (result, one) in results.iter().zip(all) {
            let message = result["message"]["text"].as_str().expect("a message");
            let wanted = printable(&one.message).replace("](", "] (");
            prop_assert!(message.contains(&wanted), "{} in {}", wanted, message);
            prop_assert!(!message.contains("]("), "{}", message);
            if let Location::Deck(at) = &one.location {
                prop_assert_eq!(result["properties"]["text"].as_str(), at.text.as_deref());
            }
            prop_assert!(prints.insert(result["partialFingerprints"].to_string()));
            let region = &result["locations"][0]["physicalLocation"]["region"];
            prop_assert!(region["endColumn"].as_u64() >= region["startColumn"].as_u64(), "{}", region);
            let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().expect("an address");
            let decoded = percent_encoding::percent_decode_str(uri).decode_utf8().expect("UTF-8");
            prop_assert_eq!(decoded, one.file.as_str());
        }
    }

    #[test]
    fn json_holds_every_word_and_concise_is_a_line_a_finding(report in report()) {
        let text = json::render(&report).expect("JSON");
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let list = log["diagnostics"].as_array().expect("a list");
        prop_assert_eq!(list.len(), report.diagnostics.len());
        for (entry, one) in list.iter().zip(&report.diagnostics) {
            prop_assert_eq!(entry["message"].as_str(), Some(one.message.as_str()));
        }
        let mut out = Vec::new();
        concise::write(&report, Shown::All, &mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("UTF-8");
        prop_assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
        prop_assert_eq!(text.lines().count(), all(&report).len());
    }

    #[test]
    fn a_baseline_comes_back_as_it_went_and_knows_what_was_found(report in report()) {
        let baseline = Baseline::default().renewed(&report.diagnostics, |_, _| true);
        let text = baseline.text().expect("JSON");
        let again = Baseline::parse(&Source::new("base.json", text)).expect("it was just written");
        prop_assert_eq!(&again, &baseline);
        let parted = again.part(report.diagnostics.clone(), |_, _| true);
        prop_assert!(parted.counting.iter().all(|one| one.waived));
        prop_assert_eq!(parted.known.len(), baseline.count());
        prop_assert!(parted.mended.is_empty());
    }

    #[test]
    fn github_reads_one_command_a_finding(report in report()) {
        let found = commands(&made::github(&report, Shown::All));
        let all = all(&report);
        prop_assert_eq!(found.len(), all.len());
        for (command, one) in found.iter().zip(all) {
            prop_assert_eq!(command.properties["file"].as_str(), one.file.as_str());
            prop_assert!(command.properties["title"].starts_with("outdated-term"));
            prop_assert!(command.data.contains(&*printable(&one.message)), "{:?}", command);
        }
    }

    #[test]
    fn gitlab_has_one_entry_a_finding(report in report()) {
        let list: Value = serde_json::from_str(&made::gitlab(&report, Shown::All)).expect("JSON");
        let list = list.as_array().expect("a list");
        let all = all(&report);
        prop_assert_eq!(list.len(), all.len());
        let prints: BTreeSet<String> = list.iter().map(|one| one["fingerprint"].to_string()).collect();
        prop_assert_eq!(prints.len(), list.len());
        for (entry, one) in list.iter().zip(all) {
            prop_assert_eq!(entry["location"]["path"].as_str(), Some(one.file.as_str()));
            let description = entry["description"].as_str().expect("words");
            prop_assert!(description.contains(&*printable(&one.message)), "{}", description);
        }
    }

    #[test]
    fn junit_is_valid(report in report()) {
        let text = made::junit(&report, Shown::All);
        let found = xsd::mistakes(include_str!("../schemas/junit-10.xsd"), &text);
        prop_assert!(found.is_empty(), "{:?}", found);
        let root = parse(&text);
        let mut said: Vec<&str> = Vec::new();
        for tag in ["failure", "skipped"] {
            said.extend(root.named(tag).into_iter().map(|one| one.attributes["message"].as_str()));
        }
        for one in all(&report) {
            let wanted = printable(&one.message).replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}");
            prop_assert!(said.iter().any(|text| text.contains(&wanted)), "{} in {:?}", wanted, said);
        }
    }

    #[test]
    fn markdown_stays_text(report in report()) {
        let text = made::markdown(&report, Shown::All);
        let blocks = blocks(&text);
        let rows = blocks.iter().filter(|block| block.starts_with("outdated-term")).count();
        let all = all(&report);
        prop_assert_eq!(rows, all.len(), "{}", text);
        for one in all {
            let wanted = plain(&one.message);
            prop_assert!(blocks.iter().any(|block| block.contains(&wanted)), "{} in {:#?}", wanted, blocks);
        }
    }

    #[test]
    fn html_stays_text(report in report()) {
        let page = page(&made::html(&report, Shown::All));
        let known = [
            "html", "head", "meta", "title", "body", "header", "main", "footer", "h1", "h2", "h3", "h4", "p", "form", "label", "input",
            "select", "option", "fieldset", "legend", "output", "button", "nav", "table", "thead", "tbody", "tr", "th", "td", "a", "wbr",
            "section", "article", "span", "code", "blockquote", "mark", "ul", "li", "dl", "dt", "dd", "details", "summary",
        ];
        for one in page.all() {
            prop_assert!(known.contains(&one.name.as_str()), "<{}>", one.name);
            prop_assert!(one.attributes.keys().all(|key| !key.starts_with("on") && key != "style" && key != "src"));
        }
        let articles = page.named("article");
        let all = all(&report);
        prop_assert_eq!(articles.len(), all.len());
        for (article, one) in articles.iter().zip(all) {
            prop_assert!(article.text.contains(&*printable(&one.message)), "{} in {}", one.message, article.text);
        }
    }
}
