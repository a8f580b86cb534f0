//! Words that weigh in a judgement made by code.

use super::file::CueFile;
use crate::lint::leaning::Table;
use crate::lint::lexicon::tokens::Token;
use crate::lint::lexicon::trie::{Case, Trie};
use std::collections::BTreeMap;
use std::ops::Range;

/// The roles of one cue file, in the order of their names.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    roles: Vec<String>,
    words: Trie,
    /// For each phrase its role.
    role_of: Vec<usize>,
    weights: BTreeMap<String, f64>,
    /// The same, laid out by the build script where there are very many.
    laid_out: Option<&'static [u8]>,
}

/// A role, looked up once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Cue(usize);

/// A cue found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CueHit {
    pub(crate) cue: Cue,
    /// Bytes of the normalised text.
    pub(crate) span: Range<usize>,
    /// The words it covers.
    pub(crate) tokens: Range<usize>,
}

impl Cues {
    pub(crate) fn new(file: CueFile) -> Self {
        let mut cues = Self {
            weights: file.weights,
            laid_out: file.laid_out,
            ..Self::default()
        };
        for (role, phrases) in file.cues {
            let number = cues.roles.len();
            cues.roles.push(role);
            for phrase in phrases {
                cues.words.insert(
                    &phrase,
                    Case::Any,
                    u32::try_from(cues.role_of.len()).unwrap_or(u32::MAX),
                );
                cues.role_of.push(number);
            }
        }
        cues
    }

    /// The role of that name. A file that lacks it leaves its part of the judgement out.
    pub(crate) fn cue(&self, role: &str) -> Cue {
        Cue(self
            .roles
            .iter()
            .position(|r| r == role)
            .unwrap_or(usize::MAX))
    }

    /// How much one thing counts.
    pub(crate) fn weight(&self, key: &str) -> Option<f64> {
        self.weights.get(key).copied()
    }

    /// How much each word counts, where the judgement adds up.
    pub(crate) fn all_weights(&self) -> Table {
        match self.laid_out {
            Some(bytes) => Table::built_in(bytes),
            None => Table::new(self.weights.iter().map(|(key, n)| (key.as_str(), *n))),
        }
    }

    /// Every cue in the text, the longest where several of one role begin at one place.
    pub(crate) fn find(&self, text: &str, tokens: &[Token]) -> Vec<CueHit> {
        let mut hits: Vec<CueHit> = self
            .words
            .find(text, tokens, true)
            .into_iter()
            .map(|h| CueHit {
                cue: Cue(self.role_of[h.id as usize]),
                span: h.span,
                tokens: h.tokens,
            })
            .collect();
        hits.sort_by_key(|h| (h.span.start, h.cue.0, usize::MAX - h.span.end));
        hits.dedup_by(|b, a| {
            a.cue == b.cue && b.span.end <= a.span.end && b.span.start >= a.span.start
        });
        hits
    }
}
