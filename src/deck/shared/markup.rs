//! XML cut into tags, texts and references (XML 1.0, 2.4, 2.5, 2.7, 3.1 and 4.1).
//!
//! Everything is borrowed from the part, which is known to be UTF-8: nothing is copied, expanded or
//! checked twice. What is not well formed ends the reading. Comments, processing instructions and the
//! declaration say nothing to anybody and are passed over.

use super::problem::Problem;

/// What stands next.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::deck) enum Token<'a> {
    /// `<like this='1'>`, or `<this/>`, which is empty.
    Start { tag: Tag<'a>, empty: bool },
    /// `</this>`, of the tag that was opened last.
    End,
    /// As it stands in the file; it holds no reference.
    Text(&'a str),
    /// What stands between `<![CDATA[` and `]]>`.
    Verbatim(&'a str),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    /// A DTD begins here. It is not read.
    Dtd,
    /// The file ends.
    Nothing,
}

/// A start tag: its name, and its attributes as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::deck) struct Tag<'a> {
    name: &'a str,
    /// Where the name begins that follows the prefix.
    local: usize,
    pub(in crate::deck) attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// From what stands between `<` and `>`.
    fn new(content: &'a str) -> Self {
        let mut local = 0;
        let mut end = content.len();
        for (at, byte) in content.bytes().enumerate() {
            if is_space(byte) {
                end = at;
                break;
            }
            if byte == b':' && local == 0 {
                local = at + 1;
            }
        }
        let (name, attributes) = content.split_at(end);
        Self {
            name,
            local,
            attributes,
        }
    }

    /// The name without its prefix.
    pub(in crate::deck) fn local(&self) -> &'a str {
        &self.name[self.local..]
    }

    /// The prefix of the name, or ''.
    pub(in crate::deck) fn prefix(&self) -> &'a str {
        &self.name[..self.local.saturating_sub(1)]
    }
}

/// Walks through the text of one part.
pub(in crate::deck) struct Markup<'a> {
    /// What has not been read yet.
    rest: &'a str,
    /// The names of the elements that have begun and not ended.
    open: Vec<&'a str>,
}

impl<'a> Markup<'a> {
    pub(in crate::deck) fn new(text: &'a str) -> Self {
        Self {
            rest: text.strip_prefix('\u{feff}').unwrap_or(text),
            open: Vec::new(),
        }
    }

    /// What stands next.
    pub(in crate::deck) fn next(&mut self) -> Result<Token<'a>, Problem> {
        loop {
            // Most tags are followed by a tag.
            let at = match self.rest.as_bytes().first() {
                Some(b'<') => Some(0),
                _ => memchr::memchr2(b'<', b'&', self.rest.as_bytes()),
            };
            match at {
                None if self.rest.is_empty() => return Ok(Token::Nothing),
                None => return Ok(Token::Text(self.take(self.rest.len()))),
                Some(0) => {
                    if let Some(token) = self.markup()? {
                        return Ok(token);
                    }
                }
                Some(at) => return Ok(Token::Text(self.take(at))),
            }
        }
    }

    /// Cuts off the next `length` bytes.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// What begins with `<` or `&`; `None` where it says nothing.
    fn markup(&mut self) -> Result<Option<Token<'a>>, Problem> {
        let bytes = self.rest.as_bytes();
        match (bytes[0], bytes.get(1)) {
            (b'&', _) => self.reference().map(Some),
            (_, Some(b'/')) => self.end().map(Some),
            (_, Some(b'?')) => self.instruction().map(|()| None),
            (_, Some(b'!')) => self.declaration(),
            _ => self.start().map(Some),
        }
    }

    fn start(&mut self) -> Result<Token<'a>, Problem> {
        let content = &self.element()?[1..];
        Ok(match content.strip_suffix("/>") {
            Some(content) => Token::Start {
                tag: Tag::new(content),
                empty: true,
            },
            None => {
                let tag = Tag::new(&content[..content.len() - 1]);
                self.open.push(tag.name);
                Token::Start { tag, empty: false }
            }
        })
    }

    fn end(&mut self) -> Result<Token<'a>, Problem> {
        // Nearly all end the last one and hold nothing but its name.
        if let Some(open) = self.open.last()
            && let Some(after) = self.rest[2..].strip_prefix(open)
            && after.starts_with('>')
        {
            self.rest = &after[1..];
            self.open.pop();
            return Ok(Token::End);
        }
        let element = self.element()?;
        let content = &element[2..element.len() - 1];
        let found = match content.trim_end_matches(|c| u8::try_from(c).is_ok_and(is_space)) {
            "" => content,
            name => name,
        };
        match self.open.pop() {
            Some(expected) if expected == found => Ok(Token::End),
            Some(expected) => Err(ill_formed(&format!(
                "expected `</{expected}>`, but `</{found}>` was found"
            ))),
            None => Err(ill_formed(&format!(
                "close tag `</{found}>` does not match any open tag"
            ))),
        }
    }

    /// A whole tag, up to the first '>' outside quotes.
    fn element(&mut self) -> Result<&'a str, Problem> {
        let bytes = self.rest.as_bytes();
        let Some(first) = memchr::memchr(b'>', bytes) else {
            return Err(unclosed_tag(bytes));
        };
        // Nearly every tag has no '>' and no "'" in its values. To see so is much quicker than to go
        // from quote to quote.
        let (mut double, mut single) = (0u8, 0u8);
        for byte in &bytes[..first] {
            double ^= u8::from(*byte == b'"');
            single |= u8::from(*byte == b'\'');
        }
        if double == 0 && single == 0 {
            return Ok(self.take(first + 1));
        }
        let mut quote = None;
        for at in memchr::memchr3_iter(b'>', b'\'', b'"', bytes) {
            match (quote, bytes[at]) {
                (None, b'>') => return Ok(self.take(at + 1)),
                (None, mark) => quote = Some(mark),
                (Some(open), mark) if mark == open => quote = None,
                _ => {}
            }
        }
        Err(unclosed_tag(bytes))
    }

    fn reference(&mut self) -> Result<Token<'a>, Problem> {
        let bytes = &self.rest.as_bytes()[1..];
        match memchr::memchr3(b';', b'&', b'<', bytes) {
            Some(end) if bytes[end] == b';' => {
                let whole = self.take(end + 2);
                Ok(Token::Reference(&whole[1..=end]))
            }
            _ => Err(ill_formed(
                "entity or character reference not closed: `;` not found before end of input",
            )),
        }
    }

    fn instruction(&mut self) -> Result<(), Problem> {
        let bytes = self.rest.as_bytes();
        match memchr::memmem::find(&bytes[1..], b"?>").map(|at| at + 3) {
            Some(length) if length > 3 => {
                self.take(length);
                Ok(())
            }
            found => {
                let declares = found.is_none()
                    && bytes.starts_with(b"<?xml")
                    && bytes
                        .get(5)
                        .is_none_or(|byte| is_space(*byte) || *byte == b'?');
                let what = if declares {
                    "XML declaration"
                } else {
                    "processing instruction"
                };
                Err(unclosed(what, "?>"))
            }
        }
    }

    /// What begins with `<!`.
    fn declaration(&mut self) -> Result<Option<Token<'a>>, Problem> {
        const VERBATIM: &str = "<![CDATA[";
        let bytes = self.rest.as_bytes();
        match bytes.get(2) {
            Some(b'[') => {
                let end = memchr::memmem::find(bytes, b"]]>")
                    .filter(|_| self.rest.starts_with(VERBATIM))
                    .ok_or_else(|| unclosed("CDATA", "]]>"))?;
                let whole = self.take(end + 3);
                Ok(Some(Token::Verbatim(&whole[VERBATIM.len()..end])))
            }
            Some(b'-') => {
                let end = bytes
                    .get(4..)
                    .and_then(|inside| memchr::memmem::find(inside, b"-->"))
                    .filter(|_| bytes.starts_with(b"<!--"))
                    .ok_or_else(|| unclosed("comment", "-->"))?;
                self.take(end + 7);
                Ok(None)
            }
            Some(b'D' | b'd') => {
                let named = bytes.get(2..9).unwrap_or_default();
                if named.eq_ignore_ascii_case(b"DOCTYPE") {
                    Ok(Some(Token::Dtd))
                } else {
                    Err(unclosed("DOCTYPE", ">"))
                }
            }
            _ => Err(syntax("unknown or missed symbol in markup")),
        }
    }
}

/// White space of XML (2.3).
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// A tag that the file ends in.
fn unclosed_tag(bytes: &[u8]) -> Problem {
    let mut quote = None;
    for byte in bytes {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), mark) if *mark == open => quote = None,
            _ => {}
        }
    }
    match quote {
        None => unclosed("tag", ">"),
        Some(b'"') => unclosed("attribute value", "\""),
        Some(_) => unclosed("attribute value", "'"),
    }
}

fn unclosed(what: &str, end: &str) -> Problem {
    syntax(&format!(
        "{what} not closed: `{end}` not found before end of input"
    ))
}

fn syntax(detail: &str) -> Problem {
    Problem::malformed(&format!("syntax error: {detail}"))
}

fn ill_formed(detail: &str) -> Problem {
    Problem::malformed(&format!("ill-formed document: {detail}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use quick_xml::events::Event;

    /// What stands in a text, and how it ends.
    type Seen = (Vec<String>, Result<(), String>);

    fn start(prefix: &str, local: &str, attributes: &str, empty: bool) -> String {
        format!("start {prefix} {local} [{attributes}] {empty}")
    }

    fn ours(text: &str) -> Seen {
        let mut markup = Markup::new(text);
        let mut seen = Vec::new();
        loop {
            seen.push(match markup.next() {
                Ok(Token::Start { tag, empty }) => {
                    start(tag.prefix(), tag.local(), tag.attributes, empty)
                }
                Ok(Token::End) => "end".to_owned(),
                Ok(Token::Text(text)) => format!("text {text}"),
                Ok(Token::Verbatim(text)) => format!("verbatim {text}"),
                Ok(Token::Reference(name)) => format!("reference {name}"),
                Ok(Token::Dtd) => return (seen, Err("a DTD".to_owned())),
                Ok(Token::Nothing) => return (seen, Ok(())),
                Err(problem) => return (seen, Err(problem.detail)),
            });
        }
    }

    /// The same by a reader that others wrote.
    fn theirs(text: &str) -> Seen {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut seen = Vec::new();
        loop {
            let event = reader.read_event();
            let tag = match &event {
                Ok(Event::Start(tag) | Event::Empty(tag)) => {
                    let name = tag.name().0;
                    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
                    let empty = matches!(event, Ok(Event::Empty(_)));
                    Some(start(prefix, local, tag.attributes_raw(), empty))
                }
                _ => None,
            };
            seen.push(match event {
                Ok(Event::Start(_) | Event::Empty(_)) => tag.unwrap_or_default(),
                Ok(Event::End(_)) => "end".to_owned(),
                Ok(Event::Text(text)) => format!("text {}", text.into_inner()),
                Ok(Event::CData(text)) => format!("verbatim {}", text.into_inner()),
                Ok(Event::GeneralRef(name)) => format!("reference {}", name.into_inner()),
                Ok(Event::DocType(_)) => return (seen, Err("a DTD".to_owned())),
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => continue,
                Ok(Event::Eof) => return (seen, Ok(())),
                Err(error) => {
                    return (seen, Err(Problem::malformed(&error.to_string()).detail));
                }
            });
        }
    }

    #[test]
    fn a_part_is_cut_into_its_tokens() {
        let text = "\u{feff}<?xml version='1.0'?><p:a x=\"1>2\" y='\"'><!-- > --><b/>é&amp;<![CDATA[<]]></p:a >";
        let (seen, end) = ours(text);
        assert_eq!(
            seen,
            [
                "start p a [ x=\"1>2\" y='\"'] false",
                "start  b [] true",
                "text é",
                "reference amp",
                "verbatim <",
                "end"
            ]
        );
        assert_eq!(end, Ok(()));
    }

    #[test]
    fn what_is_not_well_formed_ends_the_reading() {
        for (text, why) in [
            ("<a></b>", "expected `</a>`, but `</b>` was found"),
            ("</a>", "does not match any open tag"),
            ("<a", "tag not closed"),
            ("<a b='>", "attribute value not closed: `'`"),
            ("<a>&amp", "reference not closed"),
            ("<!-->", "comment not closed"),
            ("<![CDATA[]>", "CDATA not closed"),
            ("<?>", "processing instruction not closed"),
            ("<!ELEMENT a>", "unknown or missed symbol"),
        ] {
            let (_, end) = ours(text);
            assert!(
                end.as_ref().is_err_and(|e| e.contains(why)),
                "{text}: {end:?}"
            );
        }
        assert_eq!(ours("<!doctype a").1, Err("a DTD".to_owned()));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4096))]
        #[test]
        fn everything_is_seen_as_another_reader_sees_it(
            pieces in proptest::collection::vec(proptest::sample::select(&[
                "<a>", "</a>", "</a>", "<p:b c='1' d=\"2\">", "</p:b>", "</p:b \n>", "<a\t/>", "<a e='", "<",
                ">", "/>", "</", "'", "\"", "=", "&amp;", "&#65;", "&", ";", "<!--", "-->", "--", "<!",
                "<![CDATA[", "]]>", "]", "<?xml", "<?", "?>", "?", "text", " ", "é", "\u{feff}", ":",
            ][..]), 0..14),
        ) {
            let text = pieces.concat();
            proptest::prop_assert_eq!(ours(&text), theirs(&text), "{}", text);
        }
    }
}
