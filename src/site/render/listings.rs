//! Pages that are made of all the others: home, sections, the catalogue, statements, the glossary,
//! tags, updates, and the page for what is not there.

use super::context::{self, LogEntry, PageRow, SectionRow};
use super::pages::add;
use super::scene::{Scene, root_of};
use super::{Failed, Renderer, day, due, statement_of};
use crate::markdown;
use crate::site::model::{Item, Listing, Tag};
use crate::site::offline::PAGE as OFFLINE;
use std::collections::BTreeMap;
use tera::{Context, Value};

/// How many updates the home page shows.
const RECENT: usize = 8;

impl Renderer<'_> {
    /// What a section's page lists.
    pub(super) fn add_section(&self, context: &mut Context, at: usize) {
        let section = &self.model.sections[at];
        add(
            context,
            "pages",
            Value::from_serializable(&self.page_rows(&section.pages)),
        );
        add(
            context,
            "sections",
            Value::from_serializable(&self.section_rows(&section.sections)),
        );
    }

    /// What the home page shows below its text.
    pub(super) fn add_home(&self, context: &mut Context, root: &str) {
        let library = &self.model.library;
        let navigation = self.model.navigation();
        let decks = self.deck_rows();
        let statements: Vec<_> = library
            .statements
            .iter()
            .map(|one| statement_of(self, one, root))
            .collect();
        let recent = self.log(root, RECENT);
        add(
            context,
            "sections",
            Value::from_serializable(&self.section_rows(&navigation)),
        );
        let meet = self.meet();
        add(context, "meet", Value::from_serializable(&meet));
        let before = self.before_meeting();
        add(context, "before_meeting", Value::from_serializable(&before));
        add(context, "decks", Value::from_serializable(&decks));
        add(context, "statements", Value::from_serializable(&statements));
        add(context, "recent", Value::from_serializable(&recent));
    }

    /// A page that no file stands for.
    pub(super) fn made_listing(&self, listing: Listing) -> Result<Vec<u8>, Failed> {
        match listing {
            Listing::Decks => self.catalogue(),
            Listing::Credentials => self.statements(),
            Listing::Glossary => self.glossary(),
            Listing::Tags => self.tags(),
            Listing::Updates => self.updates(),
            Listing::Search => self.everything(),
        }
    }

    /// A folder without a page of its own, or the home page where there is none.
    pub(super) fn folder(&self, at: usize) -> Result<Vec<u8>, Failed> {
        let section = &self.model.sections[at];
        let is_home = section.url.is_empty();
        let root = root_of(&section.url);
        let kind = if is_home { "home" } else { "section" };
        let title = if is_home {
            self.title()
        } else {
            &section.title
        };
        let head = self.head(kind, &section.url, title, Item::Section(at));
        let article = context::Article {
            audience: self.edition.readers.audience.as_str(),
            ..context::Article::default()
        };
        let mut context = self.context(&root, &head, Some(&article), "");
        if is_home {
            self.add_home(&mut context, &root);
        } else {
            self.add_section(&mut context, at);
        }
        self.finish(&format!("{kind}.html"), &context, &section.url)
    }

    pub(super) fn is_listing(&self, url: &str) -> bool {
        let library = &self.model.library;
        match url {
            "decks/" => !library.decks.is_empty(),
            "credentials/" => !library.statements.is_empty(),
            "glossary/" => !library.terms.is_empty(),
            "tags/" => !self.model.tags.is_empty(),
            "updates/" => self.has_updates(),
            "search/" => true,
            _ => false,
        }
    }

    fn page_rows(&self, pages: &[usize]) -> Vec<PageRow<'_>> {
        let rows = pages.iter().map(|&at| {
            let page = &self.model.library.pages[at];
            PageRow {
                title: &page.title,
                url: &page.url,
                description: page.fields.description.as_deref(),
                reviewed: page.fields.reviewed.map(day),
                due: due(page.fields.reviewed, page.fields.review_every),
                kind_label: page.fields.kind.map(crate::playbook::PageKind::label),
                hyperscalers: &page.fields.hyperscalers.0,
                archetypes: page
                    .fields
                    .archetypes
                    .0
                    .iter()
                    .map(|one| one.as_str())
                    .collect(),
            }
        });
        rows.collect()
    }

    fn section_rows(&self, sections: &[usize]) -> Vec<SectionRow<'_>> {
        let rows = sections.iter().map(|&at| {
            let section = &self.model.sections[at];
            SectionRow {
                title: &section.title,
                url: &section.url,
                description: section.description.as_deref(),
                count: section.count,
            }
        });
        rows.collect()
    }

    /// A listing. A page of the author's own at its address gives it its title and its first words:
    /// `content/decks/_index.md`.
    pub(super) fn listing(
        &self,
        kind: &'static str,
        listing: Listing,
        values: Vec<(&'static str, Value)>,
    ) -> Result<Vec<u8>, Failed> {
        let root = root_of(listing.url());
        let mut head = self.head(kind, listing.url(), listing.title(), Item::Listing(listing));
        let mut content = String::new();
        if let Some(Item::Page(at)) = self.model.at_url(listing.url()) {
            let page = &self.model.library.pages[at];
            let scene = Scene::new(self, page.text.path(), &root);
            head.title = &page.title;
            head.description = page.fields.description.as_deref();
            let (html, _, terms) = self.body(&page.text, &scene)?;
            self.kept.uses(Item::Page(at), terms);
            content = html;
        }
        let mut context = self.context(&root, &head, None, "");
        add(&mut context, "content", context::html(&content));
        for (key, value) in values {
            add(&mut context, key, value);
        }
        self.finish(&format!("{kind}.html"), &context, listing.url())
    }

    /// All decks, those last that nobody may show any more.
    fn deck_rows(&self) -> Vec<context::DeckRow> {
        let decks = self.model.library.decks.iter();
        let mut rows: Vec<_> = decks.map(|deck| self.deck_row(deck)).collect();
        rows.sort_by_key(|row| row.status == crate::playbook::DeckStatus::Retired.as_str());
        rows
    }

    fn catalogue(&self) -> Result<Vec<u8>, Failed> {
        let rows = self.deck_rows();
        let mut groups: BTreeMap<(bool, String), context::DeckGroup> = BTreeMap::new();
        for row in &rows {
            let mut file = |id: String, title: String| {
                let last = id.is_empty();
                let group =
                    groups
                        .entry((last, title.clone()))
                        .or_insert_with(|| context::DeckGroup {
                            title,
                            id: if last {
                                "no-hyperscaler".to_owned()
                            } else {
                                id
                            },
                            rows: Vec::new(),
                        });
                group.rows.push(row.clone());
            };
            if row.hyperscalers.is_empty() {
                file(String::new(), "No hyperscaler in particular".to_owned());
            }
            for one in &row.hyperscalers {
                file(one.id.clone(), one.name.clone());
            }
        }
        let groups: Vec<_> = groups.into_values().collect();
        let values = vec![
            ("rows", Value::from_serializable(&rows)),
            ("groups", Value::from_serializable(&groups)),
        ];
        self.listing("decks", Listing::Decks, values)
    }

    fn statements(&self) -> Result<Vec<u8>, Failed> {
        let root = root_of(Listing::Credentials.url());
        let statements = &self.model.library.statements;
        let told: Vec<_> = statements
            .iter()
            .map(|one| statement_of(self, one, &root))
            .collect();
        let values = vec![("statements", Value::from_serializable(&told))];
        self.listing("credentials-list", Listing::Credentials, values)
    }

    fn glossary(&self) -> Result<Vec<u8>, Failed> {
        let root = root_of(Listing::Glossary.url());
        let mut letters: Vec<context::Letter<'_>> = Vec::new();
        for at in 0..self.model.library.terms.len() {
            let (told, _) = self.term_told(at, &[], &root)?;
            let letter = crate::site::letter(told.term);
            match letters.iter_mut().find(|one| one.letter == letter) {
                Some(one) => one.terms.push(told),
                None => letters.push(context::Letter {
                    letter,
                    terms: vec![told],
                }),
            }
        }
        letters.sort_by(|a, b| a.letter.cmp(&b.letter));
        let values = vec![("letters", Value::from_serializable(&letters))];
        self.listing("glossary", Listing::Glossary, values)
    }

    fn tags(&self) -> Result<Vec<u8>, Failed> {
        let rows: Vec<_> = self
            .model
            .tags
            .iter()
            .map(|(slug, tag)| context::TagRow {
                title: tag.title.clone(),
                url: Tag::url(slug),
                count: tag.pages.len(),
            })
            .collect();
        self.listing(
            "tags",
            Listing::Tags,
            vec![("tags", Value::from_serializable(&rows))],
        )
    }

    /// The pages that bear a tag.
    pub(super) fn tag(&self, slug: &str) -> Result<Vec<u8>, Failed> {
        let tag = &self.model.tags[slug];
        let url = Tag::url(slug);
        let root = root_of(&url);
        let mut head = self.head("tag", &url, &tag.title, Item::Listing(Listing::Tags));
        head.breadcrumbs.push(context::Link {
            title: Listing::Tags.title().to_owned(),
            url: Listing::Tags.url().to_owned(),
        });
        let mut context = self.context(&root, &head, None, "");
        add(
            &mut context,
            "pages",
            Value::from_serializable(&self.page_rows(&tag.pages)),
        );
        self.finish("tag.html", &context, &url)
    }

    /// The newest updates, the newest first.
    pub(super) fn log(&self, root: &str, most: usize) -> Vec<LogEntry> {
        let library = &self.model.library;
        let mut dated: Vec<(crate::config::Day, usize, usize)> = Vec::new();
        for &at in &self.model.order {
            let updates = library.pages[at].fields.updates.iter().enumerate();
            dated.extend(updates.map(|(number, update)| (update.date, at, number)));
        }
        // Of one day, in reading order.
        dated.sort_by_key(|(date, ..)| std::cmp::Reverse(*date));
        let entries = dated.into_iter().take(most).map(|(date, at, number)| {
            let page = &library.pages[at];
            let scene = Scene::new(self, page.text.path(), root);
            LogEntry {
                date: day(date),
                text: scene.inline(&page.fields.updates[number].text),
                title: page.title.clone(),
                url: page.url.clone(),
            }
        });
        entries.collect()
    }

    fn updates(&self) -> Result<Vec<u8>, Failed> {
        let entries = self.log(&root_of(Listing::Updates.url()), usize::MAX);
        self.listing(
            "updates",
            Listing::Updates,
            vec![("entries", Value::from_serializable(&entries))],
        )
    }

    /// `404.html`. A host shows it at any address, so its own links begin at the site's root.
    pub(super) fn not_found(&self) -> Result<Vec<u8>, Failed> {
        let base = self.edition.base_url.as_deref().unwrap_or("/");
        // 'https://a.example/playbook/' is served at '/playbook/'.
        let path = base.split_once("://").map_or(base, |(_, rest)| {
            rest.find('/').map_or("/", |at| &rest[at..])
        });
        let root = if path.ends_with('/') {
            path.to_owned()
        } else {
            format!("{path}/")
        };
        let mut head = self.head(
            "not-found",
            "",
            "Not found",
            Item::Listing(Listing::Updates),
        );
        head.canonical = None;
        head.noindex = true;
        let mut context = self.context(&root, &head, None, "");
        context.insert("top", &root);
        self.finish("not-found.html", &context, "404.html")
    }

    /// `offline.html`: what the worker shows where it has nothing else. It puts the site's root into it.
    pub(super) fn offline(&self) -> Result<Vec<u8>, Failed> {
        let mut head = self.head(
            "offline",
            "",
            "Not on this device",
            Item::Listing(Listing::Updates),
        );
        head.canonical = None;
        head.noindex = true;
        let context = self.context("./", &head, None, "");
        self.finish("offline.html", &context, OFFLINE)
    }

    /// What the glossary's popovers show.
    pub(super) fn term_popovers(&self) -> BTreeMap<&str, BTreeMap<&'static str, String>> {
        let terms = self.model.library.terms.iter();
        let told = terms.map(|term| {
            let text = markdown::text(term.text.body());
            let first = text.first().map_or("", |section| section.text.trim());
            let words = first.split_whitespace().collect::<Vec<_>>().join(" ");
            let popover = BTreeMap::from([
                ("term", term.term.clone()),
                ("text", words),
                ("url", crate::site::model::term_url(&term.slug)),
            ]);
            (term.slug.as_str(), popover)
        });
        told.collect()
    }
}
