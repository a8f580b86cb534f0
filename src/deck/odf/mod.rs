//! OpenDocument presentations: `.odp`, `.otp`, and `.fodp`, which is one XML file.
//!
//! 1. `document`: the parts `content.xml`, `styles.xml`, `meta.xml` and `settings.xml`, or all of
//!    them in one, become pages, master pages and properties: `page`, `shapes`, `words`, `table`.
//! 2. What pages refer to is followed: `object` reads charts, tables and drawings inside the deck.
//! 3. Master pages are filed under the slides that show them.
//! 4. What nothing refers to is an orphan.
//!
//! Elements are told by their local names (OpenDocument 1.3, part 3); the prefixes are a program's.

mod document;
mod follow;
mod length;
mod object;
mod page;
mod shapes;
mod table;
mod words;

use super::shared::notes::{self, Kept};
use super::shared::package::{Budget, Opened, Package};
use super::shared::problem::Problem;
use super::shared::xml::{self, Xml};
use super::{Deck, Limits, Reason, Sheet, Unreadable};
use document::Document;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::rc::Rc;

/// The media type of a presentation or a template of one, as `mimetype` and the flat form say it.
const PRESENTATION: &str = "application/vnd.oasis.opendocument.presentation";

/// Whether a package is an OpenDocument file, of whatever kind.
pub(super) fn is_odf(package: &Package<'_>) -> bool {
    let has = |name: &str| package.names().iter().any(|entry| &**entry == name);
    has("content.xml") && (has("mimetype") || has("META-INF/manifest.xml"))
}

/// Reads an OpenDocument package that is `embedding` files deep in another one.
pub(super) fn read(package: Package<'_>, embedding: usize) -> Result<Deck, Unreadable> {
    let budget = Rc::clone(&package.budget);
    let mut reader = Reader::new(Some(package), budget, embedding);
    reader.check_manifest().map_err(unreadable)?;
    let kind = reader.media_type();
    for (name, needed) in [
        ("styles.xml", false),
        ("content.xml", true),
        ("meta.xml", false),
        ("settings.xml", false),
    ] {
        if needed || reader.has(name) {
            reader.reached.insert(name.to_owned());
            reader.part(name);
        }
    }
    let said = reader.document.body.clone();
    match (kind, said.as_deref()) {
        (Some(kind), Some("presentation")) if !kind.starts_with(PRESENTATION) => {
            return Err(unreadable(Problem::new(
                Reason::Ambiguous,
                "its mimetype says that it is no presentation, and its content is one",
            )));
        }
        (_, Some("presentation")) => {}
        (_, Some(other)) => return Err(other_kind(other)),
        (Some(kind), None) if !kind.starts_with(PRESENTATION) => {
            return Err(other_kind(kind.rsplit('.').next().unwrap_or("")));
        }
        (_, None) => {
            let problem = reader.deck.unread.drain(..).next().map_or_else(
                || Problem::corrupt("its content.xml holds no presentation"),
                |unread| {
                    let detail = format!(
                        "its main part {} cannot be read: {}",
                        unread.source, unread.detail
                    );
                    Problem::new(unread.reason, detail)
                },
            );
            return Err(unreadable(problem));
        }
    }
    reader.finish()
}

/// Reads the flat form: one XML file.
pub(super) fn read_flat(bytes: &[u8], limits: &Limits) -> Result<Deck, Unreadable> {
    let mut reader = Reader::new(None, Budget::new(*limits), 0);
    reader.xml("the file", bytes, None);
    match reader.document.body.clone().as_deref() {
        Some("presentation") => reader.finish(),
        Some(other) => Err(other_kind(other)),
        None => Err(unreadable(reader.deck.unread.drain(..).next().map_or_else(
            || Problem::corrupt("it ends before its first slide"),
            |unread| Problem::new(unread.reason, unread.detail),
        ))),
    }
}

/// Reads any bytes as one part, for the fuzzer; returns how many pages they held.
#[doc(hidden)]
#[must_use]
pub fn read_part(bytes: &[u8]) -> usize {
    let limits = Limits::default();
    let (Ok(text) | Err((text, _))) =
        xml::decode(bytes).map_err(|(text, problem)| (Cow::Owned(text), problem));
    let mut document = Document::default();
    // What was wrong with the part is not the question here, only that the reader comes back.
    let _ = document.read(&mut Xml::new(&text, &limits), &limits);
    let _ = object::read(&mut Xml::new(&text, &limits), &limits, "Object 1");
    document.pages.len()
}

/// A deck while it is read.
struct Reader<'s> {
    /// None for the flat form.
    package: Option<Package<'s>>,
    budget: Rc<Budget>,
    deck: Deck,
    document: Document,
    kept: Kept,
    /// How many files lie around this one.
    embedding: usize,
    /// Entries that something refers to.
    reached: FxHashSet<String>,
}

impl<'s> Reader<'s> {
    fn new(package: Option<Package<'s>>, budget: Rc<Budget>, embedding: usize) -> Self {
        Self {
            package,
            budget,
            deck: Deck::default(),
            document: Document::default(),
            kept: Kept::default(),
            embedding,
            reached: FxHashSet::default(),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.package
            .as_ref()
            .is_some_and(|package| package.find(name).is_some())
    }

    /// The bytes of an entry; what is wrong with it is noted.
    fn bytes(&mut self, name: &str, slide: Option<u32>) -> Vec<u8> {
        let Some(package) = &mut self.package else {
            return Vec::new();
        };
        let Opened { bytes, problem } = package.bytes(name);
        if let Some(problem) = problem {
            notes::note(&mut self.deck, name, slide, problem);
        }
        bytes
    }

    fn give_back(&mut self, bytes: Vec<u8>) {
        if let Some(package) = &mut self.package {
            package.give_back(bytes);
        }
    }

    /// Step 1, one part.
    fn part(&mut self, name: &str) {
        let bytes = self.bytes(name, None);
        if !bytes.is_empty() {
            self.xml(name, &bytes, None);
        } else if self.deck.unread.is_empty() {
            notes::note(&mut self.deck, name, None, Problem::corrupt("it is empty"));
        }
        self.give_back(bytes);
    }

    fn xml(&mut self, name: &str, bytes: &[u8], slide: Option<u32>) {
        let (text, damage) = match xml::decode(bytes) {
            Ok(text) => (text, None),
            Err((text, damage)) => (Cow::Owned(text), Some(damage)),
        };
        let limits = self.budget.limits;
        let outcome = self.document.read(&mut Xml::new(&text, &limits), &limits);
        if let Some(problem) = damage.or(outcome.err()) {
            notes::note(&mut self.deck, name, slide, problem);
        }
    }

    /// An encrypted entry is declared in the manifest (OpenDocument 1.3, part 2, 4.4).
    fn check_manifest(&mut self) -> Result<(), Problem> {
        const NAME: &str = "META-INF/manifest.xml";
        if !self.has(NAME) {
            return Ok(());
        }
        let bytes = self.bytes(NAME, None);
        let encrypted = memchr::memmem::find(&bytes, b"encryption-data").is_some();
        self.give_back(bytes);
        if encrypted {
            return Err(Problem::new(
                Reason::Encrypted,
                "it is encrypted with a password",
            ));
        }
        Ok(())
    }

    fn media_type(&mut self) -> Option<String> {
        let name = "mimetype";
        if !self.has(name) {
            return None;
        }
        let bytes = self.bytes(name, None);
        let kind = String::from_utf8_lossy(&bytes).trim().to_owned();
        self.give_back(bytes);
        Some(kind)
    }

    /// Steps 2 to 4.
    fn finish(mut self) -> Result<Deck, Unreadable> {
        let document = std::mem::take(&mut self.document);
        let mut shown: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut order = Vec::new();
        for (index, page) in document.pages.into_iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let style = page.style.clone();
            if !document.styles.bare.contains(&style) {
                let slides = shown.entry(page.master.clone()).or_default();
                if slides.is_empty() {
                    order.push(page.master.clone());
                }
                slides.push(number);
            }
            let hidden = document.styles.hidden.contains(&style);
            let slide = self.slide(number, hidden, page, &document.declared);
            self.deck.slides.push(slide);
        }
        let place = |name: &str| order.iter().position(|known| known == name);
        let mut masters = document.masters;
        masters.sort_by_key(|master| place(&master.name).unwrap_or(usize::MAX));
        for master in masters {
            let used_by = shown.remove(&master.name).unwrap_or_default();
            let (shapes, mut texts) = self.follow("styles.xml", None, master.canvas, "");
            if used_by.is_empty() && !master.printed {
                continue;
            }
            let limits = self.budget.limits;
            self.kept
                .keep(&mut self.deck, &limits, ("styles.xml", None), &mut texts);
            self.deck.sheets.push(Sheet {
                name: master.name,
                source: "styles.xml".to_owned(),
                used_by,
                shapes,
                texts,
            });
        }
        let mut texts = document.texts;
        let limits = self.budget.limits;
        self.kept
            .keep(&mut self.deck, &limits, ("meta.xml", None), &mut texts);
        self.deck.texts = texts;
        self.deck.stamp = document.stamp;
        self.orphans();
        Ok(self.deck)
    }
}

fn other_kind(kind: &str) -> Unreadable {
    let detail = match kind {
        "text" => "it is an OpenDocument text",
        "spreadsheet" => "it is an OpenDocument spreadsheet",
        "drawing" | "graphics" => "it is an OpenDocument drawing",
        _ => "it is an OpenDocument file and not a presentation",
    };
    Unreadable {
        reason: Reason::NotADeck,
        detail: detail.to_owned(),
        help: "Export it as PDF, or save it as .odp or .docx, and lint that.".to_owned(),
    }
}

fn unreadable(problem: Problem) -> Unreadable {
    let help = match problem.reason {
        Reason::Encrypted => {
            "Open it in LibreOffice, save it without a password (File, Save As) and lint that."
        }
        Reason::Ambiguous => {
            "Open it in LibreOffice, save it under a new name and lint that; do not send this file on."
        }
        Reason::OverLimit => {
            "Look where this file comes from; a deck of this shape is not made by LibreOffice."
        }
        _ => {
            "Fetch the file again from where it came, or open it in LibreOffice, let it repair the deck, and save it."
        }
    };
    Unreadable {
        reason: problem.reason,
        detail: problem.detail,
        help: help.into(),
    }
}
