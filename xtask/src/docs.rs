//! `cargo xtask docs`: pages that are made from the code, and kept beside it to be read.
//! `tests/generated.rs` fails when they have fallen behind.

use crate::{house_words_page, rules_page};
use anyhow::{Context as _, Result, anyhow};
use rightdeck::lint::{Linter, Settings};
use std::path::Path;

pub(crate) fn write(root: &Path) -> Result<()> {
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .map_err(|mistakes| anyhow!("the built-in rules are broken: {mistakes:?}"))?;
    for (path, page) in [
        (rules_page::PATH, rules_page::page(&linter)),
        (house_words_page::PATH, house_words_page::page(&linter)),
        ("docs/openapi.json", rightdeck::serve::api::openapi()),
    ] {
        std::fs::write(root.join(path), page).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    for (name, schema) in rightdeck::schemas::generate() {
        let path = format!("{}/{name}.schema.json", rightdeck::schemas::FOLDER);
        std::fs::write(root.join(&path), schema).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    Ok(())
}
