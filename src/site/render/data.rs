//! What other programs read: `decks.json`, `pages.json`, `glossary.json` and their schemas, and the
//! words of the glossary's popovers.

use super::pages::plain;
use super::{Renderer, day, due, status};
use crate::config::Audience;
use crate::site::model::Item;
use serde::Serialize;

/// `decks.json`
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Decks<'a> {
    /// Of this format.
    version: u32,
    /// The catalogue, by page.
    decks: Vec<Deck<'a>>,
}

/// A deck of the catalogue.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Deck<'a> {
    /// The page's own name.
    slug: &'a str,
    /// What the catalogue calls it.
    title: &'a str,
    /// The address of its page from the root of the site.
    url: &'a str,
    /// `draft`, `approved` or `retired`.
    status: &'static str,
    /// The hyperscalers it is for; empty: none in particular.
    hyperscalers: Vec<String>,
    /// Everybody it may be shown to.
    contexts: Vec<&'static str>,
    /// What it is for.
    kind: Option<&'static str>,
    /// Who answers for it.
    owner: Option<&'a str>,
    /// The day it was last read through.
    reviewed: Option<String>,
    /// The day by which it is to be read again.
    due: Option<String>,
    /// The last day it may be shown.
    expires: Option<String>,
    /// The slug of the deck that took its place.
    replaced_by: Option<&'a str>,
    /// The products it speaks of.
    products: &'a [String],
    /// The industries it is written for.
    industries: &'a [String],
    /// Whose cloud the product runs in.
    archetypes: Vec<&'static str>,
    /// The stages of a deal it belongs to.
    stage: &'a [String],
    /// Its language.
    language: Option<&'a str>,
    /// Where its file is to be had; null where it is not to be had.
    file: Option<File>,
    /// How many slides it has.
    slides: usize,
    /// The slides that are skipped in the show, counted from 1; internal editions only.
    hidden_slides: Vec<u32>,
}

/// A deck's file.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct File {
    /// Its address from the root of the site.
    url: String,
    /// Its size in bytes.
    size: u64,
    /// Its SHA-256 in hexadecimal digits.
    sha256: String,
}

/// `pages.json`
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Pages<'a> {
    /// Of this format.
    version: u32,
    /// The pages, in reading order.
    pages: Vec<Page<'a>>,
}

/// A page.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Page<'a> {
    /// Its address from the root of the site.
    url: &'a str,
    /// Its title.
    title: &'a str,
    /// What it holds, in a sentence.
    description: Option<&'a str>,
    /// `Pillar`, `Cluster`, `Reference` or `Checklist`.
    kind: Option<&'static str>,
    /// Who may read it.
    audience: &'static str,
    /// Who answers for it.
    owner: Option<&'a str>,
    /// The day it was last read through.
    reviewed: Option<String>,
    /// The day by which it is to be read again.
    due: Option<String>,
    /// The hyperscalers it is for; empty: all.
    hyperscalers: &'a [String],
    /// Whose cloud the product runs in.
    archetypes: Vec<&'static str>,
    /// Words that gather pages.
    tags: &'a [String],
}

/// `glossary.json`
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Glossary<'a> {
    /// Of this format.
    version: u32,
    /// The terms, by name.
    terms: Vec<Term<'a>>,
}

/// A term.
#[derive(Debug, Serialize, schemars::JsonSchema)]
struct Term<'a> {
    /// The term.
    term: &'a str,
    /// The address of its page from the root of the site.
    url: String,
    /// Other words for it.
    aliases: &'a [String],
    /// What it means, as plain text.
    definition: String,
    /// The hyperscalers whose word it is.
    hyperscalers: &'a [String],
    /// Other terms worth reading.
    see_also: &'a [String],
    /// The first day on which it is the right word.
    since: Option<String>,
    /// The last one.
    until: Option<String>,
    /// The term that took its place.
    replaced_by: Option<&'a str>,
    /// The addresses of the pages that use it, in reading order.
    used_on: Vec<String>,
}

/// The version of these formats.
const VERSION: u32 = 1;

impl Renderer<'_> {
    pub(super) fn decks_json(&self) -> Vec<u8> {
        let library = &self.model.library;
        let decks = library.decks.iter().map(|deck| {
            let fields = &deck.fields;
            Deck {
                slug: &deck.slug,
                title: &deck.title,
                url: &deck.url,
                status: status(fields).as_str(),
                hyperscalers: fields.hyperscalers(),
                contexts: fields
                    .contexts
                    .iter()
                    .map(|context| context.as_str())
                    .collect(),
                kind: fields.kind.map(crate::playbook::DeckKind::as_str),
                owner: fields.owner.as_deref(),
                reviewed: fields.reviewed.map(day),
                due: due(fields.reviewed, fields.review_every),
                expires: fields.expires.map(day),
                replaced_by: fields
                    .replaced_by
                    .as_deref()
                    .filter(|slug| library.decks.iter().any(|deck| deck.slug == *slug)),
                products: &fields.products.0,
                industries: &fields.industries.0,
                archetypes: fields.archetypes.0.iter().map(|one| one.as_str()).collect(),
                stage: &fields.stage.0,
                language: fields.language.as_deref(),
                file: self.download(deck).map(|file| File {
                    url: file.url,
                    size: file.size,
                    sha256: file.sha256,
                }),
                slides: deck.file.as_ref().map_or(0, |file| file.slides.len()),
                hidden_slides: deck
                    .file
                    .iter()
                    .filter(|_| self.edition.readers.audience == Audience::Internal)
                    .flat_map(|file| &file.slides)
                    .filter(|slide| slide.hidden)
                    .map(|slide| slide.number)
                    .collect(),
            }
        });
        json(&Decks {
            version: VERSION,
            decks: decks.collect(),
        })
    }

    pub(super) fn pages_json(&self) -> Vec<u8> {
        let library = &self.model.library;
        let pages = self.model.order.iter().map(|&at| {
            let page = &library.pages[at];
            let fields = &page.fields;
            Page {
                url: &page.url,
                title: &page.title,
                description: fields.description.as_deref(),
                kind: fields.kind.map(crate::playbook::PageKind::label),
                audience: fields.audience.as_str(),
                owner: fields.owner.as_deref(),
                reviewed: fields.reviewed.map(day),
                due: due(fields.reviewed, fields.review_every),
                hyperscalers: &fields.hyperscalers.0,
                archetypes: fields.archetypes.0.iter().map(|one| one.as_str()).collect(),
                tags: &fields.tags.0,
            }
        });
        json(&Pages {
            version: VERSION,
            pages: pages.collect(),
        })
    }

    pub(super) fn glossary_json(&self) -> Vec<u8> {
        let library = &self.model.library;
        let used_on = self.used_on();
        let known = |name: &str| crate::site::links::term(self.model, name).is_some();
        let terms = library.terms.iter().enumerate().map(|(at, term)| Term {
            term: &term.term,
            url: self.model.url(Item::Term(at)),
            aliases: &term.fields.aliases.0,
            definition: plain(term.text.body()),
            hyperscalers: term
                .fields
                .hyperscaler
                .as_ref()
                .map_or(&[][..], |ids| &ids.0),
            see_also: &term.fields.see_also.0,
            since: term.fields.since.map(day),
            until: term.fields.until.map(day),
            replaced_by: term
                .fields
                .replaced_by
                .as_deref()
                .filter(|name| known(name)),
            used_on: used_on[at]
                .iter()
                .map(|&item| self.model.url(item))
                .collect(),
        });
        json(&Glossary {
            version: VERSION,
            terms: terms.collect(),
        })
    }

    pub(super) fn popovers_json(&self) -> Vec<u8> {
        json(&self.term_popovers())
    }
}

/// Strings, numbers and lists of them: nothing that JSON could refuse.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// The schema of one of the files above.
pub(super) fn schema(name: &str) -> String {
    let schema = match name {
        "decks" => schemars::schema_for!(Decks<'_>),
        "glossary" => schemars::schema_for!(Glossary<'_>),
        _ => schemars::schema_for!(Pages<'_>),
    };
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
