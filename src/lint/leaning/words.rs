//! A slide as the words that its leaning is judged by.
//!
//! 1. Names give way to what they stand for: `THEM` is a product that is not ours, `CLOUD` a whole
//!    cloud or company, `OURS` our own. Figures are `#`; words lose their endings.
//! 2. Each word and each pair of neighbours counts once a slide (`any`), each word once more for
//!    who is named in its sentence (`both`, `theirs`, `ours`, `nobody`) and in a title (`title`).
//! 3. The slide itself counts for whom it names, and how often others are named on it (`slide`).
//! 4. On a closer look count three in a row (`any`), two with one or two words between them (`over`),
//!    and each word before or after a name in its sentence (`far`), or up to four words from it
//!    (`near`); and whose labels stand on the slide (`heads`, by kind `cells`, `series`, `texts`), with
//!    each word of the titles above them.

use super::layout::{hash_word, join};
use crate::deck::{Part, Place};
use crate::lint::Subject;
use crate::lint::lexicon::{Annotated, Entity};
use crate::lint::opponents::{Rival, Standing, likely_rivals, sentences};
use crate::lint::subject::Unit;
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
/// More names than this are a list, in which no other is looked at.
const MANY: usize = 4;
/// So many words from a name is near it.
const NEAR: usize = 4;
/// What PowerPoint writes below a description of its own making: nobody has said that.
const GUESSED: [&str; 2] = [
    "escription automatically generated",
    "AI-generated content may be incorrect",
];
/// A text of up to so many words may be a label.
const LABEL: usize = 4;

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
    let names_us = |text: &Annotated<'_>| text.mentions.iter().any(|m| m.entity == Entity::Own);
    let ours = said().any(|(_, text)| names_us(text));
    let lines: Vec<Line<'a>> = said()
        .map(|(number, text)| Line {
            number,
            text,
            rivals: if text.mentions.is_empty() {
                Vec::new()
            } else {
                likely_rivals(subject, unit, text, ours)
            },
            names_us: names_us(text),
        })
        .collect();
    lines
        .iter()
        .any(|line| !line.rivals.is_empty())
        .then_some(lines)
}

fn is_said(text: &Annotated<'_>) -> bool {
    let is_guessed = || {
        let plain = text.plain.as_str();
        GUESSED.iter().any(|words| plain.contains(words))
    };
    let is_elsewhere = matches!(
        text.text.part,
        Part::Link | Part::Properties | Part::Picture
    ) || matches!(
        text.text.place,
        Place::DataLabel | Place::WorkbookCell { .. } | Place::Named(_)
    );
    !is_elsewhere && (text.text.part != Part::AltText || !is_guessed())
}

/// How closely a slide is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Its words, and each two of them in a row.
    Plain,
    /// What is left out of that.
    Closer,
}

/// What is weighed: up to three words, and in what way they count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    /// `any`, `both`, `title` ...
    way: &'a str,
    words: [Option<&'a str>; 3],
    /// The same as a number. Words are hashed once for all the ways in which they count.
    pub(super) hash: u64,
}

impl Key<'_> {
    /// As it is written in the file of weights.
    pub(super) fn spelled(&self) -> String {
        let words = self.words.iter().flatten().copied();
        let parts: Vec<&str> = std::iter::once(self.way).chain(words).collect();
        parts.join(" ")
    }
}

/// A way to count, and its hash.
#[derive(Clone, Copy)]
struct Way(&'static str, u64);

impl Way {
    fn of(way: &'static str) -> Self {
        Self(way, hash_word(way))
    }

    fn key<'a>(self, words: &[Spelled<'a>]) -> Key<'a> {
        let Self(way, hash) = self;
        Key {
            way,
            words: std::array::from_fn(|at| words.get(at).map(|word| word.word)),
            hash: words.iter().fold(hash, |all, word| join(all, word.hash)),
        }
    }
}

/// Calls `see` with the key of each word, as often as it stands there, and with its place; of the
/// slide as a whole without one.
pub(super) fn each(lines: &[Line<'_>], look: Look, mut see: impl FnMut(Key<'_>, Option<&At>)) {
    let mut words = Words::default();
    let (mut theirs, mut ours) = (0, false);
    let closer = [
        Way::of("any"),
        Way::of("over"),
        Way::of("near"),
        Way::of("far"),
    ];
    let plain = Plain::new();
    let mut heads = Heads::default();
    for (number, line) in lines.iter().enumerate() {
        ours |= line.names_us;
        for sentence in sentences(line.text) {
            words.read(line, &sentence);
            theirs += words.named;
            heads.see(line, &words);
            let mut at = At {
                line: number,
                sentence,
                bytes: 0..0,
            };
            let mut see = |key: Key<'_>, bytes: Range<usize>| {
                at.bytes = bytes;
                see(key, Some(&at));
            };
            match look {
                Look::Plain => plain.each(&words, line.text.text.part == Part::Title, &mut see),
                Look::Closer => closer_look(&words, closer, &mut see),
            }
        }
    }
    if look == Look::Closer {
        heads.each(lines, &mut words, &mut |key| see(key, None));
        return;
    }
    let named = match (theirs > 0, ours) {
        (true, true) => "both",
        (true, false) => "theirs",
        (false, true) => "ours",
        (false, false) => "nobody",
    };
    for word in [named, ["0", "1", "2", "3", "many"][theirs.min(MANY)]] {
        see(Way::of("slide").key(&[Spelled::of(word)]), None);
    }
}

/// The ways of a plain look.
struct Plain {
    any: Way,
    title: Way,
    beside: [Way; 4],
}

impl Plain {
    fn new() -> Self {
        Self {
            any: Way::of("any"),
            title: Way::of("title"),
            beside: ["both", "theirs", "ours", "nobody"].map(Way::of),
        }
    }

    fn each(&self, words: &Words, is_title: bool, see: &mut impl FnMut(Key<'_>, Range<usize>)) {
        let beside = self.beside[match (words.names_them, words.names_us) {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (false, false) => 3,
        }];
        for n in 0..words.at.len() {
            let (word, next) = (words.get(n), words.get(n + 1));
            for way in [self.any, beside] {
                see(way.key(&[word]), words.bytes(n..n + 1));
            }
            if is_title {
                see(self.title.key(&[word]), words.bytes(n..n + 1));
            }
            see(self.any.key(&[word, next]), words.bytes(n..n + 2));
        }
    }
}

/// Rows of three, pairs with words between them, and what stands about a name.
fn closer_look(
    words: &Words,
    [any, over, near, far]: [Way; 4],
    see: &mut impl FnMut(Key<'_>, Range<usize>),
) {
    let count = words.at.len();
    for n in 0..count {
        let word = words.get(n);
        if n + 2 < count {
            let (next, third) = (words.get(n + 1), words.get(n + 2));
            see(any.key(&[word, next, third]), words.bytes(n..n + 3));
            see(over.key(&[word, third]), words.bytes(n..n + 3));
        }
        if n + 3 < count {
            see(over.key(&[word, words.get(n + 3)]), words.bytes(n..n + 4));
        }
        for &name in words.names.iter().take(MANY).filter(|name| **name != n) {
            let pair = if n < name {
                [word, words.get(name)]
            } else {
                [words.get(name), word]
            };
            see(far.key(&pair), words.bytes(n..n + 1));
            if n.abs_diff(name) <= NEAR {
                see(near.key(&pair), words.bytes(n..n + 1));
            }
        }
    }
}

/// Whose names stand on the slide as labels: the columns of a table, the series of a chart, boxes.
#[derive(Default)]
struct Heads {
    /// In cells, in a chart, elsewhere: ours, theirs.
    kinds: [(bool, bool); 3],
}

impl Heads {
    fn see(&mut self, line: &Line<'_>, words: &Words) {
        let text = line.text;
        if text.tokens.len() > LABEL || is_title(text) || words.names_us == words.names_them {
            return;
        }
        let kind = &mut self.kinds[match text.text.part {
            Part::Table => 0,
            Part::Chart => 1,
            _ => 2,
        }];
        kind.0 |= words.names_us;
        kind.1 |= words.names_them;
    }

    fn each(&self, lines: &[Line<'_>], words: &mut Words, see: &mut impl FnMut(Key<'_>)) {
        let whose = |(ours, theirs)| match (ours, theirs) {
            (true, true) => Some("both"),
            (false, true) => Some("theirs"),
            (true, false) => Some("ours"),
            (false, false) => None,
        };
        for (way, kind) in ["cells", "series", "texts"].into_iter().zip(self.kinds) {
            if let Some(whose) = whose(kind) {
                see(Way::of(way).key(&[Spelled::of(whose)]));
            }
        }
        let all = self
            .kinds
            .iter()
            .fold((false, false), |(ours, theirs), kind| {
                (ours || kind.0, theirs || kind.1)
            });
        let Some(whose) = whose(all) else {
            return;
        };
        let (heads, whose) = (Way::of("heads"), Spelled::of(whose));
        see(heads.key(&[whose]));
        for line in lines.iter().filter(|line| is_title(line.text)) {
            for sentence in sentences(line.text) {
                words.read(line, &sentence);
                for n in 0..words.at.len() {
                    see(heads.key(&[whose, words.get(n)]));
                    see(heads.key(&[whose, words.get(n), words.get(n + 1)]));
                }
            }
        }
    }
}

fn is_title(text: &Annotated<'_>) -> bool {
    text.text.part == Part::Title || matches!(text.text.place, Place::ChartTitle | Place::AxisTitle)
}

/// A word as it counts, and its hash.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    word: &'a str,
    hash: u64,
}

impl<'a> Spelled<'a> {
    fn of(word: &'a str) -> Self {
        Self {
            word,
            hash: hash_word(word),
        }
    }
}

/// The words of one sentence.
#[derive(Default)]
struct Words {
    spelled: String,
    /// For each word where it is spelled, its hash, and its bytes in the text.
    at: Vec<(Range<usize>, u64, Range<usize>)>,
    /// The names among them, and `we`.
    names: Vec<usize>,
    /// How often a product that is not ours is named.
    named: usize,
    names_them: bool,
    names_us: bool,
}

impl Words {
    fn read(&mut self, line: &Line<'_>, sentence: &Range<usize>) {
        self.spelled.clear();
        self.at.clear();
        self.names.clear();
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
                self.names.push(self.at.len());
                self.push(name, rival.span.clone());
                rival.tokens.end.max(token + 1)
            } else if let Some(own) = own {
                self.names_us = true;
                self.names.push(self.at.len());
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
        if matches!(&self.spelled[start..], "we" | "our" | "us" | "ours") {
            self.names_us = true;
            self.names.push(self.at.len());
        }
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
            None => Spelled::of(END),
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
    use super::super::layout::hash;
    use super::{Spelled, Way, stem};

    #[test]
    fn a_key_has_the_hash_of_what_is_written() {
        let words = ["keep", "THEM", "out"].map(Spelled::of);
        for count in 1..=3 {
            let key = Way::of("any").key(&words[..count]);
            assert_eq!(hash(&key.spelled()), key.hash);
        }
        assert_eq!(Way::of("any").key(&words).spelled(), "any keep THEM out");
        assert_ne!(hash("any THEM keep"), hash("any keep THEM"));
        assert_ne!(hash("any keep"), hash("any keep THEM"));
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
