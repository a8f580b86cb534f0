//! A walk through one part of a Word document: paragraphs, tables, drawings, fields, remarks.

use super::canvas::{Canvas, Host};
use super::names::is_automatic_name;
use super::problem::Problem;
use super::xml::{Tag, Xml};
use crate::deck::{Limits, Part, Place, Shape, ShapeKind};
use rustc_hash::FxHashSet;

/// The styles that begin a section: the title's and those of the first two headings.
#[derive(Debug, Default)]
pub(super) struct Styles(FxHashSet<String>);

impl Styles {
    /// Reads the part of styles. Names are English in every language; ids are not (17.7.4.9).
    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let mut id = String::new();
        while let Some(tag) = xml.tag(0)? {
            match tag.local() {
                "style" => id = tag.prefixed("styleId").unwrap_or_default().into_owned(),
                "name" => {
                    let name = tag.prefixed("val").unwrap_or_default().to_lowercase();
                    if matches!(&*name, "heading 1" | "heading 2" | "title") {
                        self.0.insert(id.clone());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn is_heading(&self, id: &str) -> bool {
        self.0.contains(id) || matches!(id, "Heading1" | "Heading2" | "Title")
    }
}

/// What stands under one heading, or one note.
pub(super) struct Section {
    pub(super) title: String,
    /// The id of a note or comment.
    pub(super) id: String,
    pub(super) canvas: Canvas,
    /// Notes and comments it refers to: the kind of part, the id.
    pub(super) notes: Vec<(&'static str, String)>,
}

impl Section {
    fn new(host: Host, limits: &Limits) -> Self {
        Self {
            title: String::new(),
            id: String::new(),
            canvas: Canvas::new(host, limits),
            notes: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.canvas.texts.is_empty() && self.canvas.references.is_empty() && self.notes.is_empty()
    }
}

/// Reads one part into sections.
pub(super) struct Walk<'a> {
    pub(super) sections: Vec<Section>,
    host: Host,
    limits: &'a Limits,
    styles: &'a Styles,
    by_note: bool,
    /// The cell that is being read, and the shape of its table.
    cell: Option<(u32, u32, usize)>,
}

/// One paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    deleted: String,
    field: String,
    heading: bool,
    caps: bool,
    plain: bool,
    run_caps: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(host: Host, limits: &'a Limits, styles: &'a Styles) -> Self {
        Self {
            sections: vec![Section::new(host, limits)],
            host,
            limits,
            styles,
            by_note: false,
            cell: None,
        }
    }

    /// Each note or comment is a section.
    pub(super) fn split_at_notes(&mut self) {
        self.by_note = true;
    }

    pub(super) fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        self.inside(xml, 0)
    }

    fn section(&mut self) -> &mut Section {
        if self.sections.is_empty() {
            self.sections.push(Section::new(self.host, self.limits));
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last]
    }

    fn begin(&mut self) -> Result<(), Problem> {
        if self.sections.len() >= self.limits.entries {
            return Err(Problem::too_many("sections", self.limits.entries));
        }
        if !self.section().is_empty() {
            self.sections.push(Section::new(self.host, self.limits));
        }
        Ok(())
    }

    /// Blocks: paragraphs, tables, and whatever wraps them.
    fn inside(&mut self, xml: &mut Xml<'_>, level: usize) -> Result<(), Problem> {
        while let Some(tag) = xml.tag(level)? {
            self.section().canvas.check()?;
            match tag.local() {
                "p" => self.paragraph(xml)?,
                "tbl" => self.table(xml)?,
                "footnote" | "endnote" | "comment" if self.by_note => {
                    self.begin()?;
                    self.section().id = tag.prefixed("id").unwrap_or_default().into_owned();
                }
                _ => self.leaf(&tag),
            }
        }
        Ok(())
    }

    /// Elements that say something by themselves, wherever they stand.
    fn leaf(&mut self, tag: &Tag<'_>) {
        let shape = self.cell.map(|(.., shape)| shape);
        let section = self.section();
        let canvas = &mut section.canvas;
        match tag.local() {
            "docPr" | "cNvPr" => {
                for (key, place) in [
                    ("descr", Place::Whole),
                    ("title", Place::Named("title".into())),
                ] {
                    if let Some(text) = tag.attribute(key) {
                        canvas.add(Part::AltText, shape, place, text.into_owned(), false);
                    }
                }
                if let Some(name) = tag
                    .attribute("name")
                    .filter(|name| !is_automatic_name(name))
                {
                    let place = Place::Named("name".into());
                    canvas.add(Part::AltText, shape, place, name.into_owned(), false);
                }
            }
            "shape" | "rect" => {
                if let Some(text) = tag.attribute("alt") {
                    canvas.add(Part::AltText, shape, Place::Whole, text.into_owned(), false);
                }
                if let Some(address) = tag.attribute("href") {
                    canvas.add(Part::Link, shape, Place::Whole, address.into_owned(), false);
                }
            }
            "textpath" => {
                if let Some(text) = tag.attribute("string") {
                    canvas.add(
                        Part::Body,
                        shape,
                        Place::Named("WordArt".into()),
                        text.into_owned(),
                        false,
                    );
                }
            }
            "hyperlink" | "hlinkClick" | "hlinkHover" => {
                canvas.link(tag, shape);
                if let Some(tip) = tag.prefixed("tooltip") {
                    canvas.add(
                        Part::Link,
                        shape,
                        Place::Named("tip".into()),
                        tip.into_owned(),
                        false,
                    );
                }
            }
            "fldSimple" => {
                let code = tag.prefixed("instr").unwrap_or_default();
                field(canvas, shape, &code);
            }
            "listEntry" => {
                let text = tag.prefixed("val").unwrap_or_default().into_owned();
                canvas.add(
                    Part::Body,
                    shape,
                    Place::Named("form field".into()),
                    text,
                    false,
                );
            }
            "footnoteReference" | "endnoteReference" | "commentReference" => {
                let kind = match tag.local() {
                    "footnoteReference" => "footnotes",
                    "endnoteReference" => "endnotes",
                    _ => "comments",
                };
                let id = tag.prefixed("id").unwrap_or_default().into_owned();
                section.notes.push((kind, id));
            }
            "blip" | "svgBlip" | "chart" | "relIds" | "OLEObject" | "imagedata" | "control"
            | "contentPart" | "altChunk" => canvas.refer(tag, shape),
            _ => {}
        }
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let mut reading = Paragraph::default();
        let level = xml.level();
        // A heading begins its section before what hangs on it is filed.
        let outcome = self.runs(xml, level, &mut reading);
        let all_caps = reading.caps && !reading.plain;
        let (part, place, shape) = match self.cell {
            Some((row, column, shape)) => (Part::Table, Place::Cell { row, column }, Some(shape)),
            None if reading.heading => (Part::Title, Place::Whole, None),
            None => (Part::Body, Place::Whole, None),
        };
        let section = self.section();
        if reading.heading && part == Part::Title {
            section.title = reading.text.clone();
        }
        let canvas = &mut section.canvas;
        canvas.add(part, shape, place, reading.text, all_caps);
        let deleted = Place::Named("deleted text".into());
        canvas.add(Part::Comment, shape, deleted, reading.deleted, false);
        field(canvas, shape, &reading.field);
        outcome
    }

    fn runs(
        &mut self,
        xml: &mut Xml<'_>,
        level: usize,
        reading: &mut Paragraph,
    ) -> Result<(), Problem> {
        let mut choice = 0;
        while let Some(tag) = xml.tag(level)? {
            self.section().canvas.check()?;
            match tag.local() {
                "pStyle" => {
                    let id = tag.prefixed("val").unwrap_or_default();
                    self.heading(self.styles.is_heading(&id), reading)?;
                }
                "outlineLvl" => {
                    let high = tag
                        .prefixed("val")
                        .is_some_and(|level| matches!(&*level, "0" | "1"));
                    self.heading(high, reading)?;
                }
                "r" => reading.run_caps = false,
                "caps" => {
                    let off = tag
                        .prefixed("val")
                        .is_some_and(|on| matches!(&*on, "0" | "false" | "off"));
                    reading.run_caps = !off;
                }
                "t" => {
                    let before = reading.text.len();
                    let outcome = xml.text(&mut reading.text);
                    let said = reading
                        .text
                        .get(before..)
                        .is_some_and(|text| !text.trim().is_empty());
                    reading.caps |= said && reading.run_caps;
                    reading.plain |= said && !reading.run_caps;
                    outcome?;
                }
                "delText" => xml.text(&mut reading.deleted)?,
                "instrText" | "delInstrText" => xml.text(&mut reading.field)?,
                "tab" | "ptab" if tag.prefixed("pos").is_none() => reading.text.push('\t'),
                "br" | "cr" => reading.text.push('\n'),
                "noBreakHyphen" => reading.text.push('\u{2011}'),
                "softHyphen" => reading.text.push('\u{ad}'),
                "AlternateContent" => choice = self.section().canvas.texts.len(),
                "Fallback" => {
                    let again = self.section().canvas.texts.len();
                    let inner = xml.level();
                    let outcome = self.runs(xml, inner, reading);
                    self.section().canvas.forget_repeats(choice, again);
                    outcome?;
                }
                // In a text box.
                "p" => self.paragraph(xml)?,
                "tbl" => self.table(xml)?,
                _ => self.leaf(&tag),
            }
        }
        Ok(())
    }

    fn heading(&mut self, is_heading: bool, reading: &mut Paragraph) -> Result<(), Problem> {
        if is_heading && !reading.heading && self.cell.is_none() && !self.by_note {
            reading.heading = true;
            self.begin()?;
        }
        Ok(())
    }

    fn table(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let outer = self.cell;
        let canvas = &mut self.section().canvas;
        let index = canvas.shapes.len();
        canvas.shapes.push(Shape {
            id: u32::try_from(index + 1).unwrap_or(u32::MAX),
            ..Shape::default()
        });
        let (mut row, mut column, mut columns) = (0_u32, 0_u32, 0_u32);
        let level = xml.level();
        let mut read = |walk: &mut Self| {
            while let Some(tag) = xml.tag(level)? {
                walk.section().canvas.check()?;
                match tag.local() {
                    "tr" => {
                        row += 1;
                        column = 0;
                    }
                    "tc" => {
                        column += 1;
                        columns = columns.max(column);
                        walk.cell = Some((row, column, index));
                    }
                    "p" => walk.paragraph(xml)?,
                    "tbl" => walk.table(xml)?,
                    _ => walk.leaf(&tag),
                }
            }
            Ok(())
        };
        let outcome = read(self);
        self.cell = outer;
        if let Some(shape) = self.section().canvas.shapes.get_mut(index) {
            shape.kind = ShapeKind::Table { rows: row, columns };
        }
        outcome
    }
}

/// A field's code, where it names an address or a file; its result stands in the text.
fn field(canvas: &mut Canvas, shape: Option<usize>, code: &str) {
    let code = code.trim();
    let named = ["HYPERLINK", "INCLUDE", "LINK ", "DDE", "DATABASE"];
    if named.iter().any(|name| code.contains(name)) {
        canvas.add(
            Part::Link,
            shape,
            Place::Named("field".into()),
            code.to_owned(),
            false,
        );
    }
}
