//! Ids of headings, as GitHub makes them.
//!
//! 1. [`slug`]: from a heading's text.
//! 2. [`settle`]: each id once in a page. Explicit ids keep theirs, then the first heading of each
//!    text, then the others get `-1`, `-2` ..., past whatever is taken.

use rustc_hash::{FxHashMap, FxHashSet};

/// What a heading would like to be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) id: String,
    /// Whether the author wrote `{#id}`.
    pub(super) explicit: bool,
}

impl Wish {
    /// From a heading's text and its `{#id}`.
    pub(super) fn new(text: &str, explicit: Option<&str>) -> Self {
        match explicit.filter(|id| !id.is_empty()) {
            Some(id) => Self {
                id: id.to_owned(),
                explicit: true,
            },
            None => Self {
                id: slug(text),
                explicit: false,
            },
        }
    }
}

/// GitHub's slug of a text: lower case, spaces to hyphens, letters and digits of any script kept,
/// punctuation dropped. Never empty.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            c if c.is_whitespace() => slug.push('-'),
            c if c.is_ascii() => {}
            c if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if slug.is_empty() {
        slug.push_str("section");
    }
    slug
}

/// Combining marks that change the letter before them, by their blocks.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x64B..=0x65F | 0x900..=0x903
        | 0x93A..=0x94F | 0xE31..=0xE3A | 0xE47..=0xE4E | 0x3099..=0x309A)
}

/// Ids that this room writes itself: of footnotes (`fn-1`, `fr-1`) and tabs (`tab-1-1`).
pub(super) fn is_reserved(id: &str) -> bool {
    ["fn-", "fr-", "tab-"].iter().any(|prefix| {
        id.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Makes each id the only one of its name.
pub(super) fn settle(wishes: &mut [Wish]) {
    if all_differ(wishes) {
        return;
    }
    let mut taken: FxHashSet<String> = FxHashSet::default();
    let mut waiting = Vec::new();
    for explicit in [true, false] {
        for (index, wish) in wishes.iter().enumerate() {
            if wish.explicit == explicit
                && (is_reserved(&wish.id) || !taken.insert(wish.id.clone()))
            {
                waiting.push(index);
            }
        }
    }
    waiting.sort_unstable();
    let mut last: FxHashMap<String, usize> = FxHashMap::default();
    for index in waiting {
        let wish = &mut wishes[index].id;
        if is_reserved(wish) {
            wish.insert_str(0, "section-");
            if taken.insert(wish.clone()) {
                continue;
            }
        }
        let count = last.entry(wish.clone()).or_default();
        let id = loop {
            *count += 1;
            let id = format!("{wish}-{count}");
            if taken.insert(id.clone()) {
                break id;
            }
        };
        *wish = id;
    }
}

fn all_differ(wishes: &[Wish]) -> bool {
    const FEW: usize = 24;
    if wishes.iter().any(|wish| is_reserved(&wish.id)) {
        return false;
    }
    if wishes.len() > FEW {
        let mut seen = FxHashSet::default();
        return wishes.iter().all(|wish| seen.insert(wish.id.as_str()));
    }
    let mut rest = wishes;
    while let Some((first, others)) = rest.split_first() {
        if others.iter().any(|other| other.id == first.id) {
            return false;
        }
        rest = others;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_those_of_github() {
        for (text, expected) in [
            ("What is a MACC?", "what-is-a-macc"),
            ("Co-sell & resale", "co-sell--resale"),
            ("`site.toml` keys", "sitetoml-keys"),
            ("snake_case", "snake_case"),
            ("Über uns", "über-uns"),
            ("価格の表", "価格の表"),
            ("  spaced  out ", "spaced--out"),
            ("🎉", "section"),
            ("...", "section"),
        ] {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn ids_differ_and_the_right_ones_stay() {
        let ids = |wishes: &[(&str, Option<&str>)]| {
            let mut wishes: Vec<Wish> = wishes.iter().map(|(t, e)| Wish::new(t, *e)).collect();
            settle(&mut wishes);
            wishes
                .into_iter()
                .map(|wish| wish.id)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(ids(&[("A", None), ("A", None), ("A", None)]), "a a-1 a-2");
        assert_eq!(ids(&[("A", None), ("A", None), ("A 1", None)]), "a a-2 a-1");
        assert_eq!(ids(&[("A", None), ("B", Some("a"))]), "a-1 a");
        assert_eq!(ids(&[("A", Some("x")), ("B", Some("x"))]), "x x-1");
        assert_eq!(
            ids(&[("Fn 1", None), ("Section fn 1", None)]),
            "section-fn-1-1 section-fn-1"
        );
        assert_eq!(ids(&[("", None), ("!", None)]), "section section-1");
    }
}
