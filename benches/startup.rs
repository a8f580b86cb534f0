//! What a run pays before it opens the first deck: the rules of the binary, ready to judge.

use rightdeck::lint::{Linter, Settings};

fn main() {
    divan::main();
}

#[divan::bench]
fn linter() -> Linter {
    Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .expect("the built-in rules are sound")
}
