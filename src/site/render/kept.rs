//! What renderings of a version share: found out when it is first asked for, and kept.
//!
//! A change of one page changes little of it; [`Kept::page_changed`] lets go of just that.

use super::Renderer;
use crate::markdown::TermIndex;
use crate::search;
use crate::site::library::Library;
use crate::site::links::{Led, LedBy};
use crate::site::model::{Item, Model};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tera::Value;

/// What renderings of a version share.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Who leads to what, in no order.
    leading: FxHashMap<Item, Vec<Item>>,
    /// How many texts show or offer each file of the library.
    shown: Vec<u32>,
    /// The glossary, for linking.
    terms: OnceLock<Arc<TermIndex>>,
    /// The terms that each text uses: pages, decks, statements.
    uses: [Vec<OnceLock<Vec<usize>>>; 3],
    /// The sizes of pictures, by file of the library.
    pictures: Vec<OnceLock<Option<(u32, u32)>>>,
    pub(super) now: Now,
}

/// What any change may change.
#[derive(Debug, Default)]
pub(super) struct Now {
    pub(super) site: OnceLock<Value>,
    pub(super) assets: OnceLock<Value>,
    pub(super) has_updates: OnceLock<bool>,
    /// Of a section and a length of it.
    sidebars: Mutex<FxHashMap<(usize, usize), Value>>,
    /// By term, in reading order.
    used_on: OnceLock<Vec<Vec<Item>>>,
    pub(super) index: OnceLock<Vec<search::File>>,
}

impl Clone for Now {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Kept {
    /// What is known before anything is rendered.
    #[must_use]
    pub(crate) fn new(model: &Model, led: &LedBy) -> Self {
        let library = &model.library;
        let blank = |count: usize| vec![OnceLock::new(); count];
        let mut kept = Self {
            leading: FxHashMap::default(),
            shown: vec![0; library.files.len()],
            terms: OnceLock::new(),
            uses: [
                blank(library.pages.len()),
                blank(library.decks.len()),
                blank(library.statements.len()),
            ],
            pictures: vec![OnceLock::new(); library.files.len()],
            now: Now::default(),
        };
        for (from, path) in leaders(library) {
            for &to in led.get(path).iter().flat_map(|led| &led.items) {
                if to != from {
                    kept.leading.entry(to).or_default().push(from);
                }
            }
        }
        for &file in led.values().flat_map(|led| &led.files) {
            kept.shown[file] += 1;
        }
        kept
    }

    /// A page says something else, and leads elsewhere.
    pub(crate) fn page_changed(&mut self, page: usize, old: &Led, new: &Led) {
        let from = Item::Page(page);
        for to in old.items.difference(&new.items) {
            if let Some(leading) = self.leading.get_mut(to) {
                leading.retain(|item| *item != from);
            }
        }
        for &to in new.items.difference(&old.items) {
            if to != from {
                self.leading.entry(to).or_default().push(from);
            }
        }
        for &file in old.files.difference(&new.files) {
            self.shown[file] -= 1;
        }
        for &file in new.files.difference(&old.files) {
            self.shown[file] += 1;
        }
        self.uses[0][page] = OnceLock::new();
    }

    /// A file under `content/` that is no text holds something else.
    pub(crate) fn file_changed(&mut self, file: usize) {
        self.pictures[file] = OnceLock::new();
    }

    /// Anything may be otherwise that is not made of one page alone.
    pub(crate) fn any_changed(&mut self) {
        self.now = Now::default();
    }

    /// Whether a text shows or offers a file.
    pub(super) fn is_shown(&self, file: usize) -> bool {
        self.shown.get(file).is_some_and(|count| *count > 0)
    }

    /// Who leads to something, in reading order.
    pub(super) fn leading_to(&self, model: &Model, item: Item) -> Vec<Item> {
        let mut leading = self.leading.get(&item).cloned().unwrap_or_default();
        leading.sort_by_key(|item| match *item {
            Item::Page(at) => (0, model.position_of(at)),
            Item::Deck(at) => (1, at),
            Item::Statement(at) => (2, at),
            _ => (3, 0),
        });
        leading
    }

    /// Remembers which terms a text uses.
    pub(super) fn uses(&self, item: Item, terms: Vec<usize>) {
        if let Some(cell) = self.uses_cell(item) {
            // Who was first found the same.
            let _ = cell.set(terms);
        }
    }

    fn uses_cell(&self, item: Item) -> Option<&OnceLock<Vec<usize>>> {
        match item {
            Item::Page(at) => self.uses[0].get(at),
            Item::Deck(at) => self.uses[1].get(at),
            Item::Statement(at) => self.uses[2].get(at),
            _ => None,
        }
    }
}

/// The texts whose links are told where they lead, with their files.
fn leaders(library: &Library) -> impl Iterator<Item = (Item, &str)> {
    let pages = library.pages.iter().enumerate();
    let pages = pages.map(|(at, one)| (Item::Page(at), one.text.path()));
    let decks = library.decks.iter().enumerate();
    let decks = decks.map(|(at, one)| (Item::Deck(at), one.text.path()));
    let statements = library.statements.iter().enumerate();
    let statements = statements.map(|(at, one)| (Item::Statement(at), one.text.path()));
    pages.chain(decks).chain(statements)
}

impl Renderer<'_> {
    /// The glossary, for linking.
    pub(super) fn term_index(&self) -> &TermIndex {
        self.kept.terms.get_or_init(|| {
            let terms = self.model.library.terms.iter().enumerate();
            Arc::new(TermIndex::new(terms.map(|(at, term)| {
                let aliases = term.fields.aliases.0.iter().map(String::as_str);
                (at, term.term.as_str(), aliases)
            })))
        })
    }

    /// The size of a picture, by its file; None where it cannot be told.
    pub(super) fn picture(&self, file: usize) -> Option<(u32, u32)> {
        *self.kept.pictures.get(file)?.get_or_init(|| {
            let path = &self.model.library.files[file];
            if !crate::site::links::is_picture(path) || path.ends_with(".svg") {
                return None;
            }
            let bytes = self.tree.read(path, super::pieces::FILE_LIMIT).ok()?;
            // A picture of unknown size is shown all the same.
            let size = imagesize::blob_size(&bytes).ok()?;
            Some((
                u32::try_from(size.width).ok()?,
                u32::try_from(size.height).ok()?,
            ))
        })
    }

    /// Where each term is linked or named, in reading order. Its own page is no use of it.
    pub(super) fn used_on(&self) -> &[Vec<Item>] {
        self.kept.now.used_on.get_or_init(|| {
            let library = &self.model.library;
            let order = self.model.order.iter().map(|&at| Item::Page(at));
            let decks = (0..library.decks.len()).map(Item::Deck);
            let statements = (0..library.statements.len()).map(Item::Statement);
            let items: Vec<Item> = order.chain(decks).chain(statements).collect();
            let used: Vec<&[usize]> = items.par_iter().map(|&item| self.uses(item)).collect();
            let mut out = vec![Vec::new(); library.terms.len()];
            for (item, terms) in items.into_iter().zip(used) {
                for &term in terms {
                    out[term].push(item);
                }
            }
            out
        })
    }

    fn uses(&self, item: Item) -> &[usize] {
        match self.kept.uses_cell(item) {
            Some(cell) => cell.get_or_init(|| self.terms_of(item)),
            None => &[],
        }
    }

    /// A length of a section's sidebar.
    pub(super) fn sidebar(&self, top: usize, length: usize) -> Value {
        let sidebars = &self.kept.now.sidebars;
        let known = sidebars.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(value) = known.get(&(top, length)) {
            return value.clone();
        }
        drop(known);
        let value = super::sidebar::made(self.model, top, length);
        let mut known = sidebars.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((top, length), value.clone());
        value
    }
}
