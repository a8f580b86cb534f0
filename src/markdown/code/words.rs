//! Languages made of comments, strings, numbers and words.

use super::languages::Grammar;
use super::{Class, Painter};

/// Writes a text of that grammar.
pub(super) fn paint(painter: &mut Painter<'_>, text: &str, grammar: &Grammar) {
    let (mut at, mut done) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (class, len) = piece(&text[..at], rest, grammar);
        if let Some(class) = class {
            painter.plain(&text[done..at]);
            painter.paint(class, &rest[..len]);
            done = at + len;
        }
        at += len;
    }
    painter.plain(&text[done..]);
}

/// The piece that a text begins with, at least one character.
fn piece(before: &str, rest: &str, grammar: &Grammar) -> (Option<Class>, usize) {
    let Some(first) = rest.chars().next() else {
        return (None, 0);
    };
    if first.is_whitespace() {
        return (None, span(rest, char::is_whitespace));
    }
    for mark in grammar.comments {
        // A `#` inside a word is part of it, in a shell for instance.
        if rest.starts_with(mark)
            && (*mark != "#" || !before.ends_with(|c: char| !c.is_whitespace()))
        {
            return (Some(Class::Comment), rest.find('\n').unwrap_or(rest.len()));
        }
    }
    if let Some((open, close)) = grammar.block_comment
        && let Some(inner) = rest.strip_prefix(open)
    {
        let end = inner
            .find(close)
            .map_or(rest.len(), |at| open.len() + at + close.len());
        return (Some(Class::Comment), end);
    }
    for quote in grammar.quotes {
        if rest.starts_with(quote.mark) {
            let len = quote.end(rest);
            let key = grammar.keys && rest[len..].trim_start().starts_with(':');
            return (
                Some(if key { Class::Attribute } else { Class::String }),
                len,
            );
        }
    }
    if first.is_ascii_digit() {
        return (Some(Class::Number), number(rest));
    }
    if grammar.variables && first == '$' {
        return variable(rest);
    }
    if grammar.attributes && matches!(first, '@' | '#') {
        let len = match rest.strip_prefix("#[") {
            Some(inner) => inner.find(']').map_or(rest.len(), |at| at + 3),
            None => 1 + span(&rest[1..], |c| is_word(c) || c == '.'),
        };
        return (Some(Class::Attribute).filter(|_| len > 1), len);
    }
    if first.is_alphabetic() || first == '_' {
        let len = span(rest, |c| is_word(c) || (grammar.hyphens && c == '-'));
        return (word(before, &rest[..len], &rest[len..], grammar), len);
    }
    let operator = |c: char| "+-*/%=<>!&|^~?:".contains(c);
    if operator(first) {
        // Not over the start of a comment that follows at once.
        let mut len = span(rest, operator);
        let marks = grammar
            .comments
            .iter()
            .copied()
            .chain(grammar.block_comment.map(|(open, _)| open));
        for mark in marks {
            if let Some(at) = rest[1..len].find(mark) {
                len = at + 1;
            }
        }
        return (Some(Class::Operator), len);
    }
    (None, first.len_utf8())
}

fn word(before: &str, word: &str, after: &str, grammar: &Grammar) -> Option<Class> {
    let lower;
    let known = match grammar.any_case {
        true => {
            lower = word.to_ascii_lowercase();
            lower.as_str()
        }
        false => word,
    };
    let member = before.ends_with('.');
    if !member {
        for (list, class) in [
            (grammar.keywords, Class::Keyword),
            (grammar.constants, Class::Constant),
            (grammar.types, Class::Type),
        ] {
            if list.contains(&known) {
                return Some(class);
            }
        }
    }
    if grammar.calls && after.starts_with(['(', '!']) && !after.starts_with("!=") {
        return Some(Class::Function);
    }
    let next = after.trim_start_matches([' ', '\t']);
    if grammar.settings
        && ((next.starts_with('=') && !next.starts_with("==")) || next.starts_with('{'))
    {
        return Some(Class::Attribute);
    }
    let capital = word.starts_with(|c: char| c.is_uppercase());
    (grammar.capitals && capital).then_some(Class::Type)
}

fn variable(rest: &str) -> (Option<Class>, usize) {
    let inner = &rest[1..];
    let len = match inner.chars().next() {
        Some('{') => inner.find('}').map_or(rest.len(), |at| at + 2),
        Some(c) if is_word(c) => 1 + span(inner, is_word),
        Some(c) if "@*#?$!-".contains(c) => 2,
        _ => return (None, 1),
    };
    (Some(Class::Variable), len)
}

/// How long a number is: with its fraction, exponent, unit or base.
pub(super) fn number(rest: &str) -> usize {
    let mut len = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let goes_on = is_word(c)
            || (c == '.' && chars.peek().is_some_and(char::is_ascii_digit))
            || (matches!(c, '+' | '-')
                && rest[..len].ends_with(['e', 'E'])
                && !rest.starts_with("0x"));
        if !goes_on {
            break;
        }
        len += c.len_utf8();
    }
    len
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many bytes at the start are characters of a kind.
pub(super) fn span(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}
