//! What is in a body, without HTML.
//!
//! 1. The shortcodes are put aside, and the parser's events are gone through once.
//! 2. Headings, links, pictures and live shortcodes are listed, words are counted.
//! 3. What cannot be shown as it was meant is a [`Mistake`]: so a page without mistakes is rendered
//!    whole.

mod walk;

use super::{Call, Options, calls};
use std::ops::Range;

/// What is in a body. All spans are bytes of the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings, in order, those of footnotes left out.
    pub headings: Vec<Heading>,
    /// Links and pictures, in the order in which they end.
    pub links: Vec<Link>,
    /// Shortcodes that show something, in order.
    pub calls: Vec<Call>,
    /// How many words there are, code included.
    pub words: usize,
    /// What is wrong, by place.
    pub mistakes: Vec<Mistake>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6, as it is rendered.
    pub level: u8,
    /// What an anchor names. No other heading of the page has it.
    pub id: String,
    /// Without markup.
    pub text: String,
    /// The whole heading.
    pub span: Range<usize>,
}

/// A link or a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where to, as the author means it: entities and escapes resolved.
    pub dest: String,
    /// The destination where it stands letter by letter, otherwise the whole link.
    pub span: Range<usize>,
    /// Whether it is a picture.
    pub image: bool,
    /// The title, empty if there is none.
    pub title: String,
    /// The text of a link, what a picture shows.
    pub text: String,
}

/// Something that cannot be shown as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in bytes of the body.
    pub span: Range<usize>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Mistake {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
        }
    }
}

/// Goes through a body once.
#[must_use]
pub fn outline(body: &str, options: &Options) -> Outline {
    let prepared = calls::prepare(body);
    walk::walk(body, &prepared, *options)
}
