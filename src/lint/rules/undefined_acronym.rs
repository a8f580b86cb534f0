//! Short forms that nothing explains.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A short form of two to six capitals, digits and `&` that neither the page itself explains ('co-sell register
    /// (CSR)', 'CSR (co-sell register)', 'CSR: co-sell register'), nor the glossary has as a term or an alias, nor a
    /// hyperscaler's pack as a name. It is told once a page, where it stands first.
    ///
    /// Left alone are code, addresses and file names, whole lines in capitals, Roman numerals, quarters and
    /// fiscal years, and what everybody knows: `rules/acronyms/common.yaml`. A project adds its own in another
    /// file of that folder.
    ///
    /// ## Why it matters
    ///
    /// Partner teams speak in short forms, and each hyperscaler has its own. The new colleague, for whom the page is,
    /// is the one who does not know them.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// Enter it in the CSR on the day of the call.
    /// ```
    ///
    /// ## Use instead
    ///
    /// Say it once on the page, or give it an entry in the glossary: then every page explains it.
    ///
    /// ```page passes
    /// Enter it in the co-sell register (CSR) on the day of the call. The CSR is read on Fridays.
    /// ```
    UNDEFINED_ACRONYM = "undefined-acronym", "a short form that nothing explains", Page, since "0.1.0",
    "undefined-acronym" "" [warning warning warning warning],
}
