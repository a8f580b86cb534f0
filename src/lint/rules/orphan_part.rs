//! What travels with a deck though nothing in it refers to it.

use super::declare_rule;
use crate::lint::finding::Finding;
use crate::lint::subject::UnitOf;
use crate::lint::{Findings, Rule, RuleInfo, Subject};

declare_rule! {
    /// ## What it looks for
    ///
    /// Parts of the file that no relationship reaches: a slide or its notes that some program
    /// removed from the show but not from the file.
    ///
    /// ## Why it matters
    ///
    /// No slide list shows them, yet they leave the house with the file, and whoever unpacks it
    /// reads them. All other rules judge their text too.
    ///
    /// ## Example
    ///
    /// `ppt/slides/slide9.xml` is in the package, and the presentation does not list it.
    ///
    /// ## Use instead
    ///
    /// Open the deck in PowerPoint and save it as a new file, which writes only what is used.
    ORPHAN_PART = "orphan-part", "a part of the file that nothing refers to", Deck, since "0.1.0",
    "orphan-part" "" [error error error error],
}

/// Reports each orphan once.
pub(in crate::lint) struct OrphanPart;

impl Rule for OrphanPart {
    fn info(&self) -> &RuleInfo {
        &ORPHAN_PART
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unit in &subject.units {
            let UnitOf::Orphan(orphan) = unit.of else {
                continue;
            };
            let message = format!(
                "{} is {} that nothing in the deck refers to, and it travels with the file.",
                orphan.source, orphan.what
            );
            let finding = match unit.texts.first() {
                Some(text) => Finding::on_text(unit, text, None, message),
                None => Finding::on_unit(unit, message),
            };
            out.push(
                finding.help("Save the deck as a new file in PowerPoint, which leaves it out."),
            );
        }
    }
}
