//! How much of a deck is read before it is refused.

/// Absolute limits. A ratio of compression is none of them: healthy decks reach 42 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Inflated bytes of one part.
    pub part_bytes: u64,
    /// Inflated bytes of all the parts read from one deck, embedded files included.
    pub deck_bytes: u64,
    /// Entries in one package.
    pub entries: usize,
    /// Elements inside elements.
    pub xml_depth: usize,
    /// Files inside files.
    pub embedding_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            part_bytes: 64 << 20,
            deck_bytes: 512 << 20,
            entries: 20_000,
            xml_depth: 256,
            embedding_depth: 4,
        }
    }
}
