//! What an edition may hold, and what is withheld from it.
//!
//! This is the only place that sees both. What comes after knows the admitted half; the other is
//! kept for naming a link that leads to it, and for the proof that nothing of it got out.

use super::library::{DeckPage, Library, Snippet, Term};
use crate::config::Audience;
use crate::playbook::Marks;
use std::collections::BTreeSet;
use std::sync::Arc;

/// For whom an edition is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readers {
    /// Who may read it.
    pub audience: Audience,
    /// The hyperscaler whose people they are.
    pub hyperscaler: Option<String>,
}

impl Readers {
    /// Whether they may have a thing.
    #[must_use]
    pub fn may_have(&self, marks: &Marks) -> bool {
        marks.admitted(self.audience, self.hyperscaler.as_deref())
    }
}

/// A library, parted.
#[derive(Debug, Default)]
pub struct Parted {
    /// What the edition may hold. Its `files` are all that might be shown; what is published of
    /// them is what something admitted leads to.
    pub admitted: Library,
    /// What it must not.
    pub withheld: Library,
}

/// What the latest version withholds from readers, by its file; a term of a list by its file and its
/// slug. It is withheld from them in older versions, too, whatever stood there then: who narrows a
/// page's audience means the page.
pub type Narrowed = BTreeSet<String>;

/// What a library withholds from readers.
#[must_use]
pub fn narrowed(latest: &Library, readers: &Readers) -> Narrowed {
    let Library {
        pages,
        terms,
        statements,
        decks,
        data,
        ..
    } = part(latest, readers, &Narrowed::new()).withheld;
    let pages = pages.iter().map(|page| page.text.path().to_owned());
    let terms = terms.iter().map(|term| term.key());
    let statements = statements.iter().map(|one| one.text.path().to_owned());
    let files = decks.iter().filter_map(|deck| deck.file.as_ref());
    let files: Vec<String> = files.map(|file| file.path.clone()).collect();
    let decks = decks.iter().map(|deck| deck.text.path().to_owned());
    let data = data.iter().map(|file| file.source.name.clone());
    let all = pages.chain(terms).chain(statements).chain(decks);
    all.chain(data).chain(files).collect()
}

/// Parts a library for an edition's readers. What is narrowed is withheld.
#[must_use]
pub fn part(library: &Library, readers: &Readers, narrowed: &Narrowed) -> Parted {
    let may = |marks: &Marks, key: &str| readers.may_have(marks) && !narrowed.contains(key);
    let (pages, no_pages) = split(&library.pages, |page| {
        may(&page.fields.marks(), page.text.path())
    });
    let (terms, no_terms) = split(&library.terms, |term| {
        may(&term.fields.marks(), &term.key())
    });
    let (statements, no_statements) = split(&library.statements, |statement| {
        may(&statement.marks(), statement.text.path())
    });
    let (decks, no_decks) = split(&library.decks, |deck| {
        may(&deck.fields.marks(), deck.text.path())
    });
    let (data, no_data) = split(&library.data, |file| may(&file.marks, &file.source.name));
    // Who links to a deck's file means the deck, so it is no attachment that anybody may have.
    let closed: BTreeSet<&str> = no_decks
        .iter()
        .filter_map(|deck| deck.file.as_ref())
        .map(|file| file.path.as_str())
        .collect();
    let files = library.files.iter();
    let files = files.filter(|path| !closed.contains(path.as_str()));
    let mut admitted = Library {
        pages,
        snippets: Vec::new(),
        terms: forget_terms(terms, &no_terms),
        statements,
        decks: forget_decks(decks, &no_decks),
        data,
        files: files.cloned().collect(),
        unread: library.unread.clone(),
    };
    let included = included(&admitted, &library.snippets);
    let (snippets, no_snippets) = split(&library.snippets, |snippet| {
        included.contains(snippet.text.path())
    });
    admitted.snippets = snippets;
    let withheld = Library {
        pages: no_pages,
        snippets: no_snippets,
        terms: no_terms,
        statements: no_statements,
        decks: no_decks,
        data: no_data,
        files: Vec::new(),
        unread: BTreeSet::new(),
    };
    Parted { admitted, withheld }
}

fn split<T>(items: &[Arc<T>], admitted: impl Fn(&T) -> bool) -> (Vec<Arc<T>>, Vec<Arc<T>>) {
    items.iter().cloned().partition(|item| admitted(item))
}

/// Terms without the names of withheld ones in their fields.
fn forget_terms(terms: Vec<Arc<Term>>, withheld: &[Arc<Term>]) -> Vec<Arc<Term>> {
    let mut secret: BTreeSet<String> = withheld.iter().flat_map(|term| term.names()).collect();
    for term in &terms {
        for name in term.names() {
            secret.remove(&name);
        }
    }
    let is_secret = |name: &String| secret.contains(&name.to_lowercase());
    let kept = terms.into_iter().map(|term| {
        let mut names = term
            .fields
            .see_also
            .0
            .iter()
            .chain(&term.fields.replaced_by);
        if !names.any(is_secret) {
            return term;
        }
        let mut term = Term::clone(&term);
        term.fields.see_also.0.retain(|name| !is_secret(name));
        term.fields.replaced_by.take_if(|name| is_secret(name));
        Arc::new(term)
    });
    kept.collect()
}

/// Decks without the names of withheld ones in their fields.
fn forget_decks(decks: Vec<Arc<DeckPage>>, withheld: &[Arc<DeckPage>]) -> Vec<Arc<DeckPage>> {
    let kept = decks.into_iter().map(|deck| {
        let successor = deck.fields.replaced_by.as_deref();
        if !withheld
            .iter()
            .any(|other| Some(other.slug.as_str()) == successor)
        {
            return deck;
        }
        let mut deck = DeckPage::clone(&deck);
        deck.fields.replaced_by = None;
        Arc::new(deck)
    });
    kept.collect()
}

/// The snippets that admitted texts include, and those that these include in turn.
fn included(admitted: &Library, snippets: &[Arc<Snippet>]) -> BTreeSet<String> {
    let mut wanted: Vec<String> = Vec::new();
    for text in admitted.texts() {
        wanted.extend(text.includes());
    }
    let mut found = BTreeSet::new();
    while let Some(path) = wanted.pop() {
        if let Some(snippet) = snippets.iter().find(|snippet| snippet.text.path() == path)
            && found.insert(path)
        {
            wanted.extend(snippet.text.includes());
        }
    }
    found
}
