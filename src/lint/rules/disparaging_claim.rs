//! A sentence that runs down a hyperscaler's own product.

use super::declare_rule;
use crate::deck::{Part, Place};
use crate::lint::finding::Finding;
use crate::lint::leaning::{Against, Leaning, Signs, place_word};
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{Rival, Standing, rivals, sentences, within};
use crate::lint::phrases::{Cue, CueHit, Cues};
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use std::ops::Range;
use std::sync::Arc;

declare_rule! {
    /// ## What it looks for
    ///
    /// A sentence that finds fault with a hyperscaler's own product or cloud: 'RDS can't scale',
    /// 'Synapse is slow', 'the hidden costs of S3', 'you outgrow Cosmos DB', 'unlike Redshift, no
    /// tuning'. The fault has to be the product's: 'not limited to', 'no longer slow', 'unlike
    /// on-premises arrays, Amazon S3 …' and a limit stated as a figure are none.
    ///
    /// ## Why it matters
    ///
    /// The people who built or sell that product are in the room, or a customer forwards the deck
    /// to them. It is also the sentence that is quoted later.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: The scaling wall
    ///     body: Amazon RDS can't scale past one writer
    /// ```
    ///
    /// ## Use instead
    ///
    /// What the customer gains, without somebody to blame for what was missing.
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Room to grow
    ///     body: Quillfish adds sharded writes on top of Amazon RDS
    /// ```
    DISPARAGING_CLAIM = "disparaging-claim", "a sentence that runs down a hyperscaler's own product", Claims, since "0.1.0",
    "disparaging-claim" "" [off warning error error],
}

/// How many words may stand between a product and its fault.
const NEAR: usize = 7;

/// Reports each sentence once.
pub(in crate::lint) struct DisparagingClaim {
    words: Cues,
    roles: Roles,
    leaning: Arc<Leaning>,
}

#[derive(Debug, Clone, Copy)]
struct Roles {
    damning: Cue,
    fault: Cue,
    fault_noun: Cue,
    cannot: Cue,
    verb: Cue,
    blame: Cue,
    unlike: Cue,
    limit: Cue,
    soften: Cue,
    excuse: Cue,
}

impl DisparagingClaim {
    pub(in crate::lint) fn new(words: Cues, leaning: Arc<Leaning>) -> Self {
        let roles = Roles {
            damning: words.cue("damning"),
            fault: words.cue("fault"),
            fault_noun: words.cue("fault-noun"),
            cannot: words.cue("cannot"),
            verb: words.cue("verb"),
            blame: words.cue("blame"),
            unlike: words.cue("unlike"),
            limit: words.cue("limit"),
            soften: words.cue("soften"),
            excuse: words.cue("excuse"),
        };
        Self {
            words,
            roles,
            leaning,
        }
    }
}

impl Rule for DisparagingClaim {
    fn info(&self) -> &RuleInfo {
        &DISPARAGING_CLAIM
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unit in &subject.units {
            if matches!(unit.of, UnitOf::File) || self.is_lesson(unit) {
                continue;
            }
            let faults = self.faults(subject, unit);
            if !faults.is_empty() {
                if self.leaning.bears_out(subject, unit, &signs(&faults)) {
                    for fault in faults {
                        let Fault {
                            text,
                            product,
                            span,
                        } = fault;
                        out.push(report(subject, unit, text, &product, &span));
                    }
                }
                continue;
            }
            // What no phrase gives away: prose, a cell, the sentence after.
            if let Some(lean) = self
                .leaning
                .judge(subject, unit, Against::Fault, &Signs::default())
            {
                let text = &unit.texts[lean.text];
                let finding = report(subject, unit, text, &lean.rival, &lean.span);
                out.push(finding.evidence(lean.evidence));
            }
        }
    }

    fn signs(&self, subject: &Subject<'_>, unit: usize) -> Vec<String> {
        let unit = &subject.units[unit];
        if self.is_lesson(unit) {
            return Vec::new();
        }
        signs(&self.faults(subject, unit)).into_keys()
    }
}

/// A product that is run down, and where.
struct Fault<'a> {
    text: &'a Annotated<'a>,
    product: Rival,
    span: Range<usize>,
}

/// What was found on a slide, as it is weighed with the slide's words.
fn signs(faults: &[Fault<'_>]) -> Signs {
    let mut signs = Signs::default();
    for fault in faults {
        signs.add("fault", None);
        signs.add(
            &format!("fault in {}", place_word(fault.text.text.part)),
            None,
        );
    }
    signs
}

impl DisparagingClaim {
    /// Each sentence and each remark that a set phrase gives away.
    fn faults<'a>(&self, subject: &Subject<'_>, unit: &'a Unit<'a>) -> Vec<Fault<'a>> {
        let mut found_here = Vec::new();
        for text in &unit.texts {
            if matches!(
                text.text.part,
                Part::Link | Part::Properties | Part::Picture
            ) {
                continue;
            }
            let products = self.products(subject, unit, text);
            if products.is_empty() || self.is_myth(unit, text) {
                continue;
            }
            let hits = self.words.find(text.plain.as_str(), &text.tokens);
            let mut named: Option<&Rival> = None;
            for words in sentences(text) {
                let sentence = Sentence {
                    text,
                    words,
                    hits: &hits,
                    products: &products,
                    roles: self.roles,
                };
                let found = sentence
                    .fault(subject)
                    .or_else(|| named.and_then(|n| sentence.said_of_it(n)));
                if let Some((product, span)) = found {
                    let product = product.clone();
                    found_here.push(Fault {
                        text,
                        product,
                        span,
                    });
                }
                named = sentence.products().last().or(named);
            }
            if let [product] = products.as_slice()
                && product.tokens == (0..text.tokens.len())
                && let Some((remark, span)) = self.remark(unit, text)
            {
                let (text, product) = (remark, product.clone());
                found_here.push(Fault {
                    text,
                    product,
                    span,
                });
            }
        }
        found_here
    }

    fn products(&self, subject: &Subject<'_>, unit: &Unit<'_>, text: &Annotated<'_>) -> Vec<Rival> {
        rivals(subject, unit, text)
            .into_iter()
            .filter(|r| r.standing != Standing::Vendor)
            .collect()
    }

    /// A quiz or a page of tips says hard words of what it teaches.
    fn is_lesson(&self, unit: &Unit<'_>) -> bool {
        unit.part(Part::Title).any(|t| {
            let title = t.plain.as_str().to_lowercase();
            [
                "true or false",
                "quiz",
                "myth",
                "troubleshoot",
                "exam tips",
                "lab ",
                "how to avoid",
                "ways to avoid",
            ]
            .iter()
            .any(|w| title.contains(w))
        })
    }

    /// A column headed 'Myth', or a cell beside one that starts with 'Fact'.
    fn is_myth(&self, unit: &Unit<'_>, text: &Annotated<'_>) -> bool {
        let Place::Cell { column, .. } = text.text.place else {
            return false;
        };
        unit.texts.iter().any(|t| {
            t.text.shape == text.text.shape
                && t.text.place == Place::Cell { row: 1, column }
                && t.plain.as_str().to_lowercase().contains("myth")
        })
    }

    /// In a row, a cell that begins with a fault, beside the product's own cell.
    fn remark<'a>(
        &self,
        unit: &'a Unit<'a>,
        cell: &Annotated<'_>,
    ) -> Option<(&'a Annotated<'a>, Range<usize>)> {
        let Place::Cell { row, column } = cell.text.place else {
            return None;
        };
        unit.texts.iter().find_map(|t| {
            let Place::Cell { row: r, column: c } = t.text.place else {
                return None;
            };
            if t.text.shape != cell.text.shape || r != row || c <= column {
                return None;
            }
            let hits = self.words.find(t.plain.as_str(), &t.tokens);
            let hit = hits.iter().find(|h| {
                h.cue == self.roles.damning && h.tokens.start <= 3
                    || h.cue == self.roles.fault && h.tokens.start <= 1
            })?;
            let soft = hits.iter().any(|h| {
                h.cue == self.roles.soften
                    || h.cue == self.roles.excuse && h.tokens.start < hit.tokens.start
            });
            (!soft && t.tokens.len() > 1).then(|| (t, hit.span.clone()))
        })
    }
}

/// 'Amazon', 'Microsoft': a company does many things that are no product.
fn is_company(subject: &Subject<'_>, rival: &Rival) -> bool {
    subject
        .lexicon
        .name(rival.entity)
        .is_some_and(|n| n.category == "company")
}

struct Sentence<'a> {
    text: &'a Annotated<'a>,
    words: Range<usize>,
    hits: &'a [CueHit],
    products: &'a [Rival],
    roles: Roles,
}

impl<'a> Sentence<'a> {
    fn of(&self, cue: Cue) -> impl Iterator<Item = &'a CueHit> {
        let end = self.words.end;
        within(self.hits, &self.words, |h| &h.tokens)
            .iter()
            .filter(move |h| h.cue == cue && h.tokens.end <= end)
    }

    fn mentions(&self) -> impl Iterator<Item = &'a Mention> {
        within(&self.text.mentions, &self.words, |m| &m.tokens).iter()
    }

    fn products(&self) -> impl Iterator<Item = &'a Rival> {
        let end = self.words.end;
        within(self.products, &self.words, |r| &r.tokens)
            .iter()
            .filter(move |r| r.tokens.end <= end)
    }

    /// The product that is run down, and the stretch that does it.
    fn fault(&self, subject: &Subject<'_>) -> Option<(&'a Rival, Range<usize>)> {
        // 'Is BigQuery limited to one region?' asks; the answer tells.
        if self.words.is_empty() {
            return None;
        }
        let asks = ["is", "are", "does", "do", "will", "can"]
            .iter()
            .any(|w| self.word(self.words.start).eq_ignore_ascii_case(w));
        if asks {
            return None;
        }
        for product in self.products() {
            if is_company(subject, product) {
                // 'Google kills products', 'forced by Microsoft': only what stands right beside it.
                let beside = self.of(self.roles.damning).find(|h| {
                    h.tokens.start >= product.tokens.end && h.tokens.start - product.tokens.end <= 1
                });
                let by = self.of(self.roles.fault_noun).find(|h| {
                    h.tokens.end == product.tokens.start
                        && self.word(h.tokens.end - 1).eq_ignore_ascii_case("by")
                });
                if let Some(hit) = beside.or(by) {
                    return Some((product, stretch(product, hit)));
                }
                continue;
            }
            let found = self
                .unlike(product)
                .or_else(|| self.said_of(product))
                .or_else(|| self.suffered(product));
            let found = found.or_else(|| self.damned(product));
            if let Some(hit) = found {
                return Some((product, stretch(product, hit)));
            }
        }
        None
    }

    /// 'Tuning row keys in Bigtable is a nightmare', 'how slow Cloud Composer is'.
    fn damned(&self, product: &Rival) -> Option<&'a CueHit> {
        if self.belongs_to_us(product) {
            return None;
        }
        let after = |h: &&CueHit| {
            h.tokens.start >= product.tokens.end
                && !self.another_subject(product.tokens.end, h.tokens.start)
        };
        let our_own = |h: &CueHit| {
            self.mentions().any(|m| {
                m.entity == Entity::Own
                    && m.tokens.start >= self.words.start
                    && m.tokens.end <= h.tokens.start
            })
        };
        let before = |h: &&CueHit| {
            h.tokens.end <= product.tokens.start
                && product.tokens.start - h.tokens.end <= 4
                && !our_own(h)
        };
        self.of(self.roles.damning)
            .find(|h| (after(h) || before(h)) && !self.softened(product, h))
    }

    /// 'It is clunky', in the sentence after the one that named it.
    fn said_of_it(&self, named: &'a Rival) -> Option<(&'a Rival, Range<usize>)> {
        let first = self
            .text
            .tokens
            .get(self.words.start)
            .map(|t| self.text.plain.as_str()[t.span.clone()].to_lowercase())?;
        if !["it", "its", "it's", "that", "they"].contains(&first.as_str())
            || self.products().next().is_some()
        {
            return None;
        }
        let near = |h: &&CueHit| h.tokens.start - self.words.start <= 4;
        let hit = self
            .of(self.roles.damning)
            .find(near)
            .or_else(|| self.of(self.roles.fault).find(near))
            .filter(|h| !self.negated(h) && self.of(self.roles.soften).next().is_none())?;
        Some((named, hit.span.clone()))
    }

    /// 'Unlike Synapse, no lock-in': the fault is the product's, whatever is said of ours.
    fn unlike(&self, product: &Rival) -> Option<&'a CueHit> {
        self.of(self.roles.unlike).find(|u| {
            u.tokens.end <= product.tokens.start && product.tokens.start - u.tokens.end <= 1
        })
    }

    /// 'Synapse is slow', 'RDS can't scale'.
    fn said_of(&self, product: &Rival) -> Option<&'a CueHit> {
        if self.is_placed(product) || self.belongs_to_us(product) {
            return None;
        }
        let after = |h: &&CueHit| {
            h.tokens.start >= product.tokens.end
                && h.tokens.start - product.tokens.end <= NEAR
                && !self.another_subject(product.tokens.end, h.tokens.start)
        };
        let faults = self
            .of(self.roles.fault)
            .filter(after)
            .find(|h| !self.softened(product, h));
        faults
            .or_else(|| {
                self.of(self.roles.cannot).filter(after).find(|c| {
                    !self.softened(product, c)
                        && self.of(self.roles.verb).any(|v| {
                            v.tokens.start >= c.tokens.end && v.tokens.start - c.tokens.end <= 1
                        })
                })
            })
            .or_else(|| {
                self.of(self.roles.limit)
                    .filter(after)
                    .find(|h| self.is_grudge(h) && !self.softened(product, h))
            })
    }

    /// 'The hidden costs of S3', 'you outgrow Cosmos DB'.
    fn suffered(&self, product: &Rival) -> Option<&'a CueHit> {
        let before = |h: &&CueHit, within: usize| {
            h.tokens.end <= product.tokens.start && product.tokens.start - h.tokens.end <= within
        };
        let near_after = |h: &&CueHit| {
            h.tokens.start >= product.tokens.end && h.tokens.start - product.tokens.end <= 2
        };
        self.of(self.roles.blame)
            .find(|h| before(h, 2) && !self.softened(product, h))
            .or_else(|| {
                self.of(self.roles.fault_noun)
                    .find(|h| (before(h, 3) || near_after(h)) && !self.softened(product, h))
            })
    }

    /// 'Slow to start on GKE': the product is a place.
    fn is_placed(&self, product: &Rival) -> bool {
        product.tokens.start > self.words.start
            && [
                "on", "in", "with", "from", "to", "of", "for", "into", "against", "via", "using",
                "at", "by",
            ]
            .contains(&self.word(product.tokens.start - 1).to_lowercase().as_str())
    }

    /// 'Our Redshift cluster', 'our first BigQuery tables': somebody's own use of it is at fault.
    fn belongs_to_us(&self, product: &Rival) -> bool {
        (1..=2)
            .filter_map(|back| product.tokens.start.checked_sub(back))
            .filter(|t| *t >= self.words.start)
            .any(|t| ["our", "my", "your"].contains(&self.word(t).to_lowercase().as_str()))
    }

    /// Somebody else comes between the product and the fault.
    fn another_subject(&self, from: usize, to: usize) -> bool {
        let within = |t: &Range<usize>| t.start >= from && t.end <= to;
        self.mentions()
            .any(|m| m.entity == Entity::Own && within(&m.tokens))
            || self.of(self.roles.excuse).any(|h| within(&h.tokens))
            || self.products().any(|p| within(&p.tokens))
    }

    /// 'No longer slow', 'myth: …', 'doesn't lock you in'.
    fn softened(&self, product: &Rival, fault: &CueHit) -> bool {
        let from = product.tokens.start.min(fault.tokens.start);
        self.of(self.roles.soften).any(|s| {
            let between = s.tokens.start >= from && s.tokens.end <= fault.tokens.start;
            let just_before =
                s.tokens.end <= fault.tokens.start && fault.tokens.start - s.tokens.end <= 2;
            let opens = s.tokens.start == self.words.start
                && s.tokens.end <= fault.tokens.end.min(product.tokens.start);
            let around = s.tokens.start <= fault.tokens.start && s.tokens.end >= fault.tokens.end;
            (between || just_before || opens || around) && s.tokens != fault.tokens
        }) || self.negated(fault)
    }

    /// 'Is not slow', 'doesn't lock you in'.
    fn negated(&self, fault: &CueHit) -> bool {
        (1..=3)
            .filter_map(|back| fault.tokens.start.checked_sub(back))
            .filter(|t| *t >= self.words.start)
            .any(|t| {
                let word = self.word(t).to_lowercase();
                word == "not"
                    || word == "isn"
                    || word == "doesn"
                    || word == "never" && fault.cue != self.roles.cannot
            })
            && fault.cue == self.roles.fault
    }

    /// A limit is a complaint unless a figure follows.
    fn is_grudge(&self, hit: &CueHit) -> bool {
        let end = (hit.tokens.end + 2).min(self.words.end);
        let figure =
            (hit.tokens.end..end).any(|t| self.word(t).bytes().any(|b| b.is_ascii_digit()));
        let phrase = &self.text.plain.as_str()[hit.span.clone()];
        !figure && !phrase.eq_ignore_ascii_case("only") && !phrase.eq_ignore_ascii_case("at most")
    }

    fn word(&self, token: usize) -> &'a str {
        &self.text.plain.as_str()[self.text.tokens[token].span.clone()]
    }
}

fn stretch(product: &Rival, hit: &CueHit) -> Range<usize> {
    hit.span.start.min(product.span.start)..hit.span.end.max(product.span.end)
}

fn report(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    product: &Rival,
    span: &Range<usize>,
) -> Finding {
    let name = subject.lexicon.name_of(product.entity);
    let finding = Finding::on_text(
        unit,
        text,
        Some(span),
        format!("This runs down {name}, a product of the hyperscaler's own."),
    );
    let finding = match product.entity.pack() {
        Some(pack) => finding.hyperscaler(subject.lexicon.packs[pack].id.clone()),
        None => finding,
    };
    finding.help("Say what the customer gains, without a product to blame; or keep the sentence in the internal deck.")
}
