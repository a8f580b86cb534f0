//! An index read back: the words of each record, in their order. What is published can so be looked
//! through for what must not be in it.

use super::format::{self, Reader};
use super::read::{Broken, Index};
use super::{FOLDER, MANIFEST};
use std::collections::BTreeSet;

/// After so many forms, the chunks that they stand in are let go of.
const TOGETHER: usize = 4096;

/// What an index says.
#[derive(Debug)]
pub struct Contents {
    /// The files that hold nothing but these words, in pieces; paths from the root of the version.
    pub files: BTreeSet<String>,
    /// The address of each group that says anything, and its records.
    groups: Vec<(String, std::ops::Range<usize>)>,
    forms: Vec<String>,
    records: Vec<Written>,
}

/// The words of a record, form by form. There are as many as the site has, so each takes the fewest bytes: how much
/// further on the form stands than the last, then its place.
#[derive(Debug, Default)]
struct Written {
    bytes: Vec<u8>,
    last: u32,
}

impl Written {
    fn add(&mut self, form: u32, place: u32) {
        format::put(&mut self.bytes, form - self.last);
        format::put(&mut self.bytes, place);
        self.last = form;
    }

    /// Each with its place, in their order.
    fn words(&self) -> Vec<(u32, u32)> {
        let mut reader = Reader::new(&self.bytes);
        let mut form = 0;
        let mut out = Vec::new();
        while let (Ok(next), Ok(place)) = (reader.number(), reader.number()) {
            form += next;
            out.push((place, form));
        }
        out.sort_unstable();
        out
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
        for record in &self.records[records.clone()] {
            let mut before: Option<u32> = None;
            for (place, form) in record.words() {
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
    /// Reads all of it back.
    ///
    /// # Errors
    /// A file of the index that is missing, or not what it should be.
    pub fn contents(&self) -> Result<Contents, Broken> {
        // The cards vouch for the number of records, by which memory is taken.
        let mut groups = Vec::new();
        for group in 0..self.groups() {
            let records = self.groups.first(group) as usize..self.groups.first(group + 1) as usize;
            groups.push((self.card(group)?.1, records));
        }
        self.forget();
        let mut records: Vec<Written> = Vec::new();
        records.resize_with(self.records() as usize, Written::default);
        let mut forms: Vec<String> = Vec::new();
        while let Some(term) = self.term_at(format::narrow(forms.len()))? {
            let form = term.ordinal();
            self.each_position(&term, |record, place| {
                records[record as usize].add(form, place)
            })?;
            forms.push(term.form().to_owned());
            if forms.len().is_multiple_of(TOGETHER) {
                self.forget();
            }
        }
        self.forget();
        groups.retain(|(_, own)| records[own.clone()].iter().any(|one| !one.bytes.is_empty()));
        let listed = self.listed().map(|name| format!("{FOLDER}{name}.bin"));
        Ok(Contents {
            files: listed.chain([MANIFEST.to_owned()]).collect(),
            groups,
            forms,
            records,
        })
    }
}
