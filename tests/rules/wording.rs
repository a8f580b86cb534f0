//! What findings say, where that was wrong once.

use crate::example::{judge, linter, settings};
use rightdeck::deck::{Limits, read};
use rightdeck::lint::Linter;
use std::io::Cursor;

fn help(hyperscaler: &str, body: &str) -> String {
    let found = judge(&format!(
        "hyperscaler: {hyperscaler}\nslides: [{{body: '{body}'}}]"
    ));
    let wrong = found.iter().find(|d| d.rule == "wrong-hyperscaler-name");
    wrong.expect("a finding").help.clone()
}

#[test]
fn the_hosts_own_word_is_offered_where_it_has_one() {
    assert_eq!(
        help("google", "AWS Marketplace"),
        "Google Cloud says 'Google Cloud Marketplace'."
    );
    assert_eq!(help("aws", "Microsoft Ignite"), "AWS says 'AWS re:Invent'.");
}

#[test]
fn a_company_is_no_word_for_another_one() {
    for (host, name) in [
        ("google", "AWS"),
        ("google", "Microsoft Azure"),
        ("aws", "Google Cloud"),
        ("microsoft", "AWS"),
    ] {
        let help = help(host, name);
        assert!(
            help.starts_with("Take it out, or show the deck made for"),
            "{name}: {help}"
        );
    }
}

#[test]
fn an_unreadable_deck_is_described_in_a_sentence() {
    let why = read(
        "deck.pptx",
        Cursor::new(b"not a deck".to_vec()),
        &Limits::default(),
    )
    .expect_err("it is none");
    let finding = linter()
        .unreadable("deck.pptx", &why)
        .expect("it is reported");
    assert!(
        finding.message.starts_with("This deck can't be read: "),
        "{}",
        finding.message
    );
    assert!(finding.message.ends_with('.') && !finding.message.ends_with(".."));
    assert!(finding.reason.is_some());
}

#[test]
fn a_deck_is_judged_alike_each_time() {
    let again = Linter::new(&[], settings()).expect("the built-in rules are sound");
    let ids = |linter: &Linter| -> Vec<String> {
        linter.rules().iter().map(|r| r.id.to_string()).collect()
    };
    assert_eq!(ids(linter()), ids(&again));
}
