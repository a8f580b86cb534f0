//! Evidence in sentences: titles, bullets, cells, notes.

use super::evidence::{DECISIVE, Evidence, Roles, STRONG, place_word};
use super::same_owner;
use super::seen::Seen;
use crate::deck::Part;
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{Rival, Standing, sentences, within};
use crate::lint::phrases::{Cue, CueHit};
use std::ops::Range;

/// So many words away something is near.
const NEAR: usize = 2;

/// A sentence and what stands in it.
pub(super) struct Sentence<'a> {
    /// The text's place in the unit.
    pub(super) number: usize,
    pub(super) text: &'a Annotated<'a>,
    /// The words of the text that it spans.
    pub(super) words: Range<usize>,
    pub(super) hits: Vec<CueHit>,
    pub(super) rivals: Vec<Rival>,
    pub(super) own: Vec<Mention>,
    /// The names in it, of anybody.
    pub(super) mentions: &'a [Mention],
    pub(super) roles: &'a Roles,
}

/// An alternative text longer than this is a page of its own.
const ALT_WORDS: usize = 120;

/// The sentences of a slide that name a rival or carry a cue.
pub(super) fn read<'a>(seen: &'a Seen<'a>) -> Vec<Sentence<'a>> {
    let mut found = Vec::new();
    for (number, line) in seen.lines.iter().enumerate() {
        if line.forbidden || line.rivals.is_empty() && line.hits.is_empty() {
            continue;
        }
        // What a picture shows is said in one breath.
        let whole = line.part() == Part::AltText && line.text.tokens.len() <= ALT_WORDS;
        let spans = if whole {
            std::iter::once(0..line.text.tokens.len()).collect()
        } else {
            sentences(line.text)
        };
        for words in spans {
            let ends = |t: &Range<usize>| t.end <= words.end;
            let hits = within(&line.hits, &words, |h| &h.tokens);
            let rivals = within(&line.rivals, &words, |r| &r.tokens);
            let own = within(&line.own, &words, |m| &m.tokens);
            if hits.is_empty() && rivals.is_empty() {
                continue;
            }
            found.push(Sentence {
                number,
                text: line.text,
                hits: hits.iter().filter(|h| ends(&h.tokens)).cloned().collect(),
                rivals: rivals.iter().filter(|r| ends(&r.tokens)).cloned().collect(),
                own: own.iter().filter(|m| ends(&m.tokens)).cloned().collect(),
                mentions: within(&line.text.mentions, &words, |m| &m.tokens),
                words,
                roles: seen.roles,
            });
        }
    }
    found
}

impl Sentence<'_> {
    pub(super) fn of(&self, cue: Cue) -> impl Iterator<Item = &CueHit> {
        self.hits.iter().filter(move |h| h.cue == cue)
    }

    /// 'not', 'never', up to three words before.
    pub(super) fn negated(&self, hit: &CueHit) -> bool {
        self.of(self.roles.not)
            .any(|n| n.tokens.end <= hit.tokens.start && hit.tokens.start - n.tokens.end < 5)
    }

    /// 'Does Quillfish replace Purview?': the answer tells, not the question.
    pub(super) fn is_asked(&self) -> bool {
        ["does", "do", "is", "will"].contains(&self.word(self.words.start).as_str())
            || self.words.clone().any(|t| self.word(t) == "whether")
    }

    /// 'We don't do battlecards', 'how to win with AWS', 'why we win together'.
    pub(super) fn called_off(&self, hit: &CueHit) -> bool {
        let follows = |cue, within| {
            self.of(cue).find(|h| {
                h.tokens.start >= hit.tokens.end && h.tokens.start - hit.tokens.end <= within
            })
        };
        let with = follows(self.roles.side, 0).is_some_and(|h| {
            self.quote(h.tokens.start, h.tokens.end)
                .eq_ignore_ascii_case("with")
        });
        self.negated(hit)
            || with
            || follows(self.roles.joint, 1).is_some()
            || follows(self.roles.together, 1).is_some()
    }

    /// The rival nearest to a hit, within a few words: 'Azure and Google Cloud are the main
    /// competitors'.
    pub(super) fn beside(&self, hit: &CueHit) -> Option<&Rival> {
        let gap = |r: &&Rival| {
            if r.tokens.start >= hit.tokens.end {
                r.tokens.start - hit.tokens.end
            } else {
                hit.tokens.start.saturating_sub(r.tokens.end)
            }
        };
        self.rivals.iter().min_by_key(gap).filter(|r| gap(r) <= 4)
    }

    pub(super) fn us_in(&self, words: &Range<usize>) -> bool {
        let within = |t: &Range<usize>| t.start >= words.start && t.end <= words.end;
        self.own.iter().any(|m| within(&m.tokens))
            || self.of(self.roles.first_person).any(|h| within(&h.tokens))
    }

    pub(super) fn them_in(&self, words: &Range<usize>) -> Option<&Rival> {
        self.rivals
            .iter()
            .find(|r| r.tokens.start >= words.start && r.tokens.end <= words.end)
    }

    /// The rival that begins within so many words after a hit, with no preposition before it:
    /// 'faster than on EC2' speaks of a place.
    pub(super) fn next_rival(&self, after: usize, within: usize) -> Option<&Rival> {
        let rival = self.rivals.iter().find(|r| r.tokens.start >= after)?;
        let near = rival.tokens.start - after <= within;
        let placed = self
            .of(self.roles.side)
            .any(|s| s.tokens.end == rival.tokens.start && s.tokens.start >= after);
        (near && !placed).then_some(rival)
    }

    pub(super) fn quote(&self, from: usize, to: usize) -> String {
        let start = self.text.tokens[from].span.start;
        let end = self.text.tokens[to - 1].span.end;
        self.text.plain.as_str()[start..end].to_owned()
    }

    /// Evidence in the words from one to another.
    pub(super) fn note(&self, words: Range<usize>, rival: &Rival, out: &mut Vec<Evidence>) {
        let span =
            self.text.tokens[words.start].span.start..self.text.tokens[words.end - 1].span.end;
        let what = format!("'{}'", self.quote(words.start, words.end));
        out.push(Evidence {
            weight: STRONG,
            place: place_word(self.text.text.part),
            what,
            rival: Some(rival.clone()),
            text: self.number,
            span: Some(span),
        });
    }

    /// Evidence in two figures.
    pub(super) fn beside_ours(&self, rival: &Rival, out: &mut Vec<Evidence>) {
        let what = "a figure of ours beside one of theirs".to_owned();
        let span = Some(rival.span.clone());
        out.push(Evidence {
            weight: STRONG,
            place: place_word(self.text.text.part),
            what,
            rival: Some(rival.clone()),
            text: self.number,
            span,
        });
    }

    /// 'We beat Redshift', 'Reef vs. Redshift', 'Reef, the Redshift alternative': ours, theirs and the word that sets
    /// them against each other, with next to nothing between.
    fn is_plain(&self, hit: &CueHit, rival: &Rival) -> bool {
        let both = hit.tokens.start.min(rival.tokens.start)..hit.tokens.end.max(rival.tokens.end);
        let near = both.len() <= hit.tokens.len() + rival.tokens.len() + 1;
        let before = both.start.saturating_sub(NEAR).max(self.words.start)..both.start;
        let after = both.end..(both.end + NEAR).min(self.words.end);
        near && rival.standing != Standing::Brand
            && !self.is_asked()
            && !self.negated(hit)
            && (self.us_in(&before) || self.us_in(&after))
    }

    /// Evidence that stands whatever else the slide says, where it is plain.
    pub(super) fn push_plain(
        &self,
        out: &mut Vec<Evidence>,
        weight: i32,
        hit: &CueHit,
        rival: &Rival,
    ) {
        let plain = weight >= STRONG && self.is_plain(hit, rival);
        self.push(out, if plain { DECISIVE } else { weight }, hit, rival);
    }

    pub(super) fn push(&self, out: &mut Vec<Evidence>, weight: i32, hit: &CueHit, rival: &Rival) {
        let from = hit.tokens.start.min(rival.tokens.start);
        let to = hit.tokens.end.max(rival.tokens.end);
        let what = format!("'{}'", self.quote(from, to));
        let span = self.text.tokens[from].span.start..self.text.tokens[to - 1].span.end;
        out.push(Evidence {
            weight,
            place: place_word(self.text.text.part),
            what,
            rival: Some(rival.clone()),
            text: self.number,
            span: Some(span),
        });
    }

    pub(super) fn word(&self, token: usize) -> String {
        self.text.plain.as_str()[self.text.tokens[token].span.clone()].to_lowercase()
    }

    /// Our name within so many words of a place, whatever stands before it.
    pub(super) fn own_after(&self, from: usize, within: usize) -> bool {
        self.mentions.iter().any(|m| {
            m.entity == Entity::Own
                && m.tokens.start >= from
                && m.tokens.start - from <= within
                && m.tokens.end <= self.words.end
        })
    }

    /// Two products of one owner with 'to' between them.
    pub(super) fn is_own_migration(&self) -> bool {
        self.rivals.windows(2).any(|pair| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            same_owner(pair[0].entity, pair[1].entity)
                && between.len() == 1
                && self
                    .quote(between.start, between.end)
                    .eq_ignore_ascii_case("to")
        })
    }

    pub(super) fn has_figure(&self, words: &Range<usize>) -> bool {
        words.clone().any(|t| {
            self.text.plain.as_str()[self.text.tokens[t].span.clone()]
                .bytes()
                .any(|b| b.is_ascii_digit())
        })
    }
}
