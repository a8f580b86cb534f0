//! What lapses when, and whose it is.

use super::words::texts;
use super::{Id, Md, Mistake, Sound, twice};
use crate::config::{Audience, Day, OneOrMany};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Benefits and entitlements, with their last days and owners.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tracker {
    /// `tracker`
    pub kind: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who may read it published.
    #[serde(default)]
    pub audience: Audience,
    /// The hyperscalers it is for; none: all.
    #[serde(default)]
    pub hyperscalers: OneOrMany<String>,
    /// What to know before.
    pub intro: Option<Md>,
    /// What is kept track of.
    pub benefits: Vec<Benefit>,
}

/// Something that a hyperscaler grants until a day.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Benefit {
    /// Its name in links and calendars.
    pub id: Id,
    /// The id of the hyperscaler that grants it.
    pub hyperscaler: Id,
    /// What it is.
    pub name: Md,
    /// What comes with it.
    pub worth: Option<Md>,
    /// Who answers for it.
    pub owner: String,
    /// The last day it can be used, or on which it holds.
    pub lapses: Day,
    /// The day by which somebody must begin to renew or use it.
    pub begin: Option<Day>,
    /// What to do, and by when.
    pub next: Md,
}

texts!(Tracker: intro, benefits);
texts!(Benefit: name, worth, next);

impl Tracker {
    /// The benefits, the first to lapse first.
    #[must_use]
    pub fn by_day(&self) -> Vec<&Benefit> {
        let mut all: Vec<&Benefit> = self.benefits.iter().collect();
        all.sort_by(|a, b| (a.lapses, &a.id).cmp(&(b.lapses, &b.id)));
        all
    }

    pub(super) fn markdown(&self, name: &dyn Fn(&str) -> String) -> String {
        let mut out = String::new();
        if let Some(intro) = &self.intro {
            let _ = writeln!(out, "{}\n", intro.0.trim());
        }
        out.push_str("| Lapses | Begin by | Hyperscaler | Benefit | Owner | What to do |\n");
        out.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for one in self.by_day() {
            let worth = one
                .worth
                .as_ref()
                .map_or_else(String::new, |worth| format!(": {}", worth.line()));
            let begin = one.begin.map_or_else(String::new, |day| day.0.to_string());
            let what = super::table::one_cell(&format!("{}{worth}", one.name.line()));
            let next = super::table::one_cell(&one.next.0);
            let _ = writeln!(
                out,
                "| {} | {begin} | {} | {what} | {} | {next} |",
                one.lapses.0,
                name(one.hyperscaler.as_str()),
                one.owner,
            );
        }
        out
    }
}

impl Sound for Tracker {
    fn mistakes(&self) -> Vec<Mistake> {
        let mut out = twice("id", self.benefits.iter().map(|one| one.id.as_str()));
        for one in &self.benefits {
            if let Some(begin) = one.begin.filter(|begin| *begin > one.lapses) {
                let message = format!("'{}' is to begin after it has lapsed", one.id);
                out.push(Mistake::new("begin", begin.0, message));
            }
        }
        if self.benefits.is_empty() {
            out.push(Mistake::new(
                "benefits",
                "",
                "there is nothing to keep track of",
            ));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::data::DataFile;
    use crate::source::Source;

    #[test]
    fn what_begins_after_its_end_is_a_mistake() {
        let yaml = "kind: tracker\nbenefits:\n  - {id: a, hyperscaler: aws, name: A, owner: o, lapses: 2027-01-31, next: n,\n     begin: 2027-02-01}\n";
        let error = DataFile::read(Source::new("a.yaml", yaml)).unwrap_err();
        assert_eq!(
            error[0].to_string().lines().next().unwrap(),
            "a.yaml:4:13: 'a' is to begin after it has lapsed"
        );
    }
}
