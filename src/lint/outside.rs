//! Findings that no rule makes by looking at a deck: about waivers, and about what a deck is for.

use super::{Group, Linter, RuleInfo};
use crate::diagnostic::{Diagnostic, Location};

impl Linter {
    /// Whether a rule takes part in this run, after `--rule` and `--ignore`.
    #[must_use]
    pub fn takes_part(&self, rule: &str) -> bool {
        let settings = self.settings();
        let named = |list: &[String]| list.iter().any(|id| id == rule);
        (settings.only.is_empty() || named(&settings.only)) && !named(&settings.ignore)
    }

    /// Whether a rule judges decks, and whether it judges pages.
    #[must_use]
    pub fn judges(&self, rule: &str) -> (bool, bool) {
        let rules = self.rules();
        let group = rules
            .iter()
            .find(|info| info.id == rule)
            .map(|info| info.group);
        match (group, rule) {
            (Some(Group::Page), _) => (false, true),
            (_, "outdated-term") => (true, true),
            _ => (true, false),
        }
    }

    /// A finding of a rule that judges no deck, where that rule takes part and is not off.
    ///
    /// `key` is that of the row of its severities: the rule's id, or `id/case`.
    ///
    /// Such a finding stands in no room, so it takes the severity of an unknown one, the strictest.
    #[must_use]
    pub fn finding(
        &self,
        key: &str,
        file: &str,
        location: Location,
        message: String,
        help: String,
    ) -> Option<Diagnostic> {
        let rules = self.rules();
        let of_key = |info: &&&RuleInfo| info.rows.iter().any(|row| row.key == key);
        let info = rules.iter().find(of_key)?;
        let row = info.rows.iter().find(|row| row.key == key)?;
        if !self.takes_part(&info.id) {
            return None;
        }
        Some(Diagnostic {
            rule: info.id.to_string(),
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
