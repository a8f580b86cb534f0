//! Old names in the running text of a page, by the engine that finds them in decks.

use super::lexicon::Lexicon;
use super::rules::old_names;
use super::{Linter, Subject};
use crate::deck::{Deck, Part, Place, Slide, Text};
use crate::markdown::Passage;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// A name on a page that its owner has given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Which passage.
    pub passage: usize,
    /// Where in it, in bytes of its text.
    pub span: Range<usize>,
    /// What is wrong: a sentence.
    pub message: String,
    /// What to do: a sentence.
    pub help: String,
    /// The id of the hyperscaler whose name it is.
    pub hyperscaler: Option<String>,
}

/// Words of a passage that tells of a renaming. It may give the old name: it is about it.
const RENAMING: [&str; 17] = [
    "former",
    "used to be",
    "renam",
    "rebrand",
    "old name",
    "older name",
    "earlier name",
    "previous name",
    "previously",
    "until 20",
    "was called",
    "were called",
    "was known",
    "retired",
    "superseded",
    "an old ",
    "the old ",
];

/// The words of all old names: most pages hold none, and are let off before names are looked for.
#[derive(Debug)]
pub(super) struct OldWords(Option<AhoCorasick>);

impl OldWords {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let packs = lexicon.packs.iter().flat_map(|pack| &pack.outdated);
        let names = packs.chain(&lexicon.industry);
        // A name that cannot be put plainly may stand anywhere.
        let plain: Option<Vec<String>> = names
            .map(|old| Some(plain(&old.name)?.trim().to_owned()))
            .collect();
        Self(plain.and_then(|names| AhoCorasick::new(names).ok()))
    }

    /// Whether a text may hold one.
    fn may_be_in(&self, text: &str) -> bool {
        match (&self.0, plain(text)) {
            (Some(words), Some(text)) => words.is_match(&text),
            _ => true,
        }
    }
}

/// A text in small letters, with one space for whatever stands between its words. None: there are signs in it
/// that look like others.
fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\u{c0}'..='\u{24f}' if c.is_alphabetic() => out.extend(c.to_lowercase()),
            _ if c.is_ascii() || ODD.contains(&c) => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => return None,
        }
    }
    Some(out)
}

/// Signs between words that are no ASCII.
const ODD: [char; 12] = [
    '\u{a0}', '·', '×', '–', '—', '‘', '’', '“', '”', '…', '→', '€',
];

impl Linter {
    /// The old names in a page. What tells of their renaming is left out.
    #[must_use]
    pub fn outdated(&self, passages: &[Passage]) -> Vec<Outdated> {
        let words = self.old_words();
        if !passages
            .iter()
            .any(|passage| words.may_be_in(&passage.text))
        {
            return Vec::new();
        }
        let texts = passages.iter().map(|passage| Text {
            part: match passage.heading {
                true => Part::Title,
                false => Part::Body,
            },
            shape: None,
            place: Place::Whole,
            text: passage.text.clone(),
            all_caps: false,
            origin: None,
        });
        // A page is judged as a slide is: what its parts say of a cloud is evidence for each other.
        let deck = Deck {
            slides: vec![Slide {
                number: 1,
                texts: texts.collect(),
                ..Slide::default()
            }],
            ..Deck::default()
        };
        let subject = Subject::new(&deck, None, self.lexicon(), self.settings().today);
        let Some(page) = subject.units.first() else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for (at, text) in page.texts.iter().enumerate() {
            for old in old_names(&subject, page, text) {
                if tells_of_renaming(&passages[at].text) {
                    break;
                }
                out.push(Outdated {
                    passage: at,
                    span: text.plain.original(&old.span),
                    message: old.message,
                    help: old.help,
                    hyperscaler: old.owner.map(str::to_owned),
                });
            }
        }
        out
    }
}

fn tells_of_renaming(text: &str) -> bool {
    let text = text.to_lowercase();
    RENAMING.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Settings;
    use crate::markdown::passages;

    #[test]
    fn the_short_way_lets_nothing_off_that_the_long_way_finds() {
        let settings = Settings::on(jiff::civil::date(2026, 11, 22));
        let Ok(linter) = Linter::new(&[], settings) else {
            panic!("the built-in rules are sound");
        };
        let lexicon = linter.lexicon();
        let packs = lexicon.packs.iter().flat_map(|pack| &pack.outdated);
        let mut found = 0;
        for old in packs.chain(&lexicon.industry) {
            for text in [
                format!("We use {} today.", old.name),
                format!("We use **{}**.", old.name.replace(' ', "-")),
                format!("We use {}s.", old.name.replace(' ', "\u{a0}")),
                format!("We use Micro\u{ad}soft {}.", old.name.replace(' ', "\n")),
            ] {
                let words = linter.old_words();
                let all = passages(&text);
                assert!(all.iter().any(|one| words.may_be_in(&one.text)), "{text}");
                found += linter.outdated(&all).len();
            }
        }
        assert!(found > 100, "only {found}");
        assert!(
            !linter
                .old_words()
                .may_be_in("Nothing old – in this, I’d say")
        );
    }
}
