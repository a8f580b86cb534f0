//! One deck with a made-up word in every kind of place where text can hide.
//!
//! A reader that misses a word misses that kind of place in every deck. The slides' part numbers
//! run against their order in the show, so that a reader which goes by file names is found out too.

mod diagrams;
mod document;
mod embedded;
mod media;
mod orphans;
mod remarks;
mod shapes;
mod words;

use crate::builder::Builder;

/// One made-up word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Lower-case letters only; no mark's word is within another's.
    pub word: &'static str,
    /// The part name of the JSON output.
    pub part: &'static str,
    /// The slide in the order of the show, from 1; `None` for what belongs to the whole file, and
    /// for what a layout or a master shows on each slide that uses it.
    pub slide: Option<u32>,
    /// The place in words, for the test's message.
    pub place: &'static str,
}

/// The deck, its marks, and words that stand in the file but must not be found.
#[derive(Clone, Debug)]
pub struct MarkedDeck {
    pub bytes: Vec<u8>,
    pub marks: Vec<Mark>,
    /// Words which no show, page or pane of PowerPoint displays, such as a placeholder's prompt.
    pub decoys: Vec<&'static str>,
    /// Entries that no relationship reaches, or that the show does not list.
    pub orphans: Vec<&'static str>,
}

/// How many slides the deck shows, the hidden one included.
pub const MARKED_SLIDES: u32 = 16;

/// The slide at this place of the show, from 1, has a part of this number.
pub(crate) fn part_number(slide: u32) -> usize {
    (MARKED_SLIDES + 5 - slide) as usize
}

/// The marks as they are set; [`Ledger::set`] returns the word, to be written where it stands.
#[derive(Default)]
struct Ledger {
    marks: Vec<Mark>,
    slide: Option<u32>,
}

impl Ledger {
    fn set(&mut self, word: &'static str, part: &'static str, place: &'static str) -> &'static str {
        let slide = self.slide;
        self.marks.push(Mark {
            word,
            part,
            slide,
            place,
        });
        word
    }
}

/// Builds the deck.
pub fn marked_deck() -> MarkedDeck {
    let mut deck = Builder::default();
    let mut ledger = Ledger::default();
    let mut decoys = Vec::new();

    words::title_and_body(&mut deck, &mut ledger);
    words::runs(&mut deck, &mut ledger);
    words::markup(&mut deck, &mut ledger);
    shapes::shapes(&mut deck, &mut ledger);
    shapes::table_slide(&mut deck, &mut ledger);
    diagrams::chart(&mut deck, &mut ledger);
    diagrams::chart_ex(&mut deck, &mut ledger);
    diagrams::smart_art(&mut deck, &mut ledger);
    remarks::notes_and_comments(&mut deck, &mut ledger);
    media::pictures(&mut deck, &mut ledger);
    media::links(&mut deck, &mut ledger);
    words::hidden(&mut deck, &mut ledger);
    embedded::objects(&mut deck, &mut ledger);
    words::other_encodings(&mut deck, &mut ledger);
    assert_eq!(
        deck.len(),
        MARKED_SLIDES as usize,
        "as many slides as promised"
    );

    ledger.slide = None;
    document::presentation(&mut deck, &mut ledger);
    document::layouts_and_masters(&mut deck, &mut ledger, &mut decoys);
    document::properties(&mut deck, &mut ledger);
    let orphans = orphans::orphans(&mut deck, &mut ledger);
    MarkedDeck {
        bytes: deck.pack(),
        marks: ledger.marks,
        decoys,
        orphans,
    }
}
