//! A figure that nobody vouches for.

mod figure;

use super::declare_rule;
use crate::deck::{Part, Place};
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::Kind;
use crate::lint::lexicon::{Annotated, Lexicon};
use crate::lint::opponents::within;
use crate::lint::phrases::{Cue, CueHit, Cues};
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use figure::{Figure, Form};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

declare_rule! {
    /// ## What it looks for
    ///
    /// A percentage, a multiple, a sum of money or a great number that is a claim, on a slide that
    /// does not say where it comes from: '40% less time', '3x faster', 'saved $2.4 million', '5,000
    /// customers', 'from 6 hours to 9 minutes'. A source is a line 'Source: …', 'according to …', a
    /// footnote or its mark, a link, the name of an analyst or a study, on the slide or in its notes.
    ///
    /// Dates, versions, quarters, agenda times, slide and phone numbers, sizes of machines, names
    /// with figures in them, prices, service levels, targets, settings and what a lesson sets as its
    /// task are no claims. Neither is a table of prices, with what is added up from it.
    ///
    /// One finding a slide: one line mends it.
    ///
    /// ## Why it matters
    ///
    /// The first question to a figure is where it comes from. Who can't answer has lost the other
    /// figures, too. A hyperscaler's seller repeats only what can be proved.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: customer
    /// slides:
    ///   - title: What changed
    ///     body: Reports are ready 40% sooner
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: customer
    /// slides:
    ///   - title: What changed
    ///     body: Reports are ready 40% sooner
    ///     boxes: [{text: "Source: Harrow & Finch case study, approved August 2026"}]
    /// ```
    UNSOURCED_STATISTIC = "unsourced-statistic", "a figure with no source on the slide or in its notes", Claims, since "0.1.0",
    "unsourced-statistic" "" [off warning warning warning],
}

/// How many words of a figure's neighbourhood count.
const NEAR: usize = 5;
/// So many figures are named as evidence.
const TOLD: usize = 6;

/// Reports each slide once.
pub(in crate::lint) struct UnsourcedStatistic {
    words: Cues,
    roles: Roles,
}

#[derive(Debug, Clone, Copy)]
struct Roles {
    source: Cue,
    dated: Cue,
    compare: Cue,
    multiple: Cue,
    worth: Cue,
    price: Cue,
    many: Cue,
    crowd: Cue,
    magnitude: Cue,
    percent: Cue,
    spec: Cue,
    bound: Cue,
    exercise: Cue,
    numbered: Cue,
}

impl UnsourcedStatistic {
    pub(in crate::lint) fn new(words: Cues) -> Self {
        let roles = Roles {
            source: words.cue("source"),
            dated: words.cue("dated"),
            compare: words.cue("compare"),
            multiple: words.cue("multiple"),
            worth: words.cue("worth"),
            price: words.cue("price"),
            many: words.cue("many"),
            crowd: words.cue("crowd"),
            magnitude: words.cue("magnitude"),
            percent: words.cue("percent"),
            spec: words.cue("spec"),
            bound: words.cue("bound"),
            exercise: words.cue("exercise"),
            numbered: words.cue("numbered"),
        };
        Self { words, roles }
    }
}

impl Rule for UnsourcedStatistic {
    fn info(&self) -> &RuleInfo {
        &UNSOURCED_STATISTIC
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let everywhere = Everywhere::new(subject);
        for unit in &subject.units {
            if !matches!(unit.of, UnitOf::Slide(_)) {
                continue;
            }
            let mut claims: Vec<(usize, Range<usize>)> = Vec::new();
            for (at, text) in unit.texts.iter().enumerate() {
                if is_shown(text) {
                    claims.extend(self.claims(text).into_iter().map(|span| (at, span)));
                }
            }
            let Some((at, span)) = claims.first() else {
                continue;
            };
            if self.is_sourced(subject.lexicon, unit, &everywhere)
                || self.is_lesson(unit)
                || is_price_list(unit)
            {
                continue;
            }
            let text = &unit.texts[*at];
            let matched = &text.plain.as_str()[span.clone()];
            let mut finding = Finding::on_text(
                unit,
                text,
                Some(span),
                format!("'{matched}' is a claim, and neither the slide nor its notes say whose."),
            )
            .help(
                "Add a line 'Source: …' with the year, or a footnote; say 'internal data' where it is \
                 your own.",
            );
            if claims.len() > 1 {
                let others = claims.iter().skip(1).take(TOLD).map(|(at, span)| {
                    format!("also '{}'", &unit.texts[*at].plain.as_str()[span.clone()])
                });
                finding = finding.evidence(others.collect());
            }
            out.push(finding);
        }
    }
}

/// What people see on the slide, but not the data behind a chart.
fn is_shown(text: &Annotated<'_>) -> bool {
    match text.text.part {
        Part::Title | Part::Body | Part::Table | Part::SmartArt => true,
        Part::Chart => matches!(text.text.place, Place::ChartTitle | Place::AxisTitle),
        _ => false,
    }
}

impl UnsourcedStatistic {
    /// The claims in a text, as bytes of its normalised form.
    fn claims(&self, text: &Annotated<'_>) -> Vec<Range<usize>> {
        let plain = text.plain.as_str();
        let figures = figure::find(plain);
        if figures.is_empty() && text.tokens.len() < 2 {
            return Vec::new();
        }
        let hits = self.words.find(plain, &text.tokens);
        if figures.is_empty() && !hits.iter().any(|h| h.cue == self.roles.multiple) {
            return Vec::new();
        }
        let said = Said {
            text,
            hits: &hits,
            roles: self.roles,
        };
        let mut claims: Vec<Range<usize>> = figures.iter().filter_map(|f| said.claim(f)).collect();
        claims.extend(said.progress(&figures));
        claims.extend(
            said.hits(self.roles.multiple)
                .filter(|h| !said.near(self.roles.spec, &h.tokens))
                .map(|h| h.span.clone()),
        );
        claims.sort_by_key(|span| (span.start, usize::MAX - span.end));
        claims.dedup_by(|next, first| next.start < first.end);
        claims
    }

    /// Something on the slide or in its notes says where figures come from.
    fn is_sourced(&self, lexicon: &Lexicon, unit: &Unit<'_>, everywhere: &Everywhere<'_>) -> bool {
        let mut quotes = false;
        let mut speaker = false;
        for text in &unit.texts {
            let part = text.text.part;
            let plain = text.plain.as_str();
            let address = is_address(plain) && !everywhere.0.contains(plain.trim());
            if matches!(part, Part::Link) {
                if address {
                    return true;
                }
                continue;
            }
            if matches!(
                part,
                Part::Comment | Part::AltText | Part::Picture | Part::Properties
            ) {
                continue;
            }
            let analyst = || {
                let kind =
                    |m: &crate::lint::lexicon::Mention| lexicon.name(m.entity).map(|n| n.kind);
                text.mentions.iter().any(|m| kind(m) == Some(Kind::Analyst))
            };
            let cited = || {
                let hits = self.words.find(plain, &text.tokens);
                let has = |cue: Cue| hits.iter().any(|h| h.cue == cue);
                has(self.roles.source) || has(self.roles.dated) && has_year(text)
            };
            if has_mark(&text.text.text) || address || analyst() || cited() {
                return true;
            }
            quotes |= plain.contains('"') || text.text.text.contains(['“', '„', '«']);
            speaker |= part == Part::Body
                && plain
                    .trim_start()
                    .strip_prefix(['—', '–', '-', '―'])
                    .is_some_and(|rest| rest.trim_start().starts_with(char::is_uppercase));
        }
        // Somebody who is quoted by name vouches for it.
        quotes && speaker
    }

    /// What a lesson sets as its task is made up.
    fn is_lesson(&self, unit: &Unit<'_>) -> bool {
        unit.part(Part::Title).any(|t| {
            let plain = t.plain.as_str();
            let hits = self.words.find(plain, &t.tokens);
            // 'Question 3', 'Lab 2'.
            let numbered = || {
                let last = t.tokens.last().map(|last| &plain[last.span.clone()]);
                t.tokens.len() <= 3
                    && last.is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()))
                    && hits.iter().any(|h| h.cue == self.roles.numbered)
            };
            hits.iter().any(|h| h.cue == self.roles.exercise) || numbered()
        })
    }
}

/// Addresses that stand on so many slides that they are a footer and vouch for nothing.
struct Everywhere<'a>(FxHashSet<&'a str>);

impl<'a> Everywhere<'a> {
    fn new(subject: &'a Subject<'_>) -> Self {
        const SLIDES: usize = 3;
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        let slides = subject
            .units
            .iter()
            .filter(|unit| matches!(unit.of, UnitOf::Slide(_)));
        for unit in slides.clone() {
            let plain = unit.texts.iter().map(|text| text.plain.as_str().trim());
            let here: FxHashSet<&str> = plain.filter(|text| is_address(text)).collect();
            for address in here {
                *counts.entry(address).or_default() += 1;
            }
        }
        let most = SLIDES.max(slides.count() / 2);
        Self(
            counts
                .into_iter()
                .filter(|(_, count)| *count >= most)
                .map(|(address, _)| address)
                .collect(),
        )
    }
}

/// A table with three sums of money is a bill, and what is said of money beside it is added up.
fn is_price_list(unit: &Unit<'_>) -> bool {
    let sums = unit.part(Part::Table).filter(|t| {
        figure::find(t.plain.as_str())
            .iter()
            .any(|f| f.form == Form::Money)
    });
    sums.count() >= 3
}

/// 'https://…' or 'www.…', but no mail address.
fn is_address(text: &str) -> bool {
    text.contains("http://") || text.contains("https://") || text.contains("www.")
}

/// A year in four digits.
fn has_year(text: &Annotated<'_>) -> bool {
    text.tokens.iter().any(|token| {
        let word = &text.plain.as_str()[token.span.clone()];
        word.len() == 4
            && word
                .parse()
                .is_ok_and(|year: u16| (1990..2100).contains(&year))
    })
}

/// '[1]', '¹', '†', or a star after a word with its line below.
fn has_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    let bracketed = memchr::memchr_iter(b'[', bytes).any(|at| {
        let inside = &bytes[at + 1..];
        let end = inside.iter().take(4).position(|b| *b == b']');
        end.is_some_and(|end| end > 0 && inside[..end].iter().all(u8::is_ascii_digit))
    });
    bracketed
        || text.contains(['¹', '³', '⁴', '⁵', '†', '‡'])
        || text.trim_start().starts_with('*') && text.trim_start().len() > 3
        || after_word(text, '²')
}

/// '40%²' has a footnote, 'm²' is an area.
fn after_word(text: &str, mark: char) -> bool {
    text.match_indices(mark).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|c| !matches!(c, 'm' | 'R' | 'r' | 'n' | 'x'))
    })
}

/// A text with what was found in it.
struct Said<'a> {
    text: &'a Annotated<'a>,
    hits: &'a [CueHit],
    roles: Roles,
}

impl<'a> Said<'a> {
    fn hits(&self, cue: Cue) -> impl Iterator<Item = &'a CueHit> {
        self.hits.iter().filter(move |h| h.cue == cue)
    }

    /// The same, not farther away than anything counts.
    fn around(&self, cue: Cue, tokens: &Range<usize>) -> impl Iterator<Item = &'a CueHit> {
        const FAR: usize = 16;
        let words = tokens.start.saturating_sub(FAR)..tokens.end + FAR;
        let near = within(self.hits, &words, |h| &h.tokens);
        near.iter().filter(move |h| h.cue == cue)
    }

    /// A word of that role stands within a few words.
    fn near(&self, cue: Cue, tokens: &Range<usize>) -> bool {
        self.around(cue, tokens).any(|h| {
            h.tokens.end <= tokens.start && tokens.start - h.tokens.end < NEAR
                || tokens.end <= h.tokens.start && h.tokens.start - tokens.end < NEAR
        })
    }

    /// A word of that role comes next, or after so many words.
    fn next(&self, cue: Cue, tokens: &Range<usize>, within: usize) -> Option<&'a CueHit> {
        self.around(cue, tokens)
            .find(|h| tokens.end <= h.tokens.start && h.tokens.start - tokens.end <= within)
    }

    /// Nothing but words stands between the two: no colon, no comma.
    fn together(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let between = self.text.plain.as_str().get(one.end..other.start);
        between.is_some_and(|gap| !gap.contains([':', ';', ',', '(', '.', '/']))
    }

    fn tokens(&self, span: &Range<usize>) -> Range<usize> {
        let all = &self.text.tokens;
        let first = all.partition_point(|t| t.span.end <= span.start);
        let last = all.partition_point(|t| t.span.start < span.end);
        first..last.max(first)
    }

    /// In the name of a product.
    fn named(&self, tokens: &Range<usize>) -> bool {
        const LONGEST: usize = 16;
        let words = tokens.start.saturating_sub(LONGEST)..tokens.end;
        within(&self.text.mentions, &words, |m| &m.tokens)
            .iter()
            .any(|m| m.tokens.start <= tokens.start && tokens.end <= m.tokens.end)
    }

    /// The stretch that claims something, if the figure does.
    fn claim(&self, figure: &Figure) -> Option<Range<usize>> {
        let tokens = self.tokens(&figure.span);
        let roles = self.roles;
        if self.named(&tokens) || figure.bounded {
            return None;
        }
        match figure.form {
            Form::Percent => {
                let whole = figure.value == 100.0 && self.next(roles.compare, &tokens, 0).is_none();
                // 99.95% is a service level, whatever stands beside it.
                let nothing = figure.value == 0.0 || (99.0..100.0).contains(&figure.value);
                let bound = self
                    .around(roles.bound, &tokens)
                    .any(|h| h.tokens.end == tokens.start);
                let spec = self.near(roles.spec, &tokens);
                (!whole && !nothing && !bound && !spec).then_some(figure.span.clone())
            }
            Form::Multiple => {
                let alone = self.text.tokens.len() <= 1;
                let compared = self
                    .next(roles.compare, &tokens, 0)
                    .filter(|h| self.together(&figure.span, &h.span));
                let end = compared.map_or(figure.span.end, |h| h.span.end);
                (alone || compared.is_some()).then_some(figure.span.start..end)
            }
            Form::Money => {
                let large = figure.large || self.next(roles.magnitude, &tokens, 0).is_some();
                let price = self.near(roles.price, &tokens) || figure.rate;
                let worth = self.near(roles.worth, &tokens);
                (!price && (worth || large)).then_some(figure.span.clone())
            }
            Form::Number => {
                if self.next(roles.percent, &tokens, 0).is_some() {
                    let percent = self.next(roles.percent, &tokens, 0)?;
                    let spec = self.near(roles.spec, &tokens);
                    return (!spec).then_some(figure.span.start..percent.span.end);
                }
                let magnitude = self.next(roles.magnitude, &tokens, 0);
                let tokens = magnitude.map_or(tokens.clone(), |m| tokens.start..m.tokens.end);
                let great = figure.value >= 1000.0
                    || figure.large
                    || magnitude.is_some()
                    || figure.plus && figure.value >= 20.0;
                // '2,000 paying customers'; an adjective may stand between.
                let millions = figure.large || magnitude.is_some();
                let many = self
                    .next(roles.many, &tokens, 1)
                    .or_else(|| self.next(roles.crowd, &tokens, 1).filter(|_| millions))
                    .filter(|h| self.together(&figure.span, &h.span))?;
                let year = !figure.grouped
                    && !figure.large
                    && magnitude.is_none()
                    && !figure.plus
                    && (1900.0..2100.0).contains(&figure.value);
                let per = self.near(roles.spec, &(tokens.start..many.tokens.end));
                (great && !year && !per).then_some(figure.span.start..many.span.end)
            }
        }
    }

    /// 'From 6 hours to 9 minutes': both with a unit, and not the other way about.
    fn progress(&self, figures: &[Figure]) -> Vec<Range<usize>> {
        let plain = self.text.plain.as_str();
        let mut found = Vec::new();
        for pair in figures.windows(2) {
            let (one, other) = (self.tokens(&pair[0].span), self.tokens(&pair[1].span));
            let word = |at: usize| {
                let token = self.text.tokens.get(at)?;
                Some(plain[token.span.clone()].to_ascii_lowercase())
            };
            let from = one
                .start
                .checked_sub(1)
                .and_then(word)
                .is_some_and(|w| w == "from");
            let first = word(one.end).filter(|w| is_unit(w));
            let to = word(one.end + 1).is_some_and(|w| w == "to");
            let second = word(other.end).filter(|w| is_unit(w));
            if from
                && to
                && other.start == one.end + 2
                && first.is_some()
                && second.is_some()
                && let Some(last) = self.text.tokens.get(other.end)
                && let Some(start) = self.text.tokens.get(one.start - 1)
            {
                found.push(start.span.start..last.span.end);
            }
        }
        found
    }
}

fn is_unit(word: &str) -> bool {
    const UNITS: [&str; 9] = [
        "second", "minute", "min", "hour", "day", "week", "month", "quarter", "year",
    ];
    UNITS.contains(&word.strip_suffix('s').unwrap_or(word))
}
