//! What a rule reports, and how it becomes a diagnostic: places are put into words only here.

use super::lexicon::Annotated;
use super::rule::{Row, RuleInfo};
use super::subject::{Unit, UnitOf};
use crate::deck::Part;
use crate::diagnostic::{DeckLocation, Diagnostic, Location, Severity};
use std::ops::Range;

/// Collects the findings of one rule on one deck.
pub struct Findings<'a> {
    file: &'a str,
    rule: &'a RuleInfo,
    /// The severity of each row of the rule, for this room and these settings.
    severities: Vec<Option<Severity>>,
    out: &'a mut Vec<Diagnostic>,
}

/// A finding under construction.
#[must_use]
pub(crate) struct Finding {
    row: usize,
    cap: Option<Severity>,
    location: Location,
    message: String,
    help: String,
    evidence: Vec<String>,
    hyperscaler: Option<String>,
    reason: Option<&'static str>,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(
        file: &'a str,
        rule: &'a RuleInfo,
        severity: impl Fn(&Row) -> Option<Severity>,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let severities = rule.rows.iter().map(severity).collect();
        Self {
            file,
            rule,
            severities,
            out,
        }
    }

    /// Some row of the rule is on, so it is worth looking.
    pub(crate) fn wanted(&self) -> bool {
        self.severities.iter().any(Option::is_some)
    }

    /// Reports, unless the row is off in this room.
    pub(crate) fn push(&mut self, finding: Finding) {
        let Some(severity) = self.severities.get(finding.row).copied().flatten() else {
            return;
        };
        self.out.push(Diagnostic {
            rule: self.rule.id.to_string(),
            severity: finding.cap.map_or(severity, |cap| severity.min(cap)),
            file: self.file.to_owned(),
            location: finding.location,
            message: finding.message,
            help: finding.help,
            evidence: finding.evidence,
            hyperscaler: finding.hyperscaler,
            reason: finding.reason,
            waived: false,
        });
    }
}

impl Finding {
    /// A finding about the whole file.
    pub(crate) fn on_file(message: impl Into<String>) -> Self {
        Self {
            row: 0,
            cap: None,
            location: Location::File,
            message: message.into(),
            help: String::new(),
            evidence: Vec::new(),
            hyperscaler: None,
            reason: None,
        }
    }

    /// A finding about a place in the deck that no single text stands for.
    pub(crate) fn on_unit(unit: &Unit<'_>, message: impl Into<String>) -> Self {
        let mut finding = Self::on_file(message);
        finding.location = Location::Deck(Box::new(unit_location(unit)));
        finding
    }

    /// A finding about a text, or about a stretch of it (bytes of its normalised form).
    pub(crate) fn on_text(
        unit: &Unit<'_>,
        text: &Annotated<'_>,
        span: Option<&Range<usize>>,
        message: impl Into<String>,
    ) -> Self {
        let mut finding = Self::on_file(message);
        let mut at = unit_location(unit);
        let original = &text.text.text;
        at.part = Some(text.text.part.as_str());
        at.shape = text
            .text
            .shape
            .and_then(|s| unit.shapes().get(s))
            .map(|s| s.name.clone());
        at.place = Some(text.text.place.to_string()).filter(|p| !p.is_empty());
        let range = span.map(|s| text.plain.original(s));
        let shown = window(original, range.as_ref());
        let excerpt = &original[shown.clone()];
        if let Some(range) = &range {
            let range = range.start - shown.start..range.end - shown.start;
            at.span = Some((
                excerpt[..range.start].chars().count(),
                excerpt[..range.end].chars().count(),
            ));
            at.matched = Some(excerpt[range].to_owned());
        }
        at.text = Some(excerpt.to_owned());
        if let Some(origin) = &text.text.origin {
            let whole = 0..original.len();
            at.source = Some(origin.span(range.as_ref().unwrap_or(&whole)));
        }
        finding.location = Location::Deck(Box::new(at));
        finding
    }

    /// Another row of the rule than its first.
    pub(crate) fn row(mut self, row: usize) -> Self {
        self.row = row;
        self
    }

    /// At most this severe, whatever the row says.
    pub(crate) fn at_most(mut self, cap: Severity) -> Self {
        self.cap = Some(cap);
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    pub(crate) fn evidence(mut self, evidence: Vec<String>) -> Self {
        self.evidence = evidence;
        self
    }

    pub(crate) fn hyperscaler(mut self, id: impl Into<String>) -> Self {
        self.hyperscaler = Some(id.into());
        self
    }

    pub(crate) fn reason(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// A page of text is shown only around what was found in it, or a thousand findings would hold a
/// thousand copies of the page.
fn window(text: &str, around: Option<&Range<usize>>) -> Range<usize> {
    const WHOLE: usize = 8 << 10;
    const SIDE: usize = 1 << 10;
    if text.len() <= WHOLE {
        return 0..text.len();
    }
    let around = around.cloned().unwrap_or(0..0);
    let start = text.floor_char_boundary(around.start.saturating_sub(SIDE));
    let end = text.ceil_char_boundary(around.end.saturating_add(SIDE).min(text.len()));
    start..end
}

/// A layout or master is reported at the first slide that shows it.
fn unit_location(unit: &Unit<'_>) -> DeckLocation {
    match unit.of {
        UnitOf::Slide(slide) => DeckLocation {
            slide: Some(slide.number),
            slide_title: slide.title.clone(),
            hidden: slide.hidden,
            source: slide.origin.as_ref().map(|origin| origin.span(&(0..0))),
            ..DeckLocation::default()
        },
        UnitOf::Sheet(sheet) => DeckLocation {
            slide: sheet.used_by.first().copied(),
            ..DeckLocation::default()
        },
        UnitOf::File => DeckLocation::default(),
        UnitOf::Orphan(_) => DeckLocation {
            part: Some(Part::Orphan.as_str()),
            ..DeckLocation::default()
        },
    }
}
