//! The package: entries of a zip by part name, inflated one at a time and only when asked for.
//!
//! Names are checked when the package is opened (ECMA-376-2, 7.3.4 and 8): two programs must not
//! be able to see two different decks in one file. Bytes are checked when a part is read.

use super::inflate::Inflater;
use super::problem::Problem;
use super::relationships::{self, ContentTypes, Relationship};
use super::xml::{self, Xml};
use crate::deck::{Limits, Reason};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;
use zip::ZipArchive;
use zip::result::ZipError;

/// Anything a package is read from. One concrete type, so that the reader is compiled once.
pub(in crate::deck) trait Source: Read + Seek {}
impl<T: Read + Seek> Source for T {}

/// What one deck may still cost, shared with the files inside it.
pub(in crate::deck) struct Budget {
    pub(in crate::deck) limits: Limits,
    inflated: Cell<u64>,
    held: Cell<u64>,
}

impl Budget {
    pub(in crate::deck) fn new(limits: Limits) -> Rc<Self> {
        Rc::new(Self {
            limits,
            inflated: Cell::new(0),
            held: Cell::new(0),
        })
    }

    /// Counts work on what is held already: relationships that many slides follow anew.
    pub(in crate::deck) fn work(&self, items: usize) -> Result<(), Problem> {
        let inflated = self.inflated.get().saturating_add(items as u64 * 64);
        if inflated > self.limits.deck_bytes {
            return Err(Problem::new(
                Reason::OverLimit,
                "its relationships are followed too often",
            ));
        }
        self.inflated.set(inflated);
        Ok(())
    }

    /// Counts bytes that were inflated elsewhere.
    pub(in crate::deck) fn count(&self, size: u64) -> Result<(), Problem> {
        let inflated = self.inflated.get().saturating_add(size);
        self.inflated.set(inflated);
        if inflated > self.limits.deck_bytes {
            return Err(Problem::new(
                Reason::OverLimit,
                format!(
                    "it inflates to more than {} a deck",
                    size_of(self.limits.deck_bytes)
                ),
            ));
        }
        Ok(())
    }

    /// Takes `size` bytes out of the budget before they are inflated.
    fn spend(&self, size: u64) -> Result<(), Problem> {
        let limits = &self.limits;
        let over = |what: String| Err(Problem::new(Reason::OverLimit, what));
        if size > limits.part_bytes {
            return over(format!(
                "it inflates to {}, over the limit of {}",
                size_of(size),
                size_of(limits.part_bytes)
            ));
        }
        if self.held.get() + size > limits.part_bytes.saturating_mul(2) {
            return over(
                "the files that are packed into one another here are too large together".into(),
            );
        }
        let inflated = self.inflated.get() + size;
        if inflated > limits.deck_bytes {
            return over(format!(
                "the parts read before it used up the limit of {} a deck",
                size_of(limits.deck_bytes)
            ));
        }
        self.inflated.set(inflated);
        Ok(())
    }
}

fn size_of(bytes: u64) -> String {
    if bytes >= 1 << 20 {
        format!("{} MB", bytes >> 20)
    } else {
        format!("{bytes} bytes")
    }
}

/// An open package.
pub(in crate::deck) struct Package<'s> {
    archive: ZipArchive<&'s mut dyn Source>,
    names: Vec<Rc<str>>,
    /// Part names are compared without case (ECMA-376-2, 7.3.4.2); on opening, no two agreed.
    folded: FxHashMap<Box<str>, usize>,
    types: ContentTypes,
    relationships: FxHashMap<Rc<str>, Rc<[Relationship]>>,
    /// Parts that somebody has asked for, and what went wrong, to be told once.
    problems: Vec<(Rc<str>, Problem)>,
    spare: Vec<Vec<u8>>,
    inflater: Inflater,
    pub(in crate::deck) budget: Rc<Budget>,
}

/// The bytes of one part, and what is wrong with them. Damaged parts give what could be inflated.
pub(in crate::deck) struct Opened {
    pub(in crate::deck) bytes: Vec<u8>,
    pub(in crate::deck) problem: Option<Problem>,
}

impl<'s> Package<'s> {
    pub(in crate::deck) fn open(
        source: &'s mut dyn Source,
        budget: Rc<Budget>,
    ) -> Result<Self, Problem> {
        check_entry_count(source, budget.limits.entries)?;
        let archive = ZipArchive::new(source).map_err(|error| directory_problem(&error))?;
        check_archive(&archive, &budget.limits)?;
        let mut names = Vec::with_capacity(archive.len());
        let mut folded = FxHashMap::default();
        for (index, raw) in archive.file_names_raw().enumerate() {
            let name = String::from_utf8_lossy(raw);
            check_name(&name)?;
            let lower = name.to_lowercase().into_boxed_str();
            if folded.insert(lower, index).is_some() {
                return Err(Problem::new(
                    Reason::Ambiguous,
                    format!("two of its entries are named '{}'", printable(&name)),
                ));
            }
            names.push(Rc::from(name));
        }
        let package = Self {
            archive,
            names,
            folded,
            types: ContentTypes::default(),
            relationships: FxHashMap::default(),
            problems: Vec::new(),
            spare: Vec::new(),
            inflater: Inflater::new(),
            budget,
        };
        for index in 0..package.names.len() {
            let encrypted = package
                .archive
                .by_index_data(index)
                .is_ok_and(|entry| entry.encrypted());
            if encrypted {
                return Err(Problem::new(
                    Reason::Encrypted,
                    "its zip entries are protected by a password",
                ));
            }
        }
        Ok(package)
    }

    /// Every entry's name, in the order of the directory.
    pub(in crate::deck) fn names(&self) -> &[Rc<str>] {
        &self.names
    }

    /// Reads `[Content_Types].xml` (ECMA-376-2, 7.2.3); false where there is none.
    pub(in crate::deck) fn load_content_types(&mut self) -> Result<bool, Problem> {
        if !self.folded.contains_key("[content_types].xml") {
            return Ok(false);
        }
        let opened = self.bytes("[Content_Types].xml");
        if let Some(problem) = opened.problem {
            return Err(problem);
        }
        let mut types = ContentTypes::default();
        let outcome = match xml::decode(&opened.bytes) {
            Ok(text) => types.read(
                &mut Xml::new(&text, &self.budget.limits),
                self.budget.limits.entries,
            ),
            Err((_, problem)) => Err(problem),
        };
        self.give_back(opened.bytes);
        self.types = types;
        outcome.map(|()| true)
    }

    /// What a part is declared to be: its content type, lower case, or nothing.
    pub(in crate::deck) fn content_type(&self, part: &str) -> &str {
        self.types.of(part)
    }

    /// The entry a part name stands for, and whether it is written in another case.
    pub(in crate::deck) fn find(&self, part: &str) -> Option<(Rc<str>, bool)> {
        let (index, other_case) = self.place(part)?;
        Some((Rc::clone(&self.names[index]), other_case))
    }

    /// The same, by its place in the directory.
    fn place(&self, part: &str) -> Option<(usize, bool)> {
        let exact = |name: &str| {
            let index = *self.folded.get(name.to_lowercase().as_str())?;
            Some((index, *self.names[index] != *name))
        };
        exact(part).or_else(|| part.contains('%').then(|| exact(&percent_decoded(part)))?)
    }

    /// Inflates one part.
    pub(in crate::deck) fn bytes(&mut self, part: &str) -> Opened {
        let mut bytes = self.spare.pop().unwrap_or_default();
        bytes.clear();
        let problem = self.inflate(part, &mut bytes).err();
        self.budget
            .held
            .set(self.budget.held.get() + bytes.len() as u64);
        Opened { bytes, problem }
    }

    /// Takes a buffer back, so that the next part needs no new one.
    pub(in crate::deck) fn give_back(&mut self, bytes: Vec<u8>) {
        self.budget
            .held
            .set(self.budget.held.get().saturating_sub(bytes.len() as u64));
        if bytes.capacity() <= 4 << 20 && self.spare.len() < 4 {
            self.spare.push(bytes);
        }
    }

    fn inflate(&mut self, part: &str, into: &mut Vec<u8>) -> Result<(), Problem> {
        let Some((index, other_case)) = self.place(part) else {
            return Err(Problem::missing());
        };
        let size = self
            .archive
            .by_index_data(index)
            .map_err(|error| entry_problem(&error))?
            .size();
        self.budget.spend(size)?;
        into.reserve(usize::try_from(size.min(1 << 20)).unwrap_or(0) + 32);
        if size > 1 << 20 {
            // A size is only a claim; memory follows the bytes that are really there.
            into.reserve_exact(usize::try_from(size).unwrap_or(0) + 32);
        }
        let whole = match self.archive.by_index_raw(index) {
            Ok(entry) => self.inflater.whole(entry, into),
            Err(_) => false,
        };
        if !whole {
            into.clear();
            let mut entry = self
                .archive
                .by_index(index)
                .map_err(|error| entry_problem(&error))?;
            entry
                .read_to_end(into)
                .map_err(|error| read_problem(&error))?;
            if (into.len() as u64) < size {
                return Err(Problem::corrupt("it is shorter than the directory says"));
            }
        }
        if other_case {
            return Err(Problem::other_case(part, &self.names[index]));
        }
        Ok(())
    }

    /// The relationships of a part, '' for those of the package. A part without any has none.
    pub(in crate::deck) fn relationships(&mut self, part: &str) -> Rc<[Relationship]> {
        if let Some(known) = self.relationships.get(part) {
            return Rc::clone(known);
        }
        let name = relationships::part_of(part);
        let mut list = Vec::new();
        if self.find(&name).is_some() {
            let Opened { bytes, mut problem } = self.bytes(&name);
            let (text, damage) = match xml::decode(&bytes) {
                Ok(text) => (text, None),
                Err((text, damage)) => (Cow::Owned(text), Some(damage)),
            };
            let outcome = relationships::read(
                &mut Xml::new(&text, &self.budget.limits),
                part,
                self.budget.limits.entries,
                &mut list,
            );
            problem = problem.or(damage).or(outcome.err());
            drop(text);
            self.give_back(bytes);
            if let Some(problem) = problem {
                self.problems.push((Rc::from(name), problem));
            }
        }
        let list: Rc<[Relationship]> = list.into();
        self.relationships.insert(Rc::from(part), Rc::clone(&list));
        list
    }

    /// Problems of relationship parts met since the last call.
    pub(in crate::deck) fn take_problems(&mut self) -> Vec<(Rc<str>, Problem)> {
        std::mem::take(&mut self.problems)
    }
}

impl Drop for Package<'_> {
    fn drop(&mut self) {
        self.spare.clear();
    }
}

/// Looks at the end record before the directory is read: the directory is held in memory.
fn check_entry_count(source: &mut dyn Source, limit: usize) -> Result<(), Problem> {
    // The record is the last thing in the file, but for a comment of up to 64 KB.
    let outcome = end_record(source, 1 << 10).and_then(|found| match found {
        None => end_record(source, (1 << 16) + 22),
        found => Ok(found),
    });
    match outcome {
        Ok(Some(entries)) if entries > limit as u64 => Err(too_many(entries, limit)),
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::corrupt(format!(
            "it could not be read to its end: {error}"
        ))),
    }
}

/// The number of entries by the end record, if one lies in the last `tail` bytes.
fn end_record(source: &mut dyn Source, tail: u64) -> std::io::Result<Option<u64>> {
    let length = source.seek(SeekFrom::End(0))?;
    let tail = length.min(tail);
    source.seek(SeekFrom::Start(length - tail))?;
    let mut bytes = Vec::new();
    source.take(tail).read_to_end(&mut bytes)?;
    source.seek(SeekFrom::Start(0))?;
    let field = |at: usize, width: usize| {
        let slice = bytes.get(at..at + width)?;
        Some(
            slice
                .iter()
                .rev()
                .fold(0u64, |number, byte| number << 8 | u64::from(*byte)),
        )
    };
    let end = memchr::memmem::rfind(&bytes, b"PK\x05\x06").and_then(|at| field(at + 10, 2));
    // ZIP64 end of central directory record: total entries at offset 32.
    let wide = memchr::memmem::rfind(&bytes, b"PK\x06\x06").and_then(|at| field(at + 32, 8));
    Ok(if end == Some(0xffff) {
        wide.or(end)
    } else {
        end
    })
}

fn too_many(entries: u64, limit: usize) -> Problem {
    Problem::new(
        Reason::OverLimit,
        format!("it holds {entries} entries, over the limit of {limit}"),
    )
}

fn check_archive(archive: &ZipArchive<&mut dyn Source>, limits: &Limits) -> Result<(), Problem> {
    if archive.len() > limits.entries {
        return Err(too_many(archive.len() as u64, limits.entries));
    }
    if archive.has_duplicate_names() {
        return Err(Problem::new(
            Reason::Ambiguous,
            "two of its entries have the same name",
        ));
    }
    if archive.offset() != 0 {
        return Err(Problem::new(
            Reason::Ambiguous,
            "something else stands before its zip archive, so programs disagree on what it holds",
        ));
    }
    Ok(())
}

/// Names that programs take differently: one unpacks them, another drops them.
fn check_name(name: &str) -> Result<(), Problem> {
    let flaw = if name.contains('\\') {
        "holds a backslash"
    } else if name.starts_with('/') {
        "begins with a slash"
    } else if name.split('/').any(|segment| segment == "..") {
        "holds '..'"
    } else if name.chars().any(char::is_control) {
        "holds a control character"
    } else {
        return Ok(());
    };
    Err(Problem::new(
        Reason::Ambiguous,
        format!("the name of its entry '{}' {flaw}", printable(name)),
    ))
}

/// A name from the file, fit for a message.
pub(in crate::deck) fn printable(name: &str) -> String {
    let clean: String = name
        .chars()
        .take(120)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    clean
}

fn percent_decoded(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| {
                name.get(at + 1..at + 3)
                    .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            })
            .flatten();
        decoded.push(code.unwrap_or(bytes[at]));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn directory_problem(error: &ZipError) -> Problem {
    Problem::corrupt(format!(
        "the directory at the end of its zip archive is missing or damaged ({error})"
    ))
}

fn entry_problem(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            Problem::new(Reason::Encrypted, "it is protected by a password")
        }
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Problem::corrupt("it is packed by a method that PowerPoint does not know")
        }
        _ => Problem::corrupt(format!("it cannot be unpacked ({error})")),
    }
}

fn read_problem(error: &std::io::Error) -> Problem {
    let message = error.to_string();
    if message.contains("checksum") {
        Problem::corrupt("its checksum is wrong")
    } else if message.contains("larger than its declared") {
        Problem::corrupt("it inflates to more than the directory says")
    } else {
        Problem::corrupt(format!("it cannot be inflated ({message})"))
    }
}
