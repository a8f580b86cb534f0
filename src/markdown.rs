//! A page's Markdown: what is in it, and what is made of it.
//!
//! 1. `calls`: shortcodes are found, read and put aside, so that Markdown is parsed with every
//!    offset as the author's editor has it.
//! 2. `stream`: the parser's events, with text in runs as long as the source allows.
//! 3. [`outline`](fn@outline): headings, links, pictures, shortcodes and mistakes, without HTML.
//! 4. [`render`](fn@render): HTML in GitHub's dialect, with glossary terms ([`TermIndex`]) and
//!    highlighted code (`code`).
//! 5. [`text`](fn@text): plain text by section, for search. [`twin`](fn@twin): Markdown without
//!    shortcodes and HTML. [`passages`](fn@passages): what is said to readers, with its places.
//!
//! The room knows no files and no site: what a link leads to and what a shortcode shows is asked of
//! [`Surroundings`].
//!
//! **Headings.** The template writes the page's only `<h1>`. A body that begins its headings at `##`
//! keeps its levels; one that holds a `#` has every heading moved down by one, never below `<h6>`.

mod address;
mod calls;
mod code;
mod escape;
mod footnotes;
mod html;
mod ids;
mod outline;
mod passages;
mod render;
mod stream;
mod tabs;
mod terms;
mod text;
mod twin;

pub use address::{Address, address};
pub use calls::{Arg, Call, Shortcode};
pub use outline::{Heading, Link, Mistake, Outline, outline};
pub use passages::{Passage, passages};
pub use render::{Href, Image, Rendered, Surroundings, TermLink, TocEntry, render};
pub use terms::TermIndex;
pub use text::{SectionText, text, text_with};
pub use twin::{TwinSurroundings, twin};

/// What a project allows its authors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Whether HTML in a body is passed on. Otherwise it is a mistake, and shown as text.
    /// Comments are dropped and `<br>` is a line break either way.
    pub html: bool,
}

/// GitHub's dialect, and definition lists.
fn dialect() -> pulldown_cmark::Options {
    use pulldown_cmark::Options as O;
    O::ENABLE_TABLES
        | O::ENABLE_FOOTNOTES
        | O::ENABLE_STRIKETHROUGH
        | O::ENABLE_TASKLISTS
        | O::ENABLE_HEADING_ATTRIBUTES
        | O::ENABLE_DEFINITION_LIST
        | O::ENABLE_GFM
}
