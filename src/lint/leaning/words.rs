//! A slide as the words that its leaning is judged by.
//!
//! 1. Names give way to what they stand for: `THEM` is a product that is not ours, `CLOUD` a whole
//!    cloud or company, `OURS` our own. Figures are `#`; words lose their endings.
//! 2. Each word and each pair of neighbours counts once a slide (`any`), each word once more for
//!    who is named in its sentence (`both`, `theirs`, `ours`, `nobody`) and in a title (`title`).
//! 3. The slide itself counts for whom it names, and how often others are named on it (`slide`).

use crate::deck::{Part, Place};
use crate::lint::Subject;
use crate::lint::lexicon::{Annotated, Entity};
use crate::lint::opponents::{Rival, Standing, rivals, sentences};
use crate::lint::subject::Unit;
use rustc_hash::FxHasher;
use std::hash::Hasher as _;
use std::ops::Range;

const THEM: &str = "THEM";
const CLOUD: &str = "CLOUD";
const OURS: &str = "OURS";
const END: &str = "$";
/// Marks that say something by themselves.
const MARKS: [char; 13] = [
    '✓', '✗', '✔', '✘', '●', '○', '◐', '◑', '◕', '?', '!', ';', ':',
];
const ENDINGS: [&str; 12] = [
    "ations", "ation", "ings", "ing", "edly", "ed", "es", "ers", "er", "ly", "s", "e",
];
/// A word keeps at least this many letters.
const STEM: usize = 4;
/// A slide with fewer words than this says too little to be judged by them.
const FEW: usize = 8;
/// More names than this are a list.
const MANY: usize = 4;

/// A text of a slide that could lean, with the names in it.
pub(super) struct Line<'a> {
    /// Its place in the unit.
    pub(super) number: usize,
    pub(super) text: &'a Annotated<'a>,
    pub(super) rivals: Vec<Rival>,
    pub(super) names_us: bool,
}

/// Where a word stands: the line by its place in the list, the sentence, and the bytes.
#[derive(Debug, Clone)]
pub(super) struct At {
    pub(super) line: usize,
    pub(super) sentence: Range<usize>,
    pub(super) bytes: Range<usize>,
}

/// The texts of a slide, or None where it names nobody's product and no cloud, or says next to
/// nothing.
pub(super) fn lines<'a>(subject: &Subject<'_>, unit: &'a Unit<'a>) -> Option<Vec<Line<'a>>> {
    let said = || {
        unit.texts
            .iter()
            .enumerate()
            .filter(|(_, text)| is_said(text))
    };
    let words: usize = said().map(|(_, text)| text.tokens.len()).sum();
    if words < FEW || said().all(|(_, text)| text.mentions.is_empty()) {
        return None;
    }
    let lines: Vec<Line<'a>> = said()
        .map(|(number, text)| Line {
            number,
            text,
            rivals: if text.mentions.is_empty() {
                Vec::new()
            } else {
                rivals(subject, unit, text)
            },
            names_us: text.mentions.iter().any(|m| m.entity == Entity::Own),
        })
        .collect();
    lines
        .iter()
        .any(|line| !line.rivals.is_empty())
        .then_some(lines)
}

fn is_said(text: &Annotated<'_>) -> bool {
    !matches!(
        text.text.part,
        Part::Link | Part::Properties | Part::Picture
    ) && !matches!(
        text.text.place,
        Place::DataLabel | Place::WorkbookCell { .. } | Place::Named(_)
    )
}

/// What is weighed: a word or two, and in what way they count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    /// `any`, `both`, `title` ...
    way: &'a str,
    word: &'a str,
    next: Option<&'a str>,
    /// The same as a number. Words are hashed once for all the ways in which they count.
    pub(super) hash: u64,
}

impl Key<'_> {
    /// As it is written in the file of weights.
    pub(super) fn spelled(&self) -> String {
        match self.next {
            Some(next) => format!("{} {} {next}", self.way, self.word),
            None => format!("{} {}", self.way, self.word),
        }
    }
}

/// The hash of a key as it is written.
pub(super) fn hash(key: &str) -> u64 {
    let mut parts = key.splitn(3, ' ');
    let way = hash_word(parts.next().unwrap_or_default());
    parts.fold(way, |all, part| join(all, hash_word(part)))
}

fn hash_word(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// One after the other: 'a b' and 'b a' differ.
fn join(all: u64, next: u64) -> u64 {
    (all.rotate_left(23) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Calls `see` with the key of each word, as often as it stands there, and with its place; of the
/// slide as a whole without one.
pub(super) fn each(lines: &[Line<'_>], mut see: impl FnMut(Key<'_>, Option<&At>)) {
    let mut words = Words::default();
    let [any, title, slide] = ["any", "title", "slide"].map(|way| (way, hash_word(way)));
    let beside = ["both", "theirs", "ours", "nobody"].map(|way| (way, hash_word(way)));
    let one = |(way, hash): (&'static str, u64), word: &Spelled<'_>| (way, join(hash, word.hash));
    let (mut theirs, mut ours) = (0, false);
    for (number, line) in lines.iter().enumerate() {
        ours |= line.names_us;
        for sentence in sentences(line.text) {
            words.read(line, &sentence);
            theirs += words.named;
            let beside = beside[match (words.names_them, words.names_us) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            }];
            let mut at = At {
                line: number,
                sentence,
                bytes: 0..0,
            };
            for n in 0..words.at.len() {
                let (word, next) = (words.get(n), words.get(n + 1));
                at.bytes = words.bytes(n..n + 1);
                let mut alone = |way| {
                    let (way, hash) = one(way, &word);
                    let word = word.word;
                    see(
                        Key {
                            way,
                            word,
                            next: None,
                            hash,
                        },
                        Some(&at),
                    );
                };
                alone(any);
                alone(beside);
                if line.text.text.part == Part::Title {
                    alone(title);
                }
                at.bytes = words.bytes(n..n + 2);
                let (way, hash) = one(any, &word);
                let hash = join(hash, next.hash);
                let (word, next) = (word.word, Some(next.word));
                see(
                    Key {
                        way,
                        word,
                        next,
                        hash,
                    },
                    Some(&at),
                );
            }
        }
    }
    let named = match (theirs > 0, ours) {
        (true, true) => "both",
        (true, false) => "theirs",
        (false, true) => "ours",
        (false, false) => "nobody",
    };
    for word in [named, ["0", "1", "2", "3", "many"][theirs.min(MANY)]] {
        let (way, hash) = (slide.0, join(slide.1, hash_word(word)));
        see(
            Key {
                way,
                word,
                next: None,
                hash,
            },
            None,
        );
    }
}

/// A word as it counts, and its hash.
struct Spelled<'a> {
    word: &'a str,
    hash: u64,
}

/// The words of one sentence.
#[derive(Default)]
struct Words {
    spelled: String,
    /// For each word where it is spelled, its hash, and its bytes in the text.
    at: Vec<(Range<usize>, u64, Range<usize>)>,
    /// How often a product that is not ours is named.
    named: usize,
    names_them: bool,
    names_us: bool,
}

impl Words {
    fn read(&mut self, line: &Line<'_>, sentence: &Range<usize>) {
        self.spelled.clear();
        self.at.clear();
        self.named = 0;
        self.names_them = false;
        self.names_us = false;
        let (plain, tokens) = (line.text.plain.as_str(), &line.text.tokens);
        if sentence.start == 0 {
            let end = tokens.first().map_or(plain.len(), |t| t.span.start);
            self.marks(plain, 0..end);
        }
        let mut token = sentence.start;
        while token < sentence.end {
            let rival = line.rivals.iter().find(|r| r.tokens.start == token);
            let own = line
                .text
                .mentions
                .iter()
                .find(|m| m.entity == Entity::Own && m.tokens.start == token);
            let last = if let Some(rival) = rival {
                let name = if rival.standing == Standing::Brand {
                    CLOUD
                } else {
                    THEM
                };
                self.names_them = true;
                self.named += usize::from(name == THEM);
                self.push(name, rival.span.clone());
                rival.tokens.end.max(token + 1)
            } else if let Some(own) = own {
                self.names_us = true;
                self.push(OURS, own.span.clone());
                own.tokens.end.max(token + 1)
            } else {
                self.word(plain, tokens[token].span.clone());
                token + 1
            };
            let from = tokens[last - 1].span.end;
            let to = tokens.get(last).map_or(plain.len(), |t| t.span.start);
            self.marks(plain, from..to);
            token = last;
        }
    }

    fn push(&mut self, word: &str, bytes: Range<usize>) {
        let start = self.spelled.len();
        self.spelled.push_str(word);
        self.at
            .push((start..self.spelled.len(), hash_word(word), bytes));
    }

    fn word(&mut self, plain: &str, bytes: Range<usize>) {
        let word = &plain[bytes.clone()];
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.push("#", bytes);
            return;
        }
        let start = self.spelled.len();
        if word.is_ascii() {
            self.spelled.push_str(word);
            self.spelled[start..].make_ascii_lowercase();
        } else {
            self.spelled
                .extend(word.chars().flat_map(char::to_lowercase));
        }
        self.names_us |= matches!(&self.spelled[start..], "we" | "our" | "us" | "ours");
        let end = start + stem(&self.spelled[start..]).len();
        self.spelled.truncate(end);
        self.at
            .push((start..end, hash_word(&self.spelled[start..]), bytes));
    }

    fn marks(&mut self, plain: &str, bytes: Range<usize>) {
        if &plain[bytes.clone()] == " " {
            return;
        }
        for (at, mark) in plain[bytes.clone()].char_indices() {
            if MARKS.contains(&mark) {
                let from = bytes.start + at;
                let to = from + mark.len_utf8();
                self.push(&plain[from..to], from..to);
            }
        }
    }

    /// The word, or the end of the sentence.
    fn get(&self, number: usize) -> Spelled<'_> {
        match self.at.get(number) {
            Some((at, hash, _)) => Spelled {
                word: &self.spelled[at.clone()],
                hash: *hash,
            },
            None => Spelled {
                word: END,
                hash: hash_word(END),
            },
        }
    }

    /// From the first of the words to the last of them.
    fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let first = &self.at[words.start].2;
        let last = self.at.get(words.end - 1).map_or(first, |(_, _, b)| b);
        first.start..last.end
    }
}

/// The word without its ending: 'replaces' and 'replaced' are one.
fn stem(word: &str) -> &str {
    let last = word.as_bytes().last();
    if word.len() <= STEM || !last.is_some_and(|last| b"snrgdye".contains(last)) {
        return word;
    }
    ENDINGS
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|s| s.len() >= STEM))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::{Key, hash, hash_word, join, stem};

    #[test]
    fn a_key_has_the_hash_of_what_is_written() {
        let both = join(join(hash_word("any"), hash_word("keep")), hash_word("THEM"));
        let key = Key {
            way: "any",
            word: "keep",
            next: Some("THEM"),
            hash: both,
        };
        assert_eq!(hash(&key.spelled()), both);
        assert_ne!(hash("any THEM keep"), both);
        assert_ne!(hash("any keep"), both);
    }

    #[test]
    fn every_ending_ends_as_the_short_cut_thinks() {
        for ending in super::ENDINGS {
            let word = format!("quick{ending}");
            assert_eq!(stem(&word), "quick", "{ending}");
        }
    }

    #[test]
    fn endings_go_and_short_words_stay() {
        for word in ["replaces", "replaced", "replacing", "replace"] {
            assert_eq!(stem(word), "replac");
        }
        assert_eq!(stem("cheaper"), "cheap");
        for word in ["less", "need", "used", "over", "✓", "THEM"] {
            assert_eq!(stem(word), word);
        }
    }
}
