//! `site.toml`, typed: the documentation of each field is its reference entry.
//!
//! 1. [`parse`]: text to [`Config`], or every mistake that can be found in one run.
//! 2. `values`: days, severities, and one word where a list may stand.
//!
//! What needs the rules to be checked, names of rules and hyperscalers, keeps its place in the file
//! ([`Spanned`]) and is checked where both are known.

mod parse;
mod values;

pub use parse::parse;
pub use toml::Spanned;
pub(crate) use values::DAY;
pub use values::{Day, Level, OneOrMany, SeverityCells};

use crate::context::Context;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file.
pub const FILE_NAME: &str = "site.toml";

/// `site.toml`.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Whose playbook it is.
    pub site: Site,
    /// The sites that are published, one for each audience and hyperscaler.
    pub editions: Vec<Edition>,
    /// Earlier states of the playbook, published beside the latest.
    pub versions: Vec<Version>,
    /// What the linter is told.
    pub lint: Lint,
    /// What a page may weigh.
    pub budgets: Budgets,
}

/// `[site]`
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// The name of the site.
    pub title: Option<String>,
    /// The ISV's own name. It is never a finding, and it is 'our product' in comparisons.
    pub company: Option<String>,
    /// The names of the ISV's products, treated as the company's name is.
    pub products: Vec<String>,
    /// Where the site is published, `https://alliances.example.com/`.
    pub base_url: Option<String>,
    /// The IANA time zone in which a day ends, `Europe/Berlin`. Default: UTC.
    #[schemars(with = "Option<String>")]
    pub time_zone: Option<Spanned<String>>,
    /// Where a page is edited; `{path}` stands for its file.
    pub edit_url: Option<String>,
    /// The language of the pages, `en`. Default: `en`.
    pub language: Option<String>,
    /// What the site is about, in a sentence.
    pub description: Option<String>,
    /// Whether authors may write HTML in their Markdown. Default: no.
    pub allow_html: bool,
}

/// `[budgets]`: what a reader's first view of a page may cost, in kilobytes as they are sent, compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Budgets {
    /// The page with its styles, scripts and first pictures. Default: 100.
    pub first_view: u32,
    /// Its scripts alone. Default: 30.
    pub script: u32,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            first_view: 100,
            script: 30,
        }
    }
}

/// `[[editions]]`
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Edition {
    /// Its name in commands.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// Who may read it.
    pub audience: Audience,
    /// Whose edition it is. It then holds nothing that is marked for others only.
    #[schemars(with = "Option<String>")]
    pub hyperscaler: Option<Spanned<String>>,
    /// The folder it is written to. Default: `public/` and its name.
    #[schemars(with = "Option<String>")]
    pub out: Option<Spanned<String>>,
    /// Its own address, where it is not that of `[site]`.
    pub base_url: Option<String>,
}

impl Edition {
    /// The folder it is written to.
    #[must_use]
    pub fn folder(&self) -> String {
        let own = self.out.as_ref().map(|out| out.get_ref().clone());
        own.unwrap_or_else(|| format!("public/{}", self.name.get_ref()))
    }
}

/// `[[versions]]`
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Version {
    /// Its name in addresses and in the version menu.
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// The git branch, tag or commit it is built from.
    #[serde(rename = "ref")]
    pub reference: String,
    /// 'current', 'maintained', 'retired': shown beside its name.
    pub status: Option<String>,
}

/// Who may read what is published, each wider than the one before.
#[derive(
    Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Colleagues. What names no audience is for them only.
    #[default]
    Internal,
    /// The hyperscalers' people too.
    Partner,
    /// Everybody.
    Public,
}

impl Audience {
    /// The word in front matter.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Partner => "partner",
            Self::Public => "public",
        }
    }
}

/// How fast a person speaks to a room, where `site.toml` does not say.
pub const WORDS_PER_MINUTE: u16 = 150;

/// `[lint]`
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Lint {
    /// Changed cells of the severity table: a row's name with `off`, `note`, `warning` or `error`,
    /// or with a table of these by context: `outdated-term = { internal = "off" }`.
    #[schemars(with = "BTreeMap<String, SeverityCells>")]
    pub severity: BTreeMap<Spanned<String>, SeverityCells>,
    /// Files and folders that are not judged, as globs from the folder of `site.toml`. They hold
    /// for paths named on the command line too.
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// How fast a credentials statement is said, in words a minute. Default: 150.
    pub words_per_minute: Option<std::num::NonZeroU16>,
    /// What decks are linted as that say nothing of it themselves. The first match counts.
    pub assume: Vec<Assume>,
    /// What is allowed in files that have no catalogue page to say it.
    pub allow: Vec<Allow>,
    /// The file with the findings that were there before the gate, from the folder of `site.toml`. They do
    /// not count.
    pub baseline: Option<String>,
}

impl Lint {
    /// How fast a credentials statement is said.
    #[must_use]
    pub fn words_per_minute(&self) -> u16 {
        self.words_per_minute
            .map_or(WORDS_PER_MINUTE, std::num::NonZeroU16::get)
    }
}

/// `[[lint.assume]]`
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assume {
    /// The files, as a glob from the folder of `site.toml`; a folder stands for all it holds.
    #[schemars(with = "String")]
    pub path: Spanned<String>,
    /// The hyperscaler they are meant for, several, or `none`.
    #[schemars(with = "Option<OneOrMany<String>>")]
    pub hyperscaler: Option<Spanned<OneOrMany<String>>>,
    /// Who is in the room.
    #[serde(default)]
    pub contexts: Vec<Context>,
}

/// `[[lint.allow]]`
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Allow {
    /// The file, or a glob from the folder of `site.toml`.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    /// The rule that is lifted.
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// Only on this slide, counted from 1.
    pub slide: Option<u32>,
    /// Only where the finding's text contains this.
    pub text: Option<String>,
    /// Why it is allowed.
    #[schemars(with = "String")]
    pub reason: Spanned<String>,
    /// The last day on which it is.
    pub until: Day,
}
