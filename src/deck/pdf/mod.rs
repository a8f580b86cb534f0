//! PDF decks: one page is one slide.
//!
//! 1. `sound`: the file is whole, before a library repairs it: its end, its length, its streams.
//! 2. `hayro-syntax` takes it apart: objects, filters, encryption with an empty password.
//! 3. `content` walks through what a page draws and gives pieces of text, by the letters that
//!    `font` says they are; `glyphs` knows letters by name.
//! 4. `layout` joins the pieces to lines and the lines to paragraphs, and finds the title.
//! 5. `extras`: links, remarks, form fields, alternative texts, outlines, attachments;
//!    `information`: what the file says of itself.
//!
//! The library is meant for hostile files; should it stumble all the same, the file is corrupt.

mod content;
mod extras;
mod font;
mod glyphs;
mod information;
mod layout;
mod sound;

use super::shared::notes::{self, Kept};
use super::shared::package::Budget;
use super::shared::problem::Problem;
use super::{Deck, Part, Place, Reason, Shape, ShapeKind, Slide, Text, Unreadable};
use content::Drawn;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

/// Reads a PDF that is `embedding` files deep in another file.
pub(super) fn read(
    bytes: Vec<u8>,
    budget: &Rc<Budget>,
    embedding: usize,
) -> Result<Deck, Unreadable> {
    let outcome = catch_unwind(AssertUnwindSafe(|| parse(bytes, budget, embedding)));
    let stumbled = || {
        Err(Problem::corrupt(
            "it is damaged in a way that its reader cannot bear",
        ))
    };
    outcome.unwrap_or_else(|_| stumbled()).map_err(unreadable)
}

fn parse(bytes: Vec<u8>, budget: &Rc<Budget>, embedding: usize) -> Result<Deck, Problem> {
    let bytes = Arc::new(bytes);
    let mut deck = Deck::default();
    let mut kept = Kept::default();
    let flaws = sound::check(&bytes, &budget.limits)?;
    let pdf = Pdf::new(Arc::clone(&bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            Problem::new(Reason::Encrypted, "it is encrypted with a password")
        }
        LoadPdfError::Decryption(_) => Problem::new(
            Reason::Encrypted,
            "it is encrypted in a way that cannot be undone here",
        ),
        LoadPdfError::Invalid => flaws
            .first()
            .cloned()
            .unwrap_or_else(|| Problem::corrupt("it has no pages that can be found")),
    })?;
    for flaw in flaws {
        notes::note(&mut deck, "the file", None, flaw);
    }
    let limits = budget.limits;
    let pages = pdf.pages();
    if pages.len() > limits.entries {
        return Err(Problem::too_many("pages", limits.entries));
    }
    let mut extras = extras::Extras::read(&pdf, &bytes, budget, embedding);
    if let Some(promised) = extras.page_count
        && promised > pages.len()
    {
        let detail = format!(
            "it lists {promised} pages, and {} can be found",
            pages.len()
        );
        notes::note(&mut deck, "the file", None, Problem::corrupt(detail));
    }
    let mut reading = content::Reading::new(Rc::clone(budget));
    for (index, page) in pages.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let source = format!("page {number}");
        let drawn = reading.page(page);
        for problem in reading.problems.drain(..) {
            notes::note(&mut deck, &source, Some(number), problem);
        }
        let mut slide = slide(number, drawn, page.intersected_crop_box(), &mut extras);
        kept.keep(
            &mut deck,
            &limits,
            (&source, Some(number)),
            &mut slide.texts,
        );
        deck.slides.push(slide);
    }
    for (source, problem) in extras.problems.drain(..) {
        notes::note(&mut deck, &source, None, problem);
    }
    kept.keep(&mut deck, &limits, ("the file", None), &mut extras.texts);
    deck.texts = extras.texts;
    deck.stamp = extras.stamp;
    Ok(deck)
}

/// One page: its paragraphs as shapes, then what hangs on it.
fn slide(
    number: u32,
    drawn: Drawn,
    frame: hayro_syntax::object::Rect,
    extras: &mut extras::Extras,
) -> Slide {
    let outline = extras.outline(number);
    let blocks = layout::blocks(drawn.pieces);
    let title = layout::title(&blocks, outline.as_deref(), frame.y0, frame.y1);
    let mut slide = Slide {
        number,
        source: format!("page {number}"),
        ..Slide::default()
    };
    for (index, block) in blocks.into_iter().enumerate() {
        let part = if title == Some(index) {
            slide.title = Some(block.text.split_whitespace().collect::<Vec<_>>().join(" "));
            Part::Title
        } else {
            Part::Body
        };
        let shape = slide.shapes.len();
        slide.shapes.push(Shape {
            id: u32::try_from(shape + 1).unwrap_or(u32::MAX),
            kind: if part == Part::Title {
                ShapeKind::Title
            } else {
                ShapeKind::Shape
            },
            bounds: Some(block.bounds(frame.x0, frame.y1)),
            ..Shape::default()
        });
        slide.texts.push(Text {
            part,
            shape: Some(shape),
            place: Place::Whole,
            text: block.text,
            all_caps: false,
            origin: None,
        });
    }
    slide.texts.extend(drawn.said);
    slide.texts.append(&mut extras.of_page(number));
    if let Some(outline) = outline
        && slide.title.as_deref() != Some(&*outline)
    {
        slide.texts.push(Text {
            part: Part::Properties,
            shape: None,
            place: Place::Named("outline".into()),
            text: outline,
            all_caps: false,
            origin: None,
        });
    }
    slide
}

fn unreadable(problem: Problem) -> Unreadable {
    let help = match problem.reason {
        Reason::Encrypted => "Export it again without a password and lint that.",
        Reason::OverLimit => {
            "Look where this file comes from, or export the deck anew and lint that."
        }
        Reason::Ambiguous => "Export the deck to PDF anew and lint that; do not send this file on.",
        _ => "Fetch the file again from where it came, or export the deck to PDF anew.",
    };
    Unreadable {
        reason: problem.reason,
        detail: problem.detail,
        help: help.into(),
    }
}
