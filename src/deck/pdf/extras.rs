//! What hangs on a PDF beside what it draws: links, remarks, fields, alternative texts, outlines,
//! attachments (ISO 32000-1, 7.11.4, 12.3.3, 12.5, 12.7 and 14.9).

use super::content;
use crate::deck::pptx::embedded::{Find, Inside};
use crate::deck::shared::names::is_automatic_name;
use crate::deck::shared::package::Budget;
use crate::deck::shared::problem::Problem;
use crate::deck::{Part, Place, Stamp, Text};
use hayro_syntax::Pdf;
use hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as PdfString,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Items of a tree or a list that are looked at: outlines, names, structure.
const MOST: usize = 100_000;

/// All that hangs on the file and its pages.
#[derive(Default)]
pub(super) struct Extras {
    /// The number of pages by the root of their tree.
    pub(super) page_count: Option<usize>,
    /// What belongs to the whole file.
    pub(super) texts: Vec<Text>,
    pub(super) stamp: Stamp,
    pub(super) problems: Vec<(String, Problem)>,
    pages: FxHashMap<u32, Vec<Text>>,
    outlines: FxHashMap<u32, String>,
}

impl Extras {
    /// Gathers it all. Damage is noted in `problems`.
    pub(super) fn read(pdf: &Pdf, bytes: &[u8], budget: &Rc<Budget>, embedding: usize) -> Self {
        let mut extras = Self::default();
        let numbers: FxHashMap<ObjectIdentifier, u32> = pdf
            .pages()
            .iter()
            .zip(1..)
            .filter_map(|(page, number)| Some((page.raw().obj_id()?, number)))
            .collect();
        for (page, number) in pdf.pages().iter().zip(1..) {
            extras.annotations(page.raw(), number);
        }
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        if let Some(root) = root {
            let count = root
                .get::<Dict<'_>>("Pages")
                .and_then(|pages| pages.get::<i32>("Count"));
            extras.page_count = count.and_then(|count| usize::try_from(count).ok());
            extras.outline_tree(&root, &numbers);
            extras.structure(&root, &numbers);
            extras.layers(&root);
            if let Some(stream) = root.get::<Stream<'_>>("Metadata") {
                extras.packet(&stream, budget);
            }
            if let Some(tree) = root
                .get::<Dict<'_>>("Names")
                .and_then(|names| names.get::<Dict<'_>>("EmbeddedFiles"))
            {
                extras.attachments(&tree, budget, embedding);
            }
            if let Some(form) = root.get::<Dict<'_>>("AcroForm")
                && form.contains_key("XFA")
            {
                let detail = "it holds a form of the kind XFA, and its text is not read";
                extras.problems.push((
                    "the form".to_owned(),
                    Problem::new(crate::deck::Reason::NotADeck, detail),
                ));
            }
        }
        extras.information(pdf, bytes);
        extras
    }

    /// The outline's entry for a page, unless a program named it.
    pub(super) fn outline(&self, page: u32) -> Option<String> {
        self.outlines.get(&page).cloned()
    }

    /// What hangs on a page.
    pub(super) fn of_page(&mut self, page: u32) -> Vec<Text> {
        self.pages.remove(&page).unwrap_or_default()
    }

    fn add(&mut self, page: Option<u32>, part: Part, place: Place, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let texts = match page {
            Some(page) => self.pages.entry(page).or_default(),
            None => &mut self.texts,
        };
        texts.push(Text {
            part,
            shape: None,
            place,
            text: text.replace("\r\n", "\n").replace('\r', "\n"),
            all_caps: false,
            origin: None,
        });
    }

    /// Links, remarks, fields and attached files of a page (12.5). Who wrote them is not read.
    fn annotations(&mut self, page: &Dict<'_>, number: u32) {
        let here = Some(number);
        let Some(list) = page.get::<Array<'_>>("Annots") else {
            return;
        };
        for annotation in list.iter::<Dict<'_>>().take(MOST) {
            let kind = annotation.get::<Name<'_>>("Subtype");
            let kind = kind
                .map(|kind| kind.as_str().to_owned())
                .unwrap_or_default();
            for key in ["A", "PA"] {
                if let Some(action) = annotation.get::<Dict<'_>>(key) {
                    self.action(&action, here, 0);
                }
            }
            let contents = string(&annotation, "Contents");
            match kind.as_str() {
                "FreeText" | "Stamp" => self.add(
                    here,
                    Part::Body,
                    Place::Named("note on the page".into()),
                    &contents,
                ),
                "Link" => self.add(here, Part::Link, Place::Named("tip".into()), &contents),
                _ => self.add(here, Part::Comment, Place::Whole, &contents),
            }
            if kind == "Widget" {
                self.field(&annotation, here);
            }
            if let Some(file) = annotation.get::<Dict<'_>>("FS") {
                let place = Place::Named("attached file".into());
                self.add(here, Part::Embedded, place, &file_name(&file));
            }
        }
    }

    /// Where a click leads (12.6.4).
    fn action(&mut self, action: &Dict<'_>, page: Option<u32>, depth: usize) {
        let address = string(action, "URI");
        self.add(page, Part::Link, Place::Whole, &address);
        match action.get::<Object<'_>>("F") {
            Some(Object::String(name)) => self.add(
                page,
                Part::Link,
                Place::Named("file".into()),
                &text_of(&name),
            ),
            Some(Object::Dict(file)) => self.add(
                page,
                Part::Link,
                Place::Named("file".into()),
                &file_name(&file),
            ),
            _ => {}
        }
        if depth < 8 {
            match action.get::<Object<'_>>("Next") {
                Some(Object::Dict(next)) => self.action(&next, page, depth + 1),
                Some(Object::Array(list)) => {
                    for next in list.iter::<Dict<'_>>().take(64) {
                        self.action(&next, page, 8);
                    }
                }
                _ => {}
            }
        }
    }

    /// What stands in a form field, on a button, in a tip (12.7.3).
    fn field(&mut self, widget: &Dict<'_>, page: Option<u32>) {
        let place = || Place::Named("form field".into());
        let parent = widget.get::<Dict<'_>>("Parent");
        for key in ["V", "TU", "DV"] {
            let of = |dict: &Dict<'_>| match dict.get::<Object<'_>>(key) {
                Some(Object::String(text)) => text_of(&text),
                _ => std::string::String::new(),
            };
            let mut text = of(widget);
            if text.is_empty() {
                text = parent.as_ref().map(of).unwrap_or_default();
            }
            self.add(page, Part::Body, place(), &text);
        }
        if let Some(look) = widget.get::<Dict<'_>>("MK") {
            self.add(page, Part::Body, place(), &string(&look, "CA"));
        }
        if let Some(options) = widget.get::<Array<'_>>("Opt") {
            for option in options.iter::<Object<'_>>().take(1000) {
                match option {
                    Object::String(text) => self.add(page, Part::Body, place(), &text_of(&text)),
                    Object::Array(pair) => {
                        if let Some(text) = pair.iter::<PdfString<'_>>().last() {
                            self.add(page, Part::Body, place(), &text_of(&text));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// Outline entries (12.3.3): the first that leads to a page names it, the others are said too.
    fn outline_tree(&mut self, root: &Dict<'_>, numbers: &FxHashMap<ObjectIdentifier, u32>) {
        let Some(outlines) = root.get::<Dict<'_>>("Outlines") else {
            return;
        };
        let mut waiting: Vec<Dict<'_>> = outlines.get::<Dict<'_>>("First").into_iter().collect();
        let mut seen = FxHashSet::default();
        while let Some(entry) = waiting.pop() {
            if seen.len() >= MOST || entry.obj_id().is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            waiting.extend(entry.get::<Dict<'_>>("Next"));
            waiting.extend(entry.get::<Dict<'_>>("First"));
            let title = string(&entry, "Title");
            let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
            let action = entry.get::<Dict<'_>>("A");
            if let Some(action) = &action {
                self.action(action, None, 0);
            }
            if title.is_empty() || is_automatic_name(&title) {
                continue;
            }
            let goal = entry
                .get::<Array<'_>>("Dest")
                .or_else(|| action.and_then(|action| action.get::<Array<'_>>("D")));
            let page = goal.and_then(|goal| goal.raw_iter().next());
            let page = page.and_then(|page| page.as_obj_ref());
            match page.and_then(|page| numbers.get(&ObjectIdentifier::from(page))) {
                Some(page) if !self.outlines.contains_key(page) => {
                    self.outlines.insert(*page, title);
                }
                page => {
                    let place = Place::Named("outline".into());
                    self.add(page.copied(), Part::Properties, place, &title);
                }
            }
        }
    }

    /// Alternative texts in the structure of a tagged file (14.7.2 and 14.9.3).
    fn structure(&mut self, root: &Dict<'_>, numbers: &FxHashMap<ObjectIdentifier, u32>) {
        let Some(tree) = root.get::<Dict<'_>>("StructTreeRoot") else {
            return;
        };
        let mut waiting: Vec<(Dict<'_>, Option<u32>)> = vec![(tree, None)];
        let mut seen = FxHashSet::default();
        let mut found = Vec::new();
        while let Some((element, page)) = waiting.pop() {
            if seen.len() >= MOST || element.obj_id().is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            let own = element.get_ref("Pg").map(ObjectIdentifier::from);
            let page = own.and_then(|id| numbers.get(&id).copied()).or(page);
            for key in ["Alt", "E", "T"] {
                let text = string(&element, key);
                let automatic = key == "T" && is_automatic_name(&text);
                if !text.is_empty() && !automatic {
                    found.push((page, text));
                }
            }
            match element.get::<Object<'_>>("K") {
                Some(Object::Dict(kid)) => waiting.push((kid, page)),
                Some(Object::Array(kids)) => {
                    let kids: Vec<_> = kids.iter::<Object<'_>>().take(MOST).collect();
                    let kids = kids.into_iter().rev().filter_map(Object::into_dict);
                    waiting.extend(kids.map(|kid| (kid, page)));
                }
                _ => {}
            }
        }
        for (page, text) in found {
            self.add(page, Part::AltText, Place::Whole, &text);
        }
    }

    /// Names of layers (8.11.2).
    fn layers(&mut self, root: &Dict<'_>) {
        let layers = root
            .get::<Dict<'_>>("OCProperties")
            .and_then(|all| all.get::<Array<'_>>("OCGs"));
        for layer in layers.iter().flat_map(Array::iter::<Dict<'_>>).take(1000) {
            let name = string(&layer, "Name");
            if !is_automatic_name(&name) {
                self.add(None, Part::Properties, Place::Named("layer".into()), &name);
            }
        }
    }

    /// Files that travel inside (7.11.4), by the tree of their names.
    fn attachments(&mut self, tree: &Dict<'_>, budget: &Rc<Budget>, embedding: usize) {
        let mut waiting = vec![tree.clone()];
        let mut seen = FxHashSet::default();
        while let Some(node) = waiting.pop() {
            if seen.len() >= 1000 || node.obj_id().is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            if let Some(kids) = node.get::<Array<'_>>("Kids") {
                waiting.extend(kids.iter::<Dict<'_>>().take(1000));
            }
            let Some(names) = node.get::<Array<'_>>("Names") else {
                continue;
            };
            for file in names
                .iter::<Object<'_>>()
                .take(2000)
                .filter_map(Object::into_dict)
            {
                self.attachment(&file, budget, embedding);
            }
        }
    }

    fn attachment(&mut self, file: &Dict<'_>, budget: &Rc<Budget>, embedding: usize) {
        let name = file_name(file);
        self.add(
            None,
            Part::Embedded,
            Place::Named("file name".into()),
            &name,
        );
        self.add(
            None,
            Part::Embedded,
            Place::Named(name.clone()),
            &string(file, "Desc"),
        );
        let streams = file.get::<Dict<'_>>("EF");
        let stream = streams.and_then(|streams| {
            let first = streams.get::<Stream<'_>>("UF");
            first.or_else(|| streams.get::<Stream<'_>>("F"))
        });
        let Some(stream) = stream else {
            return;
        };
        let bytes = match content::decode(&stream, budget) {
            Ok((bytes, None)) => bytes,
            Ok((_, Some(problem))) | Err(problem) => return self.problems.push((name, problem)),
        };
        let inside = Inside::read(&name, &bytes, embedding + 1, budget);
        self.problems.extend(inside.problems);
        for found in inside.found {
            let Find { place, text } = Find::named(&name, found);
            self.add(None, Part::Embedded, place, &text);
        }
    }
}

fn file_name(file: &Dict<'_>) -> std::string::String {
    let name = string(file, "UF");
    if name.is_empty() {
        string(file, "F")
    } else {
        name
    }
}

pub(super) fn string(dict: &Dict<'_>, key: &str) -> std::string::String {
    match dict.get::<Object<'_>>(key) {
        Some(Object::String(text)) => text_of(&text),
        _ => std::string::String::new(),
    }
}

/// A text string (7.9.2.2): UTF-16, UTF-8 or `PDFDocEncoding` (annex D.2).
pub(super) fn text_of(bytes: &[u8]) -> std::string::String {
    const UPPER: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž";
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_be_bytes(*pair));
            let letters = char::decode_utf16(units);
            letters
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xff, 0xfe, rest @ ..] => {
            let units = rest
                .as_chunks::<2>()
                .0
                .iter()
                .map(|pair| u16::from_le_bytes(*pair));
            let letters = char::decode_utf16(units);
            letters
                .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => std::string::String::from_utf8_lossy(rest).into_owned(),
        _ => {
            let letters = bytes.iter().map(|byte| match byte {
                0x80..=0x9e => UPPER
                    .chars()
                    .nth(usize::from(byte - 0x80))
                    .unwrap_or('\u{fffd}'),
                0xa0 => '€',
                byte => char::from(*byte),
            });
            letters.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_strings_have_three_encodings() {
        assert_eq!(text_of(b"\xfe\xff\0A\x20\x19"), "A’");
        assert_eq!(text_of(b"\xef\xbb\xbfA\xe2\x80\x99"), "A’");
        assert_eq!(text_of(b"A\x90\xe9"), "A’é");
    }
}
