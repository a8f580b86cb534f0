//! Shapes on a page (OpenDocument 1.3, part 3, 10): frames, drawn shapes, groups, controls.

use super::length::bounds;
use super::page::part_of;
use super::table::table;
use super::words::{Spot, link, paragraph, refer, remark};
use crate::deck::shared::canvas::{Canvas, Host, is_blank};
use crate::deck::shared::names::is_automatic_name;
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{Node, Tag, Xml};
use crate::deck::{Part, Place, Shape, ShapeKind};

/// Reads what stands on a page: its shapes into `canvas`, its notes into `notes`.
pub(super) fn page(
    xml: &mut Xml<'_>,
    level: usize,
    canvas: &mut Canvas,
    notes: &mut Canvas,
) -> Result<(), Problem> {
    while let Some(node) = xml.next(level)? {
        canvas.check()?;
        let tag = match node {
            Node::Start(tag) => tag,
            Node::Text(text) => {
                canvas.stray(&text, None);
                continue;
            }
        };
        if tag.local() == "notes" {
            let inside = xml.level();
            members(xml, inside, notes, None)?;
        } else {
            member(xml, &tag, canvas, None)?;
        }
    }
    Ok(())
}

/// Elements that are a shape.
pub(super) fn is_shape(local: &str) -> bool {
    matches!(
        local,
        "frame"
            | "custom-shape"
            | "rect"
            | "ellipse"
            | "circle"
            | "line"
            | "polyline"
            | "polygon"
            | "path"
            | "regular-polygon"
            | "connector"
            | "caption"
            | "measure"
            | "control"
            | "g"
            | "scene"
    )
}

fn members(
    xml: &mut Xml<'_>,
    level: usize,
    canvas: &mut Canvas,
    group: Option<usize>,
) -> Result<(), Problem> {
    while let Some(node) = xml.next(level)? {
        canvas.check()?;
        match node {
            Node::Start(tag) => member(xml, &tag, canvas, group)?,
            Node::Text(text) => canvas.stray(&text, group),
        }
    }
    Ok(())
}

/// What can stand on a page or in a group.
fn member(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    canvas: &mut Canvas,
    group: Option<usize>,
) -> Result<(), Problem> {
    match tag.local() {
        local if is_shape(local) => shape(xml, tag, canvas, group)?,
        "annotation" => remark(xml, canvas)?,
        "a" => link(tag, group, canvas),
        "p" | "h" => paragraph(xml, canvas, &Spot::new(Part::Body, group, Place::Whole))?,
        "event-listener" | "area-rectangle" | "area-circle" | "area-polygon" => {
            link(tag, group, canvas);
        }
        // Sounds of animations and of page changes, pictures behind a page.
        "audio" | "sound" | "background-image" => refer(tag, group, canvas),
        "page-thumbnail" | "binary-data" => xml.skip(xml.level())?,
        _ => control(tag, group, canvas),
    }
    Ok(())
}

/// Form controls (13): what is written on a button, in a field, in a list.
fn control(tag: &Tag<'_>, group: Option<usize>, canvas: &mut Canvas) {
    if tag.prefix() != "form" {
        return;
    }
    for (key, value) in tag.prefixed_all() {
        match key {
            "label" | "value" | "current-value" | "title" | "help-message" => {
                let place = Place::Named("control".into());
                canvas.add(Part::Body, group, place, value.into_owned(), false);
            }
            "href" => refer(tag, group, canvas),
            _ => {}
        }
    }
}

/// Reads one shape, which has just been started. What stood before damage is kept.
pub(super) fn shape(
    xml: &mut Xml<'_>,
    tag: &Tag<'_>,
    canvas: &mut Canvas,
    group: Option<usize>,
) -> Result<(), Problem> {
    let class = tag.prefixed("class").unwrap_or_default();
    let name = tag.prefixed("name").unwrap_or_default().into_owned();
    let index = canvas.shapes.len();
    let kind = match (tag.local(), &*class) {
        ("g" | "scene", _) => ShapeKind::Group,
        ("line" | "connector" | "measure", _) => ShapeKind::Connector,
        (_, "title") => ShapeKind::Title,
        (_, "subtitle" | "outline" | "text") => ShapeKind::Body,
        (_, "header" | "footer" | "date-time" | "page-number") => ShapeKind::Footer,
        _ => ShapeKind::Shape,
    };
    // On a master, what stands in these is a prompt, which a slide replaces or leaves out.
    let prompt = canvas.host == Host::Master
        && (tag.prefixed("placeholder").as_deref() == Some("true")
            || matches!(&*class, "title" | "subtitle" | "outline" | "text" | "notes"));
    canvas.shapes.push(Shape {
        id: u32::try_from(index + 1).unwrap_or(u32::MAX),
        name: name.clone(),
        kind,
        bounds: bounds(tag),
        hidden: tag
            .prefixed("display")
            .is_some_and(|shown| &*shown == "none"),
        group,
    });
    let mut reading = Reading {
        index,
        spot: Spot {
            silent: prompt,
            ..Spot::new(part_of(&class), Some(index), Place::Whole)
        },
        alternatives: Vec::new(),
    };
    let first = canvas.texts.len();
    if tag.local() == "control" {
        refer(tag, Some(index), canvas);
    }
    let level = xml.level();
    let outcome = reading.read(xml, level, canvas);
    if !prompt {
        reading.finish(canvas, first, &name);
    }
    outcome
}

struct Reading {
    index: usize,
    spot: Spot,
    alternatives: Vec<(Place, String)>,
}

impl Reading {
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        level: usize,
        canvas: &mut Canvas,
    ) -> Result<(), Problem> {
        let here = Some(self.index);
        while let Some(node) = xml.next(level)? {
            canvas.check()?;
            let tag = match node {
                Node::Start(tag) => tag,
                Node::Text(text) => {
                    canvas.stray(&text, here);
                    continue;
                }
            };
            match tag.local() {
                "title" | "desc" => {
                    let place = if tag.local() == "title" {
                        Place::Named("title".into())
                    } else {
                        Place::Whole
                    };
                    let mut text = String::new();
                    let outcome = xml.text(&mut text);
                    self.alternatives.push((place, text.trim().to_owned()));
                    outcome?;
                }
                "p" | "h" => paragraph(xml, canvas, &self.spot)?,
                "table" => {
                    let (rows, columns, outcome) = table(xml, canvas, self.index);
                    self.set_kind(canvas, ShapeKind::Table { rows, columns });
                    outcome?;
                }
                "object" | "object-ole" => {
                    self.set_kind(canvas, ShapeKind::Object);
                    refer(&tag, here, canvas);
                }
                "image" => {
                    let plain = canvas
                        .shapes
                        .get(self.index)
                        .is_some_and(|shape| shape.kind == ShapeKind::Shape);
                    if plain {
                        self.set_kind(canvas, ShapeKind::Picture);
                    }
                    refer(&tag, here, canvas);
                }
                "plugin" | "applet" | "floating-frame" => {
                    self.set_kind(canvas, ShapeKind::Object);
                    refer(&tag, here, canvas);
                }
                // MathML, which only a flat file holds in place.
                "math" => {
                    let mut text = String::new();
                    let outcome = xml.text(&mut text);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let place = Place::Named("formula".into());
                    canvas.add(Part::Embedded, here, place, text, false);
                    outcome?;
                }
                _ => member(xml, &tag, canvas, here)?,
            }
        }
        Ok(())
    }

    fn set_kind(&self, canvas: &mut Canvas, kind: ShapeKind) {
        if let Some(shape) = canvas.shapes.get_mut(self.index) {
            shape.kind = kind;
        }
    }

    /// Adds what the shape is called, unless its text says the same.
    fn finish(self, canvas: &mut Canvas, first: usize, name: &str) {
        let own = canvas.texts.get(first..).unwrap_or_default();
        let own: Vec<&str> = own.iter().map(|text| text.text.as_str()).collect();
        let own = own.join(" ");
        let mut said: Vec<String> = Vec::new();
        for (place, text) in self.alternatives {
            if !is_blank(&text) && !said.contains(&text) {
                said.push(text.clone());
                canvas.add(Part::AltText, Some(self.index), place, text, false);
            }
        }
        let repeated = said.iter().any(|known| known == name) || own.contains(name.trim());
        if !is_automatic_name(name) && !repeated {
            let place = Place::Named("name".into());
            canvas.add(
                Part::AltText,
                Some(self.index),
                place,
                name.to_owned(),
                false,
            );
        }
    }
}
