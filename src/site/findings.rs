//! What is found on pages: what `rightdeck lint` says of them, and the corner of a preview.
//!
//! 1. [`mistakes`]: what a build refuses, of every edition.
//! 2. `looked`: what the words of a text alone show. It is kept while the text stays as it is.
//! 3. `upkeep`, `titles`, `orphans`: what shows in front matter, and when all is known.
//! 4. [`Judge`]: all but the mistakes, for any state of a playbook.
//!
//! Pages stand in no room: what is found on them takes the severity of its row for the strictest one.

mod looked;
mod orphans;
mod titles;
mod upkeep;

use super::Edition;
use super::admit::{Narrowed, Readers};
use super::build::{self, Loaded};
use super::library::{Hyperscalers, Library};
use crate::diagnostic::{Diagnostic, Location};
use crate::lint::{Linter, acronyms};
use crate::source::Problem;
use looked::{Looked, TextFile};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Everything for which a build would refuse the playbook as it lies on disk: `found` on reading it, and what
/// each edition adds.
#[must_use]
pub fn mistakes(
    loaded: &Loaded,
    found: Vec<Problem>,
    editions: &[Edition],
    hyperscalers: &Hyperscalers,
) -> Vec<Problem> {
    let mut problems = found;
    for edition in editions {
        if let Err(found) = build::prepare(loaded, edition, hyperscalers, &Narrowed::new()) {
            problems.extend(found);
        }
    }
    build::sorted(problems)
}

/// A mistake as a finding of the rule that it breaks; None where the rule does not take part.
#[must_use]
pub fn mistake(linter: &Linter, problem: &Problem) -> Option<Diagnostic> {
    let rule = problem.rule.unwrap_or(super::links::INVALID_PAGE);
    let help = match rule {
        "broken-link" => "Link to what is there, or take the link out.",
        "broken-anchor" => {
            "Name a place that is there, or give the heading its old id: '## … {#id}'."
        }
        "audience-leak" => {
            "Widen the audience of the one, narrow that of the other, or say it without a link."
        }
        "unknown-key" => "Correct the key, or take it out.",
        _ => "Mend it; nothing is published until then.",
    };
    finding(linter, rule, problem, help)
}

fn finding(linter: &Linter, rule: &str, at: &Problem, help: &str) -> Option<Diagnostic> {
    let location = Location::Text {
        line: at.line,
        column: at.column,
        width: at.width,
        excerpt: at.excerpt.clone(),
    };
    linter.finding(
        rule,
        &at.file,
        location,
        at.message.clone(),
        help.to_owned(),
    )
}

/// Judges pages, and keeps what it saw in each.
#[derive(Default)]
pub struct Judge {
    kept: FxHashMap<String, (TextFile, Arc<Looked>)>,
}

impl Judge {
    /// Forgets what was seen: the rules or the day are others now.
    pub fn forget(&mut self) {
        self.kept.clear();
    }

    /// What is found on the pages of a library that `editions` are made of, in the order of reports. Texts that
    /// are as they were are not looked at again. `threads`: on all cores.
    pub fn found(
        &mut self,
        library: &Library,
        linter: &Linter,
        editions: &[Readers],
        threads: bool,
    ) -> Vec<Diagnostic> {
        let texts: Vec<TextFile> = looked::texts(library).collect();
        let look = |text: &TextFile| -> Arc<Looked> {
            let kept = self.kept.get(&text.key());
            let same = kept.filter(|(old, _)| old.is(text));
            same.map_or_else(
                || Arc::new(Looked::new(text, linter)),
                |(_, looked)| Arc::clone(looked),
            )
        };
        let all: Vec<Arc<Looked>> = match threads {
            true => texts.par_iter().with_max_len(1).map(look).collect(),
            false => texts.iter().map(look).collect(),
        };
        let glossary = glossary(library);
        let mut found: Vec<Diagnostic> = Vec::new();
        for (text, looked) in texts.iter().zip(&all) {
            found.extend(looked.found(text, linter, &glossary));
        }
        found.extend(upkeep::found(library, linter));
        found.extend(titles::found(library, linter, editions));
        found.extend(orphans::found(library, linter, &all));
        found.sort_by(Diagnostic::order);
        let kept = texts.into_iter().zip(all);
        self.kept = kept
            .map(|(text, looked)| (text.key(), (text, looked)))
            .collect();
        found
    }
}

/// The short forms that the glossary explains.
fn glossary(library: &Library) -> FxHashSet<&str> {
    let names = library.terms.iter().flat_map(|term| {
        let names = std::iter::once(&term.term).chain(&term.fields.aliases.0);
        names.chain(&term.fields.replaced_by)
    });
    names.flat_map(|name| acronyms::words(name)).collect()
}
