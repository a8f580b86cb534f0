//! A page takes the place of another, and what is in order stays in order.

use super::{Model, sort_pages, sort_sections};
use crate::site::address;
use crate::site::library::{Page, PageRole};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Model {
    /// Puts a page in the place of the one that stood in its file, and gives that one back. Both have the
    /// same address, role, marks and tags; what they are called may differ.
    pub(in crate::site) fn replace(&mut self, at: usize, page: Arc<Page>) -> Arc<Page> {
        let old = std::mem::replace(&mut self.library.pages[at], page);
        let new = &self.library.pages[at];
        let moved = old.title != new.title || old.fields.weight != new.fields.weight;
        let own = self.section_of[at];
        if new.role == PageRole::Page {
            if moved {
                sort_pages(&self.library, &mut self.sections[own].pages);
                self.put_in_order();
                let tags = self.library.pages[at].fields.tags.0.iter();
                let slugs: BTreeSet<String> = tags.map(|tag| address::slug(tag)).collect();
                self.sort_tags(|slug| slugs.contains(slug));
            }
        } else {
            let section = &mut self.sections[own];
            section.title.clone_from(&new.title);
            section.description.clone_from(&new.fields.description);
            if moved && let Some(parent) = section.parent {
                let mut inner = std::mem::take(&mut self.sections[parent].sections);
                sort_sections(&self.library, &self.sections, &mut inner);
                self.sections[parent].sections = inner;
                self.put_in_order();
                self.sort_tags(|_| true);
            }
        }
        old
    }

    /// Puts the pages of tags in reading order again.
    fn sort_tags(&mut self, wanted: impl Fn(&str) -> bool) {
        for (slug, tag) in &mut self.tags {
            if !wanted(slug) {
                continue;
            }
            tag.pages.sort_by_key(|&at| self.position_of[at]);
            let first = tag.pages.first().map(|&at| &self.library.pages[at]);
            let written = first.and_then(|page| {
                let mut tags = page.fields.tags.0.iter();
                tags.find(|tag| address::slug(tag) == *slug)
            });
            if let Some(written) = written {
                tag.title.clone_from(written);
            }
        }
    }
}
