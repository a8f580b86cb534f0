//! An index read back: the words of each record, in their order. What is published can so be looked
//! through for what must not be in it.

use super::read::{Broken, Index};
use super::{FOLDER, MANIFEST, format};
use std::collections::BTreeSet;

/// After so many forms, the chunks that they stand in are let go of.
const TOGETHER: u32 = 4096;

/// What an index says.
#[derive(Debug)]
pub struct Contents {
    /// The files that hold nothing but these words, in pieces; paths from the root of the version.
    pub files: BTreeSet<String>,
    /// The address of each group that says anything, and its records.
    groups: Vec<(String, std::ops::Range<usize>)>,
    forms: Vec<String>,
    /// Where the words of each record begin; the last is the end.
    starts: Vec<usize>,
    words: Vec<Word>,
}

/// A word where it stands: there are as many as the site has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    place: u32,
    form: u32,
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
        for record in records.clone() {
            let mut words = self.words[self.starts[record]..self.starts[record + 1]].to_vec();
            words.sort_unstable();
            let mut before: Option<u32> = None;
            for word in words {
                if !text.is_empty() {
                    let goes_on =
                        before.is_some_and(|before| before.checked_add(1) == Some(word.place));
                    text.push(if goes_on { ' ' } else { '\n' });
                }
                text.push_str(&self.forms[word.form as usize]);
                before = Some(word.place);
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
        let mut starts = vec![0; self.records() as usize + 1];
        self.each_word(|record, _, _| starts[record as usize + 1] += 1)?;
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut words = vec![Word::default(); starts[starts.len() - 1]];
        let mut forms: Vec<String> = Vec::new();
        self.each_word(|record, place, form| {
            let next = &mut next[record as usize];
            words[*next] = Word { place, form };
            *next += 1;
        })?;
        while let Some(term) = self.term_at(format::narrow(forms.len()))? {
            forms.push(term.form().to_owned());
        }
        self.forget();
        groups.retain(|(_, records)| starts[records.start] < starts[records.end]);
        let listed = self.listed().map(|name| format!("{FOLDER}{name}.bin"));
        Ok(Contents {
            files: listed.chain([MANIFEST.to_owned()]).collect(),
            groups,
            forms,
            starts,
            words,
        })
    }

    /// Calls for each word with its record, its place and the ordinal of its form.
    fn each_word(&self, mut see: impl FnMut(u32, u32, u32)) -> Result<(), Broken> {
        let mut ordinal = 0;
        while let Some(term) = self.term_at(ordinal)? {
            self.each_position(&term, |record, place| see(record, place, ordinal))?;
            ordinal += 1;
            if ordinal % TOGETHER == 0 {
                self.forget();
            }
        }
        Ok(())
    }
}
