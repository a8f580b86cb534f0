//! `cargo xtask docs`: pages that are made from the code, and kept beside it to be read.
//! `tests/generated.rs` fails when they have fallen behind.

use crate::rules_page;
use anyhow::{Context as _, Result, anyhow};
use rightdeck::lint::{Linter, Settings};
use std::path::Path;

pub(crate) fn write(root: &Path) -> Result<()> {
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .map_err(|mistakes| anyhow!("the built-in rules are broken: {mistakes:?}"))?;
    let path = root.join(rules_page::PATH);
    std::fs::write(&path, rules_page::page(&linter))
        .with_context(|| format!("cannot write {}", rules_page::PATH))?;
    println!("wrote {}", rules_page::PATH);
    Ok(())
}
