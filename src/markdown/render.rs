//! A body as HTML.
//!
//! 1. The shortcodes are put aside, and the parser's events are written one by one.
//! 2. Text in sentences is looked through for glossary terms and bare addresses.
//! 3. Footnotes are kept and written at the end, in the order in which they are referred to.
//! 4. Ids of headings are settled last, since a later heading can have the better claim.
//!
//! Whatever the author wrote, the HTML is balanced, ids differ, and nothing from a body becomes a tag
//! or an attribute of its own, unless HTML is switched on. What a [`super::Mistake`] is about may look
//! odd: such a page is not meant to be published.

mod contents;
mod inline;
mod writer;

pub use contents::TocEntry;

use super::terms::TermIndex;
use super::{Call, Options, calls};
use std::borrow::Cow;

/// What a page needs to know of the site around it.
pub trait Surroundings {
    /// The address to write for a link; without one its text stands alone. Asked for what is not
    /// [`super::Address::Unsafe`].
    fn link<'a>(&'a self, dest: &'a str) -> Option<Href<'a>>;

    /// The file to show for a picture, and its size. Asked for what is not unsafe.
    fn image<'a>(&'a self, dest: &'a str) -> Image<'a>;

    /// The HTML of a shortcode, balanced. `None` shows nothing.
    fn call(&self, call: &Call) -> Option<String>;

    /// The glossary, if its terms are to be linked.
    fn terms(&self) -> Option<&TermIndex> {
        None
    }

    /// The term whose own page this is; it is not linked there.
    fn own_term(&self) -> Option<usize> {
        None
    }

    /// Where a term's page is. `None` leaves the term as text.
    fn term_href(&self, term: usize) -> Option<TermLink<'_>> {
        let _ = term;
        None
    }
}

/// An address as it shall stand in `href`, before escaping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href<'a> {
    /// The address.
    pub href: Cow<'a, str>,
    /// Whether it leads out of the site.
    pub external: bool,
}

/// A picture as it shall stand in `src`, before escaping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image<'a> {
    /// The address.
    pub src: Cow<'a, str>,
    /// Its width in CSS pixels.
    pub width: Option<u32>,
    /// Its height in CSS pixels.
    pub height: Option<u32>,
}

/// Where a glossary term leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermLink<'a> {
    /// The address, before escaping.
    pub href: Cow<'a, str>,
    /// The term's slug, for the popover.
    pub slug: &'a str,
}

/// A body as HTML, and what came up on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The content of the page, below its `<h1>`.
    pub html: String,
    /// The headings, nested.
    pub toc: Vec<TocEntry>,
    /// The glossary terms that were linked or called, in the order of the text, each once.
    pub terms: Vec<usize>,
}

/// Writes a body.
#[must_use]
pub fn render(body: &str, options: &Options, surroundings: &dyn Surroundings) -> Rendered {
    let prepared = calls::prepare(body);
    writer::write(body, &prepared, *options, surroundings)
}
