//! What every page has: where it stands, in this version and in the others.

use super::Renderer;
use super::context::{Head, Link, VersionLink};
use super::scene::encoded;
use crate::site::Where;
use crate::site::library::PageRole;
use crate::site::model::{self, Item};
use std::collections::BTreeSet;

impl Renderer<'_> {
    /// What every page has.
    pub(super) fn head<'b>(
        &'b self,
        kind: &'static str,
        url: &'b str,
        title: &'b str,
        item: Item,
    ) -> Head<'b> {
        let listing = match item {
            Item::Deck(_) => Some(model::Listing::Decks),
            Item::Statement(_) => Some(model::Listing::Credentials),
            Item::Term(_) => Some(model::Listing::Glossary),
            Item::Listing(listing) => Some(listing),
            _ => None,
        };
        let section = match item {
            Item::Page(at) => self.model.navigation_of(self.model.section_of(at)),
            Item::Section(at) => self.model.navigation_of(at),
            _ => None,
        };
        Head {
            kind,
            url,
            title,
            description: None,
            canonical: self.canonical(url),
            noindex: self.version.noindex,
            feed_url: self.feed_url(),
            breadcrumbs: self.breadcrumbs(item),
            section_url: section
                .map(|at| self.model.sections[at].url.as_str())
                .or_else(|| listing.map(model::Listing::url)),
            versions: self
                .version_links(|others| {
                    if others.contains(url) {
                        Where::Page
                    } else {
                        Where::Home
                    }
                })
                .into_iter()
                .map(|link| {
                    if link.same {
                        VersionLink {
                            url: format!("{}{url}", link.url),
                            ..link
                        }
                    } else {
                        link
                    }
                })
                .collect(),
            markdown_url: None,
        }
    }

    /// Where the versions are; `same` tells whether the page is in one.
    pub(super) fn version_links(
        &self,
        place: impl Fn(&BTreeSet<String>) -> Where,
    ) -> Vec<VersionLink> {
        if self.version.all.len() < 2 {
            return Vec::new();
        }
        let links = self.version.all.iter().map(|other| VersionLink {
            name: other.name.clone(),
            status: other.status.clone(),
            latest: other.latest,
            current: other.name == self.version.name,
            url: other.prefix.clone(),
            same: other.name == self.version.name || place(&other.urls) == Where::Page,
        });
        links.collect()
    }

    /// The address that search engines should know a page by: that of the latest version that has it.
    pub(super) fn canonical(&self, url: &str) -> Option<String> {
        let base = self.edition.base_url.as_deref()?;
        let latest = self.version.all.iter().find(|one| one.latest);
        let in_latest =
            self.version.latest || latest.is_none_or(|latest| latest.urls.contains(url));
        let prefix = if in_latest {
            ""
        } else {
            self.version.prefix.as_str()
        };
        let slash = if base.ends_with('/') { "" } else { "/" };
        Some(format!("{base}{slash}{prefix}{}", encoded(url)))
    }

    fn breadcrumbs(&self, item: Item) -> Vec<Link> {
        let home = Link {
            title: "Home".to_owned(),
            url: String::new(),
        };
        let listing = |listing: model::Listing| Link {
            title: listing.title().to_owned(),
            url: listing.url().to_owned(),
        };
        let mut crumbs = vec![home];
        match item {
            Item::Page(at) => {
                let page = &self.model.library.pages[at];
                let trail = self.model.trail(self.model.section_of(at));
                let above = trail.into_iter().map(|at| &self.model.sections[at]);
                crumbs.extend(
                    above
                        .filter(|section| section.url != page.url)
                        .map(|section| Link {
                            title: section.title.clone(),
                            url: section.url.clone(),
                        }),
                );
                if page.role == PageRole::Home {
                    crumbs.clear();
                }
            }
            Item::Section(at) => {
                let trail = self.model.trail(at);
                let above = trail.into_iter().filter(|above| *above != at);
                crumbs.extend(above.map(|at| self.link(Item::Section(at))));
            }
            Item::Deck(_) => crumbs.push(listing(model::Listing::Decks)),
            Item::Statement(_) => crumbs.push(listing(model::Listing::Credentials)),
            Item::Term(_) => crumbs.push(listing(model::Listing::Glossary)),
            Item::File(_) | Item::Listing(_) => {}
        }
        crumbs
    }
}
