//! Who answers questions about decks, as the server needs it.

use crate::context::Context;
use crate::diagnostic::Severity;
use crate::fs::Scratch;
use crate::playbook::{Archetype, DeckKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::{IntoParams, ToSchema};

/// Answers questions about decks. May take its time; it is never asked on a thread that others wait for.
pub trait Desk: Send + Sync {
    /// The hyperscalers that are known.
    ///
    /// # Errors
    /// Mistakes in the playbook's own files.
    fn hyperscalers(&self) -> Result<Vec<Hyperscaler>, Refused>;

    /// The right deck for a room, as JSON: what `rightdeck find --output-format json` prints.
    ///
    /// # Errors
    /// A hyperscaler that is not known; mistakes in the playbook's own files.
    fn decks(&self, asked: &DecksAsked) -> Result<String, Refused>;

    /// What is found in a deck, as JSON: what `rightdeck lint --output-format json` prints.
    ///
    /// # Errors
    /// A hyperscaler that is not known; mistakes in the playbook's own files. A deck that cannot be read
    /// is a finding.
    fn lint(&self, deck: Scratch, asked: &LintAsked) -> Result<String, Refused>;

    /// What is found in the playbook's own decks, after these files changed (None: any).
    ///
    /// # Errors
    /// Mistakes in the playbook's own files.
    fn findings(&self, paths: Option<&BTreeSet<String>>) -> Result<Vec<Finding>, Refused>;
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// What was asked for is not known here.
    Unknown(String),
    /// The playbook's own files have mistakes, or could not be read.
    Broken(String),
}

/// A hyperscaler, by its id and its name.
#[derive(Debug, Clone, Serialize)]
pub struct Hyperscaler {
    /// `aws`
    pub id: String,
    /// 'AWS'
    pub name: String,
}

/// A finding in a deck or on a page of the playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The address of the page it belongs to, from the root of the site: `decks/why-aws/`.
    pub page: Option<String>,
    /// How much it matters.
    pub severity: Severity,
    /// The rule's id.
    pub rule: String,
    /// The file, relative to the project.
    pub file: String,
    /// Where in it: 'slide 7, notes', '41:17'.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What a deck is wanted for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DecksAsked {
    /// Only decks that the search finds by these words; pages on them are told, too.
    #[param(max_length = 512)]
    pub words: Option<String>,
    /// The hyperscaler that is met, or 'none'; without it, each of them.
    #[param(example = "aws")]
    pub hyperscaler: Option<String>,
    /// Who is in the room; without it, each context.
    #[param(inline)]
    pub context: Option<Context>,
    /// Whose cloud the product runs in.
    #[param(inline)]
    pub archetype: Option<Archetype>,
    /// What the deck is for.
    #[param(inline)]
    pub kind: Option<DeckKind>,
    /// Products it should speak of, with commas between them.
    pub product: Option<String>,
    /// The customer's industry.
    pub industry: Option<String>,
    /// The language of the meeting, 'en'.
    pub language: Option<String>,
    /// The day of the meeting, `2027-03-31`; without it, today.
    #[param(format = Date)]
    pub today: Option<String>,
}

/// For whom a deck is judged, and what it is called.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LintAsked {
    /// The hyperscaler it is for, or 'none'; several with commas. Without it, what the deck says of itself.
    #[param(example = "aws")]
    pub hyperscaler: Option<String>,
    /// Who is in the room: `internal`, `customer`, `hyperscaler`, `joint`; several with commas. Without it,
    /// what the deck says of itself.
    #[param(
        example = "joint",
        pattern = "^(internal|customer|hyperscaler|joint)(,(internal|customer|hyperscaler|joint))*$"
    )]
    pub context: Option<String>,
    /// What the report calls it; it is no path, and nothing is written under it.
    #[param(max_length = 255)]
    pub name: Option<String>,
}

/// That the server is well.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Health {
    /// `ok` where the site stands as the files do, `mistakes` where the last good one is shown.
    #[schema(example = "ok")]
    pub status: &'static str,
    /// The program's version.
    pub version: &'static str,
    /// How often the site was renewed.
    pub generation: u64,
    /// Mistakes in the playbook.
    pub mistakes: usize,
    /// Findings in its decks and on its pages.
    pub findings: usize,
}
