//! Words and what stands between them.

use rustc_hash::FxHasher;
use std::hash::Hasher as _;
use std::ops::Range;

/// A word of a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Bytes in the normalised text.
    pub(crate) span: Range<usize>,
    /// The word in small letters, as a number: every list of phrases asks for it.
    pub(crate) word: u64,
    /// The same of what the word may be the plural of.
    pub(crate) singular: Option<u64>,
}

impl Token {
    fn new(text: &str, span: Range<usize>) -> Self {
        let word = &text[span.clone()];
        let mut buffer = [0u8; 40];
        let mut long = String::new();
        let folded = match buffer.get_mut(..word.len()) {
            Some(folded) if word.is_ascii() => {
                folded.copy_from_slice(word.as_bytes());
                folded.make_ascii_lowercase();
                &*folded
            }
            _ => {
                long.push_str(&word.to_lowercase());
                long.as_bytes()
            }
        };
        let singular = is_plural(word)
            .then(|| folded.split_last().map(|(_, stem)| hash(stem)))
            .flatten();
        Self {
            span,
            word: hash(folded),
            singular,
        }
    }
}

/// 'Lens', 'bus' and 'access' are none; a stem of three letters has to be an abbreviation, 'AMIs'.
fn is_plural(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('s') else {
        return false;
    };
    match stem.len() {
        0..3 => false,
        3 => !stem.bytes().any(|b| b.is_ascii_lowercase()),
        _ => !stem.ends_with(['s', 'u', 'i']),
    }
}

/// Letters as a number.
pub(super) fn hash(letters: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(letters);
    hasher.finish()
}

/// Splits into runs of letters and digits. Scripts written without spaces break where they meet
/// another script, so that '使用AWS服务' holds the word AWS.
pub(crate) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut last_dense = false;
    for (at, c) in text.char_indices() {
        let wordy = if c.is_ascii() {
            c.is_ascii_alphanumeric()
        } else {
            c.is_alphanumeric()
        };
        let dense = wordy && !c.is_ascii() && is_dense(c);
        if let Some(from) = start
            && (!wordy || dense != last_dense)
        {
            tokens.push(Token::new(text, from..at));
            start = None;
        }
        if wordy && start.is_none() {
            start = Some(at);
        }
        last_dense = dense;
    }
    if let Some(from) = start {
        tokens.push(Token::new(text, from..text.len()));
    }
    tokens
}

/// Han, kana, Hangul and Thai: written without spaces between words.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{e7f}' | '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What stands between two words, as far as names care: any run of spaces is one, and a single
/// hyphen or underscore is as good as a space ('Azure-Functions', 'aws_lambda').
pub(crate) fn separator(between: &str) -> &str {
    match between {
        "-" | "_" | " " => " ",
        other if !other.is_empty() && other.bytes().all(|b| b == b' ') => " ",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text).into_iter().map(|t| &text[t.span]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(
            words("Amazon EC2's (new) S3!"),
            ["Amazon", "EC2", "s", "new", "S3"]
        );
        assert_eq!(
            words("re:Invent .NET a_b"),
            ["re", "Invent", "NET", "a", "b"]
        );
        assert_eq!(words("使用AWS服务"), ["使用", "AWS", "服务"]);
        assert_eq!(words(""), Vec::<&str>::new());
    }
}
