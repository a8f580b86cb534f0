//! Files of the playbook that cannot be used as they are.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// Anything else for which a build refuses a page, a term, a statement, a snippet or a data file: no title, a
    /// value that is none, a shortcode that cannot be read, HTML where it is not allowed, a picture without a text
    /// for those who cannot see it, two files at one address, a hyperscaler that nobody knows.
    ///
    /// What stands in a file that cannot be read is not judged by the other rules.
    ///
    /// ## Why it matters
    ///
    /// Nothing is published until it is mended.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// ---
    /// title: Prices
    /// owner: sales
    /// reviewed: last spring
    /// ---
    /// What it costs.
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```page passes
    /// ---
    /// title: Prices
    /// owner: sales
    /// reviewed: 2026-03-31
    /// ---
    /// What it costs.
    /// ```
    INVALID_PAGE = "invalid-page", "a file of the playbook that cannot be used", Page, since "0.1.0",
    "invalid-page" "" [error error error error],
}
