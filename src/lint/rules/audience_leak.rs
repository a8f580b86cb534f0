//! Links from a page to one that its readers cannot have.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// In each edition: a page that its readers have, and that links to, shows or includes something they do not
    /// have, because it is for a narrower audience or for another hyperscaler. A build refuses it too, whatever
    /// its severity.
    ///
    /// ## Why it matters
    ///
    /// The reader meets a link that leads nowhere, and its words and address tell that there is something to
    /// hide.
    ///
    /// ## Example
    ///
    /// A page for partners that links to the internal page on how partners are paid.
    ///
    /// ## Use instead
    ///
    /// Widen the audience of the one, narrow that of the other, or say it without a link.
    AUDIENCE_LEAK = "audience-leak", "a link to what its readers cannot have", Page, since "0.1.0",
    "audience-leak" "" [error error error error],
}
