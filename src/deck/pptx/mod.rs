//! OOXML presentations: `.pptx .pptm .ppsx .ppsm .potx .potm`, transitional and strict; and Word
//! documents.
//!
//! 1. `package`: the zip archive, its names, its limits; `inflate`: their bytes;
//!    `relationships`: how parts hang together; `markup` and `xml`: a safe walk over one part.
//! 2. `presentation`: the order of slides and their sections.
//! 3. `slide`: each slide with everything its relationships lead to: `shape_tree`, `text`,
//!    `table`, `chart`, `diagram`, `svg`, `comments`, `embedded`, `workbook`.
//! 4. `sheets`: the layouts and masters that show on slides.
//!    `word`, `word_walk`: the sections of a Word document, in place of 2 to 4.
//! 5. `properties`: what the file says of itself.
//! 6. `orphans`: what no relationship reaches.
//! 7. `stamp`: the one thing that is written: for whom the deck is.
//!
//! Only parts that can hold words are inflated. Damage is noted against the part and the slide,
//! and what stood before it is kept.

mod chart;
mod comments;
mod diagram;
mod document;
pub(super) mod embedded;
mod orphans;
mod presentation;
pub(super) mod properties;
mod shape_tree;
mod sheets;
mod slide;
mod stamp;
mod table;
mod text;
mod word;
mod word_walk;
mod workbook;

pub use stamp::stamped;

use super::shared::{canvas, names, notes, package, problem, relationships, svg, xml};
use super::{Deck, Limits, Part, Place, Reason, Text, Unreadable};
use package::{Opened, Package};
use presentation::Presentation;
use problem::Problem;
use relationships::Target;
use std::borrow::Cow;
use std::rc::Rc;
use xml::Xml;

/// Reads an Office package.
pub(super) fn read(name: &str, package: Package<'_>) -> Result<Deck, Unreadable> {
    let mut reader = Reader::new(package, 0);
    match reader.main_part(name)? {
        (main, Content::Document) => reader.document(&main),
        (main, _) => reader.presentation(&main),
    }
}

/// Reads any bytes as one part of a kind, for the fuzzer; returns how many texts they held.
#[doc(hidden)]
#[must_use]
pub fn read_part(kind: u8, bytes: &[u8]) -> usize {
    let (Ok(text) | Err((text, _))) =
        xml::decode(bytes).map_err(|(text, problem)| (Cow::Owned(text), problem));
    let mut xml = Xml::new(&text, &Limits::default());
    let mut canvas = canvas::Canvas::new(canvas::Host::Slide, &Limits::default());
    let (mut texts, mut list, mut strings) = (Vec::new(), Vec::new(), Vec::new());
    // What was wrong with the part is not the question here, only that the reader comes back.
    let _ = match kind % 9 {
        0 => slide::sheet(&mut xml, &mut canvas),
        1 => chart::read(&mut xml, &mut canvas, None),
        2 => diagram::read(&mut xml, &mut canvas, None),
        3 => comments::read(&mut xml, &mut canvas),
        4 => relationships::read(&mut xml, "ppt/slides/slide1.xml", 1000, &mut list),
        5 => svg::read(&mut xml, &mut Vec::new()),
        6 => properties::custom_xml(&mut xml, &mut texts),
        7 => document::read(&mut xml, &mut strings),
        _ => Presentation::default().read(&mut xml, 1000),
    };
    canvas.texts.len() + texts.len() + list.len() + strings.len()
}

/// A deck while it is read.
struct Reader<'s> {
    package: Package<'s>,
    deck: Deck,
    /// How many files lie around this one.
    embedding: usize,
    kept: notes::Kept,
}

/// What the package holds, by the content type of its main part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    Presentation,
    Document,
    Workbook,
    Other,
}

impl<'s> Reader<'s> {
    fn new(package: Package<'s>, embedding: usize) -> Self {
        Self {
            package,
            deck: Deck::default(),
            embedding,
            kept: notes::Kept::default(),
        }
    }

    /// The part that the package's officeDocument relationship leads to, if it can be judged. A Word
    /// document under a deck's name was meant to be another file.
    fn main_part(&mut self, name: &str) -> Result<(Rc<str>, Content), Unreadable> {
        let lower = name.to_ascii_lowercase();
        let said = [".docx", ".docm", ".dotx", ".dotm"]
            .iter()
            .any(|end| lower.ends_with(end));
        match self.main_content().map_err(unreadable)? {
            Some((main, Content::Presentation)) => Ok((main, Content::Presentation)),
            Some((main, Content::Document)) if said => Ok((main, Content::Document)),
            Some((_, Content::Document)) => Err(not_a_deck(
                "it is a Word document",
                "Lint the deck it was meant to be, or rename it to .docx and lint that.",
            )),
            Some((_, Content::Workbook)) => Err(not_a_deck(
                "it is an Excel workbook",
                "Lint the deck it was meant to be, or save the workbook's charts into a presentation.",
            )),
            Some((_, Content::Other)) => Err(not_a_deck(
                "it is an Office package and not a presentation",
                "Open it in the program that made it and save it as .pptx.",
            )),
            None => Err(self.foreign_archive(name)),
        }
    }

    fn main_content(&mut self) -> Result<Option<(Rc<str>, Content)>, Problem> {
        if !self.package.load_content_types()? {
            return Ok(None);
        }
        let root = self.package.relationships("");
        if let Some((_, problem)) = self.package.take_problems().into_iter().next() {
            return Err(problem);
        }
        let Some(main) = root
            .iter()
            .find_map(|relationship| relationship.part("officeDocument"))
        else {
            return Ok(None);
        };
        let kind = self.package.content_type(main);
        let content = if kind.contains("presentationml") || kind.contains("ms-powerpoint") {
            Content::Presentation
        } else if kind.contains("wordprocessingml") || kind.contains("ms-word") {
            Content::Document
        } else if kind.contains("spreadsheetml") || kind.contains("ms-excel") {
            Content::Workbook
        } else {
            Content::Other
        };
        Ok(Some((Rc::clone(main), content)))
    }

    /// A zip archive that is no Office package: which one, by what it holds.
    fn foreign_archive(&mut self, name: &str) -> Unreadable {
        let has = |name: &str| self.package.names().iter().any(|entry| &**entry == name);
        let starts = |start: &str| {
            self.package
                .names()
                .iter()
                .any(|entry| entry.starts_with(start))
        };
        let keynote = has("Index.zip") || has("Index/Document.iwa") || has("index.apxl");
        if keynote && name.to_ascii_lowercase().ends_with(".key") {
            return legacy(
                "it is a Keynote presentation",
                "Export it from Keynote as PowerPoint (.pptx) and lint the export.",
            );
        }
        if keynote {
            return not_a_deck(
                "it is a Keynote presentation under a PowerPoint name",
                "Export it from Keynote as PowerPoint (.pptx) and lint the export.",
            );
        }
        if has("[Content_Types].xml") || has("_rels/.rels") || starts("ppt/") {
            return unreadable(Problem::corrupt(
                "it has lost the parts that say what it is, [Content_Types].xml or _rels/.rels",
            ));
        }
        not_a_deck(
            "it is a zip archive without a presentation in it",
            "Unpack it and lint the decks inside, or rename it to .zip.",
        )
    }

    /// Steps 2 to 6.
    fn presentation(mut self, main: &Rc<str>) -> Result<Deck, Unreadable> {
        let limit = self.package.budget.limits.entries;
        let mut presentation = Presentation::default();
        self.part(main, None, &mut presentation, |xml, presentation| {
            presentation.read(xml, limit)
        });
        if let Some(unread) = self.deck.unread.pop() {
            return Err(unreadable(Problem::new(
                unread.reason,
                format!(
                    "its main part {} cannot be read: {}",
                    unread.source, unread.detail
                ),
            )));
        }
        self.deck.texts.append(&mut presentation.texts);
        let sheets = self.slides(main, &presentation);
        self.sheets(main, sheets);
        self.properties(main);
        self.orphans();
        self.drain_problems(None);
        Ok(self.deck)
    }

    /// Reads one part into `out`. Damage is noted; what was read before it stays in `out`.
    fn part<T>(
        &mut self,
        name: &str,
        slide: Option<u32>,
        out: &mut T,
        read: impl FnOnce(&mut Xml<'_>, &mut T) -> Result<(), Problem>,
    ) {
        let Opened { bytes, mut problem } = self.package.bytes(name);
        if !(bytes.is_empty() && problem.is_some()) {
            let (text, damage) = match xml::decode(&bytes) {
                Ok(text) => (text, None),
                Err((text, damage)) => (Cow::Owned(text), Some(damage)),
            };
            let outcome = read(&mut Xml::new(&text, &self.package.budget.limits), out);
            problem = problem.or(damage).or(outcome.err());
        }
        self.package.give_back(bytes);
        if let Some(problem) = problem {
            self.note(name, slide, problem);
        }
    }

    /// Notes that a part could not be read, once for each slide that needs it.
    fn note(&mut self, source: &str, slide: Option<u32>, problem: Problem) {
        notes::note(&mut self.deck, source, slide, problem);
    }

    /// Notes what was wrong with relationship parts met on the way.
    fn drain_problems(&mut self, slide: Option<u32>) {
        for (source, problem) in self.package.take_problems() {
            self.note(&source, slide, problem);
        }
    }

    /// Counts the texts that stay, and drops them once there are too many.
    fn keep(&mut self, source: &str, slide: Option<u32>, texts: &mut Vec<Text>) {
        let limits = self.package.budget.limits;
        self.kept
            .keep(&mut self.deck, &limits, (source, slide), texts);
    }

    /// Every part that a relationship of `source` of this kind leads to.
    fn related(&mut self, source: &str, kind: &str) -> Vec<Rc<str>> {
        let relationships = self.package.relationships(source);
        relationships
            .iter()
            .filter_map(|relationship| relationship.part(kind))
            .cloned()
            .collect()
    }

    /// Step 5.
    fn properties(&mut self, main: &str) {
        let mut texts = Vec::new();
        let root = self.package.relationships("");
        for relationship in root.iter() {
            let Target::Part(name) = &relationship.target else {
                continue;
            };
            match &*relationship.kind {
                "core-properties"
                | "extended-properties"
                | "coreProperties"
                | "extendedProperties" => {
                    self.part(name, None, &mut texts, properties::document);
                }
                "custom-properties" | "customProperties" => {
                    let mut stamp = std::mem::take(&mut self.deck.stamp);
                    self.part(name, None, &mut texts, |xml, texts| {
                        properties::custom(xml, texts, &mut stamp)
                    });
                    self.deck.stamp = stamp;
                }
                "customXml" => self.part(name, None, &mut texts, properties::custom_xml),
                _ => {}
            }
        }
        let own = self.package.relationships(main);
        for relationship in own.iter() {
            match &relationship.target {
                Target::Part(name) => match &*relationship.kind {
                    "customXml" => self.part(name, None, &mut texts, properties::custom_xml),
                    "tags" => self.part(name, None, &mut texts, properties::tags),
                    _ => {}
                },
                Target::External(address) => texts.push(Text {
                    part: Part::Link,
                    shape: None,
                    place: Place::Whole,
                    text: address.to_string(),
                    all_caps: false,
                    origin: None,
                }),
                Target::Nowhere => {}
            }
        }
        self.keep(main, None, &mut texts);
        self.deck.texts.append(&mut texts);
    }
}

fn legacy(detail: &str, help: &str) -> Unreadable {
    Unreadable {
        reason: Reason::LegacyFormat,
        detail: detail.into(),
        help: help.into(),
    }
}

fn not_a_deck(detail: &str, help: &str) -> Unreadable {
    Unreadable {
        reason: Reason::NotADeck,
        detail: detail.into(),
        help: help.into(),
    }
}

/// Why a package cannot be read, with what to do.
pub(super) fn unreadable(problem: Problem) -> Unreadable {
    let help = match problem.reason {
        Reason::Encrypted => {
            "Remove the password in the program that set it, save the deck again and lint that."
        }
        Reason::Ambiguous => {
            "Open it in PowerPoint, save it under a new name and lint that; do not send this file on."
        }
        Reason::OverLimit => {
            "Look where this file comes from; a deck of this shape is not made by PowerPoint."
        }
        _ => {
            "Fetch the file again from where it came, or open it in PowerPoint, let it repair the deck, and save it."
        }
    };
    Unreadable {
        reason: problem.reason,
        detail: problem.detail,
        help: help.into(),
    }
}
