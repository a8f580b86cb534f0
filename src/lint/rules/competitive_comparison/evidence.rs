//! What speaks for a comparison, and what against one.

use crate::lint::leaning::Signs;
pub(super) use crate::lint::leaning::place_word;
use crate::lint::opponents::{LabelWords, Rival};
use crate::lint::phrases::{Cue, Cues};
use std::ops::Range;

/// One thing seen on a slide.
#[derive(Debug)]
pub(super) struct Evidence {
    /// Half points: [`super::ENOUGH`] of them make a comparison. Below zero it speaks against one.
    pub(super) weight: i32,
    /// Where it was seen: 'table columns', 'title'.
    pub(super) place: &'static str,
    /// What was seen there, for the report.
    pub(super) what: String,
    /// The product ours is set against.
    pub(super) rival: Option<Rival>,
    /// The text it was seen in, by its place in the unit.
    pub(super) text: usize,
    /// The stretch of the text.
    pub(super) span: Option<Range<usize>>,
}

/// Enough, however mild the words around it.
pub(super) const DECISIVE: i32 = 12;
/// Enough by itself.
pub(super) const STRONG: i32 = 6;
/// Half of enough.
pub(super) const WEAK: i32 = 3;

/// What was found on a slide, as it is weighed with the slide's words: how much in all, and how much where.
pub(super) fn signs(found: &[Evidence]) -> Signs {
    let mut signs = Signs::default();
    let sum: i32 = found.iter().map(|e| e.weight).sum();
    for step in [WEAK, STRONG, DECISIVE]
        .into_iter()
        .filter(|step| sum >= *step)
    {
        signs.add("evidence", Some(step));
    }
    for e in found {
        signs.add(e.place, None);
        signs.add(e.place, Some(e.weight.min(DECISIVE)));
    }
    signs
}

/// The roles of the cue file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Roles {
    pub(super) versus: Cue,
    pub(super) than: Cue,
    pub(super) prefer: Cue,
    pub(super) choose: Cue,
    pub(super) compare: Cue,
    pub(super) replace: Cue,
    pub(super) replaced: Cue,
    pub(super) leave: Cue,
    pub(super) migrate: Cue,
    pub(super) fight: Cue,
    pub(super) spar: Cue,
    pub(super) rivals: Cue,
    pub(super) doubt: Cue,
    pub(super) incumbent: Cue,
    pub(super) first_person: Cue,
    pub(super) joint: Cue,
    pub(super) contrast: Cue,
    pub(super) relative: Cue,
    pub(super) unlike: Cue,
    pub(super) win_over: Cue,
    pub(super) contest: Cue,
    pub(super) usage: Cue,
    pub(super) manner: Cue,
    pub(super) inventory: Cue,
    pub(super) choice: Cue,
    pub(super) rating: Cue,
    pub(super) deficit: Cue,
    pub(super) together: Cue,
    pub(super) not: Cue,
    pub(super) side: Cue,
    pub(super) labels: LabelWords,
}

impl Roles {
    pub(super) fn of(words: &Cues) -> Self {
        Self {
            versus: words.cue("versus"),
            than: words.cue("than"),
            prefer: words.cue("prefer"),
            choose: words.cue("choose"),
            compare: words.cue("compare"),
            replace: words.cue("replace"),
            replaced: words.cue("replaced"),
            leave: words.cue("leave"),
            migrate: words.cue("migrate"),
            fight: words.cue("fight"),
            spar: words.cue("spar"),
            rivals: words.cue("rivals"),
            doubt: words.cue("doubt"),
            incumbent: words.cue("incumbent"),
            first_person: words.cue("first-person"),
            joint: words.cue("joint"),
            contrast: words.cue("where"),
            relative: words.cue("relative"),
            unlike: words.cue("unlike"),
            win_over: words.cue("win-over"),
            contest: words.cue("contest"),
            usage: words.cue("usage"),
            manner: words.cue("manner"),
            inventory: words.cue("inventory"),
            choice: words.cue("choice"),
            rating: words.cue("rating"),
            deficit: words.cue("deficit"),
            together: words.cue("together"),
            not: words.cue("not"),
            side: words.cue("side"),
            labels: LabelWords {
                ours: words.cue("ours"),
                theirs: words.cue("theirs"),
                native: words.cue("native"),
                flow: words.cue("flow"),
            },
        }
    }
}
