//! A text as pieces of words (WordPiece, as BERT cuts them): 'throat-clearing' is 'throat', '-',
//! 'clearing'; a word that is not known whole is cut into the longest pieces that are.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// No text is read further than this, in pieces.
pub(super) const MOST: usize = 128;
/// A longer word is no word, in letters.
const LONG: usize = 100;
const FIRST: &str = "[CLS]";
const LAST: &str = "[SEP]";
const UNKNOWN: &str = "[UNK]";
/// What a piece begins with that does not begin a word.
const INSIDE: &str = "##";

/// The pieces that are known, by what is written.
pub(super) struct Vocabulary {
    numbers: FxHashMap<&'static str, usize>,
    first: usize,
    last: usize,
    unknown: usize,
}

impl Vocabulary {
    /// One piece a line, in the order of their numbers.
    pub(super) fn new(list: &'static str) -> Self {
        let numbers: FxHashMap<&str, usize> = list.lines().zip(0..).collect();
        let number = |piece| numbers.get(piece).copied().unwrap_or_default();
        Self {
            first: number(FIRST),
            last: number(LAST),
            unknown: number(UNKNOWN),
            numbers,
        }
    }

    /// The numbers of the pieces of a text, its beginning and its end marked.
    pub(super) fn pieces(&self, text: &str) -> Vec<usize> {
        let mut pieces = vec![self.first];
        let mut word = String::new();
        for letter in text.nfd().filter(|c| !is_combining_mark(*c)) {
            if pieces.len() >= MOST {
                break;
            }
            if letter.is_alphanumeric() || !(stands_alone(letter) || is_gap(letter)) {
                word.extend(letter.to_lowercase());
                continue;
            }
            self.cut(&word, &mut pieces);
            word.clear();
            if !is_gap(letter) {
                self.cut(letter.encode_utf8(&mut [0; 4]), &mut pieces);
            }
        }
        self.cut(&word, &mut pieces);
        pieces.truncate(MOST - 1);
        pieces.push(self.last);
        pieces
    }

    fn cut(&self, word: &str, pieces: &mut Vec<usize>) {
        if word.is_empty() {
            return;
        }
        let before = pieces.len();
        let mut rest = if word.chars().nth(LONG).is_some() {
            ""
        } else {
            word
        };
        let mut piece = String::new();
        while !rest.is_empty() {
            let ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            let longest = ends.into_iter().find_map(|end| {
                piece.clear();
                if rest.len() < word.len() {
                    piece.push_str(INSIDE);
                }
                piece.push_str(&rest[..end]);
                Some((end, *self.numbers.get(piece.as_str())?))
            });
            let Some((end, number)) = longest else {
                break;
            };
            pieces.push(number);
            rest = &rest[end..];
        }
        if !rest.is_empty() || pieces.len() == before {
            pieces.truncate(before);
            pieces.push(self.unknown);
        }
    }
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter == '\u{fffd}'
}

/// Punctuation is a word of its own.
fn stands_alone(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿'
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}' | '\u{3001}'..='\u{3003}')
}

#[cfg(test)]
mod tests {
    use super::{MOST, Vocabulary};
    use crate::lint::leaning::second_look::weights::VOCABULARY;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20))]

        #[test]
        fn any_text_becomes_known_pieces(texts in proptest::collection::vec("\\PC{0,300}|[a-zé -]{0,300}", 20)) {
            let vocabulary = Vocabulary::new(VOCABULARY);
            let count = VOCABULARY.lines().count();
            for text in texts {
                let pieces = vocabulary.pieces(&text);
                prop_assert!((2..=MOST).contains(&pieces.len()));
                prop_assert!(pieces.iter().all(|piece| *piece < count));
            }
        }
    }

    fn cut(text: &str) -> Vec<usize> {
        Vocabulary::new("[UNK]\n[CLS]\n[SEP]\nslow\n##er\n-\nthan\n##s\na").pieces(text)
    }

    #[test]
    fn a_word_is_cut_into_the_longest_pieces() {
        assert_eq!(cut("Slower than"), [1, 3, 4, 6, 2]);
        assert_eq!(cut("á-SLOW"), [1, 8, 5, 3, 2]);
        assert_eq!(cut("slowest"), [1, 0, 2]);
        assert_eq!(cut(" \n\t"), [1, 2]);
    }

    #[test]
    fn a_long_text_is_cut_short_and_a_long_word_is_unknown() {
        let pieces = cut(&"slow ".repeat(500));
        assert_eq!((pieces.len(), pieces[MOST - 1]), (MOST, 2));
        assert_eq!(cut(&"slow".repeat(40)), [1, 0, 2]);
    }
}
