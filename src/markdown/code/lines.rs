//! Languages in which the start of a line says what it is.

use super::languages::{self, SETTING};
use super::words::{self, is_word, span};
use super::{Class, Painter};

/// TOML, INI and their kin: sections, keys and values.
pub(super) fn settings(painter: &mut Painter<'_>, text: &str) {
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start();
        let (indent, _) = line.split_at(line.len() - inner.len());
        painter.plain(indent);
        let header = inner.trim_end();
        if inner.starts_with('[') && header.ends_with(']') && !header.contains([',', '"']) {
            painter.paint(Class::Heading, header);
            painter.plain(&inner[header.len()..]);
            continue;
        }
        let key = span(inner, |c| is_word(c) || "-._\"'/ ".contains(c));
        if inner[key..].starts_with(['=', ':']) && !inner[..key].trim().is_empty() {
            let name = inner[..key].trim_end();
            painter.paint(Class::Attribute, name);
            painter.plain(&inner[name.len()..key]);
            painter.paint(Class::Operator, &inner[key..=key]);
            words::paint(painter, &inner[key + 1..], &SETTING);
        } else {
            words::paint(painter, inner, &SETTING);
        }
    }
}

/// What was added and taken away.
pub(super) fn diff(painter: &mut Painter<'_>, text: &str) {
    for line in text.split_inclusive('\n') {
        let (content, end) = split_end(line);
        let class = match content {
            content if content.starts_with("@@") => Some(Class::Heading),
            content
                if ["+++", "---", "diff ", "index "]
                    .iter()
                    .any(|mark| content.starts_with(mark)) =>
            {
                Some(Class::Comment)
            }
            content if content.starts_with('+') => Some(Class::Inserted),
            content if content.starts_with('-') => Some(Class::Deleted),
            _ => None,
        };
        match class {
            Some(class) => painter.paint(class, content),
            None => painter.plain(content),
        }
        painter.plain(end);
    }
}

/// A request or an answer: its first line, its headers, its body.
pub(super) fn http(painter: &mut Painter<'_>, text: &str) {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let (content, end) = split_end(line);
        if content.trim().is_empty() && number > 0 {
            painter.plain(line);
            break;
        }
        if number == 0 {
            for word in content.split_inclusive(' ') {
                let class = match word {
                    word if word.starts_with("HTTP/") => Class::Constant,
                    word if word.starts_with(|c: char| c.is_ascii_digit()) => Class::Number,
                    word if word
                        .trim_end()
                        .bytes()
                        .all(|byte| byte.is_ascii_uppercase()) =>
                    {
                        Class::Keyword
                    }
                    _ => Class::String,
                };
                painter.paint(class, word);
            }
        } else if let Some((name, value)) = content.split_once(':') {
            painter.paint(Class::Attribute, name);
            painter.paint(Class::Punctuation, ":");
            painter.plain(value);
        } else {
            painter.plain(content);
        }
        painter.plain(end);
    }
    let body = &text[at..];
    match languages::find("json") {
        Some(json) if body.trim_start().starts_with(['{', '[']) => {
            words::paint(painter, body, json)
        }
        _ => painter.plain(body),
    }
}

/// Headings, lists, quotes and fences.
pub(super) fn markdown(painter: &mut Painter<'_>, text: &str) {
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let (content, end) = split_end(line);
        let inner = content.trim_start();
        let indent = &content[..content.len() - inner.len()];
        let fence = inner.starts_with("```") || inner.starts_with("~~~");
        painter.plain(indent);
        if fence || fenced {
            painter.paint(Class::String, inner);
            fenced ^= fence;
        } else if inner.starts_with('#') {
            painter.paint(Class::Heading, inner);
        } else {
            let digits = span(inner, |c| c.is_ascii_digit());
            let mark = match inner {
                _ if digits > 0 && inner[digits..].starts_with(". ") => digits + 1,
                _ if ["- ", "* ", "+ ", "> ", "| "]
                    .iter()
                    .any(|mark| inner.starts_with(mark)) =>
                {
                    1
                }
                _ => 0,
            };
            painter.paint(Class::Punctuation, &inner[..mark]);
            spans_of_code(painter, &inner[mark..]);
        }
        painter.plain(end);
    }
}

fn spans_of_code(painter: &mut Painter<'_>, mut text: &str) {
    while let Some(open) = text.find('`')
        && let Some(close) = text[open + 1..].find('`')
    {
        painter.plain(&text[..open]);
        painter.paint(Class::String, &text[open..open + close + 2]);
        text = &text[open + close + 2..];
    }
    painter.plain(text);
}

/// Commands after a prompt, and what they answer.
pub(super) fn console(painter: &mut Painter<'_>, text: &str) {
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("$ ") {
            Some(command) => {
                painter.paint(Class::Punctuation, "$ ");
                match languages::find("bash") {
                    Some(bash) => words::paint(painter, command, bash),
                    None => painter.plain(command),
                }
            }
            None => painter.plain(line),
        }
    }
}

fn split_end(line: &str) -> (&str, &str) {
    let content = line.trim_end_matches(['\n', '\r']);
    line.split_at(content.len())
}
