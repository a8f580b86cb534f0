//! Findings that no rule makes by looking at a deck: about waivers, and about what a deck is for.

use super::Linter;
use crate::diagnostic::{Diagnostic, Location};

impl Linter {
    /// Whether a rule takes part in this run, after `--rule` and `--ignore`.
    #[must_use]
    pub fn takes_part(&self, rule: &str) -> bool {
        let settings = self.settings();
        let named = |list: &[String]| list.iter().any(|id| id == rule);
        (settings.only.is_empty() || named(&settings.only)) && !named(&settings.ignore)
    }

    /// A finding of a rule that judges no deck, where that rule takes part and is not off.
    ///
    /// Such a finding stands in no room, so it takes the severity of an unknown one, the strictest.
    #[must_use]
    pub fn finding(
        &self,
        rule: &str,
        file: &str,
        location: Location,
        message: String,
        help: String,
    ) -> Option<Diagnostic> {
        if !self.takes_part(rule) {
            return None;
        }
        let rules = self.rules();
        let row = rules.iter().find(|info| info.id == rule)?.rows.first()?;
        Some(Diagnostic {
            rule: rule.to_owned(),
            severity: self.severity(row, None)?,
            file: file.to_owned(),
            location,
            message,
            help,
            evidence: Vec::new(),
            hyperscaler: None,
            reason: None,
            waived: false,
        })
    }
}
