//! Paragraphs: spans, spaces, tabs, breaks, links and remarks (OpenDocument 1.3, part 3, 6.1).

use super::shapes;
use crate::deck::shared::canvas::{Canvas, Reference};
use crate::deck::shared::problem::Problem;
use crate::deck::shared::xml::{Node, Tag, Xml};
use crate::deck::{Part, Place};

/// Where the paragraphs being read belong.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) part: Part,
    pub(super) shape: Option<usize>,
    pub(super) place: Place,
    /// The paragraph is a prompt: what it says is not shown, what it links to is still noted.
    pub(super) silent: bool,
}

impl Spot {
    pub(super) fn new(part: Part, shape: Option<usize>, place: Place) -> Self {
        Self {
            part,
            shape,
            place,
            silent: false,
        }
    }
}

/// Reads `text:p` or `text:h`, which has just been started. What stood before damage is kept.
pub(super) fn paragraph(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    spot: &Spot,
) -> Result<(), Problem> {
    let mut text = String::new();
    let outcome = run(xml, canvas, spot, &mut text);
    if !spot.silent {
        let text = text.trim_end_matches(' ').to_owned();
        canvas.add(spot.part, spot.shape, spot.place.clone(), text, false);
    }
    outcome
}

fn run(
    xml: &mut Xml<'_>,
    canvas: &mut Canvas,
    spot: &Spot,
    text: &mut String,
) -> Result<(), Problem> {
    let level = xml.level();
    // White space that stands in the file is one space, and none at the start (6.1.2).
    let mut after_space = true;
    while let Some(node) = xml.next(level)? {
        canvas.check()?;
        let tag = match node {
            Node::Start(tag) => tag,
            Node::Text(piece) => {
                for c in piece.chars() {
                    let space = matches!(c, ' ' | '\t' | '\r' | '\n');
                    if !(space && after_space) {
                        text.push(if space { ' ' } else { c });
                    }
                    after_space = space;
                }
                continue;
            }
        };
        match tag.local() {
            "s" => {
                let count = tag.prefixed("c").and_then(|c| c.trim().parse().ok());
                let count: usize = count.unwrap_or(1);
                text.extend(std::iter::repeat_n(' ', count.min(1000)));
                after_space = false;
            }
            "tab" => {
                text.push('\t');
                after_space = false;
            }
            "line-break" => {
                text.push('\n');
                after_space = true;
            }
            "a" => link(&tag, spot.shape, canvas),
            "annotation" => remark(xml, canvas)?,
            // A counter is written by the program.
            "page-number" | "page-count" | "footer" | "header" | "date-time" => {
                xml.skip(xml.level())?;
            }
            "script" => xml.skip(xml.level())?,
            "hidden-text" | "hidden-paragraph" => {
                if let Some(hidden) = tag.prefixed("string-value") {
                    let place = Place::Named("hidden text".into());
                    canvas.add(spot.part, spot.shape, place, hidden.into_owned(), false);
                }
            }
            "p" | "h" => {
                let mut inner = spot.clone();
                if spot.place == Place::Whole {
                    inner.place = Place::Named("inside a paragraph".into());
                }
                paragraph(xml, canvas, &inner)?;
            }
            local if shapes::is_shape(local) => {
                shapes::shape(xml, &tag, canvas, spot.shape)?;
            }
            "event-listener" => link(&tag, spot.shape, canvas),
            _ => {}
        }
    }
    Ok(())
}

/// Notes an address and its tip.
pub(super) fn link(tag: &Tag<'_>, shape: Option<usize>, canvas: &mut Canvas) {
    refer(tag, shape, canvas);
    if let Some(tip) = tag.prefixed("title") {
        let place = Place::Named("tip".into());
        canvas.add(Part::Link, shape, place, tip.into_owned(), false);
    }
}

/// Notes an address, to be followed once the page has been read.
pub(super) fn refer(tag: &Tag<'_>, shape: Option<usize>, canvas: &mut Canvas) {
    if let Some(address) = tag.prefixed("href").filter(|address| !address.is_empty()) {
        canvas.references.push(Reference {
            id: address.as_ref().into(),
            shape,
            at: canvas.texts.len(),
        });
    }
}

/// Reads `office:annotation`. Who wrote it is nobody's business here.
pub(super) fn remark(xml: &mut Xml<'_>, canvas: &mut Canvas) -> Result<(), Problem> {
    let level = xml.level();
    let spot = Spot::new(Part::Comment, None, Place::Whole);
    paragraphs(xml, level, canvas, &spot)
}

/// Reads what change tracking keeps of deleted text.
pub(super) fn deleted(xml: &mut Xml<'_>, level: usize, canvas: &mut Canvas) -> Result<(), Problem> {
    let spot = Spot::new(Part::Comment, None, Place::Named("deleted text".into()));
    paragraphs(xml, level, canvas, &spot)
}

fn paragraphs(
    xml: &mut Xml<'_>,
    level: usize,
    canvas: &mut Canvas,
    spot: &Spot,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(level)? {
        canvas.check()?;
        match tag.local() {
            "p" | "h" => paragraph(xml, canvas, spot)?,
            "creator" | "creator-initials" | "date" | "date-string" => xml.skip(xml.level())?,
            _ => {}
        }
    }
    Ok(())
}
