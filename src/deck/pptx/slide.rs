//! One slide with everything it carries, and how references in a drawing are followed.

use super::canvas::{Canvas, Host};
use super::names::{is_automatic_file_name, is_automatic_name};
use super::presentation::Presentation;
use super::problem::Problem;
use super::relationships::{Relationship, Target};
use super::sheets::Used;
use super::xml::{Node, Xml};
use super::{Reader, chart, comments, diagram, properties, shape_tree, svg};
use crate::deck::{Part, Place, Shape, Slide, Text};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::rc::Rc;

/// Reads a slide, layout, master or notes page (ECMA-376-1, 19.3.1.38 and its siblings).
pub(super) fn sheet(xml: &mut Xml<'_>, canvas: &mut Canvas) -> Result<(), Problem> {
    while let Some(node) = xml.next(0)? {
        let tag = match node {
            Node::Start(tag) => tag,
            Node::Text(text) => {
                canvas.stray(&text, None);
                continue;
            }
        };
        match tag.local() {
            "sld" | "sldLayout" | "sldMaster" | "notes" => {
                canvas.hidden = tag.flag("show") == Some(false);
                canvas.shows_master = tag.flag("showMasterSp") != Some(false);
            }
            "cSld" => canvas.name = tag.attribute("name").map(Cow::into_owned),
            "spTree" => {
                let level = xml.level();
                shape_tree::drawing(xml, level, canvas)?;
            }
            "timing" => animation(xml, canvas)?,
            "snd" => canvas.sound(&tag, None),
            "blip" | "svgBlip" | "tags" | "control" => canvas.refer(&tag, None),
            _ => {}
        }
    }
    Ok(())
}

/// Animations (19.5): their text is names of attributes, but they can play sounds.
fn animation(xml: &mut Xml<'_>, canvas: &mut Canvas) -> Result<(), Problem> {
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        if matches!(tag.local(), "snd" | "sndTgt") {
            canvas.sound(&tag, None);
        }
    }
    Ok(())
}

/// The shapes inside the element at `level`, whatever they are drawn on.
pub(super) fn shapes(xml: &mut Xml<'_>, level: usize, canvas: &mut Canvas) -> Result<(), Problem> {
    shape_tree::drawing(xml, level, canvas)
}

impl Reader<'_> {
    /// Step 3. Gives the layouts and masters that show through.
    pub(super) fn slides(&mut self, main: &Rc<str>, presentation: &Presentation) -> Used {
        let relationships = self.package.relationships(main);
        let by_id: FxHashMap<&str, &Relationship> = relationships
            .iter()
            .map(|relationship| (&*relationship.id, relationship))
            .collect();
        let mut used = Used::default();
        for (index, (id, relationship_id)) in presentation.slides.iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            let section = presentation.sections.get(id).cloned();
            let target = by_id.get(relationship_id.as_str());
            let Some(Target::Part(source)) = target.map(|relationship| &relationship.target) else {
                let problem = Problem::corrupt(format!(
                    "the presentation lists slide {number}, and nothing leads to it"
                ));
                self.note(main, Some(number), problem);
                self.deck.slides.push(Slide {
                    number,
                    section,
                    ..Slide::default()
                });
                continue;
            };
            let slide = self.slide(number, section, source, &mut used);
            self.deck.slides.push(slide);
        }
        used
    }

    fn slide(
        &mut self,
        number: u32,
        section: Option<String>,
        source: &Rc<str>,
        used: &mut Used,
    ) -> Slide {
        let here = Some(number);
        let mut canvas = Canvas::new(Host::Slide, &self.package.budget.limits);
        self.part(source, here, &mut canvas, sheet);
        let (hidden, shows_master) = (canvas.hidden, canvas.shows_master);
        let name = canvas.name.take().filter(|name| !is_automatic_name(name));
        let (shapes, mut texts) = self.follow(source, here, canvas, None);
        for notes in self.related(source, "notesSlide") {
            let mut canvas = Canvas::new(Host::Notes, &self.package.budget.limits);
            self.part(&notes, here, &mut canvas, sheet);
            let (_, notes) = self.follow(&notes, here, canvas, None);
            texts.extend(notes.into_iter().map(|text| Text {
                shape: None,
                ..text
            }));
        }
        for part in self.related(source, "comments") {
            let mut canvas = Canvas::new(Host::Slide, &self.package.budget.limits);
            self.part(&part, here, &mut canvas, comments::read);
            let (_, comments) = self.follow(&part, here, canvas, None);
            texts.extend(comments);
        }
        texts.extend(name.map(|text| Text {
            part: Part::Properties,
            shape: None,
            place: Place::Named("slide name".into()),
            text,
            all_caps: false,
            origin: None,
        }));
        for layout in self.related(source, "slideLayout") {
            used.add(layout, number, shows_master);
        }
        self.keep(source, here, &mut texts);
        self.drain_problems(here);
        let title = texts
            .iter()
            .filter(|text| text.part == Part::Title)
            .map(|text| text.text.as_str());
        let title = title
            .flat_map(str::split_whitespace)
            .collect::<Vec<_>>()
            .join(" ");
        Slide {
            number,
            title: (!title.is_empty()).then_some(title),
            hidden,
            section,
            source: source.to_string(),
            origin: None,
            shapes,
            texts,
        }
    }

    /// Follows every reference of a drawing, and then the relationships that no element named, so
    /// that a part which travels with the slide is read even where it does not show.
    ///
    /// `owner` is the shape of the slide that the drawing belongs to, if it is not the slide itself.
    pub(super) fn follow(
        &mut self,
        source: &str,
        slide: Option<u32>,
        canvas: Canvas,
        owner: Option<usize>,
    ) -> (Vec<Shape>, Vec<Text>) {
        let relationships = self.package.relationships(source);
        let mut followed = FxHashSet::default();
        let known = (&relationships, &mut followed);
        let host = canvas.host;
        let (shapes, mut texts) = self.follow_named(source, slide, canvas, owner, known);
        for index in 0..relationships.len() {
            if !followed.contains(&index) {
                self.resolve(&relationships, index, host, owner, slide, &mut texts);
            }
        }
        (shapes, texts)
    }

    /// The same without what no element named: `known` has the relationships of the part, and takes
    /// those that were followed.
    pub(super) fn follow_named(
        &mut self,
        source: &str,
        slide: Option<u32>,
        canvas: Canvas,
        owner: Option<usize>,
        known: (&Rc<[Relationship]>, &mut FxHashSet<usize>),
    ) -> (Vec<Shape>, Vec<Text>) {
        let (relationships, followed) = known;
        if let Err(problem) = self.package.budget.work(relationships.len()) {
            self.note(source, slide, problem);
            followed.extend(0..relationships.len());
            return (canvas.shapes, canvas.texts);
        }
        let by_id: FxHashMap<&str, usize> = if canvas.references.is_empty() {
            FxHashMap::default()
        } else {
            relationships
                .iter()
                .enumerate()
                .map(|(index, relationship)| (&*relationship.id, index))
                .collect()
        };
        let mut texts = Vec::with_capacity(canvas.texts.len());
        let mut found = canvas.texts.into_iter();
        let mut copied = 0;
        for reference in &canvas.references {
            texts.extend(found.by_ref().take(reference.at.saturating_sub(copied)));
            copied = copied.max(reference.at);
            match by_id.get(&*reference.id).copied() {
                Some(index) => {
                    followed.insert(index);
                    let shape = if owner.is_some() {
                        owner
                    } else {
                        reference.shape
                    };
                    self.resolve(relationships, index, canvas.host, shape, slide, &mut texts);
                }
                None => self.note(
                    source,
                    slide,
                    Problem::corrupt(format!(
                        "it refers to '{}', and no relationship has that id",
                        reference.id
                    )),
                ),
            }
        }
        texts.extend(found);
        (canvas.shapes, texts)
    }

    /// Whether a part that is not read is in the file, under the very name it is asked for by.
    fn is_there(&mut self, name: &str, slide: Option<u32>) -> bool {
        match self.package.find(name) {
            Some((_, false)) => true,
            Some((stored, true)) => {
                self.note(name, slide, Problem::other_case(name, &stored));
                true
            }
            None => {
                self.note(name, slide, Problem::missing());
                false
            }
        }
    }

    /// Adds what one relationship leads to.
    pub(super) fn resolve(
        &mut self,
        relationships: &Rc<[Relationship]>,
        index: usize,
        host: Host,
        shape: Option<usize>,
        slide: Option<u32>,
        texts: &mut Vec<Text>,
    ) {
        let Some(relationship) = relationships.get(index) else {
            return;
        };
        let mut add = |part: Part, place: Place, text: String| {
            texts.push(Text {
                part: host.file(part),
                shape,
                place,
                text,
                all_caps: false,
                origin: None,
            });
        };
        let name = match &relationship.target {
            Target::Part(name) => Rc::clone(name),
            Target::External(address) => {
                texts.push(Text {
                    part: host.file_link(),
                    shape,
                    place: Place::Whole,
                    text: address.to_string(),
                    all_caps: false,
                    origin: None,
                });
                return;
            }
            Target::Nowhere => return,
        };
        match &*relationship.kind {
            "image" | "video" | "audio" | "media" | "hdphoto" | "model3d" => {
                let file = name.rsplit('/').next().unwrap_or(&name);
                if !self.is_there(&name, slide) {
                    return;
                }
                if !is_automatic_file_name(file) {
                    add(
                        Part::Picture,
                        Place::Named("file name".into()),
                        file.to_owned(),
                    );
                }
                if self.package.content_type(&name).contains("svg")
                    || file.to_ascii_lowercase().ends_with(".svg")
                {
                    let mut found = Vec::new();
                    self.part(&name, slide, &mut found, svg::read);
                    for (place, text) in found {
                        add(Part::Picture, place, text);
                    }
                }
            }
            "chart" | "chartEx" => {
                let mut canvas =
                    Canvas::new(Host::Inside(Part::Chart), &self.package.budget.limits);
                self.part(&name, slide, &mut canvas, |xml, canvas| {
                    chart::read(xml, canvas, shape)
                });
                let (_, found) = self.follow(&name, slide, canvas, shape);
                texts.extend(found);
            }
            "chartUserShapes" => {
                let mut canvas =
                    Canvas::new(Host::Inside(Part::Chart), &self.package.budget.limits);
                self.part(&name, slide, &mut canvas, |xml, canvas| {
                    shape_tree::drawing(xml, 0, canvas)
                });
                let (_, found) = self.follow(&name, slide, canvas, shape);
                texts.extend(found.into_iter().map(|text| Text { shape, ..text }));
            }
            "diagramData" => {
                let mut canvas = Canvas::new(host, &self.package.budget.limits);
                self.part(&name, slide, &mut canvas, |xml, canvas| {
                    diagram::read(xml, canvas, shape)
                });
                let (_, found) = self.follow(&name, slide, canvas, shape);
                texts.extend(found);
            }
            "diagramDrawing" => {
                let mut canvas =
                    Canvas::new(Host::Inside(Part::SmartArt), &self.package.budget.limits);
                self.part(&name, slide, &mut canvas, |xml, canvas| {
                    shape_tree::drawing(xml, 0, canvas)
                });
                let (_, found) = self.follow(&name, slide, canvas, shape);
                let known: FxHashSet<String> = texts.iter().map(|text| text.text.clone()).collect();
                let fresh = found.into_iter().filter(|text| !known.contains(&text.text));
                texts.extend(fresh.map(|text| Text { shape, ..text }));
            }
            "package" | "oleObject" => self.embedded(&name, host, shape, slide, texts),
            "tags" => self.part(&name, slide, texts, properties::tags),
            "customXml" => self.part(&name, slide, texts, properties::custom_xml),
            "vmlDrawing" | "legacyDrawing" | "drawing" => {
                let mut canvas = Canvas::new(host, &self.package.budget.limits);
                self.part(&name, slide, &mut canvas, legacy_drawing);
                let (_, found) = self.follow(&name, slide, canvas, shape);
                texts.extend(found.into_iter().map(|text| Text { shape, ..text }));
            }
            "control" => self.part(&name, slide, texts, |xml, texts| {
                control(xml, host, shape, texts)
            }),
            _ => {
                // Slides that a button jumps to, layouts, themes: read elsewhere, but they must be there.
                self.is_there(&name, slide);
            }
        }
    }
}

/// VML (ECMA-376-4, 14): what older programs drew, and what embedded objects still bring along.
fn legacy_drawing(xml: &mut Xml<'_>, canvas: &mut Canvas) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        match tag.local() {
            "textbox" | "font" => {
                let mut text = String::new();
                let outcome = xml.text(&mut text);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                canvas.add(Part::Body, None, Place::Whole, text, false);
                outcome?;
            }
            "textpath" => {
                if let Some(text) = tag.attribute("string") {
                    canvas.add(Part::Body, None, Place::Whole, text.into_owned(), false);
                }
            }
            "shape" => {
                if let Some(text) = tag.attribute("alt") {
                    canvas.add(Part::AltText, None, Place::Whole, text.into_owned(), false);
                }
                if let Some(address) = tag.attribute("href") {
                    canvas.add(Part::Link, None, Place::Whole, address.into_owned(), false);
                }
            }
            "imagedata" => {
                if let Some(title) = tag.prefixed("title") {
                    canvas.add(
                        Part::AltText,
                        None,
                        Place::Named("title".into()),
                        title.into_owned(),
                        false,
                    );
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// ActiveX controls ([MS-OE376] 2.3): what is written on a button.
fn control(
    xml: &mut Xml<'_>,
    host: Host,
    shape: Option<usize>,
    texts: &mut Vec<Text>,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        let captioned = tag.local() == "ocxPr"
            && tag
                .prefixed("name")
                .is_some_and(|name| matches!(&*name, "Caption" | "Value" | "Text"));
        if captioned && let Some(text) = tag.prefixed("value") {
            texts.push(Text {
                part: host.file(Part::Body),
                shape,
                place: Place::Named("control".into()),
                text: text.into_owned(),
                all_caps: false,
                origin: None,
            });
        }
    }
    Ok(())
}
