//! Findings that no rule makes by looking at a deck: about waivers, and about what a deck is for.

use super::{Context, Linter};
use crate::diagnostic::{Diagnostic, Location, Severity};

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
    /// Such a finding stands in no room, so it takes the strictest severity of the rule's row.
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
        Some(Diagnostic {
            rule: rule.to_owned(),
            severity: self.strictest(rule)?,
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

    /// The strictest severity in a rule's own row, after `site.toml`; None when all of it is off.
    fn strictest(&self, rule: &str) -> Option<Severity> {
        let rules = self.rules();
        let row = rules
            .iter()
            .flat_map(|info| info.rows.iter())
            .find(|row| row.key == rule);
        let mut cells = row.map_or([Some(Severity::Warning); 4], |row| row.severity);
        for change in &self.settings().severities {
            if change.row == rule {
                for context in Context::ALL {
                    if change.context.is_none_or(|only| only == context) {
                        cells[context as usize] = change.severity;
                    }
                }
            }
        }
        cells.into_iter().max().flatten()
    }
}
