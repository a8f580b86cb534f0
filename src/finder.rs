//! The right deck for a room.
//!
//! 1. A deck is *barred* where it is not approved, has expired, has no file, is for another hyperscaler,
//!    another context, another archetype, or of another kind than was asked for.
//! 2. Of those that are not, the first in a written order is the one; `find --help` and the page tell it.
//! 3. Where none is left, the nearest tell why they do not fit.
//!
//! 4. [`shelf`]: the catalogue as decks, and the answer as programs read it.
//!
//! The site's script decides in the same way from `decks.json`, on the day the page is read;
//! `tests/finder/cases.yaml` holds both to it.

pub mod shelf;

use crate::context::Context;
use crate::playbook::{Archetype, DeckFields, DeckKind, DeckStatus};
use jiff::civil::Date;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The hyperscaler that is met; None: a customer alone.
    pub hyperscaler: Option<String>,
    /// Who is in the room.
    pub context: Context,
    /// Whose cloud the product runs in.
    pub archetype: Option<Archetype>,
    /// What the deck is for.
    pub kind: Option<DeckKind>,
    /// The products it shall speak of.
    pub products: Vec<String>,
    /// The customer's industry.
    pub industry: Option<String>,
    /// The language of the meeting.
    pub language: Option<String>,
}

/// A deck of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Deck<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// What the catalogue calls it.
    pub title: &'a str,
    /// What its page says.
    pub fields: &'a DeckFields,
    /// Whether its file is there.
    pub has_file: bool,
}

/// Why a deck must not be shown in a room.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", tag = "bar", content = "value")]
pub enum Bar {
    /// It is for these hyperscalers.
    Hyperscaler(Vec<String>),
    /// It is for these contexts.
    Context(Vec<&'static str>),
    /// It is a draft, or retired.
    Status(&'static str),
    /// It could be shown until this day.
    Expired(String),
    /// Its file is not there.
    File,
    /// It is for these archetypes.
    Archetype(Vec<&'static str>),
    /// It is of this kind, or of none.
    Kind(Option<&'static str>),
}

impl Bar {
    /// How far it keeps a deck away, for finding the nearest.
    fn distance(&self) -> u32 {
        match self {
            Self::Hyperscaler(_) => 8,
            Self::Status(_) | Self::File => 6,
            Self::Context(_) => 4,
            Self::Expired(_) => 3,
            Self::Archetype(_) => 2,
            Self::Kind(_) => 1,
        }
    }
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found<'a> {
    /// The decks that fit; the first is the right one.
    pub fitting: Vec<Deck<'a>>,
    /// The others, the nearest first, with why they do not fit.
    pub barred: Vec<(Deck<'a>, Vec<Bar>)>,
}

/// Finds the right deck as of a day.
#[must_use]
pub fn find<'a>(decks: &[Deck<'a>], wanted: &Wanted, today: Date) -> Found<'a> {
    let mut found = Found {
        fitting: Vec::new(),
        barred: Vec::new(),
    };
    for deck in decks {
        let bars = bars(deck, wanted, today);
        if bars.is_empty() {
            found.fitting.push(*deck);
        } else {
            found.barred.push((*deck, bars));
        }
    }
    found.fitting.sort_by_cached_key(|deck| rank(deck, wanted));
    found.barred.sort_by_cached_key(|(deck, bars)| {
        let distance: u32 = bars.iter().map(Bar::distance).sum();
        (distance, rank(deck, wanted))
    });
    found
}

/// Why a deck must not be shown there; empty where it may.
fn bars(deck: &Deck<'_>, wanted: &Wanted, today: Date) -> Vec<Bar> {
    let fields = deck.fields;
    let mut bars = Vec::new();
    let made_for = fields.hyperscalers();
    if !made_for.is_empty()
        && wanted
            .hyperscaler
            .as_ref()
            .is_none_or(|id| !made_for.contains(id))
    {
        bars.push(Bar::Hyperscaler(made_for));
    }
    if !fields.contexts.contains(&wanted.context) {
        let contexts = fields.contexts.iter();
        bars.push(Bar::Context(contexts.map(|one| one.as_str()).collect()));
    }
    let status = fields.status.unwrap_or(DeckStatus::Draft);
    if status != DeckStatus::Approved {
        bars.push(Bar::Status(status.as_str()));
    }
    if status == DeckStatus::Approved && !deck.has_file {
        bars.push(Bar::File);
    }
    if let Some(last) = fields.expires.filter(|last| last.0 < today) {
        bars.push(Bar::Expired(last.0.to_string()));
    }
    let archetypes = &fields.archetypes.0;
    if wanted
        .archetype
        .is_some_and(|one| !archetypes.is_empty() && !archetypes.contains(&one))
    {
        let archetypes = archetypes.iter();
        bars.push(Bar::Archetype(archetypes.map(|one| one.as_str()).collect()));
    }
    if wanted.kind.is_some() && fields.kind != wanted.kind {
        bars.push(Bar::Kind(fields.kind.map(DeckKind::as_str)));
    }
    bars
}

/// Its place in the order that `find --help` tells, part by part: smaller is offered first.
fn rank<'a>(deck: &Deck<'a>, wanted: &Wanted) -> impl Ord + use<'a> {
    let fields = deck.fields;
    let same = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
    let products = wanted.products.iter();
    let products = products.filter(|wanted| fields.products.0.iter().any(|own| same(own, wanted)));
    let industry = match &wanted.industry {
        Some(wanted) if fields.industries.0.iter().any(|own| same(own, wanted)) => 0,
        Some(_) if !fields.industries.0.is_empty() => 2,
        Some(_) => 1,
        None => 0,
    };
    let language = match (&wanted.language, &fields.language) {
        (Some(wanted), Some(own)) if same(wanted, own) => 0,
        (Some(_), Some(_)) => 2,
        (Some(_), None) => 1,
        (None, _) => 0,
    };
    let kind = match fields.kind {
        Some(DeckKind::Pitch) => 0,
        Some(DeckKind::Technical) => 1,
        Some(DeckKind::Reference) => 2,
        Some(DeckKind::Review) => 3,
        Some(DeckKind::Training) => 4,
        None => 5,
    };
    (
        wanted.hyperscaler.is_some() && fields.hyperscalers().is_empty(),
        wanted.archetype.is_some() && fields.archetypes.0.is_empty(),
        std::cmp::Reverse(products.count()),
        industry,
        language,
        kind,
        fields.contexts.len(),
        std::cmp::Reverse(fields.reviewed),
        deck.slug,
    )
}

#[cfg(test)]
mod tests;
