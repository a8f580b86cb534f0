//! What an edition withholds, by all the ways in which a text may lead to it.

use crate::site::admit::{Narrowed, Readers};
use crate::site::library::Library;
use crate::site::model;
use rustc_hash::FxHashMap;

/// What these readers may not have, for saying so where something leads to it.
pub(super) struct Withheld<'a> {
    pub(super) by_path: FxHashMap<&'a str, String>,
    pub(super) by_url: FxHashMap<String, String>,
    pub(super) terms: FxHashMap<String, &'a str>,
    pub(super) statements: FxHashMap<&'a str, &'a str>,
    pub(super) decks: FxHashMap<&'a str, &'a str>,
    pub(super) data: FxHashMap<&'a str, &'a str>,
    /// Snippets that no text of the edition includes.
    pub(super) snippets: Vec<&'a str>,
    pub(super) readers: String,
    pub(super) narrowed: &'a Narrowed,
}

impl<'a> Withheld<'a> {
    pub(super) fn new(library: &'a Library, readers: &Readers, narrowed: &'a Narrowed) -> Self {
        let mut by_path = FxHashMap::default();
        let mut by_url = FxHashMap::default();
        for page in &library.pages {
            by_path.insert(page.text.path(), format!("the page '{}'", page.title));
            by_url.insert(page.url.clone(), page.text.path().to_owned());
        }
        for deck in &library.decks {
            by_path.insert(deck.text.path(), format!("the deck '{}'", deck.title));
            by_url.insert(deck.url.clone(), deck.text.path().to_owned());
            if let Some(file) = &deck.file {
                by_path.insert(&file.path, format!("the deck '{}'", deck.title));
            }
        }
        for statement in &library.statements {
            let name = &statement.fields.hyperscaler;
            by_path.insert(statement.text.path(), format!("the statement for '{name}'"));
            by_url.insert(statement.url.clone(), statement.text.path().to_owned());
        }
        let mut terms = FxHashMap::default();
        for term in &library.terms {
            if term.text.path().ends_with(".md") {
                by_path.insert(term.text.path(), format!("the term '{}'", term.term));
            }
            by_url.insert(model::term_url(&term.slug), term.text.path().to_owned());
            for name in std::iter::once(&term.term).chain(&term.fields.aliases.0) {
                terms.insert(name.to_lowercase(), term.text.path());
            }
        }
        let audience = readers.audience.as_str();
        let readers = match &readers.hyperscaler {
            Some(id) => format!("the {audience} edition for {id}"),
            None => format!("the {audience} edition"),
        };
        Self {
            by_path,
            by_url,
            terms,
            statements: library
                .statements
                .iter()
                .map(|s| (s.fields.hyperscaler.as_str(), s.text.path()))
                .collect(),
            decks: library
                .decks
                .iter()
                .map(|deck| (deck.slug.as_str(), deck.text.path()))
                .collect(),
            data: library
                .data
                .iter()
                .map(|file| (file.name.as_str(), file.source.name.as_str()))
                .collect(),
            snippets: library
                .snippets
                .iter()
                .map(|snippet| snippet.text.path())
                .collect(),
            readers,
            narrowed,
        }
    }

    /// Whether something was not withheld when it was written. A link to it then was no mistake, and
    /// cannot be mended in a commit: it stays as text.
    pub(super) fn is_narrowed(&self, path: &str) -> bool {
        let in_list = || {
            let list = format!("{path}#");
            let next = self.narrowed.range(list.clone()..).next();
            next.is_some_and(|key| key.starts_with(&list))
        };
        self.narrowed.contains(path) || in_list()
    }

    /// What is withheld at a path of the project or at the address it stands for.
    pub(super) fn at(&self, full: &str) -> Option<&str> {
        if self.by_path.contains_key(full) {
            return self.by_path.get_key_value(full).map(|(path, _)| *path);
        }
        let url = format!("{}/", full.strip_prefix("content/")?);
        self.by_url.get(&url).map(String::as_str)
    }
}
