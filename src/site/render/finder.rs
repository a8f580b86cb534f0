//! What the finder on the first page is given: whom readers may be about to meet, and what to know of each
//! of them beside the deck.

use super::Renderer;
use super::context::{Lens, Named};
use super::tools::{self, Year};
use crate::config::Audience;
use crate::markdown::Shortcode;
use crate::playbook::data::{Calendar, Data};
use crate::site::model::Item;
use serde::Serialize;
use std::collections::BTreeSet;

/// A hyperscaler that readers may be about to meet.
#[derive(Debug, Serialize)]
pub(super) struct Meet {
    #[serde(flatten)]
    named: Named,
    /// Its own words. For colleagues only: the others' words stand beside them.
    words: Vec<Say>,
    /// The weeks of its fiscal year; none without a calendar.
    year: Option<Year>,
}

/// A word to use, and those not to.
#[derive(Debug, Serialize)]
pub(super) struct Say {
    label: &'static str,
    say: String,
    /// The long form of what is said short.
    long: Option<String>,
    /// What the others call it.
    not: Vec<NotSay>,
}

#[derive(Debug, Serialize)]
pub(super) struct NotSay {
    term: String,
    whose: String,
}

/// A list to tick off before a meeting.
#[derive(Debug, Serialize)]
pub(super) struct Before {
    title: String,
    /// The page that shows it, and its name in the address.
    url: String,
    name: String,
}

impl Renderer<'_> {
    /// The hyperscalers that a deck or a statement is for. None in an old version, whose decks are nobody's to
    /// show.
    pub(super) fn meet(&self) -> Vec<Meet> {
        if self.model.library.decks.is_empty() || !self.version.latest {
            return Vec::new();
        }
        let calendar = self.first_calendar();
        let ids = self.met().into_iter();
        ids.map(|id| Meet {
            named: self.named(&id),
            words: self.words(&id),
            year: calendar.and_then(|calendar| tools::year_of(self, calendar, &id)),
        })
        .collect()
    }

    /// The hyperscalers that readers may choose as theirs: those they meet, or all where they meet none.
    pub(super) fn lens(&self) -> Vec<Lens> {
        let (met, own) = (self.met(), &self.edition.readers.hyperscaler);
        let all = self.model.hyperscalers.iter();
        all.filter(|(id, _)| match own {
            Some(own) => own == *id,
            None => met.is_empty() || met.contains(*id),
        })
        .map(|(id, one)| Lens {
            id: id.clone(),
            name: one.name.clone(),
            names: std::iter::once(&one.name)
                .chain(&one.also)
                .cloned()
                .collect(),
        })
        .collect()
    }

    /// The hyperscalers that a deck or a statement is for.
    fn met(&self) -> BTreeSet<String> {
        let library = &self.model.library;
        let decks = library.decks.iter();
        let decks = decks.flat_map(|deck| deck.fields.hyperscalers());
        let statements = library.statements.iter();
        let statements = statements.map(|one| one.fields.hyperscaler.clone());
        let own = self.edition.readers.hyperscaler.as_ref();
        let ids = decks.chain(statements);
        ids.filter(|id| own.is_none_or(|own| own == id)).collect()
    }

    /// The list to tick off that differs by who is in the room, on the first page that shows one.
    pub(super) fn before_meeting(&self) -> Option<Before> {
        let library = &self.model.library;
        self.model.order.iter().find_map(|&at| {
            let calls = library.pages[at].text.outline.calls.iter();
            let data = calls.filter(|call| call.shortcode == Shortcode::Data);
            let file = data
                .filter_map(|call| library.data(call.value("name")?))
                .find(|file| match &file.data {
                    Data::Checklist(list) => {
                        list.groups.iter().any(|group| !group.contexts.is_empty())
                    }
                    _ => false,
                })?;
            Some(Before {
                title: library.pages[at].title.clone(),
                url: self.model.url(Item::Page(at)),
                name: file.name.clone(),
            })
        })
    }

    fn first_calendar(&self) -> Option<&Calendar> {
        self.model
            .library
            .data
            .iter()
            .find_map(|file| match &file.data {
                Data::Calendar(calendar) => Some(calendar),
                _ => None,
            })
    }

    /// A hyperscaler's words, and those of the others: for colleagues only.
    pub(super) fn words(&self, id: &str) -> Vec<Say> {
        let readers = &self.edition.readers;
        if readers.audience != Audience::Internal || readers.hyperscaler.is_some() {
            return Vec::new();
        }
        let all = &self.model.hyperscalers;
        let words = all.get(id).map_or(&[][..], |one| &one.words);
        words
            .iter()
            .map(|word| {
                let others = all.iter().filter(|(other, _)| *other != id);
                let not = others.filter_map(|(_, other)| {
                    let theirs = other
                        .words
                        .iter()
                        .find(|theirs| theirs.thing == word.thing)?;
                    (theirs.said() != word.said()).then(|| NotSay {
                        term: theirs.said().to_owned(),
                        whose: other.name.clone(),
                    })
                });
                Say {
                    label: word.label,
                    say: word.said().to_owned(),
                    long: word.short.is_some().then(|| word.term.clone()),
                    not: not.collect(),
                }
            })
            .collect()
    }
}
