//! An index read back: the words of each record, in their order. What is published can so be looked
//! through for what must not be in it.

use super::format::{self, Reader};
use super::read::{Broken, Index};
use super::{FOLDER, MANIFEST};
use rayon::prelude::*;
use std::ops::Range;

/// What an index says.
#[derive(Debug)]
pub struct Contents {
    /// The address of each group that says anything, and its records.
    groups: Vec<(String, Range<usize>)>,
    forms: Vec<String>,
    rows: Vec<Row>,
}

/// A row of forms: where each record has them. There are as many words as the site has, so each takes the fewest
/// bytes: how much further on the form stands than the last, then its place.
#[derive(Debug)]
struct Row {
    /// The number of its first form.
    first: u32,
    bytes: Vec<u8>,
    /// Where each record's words end.
    ends: Vec<usize>,
}

/// A word of a record, and where in it it stands.
#[derive(Debug, Clone, Copy)]
struct Word {
    record: u32,
    form: u32,
    place: u32,
}

impl Row {
    /// The words come form by form, and are gathered by record.
    fn of(first: u32, words: &[Word], records: usize) -> Self {
        let mut next = vec![0_usize; records + 1];
        for word in words {
            next[word.record as usize + 1] += 1;
        }
        for record in 0..records {
            next[record + 1] += next[record];
        }
        let mut sorted = vec![0_usize; words.len()];
        for (at, word) in words.iter().enumerate() {
            let place = &mut next[word.record as usize];
            sorted[*place] = at;
            *place += 1;
        }
        // Each record's place has come to be where its words end.
        let mut row = Self {
            first,
            bytes: Vec::with_capacity(words.len() * 3),
            ends: Vec::with_capacity(records),
        };
        let mut start = 0;
        for end in &next[..records] {
            let mut last = first;
            for word in sorted[start..*end].iter().map(|at| words[*at]) {
                format::put(&mut row.bytes, word.form - last);
                format::put(&mut row.bytes, word.place);
                last = word.form;
            }
            start = *end;
            row.ends.push(row.bytes.len());
        }
        row.bytes.shrink_to_fit();
        row
    }

    fn bytes(&self, record: usize) -> &[u8] {
        let start = record.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[record]]
    }

    /// The words of a record, form by form: the place, then the form, in one number, so that they sort fast.
    fn words(&self, record: usize) -> impl Iterator<Item = u64> {
        let mut reader = Reader::new(self.bytes(record));
        let mut form = self.first;
        std::iter::from_fn(move || {
            form += reader.number().ok()?;
            Some(u64::from(reader.number().ok()?) << 32 | u64::from(form))
        })
    }
}

impl Contents {
    /// How many groups say anything.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether no group says anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The address of a group and its words, a line for each field; nothing beyond the last group.
    #[must_use]
    pub fn text(&self, group: usize) -> Option<(&str, String)> {
        let (url, records) = self.groups.get(group)?;
        let mut text = String::new();
        let mut words = Vec::new();
        for record in records.clone() {
            words.clear();
            words.extend(self.rows.iter().flat_map(|row| row.words(record)));
            words.sort_unstable();
            let mut before: Option<u32> = None;
            for word in &words {
                let (place, form) = ((word >> 32) as u32, *word as u32);
                if !text.is_empty() {
                    let goes_on = before.is_some_and(|before| before.checked_add(1) == Some(place));
                    text.push(if goes_on { ' ' } else { '\n' });
                }
                text.push_str(&self.forms[form as usize]);
                before = Some(place);
            }
        }
        Some((url, text))
    }

    /// All of them, one after the other.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        (0..self.len()).filter_map(|group| self.text(group))
    }
}

impl Index {
    /// The files that hold nothing but words, in pieces; paths from the root of the version.
    pub fn pieces(&self) -> impl Iterator<Item = String> {
        let listed = self.listed().map(|name| format!("{FOLDER}{name}.bin"));
        listed.chain([MANIFEST.to_owned()])
    }

    /// Reads all of it back, on all cores. Nothing of it is kept.
    ///
    /// # Errors
    /// A file of the index that is missing, or not what it should be.
    pub fn contents(&self) -> Result<Contents, Broken> {
        // The cards vouch for the number of records, by which memory is taken.
        let mut groups: Vec<(String, Range<usize>)> = Vec::new();
        for url in self.urls()? {
            let group = format::narrow(groups.len());
            let first = |group| self.groups.first(group) as usize;
            groups.push((url, first(group)..first(group + 1)));
        }
        let records = self.records() as usize;
        let rows: Vec<(Vec<String>, Row)> = (0..self.rows())
            .into_par_iter()
            .map(|at| {
                let mut words = Vec::new();
                let (first, forms) = self.row(at, |form, record, place| {
                    words.push(Word {
                        record,
                        form,
                        place,
                    });
                })?;
                Ok((forms, Row::of(first, &words, records)))
            })
            .collect::<Result<_, Broken>>()?;
        let (forms, rows): (Vec<Vec<String>>, Vec<Row>) = rows.into_iter().unzip();
        groups.retain(|(_, own)| {
            own.clone()
                .any(|record| rows.iter().any(|row| !row.bytes(record).is_empty()))
        });
        Ok(Contents {
            groups,
            forms: forms.concat(),
            rows,
        })
    }
}
