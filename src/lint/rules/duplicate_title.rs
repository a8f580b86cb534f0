//! Pages that cannot be told apart by their titles.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// Two pages of one `kind` that readers of the same edition have, and whose titles differ in nothing but
    /// capitals and spaces. It is told at the second of them.
    ///
    /// ## Why it matters
    ///
    /// In the search, in lists and in tabs there is nothing else to tell them by.
    ///
    /// ## Example
    ///
    /// 'Registering an opportunity' once for each hyperscaler.
    ///
    /// ## Use instead
    ///
    /// What tells them apart, in the title: 'Registering an opportunity in ACE'.
    DUPLICATE_TITLE = "duplicate-title", "two pages with one title", Page, since "0.1.0",
    "duplicate-title" "" [warning warning warning warning],
}
