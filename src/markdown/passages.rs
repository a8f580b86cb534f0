//! The running text of a body, each stretch with its places: what is said to readers, and nothing else.

use super::address;
use super::calls;
use super::dialect;
use super::stream::{Item, Stream};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// A paragraph, a heading, an item, a row with bars between its cells. Code, addresses, shortcodes and HTML are blanks in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// Its text, line breaks as spaces.
    pub text: String,
    /// Whether it is a heading.
    pub heading: bool,
    /// Where stretches of the text begin, there and in the body.
    places: Vec<(usize, usize)>,
}

impl Passage {
    /// The bytes of the body that bytes of the text stand for. Where markup or an entity lies between, it is
    /// covered too.
    #[must_use]
    pub fn place(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.at(span.start);
        // The last byte's own place: the next stretch may be far.
        let end = self.at(span.end.saturating_sub(1)) + 1;
        start..end.max(start)
    }

    fn at(&self, offset: usize) -> usize {
        let next = self.places.partition_point(|(text, _)| *text <= offset);
        match next.checked_sub(1).and_then(|last| self.places.get(last)) {
            Some((text, body)) => body + (offset - text),
            None => 0,
        }
    }

    fn push(&mut self, text: &str, at: usize) {
        self.places.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// So many blanks, or one for what is nowhere as long.
    fn blank(&mut self, length: usize, at: usize) {
        self.places.push((self.text.len(), at));
        self.text.extend(std::iter::repeat_n(' ', length.max(1)));
    }
}

/// The running text of a body, in its order.
#[must_use]
pub fn passages(body: &str) -> Vec<Passage> {
    let prepared = calls::prepare(body);
    let events = Parser::new_ext(&prepared.text, dialect()).into_offset_iter();
    let mut out = Vec::new();
    let mut open = Passage::default();
    // Code blocks, blocks of HTML and addresses that are their own text.
    let mut silent = 0_usize;
    for (item, range) in Stream::new(&prepared.text, events) {
        match item {
            Item::Run(_) | Item::Event(Event::Text(_)) if silent > 0 => {
                open.blank(1, range.start);
            }
            Item::Run(run) => {
                let (mut rest, mut at) = (run, range.start);
                while let Some((offset, length, _)) = prepared.token(rest) {
                    words(&mut open, &rest[..offset], at);
                    open.blank(length, at + offset);
                    rest = &rest[offset + length..];
                    at += offset + length;
                }
                words(&mut open, rest, at);
            }
            Item::Event(event) => match event {
                Event::Text(text) => open.push(&text.replace(['\n', '\r'], " "), range.start),
                Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => {
                    open.blank(1, range.start);
                }
                Event::Start(tag) => {
                    silent += usize::from(is_silent(&tag));
                    if !is_inline(&tag) && tag != Tag::TableCell {
                        close(&mut open, &mut out);
                        open.heading = matches!(tag, Tag::Heading { .. });
                    }
                }
                Event::End(end) => match end {
                    TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                        silent = silent.saturating_sub(1);
                        close(&mut open, &mut out);
                    }
                    TagEnd::Link => {
                        // The only silent inline is an address, in which nothing else begins.
                        silent = 0;
                    }
                    TagEnd::TableCell => {
                        // Where the cell ends, the bar between this one and the next stands or could.
                        let at = range.end.saturating_sub(1).max(range.start);
                        open.push(" | ", at);
                    }
                    TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Image
                    | TagEnd::Superscript
                    | TagEnd::Subscript => {}
                    _ => close(&mut open, &mut out),
                },
                _ => {}
            },
        }
    }
    close(&mut open, &mut out);
    out
}

/// Text with its bare addresses blanked out.
fn words(open: &mut Passage, run: &str, at: usize) {
    let mut done = 0;
    for found in address::bare(run) {
        line(open, &run[done..found.start], at + done);
        open.blank(found.len(), at + found.start);
        done = found.end;
    }
    line(open, &run[done..], at + done);
}

fn line(open: &mut Passage, run: &str, at: usize) {
    if run.is_empty() {
        return;
    }
    // Each break is as long as the space that takes its place.
    match run.contains(['\n', '\r']) {
        true => open.push(&run.replace(['\n', '\r'], " "), at),
        false => open.push(run, at),
    }
}

fn close(open: &mut Passage, out: &mut Vec<Passage>) {
    let done = std::mem::take(open);
    if !done.text.trim_matches([' ', '|']).is_empty() {
        out.push(done);
    }
}

fn is_silent(tag: &Tag<'_>) -> bool {
    match tag {
        Tag::CodeBlock(_) | Tag::HtmlBlock => true,
        Tag::Link { link_type, .. } => matches!(link_type, LinkType::Autolink | LinkType::Email),
        _ => false,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn each_stretch_knows_where_it_stands() {
        let body = "# One *two*\n\nText\nover `CODE` lines, {{ deck \"x\" }}R&amp;D and https://a.example/AB.\n\n\
                    ```\nNO\n```\n\n| a | B2B |\n| - | - |\n| c | **d** |\n\n- item\n";
        let found = passages(body);
        let texts: Vec<_> = found.iter().map(|one| one.text.trim()).collect();
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert_eq!(texts[0], "One two");
        assert!(found[0].heading && !found[1].heading);
        assert!(!texts.join(" ").contains("CODE") && !texts.join(" ").contains("NO"));
        assert!(!texts.join(" ").contains("AB"), "an address is none");
        assert_eq!(&texts[2..], ["a | B2B |", "c | d |", "item"]);
        for (passage, word) in [(0, "two"), (1, "over"), (1, "lines"), (2, "B2B"), (3, "d")] {
            let text = &found[passage].text;
            let at = text.find(word).unwrap();
            assert_eq!(&body[found[passage].place(&(at..at + word.len()))], word);
        }
        let at = found[1].text.find("R&D").unwrap();
        let place = found[1].place(&(at..at + 3));
        assert_eq!(&body[place], "R&amp;D");
    }

    proptest! {
        #[test]
        fn any_text_has_places_in_its_body(body in "[ -~\n\u{e9}\u{f0000}]{0,80}") {
            for passage in passages(&body) {
                for (at, _) in passage.text.char_indices() {
                    let place = passage.place(&(at..at + 1));
                    prop_assert!(place.end <= body.len() + 1);
                }
            }
        }
    }
}
