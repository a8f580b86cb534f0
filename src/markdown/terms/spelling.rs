//! How a name can be written, and whether what was found is that name.

use std::ops::Range;

/// One way to write a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) text: String,
    /// The words that are found only as they are written.
    exact: Vec<Range<usize>>,
}

/// What names are compared by: lower case, hyphens and line breaks as spaces.
pub(super) fn key(name: &str) -> String {
    words(name).collect::<Vec<_>>().join(" ").to_lowercase()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c == '-' || c.is_whitespace())
        .filter(|word| !word.is_empty())
}

/// All ways to write a name.
pub(super) fn all(name: &str) -> Vec<Spelling> {
    let words: Vec<&str> = words(name).collect();
    let mut marks: Vec<char> = Vec::new();
    // Between two words stands a hyphen if the name has one there.
    let mut rest = name;
    for (index, word) in words.iter().enumerate() {
        let Some(at) = rest.find(word) else { break };
        if index > 0 {
            marks.push(if rest[..at].contains('-') { '-' } else { ' ' });
        }
        rest = &rest[at + word.len()..];
    }
    let mut ways = vec![marks.clone()];
    if !marks.is_empty() {
        ways.push(vec![' '; marks.len()]);
        ways.push(vec!['-'; marks.len()]);
    }
    for broken in 0..marks.len() {
        for way in [&marks, &vec![' '; marks.len()]] {
            let mut way = way.clone();
            way[broken] = '\n';
            ways.push(way);
        }
    }
    let mut texts = Vec::new();
    for way in ways {
        let mut text = String::new();
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                text.extend(way.get(index - 1));
            }
            text.push_str(word);
        }
        texts.push(text);
    }
    let ends_in_y = words.last().is_some_and(|word| {
        let mut end = word.chars().rev();
        end.next() == Some('y')
            && end
                .next()
                .is_some_and(|c| c.is_alphabetic() && !"aeiou".contains(c))
    });
    if ends_in_y {
        let plurals: Vec<String> = texts
            .iter()
            .map(|text| format!("{}ies", text.strip_suffix('y').unwrap_or(text)))
            .collect();
        texts.extend(plurals);
    }
    // The automaton folds the case of ASCII letters only.
    if !name.is_ascii() {
        for fold in [str::to_lowercase, str::to_uppercase, capitalised] {
            let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
            texts.extend(folded);
        }
    }
    texts.sort_unstable();
    texts.dedup();
    let exact: Vec<bool> = words.iter().map(|word| is_exact(word)).collect();
    texts
        .into_iter()
        .map(|text| Spelling::new(text, &exact))
        .collect()
}

/// Whether a word is found only as it is written.
fn is_exact(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    chars.clone().any(char::is_uppercase) || (first.is_some() && chars.next().is_none())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first
            .to_uppercase()
            .chain(chars.as_str().to_lowercase().chars())
            .collect(),
        None => String::new(),
    }
}

impl Spelling {
    fn new(text: String, exact: &[bool]) -> Self {
        let mut spans = Vec::new();
        let mut start = 0;
        for (index, word) in text.split(['-', ' ', '\n']).enumerate() {
            if exact.get(index) == Some(&true) {
                spans.push(start..start + word.len());
            }
            start += word.len() + 1;
        }
        Self { text, exact: spans }
    }

    /// Whether what stands there is this name, as a whole word; gives where it ends, with the ending
    /// of a plural.
    pub(super) fn fits(&self, text: &str, span: Range<usize>) -> Option<usize> {
        let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
        let found = text.get(span.clone())?;
        let exact_start = self.exact.first().is_some_and(|word| word.start == 0);
        if !begins_word(before, exact_start) {
            return None;
        }
        if self
            .exact
            .iter()
            .any(|word| found.get(word.clone()) != self.text.get(word.clone()))
        {
            return None;
        }
        if ends_word(after) {
            return Some(span.end);
        }
        if let Some(rest) = after.strip_prefix('s')
            && ends_word(rest)
        {
            return Some(span.end + 1);
        }
        let hisses = ["s", "x", "z", "ch", "sh", "o", "S", "X"];
        if let Some(rest) = after.strip_prefix("es")
            && ends_word(rest)
            && hisses.iter().any(|end| found.ends_with(end))
        {
            return Some(span.end + 2);
        }
        None
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a word can begin after this. `co-sell` is no `sell`, and `non-MACC` is a MACC still.
fn begins_word(before: &str, exact: bool) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some('@' | '#') => false,
        Some('-') => exact || !back.next().is_some_and(is_word),
        Some('.' | '\'' | '’') => !back.next().is_some_and(is_word),
        Some(c) => !is_word(c),
    }
}

/// Whether a word can end before this. `'s` belongs to what follows, `'t` to the word.
fn ends_word(after: &str) -> bool {
    let mut chars = after.chars();
    match chars.next() {
        None => true,
        Some('@') => false,
        Some('.') => !chars.next().is_some_and(is_word),
        Some('\'' | '’') => match chars.next() {
            Some('s') => !chars.next().is_some_and(is_word),
            Some(c) => !is_word(c),
            None => true,
        },
        Some(c) => !is_word(c),
    }
}
