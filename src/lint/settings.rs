//! What a project may set, in the linter's own words.

use super::Context;
use crate::diagnostic::Severity;

/// Everything that steers the linter beside the rule files.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The ISV's own name; never a finding, and 'our product' in comparisons.
    pub company: Option<String>,
    /// The ISV's own products, as the company's name.
    pub products: Vec<String>,
    /// Changed cells of the severity table, later ones over earlier ones.
    pub severities: Vec<SeverityChange>,
    /// Only these rules run, where any is named.
    pub only: Vec<String>,
    /// These rules do not run.
    pub ignore: Vec<String>,
    /// How fast a person speaks to a room.
    pub words_per_minute: u16,
    /// The day on which waivers end or hold.
    pub today: jiff::civil::Date,
}

impl Settings {
    /// Nothing set, on that day.
    #[must_use]
    pub fn on(today: jiff::civil::Date) -> Self {
        Self {
            company: None,
            products: Vec::new(),
            severities: Vec::new(),
            only: Vec::new(),
            ignore: Vec::new(),
            words_per_minute: crate::config::WORDS_PER_MINUTE,
            today,
        }
    }
}

/// One changed cell, or a whole row, of the severity table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityChange {
    /// The row's key: a rule's id, or 'id/case'.
    pub row: String,
    /// The context, or all of them.
    pub context: Option<Context>,
    /// The new severity; None is off.
    pub severity: Option<Severity>,
}
