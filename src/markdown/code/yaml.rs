//! YAML: keys, scalars, and blocks of text.

use super::words::{number, span};
use super::{Class, Painter};

/// Writes a YAML text.
pub(super) fn paint(painter: &mut Painter<'_>, text: &str) {
    let mut rest = text;
    // A block scalar (`key: |`) holds all lines that are indented deeper than its key.
    let mut block: Option<usize> = None;
    while !rest.is_empty() {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = &rest[..end];
        let indent = span(line, |c| c == ' ');
        if let Some(outer) = block {
            if indent > outer || line.trim().is_empty() {
                painter.plain(&line[..indent]);
                painter.paint(Class::String, line[indent..].trim_end_matches('\n'));
                painter.plain(if line.ends_with('\n') { "\n" } else { "" });
                rest = &rest[end..];
                continue;
            }
            block = None;
        }
        painter.plain(&line[..indent]);
        let (used, begins) = self::line(painter, &rest[indent..]);
        if begins {
            block = Some(indent);
        }
        rest = &rest[indent + used..];
    }
}

/// Writes one line, or more if a quoted string goes on; tells how much that was, and whether a block
/// scalar begins below.
fn line(painter: &mut Painter<'_>, rest: &str) -> (usize, bool) {
    let mut at = 0;
    let marker = rest.lines().next().unwrap_or_default().trim_end();
    if marker == "---" || marker == "..." {
        painter.paint(Class::Punctuation, marker);
        at = marker.len();
    }
    while rest[at..].starts_with("- ") || rest[at..].starts_with("-\n") {
        painter.paint(Class::Punctuation, "-");
        let space = span(&rest[at + 1..], |c| c == ' ');
        painter.plain(&rest[at + 1..at + 1 + space]);
        at += 1 + space;
    }
    if let Some(len) = key(&rest[at..]) {
        painter.paint(Class::Attribute, &rest[at..at + len]);
        painter.paint(Class::Punctuation, ":");
        at += len + 1;
    }
    let (mut flow, mut begins) = (false, false);
    loop {
        let now = &rest[at..];
        let Some(first) = now.chars().next() else {
            return (at, begins);
        };
        let len = match first {
            '\n' => {
                painter.plain("\n");
                return (at + 1, begins);
            }
            ' ' | '\t' | '\r' => {
                let len = span(now, |c| matches!(c, ' ' | '\t' | '\r'));
                painter.plain(&now[..len]);
                len
            }
            '#' if at == 0 || rest[..at].ends_with([' ', '\t']) => {
                to_end(painter, now, Class::Comment)
            }
            '"' | '\'' => quoted(painter, now, first),
            '{' | '[' | '}' | ']' | ',' => {
                flow = true;
                painter.paint(Class::Punctuation, &now[..1]);
                1
            }
            '&' | '*' => word(painter, now, Class::Variable),
            '!' => word(painter, now, Class::Type),
            '|' | '>' if !flow => {
                begins = true;
                word(painter, now, Class::Operator)
            }
            _ => scalar(painter, now, flow),
        };
        at += len;
    }
}

/// How long the key is that a line begins with.
fn key(rest: &str) -> Option<usize> {
    let line = rest.lines().next().unwrap_or_default();
    let from = match line.chars().next()? {
        '#' | '[' | '{' | '&' | '!' | '|' | '>' => return None,
        quote @ ('"' | '\'') => 1 + line[1..].find(quote)? + 1,
        _ => 0,
    };
    for (at, _) in line[from..].match_indices(':') {
        let at = from + at;
        if line[from..at].contains(" #") {
            return None;
        }
        if line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\r']) {
            return Some(at);
        }
        if from > 0 {
            return None;
        }
    }
    None
}

fn to_end(painter: &mut Painter<'_>, rest: &str, class: Class) -> usize {
    let len = rest.find('\n').unwrap_or(rest.len());
    painter.paint(class, &rest[..len]);
    len
}

fn word(painter: &mut Painter<'_>, rest: &str, class: Class) -> usize {
    let len = span(rest, |c| {
        !c.is_whitespace() && !matches!(c, ',' | ']' | '}')
    });
    let len = len.max(rest.chars().next().map_or(0, char::len_utf8));
    painter.paint(class, &rest[..len]);
    len
}

fn quoted(painter: &mut Painter<'_>, rest: &str, quote: char) -> usize {
    let mut skip = false;
    let mut len = rest.find('\n').unwrap_or(rest.len());
    for (at, c) in rest.char_indices().skip(1) {
        if skip {
            skip = false;
        } else if c == '\\' && quote == '"' {
            skip = true;
        } else if c == quote {
            len = at + 1;
            break;
        }
    }
    painter.paint(Class::String, &rest[..len]);
    len
}

/// A plain scalar, or in braces a key.
fn scalar(painter: &mut Painter<'_>, rest: &str, flow: bool) -> usize {
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let mut len = line.find(" #").unwrap_or(line.len());
    if flow {
        len = line[..len].find([',', ']', '}']).unwrap_or(len);
        if let Some(at) = line[..len].find(": ") {
            painter.paint(Class::Attribute, &line[..at]);
            painter.paint(Class::Punctuation, ":");
            return at + 1;
        }
    }
    let text = line[..len].trim_end();
    let text = if text.is_empty() {
        &line[..line.chars().next().map_or(0, char::len_utf8)]
    } else {
        text
    };
    let class = match text {
        "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "~" => Class::Constant,
        text if is_number(text) => Class::Number,
        _ => Class::String,
    };
    painter.paint(class, text);
    text.len()
}

fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && number(digits) == digits.len()
        && digits
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "._xob".contains(c))
}
