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
        let listing = &self.manifest.positions;
        let at = listing.by_ordinal(term.ordinal()).unwrap_or_default();
        let range = listing.range(at);
        let chunk = self.chunk(listing, at, |bytes| PositionChunk::read(bytes, at, range))?;
        let mut out: Vec<(u32, Vec<u32>)> = Vec::new();
        let see = |record, place| match out.last_mut() {
            Some((last, places)) if *last == record => places.push(place),
            _ => out.push((record, vec![place])),
        };
        self.walk(at, &chunk, term, see)?;
        Ok(out)
    }

    /// How many chunks of positions there are.
    pub(in crate::search) fn rows(&self) -> usize {
        self.manifest.positions.len()
    }

    /// The forms of a chunk of positions, with the ordinal of the first. Calls for each position with the form's ordinal
    /// and the record, all rising. Who reads a whole index needs each chunk once: nothing of it is kept.
    pub(in crate::search) fn row(
        &self,
        at: usize,
        mut see: impl FnMut(u32, u32, u32),
    ) -> Result<(u32, Vec<String>), Broken> {
        let listing = &self.manifest.positions;
        let range = listing.range(at);
        let own = range.clone();
        let chunk = self.fresh(listing, at, |bytes| PositionChunk::read(bytes, at, own))?;
        let mut forms: Vec<String> = Vec::new();
        self.each_term(range.clone(), |term| {
            forms.push(term.form().to_owned());
            let form = term.ordinal();
            self.walk(at, &chunk, term, |record, place| see(form, record, place))
        })?;
        Ok((range.start, forms))
    }

    /// Calls for each position of a form with its record, both rising.
    fn walk(
        &self,
        at: usize,
        chunk: &PositionChunk,
        term: &Term,
        see: impl FnMut(u32, u32),
    ) -> Result<(), Broken> {
        // A beginning is no word, and stands nowhere.
        if term.form().ends_with('*') {
            return Ok(());
        }
        let own = term.ordinal().checked_sub(chunk.range.start);
        let entry = own.and_then(|own| chunk.entries.get(own as usize));
        let entry = entry.cloned().unwrap_or([0..0, 0..0, 0..0]);
        let streams = entry.map(|range| chunk.bytes.get(range).unwrap_or_default());
        walk(streams, term, self.manifest.records, see).map_err(|why| {
            let name = self.manifest.positions.name(at).unwrap_or_default();
            Broken::Damaged(format!("{}{name}.bin", crate::search::FOLDER), why)
        })
    }
}

fn walk(
    [gaps, counts, places]: [&[u8]; 3],
    term: &Term,
    records: u32,
    mut see: impl FnMut(u32, u32),
) -> Result<(), Damage> {
    let (mut counts, mut places) = (Reader::new(counts), Reader::new(places));
    let own: Vec<u32> = if term.is_everywhere() {
        rising(gaps, term.df(), records)?
    } else {
        term.records().collect()
    };
    for record in own {
        let mut next = 0_u32;
        for _ in 0..counts.number()? {
            let place = next
                .checked_add(places.number()?)
                .ok_or("a position is too large")?;
            next = place.checked_add(1).ok_or("a position is too large")?;
            see(record, place);
        }
    }
    counts.end()?;
    places.end()
}
