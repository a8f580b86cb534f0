//! Evidence in sentences: titles, bullets, cells, notes.

use super::evidence::{Evidence, Roles, STRONG, WEAK};
use super::same_owner;
use crate::deck::Part;
use crate::lint::Subject;
use crate::lint::lexicon::{Annotated, Mention};
use crate::lint::opponents::{Rival, Standing, own, rivals, sentences};
use crate::lint::phrases::{CueHit, Cues};
use crate::lint::subject::Unit;
use std::ops::Range;

/// A sentence and what stands in it.
struct Sentence<'a> {
    number: usize,
    text: &'a Annotated<'a>,
    words: Range<usize>,
    hits: Vec<CueHit>,
    rivals: Vec<Rival>,
    own: Vec<Mention>,
    roles: &'a Roles,
}

/// Looks at every sentence, then at what the vocabulary of the whole slide says.
pub(super) fn collect(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    words: &Cues,
    roles: &Roles,
    out: &mut Vec<Evidence>,
) {
    let mut slide_rivals: Vec<(usize, Rival)> = Vec::new();
    let mut sentences_of: Vec<Sentence<'_>> = Vec::new();
    for (number, text) in unit.texts.iter().enumerate() {
        if matches!(
            text.text.part,
            Part::Link | Part::Properties | Part::Picture
        ) || text.tokens.is_empty()
        {
            continue;
        }
        let all = rivals(subject, unit, text);
        let hits = words.find(text.plain.as_str(), &text.tokens);
        if all.is_empty() && hits.is_empty() {
            continue;
        }
        let own: Vec<Mention> = own(text, words, roles.side).cloned().collect();
        slide_rivals.extend(all.iter().map(|r| (number, r.clone())));
        for words in sentences(text) {
            let within = |t: &Range<usize>| t.start >= words.start && t.end <= words.end;
            sentences_of.push(Sentence {
                number,
                text,
                hits: hits.iter().filter(|h| within(&h.tokens)).cloned().collect(),
                rivals: all.iter().filter(|r| within(&r.tokens)).cloned().collect(),
                own: own.iter().filter(|m| within(&m.tokens)).cloned().collect(),
                words,
                roles,
            });
        }
    }
    for sentence in &sentences_of {
        sentence.versus(out);
        sentence.compare(out);
        sentence.than(out);
        sentence.prefer(out);
        sentence.replace(out);
        sentence.doubt(unit, words, out);
        sentence.figures(out);
    }
    vocabulary(&sentences_of, &slide_rivals, out);
}

impl Sentence<'_> {
    fn of(&self, cue: crate::lint::phrases::Cue) -> impl Iterator<Item = &CueHit> {
        self.hits.iter().filter(move |h| h.cue == cue)
    }

    fn has(&self, cue: crate::lint::phrases::Cue) -> bool {
        self.of(cue).next().is_some()
    }

    /// 'not', 'never', up to three words before.
    fn negated(&self, hit: &CueHit) -> bool {
        self.of(self.roles.not)
            .any(|n| n.tokens.end <= hit.tokens.start && hit.tokens.start - n.tokens.end < 3)
    }

    fn us_in(&self, words: &Range<usize>) -> bool {
        let within = |t: &Range<usize>| t.start >= words.start && t.end <= words.end;
        self.own.iter().any(|m| within(&m.tokens))
            || self.of(self.roles.first_person).any(|h| within(&h.tokens))
    }

    fn them_in(&self, words: &Range<usize>) -> Option<&Rival> {
        self.rivals
            .iter()
            .find(|r| r.tokens.start >= words.start && r.tokens.end <= words.end)
    }

    /// The rival that begins within so many words after a hit, with no preposition before it:
    /// 'faster than on EC2' speaks of a place.
    fn next_rival(&self, after: usize, within: usize) -> Option<&Rival> {
        let rival = self.rivals.iter().find(|r| r.tokens.start >= after)?;
        let near = rival.tokens.start - after <= within;
        let placed = self
            .of(self.roles.side)
            .any(|s| s.tokens.end == rival.tokens.start && s.tokens.start >= after);
        (near && !placed).then_some(rival)
    }

    fn quote(&self, from: usize, to: usize) -> String {
        let start = self.text.tokens[from].span.start;
        let end = self.text.tokens[to - 1].span.end;
        self.text.plain.as_str()[start..end].to_owned()
    }

    fn push(&self, out: &mut Vec<Evidence>, weight: i32, hit: &CueHit, rival: &Rival) {
        let from = hit.tokens.start.min(rival.tokens.start);
        let to = hit.tokens.end.max(rival.tokens.end);
        let what = format!(
            "{}: '{}'",
            place_word(self.text.text.part),
            self.quote(from, to)
        );
        let span = self.text.tokens[from].span.start..self.text.tokens[to - 1].span.end;
        out.push(Evidence {
            weight,
            what,
            rival: Some(rival.clone()),
            text: self.number,
            span: Some(span),
        });
    }

    /// 'Quillfish vs Amazon RDS', 'half the cost compared with Amazon MSK'.
    fn versus(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.versus) {
            if self.negated(hit) {
                continue;
            }
            let left = self.words.start..hit.tokens.start;
            let right = hit.tokens.end..self.words.end;
            let word = self.quote(hit.tokens.start, hit.tokens.end).to_lowercase();
            let choice = matches!(word.as_str(), "or" | "oder" | "o" | "ou");
            // 'A or B' sets two things against each other only as a question or a heading.
            if choice && !(self.text.text.part == Part::Title) {
                continue;
            }
            let weight = if choice { WEAK } else { STRONG };
            let right_them = self.next_rival(hit.tokens.end, 4);
            let left_them = self.them_in(&left);
            match (left_them, right_them) {
                (Some(_), Some(_)) => {}
                (None, Some(rival)) => {
                    let plain = matches!(
                        word.as_str(),
                        "vs" | "v/s"
                            | "versus"
                            | "gegen"
                            | "contra"
                            | "contre"
                            | "or"
                            | "oder"
                            | "o"
                            | "ou"
                    );
                    let implied = !plain && !left.is_empty() && rival.standing != Standing::Brand;
                    let alone = plain && !choice && left.is_empty();
                    let sold = self
                        .of(self.roles.fight)
                        .any(|h| h.tokens.end <= hit.tokens.start);
                    if self.us_in(&left) || implied || alone || sold {
                        self.push(out, weight, hit, rival);
                    }
                }
                (Some(rival), None) if self.us_near(&right) => self.push(out, weight, hit, rival),
                _ => {}
            }
        }
    }

    /// Ours within the first words of a range: 'Kinesis vs our own Tide'.
    fn us_near(&self, words: &Range<usize>) -> bool {
        self.us_in(&(words.start..words.end.min(words.start + 4)))
    }

    /// 'Chart comparing Quillfish with Azure Data Explorer'.
    fn compare(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.compare) {
            let after = hit.tokens.end..self.words.end;
            if let Some(rival) = self.them_in(&after)
                && self.us_in(&after)
                && !self.negated(hit)
            {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// 'Six times faster than BigQuery'.
    fn than(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.than) {
            let Some(rival) = self.next_rival(hit.tokens.end, 3) else {
                continue;
            };
            let left = self.words.start..hit.tokens.start;
            let theirs = self
                .them_in(&left)
                .is_some_and(|l| same_owner(l.entity, rival.entity) || !self.us_in(&left));
            let counted = (hit.tokens.end..rival.tokens.start).any(|t| {
                self.text.plain.as_str()[self.text.tokens[t].span.clone()]
                    .bytes()
                    .any(|b| b.is_ascii_digit())
            });
            if !theirs && !counted && !self.negated(hit) {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// 'Why customers choose us over DynamoDB', 'Quillfish instead of Redshift'.
    fn prefer(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.prefer) {
            let left = self.words.start..hit.tokens.start;
            let Some(rival) = self.next_rival(hit.tokens.end, 3) else {
                continue;
            };
            let over = self
                .quote(hit.tokens.start, hit.tokens.end)
                .eq_ignore_ascii_case("over");
            let chosen = !over
                || self
                    .of(self.roles.choose)
                    .any(|c| c.tokens.end <= hit.tokens.start);
            let ours = self.us_in(&(left.start..hit.tokens.end));
            if chosen && ours && self.them_in(&left).is_none() {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// 'Replace ElastiCache', 'the Pub/Sub alternative', 'moving off Bigtable'.
    fn replace(&self, out: &mut Vec<Evidence>) {
        let somebody_elses = |rival: &Rival| {
            // '… with BigQuery': the new product is a hyperscaler's, not ours.
            self.rivals
                .iter()
                .any(|r| r.tokens.start > rival.tokens.end)
                && !self.own.iter().any(|m| m.tokens.start > rival.tokens.end)
        };
        for (cue, within) in [(self.roles.replace, 2), (self.roles.leave, 2)] {
            for hit in self.of(cue) {
                if let Some(rival) = self.next_rival(hit.tokens.end, within)
                    && rival.standing != Standing::Brand
                    && !somebody_elses(rival)
                    && !self.negated(hit)
                {
                    self.push(out, STRONG, hit, rival);
                }
            }
        }
        for hit in self.of(self.roles.replaced) {
            let before = self
                .rivals
                .iter()
                .find(|r| r.tokens.end <= hit.tokens.start && hit.tokens.start - r.tokens.end <= 1);
            if let Some(rival) = before {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// 'Why not just use Athena?', 'we already use Redshift', unless the answer is that they fit.
    fn doubt(&self, unit: &Unit<'_>, words: &Cues, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.doubt) {
            let Some(rival) = self
                .rivals
                .iter()
                .find(|r| r.tokens.start >= hit.tokens.end && r.tokens.start - hit.tokens.end <= 4)
            else {
                continue;
            };
            if rival.standing == Standing::Brand {
                continue;
            }
            let row = match self.text.text.place {
                crate::deck::Place::Cell { row, .. } => Some((self.text.text.shape, row)),
                _ => None,
            };
            let answered = unit.texts.iter().filter(|t| match (row, &t.text.place) {
                (Some((shape, row)), crate::deck::Place::Cell { row: r, .. }) => {
                    t.text.shape == shape && *r == row
                }
                (Some(_), _) => false,
                (None, _) => {
                    t.text.part == self.text.text.part && t.text.shape == self.text.text.shape
                }
            });
            let fits = answered
                .flat_map(|t| words.find(t.plain.as_str(), &t.tokens))
                .any(|h| h.cue == self.roles.joint);
            if !fits {
                let loud =
                    self.text.text.part == Part::Title || self.text.plain.as_str().contains('?');
                self.push(out, if loud { STRONG } else { WEAK }, hit, rival);
            }
        }
    }

    /// 'Recall 0.97 (Azure AI Search: 0.91)'.
    fn figures(&self, out: &mut Vec<Evidence>) {
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
                out.push(Evidence {
                    weight: STRONG,
                    what: format!(
                        "{}: a figure of ours beside one of theirs",
                        place_word(self.text.text.part)
                    ),
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(rival.span.clone()),
                });
            }
        }
    }
}

/// The words of competitive selling, anywhere on a slide that names a rival's product.
fn vocabulary(sentences: &[Sentence<'_>], rivals: &[(usize, Rival)], out: &mut Vec<Evidence>) {
    let best = |number: usize, brand: bool| {
        let wanted = |r: &Rival| brand || r.standing != Standing::Brand;
        rivals
            .iter()
            .filter(|(_, r)| wanted(r))
            .max_by(|(a, x), (b, y)| {
                (*a == number, x.standing)
                    .cmp(&(*b == number, y.standing))
                    .then(std::cmp::Ordering::Greater)
            })
            .map(|(_, r)| r)
    };
    for sentence in sentences {
        let roles = sentence.roles;
        let mut seen = false;
        for hit in sentence
            .hits
            .iter()
            .filter(|h| [roles.fight, roles.spar, roles.rivals].contains(&h.cue))
        {
            let after = sentence
                .hits
                .iter()
                .find(|h| h.cue == roles.side && h.tokens.start == hit.tokens.end);
            let with = after.is_some_and(|h| {
                sentence
                    .quote(h.tokens.start, h.tokens.end)
                    .eq_ignore_ascii_case("with")
            });
            let together = sentence
                .of(roles.joint)
                .any(|h| h.tokens.start >= hit.tokens.end && h.tokens.start - hit.tokens.end < 2);
            if seen || sentence.negated(hit) || with || together {
                continue;
            }
            let named_here = sentence
                .rivals
                .iter()
                .any(|r| r.standing == Standing::Brand);
            let brand = hit.cue == roles.rivals
                && (named_here || rivals.iter().filter(|(n, _)| *n == sentence.number).count() > 0);
            let weight = if hit.cue == roles.spar { WEAK } else { STRONG };
            if let Some(rival) = best(sentence.number, brand) {
                seen = true;
                out.push(Evidence {
                    weight,
                    what: format!(
                        "{}: '{}'",
                        place_word(sentence.text.text.part),
                        sentence.quote(hit.tokens.start, hit.tokens.end)
                    ),
                    rival: Some(rival.clone()),
                    text: sentence.number,
                    span: Some(hit.span.clone()),
                });
            }
        }
    }
    // Said over and over, a weak word is still one.
    let mut weak = 0;
    out.retain(|e| {
        if e.weight == WEAK {
            weak += 1;
        }
        e.weight != WEAK || weak <= 2
    });
    unnamed(sentences, out);
}

/// 'Why X beats Y' is a comparison whoever Y is.
fn unnamed(sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    for sentence in sentences {
        if sentence.text.text.part != Part::Title || !sentence.rivals.is_empty() {
            continue;
        }
        let plain = sentence.text.plain.as_str().to_lowercase();
        let why = plain.starts_with("why ") || plain.starts_with("how ");
        let beats = sentence.of(sentence.roles.than).find(|h| {
            sentence
                .quote(h.tokens.start, h.tokens.end)
                .eq_ignore_ascii_case("beats")
                && h.tokens.start > sentence.words.start + 1
        });
        if let (true, Some(hit)) = (why, beats) {
            out.push(Evidence {
                weight: STRONG,
                what: format!("title: '{}'", sentence.text.plain.as_str()),
                rival: None,
                text: sentence.number,
                span: Some(hit.span.clone()),
            });
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
