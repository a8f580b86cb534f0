//! The edge cases beside each rule, `src/lint/rules/<rule>.md`.
//!
//! A heading says the behaviour; a block `deck fails` or `deck passes` below it shows it. A block
//! `findings` that follows lists every finding of the rule, in any order: severity, slide,
//! part and the matched words.
#![expect(clippy::disallowed_methods, reason = "the cases lie on disk")]

use crate::example::{blocks, judge, line, linter};
use std::path::Path;

#[test]
fn every_case_holds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
    let mut failures = Vec::new();
    let (mut files, mut ran) = (0, 0);
    let mut entries: Vec<_> = std::fs::read_dir(&folder)
        .expect("the rules' folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    entries.sort();
    for path in entries {
        files += 1;
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let rule = name.trim_end_matches(".md").replace('_', "-");
        assert!(
            linter().rules().iter().any(|r| r.id == rule),
            "{name} is named after no rule"
        );
        let text = std::fs::read_to_string(&path).expect("a text");
        let mut last: Option<Vec<String>> = None;
        for block in blocks(&text) {
            let mut fail =
                |what: String| failures.push(format!("{name}: {}\n{what}", block.heading));
            if block.info == "findings" {
                let mut found = last.take().unwrap_or_default();
                let mut expected: Vec<&str> = block.text.lines().collect();
                found.sort();
                expected.sort_unstable();
                if found != expected {
                    fail(format!("  expected {expected:#?}\n  found {found:#?}"));
                }
                continue;
            }
            ran += 1;
            let found: Vec<String> = judge(&block.text)
                .iter()
                .filter(|d| d.rule == rule)
                .map(line)
                .collect();
            match block.info.as_str() {
                "deck fails" if found.is_empty() => {
                    fail(format!("  no finding in\n{}", block.text))
                }
                "deck passes" if !found.is_empty() => {
                    fail(format!("  {found:#?} in\n{}", block.text));
                }
                "deck fails" | "deck passes" => {}
                other => fail(format!("  a block of '{other}'")),
            }
            last = Some(found);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(
        files >= 6 && ran >= 100,
        "only {ran} cases in {files} files"
    );
}
