//! The catalogue as the finder sees it, and its answer as programs read it.

use super::{Bar, Deck, Found, Wanted};
use crate::context::Context;
use crate::fs::{self, FsError};
use crate::playbook::{Catalogue, DeckEntry, DeckFields, DeckKind};
use serde::Serialize;
use std::path::Path;
use utoipa::ToSchema;

/// The catalogue, with what is known of each deck beside its page.
#[derive(Debug)]
pub struct Shelf<'a> {
    rows: Vec<Row<'a>>,
}

#[derive(Debug)]
struct Row<'a> {
    entry: &'a DeckEntry,
    slug: String,
    title: String,
    has_file: bool,
}

impl<'a> Shelf<'a> {
    /// The decks of a catalogue that somebody may have, with a look at the files under `root`.
    ///
    /// # Errors
    /// When the system will not say whether a file is there.
    pub fn new(
        catalogue: &'a Catalogue,
        root: &Path,
        may_have: impl Fn(&DeckFields) -> bool,
    ) -> Result<Self, FsError> {
        let mut rows = Vec::new();
        for entry in catalogue.iter().filter(|entry| may_have(&entry.fields)) {
            let slug = entry.slug().to_owned();
            rows.push(Row {
                title: entry
                    .fields
                    .title
                    .clone()
                    .unwrap_or_else(|| slug.replace(['-', '_'], " ")),
                slug,
                has_file: fs::kind(&root.join(&entry.file))? == fs::Kind::File,
                entry,
            });
        }
        Ok(Self { rows })
    }

    /// All of them, by the path of their files.
    pub fn decks(&self) -> impl Iterator<Item = Deck<'_>> {
        self.rows.iter().map(|row| Deck {
            slug: &row.slug,
            title: &row.title,
            fields: &row.entry.fields,
            has_file: row.has_file,
        })
    }

    /// The path of a deck's file.
    #[must_use]
    pub fn file(&self, deck: &Deck<'_>) -> &str {
        let row = self.rows.iter().find(|row| row.slug == deck.slug);
        row.map_or("", |row| &row.entry.file)
    }

    /// What is said of one room.
    #[must_use]
    pub fn answer<'b>(&'b self, wanted: &'b Wanted, found: &'b Found<'_>) -> Answer<'b> {
        let deck = |deck: &'b Deck<'_>| AnswerDeck {
            slug: deck.slug,
            title: deck.title,
            file: self.file(deck),
            kind: deck.fields.kind.map(DeckKind::as_str),
            owner: deck.fields.owner.as_deref(),
            reviewed: deck.fields.reviewed.map(|day| day.0.to_string()),
            expires: deck.fields.expires.map(|day| day.0.to_string()),
        };
        Answer {
            hyperscaler: wanted.hyperscaler.as_deref(),
            context: wanted.context,
            right: found.fitting.first().map(deck),
            also: found.fitting.iter().skip(1).map(deck).collect(),
            barred: found
                .barred
                .iter()
                .map(|(one, bars)| BarredDeck {
                    slug: one.slug,
                    title: one.title,
                    bars,
                })
                .collect(),
        }
    }
}

/// The right deck for each room that was asked about.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answers<'a> {
    /// The version of this shape.
    pub version: u32,
    /// The day of the meeting.
    pub today: String,
    /// The rooms.
    pub rooms: Vec<Answer<'a>>,
    /// Pages, terms and statements on the words, the best first.
    pub playbook: Vec<AnswerPage<'a>>,
}

/// A page of the playbook.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerPage<'a> {
    /// Its title.
    pub title: &'a str,
    /// The heading under which the words stand.
    pub heading: &'a str,
    /// Its address, from the root of the site.
    pub url: &'a str,
}

/// What is said of one room.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answer<'a> {
    /// The hyperscaler that is met; null: a customer alone.
    pub hyperscaler: Option<&'a str>,
    /// Who is in the room.
    pub context: Context,
    /// The deck to show.
    pub right: Option<AnswerDeck<'a>>,
    /// Others that fit, the better first.
    pub also: Vec<AnswerDeck<'a>>,
    /// Those that must not be shown there, the nearest first.
    pub barred: Vec<BarredDeck<'a>>,
}

/// A deck that fits.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerDeck<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// What the catalogue calls it.
    pub title: &'a str,
    /// Its file, relative to the project.
    pub file: &'a str,
    /// What it is for.
    pub kind: Option<&'static str>,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// When it was looked over.
    pub reviewed: Option<String>,
    /// The last day on which it may be shown.
    pub expires: Option<String>,
}

/// A deck that must not be shown.
#[derive(Debug, Serialize, ToSchema)]
pub struct BarredDeck<'a> {
    /// Its name in addresses.
    pub slug: &'a str,
    /// What the catalogue calls it.
    pub title: &'a str,
    /// Why not.
    pub bars: &'a [Bar],
}
