//! Pages that nobody has read through for too long.

use super::declare_rule;

declare_rule! {
    /// ## What it looks for
    ///
    /// A page or a statement whose `reviewed` is longer ago than its `review_every` allows; one that says how
    /// often it is to be reviewed, and no day on which it was. `--today` judges as of another day. Decks have a
    /// rule of their own for that.
    ///
    /// ## Why it matters
    ///
    /// Programs of hyperscalers change twice a year. A page that was right when it was written is believed
    /// until somebody repeats it to the people who changed it.
    ///
    /// ## Example
    ///
    /// ```page fails
    /// ---
    /// title: Prices
    /// owner: sales
    /// reviewed: 2020-01-31
    /// review_every: 6 months
    /// ---
    /// What it costs.
    /// ```
    ///
    /// ## Use instead
    ///
    /// Read it through, mend it, and set the day.
    ///
    /// ```page passes
    /// ---
    /// title: Prices
    /// owner: sales
    /// reviewed: 2026-11-01
    /// review_every: 6 months
    /// ---
    /// What it costs.
    /// ```
    REVIEW_OVERDUE = "review-overdue", "a page that nobody has read through for too long", Page, since "0.1.0",
    "review-overdue" "" [warning warning warning warning],
}
