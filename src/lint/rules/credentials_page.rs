//! The credentials statements themselves.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A page of `content/credentials/` that can't be said as it stands: one of the five points is
    /// missing or empty, the hyperscaler is one that no pack knows, or the point on co-sell does not
    /// name the commitment in this hyperscaler's own word.
    ///
    /// The other hyperscalers' words for a commitment are `wrong-commit-term` there too, and a hero
    /// claim that leaves the partner out is `solo-hero-claim`.
    ///
    /// ## Why it matters
    ///
    /// The statement is learned by heart and copied into every deck. What it lacks, everybody lacks.
    ///
    /// ## Example
    ///
    /// `cosell_commit: We co-sell with AWS.`
    ///
    /// ## Use instead
    ///
    /// `cosell_commit: We co-sell with AWS. Purchases draw down the customer's EDP.`
    CREDENTIALS_INCOMPLETE = "credentials-incomplete", "a credentials statement that lacks a point", Claims, since "0.1.0",
    "credentials-incomplete" "" [error error error error],
}

declare_rule! {
    /// ## What it looks for
    ///
    /// A credentials statement that takes more than 90 seconds to say, at 150 words a minute or at
    /// the rate that `words-per-minute` under `[lint]` in `site.toml` gives.
    ///
    /// ## Why it matters
    ///
    /// Beyond that it is a pitch, and nobody in the room has agreed to one yet.
    ///
    /// ## Example
    ///
    /// Six points of fifty words each: two minutes.
    ///
    /// ## Use instead
    ///
    /// One sentence a point, two where the second tells the seller what it is worth.
    CREDENTIALS_TOO_LONG = "credentials-too-long", "a credentials statement of more than 90 seconds", Claims, since "0.1.0",
    "credentials-too-long" "" [error error error error],
}
