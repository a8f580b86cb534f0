//! `rightdeck find`: the right deck for a room, and why not another.

mod told;
mod words;

use super::project::{Project, known_hyperscaler};
use super::{Out, Outcome, Stop};
use crate::cli::{FindArgs, FindFormat};
use crate::context::Context;
use crate::finder::shelf::{AnswerPage, Answers, Shelf};
use crate::finder::{self, Deck, Found, Wanted};
use crate::lint::Linter;
use crate::playbook::DeckFields;
use crate::site::admit::Readers;
use anyhow::anyhow;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::Path;
use told::Told;
use words::Searched;

pub(super) fn run(args: &FindArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, None)?;
    look(args, &project, None, |seen| {
        match args.output_format {
            FindFormat::Text => out.print(|to| {
                let told = Told {
                    shelf: seen.shelf,
                    names: seen.names.clone(),
                    searched: seen.searched,
                };
                match seen.found {
                    [(wanted, found)] if seen.rooms == 1 => told.one(wanted, found, to)?,
                    [] => writeln!(to, "No deck has these words and may be shown.")?,
                    all => told.table(all, to)?,
                }
                told.playbook(to)
            })?,
            FindFormat::Json => {
                let text = seen.json()?;
                out.print(|to| writeln!(to, "{text}"))?;
            }
        }
        let any = seen.found.iter();
        let any = any
            .map(|(_, found)| found)
            .any(|one| !one.fitting.is_empty());
        Ok(if any { Outcome::Clean } else { Outcome::Found })
    })
}

/// The answer for programs, of what `readers` may have.
pub(super) fn answer(
    args: &FindArgs,
    project: &Project,
    readers: &Readers,
) -> Result<String, Stop> {
    look(args, project, Some(readers), |seen| seen.json())
}

/// What a look at the catalogue found.
struct Seen<'a> {
    shelf: &'a Shelf<'a>,
    found: &'a [(&'a Wanted, Found<'a>)],
    /// How many rooms were asked about.
    rooms: usize,
    searched: Option<&'a Searched>,
    names: BTreeMap<String, String>,
    today: Date,
}

impl Seen<'_> {
    fn json(&self) -> Result<String, Stop> {
        let answers = self.found.iter();
        let answers = answers.map(|(wanted, found)| self.shelf.answer(wanted, found));
        let pages = self.searched.iter().flat_map(|one| &one.pages);
        let answer = Answers {
            version: 1,
            today: self.today.to_string(),
            rooms: answers.collect(),
            playbook: pages
                .map(|hit| AnswerPage {
                    title: &hit.title,
                    heading: &hit.heading,
                    url: &hit.url,
                })
                .collect(),
        };
        let text = serde_json::to_string_pretty(&answer);
        Ok(text.map_err(|error| anyhow!("cannot write JSON: {error}"))?)
    }
}

/// Looks for the right deck among those that `readers` may have, or all, and hands over what was found.
fn look<T>(
    args: &FindArgs,
    project: &Project,
    readers: Option<&Readers>,
    tell: impl FnOnce(&Seen<'_>) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let Some(folder) = &project.root else {
        return Err(
            anyhow!("there is no playbook here: no site.toml in this folder or above it").into(),
        );
    };
    let linter = project.linter(None, &[], &[])?;
    if let Some(id) = &args.hyperscaler {
        known_hyperscaler(&linter, id, true).map_err(|message| anyhow!("{message}"))?;
    }
    let catalogue = super::lint::catalogue(project, &linter)?;
    let may_have =
        |fields: &DeckFields| readers.is_none_or(|readers| readers.may_have(&fields.marks()));
    let shelf = Shelf::new(&catalogue, folder, may_have)?;
    let today = args.today.unwrap_or_else(|| project.today());
    let words = args.words.join(" ");
    let searched = if words.trim().is_empty() {
        None
    } else {
        let met = args.hyperscaler.as_deref();
        let asked = words::Asked {
            words: &words,
            hyperscaler: met,
            today,
            readers,
        };
        Some(words::search(project, folder, &linter, &asked)?)
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
    tell(&Seen {
        shelf: &shelf,
        found: &found,
        rooms: rooms.len(),
        searched: searched.as_ref(),
        names: linter.hyperscaler_names(),
        today,
    })
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
