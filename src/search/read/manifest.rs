//! The manifest, and what is known of all groups.

use crate::search::build::{Profile, RecordKind};
use crate::search::format::{self, Damage};
use crate::search::{Tuning, words};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

const NO_MANIFEST: Damage = "it is no manifest of a search index";
const OTHER_FORMAT: Damage = "it is of another format";
const UNSOUND: Damage = "its numbers do not hold together";

/// `index.bin`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::search) struct Manifest {
    rightdeck: String,
    format: u8,
    part: String,
    at: u32,
    pub(super) version: String,
    #[expect(dead_code, reason = "part of the format")]
    language: String,
    pub(in crate::search) records: u32,
    pub(in crate::search) groups: u32,
    forms: u32,
    table: Table,
    pub(super) terms: Listing,
    pub(super) positions: Listing,
    pub(super) cards: Listing,
    pub(super) forward: Listing,
    pub(super) backward: Listing,
    /// Forms that stand nearly everywhere.
    #[serde(deserialize_with = "unfold")]
    pub(in crate::search) passed: Vec<String>,
    /// Words that most things are called by: who has the index at hand need not know what to fetch along.
    #[expect(dead_code, reason = "part of the format")]
    #[serde(deserialize_with = "unfold")]
    titles: Vec<String>,
    /// Endings of words, and what stands in their place in other forms.
    pub(in crate::search) endings: Vec<(String, String)>,
    pub(super) tuning: Tuning,
}

fn unfold<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    format::unfold(&String::deserialize(from)?).map_err(D::Error::custom)
}

impl Manifest {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Damage> {
        let mut out: Self = serde_json::from_slice(bytes).map_err(|_| NO_MANIFEST)?;
        if out.rightdeck != "search" || out.part != "index" || out.at != 0 {
            return Err(NO_MANIFEST);
        }
        if out.format != format::FORMAT {
            return Err(OTHER_FORMAT);
        }
        let forms = out.forms;
        let sound = out.terms.settle(true, Some(forms))
            && out.positions.settle(false, Some(forms))
            && out.forward.settle(true, None)
            && out.backward.settle(true, None)
            && out.records >= out.groups
            && out.tuning.is_sound();
        if sound { Ok(out) } else { Err(UNSOUND) }
    }
}

/// The chunks of a kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listing {
    names: String,
    #[serde(default, deserialize_with = "unfold")]
    from: Vec<String>,
    #[serde(default)]
    at: Vec<u32>,
    /// The first ordinal of each, and the end.
    #[serde(skip)]
    starts: Vec<u32>,
}

impl Listing {
    /// Checks it and adds its differences up. `end` is how many things the chunks hold.
    fn settle(&mut self, by_form: bool, end: Option<u32>) -> bool {
        let letters = self.names.bytes();
        let plain = letters
            .clone()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        if !plain || !letters.len().is_multiple_of(format::NAME) {
            return false;
        }
        let count = letters.len() / format::NAME;
        let rising = self
            .from
            .windows(2)
            .all(|pair| words::compare(&pair[0], &pair[1]).is_lt());
        if self.from.len() != if by_form { count } else { 0 } || !rising {
            return false;
        }
        let Some(end) = end else {
            return self.at.is_empty();
        };
        if self.at.is_empty() && count == 1 {
            self.at.push(0);
        }
        let mut sum = 0_u32;
        for (at, difference) in self.at.iter().enumerate() {
            if (at == 0) != (*difference == 0) {
                return false;
            }
            let Some(next) = sum.checked_add(*difference) else {
                return false;
            };
            sum = next;
            self.starts.push(sum);
        }
        self.starts.push(end);
        self.at.len() == count && (if count == 0 { end == 0 } else { sum < end })
    }

    pub(super) fn len(&self) -> usize {
        self.names.len() / format::NAME
    }

    pub(super) fn name(&self, at: usize) -> Option<&str> {
        let start = at.checked_mul(format::NAME)?;
        self.names.get(start..start.checked_add(format::NAME)?)
    }

    /// The chunk for a form.
    pub(super) fn by_form(&self, form: &str) -> usize {
        let after = self
            .from
            .partition_point(|from| words::compare(from, form).is_le());
        after.saturating_sub(1)
    }

    /// Whether a chunk begins with a form that begins so.
    pub(super) fn begins_with(&self, at: usize, beginning: &str) -> bool {
        self.from
            .get(at)
            .is_some_and(|from| from.starts_with(beginning))
    }

    /// The chunk for an ordinal.
    pub(super) fn by_ordinal(&self, ordinal: u32) -> Option<usize> {
        let after = self.starts.partition_point(|start| *start <= ordinal);
        let at = after.checked_sub(1)?;
        (at < self.len()).then_some(at)
    }

    /// The ordinals of a chunk.
    pub(super) fn range(&self, at: usize) -> std::ops::Range<u32> {
        let start = self.starts.get(at).copied().unwrap_or_default();
        start..self.starts.get(at + 1).copied().unwrap_or(start)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    records: Vec<u32>,
    profile: Vec<usize>,
    profiles: Vec<Profile>,
    due: Vec<u32>,
    expires: Vec<u32>,
}

/// What is known of all groups.
#[derive(Debug, Clone, Default)]
pub(in crate::search) struct GroupTable {
    /// The first record of each, then the number of all.
    firsts: Vec<u32>,
    /// How many slides there are before each, then all.
    slides: Vec<u32>,
    profile: Vec<usize>,
    pub(in crate::search) profiles: Vec<Profile>,
    due: Vec<u32>,
    expires: Vec<u32>,
}

impl GroupTable {
    /// Takes the table out of a manifest, and holds the cards to it.
    pub(super) fn of(manifest: &mut Manifest) -> Result<Self, Damage> {
        let part = std::mem::take(&mut manifest.table);
        let count = manifest.groups as usize;
        let mut firsts = Vec::with_capacity(part.records.len() + 1);
        let mut next = 0_u32;
        for own in &part.records {
            firsts.push(next);
            next = next.checked_add(*own).ok_or(UNSOUND)?;
        }
        firsts.push(next);
        let days = |days: &[u32]| days.is_empty() || days.len() == count;
        let sound = next == manifest.records
            && part.records.len() == count
            && part.records.iter().all(|own| *own > 0)
            && part.profile.len() == count
            && part.profile.iter().all(|at| *at < part.profiles.len())
            && part
                .profiles
                .iter()
                .all(|one| one.record != RecordKind::Slide)
            && days(&part.due)
            && days(&part.expires);
        if !sound {
            return Err(UNSOUND);
        }
        let mut slides = vec![0];
        let mut count = 0;
        for (own, profile) in part.records.iter().zip(&part.profile) {
            if part.profiles[*profile].record == RecordKind::Deck {
                count += own - 1;
            }
            slides.push(count);
        }
        let cards = manifest.groups.checked_add(count);
        if cards.is_none_or(|cards| !manifest.cards.settle(false, Some(cards))) {
            return Err(UNSOUND);
        }
        Ok(Self {
            firsts,
            slides,
            profile: part.profile,
            profiles: part.profiles,
            due: part.due,
            expires: part.expires,
        })
    }

    pub(in crate::search) fn of_record(&self, record: u32) -> u32 {
        let after = self.firsts.partition_point(|first| *first <= record);
        format::narrow(after.saturating_sub(1))
    }

    pub(in crate::search) fn first(&self, group: u32) -> u32 {
        self.firsts.get(group as usize).copied().unwrap_or_default()
    }

    /// The slides of a group, counted over all groups.
    pub(in crate::search) fn slides(&self, group: u32) -> std::ops::Range<u32> {
        let at = |group: u32| self.slides.get(group as usize).copied().unwrap_or_default();
        at(group)..at(group + 1)
    }

    pub(in crate::search) fn profile(&self, group: u32) -> Option<&Profile> {
        self.profiles.get(*self.profile.get(group as usize)?)
    }

    pub(in crate::search) fn due(&self, group: u32) -> u32 {
        self.due.get(group as usize).copied().unwrap_or_default()
    }

    pub(in crate::search) fn expires(&self, group: u32) -> u32 {
        self.expires
            .get(group as usize)
            .copied()
            .unwrap_or_default()
    }

    /// What a record is.
    pub(in crate::search) fn kind(&self, group: u32, record: u32) -> RecordKind {
        let kind = self
            .profile(group)
            .map_or(RecordKind::Page, |one| one.record);
        if kind == RecordKind::Deck && record != self.first(group) {
            RecordKind::Slide
        } else {
            kind
        }
    }
}
