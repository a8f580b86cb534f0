//! How much of a deck is read before it is refused.

/// Absolute limits. A ratio of compression is none of them: healthy decks reach 42 to 1.
///
/// Each is several times what the largest healthy deck seen needs (in brackets), and together they
/// keep one deck well under 100 MB of memory whatever it claims to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is no archive and is held whole: a PDF, a flat OpenDocument file (40 MB).
    pub file_bytes: u64,
    /// Bytes of a Markdown file; its parser holds several times as much (1 MB).
    pub markdown_bytes: u64,
    /// Inflated bytes of one part (a slide of dense vector drawings: 6 MB). Twice this may be held
    /// at once, because a file inside the file is held while its own parts are read.
    pub part_bytes: u64,
    /// Inflated bytes of all the parts read from one deck, embedded files included, and counted
    /// again each time a part is read again (20 MB).
    pub deck_bytes: u64,
    /// Bytes of text kept in the model, and 96 more for each text (under 1 MB): what is read is
    /// thrown away, what is found stays.
    pub text_bytes: u64,
    /// Shapes, texts and references in one drawing, and strings in one workbook's table (12,000).
    /// An empty shape takes seven bytes of XML and a hundred of memory.
    pub items: usize,
    /// Entries in one package (382), slides in its show, and relationships of one part. The
    /// directory is held in memory, some 400 bytes an entry.
    pub entries: usize,
    /// Elements inside elements (24). Groups within groups are read by recursion.
    pub xml_depth: usize,
    /// Files inside files (2: a workbook in a deck in a deck).
    pub embedding_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            markdown_bytes: 8 << 20,
            part_bytes: 32 << 20,
            deck_bytes: 512 << 20,
            text_bytes: 32 << 20,
            items: 200_000,
            entries: 20_000,
            xml_depth: 256,
            embedding_depth: 4,
        }
    }
}
