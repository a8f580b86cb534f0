//! Chunks of words, forward and backward, for mistyped ones.

use super::{Broken, Index};
use crate::search::format::{Damage, Part, Reader};
use crate::search::words;

/// A chunk: words in order, those of `backward` reversed.
#[derive(Debug)]
pub(super) struct SpellingChunk {
    words: Vec<Spelled>,
}

/// A word, and how many bits the number of its records has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Spelled {
    pub(in crate::search) form: String,
    pub(in crate::search) bits: u8,
}

impl SpellingChunk {
    fn read(bytes: &[u8], part: Part, at: usize) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes);
        reader.head(part, at)?;
        let count = reader.count()?;
        let mut words: Vec<Spelled> = Vec::with_capacity(count);
        for _ in 0..count {
            let before = words.last().map_or("", |word| word.form.as_str());
            let form = reader.form(before)?;
            if !words.is_empty() && words::compare(before, &form).is_ge() {
                return Err("its forms are not in order");
            }
            words.push(Spelled { form, bits: 0 });
        }
        for (word, bits) in words.iter_mut().zip(reader.take(count)?) {
            word.bits = *bits;
        }
        reader.end()?;
        Ok(Self { words })
    }
}

impl Index {
    /// The words that begin so; with `backward`, those that end so, turned round as they stand.
    pub(in crate::search) fn spelled(
        &self,
        beginning: &str,
        backward: bool,
    ) -> Result<Vec<Spelled>, Broken> {
        let (listing, part) = if backward {
            (&self.manifest.backward, Part::Backward)
        } else {
            (&self.manifest.forward, Part::Forward)
        };
        let mut out = Vec::new();
        let mut at = listing.by_form(beginning);
        while at < listing.len() {
            let chunk = self.chunk(listing, at, |bytes| SpellingChunk::read(bytes, part, at))?;
            let words = &chunk.words;
            let from = words.partition_point(|word| words::compare(&word.form, beginning).is_lt());
            let own = words[from..]
                .iter()
                .take_while(|word| word.form.starts_with(beginning));
            out.extend(own.cloned());
            at += 1;
            if !listing.begins_with(at, beginning) {
                break;
            }
        }
        Ok(out)
    }
}
