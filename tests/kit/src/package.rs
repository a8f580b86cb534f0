//! The zip container, record by record.
//!
//! A test of a reader needs files that no well-behaved writer makes: two entries with one name, a
//! backslash in a name, a checksum that lies. So the records are written by hand (APPNOTE.TXT 4.3),
//! and an [`Entry`]'s header fields can be set to anything.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// 1 January 2024, 00:00, in MS-DOS form: fixed, so that the same deck is always the same bytes.
const DATE: u16 = ((2024 - 1980) << 9) | (1 << 5) | 1;

/// One zip entry: the packed bytes, and what the headers say of them, which need not be true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    /// The bytes as they stand in the file, already compressed.
    pub packed: Vec<u8>,
    /// Compression method: 0 stored, 8 deflated, anything else at the caller's risk.
    pub method: u16,
    /// General purpose flags; bit 0 says encrypted, bit 11 says the name is UTF-8.
    pub flags: u16,
    pub crc: u32,
    /// The inflated size that the headers declare.
    pub size: u32,
}

impl Entry {
    /// An honest deflated entry.
    pub fn deflated(name: &str, bytes: &[u8]) -> Self {
        Self {
            packed: deflate(bytes),
            method: DEFLATED,
            ..Self::stored(name, bytes)
        }
    }

    /// An honest entry without compression.
    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            packed: bytes.to_vec(),
            method: STORED,
            flags: if name.is_ascii() { 0 } else { 1 << 11 },
            crc: crc32fast::hash(bytes),
            size: u32::try_from(bytes.len()).expect("the kit makes no zip64 sizes"),
        }
    }

    /// An entry of `head`, `times` copies of `block`, and `tail`, without ever holding it whole.
    ///
    /// The block is deflated once behind a full flush, so that it refers to nothing before itself
    /// and its packed bytes can be repeated.
    pub fn repeated(name: &str, head: &[u8], block: &[u8], times: u32, tail: &[u8]) -> Self {
        let packed_block = deflate_flushed(block);
        let mut packed = deflate_flushed(head);
        let mut crc = crc32fast::Hasher::new();
        crc.update(head);
        let mut crc_of_block = crc32fast::Hasher::new();
        crc_of_block.update(block);
        for _ in 0..times {
            packed.extend_from_slice(&packed_block);
            crc.combine(&crc_of_block);
        }
        packed.extend_from_slice(&deflate(tail));
        crc.update(tail);
        let size = head.len() + block.len() * times as usize + tail.len();
        Self {
            name: name.to_owned(),
            packed,
            method: DEFLATED,
            flags: 0,
            crc: crc.finalize(),
            size: u32::try_from(size).expect("the kit makes no zip64 sizes"),
        }
    }

    /// The bytes the entry holds.
    pub fn bytes(&self) -> Vec<u8> {
        match self.method {
            STORED => self.packed.clone(),
            DEFLATED => {
                let mut out = Vec::new();
                DeflateDecoder::new(self.packed.as_slice())
                    .read_to_end(&mut out)
                    .expect("the kit only unpacks healthy entries");
                out
            }
            other => panic!(
                "{}: compression method {other} cannot be unpacked",
                self.name
            ),
        }
    }

    /// Local file header (4.3.7) or central directory header (4.3.12): they share their middle.
    fn header(&self, out: &mut Vec<u8>, central_offset: Option<u32>) {
        let packed = u32::try_from(self.packed.len()).expect("the kit makes no zip64 sizes");
        let name = u16::try_from(self.name.len()).expect("a zip name fits 16 bits");
        if central_offset.is_some() {
            out.extend_from_slice(b"PK\x01\x02");
            put16(out, 20);
        } else {
            out.extend_from_slice(b"PK\x03\x04");
        }
        for field in [20, self.flags, self.method, 0, DATE] {
            put16(out, field);
        }
        for field in [self.crc, packed, self.size] {
            put32(out, field);
        }
        put16(out, name);
        put16(out, 0);
        if let Some(offset) = central_offset {
            for _ in 0..3 {
                put16(out, 0);
            }
            put32(out, 0);
            put32(out, offset);
        }
        out.extend_from_slice(self.name.as_bytes());
    }
}

/// A zip file as a list of entries, in file order.
///
/// ```
/// use rightdeck_kit::{Package, TextDeck, pptx};
/// let deck = pptx(&TextDeck::from_yaml("slides: [{title: Plain}]"));
/// let broken = Package::read(&deck)
///     .replace("ppt/slides/slide1.xml", |xml| xml.replace("Plain", "<oops>"))
///     .bytes();
/// assert_ne!(deck, broken);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    pub entries: Vec<Entry>,
}

impl Package {
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a healthy zip file. Entries keep their order, their packed bytes, and doubles.
    ///
    /// # Panics
    /// If `bytes` is no zip file; broken ones are made with this type, not read by it.
    pub fn read(bytes: &[u8]) -> Self {
        let end = (0..bytes.len().saturating_sub(21))
            .rev()
            .find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))
            .expect("a zip file ends with its directory");
        let mut at = get32(bytes, end + 16);
        let mut entries = Vec::new();
        while bytes[at..].starts_with(b"PK\x01\x02") {
            let [name, extra, comment] = [28, 30, 32].map(|field| get16(bytes, at + field));
            let local = get32(bytes, at + 42);
            let start = local + 30 + get16(bytes, local + 26) + get16(bytes, local + 28);
            let packed = get32(bytes, at + 20);
            entries.push(Entry {
                name: String::from_utf8_lossy(&bytes[at + 46..at + 46 + name]).into_owned(),
                packed: bytes[start..start + packed].to_vec(),
                method: get16(bytes, at + 10) as u16,
                // A data descriptor (bit 3) is dropped: the sizes stand in the header here.
                flags: get16(bytes, at + 8) as u16 & !8,
                crc: get32(bytes, at + 16) as u32,
                size: get32(bytes, at + 24) as u32,
            });
            at += 46 + name + extra + comment;
        }
        Self { entries }
    }

    /// Adds a deflated entry at the end, whatever its name, even one that is there already.
    #[must_use]
    pub fn part(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.entry(Entry::deflated(name, bytes.as_ref()))
    }

    /// Adds an entry without compression at the end.
    #[must_use]
    pub fn stored(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.entry(Entry::stored(name, bytes.as_ref()))
    }

    /// Adds an entry at the end, as it is.
    #[must_use]
    pub fn entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// Rewrites the text of one part, in the encoding that it has (UTF-8, or UTF-16 with a BOM).
    ///
    /// # Panics
    /// If there is no such part, or the edit changed nothing: a test would then prove nothing.
    #[must_use]
    pub fn replace(self, name: &str, edit: impl FnOnce(String) -> String) -> Self {
        let bytes = self.get(name).unwrap_or_else(|| panic!("no part {name}"));
        let (text, encoding) = decode(&bytes);
        let edited = edit(text.clone());
        assert!(edited != text, "{name}: the edit changed nothing");
        self.replace_bytes(name, &encode(&edited, encoding))
    }

    /// Puts other bytes into one part, where it stands.
    #[must_use]
    pub fn replace_bytes(self, name: &str, bytes: &[u8]) -> Self {
        self.edit_entry(name, |entry| *entry = Entry::deflated(&entry.name, bytes))
    }

    /// Changes one entry's record: its checksum, its declared size, its flags.
    #[must_use]
    pub fn edit_entry(mut self, name: &str, edit: impl FnOnce(&mut Entry)) -> Self {
        let entry = self.entries.iter_mut().find(|entry| entry.name == name);
        edit(entry.unwrap_or_else(|| panic!("no part {name}")));
        self
    }

    #[must_use]
    pub fn remove(mut self, name: &str) -> Self {
        let before = self.entries.len();
        self.entries.retain(|entry| entry.name != name);
        assert!(self.entries.len() < before, "no part {name}");
        self
    }

    /// Renames an entry only; what refers to it keeps the old name.
    #[must_use]
    pub fn rename(self, from: &str, to: &str) -> Self {
        self.edit_entry(from, |entry| to.clone_into(&mut entry.name))
    }

    /// The unpacked bytes of the first entry of this name.
    pub fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.entries
            .iter()
            .find(|entry| entry.name == name)
            .map(Entry::bytes)
    }

    /// The text of a part, decoded.
    ///
    /// # Panics
    /// If there is no such part.
    pub fn text(&self, name: &str) -> String {
        decode(&self.get(name).unwrap_or_else(|| panic!("no part {name}"))).0
    }

    /// The entry names in file order.
    pub fn names(&self) -> Vec<&str> {
        self.entries
            .iter()
            .map(|entry| entry.name.as_str())
            .collect()
    }

    /// The zip file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let mut directory = Vec::new();
        for entry in &self.entries {
            let offset = u32::try_from(out.len()).expect("the kit makes no zip64 offsets");
            entry.header(&mut out, None);
            out.extend_from_slice(&entry.packed);
            entry.header(&mut directory, Some(offset));
        }
        let start = out.len();
        out.extend_from_slice(&directory);
        end_of_directory(&mut out, self.entries.len(), start, directory.len());
        out
    }
}

/// The end of central directory record (4.3.16), and its zip64 form (4.3.14) for more entries than
/// 16 bits can count.
fn end_of_directory(out: &mut Vec<u8>, entries: usize, start: usize, length: usize) {
    let short = u16::try_from(entries).unwrap_or(u16::MAX);
    if short == u16::MAX {
        let zip64 = out.len() as u64;
        out.extend_from_slice(b"PK\x06\x06");
        put64(out, 44);
        put16(out, 45);
        put16(out, 45);
        put64(out, 0);
        for field in [entries, entries, length, start] {
            put64(out, field as u64);
        }
        out.extend_from_slice(b"PK\x06\x07");
        put32(out, 0);
        put64(out, zip64);
        put32(out, 1);
    }
    out.extend_from_slice(b"PK\x05\x06");
    for field in [0, 0, short, short] {
        put16(out, field);
    }
    put32(out, length as u32);
    put32(out, start as u32);
    put16(out, 0);
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder
        .write_all(bytes)
        .expect("writing to memory does not fail");
    encoder.finish().expect("writing to memory does not fail")
}

/// Deflated bytes which end on a byte border and leave the stream open.
fn deflate_flushed(bytes: &[u8]) -> Vec<u8> {
    let mut compress = flate2::Compress::new(Compression::best(), false);
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    compress
        .compress_vec(bytes, &mut out, flate2::FlushCompress::Full)
        .expect("deflating does not fail");
    assert_eq!(
        compress.total_in(),
        bytes.len() as u64,
        "the buffer holds it all"
    );
    out
}

#[derive(Clone, Copy)]
pub(crate) enum Encoding {
    Utf8,
    Utf16Le,
}

pub(crate) fn decode(bytes: &[u8]) -> (String, Encoding) {
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        let units: Vec<u16> = units
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        return (
            String::from_utf16(&units).expect("the part is UTF-16"),
            Encoding::Utf16Le,
        );
    }
    (
        String::from_utf8(bytes.to_vec()).expect("the part is text"),
        Encoding::Utf8,
    )
}

pub(crate) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xff, 0xfe].into_iter().chain(units).collect()
        }
    }
}

fn put16(out: &mut Vec<u8>, value: u16) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn put64(out: &mut Vec<u8>, value: u64) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn get16(bytes: &[u8], at: usize) -> usize {
    usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

fn get32(bytes: &[u8], at: usize) -> usize {
    let field = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    u32::from_le_bytes(field) as usize
}
