//! Tables (ECMA-376-1, 21.1.3): cells counted in the grid, merged ones included.

use super::canvas::Canvas;
use super::problem::Problem;
use super::text::{Spot, list_style, paragraph};
use super::xml::Xml;
use crate::deck::{Part, Place};

/// Reads `a:tbl`, which has just been started, and gives its rows and columns.
pub(super) fn table(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    shape: usize,
) -> (u32, u32, Result<(), Problem>) {
    let mut grid = Grid::default();
    let outcome = grid.read(xml, canvas, shape);
    (grid.row, grid.columns, outcome)
}

#[derive(Default)]
struct Grid {
    row: u32,
    column: u32,
    columns: u32,
    /// Columns a wide cell still covers, if the file leaves the covered cells out.
    covered: u32,
}

impl Grid {
    fn read(
        &mut self,
        xml: &mut Xml<'_>,
        canvas: &mut Canvas,
        shape: usize,
    ) -> Result<(), Problem> {
        let level = xml.level();
        while let Some(tag) = xml.tag(level)? {
            canvas.check()?;
            match tag.local() {
                "gridCol" => self.columns += 1,
                "tr" => {
                    self.row += 1;
                    (self.column, self.covered) = (0, 0);
                }
                "tc" => {
                    let merged = tag.flag("hMerge") == Some(true);
                    if merged {
                        self.covered = self.covered.saturating_sub(1);
                    } else {
                        self.column = self
                            .column
                            .saturating_add(std::mem::take(&mut self.covered));
                        let span = tag.number::<u32>("gridSpan").unwrap_or(1);
                        self.covered = span.saturating_sub(1).min(1000);
                    }
                    self.column = self.column.saturating_add(1);
                    let place = Place::Cell {
                        row: self.row,
                        column: self.column,
                    };
                    cell(xml, canvas, Spot::new(Part::Table, Some(shape), place))?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn cell(xml: &mut Xml<'_>, canvas: &mut Canvas, mut spot: Spot) -> Result<(), Problem> {
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        match tag.local() {
            "lstStyle" => spot.caps = list_style(xml)?,
            "p" => paragraph(xml, canvas, &spot)?,
            "blip" | "svgBlip" => canvas.refer(&tag, spot.shape),
            _ => {}
        }
    }
    Ok(())
}
