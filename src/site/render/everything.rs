//! The search page: with a script it searches; without one it is an index of everything that the
//! version holds, by kind and letter.

use super::context::{Entry, EntryLetter, Kind};
use super::{Failed, Renderer, statement_title};
use crate::playbook::DeckStatus;
use crate::site::model::{Item, Listing};
use std::collections::BTreeMap;
use tera::Value;

impl Renderer<'_> {
    /// The search page.
    pub(super) fn everything(&self) -> Result<Vec<u8>, Failed> {
        let library = &self.model.library;
        let pages = self.model.order.iter().map(|&at| {
            let page = &library.pages[at];
            let section = self.model.section_of(at);
            let above = &self.model.sections[section];
            Entry {
                note: (above.url != page.url && !above.url.is_empty()).then(|| above.title.clone()),
                ..entry(&page.title, &page.url)
            }
        });
        let decks = library.decks.iter().map(|deck| Entry {
            status: Some(deck.fields.status.unwrap_or(DeckStatus::Draft).as_str()),
            expires: deck.fields.expires.map(|day| day.0.to_string()),
            ..entry(&deck.title, &deck.url)
        });
        let terms = library.terms.iter().enumerate().map(|(at, term)| Entry {
            note: (!term.fields.aliases.0.is_empty()).then(|| term.fields.aliases.0.join(", ")),
            ..entry(&term.term, &self.model.url(Item::Term(at)))
        });
        let statements = library
            .statements
            .iter()
            .map(|one| entry(&statement_title(self, one), &one.url));
        let kinds: Vec<Kind> = [
            ("pages", "Pages", pages.collect::<Vec<_>>()),
            ("decks", "Decks", decks.collect()),
            ("terms", "Glossary", terms.collect()),
            ("statements", "Credentials", statements.collect()),
        ]
        .into_iter()
        .filter(|(.., entries)| !entries.is_empty())
        .map(|(id, title, entries)| Kind {
            id,
            title,
            count: entries.len(),
            letters: by_letter(entries),
        })
        .collect();
        let values = vec![("kinds", Value::from_serializable(&kinds))];
        self.listing("search", Listing::Search, values)
    }
}

fn entry(title: &str, url: &str) -> Entry {
    Entry {
        title: title.to_owned(),
        url: url.to_owned(),
        note: None,
        status: None,
        expires: None,
    }
}

fn by_letter(mut entries: Vec<Entry>) -> Vec<EntryLetter> {
    entries.sort_by_cached_key(|entry| (entry.title.to_lowercase(), entry.url.clone()));
    let mut letters: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        let letter = crate::site::letter(&entry.title);
        letters.entry(letter).or_default().push(entry);
    }
    letters
        .into_iter()
        .map(|(letter, entries)| EntryLetter { letter, entries })
        .collect()
}
