//! A safe walk over one XML part.
//!
//! `markup` cuts the part and checks that tags match. This adds what a gate needs: one root, a limit
//! of depth, no DTD (a DTD can define an entity that hides a word from one reader and shows it to another), no
//! entity but the five of XML itself.
//!
//! Elements are matched by local name, so that transitional and strict OOXML, and any prefix, read
//! alike. The walk goes *into* elements that a reader does not know, so that a wrapper added by a
//! later version of PowerPoint hides nothing.

pub(in crate::deck) use super::markup::Tag;
use super::markup::{Markup, Token};
use super::problem::Problem;
use crate::deck::Limits;
use std::borrow::Cow;

/// What stands next inside an element.
pub(in crate::deck) enum Node<'a> {
    Start(Tag<'a>),
    Text(Cow<'a, str>),
}

/// Walks forward through one part.
pub(in crate::deck) struct Xml<'a> {
    markup: Markup<'a>,
    depth: usize,
    max_depth: usize,
    max_items: usize,
    /// The last start tag was `<like-this/>`, so its end is still to come.
    empty: bool,
    rooted: bool,
}

impl<'a> Xml<'a> {
    pub(in crate::deck) fn new(text: &'a str, limits: &Limits) -> Self {
        Self {
            markup: Markup::new(text),
            depth: 0,
            max_depth: limits.xml_depth,
            max_items: limits.items,
            empty: false,
            rooted: false,
        }
    }

    /// Refuses to go on once more was found than any person wrote.
    pub(in crate::deck) fn check(&self, found: usize) -> Result<(), Problem> {
        if found > self.max_items {
            return Err(Problem::too_many("texts", self.max_items));
        }
        Ok(())
    }

    /// The level of the element just started: pass it to [`Xml::next`] to stay inside it.
    pub(in crate::deck) fn level(&self) -> usize {
        self.depth
    }

    /// The next start tag or text inside the element at `level`, at any depth; `None` once that
    /// element has ended. Level 0 is the document.
    pub(in crate::deck) fn next(&mut self, level: usize) -> Result<Option<Node<'a>>, Problem> {
        loop {
            if self.empty {
                self.empty = false;
                self.depth -= 1;
            }
            if self.depth < level {
                return Ok(None);
            }
            match self.markup.next()? {
                Token::Start { tag, empty } => {
                    self.enter()?;
                    self.empty = empty;
                    return Ok(Some(Node::Start(tag)));
                }
                Token::End => self.depth -= 1,
                Token::Text(text) if self.depth > 0 => {
                    return Ok(Some(Node::Text(Cow::Borrowed(text))));
                }
                Token::Text(text) => {
                    if !text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
                        return Err(Problem::malformed("text stands outside its root element"));
                    }
                }
                Token::Verbatim(text) => return Ok(Some(Node::Text(Cow::Borrowed(text)))),
                Token::Reference(reference) => {
                    return Ok(Some(Node::Text(resolve(reference)?)));
                }
                Token::Dtd => return Err(Problem::doctype()),
                Token::Nothing if self.depth > 0 => {
                    return Err(Problem::malformed("it ends before its elements are closed"));
                }
                Token::Nothing if !self.rooted => {
                    return Err(Problem::malformed("it holds no element"));
                }
                Token::Nothing => return Ok(None),
            }
        }
    }

    /// The next start tag inside the element at `level`; text is passed over.
    pub(in crate::deck) fn tag(&mut self, level: usize) -> Result<Option<Tag<'a>>, Problem> {
        loop {
            match self.next(level)? {
                Some(Node::Start(tag)) => return Ok(Some(tag)),
                Some(Node::Text(_)) => {}
                None => return Ok(None),
            }
        }
    }

    /// Goes to the end of the element at `level`.
    pub(in crate::deck) fn skip(&mut self, level: usize) -> Result<(), Problem> {
        while self.next(level)?.is_some() {}
        Ok(())
    }

    /// Adds all the text inside the element just started, and goes to its end.
    pub(in crate::deck) fn text(&mut self, into: &mut String) -> Result<(), Problem> {
        let level = self.level();
        while let Some(node) = self.next(level)? {
            if let Node::Text(text) = node {
                into.push_str(&text);
            }
        }
        Ok(())
    }

    fn enter(&mut self) -> Result<(), Problem> {
        if self.depth == 0 {
            if self.rooted {
                return Err(Problem::malformed("it has two root elements"));
            }
            self.rooted = true;
        }
        self.depth += 1;
        if self.depth > self.max_depth {
            return Err(Problem::too_deep(self.max_depth));
        }
        Ok(())
    }
}

impl<'a> Tag<'a> {
    /// The value of an attribute that has no prefix.
    pub(in crate::deck) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes()
            .find(|(key, _)| *key == name)
            .map(|(_, raw)| unescape(raw))
    }

    /// Whether an attribute that has no prefix holds a true `xsd:boolean`.
    pub(in crate::deck) fn flag(&self, name: &str) -> Option<bool> {
        self.attributes()
            .find(|(key, _)| *key == name)
            .map(|(_, raw)| matches!(raw.trim(), "1" | "true" | "on"))
    }

    /// The number in an attribute that has no prefix.
    pub(in crate::deck) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.attributes()
            .find(|(key, _)| *key == name)?
            .1
            .trim()
            .parse()
            .ok()
    }

    /// The value of an attribute that has a prefix, as `r:id` has.
    pub(in crate::deck) fn prefixed(&self, local: &str) -> Option<Cow<'a, str>> {
        self.prefixed_all()
            .find(|(key, _)| *key == local)
            .map(|(_, value)| value)
    }

    /// Every attribute with a prefix, by local name.
    pub(in crate::deck) fn prefixed_all(&self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        self.attributes().filter_map(|(key, raw)| {
            let (prefix, local) = key.split_once(':')?;
            (prefix != "xmlns" && prefix != "xml").then(|| (local, unescape(raw)))
        })
    }

    /// Names with prefixes, values as they stand in the file.
    pub(in crate::deck) fn attributes(&self) -> Attributes<'a> {
        Attributes {
            rest: self.attributes,
        }
    }
}

/// Attributes in order. Ends early where they are not well formed.
pub(in crate::deck) struct Attributes<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        // Names are short: a search that gets under way slowly is not worth it.
        let equals = self.rest.bytes().position(|byte| byte == b'=')?;
        let key = trim(&self.rest[..equals]);
        let mut value = &self.rest[equals + 1..];
        if !value.starts_with(['"', '\'']) {
            value = value.trim_start();
        }
        let quote = *value
            .as_bytes()
            .first()
            .filter(|quote| matches!(quote, b'"' | b'\''))?;
        let end = memchr::memchr(quote, &value.as_bytes()[1..])?;
        self.rest = &value[end + 2..];
        Some((key, &value[1..=end]))
    }
}

/// Without the white space around it, which is nearly always one space before it.
fn trim(name: &str) -> &str {
    let name = name.strip_prefix(' ').unwrap_or(name);
    match name.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => name,
        _ => name.trim(),
    }
}

/// An attribute's value with its references resolved. One that XML does not know leaves all of it as
/// it is written: seen, not swallowed.
fn unescape(raw: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', raw.as_bytes()) else {
        return Cow::Borrowed(raw);
    };
    let (mut text, mut rest) = (raw[..first].to_owned(), &raw[first..]);
    while let Some(reference) = rest.strip_prefix('&') {
        let Some((name, after)) = reference.split_once(';') else {
            return Cow::Borrowed(raw);
        };
        let Ok(meant) = resolve(name) else {
            return Cow::Borrowed(raw);
        };
        text.push_str(&meant);
        let next = memchr::memchr(b'&', after.as_bytes()).unwrap_or(after.len());
        text.push_str(&after[..next]);
        rest = &after[next..];
    }
    Cow::Owned(text)
}

/// Character references and the five entities of XML (XML 1.0, 4.6).
fn resolve(reference: &str) -> Result<Cow<'static, str>, Problem> {
    Ok(match reference {
        "lt" => Cow::Borrowed("<"),
        "gt" => Cow::Borrowed(">"),
        "amp" => Cow::Borrowed("&"),
        "quot" => Cow::Borrowed("\""),
        "apos" => Cow::Borrowed("'"),
        _ => {
            let number = reference
                .strip_prefix('#')
                .ok_or_else(|| Problem::entity(reference))?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            let character = code.ok().and_then(char::from_u32);
            Cow::Owned(
                character
                    .ok_or_else(|| Problem::entity(reference))?
                    .to_string(),
            )
        }
    })
}

/// The text of a part: UTF-8, or UTF-16 as XML 1.0 (4.3.3) allows it.
pub(in crate::deck) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (String, Problem)> {
    let utf16 = |big: bool, bytes: &[u8]| {
        let units = bytes.as_chunks::<2>().0.iter().map(|pair| {
            if big {
                u16::from_be_bytes(*pair)
            } else {
                u16::from_le_bytes(*pair)
            }
        });
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect()
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => decode_utf8(rest),
        [0xff, 0xfe, rest @ ..] => Ok(Cow::Owned(utf16(false, rest))),
        [0xfe, 0xff, rest @ ..] => Ok(Cow::Owned(utf16(true, rest))),
        [b'<', 0, ..] => Ok(Cow::Owned(utf16(false, bytes))),
        [0, b'<', ..] => Ok(Cow::Owned(utf16(true, bytes))),
        _ => decode_utf8(bytes),
    }
}

fn decode_utf8(bytes: &[u8]) -> Result<Cow<'_, str>, (String, Problem)> {
    simdutf8::basic::from_utf8(bytes)
        .map(Cow::Borrowed)
        .map_err(|_| {
            let lossy = String::from_utf8_lossy(bytes).into_owned();
            (
                lossy,
                Problem::malformed("its bytes are neither UTF-8 nor UTF-16"),
            )
        })
}
