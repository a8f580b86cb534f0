//! Evidence between the clauses of a sentence: a figure or a verb of theirs beside one of ours.

use super::evidence::{Evidence, STRONG, WEAK, place_word};
use super::sentence::Sentence;
use crate::lint::lexicon::Entity;
use crate::lint::opponents::{Rival, Standing};
use std::ops::Range;

impl Sentence<'_> {
    /// '2.3x BigQuery price/performance'.
    pub(super) fn multiple(&self, out: &mut Vec<Evidence>) {
        for rival in self.rivals.iter().filter(|r| r.standing != Standing::Brand) {
            let Some(before) = rival
                .tokens
                .start
                .checked_sub(1)
                .filter(|t| *t >= self.words.start)
            else {
                continue;
            };
            let word = self.word(before);
            if word.len() > 1 && word.ends_with(['x', '×']) && word.as_bytes()[0].is_ascii_digit()
            {
                self.note(before..rival.tokens.end, rival, out);
            }
        }
    }

    /// '3 h on Amazon RDS, 22 min on our platform': a figure of theirs in one clause, one of ours,
    /// or of nobody named, in another.
    pub(super) fn clauses(&self, out: &mut Vec<Evidence>) {
        if self.of(self.roles.together).next().is_some()
            || self
                .of(self.roles.labels.flow)
                .any(|h| h.tokens.start == self.words.start)
        {
            return;
        }
        let mut clauses = Vec::new();
        let mut start = self.words.start;
        for at in self.words.start + 1..self.words.end {
            let gap = &self.text.plain.as_str()
                [self.text.tokens[at - 1].span.end..self.text.tokens[at].span.start];
            let digits = |t: usize| self.word(t).bytes().all(|b| b.is_ascii_digit());
            let comma = gap.contains(';')
                || gap.contains(':')
                || gap.starts_with(',') && !(gap == "," && digits(at - 1) && digits(at));
            if comma
                || gap.contains(['(', ')'])
                || ["against", "whereas", "while", "versus", "vs"].contains(&self.word(at).as_str())
            {
                clauses.push(start..at);
                start = at;
            }
        }
        clauses.push(start..self.words.end);
        let us = |c: &Range<usize>| {
            let within = |t: &Range<usize>| t.start >= c.start && t.end <= c.end;
            self.mentions
                .iter()
                .any(|m| m.entity == Entity::Own && within(&m.tokens))
                || self.of(self.roles.first_person).any(|h| within(&h.tokens))
        };
        if let Some(rival) = self.turned(&clauses, us) {
            out.push(Evidence {
                weight: STRONG,
                place: place_word(self.text.text.part),
                what: format!(
                    "'{}' set against ours",
                    self.quote(rival.tokens.start, rival.tokens.end)
                ),
                rival: Some(rival.clone()),
                text: self.number,
                span: Some(rival.span.clone()),
            });
            return;
        }
        let theirs = clauses.iter().find_map(|c| {
            self.them_in(c)
                .filter(|r| r.standing != Standing::Brand && self.has_figure_beside(c, r) && !us(c))
                .map(|r| (c, r))
        });
        let Some((theirs, rival)) = theirs else {
            return;
        };
        let against = self.word(theirs.start) == "against";
        let ours = clauses.iter().any(|c| {
            c != theirs && self.them_in(c).is_none() && self.has_figure(c) && (us(c) || against)
        });
        if ours {
            self.beside_ours(rival, out);
        }
    }

    /// 'QuickSight charges per session, we charge per tenant', '… and DynamoDB does not': one clause
    /// begins with the rival, another is ours, and they share a verb or theirs is a deficit.
    fn turned(
        &self,
        clauses: &[Range<usize>],
        us: impl Fn(&Range<usize>) -> bool,
    ) -> Option<&Rival> {
        let stem = |t: usize| {
            let word = self.word(t);
            (word.len() > 4).then(|| word.chars().take(5).collect::<String>())
        };
        for theirs in clauses {
            let Some(rival) = self
                .them_in(theirs)
                .filter(|r| r.standing != Standing::Brand)
            else {
                continue;
            };
            let head = rival.tokens.start - theirs.start <= 3;
            let denied = rival.tokens.end < self.words.end
                && ["doesn", "does", "don", "can", "cannot"]
                    .contains(&self.word(rival.tokens.end).as_str())
                && self.words.end - rival.tokens.end <= 2;
            if denied && self.us_in(&(self.words.start..rival.tokens.start)) {
                return Some(rival);
            }
            if !head || us(theirs) {
                continue;
            }
            let lacking = (rival.tokens.end..theirs.end).any(|t| {
                [
                    "no", "not", "never", "only", "needs", "requires", "without", "limited",
                ]
                .contains(&self.word(t).as_str())
            });
            let ours = clauses
                .iter()
                .filter(|c| *c != theirs && us(c) && self.them_in(c).is_none());
            for clause in ours {
                let verbs: Vec<String> = clause.clone().filter_map(stem).collect();
                let shared = (rival.tokens.end..theirs.end)
                    .filter_map(stem)
                    .any(|w| verbs.contains(&w));
                if lacking || shared {
                    return Some(rival);
                }
            }
        }
        None
    }

    /// A figure in the clause that is no part of the rival's name.
    fn has_figure_beside(&self, clause: &Range<usize>, rival: &Rival) -> bool {
        self.has_figure(&(clause.start..rival.tokens.start))
            || self.has_figure(&(rival.tokens.end..clause.end))
    }

    /// 'Where Athena takes 20 s, Reef answers at once', 'our model is SQL, theirs is LookML'.
    pub(super) fn contrast(&self, out: &mut Vec<Evidence>) {
        let Some(rival) = self.rivals.iter().find(|r| r.standing != Standing::Brand) else {
            return;
        };
        for hit in self.of(self.roles.contrast) {
            let word = self.quote(hit.tokens.start, hit.tokens.end).to_lowercase();
            let opens = [
                "where",
                "whereas",
                "wo",
                "dort wo",
                "là où",
                "donde",
                "mientras que",
                "tandis que",
            ]
            .contains(&word.as_str());
            let next = self.next_rival(hit.tokens.end, 2).is_some();
            let timed = ["takes", "took"].contains(&word.as_str());
            let figures = self.has_figure(&self.words);
            let us = self.us_in(&self.words);
            let joint = self.of(self.roles.together).next().is_some();
            let weight = if joint {
                continue;
            } else if opens && next && us
                || word == "what needs" && next
                || figures && us && (opens || timed)
            {
                STRONG
            } else if us && (next || figures) {
                WEAK
            } else {
                continue;
            };
            self.push(out, weight, hit, rival);
            return;
        }
        // 'Tide scales in seconds, Dataflow in minutes': one clause each, a figure or a unit in both.
        if let [own, ..] = self.own.as_slice() {
            let (first, second) = if own.tokens.end <= rival.tokens.start {
                (
                    own.tokens.end..rival.tokens.start,
                    rival.tokens.end..self.words.end,
                )
            } else {
                (
                    rival.tokens.end..own.tokens.start,
                    own.tokens.end..self.words.end,
                )
            };
            let comma = self
                .text
                .plain
                .as_str()
                .get(
                    self.text.tokens[first.start.min(self.words.end - 1)]
                        .span
                        .start
                        ..self.text.tokens[first.end.min(self.words.end - 1)]
                            .span
                            .start,
                )
                .is_some_and(|s| s.contains([',', ':']));
            if comma && self.is_measured(&first) && self.is_measured(&second) {
                self.beside_ours(rival, out);
            }
        }
    }

    fn is_measured(&self, words: &Range<usize>) -> bool {
        self.has_figure(words)
            || self
                .of(self.roles.contest)
                .any(|h| h.tokens.start >= words.start && h.tokens.end <= words.end)
    }

    /// '5x the throughput of Amazon MSK', 'half the tail latency of Bigtable'.
    pub(super) fn share(&self, out: &mut Vec<Evidence>) {
        for rival in self.rivals.iter().filter(|r| r.standing != Standing::Brand) {
            let of = (1..=2)
                .filter_map(|back| rival.tokens.start.checked_sub(back))
                .find(|&t| t > self.words.start && self.word(t) == "of");
            let Some(of) = of else { continue };
            let start = of.saturating_sub(6).max(self.words.start);
            let multiple = (start..of.saturating_sub(1)).find(|&t| {
                let word = self.word(t);
                word.ends_with('x') && word.as_bytes()[0].is_ascii_digit()
                    || [
                        "half", "third", "quarter", "fraction", "double", "twice", "triple",
                        "times",
                    ]
                    .contains(&word.as_str())
            });
            if let Some(from) = multiple {
                self.note(from..rival.tokens.end, rival, out);
            }
        }
    }

    /// 'Recall 0.97 (Azure AI Search: 0.91)'.
    pub(super) fn figures(&self, out: &mut Vec<Evidence>) {
        let plain = self.text.plain.as_str();
        for rival in &self.rivals {
            let before = &plain[..rival.span.start];
            let after = &plain[rival.span.end..];
            let Some(open) = before.rfind(['(', '[']) else {
                continue;
            };
            if before[open..].contains(')') || before[open + 1..].trim().len() > 12 {
                continue;
            }
            let Some(close) = after.find([')', ']']) else {
                continue;
            };
            let digit = |s: &str| s.bytes().any(|b| b.is_ascii_digit());
            if digit(&after[..close]) && digit(&before[..open]) {
                self.beside_ours(rival, out);
            }
        }
    }
}
