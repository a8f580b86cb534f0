//! The files under `content/`, as they were last read.

use super::{Pending, is_in};
use crate::fs::{Folder, Listing, Tree};
use crate::site::address::CONTENT;
use crate::site::library::{DeckFile, Library};
use crate::site::load::{self, Item, LoadOptions, Read};
use crate::source::Source;
use rayon::prelude::*;
use rustc_hash::FxHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher as _;

/// The files under `content/`.
#[derive(Default)]
pub(super) struct Texts {
    listing: Listing,
    /// Files that are reached through a link. What they hold may change without a word of them.
    linked: BTreeSet<String>,
    read: BTreeMap<String, Known>,
}

/// A file, as it was last read.
struct Known {
    /// Of its bytes; 0 for what is no text.
    hash: u64,
    read: Read,
}

impl Texts {
    /// Reads what changed, and adds it to what was `found`: paths of files or folders; None: anything may
    /// have.
    pub(super) fn follow(
        &mut self,
        folder: &Folder,
        options: &LoadOptions,
        paths: Option<&BTreeSet<String>>,
        found: &mut Pending,
    ) {
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        let mut listed = paths.is_none();
        for path in paths.into_iter().flatten() {
            let path = path.trim_matches('/');
            wanted.extend(self.with_decks_in(path));
            if !is_in(path, CONTENT) && !is_in(CONTENT, path) {
                continue;
            }
            let known = self.read.contains_key(path);
            if known && folder.has(path) {
                wanted.insert(path.to_owned());
                continue;
            }
            let mut below = self.read.keys().filter(|file| is_in(file, path)).peekable();
            // What an editor makes and takes away again was never there.
            listed |= below.peek().is_some() || folder.stands(path);
            wanted.extend(below.cloned());
        }
        wanted.extend(self.linked.iter().cloned());
        if listed {
            let listing = folder.list(CONTENT);
            let told = |listing: &Listing| -> Vec<String> {
                let refused = listing.refused.iter().map(ToString::to_string);
                refused.chain(listing.outside.iter().cloned()).collect()
            };
            found.shape |= told(&listing) != told(&self.listing);
            let there: BTreeSet<&String> = listing.files.iter().collect();
            let before = self.read.len();
            self.read.retain(|path, _| there.contains(path));
            found.shape |= self.read.len() != before;
            match paths {
                None => wanted.extend(listing.files.iter().cloned()),
                Some(_) => {
                    let new = listing.files.iter();
                    wanted.extend(new.filter(|path| !self.read.contains_key(*path)).cloned());
                }
            }
            wanted.retain(|path| there.contains(path));
            self.linked = folder.linked(&listing.files);
            self.listing = listing;
        }
        let wanted: Vec<String> = wanted.into_iter().collect();
        let read: Vec<Option<Known>> = wanted
            .par_iter()
            .map(|path| read(folder, path, options, self.read.get(path)))
            .collect();
        for (path, read) in wanted.into_iter().zip(read) {
            let Some(known) = read else { continue };
            let is_file = matches!(known.read, Ok(Item::File(_)));
            if self.read.insert(path.clone(), known).is_none() {
                found.shape = true;
            } else if is_file {
                found.files.insert(path);
            } else {
                found.texts.insert(path);
            }
        }
    }

    /// The pages of the catalogue whose deck this is, or lies in this folder; and those that could not be
    /// read, since it may have been for their deck.
    fn with_decks_in(&self, path: &str) -> Vec<String> {
        let pages = self.read.range("content/decks/".to_owned()..);
        let pages = pages.take_while(|(page, _)| page.starts_with("content/decks/"));
        let pages = pages.filter(|(page, known)| match &known.read {
            Ok(Item::Deck(deck)) => is_in(&deck.named, path),
            Ok(_) => false,
            Err(_) => page.ends_with(".md"),
        });
        pages.map(|(page, _)| page.clone()).collect()
    }

    /// Whether nothing was read.
    pub(super) fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// A file, as it was last read.
    pub(super) fn get(&self, path: &str) -> Option<&Read> {
        self.read.get(path).map(|known| &known.read)
    }

    /// What could be read, in no order and unchecked: it costs next to nothing.
    pub(super) fn shelved(&self) -> Library {
        let mut library = Library::default();
        library.unread.extend(self.listing.outside.iter().cloned());
        for (path, known) in &self.read {
            match &known.read {
                Ok(item) => item.shelve(&mut library),
                Err(_) => {
                    library.unread.insert(path.clone());
                }
            }
        }
        library
    }

    /// All of it together.
    pub(super) fn library(&self, options: &LoadOptions) -> (Library, Vec<crate::source::Problem>) {
        let read = self.read.values().map(|known| &known.read);
        load::assemble(&self.listing, read, options)
    }
}

/// Reads a file; None where it is as it was.
fn read(folder: &Folder, path: &str, options: &LoadOptions, old: Option<&Known>) -> Option<Known> {
    if load::is_file(path) {
        let read = load::item(folder, path, options);
        return Some(Known { hash: 0, read });
    }
    let source: Source = match load::read(folder, path) {
        Ok(source) => source,
        Err(problems) => {
            let read = Err(problems);
            return Some(Known { hash: 0, read });
        }
    };
    let mut hasher = FxHasher::default();
    hasher.write(source.text.as_bytes());
    let hash = hasher.finish();
    let same = old.filter(|old| old.hash == hash);
    // A page of the catalogue may be as it was while its deck is not.
    let is_deck = path.starts_with("content/decks/");
    if same.is_some() && !is_deck {
        return None;
    }
    let read = load::parse(folder, source, options);
    let as_before = match (same.map(|old| &old.read), &read) {
        (Some(Ok(Item::Deck(old))), Ok(Item::Deck(new))) => {
            let file = |file: &DeckFile| (file.path.clone(), file.sha256.clone());
            old.file.as_ref().map(file) == new.file.as_ref().map(file)
        }
        (Some(Err(old)), Err(new)) => old == new,
        (Some(Ok(_)), Ok(_)) => true,
        _ => false,
    };
    (!as_before).then_some(Known { hash, read })
}
