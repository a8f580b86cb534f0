use super::*;
use crate::diagnostic::DeckLocation;

fn finding(slide: u32, text: &str) -> Diagnostic {
    Diagnostic {
        rule: "outdated-term".into(),
        severity: Severity::Warning,
        file: "a.pptx".into(),
        location: Location::Deck(Box::new(DeckLocation {
            slide: Some(slide),
            shape: Some("TextBox 4".into()),
            text: Some(text.into()),
            matched: Some("MPN".into()),
            ..DeckLocation::default()
        })),
        message: "Old.".into(),
        help: String::new(),
        evidence: Vec::new(),
        hyperscaler: None,
        reason: None,
        waived: false,
    }
}

fn of(found: &[Diagnostic]) -> Baseline {
    Baseline::default().renewed(found, |_, _| true)
}

fn counts(parted: &Parted) -> (usize, usize, usize) {
    (
        parted.counting.len(),
        parted.known.len(),
        parted.mended.len(),
    )
}

#[test]
fn what_moves_to_another_slide_stays_known_and_a_second_copy_is_new() {
    let baseline = of(&[finding(2, "Our MPN badge")]);
    let all = |_: &str, _: &str| true;
    assert_eq!(
        counts(&baseline.part(vec![finding(9, "Our  MPN\tbadge")], all)),
        (0, 1, 0)
    );
    let twice = baseline.part(
        vec![finding(2, "Our MPN badge"), finding(3, "Our MPN badge")],
        all,
    );
    assert_eq!(counts(&twice), (1, 1, 0));
    assert_eq!(
        counts(&baseline.part(vec![finding(2, "Your MPN badge")], all)),
        (1, 0, 1)
    );
    let mut elsewhere = finding(2, "Our MPN badge");
    elsewhere.file = "b.pptx".into();
    assert_eq!(counts(&baseline.part(vec![elsewhere], all)), (1, 0, 1));
}

#[test]
fn what_was_not_looked_at_is_not_mended_and_stays() {
    let mut other = finding(1, "Their MPN badge");
    other.file = "b.pptx".into();
    let baseline = of(&[finding(2, "Our MPN badge"), other.clone()]);
    let only_b = |file: &str, _: &str| file == "b.pptx";
    assert_eq!(
        counts(&baseline.part(vec![other.clone()], only_b)),
        (0, 1, 0)
    );
    assert_eq!(counts(&baseline.part(Vec::new(), only_b)), (0, 0, 1));
    assert_eq!(baseline.renewed(&[other], only_b), baseline);
    assert_eq!(baseline.renewed(&[], only_b).count(), 1);
    assert_eq!(baseline.renewed(&[], |_, _| true).count(), 0);
}

#[test]
fn what_became_graver_counts_again() {
    let baseline = of(&[finding(2, "Our MPN badge")]);
    let mut graver = finding(2, "Our MPN badge");
    graver.severity = Severity::Error;
    assert_eq!(counts(&baseline.part(vec![graver], |_, _| true)), (1, 0, 0));
    let mut milder = finding(2, "Our MPN badge");
    milder.severity = Severity::Note;
    assert_eq!(counts(&baseline.part(vec![milder], |_, _| true)), (0, 1, 0));
}

#[test]
fn what_was_not_read_is_never_known() {
    let mut unread = finding(1, "");
    unread.rule = "unreadable-deck".into();
    unread.location = Location::File;
    assert_eq!(of(std::slice::from_ref(&unread)).count(), 0);
    let mut waived = finding(1, "Our MPN badge");
    waived.waived = true;
    assert_eq!(of(std::slice::from_ref(&waived)).count(), 0);
    let baseline = of(&[finding(1, "Our MPN badge")]);
    let parted = baseline.part(vec![waived], |_, _| true);
    assert_eq!(counts(&parted), (1, 0, 1), "a waiver comes first");
}

#[test]
fn the_file_is_sorted_and_comes_back_as_it_went() {
    let long = "word ".repeat(40);
    let mut unmatched = finding(1, &long);
    if let Location::Deck(at) = &mut unmatched.location {
        at.matched = None;
    }
    let found = [
        finding(2, "b MPN"),
        finding(3, "a MPN"),
        finding(4, "a MPN"),
        unmatched,
    ];
    let baseline = of(&found);
    let text = baseline.text().unwrap();
    let mut turned = found.clone();
    turned.reverse();
    assert_eq!(of(&turned).text().unwrap(), text);
    assert_eq!(
        Baseline::parse(&Source::new("b", &*text)).unwrap(),
        baseline
    );
    assert_eq!(baseline.count(), 4);
    assert!(
        text.contains("\"count\": 2") && text.ends_with("}\n"),
        "{text}"
    );
    assert!(!text.contains(long.trim()), "a long text is cut: {text}");
}

#[test]
fn a_file_that_cannot_be_used_says_what_to_do() {
    let said = |text: &str| {
        let problem = Baseline::parse(&Source::new("base.json", text)).unwrap_err();
        format!("{}:{}: {}", problem.line, problem.column, problem.message)
    };
    assert!(said("").contains("can't be read"), "{}", said(""));
    let merged = "{\n<<<<<<< HEAD\n";
    assert!(said(merged).starts_with("2:1: "), "{}", said(merged));
    let newer = r#"{"format": 7, "tool": {"name": "rightdeck", "version": "9.1.0"}, "else": []}"#;
    assert!(
        said(newer).contains("of format 7, by rightdeck 9.1.0"),
        "{}",
        said(newer)
    );
    let unknown = r#"{"format": 1, "tool": {"name": "x", "version": "y"}, "findings": {"a": [{"rul": "x"}]}}"#;
    assert!(
        said(unknown).contains("--write-baseline"),
        "{}",
        said(unknown)
    );
    let twice = r#"{"format": 1, "tool": {"name": "x", "version": "y"}, "findings": {"a": [
        {"rule": "r", "severity": "error", "key": "1", "count": 2}, {"rule": "r", "severity": "error", "key": "1"}]}}"#;
    assert_eq!(
        Baseline::parse(&Source::new("b", twice)).unwrap().count(),
        2
    );
}
