//! From slots to results: scores by record and group, order, counts.
//!
//! 1. `slots`: each slot becomes a row of records with their scores.
//! 2. [`Index::query`]: the rows are gone through group by group: what is out, what fits, which record
//!    stands for it, how much it is worth.

mod slots;

use super::build::RecordKind;
use super::facets::Counts;
use super::query::{Parsed, Query, Slot, parse};
use super::read::{Broken, Index};
use super::resolve::{Resolved, resolve};
use super::tuning::Tuning;
use slots::{Row, excluded, rows};
use std::collections::BTreeSet;

/// So many required words, and one that lacks some of them may fit all the same.
const MANY: usize = 3;
/// Of 256: what such a one must have of all that the words tell.
const PARTLY: u64 = 96;
/// The same where nothing has all of the words.
const RELAXED: u64 = 64;

/// Who reads: what is made for him is raised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reader {
    /// His hyperscaler.
    pub hyperscaler: Option<String>,
    /// His archetype.
    pub archetype: Option<String>,
}

/// The results of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: u32,
    /// Nothing has all that was asked for.
    pub relaxed: bool,
    /// Words that no record has.
    pub missing: Vec<String>,
    /// Words that were taken for others.
    pub corrected: Vec<Correction>,
    /// The query with the other words.
    pub suggestion: Option<String>,
    /// How many there would be.
    pub counts: Counts,
    /// The forms that were looked for, by slot.
    pub highlights: Vec<Vec<String>>,
}

/// A word that was taken for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What was typed.
    pub word: String,
    /// What was meant, most likely.
    pub by: String,
}

/// A result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What the record is.
    pub kind: RecordKind,
    /// What the group is called.
    pub title: String,
    /// The section's heading, the slide's title; empty for the thing itself.
    pub heading: String,
    /// The record's address from the root of the version.
    pub url: String,
    /// Its beginning, or its group's.
    pub lead: String,
    /// The address of the group's Markdown from the root of the version.
    pub text: Option<String>,
    /// The number of the record among all.
    pub record: u32,
    /// How well it fits. Only larger and smaller mean something.
    pub score: u64,
    /// The day it was last read through.
    pub reviewed: Option<String>,
    /// It should have been read again by now.
    pub overdue: bool,
    /// A deck's status.
    pub status: Option<String>,
}

/// A slot of a group: the rows of its records.
struct Rows<'r> {
    rows: &'r [Row],
    tuning: &'r Tuning,
    idf: &'r [u64],
    required: &'r [bool],
    passed_over: &'r [bool],
}

/// What a group comes to with some of its records.
struct Sum {
    record: u32,
    score: u64,
    have: u64,
    /// All that is required is there.
    complete: bool,
}

impl Index {
    /// Searches.
    ///
    /// # Errors
    /// A file of the index that is missing, or not what it should be.
    pub fn query(&self, query: &Query) -> Result<Hits, Broken> {
        let Parsed {
            slots,
            excluded: not,
        } = parse(&query.text);
        let resolved = resolve(self, &slots)?;
        let rows = rows(self, &resolved)?;
        let passed_over: Vec<bool> = resolved.found.iter().map(|one| one.is_everywhere).collect();
        let mut required: Vec<bool> = resolved
            .found
            .iter()
            .map(|one| !one.is_everywhere && !one.is_function)
            .collect();
        if !required.contains(&true) {
            required = passed_over.iter().map(|over| !over).collect();
        }
        let found = |slot: usize| rows.df[slot] > 0;
        let mut out = Hits {
            missing: (0..slots.len())
                .filter(|slot| !passed_over[*slot] && !found(*slot))
                .map(|slot| slots[slot].shown())
                .collect(),
            highlights: resolved.highlights(),
            ..Hits::default()
        };
        corrections(&slots, &not, &resolved, &mut out);
        for (slot, required) in required.iter_mut().enumerate() {
            *required &= found(slot);
        }
        let gone: BTreeSet<u32> = excluded(self, &not)?;
        let need = (0..slots.len())
            .filter(|slot| required[*slot])
            .map(|slot| rows.idf[slot])
            .sum::<u64>();
        let groups: Vec<(u32, &[Row])> = rows
            .all
            .chunk_by(|a, b| a.group == b.group)
            .map(|own| (own[0].group, own))
            .filter(|(group, _)| {
                let expires = self.groups.expires(*group);
                (expires == 0 || expires >= query.today) && !gone.contains(group)
            })
            .collect();
        let of = |own: &'_ [Row], admits: &dyn Fn(u32) -> bool| {
            let own: Vec<Row> = own
                .iter()
                .filter(|row| admits(row.record))
                .copied()
                .collect();
            Rows {
                rows: &own,
                tuning: self.tuning(),
                idf: &rows.idf,
                required: &required,
                passed_over: &passed_over,
            }
            .sum()
        };
        out.relaxed = need > 0
            && !groups.is_empty()
            && !groups
                .iter()
                .any(|(_, own)| of(own, &|_| true).is_some_and(|sum| sum.complete));
        let relaxed = out.relaxed;
        let many = required.iter().filter(|required| **required).count() >= MANY;
        let share = match (relaxed, many) {
            (true, _) => Some(RELAXED),
            (false, true) => Some(PARTLY),
            (false, false) => None,
        };
        let fits = |sum: &Sum| {
            let partly = share.is_some_and(|share| sum.have * 256 >= need * share);
            sum.complete || partly && sum.have > 0
        };
        let mut best: Vec<(u64, u32, u32)> = Vec::new();
        for (group, own) in groups.iter().filter(|_| need > 0) {
            let Some(profile) = self.groups.profile(*group) else {
                continue;
            };
            let passes = query.filters.passes(profile);
            let kinds = own.iter().map(|row| self.groups.kind(*group, row.record));
            for kind in kinds.collect::<BTreeSet<RecordKind>>() {
                let sum = of(own, &|record| self.groups.kind(*group, record) == kind);
                if sum.is_some_and(|sum| fits(&sum)) {
                    out.counts.add_record(kind, passes);
                }
            }
            let admits = |record: u32| query.filters.admits(self.groups.kind(*group, record));
            let Some(sum) = of(own, &admits).filter(fits) else {
                continue;
            };
            out.counts.add(profile, passes);
            if passes == [true; 4] {
                let score = self.worth(query, *group, &sum, need);
                best.push((score, *group, sum.record));
            }
        }
        out.total = super::format::narrow(best.len());
        best.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (score, group, record) in best.into_iter().take(query.limit) {
            out.hits.push(self.hit(query, group, record, score)?);
        }
        Ok(out)
    }

    /// A group's score.
    fn worth(&self, query: &Query, group: u32, sum: &Sum, need: u64) -> u64 {
        let tuning = self.tuning();
        let mut score = sum.score;
        let mut times = |factor: u32| score = score * u64::from(factor) / 256;
        times(match self.groups.kind(group, sum.record) {
            RecordKind::Page => tuning.kind.page,
            RecordKind::Deck => tuning.kind.deck,
            RecordKind::Slide => tuning.kind.slide,
            RecordKind::Term => tuning.kind.term,
            RecordKind::Statement => tuning.kind.statement,
        });
        let profile = self.groups.profile(group);
        let has = |own: &Option<String>, values: fn(&super::Profile) -> &Vec<String>| {
            own.as_ref()
                .zip(profile)
                .is_some_and(|(own, profile)| values(profile).contains(own))
        };
        if has(&query.reader.hyperscaler, |profile| &profile.hyperscalers) {
            times(tuning.lens);
        }
        if has(&query.reader.archetype, |profile| &profile.archetypes) {
            times(tuning.archetype);
        }
        if self.is_overdue(group, query.today) {
            times(tuning.overdue);
        }
        if profile.is_some_and(|one| one.status.as_deref() == Some("retired")) {
            times(tuning.retired);
        }
        if sum.complete {
            score
        } else {
            score * sum.have / need
        }
    }

    fn is_overdue(&self, group: u32, today: u32) -> bool {
        let due = self.groups.due(group);
        due != 0 && due < today
    }

    fn hit(&self, query: &Query, group: u32, record: u32, score: u64) -> Result<Hit, Broken> {
        let card = self.card(group, record)?;
        let kind = self.groups.kind(group, record);
        let below = (record - self.groups.first(group)).checked_sub(1);
        let section = below.and_then(|at| {
            card.5.get(if kind == RecordKind::Slide {
                0
            } else {
                at as usize
            })
        });
        let (heading, anchor) = section.cloned().unwrap_or_default();
        let profile = self.groups.profile(group);
        Ok(Hit {
            text: card.text(),
            kind,
            title: card.0,
            url: if anchor.is_empty() {
                card.1
            } else {
                format!("{}#{anchor}", card.1)
            },
            heading,
            lead: card.2,
            record,
            score,
            reviewed: card.3,
            overdue: self.is_overdue(group, query.today),
            status: profile.and_then(|profile| profile.status.clone()),
        })
    }
}

impl Rows<'_> {
    /// Nothing where no record has anything.
    fn sum(&self) -> Option<Sum> {
        let slots = self.idf.len();
        let mut best = vec![0_u64; slots];
        for row in self.rows {
            best[row.slot] = best[row.slot].max(row.score);
        }
        let has: Vec<bool> = (0..slots)
            .map(|slot| self.rows.iter().any(|row| row.slot == slot))
            .collect();
        let mut out: Option<Sum> = None;
        for record in self.rows.chunk_by(|a, b| a.record == b.record) {
            let mut own: Vec<Option<&Row>> = vec![None; slots];
            for row in record {
                own[row.slot] = Some(row);
            }
            let score = self.score(&own, &best);
            if out.as_ref().is_none_or(|out| score > out.score) {
                out = Some(Sum {
                    record: record[0].record,
                    score,
                    have: 0,
                    complete: false,
                });
            }
        }
        let mut out = out?;
        let required = || (0..slots).filter(|slot| self.required[*slot]);
        out.have = required()
            .filter(|slot| has[*slot])
            .map(|slot| self.idf[slot])
            .sum();
        out.complete = required().all(|slot| has[slot]);
        Some(out)
    }

    /// A record's sum.
    fn score(&self, own: &[Option<&Row>], best: &[u64]) -> u64 {
        let elsewhere = u64::from(self.tuning.elsewhere);
        let mut sum = 0;
        let mut before: Option<&Row> = None;
        for (slot, own) in own.iter().enumerate() {
            let here = own.map_or(0, |row| row.score);
            sum += here.max(best[slot] * elsewhere / 256);
            if self.passed_over[slot] {
                continue;
            }
            if let Some((one, other)) = before.zip(*own)
                && let Some((a, b)) = one.near.zip(other.near)
                && let Some(near) = self.tuning.near.get(usize::from(a.abs_diff(b)))
            {
                sum += one.score.min(other.score) * u64::from(*near) / 256;
            }
            before = *own;
        }
        sum
    }
}

/// What was taken for what, and the query with it.
fn corrections(slots: &[Slot], not: &[Slot], resolved: &Resolved, out: &mut Hits) {
    let mut words: Vec<String> = Vec::new();
    for (slot, found) in slots.iter().zip(&resolved.found) {
        if let Some(by) = &found.correction {
            words.push(by.clone());
            out.corrected.push(Correction {
                word: slot.shown(),
                by: by.clone(),
            });
        } else {
            words.push(slot.shown());
        }
    }
    words.extend(not.iter().map(|slot| format!("-{}", slot.shown())));
    if !out.corrected.is_empty() {
        out.suggestion = Some(words.join(" "));
    }
}
