//! A deck of which nobody says whom it is for.

use super::declare_rule;
use crate::lint::finding::Finding;
use crate::lint::{Findings, Rule, RuleInfo, Subject};

declare_rule! {
    /// ## What it looks for
    ///
    /// A deck of which neither the command line, nor a catalogue page, nor the deck's own
    /// properties, nor `[[lint.assume]]` say which hyperscaler it is for and who will be in the
    /// room.
    ///
    /// ## Why it matters
    ///
    /// Whether a name is wrong depends on who is listening. Without that, a deck can't be judged,
    /// and silence would look like approval.
    ///
    /// ## Example
    ///
    /// `downloads/pitch.pptx`, linted without `--hyperscaler` and `--context`.
    ///
    /// ## Use instead
    ///
    /// A page in `content/decks/` that names the file with its `hyperscaler` and `contexts`, or a
    /// glob under `[[lint.assume]]` in `site.toml`, or the two flags.
    CONTEXT_UNKNOWN = "context-unknown", "nobody says whom the deck is for", Deck, since "0.1.0",
    "context-unknown" "" [warning error error error],
}

/// Reports a deck without a room.
pub(in crate::lint) struct ContextUnknown;

impl Rule for ContextUnknown {
    fn info(&self) -> &RuleInfo {
        &CONTEXT_UNKNOWN
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        if subject.room.is_none() {
            out.push(
                Finding::on_file(
                    "Nothing says which hyperscaler this deck is for and who will see it.",
                )
                .help(
                    "Give it a page in content/decks/, match it with [[lint.assume]] in site.toml, \
                     or pass --hyperscaler and --context.",
                ),
            );
        }
    }
}
