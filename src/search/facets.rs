//! Narrowing results down, and how many there would be.

use super::build::{Profile, RecordKind};
use std::collections::BTreeMap;

/// What results are narrowed down to: any of the values of each kind. An empty list is no limit, an empty value means
/// what has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// What the records are.
    pub record: Vec<RecordKind>,
    /// A page's or a deck's kind: `pillar`, `pitch`.
    pub kind: Vec<String>,
    /// The hyperscalers.
    pub hyperscaler: Vec<String>,
    /// Who may be in the room.
    pub context: Vec<String>,
    /// Whose cloud the product runs in.
    pub archetype: Vec<String>,
}

/// How many groups there would be with one value alone, the other filters as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// By what the record is.
    pub record: BTreeMap<RecordKind, u32>,
    /// By the page's or the deck's kind.
    pub kind: BTreeMap<String, u32>,
    /// By hyperscaler.
    pub hyperscaler: BTreeMap<String, u32>,
    /// By who may be in the room.
    pub context: BTreeMap<String, u32>,
    /// By whose cloud the product runs in.
    pub archetype: BTreeMap<String, u32>,
}

impl Filters {
    /// Whether a record may be looked at.
    pub(super) fn admits(&self, kind: RecordKind) -> bool {
        self.record.is_empty() || self.record.contains(&kind)
    }

    /// Which of the four filters of groups a profile passes.
    pub(super) fn passes(&self, profile: &Profile) -> [bool; 4] {
        let any = |wanted: &[String], own: &[String]| {
            let none = || own.is_empty() && wanted.iter().any(String::is_empty);
            wanted.is_empty() || own.iter().any(|value| wanted.contains(value)) || none()
        };
        [
            any(&self.kind, profile.kind.as_slice()),
            any(&self.hyperscaler, &profile.hyperscalers),
            any(&self.context, &profile.contexts),
            any(&self.archetype, &profile.archetypes),
        ]
    }
}

impl Counts {
    /// Counts a group that fits with the records that are admitted.
    pub(super) fn add(&mut self, profile: &Profile, passes: [bool; 4]) {
        let values: [(&mut BTreeMap<String, u32>, &[String]); 4] = [
            (&mut self.kind, profile.kind.as_slice()),
            (&mut self.hyperscaler, &profile.hyperscalers),
            (&mut self.context, &profile.contexts),
            (&mut self.archetype, &profile.archetypes),
        ];
        for (at, (counts, own)) in values.into_iter().enumerate() {
            let others = passes
                .iter()
                .enumerate()
                .all(|(i, passes)| i == at || *passes);
            if others {
                for (index, value) in own.iter().enumerate() {
                    // A value that is named twice is still one.
                    if !own[..index].contains(value) {
                        *counts.entry(value.clone()).or_default() += 1;
                    }
                }
            }
        }
    }

    /// Counts a group that fits with records of one kind alone.
    pub(super) fn add_record(&mut self, kind: RecordKind, passes: [bool; 4]) {
        if passes == [true; 4] {
            *self.record.entry(kind).or_default() += 1;
        }
    }
}
