//! Who answers for a page, and when it was last read through.

use crate::config::Day;
use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::playbook::ReviewEvery;
use crate::site::library::Library;
use crate::site::load::at_key;
use crate::source::Source;

/// What front matter says of a text's upkeep.
struct Kept<'a> {
    source: &'a Source,
    /// The key that says what the text is.
    name: &'static str,
    owner: Option<&'a str>,
    reviewed: Option<Day>,
    every: Option<ReviewEvery>,
}

/// Findings of `owner-missing` and `review-overdue`.
pub(super) fn found(library: &Library, linter: &Linter) -> Vec<Diagnostic> {
    let pages = library.pages.iter().map(|page| Kept {
        source: &page.text.source,
        name: "title",
        owner: page.fields.owner.as_deref(),
        reviewed: page.fields.reviewed,
        every: page.fields.review_every,
    });
    let statements = library.statements.iter().map(|one| Kept {
        source: &one.text.source,
        name: "hyperscaler",
        owner: one.fields.owner.as_deref(),
        reviewed: one.fields.reviewed,
        every: one.fields.review_every,
    });
    let all = pages.chain(statements);
    all.flat_map(|one| [one.owner(linter), one.review(linter)])
        .flatten()
        .collect()
}

impl Kept<'_> {
    fn owner(&self, linter: &Linter) -> Option<Diagnostic> {
        if self.owner.is_some_and(|owner| !owner.trim().is_empty()) {
            return None;
        }
        let key = if self.owner.is_some() {
            "owner"
        } else {
            self.name
        };
        let at = at_key(self.source, key, "Nobody answers for this page.");
        let help = "Name somebody in its front matter: 'owner: …'.";
        super::finding(linter, "owner-missing", &at, help)
    }

    fn review(&self, linter: &Linter) -> Option<Diagnostic> {
        let every = self.every?;
        let (key, message) = match self.reviewed {
            None => (
                "review_every",
                "It is to be read through every so often, and nobody says when it last was."
                    .to_owned(),
            ),
            Some(reviewed) => {
                let due = every.due(reviewed)?;
                if due >= linter.settings().today {
                    return None;
                }
                let message = format!(
                    "It was last read through on {}; the next time was due on {due}.",
                    reviewed.0
                );
                ("reviewed", message)
            }
        };
        let at = at_key(self.source, key, message);
        let help = "Read it through, mend what is no longer so, and set 'reviewed' to the day.";
        super::finding(linter, "review-overdue", &at, help)
    }
}
