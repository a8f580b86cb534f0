//! What the catalogue says of a deck, held against the day and against the deck.

use super::declare_rule;
use crate::context::Context;
use crate::lint::finding::Finding;
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use crate::playbook::{DeckEntry, DeckStatus};

declare_rule! {
    /// ## What it looks for
    ///
    /// A deck whose page in the catalogue lacks what somebody has to know before it is shown: the
    /// `hyperscaler` (or `none`) and the `contexts`; and, once it is approved, its `owner` and when it
    /// was `reviewed`.
    ///
    /// ## Why it matters
    ///
    /// The finder can't offer what does not say for whom it is, and nobody is asked about a deck
    /// that belongs to nobody.
    ///
    /// ## Example
    ///
    /// `content/decks/pitch.md` with `status: approved` and without `owner`.
    ///
    /// ## Use instead
    ///
    /// The missing lines in the page's front matter.
    METADATA_MISSING = "metadata-missing", "a catalogue page that lacks what the room needs", Deck, since "0.1.0",
    "metadata-missing" "" [warning error error error],
}

declare_rule! {
    /// ## What it looks for
    ///
    /// A deck whose page says that its time is over: `expires` lies in the past, or `review_every`
    /// after `reviewed` does. A deck that is `retired` is not reported where the whole playbook is
    /// judged, since its page says all; it is where somebody judges it for a room, with
    /// `--hyperscaler` or `--context`.
    ///
    /// ## Why it matters
    ///
    /// Prices, programs and names change each quarter. A deck that nobody has read through since is
    /// wrong somewhere, and the meeting finds out where.
    ///
    /// ## Example
    ///
    /// `reviewed: 2026-03-01` with `review_every: 6 months`, on the second of September.
    ///
    /// ## Use instead
    ///
    /// Read the deck through and write the day into `reviewed`; or `status: retired`, with
    /// `replaced_by`.
    METADATA_EXPIRED = "metadata-expired", "a deck whose page has expired, or whose review is overdue", Deck, since "0.1.0",
    "metadata-expired" "" [warning error error error],
}

declare_rule! {
    /// ## What it looks for
    ///
    /// A deck and a catalogue that say different things: the file is not the one that was approved
    /// (its SHA-256 is another than `sha256` on its page); the hyperscaler or the contexts that
    /// `rightdeck stamp` wrote into the deck are not those of its page; a deck in `content/` that no
    /// page names, in a playbook that keeps a catalogue. Where `[[lint.assume]]` in `site.toml` speaks
    /// for a deck, it needs no page.
    ///
    /// ## Why it matters
    ///
    /// What was approved is a file, not a name. A slide changed after the review is a slide that
    /// nobody reviewed.
    ///
    /// ## Example
    ///
    /// A price is corrected in `pitch.pptx` on the evening before the meeting.
    ///
    /// ## Use instead
    ///
    /// Review the deck again and write its new `sha256`; `rightdeck stamp` writes what the page
    /// says into the deck.
    METADATA_MISMATCH = "metadata-mismatch", "a deck that is not what its catalogue page says", Deck, since "0.1.0",
    "metadata-mismatch" "" [warning error error error],
}

/// Reports what a page lacks.
pub(in crate::lint) struct MetadataMissing;

impl Rule for MetadataMissing {
    fn info(&self) -> &RuleInfo {
        &METADATA_MISSING
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let Some(entry) = subject.known.entry else {
            return;
        };
        let fields = &entry.fields;
        let approved = fields.status == Some(DeckStatus::Approved);
        let lacks = [
            ("hyperscaler", fields.hyperscaler.is_none()),
            ("contexts", fields.contexts.is_empty()),
            ("owner", approved && fields.owner.is_none()),
            ("reviewed", approved && fields.reviewed.is_none()),
        ];
        let lacks: Vec<&str> = lacks
            .into_iter()
            .filter_map(|(key, lacks)| lacks.then_some(key))
            .collect();
        if lacks.is_empty() || fields.status == Some(DeckStatus::Retired) {
            return;
        }
        let quoted: Vec<String> = lacks.iter().map(|key| format!("'{key}'")).collect();
        out.push(
            Finding::on_file(format!(
                "Its page {} does not say {}.",
                entry.page,
                listed(&quoted)
            ))
            .help(format!(
                "Add {} to the front matter of the page.",
                listed(&quoted)
            )),
        );
    }
}

/// Reports what is over.
pub(in crate::lint) struct MetadataExpired;

impl Rule for MetadataExpired {
    fn info(&self) -> &RuleInfo {
        &METADATA_EXPIRED
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let Some(entry) = subject.known.entry else {
            return;
        };
        let (fields, page) = (&entry.fields, &entry.page);
        if fields.status == Some(DeckStatus::Retired) {
            if subject.known.asked_for {
                let since = fields
                    .expires
                    .map(|day| format!(" It could be shown until {}.", day.0));
                let instead = fields.replaced_by.as_ref();
                out.push(
                    Finding::on_file(format!(
                        "This deck is retired, says {page}.{}",
                        since.unwrap_or_default()
                    ))
                    .help(instead.map_or_else(
                        || "Ask 'rightdeck find' for the deck that is right today.".to_owned(),
                        |slug| format!("Show '{slug}', which has taken its place."),
                    )),
                );
            }
            return;
        }
        if let Some(expires) = fields.expires.filter(|day| day.0 < subject.today) {
            out.push(
                Finding::on_file(format!(
                    "This deck could be shown until {}, says {page}.",
                    expires.0
                ))
                .help("Read it through and give it a new day in 'expires', or retire it."),
            );
        }
        let due = || fields.review_every?.due(fields.reviewed?);
        if let Some(due) = due().filter(|due| *due < subject.today) {
            out.push(
                Finding::on_file(format!("Its review was due on {due}, by {page}."))
                    .help("Read the deck through and write the day into 'reviewed', or retire it."),
            );
        }
    }
}

/// Reports where the two disagree.
pub(in crate::lint) struct MetadataMismatch;

impl Rule for MetadataMismatch {
    fn info(&self) -> &RuleInfo {
        &METADATA_MISMATCH
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let Some(entry) = subject.known.entry else {
            if subject.known.wants_page {
                out.push(
                    Finding::on_file("No page of the catalogue names this deck.").help(
                        "Give it a page in content/decks/ that names it in 'file', take it out of \
                         content/, or match it with [[lint.assume]] in site.toml.",
                    ),
                );
            }
            return;
        };
        if let (Some(approved), Some(is)) = (&entry.fields.sha256, subject.known.sha256)
            && !approved.trim().eq_ignore_ascii_case(is)
        {
            out.push(
                Finding::on_file(format!(
                    "This is not the file that was approved: {} names another SHA-256.",
                    entry.page
                ))
                .help(format!(
                    "Review the deck, then write 'sha256: {is}' on its page."
                )),
            );
        }
        let stamp = &subject.deck.stamp;
        if let Some(page) = hyperscalers_of(entry)
            && !stamp.hyperscalers.is_empty()
            && sorted(&stamp.hyperscalers) != page
        {
            out.push(disagrees(
                "hyperscaler",
                &sorted(&stamp.hyperscalers),
                &page,
                entry,
            ));
        }
        let page = entry.fields.contexts.iter().copied().map(Context::as_str);
        let page = sorted(&page.collect::<Vec<_>>());
        if !page.is_empty() && !stamp.contexts.is_empty() && sorted(&stamp.contexts) != page {
            out.push(disagrees(
                "contexts",
                &sorted(&stamp.contexts),
                &page,
                entry,
            ));
        }
    }
}

/// What the page says, as the stamp says it.
fn hyperscalers_of(entry: &DeckEntry) -> Option<Vec<String>> {
    Some(sorted(&entry.fields.hyperscaler.as_ref()?.0)).filter(|ids| !ids.is_empty())
}

fn sorted<S: AsRef<str>>(words: &[S]) -> Vec<String> {
    let mut words: Vec<String> = words.iter().map(|w| w.as_ref().to_owned()).collect();
    words.sort();
    words.dedup();
    words
}

fn disagrees(key: &str, stamped: &[String], page: &[String], entry: &DeckEntry) -> Finding {
    Finding::on_file(format!(
        "The deck is stamped with {key} '{}', and its page {} says '{}'.",
        stamped.join(", "),
        entry.page,
        page.join(", ")
    ))
    .help("Correct whichever is wrong; 'rightdeck stamp' writes what the page says into the deck.")
}

fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
