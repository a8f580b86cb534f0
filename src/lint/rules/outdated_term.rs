//! Names their owners have replaced.

use super::declare_rule;
use crate::deck::Part;
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::{Confidence, Outdated, Status};
use crate::lint::lexicon::{Annotated, Entity};
use crate::lint::subject::Unit;
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;

declare_rule! {
    /// ## What it looks for
    ///
    /// A product, program or marketplace by a name that its owner has given up, with the successor
    /// and the day. Names on which sources disagree, and old ones that people still accept, are
    /// left alone; so is a sentence that gives both names ('Entra ID, formerly Azure AD').
    ///
    /// On pages the running text is looked at; what tells of the renaming ('used to be called') is left
    /// alone, and so are dated updates, sources and the glossary's own entries.
    ///
    /// ## Why it matters
    ///
    /// An old name dates the whole deck, and its owner's people are the first to notice.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: microsoft
    /// context: joint
    /// slides:
    ///   - title: Single sign-on
    ///     body: Users sign in with Azure Active Directory
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```deck passes
    /// hyperscaler: microsoft
    /// context: joint
    /// slides:
    ///   - title: Single sign-on
    ///     body: Users sign in with Microsoft Entra ID
    /// ```
    OUTDATED_TERM = "outdated-term", "a name its owner has replaced", Wording, since "0.1.0",
    "outdated-term" "" [warning warning warning warning],
}

/// Reports each old name once per text.
pub(in crate::lint) struct OutdatedTerm;

impl Rule for OutdatedTerm {
    fn info(&self) -> &RuleInfo {
        &OUTDATED_TERM
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unit in &subject.units {
            for text in &unit.texts {
                for old in old_names(subject, unit, text) {
                    let finding =
                        Finding::on_text(unit, text, Some(&old.span), old.message).help(old.help);
                    out.push(match old.owner {
                        Some(id) => finding.hyperscaler(id),
                        None => finding,
                    });
                }
            }
        }
    }
}

/// A name that its owner has given up.
pub(in crate::lint) struct OldName<'a> {
    /// Where, in bytes of the normalised text.
    pub(in crate::lint) span: Range<usize>,
    pub(in crate::lint) message: String,
    pub(in crate::lint) help: String,
    /// The hyperscaler's id.
    pub(in crate::lint) owner: Option<&'a str>,
}

/// The old names in a text, each once.
pub(in crate::lint) fn old_names<'a>(
    subject: &'a Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
) -> Vec<OldName<'a>> {
    let mut out = Vec::new();
    // An address keeps its old words for good reasons.
    if text.text.part == Part::Link {
        return out;
    }
    let mut seen = FxHashSet::default();
    let lower = OnceCell::new();
    for mention in unit.mentions(text) {
        let Some((entry, owner)) = entry(subject, mention.entity) else {
            continue;
        };
        if seen.contains(&mention.entity) || text.namesakes(mention).any(|m| is_current(m.entity)) {
            continue;
        }
        seen.insert(mention.entity);
        let lower = lower.get_or_init(|| text.plain.as_str().to_lowercase());
        if !is_settled(entry, subject.today)
            || names_successor(lower, entry)
            || is_wrong_anyway(subject, mention.entity)
        {
            continue;
        }
        let matched = &text.plain.as_str()[mention.span.clone()];
        let since = entry
            .since
            .as_deref()
            .map(|d| format!(" since {d}"))
            .unwrap_or_default();
        let (message, help) = match (&entry.successor, entry.status) {
            (Some(new), Status::Retired | Status::Superseded) => (
                format!("'{matched}' is no more{since}; {new} has taken its place."),
                format!("Speak of {new}, and check that the sentence still holds."),
            ),
            (Some(new), _) => (
                format!("'{matched}' is called {new}{since}."),
                format!("Write '{new}'."),
            ),
            (None, _) => (
                format!("'{matched}' is no more{since}."),
                "Take it out.".to_owned(),
            ),
        };
        // 'Amazon QuickSight' is one entry, and 'QuickSight' with its owner before it is another.
        let mut here = out
            .iter()
            .rev()
            .take_while(|old: &&OldName<'_>| old.span == mention.span);
        if here.any(|old| old.message == message) {
            continue;
        }
        out.push(OldName {
            span: mention.span.clone(),
            message,
            help,
            owner,
        });
    }
    out
}

fn entry<'a>(subject: &'a Subject<'_>, entity: Entity) -> Option<(&'a Outdated, Option<&'a str>)> {
    match entity {
        Entity::Outdated { pack, entry } => {
            let pack = &subject.lexicon.packs[pack];
            Some((&pack.outdated[entry], Some(pack.id.as_str())))
        }
        Entity::Industry(entry) => Some((&subject.lexicon.industry[entry], None)),
        _ => None,
    }
}

/// Nobody disputes it, and the day has come.
fn is_settled(entry: &Outdated, today: jiff::civil::Date) -> bool {
    let due = entry.since.as_deref().is_none_or(|since| {
        let today = today.to_string();
        today.get(..since.len()).is_none_or(|t| t >= since)
    });
    due && entry.confidence != Confidence::Unsure
        && !matches!(entry.status, Status::Soft | Status::Disputed)
}

/// The same words are somebody's current name as well.
fn is_current(entity: Entity) -> bool {
    matches!(entity, Entity::Name { .. } | Entity::Own)
}

/// `text` is in small letters.
fn names_successor(text: &str, entry: &Outdated) -> bool {
    entry.successor.as_ref().is_some_and(|new| {
        let new = new.to_lowercase();
        let short = new.split_once(' ').map_or(new.as_str(), |(_, rest)| rest);
        text.contains(&new)
            || (short.len() > 3
                && text.contains(short)
                && !entry.name.to_lowercase().contains(short))
    })
}

/// Another hyperscaler's name has to go altogether, so its age does not matter.
fn is_wrong_anyway(subject: &Subject<'_>, entity: Entity) -> bool {
    subject.room.is_some_and(|room| {
        room.contexts.iter().any(|c| c.is_joint())
            && entity.pack().is_some_and(|p| !subject.expects(p))
    })
}
