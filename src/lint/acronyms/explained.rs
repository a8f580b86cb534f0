//! Whether a text spells a short form out beside it: 'co-sell register (CSR)', 'CSR (co-sell register)',
//! 'CSR: co-sell register', 'CSR, the co-sell register', 'CSR stands for …', the one in the cell beside the other.

use std::ops::Range;

/// How far a long form reaches, in words.
const WORDS: usize = 12;

/// Words that a short form may pass over.
const SMALL: [&str; 14] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to",
];

/// What leads from a short form to its long one.
const LEADS: [&str; 6] = [
    "stands for",
    "stand for",
    "is short for",
    "are short for",
    "means",
    "is the",
];

/// Whether the text explains the short form `word` at `span`.
pub(super) fn here(text: &str, span: &Range<usize>, word: &str) -> bool {
    let letters: Vec<char> = word
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    after(&text[span.end..], &letters) || before(&text[..span.start], &letters)
}

fn after(rest: &str, letters: &[char]) -> bool {
    let rest = rest.trim_start_matches(['\'', '’', '"', '”', ' ']);
    let led = LEADS.iter().find_map(|lead| rest.strip_prefix(lead));
    let marks = |c: char| c.is_whitespace() || "(:=–—-,|\"“'‘".contains(c);
    let led = led.or_else(|| {
        rest.starts_with(['(', ':', '=', '–', '—', '-', ',', '|'])
            .then(|| rest.trim_start_matches(marks))
    });
    let Some(long) = led.map(|rest| rest.trim_start_matches(marks)) else {
        return false;
    };
    let end = long.find([')', ';', '.', ':', '|']).unwrap_or(long.len());
    let mut words: Vec<String> = split(&long[..end]).take(WORDS).collect();
    let article = |word: &String| SMALL[..2].contains(&word.as_str()) || word == "the";
    if words.first().is_some_and(article) {
        words.remove(0);
    }
    spells(letters, &words, false)
}

fn before(text: &str, letters: &[char]) -> bool {
    let text = text.trim_end_matches(['"', '“', '\'', '‘']);
    let long = [" (", "(", ", or ", ", ", " or ", " – ", " — ", " | "]
        .iter()
        .find_map(|mark| text.strip_suffix(mark));
    let Some(long) = long else { return false };
    let start = long.rfind(['.', ';', ':', '(', '|']).map_or(0, |at| at + 1);
    let words: Vec<String> = split(&long[start..]).collect();
    let first = words.len().saturating_sub(WORDS);
    (first..words.len()).any(|from| spells(letters, &words[from..], true))
}

fn split(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether words have these letters, the first at the beginning of the first word and each further one later in
/// a word or at the beginning of the next. `whole`: they reach into the last word.
fn spells(letters: &[char], words: &[String], whole: bool) -> bool {
    let (Some(first), Some(word)) = (letters.first(), words.first()) else {
        return false;
    };
    let begins = word.starts_with(*first) || (*first == 'x' && word.starts_with("ex"));
    let shape = words.len() > 1 || word.len() > letters.len() + 2;
    let last = words.iter().rposition(|word| !is_small(word)).unwrap_or(0);
    begins && shape && goes_on(&letters[1..], words, 0, 1, whole.then_some(last))
}

/// The letters from here: in word `at`, past its byte `past`.
fn goes_on(
    letters: &[char],
    words: &[String],
    at: usize,
    past: usize,
    last: Option<usize>,
) -> bool {
    let Some((letter, rest)) = letters.split_first() else {
        return last.is_none_or(|last| at >= last);
    };
    for next in at + 1..words.len() {
        if words[next].starts_with(*letter) && goes_on(rest, words, next, letter.len_utf8(), last) {
            return true;
        }
        if !is_small(&words[next]) {
            break;
        }
    }
    let inside = words[at].get(past..).and_then(|rest| rest.find(*letter));
    inside.is_some_and(|found| goes_on(rest, words, at, past + found + letter.len_utf8(), last))
}

fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::here;

    #[test]
    fn both_ways_round() {
        for (text, yes) in [
            ("the co-sell register (CSR)", true),
            ("the CSR (co-sell register) is", true),
            ("CSR: co-sell register", true),
            ("CSR, the co-sell register, is", true),
            ("CSR stands for co-sell register", true),
            ("a co-sell register, or CSR, is", true),
            ("the CSR is read on Fridays", false),
            ("the calendar (CSR)", false),
            ("the CSR (on Fridays)", false),
            ("CSR, which we read", false),
            ("CSR | co-sell register | Fridays | ", true),
            ("co-sell register | CSR | ", true),
            ("calendar | CSR | ", false),
        ] {
            let at = text.find("CSR").unwrap();
            assert_eq!(here(text, &(at..at + 3), "CSR"), yes, "{text}");
        }
        for (text, word) in [
            ("Extensible Markup Language (XML)", "XML"),
            ("a bill of materials (BOM)", "BOM"),
            ("database (DB)", "DB"),
            ("Microsoft Azure Consumption Commitment (MACC)", "MACC"),
            ("the research and development (R&D)", "R&D"),
        ] {
            let at = text.find(word).unwrap();
            assert!(here(text, &(at..at + word.len()), word), "{text}");
        }
    }
}
