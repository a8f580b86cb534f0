//! The files under `rules/` that hold names, as they are written.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `rules/hyperscalers/<id>.yaml`: everything one hyperscaler calls its own.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pack {
    /// The id used everywhere: `aws`.
    pub id: String,
    /// What reports call it: 'AWS'.
    pub name: String,
    /// The company: 'Amazon Web Services'.
    pub company: String,
    /// A name that begins with one of these is found with the others too.
    #[serde(default)]
    pub prefixes: Vec<String>,
    /// Its words for the things every hyperscaler has, by the thing.
    #[serde(default)]
    pub vocabulary: BTreeMap<String, Word>,
    /// Its addresses.
    #[serde(default)]
    pub links: Links,
    /// Its regions: 'us-east-1'.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Legal entities, as they stand in footers.
    #[serde(default)]
    pub legal: Vec<String>,
    /// Brand colours, `#RRGGBB`.
    #[serde(default)]
    pub colours: Vec<String>,
    /// Its products, programs, events and so on.
    pub names: Vec<Name>,
    /// What they were called before.
    #[serde(default)]
    pub outdated: Vec<Outdated>,
}

/// One hyperscaler's word for a thing.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Word {
    /// The word, where it has one.
    #[serde(default)]
    pub term: Option<String>,
    /// Its short form.
    #[serde(default)]
    pub short: Option<String>,
    /// Other words for the same.
    #[serde(default)]
    pub also: Vec<String>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
    /// Where that is from.
    #[serde(default)]
    pub source: Vec<String>,
}

/// Addresses that belong to a hyperscaler.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Links {
    /// Hosts, with all below them, of the cloud itself.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Hosts of the wider company or of products used with any cloud.
    #[serde(default)]
    pub company_domains: Vec<String>,
    /// Beginnings of resource names: `arn:aws:`, `s3://`.
    #[serde(default)]
    pub marks: Vec<String>,
}

/// A name and the forms it is written in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Name {
    /// The current name, as its owner writes it.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// Its topic; `portable` for what runs beside any cloud.
    #[serde(default)]
    pub category: String,
    /// Forms found whatever their capitals. The name itself is one unless it stands below.
    #[serde(default)]
    pub any_case: Vec<String>,
    /// Forms found exactly as written.
    #[serde(default)]
    pub exact_case: Vec<String>,
    /// Forms found exactly as written, and only beside a sure name of the same hyperscaler. One
    /// that is exact-case as well needs that only in a line of capitals.
    #[serde(default)]
    pub needs_context: Vec<String>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A cloud service.
    Service,
    /// A product that is not a cloud service.
    Product,
    /// A console or portal.
    Console,
    /// A partner or customer program.
    Program,
    /// A spending commitment.
    Commit,
    /// A marketplace or a way to sell in it.
    Marketplace,
    /// A technical validation.
    Validation,
    /// A conference.
    Event,
    /// A job title.
    Role,
    /// A certification.
    Certification,
    /// The company or the cloud.
    Brand,
    /// An analyst firm.
    Analyst,
    /// Another vendor.
    Vendor,
}

impl Kind {
    /// The word for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Product => "product",
            Self::Console => "console",
            Self::Program => "program",
            Self::Commit => "commitment",
            Self::Marketplace => "marketplace",
            Self::Validation => "validation",
            Self::Event => "event",
            Self::Role => "role",
            Self::Certification => "certification",
            Self::Brand => "brand",
            Self::Analyst => "analyst firm",
            Self::Vendor => "vendor",
        }
    }
}

/// How a single form is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Match {
    /// Whatever its capitals.
    #[default]
    AnyCase,
    /// As written.
    ExactCase,
    /// As written, and only with evidence near.
    NeedsContext,
}

/// A name its owner has replaced.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Outdated {
    /// The old name.
    pub name: String,
    /// What it is called now.
    #[serde(default)]
    pub successor: Option<String>,
    /// Since when: a year, a month or a day.
    #[serde(default)]
    pub since: Option<String>,
    /// What became of it.
    pub status: Status,
    /// How sure that is.
    pub confidence: Confidence,
    /// How it is found.
    #[serde(default, rename = "match")]
    pub matching: Match,
    /// What it names.
    #[serde(default)]
    pub kind: Option<Kind>,
    /// What to know about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// What became of an old name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Called something else now.
    Renamed,
    /// Gone.
    Retired,
    /// Another thing took its place.
    Superseded,
    /// Part of something larger.
    Merged,
    /// Bought, and called after the buyer.
    Acquired,
    /// Old but still accepted: never a finding.
    Soft,
    /// Sources disagree: never a finding.
    Disputed,
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in its owner's words.
    Verified,
    /// Well known.
    Known,
    /// The date or the successor may be wrong: never a finding.
    Unsure,
}

/// `rules/industry-renames.yaml`: old names of everybody else.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IndustryRenames {
    /// The old names.
    pub outdated: Vec<Outdated>,
}

/// `rules/vendors.yaml`: other companies whose products a slide may be set against.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Vendor {
    /// The company.
    pub name: String,
    /// How its name and aliases are found.
    #[serde(default, rename = "match")]
    pub matching: Match,
    /// Other forms of the name.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its products, found as the name is.
    #[serde(default)]
    pub products: Vec<String>,
    /// Its field.
    #[serde(default)]
    pub category: String,
}

/// `rules/neutral-names.yaml`: what looks like a hyperscaler's and is everybody's.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct NeutralName {
    /// The name.
    pub name: String,
    /// Why it looks like somebody's.
    #[serde(default)]
    pub why: String,
    /// Whose it is, if anybody's.
    #[serde(default)]
    pub owner: String,
}

/// `rules/shared-names.yaml`: what several hyperscalers call something of theirs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SharedName {
    /// The name.
    pub name: String,
    /// How it is found.
    #[serde(default, rename = "match")]
    pub matching: Match,
    /// What each hyperscaler means by it, by pack id.
    #[serde(default)]
    pub used_by: BTreeMap<String, String>,
    /// What it means to everybody.
    #[serde(default)]
    pub means: Option<String>,
}
