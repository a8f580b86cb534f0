//! Glossary terms in running text.
//!
//! 1. [`TermIndex::new`]: each name of a term becomes its spellings (`co-sell`, `co sell`, broken over
//!    a line; `opportunity`, `opportunities`), and all spellings one automaton.
//! 2. [`TermIndex::find`]: what the automaton meets counts if it is a whole word, written as its term
//!    wants it, with a plural or a possessive ending at most. The longest at a place wins.
//!
//! **Case.** A word with a capital after its first letter (`MACC`, `QuickSight`), or of one letter,
//! is found only as it is written; any other word in any case.

mod spelling;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind, StartKind};
use rustc_hash::FxHashMap;
use spelling::Spelling;
use std::ops::Range;

/// The names of a glossary, ready to be found.
#[derive(Debug, Default)]
pub struct TermIndex {
    automaton: Option<AhoCorasick>,
    /// By the automaton's numbers.
    spellings: Vec<(usize, Spelling)>,
    /// The caller's ids, by our numbers.
    ids: Vec<usize>,
    /// Our numbers by name, without regard to case and hyphens.
    names: FxHashMap<String, usize>,
}

/// A term in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The term's number in the index.
    pub(super) number: usize,
    /// Where, in bytes of the text.
    pub(super) span: Range<usize>,
}

impl TermIndex {
    /// From terms: an id of the caller's choice, the term, its aliases. Where two terms share a name
    /// it belongs to the one that comes first.
    pub fn new<'t, A>(terms: impl IntoIterator<Item = (usize, &'t str, A)>) -> Self
    where
        A: IntoIterator<Item = &'t str>,
    {
        let mut index = Self::default();
        for (id, term, aliases) in terms {
            let number = index.ids.len();
            index.ids.push(id);
            for name in std::iter::once(term).chain(aliases) {
                let key = spelling::key(name);
                if key.is_empty() {
                    continue;
                }
                index.names.entry(key).or_insert(number);
                let spellings = spelling::all(name).into_iter();
                index
                    .spellings
                    .extend(spellings.map(|spelling| (number, spelling)));
            }
        }
        // Beyond this size a table of all transitions is larger than it is quick.
        const SMALL: usize = 200_000;
        let size: usize = index
            .spellings
            .iter()
            .map(|(_, spelling)| spelling.text.len())
            .sum();
        let kind = match size < SMALL {
            true => AhoCorasickKind::DFA,
            false => AhoCorasickKind::ContiguousNFA,
        };
        if !index.spellings.is_empty() {
            index.automaton = AhoCorasick::builder()
                .kind(Some(kind))
                .match_kind(MatchKind::Standard)
                .start_kind(StartKind::Unanchored)
                .ascii_case_insensitive(true)
                .build(index.spellings.iter().map(|(_, spelling)| &spelling.text))
                .ok();
        }
        index
    }

    /// How many terms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The id of the term that a name belongs to, without regard to case and hyphens.
    #[must_use]
    pub fn term(&self, name: &str) -> Option<usize> {
        self.lookup(name).map(|number| self.ids[number])
    }

    pub(super) fn lookup(&self, name: &str) -> Option<usize> {
        self.names.get(&spelling::key(name)).copied()
    }

    pub(super) fn id(&self, number: usize) -> usize {
        self.ids[number]
    }

    pub(super) fn number(&self, id: usize) -> Option<usize> {
        self.ids.iter().position(|other| *other == id)
    }

    /// The terms in a text, by place, none inside another.
    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        found.clear();
        let Some(automaton) = &self.automaton else {
            return;
        };
        for hit in automaton.find_overlapping_iter(text) {
            let (number, spelling) = &self.spellings[hit.pattern().as_usize()];
            if let Some(end) = spelling.fits(text, hit.start()..hit.end()) {
                found.push(Found {
                    number: *number,
                    span: hit.start()..end,
                });
            }
        }
        if found.len() < 2 {
            return;
        }
        found.sort_by_key(|found| {
            (
                found.span.start,
                std::cmp::Reverse(found.span.end),
                found.number,
            )
        });
        let mut end = 0;
        found.retain(|found| {
            let free = found.span.start >= end;
            if free {
                end = found.span.end;
            }
            free
        });
    }
}
