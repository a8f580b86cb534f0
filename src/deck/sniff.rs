//! What the bytes are, whatever the file is called.
//!
//! The bytes decide; the name only chooses the words. Markdown alone has no bytes of its own: there the name
//! decides, where the bytes say nothing else.

use super::{Reason, Unreadable};
use std::io::{Read, Seek, SeekFrom};

/// Enough to tell every format met so far.
const HEAD: u64 = 4096;

/// What a reader can be chosen by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A zip archive: an Office package or an OpenDocument file.
    Package,
    /// A PDF.
    Pdf,
    /// An OpenDocument file that is one XML file, `.fodp`.
    FlatOpenDocument,
    /// A text in Markdown.
    Markdown,
}

/// Tells the format, or says what it is instead. The source stands at its start afterwards.
pub(super) fn format<R: Read + Seek>(name: &str, mut source: R) -> Result<Format, Unreadable> {
    let mut head = Vec::new();
    let outcome = source
        .seek(SeekFrom::Start(0))
        .and_then(|_| source.by_ref().take(HEAD).read_to_end(&mut head))
        .and_then(|_| source.seek(SeekFrom::Start(0)));
    if let Err(error) = outcome {
        let help = "Check that the file can be opened, and lint it again.";
        return Err(refuse(
            Reason::Corrupt,
            format!("its bytes could not be read: {error}"),
            help,
        ));
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Format::Package);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(compound_file(source));
    }
    if head.starts_with(b"%PDF-") {
        let lower = name.to_ascii_lowercase();
        let office = [".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"];
        if office.iter().any(|end| lower.ends_with(end)) {
            return Err(refuse(
                Reason::NotADeck,
                "it is a PDF under a PowerPoint name, which PowerPoint does not open",
                "Rename it to .pdf, or save the deck again as .pptx, and lint that.",
            ));
        }
        return Ok(Format::Pdf);
    }
    if memchr::memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return Err(refuse(
            Reason::Ambiguous,
            "something else stands before its PDF, so programs disagree on what it is",
            "Export the deck to PDF anew and lint that; do not send this file on.",
        ));
    }
    if is_flat_open_document(&head) {
        return Ok(Format::FlatOpenDocument);
    }
    if is_markdown(name, &head) {
        return Ok(Format::Markdown);
    }
    Err(stranger(name, &head))
}

/// Any text under a name of Markdown that is not something else in its place.
fn is_markdown(name: &str, head: &[u8]) -> bool {
    let named = name.rsplit_once('.').is_some_and(|(_, end)| {
        end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown")
    });
    let start = head.trim_ascii_start().to_ascii_lowercase();
    let others: [&[u8]; 4] = [
        b"<!doctype html",
        b"<html",
        b"version https://git-lfs",
        b"version https://hawser",
    ];
    named
        && !start.is_empty()
        && !head.contains(&0)
        && !others.iter().any(|other| start.starts_with(other))
}

/// `<office:document office:mimetype="…">`, behind a declaration and comments.
fn is_flat_open_document(head: &[u8]) -> bool {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    start.starts_with(b"<")
        && memchr::memmem::find(head, b":document ").is_some()
        && memchr::memmem::find(head, b"urn:oasis:names:tc:opendocument:").is_some()
}

/// An OLE compound file ([MS-CFB]): what PowerPoint wrote before 2007, and what wraps an encrypted
/// deck ([MS-OFFCRYPTO] 2.3).
fn compound_file<R: Read + Seek>(mut source: R) -> Unreadable {
    // A damaged directory still shows its names, which are UTF-16.
    let mut seen = Vec::new();
    let _ = source.by_ref().take(8 << 20).read_to_end(&mut seen);
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(&seen, &wide).is_some()
    };
    if holds("DRMContent") || holds("DRMDataSpace") || holds("DRMEncryptedDataSpace") {
        return refuse(
            Reason::Encrypted,
            "it is protected by rights management (IRM or a sensitivity label that encrypts)",
            "Ask its owner for a copy without protection, or remove the label that encrypts it, and lint that.",
        );
    }
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        return refuse(
            Reason::Encrypted,
            "it is encrypted with a password",
            "Open it in PowerPoint, remove the password (File, Info, Protect Presentation), save it and lint that.",
        );
    }
    if holds("PowerPoint Document") {
        return refuse(
            Reason::LegacyFormat,
            "it is a deck of PowerPoint 97 to 2003 (.ppt)",
            "Open it and save it as .pptx, then lint that.",
        );
    }
    let what = if holds("WordDocument") {
        "it is a document of Word 97 to 2003 (.doc)"
    } else if holds("Workbook") || holds("Book") {
        "it is a workbook of Excel 97 to 2003 (.xls)"
    } else {
        "it is an OLE compound file without a presentation in it"
    };
    refuse(Reason::NotADeck, what, ELSEWHERE)
}

/// What to do about a file that was lost on its way.
pub(super) const AGAIN: &str = "Fetch the file again from where it came.";

const ELSEWHERE: &str = "Look where this file comes from, and lint the deck it was meant to be.";

fn stranger(name: &str, head: &[u8]) -> Unreadable {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let lower = text
        .get(..text.floor_char_boundary(512))
        .unwrap_or(text)
        .to_ascii_lowercase();
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let again = AGAIN;
    if head.is_empty() {
        return refuse(Reason::Corrupt, "it is empty", again);
    }
    if head.iter().all(|byte| *byte == 0) {
        return refuse(
            Reason::Corrupt,
            "it holds nothing but zero bytes, as a broken download or sync leaves it",
            again,
        );
    }
    if text.starts_with("version https://git-lfs.github.com/spec/")
        || text.starts_with("version https://hawser.github.com/spec/")
    {
        return refuse(
            Reason::LfsPointer,
            "it is a Git LFS pointer and not the deck itself",
            "Run `git lfs pull` and lint again; in CI, check out with LFS switched on.",
        );
    }
    if lower.starts_with("<!doctype html")
        || lower.starts_with("<html")
        || lower.contains("<head") && lower.starts_with('<')
    {
        return refuse(
            Reason::NotADeck,
            "it is a web page, most likely a login page saved in the deck's place",
            "Sign in, download the deck again and lint that.",
        );
    }
    if extension == "gslides"
        || (lower.starts_with('{')
            && (lower.contains("doc_id") || lower.contains("docs.google.com")))
    {
        return refuse(
            Reason::NotADeck,
            "it is a shortcut to a Google Slides deck and holds none of its slides",
            "Download it from Google Slides as .pptx or .pdf (File, Download) and lint that.",
        );
    }
    if extension == "key" {
        return refuse(
            Reason::LegacyFormat,
            "it is a Keynote presentation",
            "Export it from Keynote as PowerPoint (.pptx) and lint the export.",
        );
    }
    if extension == "ppt" || extension == "pps" || extension == "pot" {
        return refuse(
            Reason::LegacyFormat,
            "it is a deck of an old PowerPoint, older than 97 or damaged",
            "Open it and save it as .pptx, then lint that.",
        );
    }
    if b"PK\x03\x04".starts_with(head) {
        return refuse(Reason::Corrupt, "it ends after its first bytes", again);
    }
    if head.starts_with(b"PK\x05\x06") {
        return refuse(Reason::NotADeck, "it is an empty zip archive", again);
    }
    let what = if head.starts_with(b"{\\rtf") {
        "it is a rich text document"
    } else if lower.starts_with("<?xml") {
        "it is an XML file"
    } else if head.starts_with(b"\x1f\x8b")
        || head.starts_with(b"7z\xbc\xaf")
        || head.starts_with(b"Rar!")
    {
        "it is an archive of another kind"
    } else if std::str::from_utf8(head).is_ok() && !head.contains(&0) {
        "it is plain text"
    } else if memchr::memmem::find(head, b"PK\x03\x04").is_some() {
        "something else stands before its zip archive"
    } else {
        "its bytes are no presentation"
    };
    refuse(Reason::NotADeck, what, ELSEWHERE)
}

pub(super) fn refuse(reason: Reason, detail: impl Into<String>, help: &str) -> Unreadable {
    Unreadable {
        reason,
        detail: detail.into(),
        help: help.to_owned(),
    }
}
