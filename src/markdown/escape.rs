//! Text and values as HTML.

/// Writes text between tags.
pub(super) fn text(out: &mut String, mut text: &str) {
    while let Some(at) = memchr::memchr3(b'<', b'>', b'&', text.as_bytes()) {
        let (before, rest) = text.split_at(at);
        out.push_str(before);
        out.push_str(entity(rest.as_bytes()[0]));
        text = &rest[1..];
    }
    out.push_str(text);
}

/// Writes a value between double quotes.
pub(super) fn value(out: &mut String, value: &str) {
    let mut done = 0;
    for (at, byte) in value.bytes().enumerate() {
        let escaped = entity(byte);
        if !escaped.is_empty() {
            out.push_str(&value[done..at]);
            out.push_str(escaped);
            done = at + 1;
        }
    }
    out.push_str(&value[done..]);
}

/// Writes an address between double quotes. Space and control characters are encoded.
pub(super) fn address(out: &mut String, address: &str) {
    let mut done = 0;
    for (at, byte) in address.bytes().enumerate() {
        let escaped = entity(byte);
        if escaped.is_empty() && byte > b' ' && byte != 0x7F {
            continue;
        }
        out.push_str(&address[done..at]);
        if escaped.is_empty() {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        } else {
            out.push_str(escaped);
        }
        done = at + 1;
    }
    out.push_str(&address[done..]);
}

/// Writes a number.
pub(super) fn number(out: &mut String, number: usize) {
    use std::fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(out, "{number}");
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'&' => "&amp;",
        b'"' => "&quot;",
        _ => "",
    }
}
