//! The readings of a file: what a browser, a script or a person would make of its bytes.

use super::words::WALL;
use memchr::{memchr, memchr3, memmem};
use std::borrow::Cow;

/// How often escapes are resolved: HTML in JSON in an attribute takes three.
const ROUNDS: usize = 3;

/// Tags that stand inside a word or a sentence. All others end what stands before them.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
];

/// Tags of Office files that end a paragraph or a cell; in those files the others do not.
const ENDS: [&str; 9] = ["p", "tc", "tr", "si", "c", "row", "br", "tab", "cell"];

/// Calls for each reading; with whether the file is text at all.
pub(super) fn texts(bytes: &[u8], call: &mut impl FnMut(&str, bool)) {
    if let Some(text) = wide(bytes) {
        readings(&text, true, call);
    }
    let text = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let has_zeros = memchr(0, bytes).is_some();
    let is_utf8 = matches!(text, Cow::Borrowed(_));
    let strange = if is_utf8 {
        0
    } else {
        text.matches(char::REPLACEMENT_CHARACTER).count()
    };
    let is_text = !has_zeros && strange * 4 <= bytes.len();
    readings(&text, is_text, call);
    if is_text && !is_utf8 {
        let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        readings(&latin, is_text, call);
    }
    if has_zeros {
        // Plain letters of two bytes each, wherever in a file they stand.
        let close: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        readings(&String::from_utf8_lossy(&close), false, call);
    }
}

fn readings(text: &str, is_text: bool, call: &mut impl FnMut(&str, bool)) {
    let (plain, is_same) = unescaped(text);
    call(&plain, is_text);
    if !is_same {
        call(text, is_text);
    }
    if !is_text {
        return;
    }
    let tags = |text: &str| memchr::memchr_iter(b'<', text.as_bytes()).count();
    let open = tags(text);
    if open > 0 {
        call(&unescaped(&without_tags(text)).0, is_text);
    }
    // Tags that an escape hid, whole or in part: `<\/em>` in JSON.
    if tags(&plain) > open || (open > 0 && memmem::find(text.as_bytes(), b"<\\").is_some()) {
        call(&without_tags(&plain), is_text);
    }
}

/// UTF-16, with its mark or, where nearly every second byte is zero, without.
fn wide(bytes: &[u8]) -> Option<String> {
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = |odd| {
        start
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let many = |zeros: usize| start.len() >= 8 && zeros * 2 > start.len() * 4 / 5;
    let little = match start {
        [0xff, 0xfe, ..] => true,
        [0xfe, 0xff, ..] => false,
        _ if many(zeros(1)) => true,
        _ if many(zeros(0)) => false,
        _ => return None,
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| {
        if little {
            u16::from_le_bytes(*pair)
        } else {
            u16::from_be_bytes(*pair)
        }
    });
    Some(
        char::decode_utf16(units)
            .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// A text without tags and comments. Inline ones leave no trace, so that a word that one of them
/// splits is whole again; others leave a wall.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Two links next to each other are two things.
    let mut after_link = false;
    while let Some(open) = memchr(b'<', rest.as_bytes()) {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        after_link &= !before
            .bytes()
            .any(|b| b.is_ascii_alphanumeric() || !b.is_ascii());
        if let Some(comment) = tag.strip_prefix("<!--") {
            let end = memmem::find(comment.as_bytes(), b"-->").map_or(comment.len(), |at| at + 3);
            rest = &comment[end..];
            continue;
        }
        if let Some(data) = tag.strip_prefix("<![CDATA[") {
            rest = data;
            continue;
        }
        let is_tag = |byte: &u8| byte.is_ascii_alphabetic() || b"/!?".contains(byte);
        let end = memchr(b'>', tag.as_bytes());
        let (Some(end), true) = (end, tag.as_bytes().get(1).is_some_and(is_tag)) else {
            out.push('<');
            rest = &tag[1..];
            continue;
        };
        let inner = &tag[1..end];
        let closes = inner.starts_with('/');
        let name = inner.trim_start_matches('/');
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric() && c != ':')
            .next();
        let name = name.unwrap_or_default();
        let is = |names: &[&str], name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        let is_link = name.eq_ignore_ascii_case("a");
        let wall = match name.split_once(':') {
            Some((_, local)) => is(&ENDS, local),
            None => !is(&INLINE, name) || (is_link && !closes && after_link),
        };
        if wall {
            out.push(WALL);
        }
        after_link = is_link && closes;
        rest = &tag[end + 1..];
    }
    out.push_str(rest);
    out
}

/// A text with the escapes of HTML, XML, JSON, scripts and addresses resolved, and those they hid;
/// and whether it says all that it said before. Entities are nothing else, but a text may have
/// `\n` and `%ad` that only look like escapes.
fn unescaped(text: &str) -> (Cow<'_, str>, bool) {
    let mut out = Cow::Borrowed(text);
    let mut is_same = true;
    for _ in 0..ROUNDS {
        match unescaped_once(&out, &mut is_same) {
            Some(next) => out = Cow::Owned(next),
            None => break,
        }
    }
    (out, is_same)
}

/// None where there is none.
fn unescaped_once(text: &str, is_same: &mut bool) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(next) = memchr3(b'&', b'\\', b'%', &bytes[at..]) {
        at += next;
        let rest = &bytes[at..];
        let found = match bytes[at] {
            b'&' => entity(rest),
            b'\\' => backslash(rest),
            _ => percent(rest),
        };
        let Some((length, letter)) = found else {
            at += 1;
            continue;
        };
        if out.is_empty() {
            out.reserve(bytes.len());
        }
        *is_same &= bytes[at] == b'&';
        out.extend_from_slice(&bytes[done..at]);
        match letter {
            Piece::Byte(byte) => out.push(byte),
            Piece::Letter(letter) => {
                out.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        at += length;
        done = at;
    }
    if done == 0 {
        return None;
    }
    out.extend_from_slice(&bytes[done..]);
    Some(match String::from_utf8(out) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}

enum Piece {
    Byte(u8),
    Letter(char),
}

fn letter(code: Option<u32>, length: usize) -> Option<(usize, Piece)> {
    Some((length, Piece::Letter(char::from_u32(code?)?)))
}

fn hex(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

fn percent(rest: &[u8]) -> Option<(usize, Piece)> {
    let code = hex(rest.get(1..3)?)?;
    Some((3, Piece::Byte(u8::try_from(code).ok()?)))
}

fn backslash(rest: &[u8]) -> Option<(usize, Piece)> {
    match rest.get(1)? {
        b'n' | b'r' => Some((2, Piece::Byte(b'\n'))),
        b't' | b'b' | b'f' => Some((2, Piece::Byte(b' '))),
        byte @ (b'"' | b'\'' | b'/' | b'\\') => Some((2, Piece::Byte(*byte))),
        b'x' => letter(hex(rest.get(2..4)?), 4),
        b'u' if rest.get(2) == Some(&b'{') => {
            let end = memchr(b'}', rest.get(..10).unwrap_or(rest))?;
            letter(hex(&rest[3..end]), end + 1)
        }
        b'u' => {
            let code = hex(rest.get(2..6)?)?;
            if !(0xd800..0xdc00).contains(&code) {
                return letter(Some(code), 6);
            }
            // The second half of a letter beyond the first plane.
            let low = rest.get(6..12)?.strip_prefix(b"\\u").and_then(hex)?;
            let low = low.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
            letter(Some(0x1_0000 + ((code - 0xd800) << 10) + low), 12)
        }
        _ => None,
    }
}

fn entity(rest: &[u8]) -> Option<(usize, Piece)> {
    let end = memchr(b';', rest.get(..12).unwrap_or(rest))?;
    let name = std::str::from_utf8(&rest[1..end]).ok()?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => hex(digits.as_bytes()),
            None => number.parse().ok(),
        },
        None => named(name),
    };
    letter(code, end + 1)
}

/// The entities of XML, those of Latin letters (HTML 4, 24.2), and signs that stand in titles.
fn named(name: &str) -> Option<u32> {
    const LATIN: [&str; 64] = [
        "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave",
        "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve",
        "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
        "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring",
        "aelig", "ccedil", "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc",
        "iuml", "eth", "ntilde", "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash",
        "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml",
    ];
    const SIGNS: [(&str, char); 22] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("shy", '\u{ad}'),
        ("zwnj", '\u{200c}'),
        ("zwj", '\u{200d}'),
        ("ndash", '\u{2013}'),
        ("mdash", '\u{2014}'),
        ("lsquo", '\u{2018}'),
        ("rsquo", '\u{2019}'),
        ("ldquo", '\u{201c}'),
        ("rdquo", '\u{201d}'),
        ("laquo", '\u{ab}'),
        ("raquo", '\u{bb}'),
        ("hellip", '\u{2026}'),
        ("bull", '\u{2022}'),
        ("middot", '\u{b7}'),
        ("ensp", ' '),
        ("thinsp", ' '),
    ];
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        return Some(u32::from(*sign));
    }
    let at = LATIN.iter().position(|known| *known == name)?;
    Some(0xc0 + u32::try_from(at).ok()?)
}
