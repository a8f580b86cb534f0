//! Words and what stands between them.

use std::ops::Range;

/// A word of a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Bytes in the normalised text.
    pub(crate) span: Range<usize>,
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
            tokens.push(Token { span: from..at });
            start = None;
        }
        if wordy && start.is_none() {
            start = Some(at);
        }
        last_dense = dense;
    }
    if let Some(from) = start {
        tokens.push(Token {
            span: from..text.len(),
        });
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
