//! Pages that are made from the code must say what the code says.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

#[path = "../xtask/src/manual/mod.rs"]
mod manual;

use rightdeck::lint::{Linter, Settings};
use std::path::Path;

#[test]
fn the_schemas_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let made = rightdeck::schemas::generate();
    let names: Vec<&str> = made.iter().map(|(name, _)| *name).collect();
    let kept: Vec<&str> = rightdeck::schemas::ALL.iter().map(|one| one.name).collect();
    assert_eq!(names, kept, "src/schemas.rs names them all");
    for (name, wanted) in made {
        let path = format!("{}/{name}.schema.json", rightdeck::schemas::FOLDER);
        let found = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        assert!(
            found.replace("\r\n", "\n") == wanted,
            "{path} has fallen behind the types. Write it anew with `cargo xtask docs`."
        );
    }
}

#[test]
fn the_description_of_the_api_is_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = std::fs::read_to_string(root.join("docs/openapi.json")).unwrap_or_default();
    assert!(
        found.replace("\r\n", "\n") == rightdeck::serve::api::openapi(),
        "docs/openapi.json has fallen behind the handlers. Write it anew with `cargo xtask docs`."
    );
}

#[test]
fn the_pages_of_the_manual_that_are_made_from_the_code_are_up_to_date() {
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .expect("the built-in rules are sound");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(manual::FOLDER);
    let pages = manual::pages(&linter);
    for (path, wanted) in &pages {
        let found = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        let found = found.replace("\r\n", "\n");
        let mut lines = found.lines().zip(wanted.lines());
        let line = lines.position(|(found, wanted)| found != wanted);
        assert!(
            found == *wanted,
            "{path} has fallen behind the code{}. Write it anew with `cargo xtask docs`, and read what changed.",
            line.map_or_else(String::new, |line| format!(", first in line {}", line + 1))
        );
    }
    // What says that it is made from the code is.
    for entry in walkdir::WalkDir::new(&folder) {
        let entry = entry.expect("an entry");
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let path = entry.path().strip_prefix(&folder).expect("inside");
        let path = path.to_string_lossy().replace('\\', "/");
        if text.contains(manual::MADE) {
            assert!(
                pages.iter().any(|(own, _)| *own == path),
                "{path} is made by nothing"
            );
        }
    }
}

/// `docs/coverage.md` says where each part of the sources went; what it names must be there.
#[test]
fn the_table_of_coverage_names_files_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/coverage.md")).expect("the table");
    let mut links = 0;
    for (number, line) in (1..).zip(text.lines()) {
        for part in line.split("](").skip(1) {
            let target = part.split([')', '#']).next().unwrap_or_default();
            if target.is_empty() || target.contains("://") {
                continue;
            }
            links += 1;
            let path = root.join("docs").join(target);
            assert!(
                path.exists(),
                "docs/coverage.md:{number}: '{target}' is not there"
            );
        }
    }
    assert!(links > 300, "{links} links");
}
