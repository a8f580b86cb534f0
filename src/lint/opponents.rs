//! Who is set against whom on a slide: our product, theirs, and how a label tells.

use super::lexicon::pack::Kind;
use super::lexicon::{Annotated, Entity, Mention};
use super::phrases::{Cue, CueHit};
use super::subject::{Subject, Unit};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A product or company that is not ours, found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Rival {
    pub(crate) entity: Entity,
    pub(crate) standing: Standing,
    pub(crate) span: Range<usize>,
    pub(crate) tokens: Range<usize>,
}

/// What a rival is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// A hyperscaler's cloud or company as a whole.
    Brand,
    /// Another vendor or its product.
    Vendor,
    /// A hyperscaler's own product.
    Product,
}

/// Which side a short label stands for.
#[derive(Debug, Clone)]
pub(crate) enum Side {
    Us,
    Them(Rival),
    /// 'Native', 'theirs': the rival without its name.
    Nameless,
    Neither,
}

/// Longer than this it is a sentence, no label.
const LABEL_WORDS: usize = 9;

/// A sentence that never ends is cut here, so that a page of words without a full stop costs no
/// more than any other.
const SENTENCE_WORDS: usize = 120;

/// The products and companies in a text that are not ours.
///
/// A word that needs evidence has it where the deck is for its owner: 'Glue' in a deck for AWS is
/// AWS Glue, unless the word is an ordinary one that several clouds use.
pub(crate) fn rivals(subject: &Subject<'_>, unit: &Unit<'_>, text: &Annotated<'_>) -> Vec<Rival> {
    found(subject, unit, text, |_, _| false)
}

/// The same for who weighs the words about a name and so may take a word for one on less: where
/// it has the capital of a name, or our own name stands beside it.
///
/// `ours` tells whether the slide names us.
pub(crate) fn likely_rivals(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    ours: bool,
) -> Vec<Rival> {
    let ours_here = ours && text.mentions.iter().any(|m| m.entity == Entity::Own);
    found(subject, unit, text, |mention, namesakes| {
        let hosted = mention.entity.pack().is_some_and(|p| subject.expects(p));
        let meant = namesakes.iter().all(|other| match other.entity {
            Entity::Shared(_) => matches!(mention.entity, Entity::Vendor(_)),
            // OpenSearch runs anywhere, and is most of all the service of its first owner.
            Entity::Neutral => hosted,
            _ => true,
        });
        let capital = text.plain.as_str()[mention.span.clone()].starts_with(char::is_uppercase);
        let inside = mention.tokens.start > 0 && follows_a_word(text, mention);
        let label = text.tokens.len() <= LABEL_WORDS / 3 || before_colon(text, mention);
        meant
            && capital
            && (after_small_word(text, mention) || ours && (inside || label) || ours_here)
    })
}

fn found(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    likely: impl Fn(&Mention, &[Mention]) -> bool,
) -> Vec<Rival> {
    // Several names of one stretch stand side by side.
    let stretches = text.mentions.chunk_by(|a, b| a.span == b.span);
    stretches
        .filter_map(|same| {
            let ordinary = same
                .iter()
                .any(|m| matches!(m.entity, Entity::Shared(_) | Entity::Neutral));
            same.iter()
                .find_map(|m| rival(subject, unit, text, m, ordinary, likely(m, same)))
        })
        .collect()
}

fn rival(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    mention: &Mention,
    ordinary: bool,
    likely: bool,
) -> Option<Rival> {
    let lexicon = subject.lexicon;
    let hosted = mention.entity.pack().is_some_and(|p| subject.expects(p));
    let portable = lexicon.is_portable(mention.entity);
    // A vendor's name that is also a word is a name where it stands alone, as labels do, and
    // where a capital stands in the middle of a sentence.
    let vendor = matches!(mention.entity, Entity::Vendor(_));
    let alone = vendor
        && (mention.tokens.start == 0 && text.tokens.len() <= 3
            || before_colon(text, mention)
            || after_small_word(text, mention));
    if !(unit.holds(mention) || alone || hosted && !portable && !ordinary || likely && !portable) {
        return None;
    }
    let standing = match mention.entity {
        Entity::Vendor(_) => Standing::Vendor,
        Entity::Region(_) => Standing::Brand,
        Entity::Outdated { .. } if lexicon.is_first_party(mention.entity) => Standing::Product,
        Entity::Name { .. } => match lexicon.name(mention.entity).map(|n| n.kind) {
            Some(Kind::Service | Kind::Product) => Standing::Product,
            Some(Kind::Brand) => Standing::Brand,
            _ => return None,
        },
        _ => return None,
    };
    Some(Rival {
        entity: mention.entity,
        standing,
        span: mention.span.clone(),
        tokens: mention.tokens.clone(),
    })
}

/// 'Pinecone: copy data out'.
fn before_colon(text: &Annotated<'_>, mention: &Mention) -> bool {
    mention.tokens.start == 0 && text.plain.as_str()[mention.span.end..].starts_with(':')
}

/// 'With Elastic': no full stop, no bullet, nothing but a space before it.
fn follows_a_word(text: &Annotated<'_>, mention: &Mention) -> bool {
    text.plain.as_str()[..mention.span.start].ends_with(' ')
        && text.tokens[mention.tokens.start - 1].span.end + 1 == mention.span.start
}

fn after_small_word(text: &Annotated<'_>, mention: &Mention) -> bool {
    let before = mention
        .tokens
        .start
        .checked_sub(1)
        .and_then(|t| text.tokens.get(t));
    before.is_some_and(|t| text.plain.as_str()[t.span.clone()].starts_with(char::is_lowercase))
}

/// Our own names in a text, but not where they only say where or with what: 'x86 for Quillfish'.
pub(crate) fn own<'a>(
    text: &'a Annotated<'_>,
    hits: &[CueHit],
    side: Cue,
) -> impl Iterator<Item = &'a Mention> {
    let placed: FxHashSet<usize> = hits
        .iter()
        .filter(|h| h.cue == side)
        .map(|h| h.tokens.end)
        .collect();
    text.mentions
        .iter()
        .filter(move |m| m.entity == Entity::Own && !placed.contains(&m.tokens.start))
}

/// The sentences of a text, as ranges of its words.
pub(crate) fn sentences(text: &Annotated<'_>) -> Vec<Range<usize>> {
    let plain = text.plain.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..text.tokens.len() {
        let gap = &plain[text.tokens[at - 1].span.end..text.tokens[at].span.start];
        let word = &plain[text.tokens[at - 1].span.clone()];
        let abbreviated = || {
            ["vs", "v", "e", "g", "i", "inc", "approx", "incl", "z", "b"]
                .iter()
                .any(|a| word.eq_ignore_ascii_case(a))
        };
        let ends = || {
            gap.contains(['!', '?', '\n', '|', '•'])
                || gap.contains(". ") && !abbreviated()
                || gap.contains("→")
                || gap.contains(" – ")
                || gap.contains(" — ")
                || gap.contains(" - ")
        };
        // Between most words is a space and nothing else.
        if gap != " " && ends() || at - start >= SENTENCE_WORDS {
            found.push(start..at);
            start = at;
        }
    }
    found.push(start..text.tokens.len());
    found
}

/// What begins within some words, out of a list in order of beginnings.
pub(crate) fn within<'a, T>(
    all: &'a [T],
    words: &Range<usize>,
    tokens: impl Fn(&T) -> &Range<usize>,
) -> &'a [T] {
    let from = all.partition_point(|t| tokens(t).start < words.start);
    let to = all.partition_point(|t| tokens(t).start < words.end);
    &all[from..to.max(from)]
}

/// The roles that tell whose a label is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelWords {
    pub(crate) ours: Cue,
    pub(crate) theirs: Cue,
    pub(crate) native: Cue,
    pub(crate) flow: Cue,
}

/// Whose side a short text stands for.
pub(crate) fn side(
    text: &Annotated<'_>,
    rivals: &[Rival],
    hits: &[CueHit],
    roles: LabelWords,
) -> Side {
    let count = text.tokens.len();
    if count == 0 || count > LABEL_WORDS {
        return Side::Neither;
    }
    let first = |cue: Cue| hits.iter().any(|h| h.cue == cue && h.tokens.start == 0);
    let last = text
        .tokens
        .last()
        .map(|t| &text.plain.as_str()[t.span.clone()]);
    let ends_in_flow =
        last.is_some_and(|w| w.eq_ignore_ascii_case("in") || w.eq_ignore_ascii_case("out"));
    if (first(roles.flow) || ends_in_flow) && !first(roles.ours) {
        return Side::Neither;
    }
    let begins = |word: &str| {
        text.tokens
            .first()
            .is_some_and(|t| text.plain.as_str()[t.span.clone()].eq_ignore_ascii_case(word))
    };
    if begins("your") {
        return Side::Neither;
    }
    // 'Our agents', 'our cache'.
    let our = begins("our") && count <= 4;
    // In a label even 'with Quillfish' and 'move to Quillfish' stand for our side.
    let ours = text.mentions.iter().any(|m| m.entity == Entity::Own)
        || covers(hits, roles.ours, count)
        || our;
    match (rivals.iter().max_by_key(|r| r.standing), ours) {
        (Some(_), true) => Side::Neither,
        (Some(rival), false) => Side::Them(rival.clone()),
        (None, true) => Side::Us,
        (None, false) if covers(hits, roles.theirs, count) => Side::Nameless,
        (None, false) if hits.iter().any(|h| h.cue == roles.native) => Side::Nameless,
        (None, false) => Side::Neither,
    }
}

/// A hit that makes up the label, but for two words at most.
fn covers(hits: &[CueHit], cue: Cue, count: usize) -> bool {
    hits.iter()
        .any(|h| h.cue == cue && h.tokens.start <= 1 && count - h.tokens.len() <= 2)
}
