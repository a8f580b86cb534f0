//! Short forms in running text, and whether anything explains them.
//!
//! 1. `scan`: what looks like a short form, with what is none left out.
//! 2. `explained`: whether the words around one spell it out.
//! 3. `Known`: what everybody knows, and what the packs have names for.

mod explained;
mod scan;

use super::Linter;
use super::lexicon::Lexicon;
use crate::markdown::Passage;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A short form that the text it stands in does not explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// Which passage.
    pub passage: usize,
    /// Where in it, in bytes of its text.
    pub span: Range<usize>,
    /// The short form, without the ending of a plural.
    pub word: String,
}

/// Short forms that need no explanation.
#[derive(Debug, Default)]
pub(super) struct Known(FxHashSet<String>);

impl Known {
    /// Those of the lists under `rules/acronyms/`, and those in names of the packs and of the ISV itself.
    pub(super) fn new<'a>(
        listed: impl IntoIterator<Item = &'a String>,
        own: impl IntoIterator<Item = &'a String>,
        lexicon: &Lexicon,
    ) -> Self {
        let mut known = Self::default();
        known.0.extend(listed.into_iter().cloned());
        own.into_iter().for_each(|name| known.add(name));
        for pack in &lexicon.packs {
            known.add(&pack.name);
            known.add(&pack.company);
            pack.prefixes.iter().for_each(|name| known.add(name));
            pack.legal.iter().for_each(|name| known.add(name));
            for word in pack.vocabulary.values() {
                let forms = word.term.iter().chain(&word.short).chain(&word.also);
                forms.for_each(|form| known.add(form));
            }
            for name in &pack.names {
                let forms = name.any_case.iter().chain(&name.exact_case);
                let forms = forms.chain(&name.needs_context).chain([&name.name]);
                forms.for_each(|form| known.add(form));
            }
            for old in &pack.outdated {
                known.add(&old.name);
                old.successor.iter().for_each(|name| known.add(name));
            }
        }
        for vendor in &lexicon.vendors {
            let forms = vendor.aliases.iter().chain(&vendor.products);
            forms.chain([&vendor.name]).for_each(|form| known.add(form));
        }
        lexicon.neutral.iter().for_each(|one| known.add(&one.name));
        lexicon.shared.iter().for_each(|one| known.add(&one.name));
        for old in &lexicon.industry {
            known.add(&old.name);
            old.successor.iter().for_each(|name| known.add(name));
        }
        known
    }

    /// A name, with the short forms in it.
    fn add(&mut self, name: &str) {
        self.0.extend(words(name).map(str::to_owned));
    }

    /// Whether it is known as it stands, or but for digits: 'HTTP2', 'FY27', '10GB'.
    fn has(&self, word: &str) -> bool {
        let bare = word.trim_matches(|c: char| c.is_ascii_digit());
        self.0.contains(word) || self.0.contains(bare)
    }
}

impl Linter {
    /// The short forms in a text that neither it, nor the packs, nor the lists of what everybody knows explain:
    /// each once, where it stands first.
    #[must_use]
    pub fn unexplained(&self, passages: &[Passage]) -> Vec<Acronym> {
        let known = self.known_acronyms();
        let mut open: Vec<Acronym> = Vec::new();
        let mut told: FxHashSet<&str> = FxHashSet::default();
        for (at, passage) in passages.iter().enumerate() {
            let text = passage.text.as_str();
            for span in scan::acronyms(text) {
                let word = scan::singular(&text[span.clone()]);
                if told.contains(word) || known.has(word) {
                    continue;
                }
                let waits = open.iter().any(|one| one.word == word);
                if explained::here(text, &span, word) {
                    open.retain(|one| one.word != word);
                    told.insert(word);
                } else if !waits {
                    open.push(Acronym {
                        passage: at,
                        word: word.to_owned(),
                        span,
                    });
                }
            }
        }
        open
    }
}

/// The short forms in a name.
pub fn words(name: &str) -> impl Iterator<Item = &str> {
    scan::candidates(name).map(|span| scan::singular(&name[span]))
}
