//! A page's front matter.

use super::{Marks, ReviewEvery};
use crate::config::{Audience, DAY, Day, OneOrMany};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// The front matter of a page under `content/`.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PageFields {
    /// What the page is called. Default: its first heading.
    pub title: Option<String>,
    /// What it holds, in a sentence.
    pub description: Option<String>,
    /// What kind of page it is.
    pub kind: Option<PageKind>,
    /// Who may read it published.
    pub audience: Audience,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day it was last read through.
    pub reviewed: Option<Day>,
    /// How long a review holds: `6 months`, `90 days`.
    pub review_every: Option<ReviewEvery>,
    /// The hyperscalers it is for. Default: all.
    pub hyperscalers: OneOrMany<String>,
    /// Whose cloud the product runs in, where it is about one of them.
    pub archetypes: OneOrMany<Archetype>,
    /// Words that gather pages across sections.
    pub tags: OneOrMany<String>,
    /// Its place among its neighbours: lighter ones first, then by title.
    pub weight: i32,
    /// Addresses at which it used to stand: `/old/place/`.
    pub aliases: OneOrMany<String>,
    /// Dated corrections.
    pub updates: Vec<Update>,
    /// What it leans on.
    pub sources: Vec<SourceEntry>,
}

impl PageFields {
    /// For whom it is.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks {
            audience: self.audience,
            hyperscalers: self.hyperscalers.0.clone(),
        }
    }
}

/// What kind of page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PageKind {
    /// The page that a subject begins with.
    Pillar,
    /// A page of a subject.
    Cluster,
    /// To look things up in.
    Reference,
    /// To work through.
    Checklist,
}

impl PageKind {
    /// Its name on the page.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Pillar => "Pillar",
            Self::Cluster => "Cluster",
            Self::Reference => "Reference",
            Self::Checklist => "Checklist",
        }
    }
}

/// Whose cloud the product runs in.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Deserialize,
    JsonSchema,
    clap::ValueEnum,
    utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Archetype {
    /// The vendor's.
    Saas,
    /// The customer's.
    CustomerDeployed,
    /// Parts in both.
    Hybrid,
}

impl Archetype {
    /// The word in front matter and addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Saas => "saas",
            Self::CustomerDeployed => "customer-deployed",
            Self::Hybrid => "hybrid",
        }
    }
}

/// One entry of `updates`: `- 2026-09-25: what changed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The day of the correction.
    pub date: Day,
    /// What changed, as Markdown.
    pub text: String,
}

impl<'de> Deserialize<'de> for Update {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Dated;
        impl<'de> Visitor<'de> for Dated {
            type Value = Update;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day and what changed, '- 2026-09-25: text'")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Update, A::Error> {
                let Some((date, text)) = map.next_entry()? else {
                    return Err(A::Error::custom("an update needs a day and a text"));
                };
                if map.next_key::<String>()?.is_some() {
                    return Err(A::Error::custom("an update is one day with one text"));
                }
                Ok(Update { date, text })
            }
        }
        deserializer.deserialize_map(Dated)
    }
}

impl JsonSchema for Update {
    fn schema_name() -> Cow<'static, str> {
        "Update".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A dated correction, `2026-09-25: what changed`.",
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "patternProperties": {(DAY): {"type": "string", "description": "What changed, as Markdown."}},
            "additionalProperties": false
        })
    }
}

/// One entry of `sources`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    /// Author and title.
    pub name: String,
    /// Where it is found.
    pub url: Option<String>,
    /// Who speaks.
    pub class: SourceClass,
    /// What to know of it.
    pub note: Option<String>,
    /// The day on which somebody last looked whether it still says so.
    pub checked: Option<Day>,
}

/// Who speaks in a source, and so what to make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SourceClass {
    /// A company about its own wares.
    Vendor,
    /// A firm that is paid for its judgement.
    Analyst,
    /// Somebody who does the work.
    Practitioner,
}

impl SourceClass {
    /// The word in front matter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Analyst => "analyst",
            Self::Practitioner => "practitioner",
        }
    }

    /// What a reader should know of such a source.
    #[must_use]
    pub fn disclosure(self) -> &'static str {
        match self {
            Self::Vendor => "Published by a company about its own products or programs.",
            Self::Analyst => "Published by a research firm that vendors may pay.",
            Self::Practitioner => {
                "Written by somebody who does this work; one person's experience."
            }
        }
    }
}
