//! What lies in the playbook and no reader gets to.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// - a page that lies directly in `content/` and to which no text links: pages in folders stand in the list of
    ///   their folder, these stand in none;
    /// - a snippet that no text includes;
    /// - a data file that no text shows;
    /// - a picture, a PDF or another attachment that no text shows or links to. It is in no edition.
    ///
    /// ## Why it matters
    ///
    /// What nobody gets to is looked after for nothing, or, worse, somebody believes that it is published.
    ///
    /// ## Example
    ///
    /// A picture that stayed when the page around it was rewritten.
    ///
    /// ## Use instead
    ///
    /// Link to it, move the page into a folder, or delete it.
    ORPHAN_PAGE = "orphan-page", "something in the playbook that no reader gets to", Page, since "0.1.0",
    "orphan-page" "" [warning warning warning warning],
}
