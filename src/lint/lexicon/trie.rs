//! Many phrases, one pass: a trie over whole words.
//!
//! An Aho-Corasick automaton over the same forms takes about 12 ms to build, more than reading a
//! deck; this one takes under 2 ms and matches whole words by construction.

use super::tokens::{Token, hash, separator, tokenize};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How a form is compared with the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Capitals do not matter.
    Any,
    /// Exactly as written.
    Exact,
}

/// Phrases, each with a number that its owner understands.
#[derive(Debug, Default)]
pub(crate) struct Trie {
    /// A bit for what some phrase begins with: most words of a text begin none.
    firsts: Vec<u64>,
    /// From a node, by separator and word, to the next node. Node 0 is the root.
    edges: FxHashMap<(u32, u64, u64), u32>,
    ends: FxHashMap<u32, Vec<End>>,
    nodes: u32,
}

/// Words of bits, a power of two.
const FIRSTS: usize = 1 << 7;

/// The place of a word's bit.
fn bit(word: u64) -> (usize, u64) {
    ((word >> 6) as usize % FIRSTS, 1 << (word & 63))
}

#[derive(Debug)]
struct End {
    id: u32,
    form: Box<str>,
    /// Marks before the first and after the last word: '.NET', 'C++'.
    before: Box<str>,
    after: Box<str>,
    case: Case,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What was inserted with it.
    pub(crate) id: u32,
    /// Bytes of the normalised text.
    pub(crate) span: Range<usize>,
    /// The indices of the words it covers.
    pub(crate) tokens: Range<usize>,
    /// It matched as written, capitals included.
    pub(crate) exact: bool,
    /// It is the plural of what was inserted.
    pub(crate) plural: bool,
}

impl Trie {
    /// Adds a phrase. One without a letter or digit is ignored, as no text could hold it.
    pub(crate) fn insert(&mut self, form: &str, case: Case, id: u32) {
        let tokens = tokenize(form);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let (before, after) = (&form[..first.span.start], &form[last.span.end..]);
        self.firsts.resize(FIRSTS, 0);
        let (at, one) = bit(first.word);
        self.firsts[at] |= one;
        let mut node = 0;
        let mut end = first.span.start;
        for token in &tokens {
            let gap = gap(node, &form[end..token.span.start]);
            node = *self
                .edges
                .entry((node, gap, token.word))
                .or_insert_with(|| {
                    self.nodes += 1;
                    self.nodes
                });
            end = token.span.end;
        }
        self.ends.entry(node).or_default().push(End {
            id,
            form: form.into(),
            before: before.into(),
            after: after.into(),
            case,
        });
    }

    /// Every phrase in the text, overlapping ones too, in order of their starts.
    ///
    /// `fold_case` lets exact forms match without their capitals: in file names, and in
    /// paragraphs set in capitals, they carry no news. The caller decides what to believe.
    pub(crate) fn find(&self, text: &str, tokens: &[Token], fold_case: bool) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (start, first) in tokens.iter().enumerate() {
            if !self.may_begin(first.word)
                && !first.singular.is_some_and(|word| self.may_begin(word))
            {
                continue;
            }
            let mut node = 0;
            for (at, token) in tokens.iter().enumerate().skip(start) {
                let before = at
                    .checked_sub(1)
                    .map_or(0, |before| tokens[before].span.end);
                let gap = gap(node, &text[before..token.span.start]);
                let edge = |word: u64| self.edges.get(&(node, gap, word)).copied();
                // A plural is as good as the word itself: 'AMIs', 'Lambdas'.
                let next = edge(token.word);
                let plural = token.singular.filter(|_| next.is_none()).and_then(edge);
                if let Some(end_node) = plural {
                    self.report(
                        end_node,
                        text,
                        tokens,
                        start..at + 1,
                        1,
                        fold_case,
                        &mut hits,
                    );
                }
                let Some(next) = next else { break };
                node = next;
                self.report(node, text, tokens, start..at + 1, 0, fold_case, &mut hits);
            }
        }
        hits
    }

    #[expect(clippy::too_many_arguments, reason = "the loop's own state, named")]
    fn report(
        &self,
        node: u32,
        text: &str,
        tokens: &[Token],
        range: Range<usize>,
        plural: usize,
        fold_case: bool,
        hits: &mut Vec<Hit>,
    ) {
        let Some(ends) = self.ends.get(&node) else {
            return;
        };
        let words = tokens[range.start].span.start..tokens[range.end - 1].span.end;
        for end in ends {
            // Most have neither, and to compare nothing takes time too.
            if !end.before.is_empty() && !text[..words.start].ends_with(&*end.before)
                || !end.after.is_empty() && !text[words.end..].starts_with(&*end.after)
            {
                continue;
            }
            let span = words.start - end.before.len()..words.end + end.after.len();
            let shown = &text[span.start..span.end - plural];
            // A single word has no spaces or hyphens that could differ.
            let exact =
                *shown == *end.form || range.len() > 1 && same_words(shown, &end.form, true);
            // Words were compared as numbers, which a deck could be made to match.
            let found = exact
                || (end.case == Case::Any || fold_case) && same_words(shown, &end.form, false);
            if found {
                hits.push(Hit {
                    id: end.id,
                    span,
                    tokens: range.clone(),
                    exact,
                    plural: plural > 0,
                });
            }
        }
    }

    fn may_begin(&self, word: u64) -> bool {
        let (at, one) = bit(word);
        self.firsts.get(at).is_some_and(|bits| bits & one != 0)
    }
}

/// Equal but for the width of spaces and the hyphens that stand for them, and for capitals unless they count.
fn same_words(text: &str, form: &str, capitals: bool) -> bool {
    if !capitals && text.eq_ignore_ascii_case(form) {
        return true;
    }
    let (a, b) = (tokenize(text), tokenize(form));
    let same = |(x, y): (&Token, &Token)| {
        let (x, y) = (&text[x.span.clone()], &form[y.span.clone()]);
        x == y || !capitals && x.to_lowercase() == y.to_lowercase()
    };
    a.len() == b.len() && a.iter().zip(&b).all(same)
}

/// What stands before a word, as a number; before a phrase anything may stand.
fn gap(node: u32, between: &str) -> u64 {
    if node == 0 {
        0
    } else {
        hash(separator(between).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(forms: &[(&str, Case)], text: &str) -> Vec<String> {
        let mut trie = Trie::default();
        for (id, (form, case)) in (0u32..).zip(forms) {
            trie.insert(form, *case, id);
        }
        let tokens = tokenize(text);
        trie.find(text, &tokens, false)
            .into_iter()
            .map(|h| text[h.span].to_owned())
            .collect()
    }

    #[test]
    fn whole_words_and_their_plurals() {
        let forms = [
            ("Amazon EC2", Case::Any),
            ("AMI", Case::Exact),
            ("Azure", Case::Any),
        ];
        assert_eq!(
            found(&forms, "two AMIs on amazon  ec2"),
            ["AMIs", "amazon  ec2"]
        );
        assert_eq!(
            found(&forms, "Azureus, ami, Amazon. EC2"),
            Vec::<String>::new()
        );
        assert_eq!(found(&forms, "Amazon-EC2/azure"), ["Amazon-EC2", "azure"]);
    }

    #[test]
    fn what_ends_in_s_is_not_always_a_plural() {
        let forms = [
            ("Len", Case::Any),
            ("Team", Case::Exact),
            ("Teams", Case::Exact),
            ("bu", Case::Any),
            ("virtu", Case::Any),
            ("acces", Case::Any),
            ("API", Case::Exact),
        ];
        assert_eq!(
            found(
                &forms,
                "a Lens, a bus, virtus, access, two APIs, Microsoft Teams"
            ),
            ["APIs", "Teams"]
        );
    }

    #[test]
    fn marks_belong_to_a_name() {
        let forms = [
            (".NET", Case::Exact),
            ("re:Invent", Case::Any),
            ("C++", Case::Any),
        ];
        assert_eq!(
            found(&forms, "C++ and .NET at RE:INVENT"),
            ["C++", ".NET", "RE:INVENT"]
        );
        assert_eq!(
            found(&forms, "NET income, C+ grade, re Invent"),
            Vec::<String>::new()
        );
    }
}
