//! A paragraph cut into what is compared: words, spaces, marks.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    /// Where it begins in its text, in bytes.
    pub(super) start: usize,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word or a number, with what joins its parts: 'co-sell', '1,500', '2026-01-31'.
    Word,
    Space,
    /// Any other character.
    Mark,
}

/// The tokens of a text; together they are all of it.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let Some(last) = out.last_mut() else {
            out.push(token(text, at, end, kind(letter)));
            continue;
        };
        let next = letters.peek().map(|&(_, next)| next);
        let goes_on = match (last.kind, kind(letter)) {
            _ if continues(letter) => true,
            (Kind::Word, Kind::Word) => !alone(letter) && !last.text.ends_with(alone),
            (Kind::Space, Kind::Space) => true,
            (Kind::Word, Kind::Mark) => {
                joins(letter)
                    && next.is_some_and(|next| next.is_alphanumeric() && !alone(next))
                    && !last.text.ends_with(joins)
                    && !last.text.ends_with(alone)
            }
            _ => false,
        };
        if goes_on {
            last.text = &text[last.start..end];
        } else {
            out.push(token(text, at, end, kind(letter)));
        }
    }
    out
}

fn token(text: &str, start: usize, end: usize, kind: Kind) -> Token<'_> {
    Token {
        text: &text[start..end],
        start,
        kind,
    }
}

fn kind(letter: char) -> Kind {
    if letter.is_whitespace() {
        Kind::Space
    } else if letter.is_alphanumeric() || letter == '_' {
        Kind::Word
    } else {
        Kind::Mark
    }
}

/// What belongs to the character before it: accents, and the joints of emoji.
fn continues(letter: char) -> bool {
    matches!(letter, '\u{200d}' | '\u{fe0f}')
        || unicode_normalization::char::is_combining_mark(letter)
}

/// What joins two parts of a word or a number.
fn joins(letter: char) -> bool {
    matches!(letter, '-' | '\'' | '’' | '.' | ',' | '/' | ':' | '@' | '&')
}

/// A character of a script that puts no spaces between words.
fn alone(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_keep_what_joins_them() {
        assert_eq!(
            cut("The co-sell's 1,500  (AWS/Azure)."),
            [
                "The",
                " ",
                "co-sell's",
                " ",
                "1,500",
                "  ",
                "(",
                "AWS/Azure",
                ")",
                "."
            ]
        );
        assert_eq!(cut("a--b..."), ["a", "-", "-", "b", ".", ".", "."]);
        assert_eq!(cut("e\u{301}te"), ["e\u{301}te"]);
        assert_eq!(cut("東京は"), ["東", "京", "は"]);
    }

    proptest! {
        #[test]
        fn tokens_are_the_whole_text(text in ".*") {
            prop_assert_eq!(cut(&text).concat(), text);
        }
    }
}
