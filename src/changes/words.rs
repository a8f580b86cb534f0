//! The words that changed, in their place.
//!
//! 1. The paragraphs of both texts are set against each other.
//! 2. Where some were replaced, those that are alike become pairs, in order: one that was edited.
//! 3. In a pair the words are set against each other. Changes with hardly anything between become
//!    one, and a pair that has little left in common is shown as one paragraph gone and one new.
//! 4. What lies far from every change is only counted.

use super::align::{Budget, Stretch, align, number};
use super::tokens::{Kind, Token, tokens};

/// Pairs of paragraphs and of words that are set against each other for one page. A page of 20,000
/// words that was written anew stays below.
const WORK: usize = 32 << 20;

/// Above this many pairs of paragraphs none is looked for: it is another text.
const MOST_PAIRS: usize = 1 << 16;

/// Of a thousand: what two paragraphs must have in common to be one that was edited.
const ALIKE: usize = 400;

/// Unchanged paragraphs shown before and after a change.
const AROUND: usize = 1;

/// A word this short between two changes holds nothing together: 'a', 'of', 'the'.
const SHORT_WORD: usize = 3;

/// A paragraph, or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// It did not change.
    Same(String),
    /// So many did not change, and are far from what did.
    Unchanged(usize),
    /// It was not there before.
    Added(String),
    /// It is no longer there.
    Removed(String),
    /// Some of its words changed.
    Edited(Vec<Span>),
}

/// Some words of a paragraph, with the spaces around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// They did not change.
    Same(String),
    /// They are no longer there.
    Removed(String),
    /// They were not there before.
    Added(String),
}

/// What changed between two texts, a paragraph a line. Paragraphs far from every change are counted
/// instead of shown. Empty lines do not count.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Block> {
    collapse(words_in_full(old, new))
}

/// As [`words`], with every paragraph.
#[must_use]
pub fn words_in_full(old: &str, new: &str) -> Vec<Block> {
    let (old, new) = (paragraphs(old), paragraphs(new));
    let (left, right) = number(old.iter().copied(), new.iter().copied());
    let mut budget = Budget::new(WORK);
    let mut out = Vec::new();
    for stretch in align(&left, &right, &mut budget) {
        if stretch.same {
            let same = new[stretch.new].iter();
            out.extend(same.map(|text| Block::Same((*text).to_owned())));
        } else {
            replaced(&old[stretch.old], &new[stretch.new], &mut budget, &mut out);
        }
    }
    out
}

pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect()
}

fn collapse(blocks: Vec<Block>) -> Vec<Block> {
    let same = |block: &Block| matches!(block, Block::Same(_));
    let changes: Vec<usize> = (0..blocks.len()).filter(|&at| !same(&blocks[at])).collect();
    let near = |at: usize| {
        let next = changes.partition_point(|&change| change < at);
        let after = changes
            .get(next)
            .is_some_and(|change| change - at <= AROUND);
        after || next > 0 && at - changes[next - 1] <= AROUND
    };
    let mut out = Vec::new();
    let mut hidden = Vec::new();
    for (at, block) in blocks.into_iter().enumerate() {
        if near(at) {
            uncover(&mut hidden, &mut out);
            out.push(block);
        } else {
            hidden.push(block);
        }
    }
    uncover(&mut hidden, &mut out);
    out
}

/// One paragraph takes no more room than to say that there is one.
fn uncover(hidden: &mut Vec<Block>, out: &mut Vec<Block>) {
    if hidden.len() > 1 || (out.is_empty() && !hidden.is_empty()) {
        out.push(Block::Unchanged(hidden.len()));
        hidden.clear();
    } else {
        out.append(hidden);
    }
}

/// Paragraphs that stand where others stood.
fn replaced(old: &[&str], new: &[&str], budget: &mut Budget, out: &mut Vec<Block>) {
    let old: Vec<Paragraph<'_>> = old.iter().map(|text| Paragraph::new(text)).collect();
    let new: Vec<Paragraph<'_>> = new.iter().map(|text| Paragraph::new(text)).collect();
    let (mut left, mut right) = (0, 0);
    let ends = (old.len(), new.len());
    for (l, r) in pairs(&old, &new, budget).into_iter().chain([ends]) {
        let gone = old[left..l].iter().map(|one| one.text.to_owned());
        out.extend(gone.map(Block::Removed));
        let come = new[right..r].iter().map(|one| one.text.to_owned());
        out.extend(come.map(Block::Added));
        if let (Some(one), Some(two)) = (old.get(l), new.get(r)) {
            match spans(one, two, budget) {
                Some(spans) => out.push(Block::Edited(spans)),
                None => out.extend([
                    Block::Removed(one.text.to_owned()),
                    Block::Added(two.text.to_owned()),
                ]),
            }
        }
        (left, right) = (l + 1, r + 1);
    }
}

struct Paragraph<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    /// Its words, sorted.
    words: Vec<&'t str>,
}

impl<'t> Paragraph<'t> {
    fn new(text: &'t str) -> Self {
        let tokens = tokens(text);
        let mut words: Vec<&str> = tokens
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text)
            .collect();
        words.sort_unstable();
        Self {
            text,
            tokens,
            words,
        }
    }

    /// Of a thousand, how much of their words two paragraphs share.
    fn likeness(&self, other: &Self) -> usize {
        let (mut left, mut right, mut shared) = (0, 0, 0_usize);
        while let (Some(one), Some(two)) = (self.words.get(left), other.words.get(right)) {
            match one.cmp(two) {
                std::cmp::Ordering::Less => left += 1,
                std::cmp::Ordering::Greater => right += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    left += 1;
                    right += 1;
                }
            }
        }
        let all = self.words.len() + other.words.len();
        (2000 * shared).checked_div(all).unwrap_or(0)
    }

    /// The text of a stretch of its tokens.
    fn slice(&self, range: std::ops::Range<usize>) -> &'t str {
        let place = |at: usize| {
            self.tokens
                .get(at)
                .map_or(self.text.len(), |token| token.start)
        };
        &self.text[place(range.start)..place(range.end)]
    }
}

/// Which paragraphs are one that was edited: the pairs, in order, that are most alike in all.
fn pairs(old: &[Paragraph<'_>], new: &[Paragraph<'_>], budget: &mut Budget) -> Vec<(usize, usize)> {
    let count = |side: &[Paragraph<'_>]| side.iter().map(|one| one.words.len() + 1).sum::<usize>();
    let work =
        (count(old).saturating_mul(new.len())).saturating_add(count(new).saturating_mul(old.len()));
    if old.len().saturating_mul(new.len()) > MOST_PAIRS || !budget.take(work) {
        return Vec::new();
    }
    let wide = new.len() + 1;
    let mut alike = vec![0; old.len() * new.len()];
    let mut best = vec![0; (old.len() + 1) * wide];
    for left in (0..old.len()).rev() {
        for right in (0..new.len()).rev() {
            let likeness = old[left].likeness(&new[right]);
            let likeness = if likeness >= ALIKE { likeness } else { 0 };
            alike[left * new.len() + right] = likeness;
            let here = left * wide + right;
            let skip = best[here + 1].max(best[here + wide]);
            best[here] = skip.max(best[here + wide + 1] + likeness);
        }
    }
    let mut out = Vec::new();
    let (mut left, mut right) = (0, 0);
    while left < old.len() && right < new.len() {
        let here = left * wide + right;
        let likeness = alike[left * new.len() + right];
        if likeness > 0 && best[here] == best[here + wide + 1] + likeness {
            out.push((left, right));
            left += 1;
            right += 1;
        } else if best[here] == best[here + wide] {
            left += 1;
        } else {
            right += 1;
        }
    }
    out
}

/// The words that changed in a paragraph. None where too little stayed to be read as one.
fn spans(old: &Paragraph<'_>, new: &Paragraph<'_>, budget: &mut Budget) -> Option<Vec<Span>> {
    let most = old.words.len().max(new.words.len());
    let (left, right) = number(
        old.tokens.iter().map(|token| token.text),
        new.tokens.iter().map(|token| token.text),
    );
    let stretches = merge(align(&left, &right, budget), &old.tokens);
    let stayed = stretches
        .iter()
        .filter(|stretch| stretch.same)
        .flat_map(|stretch| &old.tokens[stretch.old.clone()])
        .filter(|token| token.kind == Kind::Word)
        .count();
    if stayed * 4 < most {
        return None;
    }
    let mut out = Vec::new();
    for stretch in stretches {
        if stretch.same {
            out.push(Span::Same(new.slice(stretch.new).to_owned()));
            continue;
        }
        let (gone, come) = (old.slice(stretch.old), new.slice(stretch.new));
        if !gone.is_empty() {
            out.push(Span::Removed(gone.to_owned()));
        }
        if !come.is_empty() {
            out.push(Span::Added(come.to_owned()));
        }
    }
    Some(out)
}

/// Makes one change of those that only a space, a mark or a short word parts.
fn merge(stretches: Vec<Stretch>, old: &[Token<'_>]) -> Vec<Stretch> {
    let slight = |stretch: &Stretch| {
        let mut solid = old[stretch.old.clone()]
            .iter()
            .filter(|token| token.kind != Kind::Space);
        let first = solid.next();
        solid.next().is_none()
            && first.is_none_or(|token| token.text.chars().nth(SHORT_WORD).is_none())
    };
    let mut out: Vec<Stretch> = Vec::new();
    for next in stretches {
        if !next.same
            && let [.., before, between] = out.as_slice()
            && !before.same
            && slight(between)
        {
            let both = Stretch {
                same: false,
                old: before.old.start..next.old.end,
                new: before.new.start..next.new.end,
            };
            // Two that only add, or only take away, would claim the word between as well.
            let one_sided = (before.old.is_empty() && next.old.is_empty())
                || (before.new.is_empty() && next.new.is_empty());
            if !one_sided {
                out.truncate(out.len() - 2);
                out.push(both);
                continue;
            }
        }
        out.push(next);
    }
    out
}

#[cfg(test)]
mod tests;
