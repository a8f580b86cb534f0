//! `rightdeck find`: the right deck for a room, and why not another.

mod told;
mod words;

use super::project::{Project, known_hyperscaler};
use super::{Out, Outcome, Stop};
use crate::cli::{FindArgs, FindFormat};
use crate::context::Context;
use crate::finder::{self, Bar, Deck, Found, Wanted};
use crate::fs;
use crate::lint::Linter;
use crate::playbook::{Catalogue, DeckEntry};
use anyhow::anyhow;
use serde::Serialize;
use std::path::Path;
use told::Told;

pub(super) fn run(args: &FindArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, None)?;
    let Some(folder) = project.root.clone() else {
        return Err(
            anyhow!("there is no playbook here: no site.toml in this folder or above it").into(),
        );
    };
    let linter = project.linter(None, &[], &[])?;
    if let Some(id) = &args.hyperscaler {
        known_hyperscaler(&linter, id, true).map_err(|message| anyhow!("{message}"))?;
    }
    let catalogue = super::lint::catalogue(&project, &linter)?;
    let shelf = Shelf::new(&catalogue, &folder)?;
    let today = args.today.unwrap_or_else(|| project.today());
    let words = args.words.join(" ");
    let searched = if words.trim().is_empty() {
        None
    } else {
        let met = args.hyperscaler.as_deref();
        Some(words::search(
            &project, &folder, &linter, &words, met, today,
        )?)
    };
    let place = |deck: &Deck<'_>| searched.as_ref().map(|searched| searched.place(deck.slug));
    let decks: Vec<Deck<'_>> = shelf
        .decks()
        .filter(|deck| place(deck) != Some(None))
        .collect();
    let rooms: Vec<Wanted> = rooms(args, &linter);
    let find = |wanted: &Wanted| {
        let mut found = finder::find(&decks, wanted, today);
        // What the words fit best comes first; the written order decides among equals.
        found.fitting.sort_by_key(place);
        found
    };
    let mut found: Vec<(&Wanted, Found<'_>)> =
        rooms.iter().map(|room| (room, find(room))).collect();
    if searched.is_some() && found.len() > 1 {
        found.retain(|(_, found)| !found.fitting.is_empty());
    }
    match args.output_format {
        FindFormat::Text => {
            let told = Told {
                shelf: &shelf,
                names: linter.hyperscaler_names(),
                searched: searched.as_ref(),
            };
            out.print(|to| {
                match found.as_slice() {
                    [(wanted, found)] if rooms.len() == 1 => told.one(wanted, found, to)?,
                    [] => writeln!(to, "No deck has these words and may be shown.")?,
                    all => told.table(all, to)?,
                }
                told.playbook(to)
            })?;
        }
        FindFormat::Json => {
            let answers = found
                .iter()
                .map(|(wanted, found)| shelf.answer(wanted, found));
            let answer = Answers {
                version: 1,
                today: today.to_string(),
                rooms: answers.collect(),
                playbook: searched
                    .iter()
                    .flat_map(|one| &one.pages)
                    .map(page)
                    .collect(),
            };
            let text = serde_json::to_string_pretty(&answer)
                .map_err(|error| anyhow!("cannot write JSON: {error}"))?;
            out.print(|to| writeln!(to, "{text}"))?;
        }
    }
    let any = found.iter().any(|(_, found)| !found.fitting.is_empty());
    Ok(if any { Outcome::Clean } else { Outcome::Found })
}

/// The rooms that are asked about: those that are named, or all of them.
fn rooms(args: &FindArgs, linter: &Linter) -> Vec<Wanted> {
    let hyperscalers: Vec<Option<String>> = match args.hyperscaler.as_deref() {
        Some("none") => vec![None],
        Some(id) => vec![Some(id.to_owned())],
        // A hyperscaler is in these rooms, so there is one to name.
        None if args.context.is_none_or(Context::is_joint) => {
            let all = linter.hyperscalers().into_iter();
            all.map(|id| Some(id.to_owned())).collect()
        }
        None => vec![None],
    };
    let contexts = match args.context {
        Some(context) => vec![context],
        None => Context::ALL.to_vec(),
    };
    let wanted = |hyperscaler: &Option<String>, context: Context| Wanted {
        hyperscaler: hyperscaler.clone(),
        context,
        archetype: args.archetype,
        kind: args.kind,
        products: args.product.clone(),
        industry: args.industry.clone(),
        language: args.language.clone(),
    };
    hyperscalers
        .iter()
        .flat_map(|id| contexts.iter().map(move |context| (id, *context)))
        .map(|(id, context)| wanted(id, context))
        .collect()
}

/// The catalogue, with what is known of each deck beside its page.
struct Shelf<'a> {
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    entry: &'a DeckEntry,
    slug: String,
    title: String,
    has_file: bool,
}

impl<'a> Shelf<'a> {
    fn new(catalogue: &'a Catalogue, root: &Path) -> Result<Self, Stop> {
        let mut rows = Vec::new();
        for entry in catalogue.iter() {
            let name = entry.page.rsplit('/').next().unwrap_or(&entry.page);
            let slug = name.strip_suffix(".md").unwrap_or(name).to_owned();
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

    fn decks(&self) -> impl Iterator<Item = Deck<'_>> {
        self.rows.iter().map(|row| Deck {
            slug: &row.slug,
            title: &row.title,
            fields: &row.entry.fields,
            has_file: row.has_file,
        })
    }

    fn file(&self, deck: &Deck<'_>) -> &str {
        let row = self.rows.iter().find(|row| row.slug == deck.slug);
        row.map_or("", |row| &row.entry.file)
    }

    fn answer<'b>(&'b self, wanted: &'b Wanted, found: &'b Found<'_>) -> Answer<'b> {
        let deck = |deck: &'b Deck<'_>| AnswerDeck {
            slug: deck.slug,
            title: deck.title,
            file: self.file(deck),
            kind: deck.fields.kind.map(crate::playbook::DeckKind::as_str),
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
                .map(|(one, bars)| Barred {
                    slug: one.slug,
                    title: one.title,
                    bars,
                })
                .collect(),
        }
    }
}

/// `--output-format json`
#[derive(Serialize)]
struct Answers<'a> {
    version: u32,
    today: String,
    rooms: Vec<Answer<'a>>,
    /// Pages, terms and statements on the words, the best first.
    playbook: Vec<Page<'a>>,
}

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    heading: &'a str,
    url: &'a str,
}

fn page(hit: &crate::search::Hit) -> Page<'_> {
    Page {
        title: &hit.title,
        heading: &hit.heading,
        url: &hit.url,
    }
}

#[derive(Serialize)]
struct Answer<'a> {
    hyperscaler: Option<&'a str>,
    context: Context,
    right: Option<AnswerDeck<'a>>,
    also: Vec<AnswerDeck<'a>>,
    barred: Vec<Barred<'a>>,
}

#[derive(Serialize)]
struct AnswerDeck<'a> {
    slug: &'a str,
    title: &'a str,
    file: &'a str,
    kind: Option<&'static str>,
    owner: Option<&'a str>,
    reviewed: Option<String>,
    expires: Option<String>,
}

#[derive(Serialize)]
struct Barred<'a> {
    slug: &'a str,
    title: &'a str,
    bars: &'a [Bar],
}
