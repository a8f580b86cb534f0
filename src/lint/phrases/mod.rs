//! Rules that are only words: `rules/phrases/*.yaml`.
//!
//! A file is either a whole rule (`kind: existence`, `kind: substitution`) or the wording of a rule
//! whose judgement is code (`kind: cues`). Reports and pages cannot tell them apart.

mod cues;
mod file;
mod rule;

pub(crate) use cues::{Cue, CueHit, Cues};
pub(crate) use file::{CueFile, Examples, Existence, Head, PhraseFile, PhraseKind, Substitution};
pub(crate) use rule::PhraseRule;
