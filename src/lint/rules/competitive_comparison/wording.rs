//! Evidence in the words of a sentence: a versus, a comparative, a choice, a doubt.

use super::evidence::{DECISIVE, Evidence, STRONG, WEAK, place_word};
use super::same_owner;
use super::seen::Seen;
use super::sentence::Sentence;
use crate::deck::{Part, Place};
use crate::lint::lexicon::{Annotated, Entity};
use crate::lint::opponents::{Rival, Standing};
use crate::lint::phrases::CueHit;
use std::ops::Range;

/// So much evidence settles it.
const PLENTY: usize = 40;

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
            // 'When Redshift or Reef' may be advice.
            let push = if choice { Self::push } else { Self::push_plain };
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
                        push(self, out, weight, hit, rival);
                    }
                }
                (Some(rival), None) if self.us_near(&right) => push(self, out, weight, hit, rival),
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
                self.push_plain(out, STRONG, hit, rival);
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
                let words = self.quote(hit.tokens.start, hit.tokens.end).to_lowercase();
                // 'Head to head: Reef and Redshift'; 'side by side' they may stand in one architecture.
                let title = self.text.text.part == Part::Title && words.starts_with("head");
                self.push(out, if title { DECISIVE } else { STRONG }, hit, rival);
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
                self.push_plain(out, STRONG, hit, rival);
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
            self.note(start - back..rival.tokens.end, rival, out);
        }
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
                self.note(from..rival.tokens.end, rival, out);
            }
        }
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
                self.push_plain(out, STRONG, hit, rival);
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
                    // 'Takes Spanner change streams' is none.
                    let words = self.quote(hit.tokens.start, hit.tokens.end).to_lowercase();
                    let plain = ["replac", "alternative"]
                        .iter()
                        .any(|w| words.starts_with(w));
                    let push = if plain { Self::push_plain } else { Self::push };
                    push(self, out, STRONG, hit, rival);
                }
            }
        }
        for hit in self.of(self.roles.replaced) {
            let before = self
                .rivals
                .iter()
                .find(|r| r.tokens.end <= hit.tokens.start && hit.tokens.start - r.tokens.end <= 1);
            if let Some(rival) = before {
                self.push_plain(out, STRONG, hit, rival);
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
                    place: place_word(self.text.text.part),
                    what: format!(
                        "'{}'",
                        self.quote(rival.tokens.start - 1, rival.tokens.end + 1)
                    ),
                    rival: Some(rival.clone()),
                    text: self.number,
                    span: Some(rival.span.clone()),
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
}
