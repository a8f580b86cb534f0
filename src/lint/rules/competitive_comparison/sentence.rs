//! Evidence in sentences: titles, bullets, cells, notes.

use super::evidence::{Evidence, Roles, STRONG, WEAK, place_word};
use super::same_owner;
use super::seen::Seen;
use crate::deck::{Part, Place};
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{Rival, Standing, sentences, within};
use crate::lint::phrases::{Cue, CueHit};
use std::ops::Range;

/// A sentence and what stands in it.
pub(super) struct Sentence<'a> {
    /// The text's place in the unit.
    pub(super) number: usize,
    pub(super) text: &'a Annotated<'a>,
    /// The words of the text that it spans.
    pub(super) words: Range<usize>,
    pub(super) hits: Vec<CueHit>,
    pub(super) rivals: Vec<Rival>,
    own: Vec<Mention>,
    /// The names in it, of anybody.
    mentions: &'a [Mention],
    pub(super) roles: &'a Roles,
}

/// An alternative text longer than this is a page of its own.
const ALT_WORDS: usize = 120;

/// So much evidence settles it.
const PLENTY: usize = 40;

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

/// Looks at every sentence by itself.
pub(super) fn collect(seen: &Seen<'_>, sentences: &[Sentence<'_>], out: &mut Vec<Evidence>) {
    // 'HDInsight to Fabric': the owner's own migration, whoever helps with it.
    let moves_on = sentences
        .iter()
        .any(|s| s.text.text.part == Part::Title && s.is_own_migration());
    for sentence in sentences.iter().filter(|s| !s.rivals.is_empty()) {
        if out.len() >= PLENTY {
            return;
        }
        sentence.versus(out);
        sentence.unlike(out);
        sentence.everything(out);
        sentence.contrast(out);
        sentence.share(out);
        sentence.compare(out);
        sentence.than(seen, out);
        sentence.plain_than(seen, out);
        sentence.multiple(out);
        sentence.clauses(out);
        sentence.moved(out);
        sentence.prefer(out);
        if !moves_on && !sentence.is_asked() {
            sentence.replace(out);
        }
        sentence.doubt(seen, out);
        sentence.figures(out);
    }
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
    fn is_asked(&self) -> bool {
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

    pub(super) fn quote(&self, from: usize, to: usize) -> String {
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
            if choice && self.text.text.part != Part::Title {
                continue;
            }
            if word == "v" && !self.is_spaced(hit) {
                continue;
            }
            let spoken = self
                .of(self.roles.first_person)
                .any(|h| h.tokens.end == hit.tokens.start || h.tokens.start == hit.tokens.end);
            let beside = spoken
                || self.mentions.iter().any(|m| {
                    m.entity == Entity::Own
                        && (m.tokens.end <= hit.tokens.start
                            && hit.tokens.start - m.tokens.end <= 1
                            || m.tokens.start >= hit.tokens.end
                                && m.tokens.start - hit.tokens.end <= 1)
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
    fn than(&self, seen: &Seen<'_>, out: &mut Vec<Evidence>) {
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
            let siblings = self.is_sibling(rival, seen);
            if !theirs && !counted && !siblings && !self.negated(hit) {
                self.push(out, STRONG, hit, rival);
            }
        }
    }

    /// Any 'than' with a rival after it: 'goes further than Lake Formation', '40% less than on
    /// BigQuery', '41% under AlloyDB'.
    fn plain_than(&self, seen: &Seen<'_>, out: &mut Vec<Evidence>) {
        for rival in self.rivals.iter().filter(|r| r.standing != Standing::Brand) {
            let start = rival.tokens.start;
            let word = |back: usize| {
                start
                    .checked_sub(back)
                    .filter(|t| *t >= self.words.start)
                    .map(|t| self.word(t))
            };
            let than = (1..=3).find(|&b| word(b).as_deref() == Some("than"));
            let under = matches!(word(1).as_deref(), Some("under" | "below" | "above"))
                && word(2).is_some_and(|w| w.bytes().all(|b| b.is_ascii_digit()));
            let Some(back) = than.or(under.then_some(1)) else {
                continue;
            };
            let left = self.words.start..start - back;
            let theirs = self
                .them_in(&left)
                .is_some_and(|l| same_owner(l.entity, rival.entity) || !self.us_in(&left));
            let counted =
                (start - back + 1..start).any(|t| self.word(t).bytes().any(|b| b.is_ascii_digit()));
            let negated = self
                .of(self.roles.not)
                .any(|n| n.tokens.end <= start - back && start - back - n.tokens.end < 5);
            if theirs || counted || negated || self.is_sibling(rival, seen) {
                continue;
            }
            let what = format!(
                "{}: '{}'",
                place_word(self.text.text.part),
                self.quote(start - back, rival.tokens.end)
            );
            let span = self.text.tokens[start - back].span.start..rival.span.end;
            out.push(Evidence {
                weight: STRONG,
                what,
                rival: Some(rival.clone()),
                text: self.number,
                span: Some(span),
            });
        }
    }

    /// '2.3x BigQuery price/performance'.
    fn multiple(&self, out: &mut Vec<Evidence>) {
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
                let what = format!(
                    "{}: '{}'",
                    place_word(self.text.text.part),
                    self.quote(before, rival.tokens.end)
                );
                let span = self.text.tokens[before].span.start..rival.span.end;
                out.push(Evidence {
                    weight: STRONG,
                    what,
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(span),
                });
            }
        }
    }

    /// '3 h on Amazon RDS, 22 min on our platform': a figure of theirs in one clause, one of ours,
    /// or of nobody named, in another.
    fn clauses(&self, out: &mut Vec<Evidence>) {
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
                what: format!(
                    "{}: '{}' set against ours",
                    place_word(self.text.text.part),
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

    /// 'We moved our pipelines from Azure Machine Learning to Quillfish'.
    fn moved(&self, out: &mut Vec<Evidence>) {
        let went = self.words.clone().any(|t| {
            ["moved", "switched", "migrated", "went", "changed"].contains(&self.word(t).as_str())
        });
        for rival in self
            .rivals
            .iter()
            .filter(|r| went && r.standing != Standing::Brand)
        {
            let from = rival
                .tokens
                .start
                .checked_sub(1)
                .filter(|t| *t >= self.words.start && self.word(*t) == "from");
            if let Some(from) = from
                && self.own_after(rival.tokens.end, 2)
            {
                let what = format!(
                    "{}: '{}'",
                    place_word(self.text.text.part),
                    self.quote(from, rival.tokens.end)
                );
                let span = self.text.tokens[from].span.start..rival.span.end;
                out.push(Evidence {
                    weight: STRONG,
                    what,
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(span),
                });
            }
        }
    }

    fn word(&self, token: usize) -> String {
        self.text.plain.as_str()[self.text.tokens[token].span.clone()].to_lowercase()
    }

    /// The slide is about this product's own family, not about us.
    fn is_sibling(&self, rival: &Rival, seen: &Seen<'_>) -> bool {
        let ours = seen.speaks_of_us();
        let sibling = |number: usize, r: &Rival| {
            r.entity != rival.entity
                && same_owner(r.entity, rival.entity)
                && (!ours || number != self.number && r.tokens.start == 0)
        };
        !self.us_in(&self.words)
            && seen
                .lines
                .iter()
                .enumerate()
                .any(|(n, l)| l.rivals.iter().any(|r| sibling(n, r)))
    }

    /// 'Why customers choose us over DynamoDB', 'Quillfish instead of Redshift'.
    fn prefer(&self, out: &mut Vec<Evidence>) {
        let chosen = self
            .of(self.roles.choose)
            .find(|c| self.us_in(&(c.tokens.end..(c.tokens.end + 1).min(self.words.end))));
        let rival = self.rivals.iter().find(|r| r.standing != Standing::Brand);
        if let (Some(hit), Some(rival)) = (chosen, rival)
            && self
                .quote(hit.tokens.start, hit.tokens.end)
                .to_lowercase()
                .starts_with("cho")
        {
            self.push(out, STRONG, hit, rival);
        }
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
        for hit in self.of(self.roles.win_over) {
            let ours = self.own_after(hit.tokens.end, 1)
                || self.us_in(&(hit.tokens.end..(hit.tokens.end + 1).min(self.words.end)));
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
        self.mentions.iter().any(|m| {
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

    /// '5x the throughput of Amazon MSK', 'half the tail latency of Bigtable'.
    fn share(&self, out: &mut Vec<Evidence>) {
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
                let what = format!(
                    "{}: '{}'",
                    place_word(self.text.text.part),
                    self.quote(from, rival.tokens.end)
                );
                let span = self.text.tokens[from].span.start..rival.span.end;
                out.push(Evidence {
                    weight: STRONG,
                    what,
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(span),
                });
            }
        }
    }

    /// 'Why not just use Athena?', 'we already use Redshift', unless the answer is that they fit.
    fn doubt(&self, seen: &Seen<'_>, out: &mut Vec<Evidence>) {
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
                hit.cue == self.roles.incumbent && seen.subject.lexicon.is_portable(rival.entity);
            if rival.standing != Standing::Brand && !bundled && !self.is_answered(seen) {
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
    fn is_answered(&self, seen: &Seen<'_>) -> bool {
        let row = |t: &Annotated<'_>| match t.text.place {
            Place::Cell { row, .. } => Some(row),
            _ => None,
        };
        let own = self.text;
        seen.lines.iter().any(|l| {
            l.part() == own.text.part
                && l.text.text.shape == own.text.shape
                && row(l.text) == row(own)
                && (l.has(self.roles.joint) || l.has(self.roles.together))
        })
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
