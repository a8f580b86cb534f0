//! A block of groups becomes lists: which form stands in which record, how heavily, and where.

use super::Group;
use super::compounds::Compounds;
use super::levels::{Field, level};
use crate::search::format::put;
use crate::search::words;
use rustc_hash::FxHashMap;

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
        forms: Forms::default(),
        places: Vec::new(),
        forms_of: Vec::new(),
        worths: Vec::new(),
        position: 0,
    };
    for group in groups {
        // The title stands above every record, and is cut into words once.
        let mut above = 0..0;
        let (mut length, mut after) = (0, 0);
        for (at, entry) in group.entries.iter().enumerate() {
            let mut lengths = [0; Field::ALL.len()];
            if at == 0 {
                work.position = 0;
                let start = work.places.len();
                work.field(group.title, Field::Title, &mut lengths);
                above = start..work.places.len();
                (length, after) = (lengths[Field::Title as usize], work.position);
            } else {
                for at in above.clone() {
                    let place = work.places[at].in_title_above(work.worths.len());
                    work.token(work.forms_of[at], place);
                }
                lengths[Field::TitleAbove as usize] = length;
                work.position = after;
            }
            work.field(entry.heading, Field::Heading, &mut lengths);
            for alias in entry.aliases {
                work.field(alias, Field::Aliases, &mut lengths);
            }
            work.field(entry.text, Field::Text, &mut lengths);
            work.field(entry.notes, Field::Notes, &mut lengths);
            let worth = |field: Field| field.worth(lengths[field as usize]);
            work.worths.push(Field::ALL.map(worth));
        }
    }
    work.written(first)
}

/// Where a word stands: its record by its place in the block, its position, whether it stands beside a piece and has no
/// position of its own, and its field; in one number, in this order, so that it sorts fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u64);

impl Place {
    /// No text that is read has so many words.
    const LAST_POSITION: u32 = (1 << 28) - 1;

    fn new(record: usize, position: u32, beside: bool, field: Field) -> Self {
        let position = position.min(Self::LAST_POSITION);
        Self(
            (record as u64) << 32
                | u64::from(position) << 4
                | u64::from(beside) << 3
                | field as u64,
        )
    }

    fn record(self) -> u32 {
        (self.0 >> 32) as u32
    }

    fn position(self) -> u32 {
        self.0 as u32 >> 4
    }

    fn is_beside(self) -> bool {
        self.0 >> 3 & 1 == 1
    }

    /// The same in the title of what another record belongs to.
    fn in_title_above(self, record: usize) -> Self {
        let here = self.0 & u64::from(u32::MAX) & !7;
        Self((record as u64) << 32 | here | Field::TitleAbove as u64)
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
    /// How often it stands in the block.
    count: u32,
}

/// The numbers of forms. Most are short enough to be looked up as one number.
#[derive(Default)]
struct Known {
    tiny: FxHashMap<u64, u32>,
    short: FxHashMap<u128, u32>,
    long: FxHashMap<String, u32>,
}

/// A form as a number. It has no zero byte, so that no two give the same.
enum Key<'f> {
    Tiny(u64),
    Short(u128),
    Long(&'f str),
}

impl Key<'_> {
    /// Read in overlapping halves, which is faster than by a copy.
    fn of(form: &str) -> Key<'_> {
        let bytes = form.as_bytes();
        let count = bytes.len();
        let four = |at: usize| bytes.get(at..)?.first_chunk().copied();
        let eight = |at: usize| bytes.get(at..)?.first_chunk().copied();
        let key = match count {
            0..4 => {
                let bytes = bytes.iter().rev();
                Some(Key::Tiny(
                    bytes.fold(0, |all, byte| all << 8 | u64::from(*byte)),
                ))
            }
            4..=8 => four(0).zip(four(count - 4)).map(|(first, last)| {
                let rest = u32::from_le_bytes(last).unbounded_shr(8 * (8 - count as u32));
                Key::Tiny(u64::from(rest) << 32 | u64::from(u32::from_le_bytes(first)))
            }),
            9..=16 => eight(0).zip(eight(count - 8)).map(|(first, last)| {
                let rest = u64::from_le_bytes(last) >> (8 * (16 - count));
                Key::Short(u128::from(rest) << 64 | u128::from(u64::from_le_bytes(first)))
            }),
            _ => None,
        };
        key.unwrap_or(Key::Long(form))
    }
}

impl Known {
    fn get(&self, form: &str) -> Option<u32> {
        match Key::of(form) {
            Key::Tiny(tiny) => self.tiny.get(&tiny).copied(),
            Key::Short(short) => self.short.get(&short).copied(),
            Key::Long(long) => self.long.get(long).copied(),
        }
    }

    fn insert(&mut self, form: &str, id: u32) {
        match Key::of(form) {
            Key::Tiny(tiny) => self.tiny.insert(tiny, id),
            Key::Short(short) => self.short.insert(short, id),
            Key::Long(long) => self.long.insert(long.to_owned(), id),
        };
    }
}

struct Work<'a> {
    compounds: &'a Compounds,
    known: Known,
    facts: Vec<Facts>,
    forms: Forms,
    /// Words as they come, record by record, and there by position: where each stands, and its form beside.
    places: Vec<Place>,
    forms_of: Vec<u32>,
    /// What a word counts in each field of a record.
    worths: Vec<[f64; Field::ALL.len()]>,
    position: u32,
}

impl Work<'_> {
    fn form(&mut self, form: &str) -> u32 {
        if let Some(known) = self.known.get(form) {
            return known;
        }
        let id = self.forms.push(form);
        self.known.insert(form, id);
        self.facts.push(Facts {
            is_first: self.compounds.firsts.contains(form),
            solid: None,
            count: 0,
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
                let Facts {
                    is_first, solid, ..
                } = self.facts[form as usize];
                if let Some(one) = before.filter(|_| !(count == 2 && at == 1)) {
                    pair.clear();
                    pair.push_str(self.forms.get(one));
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
        self.token(form, Place::new(self.worths.len(), position, beside, field));
    }

    fn token(&mut self, form: u32, place: Place) {
        self.facts[form as usize].count += 1;
        self.places.push(place);
        self.forms_of.push(form);
    }

    /// The places of each form gathered, and written.
    fn written(self, first: u32) -> Block {
        let mut end = 0;
        let mut next: Vec<usize> = Vec::with_capacity(self.facts.len());
        for facts in &self.facts {
            next.push(end);
            end += facts.count as usize;
        }
        let mut places = vec![Place(0); end];
        for (form, place) in self.forms_of.iter().zip(&self.places) {
            let at = &mut next[*form as usize];
            places[*at] = *place;
            *at += 1;
        }
        drop((self.forms_of, self.places));
        let mut bytes = Vec::with_capacity(places.len() * 3);
        let mut starts = Vec::with_capacity(next.len() + 1);
        let mut start = 0;
        for end in next {
            let own = &mut places[start..end];
            start = end;
            // What stands beside a piece may come before an earlier one.
            if !own.is_sorted() {
                own.sort_unstable();
            }
            let from = bytes.len() as u32;
            let count = write(&mut bytes, own, first, &self.worths);
            starts.push((from, count));
        }
        starts.push((bytes.len() as u32, 0));
        bytes.shrink_to_fit();
        Block {
            forms: self.forms,
            bytes,
            starts,
        }
    }
}

/// Writes the postings of a form, and says how many they are. `places` are sorted.
fn write(
    bytes: &mut Vec<u8>,
    places: &[Place],
    first: u32,
    worths: &[[f64; Field::ALL.len()]],
) -> u32 {
    let titles = [Field::Title as usize, Field::Aliases as usize];
    let (mut next, mut count) = (0, 0);
    for own in places.chunk_by(|one, other| one.record() == other.record()) {
        let record = own[0].record();
        let worths = &worths[record as usize];
        let worth = own.iter().map(|place| worths[place.field()]).sum();
        let near = (own[0].position() / 16).min(LAST_ROW) as u8;
        let is_titled = own.iter().any(|place| titles.contains(&place.field()));
        let positions = own.iter().filter(|place| !place.is_beside());
        let positions = positions.take(usize::from(u16::MAX));
        put(bytes, first + record - next);
        next = first + record + 1;
        bytes.push(level(worth) | near << 4);
        put(
            bytes,
            (positions.clone().count() as u32) << 1 | u32::from(is_titled),
        );
        let mut from = 0;
        for place in positions {
            put(bytes, place.position() - from);
            from = place.position() + 1;
        }
        count += 1;
    }
    count
}
