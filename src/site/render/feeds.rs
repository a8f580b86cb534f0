//! What programs that know nothing of this one read: the Atom feed, the sitemap, `robots.txt`,
//! `llms.txt`.

use super::Renderer;
use super::pieces::Feed;
use super::scene::{encoded, escaped};
use crate::site::model::{Item, Listing};
use std::fmt::Write as _;

/// The schemas of the files for programs: where each stands, and of what it is.
const SCHEMAS: [(&str, &str); 3] = [
    ("schemas/decks.schema.json", "decks"),
    ("schemas/glossary.schema.json", "glossary"),
    ("schemas/pages.schema.json", "pages"),
];

/// How many updates a feed holds.
const ENTRIES: usize = 50;

impl Renderer<'_> {
    /// Where the feed is; a feed needs absolute addresses and something to tell.
    pub(super) fn feed_url(&self) -> Option<&'static str> {
        let tells = self.version.latest && self.edition.base_url.is_some() && self.has_updates();
        tells.then_some("updates/feed.xml")
    }

    /// All of them, by their path.
    pub(super) fn feeds(&self) -> Vec<(&'static str, Feed)> {
        let mut out = vec![
            ("decks.json", Feed::Decks),
            ("pages.json", Feed::Pages),
            ("glossary.json", Feed::Glossary),
            ("terms.json", Feed::Popovers),
        ];
        out.extend(self.feed_url().map(|url| (url, Feed::Atom)));
        // Old versions are reached from the latest; a machine that wants the text wants that one.
        if self.version.latest {
            out.push(("robots.txt", Feed::Robots));
            out.push(("llms.txt", Feed::Llms));
            out.extend(self.base().map(|_| ("sitemap.xml", Feed::Sitemap)));
            out.extend(SCHEMAS.map(|(path, name)| (path, Feed::Schema(name))));
        }
        out
    }

    /// Makes one.
    pub(super) fn feed(&self, feed: Feed) -> Vec<u8> {
        match feed {
            Feed::Atom => self.atom().into_bytes(),
            Feed::Sitemap => self.sitemap(&self.base().unwrap_or_default()).into_bytes(),
            Feed::Robots => self.robots().into_bytes(),
            Feed::Llms => self.llms().into_bytes(),
            Feed::Decks => self.decks_json(),
            Feed::Pages => self.pages_json(),
            Feed::Glossary => self.glossary_json(),
            Feed::Popovers => self.popovers_json(),
            Feed::Schema(name) => super::data::schema(name).into_bytes(),
        }
    }

    fn robots(&self) -> String {
        let mut robots = String::from("User-agent: *\nAllow: /\n");
        if let Some(base) = self.base() {
            let _ = writeln!(robots, "Sitemap: {base}sitemap.xml");
        }
        robots
    }

    /// The site's address, with a slash at its end.
    pub(super) fn base(&self) -> Option<String> {
        let base = self.edition.base_url.as_deref()?;
        Some(format!("{}/", base.trim_end_matches('/')))
    }

    fn atom(&self) -> String {
        let base = self.base().unwrap_or_default();
        // The text of an update leads from the root of the site.
        let entries = self.log(&base, ENTRIES);
        let newest = entries.first().map_or("", |entry| entry.date.as_str());
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
        );
        let title = xml(self.title());
        let _ = writeln!(out, "<title>{title}: updates</title>");
        let _ = writeln!(out, "<id>{}</id>", xml(&base));
        let _ = writeln!(out, "<updated>{newest}T00:00:00Z</updated>");
        let _ = writeln!(
            out,
            "<author><name>{}</name></author>",
            xml(self.config.company.as_deref().unwrap_or(self.title()))
        );
        let _ = writeln!(
            out,
            "<link rel=\"self\" href=\"{}updates/feed.xml\"/>",
            xml(&base)
        );
        let _ = writeln!(out, "<link href=\"{}updates/\"/>", xml(&base));
        let mut seen: std::collections::BTreeMap<(String, String), usize> =
            std::collections::BTreeMap::new();
        for entry in &entries {
            let number = seen
                .entry((entry.url.clone(), entry.date.clone()))
                .or_default();
            *number += 1;
            let url = format!("{base}{}", encoded(&entry.url));
            let _ = writeln!(out, "<entry>");
            let _ = writeln!(out, "<title>{}</title>", xml(&entry.title));
            let _ = writeln!(out, "<id>{}#update-{}-{number}</id>", xml(&url), entry.date);
            let _ = writeln!(out, "<updated>{}T00:00:00Z</updated>", entry.date);
            let _ = writeln!(out, "<link href=\"{}\"/>", xml(&url));
            let _ = writeln!(out, "<content type=\"html\">{}</content>", xml(&entry.text));
            let _ = writeln!(out, "</entry>");
        }
        out.push_str("</feed>\n");
        out
    }

    fn sitemap(&self, base: &str) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for url in self.urls() {
            let _ = write!(out, "<url><loc>{}{}</loc>", xml(base), xml(&encoded(&url)));
            let changed = match self.model.at_url(&url) {
                Some(Item::Page(at)) => self.changed.get(self.model.library.pages[at].text.path()),
                Some(Item::Deck(at)) => self.changed.get(self.model.library.decks[at].text.path()),
                _ => None,
            };
            if let Some(day) = changed {
                let _ = write!(out, "<lastmod>{day}</lastmod>");
            }
            out.push_str("</url>\n");
        }
        out.push_str("</urlset>\n");
        out
    }

    /// The addresses of all pages, sorted.
    pub(super) fn urls(&self) -> Vec<String> {
        let library = &self.model.library;
        let mut urls: Vec<String> = self
            .model
            .sections
            .iter()
            .map(|section| section.url.clone())
            .collect();
        urls.extend(library.pages.iter().map(|page| page.url.clone()));
        urls.extend(library.decks.iter().map(|deck| deck.url.clone()));
        urls.extend(library.statements.iter().map(|one| one.url.clone()));
        urls.extend((0..library.terms.len()).map(|at| self.model.url(Item::Term(at))));
        urls.extend(
            self.model
                .tags
                .keys()
                .map(|slug| crate::site::model::Tag::url(slug)),
        );
        let listings = [
            (Listing::Decks, !library.decks.is_empty()),
            (Listing::Credentials, !library.statements.is_empty()),
            (Listing::Glossary, !library.terms.is_empty()),
            (Listing::Tags, !self.model.tags.is_empty()),
            (Listing::Search, true),
            (
                Listing::Updates,
                library
                    .pages
                    .iter()
                    .any(|page| !page.fields.updates.is_empty()),
            ),
        ];
        urls.extend(
            listings
                .iter()
                .filter(|(_, there)| *there)
                .map(|(listing, _)| listing.url().to_owned()),
        );
        urls.sort();
        urls.dedup();
        urls
    }

    /// The site for a reader that wants Markdown: its pages by section, each with its twin.
    fn llms(&self) -> String {
        let library = &self.model.library;
        let mut out = format!("# {}\n", one_line(self.title()));
        if let Some(description) = &self.config.description {
            let _ = write!(out, "\n> {}\n", one_line(description));
        }
        let line = |out: &mut String, title: &str, path: &str, description: Option<&str>| {
            let path = crate::site::model::file_url(path);
            let _ = write!(
                out,
                "- [{}]({})",
                one_line(title).replace('[', "\\[").replace(']', "\\]"),
                encoded(&path)
            );
            if let Some(description) = description {
                let _ = write!(out, ": {}", one_line(description));
            }
            out.push('\n');
        };
        for section in self.model.sections_in_order() {
            let own = section.page.into_iter();
            let pages: Vec<usize> = own.chain(section.pages.iter().copied()).collect();
            if pages.is_empty() {
                continue;
            }
            let title = if section.url.is_empty() {
                "Start"
            } else {
                &section.title
            };
            let _ = write!(out, "\n## {}\n\n", one_line(title));
            for at in pages {
                let page = &library.pages[at];
                line(
                    &mut out,
                    &page.title,
                    page.text.path(),
                    page.fields.description.as_deref(),
                );
            }
        }
        if !library.statements.is_empty() {
            out.push_str("\n## Credentials\n\n");
            for one in &library.statements {
                line(
                    &mut out,
                    &super::statement_title(self, one),
                    one.text.path(),
                    None,
                );
            }
        }
        if !library.decks.is_empty() {
            out.push_str("\n## Decks\n\n");
            for deck in &library.decks {
                line(&mut out, &deck.title, deck.text.path(), None);
            }
        }
        if !library.terms.is_empty() {
            out.push_str("\n## Glossary\n\n- [All terms](glossary.json)\n");
        }
        out
    }
}

/// Text in XML, which has no place for control characters, escaped or not.
fn xml(text: &str) -> String {
    let odd = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    escaped(text).replace(odd, " ")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
