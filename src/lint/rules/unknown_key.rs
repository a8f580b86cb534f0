//! Keys that nothing reads.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A key in the front matter of a page, in a list of terms or in a data file that rightdeck does not know. A
    /// build refuses it too, whatever its severity.
    ///
    /// ## Why it matters
    ///
    /// What nobody reads does nothing. `audiance: internal` would keep nothing inside.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// ---
    /// title: Prices
    /// owner: sales
    /// reveiwed: 2026-11-02
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
    /// reviewed: 2026-11-02
    /// ---
    /// What it costs.
    /// ```
    UNKNOWN_KEY = "unknown-key", "a key that nothing reads", Page, since "0.1.0",
    "unknown-key" "" [error error error error],
}
