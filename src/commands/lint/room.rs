//! For whom each deck is judged.
//!
//! Either half, the hyperscaler and the contexts, is taken from the first that says it: the flags;
//! the catalogue page; the deck's own stamp; the first `[[lint.assume]]` that matches. Contexts
//! without a hyperscaler judge a deck of no cloud, but only where no hyperscaler is in the room. A
//! hyperscaler without contexts is judged for the strictest, `joint`. Whatever is guessed or left
//! open is reported as `context-unknown`.

use super::project::{self, Project};
use super::select::Globs;
use crate::cli::RoomArgs;
use crate::commands::Stop;
use crate::context::Context;
use crate::deck::{Deck, Stamp};
use crate::diagnostic::{Diagnostic, Location};
use crate::lint::{Known, Linter, Room};
use crate::playbook::{Catalogue, CredentialsFields};
use crate::source::{Problem, Source, nearest};
use anyhow::anyhow;

/// The word for a deck of no cloud.
const NONE: &str = "none";

/// What the command line says, checked.
#[derive(Debug, Default)]
pub(super) struct Flags {
    hyperscalers: Option<Vec<String>>,
    contexts: Option<Vec<Context>>,
}

impl Flags {
    pub(super) fn check(args: &RoomArgs, linter: &Linter) -> Result<Self, Stop> {
        for id in &args.hyperscaler {
            project::known_hyperscaler(linter, id, true).map_err(|message| anyhow!("{message}"))?;
        }
        let hyperscalers = match args.hyperscaler.as_slice() {
            [] => None,
            ids => Some(meant_for(ids).map_err(|message| anyhow!("--hyperscaler: {message}"))?),
        };
        Ok(Self {
            hyperscalers,
            contexts: some_contexts(&args.context),
        })
    }
}

/// Who each deck of a run is for.
#[derive(Debug)]
pub(super) struct Rooms<'a> {
    catalogue: &'a Catalogue,
    statements: &'a [CredentialsFields],
    keeps_catalogue: bool,
    flags: Flags,
    assumed: Vec<Assumed>,
}

/// One `[[lint.assume]]`, compiled.
#[derive(Debug)]
struct Assumed {
    path: Globs,
    hyperscalers: Option<Vec<String>>,
    contexts: Option<Vec<Context>>,
}

impl<'a> Rooms<'a> {
    pub(super) fn new(
        project: &Project,
        catalogue: &'a Catalogue,
        statements: &'a [CredentialsFields],
        flags: Flags,
    ) -> Self {
        let assume = |assume: &crate::config::Assume| {
            let ids = assume.hyperscaler.as_ref();
            Some(Assumed {
                // Whether it is a glob was checked with the rest of `site.toml`.
                path: Globs::new([assume.path.get_ref()]).ok()?,
                hyperscalers: ids.and_then(|ids| meant_for(&ids.get_ref().0).ok()),
                contexts: some_contexts(&assume.contexts),
            })
        };
        Self {
            catalogue,
            statements,
            keeps_catalogue: catalogue.iter().next().is_some(),
            flags,
            assumed: project
                .config
                .lint
                .assume
                .iter()
                .filter_map(assume)
                .collect(),
        }
    }

    /// What the playbook knows of a deck beside that; its hash is not known yet.
    pub(super) fn known(&self, file: &str) -> Known<'a> {
        let assumed = self.assumed.iter().any(|assumed| assumed.path.holds(file));
        Known {
            entry: self.catalogue.get(file),
            sha256: None,
            statements: self.statements,
            wants_page: self.keeps_catalogue && file.starts_with("content/") && !assumed,
            asked_for: self.flags.hyperscalers.is_some() || self.flags.contexts.is_some(),
        }
    }

    /// The room of a deck, and what could not be known of it.
    pub(super) fn of(
        &self,
        file: &str,
        deck: &Deck,
        linter: &Linter,
    ) -> (Option<Room>, Option<Diagnostic>) {
        let mut hyperscalers = self.flags.hyperscalers.clone();
        let mut contexts = self.flags.contexts.clone();
        if let Some(entry) = self.catalogue.get(file) {
            let fields = &entry.fields;
            let page = fields.hyperscaler.as_ref();
            hyperscalers = hyperscalers.or_else(|| page.and_then(|ids| meant_for(&ids.0).ok()));
            contexts = contexts.or_else(|| some_contexts(&fields.contexts));
        }
        let mut wrong = Vec::new();
        if hyperscalers.is_none() {
            hyperscalers = stamped_hyperscalers(&deck.stamp, linter, &mut wrong);
        }
        if contexts.is_none() {
            contexts = stamped_contexts(&deck.stamp, &mut wrong);
        }
        if let Some(assumed) = self.assumed.iter().find(|assumed| assumed.path.holds(file)) {
            hyperscalers = hyperscalers.or_else(|| assumed.hyperscalers.clone());
            contexts = contexts.or_else(|| assumed.contexts.clone());
        }
        let report = |message: &str| {
            let mut message = message.to_owned();
            for mistake in &wrong {
                message += &format!(" The deck's own stamp says {mistake}.");
            }
            linter.finding(
                "context-unknown",
                file,
                Location::File,
                message,
                "Say it in the deck's page in content/decks/, in [[lint.assume]] of site.toml, or with \
                 --hyperscaler and --context."
                    .to_owned(),
            )
        };
        let stamped_wrongly = || {
            (!wrong.is_empty())
                .then(|| report("Part of what this deck says of itself is unknown."))
                .flatten()
        };
        match (hyperscalers, contexts) {
            (Some(hyperscalers), Some(contexts)) => {
                let room = Room {
                    hyperscalers,
                    contexts,
                };
                (Some(room), stamped_wrongly())
            }
            (Some(hyperscalers), None) => {
                let room = Room {
                    hyperscalers,
                    contexts: vec![Context::Joint],
                };
                let message = "Nobody says who will see this deck, so it is judged for the \
                               strictest room, 'joint'.";
                (Some(room), report(message))
            }
            (None, Some(contexts)) if !contexts.iter().any(|context| context.is_joint()) => {
                let room = Room {
                    hyperscalers: Vec::new(),
                    contexts,
                };
                (Some(room), stamped_wrongly())
            }
            // The linter itself reports that nothing is known; what the stamp says wrongly is more.
            (None, _) => (None, stamped_wrongly()),
        }
    }
}

/// Hyperscaler ids as a room has them: `none` is the empty list, and stands alone.
fn meant_for(ids: &[String]) -> Result<Vec<String>, String> {
    let mut out: Vec<String> = ids.iter().filter(|id| *id != NONE).cloned().collect();
    if out.len() != ids.len() && !out.is_empty() {
        return Err("'none' stands alone; a deck for a hyperscaler is for that one".to_owned());
    }
    out.sort();
    out.dedup();
    Ok(out)
}

fn some_contexts(contexts: &[Context]) -> Option<Vec<Context>> {
    let mut out = contexts.to_vec();
    out.sort_unstable();
    out.dedup();
    (!out.is_empty()).then_some(out)
}

fn stamped_hyperscalers(
    stamp: &Stamp,
    linter: &Linter,
    wrong: &mut Vec<String>,
) -> Option<Vec<String>> {
    if stamp.hyperscalers.is_empty() {
        return None;
    }
    let before = wrong.len();
    for id in &stamp.hyperscalers {
        if let Err(message) = project::known_hyperscaler(linter, id, true) {
            wrong.push(format!("hyperscaler '{id}', but {message}"));
        }
    }
    if wrong.len() > before {
        return None;
    }
    match meant_for(&stamp.hyperscalers) {
        Ok(ids) => Some(ids),
        Err(message) => {
            wrong.push(format!(
                "'{}', but {message}",
                stamp.hyperscalers.join(", ")
            ));
            None
        }
    }
}

fn stamped_contexts(stamp: &Stamp, wrong: &mut Vec<String>) -> Option<Vec<Context>> {
    let before = wrong.len();
    let mut out = Vec::new();
    for word in &stamp.contexts {
        match Context::ALL
            .into_iter()
            .find(|context| context.as_str() == word)
        {
            Some(context) => out.push(context),
            None => wrong.push(match nearest(word, Context::ALL.map(Context::as_str)) {
                Some(near) => format!("context '{word}'; did you mean '{near}'?"),
                None => format!("context '{word}', which is none"),
            }),
        }
    }
    if wrong.len() > before {
        return None;
    }
    some_contexts(&out)
}

/// Names of hyperscalers on catalogue pages that no pack has.
pub(super) fn check_catalogue(
    pages: &[Source],
    catalogue: &Catalogue,
    linter: &Linter,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for entry in catalogue.iter() {
        let Some(ids) = &entry.fields.hyperscaler else {
            continue;
        };
        let wrong = ids
            .0
            .iter()
            .filter_map(|id| project::known_hyperscaler(linter, id, true).err());
        let wrong: Vec<String> = wrong.chain(meant_for(&ids.0).err()).collect();
        let Some(page) = pages.iter().find(|page| page.name == entry.page) else {
            continue;
        };
        for message in wrong {
            let line = entry.hyperscaler_line;
            let width = page.line(line).trim_end().chars().count();
            problems.push(page.problem_at(line, 1, width, message));
        }
    }
    problems.sort_by(|a, b| a.key().cmp(&b.key()));
    problems
}
