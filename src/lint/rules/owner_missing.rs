//! Pages that nobody answers for.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A page or a statement without `owner`. Snippets and terms need none: they belong to whoever answers for
    /// the pages that show them.
    ///
    /// ## Why it matters
    ///
    /// Whoever finds a mistake has nobody to tell, and nobody is asked when the review is due.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// ---
    /// title: Prices
    /// ---
    /// What it costs.
    /// ```
    ///
    /// ## Use instead
    ///
    /// A person or, better, an address that outlives them.
    ///
    /// ```page passes
    /// ---
    /// title: Prices
    /// owner: sales@quillfish.example
    /// ---
    /// What it costs.
    /// ```
    OWNER_MISSING = "owner-missing", "a page that nobody answers for", Page, since "0.1.0",
    "owner-missing" "" [warning warning warning warning],
}
