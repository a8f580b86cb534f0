//! The judgement: rules, phrases and the lexicon over a deck, for a room.
//!
//! 1. [`settings`](Settings): what a project may change.
//! 2. [`room`](Room): who will see the deck.
//! 3. [`rule`](Rule), `rules/`: one file a rule; [`registry`](Linter::rules) names each once.
//! 4. [`waiver`]: what a person has allowed, for how long and why.

mod finding;
mod outside;
mod room;
mod rule;
mod settings;
mod subject;
pub mod waiver;

pub use finding::Findings;
pub use room::{Context, Room};
pub use rule::{Group, Row, Rule, RuleInfo};
pub use settings::{Settings, SeverityChange};
pub use subject::Subject;

use crate::deck::{Deck, Unreadable};
use crate::diagnostic::Diagnostic;

/// A file under `rules/`: a pack, a list of names or a set of phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its path relative to the project, with forward slashes: `rules/hyperscalers/aws.yaml`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The rules, ready to judge any number of decks from any number of threads.
pub struct Linter {
    settings: Settings,
}

impl Linter {
    /// The rules inside the binary, with a project's own files over them: a file with the path of
    /// a built-in one replaces it, any other is added.
    ///
    /// # Errors
    /// Every mistake in every rule file, and in the settings that name rules, each with its place.
    pub fn new(project: &[RuleFile], settings: Settings) -> Result<Self, Vec<Diagnostic>> {
        let _ = project;
        Ok(Self { settings })
    }

    /// Every rule, sorted by group and id, whether it runs or not.
    #[must_use]
    pub fn rules(&self) -> Vec<&RuleInfo> {
        Vec::new()
    }

    /// The settings it was made with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The ids of the hyperscaler packs, sorted.
    #[must_use]
    pub fn hyperscalers(&self) -> Vec<&str> {
        Vec::new()
    }

    /// Judges a deck for a room. `room` None means that nobody knows for whom the deck is: then
    /// `context-unknown` is reported and the rules that need no room run, at their strictest.
    #[must_use]
    pub fn judge(&self, file: &str, deck: &Deck, room: Option<&Room>) -> Vec<Diagnostic> {
        let _ = (file, deck, room);
        Vec::new()
    }

    /// The finding for a deck that could not be read at all.
    #[must_use]
    pub fn unreadable(&self, file: &str, why: &Unreadable) -> Diagnostic {
        Diagnostic {
            rule: "unreadable-deck".into(),
            severity: crate::diagnostic::Severity::Error,
            file: file.into(),
            location: crate::diagnostic::Location::File,
            message: why.detail.clone(),
            help: why.help.clone(),
            evidence: Vec::new(),
            hyperscaler: None,
            reason: Some(why.reason.as_str()),
            waived: false,
        }
    }
}
