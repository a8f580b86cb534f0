//! Whether a PDF is whole, looked at before a library repairs it.
//!
//! A reader of PDF rebuilds what is lost, each in its own way: a file that was cut off opens with
//! the pages that are left. Here that is damage, and it is said.

use crate::deck::shared::problem::Problem;
use crate::deck::{Limits, Reason};
use flate2::{Decompress, FlushDecompress, Status};

/// Bytes at the end in which the mark of the end must stand (ISO 32000-1, annex H, note 18).
const TAIL: usize = 1024;

/// What is wrong with the file, though it may be read; an error where it must not be.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Vec<Problem>, Problem> {
    let mut flaws = Vec::new();
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if memchr::memmem::rfind(tail, b"%%EOF").is_none() {
        flaws.push(Problem::corrupt(
            "it ends before its end: the mark %%EOF is missing",
        ));
    }
    if let Some(promised) = linearized_length(bytes)
        && promised > bytes.len()
    {
        let detail = format!(
            "it says that it is {promised} bytes long, and {} are there",
            bytes.len()
        );
        flaws.push(Problem::corrupt(detail));
    }
    match start_of_table(bytes) {
        Some(at) if is_table(bytes, at) => {}
        _ if !flaws.is_empty() => {}
        _ => flaws.push(Problem::corrupt(
            "its table of objects is not where the file says, and programs rebuild it each in their own way",
        )),
    }
    check_packed_objects(bytes, limits)?;
    Ok(flaws)
}

/// `/L` of the first object of a file made for the web (annex F).
fn linearized_length(bytes: &[u8]) -> Option<usize> {
    let head = &bytes[..bytes.len().min(TAIL)];
    let at = memchr::memmem::find(head, b"/Linearized")?;
    let dict = &head[at..];
    let dict = &dict[..memchr::memmem::find(dict, b">>").unwrap_or(dict.len())];
    let at = memchr::memmem::find(dict, b"/L ")?;
    number(&dict[at + 3..])
}

fn start_of_table(bytes: &[u8]) -> Option<usize> {
    let start = bytes.len().saturating_sub(2 * TAIL);
    let tail = &bytes[start..];
    let at = memchr::memmem::rfind(tail, b"startxref")? + b"startxref".len();
    number(tail[at..].trim_ascii_start())
}

/// A table, or a stream that is one: '12 0 obj'.
fn is_table(bytes: &[u8], at: usize) -> bool {
    let Some(rest) = bytes.get(at..) else {
        return false;
    };
    let rest = rest.trim_ascii_start();
    rest.starts_with(b"xref")
        || memchr::memmem::find(&rest[..rest.len().min(32)], b" obj").is_some_and(|end| {
            rest[..end]
                .iter()
                .all(|byte| byte.is_ascii_digit() || *byte == b' ')
        })
}

fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    std::str::from_utf8(&bytes[..digits]).ok()?.parse().ok()
}

/// Streams of packed objects are inflated by the library whole; none may be larger than a part.
fn check_packed_objects(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let mut left = limits.deck_bytes;
    for mark in [&b"/ObjStm"[..], b"/XRef"] {
        for at in memchr::memmem::find_iter(bytes, mark) {
            let near = &bytes[at..bytes.len().min(at + 4096)];
            let Some(start) = memchr::memmem::find(near, b"stream") else {
                continue;
            };
            let data = &bytes[at + start + b"stream".len()..];
            let data = data.strip_prefix(b"\r").unwrap_or(data);
            let data = data.strip_prefix(b"\n").unwrap_or(data);
            let length = inflated_length(data, limits.part_bytes.min(left))?;
            left = left.saturating_sub(length);
        }
    }
    Ok(())
}

/// How much a zlib stream inflates to; damage is not told here.
fn inflated_length(data: &[u8], limit: u64) -> Result<u64, Problem> {
    let mut decoder = Decompress::new(true);
    let mut out = vec![0; 1 << 15];
    let mut rest = data;
    loop {
        let before = decoder.total_in();
        let status = decoder.decompress(rest, &mut out, FlushDecompress::None);
        if decoder.total_out() > limit {
            return Err(Problem::new(
                Reason::OverLimit,
                format!("its packed objects inflate to more than {} MB", limit >> 20),
            ));
        }
        let taken = usize::try_from(decoder.total_in() - before).unwrap_or(0);
        rest = rest.get(taken..).unwrap_or_default();
        match status {
            Ok(Status::Ok) if !(rest.is_empty() && taken == 0) => {}
            _ => return Ok(decoder.total_out()),
        }
    }
}

/// Inflates a zlib stream, at most `limit` bytes of it, and tells how it ended.
pub(super) fn inflate(data: &[u8], limit: u64) -> (Vec<u8>, Option<Problem>) {
    let mut decoder = Decompress::new(true);
    let mut all = Vec::new();
    let mut out = vec![0; 1 << 15];
    let mut rest = data;
    loop {
        let (took, gave) = (decoder.total_in(), decoder.total_out());
        let status = decoder.decompress(rest, &mut out, FlushDecompress::None);
        let gave = usize::try_from(decoder.total_out() - gave).unwrap_or(0);
        all.extend_from_slice(out.get(..gave).unwrap_or_default());
        if all.len() as u64 > limit {
            let detail = format!("what it draws inflates to more than {} MB", limit >> 20);
            return (all, Some(Problem::new(Reason::OverLimit, detail)));
        }
        let taken = usize::try_from(decoder.total_in() - took).unwrap_or(0);
        rest = rest.get(taken..).unwrap_or_default();
        match status {
            Ok(Status::StreamEnd) => return (all, None),
            Ok(_) if taken > 0 || gave > 0 => {}
            _ => {
                return (
                    all,
                    Some(Problem::corrupt("what it draws cannot be inflated")),
                );
            }
        }
    }
}
