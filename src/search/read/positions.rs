//! Chunks of positions, for phrases.

use super::terms::rising;
use super::{Broken, Index, Term};
use crate::search::format::{Damage, Part, Reader};
use std::ops::Range;

/// A chunk: the entries of a row of forms, as they stand.
#[derive(Debug)]
pub(super) struct PositionChunk {
    range: Range<u32>,
    /// For each form the records, where they stand here, the counts and the places.
    entries: Vec<[Range<usize>; 3]>,
    bytes: Vec<u8>,
}

impl PositionChunk {
    fn read(bytes: &[u8], at: usize, range: Range<u32>) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes);
        reader.head(Part::Positions, at)?;
        if reader.number()? != range.start || reader.number()? != range.end - range.start {
            return Err("its forms are not those that were asked for");
        }
        let mut lengths = Vec::new();
        for _ in range.clone() {
            lengths.push([reader.count()?, reader.count()?, reader.count()?]);
        }
        let mut entries = vec![[0..0, 0..0, 0..0]; lengths.len()];
        for stream in 0..3 {
            for (entry, lengths) in entries.iter_mut().zip(&lengths) {
                let start = bytes.len() - reader.rest().len();
                reader.take(lengths[stream])?;
                entry[stream] = start..start + lengths[stream];
            }
        }
        reader.end()?;
        Ok(Self {
            range,
            entries,
            bytes: bytes.to_vec(),
        })
    }
}

impl Index {
    /// The records in which a form is written, each with its positions.
    pub(in crate::search) fn positions(&self, term: &Term) -> Result<Vec<(u32, Vec<u32>)>, Broken> {
        // A beginning is no word, and stands nowhere.
        if term.form().ends_with('*') {
            return Ok(Vec::new());
        }
        let listing = &self.manifest.positions;
        let at = listing.by_ordinal(term.ordinal()).unwrap_or_default();
        let range = listing.range(at);
        let chunk = self.chunk(listing, at, |bytes| PositionChunk::read(bytes, at, range))?;
        let own = term.ordinal().checked_sub(chunk.range.start);
        let entry = own.and_then(|own| chunk.entries.get(own as usize));
        let entry = entry.cloned().unwrap_or([0..0, 0..0, 0..0]);
        let streams = entry.map(|range| chunk.bytes.get(range).unwrap_or_default());
        entry_of(streams, term, self.manifest.records).map_err(|why| {
            let name = listing.name(at).unwrap_or_default();
            Broken::Damaged(format!("{}{name}.bin", crate::search::FOLDER), why)
        })
    }
}

fn entry_of(
    [gaps, counts, places]: [&[u8]; 3],
    term: &Term,
    records: u32,
) -> Result<Vec<(u32, Vec<u32>)>, Damage> {
    let (mut counts, mut places) = (Reader::new(counts), Reader::new(places));
    let mut out = Vec::new();
    let own: Vec<u32> = if term.is_everywhere() {
        rising(gaps, term.df(), records)?
    } else {
        let postings = term.postings().into_iter();
        postings.map(|posting| posting.record).collect()
    };
    for record in own {
        let count = counts.number()? as usize;
        if count > places.rest().len() {
            return Err("it ends too early");
        }
        let mut next = 0_u32;
        let mut own = Vec::with_capacity(count);
        for _ in 0..count {
            let place = next
                .checked_add(places.number()?)
                .ok_or("a position is too large")?;
            next = place.checked_add(1).ok_or("a position is too large")?;
            own.push(place);
        }
        if !own.is_empty() {
            out.push((record, own));
        }
    }
    counts.end()?;
    places.end()?;
    Ok(out)
}
