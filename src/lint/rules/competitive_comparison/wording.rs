//! Evidence in sentences: titles, bullets, cells, notes.

use super::evidence::{Evidence, Roles, STRONG, WEAK};
use super::same_owner;
use crate::deck::{Part, Place};
use crate::lint::Subject;
use crate::lint::lexicon::{Annotated, Entity, Mention};
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
        if is_forbidden(unit, text, words, roles) {
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
    let ours = sentences_of
        .iter()
        .any(|s| !s.own.is_empty() || s.has(roles.first_person))
        || unit
            .texts
            .iter()
            .any(|t| t.mentions.iter().any(|m| m.entity == Entity::Own));
    // 'HDInsight to Fabric': the owner's own migration, whoever helps with it.
    let moves_on = sentences_of
        .iter()
        .any(|s| s.text.text.part == Part::Title && s.is_own_migration());
    for sentence in &sentences_of {
        sentence.versus(out);
        sentence.unlike(out);
        sentence.everything(out);
        sentence.contrast(out);
        sentence.share(out);
        sentence.compare(out);
        sentence.than(&ours, &slide_rivals, out);
        sentence.prefer(out);
        sentence.replace(moves_on, out);
        sentence.doubt(subject, unit, words, out);
        sentence.figures(out);
    }
    relative(unit, &sentences_of, out);
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
            .any(|n| n.tokens.end <= hit.tokens.start && hit.tokens.start - n.tokens.end < 5)
    }

    /// 'We don't do battlecards', 'how to win with AWS', 'why we win together'.
    fn called_off(&self, hit: &CueHit) -> bool {
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
    fn beside(&self, hit: &CueHit) -> Option<&Rival> {
        let gap = |r: &&Rival| {
            if r.tokens.start >= hit.tokens.end {
                r.tokens.start - hit.tokens.end
            } else {
                hit.tokens.start.saturating_sub(r.tokens.end)
            }
        };
        self.rivals.iter().min_by_key(gap).filter(|r| gap(r) <= 4)
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
            if word == "v" && !self.is_spaced(hit) {
                continue;
            }
            let beside = self.text.mentions.iter().any(|m| {
                m.entity == Entity::Own
                    && (m.tokens.end == hit.tokens.start || m.tokens.start == hit.tokens.end)
            });
            let weight = if choice && !beside { WEAK } else { STRONG };
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
                    let alone = !choice && left.is_empty();
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

    /// 'us v dynamodb', but not 'Hyper-V, VMware'.
    fn is_spaced(&self, hit: &CueHit) -> bool {
        let plain = self.text.plain.as_str();
        plain[..hit.span.start].ends_with(' ') && plain[hit.span.end..].starts_with([' ', '.'])
    }

    /// 'Joins that just work, unlike ClickHouse'.
    fn unlike(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.unlike) {
            if let Some(rival) = self.next_rival(hit.tokens.end, 1)
                && rival.standing != Standing::Brand
                && (rival.standing == Standing::Vendor
                    || self.us_in(&self.words)
                    || hit.tokens.start > self.words.start)
                && self.rivals.len() == 1
            {
                self.push(out, STRONG, hit, rival);
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

    /// 'Six times faster than BigQuery'. Where the slide never speaks of us and names another
    /// product of the same owner, the two of them are compared.
    fn than(&self, ours: &bool, slide: &[(usize, Rival)], out: &mut Vec<Evidence>) {
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
            let siblings = !self.us_in(&self.words)
                && slide.iter().any(|(number, r)| {
                    r.entity != rival.entity
                        && same_owner(r.entity, rival.entity)
                        && (!ours || *number != self.number && r.tokens.start == 0)
                });
            if !theirs && !counted && !siblings && !self.negated(hit) {
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
    fn replace(&self, moves_on: bool, out: &mut Vec<Evidence>) {
        if moves_on {
            return;
        }
        let somebody_elses = |rival: &Rival| {
            // '… with BigQuery': the new product is a hyperscaler's, not ours.
            self.rivals
                .iter()
                .any(|r| r.tokens.start > rival.tokens.end)
                && !self.own.iter().any(|m| m.tokens.start > rival.tokens.end)
        };
        for hit in self.of(self.roles.win_over) {
            let ours = self.own_after(hit.tokens.end, 1);
            if let (true, Some(rival)) = (
                ours,
                self.rivals.iter().find(|r| r.standing != Standing::Brand),
            ) {
                self.push(out, STRONG, hit, rival);
            }
        }
        for hit in self
            .of(self.roles.labels.flow)
            .filter(|h| h.tokens.start == self.words.start)
        {
            let from = self
                .quote(hit.tokens.start, hit.tokens.end)
                .eq_ignore_ascii_case("from");
            if let Some(rival) = self
                .rivals
                .iter()
                .find(|r| r.tokens.start == hit.tokens.end)
                && from
                && self.text.text.part == Part::Title
                && self.own_after(rival.tokens.end, 1)
            {
                // In two weeks: a move, not a stream of data.
                let plain = self.text.plain.as_str().to_lowercase();
                let spell = ["week", "day", "month", "hour", "steps"]
                    .iter()
                    .any(|w| plain.contains(w));
                self.push(out, if spell { STRONG } else { WEAK }, hit, rival);
            }
        }
        for hit in self.of(self.roles.migrate) {
            if let Some(rival) = self.next_rival(hit.tokens.end, 2)
                && (self.own_after(rival.tokens.end, 4)
                    || self.us_in(&(rival.tokens.end..self.words.end)))
            {
                self.push(out, STRONG, hit, rival);
            }
        }
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

    /// 'Everything Azure Data Factory does, plus …'.
    fn everything(&self, out: &mut Vec<Evidence>) {
        for rival in self.rivals.iter().filter(|r| r.standing != Standing::Brand) {
            let word = |t: usize| {
                self.text.plain.as_str()[self.text.tokens[t].span.clone()].to_lowercase()
            };
            let before = rival
                .tokens
                .start
                .checked_sub(1)
                .filter(|t| *t >= self.words.start)
                .map(word);
            let after = (rival.tokens.end < self.words.end).then(|| word(rival.tokens.end));
            if matches!(before.as_deref(), Some("everything" | "all"))
                && matches!(
                    after.as_deref(),
                    Some("does" | "can" | "offers" | "has" | "gives")
                )
            {
                out.push(Evidence {
                    weight: STRONG,
                    what: format!(
                        "{}: '{}'",
                        place_word(self.text.text.part),
                        self.quote(rival.tokens.start - 1, rival.tokens.end + 1)
                    ),
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(rival.span.clone()),
                });
            }
        }
    }

    /// Our name within so many words of a place, whatever stands before it.
    fn own_after(&self, from: usize, within: usize) -> bool {
        self.text.mentions.iter().any(|m| {
            m.entity == Entity::Own
                && m.tokens.start >= from
                && m.tokens.start - from <= within
                && m.tokens.end <= self.words.end
        })
    }

    /// Two products of one owner with 'to' between them.
    fn is_own_migration(&self) -> bool {
        self.rivals.windows(2).any(|pair| {
            let between = pair[0].tokens.end..pair[1].tokens.start;
            same_owner(pair[0].entity, pair[1].entity)
                && between.len() == 1
                && self
                    .quote(between.start, between.end)
                    .eq_ignore_ascii_case("to")
        })
    }

    /// 'Where Athena takes 20 s, Reef answers at once', 'our model is SQL, theirs is LookML'.
    fn contrast(&self, out: &mut Vec<Evidence>) {
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
            let figures = self.has_figure(&self.words);
            let us = self.us_in(&self.words);
            let joint = self.of(self.roles.joint).next().is_some()
                || self.of(self.roles.together).next().is_some();
            let weight = if joint {
                continue;
            } else if opens && next && us || word == "what needs" && next || figures && us && opens
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

    fn has_figure(&self, words: &Range<usize>) -> bool {
        words.clone().any(|t| {
            self.text.plain.as_str()[self.text.tokens[t].span.clone()]
                .bytes()
                .any(|b| b.is_ascii_digit())
        })
    }

    fn is_measured(&self, words: &Range<usize>) -> bool {
        self.has_figure(words)
            || self
                .of(self.roles.contest)
                .any(|h| h.tokens.start >= words.start && h.tokens.end <= words.end)
    }

    /// '5x the throughput of Amazon MSK', 'less than half that of Google Cloud Storage'.
    fn share(&self, out: &mut Vec<Evidence>) {
        for hit in self.of(self.roles.share) {
            let of = self.of(self.roles.side).find(|s| {
                s.tokens.start == hit.tokens.end
                    && self
                        .quote(s.tokens.start, s.tokens.end)
                        .eq_ignore_ascii_case("of")
            });
            let Some(of) = of else { continue };
            let Some(rival) = self
                .rivals
                .iter()
                .find(|r| r.tokens.start >= of.tokens.end && r.tokens.start - of.tokens.end <= 1)
            else {
                continue;
            };
            let start = hit.tokens.start.saturating_sub(3).max(self.words.start);
            let multiple = (start..hit.tokens.start).any(|t| {
                let word =
                    self.text.plain.as_str()[self.text.tokens[t].span.clone()].to_lowercase();
                word.ends_with('x') && word.len() > 1 && word.as_bytes()[0].is_ascii_digit()
                    || [
                        "half", "third", "quarter", "fraction", "double", "twice", "triple",
                        "times",
                    ]
                    .contains(&word.as_str())
            });
            if multiple {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// 'Why not just use Athena?', 'we already use Redshift', unless the answer is that they fit.
    fn doubt(&self, subject: &Subject<'_>, unit: &Unit<'_>, words: &Cues, out: &mut Vec<Evidence>) {
        for hit in self
            .hits
            .iter()
            .filter(|h| [self.roles.doubt, self.roles.incumbent].contains(&h.cue))
        {
            let after = |r: &&Rival| {
                r.tokens.start >= hit.tokens.end && r.tokens.start - hit.tokens.end <= 4
            };
            let before = |r: &&Rival| {
                hit.cue == self.roles.incumbent
                    && r.tokens.end <= hit.tokens.start
                    && hit.tokens.start - r.tokens.end <= 1
            };
            let Some(rival) = self.rivals.iter().find(|r| after(r) || before(r)) else {
                continue;
            };
            let bundled =
                hit.cue == self.roles.incumbent && subject.lexicon.is_portable(rival.entity);
            if rival.standing != Standing::Brand && !bundled && !self.is_answered(unit, words) {
                let weight = if hit.cue == self.roles.doubt {
                    STRONG
                } else {
                    WEAK
                };
                self.push(out, weight, hit, rival);
            }
        }
    }

    /// The same row, or the same shape, says that the two go together.
    fn is_answered(&self, unit: &Unit<'_>, words: &Cues) -> bool {
        let row = |t: &Annotated<'_>| match t.text.place {
            Place::Cell { row, .. } => Some(row),
            _ => None,
        };
        let own = self.text;
        let near = unit.texts.iter().filter(|t| {
            t.text.part == own.text.part && t.text.shape == own.text.shape && row(t) == row(own)
        });
        near.flat_map(|t| words.find(t.plain.as_str(), &t.tokens))
            .any(|h| h.cue == self.roles.joint || h.cue == self.roles.together)
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

/// 'We do the same at half the price', in a paragraph that names a rival.
fn relative(unit: &Unit<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    for sentence in sentences {
        let Some(hit) = sentence
            .of(sentence.roles.relative)
            .find(|h| !sentence.negated(h))
        else {
            continue;
        };
        let same_paragraph = |s: &&Sentence<'_>| s.number == sentence.number;
        let rival = sentences
            .iter()
            .filter(|s| {
                same_paragraph(s)
                    || s.text.text.part == sentence.text.text.part
                        && s.text.text.part == Part::Notes
            })
            .flat_map(|s| &s.rivals)
            .find(|r| r.standing != Standing::Brand);
        let us = sentence.us_in(&sentence.words);
        let _ = unit;
        if let (Some(rival), true) = (rival, us) {
            out.push(Evidence {
                weight: STRONG,
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

/// A column headed 'Don't': what stands in it is forbidden, not said.
fn is_forbidden(unit: &Unit<'_>, text: &Annotated<'_>, words: &Cues, roles: &Roles) -> bool {
    let Some(shape) = text.text.shape else {
        return false;
    };
    let head = unit.texts.iter().find(|t| t.text.shape == Some(shape));
    head.is_some_and(|h| {
        h.tokens.len() <= 3
            && !std::ptr::eq(h.text, text.text)
            && words
                .find(h.plain.as_str(), &h.tokens)
                .iter()
                .any(|c| c.cue == roles.not && c.tokens.start == 0)
    })
}

/// The words of competitive selling, on a slide that names a rival's product.
fn vocabulary(sentences: &[Sentence<'_>], rivals: &[(usize, Rival)], out: &mut Vec<Evidence>) {
    let product = |number: usize| {
        rivals
            .iter()
            .filter(|(_, r)| r.standing != Standing::Brand)
            .max_by_key(|(at, r)| (*at == number, r.standing, std::cmp::Reverse(*at)))
            .map(|(_, r)| r)
    };
    let mut sparred = false;
    for sentence in sentences {
        let roles = sentence.roles;
        let fights = sentence.of(roles.fight).find(|h| !sentence.called_off(h));
        let rivalry = sentence.of(roles.rivals).find(|h| !sentence.called_off(h));
        let spars = sentence.of(roles.spar).find(|h| !sentence.called_off(h));
        let (weight, hit, rival) = if let (Some(hit), Some(rival)) =
            (fights, product(sentence.number))
        {
            (STRONG, hit, rival)
        } else if let Some((hit, rival)) = rivalry.and_then(|h| sentence.beside(h).map(|r| (h, r)))
        {
            (STRONG, hit, rival)
        } else if let (Some(hit), Some(rival), false) = (spars, product(sentence.number), sparred) {
            sparred = true;
            (WEAK, hit, rival)
        } else {
            continue;
        };
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
    unnamed(sentences, out);
}

/// 'Why X beats Y' is a comparison whoever Y is.
fn unnamed(sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    let titled = sentences.iter().any(|s| s.text.text.part == Part::Title);
    for sentence in sentences {
        // Some programs write titles into plain text boxes; then the first text is the title.
        let title = sentence.text.text.part == Part::Title || !titled && sentence.number == 0;
        if !title || !sentence.rivals.is_empty() {
            continue;
        }
        let plain = sentence.text.plain.as_str().to_lowercase();
        let why = plain.starts_with("why ");
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
