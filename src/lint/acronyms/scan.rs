//! What looks like a short form: two to six capitals, digits and '&', with an 's' for several.

use std::ops::Range;

/// So many words in capitals in a row are shouted.
const SHOUTED: usize = 3;

/// A word with what it is.
struct Word {
    span: Range<usize>,
    /// Letters, and no small one.
    capitals: bool,
    /// It can be a short form.
    short: bool,
}

/// The short forms in a text, in its order. A line or a cell in capitals has none, and three words in capitals in a
/// row are none.
pub(super) fn acronyms(text: &str) -> Vec<Range<usize>> {
    // Most lines have no two capitals in a row; '&' and digits may stand between.
    if !has_capitals(text) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut from = 0;
    for cell in text.split('|') {
        for span in in_cell(text, from..from + cell.len()) {
            out.push(span);
        }
        from += cell.len() + 1;
    }
    out
}

fn in_cell(text: &str, cell: Range<usize>) -> Vec<Range<usize>> {
    let words: Vec<Word> = words(text, cell.clone()).collect();
    let loud = |word: &&Word| word.capitals;
    if words.iter().filter(loud).count() > 1 && !text[cell].chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let run = row(text, &words[at..]);
        let quiet = run < SHOUTED;
        let here = &words[at..at + run.max(1)];
        let short = here.iter().filter(|word| quiet && word.short);
        out.extend(short.map(|word| word.span.clone()));
        at += run.max(1);
    }
    out
}

/// Everything in a name that can be a short form.
pub(super) fn candidates(name: &str) -> impl Iterator<Item = Range<usize>> {
    words(name, 0..name.len())
        .filter(|word| word.short)
        .map(|word| word.span)
}

/// Without the ending of a plural.
pub(super) fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 1 => one,
        _ => word,
    }
}

fn has_capitals(text: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'&';
    text.as_bytes()
        .windows(2)
        .any(|two| two.iter().all(plain) && two.iter().any(u8::is_ascii_uppercase))
}

/// How many words in capitals stand in a row, with nothing but a space between.
fn row(text: &str, words: &[Word]) -> usize {
    let mut count = 0;
    let mut last: Option<&Word> = None;
    for word in words {
        let joined = last.is_none_or(|last| &text[last.span.end..word.span.start] == " ");
        if !word.capitals || !joined {
            break;
        }
        count += 1;
        last = Some(word);
    }
    count
}

/// The words within a range of a text.
fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Word> {
    let mut from = range.start;
    std::iter::from_fn(move || {
        let start = from + text[from..range.end].find(is_letter)?;
        let end = text[start..range.end]
            .char_indices()
            .find(|(_, c)| !is_letter(*c) && *c != '&')
            .map_or(range.end, |(at, _)| start + at);
        from = end;
        let span = start..end;
        let word = text[span.clone()].trim_end_matches('&');
        let span = start..start + word.len();
        let letters = || word.chars().filter(|c| c.is_alphabetic());
        Some(Word {
            capitals: letters().next().is_some() && letters().all(char::is_uppercase),
            short: is_short(word) && stands_alone(text, &span),
            span,
        })
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_short(word: &str) -> bool {
    let word = singular(word);
    let form = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'&';
    (2..=6).contains(&word.len())
        && word.bytes().all(form)
        && word.bytes().filter(u8::is_ascii_uppercase).count() > 1
        && !word.bytes().all(|byte| b"IVX".contains(&byte))
        && !is_period(word)
}

/// 'Q3FY27', 'H1FY27', 'FY2027': parts of years.
fn is_period(word: &str) -> bool {
    let rest = match word.as_bytes() {
        [b'Q' | b'H', b'1'..=b'4', ..] => &word[2..],
        _ => word,
    };
    let year = rest.strip_prefix("FY").or(rest.strip_prefix("CY"));
    year.is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A part of a file's name, a path, a handle or a number of an order is no word.
fn stands_alone(text: &str, span: &Range<usize>) -> bool {
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    let begins = match before.next() {
        Some('@' | '#' | '$' | '%' | '+' | '\\') => false,
        Some('.' | '/' | ':') => !before.next().is_some_and(is_path),
        _ => true,
    };
    let ends = match after.next() {
        Some('@' | '\\' | '=') => false,
        Some('.') => !after.next().is_some_and(is_letter),
        Some('-') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some('/') => !after.next().is_some_and(char::is_lowercase),
        _ => true,
    };
    begins && ends
}

/// 'docs/API' is a path, 'CI/CD' are two words.
fn is_path(c: char) -> bool {
    c.is_lowercase() || c.is_ascii_digit() || matches!(c, '/' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        acronyms(text).into_iter().map(|at| &text[at]).collect()
    }

    #[test]
    fn what_is_one() {
        assert_eq!(
            found("The CSR, R&D and our SKUs; B2B/ACV (TCV). ISO-certified, the PSA's."),
            ["CSR", "R&D", "SKUs", "B2B", "ACV", "TCV", "ISO", "PSA"]
        );
        assert_eq!(found("ACV"), ["ACV"], "a cell");
    }

    #[test]
    fn what_is_none() {
        for text in [
            "SaaS on a vCPU in QuickSight",
            "Part II, chapter VIII",
            "in Q3, H1, FY27, FY2027, Q3FY27",
            "READ THIS FIRST",
            "Please DO NOT SEND it",
            "see README.md and docs/API, x@ACV.example, #ACV, ACV_ID",
            "AZ-900, S3, E5, 1P",
            "LONGWORD",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
