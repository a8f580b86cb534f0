//! Which pages are new, gone, moved, edited.
//!
//! What lies at the same path is the same page. Of the others, in this order, two are one page that
//! moved:
//!
//! 1. the new one names the old one's address among its aliases;
//! 2. both have the same text;
//! 3. both have much of their text in common: the most alike first.

use super::PageText;
use super::shingles::{Shingles, alike};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Pages with fewer words are the same by their text only if they have the same title: 'To be
/// written' stands on many.
const TELLING: usize = 20;

/// A page in two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// As it was.
    pub old: &'a PageText,
    /// As it is.
    pub new: &'a PageText,
}

impl Pair<'_> {
    /// Whether its title or its text changed.
    #[must_use]
    pub fn edited(&self) -> bool {
        !self.old.reads_like(self.new)
    }
}

/// What changed between two versions: every page of both is in one of the lists, each sorted by
/// path, the new one where there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison<'a> {
    /// Pages that were not there before.
    pub added: Vec<&'a PageText>,
    /// Pages that are no longer there.
    pub removed: Vec<&'a PageText>,
    /// Pages that lie elsewhere now, edited or not.
    pub renamed: Vec<Pair<'a>>,
    /// Pages whose title or text changed, at the same path.
    pub edited: Vec<Pair<'a>>,
    /// Pages that did not change.
    pub unchanged: Vec<Pair<'a>>,
}

impl<'a> Comparison<'a> {
    /// The page in the older version that is at `path` in the newer one.
    #[must_use]
    pub fn before(&self, path: &str) -> Option<&'a PageText> {
        [&self.renamed, &self.edited, &self.unchanged]
            .into_iter()
            .find_map(|list| {
                let at = list.binary_search_by(|pair| pair.new.path.as_str().cmp(path));
                Some(list[at.ok()?].old)
            })
    }

    /// Whether the versions read the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let paired = self.renamed.len() + self.edited.len();
        self.added.len() + self.removed.len() + paired == 0
    }
}

/// Compares two versions. Of pages that share a path the first counts; the order of the pages does
/// not matter otherwise.
#[must_use]
pub fn compare<'a>(old: &'a [PageText], new: &'a [PageText]) -> Comparison<'a> {
    let mut out = Comparison::default();
    let mut gone = by_path(old);
    let mut come = by_path(new);
    come.retain(|path, new| {
        let Some(old) = gone.remove(path) else {
            return true;
        };
        let pair = Pair { old, new };
        if pair.edited() {
            out.edited.push(pair);
        } else {
            out.unchanged.push(pair);
        }
        false
    });
    by_alias(&mut gone, &mut come, &mut out.renamed);
    by_text(&mut gone, &mut come, &mut out.renamed);
    by_likeness(&mut gone, &mut come, &mut out.renamed);
    out.renamed
        .sort_by(|one, two| one.new.path.cmp(&two.new.path));
    out.added = come.into_values().collect();
    out.removed = gone.into_values().collect();
    out
}

type Pages<'a> = BTreeMap<&'a str, &'a PageText>;

fn by_path(pages: &[PageText]) -> Pages<'_> {
    let mut out = Pages::new();
    for page in pages {
        out.entry(page.path.as_str()).or_insert(page);
    }
    out
}

fn by_alias<'a>(gone: &mut Pages<'a>, come: &mut Pages<'a>, renamed: &mut Vec<Pair<'a>>) {
    let mut addresses: BTreeMap<&str, &PageText> = BTreeMap::new();
    for page in gone.values() {
        addresses.entry(address(&page.path)).or_insert(page);
    }
    come.retain(|_, new| {
        let aliases = new.aliases.iter();
        let old = aliases
            .filter_map(|alias| addresses.remove(address(alias)))
            .next();
        let Some(old) = old else { return true };
        gone.remove(old.path.as_str());
        renamed.push(Pair { old, new });
        false
    });
}

/// What a path and an address have in common: `content/a/b.md`, `/a/b/` and `a/b/index.html` are
/// one.
fn address(path: &str) -> &str {
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = path.trim_matches('/');
    let path = path.strip_prefix("content/").unwrap_or(path);
    let path = [".md", ".html", ".htm"]
        .iter()
        .find_map(|end| path.strip_suffix(end))
        .unwrap_or(path);
    let folder = path
        .strip_suffix("index")
        .map(|path| path.strip_suffix('_').unwrap_or(path));
    match folder {
        Some("") => "",
        Some(folder) if folder.ends_with('/') => folder.trim_end_matches('/'),
        _ => path,
    }
}

fn by_text<'a>(gone: &mut Pages<'a>, come: &mut Pages<'a>, renamed: &mut Vec<Pair<'a>>) {
    // Of equal pages the one with the same name is preferred, then the first by path.
    for same_name in [true, false] {
        let key = |page: &'a PageText| {
            let few = page.text.split_whitespace().nth(TELLING - 1).is_none();
            let title = if few { page.title.as_str() } else { "" };
            let name = if same_name { name(&page.path) } else { "" };
            (page.text.as_str(), title, name)
        };
        let mut texts: FxHashMap<_, Vec<&PageText>> = FxHashMap::default();
        for page in gone.values().rev() {
            texts.entry(key(page)).or_default().push(page);
        }
        come.retain(|_, new| {
            let Some(old) = texts.get_mut(&key(new)).and_then(Vec::pop) else {
                return true;
            };
            gone.remove(old.path.as_str());
            renamed.push(Pair { old, new });
            false
        });
    }
}

fn by_likeness<'a>(gone: &mut Pages<'a>, come: &mut Pages<'a>, renamed: &mut Vec<Pair<'a>>) {
    if gone.is_empty() || come.is_empty() {
        return;
    }
    let read = |pages: &Pages<'a>| -> (Vec<&'a PageText>, Vec<Shingles>) {
        let pages: Vec<&PageText> = pages.values().copied().collect();
        let shingles = pages
            .par_iter()
            .map(|page| Shingles::new(&page.text))
            .collect();
        (pages, shingles)
    };
    let (olds, left) = read(gone);
    let (news, right) = read(come);
    let mut found = alike(&left, &right);
    // The order of paths, which both lists have, settles what is equally alike.
    found.sort_by_key(|&(likeness, old, new)| {
        let same_name = name(&olds[old].path) == name(&news[new].path);
        (std::cmp::Reverse((likeness, same_name)), old, new)
    });
    for (_, old, new) in found {
        let (old, new) = (olds[old], news[new]);
        if gone.contains_key(old.path.as_str()) && come.remove(new.path.as_str()).is_some() {
            gone.remove(old.path.as_str());
            renamed.push(Pair { old, new });
        }
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
