//! What was there not long ago, in `.rightdeck/links.json` of the playbook.

use crate::fs;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// The folder; it keeps itself out of git.
const FOLDER: &str = ".rightdeck";

const FILE: &str = "links.json";

/// For so many days an address that was there is taken to be there.
const DAYS: i32 = 7;

/// The largest cache that is read.
const LIMIT: u64 = 64 << 20;

/// Addresses that were there, with the day.
#[derive(Debug, Default)]
pub(super) struct Cache {
    seen: BTreeMap<String, Date>,
    changed: bool,
}

impl Cache {
    /// Reads what is still good on a day. A cache that cannot be read is an empty one.
    pub(super) fn read(root: &Path, today: Date) -> Self {
        let text = fs::read_text(&root.join(FOLDER).join(FILE), LIMIT).unwrap_or_default();
        let mut seen: BTreeMap<String, Date> = serde_json::from_str(&text).unwrap_or_default();
        let age = |day: Date| today.since(day).map_or(i32::MAX, |span| span.get_days());
        seen.retain(|_, day| (0..DAYS).contains(&age(*day)));
        Self {
            seen,
            changed: false,
        }
    }

    pub(super) fn has(&self, url: &str) -> bool {
        self.seen.contains_key(url)
    }

    pub(super) fn add(&mut self, url: &str, day: Date) {
        self.seen.insert(url.to_owned(), day);
        self.changed = true;
    }

    /// Writes it, if there is something new.
    pub(super) fn write(&self, root: &Path) -> Result<(), fs::FsError> {
        if !self.changed {
            return Ok(());
        }
        let folder = root.join(FOLDER);
        fs::make_folder(&folder)?;
        fs::write_whole(&folder.join(".gitignore"), b"*\n")?;
        // Text and days are never refused.
        let mut text = serde_json::to_string_pretty(&self.seen).unwrap_or_default();
        text.push('\n');
        fs::write_whole(&folder.join(FILE), text.as_bytes())
    }
}
