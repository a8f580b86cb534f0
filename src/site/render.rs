//! A model becomes files: pages, lists, feeds.
//!
//! 1. `context`: what templates are given.
//! 2. `scene`: what a body's links, pictures, shortcodes and terms become on one page.
//! 3. `head` and `sidebar`: what is around a page; `pages`: pages, statements, decks, terms; `listings`: pages made of all the others.
//! 4. `changes`: what changed between versions.
//! 5. `finder`: whom readers may be about to meet.
//! 6. `tools`: data files on a page; `calendars`: the days in them, to subscribe to.
//! 7. `feeds` and `data`: what is read by programs; `search`: the index; `everything`: its page.
//!
//! Nothing new is found out here but mistakes in templates.

mod calendars;
mod changes;
mod context;
mod data;
mod everything;
mod feeds;
mod finder;
mod head;
mod listings;
mod pages;
mod scene;
mod search;
mod sidebar;
mod tools;
mod twin;

use super::library::{DeckPage, Statement};
use super::links::LedBy;
use super::model::{Item, Listing, Model};
use super::past::Reading;
use super::{Edition, VersionInfo, Where};
use crate::config::Site as SiteConfig;
use crate::fs::FsError;
use crate::markdown::{self, TermIndex};
use crate::playbook::{DeckFields, DeckStatus};
use crate::source::Problem;
use crate::template::Theme;
use context::{DeckRow, Named, Point};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use scene::Scene;
use std::collections::BTreeMap;
use tera::Value;

/// Who this is, on every page.
const GENERATOR: &str = concat!("rightdeck ", env!("CARGO_PKG_VERSION"));

/// Takes a file of the site: its path and what it holds. Called from many threads.
pub type Sink<'a> = dyn Fn(&str, &[u8]) -> Result<(), FsError> + Sync + 'a;

/// Why a site could not be rendered.
#[derive(Debug)]
pub enum Failed {
    /// Mistakes in templates.
    Problems(Vec<Problem>),
    /// The disk refused.
    Fs(FsError),
}

impl From<FsError> for Failed {
    fn from(error: FsError) -> Self {
        Self::Fs(error)
    }
}

/// All that is known of one version of one edition.
pub struct Renderer<'a> {
    /// What it holds.
    pub model: &'a Model,
    /// Where its texts lead.
    pub led: &'a LedBy,
    /// `[site]`.
    pub config: &'a SiteConfig,
    /// The edition.
    pub edition: &'a Edition,
    /// The version, and the others beside it.
    pub version: &'a VersionInfo,
    /// The templates.
    pub theme: &'a Theme,
    /// What authors may write.
    pub options: markdown::Options,
    /// The sizes of pictures, by their index in `library.files`.
    pub pictures: FxHashMap<usize, (u32, u32)>,
    /// The days on which files last changed, by path.
    pub changed: BTreeMap<String, jiff::civil::Date>,
    /// The glossary, for linking.
    pub term_index: TermIndex,
    /// Pages whose history over the versions is told, by address.
    pub with_history: std::collections::BTreeSet<String>,
    /// Whether versions are compared.
    pub has_changes: bool,
    has_updates: bool,
    site: Value,
    assets: Value,
    backlinks: FxHashMap<Item, Vec<Item>>,
    sidebars: Sidebars,
    neighbours: FxHashMap<usize, usize>,
}

/// The sidebar of a section, cut into lengths that a person can look over.
type Sidebars = FxHashMap<(usize, usize), Value>;

impl<'a> Renderer<'a> {
    /// Gathers what pages share.
    #[must_use]
    #[expect(clippy::too_many_arguments, reason = "each is another room's result")]
    pub fn new(
        model: &'a Model,
        led: &'a LedBy,
        config: &'a SiteConfig,
        edition: &'a Edition,
        version: &'a VersionInfo,
        theme: &'a Theme,
        options: markdown::Options,
        has_changes: bool,
    ) -> Self {
        let terms = model.library.terms.iter().enumerate();
        let names = terms.map(|(at, term)| {
            (
                at,
                term.term.as_str(),
                term.fields.aliases.0.iter().map(String::as_str),
            )
        });
        let mut renderer = Self {
            term_index: TermIndex::new(names),
            model,
            led,
            config,
            edition,
            version,
            theme,
            options,
            pictures: FxHashMap::default(),
            changed: BTreeMap::new(),
            with_history: std::collections::BTreeSet::new(),
            has_changes,
            has_updates: model
                .library
                .pages
                .iter()
                .any(|page| !page.fields.updates.is_empty()),
            site: Value::none(),
            assets: Value::none(),
            backlinks: backlinks(model, led),
            sidebars: FxHashMap::default(),
            neighbours: model
                .order
                .iter()
                .enumerate()
                .map(|(at, &page)| (page, at))
                .collect(),
        };
        renderer.site = Value::from_serializable(&renderer.site_context());
        let assets: BTreeMap<&str, &str> = theme
            .assets()
            .iter()
            .map(|asset| (asset.name.as_str(), asset.path.as_str()))
            .collect();
        renderer.assets = Value::from_serializable(&assets);
        renderer.sidebars = sidebar::sidebars(model);
        renderer
    }

    /// Writes what changed between the versions, the latest first.
    ///
    /// # Errors
    /// As [`Renderer::write`].
    pub fn write_changes(&self, readings: &[Reading], sink: &Sink<'_>) -> Result<(), Failed> {
        self.changes(readings, sink)
    }

    /// Writes everything of this version.
    ///
    /// # Errors
    /// Every mistake in a template, or what the disk refused.
    pub fn write(&self, sink: &Sink<'_>) -> Result<Written, Failed> {
        let library = &self.model.library;
        let pages = self.each(0..library.pages.len(), |at| self.page(at, sink))?;
        let decks = self.each(0..library.decks.len(), |at| self.deck(at, sink))?;
        let statements = self.each(0..library.statements.len(), |at| self.statement(at, sink))?;
        // A term is used where a text links or names it. Its own page is no use of it.
        let mut used_on: Vec<Vec<Item>> = vec![Vec::new(); library.terms.len()];
        let users = |kind: fn(usize) -> Item, found: &[Vec<usize>]| -> Vec<(Item, Vec<usize>)> {
            found
                .iter()
                .enumerate()
                .map(|(at, terms)| (kind(at), terms.clone()))
                .collect()
        };
        let mut by_item: FxHashMap<Item, Vec<usize>> = FxHashMap::default();
        by_item.extend(users(Item::Page, &pages));
        by_item.extend(users(Item::Deck, &decks));
        by_item.extend(users(Item::Statement, &statements));
        let reading_order = self
            .model
            .order
            .iter()
            .map(|&at| Item::Page(at))
            .chain((0..library.decks.len()).map(Item::Deck))
            .chain((0..library.statements.len()).map(Item::Statement));
        for item in reading_order {
            for &term in by_item.get(&item).into_iter().flatten() {
                if used_on[term].last() != Some(&item) {
                    used_on[term].push(item);
                }
            }
        }
        self.each(0..library.terms.len(), |at| {
            self.term(at, &used_on[at], sink)
        })?;
        self.listings(sink)?;
        self.calendars(sink)?;
        self.feeds(sink)?;
        self.data(&used_on, sink)?;
        self.search(sink)?;
        Ok(Written {
            pages: library.pages.len(),
            decks: library.decks.len(),
            terms: library.terms.len(),
        })
    }

    /// Does one thing for many, on all cores, and gathers every mistake.
    fn each<T: Send>(
        &self,
        range: std::ops::Range<usize>,
        one: impl Fn(usize) -> Result<T, Failed> + Sync + Send,
    ) -> Result<Vec<T>, Failed> {
        let results: Vec<Result<T, Failed>> = range.into_par_iter().map(one).collect();
        let mut out = Vec::with_capacity(results.len());
        let mut problems = Vec::new();
        for result in results {
            match result {
                Ok(value) => out.push(value),
                Err(Failed::Fs(error)) => return Err(Failed::Fs(error)),
                Err(Failed::Problems(found)) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(out)
        } else {
            Err(Failed::Problems(problems))
        }
    }

    fn site_context(&self) -> context::Site<'_> {
        let library = &self.model.library;
        context::Site {
            title: self.title(),
            description: self.config.description.as_deref(),
            company: self.config.company.as_deref(),
            language: self.config.language.as_deref().unwrap_or("en"),
            base_url: self.edition.base_url.as_deref(),
            time_zone: self
                .config
                .time_zone
                .as_ref()
                .map_or("UTC", |zone| zone.get_ref()),
            edition: context::Edition {
                name: &self.edition.name,
                audience: self.edition.readers.audience.as_str(),
                hyperscaler: self
                    .edition
                    .readers
                    .hyperscaler
                    .as_deref()
                    .map(|id| self.named(id)),
            },
            version: context::Version {
                name: &self.version.name,
                status: self.version.status.as_deref(),
                latest: self.version.latest,
            },
            versions: self.version_links(|_| Where::Home),
            nav: self.navigation(),
            has: context::Has {
                decks: !library.decks.is_empty(),
                glossary: !library.terms.is_empty(),
                credentials: !library.statements.is_empty(),
                tags: !self.model.tags.is_empty(),
                updates: self.has_updates,
                changes: self.has_changes,
            },
            search: crate::search::MANIFEST,
            hyperscalers: self
                .model
                .hyperscalers
                .keys()
                .map(|id| self.named(id))
                .collect(),
            lens: self.lens(),
            generator: GENERATOR,
        }
    }

    /// The ways in: what is needed minutes before a meeting, the folders, the glossary.
    fn navigation(&self) -> Vec<context::Link> {
        let library = &self.model.library;
        let mut links = Vec::new();
        let add = |listing: Listing, empty: bool| {
            // A page at the list's address is its title, and no folder beside it.
            let item = self.model.at_url(listing.url());
            let item = item.unwrap_or(Item::Listing(listing));
            (!empty).then(|| self.link(item))
        };
        links.extend(add(Listing::Decks, library.decks.is_empty()));
        links.extend(add(Listing::Credentials, library.statements.is_empty()));
        let glossary = add(Listing::Glossary, library.terms.is_empty());
        for at in self.model.navigation() {
            let link = self.link(Item::Section(at));
            if !links
                .iter()
                .chain(&glossary)
                .any(|other| other.url == link.url)
            {
                links.push(link);
            }
        }
        links.extend(glossary);
        links
    }

    /// The title of the site.
    fn title(&self) -> &str {
        self.config.title.as_deref().unwrap_or("Playbook")
    }

    fn named(&self, id: &str) -> Named {
        scene::named(self, id)
    }

    /// A deck as a row of the catalogue.
    fn deck_row(&self, deck: &DeckPage) -> DeckRow {
        let fields = &deck.fields;
        DeckRow {
            title: deck.title.clone(),
            url: deck.url.clone(),
            hyperscalers: fields
                .hyperscalers()
                .iter()
                .map(|id| self.named(id))
                .collect(),
            contexts: fields
                .contexts
                .iter()
                .map(|context| context.as_str())
                .collect(),
            kind: fields.kind.map(crate::playbook::DeckKind::as_str),
            status: status(fields).as_str(),
            owner: fields.owner.clone(),
            reviewed: fields.reviewed.map(day),
            due: due(fields.reviewed, fields.review_every),
            expires: fields.expires.map(day),
        }
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written {
    /// Pages of the playbook.
    pub pages: usize,
    /// Decks of the catalogue.
    pub decks: usize,
    /// Terms of the glossary.
    pub terms: usize,
}

impl Written {
    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            pages: self.pages + other.pages,
            decks: self.decks + other.decks,
            terms: self.terms + other.terms,
        }
    }
}

/// A deck that says nothing is a draft: it is never offered.
fn status(fields: &DeckFields) -> DeckStatus {
    fields.status.unwrap_or(DeckStatus::Draft)
}

fn day(day: crate::config::Day) -> String {
    day.0.to_string()
}

fn due(
    reviewed: Option<crate::config::Day>,
    every: Option<crate::playbook::ReviewEvery>,
) -> Option<String> {
    every?.due(reviewed?).map(|day| day.to_string())
}

/// A statement, as templates see it.
fn statement_of(renderer: &Renderer<'_>, statement: &Statement, root: &str) -> context::Statement {
    let fields = &statement.fields;
    let scene = Scene::new(renderer, statement.text.path(), root);
    let words = fields.words();
    let points = fields.points().into_iter().map(|(id, label, text)| Point {
        id,
        label,
        text: scene.inline(text),
    });
    context::Statement {
        hyperscaler: renderer.named(&fields.hyperscaler),
        title: statement_title(renderer, statement),
        url: statement.url.clone(),
        points: points.collect(),
        reviewed: fields.reviewed.map(day),
        words,
        say: renderer.words(&fields.hyperscaler),
        // 150 words a minute is how people speak to a room.
        seconds: (words * 60).div_ceil(150),
    }
}

fn statement_title(renderer: &Renderer<'_>, statement: &Statement) -> String {
    format!(
        "Credentials for {}",
        renderer.model.name_of(&statement.fields.hyperscaler)
    )
}

/// Who leads to what, in reading order.
fn backlinks(model: &Model, led: &LedBy) -> FxHashMap<Item, Vec<Item>> {
    let library = &model.library;
    let pages = model
        .order
        .iter()
        .map(|&at| (Item::Page(at), &library.pages[at].text));
    let decks = library
        .decks
        .iter()
        .enumerate()
        .map(|(at, deck)| (Item::Deck(at), &deck.text));
    let statements = library
        .statements
        .iter()
        .enumerate()
        .map(|(at, one)| (Item::Statement(at), &one.text));
    let mut out: FxHashMap<Item, Vec<Item>> = FxHashMap::default();
    for (from, text) in pages.chain(decks).chain(statements) {
        for &to in led.get(text.path()).iter().flat_map(|led| &led.items) {
            if to != from {
                out.entry(to).or_default().push(from);
            }
        }
    }
    out
}
