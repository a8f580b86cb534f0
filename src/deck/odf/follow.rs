//! What pages refer to, and what nothing refers to.

use super::Reader;
use super::object;
use super::page::Page;
use crate::deck::pptx::embedded::{Find, Inside};
use crate::deck::shared::canvas::{Canvas, Host};
use crate::deck::shared::names::{is_automatic_file_name, is_automatic_name};
use crate::deck::shared::notes;
use crate::deck::shared::problem::Problem;
use crate::deck::shared::svg;
use crate::deck::shared::xml::{self, Node, Xml};
use crate::deck::{Orphan, Part, Place, Reason, Shape, ShapeKind, Slide, Text};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The part that pages stand in.
const CONTENT: &str = "content.xml";

fn text(part: Part, shape: Option<usize>, place: Place, text: String) -> Text {
    Text {
        part,
        shape,
        place,
        text,
        all_caps: false,
        origin: None,
    }
}

impl Reader<'_> {
    pub(super) fn slide(
        &mut self,
        number: u32,
        hidden: bool,
        page: Page,
        declared: &FxHashMap<String, String>,
    ) -> Slide {
        let here = Some(number);
        let (shapes, mut texts) = self.follow(CONTENT, here, page.canvas, "");
        for used in &page.uses {
            if let Some(said) = declared.get(used).filter(|said| !said.is_empty()) {
                let place = Place::Named("header or footer".into());
                texts.push(text(Part::Body, None, place, said.clone()));
            }
        }
        // Remarks stand where they were made, and are read last.
        let (remarks, mut texts): (Vec<Text>, Vec<Text>) = texts
            .into_iter()
            .partition(|text| text.part == Part::Comment);
        let (_, notes) = self.follow(CONTENT, here, page.notes, "");
        texts.extend(notes.into_iter().map(|text| Text {
            shape: None,
            ..text
        }));
        texts.extend(remarks);
        if !is_automatic_name(&page.name) {
            let place = Place::Named("slide name".into());
            texts.push(text(Part::Properties, None, place, page.name));
        }
        let limits = self.budget.limits;
        self.kept
            .keep(&mut self.deck, &limits, (CONTENT, here), &mut texts);
        let title = texts
            .iter()
            .filter(|text| text.part == Part::Title)
            .flat_map(|text| text.text.split_whitespace());
        let title = title.collect::<Vec<_>>().join(" ");
        Slide {
            number,
            title: (!title.is_empty()).then_some(title),
            hidden,
            section: None,
            source: CONTENT.to_owned(),
            origin: None,
            shapes,
            texts,
        }
    }

    /// Step 2: each reference in its place. `folder` is where relative addresses begin.
    pub(super) fn follow(
        &mut self,
        source: &str,
        slide: Option<u32>,
        canvas: Canvas,
        folder: &str,
    ) -> (Vec<Shape>, Vec<Text>) {
        let mut shapes = canvas.shapes;
        let mut texts = Vec::with_capacity(canvas.texts.len());
        let mut found = canvas.texts.into_iter();
        let mut copied = 0;
        for reference in &canvas.references {
            texts.extend(found.by_ref().take(reference.at.saturating_sub(copied)));
            copied = copied.max(reference.at);
            let before = texts.len();
            let at = At {
                slide,
                shape: reference.shape,
                host: canvas.host,
            };
            let kind = self.resolve(&reference.id, folder, &at, &mut texts);
            let shape = reference.shape.and_then(|index| shapes.get_mut(index));
            if let (Some(kind), Some(shape)) = (kind, shape) {
                shape.kind = kind;
            }
            if let Err(problem) = self.budget.work(texts.len() - before + 1) {
                notes::note(&mut self.deck, source, slide, problem);
                break;
            }
        }
        texts.extend(found);
        (shapes, texts)
    }

    fn resolve(
        &mut self,
        address: &str,
        folder: &str,
        at: &At,
        texts: &mut Vec<Text>,
    ) -> Option<ShapeKind> {
        if address.starts_with('#') {
            return None;
        }
        let plain = address.strip_prefix("./").unwrap_or(address);
        let outside = plain.starts_with("../") || plain.starts_with('/') || has_scheme(plain);
        if outside || self.package.is_none() {
            texts.push(text(
                at.host.file_link(),
                at.shape,
                Place::Whole,
                address.to_owned(),
            ));
            return None;
        }
        let name = format!("{folder}{}", plain.trim_end_matches('/'));
        let content = format!("{name}/{CONTENT}");
        let found = self
            .package
            .as_ref()
            .and_then(|package| package.find(&name));
        match found {
            _ if self.has(&content) => self.object(&name, &content, at, texts),
            Some((name, _)) => {
                self.file(&name, at, texts);
                None
            }
            // The picture of an object is only a likeness of it.
            None if plain.starts_with("ObjectReplacements/") => None,
            None => {
                let problem = Problem::corrupt("the deck refers to it and it is not in the file");
                notes::note(&mut self.deck, &name, at.slide, problem);
                None
            }
        }
    }

    /// A picture, a sound, a film, or a file of another program.
    fn file(&mut self, name: &str, at: &At, texts: &mut Vec<Text>) {
        if !self.reached.insert(name.to_owned()) && name.contains("Object") {
            return;
        }
        let file = name.rsplit('/').next().unwrap_or(name);
        let lower = file.to_ascii_lowercase();
        let medium = name.starts_with("Pictures/")
            || name.starts_with("Media/")
            || name.starts_with("ObjectReplacements/")
            || lower.contains('.');
        if !is_automatic_file_name(file) && !name.starts_with("ObjectReplacements/") {
            let place = Place::Named("file name".into());
            texts.push(text(
                at.host.file(Part::Picture),
                at.shape,
                place,
                file.to_owned(),
            ));
        }
        let office = OFFICE.iter().any(|end| lower.ends_with(end));
        if lower.ends_with(".svg") {
            let bytes = self.bytes(name, at.slide);
            let mut found = Vec::new();
            let outcome = match xml::decode(&bytes) {
                Ok(svg) => svg::read(&mut Xml::new(&svg, &self.budget.limits), &mut found),
                Err((_, problem)) => Err(problem),
            };
            if let Err(problem) = outcome {
                notes::note(&mut self.deck, name, at.slide, problem);
            }
            self.give_back(bytes);
            for (place, said) in found {
                texts.push(text(at.host.file(Part::Picture), at.shape, place, said));
            }
        } else if !medium || office {
            for Find { place, text: said } in self.inside(name, at.slide) {
                texts.push(text(at.host.file(Part::Embedded), at.shape, place, said));
            }
        }
    }

    /// The texts of a file inside the deck, each with the file's name before its place.
    fn inside(&mut self, name: &str, slide: Option<u32>) -> Vec<Find> {
        let bytes = self.bytes(name, slide);
        let inside = Inside::read(name, &bytes, self.embedding + 1, &self.budget);
        self.give_back(bytes);
        for (source, problem) in inside.problems {
            notes::note(&mut self.deck, &source, slide, problem);
        }
        let label = name.rsplit('/').next().unwrap_or(name);
        let found = inside.found.into_iter();
        found.map(|find| Find::named(label, find)).collect()
    }

    /// A chart, a spreadsheet, a drawing: a folder with a content of its own.
    fn object(
        &mut self,
        name: &str,
        content: &str,
        at: &At,
        texts: &mut Vec<Text>,
    ) -> Option<ShapeKind> {
        if name.matches('/').count() > self.budget.limits.embedding_depth {
            let detail = "objects stand in one another too deep";
            notes::note(
                &mut self.deck,
                name,
                at.slide,
                Problem::new(Reason::OverLimit, detail),
            );
            return None;
        }
        let label = name.rsplit('/').next().unwrap_or(name);
        self.reached.insert(content.to_owned());
        let bytes = self.bytes(content, at.slide);
        let (words, damage) = match xml::decode(&bytes) {
            Ok(words) => (words, None),
            Err((words, damage)) => (Cow::Owned(words), Some(damage)),
        };
        let limits = self.budget.limits;
        let (object, outcome) = object::read(&mut Xml::new(&words, &limits), &limits, label);
        drop(words);
        self.give_back(bytes);
        if let Some(problem) = damage.or(outcome.err()) {
            notes::note(&mut self.deck, content, at.slide, problem);
        }
        for other in ["styles.xml", "meta.xml", "settings.xml"] {
            self.reached.insert(format!("{name}/{other}"));
        }
        let host = at.host;
        let (_, found) = self.follow(content, at.slide, object.canvas, &format!("{name}/"));
        texts.extend(found.into_iter().map(|found| Text {
            shape: at.shape,
            part: if host == Host::Slide {
                found.part
            } else {
                host.file(found.part)
            },
            ..found
        }));
        Some(object.kind)
    }

    /// Step 4: parts that nothing refers to.
    pub(super) fn orphans(&mut self) {
        let Some(package) = &self.package else {
            return;
        };
        let mut left: Vec<String> = package
            .names()
            .iter()
            .filter(|name| !self.reached.contains(&***name) && can_say_something(name))
            .map(|name| name.to_string())
            .collect();
        left.sort_unstable();
        for name in left {
            let mut orphan = Orphan {
                source: name.clone(),
                what: if name.starts_with("Basic/") || name.starts_with("Scripts/") {
                    "a macro"
                } else {
                    "a part"
                },
                texts: Vec::new(),
            };
            if name.to_ascii_lowercase().ends_with(".xml") {
                let bytes = self.bytes(&name, None);
                let outcome = match xml::decode(&bytes) {
                    Ok(words) => anything(
                        &mut Xml::new(&words, &self.budget.limits),
                        &mut orphan.texts,
                    ),
                    Err((_, problem)) => Err(problem),
                };
                if let Err(problem) = outcome {
                    notes::note(&mut self.deck, &name, None, problem);
                }
                self.give_back(bytes);
            } else {
                orphan.what = "an embedded file";
                for find in self.inside(&name, None) {
                    orphan
                        .texts
                        .push(text(Part::Orphan, None, find.place, find.text));
                }
            }
            let limits = self.budget.limits;
            self.kept
                .keep(&mut self.deck, &limits, (&name, None), &mut orphan.texts);
            self.deck.orphans.push(orphan);
        }
    }
}

/// Where a reference was met.
struct At {
    slide: Option<u32>,
    shape: Option<usize>,
    host: Host,
}

const OFFICE: [&str; 12] = [
    ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".pptm", ".xls", ".doc", ".ppt", ".odp",
    ".pdf",
];

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Entries that every file has, and pictures of pages.
fn can_say_something(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let system = lower.ends_with('/')
        || matches!(&*lower, "mimetype" | "layout-cache" | "manifest.rdf" | "content.xml")
        || ["meta-inf/", "thumbnails/", "configurations2/", "objectreplacements/", "__macosx/"]
            .iter()
            .any(|folder| lower.starts_with(folder))
        || lower.ends_with(".ds_store")
        // What a macro library is called, not what it does.
        || (lower.starts_with("basic/") && lower.ends_with("-lc.xml"))
        || (lower.starts_with("basic/") && lower.ends_with("-lb.xml"));
    let office = OFFICE.iter().any(|end| lower.ends_with(end));
    let object = lower
        .rsplit('/')
        .next()
        .is_some_and(|file| file.starts_with("object "));
    !system && (lower.ends_with(".xml") || office || object)
}

/// Whatever text an unknown part holds.
fn anything(xml: &mut Xml<'_>, texts: &mut Vec<Text>) -> Result<(), Problem> {
    let mut element = String::new();
    while let Some(node) = xml.next(0)? {
        xml.check(texts.len())?;
        match node {
            Node::Start(tag) => element = tag.local().to_owned(),
            Node::Text(said) => {
                let said = said.trim();
                if !said.is_empty() {
                    let place = Place::Named(element.clone());
                    texts.push(text(Part::Orphan, None, place, said.to_owned()));
                }
            }
        }
    }
    Ok(())
}
