//! Addresses of links: where they lead, and which are never written.

use std::ops::Range;

/// Where an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address<'a> {
    /// Into the playbook: a path, an anchor, or both.
    Inside,
    /// Out of it: `http:`, `https:`, `mailto:`, `tel:`, or `//host`.
    Outside,
    /// A scheme that a page never holds, such as `javascript`.
    Unsafe(&'a str),
}

/// Judges an address as a browser would: with space and control characters ignored where it does.
#[must_use]
pub fn address(dest: &str) -> Address<'_> {
    let trimmed = dest.trim_start_matches(|c: char| c <= ' ');
    if trimmed.starts_with("//") || trimmed.starts_with("\\\\") || trimmed.starts_with("/\\") {
        return Address::Outside;
    }
    let Some(end) = trimmed.find([':', '/', '?', '#', '\\']) else {
        return Address::Inside;
    };
    if trimmed.as_bytes()[end] != b':' {
        return Address::Inside;
    }
    let scheme = &trimmed[..end];
    let mut letters = scheme
        .bytes()
        .filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'));
    let is_scheme = letters
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if !is_scheme {
        return Address::Inside;
    }
    let known = ["https", "http", "mailto", "tel"];
    if known.iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        Address::Outside
    } else {
        Address::Unsafe(scheme)
    }
}

/// The bare addresses in a run of text (`https://…`), as GitHub links them.
pub(super) fn bare(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(found) = memchr::memmem::find(&text.as_bytes()[from..], b"://") {
            let at = from + found;
            from = at + 3;
            let before = &text[..at];
            let scheme = ["https", "http"].iter().find(|scheme| {
                before.len() >= scheme.len()
                    && before.as_bytes()[at - scheme.len()..]
                        .eq_ignore_ascii_case(scheme.as_bytes())
            });
            let Some(scheme) = scheme else { continue };
            let start = at - scheme.len();
            if text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let end = from + end_of(&text[from..]);
            if text[from..end].starts_with(|c: char| c.is_alphanumeric() || c == '[') {
                from = end;
                return Some(start..end);
            }
        }
        None
    })
}

/// Where an address ends: before space, and before the marks that end a sentence.
fn end_of(rest: &str) -> usize {
    let stop =
        |c: char| c.is_whitespace() || c.is_control() || c == '<' || u32::from(c) >= 0xF_0000;
    let mut end = rest.find(stop).unwrap_or(rest.len());
    loop {
        let address = &rest[..end];
        let Some(last) = address.chars().next_back() else {
            return end;
        };
        let closes = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !closes
            && !matches!(
                last,
                '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '"'
            )
        {
            return end;
        }
        end -= last.len_utf8();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_judged_as_a_browser_would() {
        for (dest, expected) in [
            ("a.md#b", Address::Inside),
            ("#a:b", Address::Inside),
            ("a/b:c", Address::Inside),
            ("?x=a:b", Address::Inside),
            ("1:2", Address::Inside),
            ("", Address::Inside),
            ("https://x.example", Address::Outside),
            ("MAILTO:a@b.example", Address::Outside),
            ("//host/x", Address::Outside),
            ("/\\host", Address::Outside),
            ("javascript:alert(1)", Address::Unsafe("javascript")),
            (" JavaScript:alert(1)", Address::Unsafe("JavaScript")),
            ("java\nscript:alert(1)", Address::Unsafe("java\nscript")),
            ("\u{1}data:text/html,x", Address::Unsafe("data")),
            ("vbscript:x", Address::Unsafe("vbscript")),
            ("file:///etc", Address::Unsafe("file")),
        ] {
            assert_eq!(address(dest), expected, "{dest:?}");
        }
    }

    #[test]
    fn bare_addresses_end_where_a_sentence_goes_on() {
        let found = |text: &'static str| bare(text).map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(
            found("see https://a.example/x_y?z=1&q. Or (http://b.example/(c))!"),
            ["https://a.example/x_y?z=1&q", "http://b.example/(c)"]
        );
        assert_eq!(
            found("xhttp://a.example ftp://b :// http:// https://?"),
            [""; 0]
        );
        assert_eq!(found("HTTPS://É.example)"), ["HTTPS://É.example"]);
    }
}
