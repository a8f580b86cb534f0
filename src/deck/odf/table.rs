//! Tables on a slide (`table:table`): cells by row and column, both from 1.

use super::shapes;
use super::words::{Spot, link, paragraph, remark};
use crate::deck::shared::canvas::Canvas;
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{Tag, Xml};
use crate::deck::{Part, Place};

/// Reads a table, which has just been started; gives its rows and columns.
pub(super) fn table(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    shape: usize,
) -> (u32, u32, Result<(), Problem>) {
    let (mut row, mut column, mut columns) = (0_u32, 0_u32, 0_u32);
    let level = xml.level();
    let mut read = || {
        let mut next_column = 1_u32;
        while let Some(tag) = xml.tag(level)? {
            canvas.check()?;
            match tag.local() {
                "table-row" => {
                    row = row.saturating_add(1);
                    next_column = 1;
                }
                "table-cell" | "covered-table-cell" => {
                    column = next_column;
                    next_column =
                        next_column.saturating_add(repeated(&tag, "number-columns-repeated"));
                    columns = columns.max(next_column - 1);
                }
                "p" | "h" => {
                    let spot = Spot::new(Part::Table, Some(shape), Place::Cell { row, column });
                    paragraph(xml, canvas, &spot)?;
                }
                "annotation" => remark(xml, canvas)?,
                "a" => link(&tag, Some(shape), canvas),
                local if shapes::is_shape(local) => {
                    shapes::shape(xml, &tag, canvas, Some(shape))?;
                }
                _ => {}
            }
        }
        Ok(())
    };
    let outcome = read();
    (row, columns, outcome)
}

/// How often a row or cell stands for itself.
pub(super) fn repeated(tag: &Tag<'_>, name: &str) -> u32 {
    let count = tag
        .prefixed(name)
        .and_then(|count| count.trim().parse().ok());
    count.unwrap_or(1).clamp(1, 1 << 20)
}
