//! 'We slash the cloud bill', said to those who send it.

use super::declare_rule;
use crate::deck::Part;
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::Kind;
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{sentences, within};
use crate::lint::phrases::{Cue, CueHit, Cues};
use crate::lint::subject::Unit;
use crate::lint::{Context, Findings, Rule, RuleInfo, Subject};
use std::ops::Range;

declare_rule! {
    /// ## What it looks for
    ///
    /// A promise to make less of what the hyperscaler in the room is paid: 'we slash the cloud
    /// bill', '40% lower Azure spend', 'stop overpaying for S3'. Money that goes to somebody else is
    /// none of it: licences, the data centre, electricity.
    ///
    /// Allowed is the same outcome told as what it is for the hyperscaler. The money stays with it
    /// and moves to other services ('less on plain storage, and commit left for data and AI'); the
    /// commitment is put to better use; rightsizing makes room for growth. In the context
    /// `hyperscaler`, and only there, one may also say that its cloud becomes the better buy against
    /// another one.
    ///
    /// ## Why it matters
    ///
    /// The seller in the room is measured by that bill. Nothing said afterwards is heard, and the
    /// next customer is not introduced.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: What you gain
    ///     body: Quillfish cuts your cloud bill by 40%
    /// ```
    ///
    /// ## Use instead
    ///
    /// Where the money goes, when the whole stays as it is.
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: What you gain
    ///     body: Spend less on plain storage, and free up commit for data and AI
    /// ```
    BILL_CUTTING_CLAIM = "bill-cutting-claim", "a promise to cut what the hyperscaler in the room is paid", Claims, since "0.1.0",
    "bill-cutting-claim" "" [off off error error],
}

/// How many words may stand between what is done and the money it is done to.
const NEAR: usize = 8;
/// And between the money and the name of the cloud.
const BESIDE: usize = 3;

/// Reports each sentence once.
pub(in crate::lint) struct BillCuttingClaim {
    words: Cues,
    roles: Roles,
}

#[derive(Debug, Clone, Copy)]
struct Roles {
    cut: Cue,
    fallen: Cue,
    bill: Cue,
    spend: Cue,
    cloud: Cue,
    plain: Cue,
    save: Cue,
    save_on: Cue,
    never: Cue,
    elsewhere: Cue,
    reallocate: Cue,
    grow: Cue,
    value: Cue,
    against: Cue,
    rival: Cue,
}

impl BillCuttingClaim {
    pub(in crate::lint) fn new(words: Cues) -> Self {
        let roles = Roles {
            cut: words.cue("cut"),
            fallen: words.cue("fallen"),
            bill: words.cue("bill"),
            spend: words.cue("spend"),
            cloud: words.cue("cloud"),
            plain: words.cue("plain"),
            save: words.cue("save"),
            save_on: words.cue("save-on"),
            never: words.cue("never"),
            elsewhere: words.cue("elsewhere"),
            reallocate: words.cue("reallocate"),
            grow: words.cue("grow"),
            value: words.cue("value"),
            against: words.cue("against"),
            rival: words.cue("rival"),
        };
        Self { words, roles }
    }
}

impl Rule for BillCuttingClaim {
    fn info(&self) -> &RuleInfo {
        &BILL_CUTTING_CLAIM
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let hosts = subject.hyperscalers();
        if hosts.is_empty() {
            return;
        }
        // Said to the field alone it helps the seller; a customer beside them hears something else.
        let among_ourselves = subject.room.is_some_and(|room| {
            !room.contexts.contains(&Context::Joint)
                && room.contexts.contains(&Context::Hyperscaler)
        });
        for unit in &subject.units {
            for (at, text) in unit.texts.iter().enumerate() {
                if matches!(text.text.part, Part::Link | Part::Picture) {
                    continue;
                }
                let hits = self.words.find(text.plain.as_str(), &text.tokens);
                let money = |h: &CueHit| {
                    [
                        self.roles.bill,
                        self.roles.spend,
                        self.roles.save,
                        self.roles.save_on,
                        self.roles.value,
                    ]
                    .contains(&h.cue)
                };
                if !hits.iter().any(money) {
                    continue;
                }
                let ours = speaks_of_us(text);
                let moves = |h: &CueHit| [self.roles.reallocate, self.roles.grow].contains(&h.cue);
                let moves = hits.iter().any(moves);
                for words in sentences(text) {
                    let said = Said {
                        subject,
                        unit,
                        text,
                        ours,
                        hits: within(&hits, &words, |h| &h.tokens),
                        mentions: within(&text.mentions, &words, |m| &m.tokens),
                        words,
                        roles: self.roles,
                    };
                    let better_buy = said.better_buy();
                    let found = match better_buy {
                        Some(span) if !among_ourselves => Some((span, true)),
                        Some(_) => None,
                        None => said
                            .cut()
                            .filter(|span| !said.is_theirs(span) && !moves && !self.stays(unit, at))
                            .map(|span| (span, false)),
                    };
                    if let Some((span, better_buy)) = found {
                        out.push(report(subject, unit, text, &span, better_buy));
                    }
                }
            }
        }
    }
}

impl BillCuttingClaim {
    /// The money stays with the hyperscaler, by a neighbour of the text in the same shape.
    fn stays(&self, unit: &Unit<'_>, at: usize) -> bool {
        let text = unit.texts[at].text;
        let near = at.saturating_sub(2)..(at + 3).min(unit.texts.len());
        let beside = unit.texts[near].iter().filter(|one| {
            one.text.shape.is_some()
                && one.text.shape == text.shape
                && one.text.part == text.part
                && one.text.place == text.place
        });
        beside
            .flat_map(|one| self.words.find(one.plain.as_str(), &one.tokens))
            .any(|h| h.cue == self.roles.reallocate)
    }
}

/// Our name, or 'we'.
fn speaks_of_us(text: &Annotated<'_>) -> bool {
    let plain = text.plain.as_str();
    let we = |word: &str| {
        ["we", "our", "us"]
            .iter()
            .any(|own| word.eq_ignore_ascii_case(own))
    };
    text.mentions.iter().any(|m| m.entity == Entity::Own)
        || text.tokens.iter().any(|t| we(&plain[t.span.clone()]))
}

/// A sentence with what was found in it.
struct Said<'a> {
    subject: &'a Subject<'a>,
    unit: &'a Unit<'a>,
    text: &'a Annotated<'a>,
    /// The text speaks of us.
    ours: bool,
    words: Range<usize>,
    hits: &'a [CueHit],
    mentions: &'a [Mention],
    roles: Roles,
}

impl<'a> Said<'a> {
    fn hits(&self, cue: Cue) -> impl Iterator<Item = &'a CueHit> {
        let words = self.words.clone();
        // 'Savings' in 'Savings Plans' is a name.
        let named = |hit: &CueHit| {
            self.mentions.iter().any(|m| {
                m.tokens.start <= hit.tokens.start
                    && hit.tokens.end <= m.tokens.end
                    && self.unit.holds(m)
            })
        };
        self.hits
            .iter()
            .filter(move |h| {
                h.cue == cue && words.start <= h.tokens.start && h.tokens.end <= words.end
            })
            .filter(move |h| !named(h))
    }

    /// Names of the clouds in the room.
    fn hosted(&self) -> impl Iterator<Item = &'a Mention> {
        let (subject, words) = (self.subject, self.words.clone());
        self.mentions.iter().filter(move |m| {
            words.start <= m.tokens.start
                && m.tokens.end <= words.end
                && m.entity.pack().is_some_and(|p| subject.expects(p))
        })
    }

    /// What the money is, where it is the hyperscaler's.
    fn money(&self) -> Vec<Range<usize>> {
        let roles = self.roles;
        let clouds: Vec<Range<usize>> = self
            .hits(roles.cloud)
            .map(|h| h.tokens.clone())
            .chain(self.hosted().map(|m| m.tokens.clone()))
            .chain(
                self.hits(roles.plain)
                    .filter(|_| self.ours)
                    .map(|h| h.tokens.clone()),
            )
            .collect();
        let beside = |spend: &Range<usize>| {
            let touching = |cloud: &&Range<usize>| {
                cloud.end <= spend.start && spend.start - cloud.end < BESIDE
                    || spend.end <= cloud.start && cloud.start - spend.end < BESIDE
            };
            clouds
                .iter()
                .find(touching)
                .map(|cloud| cloud.start.min(spend.start)..cloud.end.max(spend.end))
        };
        let sure = self.hits(roles.bill).map(|h| h.tokens.clone());
        let spent = self.hits(roles.spend).filter_map(|h| beside(&h.tokens));
        sure.chain(spent)
            .filter(|money| !self.somebody_elses(money))
            .collect()
    }

    /// 'The electricity bill', 'your Snowflake bill', 'cut Oracle licence costs'.
    fn somebody_elses(&self, money: &Range<usize>) -> bool {
        let near = |tokens: &Range<usize>| {
            tokens.end <= money.start && money.start - tokens.end <= BESIDE
                || money.end <= tokens.start && tokens.start - money.end <= BESIDE
                || tokens.start < money.end && money.start < tokens.end
        };
        self.hits(self.roles.elsewhere).any(|h| near(&h.tokens))
            || self.mentions.iter().any(|m| {
                let theirs = match m.entity {
                    Entity::Vendor(_) => true,
                    entity => entity.pack().is_some_and(|p| !self.subject.expects(p)),
                };
                theirs && self.unit.holds(m) && near(&m.tokens)
            })
    }

    /// The stretch that says that the hyperscaler is paid less.
    fn cut(&self) -> Option<Range<usize>> {
        let roles = self.roles;
        for money in self.money() {
            let before = self.hits(roles.cut).find(|h| {
                h.tokens.end <= money.start
                    && money.start - h.tokens.end <= NEAR
                    && self.is_meant(h)
                    && !self.denied(h.tokens.start)
            });
            if let Some(cut) = before {
                return Some(self.text.bytes_of(&(cut.tokens.start..money.end)));
            }
            let after = self.hits(roles.fallen).find(|h| {
                money.end <= h.tokens.start
                    && h.tokens.start - money.end <= BESIDE
                    && self.is_meant(h)
                    && !self.denied(money.start)
                    && !self.denied(h.tokens.start)
            });
            if let Some(fallen) = after {
                return Some(self.text.bytes_of(&(money.start..fallen.tokens.end)));
            }
        }
        // 'Save 35% on AWS': the cloud itself is what is paid less for.
        let clouds: Vec<Range<usize>> = self
            .hosted()
            .map(|m| m.tokens.clone())
            .chain(self.hits(roles.cloud).map(|h| h.tokens.clone()))
            .collect();
        for cloud in clouds {
            if self.somebody_elses(&cloud) {
                continue;
            }
            let close = |at: usize| at <= cloud.start && cloud.start - at <= 2;
            if let Some(save) = self
                .hits(roles.save_on)
                .find(|h| close(h.tokens.end) && !self.denied(h.tokens.start))
            {
                return Some(self.text.bytes_of(&(save.tokens.start..cloud.end)));
            }
            if let Some(save) = self.saves_on(&cloud) {
                return Some(self.text.bytes_of(&(save..cloud.end)));
            }
        }
        None
    }

    /// '55% off', 'down 58%', but not 'move off', 'broken down' and 'less than'.
    fn is_meant(&self, hit: &CueHit) -> bool {
        let plain = self.text.plain.as_str();
        let word = |at: usize| self.text.tokens.get(at).map(|t| &plain[t.span.clone()]);
        let figure = |word: Option<&str>| {
            word.is_some_and(|w| {
                w.starts_with(|c: char| c.is_ascii_digit())
                    || ["percent", "half", "third"].contains(&w)
            })
        };
        let said = plain[hit.span.clone()].to_ascii_lowercase();
        match said.as_str() {
            "off" => figure(hit.tokens.start.checked_sub(1).and_then(word)),
            "down" => (0..2).any(|skip| figure(word(hit.tokens.end + skip))),
            "less" | "fewer" => {
                !word(hit.tokens.end).is_some_and(|w| w.eq_ignore_ascii_case("than"))
            }
            _ => true,
        }
    }

    /// 'Save' with nothing but an amount between it and 'on'.
    fn saves_on(&self, cloud: &Range<usize>) -> Option<usize> {
        let word = |at: usize| {
            let token = self.text.tokens.get(at)?;
            Some(self.text.plain.as_str()[token.span.clone()].to_ascii_lowercase())
        };
        let on = cloud.start.checked_sub(1)?;
        let on = match word(on)?.as_str() {
            "on" => on,
            "your" | "their" | "the" if word(on.checked_sub(1)?)? == "on" => on - 1,
            _ => return None,
        };
        let from = on.saturating_sub(4).max(self.words.start);
        (from..on).find(|&at| {
            let saves = self.hits(self.roles.save).any(|h| h.tokens.start == at);
            let amount = |at: usize| {
                word(at).is_some_and(|w| {
                    w.starts_with(|c: char| c.is_ascii_digit())
                        || [
                            "up", "to", "of", "percent", "half", "a", "third", "million", "money",
                        ]
                        .contains(&w.as_str())
                })
            };
            saves && (at + 1..on).all(amount) && !self.denied(at)
        })
    }

    /// What the cloud says of a service of its own, at the head of the text: 'Trusted Advisor: ways to
    /// reduce the cost of AWS'.
    fn is_theirs(&self, span: &Range<usize>) -> bool {
        let lexicon = self.subject.lexicon;
        let service = |m: &Mention| {
            let kind = lexicon.name(m.entity).map(|n| n.kind);
            matches!(kind, Some(Kind::Service | Kind::Product | Kind::Console))
                && m.entity.pack().is_some_and(|p| self.subject.expects(p))
        };
        let head = self
            .text
            .mentions
            .iter()
            .take(4)
            .find(|m| m.tokens.start == 0);
        head.is_some_and(|m| service(m) && m.span.end <= span.start) && !self.ours
    }

    /// Another cloud stands on the other side of a better buy.
    fn better_buy(&self) -> Option<Range<usize>> {
        let roles = self.roles;
        let value = self.hits(roles.value).next()?;
        let against = self
            .hits(roles.against)
            .find(|h| value.tokens.start <= h.tokens.start)?;
        let rival = self
            .hits(roles.rival)
            .map(|h| h.tokens.clone())
            .chain(self.mentions.iter().filter_map(|m| {
                // Another cloud as a whole; a service of its own is dearer or cheaper than others.
                let name = self.subject.lexicon.name(m.entity);
                let brand = name.is_some_and(|n| n.kind == Kind::Brand);
                let other = m.entity.pack().is_some_and(|p| !self.subject.expects(p));
                (brand && other && self.unit.holds(m)).then(|| m.tokens.clone())
            }))
            .find(|r| against.tokens.end <= r.start && r.start - against.tokens.end <= 4)?;
        (!self.denied(value.tokens.start))
            .then(|| self.text.bytes_of(&(value.tokens.start..rival.end)))
    }

    /// 'Never' stands shortly before.
    fn denied(&self, at: usize) -> bool {
        self.hits(self.roles.never)
            .any(|h| h.tokens.end <= at && at - h.tokens.end <= 3)
    }
}

fn report(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    span: &Range<usize>,
    better_buy: bool,
) -> Finding {
    let hosts = subject.hosts();
    let matched = &text.plain.as_str()[span.clone()];
    if better_buy {
        return Finding::on_text(
            unit,
            text,
            Some(span),
            format!("'{matched}' sets one cloud's price against another's, and a customer hears it."),
        )
        .help(format!(
            "Keep it for {hosts}'s own people (context 'hyperscaler'); here say what the commitment makes room for."
        ));
    }
    Finding::on_text(
        unit,
        text,
        Some(span),
        format!("'{matched}' is a promise that {hosts} will be paid less, and {hosts} is in the room."),
    )
    .help(
        "Say where the money goes while the whole stays: commit that is left for data and AI, or for \
         the next workload.",
    )
}
