//! The credentials statement: what every seller says in the first 90 seconds.

use super::ReviewEvery;
use crate::config::{Audience, Day};
use schemars::JsonSchema;
use serde::Deserialize;

/// The front matter of `content/credentials/<hyperscaler>.md`.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialsFields {
    /// The hyperscaler to whom it is said.
    pub hyperscaler: String,
    /// The day it was last read through.
    pub reviewed: Option<Day>,
    /// How long a review holds.
    pub review_every: Option<ReviewEvery>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Who may read it published.
    #[serde(default)]
    pub audience: Audience,
    /// What we are, in the hyperscaler's own words for the market.
    pub category: String,
    /// That we are on its marketplace, and how one buys there.
    pub marketplace: String,
    /// That we co-sell, and that spending on us draws down the customer's commitment.
    pub cosell_commit: String,
    /// What we do.
    pub what_we_do: String,
    /// How we are deployed, in the word for the customer's environment.
    pub how_we_deploy: String,
    /// What we achieved together.
    pub hero_claim: Option<String>,
}

impl CredentialsFields {
    /// The points in the order in which they are said: key, label, text.
    #[must_use]
    pub fn points(&self) -> Vec<(&'static str, &'static str, &str)> {
        let mut points = vec![
            ("category", "Category", self.category.as_str()),
            ("marketplace", "Marketplace", self.marketplace.as_str()),
            (
                "cosell_commit",
                "Co-sell and commit",
                self.cosell_commit.as_str(),
            ),
            ("what_we_do", "What we do", self.what_we_do.as_str()),
            (
                "how_we_deploy",
                "How we deploy",
                self.how_we_deploy.as_str(),
            ),
        ];
        if let Some(hero) = &self.hero_claim {
            points.push(("hero_claim", "Together", hero.as_str()));
        }
        points
    }

    /// How many words it has.
    #[must_use]
    pub fn words(&self) -> usize {
        let points = self.points();
        points
            .iter()
            .map(|(_, _, text)| text.split_whitespace().count())
            .sum()
    }
}
