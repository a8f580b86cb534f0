//! Old names in the running text of a page, by the engine that finds them in decks.

use super::rules::old_names;
use super::{Linter, Subject};
use crate::deck::{Deck, Part, Place, Slide, Text};
use crate::markdown::Passage;
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

impl Linter {
    /// The old names in a page. What tells of their renaming is left out.
    #[must_use]
    pub fn outdated(&self, passages: &[Passage]) -> Vec<Outdated> {
        let texts = passages.iter().map(|passage| Text {
            part: match passage.heading {
                true => Part::Title,
                false => Part::Body,
            },
            shape: None,
            place: Place::Whole,
            text: passage.text.clone(),
            all_caps: false,
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
