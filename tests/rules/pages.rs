//! Every rule's page: its four headings, and examples that do what they say.
#![expect(
    clippy::disallowed_methods,
    reason = "an example of a page needs a playbook"
)]

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
            let (kind, expected) = match block.info.split_once(' ') {
                Some((kind @ ("deck" | "page"), "fails")) => (kind, 1),
                Some((kind @ ("deck" | "page"), "passes")) => (kind, 0),
                _ => panic!("the page of {} has a block of '{}'", rule.id, block.info),
            };
            let found: Vec<String> = match kind {
                "page" => on_page(&rule.id, &block.text),
                _ => judge(&block.text)
                    .iter()
                    .filter(|d| d.rule == rule.id)
                    .map(|d| format!("{}: {}", line(d), d.message))
                    .collect(),
            };
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

/// What the program finds by a rule on a page, whose text may begin with front matter; beside it lies `other.md`.
fn on_page(rule: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    let whole = match text.starts_with("---\n") {
        true => text.to_owned(),
        false => format!("---\ntitle: A page\nowner: sales\n---\n{text}"),
    };
    put("site.toml", "[site]\ntitle = 'Tiny'\n");
    put("content/pages/page.md", &whole);
    put(
        "content/pages/other.md",
        "---\ntitle: Other\nowner: sales\n---\nx\n",
    );
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args([
            "lint",
            "--today",
            "2026-11-22",
            "--output-format",
            "concise",
            "--rule",
            rule,
        ])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    let found = String::from_utf8_lossy(&out.stdout).into_owned();
    assert_ne!(
        out.status.code(),
        Some(2),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    found.lines().map(str::to_owned).collect()
}
