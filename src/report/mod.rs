//! What was found, as people and programs read it.
//!
//! 1. [`Report`]: the findings of one run and what was read.
//! 2. [`text`]: each finding as a compiler shows it; [`concise`]: one line each.
//! 3. [`json`]: for programs; stable bytes.
//! 4. Where teams look: [`sarif`], [`github`], [`gitlab`], [`junit`], [`markdown`], and [`html`], a page by
//!    itself; `identity` tells their findings apart.
//!
//! Whatever comes from a deck is data: the formats for people write out every character that
//! a terminal would obey.

pub mod concise;
pub mod github;
pub mod gitlab;
pub mod html;
mod identity;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
pub mod text;
mod words;

use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::lint::baseline::Mended;
use text::Shown;

/// The findings of one run.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Report {
    /// Every finding, waived ones too, in [`Diagnostic::order`].
    pub diagnostics: Vec<Diagnostic>,
    /// How many decks were asked for, those that could not be read included.
    pub files: usize,
    /// How many pages were looked at.
    pub pages: usize,
    /// How many of the decks could not be read.
    pub unreadable: usize,
    /// How many slides were read.
    pub slides: usize,
    /// How many decks the excludes of `site.toml` left out.
    pub excluded: usize,
    /// How many links lead out of the playbook and were not followed.
    pub links_outside: usize,
    /// The names of the files that were asked for, sorted.
    pub names: Vec<String>,
    /// What a baseline covers, where there is one.
    pub baseline: Option<Known>,
}

/// What a baseline covers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Known {
    /// The findings that it covers, in [`Diagnostic::order`]; they do not count.
    pub findings: Vec<Diagnostic>,
    /// What it covers and is gone.
    pub mended: Vec<Mended>,
}

/// Whether a finding counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Counts,
    /// A waiver covers it.
    Waived,
    /// The baseline covers it.
    Known,
}

impl Standing {
    /// What is said behind the rule: ' (waived)'.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Counts => "",
            Self::Waived => " (waived)",
            Self::Known => " (in the baseline)",
        }
    }
}

impl Report {
    /// How many findings of a severity count: waived ones do not.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.counting().filter(|d| d.severity == severity).count()
    }

    /// How many findings are waived.
    #[must_use]
    pub fn waived(&self) -> usize {
        self.diagnostics.iter().filter(|d| d.waived).count()
    }

    /// How many findings the baseline covers.
    #[must_use]
    pub fn known(&self) -> usize {
        self.baseline
            .as_ref()
            .map_or(0, |known| known.findings.len())
    }

    /// How many findings of the baseline are gone.
    #[must_use]
    pub fn mended(&self) -> usize {
        let mended = self.baseline.iter().flat_map(|known| &known.mended);
        mended
            .map(|one| usize::try_from(one.entry.count).unwrap_or(usize::MAX))
            .fold(0, usize::saturating_add)
    }

    /// The findings to show, in order, each with its standing.
    #[must_use]
    pub fn shown(&self, shown: Shown) -> Vec<(&Diagnostic, Standing)> {
        let mut all = self.all();
        all.retain(|(_, standing)| shown == Shown::All || *standing == Standing::Counts);
        all
    }

    /// Every finding, in order.
    fn all(&self) -> Vec<(&Diagnostic, Standing)> {
        let own = self.diagnostics.iter().map(|finding| match finding.waived {
            true => (finding, Standing::Waived),
            false => (finding, Standing::Counts),
        });
        let known = self.baseline.iter().flat_map(|known| &known.findings);
        let mut all: Vec<_> = own
            .chain(known.map(|finding| (finding, Standing::Known)))
            .collect();
        if self.known() > 0 {
            all.sort_by(|(one, _), (other, _)| one.order(other));
        }
        all
    }

    /// '3 findings of the baseline are gone', where some are.
    #[must_use]
    pub fn mended_line(&self) -> Option<String> {
        let mended = self.mended();
        let are = if mended == 1 { "is" } else { "are" };
        (mended > 0).then(|| {
            format!(
                "{} of the baseline {are} gone; --write-baseline drops what is mended",
                counted(mended, "finding")
            )
        })
    }

    /// Whether anything counts at that severity or above.
    #[must_use]
    pub fn fails(&self, at: Severity) -> bool {
        self.counting().any(|d| d.severity >= at)
    }

    fn counting(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|d| !d.waived)
    }

    /// '3 decks, 61 slides read; 2 errors, 1 warning'.
    #[must_use]
    pub fn closing_line(&self) -> String {
        let read = [
            (self.files - self.unreadable.min(self.files), "deck"),
            (self.slides, "slide"),
            (self.pages, "page"),
        ];
        let said = match (self.files, self.pages) {
            (0, 1..) => &read[2..],
            (_, 0) => &read[..2],
            _ => &read[..],
        };
        let said: Vec<String> = said.iter().map(|(n, what)| counted(*n, what)).collect();
        let mut line = format!("{} read", said.join(", "));
        if self.unreadable > 0 {
            line += &format!(", {} unreadable", self.unreadable);
        }
        let found: Vec<String> = [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Note, "note"),
        ]
        .into_iter()
        .map(|(severity, word)| (self.count(severity), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
        line += "; ";
        line += &if found.is_empty() {
            "nothing found".to_owned()
        } else {
            found.join(", ")
        };
        let aside: Vec<String> = [
            (self.waived(), "waived"),
            (self.known(), "in the baseline"),
            (self.excluded, "excluded"),
            (self.links_outside, "outside the playbook not followed"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
        if !aside.is_empty() {
            line += "; ";
            line += &aside.join(", ");
        }
        line
    }
}

/// Where a finding stands in its file: 'slide 7 "Prices", notes', '41:17'; empty: the whole file.
#[must_use]
pub fn place(finding: &Diagnostic) -> String {
    match &finding.location {
        Location::File => String::new(),
        Location::Text { line, column, .. } => format!("{line}:{column}"),
        Location::Deck(at) => words::deck_place_and_line(at),
    }
}

/// A number with its noun: '1 deck', '2 decks'.
#[must_use]
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
