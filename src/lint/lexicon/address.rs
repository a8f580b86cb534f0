//! Links, mail addresses and resource names.
//!
//! A name inside an address counts only when it is unmistakable: `github.com/Azure/x` speaks of
//! Azure, `example.com/connect` of nobody. A mail address speaks of a person.

use super::{Entity, Lexicon};
use std::ops::Range;

/// An address in a normalised text.
#[derive(Debug)]
pub(super) struct Address {
    pub(super) span: Range<usize>,
    /// The part that says whose it is; the whole address otherwise.
    pub(super) host: Range<usize>,
    /// Whose it is.
    pub(super) entity: Option<Entity>,
    /// Names inside it are not looked for.
    pub(super) opaque: bool,
}

/// Finds every address. In a link's target the whole text is one.
pub(super) fn find(lexicon: &Lexicon, text: &str, whole: bool) -> Vec<Address> {
    let mut found = Vec::new();
    if !whole && !holds_sign(text) {
        return found;
    }
    let mut at = 0;
    for chunk in text.split(' ') {
        let span = at..at + chunk.len();
        at = span.end + 1;
        let trimmed = trim(chunk, span);
        if !trimmed.is_empty()
            && (whole || holds_sign(&text[trimmed.clone()]))
            && let Some(address) = read(lexicon, text, trimmed, whole)
        {
            found.push(address);
        }
    }
    found
}

/// No address is without one of these.
fn holds_sign(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b'.' | b'@' | b':' | b'/'))
}

fn trim(chunk: &str, span: Range<usize>) -> Range<usize> {
    let left = chunk.trim_start_matches(['(', '<', '"', '\'', '[', '„', '“', '«']);
    let start = span.start + (chunk.len() - left.len());
    let right = left.trim_end_matches([
        ')', '>', '"', '\'', ']', ',', ';', '.', '!', '?', '”', '»', ':',
    ]);
    start..start + right.len()
}

fn read(lexicon: &Lexicon, text: &str, span: Range<usize>, whole: bool) -> Option<Address> {
    let chunk = &text[span.clone()];
    for (pack, p) in lexicon.packs.iter().enumerate() {
        let marks = p.links.marks.iter();
        // A mark that begins with a slash stands inside a path, any other begins the address.
        let mark = marks.filter_map(|mark| {
            if mark.starts_with('/') {
                chunk.find(mark.as_str()).map(|at| at..at + mark.len())
            } else {
                starts_with(chunk, mark).then_some(0..mark.len())
            }
        });
        if let Some(at) = mark.min_by_key(|at| at.start) {
            let host = span.start + at.start..span.start + at.end;
            return Some(Address {
                span,
                host,
                entity: Some(Entity::Address(pack)),
                opaque: true,
            });
        }
    }
    let (host_start, has_scheme) = match chunk.find("://") {
        Some(scheme) => (scheme + 3, true),
        None if starts_with(chunk, "mailto:") => {
            return Some(Address {
                host: span.clone(),
                span,
                entity: None,
                opaque: true,
            });
        }
        None => (0, false),
    };
    let rest = &chunk[host_start..];
    let host_len = rest.find(['/', '?', '#', ':']).unwrap_or(rest.len());
    let authority = &rest[..host_len];
    let host_at = authority.rfind('@').map_or(0, |at| at + 1);
    let host = &authority[host_at..];
    if !has_scheme && host_at > 0 && host.contains('.') {
        return Some(Address {
            host: span.clone(),
            span,
            entity: None,
            opaque: true,
        });
    }
    if !(has_scheme || is_host(host)) {
        return whole.then(|| Address {
            host: span.clone(),
            span,
            entity: None,
            opaque: false,
        });
    }
    let start = span.start + host_start + host_at;
    let (entity, host_span) = match owner(lexicon, host) {
        Some(entity) => (Some(entity), start..start + host.len()),
        None => (None, span.clone()),
    };
    let cloud = matches!(entity, Some(Entity::Address(_)));
    Some(Address {
        span,
        host: host_span,
        entity,
        opaque: cloud,
    })
}

/// Whose host it is: the most specific domain wins, so `azure.microsoft.com` is the cloud's and
/// `www.microsoft.com` the company's.
fn owner(lexicon: &Lexicon, host: &str) -> Option<Entity> {
    let host = host.to_ascii_lowercase();
    let mut rest = host.as_str();
    loop {
        if let Some(&entity) = lexicon.hosts.get(rest) {
            return Some(entity);
        }
        (_, rest) = rest.split_once('.')?;
    }
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|t| t.eq_ignore_ascii_case(start))
}

/// Something like 'docs.example.com': labels of host characters and an ending that is a word.
fn is_host(host: &str) -> bool {
    let Some((labels, ending)) = host.rsplit_once('.') else {
        return false;
    };
    let known = [
        "com", "net", "org", "io", "dev", "app", "ai", "cloud", "edu", "gov", "info", "ms", "run",
        "example", "eu", "uk", "us", "de", "fr", "es", "it", "nl", "jp", "cn", "in", "br", "ca",
        "au", "ch",
    ];
    !labels.is_empty()
        && known.contains(&ending.to_ascii_lowercase().as_str())
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}
