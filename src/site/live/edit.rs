//! A page that says something else takes the place of what it said.
//!
//! It fits where nothing but its own words, its title and its place among its neighbours may be otherwise:
//! the same address, readers, tags, old addresses and snippets. Then the page alone is checked, and the
//! texts that lead to a place in it which is gone.

use super::Pending;
use super::site::{Site, told};
use super::texts::Texts;
use crate::markdown::Outline;
use crate::site::build::Prepared;
use crate::site::library::Page;
use crate::site::links::{self, LedBy, Told};
use crate::site::load::Item as FileItem;
use crate::site::model::Item;
use crate::site::render::Piece;
use crate::source::Problem;
use crate::template::Theme;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many of the pages that changed at once are tried.
const TRIED: usize = 16;

/// A page that takes the place of another.
pub(super) struct Edit {
    at: usize,
    /// Whether it is withheld from the edition, now as before.
    withheld: bool,
    page: Arc<Page>,
}

impl Site {
    /// The edits that the pending changes come to; None where more may be otherwise than they tell.
    ///
    /// # Errors
    /// Where all that is wrong is in the files that changed: what that is.
    pub(super) fn fitting(
        &self,
        texts: &Texts,
        pending: &Pending,
    ) -> Result<Option<Vec<Edit>>, Vec<Problem>> {
        let latest = &self.ready.prepared[0];
        let mut edits = Vec::new();
        let mut problems: Vec<Problem> = Vec::new();
        for path in &pending.texts {
            let Some(place) = place(latest, path) else {
                return Ok(None);
            };
            match texts.get(path) {
                Some(Ok(FileItem::Page(page))) => {
                    let (at, withheld) = place;
                    if !stands_alike(page_at(latest, at, withheld), page) {
                        return Ok(None);
                    }
                    let page = Arc::clone(page);
                    edits.push(Edit { at, withheld, page });
                }
                Some(Err(found)) => problems.extend_from_slice(found),
                _ => return Ok(None),
            }
        }
        match (problems.is_empty(), edits.is_empty()) {
            (true, _) => Ok(Some(edits)),
            // Whatever leads to a page that cannot be read is forgiven until it can.
            (false, true) => Err(problems),
            (false, false) => Ok(None),
        }
    }

    /// Makes the edits; with a mistake, none.
    ///
    /// # Errors
    /// Links that lead nowhere now, in these pages or in others, and what templates object to.
    pub(super) fn edit(
        &mut self,
        edits: &[Edit],
        pending: &Pending,
        theme: &Arc<Theme>,
    ) -> Result<(), Vec<Problem>> {
        let old_theme = std::mem::replace(&mut self.theme, Arc::clone(theme));
        let (back, led) = match self.checked(edits) {
            Ok(done) => done,
            Err(problems) => {
                self.theme = old_theme;
                return Err(problems);
            }
        };
        if let Err(problems) = self.tried_after(edits, pending) {
            self.theme = old_theme;
            self.put(&back, led);
            return Err(problems);
        }
        for path in &pending.files {
            if let Some(Item::File(at)) = self.ready.prepared[0].model.at_path(path) {
                self.ready.kept[0].file_changed(at);
            }
        }
        if pending.theme {
            self.table = std::sync::OnceLock::new();
        }
        self.stale();
        Ok(())
    }

    /// Puts the pages in their places and checks them. Gives back the pages that stood there, and where
    /// they led.
    fn checked(&mut self, edits: &[Edit]) -> Result<(Vec<Edit>, LedBy), Vec<Problem>> {
        let readers = &self.ready.edition.readers;
        let latest = Arc::make_mut(&mut self.ready.prepared[0]);
        let mut back = Vec::new();
        let mut lost: BTreeSet<Item> = BTreeSet::new();
        for edit in edits {
            let old = replaced(latest, edit);
            if !edit.withheld && loses_a_place(&old.text.outline, &edit.page.text.outline) {
                lost.insert(Item::Page(edit.at));
            }
            back.push(Edit { page: old, ..*edit });
        }
        let Prepared {
            model,
            withheld,
            led,
            ..
        } = latest;
        let own: BTreeSet<&str> = edits.iter().map(|edit| edit.page.text.path()).collect();
        let mut told: Vec<Told<'_>> = Vec::new();
        for edit in edits.iter().filter(|edit| !edit.withheld) {
            told.push(Told::of_page(&edit.page));
        }
        if !lost.is_empty() {
            told.extend(links::all(&model.library).into_iter().filter(|told| {
                let led = led.get(told.path());
                !own.contains(told.path())
                    && led.is_some_and(|led| led.items.iter().any(|item| lost.contains(item)))
            }));
        }
        // The latest version is not narrowed by any other.
        let found = links::check_some(model, withheld, readers, &BTreeSet::new(), &told);
        drop(told);
        match found {
            Ok(mut found) => {
                let was: LedBy = own
                    .iter()
                    .filter_map(|path| led.get_key_value(*path))
                    .map(|(path, led)| (path.clone(), led.clone()))
                    .collect();
                found.retain(|path, _| own.contains(path.as_str()));
                self.lead(edits, found);
                Ok((back, was))
            }
            Err(problems) => {
                for edit in back.iter().rev() {
                    replaced(latest, edit);
                }
                Err(problems)
            }
        }
    }

    /// Tells where pages lead now.
    fn lead(&mut self, edits: &[Edit], mut led: LedBy) {
        for edit in edits.iter().filter(|edit| !edit.withheld) {
            let led = led.remove(edit.page.text.path()).unwrap_or_default();
            self.ready.page_changed(edit.at, led);
        }
        self.ready.any_changed();
    }

    /// Puts pages in their places without a check: those that stood there before.
    fn put(&mut self, back: &[Edit], led: LedBy) {
        let latest = Arc::make_mut(&mut self.ready.prepared[0]);
        for edit in back.iter().rev() {
            replaced(latest, edit);
        }
        self.lead(back, led);
    }

    /// Makes the pages that changed; with another theme, a file of each kind.
    fn tried_after(&self, edits: &[Edit], pending: &Pending) -> Result<(), Vec<Problem>> {
        if pending.theme {
            self.tried()?;
        }
        let renderer = self.renderer(0);
        let mut problems = Vec::new();
        for edit in edits.iter().filter(|edit| !edit.withheld).take(TRIED) {
            if let Err(failed) = renderer.make(&Piece::Page(edit.at)) {
                problems.extend(told(&edit.page.url, failed));
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }
}

/// Where a page of the latest version stands, among those admitted or those withheld.
fn place(latest: &Prepared, path: &str) -> Option<(usize, bool)> {
    if let Some(Item::Page(at)) = latest.model.at_path(path) {
        return Some((at, false));
    }
    let withheld = &latest.withheld.pages;
    let at = withheld.binary_search_by(|page| page.text.path().cmp(path));
    at.ok().map(|at| (at, true))
}

fn page_at(latest: &Prepared, at: usize, withheld: bool) -> &Page {
    let pages = if withheld {
        &latest.withheld.pages
    } else {
        &latest.model.library.pages
    };
    &pages[at]
}

/// Puts a page in its place, and gives the one that stood there.
fn replaced(latest: &mut Prepared, edit: &Edit) -> Arc<Page> {
    let page = Arc::clone(&edit.page);
    if edit.withheld {
        std::mem::replace(&mut latest.withheld.pages[edit.at], page)
    } else {
        latest.model.replace(edit.at, page)
    }
}

/// Whether two pages differ in nothing that others depend on but their titles, their weights, and the
/// places in them.
fn stands_alike(old: &Page, new: &Page) -> bool {
    let (was, is) = (&old.fields, &new.fields);
    old.url == new.url
        && old.role == new.role
        && was.marks() == is.marks()
        && was.tags.0 == is.tags.0
        && was.aliases.0 == is.aliases.0
        && was.updates.is_empty() == is.updates.is_empty()
        && old.text.includes().eq(new.text.includes())
}

fn loses_a_place(old: &Outline, new: &Outline) -> bool {
    let is: BTreeSet<&str> = new.headings.iter().map(|one| one.id.as_str()).collect();
    old.headings.iter().any(|one| !is.contains(one.id.as_str()))
}
