//! A slide as this rule reads it: each text with its cues, the rivals it names and our own names,
//! found once.

use super::evidence::Roles;
use crate::deck::{Part, Place};
use crate::lint::Subject;
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{Rival, Side, own, rivals, side};
use crate::lint::phrases::{Cue, CueHit, Cues};
use crate::lint::subject::Unit;
use std::collections::BTreeMap;

/// What was found on a slide.
pub(super) struct Seen<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) roles: &'a Roles,
    pub(super) lines: Vec<Line<'a>>,
}

/// What was found in a text.
pub(super) struct Line<'a> {
    pub(super) text: &'a Annotated<'a>,
    pub(super) hits: Vec<CueHit>,
    pub(super) rivals: Vec<Rival>,
    /// Our names, but not where a preposition makes them a place.
    pub(super) own: Vec<Mention>,
    /// The side it stands for, where it is short enough to be a label.
    pub(super) side: Side,
    /// It stands under a heading such as 'Don't say', so it is not said.
    pub(super) forbidden: bool,
}

impl<'a> Seen<'a> {
    /// `None` where nothing on the slide could be compared with: no rival, and no title.
    pub(super) fn new(
        subject: &'a Subject<'a>,
        unit: &'a Unit<'a>,
        words: &Cues,
        roles: &'a Roles,
    ) -> Option<Self> {
        let rivals: Vec<Vec<Rival>> = unit
            .texts
            .iter()
            .map(|t| rivals(subject, unit, t))
            .collect();
        let anybody = rivals.iter().any(|r| !r.is_empty());
        let mut heads: BTreeMap<usize, bool> = BTreeMap::new();
        let myths = myth_columns(unit);
        let mut lines = Vec::with_capacity(unit.texts.len());
        for (number, (text, rivals)) in unit.texts.iter().zip(rivals).enumerate() {
            let spoken = !matches!(
                text.text.part,
                Part::Link | Part::Properties | Part::Picture
            );
            // Without a rival only a title can tell of a comparison.
            let wanted = spoken && (anybody || text.text.part == Part::Title || number == 0);
            let hits = if wanted {
                words.find(text.plain.as_str(), &text.tokens)
            } else {
                Vec::new()
            };
            let forbids = text.tokens.len() <= 3
                && hits
                    .iter()
                    .any(|h| h.cue == roles.not && h.tokens.start == 0);
            let forbidden = match text.text.shape {
                Some(shape) => match heads.get(&shape) {
                    Some(forbids) => *forbids,
                    None => {
                        heads.insert(shape, forbids);
                        false
                    }
                },
                None => false,
            };
            let forbidden = forbidden
                || matches!((text.text.shape, &text.text.place), (Some(shape), Place::Cell { column, .. }) if myths.contains(&(shape, *column)));
            let side = if spoken {
                side(text, &rivals, &hits, roles.labels)
            } else {
                Side::Neither
            };
            let own = own(text, &hits, roles.side).cloned().collect();
            lines.push(Line {
                text,
                hits,
                rivals: if spoken { rivals } else { Vec::new() },
                own,
                side,
                forbidden,
            });
        }
        (anybody || lines.iter().any(|l| !l.hits.is_empty())).then_some(Self {
            subject,
            roles,
            lines,
        })
    }

    /// A title carries the cue.
    pub(super) fn title_has(&self, cue: Cue) -> bool {
        self.titles().any(|l| l.has(cue))
    }

    pub(super) fn titles(&self) -> impl Iterator<Item = &Line<'a>> {
        self.lines
            .iter()
            .filter(|l| l.text.text.part == Part::Title)
    }

    /// Our own name, or 'we', stands somewhere.
    pub(super) fn speaks_of_us(&self) -> bool {
        self.lines
            .iter()
            .any(|l| l.names_us() || l.has(self.roles.first_person))
    }
}

/// Columns of tables that are headed 'Myth': what stands in them is refuted.
fn myth_columns(unit: &Unit<'_>) -> Vec<(usize, u32)> {
    let headers = unit
        .texts
        .iter()
        .filter(|t| t.plain.as_str().to_lowercase().contains("myth"));
    headers
        .filter_map(|t| match t.text.place {
            Place::Cell { row: 1, column } => t.text.shape.map(|s| (s, column)),
            _ => None,
        })
        .collect()
}

impl Line<'_> {
    pub(super) fn plain(&self) -> &str {
        self.text.plain.as_str()
    }

    pub(super) fn has(&self, cue: Cue) -> bool {
        self.hits.iter().any(|h| h.cue == cue)
    }

    pub(super) fn count(&self, cue: Cue) -> usize {
        self.hits.iter().filter(|h| h.cue == cue).count()
    }

    pub(super) fn part(&self) -> Part {
        self.text.text.part
    }

    pub(super) fn names_us(&self) -> bool {
        self.text.mentions.iter().any(|m| m.entity == Entity::Own)
    }
}
