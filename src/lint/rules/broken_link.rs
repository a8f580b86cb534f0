//! Links that lead nowhere, in the playbook and, where that is asked for, on the web.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A link, a picture or a shortcode of a page, a statement, a talk track, a term, a snippet or a table that
    /// names something the playbook does not have. A build refuses it too, whatever its severity.
    ///
    /// With `rightdeck lint --external` also what a link on the web, or the address of a source, leads to, where
    /// its host says that it is gone (404 or 410). What gives no clear answer (a host that lets no program in, is
    /// too slow or unknown) is a warning. Each address is asked for once, a host is asked for one at a time, and
    /// what was there is not asked for again for seven days. Hosts are never asked without `--external`: a gate
    /// must not depend on somebody else's server.
    ///
    /// ## Why it matters
    ///
    /// A seller who is sent nowhere minutes before a meeting does not come back.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// Before you call, read [the rules of credit](credit-rule.md).
    /// ```
    ///
    /// ## Use instead
    ///
    /// The page's own file, as the message proposes it; for a page on the web its new address, or none.
    ///
    /// ```page passes
    /// Before you call, read [the other page](other.md).
    /// ```
    BROKEN_LINK = "broken-link", "a link that leads nowhere", Page, since "0.1.0",
    "broken-link" "a link within the playbook that leads nowhere, or to a page on the web that is gone" [error error error error],
    "broken-link/unclear" "the host gives no clear answer" [warning warning warning warning],
}
