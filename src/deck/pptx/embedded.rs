//! Files inside the file: Office packages, compound files that hold one, and what is none.
//!
//! An embedded file is told by its bytes. A format that can hold text and is not read here is
//! named as unread; a binary of an add-in (an equation, a think-cell chart) holds none and is not.

use super::canvas::Host;
use super::package::{Budget, Opened, Package};
use super::problem::Problem;
use super::relationships::Target;
use super::{Content, Reader, chart, diagram, document, properties};
use crate::deck::{Deck, Part, Place, Reason, Text, Unread, odf, pdf};
use rustc_hash::FxHashSet;
use std::io::{Cursor, Read};
use std::rc::Rc;

/// A text inside an embedded file, with the path to it.
#[derive(Debug)]
pub(in crate::deck) struct Find {
    pub(in crate::deck) place: Place,
    pub(in crate::deck) text: String,
}

impl Find {
    fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            place: Place::Named(place.into()),
            text: text.into(),
        }
    }

    /// The same, one file further in.
    pub(in crate::deck) fn named(label: &str, found: Self) -> Self {
        let place = found.place.to_string();
        let place = if place.is_empty() {
            label.to_owned()
        } else {
            format!("{label}, {place}")
        };
        Self::new(place, found.text)
    }
}

impl Reader<'_> {
    /// Reads an embedded file and files its texts under the shape that holds it.
    pub(super) fn embedded(
        &mut self,
        name: &str,
        host: Host,
        shape: Option<usize>,
        slide: Option<u32>,
        texts: &mut Vec<Text>,
    ) {
        let found = self.embedded_finds(name, slide);
        let in_chart = host == Host::Inside(Part::Chart);
        // A chart's own words come from its workbook; there they need not be said again.
        let known: FxHashSet<String> = if in_chart {
            texts
                .iter()
                .map(|text| text.text.trim().to_owned())
                .collect()
        } else {
            FxHashSet::default()
        };
        let label = name.rsplit('/').next().unwrap_or(name);
        for found in found {
            if known.contains(&found.text) {
                continue;
            }
            let Find { place, text } = if in_chart {
                found
            } else {
                Find::named(label, found)
            };
            texts.push(Text {
                part: host.file(Part::Embedded),
                shape,
                place,
                text,
                all_caps: false,
                origin: None,
            });
        }
    }

    /// The texts of an embedded file.
    pub(super) fn embedded_finds(&mut self, name: &str, slide: Option<u32>) -> Vec<Find> {
        let Opened { bytes, problem } = self.package.bytes(name);
        if let Some(problem) = problem {
            self.note(name, slide, problem);
        }
        let inside = Inside::read(name, &bytes, self.embedding + 1, &self.package.budget);
        self.package.give_back(bytes);
        for (source, problem) in inside.problems {
            self.note(&source, slide, problem);
        }
        inside.found
    }

    fn finish(mut self) -> Vec<Unread> {
        self.drain_problems(None);
        self.deck.unread
    }

    /// What documents and workbooks have in common: paragraphs, charts, diagrams, properties, links.
    pub(super) fn office_parts(&mut self, found: &mut Vec<Find>) {
        let names: Vec<Rc<str>> = self.package.names().to_vec();
        for name in names {
            let kind = self.package.content_type(&name).to_owned();
            let is = |what: &str| kind.contains(what);
            let label = name.rsplit('/').next().unwrap_or(&name).to_owned();
            if is("wordprocessingml")
                && [
                    "document", "header", "footer", "notes", "comments", "glossary", "template",
                ]
                .iter()
                .any(|part| is(part))
            {
                let mut paragraphs = Vec::new();
                self.part(&name, None, &mut paragraphs, document::read);
                found.extend(
                    paragraphs
                        .into_iter()
                        .map(|text| Find::new(label.as_str(), text)),
                );
            } else if is("drawingml.chart+xml")
                || is("chartex+xml")
                || is("drawing+xml")
                || is("diagramdata+xml")
                || is("chartshapes+xml")
            {
                let mut canvas = super::canvas::Canvas::new(
                    Host::Inside(Part::Embedded),
                    &self.package.budget.limits,
                );
                self.part(&name, None, &mut canvas, |xml, canvas| {
                    if is("diagramdata") {
                        diagram::read(xml, canvas, None)
                    } else if is("drawing+xml") || is("chartshapes") {
                        super::shape_tree::drawing(xml, 0, canvas)
                    } else {
                        chart::read(xml, canvas, None)
                    }
                });
                found.extend(
                    canvas
                        .texts
                        .into_iter()
                        .map(|text| Find::new(label.as_str(), text.text)),
                );
            } else if is("core-properties") || is("extended-properties") {
                let mut texts = Vec::new();
                self.part(&name, None, &mut texts, properties::document);
                found.extend(texts.into_iter().map(|text| Find {
                    place: text.place,
                    text: text.text,
                }));
            } else if is("custom-properties+xml") {
                let (mut texts, mut stamp) = (Vec::new(), crate::deck::Stamp::default());
                self.part(&name, None, &mut texts, |xml, texts| {
                    properties::custom(xml, texts, &mut stamp)
                });
                found.extend(texts.into_iter().map(|text| Find {
                    place: text.place,
                    text: text.text,
                }));
            }
            if &*name == "[Content_Types].xml" || name.ends_with(".rels") {
                continue;
            }
            let relationships = self.package.relationships(&name);
            for relationship in relationships.iter() {
                match &relationship.target {
                    Target::External(address) => found.push(Find::new("link", address.to_string())),
                    Target::Part(part)
                        if matches!(&*relationship.kind, "package" | "oleObject") =>
                    {
                        let inner = part.rsplit('/').next().unwrap_or(part).to_owned();
                        let finds = self.embedded_finds(part, None);
                        found.extend(finds.into_iter().map(|find| Find::named(&inner, find)));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// What a file inside a deck of any format holds, and what of it could not be read.
pub(in crate::deck) struct Inside {
    pub(in crate::deck) found: Vec<Find>,
    /// By the path inside the deck.
    pub(in crate::deck) problems: Vec<(String, Problem)>,
    budget: Rc<Budget>,
}

impl Inside {
    /// Reads the bytes of an embedded file, which has `depth - 1` files around it.
    pub(in crate::deck) fn read(
        name: &str,
        bytes: &[u8],
        depth: usize,
        budget: &Rc<Budget>,
    ) -> Self {
        let mut inside = Self {
            found: Vec::new(),
            problems: Vec::new(),
            budget: Rc::clone(budget),
        };
        inside.file(name, bytes, depth);
        inside
            .found
            .retain(|find| !super::canvas::is_blank(&find.text));
        inside
    }

    fn note(&mut self, name: &str, problem: Problem) {
        self.problems.push((name.to_owned(), problem));
    }

    fn file(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let limit = self.budget.limits.embedding_depth;
        let format = |what: &str| {
            Problem::new(
                Reason::NotADeck,
                format!("{what} is embedded, and its text is not read"),
            )
        };
        let pdf = bytes.starts_with(b"%PDF-");
        let container = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(OLE) || pdf;
        if container && depth > limit {
            let detail = format!("files are embedded in one another more than {limit} deep");
            self.note(name, Problem::new(Reason::OverLimit, detail));
        } else if bytes.starts_with(b"PK\x03\x04") {
            self.archive(name, bytes, depth);
        } else if bytes.starts_with(OLE) {
            self.compound(name, bytes, depth);
        } else if pdf {
            match pdf::read(bytes.to_vec(), &self.budget, depth) {
                Ok(deck) => self.deck(name, deck),
                Err(error) => self.note(name, Problem::new(error.reason, error.detail)),
            }
        } else if bytes.starts_with(b"{\\rtf") {
            self.note(name, format("a rich text document"));
        } else if let Some(text) = plain_text(bytes) {
            self.found
                .extend(text.lines().map(|line| Find::new("", line.trim())));
        }
    }

    /// A zip archive: an Office package, or one whose content nobody can vouch for.
    fn archive(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let mut source = Cursor::new(bytes);
        let package = match Package::open(&mut source, Rc::clone(&self.budget)) {
            Ok(package) => package,
            Err(problem) => return self.note(name, problem),
        };
        if odf::is_odf(&package) {
            return match odf::read(package, depth) {
                Ok(deck) => self.deck(name, deck),
                Err(error) => self.note(name, Problem::new(error.reason, error.detail)),
            };
        }
        let mut inner = Reader::new(package, depth);
        let unread = match inner.main_content() {
            Err(problem) => return self.note(name, problem),
            Ok(Some((main, Content::Presentation))) => match inner.presentation(&main) {
                Ok(deck) => return self.deck(name, deck),
                Err(error) => {
                    return self.note(name, Problem::new(error.reason, error.detail));
                }
            },
            Ok(Some((main, Content::Workbook))) => {
                let mut more = Vec::new();
                let words = inner.workbook(&main, &mut more);
                self.found.extend(words.into_iter().map(|word| Find {
                    place: Place::WorkbookCell {
                        sheet: word.sheet,
                        cell: word.cell,
                    },
                    text: word.text,
                }));
                self.found.append(&mut more);
                inner.finish()
            }
            Ok(Some((_, Content::Document))) => {
                inner.office_parts(&mut self.found);
                inner.finish()
            }
            Ok(Some((_, Content::Other)) | None) => {
                let detail = "an archive is embedded, and what it holds is not read";
                return self.note(name, Problem::new(Reason::NotADeck, detail));
            }
        };
        self.unread(name, unread);
    }

    /// A deck inside the deck.
    fn deck(&mut self, name: &str, mut deck: Deck) {
        let unread = std::mem::take(&mut deck.unread);
        flatten(deck, &mut self.found);
        self.unread(name, unread);
    }

    fn unread(&mut self, name: &str, unread: Vec<Unread>) {
        for unread in unread {
            let source = format!("{name}, {}", unread.source);
            self.note(&source, Problem::new(unread.reason, unread.detail));
        }
    }

    /// A compound file ([MS-CFB]): an object of a program older than 2007, or a newer file in the
    /// coat of one.
    fn compound(&mut self, name: &str, bytes: &[u8], depth: usize) {
        let Ok(mut file) = cfb::CompoundFile::open(Cursor::new(bytes)) else {
            return self.note(name, Problem::corrupt("its compound file is damaged"));
        };
        let streams: Vec<(String, u64)> = file
            .walk()
            .filter(cfb::Entry::is_stream)
            .take(1000)
            .map(|entry| (entry.path().to_string_lossy().into_owned(), entry.len()))
            .collect();
        for (path, length) in streams {
            let stream = path.rsplit('/').next().unwrap_or(&path).to_owned();
            let legacy = matches!(
                stream.as_str(),
                "WordDocument"
                    | "1Table"
                    | "0Table"
                    | "Workbook"
                    | "Book"
                    | "PowerPoint Document"
                    | "CONTENTS"
                    | "Contents"
                    | "VisioDocument"
            );
            if matches!(stream.as_str(), "EncryptedPackage" | "DRMContent") {
                self.note(
                    name,
                    Problem::new(Reason::Encrypted, "an encrypted file is embedded"),
                );
                continue;
            }
            if !(legacy || stream == "Package" || stream == "\u{1}Ole10Native") {
                continue;
            }
            // A stream is never longer than the file around it, which the budget has counted.
            let mut content = Vec::new();
            let limit = length.min(bytes.len() as u64);
            let read = file
                .open_stream(&path)
                .and_then(|stream| stream.take(limit).read_to_end(&mut content));
            if let Err(error) = read {
                self.note(
                    name,
                    Problem::corrupt(format!("its stream '{stream}' cannot be read ({error})")),
                );
            }
            if legacy && !content.starts_with(b"%PDF-") {
                self.found
                    .extend(strings_in(&content).map(|text| Find::new("", text)));
            } else if stream == "\u{1}Ole10Native" {
                let (label, native) = ole_native(&content);
                self.found.push(Find::new("file name", label));
                self.file(name, native, depth + 1);
            } else {
                self.file(name, &content, depth + 1);
            }
        }
    }
}

const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The texts of an embedded deck, by slide.
fn flatten(deck: Deck, found: &mut Vec<Find>) {
    let mut add = |label: &str, texts: Vec<Text>| {
        for text in texts {
            found.push(Find::named(
                label,
                Find {
                    place: text.place,
                    text: text.text,
                },
            ));
        }
    };
    for slide in deck.slides {
        add(&format!("slide {}", slide.number), slide.texts);
    }
    for sheet in deck.sheets {
        add(&format!("layout or master '{}'", sheet.name), sheet.texts);
    }
    add("properties", deck.texts);
    for orphan in deck.orphans {
        add(orphan.what, orphan.texts);
    }
}

/// [MS-OLEDS] 2.3.6 and what the packager writes into it: a label, two paths, then the file.
fn ole_native(bytes: &[u8]) -> (String, &[u8]) {
    fn cut(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
        let end = memchr::memchr(0, bytes)?;
        Some((&bytes[..end], &bytes[end + 1..]))
    }
    let parse = || {
        // Size (4), flags (2), label, path, reserved (4), length and path (4 + n), length (4), data.
        let (label, rest) = cut(bytes.get(6..)?)?;
        let (_, rest) = cut(rest)?;
        let length = u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?);
        let rest = rest.get(8..)?.get(usize::try_from(length).ok()?..)?;
        let size = u32::from_le_bytes(rest.get(..4)?.try_into().ok()?);
        let data = rest.get(4..)?;
        let data = data.get(..usize::try_from(size).ok()?).unwrap_or(data);
        Some((String::from_utf8_lossy(label).into_owned(), data))
    };
    parse().unwrap_or_else(|| (String::new(), bytes.get(4..).unwrap_or_default()))
}

/// Text files that somebody packed in: all of it words, none of it control characters.
fn plain_text(bytes: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(bytes).ok()?;
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    (!text.is_empty() && !text.contains(control)).then_some(text)
}

/// Words in a binary format that is not read by its rules: runs of characters, as UTF-16 and as
/// Latin-1, with at least four letters in a row.
pub(super) fn strings_in(bytes: &[u8]) -> impl Iterator<Item = String> {
    let wide = [0, 1].into_iter().flat_map(move |start| {
        let units = bytes
            .get(start..)
            .unwrap_or_default()
            .as_chunks::<2>()
            .0
            .iter();
        runs(
            units
                .map(|pair| u16::from_le_bytes(*pair))
                .map(|unit| match unit {
                    0x20..=0x7e | 0xa0..=0x24f | 0x370..=0x52f | 0x2010..=0x2026 => {
                        char::from_u32(unit.into())
                    }
                    _ => None,
                }),
        )
    });
    let narrow = runs(
        bytes
            .iter()
            .map(|byte| matches!(byte, 0x20..=0x7e | 0xa0..=0xff).then(|| char::from(*byte))),
    );
    wide.chain(narrow)
}

fn runs(characters: impl Iterator<Item = Option<char>>) -> impl Iterator<Item = String> {
    let mut characters = characters.chain(std::iter::once(None));
    std::iter::from_fn(move || {
        let mut run = String::new();
        loop {
            match characters.next()? {
                Some(c) => run.push(c),
                None if run
                    .split(|c: char| !c.is_alphabetic())
                    .any(|word| word.chars().nth(3).is_some()) =>
                {
                    return Some(run.trim().to_owned());
                }
                None => run.clear(),
            }
        }
    })
}
