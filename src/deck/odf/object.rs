//! Objects inside a deck that are OpenDocument files themselves: charts, spreadsheets, drawings.

use super::table::repeated;
use super::words::{Spot, paragraph};
use crate::deck::shared::canvas::{Canvas, Host};
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{Tag, Xml};
use crate::deck::{Limits, Part, Place, ShapeKind};

/// What an object holds.
#[derive(Debug)]
pub(super) struct Object {
    /// Its texts, filed under [`Part::Chart`] or [`Part::Embedded`], and what it refers to.
    pub(super) canvas: Canvas,
    pub(super) kind: ShapeKind,
}

/// Reads the content of an object; `label` is what it is called inside the deck.
pub(super) fn read(
    xml: &mut Xml<'_>,
    limits: &Limits,
    label: &str,
) -> (Object, Result<(), Problem>) {
    let mut reading = Reading {
        object: Object {
            canvas: Canvas::new(Host::Inside(Part::Embedded), limits),
            kind: ShapeKind::Object,
        },
        label,
        ..Reading::new(limits)
    };
    let outcome = reading.read(xml);
    // A chart's own table says its words again.
    if reading.object.kind == ShapeKind::Chart {
        let mut seen = rustc_hash::FxHashSet::default();
        let texts = &mut reading.object.canvas.texts;
        texts.retain(|text| seen.insert((text.text.clone(), text.place.to_string())));
    }
    (reading.object, outcome)
}

struct Reading<'a> {
    object: Object,
    label: &'a str,
    sheet: String,
    row: u32,
    column: u32,
    next_column: u32,
    next_row: u32,
    series: u32,
    words: bool,
    place: Place,
}

impl Reading<'_> {
    fn new(limits: &Limits) -> Self {
        Self {
            object: Object {
                canvas: Canvas::new(Host::Inside(Part::Embedded), limits),
                kind: ShapeKind::Object,
            },
            label: "",
            sheet: String::new(),
            row: 0,
            column: 0,
            next_column: 1,
            next_row: 1,
            series: 0,
            words: true,
            place: Place::Whole,
        }
    }

    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Problem> {
        let mut in_table = 0;
        let mut in_axis = 0;
        while let Some(tag) = xml.tag(0)? {
            self.object.canvas.check()?;
            let level = xml.level();
            if level <= in_table {
                in_table = 0;
            }
            if level <= in_axis {
                in_axis = 0;
            }
            match (tag.prefix(), tag.local()) {
                ("office", "chart") => {
                    self.object.kind = ShapeKind::Chart;
                    self.object.canvas.host = Host::Inside(Part::Chart);
                }
                (_, "axis") => in_axis = level,
                ("chart", "title") => {
                    self.place = if in_axis > 0 {
                        Place::AxisTitle
                    } else {
                        Place::ChartTitle
                    };
                }
                ("chart", "subtitle") => self.place = Place::Named("subtitle".into()),
                ("chart", "footer") => self.place = Place::Named("footer".into()),
                (_, "series") => {
                    self.series += 1;
                    self.place = Place::Series(self.series);
                }
                (_, "data-label") => self.place = Place::DataLabel,
                (_, "table") if tag.prefixed("name").is_some() || in_table == 0 => {
                    in_table = level;
                    self.sheet = tag.prefixed("name").unwrap_or_default().into_owned();
                    (self.next_row, self.next_column) = (1, 1);
                    if self.object.kind != ShapeKind::Chart {
                        let name = Place::Named(format!("{}, sheet name", self.label));
                        let sheet = self.sheet.clone();
                        self.object
                            .canvas
                            .add(Part::Embedded, None, name, sheet, false);
                    }
                }
                (_, "table-row") => {
                    self.row = self.next_row;
                    self.next_row = self
                        .next_row
                        .saturating_add(repeated(&tag, "number-rows-repeated"));
                    self.next_column = 1;
                }
                (_, "table-cell" | "covered-table-cell") => self.cell(&tag),
                (_, "p" | "h") => {
                    let place = self.place_of(in_table > 0);
                    let spot = Spot {
                        silent: in_table > 0 && !self.words,
                        ..Spot::new(Part::Embedded, None, place)
                    };
                    paragraph(xml, &mut self.object.canvas, &spot)?;
                }
                (_, "math") => {
                    let mut text = String::new();
                    let outcome = xml.text(&mut text);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let place = Place::Named(format!("{}, formula", self.label));
                    self.object
                        .canvas
                        .add(Part::Embedded, None, place, text, false);
                    outcome?;
                }
                (_, "title" | "desc") => {
                    let mut text = String::new();
                    let outcome = xml.text(&mut text);
                    let place = Place::Named(format!("{}, description", self.label));
                    self.object
                        .canvas
                        .add(Part::Embedded, None, place, text, false);
                    outcome?;
                }
                (_, "binary-data") => xml.skip(level)?,
                _ => super::words::refer(&tag, None, &mut self.object.canvas),
            }
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        self.column = self.next_column;
        let times = repeated(tag, "number-columns-repeated");
        self.next_column = self.next_column.saturating_add(times);
        let kind = tag.prefixed("value-type");
        self.words = kind.is_none_or(|kind| &*kind == "string");
    }

    fn place_of(&self, in_table: bool) -> Place {
        let chart = self.object.kind == ShapeKind::Chart;
        match (chart, in_table) {
            (true, false) => self.place.clone(),
            (true, true) if self.row == 1 => Place::Series(self.column.saturating_sub(1)),
            (true, true) if self.column == 1 => Place::Category(self.row - 1),
            (true, true) => Place::DataLabel,
            (false, true) => {
                let cell = format!("{}{}", letters(self.column), self.row);
                Place::Named(format!("{}, {}!{cell}", self.label, self.sheet))
            }
            (false, false) => Place::Named(self.label.to_owned()),
        }
    }
}

/// 1 is 'A', 27 is 'AA'.
fn letters(mut column: u32) -> String {
    let mut name = String::new();
    while column > 0 {
        let digit = u8::try_from((column - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + digit));
        column = (column - 1) / 26;
    }
    name
}
