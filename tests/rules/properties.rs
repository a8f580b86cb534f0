//! What must hold for any text.

use crate::example::{line, linter, place, read, settings};
use proptest::prelude::*;
use rightdeck::lint::{Context, Linter, Room, RuleFile};
use rightdeck_kit::TextDeck;

/// Pieces that names, traps and odd characters are made of.
fn piece() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "Azure",
        "AWS",
        "Google Cloud",
        "Kubernetes",
        "Service",
        "Azure Kubernetes Service",
        "Amazon S3",
        "Lambda",
        "Microsoft",
        "BigQuery",
        "Big\u{ad}Query",
        "A\u{200b}WS",
        "EC2",
        "Ａｚｕｒｅ",
        "Entra ID",
        "Azure AD",
        "formerly",
        "vs",
        "Quillfish",
        "EDP",
        "MACC",
        "commit",
        "https://azure.microsoft.com/x",
        "arn:aws:s3:::x",
        "x@aws.com",
        "[ISV]",
        "TBD",
        "can't",
        "İ",
        "ß",
        "e\u{301}",
        "\u{301}",
        "使用",
        "ﬁ",
        "👩\u{200d}💻",
        "-",
        "/",
        ".",
        ",",
        "'s",
        "s",
        "\u{a0}",
        "\u{b}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => known, 1 => "\\PC{0,6}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        (piece(), prop::sample::select(vec!["", " ", "-", "\u{a0}"])),
        0..14,
    )
    .prop_map(|pieces| pieces.into_iter().map(|(word, gap)| word + gap).collect())
}

fn yaml(text: &str) -> String {
    // JSON is YAML, and escapes what YAML would not take as written.
    serde_json::Value::from(text).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_finding_points_at_its_words(
        title in text(), body in text(), notes in text(), cell in text(), alt in text(), hidden: bool,
        hyperscaler in 0usize..4,
    ) {
        let deck = format!(
            "slides: [{{title: {}, body: {}, notes: {}, table: [[{}]], picture: {{alt: {}}}, hidden: {hidden}}}]",
            yaml(&title), yaml(&body), yaml(&notes), yaml(&cell), yaml(&alt)
        );
        let deck = read(&TextDeck::from_yaml(&deck));
        let room = Room {
            hyperscalers: ["aws", "google", "microsoft"]
                .get(hyperscaler)
                .map(|&id| id.to_owned())
                .into_iter()
                .collect(),
            contexts: vec![Context::Joint],
        };
        let found = linter().judge("deck.pptx", &deck, Some(&room));
        let mut spans = Vec::new();
        for diagnostic in &found {
            let at = place(diagnostic);
            let (Some(text), Some((start, end)), Some(matched)) = (&at.text, at.span, &at.matched)
            else {
                continue;
            };
            prop_assert!(start <= end && end <= text.chars().count(), "{}", line(diagnostic));
            let words: String = text.chars().skip(start).take(end - start).collect();
            prop_assert_eq!(&words, matched);
            if diagnostic.rule == "wrong-hyperscaler-name" {
                spans.push((at.part, at.shape.clone(), at.place.clone(), text.clone(), start, end));
            }
        }
        // The longest name wins: no two findings share a character. Texts may be equal, so a
        // paragraph is known by its place as well; equal spans are then two paragraphs.
        for (n, a) in spans.iter().enumerate() {
            for b in &spans[n + 1..] {
                let same = a.0 == b.0 && a.1 == b.1 && a.2 == b.2 && a.3 == b.3;
                let apart = a.5 <= b.4 || b.5 <= a.4;
                let equal = a.4 == b.4 && a.5 == b.5;
                prop_assert!(!same || apart || equal, "{:?} and {:?}", a, b);
            }
        }
    }

    #[test]
    fn no_rule_file_makes_it_panic(text in "\\PC{0,80}", at in 0usize..6, cut in 0usize..400) {
        let (path, sound) = [
            ("rules/hyperscalers/oracle.yaml", "id: oracle\nname: OCI\ncompany: Oracle\nnames:\n  - {name: OCI, kind: brand}\n"),
            ("rules/vendors.yaml", "- name: Initech\n  match: exact-case\n"),
            ("rules/shared-names.yaml", "- name: mesh\n  used-by: {aws: x}\n"),
            ("rules/neutral-names.yaml", "- name: mesh\n  why: x\n"),
            ("rules/phrases/words.yaml", "kind: existence\nsummary: s\nmessage: m\nhelp: h\nseverity: {joint: error}\npatterns: ['x']\nwhy: w\nexamples: {fails: [x], passes: [y]}\n"),
            ("rules/industry-renames.yaml", "outdated:\n  - {name: x, status: renamed, confidence: known, since: '2025'}\n"),
        ][at];
        let cut = (0..=cut.min(sound.len())).rev().find(|&c| sound.is_char_boundary(c)).unwrap_or(0);
        let mangled = format!("{}{text}{}", &sound[..cut], &sound[cut..]);
        let file = RuleFile { path: path.to_owned(), text: mangled };
        if let Ok(linter) = Linter::new(&[file], settings()) {
            let deck = read(&TextDeck::from_yaml("slides: [{body: 'x mesh OCI Initech'}]"));
            let _ = linter.judge("deck.pptx", &deck, None);
        }
    }
}
