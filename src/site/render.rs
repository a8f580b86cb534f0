//! A model becomes files: pages, lists, feeds.
//!
//! 1. `context`: what templates are given.
//! 2. `scene`: what a body's links, pictures, shortcodes and terms become on one page.
//! 3. `head` and `sidebar`: what is around a page; `pages`: pages, statements, decks, terms; `listings`: pages made of all the others.
//! 4. `changes`: what changed between versions.
//! 5. `finder`: whom readers may be about to meet.
//! 6. `tools`: data files on a page; `calendars`: the days in them, to subscribe to.
//! 7. `feeds` and `data`: what is read by programs; `search`: the index; `everything`: its page.
//! 8. `pieces`: which files there are, each made when it is asked for; `kept`: what they share.
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
mod kept;
mod listings;
mod pages;
mod pieces;
mod scene;
mod search;
mod sidebar;
mod tools;
mod twin;

use super::library::{DeckPage, Statement};
use super::links::LedBy;
use super::model::{Item, Listing, Model};
use super::past::Past;
use super::{Edition, VersionInfo, Where};
use crate::config::Site as SiteConfig;
use crate::fs::{FsError, Tree};
use crate::markdown;
use crate::playbook::{DeckFields, DeckStatus};
use crate::source::Problem;
use crate::template::Theme;
use context::{DeckRow, Named, Point};
pub use kept::Kept;
pub(crate) use pieces::Piece;
use rayon::prelude::*;
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
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// What it holds.
    pub model: &'a Model,
    /// Where its texts lead.
    pub led: &'a LedBy,
    /// The files it was read from.
    pub tree: &'a dyn Tree,
    /// The days on which files last changed, by path.
    pub changed: &'a BTreeMap<String, jiff::civil::Date>,
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
    /// What changed between the versions; None where there is but one.
    pub past: Option<&'a Past>,
    /// What was found out before.
    pub kept: &'a Kept,
}

impl<'a> Renderer<'a> {
    /// Writes everything of this version.
    ///
    /// # Errors
    /// Every mistake in a template, or what the disk refused.
    pub fn write(&self, sink: &Sink<'_>) -> Result<Written, Failed> {
        let pieces = self.pieces();
        let pieces: Vec<&(String, Piece)> = pieces
            .iter()
            .filter(|(_, piece)| self.is_there(piece))
            .collect();
        let (files, pieces): (Vec<_>, Vec<_>) = pieces
            .into_iter()
            .partition(|(_, piece)| matches!(piece, Piece::File(_) | Piece::DeckFile(_)));
        // A text that is rendered tells which terms it uses, and terms tell where they are used.
        let (texts, others): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|(_, piece)| {
            matches!(
                piece,
                Piece::Page(_) | Piece::Deck(_) | Piece::Statement(_) | Piece::Twin(_)
            )
        });
        let write = |(path, piece): &(String, Piece)| self.put(path, &self.make(piece)?, sink);
        // The index is made beside them: neither keeps all cores busy to its end.
        let (index, written) = rayon::join(
            || self.index(),
            || {
                self.each(0..texts.len(), |at| write(texts[at]))?;
                self.used_on();
                self.each(0..others.len(), |at| write(others[at]))
            },
        );
        written?;
        self.each(0..index.len(), |at| {
            self.put(&index[at].path, &index[at].bytes, sink)
        })?;
        self.each(0..files.len(), |at| write(files[at]))?;
        let library = &self.model.library;
        Ok(Written {
            pages: library.pages.len(),
            decks: library.decks.len(),
            terms: library.terms.len(),
        })
    }

    /// Hands a file of this version on.
    fn put(&self, path: &str, bytes: &[u8], sink: &Sink<'_>) -> Result<(), Failed> {
        Ok(sink(&format!("{}{path}", self.version.prefix), bytes)?)
    }

    /// Does one thing for many, on all cores, and gathers every mistake. Each is handed out by itself: some
    /// take much longer than others.
    fn each(
        &self,
        range: std::ops::Range<usize>,
        one: impl Fn(usize) -> Result<(), Failed> + Sync + Send,
    ) -> Result<(), Failed> {
        let failed: Vec<Failed> = range
            .into_par_iter()
            .with_max_len(1)
            .filter_map(|at| one(at).err())
            .collect();
        let mut problems = Vec::new();
        for failed in failed {
            match failed {
                Failed::Fs(error) => return Err(Failed::Fs(error)),
                Failed::Problems(found) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Failed::Problems(problems))
        }
    }

    /// Whether any page tells updates.
    fn has_updates(&self) -> bool {
        *self.kept.now.has_updates.get_or_init(|| {
            let mut pages = self.model.library.pages.iter();
            pages.any(|page| !page.fields.updates.is_empty())
        })
    }

    /// What templates know of the site.
    fn site(&self) -> Value {
        let site = &self.kept.now.site;
        site.get_or_init(|| Value::from_serializable(&self.site_context()))
            .clone()
    }

    /// Where templates find assets, by name.
    fn assets(&self) -> Value {
        let assets = &self.kept.now.assets;
        assets
            .get_or_init(|| {
                let assets = self.theme.assets().iter();
                let by_name: BTreeMap<&str, &str> = assets
                    .map(|asset| (asset.name.as_str(), asset.path.as_str()))
                    .collect();
                Value::from_serializable(&by_name)
            })
            .clone()
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
                updates: self.has_updates(),
                changes: self.past.is_some(),
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
        seconds: (words * 60).div_ceil(usize::from(crate::config::WORDS_PER_MINUTE)),
    }
}

fn statement_title(renderer: &Renderer<'_>, statement: &Statement) -> String {
    format!(
        "Credentials for {}",
        renderer.model.name_of(&statement.fields.hyperscaler)
    )
}
