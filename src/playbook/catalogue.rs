//! The deck catalogue: every page of `content/decks/`, by the deck it is about.

use super::DeckEntry;
use crate::source::{Problem, Source};
use std::collections::BTreeMap;

/// Catalogue pages by the path of their deck.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Catalogue {
    entries: BTreeMap<String, DeckEntry>,
}

impl Catalogue {
    /// Reads the pages.
    ///
    /// # Errors
    /// Every mistake on every page; two pages about one deck are one of them.
    pub fn read(pages: &[Source]) -> Result<Self, Vec<Problem>> {
        let mut entries: BTreeMap<String, DeckEntry> = BTreeMap::new();
        let mut problems = Vec::new();
        for page in pages {
            let entry = match DeckEntry::parse(page) {
                Ok(Some(entry)) => entry,
                Ok(None) => continue,
                Err(mut found) => {
                    problems.append(&mut found);
                    continue;
                }
            };
            if let Some(first) = entries.get(&entry.file) {
                let message = format!(
                    "'{}' has a page already, {}; one deck, one page",
                    entry.file, first.page
                );
                problems.push(page.problem_at(entry.file_line, 1, 4, message));
                continue;
            }
            entries.insert(entry.file.clone(), entry);
        }
        if problems.is_empty() {
            Ok(Self { entries })
        } else {
            problems.sort_by(|a, b| a.key().cmp(&b.key()));
            Err(problems)
        }
    }

    /// The page about a deck.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&DeckEntry> {
        self.entries.get(file)
    }

    /// All pages, sorted by the deck's path.
    pub fn iter(&self) -> impl Iterator<Item = &DeckEntry> {
        self.entries.values()
    }
}
