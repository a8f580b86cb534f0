//! The glossary: one term a file, or a list of terms in `glossary.yaml`.

use super::Marks;
use crate::config::{Audience, Day, OneOrMany};
use schemars::JsonSchema;
use serde::Deserialize;

/// A glossary term as written, in front matter or in a list.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TermFields {
    /// The term. Default in a file of its own: the file's name.
    pub term: Option<String>,
    /// Other words for it.
    pub aliases: OneOrMany<String>,
    /// The hyperscaler whose word it is.
    pub hyperscaler: Option<OneOrMany<String>>,
    /// Other terms worth reading.
    pub see_also: OneOrMany<String>,
    /// The first day on which it is the right word.
    pub since: Option<Day>,
    /// The last one.
    pub until: Option<Day>,
    /// The term that took its place.
    pub replaced_by: Option<String>,
    /// Who may read it published.
    pub audience: Audience,
    /// What it means, as Markdown. In a file of its own the body says it.
    pub definition: Option<String>,
}

impl TermFields {
    /// For whom it is. An edition for one hyperscaler holds no other's own words.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let ids = self.hyperscaler.as_ref().map(|ids| ids.0.clone());
        Marks {
            audience: self.audience,
            hyperscalers: ids.unwrap_or_default(),
        }
    }
}
