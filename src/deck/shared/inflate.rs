//! Inflates a sound entry in one go.
//!
//! A deck holds hundreds of parts of a few kilobytes. To set up a decoder for each, and to hand its
//! output on in pieces, cost more than the inflating itself. Here the decoder and the buffer of packed
//! bytes are kept from one part to the next.

use flate2::{Decompress, FlushDecompress, Status};
use std::io::Read;
use zip::CompressionMethod;
use zip::read::ZipFile;

/// Larger entries are inflated as a stream, so that their packed bytes are never all held.
const LARGEST: u64 = 1 << 20;

/// Deflate makes at most so many bytes of one. A larger claim gets no memory here.
const RATIO: u64 = 1032;

/// A decoder, kept between parts.
pub(in crate::deck) struct Inflater {
    decoder: Decompress,
    packed: Vec<u8>,
}

impl Inflater {
    pub(in crate::deck) fn new() -> Self {
        Self {
            decoder: Decompress::new(false),
            packed: Vec::new(),
        }
    }

    /// Whether the entry, whose packed bytes `entry` reads, is what the directory says: one whole
    /// deflate stream of that size and checksum. Then it stands in `into`, which was empty. What is
    /// wrong with an entry that is not, is not said here.
    pub(in crate::deck) fn whole<R: Read + ?Sized>(
        &mut self,
        mut entry: ZipFile<'_, R>,
        into: &mut Vec<u8>,
    ) -> bool {
        let (packed, size) = (entry.compressed_size(), entry.size());
        if entry.compression() != CompressionMethod::Deflated
            || entry.encrypted()
            || packed > LARGEST
            || size > packed * RATIO
        {
            return false;
        }
        let Ok(size) = usize::try_from(size) else {
            return false;
        };
        self.packed.clear();
        into.resize(size, 0);
        self.decoder.reset(false);
        entry.read_to_end(&mut self.packed).is_ok()
            && self
                .decoder
                .decompress(&self.packed, into, FlushDecompress::Finish)
                .is_ok_and(|status| status == Status::StreamEnd)
            && self.decoder.total_out() == entry.size()
            && crc32fast::hash(into) == entry.crc32()
    }
}
