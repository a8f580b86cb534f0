//! Compounds that are written in several ways: 'co-sell', 'cosell', 'co sell'.

use super::Group;
use crate::search::words;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// All hyphenated compounds of two words.
#[derive(Debug, Default)]
pub(super) struct Compounds {
    /// The two words, by both in one.
    pub(super) solid: FxHashMap<String, (String, String)>,
    /// Words that one begins with.
    pub(super) firsts: FxHashSet<String>,
}

impl Compounds {
    pub(super) fn add(&mut self, one: &str, other: &str) {
        let two = |word: &str| word.chars().nth(1).is_some() && words::is_plain(word);
        if two(one) && two(other) {
            let pair = (one.to_owned(), other.to_owned());
            // Of 'co-sell' and 'cos-ell' the smaller: any will do, if it is the same each time.
            let own = self
                .solid
                .entry(format!("{one}{other}"))
                .or_insert_with(|| pair.clone());
            if pair < *own {
                *own = pair;
            }
            self.firsts.insert(one.to_owned());
        }
    }

    fn join(mut self, other: Self) -> Self {
        for (one, two) in other.solid.into_values() {
            self.add(&one, &two);
        }
        self.firsts.extend(other.firsts);
        self
    }
}

/// Those of all texts.
pub(super) fn compounds(groups: &[Group<'_>]) -> Compounds {
    let parts = groups
        .par_iter()
        .fold(Compounds::default, |mut out, group| {
            look(group.title, &mut out);
            for entry in &group.entries {
                look(entry.heading, &mut out);
                look(entry.text, &mut out);
                look(entry.notes, &mut out);
                for alias in entry.aliases {
                    look(alias, &mut out);
                }
            }
            out
        });
    parts.reduce(Compounds::default, Compounds::join)
}

/// Only the words around hyphens are looked at.
fn look(text: &str, out: &mut Compounds) {
    let bytes = text.as_bytes();
    let mut done = 0;
    // The other two hyphens begin with 0xE2.
    for at in memchr::memchr2_iter(b'-', 0xE2, bytes) {
        let is_hyphen =
            bytes[at] == b'-' || matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x90 | 0x91]));
        if at < done || !is_hyphen {
            continue;
        }
        let start = text[done..at]
            .rfind(char::is_whitespace)
            .map_or(done, |space| done + space);
        let end = text[at..]
            .find(char::is_whitespace)
            .map_or(text.len(), |space| at + space);
        words::each(&text[start..end], |item| {
            if item.hyphen && item.pieces.len() == 2 {
                out.add(item.folded(0), item.folded(1));
            }
        });
        done = end;
    }
}
