//! What speaks for a comparison, and what against one.

use crate::deck::Part;
use crate::lint::opponents::{LabelWords, Rival};
use crate::lint::phrases::{Cue, Cues};
use std::ops::Range;

/// One thing seen on a slide.
#[derive(Debug)]
pub(super) struct Evidence {
    /// Half points: [`super::ENOUGH`] of them make a comparison. Below zero it speaks against one.
    pub(super) weight: i32,
    /// What was seen, for the report.
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

/// The part in the words of a report.
pub(super) fn place_word(part: Part) -> &'static str {
    match part {
        Part::Notes => "speaker notes",
        Part::AltText => "alternative text",
        Part::SmartArt => "SmartArt",
        other => other.as_str(),
    }
}
