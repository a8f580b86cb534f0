//! SmartArt: the data model (ECMA-376-1, 21.4) says what, the drawing only how.

use super::canvas::Canvas;
use super::problem::Problem;
use super::text::{Spot, paragraph};
use super::xml::Xml;
use crate::deck::{Part, Place};

/// Reads a diagram's data model into a canvas.
///
/// Points of type `pres` hold layout only; transitions (`parTrans`, `sibTrans`) can hold text.
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
    let spot = Spot::new(Part::SmartArt, shape, Place::Whole);
    while let Some(tag) = xml.tag(level)? {
        canvas.check()?;
        match tag.local() {
            "p" => paragraph(xml, canvas, &spot)?,
            "cNvPr" => {
                for (key, place) in [
                    ("descr", Place::Whole),
                    ("title", Place::Named("title".into())),
                ] {
                    if let Some(text) = tag.attribute(key) {
                        canvas.add(Part::AltText, shape, place, text.into_owned(), false);
                    }
                }
            }
            "hlinkClick" | "hlinkHover" | "hlinkMouseOver" => canvas.link(&tag, shape),
            "blip" | "svgBlip" => canvas.refer(&tag, shape),
            _ => {}
        }
    }
    Ok(())
}
