//! Links to a place in a page that the page does not have.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// What follows the `#` of a link: a heading of this page or another, a slide of a deck (`#slide-7`), a letter
    /// of the glossary. A build refuses it too, whatever its severity.
    ///
    /// ## Why it matters
    ///
    /// The reader lands at the top of a long page and has to look for what was promised. It mostly happens when
    /// somebody improves a heading and does not know who links to it.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// The details are [further down](#detials).
    ///
    /// ## Details
    ///
    /// Here they are.
    /// ```
    ///
    /// ## Use instead
    ///
    /// The id of a heading that is there, or a heading that keeps its id: `## What it costs {#details}`.
    ///
    /// ```page passes
    /// The details are [further down](#details).
    ///
    /// ## What it costs {#details}
    ///
    /// Here they are.
    /// ```
    BROKEN_ANCHOR = "broken-anchor", "a link to a place that its page does not have", Page, since "0.1.0",
    "broken-anchor" "" [error error error error],
}
