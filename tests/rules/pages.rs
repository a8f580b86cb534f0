//! Every rule's page: its four headings, and examples that do what they say.

use crate::example::{blocks, headings, judge, line, linter};

#[test]
fn every_page_has_its_four_headings() {
    for rule in linter().rules() {
        assert_eq!(
            headings(&rule.doc),
            [
                "What it looks for",
                "Why it matters",
                "Example",
                "Use instead"
            ],
            "the page of {}",
            rule.id
        );
    }
}

#[test]
fn every_example_does_what_it_says() {
    let mut ran = 0;
    for rule in linter().rules() {
        for block in blocks(&rule.doc) {
            let expected = match block.info.as_str() {
                "deck fails" => 1,
                "deck passes" => 0,
                other => panic!("the page of {} has a block of '{other}'", rule.id),
            };
            let found: Vec<String> = judge(&block.text)
                .iter()
                .filter(|d| d.rule == rule.id)
                .map(|d| format!("{}: {}", line(d), d.message))
                .collect();
            assert_eq!(
                found.len(),
                expected,
                "the page of {}, under '{}', {}:\n{}\n{found:#?}",
                rule.id,
                block.heading,
                block.info,
                block.text
            );
            ran += 1;
        }
    }
    assert!(ran >= 10, "only {ran} examples ran");
}
