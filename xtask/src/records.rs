//! `cargo xtask records`: what a search can find, a line of JSON for each record. `benches/search/` gives
//! them to other search engines.

use anyhow::{Context as _, Result, anyhow};
use rightdeck::fs::{Folder, read_text};
use rightdeck::lint::{Linter, Settings};
use rightdeck::site::admit::Narrowed;
use rightdeck::site::build::{LATEST, Snapshot, editions, prepare, read};
use rightdeck::site::records::records;
use rightdeck::source::{Problem, Source};
use std::io::{BufWriter, Write as _, stdout};
use std::path::Path;

const MAX_CONFIG: u64 = 1 << 20;

pub(crate) fn print(folder: &Path) -> Result<()> {
    let settings = Settings::on(jiff::civil::date(2026, 11, 1));
    let linter = Linter::new(&[], settings)
        .map_err(|mistakes| anyhow!("the built-in rules are broken: {mistakes:?}"))?;
    let hyperscalers = linter.hyperscaler_profiles();
    let text = read_text(&folder.join("site.toml"), MAX_CONFIG)?;
    let config = rightdeck::config::parse(&Source::new("site.toml", text)).map_err(first)?;
    let tree = Folder::new(folder);
    let snapshot = Snapshot {
        name: LATEST.to_owned(),
        status: None,
        tree: std::sync::Arc::new(tree),
        changed: std::sync::Arc::default(),
    };
    let (loaded, problems) = read(snapshot, &config, &hyperscalers);
    if !problems.is_empty() {
        return Err(first(problems));
    }
    let editions = editions(&config);
    let edition = editions.first().context("site.toml has no edition")?;
    let prepared = prepare(&loaded, edition, &hyperscalers, &Narrowed::new()).map_err(first)?;
    let mut out = BufWriter::new(stdout().lock());
    for record in records(&prepared.model, edition.readers.audience, LATEST) {
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

fn first(problems: Vec<Problem>) -> anyhow::Error {
    let problem = problems.first().map(ToString::to_string);
    anyhow!(problem.unwrap_or_else(|| "the playbook has mistakes".to_owned()))
}
