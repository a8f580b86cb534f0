//! Whether a slide leans against a product that is not ours, by the words it uses.
//!
//! Set phrases are the rules' own business. Most people say it in none of them: 'since the move to
//! Reef the count is on the desk on Saturday'. So each word of a slide weighs something, for or
//! against, and the weights are learned from labelled slides.
//!
//! 1. `words`: the slide as words, with names as what they stand for.
//! 2. `signs`: what the rules see by set phrases and in the arrangement of the slide.
//! 3. The weights of both in `rules/phrases/leaning.yaml`, learned by `cargo xtask weigh`. Where they add
//!    up to more than nothing (a little more where it does not name us), the slide leans; a little less
//!    will do where a rule has found enough by itself.
//! 4. `second_look`: where the sum leaves doubt, the slide is read whole (`reading`), and what is made of
//!    that is added.
//! 5. The sentence that weighs most is what a finding shows, with its heaviest words as evidence.

mod layout;
mod reading;
mod second_look;
mod signs;
mod table;
mod words;

use super::Subject;
use super::opponents::{Rival, Standing};
use super::phrases::Cues;
use super::subject::{Unit, UnitOf};
pub(crate) use signs::{Signs, place_word};
use std::ops::Range;
pub(crate) use table::Table;
use table::Weight;
use words::{At, Line, Look};

/// What a rule has found by itself stands from here on.
const BORNE_OUT: f64 = -0.25;
/// This far below nothing by a plain look, a slide is neutral whatever a closer one says.
const FAR: f64 = -2.5;
/// A slide that weighs less than this either way leaves doubt.
const DOUBT: f64 = 2.0;
/// How much a second look counts beside the words.
const SECOND_LOOK: f64 = 0.6;
/// A slide that does not name us has to weigh this much: real slides that sell nothing are such.
const WITHOUT_US: f64 = 0.75;
/// So many words are named as evidence.
const TOLD: usize = 4;
/// Shorter words are none, in bytes.
const WORD: usize = 4;

/// A slide to learn from.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The keys of its words, and of what the rules see on it.
    pub words: Vec<String>,
    /// It as one text.
    pub text: String,
}

/// What each word weighs.
#[derive(Debug)]
pub(crate) struct Leaning {
    weights: Table,
    /// None where nothing has been learned.
    bias: Option<f64>,
}

/// A slide that leans against a product.
#[derive(Debug, Clone)]
pub(crate) struct Lean {
    pub(crate) rival: Rival,
    /// The text that weighs most, by its place in the unit, and the sentence in it.
    pub(crate) text: usize,
    pub(crate) span: Range<usize>,
    /// What gave it away.
    pub(crate) evidence: Vec<String>,
}

/// What a lean amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Against {
    /// The product is set against ours.
    Contest,
    /// It is run down.
    Fault,
}

/// A sentence and what its words weigh together.
struct Weighed {
    line: usize,
    sentence: Range<usize>,
    weight: f64,
}

impl Leaning {
    pub(crate) fn new(cues: &Cues) -> Self {
        let weights = cues.all_weights();
        let bias = weights.weight("bias");
        Self { weights, bias }
    }

    /// Do the words of the slide bear out what a rule has found, with what these signs weigh?
    pub(crate) fn bears_out(&self, subject: &Subject<'_>, unit: &Unit<'_>, signs: &Signs) -> bool {
        slide(subject, unit).is_none_or(|lines| self.score(unit, &lines, signs) > BORNE_OUT)
    }

    /// What the slide says against a product in this way, where it says enough.
    pub(crate) fn judge(
        &self,
        subject: &Subject<'_>,
        unit: &Unit<'_>,
        against: Against,
        signs: &Signs,
    ) -> Option<Lean> {
        let lines = slide(subject, unit)?;
        let ours = lines.iter().any(|l| l.names_us);
        // Each of the two rules asks, and only one of them needs the sum.
        let could_be = match against {
            Against::Contest => {
                let mut rivals = lines.iter().flat_map(|l| &l.rivals);
                ours || rivals.any(|r| r.standing == Standing::Vendor)
            }
            Against::Fault => !ours,
        };
        let enough = if ours { 0.0 } else { WITHOUT_US };
        if !could_be || self.score(unit, &lines, signs) <= enough {
            return None;
        }
        let heaviest = self.heaviest(&lines)?;
        let line = &lines[heaviest.line];
        let all = || lines.iter().flat_map(|l| &l.rivals);
        let rival = preferred(subject, line.rivals.iter()).or_else(|| preferred(subject, all()))?;
        let tokens = &line.text.tokens;
        let first = tokens.get(heaviest.sentence.start);
        let last = heaviest.sentence.end.checked_sub(1);
        let span = match (first, last.and_then(|t| tokens.get(t))) {
            (Some(first), Some(last)) => first.span.start..last.span.end,
            _ => 0..line.text.plain.as_str().len(),
        };
        let is = if ours || rival.standing == Standing::Vendor {
            Against::Contest
        } else {
            Against::Fault
        };
        (is == against).then(|| Lean {
            rival: rival.clone(),
            text: line.number,
            span,
            evidence: self.evidence(&lines, &heaviest),
        })
    }

    /// What is learned from a slide; None where nobody is named.
    pub(crate) fn lesson(subject: &Subject<'_>, unit: &Unit<'_>) -> Option<Lesson> {
        let lines = slide(subject, unit)?;
        let mut words = Vec::new();
        for look in [Look::Plain, Look::Closer] {
            words::each(&lines, look, |key, _| words.push(key.spelled()));
        }
        words.sort_unstable();
        words.dedup();
        let text = reading::text(&lines);
        Some(Lesson { words, text })
    }

    /// What the slide weighs. What a plain look finds far from leaning is left at that.
    fn score(&self, unit: &Unit<'_>, lines: &[Line<'_>], signs: &Signs) -> f64 {
        let Some(bias) = self.bias else {
            return 0.0;
        };
        let mut seen = Seen::of(self.weights.slots());
        let signs = signs.keys().filter_map(|key| self.weights.weight(key));
        let plain = bias + signs.sum::<f64>() + self.sum(lines, Look::Plain, &mut seen);
        if plain < FAR {
            return plain;
        }
        let words = plain + self.sum(lines, Look::Closer, &mut seen);
        if words.abs() > DOUBT {
            return words;
        }
        let read = || second_look::read(&reading::text(lines));
        words + SECOND_LOOK * unit.second_look.get_or_init(read)
    }

    /// The sum of the weights, each key once.
    fn sum(&self, lines: &[Line<'_>], look: Look, seen: &mut Seen) -> f64 {
        let mut sum = 0.0;
        words::each(lines, look, |key, _| {
            if let Some(weight) = self.weights.get(key.hash)
                && seen.is_new(weight.number)
            {
                sum += weight.value;
            }
        });
        sum
    }

    /// The sentence whose words weigh most.
    fn heaviest(&self, lines: &[Line<'_>]) -> Option<Weighed> {
        let mut sentences: Vec<Weighed> = Vec::new();
        words::each(lines, Look::Plain, |key, at| {
            let (Some(Weight { value, .. }), Some(at)) = (self.weights.get(key.hash), at) else {
                return;
            };
            match sentences.last_mut() {
                Some(last) if last.line == at.line && last.sentence == at.sentence => {
                    last.weight += value;
                }
                _ => sentences.push(Weighed {
                    line: at.line,
                    sentence: at.sentence.clone(),
                    weight: value,
                }),
            }
        });
        sentences.into_iter().reduce(|best, next| {
            if next.weight > best.weight {
                next
            } else {
                best
            }
        })
    }

    /// The heaviest words of the sentence, as they stand there.
    fn evidence(&self, lines: &[Line<'_>], sentence: &Weighed) -> Vec<String> {
        let line = &lines[sentence.line];
        let mut found: Vec<(f64, Range<usize>)> = Vec::new();
        words::each(lines, Look::Plain, |key, at| {
            let here = |at: &&At| at.line == sentence.line && at.sentence == sentence.sentence;
            if let (Some(Weight { value, .. }), Some(at)) =
                (self.weights.get(key.hash), at.filter(here))
                && value > 0.0
            {
                match found.iter_mut().find(|(_, bytes)| *bytes == at.bytes) {
                    Some(same) => same.0 += value,
                    None => found.push((value, at.bytes.clone())),
                }
            }
        });
        let plain = line.text.plain.as_str();
        // 'Of' and 'the' count too, and tell a person nothing.
        found.retain(|(_, bytes)| plain[bytes.clone()].trim().len() >= WORD);
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
        let mut told: Vec<Range<usize>> = Vec::new();
        for (_, bytes) in found {
            if told.len() < TOLD
                && told
                    .iter()
                    .all(|t| t.end <= bytes.start || bytes.end <= t.start)
            {
                told.push(bytes);
            }
        }
        told.sort_by_key(|t| t.start);
        let words: Vec<String> = told
            .into_iter()
            .map(|bytes| format!("'{}'", plain[bytes].trim()))
            .collect();
        let place = place_word(line.text.text.part);
        vec![if words.is_empty() {
            format!("{place}: reads as comparisons do")
        } else {
            format!("{place}: reads as comparisons do: {}", words.join(", "))
        }]
    }
}

/// Which weights have counted, a bit each: there are many, and a slide has few of them.
struct Seen(Vec<u64>);

impl Seen {
    fn of(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn is_new(&mut self, number: usize) -> bool {
        let (bits, bit) = (&mut self.0[number / 64], 1 << (number % 64));
        let new = *bits & bit == 0;
        *bits |= bit;
        new
    }
}

fn slide<'a>(subject: &Subject<'_>, unit: &'a Unit<'a>) -> Option<Vec<Line<'a>>> {
    matches!(unit.of, UnitOf::Slide(_))
        .then(|| words::lines(subject, unit))
        .flatten()
}

/// A product of the hyperscaler in the room before another's, a product before a whole cloud.
fn preferred<'a>(
    subject: &Subject<'_>,
    rivals: impl Iterator<Item = &'a Rival>,
) -> Option<&'a Rival> {
    rivals.min_by_key(|r| {
        let hosted = r.entity.pack().is_some_and(|p| subject.expects(p));
        (r.standing == Standing::Brand, !hosted)
    })
}
