//! A page of the deck catalogue: what a deck is, for whom, and until when.

use super::{Archetype, FrontMatter, Marks, ReviewEvery};
use crate::config::{Audience, Day, OneOrMany};
use crate::context::Context;
use crate::source::{Problem, Source};
use schemars::JsonSchema;
use serde::Deserialize;

/// The front matter of `content/decks/<slug>.md`.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeckFields {
    /// What the catalogue calls it.
    pub title: Option<String>,
    /// The deck's file, beside the page. Default: the page's name with `.pptx`.
    pub file: Option<String>,
    /// The hyperscaler it is meant for, several, or `none`.
    pub hyperscaler: Option<OneOrMany<String>>,
    /// Everybody it may be shown to.
    pub contexts: Vec<Context>,
    /// What it is for.
    pub kind: Option<DeckKind>,
    /// How far it has come.
    pub status: Option<DeckStatus>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day it was last read through.
    pub reviewed: Option<Day>,
    /// How long a review holds: `6 months`, `90 days`.
    pub review_every: Option<ReviewEvery>,
    /// The last day it may be shown.
    pub expires: Option<Day>,
    /// The slug of the deck that took its place.
    pub replaced_by: Option<String>,
    /// The products it speaks of.
    pub products: OneOrMany<String>,
    /// The industries it is written for.
    pub industries: OneOrMany<String>,
    /// Whose cloud the product runs in: `saas`, `customer-deployed`, `hybrid`.
    pub archetypes: OneOrMany<Archetype>,
    /// The stage of the deal it belongs to.
    pub stage: OneOrMany<String>,
    /// Its language, `en`.
    pub language: Option<String>,
    /// Who may see it published.
    pub audience: Audience,
    /// The SHA-256 of the file that was approved.
    pub sha256: Option<String>,
    /// What is allowed in it, with a reason and an end.
    pub allow: Vec<Allow>,
}

impl DeckFields {
    /// Who may see it published.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks {
            audience: self.audience,
            hyperscalers: self.hyperscalers(),
        }
    }

    /// The hyperscalers it is meant for; empty: none in particular.
    #[must_use]
    pub fn hyperscalers(&self) -> Vec<String> {
        let ids = self.hyperscaler.iter().flat_map(|ids| ids.0.iter());
        ids.filter(|id| *id != "none").cloned().collect()
    }
}

/// One entry of `allow:`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The rule that is lifted.
    pub rule: String,
    /// Only on this slide, counted from 1.
    pub slide: Option<u32>,
    /// Only where the finding's text contains this.
    pub text: Option<String>,
    /// Why it is allowed.
    pub reason: String,
    /// The last day on which it is.
    pub until: Day,
}

/// What a deck is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, clap::ValueEnum, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DeckKind {
    /// To win a customer or a partner.
    Pitch,
    /// How it is built.
    Technical,
    /// To teach.
    Training,
    /// To look things up in.
    Reference,
    /// To look back on an account or a quarter.
    Review,
}

impl DeckKind {
    /// The word in front matter and on pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pitch => "pitch",
            Self::Technical => "technical",
            Self::Training => "training",
            Self::Reference => "reference",
            Self::Review => "review",
        }
    }
}

/// How far a deck has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeckStatus {
    /// Being written; never offered.
    Draft,
    /// May be shown.
    Approved,
    /// Not to be shown any more.
    Retired,
}

impl DeckStatus {
    /// The word in front matter and on pages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Retired => "retired",
        }
    }
}

/// A catalogue page, read.
#[derive(Debug, Clone, PartialEq)]
pub struct DeckEntry {
    /// The page's file, relative to the project, with forward slashes.
    pub page: String,
    /// The deck's file, likewise.
    pub file: String,
    /// What the page says.
    pub fields: DeckFields,
    /// The line of `file:`, or of the front matter.
    pub file_line: u32,
    /// The line of `hyperscaler:`.
    pub hyperscaler_line: u32,
    /// The lines on which the entries of `allow:` begin.
    pub allow_lines: Vec<u32>,
}

impl DeckEntry {
    /// Its name in addresses.
    #[must_use]
    pub fn slug(&self) -> &str {
        let name = self.page.rsplit('/').next().unwrap_or(&self.page);
        name.strip_suffix(".md").unwrap_or(name)
    }

    /// Reads a page. One without front matter is no catalogue page.
    ///
    /// # Errors
    /// Every mistake in its front matter.
    pub fn parse(source: &Source) -> Result<Option<Self>, Vec<Problem>> {
        let Some(front) = FrontMatter::find(source).map_err(|problem| vec![problem])? else {
            return Ok(None);
        };
        let fields: DeckFields = front.parse()?;
        let allow_lines = front.lines_of_items("allow", fields.allow.len());
        let mut problems = Vec::new();
        for (allow, &line) in fields.allow.iter().zip(&allow_lines) {
            if allow.reason.trim().is_empty() {
                let width = source.line(line).trim_end().chars().count();
                let message = "the reason is empty; say why this is allowed";
                problems.push(source.problem_at(line, 1, width, message));
            }
        }
        let (folder, name) = source.name.rsplit_once('/').unwrap_or(("", &source.name));
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let written = fields
            .file
            .clone()
            .unwrap_or_else(|| format!("{stem}.pptx"));
        let Some(file) = deck_path(folder, &written) else {
            let message = format!("'{written}' leads out of the playbook; keep decks inside it");
            problems.push(front.problem_at_key("file", message));
            return Err(problems);
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Some(Self {
            page: source.name.clone(),
            file,
            file_line: front.line_of("file"),
            hyperscaler_line: front.line_of("hyperscaler"),
            allow_lines,
            fields,
        }))
    }
}

/// A deck's path, relative to its page; None when it leaves the project.
fn deck_path(folder: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains('\\') || path.contains(':') {
        return None;
    }
    super::join(folder, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistakes(text: &str) -> Vec<String> {
        match DeckEntry::parse(&Source::new("content/decks/a.md", text)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .iter()
                .map(|p| format!("{}:{}: {}", p.line, p.column, p.message))
                .collect(),
        }
    }

    #[test]
    fn a_full_page_is_read() {
        let text = "---\ntitle: Why\nfile: ../files/why.pptx\nhyperscaler: aws\ncontexts: [joint]\n\
            kind: pitch\nstatus: approved\nowner: Ada\nreviewed: 2026-09-01\nreview_every: 6 months\n\
            expires: 2027-09-01\nproducts: [Reef]\nindustries: retail\nlanguage: en\naudience: partner\n\
            allow:\n  - rule: outdated-term\n    slide: 3\n    reason: quoted\n    until: 2027-01-01\n---\nTalk.\n";
        let entry = DeckEntry::parse(&Source::new("content/decks/a.md", text));
        let entry = entry.unwrap().unwrap();
        assert_eq!(entry.file, "content/files/why.pptx");
        assert_eq!(entry.allow_lines, [17]);
        assert_eq!(entry.hyperscaler_line, 4);
        assert_eq!(entry.fields.industries.0, ["retail"]);
        assert_eq!(entry.fields.hyperscaler.unwrap().0, ["aws"]);
    }

    #[test]
    fn mistakes_have_lines_and_guesses() {
        let text = "---\ntitle: Why\nhyperscalr: aws\ncontexts: [joint, custmer]\nstatus: aproved\n\
            expires: soon\nallow:\n  - rule: outdated-term\n    reason: x\n---\n";
        assert_eq!(
            mistakes(text),
            [
                "3:1: unknown key 'hyperscalr'; did you mean 'hyperscaler'?",
                "4:19: 'custmer' is not known in 'contexts'; did you mean 'customer'?",
                "5:9: 'aproved' is not known in 'status'; did you mean 'approved'?",
                "6:10: 'soon' is no day; write it as 2027-03-31",
                "8:5: 'until' is missing in 'allow'",
            ]
        );
        assert_eq!(
            mistakes("---\ntitle: a\ntitle: b\n---\n"),
            ["3:1: 'title' stands twice; keep one"]
        );
        assert_eq!(
            mistakes("---\nfile: ../../../x.pptx\n---\n"),
            ["2:1: '../../../x.pptx' leads out of the playbook; keep decks inside it"]
        );
        assert_eq!(mistakes("---\ntitle: [x\n---\n").len(), 1);
        assert_eq!(mistakes("---\n- a\n- b\n---\n").len(), 1);
    }

    #[test]
    fn an_empty_front_matter_is_a_page_of_its_own_name() {
        let entry = DeckEntry::parse(&Source::new("content/decks/a.md", "---\n---\n"));
        assert_eq!(entry.unwrap().unwrap().file, "content/decks/a.pptx");
    }
}
