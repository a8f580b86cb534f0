//! `cargo xtask docs`: pages that are made from the code, and kept beside it to be read.
//! `tests/generated.rs` fails when they have fallen behind.

use crate::manual;
use anyhow::{Context as _, Result, anyhow};
use rightdeck::lint::{Linter, Settings};
use std::path::Path;

pub(crate) fn write(root: &Path) -> Result<()> {
    let linter = Linter::new(&[], Settings::on(jiff::civil::date(2026, 11, 1)))
        .map_err(|mistakes| anyhow!("the built-in rules are broken: {mistakes:?}"))?;
    let own = (
        "docs/openapi.json".to_owned(),
        rightdeck::serve::api::openapi(),
    );
    let reference = manual::pages(&linter).into_iter();
    let reference: Vec<_> = reference
        .map(|(path, page)| (format!("{}{path}", manual::FOLDER), page))
        .collect();
    let rules = root.join(manual::FOLDER).join("rules");
    // A rule that is gone leaves no page.
    match std::fs::remove_dir_all(&rules) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => std::fs::create_dir_all(&rules)?,
    }
    for (path, page) in reference.into_iter().chain([own]) {
        std::fs::write(root.join(&path), page).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    for (name, schema) in rightdeck::schemas::generate() {
        let path = format!("{}/{name}.schema.json", rightdeck::schemas::FOLDER);
        std::fs::write(root.join(&path), schema).with_context(|| format!("cannot write {path}"))?;
        println!("wrote {path}");
    }
    Ok(())
}
