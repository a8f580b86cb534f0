//! 'The fastest data platform', said of ourselves beside a partner.

use super::declare_rule;
use crate::deck::Part;
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::Kind;
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::opponents::{sentences, within};
use crate::lint::phrases::{Cue, CueHit, Cues};
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use std::ops::Range;

declare_rule! {
    /// ## What it looks for
    ///
    /// A superlative about us that leaves the partner out: 'the only', 'the leading', 'the fastest
    /// data platform', '#1', 'second to none'. A claim made with the hyperscaler in the room is
    /// none ('With AWS we are …', 'together'), nor is what an analyst, a prize or a quoted customer
    /// says, nor a superlative about something else.
    ///
    /// ## Why it matters
    ///
    /// To a hyperscaler's seller it is an advertisement, and one that may put the seller's own
    /// product in second place. A claim that belongs to both companies is one the seller repeats.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Who we are
    ///     body: Quillfish is the fastest data platform
    /// ```
    ///
    /// ## Use instead
    ///
    /// What both did, for whom.
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: What we did
    ///     body: With AWS we took a grocer from nightly batches to answers in nine minutes
    /// ```
    SOLO_HERO_CLAIM = "solo-hero-claim", "a superlative about us that leaves the partner out", Claims, since "0.1.0",
    "solo-hero-claim" "" [off off warning warning],
}

/// How many words may stand between a superlative and what it is said of.
const THING: usize = 5;
/// And between it and our name.
const NAME: usize = 9;

/// Reports each sentence once.
pub(in crate::lint) struct SoloHeroClaim {
    words: Cues,
    roles: Roles,
}

#[derive(Debug, Clone, Copy)]
struct Roles {
    best: Cue,
    peerless: Cue,
    thing: Cue,
    we: Cue,
    together: Cue,
    joins: Cue,
    about: Cue,
    named_by: Cue,
    never: Cue,
}

impl SoloHeroClaim {
    pub(in crate::lint) fn new(words: Cues) -> Self {
        let roles = Roles {
            best: words.cue("best"),
            peerless: words.cue("peerless"),
            thing: words.cue("thing"),
            we: words.cue("we"),
            together: words.cue("together"),
            joins: words.cue("joins"),
            about: words.cue("about"),
            named_by: words.cue("named-by"),
            never: words.cue("never"),
        };
        Self { words, roles }
    }

    /// What a text claims of us alone, as bytes of its normalised form.
    fn claims(
        &self,
        subject: &Subject<'_>,
        unit: &Unit<'_>,
        text: &Annotated<'_>,
        slide: Slide,
    ) -> Vec<Range<usize>> {
        let hits = self.words.find(text.plain.as_str(), &text.tokens);
        let superlative = |h: &CueHit| h.cue == self.roles.best || h.cue == self.roles.peerless;
        if !hits.iter().any(superlative) {
            return Vec::new();
        }
        let all = sentences(text).into_iter();
        all.filter_map(|words| {
            let said = Said {
                subject,
                unit,
                text,
                slide,
                hits: within(&hits, &words, |h| &h.tokens),
                mentions: within(&text.mentions, &words, |m| &m.tokens),
                words,
                roles: self.roles,
            };
            said.claim()
        })
        .collect()
    }
}

impl Rule for SoloHeroClaim {
    fn info(&self) -> &RuleInfo {
        &SOLO_HERO_CLAIM
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        if subject.hyperscalers().is_empty() {
            return;
        }
        for unit in &subject.units {
            let slide = Slide::of(unit);
            for text in &unit.texts {
                if matches!(text.text.part, Part::Link | Part::Picture | Part::Comment) {
                    continue;
                }
                for span in self.claims(subject, unit, text, slide) {
                    let matched = &text.plain.as_str()[span.clone()];
                    let hosts = subject.hosts();
                    out.push(
                        Finding::on_text(
                            unit,
                            text,
                            Some(&span),
                            format!("'{matched}' is said of us alone, with {hosts} in the room."),
                        )
                        .help(format!(
                            "Say what {hosts} and we did for a customer, or name who says it of us."
                        )),
                    );
                }
            }
        }
    }
}

/// What the slide around a text says.
#[derive(Debug, Clone, Copy)]
struct Slide {
    /// Our name stands on it.
    names_us: bool,
    /// A line 'Source: Gartner, 2026' speaks for all of it.
    has_source: bool,
}

impl Slide {
    fn of(unit: &Unit<'_>) -> Self {
        let ours = |t: &Annotated<'_>| {
            matches!(t.text.part, Part::Title | Part::Body)
                && t.mentions.iter().any(|m| m.entity == Entity::Own)
        };
        let source = |t: &Annotated<'_>| {
            t.plain.as_str().trim_start().get(..7).is_some_and(|head| {
                head.eq_ignore_ascii_case("source:") || head.eq_ignore_ascii_case("sources")
            })
        };
        Self {
            names_us: matches!(unit.of, UnitOf::Slide(_)) && unit.texts.iter().any(ours),
            has_source: unit.texts.iter().any(source),
        }
    }
}

/// A sentence with what was found in it.
struct Said<'a> {
    subject: &'a Subject<'a>,
    unit: &'a Unit<'a>,
    text: &'a Annotated<'a>,
    slide: Slide,
    words: Range<usize>,
    hits: &'a [CueHit],
    mentions: &'a [Mention],
    roles: Roles,
}

impl<'a> Said<'a> {
    fn hits(&self, cue: Cue) -> impl Iterator<Item = &'a CueHit> {
        let words = self.words.clone();
        self.hits.iter().filter(move |h| {
            h.cue == cue && words.start <= h.tokens.start && h.tokens.end <= words.end
        })
    }

    fn claim(&self) -> Option<Range<usize>> {
        let mut superlatives: Vec<(&CueHit, Range<usize>)> = self
            .hits(self.roles.peerless)
            .map(|h| (h, h.tokens.clone()))
            .collect();
        for best in self.hits(self.roles.best) {
            let thing = self.hits(self.roles.thing).find(|t| {
                best.tokens.end <= t.tokens.start
                    && t.tokens.start - best.tokens.end < THING
                    && !self.after_our(t)
            });
            if let Some(thing) = thing
                && self.is_superlative(best)
            {
                superlatives.push((best, best.tokens.start..thing.tokens.end));
            }
        }
        superlatives.sort_by_key(|(_, tokens)| (tokens.start, usize::MAX - tokens.end));
        let (_, tokens) = superlatives.into_iter().find(|(hit, tokens)| {
            !self.of_another(hit)
                && !self.denied(hit)
                && !self.quoted(hit)
                && self.of_us(hit, tokens)
        })?;
        if self.is_joint() || self.is_reported() {
            return None;
        }
        Some(self.text.bytes_of(&tokens))
    }

    /// 'Leading', 'only' and 'fastest' without an article are one in a label, before the thing:
    /// 'Leading data platform'. 'The first' and 'the most' need a word between.
    fn is_superlative(&self, best: &CueHit) -> bool {
        let first = self.words.start == best.tokens.start;
        best.tokens.len() > 1 || first
    }

    /// 'The most boring part of our platform'.
    fn after_our(&self, thing: &CueHit) -> bool {
        let before = thing.tokens.start.checked_sub(1);
        before
            .and_then(|at| self.text.tokens.get(at))
            .map(|t| &self.text.plain.as_str()[t.span.clone()])
            .is_some_and(|w| {
                ["our", "your", "their"]
                    .iter()
                    .any(|own| w.eq_ignore_ascii_case(own))
            })
    }

    /// 'We work with the leading …'.
    fn of_another(&self, hit: &CueHit) -> bool {
        self.hits(self.roles.about).any(|about| {
            let before =
                about.tokens.end >= hit.tokens.start && about.tokens.start < hit.tokens.start;
            before && about.tokens.end <= hit.tokens.start + 1
        })
    }

    fn denied(&self, hit: &CueHit) -> bool {
        self.hits(self.roles.never)
            .any(|h| h.tokens.end <= hit.tokens.start && hit.tokens.start - h.tokens.end <= 2)
    }

    /// Inside quotation marks: somebody else's words.
    fn quoted(&self, hit: &CueHit) -> bool {
        // A quotation is not longer than this.
        const LONG: usize = 1 << 10;
        let plain = self.text.plain.as_str();
        let from = plain.floor_char_boundary(hit.span.start.saturating_sub(LONG));
        let to = plain.ceil_char_boundary((hit.span.end + LONG).min(plain.len()));
        let before = &plain[from..hit.span.start];
        let after = &plain[hit.span.end..to];
        // Curly quotes are plain ones here.
        before.matches('"').count() % 2 == 1 && after.contains('"')
    }

    /// Our name, or 'we', stands near; or nobody is named and the slide is about us.
    fn of_us(&self, hit: &CueHit, claim: &Range<usize>) -> bool {
        let near = |tokens: &Range<usize>| {
            tokens.end <= claim.start && claim.start - tokens.end <= NAME
                || claim.end <= tokens.start && tokens.start - claim.end <= NAME
                || tokens.start < claim.end && claim.start < tokens.end
        };
        let inside = |tokens: &Range<usize>| {
            self.words.start <= tokens.start && tokens.end <= self.words.end
        };
        let named = self
            .mentions
            .iter()
            .any(|m| m.entity == Entity::Own && inside(&m.tokens) && near(&m.tokens));
        let we = self
            .hits(self.roles.we)
            // 'Nobody else does what we do', but not 'the best option that we know'.
            .any(|h| {
                near(&h.tokens) && (h.tokens.start < claim.end || hit.cue == self.roles.peerless)
            });
        if named || we {
            return true;
        }
        // A label of its own: 'The leading data platform' under our name.
        let label = self.words.start == claim.start && self.words.len() <= claim.len() + 4;
        let others = self
            .mentions
            .iter()
            .any(|m| m.entity != Entity::Own && inside(&m.tokens) && self.unit.holds(m));
        label && claim.len() > 1 && !others && self.slide.names_us
    }

    /// 'With AWS', 'Quillfish and AWS', 'together'.
    fn is_joint(&self) -> bool {
        if self.hits(self.roles.together).next().is_some() {
            return true;
        }
        let plain = self.text.plain.as_str();
        self.mentions.iter().any(|m| {
            if !m.entity.pack().is_some_and(|p| self.subject.expects(p))
                || m.tokens.start < self.words.start
                || m.tokens.end > self.words.end
            {
                return false;
            }
            let joined = self.hits(self.roles.joins).any(|h| {
                h.tokens.end == m.tokens.start || m.tokens.end == h.tokens.start && !self.is_with(h)
            });
            // Marks are no words: 'Quillfish + AWS', 'AWS & Quillfish'.
            let before = plain[..m.span.start].trim_end();
            let after = plain[m.span.end..].trim_start();
            joined || before.ends_with(['+', '&']) || after.starts_with(['+', '&'])
        })
    }

    /// 'AWS with …' joins the two no more than 'AWS by …' does.
    fn is_with(&self, hit: &CueHit) -> bool {
        let word = &self.text.plain.as_str()[hit.span.clone()];
        !word.eq_ignore_ascii_case("and")
    }

    /// An analyst, a prize, a list.
    fn is_reported(&self) -> bool {
        self.hits(self.roles.named_by).next().is_some()
            || self.mentions.iter().any(|m| {
                self.subject
                    .lexicon
                    .name(m.entity)
                    .is_some_and(|n| n.kind == Kind::Analyst)
            })
            || self.slide.has_source
    }
}
