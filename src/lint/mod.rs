//! The judgement: rules, phrases and the lexicon over a deck, for a room.
//!
//! 1. [`settings`](Settings): what a project may change; `files`: the YAML under `rules/`.
//! 2. [`lexicon`]: whose names a text uses; `phrases`: rules that are only words.
//! 3. [`room`](Room), [`known`](Known) and [`subject`](Subject): the deck, who will see it, and what
//!    the playbook knows of it.
//! 4. `leaning`: what a slide says of a product that is not ours.
//! 5. [`rule`](Rule) and `rules/`: one file a rule; `registry` names each once.
//! 6. [`Hyperscaler`]: its own words, for those who read a playbook.
//! 7. [`acronyms`] and [`outdated`]: what the words of a page show; `statements`: the credentials statements.
//! 8. [`waiver`]: what a person has allowed, for how long and why; [`baseline`]: what was there before the gate.

pub mod acronyms;
pub mod baseline;
mod files;
mod finding;
mod house_words;
mod known;
mod leaning;
pub mod lexicon;
mod opponents;
pub mod outdated;
mod outside;
mod phrases;
mod registry;
mod room;
mod rule;
mod rules;
mod settings;
mod statements;
mod subject;
pub mod waiver;

pub use finding::Findings;
pub use house_words::{HouseWord, Hyperscaler, Said};
pub use known::Known;
pub use leaning::Lesson;
pub(crate) use phrases::{CueFile, Existence, Substitution};
pub use registry::Linter;
pub use room::{Context, Room};
pub use rule::{Group, Row, Rule, RuleInfo};
pub use settings::{Settings, SeverityChange};
pub use subject::Subject;

/// A file under `rules/`: a pack, a list of names or a set of phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFile {
    /// Its path relative to the project, with forward slashes: `rules/hyperscalers/aws.yaml`.
    pub path: String,
    /// Its text.
    pub text: String,
}
