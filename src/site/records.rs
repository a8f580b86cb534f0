//! What a search can find: a record for each section of a page, each deck, slide, term and statement
//! that an edition holds.

use super::library::{DeckPage, Page, PageRole, Text};
use super::model::{Item, Model};
use super::words;
use crate::config::{Audience, Day};
use crate::markdown::{self, Shortcode};
use crate::playbook::{DeckStatus, ReviewEvery};
use rayon::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// Something that a search can find. There are a hundred thousand of them in a large playbook: what the records of a page
/// have in common is kept once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// What it is.
    pub kind: RecordKind,
    /// What it is called: the page's, the deck's title, the term.
    pub title: Arc<str>,
    /// The heading of the section, the title of the slide; empty for a page's beginning.
    pub heading: String,
    /// Its address from the root of the version, with the place in the page.
    pub url: String,
    /// What it says, as plain text.
    pub text: String,
    /// What a speaker tells himself; internal editions only.
    pub notes: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// By what it can be narrowed down.
    pub facets: Arc<Facets>,
    /// How far it can be trusted.
    pub trust: Arc<Trust>,
}

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A section of a page; the first is the page's beginning.
    Section,
    /// A deck of the catalogue.
    Deck,
    /// A slide.
    Slide,
    /// A glossary term.
    Term,
    /// A credentials statement.
    Statement,
}

/// By what a record can be narrowed down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// A page's or a deck's kind: `pillar`, `pitch`.
    pub kind: Option<&'static str>,
    /// The hyperscalers it is for; empty: all, or none in particular.
    pub hyperscalers: Vec<String>,
    /// Who may be in the room.
    pub contexts: Vec<&'static str>,
    /// Whose cloud the product runs in.
    pub archetypes: Vec<&'static str>,
    /// The version of the playbook.
    pub version: String,
}

/// How far a record can be trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trust {
    /// A deck's status.
    pub status: Option<&'static str>,
    /// The day it was last read through.
    pub reviewed: Option<String>,
    /// The day by which it is to be read again.
    pub due: Option<String>,
    /// The last day it may be shown.
    pub expires: Option<String>,
}

impl Trust {
    fn reviewed(reviewed: Option<Day>, every: Option<ReviewEvery>) -> Self {
        let due = every.zip(reviewed).and_then(|(every, day)| every.due(day));
        Self {
            reviewed: reviewed.map(|day| day.0.to_string()),
            due: due.map(|day| day.to_string()),
            ..Self::default()
        }
    }
}

/// All records of a version of an edition: pages in reading order, then decks with their slides,
/// terms, statements.
#[must_use]
pub fn records(model: &Model, audience: Audience, version: &str) -> Vec<Record> {
    let library = &model.library;
    let pages: Vec<Vec<Record>> = model
        .order
        .par_iter()
        .with_max_len(1)
        .map(|&at| page(model, &library.pages[at], version))
        .collect();
    let decks: Vec<Vec<Record>> = library
        .decks
        .par_iter()
        .with_max_len(1)
        .map(|one| deck(model, one, audience, version))
        .collect();
    let own = pages.iter().chain(&decks).map(Vec::len).sum::<usize>();
    let mut out = Vec::with_capacity(own + library.terms.len() + library.statements.len());
    out.extend(pages.into_iter().chain(decks).flatten());
    for (at, term) in library.terms.iter().enumerate() {
        let hyperscalers = term.fields.hyperscaler.as_ref().map(|ids| ids.0.clone());
        out.push(Record {
            kind: RecordKind::Term,
            title: term.term.as_str().into(),
            heading: String::new(),
            url: model.url(Item::Term(at)),
            text: whole(model, &term.text),
            notes: String::new(),
            aliases: term.fields.aliases.0.clone(),
            facets: Arc::new(Facets {
                hyperscalers: hyperscalers.unwrap_or_default(),
                version: version.to_owned(),
                ..Facets::default()
            }),
            trust: Arc::default(),
        });
    }
    for statement in &library.statements {
        let fields = &statement.fields;
        let points = fields.points().into_iter().map(|(_, _, text)| text.trim());
        let points: Vec<&str> = points.collect();
        out.push(Record {
            kind: RecordKind::Statement,
            title: format!("Credentials for {}", model.name_of(&fields.hyperscaler)).into(),
            heading: String::new(),
            url: statement.url.clone(),
            text: points.join("\n"),
            notes: whole(model, &statement.text),
            aliases: vec![
                format!(
                    "{} credentials statement",
                    model.name_of(&fields.hyperscaler)
                ),
                "what to say first, in 90 seconds".to_owned(),
            ],
            facets: Arc::new(Facets {
                hyperscalers: vec![fields.hyperscaler.clone()],
                version: version.to_owned(),
                ..Facets::default()
            }),
            trust: Arc::new(Trust::reviewed(fields.reviewed, fields.review_every)),
        });
    }
    out
}

/// The words that a shortcode puts into a sentence.
fn said(model: &Model, path: &str) -> impl Fn(&markdown::Call) -> Option<String> {
    move |call| match call.shortcode {
        Shortcode::Term => Some(call.subject().to_owned()),
        Shortcode::Word => Some(words::labelled(&words::sayings(model, path, call))),
        _ => None,
    }
}

fn page(model: &Model, page: &Page, version: &str) -> Vec<Record> {
    let fields = &page.fields;
    let facets = Arc::new(Facets {
        kind: fields.kind.map(|kind| match kind {
            crate::playbook::PageKind::Pillar => "pillar",
            crate::playbook::PageKind::Cluster => "cluster",
            crate::playbook::PageKind::Reference => "reference",
            crate::playbook::PageKind::Checklist => "checklist",
        }),
        hyperscalers: fields.hyperscalers.0.clone(),
        contexts: Vec::new(),
        archetypes: fields.archetypes.0.iter().map(|one| one.as_str()).collect(),
        version: version.to_owned(),
    });
    let trust = Arc::new(Trust::reviewed(fields.reviewed, fields.review_every));
    let title: Arc<str> = page.title.as_str().into();
    let headings = &page.text.outline.headings;
    let mut out: Vec<Record> = Vec::new();
    let path = page.text.path();
    for section in markdown::text_with(page.text.body(), &said(model, path)) {
        let heading = section.heading.and_then(|at| headings.get(at));
        let mut text = section.text;
        for shown in shown(model, page, section.heading) {
            text.push('\n');
            text.push_str(&shown);
        }
        if heading.is_none()
            && let Some(description) = &fields.description
        {
            text = format!("{description}\n{text}");
        }
        out.push(Record {
            kind: RecordKind::Section,
            title: title.clone(),
            heading: heading.map_or_else(String::new, |heading| heading.text.clone()),
            url: heading.map_or_else(
                || page.url.clone(),
                |heading| format!("{}#{}", page.url, heading.id),
            ),
            text,
            notes: String::new(),
            aliases: if heading.is_none() {
                fields.tags.0.clone()
            } else {
                Vec::new()
            },
            facets: facets.clone(),
            trust: trust.clone(),
        });
    }
    // A page is found by its title even where it says nothing, and a section's page too.
    if out.first().is_none_or(|first| !first.heading.is_empty()) && page.role != PageRole::Home {
        out.insert(
            0,
            Record {
                kind: RecordKind::Section,
                title,
                heading: String::new(),
                url: page.url.clone(),
                text: fields.description.clone().unwrap_or_default(),
                notes: String::new(),
                aliases: fields.tags.0.clone(),
                facets,
                trust,
            },
        );
    }
    out
}

/// What the data files say that a section shows; `heading` is its own.
fn shown(model: &Model, page: &Page, heading: Option<usize>) -> Vec<String> {
    let library = &model.library;
    let said = said(model, page.text.path());
    let outline = &page.text.outline;
    let begins = heading.and_then(|at| outline.headings.get(at));
    let begins = begins.map_or(0, |heading| heading.span.start);
    let next = heading.map_or(0, |at| at + 1);
    let ends = outline.headings.get(next);
    let ends = ends.map_or(usize::MAX, |heading| heading.span.start);
    let calls = outline.calls.iter();
    calls
        .filter(|call| call.shortcode == Shortcode::Data)
        .filter(|call| (begins..ends).contains(&call.span.start))
        .filter_map(|call| library.data(call.value("name")?))
        .map(|file| {
            let texts = file.data.texts();
            let plain = texts
                .iter()
                .flat_map(|text| markdown::text_with(text, &said));
            let plain: Vec<String> = plain.map(|section| section.text).collect();
            let title = file.title.as_deref().unwrap_or_default();
            format!("{title}\n{}", plain.join("\n"))
        })
        .collect()
}

fn deck(model: &Model, deck: &DeckPage, audience: Audience, version: &str) -> Vec<Record> {
    let fields = &deck.fields;
    let facets = Arc::new(Facets {
        kind: fields.kind.map(crate::playbook::DeckKind::as_str),
        hyperscalers: fields.hyperscalers(),
        contexts: fields
            .contexts
            .iter()
            .map(|context| context.as_str())
            .collect(),
        archetypes: fields.archetypes.0.iter().map(|one| one.as_str()).collect(),
        version: version.to_owned(),
    });
    let title: Arc<str> = deck.title.as_str().into();
    let trust = Arc::new(Trust {
        status: Some(fields.status.unwrap_or(DeckStatus::Draft).as_str()),
        expires: fields.expires.map(|day| day.0.to_string()),
        ..Trust::reviewed(fields.reviewed, fields.review_every)
    });
    let mut words: Vec<String> = fields.products.0.clone();
    words.extend(fields.industries.0.iter().cloned());
    words.extend(fields.stage.0.iter().cloned());
    // 'The technical deck for AWS': what it is stands in no text of its own.
    let kind = fields.kind.map_or("", crate::playbook::DeckKind::as_str);
    let names = fields.hyperscalers();
    let names: Vec<&str> = names.iter().map(|id| model.name_of(id)).collect();
    words.push(format!("{} {kind} deck", names.join(" ")).trim().to_owned());
    let mut out = vec![Record {
        kind: RecordKind::Deck,
        title: title.clone(),
        heading: String::new(),
        url: deck.url.clone(),
        text: whole(model, &deck.text),
        notes: String::new(),
        aliases: words,
        facets: facets.clone(),
        trust: trust.clone(),
    }];
    for slide in deck.file.iter().flat_map(|file| &file.slides) {
        // A hidden slide is skipped in the show; who searches for it would show it.
        if slide.hidden && audience != Audience::Internal {
            continue;
        }
        out.push(Record {
            kind: RecordKind::Slide,
            title: title.clone(),
            heading: slide.title.clone(),
            url: format!("{}#slide-{}", deck.url, slide.number),
            text: slide.body.clone(),
            notes: if audience == Audience::Internal {
                slide.notes.clone()
            } else {
                String::new()
            },
            aliases: Vec::new(),
            facets: facets.clone(),
            trust: trust.clone(),
        });
    }
    out
}

fn whole(model: &Model, text: &Text) -> String {
    let sections = markdown::text_with(text.body(), &said(model, text.path()));
    let texts: Vec<String> = sections
        .into_iter()
        .map(|section| {
            let heading = section.heading.and_then(|at| text.outline.headings.get(at));
            match heading {
                Some(heading) => format!("{}\n{}", heading.text, section.text),
                None => section.text,
            }
        })
        .collect();
    texts.join("\n")
}
