//! Waivers that no longer do anything.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// An `allow` entry, of a deck's page or of `site.toml`, that covers no finding.
    ///
    /// ## Why it matters
    ///
    /// It says that something is wrong with the deck and was accepted. Once the deck is mended that
    /// is untrue, and the entry would cover the next mistake unseen.
    ///
    /// ## Example
    ///
    /// A waiver of `outdated-term` for 'Azure AD' on slide 4, after slide 4 was rewritten.
    ///
    /// ## Use instead
    ///
    /// Delete the entry.
    UNUSED_WAIVER = "unused-waiver", "a waiver that covers no finding", Deck, since "0.1.0",
    "unused-waiver" "" [warning warning warning warning],
}

declare_rule! {
    /// ## What it looks for
    ///
    /// An `allow` entry whose `until` lies in the past. It covers nothing any more.
    ///
    /// ## Why it matters
    ///
    /// Every waiver is a promise to mend something by a day. This one was not kept.
    ///
    /// ## Example
    ///
    /// `until: 2026-06-30`, on the first of July.
    ///
    /// ## Use instead
    ///
    /// Mend the deck and delete the entry, or give it a new day and say why in its `reason`.
    EXPIRED_WAIVER = "expired-waiver", "a waiver whose last day has passed", Deck, since "0.1.0",
    "expired-waiver" "" [warning warning warning warning],
}
