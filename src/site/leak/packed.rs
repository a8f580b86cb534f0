//! Files inside files: gzip, zlib, and zip, of which Office files are made.

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Unpacked bytes of one file of the site; what needs more is not searched, and reported.
pub(super) const BUDGET: u64 = 512 << 20;

/// Unpacked bytes held at once.
const HELD: u64 = 64 << 20;

/// Files inside files inside files.
const DEPTH: usize = 4;

const TOO_LARGE: &str = "it is too large to be unpacked";
const TOO_DEEP: &str = "files are packed into one another too deeply";
const DAMAGED: &str = "it cannot be unpacked: it is damaged, or closed by a password";

/// What stands in a file.
pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    /// It could not be unpacked.
    Unread(&'static str),
}

type Call<'c> = dyn FnMut(Option<&str>, Content<'_>) + 'c;

/// Calls for the file itself, without a name, and for each one inside, with its name.
pub(super) fn each(bytes: &[u8], budget: &mut u64, call: &mut Call<'_>) {
    inside(None, bytes, 0, budget, call);
}

fn inside(name: Option<&str>, bytes: &[u8], depth: usize, budget: &mut u64, call: &mut Call<'_>) {
    call(name, Content::Bytes(bytes));
    let is_gzip = bytes.starts_with(&[0x1f, 0x8b, 8]);
    let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    let is_zlib = matches!(bytes, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]);
    if !(is_gzip || is_zip || is_zlib) {
        return;
    }
    if depth == DEPTH {
        return call(name, Content::Unread(TOO_DEEP));
    }
    if is_zip {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
            return call(name, Content::Unread(DAMAGED));
        };
        for index in 0..archive.len() {
            match archive.by_index(index) {
                Ok(mut entry) => {
                    let Ok(own) = entry.name().map(|own| join(name, &own)) else {
                        call(name, Content::Unread(DAMAGED));
                        continue;
                    };
                    match unpack(&mut entry, budget) {
                        Ok(bytes) => inside(Some(&own), &bytes, depth + 1, budget, call),
                        Err(why) => call(Some(&own), Content::Unread(why)),
                    }
                }
                Err(_) => call(name, Content::Unread(DAMAGED)),
            }
        }
        return;
    }
    let own = join(name, "unpacked");
    let unpacked = if is_gzip {
        unpack(&mut MultiGzDecoder::new(bytes), budget)
    } else {
        unpack(&mut ZlibDecoder::new(bytes), budget)
    };
    match unpacked {
        Ok(bytes) => inside(Some(&own), &bytes, depth + 1, budget, call),
        // Two bytes do not make it zlib: a text may begin with 'x'.
        Err(_) if is_zlib => {}
        Err(why) => call(name, Content::Unread(why)),
    }
}

fn join(outer: Option<&str>, name: &str) -> String {
    outer.map_or_else(|| name.to_owned(), |outer| format!("{outer}/{name}"))
}

fn unpack(from: &mut dyn Read, budget: &mut u64) -> Result<Vec<u8>, &'static str> {
    let most = (*budget).min(HELD);
    let mut out = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut out);
    let length = out.len() as u64;
    *budget = budget.saturating_sub(length);
    match read {
        Ok(_) if length > most => Err(TOO_LARGE),
        Ok(_) => Ok(out),
        Err(_) => Err(DAMAGED),
    }
}
