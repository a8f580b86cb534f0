//! Pages that are made from the code must say what the code says.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

#[path = "../xtask/src/rules_page.rs"]
mod rules_page;

use rightdeck::lint::{Linter, Settings};
use std::path::Path;

#[test]
fn the_page_of_rules_is_up_to_date() {
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .expect("the built-in rules are sound");
    let wanted = rules_page::page(&linter);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(rules_page::PATH);
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let found = found.replace("\r\n", "\n");
    let line = found
        .lines()
        .zip(wanted.lines())
        .position(|(found, wanted)| found != wanted);
    assert!(
        found == wanted,
        "{} has fallen behind the rules{}. Write it anew with `cargo xtask docs`, and read what changed.",
        rules_page::PATH,
        line.map_or_else(String::new, |line| format!(", first in line {}", line + 1))
    );
}
