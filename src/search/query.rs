//! What a person typed, as slots, phrases and exclusions.

use super::facets::Filters;
use super::rank::Reader;
use super::words;

/// Characters of a query that are read.
const LENGTH: usize = 1000;

/// Slots of a query.
const SLOTS: usize = 12;

/// Excluded things of a query.
const EXCLUDED: usize = 8;

/// Words of a phrase.
const PHRASE: usize = 12;

/// What is searched for, by whom, and when.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// What was typed.
    pub text: String,
    /// The day, in days since 1970-01-01.
    pub today: u32,
    /// Who reads.
    pub reader: Reader,
    /// What results are narrowed down to.
    pub filters: Filters,
    /// How many results are wanted.
    pub limit: usize,
}

/// A query, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) slots: Vec<Slot>,
    pub(super) excluded: Vec<Slot>,
}

/// Something that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slot {
    Word {
        /// The piece, the piece with its marks, or a compound's pieces in one.
        word: String,
        /// The pieces, where `word` is more than one piece.
        pieces: Vec<String>,
        /// It may be the beginning of a word.
        open: bool,
    },
    Phrase(Vec<String>),
}

impl Slot {
    /// As it is shown to people.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word { word, .. } => word.clone(),
            Self::Phrase(pieces) => format!("\"{}\"", pieces.join(" ")),
        }
    }
}

/// Reads a query. Any text is one.
pub(super) fn parse(text: &str) -> Parsed {
    let end = text
        .char_indices()
        .nth(LENGTH)
        .map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let mut out = Parsed::default();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let excludes = is_dash(first) && after.chars().next().is_some_and(|c| !c.is_whitespace());
        if excludes {
            rest = after;
        }
        let mut slots = Vec::new();
        if let Some(quoted) = rest.strip_prefix(is_quote) {
            let end = quoted.find(is_quote).unwrap_or(quoted.len());
            let mut pieces = words::pieces(&quoted[..end]);
            pieces.truncate(PHRASE);
            if !pieces.is_empty() {
                slots.push(Slot::Phrase(pieces));
            }
            rest = quoted[end..].strip_prefix(is_quote).unwrap_or_default();
        } else {
            let end = rest
                .find(|c: char| c.is_whitespace() || is_quote(c))
                .unwrap_or(rest.len());
            let is_last = end == rest.len();
            item(&rest[..end], is_last && !excludes, &mut slots);
            rest = &rest[end..];
        }
        let (to, most) = if excludes {
            (&mut out.excluded, EXCLUDED)
        } else {
            (&mut out.slots, SLOTS)
        };
        let free = most - to.len();
        to.extend(slots.into_iter().take(free));
        rest = rest.trim_start();
    }
    out
}

fn item(text: &str, is_last: bool, out: &mut Vec<Slot>) {
    words::each(text, |item| {
        let open = is_last && item.span().end == text.len();
        let pieces: Vec<String> = (0..item.pieces.len())
            .map(|at| item.folded(at).to_owned())
            .collect();
        let marked = item.marked();
        if let Some(word) = item.in_one() {
            let word = word.to_owned();
            out.push(Slot::Word { word, pieces, open });
        } else if let ([_], [(_, word)]) = (pieces.as_slice(), marked.as_slice()) {
            let word = word.clone();
            out.push(Slot::Word { word, pieces, open });
        } else {
            let last = pieces.len() - 1;
            out.extend(pieces.into_iter().enumerate().map(|(at, word)| Slot::Word {
                word,
                pieces: Vec::new(),
                open: open && at == last && item.marks.is_empty(),
            }));
        }
    });
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{2013}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        let parsed = parse(text);
        let slots = parsed.slots.iter().map(|slot| match slot {
            Slot::Word { word, pieces, open } => format!(
                "{word}{}{}",
                if pieces.is_empty() {
                    String::new()
                } else {
                    format!("({})", pieces.join(" "))
                },
                if *open { "…" } else { "" }
            ),
            phrase @ Slot::Phrase(_) => phrase.shown(),
        });
        let excluded = parsed
            .excluded
            .iter()
            .map(|slot| format!("-{}", slot.shown()));
        slots.chain(excluded).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn queries() {
        for (text, expected) in [
            ("", ""),
            ("private of", "private of…"),
            ("private offer ", "private offer"),
            ("\"private offer\" aws", "\"private offer\" aws…"),
            ("„private offer“ aws.", "\"private offer\" aws"),
            ("co-sell C++ .NET", "cosell(co sell) c++(c) .net(net)…"),
            ("co-se", "cose(co se)…"),
            (
                "offer -google -\"google cloud\"",
                "offer -google -\"google cloud\"",
            ),
            ("offer - google", "offer google…"),
            ("say\"one two", "say \"one two\""),
            ("a-b-c-d-e", "a b c d e…"),
            ("\"\" \"-\" --x", "-x"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(parse(&"word ".repeat(5000)).slots.len(), SLOTS);
        assert_eq!(parse(&"-word ".repeat(5000)).excluded.len(), EXCLUDED);
    }

    proptest! {
        #[test]
        fn any_text_is_a_query(text in any::<String>()) {
            let parsed = parse(&text);
            prop_assert!(parsed.slots.len() <= SLOTS);
        }

        #[test]
        fn any_signs_of_a_query(text in "[-\"“” a-cA-C.+#&é'–\u{300}東]{0,30}") {
            let _ = parse(&text);
        }
    }
}
