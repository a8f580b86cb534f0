//! Parts that no relationship reaches: a slide taken out of the show by a script still travels.
//!
//! Reached is what a chain of relationships leads to from the package; a slide that is related
//! and not listed is shown by nothing, and so it is not reached.

use super::Reader;
use super::canvas::{Canvas, Host};
use super::problem::Problem;
use super::relationships::Target;
use super::xml::{Node, Xml};
use super::{chart, comments, diagram, slide};
use crate::deck::{Orphan, Part, Place, Text};
use rustc_hash::FxHashSet;
use std::rc::Rc;

impl Reader<'_> {
    /// Step 6.
    pub(super) fn orphans(&mut self) {
        let reached = self.reached();
        let mut left: Vec<Rc<str>> = self
            .package
            .names()
            .iter()
            .filter(|name| !reached.contains(&*name.to_lowercase()) && self.can_say_something(name))
            .cloned()
            .collect();
        left.sort_unstable();
        for name in left {
            let mut orphan = Orphan {
                source: name.to_string(),
                what: "a part",
                texts: Vec::new(),
            };
            if self.is_xml(&name) {
                let mut canvas =
                    Canvas::new(Host::Inside(Part::Orphan), &self.package.budget.limits);
                let mut what = "a part";
                self.part(
                    &name,
                    None,
                    &mut (&mut canvas, &mut what),
                    |xml, (canvas, what)| read(xml, canvas, what),
                );
                orphan.texts = canvas.texts;
                orphan.what = what;
            } else {
                orphan.what = "an embedded file";
                for found in self.embedded_finds(&name, None) {
                    orphan.texts.push(text(found.place, found.text));
                }
            }
            let relationships = self.package.relationships(&name);
            for relationship in relationships.iter() {
                if let Target::External(address) = &relationship.target {
                    orphan
                        .texts
                        .push(text(Place::Named("link".into()), address.to_string()));
                }
            }
            for text in &mut orphan.texts {
                text.shape = None;
            }
            self.keep(&name, None, &mut orphan.texts);
            self.deck.orphans.push(orphan);
        }
    }

    /// The names, in lower case, of all parts that relationships lead to.
    fn reached(&mut self) -> FxHashSet<Box<str>> {
        let listed: FxHashSet<String> = self
            .deck
            .slides
            .iter()
            .map(|slide| slide.source.to_lowercase())
            .collect();
        let mut reached: FxHashSet<Box<str>> = FxHashSet::default();
        let mut waiting: Vec<Rc<str>> = vec![Rc::from("")];
        while let Some(source) = waiting.pop() {
            let relationships = self.package.relationships(&source);
            for relationship in relationships.iter() {
                let Target::Part(target) = &relationship.target else {
                    continue;
                };
                let Some((name, _)) = self.package.find(target) else {
                    continue;
                };
                let lower = name.to_lowercase();
                if &*relationship.kind == "slide" && !listed.contains(&lower) {
                    continue;
                }
                if reached.insert(lower.into_boxed_str()) {
                    waiting.push(name);
                }
            }
        }
        reached
    }

    fn is_xml(&self, name: &str) -> bool {
        let kind = self.package.content_type(name);
        kind.ends_with("+xml")
            || kind.ends_with("/xml")
            || name.to_ascii_lowercase().ends_with(".xml")
    }

    fn can_say_something(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let system = lower.ends_with('/')
            || lower.ends_with(".rels")
            || lower == "[content_types].xml"
            || lower.starts_with("__macosx/")
            || lower.starts_with("[trash]/")
            || lower.ends_with(".ds_store")
            || lower.starts_with("docprops/thumbnail")
            // Where a theme or printer lay; words in them are nobody's.
            || self.package.content_type(name).contains("theme");
        let office = [
            ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".pptm", ".xls", ".doc", ".ppt",
        ];
        !system
            && (self.is_xml(name)
                || (lower.contains("embeddings/") || office.iter().any(|end| lower.ends_with(end))))
    }
}

fn text(place: Place, text: String) -> Text {
    Text {
        part: Part::Orphan,
        shape: None,
        place,
        text,
        all_caps: false,
        origin: None,
    }
}

/// Reads what stands inside the element at a level.
type Reading = fn(&mut Xml<'_>, usize, &mut Canvas) -> Result<(), Problem>;

/// Reads a part by its root element: what it was is all that is left to go by.
fn read(xml: &mut Xml<'_>, canvas: &mut Canvas, what: &mut &'static str) -> Result<(), Problem> {
    let Some(root) = xml.tag(0)? else {
        return Ok(());
    };
    let level = xml.level();
    let (name, reading): (_, Reading) = match root.local() {
        "sld" => ("a deleted slide", slide::shapes),
        "notes" => ("notes of a deleted slide", slide::shapes),
        "sldLayout" => ("a layout that is not used", slide::shapes),
        "sldMaster" | "notesMaster" | "handoutMaster" => {
            ("a master that is not used", slide::shapes)
        }
        "chartSpace" => ("a chart that is not used", |xml, level, canvas| {
            chart::inside(xml, level, canvas, None)
        }),
        "dataModel" => ("SmartArt that is not used", |xml, level, canvas| {
            diagram::inside(xml, level, canvas, None)
        }),
        "drawing" | "userShapes" => ("a drawing that is not used", slide::shapes),
        "cmLst" => ("comments on a deleted slide", comments::inside),
        _ => ("a part", anything),
    };
    *what = name;
    reading(xml, level, canvas)?;
    // The end of the file is checked as in any part.
    while xml.next(0)?.is_some() {}
    Ok(())
}

/// Whatever text an unknown part holds.
fn anything(xml: &mut Xml<'_>, level: usize, canvas: &mut Canvas) -> Result<(), Problem> {
    let mut element = String::new();
    while let Some(node) = xml.next(level)? {
        canvas.check()?;
        match node {
            Node::Start(tag) => element = tag.local().to_owned(),
            Node::Text(text) => {
                let place = Place::Named(element.clone());
                canvas.add(Part::Orphan, None, place, text.trim().to_owned(), false);
            }
        }
    }
    Ok(())
}
