//! A deck, or a part of one, that was not read.

use super::declare_rule;
use crate::deck::{Reason, Unread};
use crate::lint::finding::Finding;
use crate::lint::subject::UnitOf;
use crate::lint::{Findings, Rule, RuleInfo, Subject};

declare_rule! {
    /// ## What it looks for
    ///
    /// A file with a deck's name that holds no deck this program can read. The `reason` says why:
    /// `encrypted`, `lfs-pointer`, `legacy-format`, `not-a-deck`, `corrupt`, `ambiguous` or
    /// `over-limit`.
    ///
    /// ## Why it matters
    ///
    /// A gate that lets through what it can't read is no gate. An encrypted deck, or the pointer
    /// that Git LFS leaves in its place, may say anything.
    ///
    /// ## Example
    ///
    /// `pitch.pptx` is the login page that a download saved under the deck's name.
    ///
    /// ## Use instead
    ///
    /// The finding says what to do for each reason: remove the password, run `git lfs pull`, export
    /// as `.pptx`, or save the deck anew from PowerPoint.
    UNREADABLE_DECK = "unreadable-deck", "a deck that could not be read at all", Deck, since "0.1.0",
    "unreadable-deck" "" [error error error error],
}

declare_rule! {
    /// ## What it looks for
    ///
    /// A part of a deck that should have been read and was not: a slide with a wrong checksum, a
    /// relationship to a part that is missing, XML that is cut off, nested too deep or that
    /// declares entities, a part larger than the limits allow.
    ///
    /// ## Why it matters
    ///
    /// PowerPoint mends such files in silence, and what it then shows nobody has judged.
    ///
    /// ## Example
    ///
    /// `ppt/slides/slide4.xml` fails its checksum.
    ///
    /// ## Use instead
    ///
    /// Open the deck in PowerPoint, let it repair the file, and save it under a new name.
    UNREADABLE_PART = "unreadable-part", "a part of a deck that could not be read", Deck, since "0.1.0",
    "unreadable-part" "" [error error error error],
}

/// Reports what the reader could not read.
pub(in crate::lint) struct UnreadablePart;

impl Rule for UnreadablePart {
    fn info(&self) -> &RuleInfo {
        &UNREADABLE_PART
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unread in &subject.deck.unread {
            let message = format!("{} could not be read: {}.", unread.source, unread.detail);
            let slide = subject
                .units
                .iter()
                .find(|u| matches!(u.of, UnitOf::Slide(s) if Some(s.number) == unread.slide));
            let finding = match slide {
                Some(unit) => Finding::on_unit(unit, message),
                None => Finding::on_file(message),
            };
            out.push(finding.reason(unread.reason.as_str()).help(help(unread)));
        }
    }
}

fn help(unread: &Unread) -> &'static str {
    // A PDF's slides are its pages, and no part of it can be replaced by hand.
    let page = unread.source.starts_with("page ");
    match unread.reason {
        Reason::NotADeck if page => {
            "Lint the deck that the PDF was made of, or export it with its text as text."
        }
        Reason::Corrupt if page => "Export the deck to PDF anew and lint that.",
        Reason::OverLimit => {
            "Take the oversized part out of the deck; no slide that people read needs it."
        }
        Reason::Encrypted => {
            "Remove the protection from the embedded file, or take it out of the deck."
        }
        Reason::LegacyFormat | Reason::NotADeck => {
            "Replace the embedded file by one in a current Office format, or take it out."
        }
        _ => {
            "Open the deck in PowerPoint, let it repair the file, look at the slide, and save it anew."
        }
    }
}
