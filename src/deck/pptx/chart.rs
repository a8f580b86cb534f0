//! Charts (ECMA-376-1, 21.2) and the newer `cx` charts ([MS-ODRAWXML] 2.24).
//!
//! Words are read from the caches, which is what PowerPoint shows until somebody edits the data.
//! The embedded workbook may say more; `workbook.rs` reads it.

use super::canvas::{Canvas, is_blank};
use super::problem::Problem;
use super::text::{Spot, paragraph};
use super::xml::Xml;
use crate::deck::{Part, Place};
use rustc_hash::FxHashSet;

/// Reads a chart part into a canvas whose host is the chart.
pub(super) fn read(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    shape: Option<usize>,
) -> Result<(), Problem> {
    inside(xml, 0, canvas, shape)
}

/// The same inside the element at `level`.
pub(super) fn inside(
    xml: &mut Xml<'_>,
    level: usize,
    canvas: &mut Canvas,
    shape: Option<usize>,
) -> Result<(), Problem> {
    let mut chart = Chart {
        shape,
        series: 0,
        categories: FxHashSet::default(),
    };
    chart.read(
        xml,
        level,
        canvas,
        &Scope {
            place: Place::Whole,
            words: false,
        },
    )
}

/// The innermost element that says what a text inside it is.
#[derive(Clone)]
struct Scope {
    place: Place,
    /// A cache of words; a cache of numbers holds none.
    words: bool,
}

struct Chart {
    shape: Option<usize>,
    series: u32,
    /// Every series repeats the categories of the chart.
    categories: FxHashSet<(u32, String)>,
}

impl Chart {
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        level: usize,
        canvas: &mut Canvas,
        scope: &Scope,
    ) -> Result<(), Problem> {
        while let Some(tag) = xml.tag(level)? {
            canvas.check()?;
            let place = |place: Place| Scope {
                place,
                words: scope.words,
            };
            let inner = match tag.local() {
                "title" if scope.place == Place::Whole => place(Place::ChartTitle),
                "catAx" | "valAx" | "dateAx" | "serAx" | "axis" | "dispUnitsLbl" => {
                    place(Place::AxisTitle)
                }
                "ser" | "series" => {
                    self.series += 1;
                    place(Place::Series(self.series))
                }
                "cat" | "xVal" => place(Place::Category(0)),
                "val" | "yVal" | "bubbleSize" | "dLbls" | "dLbl" | "datalabelsRange"
                | "dataLabels" => place(Place::DataLabel),
                "strDim" => Scope {
                    place: Place::Category(0),
                    words: true,
                },
                "strCache" | "multiLvlStrCache" | "dlblRangeCache" | "txData" | "tx" => Scope {
                    place: scope.place.clone(),
                    words: true,
                },
                "numCache" | "numLit" | "numDim" => Scope {
                    place: scope.place.clone(),
                    words: false,
                },
                "strLit" => Scope {
                    place: scope.place.clone(),
                    words: true,
                },
                "trendline" | "pivotSource" => Scope {
                    place: Place::Whole,
                    words: true,
                },
                "pt" if scope.words => {
                    let index: u32 = tag.number("idx").unwrap_or(0);
                    let place = match scope.place {
                        Place::Category(_) => Place::Category(index.saturating_add(1)),
                        ref other => other.clone(),
                    };
                    self.words(xml, canvas, place)?;
                    continue;
                }
                "v" | "name" if scope.words => {
                    self.words(xml, canvas, scope.place.clone())?;
                    continue;
                }
                "p" => {
                    paragraph(
                        xml,
                        canvas,
                        &Spot::new(Part::Chart, self.shape, scope.place.clone()),
                    )?;
                    continue;
                }
                "externalData" | "userShapes" | "blip" | "svgBlip" | "hlinkClick" => {
                    canvas.refer(&tag, self.shape);
                    continue;
                }
                _ => continue,
            };
            let inside = xml.level();
            self.read(xml, inside, canvas, &inner)?;
        }
        Ok(())
    }

    fn words(
        &mut self,
        xml: &mut Xml<'_>,
        canvas: &mut Canvas,
        place: Place,
    ) -> Result<(), Problem> {
        let mut text = String::new();
        let outcome = xml.text(&mut text);
        let text = text.trim().to_owned();
        let fresh = match place {
            _ if is_blank(&text) => false,
            Place::Category(number) => self.categories.insert((number, text.clone())),
            _ => true,
        };
        if fresh {
            canvas.add(Part::Chart, self.shape, place, text, false);
        }
        outcome
    }
}
