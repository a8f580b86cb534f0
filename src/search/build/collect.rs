//! A block of groups becomes lists: which form stands in which record, how heavily, and where.

use super::Group;
use super::compounds::Compounds;
use super::levels::{Field, level};
use crate::search::format::put;
use crate::search::words;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The lists of a block. Forms are numbered in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) forms: Forms,
    /// The postings, form by form and record by record. There are millions in all: each is written in the fewest bytes.
    bytes: Vec<u8>,
    /// Where a form's postings begin, and how many there are; the last is the end.
    starts: Vec<(u32, u32)>,
}

/// Words, one after the other: there are many of them, and most are short.
#[derive(Debug, Default)]
pub(super) struct Forms {
    text: String,
    ends: Vec<u32>,
}

impl Forms {
    fn push(&mut self, form: &str) -> u32 {
        self.text.push_str(form);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }

    fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    /// Each with its number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..self.ends.len() as u32).map(|at| (at, self.get(at)))
    }
}

/// A form in a record.
#[derive(Debug, Clone, Copy, Default)]
struct Posting {
    record: u32,
    level: u8,
    /// In which row of sixteen words it first stands.
    near: u8,
    /// It stands in the title or an alias of the thing itself.
    titled: bool,
    start: u32,
    count: u16,
}

/// A form in a record, as a block tells it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'b> {
    pub(super) record: u32,
    pub(super) level: u8,
    pub(super) near: u8,
    pub(super) titled: bool,
    pub(super) count: u32,
    /// Its places, as the index has them.
    pub(super) places: &'b [u8],
}

impl Block {
    /// In how many records a form stands.
    pub(super) fn df(&self, form: u32) -> usize {
        self.starts[form as usize].1 as usize
    }

    /// The postings of a form.
    pub(super) fn postings(&self, form: u32) -> impl Iterator<Item = Told<'_>> {
        let (start, count) = self.starts[form as usize];
        let end = self.starts[form as usize + 1].0;
        let mut bytes = &self.bytes[start as usize..end as usize];
        let mut next = 0;
        (0..count).map(move |_| {
            let record = next + number(&mut bytes);
            next = record + 1;
            let both = bytes.split_off_first().copied().unwrap_or_default();
            let count = number(&mut bytes);
            let before = bytes;
            for _ in 0..count >> 1 {
                number(&mut bytes);
            }
            Told {
                record,
                level: both & 15,
                near: both >> 4,
                titled: count & 1 == 1,
                count: count >> 1,
                places: &before[..before.len() - bytes.len()],
            }
        })
    }
}

/// Reads a number that was written here.
fn number(bytes: &mut &[u8]) -> u32 {
    let mut out = 0;
    let mut shift = 0;
    while let Some(byte) = bytes.split_off_first() {
        out |= u32::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            break;
        }
        shift += 7;
    }
    out
}

/// The last row; it stands for all that follow.
const LAST_ROW: u32 = 15;

/// Cuts groups into words. `first` is the number of their first record.
pub(super) fn block(groups: &[Group<'_>], first: u32, compounds: &Compounds) -> Block {
    let mut work = Work {
        compounds,
        known: Known::default(),
        facts: Vec::new(),
        out: Block::default(),
        postings: Vec::new(),
        positions: Vec::new(),
        tokens: Vec::new(),
        position: 0,
    };
    let mut record = first;
    for group in groups {
        // The title stands above every record, and is cut into words once.
        let mut above: Vec<Token> = Vec::new();
        let (mut length, mut after) = (0, 0);
        for (at, entry) in group.entries.iter().enumerate() {
            let mut lengths = [0; Field::ALL.len()];
            if at == 0 {
                work.position = 0;
                work.field(group.title, Field::Title, &mut lengths);
                above.extend(work.tokens.iter().map(|token| token.in_title_above()));
                (length, after) = (lengths[Field::Title as usize], work.position);
            } else {
                work.tokens.extend_from_slice(&above);
                lengths[Field::TitleAbove as usize] = length;
                work.position = after;
            }
            work.field(entry.heading, Field::Heading, &mut lengths);
            for alias in entry.aliases {
                work.field(alias, Field::Aliases, &mut lengths);
            }
            work.field(entry.text, Field::Text, &mut lengths);
            work.field(entry.notes, Field::Notes, &mut lengths);
            work.record(record, &lengths);
            record += 1;
        }
    }
    let mut out = work.out;
    write(&mut out, &work.postings, &work.positions);
    out
}

/// Postings come record by record; each form's are gathered, in that order.
fn write(block: &mut Block, postings: &[(u32, Posting)], positions: &[u32]) {
    let mut starts = vec![0_u32; block.forms.ends.len() + 1];
    for (form, _) in postings {
        starts[*form as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut sorted = vec![0_u32; postings.len()];
    for (at, (form, _)) in postings.iter().enumerate() {
        let place = &mut next[*form as usize];
        sorted[*place as usize] = at as u32;
        *place += 1;
    }
    let mut bytes = Vec::with_capacity(postings.len() * 3 + positions.len());
    block.starts.reserve_exact(starts.len());
    for form in starts.windows(2) {
        let own = &sorted[form[0] as usize..form[1] as usize];
        block.starts.push((bytes.len() as u32, own.len() as u32));
        let mut next = 0;
        for at in own {
            let posting = &postings[*at as usize].1;
            put(&mut bytes, posting.record - next);
            next = posting.record + 1;
            bytes.push(posting.level | posting.near << 4);
            put(
                &mut bytes,
                u32::from(posting.count) << 1 | u32::from(posting.titled),
            );
            let start = posting.start as usize;
            let mut from = 0;
            for position in &positions[start..start + usize::from(posting.count)] {
                put(&mut bytes, position - from);
                from = position + 1;
            }
        }
    }
    block.starts.push((bytes.len() as u32, 0));
    bytes.shrink_to_fit();
    block.bytes = bytes;
}

/// A word of a record: its form, its position, whether it stands beside a piece and has no position of its own, and its
/// field; in one number, in this order, so that it sorts fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Token(u64);

impl Token {
    /// No text that is read has so many words.
    const LAST_POSITION: u32 = (1 << 28) - 1;

    fn new(form: u32, position: u32, beside: bool, field: Field) -> Self {
        let position = position.min(Self::LAST_POSITION);
        Self(
            u64::from(form) << 32
                | u64::from(position) << 4
                | u64::from(beside) << 3
                | field as u64,
        )
    }

    fn form(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn position(self) -> u32 {
        self.0 as u32 >> 4
    }

    fn is_beside(self) -> bool {
        self.0 >> 3 & 1 == 1
    }

    /// The same in the title of what the record belongs to.
    fn in_title_above(self) -> Self {
        Self(self.0 & !7 | Field::TitleAbove as u64)
    }

    /// Its place among [`Field::ALL`].
    fn field(self) -> usize {
        (self.0 & 7) as usize
    }
}

/// What is known of a form.
#[derive(Debug, Clone, Copy)]
struct Facts {
    /// A compound begins with it.
    is_first: bool,
    /// The two words that it is made of.
    solid: Option<(u32, u32)>,
}

/// The numbers of forms. Most are short enough to be looked up as one number.
#[derive(Default)]
struct Known {
    short: FxHashMap<u128, u32>,
    long: FxHashMap<String, u32>,
}

impl Known {
    /// A form has no zero byte, so that no two give the same number. Read in overlapping halves, which is faster than by a
    /// copy.
    fn short(form: &str) -> Option<u128> {
        let bytes = form.as_bytes();
        let count = bytes.len();
        let eight = |at: usize| {
            bytes
                .get(at..)?
                .first_chunk()
                .copied()
                .map(u64::from_le_bytes)
        };
        Some(match count {
            0..8 => {
                let bytes = bytes.iter().rev();
                u128::from(bytes.fold(0_u64, |all, byte| all << 8 | u64::from(*byte)))
            }
            8 => u128::from(eight(0)?),
            9..=16 => {
                let rest = eight(count - 8)? >> (8 * (16 - count));
                u128::from(rest) << 64 | u128::from(eight(0)?)
            }
            _ => return None,
        })
    }

    fn get(&self, form: &str) -> Option<u32> {
        match Self::short(form) {
            Some(short) => self.short.get(&short).copied(),
            None => self.long.get(form).copied(),
        }
    }

    fn insert(&mut self, form: &str, id: u32) {
        match Self::short(form) {
            Some(short) => self.short.insert(short, id),
            None => self.long.insert(form.to_owned(), id),
        };
    }
}

struct Work<'a> {
    compounds: &'a Compounds,
    known: Known,
    facts: Vec<Facts>,
    out: Block,
    /// Each with its form, record by record.
    postings: Vec<(u32, Posting)>,
    positions: Vec<u32>,
    tokens: Vec<Token>,
    position: u32,
}

impl Work<'_> {
    fn form(&mut self, form: &str) -> u32 {
        if let Some(known) = self.known.get(form) {
            return known;
        }
        let id = self.out.forms.push(form);
        self.known.insert(form, id);
        self.facts.push(Facts {
            is_first: self.compounds.firsts.contains(form),
            solid: None,
        });
        let compounds = self.compounds;
        if let Some((one, other)) = compounds.solid.get(form) {
            let parts = (self.form(one), self.form(other));
            self.facts[id as usize].solid = Some(parts);
        }
        id
    }

    fn field(&mut self, text: &str, field: Field, lengths: &mut [usize]) {
        if text.is_empty() {
            return;
        }
        let start = self.position;
        // The piece before, if a compound can begin with it.
        let mut before: Option<u32> = None;
        let mut pair = String::new();
        words::each(text, |item| {
            let count = item.pieces.len();
            if let Some(in_one) = item.in_one() {
                self.beside(in_one, self.position, field);
            }
            if item.dot || !item.marks.is_empty() {
                for (at, form) in item.marked() {
                    self.beside(&form, self.position + at as u32, field);
                }
            }
            for at in 0..count {
                let form = self.form(item.folded(at));
                let Facts { is_first, solid } = self.facts[form as usize];
                if let Some(one) = before.filter(|_| !(count == 2 && at == 1)) {
                    pair.clear();
                    pair.push_str(self.out.forms.get(one));
                    let middle = pair.len();
                    pair.push_str(item.folded(at));
                    let own = self.compounds.solid.get(&pair);
                    if own.is_some_and(|(one, _)| one.len() == middle) {
                        self.beside(&pair, self.position - 1, field);
                    }
                }
                if let Some((one, other)) = solid {
                    for form in [one, other] {
                        self.push(form, self.position, true, field);
                    }
                }
                self.push(form, self.position, false, field);
                before = is_first.then_some(form);
                self.position += 1;
            }
        });
        lengths[field as usize] += (self.position - start) as usize;
        self.position += 1;
    }

    fn beside(&mut self, form: &str, position: u32, field: Field) {
        let form = self.form(form);
        self.push(form, position, true, field);
    }

    fn push(&mut self, form: u32, position: u32, beside: bool, field: Field) {
        self.tokens.push(Token::new(form, position, beside, field));
    }

    fn record(&mut self, record: u32, lengths: &[usize]) {
        self.tokens.sort_unstable();
        let worths = Field::ALL.map(|field| field.worth(lengths[field as usize]));
        let titles = [Field::Title as usize, Field::Aliases as usize];
        for row in same_form(&self.tokens) {
            let row = &self.tokens[row];
            let worth: f64 = row.iter().map(|token| worths[token.field()]).sum();
            let start = self.positions.len() as u32;
            let own = row.iter().filter(|token| !token.is_beside());
            let own = own.take(usize::from(u16::MAX));
            self.positions.extend(own.map(|token| token.position()));
            let posting = Posting {
                record,
                level: level(worth),
                near: (row[0].position() / 16).min(LAST_ROW) as u8,
                titled: row.iter().any(|token| titles.contains(&token.field())),
                start,
                count: (self.positions.len() - start as usize) as u16,
            };
            self.postings.push((row[0].form(), posting));
        }
        self.tokens.clear();
    }
}

fn same_form(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    tokens
        .chunk_by(|a, b| a.form() == b.form())
        .map(move |row| {
            let range = at..at + row.len();
            at = range.end;
            range
        })
}
