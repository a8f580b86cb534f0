//! Who is set against whom on a slide: our product, theirs, and how a label tells.

use super::lexicon::pack::Kind;
use super::lexicon::{Annotated, Entity, Mention};
use super::phrases::{Cue, CueHit, Cues};
use super::subject::{Subject, Unit};
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

/// The products and companies in a text that are not ours.
///
/// A word that needs evidence has it where the deck is for its owner: 'Glue' in a deck for AWS is
/// AWS Glue, unless the word is an ordinary one that several clouds use.
pub(crate) fn rivals(subject: &Subject<'_>, unit: &Unit<'_>, text: &Annotated<'_>) -> Vec<Rival> {
    let lexicon = subject.lexicon;
    let mut found: Vec<Rival> = Vec::new();
    for mention in &text.mentions {
        let ordinary = || {
            text.mentions.iter().any(|m| {
                m.span == mention.span && matches!(m.entity, Entity::Shared(_) | Entity::Neutral)
            })
        };
        let hosted = mention.entity.pack().is_some_and(|p| subject.expects(p));
        let portable = lexicon.is_portable(mention.entity);
        // A vendor's name that is also a word is a name where it stands alone, as labels do, and
        // where a capital stands in the middle of a sentence.
        let vendor = matches!(mention.entity, Entity::Vendor(_));
        let alone =
            vendor && (mention.tokens == (0..text.tokens.len()) || after_small_word(text, mention));
        if !(unit.holds(mention) || alone || hosted && !portable && !ordinary())
            || found.iter().any(|r| r.span == mention.span)
        {
            continue;
        }
        let standing = match mention.entity {
            Entity::Vendor(_) => Standing::Vendor,
            Entity::Region(_) => Standing::Brand,
            Entity::Outdated { .. } if lexicon.is_first_party(mention.entity) => Standing::Product,
            Entity::Name { .. } => match lexicon.name(mention.entity).map(|n| n.kind) {
                Some(Kind::Service | Kind::Product) => Standing::Product,
                Some(Kind::Brand) => Standing::Brand,
                _ => continue,
            },
            _ => continue,
        };
        found.push(Rival {
            entity: mention.entity,
            standing,
            span: mention.span.clone(),
            tokens: mention.tokens.clone(),
        });
    }
    found
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
    words: &Cues,
    side: Cue,
) -> impl Iterator<Item = &'a Mention> {
    let hits = words.find(text.plain.as_str(), &text.tokens);
    text.mentions.iter().filter(move |m| {
        m.entity == Entity::Own
            && !hits
                .iter()
                .any(|h| h.cue == side && h.tokens.end == m.tokens.start)
    })
}

/// The sentences of a text, as ranges of its words.
pub(crate) fn sentences(text: &Annotated<'_>) -> Vec<Range<usize>> {
    let plain = text.plain.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..text.tokens.len() {
        let gap = &plain[text.tokens[at - 1].span.end..text.tokens[at].span.start];
        let word = plain[text.tokens[at - 1].span.clone()].to_lowercase();
        let abbreviated =
            ["vs", "v", "e", "g", "i", "inc", "approx", "incl", "z", "b"].contains(&word.as_str());
        let ends = gap.contains(['!', '?', ';', '\n', '|', '•'])
            || gap.contains(". ") && !abbreviated
            || gap.contains("→")
            || gap.contains(" – ")
            || gap.contains(" — ")
            || gap.contains(" - ");
        if ends {
            found.push(start..at);
            start = at;
        }
    }
    found.push(start..text.tokens.len());
    found
}

/// The roles that tell whose a label is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LabelWords {
    pub(crate) ours: Cue,
    pub(crate) theirs: Cue,
    pub(crate) native: Cue,
    pub(crate) flow: Cue,
    pub(crate) side: Cue,
}

/// Whose side a short text stands for.
pub(crate) fn side(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    words: &Cues,
    roles: LabelWords,
) -> Side {
    let count = text.tokens.len();
    if count == 0 || count > LABEL_WORDS {
        return Side::Neither;
    }
    let hits = words.find(text.plain.as_str(), &text.tokens);
    let first = |cue: Cue| hits.iter().any(|h| h.cue == cue && h.tokens.start == 0);
    let last = text
        .tokens
        .last()
        .map(|t| text.plain.as_str()[t.span.clone()].to_lowercase());
    let ends_in_flow = last.is_some_and(|w| ["in", "out"].contains(&w.as_str()));
    if (first(roles.flow) || ends_in_flow) && !first(roles.ours) {
        return Side::Neither;
    }
    let rivals = rivals(subject, unit, text);
    // In a label even 'with Quillfish' and 'move to Quillfish' stand for our side.
    let ours = text.mentions.iter().any(|m| m.entity == Entity::Own);
    let first_person = covers(&hits, roles.ours, count);
    match (
        rivals.into_iter().max_by_key(|r| r.standing),
        ours || first_person,
    ) {
        (Some(_), true) => Side::Neither,
        (Some(rival), false) => Side::Them(rival),
        (None, true) => Side::Us,
        (None, false) if covers(&hits, roles.theirs, count) => Side::Nameless,
        (None, false) if hits.iter().any(|h| h.cue == roles.native) => Side::Nameless,
        (None, false) => Side::Neither,
    }
}

/// A hit that makes up the label, but for two words at most.
fn covers(hits: &[CueHit], cue: Cue, count: usize) -> bool {
    hits.iter()
        .any(|h| h.cue == cue && h.tokens.start <= 1 && count - h.tokens.len() <= 2)
}
