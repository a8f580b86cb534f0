//! Tags.

use super::words::span;
use super::{Class, Painter};

/// Writes XML or HTML.
pub(super) fn paint(painter: &mut Painter<'_>, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        painter.plain(&rest[..at]);
        rest = &rest[at..];
        let len = if rest.starts_with("<!--") {
            let len = rest.find("-->").map_or(rest.len(), |at| at + 3);
            painter.paint(Class::Comment, &rest[..len]);
            len
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            let len = rest.find('>').map_or(rest.len(), |at| at + 1);
            painter.paint(Class::Keyword, &rest[..len]);
            len
        } else if let Some(name) = rest.strip_prefix('&') {
            let len = 1 + span(name, |c| c.is_ascii_alphanumeric() || c == '#');
            let end = rest[len..].starts_with(';');
            if end && len > 1 {
                painter.paint(Class::Constant, &rest[..=len]);
                len + 1
            } else {
                painter.plain("&");
                1
            }
        } else {
            tag(painter, rest)
        };
        rest = &rest[len..];
    }
    painter.plain(rest);
}

/// Writes a tag with its attributes; tells how long it is.
fn tag(painter: &mut Painter<'_>, rest: &str) -> usize {
    let open = if rest.starts_with("</") { 2 } else { 1 };
    let name = span(&rest[open..], |c| c.is_alphanumeric() || "-_:.".contains(c));
    if name == 0 {
        painter.plain(&rest[..1]);
        return 1;
    }
    let mut at = open + name;
    painter.paint(Class::Tag, &rest[..at]);
    while let Some(first) = rest[at..].chars().next() {
        let now = &rest[at..];
        let len = match first {
            '>' => {
                painter.paint(Class::Tag, ">");
                return at + 1;
            }
            '<' => return at,
            '"' | '\'' => {
                let len = now[1..].find(first).map_or(now.len(), |end| end + 2);
                painter.paint(Class::String, &now[..len]);
                len
            }
            '/' if now.starts_with("/>") => {
                painter.paint(Class::Tag, "/>");
                return at + 2;
            }
            '=' => {
                painter.paint(Class::Operator, "=");
                1
            }
            _ => {
                let len = span(now, |c| c.is_alphanumeric() || "-_:.@".contains(c));
                painter.paint(Class::Attribute, &now[..len]);
                if len == 0 {
                    painter.plain(&now[..first.len_utf8()]);
                    first.len_utf8()
                } else {
                    len
                }
            }
        };
        at += len;
    }
    at
}
