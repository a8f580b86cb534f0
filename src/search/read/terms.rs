//! Chunks of terms: forms, and the records in which they stand.

use super::{Broken, Index};
use crate::search::format::{Damage, Part, Reader, Rising};
use crate::search::words;
use rayon::prelude::*;
use std::ops::Range;
use std::sync::Arc;

/// All forms with a beginning are read one by one, if they are no more than this.
const COMPLETIONS: usize = 64;

const MATES: u32 = 1;
const FUNCTION: u32 = 2;
const EVERYWHERE: u32 = 4;
const NEAR: u32 = 8;
/// The row that stands for 'anywhere'.
const ANYWHERE: u8 = 15;

/// A chunk.
#[derive(Debug)]
pub(super) struct TermChunk {
    at: usize,
    range: Range<u32>,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
    synonyms: Vec<Synonym>,
}

#[derive(Debug)]
struct Entry {
    form: String,
    flags: u32,
    df: u32,
    mates: Vec<u32>,
    gaps: Range<usize>,
    levels: Range<usize>,
    near: Range<usize>,
}

/// Words for the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Synonym {
    pub(in crate::search) words: Vec<String>,
    pub(in crate::search) others: Vec<Vec<String>>,
}

/// A form of the index.
#[derive(Debug, Clone)]
pub(in crate::search) struct Term {
    chunk: Arc<TermChunk>,
    at: usize,
}

/// A record in which a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) struct Posting {
    pub(in crate::search) record: u32,
    pub(in crate::search) level: u8,
    /// Its row; none where that is not told.
    pub(in crate::search) near: Option<u8>,
}

impl Term {
    fn entry(&self) -> &Entry {
        &self.chunk.entries[self.at]
    }

    pub(in crate::search) fn form(&self) -> &str {
        &self.entry().form
    }

    pub(in crate::search) fn ordinal(&self) -> u32 {
        self.chunk.range.start + self.at as u32
    }

    pub(in crate::search) fn df(&self) -> u32 {
        self.entry().df
    }

    pub(in crate::search) fn is_function(&self) -> bool {
        self.entry().flags & FUNCTION != 0
    }

    pub(in crate::search) fn is_everywhere(&self) -> bool {
        self.entry().flags & EVERYWHERE != 0
    }

    pub(in crate::search) fn mates(&self) -> &[u32] {
        &self.entry().mates
    }

    /// The records that have it, in order.
    pub(in crate::search) fn records(&self) -> impl Iterator<Item = u32> {
        let entry = self.entry();
        let mut records = Rising::new(&self.chunk.bytes[entry.gaps.clone()]);
        let count = entry.levels.len();
        // The list was looked through when the chunk was read.
        (0..count).map_while(move |_| records.number().ok())
    }

    /// The same, with what each says of it.
    pub(in crate::search) fn postings(&self) -> Vec<Posting> {
        let entry = self.entry();
        let levels = &self.chunk.bytes[entry.levels.clone()];
        let near = &self.chunk.bytes[entry.near.clone()];
        let mut out = Vec::with_capacity(levels.len());
        for (at, (record, level)) in self.records().zip(levels).enumerate() {
            let row = near.get(at).copied().filter(|row| *row < ANYWHERE);
            out.push(Posting {
                record,
                level: *level,
                near: row,
            });
        }
        out
    }
}

impl TermChunk {
    fn read(bytes: &[u8], at: usize, range: Range<u32>, records: u32) -> Result<Self, Damage> {
        let (mut reader, lengths) = begun(bytes, at, &range)?;
        let mut streams = [&bytes[..0]; 5];
        let mut ends = [0; 5];
        for ((stream, end), length) in streams.iter_mut().zip(&mut ends).zip(lengths) {
            *stream = reader.take(length)?;
            *end = bytes.len() - reader.rest().len();
        }
        let [mut forms, mut meta, mut gaps, mut levels, mut near] = streams.map(Reader::new);
        let places = |gaps: &Reader<'_>, levels: &Reader<'_>, near: &Reader<'_>| {
            (
                ends[2] - gaps.rest().len(),
                ends[3] - levels.rest().len(),
                ends[4] - near.rest().len(),
            )
        };
        let mut entries: Vec<Entry> = Vec::new();
        for ordinal in range.clone() {
            let before = entries.last().map_or("", |entry| entry.form.as_str());
            let form = forms.form(before)?;
            if !entries.is_empty() && words::compare(before, &form).is_ge() {
                return Err("its forms are not in order");
            }
            let flags = meta.number()?;
            let df = meta.number()?;
            if df > records || df == 0 && !form.ends_with('*') {
                return Err("a form stands in too many records");
            }
            let mut mates = Vec::new();
            if flags & MATES != 0 {
                for _ in 0..meta.count()? {
                    mates.push(meta.neighbour(ordinal)?);
                }
            }
            let start = places(&gaps, &levels, &near);
            if flags & EVERYWHERE == 0 {
                let length = meta.number()? as usize;
                rising(gaps.take(length)?, df, records)?;
                check_bytes(levels.take(df as usize)?)?;
            }
            if flags & NEAR != 0 {
                check_bytes(near.take(df as usize)?)?;
            }
            let end = places(&gaps, &levels, &near);
            entries.push(Entry {
                form,
                flags,
                df,
                mates,
                gaps: start.0..end.0,
                levels: start.1..end.1,
                near: start.2..end.2,
            });
        }
        for stream in [forms, meta, gaps, levels, near] {
            stream.end()?;
        }
        Ok(Self {
            at,
            range,
            entries,
            bytes: bytes.to_vec(),
            synonyms: synonyms(reader.rest())?,
        })
    }

    fn find(&self, form: &str) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| words::compare(&entry.form, form))
            .ok()
    }
}

/// Reads a chunk up to its streams: what is left, and how long each of them is.
fn begun<'b>(
    bytes: &'b [u8],
    at: usize,
    range: &Range<u32>,
) -> Result<(Reader<'b>, [usize; 5]), Damage> {
    let mut reader = Reader::new(bytes);
    reader.head(Part::Terms, at)?;
    if reader.number()? != range.start || reader.number()? != range.end - range.start {
        return Err("its forms are not those that were asked for");
    }
    let mut lengths = [0; 5];
    for length in &mut lengths {
        *length = reader.count()?;
    }
    Ok((reader, lengths))
}

/// The forms of a chunk alone.
fn forms(bytes: &[u8], at: usize, range: &Range<u32>) -> Result<Vec<String>, Damage> {
    let (mut reader, [length, ..]) = begun(bytes, at, range)?;
    let mut stream = Reader::new(reader.take(length)?);
    let mut out: Vec<String> = Vec::new();
    for _ in range.clone() {
        let form = stream.form(out.last().map_or("", String::as_str))?;
        out.push(form);
    }
    stream.end()?;
    Ok(out)
}

/// Reads a list of records, and sees that none is beyond the last.
pub(super) fn rising(bytes: &[u8], count: u32, records: u32) -> Result<Vec<u32>, Damage> {
    if count as usize > bytes.len() * 8 {
        return Err("it ends too early");
    }
    let mut list = Rising::new(bytes);
    let out: Vec<u32> = (0..count)
        .map(|_| list.number())
        .collect::<Result<_, _>>()?;
    list.end()?;
    if out.last().is_some_and(|last| *last >= records) {
        return Err("a record is beyond the last");
    }
    Ok(out)
}

fn check_bytes(bytes: &[u8]) -> Result<(), Damage> {
    if bytes.iter().all(|byte| *byte < 16) {
        Ok(())
    } else {
        Err("a level is too high")
    }
}

fn synonyms(bytes: &[u8]) -> Result<Vec<Synonym>, Damage> {
    let text = std::str::from_utf8(bytes).map_err(|_| "its synonyms are no text")?;
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let line = |line: &str| {
        let mut names = line.split('\t').map(words);
        Synonym {
            words: names.next().unwrap_or_default(),
            others: names.collect(),
        }
    };
    Ok(text.lines().map(line).collect())
}

impl Index {
    fn term_chunk(&self, at: usize) -> Result<Arc<TermChunk>, Broken> {
        let range = self.manifest.terms.range(at);
        self.chunk(&self.manifest.terms, at, |bytes| {
            TermChunk::read(bytes, at, range, self.manifest.records)
        })
    }

    /// All forms and beginnings, in order. No chunk is kept.
    ///
    /// # Errors
    /// A file of the index that is missing, or not what it should be.
    pub fn forms(&self) -> Result<Vec<String>, Broken> {
        let listing = &self.manifest.terms;
        let forms: Vec<Vec<String>> = (0..listing.len())
            .into_par_iter()
            .map(|at| self.fresh(listing, at, |bytes| forms(bytes, at, &listing.range(at))))
            .collect::<Result<_, _>>()?;
        Ok(forms.concat())
    }

    /// Calls for the forms with these ordinals. Each chunk is read anew, and not kept.
    pub(super) fn each_term(
        &self,
        ordinals: Range<u32>,
        mut call: impl FnMut(&Term) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let listing = &self.manifest.terms;
        let mut next = ordinals.start;
        while let Some(at) = listing.by_ordinal(next).filter(|_| next < ordinals.end) {
            let range = listing.range(at);
            let end = range.end.min(ordinals.end);
            let first = range.start;
            let chunk = Arc::new(self.fresh(listing, at, |bytes| {
                TermChunk::read(bytes, at, range, self.manifest.records)
            })?);
            for ordinal in next..end {
                call(&Term {
                    chunk: chunk.clone(),
                    at: (ordinal - first) as usize,
                })?;
            }
            next = end;
        }
        Ok(())
    }

    /// A form, if the index has it.
    pub(in crate::search) fn term(&self, form: &str) -> Result<Option<Term>, Broken> {
        if self.manifest.terms.len() == 0 {
            return Ok(None);
        }
        let chunk = self.term_chunk(self.manifest.terms.by_form(form))?;
        Ok(chunk.find(form).map(|at| Term { chunk, at }))
    }

    /// The form with an ordinal; none has one beyond the last.
    pub(in crate::search) fn term_at(&self, ordinal: u32) -> Result<Option<Term>, Broken> {
        let Some(at) = self.manifest.terms.by_ordinal(ordinal) else {
            return Ok(None);
        };
        let chunk = self.term_chunk(at)?;
        let at = ordinal - chunk.range.start;
        Ok((ordinal < chunk.range.end).then_some(Term {
            chunk,
            at: at as usize,
        }))
    }

    /// The forms that begin so, the beginning itself among them, if it is a form.
    pub(in crate::search) fn terms_from(&self, beginning: &str) -> Result<Vec<Term>, Broken> {
        let mut out = Vec::new();
        let listing = &self.manifest.terms;
        if listing.len() == 0 {
            return Ok(out);
        }
        let mut chunk = self.term_chunk(listing.by_form(beginning))?;
        loop {
            let from = chunk
                .entries
                .partition_point(|entry| words::compare(&entry.form, beginning).is_lt());
            for at in from..chunk.entries.len() {
                let form = &chunk.entries[at].form;
                if !form.starts_with(beginning) || out.len() == COMPLETIONS {
                    return Ok(out);
                }
                if !form.ends_with('*') {
                    let chunk = chunk.clone();
                    out.push(Term { chunk, at });
                }
            }
            let next = chunk.at + 1;
            if next >= listing.len() || !listing.begins_with(next, beginning) {
                return Ok(out);
            }
            chunk = self.term_chunk(next)?;
        }
    }

    /// The synonyms that begin with a word.
    pub(in crate::search) fn synonyms(&self, first: &str) -> Result<Vec<Synonym>, Broken> {
        if self.manifest.terms.len() == 0 {
            return Ok(Vec::new());
        }
        let chunk = self.term_chunk(self.manifest.terms.by_form(first))?;
        let own = chunk
            .synonyms
            .iter()
            .filter(|line| line.words.first().is_some_and(|word| word == first));
        Ok(own.cloned().collect())
    }
}
