//! Shortcodes: found, read and put aside.
//!
//! 1. A body without `{{` is left as it is.
//! 2. One pass of the Markdown parser tells where code is; nothing is read there, nor after `\`.
//! 3. Each call is read: its name, its arguments, whether they fit.
//! 4. In the text for the parser a call becomes a word of the same length in bytes, which no author
//!    wrote: a private-use character that says which call it is, and filling. A marker of tabs
//!    becomes a rule of underscores, which ends whatever paragraph stands above it. So every
//!    offset of the parser is one of the body.

mod read;

use super::outline::Mistake;
use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag};
use std::borrow::Cow;
use std::ops::Range;

/// The shortcodes that show something. `tabs`, `tab` and `/tabs` are read by this room itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shortcode {
    /// `{{ term "MACC" }}`: a glossary term, linked. Argument `name`.
    Term,
    /// `{{ word "commit-term" }}`: what each hyperscaler calls a thing. Arguments `thing`, `form`.
    Word,
    /// `{{ credentials "aws" }}`: a credentials statement. Argument `hyperscaler`.
    Credentials,
    /// `{{ deck "why-quillfish-aws" }}`: a deck of the catalogue. Argument `slug`.
    Deck,
    /// `{{ include "snippets/x.md" }}`: another file's Markdown. Argument `path`.
    Include,
    /// `{{ figure src="x.png" alt="…" caption="…" }}`: a picture with a caption.
    Figure,
    /// `{{ data "calendar" }}`: a table from `content/data`. Arguments `name`, `caption`.
    Data,
}

impl Shortcode {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Word => "word",
            Self::Credentials => "credentials",
            Self::Deck => "deck",
            Self::Include => "include",
            Self::Figure => "figure",
            Self::Data => "data",
        }
    }

    /// Whether it can stand inside a sentence.
    #[must_use]
    pub fn is_inline(self) -> bool {
        matches!(self, Self::Term | Self::Word | Self::Deck)
    }

    /// Whether it is never more than words of a sentence, also where it stands alone.
    #[must_use]
    pub fn is_words(self) -> bool {
        matches!(self, Self::Term | Self::Word)
    }
}

/// A shortcode in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Which.
    pub shortcode: Shortcode,
    /// What it was given, in the order of the source, each name once.
    pub args: Vec<Arg>,
    /// From the first brace to the last, in bytes of the body.
    pub span: Range<usize>,
    /// Whether it stands alone in its paragraph: then no `<p>` is around what it shows.
    pub block: bool,
}

impl Call {
    /// The value of an argument.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.arg(name).map(|arg| arg.value.as_str())
    }

    /// An argument, with its place.
    #[must_use]
    pub fn arg(&self, name: &str) -> Option<&Arg> {
        self.args.iter().find(|arg| arg.name == name)
    }

    /// The value of the argument that the shortcode cannot do without.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.args.first().map_or("", |arg| arg.value.as_str())
    }
}

/// An argument of a shortcode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arg {
    /// Its name, also where the author gave it by position.
    pub name: &'static str,
    /// Its value, without quotes and escapes.
    pub value: String,
    /// The value in its quotes, in bytes of the body.
    pub span: Range<usize>,
}

/// Something between double braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Call(Call),
    Tabs(Range<usize>),
    Tab { label: String, span: Range<usize> },
    EndTabs(Range<usize>),
}

impl Piece {
    pub(super) fn span(&self) -> &Range<usize> {
        match self {
            Self::Call(call) => &call.span,
            Self::Tabs(span) | Self::Tab { span, .. } | Self::EndTabs(span) => span,
        }
    }
}

/// A body with its shortcodes put aside.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    /// What the Markdown parser is given: as long as the body, byte for byte.
    pub(super) text: Cow<'a, str>,
    /// The shortcodes, in the order of the body.
    pub(super) pieces: Vec<Piece>,
    /// What could not be read.
    pub(super) mistakes: Vec<Mistake>,
    /// The private-use character of the first piece.
    base: u32,
}

/// Where the private-use characters begin that take four bytes.
const PRIVATE: u32 = 0xF_0000;
const LAST: u32 = 0x10_FFFD;

/// Finds and reads the shortcodes of a body.
pub(super) fn prepare(body: &str) -> Prepared<'_> {
    let mut prepared = Prepared {
        text: Cow::Borrowed(body),
        pieces: Vec::new(),
        mistakes: Vec::new(),
        base: PRIVATE,
    };
    if memmem::find(body.as_bytes(), b"{{").is_none() {
        return prepared;
    }
    prepared.read(body);
    // Authors may use these characters too: ours begin after theirs.
    let theirs = body.chars().map(u32::from).filter(|&c| c >= PRIVATE).max();
    prepared.base = theirs.map_or(PRIVATE, |last| last + 1);
    let room = usize::try_from((LAST + 1).saturating_sub(prepared.base)).unwrap_or(0);
    if let Some(piece) = prepared.pieces.get(room) {
        prepared.mistakes.push(Mistake::new(
            piece.span().clone(),
            "this page has more shortcodes than can be told apart beside its private-use characters \
             (U+F0000 and above); remove those characters",
        ));
        prepared.pieces.truncate(room);
    }
    prepared.put_aside(body);
    prepared
}

impl Prepared<'_> {
    fn read(&mut self, body: &str) {
        let code = code_ranges(body);
        let mut code = code.iter().peekable();
        let mut from = 0;
        while let Some(found) = memmem::find(&body.as_bytes()[from..], b"{{") {
            let at = from + found;
            while code.next_if(|range| range.end <= at).is_some() {}
            if let Some(range) = code.peek().filter(|range| range.start <= at) {
                from = range.end;
                continue;
            }
            if is_escaped(body, at) {
                from = at + 2;
                continue;
            }
            match read::piece(body, at) {
                Ok(piece) => {
                    from = piece.span().end;
                    // A backtick inside a call's quotes begins no code.
                    while code.next_if(|range| range.start < from).is_some() {}
                    self.pieces.push(piece);
                }
                Err(mistake) => {
                    from = mistake.span.end.max(at + 2);
                    self.mistakes.push(mistake);
                }
            }
        }
    }

    fn put_aside(&mut self, body: &str) {
        if self.pieces.is_empty() {
            return;
        }
        let mut text = String::with_capacity(body.len());
        let mut done = 0;
        for (index, piece) in self.pieces.iter().enumerate() {
            let span = piece.span().clone();
            text.push_str(&body[done..span.start]);
            done = span.end;
            if !matches!(piece, Piece::Call(_)) && is_alone_in_line(body, &span) {
                text.extend(std::iter::repeat_n('_', span.len()));
                continue;
            }
            let token = u32::try_from(index)
                .ok()
                .and_then(|index| char::from_u32(self.base + index));
            text.push(token.unwrap_or(char::REPLACEMENT_CHARACTER));
            let filled = text.len() - span.start;
            text.extend(std::iter::repeat_n('x', span.len().saturating_sub(filled)));
        }
        text.push_str(&body[done..]);
        self.text = Cow::Owned(text);
    }

    /// Whether there is nothing to look for.
    pub(super) fn is_plain(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The first token in a text: its place there, its length, and which piece it stands for.
    pub(super) fn token(&self, text: &str) -> Option<(usize, usize, usize)> {
        if self.pieces.is_empty() {
            return None;
        }
        // The private-use characters of four bytes begin with F3 or F4.
        let mut from = 0;
        while let Some(found) = memchr::memchr2(0xF3, 0xF4, &text.as_bytes()[from..]) {
            let at = from + found;
            let token = text[at..].chars().next().map_or(0, u32::from);
            let index = usize::try_from(token.wrapping_sub(self.base)).unwrap_or(usize::MAX);
            if let Some(piece) = self.pieces.get(index) {
                let end = (at + piece.span().len()).min(text.len());
                let end = if text.is_char_boundary(end) {
                    end
                } else {
                    text.len()
                };
                return Some((at, end - at, index));
            }
            from = at + 4;
        }
        None
    }

    /// A text with its tokens turned back into what the author wrote.
    pub(super) fn restore<'t>(&self, text: &'t str, body: &str) -> Cow<'t, str> {
        let Some(mut found) = self.token(text) else {
            return Cow::Borrowed(text);
        };
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        loop {
            let (at, len, index) = found;
            out.push_str(&rest[..at]);
            out.push_str(&body[self.pieces[index].span().clone()]);
            rest = &rest[at + len..];
            match self.token(rest) {
                Some(next) => found = next,
                None => break,
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// The first piece that ends after an offset.
    pub(super) fn first_after(&self, offset: usize) -> usize {
        self.pieces
            .partition_point(|piece| piece.span().end <= offset)
    }

    /// The marker of tabs that a rule at that place stands for.
    pub(super) fn marker(&self, rule: &Range<usize>) -> Option<usize> {
        let index = self.first_after(rule.start);
        let piece = self.pieces.get(index)?;
        (piece.span().start < rule.end && !matches!(piece, Piece::Call(_))).then_some(index)
    }

    /// The pieces of a paragraph that holds shortcodes of blocks and nothing else.
    pub(super) fn blocks(&self, body: &str, paragraph: &Range<usize>) -> Option<Range<usize>> {
        let first = self.first_after(paragraph.start);
        let (mut at, mut next) = (paragraph.start, first);
        while let Some(Piece::Call(call)) = self.pieces.get(next)
            && call.span.start < paragraph.end
        {
            if call.shortcode.is_words() || !is_blank(body.get(at..call.span.start)?) {
                return None;
            }
            at = call.span.end;
            next += 1;
        }
        (next > first && is_blank(body.get(at..paragraph.end)?)).then_some(first..next)
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_whitespace() || byte == b'>')
}

/// Blocks and spans of code.
fn code_ranges(body: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for (event, range) in Parser::new_ext(body, super::dialect()).into_offset_iter() {
        if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
            ranges.push(range);
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges
}

/// Whether an odd number of backslashes stands before an offset.
fn is_escaped(body: &str, at: usize) -> bool {
    let before = body.as_bytes()[..at].iter().rev();
    before.take_while(|&&byte| byte == b'\\').count() % 2 == 1
}

fn is_alone_in_line(body: &str, span: &Range<usize>) -> bool {
    let start = body[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = body[span.end..]
        .find('\n')
        .map_or(body.len(), |at| span.end + at);
    let before = &body.as_bytes()[start..span.start];
    before
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
        && body[span.end..end].trim().is_empty()
        && !body[span.clone()].contains('\n')
}
