//! Links on the web that lead nowhere any more. Links inside the playbook are checked by `build`.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// With `rightdeck lint --external`: a link of a page, a statement, a talk track, a term or a
    /// table, or the address of a source, that its host says is gone (404 or 410). What gives no
    /// clear answer (a host that lets no program in, is too slow or unknown) is a warning.
    ///
    /// Each address is asked for once, a host is asked for one at a time, and what was there is not
    /// asked for again for seven days. Hosts are never asked without `--external`: a gate must not
    /// depend on somebody else's server.
    ///
    /// ## Why it matters
    ///
    /// A seller who is sent nowhere minutes before a meeting does not come back.
    ///
    /// ## Example
    ///
    /// A link to a partner programme's page that the hyperscaler moved last spring.
    ///
    /// ## Use instead
    ///
    /// The page's new address, or none.
    BROKEN_LINK = "broken-link", "a link to a page on the web that is gone", Deck, since "0.1.0",
    "broken-link" "" [error error error error],
    "broken-link/unclear" "the host gives no clear answer" [warning warning warning warning],
}
