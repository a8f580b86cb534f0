//! Many phrases, one pass: a trie over whole words.
//!
//! An Aho-Corasick automaton over the same forms takes about 12 ms to build, more than reading a
//! deck; this one takes under 2 ms and matches whole words by construction.

use super::tokens::{Token, separator, tokenize};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
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
    words: FxHashMap<Box<[u8]>, u32>,
    /// By two first letters, the lengths of the words that begin so.
    beginnings: Vec<u32>,
    /// From a node, by separator and word, to the next node. Node 0 is the root.
    edges: FxHashMap<(u32, u64, u32), u32>,
    ends: FxHashMap<u32, Vec<End>>,
    nodes: u32,
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
}

impl Trie {
    /// Adds a phrase. One without a letter or digit is ignored, as no text could hold it.
    pub(crate) fn insert(&mut self, form: &str, case: Case, id: u32) {
        let tokens = tokenize(form);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        let (before, after) = (&form[..first.span.start], &form[last.span.end..]);
        let mut node = 0;
        let mut end = first.span.start;
        for token in &tokens {
            let word = &form[token.span.clone()];
            let folded = fold(word);
            let next_word = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            let word_id = match self.words.get(folded.as_bytes()) {
                Some(&known) => known,
                None => {
                    let (beginning, length) = beginning(folded.as_bytes());
                    self.beginnings.resize(BEGINNINGS, 0);
                    self.beginnings[beginning] |= length;
                    self.words.insert(folded.as_bytes().into(), next_word);
                    next_word
                }
            };
            let gap = if node == 0 {
                0
            } else {
                hash(separator(&form[end..token.span.start]))
            };
            node = *self.edges.entry((node, gap, word_id)).or_insert_with(|| {
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
        let mut ids: Vec<Option<u32>> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let word = &text[token.span.clone()];
            ids.push(self.word(word));
        }
        for start in 0..tokens.len() {
            let mut node = 0;
            for at in start..tokens.len() {
                let gap = if at == start {
                    0
                } else {
                    hash(separator(
                        &text[tokens[at - 1].span.end..tokens[at].span.start],
                    ))
                };
                // A plural is as good as the word itself: 'AMIs', 'Lambdas'.
                let next = ids[at].and_then(|id| self.edges.get(&(node, gap, id)).copied());
                let plural = if next.is_none() {
                    self.singular(&text[tokens[at].span.clone()])
                        .and_then(|id| self.edges.get(&(node, gap, id)).copied())
                } else {
                    None
                };
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
            let exact = *shown == *end.form || range.len() > 1 && same_words(shown, &end.form);
            if end.case == Case::Any || exact || fold_case {
                hits.push(Hit {
                    id: end.id,
                    span,
                    tokens: range.clone(),
                    exact,
                });
            }
        }
    }

    fn word(&self, word: &str) -> Option<u32> {
        let mut buffer = [0u8; 40];
        let Some(folded) = buffer.get_mut(..word.len()).filter(|_| word.is_ascii()) else {
            return self.words.get(word.to_lowercase().as_bytes()).copied();
        };
        // Most words of a text stand in no phrase, and this tells it of most of them.
        let (beginning, length) = beginning(word.as_bytes());
        if self.beginnings.get(beginning)? & length == 0 {
            return None;
        }
        folded.copy_from_slice(word.as_bytes());
        folded.make_ascii_lowercase();
        self.words.get(&*folded).copied()
    }

    /// The word that this one is a plural of. 'Lens', 'bus' and 'access' are none; a stem of three
    /// letters has to be an abbreviation, 'AMIs'.
    fn singular(&self, word: &str) -> Option<u32> {
        let stem = word.strip_suffix('s')?;
        let plausible = match stem.len() {
            0..3 => false,
            3 => !stem.bytes().any(|b| b.is_ascii_lowercase()),
            _ => !stem.ends_with(['s', 'u', 'i']),
        };
        plausible.then(|| self.word(stem)).flatten()
    }
}

/// Equal but for the width of spaces and the hyphens that stand for them.
fn same_words(text: &str, form: &str) -> bool {
    let mut a = tokenize(text).into_iter();
    let mut b = tokenize(form).into_iter();
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if text[x.span.clone()] == form[y.span.clone()] => {}
            _ => return false,
        }
    }
}

fn fold(word: &str) -> std::borrow::Cow<'_, str> {
    if word
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        word.into()
    } else {
        word.to_lowercase().into()
    }
}

/// How many beginnings are told apart.
const BEGINNINGS: usize = 1 << 10;

/// The place of a word's beginning, and the bit of its length. Five bits of a letter are the same in
/// a capital and a small one.
fn beginning(word: &[u8]) -> (usize, u32) {
    let letter = |at: usize| word.get(at).map_or(0, |letter| usize::from(letter & 31));
    (letter(0) << 5 | letter(1), 1 << word.len().min(31))
}

fn hash(separator: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(separator.as_bytes());
    hasher.write_u8(0xff);
    hasher.finish()
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
