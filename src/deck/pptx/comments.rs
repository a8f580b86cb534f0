//! Review comments, classic (ECMA-376-1, 19.4.4) and threaded ([MS-PPTX] 2.6.52 and after).
//!
//! Who wrote them is nobody's business here: names and initials of people are not read.

use super::canvas::Canvas;
use super::problem::Problem;
use super::text::{Spot, paragraph};
use super::xml::Xml;
use crate::deck::{Part, Place};

/// Reads a part of comments into a canvas.
pub(super) fn read(xml: &mut Xml<'_>, canvas: &mut Canvas) -> Result<(), Problem> {
    inside(xml, 0, canvas)
}

/// The same inside the element at `level`.
pub(super) fn inside(xml: &mut Xml<'_>, within: usize, canvas: &mut Canvas) -> Result<(), Problem> {
    // A reply stands inside its comment.
    let mut reply_level = usize::MAX;
    while let Some(tag) = xml.tag(within)? {
        canvas.check()?;
        let level = xml.level();
        if level <= reply_level {
            reply_level = usize::MAX;
        }
        let place = || {
            if reply_level == usize::MAX {
                Place::Whole
            } else {
                Place::Named("reply".into())
            }
        };
        match tag.local() {
            "reply" => reply_level = level,
            // Classic comments hold plain text; a reply there is a comment of its own.
            "text" => {
                let place = place();
                let mut text = String::new();
                let outcome = xml.text(&mut text);
                canvas.add(Part::Comment, None, place, text.trim().to_owned(), false);
                outcome?;
            }
            "p" => paragraph(xml, canvas, &Spot::new(Part::Comment, None, place()))?,
            _ => {}
        }
    }
    Ok(())
}
