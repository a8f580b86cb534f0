//! What the playbook has on some words, by the search of the site.

use crate::commands::Stop;
use crate::commands::project::Project;
use crate::config::Audience;
use crate::fs::Folder;
use crate::lint::Linter;
use crate::markdown;
use crate::search::{Filters, Hit, Index, Query, Reader, RecordKind};
use crate::site::admit::{Narrowed, Readers, part};
use crate::site::index::index;
use crate::site::load::{LoadOptions, load};
use crate::site::model::Model;
use anyhow::anyhow;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;

/// So many decks are asked for.
const DECKS: usize = 200;
/// So many pages and terms are told of.
const PAGES: usize = 5;

/// What was found.
pub(super) struct Searched {
    /// The place of each deck among those that were found, by its slug.
    decks: BTreeMap<String, usize>,
    /// Pages, terms and statements, the best first.
    pub(super) pages: Vec<Hit>,
}

impl Searched {
    /// A deck's place among those that were found.
    pub(super) fn place(&self, slug: &str) -> Option<usize> {
        self.decks.get(slug).copied()
    }
}

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) words: &'a str,
    /// Whose words come first.
    pub(super) hyperscaler: Option<&'a str>,
    pub(super) today: Date,
    /// Who asks; None: a colleague, who may have all.
    pub(super) readers: Option<&'a Readers>,
}

/// Searches the playbook.
pub(super) fn search(
    project: &Project,
    root: &Path,
    linter: &Linter,
    asked: &Asked<'_>,
) -> Result<Searched, Stop> {
    let site = &project.config.site;
    let hyperscalers = linter.hyperscaler_profiles();
    let options = LoadOptions {
        hyperscalers: hyperscalers.clone(),
        markdown: markdown::Options {
            html: site.allow_html,
        },
        read_decks: true,
    };
    let (library, problems) = load(&Folder::new(root), &options);
    if !problems.is_empty() {
        return Err(Stop::Problems(problems));
    }
    let library = match asked.readers {
        Some(readers) => part(&library, readers, &Narrowed::new()).admitted,
        None => library,
    };
    let audience = asked.readers.map_or(Audience::Internal, |one| one.audience);
    let model = Model::new(library, hyperscalers);
    let language = site.language.as_deref().unwrap_or("en");
    let files = index(&model, audience, "latest", language).into_iter();
    let files: BTreeMap<String, Vec<u8>> = files.map(|file| (file.path, file.bytes)).collect();
    let index = Index::open(move |path: &str| files.get(path).cloned());
    let days = asked.today.since(jiff::civil::date(1970, 1, 1));
    let days = days.map_or(0, |since| u32::try_from(since.get_days()).unwrap_or(0));
    let ask = |record: Vec<RecordKind>, limit: usize| {
        let index = index.as_ref().map_err(Clone::clone)?;
        index.query(&Query {
            text: asked.words.to_owned(),
            today: days,
            reader: Reader {
                hyperscaler: asked.hyperscaler.map(str::to_owned),
                archetype: None,
            },
            filters: Filters {
                record,
                ..Filters::default()
            },
            limit,
        })
    };
    let broken = |error| anyhow!("the search went wrong: {error}");
    let decks = ask(vec![RecordKind::Deck, RecordKind::Slide], DECKS).map_err(broken)?;
    let others = vec![RecordKind::Page, RecordKind::Term, RecordKind::Statement];
    let pages = ask(others, PAGES).map_err(broken)?;
    let slugs = decks.hits.iter().filter_map(|hit| {
        let url = hit.url.split('#').next()?;
        let deck = model.library.decks.iter().find(|deck| deck.url == url)?;
        Some(deck.slug.clone())
    });
    Ok(Searched {
        decks: slugs.enumerate().map(|(at, slug)| (slug, at)).collect(),
        pages: pages.hits,
    })
}
