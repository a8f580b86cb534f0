//! The pass itself.

use super::{Heading, Link, Mistake, Outline};
use crate::markdown::address::{self, Address};
use crate::markdown::calls::{Piece, Prepared};
use crate::markdown::ids::{self, Wish};
use crate::markdown::stream::{Item, Stream};
use crate::markdown::tabs::{Step, Tabs};
use crate::markdown::{Call, Options, dialect, html};
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Parser, Tag, TagEnd};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// See [`super::outline`].
pub(super) fn walk(body: &str, prepared: &Prepared<'_>, options: Options) -> Outline {
    let undefined = RefCell::new(Vec::new());
    let broken = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined
                .borrow_mut()
                .push((link.span, link.reference.to_string()));
        }
        None
    };
    let events = Parser::new_with_broken_link_callback(&prepared.text, dialect(), Some(broken))
        .into_offset_iter();
    let mut walk = Walk {
        body,
        prepared,
        options,
        out: Outline::default(),
        wishes: Vec::new(),
        heading: None,
        links: Vec::new(),
        last_end: 0,
        depth: 0,
        footnote: 0,
        footnotes: FxHashMap::default(),
        html: None,
        tabs: Tabs::default(),
        seen: vec![false; prepared.pieces.len()],
        blocks: 0..0,
        in_code: false,
    };
    for (item, range) in Stream::new(&prepared.text, events) {
        match item {
            Item::Run(text) => walk.run(text, &range),
            Item::Event(event) => walk.event(event, &range),
        }
        walk.last_end = range.end;
    }
    for (span, name) in undefined.take() {
        let name = prepared.restore(&name, body);
        walk.mistake(span, format!(
            "no line says where '{name}' leads: add '[{name}]: address', or write \\[ for a bracket as text"
        ));
    }
    walk.finish()
}

struct OpenLink {
    dest: String,
    title: String,
    image: bool,
    inline: bool,
    text: String,
}

struct Footnote {
    defined: Option<Range<usize>>,
    used: bool,
}

struct Walk<'a> {
    body: &'a str,
    prepared: &'a Prepared<'a>,
    options: Options,
    out: Outline,
    wishes: Vec<Wish>,
    heading: Option<(Option<String>, String)>,
    links: Vec<OpenLink>,
    /// Where the last item ended.
    last_end: usize,
    /// How many tags are open.
    depth: usize,
    /// How many of them are footnotes.
    footnote: usize,
    footnotes: FxHashMap<String, Footnote>,
    html: Option<String>,
    tabs: Tabs,
    /// Which pieces stood where they can be shown.
    seen: Vec<bool>,
    /// The pieces of the current paragraph, if it holds nothing else.
    blocks: Range<usize>,
    in_code: bool,
}

impl Walk<'_> {
    fn mistake(&mut self, span: Range<usize>, message: impl Into<String>) {
        self.out.mistakes.push(Mistake::new(span, message));
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => {
                let text = self.prepared.restore(&text, self.body);
                self.out.words += words(&text);
                self.collect(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.collect(" "),
            Event::Html(text) => match &mut self.html {
                Some(block) => block.push_str(&text),
                None => self.html(&text, range, false),
            },
            Event::InlineHtml(text) => self.html(&text, range, false),
            Event::FootnoteReference(label) => {
                self.footnotes
                    .entry(label.to_lowercase())
                    .or_insert(Footnote {
                        defined: None,
                        used: false,
                    })
                    .used = true;
            }
            Event::Rule => self.rule(range),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// Text for the heading and the links that are open. What a picture shows names no heading.
    fn collect(&mut self, text: &str) {
        let in_image = self.links.iter().any(|link| link.image);
        if let Some((_, heading)) = &mut self.heading
            && !in_image
        {
            heading.push_str(text);
        }
        for link in &mut self.links {
            link.text.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        if self.tabs.early() {
            self.mistake(
                first_line(self.body, range),
                "this stands before the first tab; write {{ tab \"…\" }} above it",
            );
        }
        self.depth += 1;
        match tag {
            Tag::Heading {
                id, classes, attrs, ..
            } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.mistake(
                        first_line(self.body, range),
                        "braces after a heading hold its id only, as in {#my-id}; remove the rest",
                    );
                }
                self.heading = Some((id.map(|id| id.to_string()), String::new()));
            }
            Tag::Paragraph if !self.prepared.is_plain() => {
                self.blocks = self.prepared.blocks(self.body, range).unwrap_or(0..0);
            }
            Tag::CodeBlock(_) => self.in_code = true,
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let dest = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                self.open_link(dest, &title, false, link_type);
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.open_link(dest_url.to_string(), &title, true, link_type);
            }
            Tag::FootnoteDefinition(label) => {
                self.footnote += 1;
                let first = first_line(self.body, range);
                let known = self
                    .footnotes
                    .entry(label.to_lowercase())
                    .or_insert(Footnote {
                        defined: None,
                        used: false,
                    });
                if known.defined.is_some() {
                    self.mistake(
                        first,
                        format!("the footnote '{label}' is defined twice; rename or remove one"),
                    );
                } else {
                    known.defined = Some(first);
                }
            }
            Tag::HtmlBlock => self.html = Some(String::new()),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        self.depth = self.depth.saturating_sub(1);
        if let Some((piece, _)) = self.tabs.leave(self.depth) {
            self.unclosed(piece);
        }
        match tag {
            TagEnd::Heading(level) => self.end_heading(level as u8, range),
            TagEnd::Paragraph => self.blocks = 0..0,
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::Link | TagEnd::Image => self.end_link(range),
            TagEnd::FootnoteDefinition => self.footnote -= 1,
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html.take() {
                    self.html(&block, range, true);
                }
            }
            _ => {}
        }
    }

    fn end_heading(&mut self, level: u8, range: &Range<usize>) {
        let Some((id, text)) = self.heading.take() else {
            return;
        };
        if self.footnote > 0 {
            self.mistake(
                first_line(self.body, range),
                "a footnote holds no heading; make it bold text",
            );
            return;
        }
        if let Some(id) = &id {
            let taken = self
                .wishes
                .iter()
                .any(|wish| wish.explicit && wish.id == *id);
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
            let wrong = if taken {
                Some("another heading of this page has this id already; give each its own")
            } else if !id.chars().all(plain) {
                Some("an id is made of letters, digits, '-', '_', '.' and ':'")
            } else if ids::is_reserved(id) {
                Some("ids like this one are kept for footnotes and tabs; choose another")
            } else {
                None
            };
            if let Some(wrong) = wrong {
                let at = find_in(self.body, range, &format!("#{id}"));
                self.mistake(at.unwrap_or_else(|| first_line(self.body, range)), wrong);
            }
        }
        let text = text.trim().to_owned();
        self.wishes.push(Wish::new(&text, id.as_deref()));
        self.out.headings.push(Heading {
            level,
            id: String::new(),
            text,
            span: trimmed(self.body, range),
        });
    }

    fn open_link(&mut self, dest: String, title: &str, image: bool, kind: LinkType) {
        self.links.push(OpenLink {
            dest,
            title: title.to_owned(),
            image,
            inline: kind == LinkType::Inline,
            text: String::new(),
        });
    }

    fn end_link(&mut self, range: &Range<usize>) {
        let Some(link) = self.links.pop() else { return };
        let at = self.destination(&link, range);
        if let Address::Unsafe(scheme) = address::address(&link.dest) {
            self.mistake(
                at.clone(),
                format!("an address cannot begin with '{}:'; use https:, http:, mailto:, tel: or a path", scheme.trim()),
            );
        }
        if link.image && link.text.trim().is_empty() {
            self.mistake(
                range.clone(),
                "this picture has no text for those who cannot see it; write what it shows: ![what it shows](address)",
            );
        }
        self.out.links.push(Link {
            dest: link.dest,
            span: at,
            image: link.image,
            title: link.title,
            text: link.text,
        });
    }

    /// Where a link's destination stands in the source.
    fn destination(&self, link: &OpenLink, range: &Range<usize>) -> Range<usize> {
        if link.inline && !link.dest.is_empty() {
            let inside = self.last_end.clamp(range.start, range.end)..range.end;
            let after = self
                .body
                .get(inside.clone())
                .and_then(|rest| rest.find("]("))
                .unwrap_or(0);
            let open = inside.start + after;
            if let Some(at) = find_in(self.body, &(open..range.end), &link.dest) {
                return at;
            }
        }
        let autolink = link.dest.strip_prefix("mailto:").unwrap_or(&link.dest);
        let inner = range.start + 1..range.end.saturating_sub(1);
        if !link.image && self.body.get(inner.clone()) == Some(autolink) {
            return inner;
        }
        range.clone()
    }

    fn html(&mut self, html: &str, range: &Range<usize>, block: bool) {
        let (live, closed) = html::without_comments(html);
        if live.len() != html.len() {
            // What is commented out is not called, and no mistake.
            let first = self.prepared.first_after(range.start);
            let last = self.prepared.first_after(range.end).max(first);
            self.seen[first..last].fill(true);
        }
        if block && self.options.html {
            let mut rest = &*live;
            while let Some((offset, len, index)) = self.prepared.token(rest) {
                self.call(index, true);
                rest = &rest[offset + len..];
            }
        }
        if !closed {
            self.mistake(
                first_line(self.body, range),
                "this comment has no end: close it with -->",
            );
        } else if !self.options.html && !live.trim().is_empty() && !html::is_break(&live) {
            self.mistake(first_line(self.body, range), "HTML is not allowed here; write it in Markdown, put it in code, or allow it for all pages in site.toml");
        }
    }

    fn rule(&mut self, range: &Range<usize>) {
        let Some(index) = self.prepared.marker(range) else {
            if self.tabs.early() {
                self.mistake(
                    trimmed(self.body, range),
                    "this stands before the first tab; write {{ tab \"…\" }} above it",
                );
            }
            return;
        };
        self.seen[index] = true;
        let piece = &self.prepared.pieces[index];
        let step = match piece {
            Piece::Tabs(_) => self.tabs.open(self.depth, index),
            Piece::Tab { .. } => self.tabs.tab(self.depth),
            Piece::EndTabs(_) | Piece::Call(_) => {
                if self.tabs.is_empty() {
                    self.mistake(
                        piece.span().clone(),
                        "these tabs hold no tab; write {{ tab \"…\" }} or remove them",
                    );
                }
                self.tabs.close(self.depth)
            }
        };
        if let Step::Stray(why) = step {
            self.mistake(piece.span().clone(), why);
        }
    }

    fn unclosed(&mut self, piece: usize) {
        let span = self.prepared.pieces[piece].span().clone();
        self.mistake(
            span,
            "these tabs have no end: write {{ /tabs }} below the last tab, indented alike",
        );
    }

    fn run(&mut self, text: &str, range: &Range<usize>) {
        if self.prepared.is_plain() {
            return self.plain_run(text, range.start);
        }
        let (mut rest, mut at) = (text, range.start);
        while let Some((offset, len, index)) = self.prepared.token(rest) {
            self.plain_run(&rest[..offset], at);
            self.token(index);
            rest = &rest[offset + len..];
            at += offset + len;
        }
        self.plain_run(rest, at);
    }

    fn plain_run(&mut self, text: &str, at: usize) {
        self.out.words += words(text);
        self.collect(text);
        if self.in_code {
            return;
        }
        if self.links.is_empty() {
            for found in address::bare(text) {
                self.out.links.push(Link {
                    dest: text[found.clone()].to_owned(),
                    span: at + found.start..at + found.end,
                    image: false,
                    title: String::new(),
                    text: text[found].to_owned(),
                });
            }
        }
        for (found, _) in text.match_indices("[^") {
            let label = &text[found + 2..];
            let Some(end) = label.find(']') else { continue };
            let label = &label[..end];
            let escaped = found == 0 && self.body[..at].ends_with('\\');
            if !label.is_empty()
                && !escaped
                && !label.contains(|c: char| c.is_whitespace() || c == '[')
            {
                let start = at + found;
                self.mistake(start..start + end + 3, format!(
                    "the footnote '{label}' is not defined: add '[^{label}]: text', or write \\[^ for a bracket as text"
                ));
            }
        }
    }

    /// A call in text.
    fn token(&mut self, index: usize) {
        let piece = &self.prepared.pieces[index];
        let Piece::Call(call) = piece else {
            self.seen[index] = true;
            return self.mistake(
                piece.span().clone(),
                "markers of tabs stand alone on their line",
            );
        };
        let block = self.blocks.contains(&index);
        let name = call.shortcode.name();
        let wrong = if self.links.iter().any(|link| link.image) {
            Some("cannot stand in a picture's text".to_owned())
        } else if !self.links.is_empty() {
            Some("cannot stand in a link".to_owned())
        } else if self.heading.is_some() {
            Some("cannot stand in a heading; move it below".to_owned())
        } else if !block && !call.shortcode.is_inline() {
            Some("stands in a paragraph of its own; put blank lines around it".to_owned())
        } else {
            None
        };
        match wrong {
            None => self.call(index, block),
            Some(wrong) => {
                self.seen[index] = true;
                self.mistake(call.span.clone(), format!("'{name}' {wrong}"));
            }
        }
    }

    fn call(&mut self, index: usize, block: bool) {
        self.seen[index] = true;
        if let Piece::Call(call) = &self.prepared.pieces[index] {
            let block = block && !call.shortcode.is_words();
            self.out.calls.push(Call {
                block,
                ..call.clone()
            });
        }
    }

    fn finish(mut self) -> Outline {
        if let Some((piece, _)) = self.tabs.finish() {
            self.unclosed(piece);
        }
        for (index, _) in self
            .seen
            .clone()
            .iter()
            .enumerate()
            .filter(|(_, seen)| !**seen)
        {
            let piece = &self.prepared.pieces[index];
            let message = match piece {
                Piece::Call(_) => "a shortcode stands in text, not in an address, a title or HTML",
                _ => "markers of tabs stand alone on their line, indented by less than four spaces",
            };
            self.mistake(piece.span().clone(), message);
        }
        for (label, footnote) in std::mem::take(&mut self.footnotes) {
            if let (Some(span), false) = (footnote.defined, footnote.used) {
                self.mistake(span, format!("nothing refers to the footnote '{label}': write [^{label}] where it belongs, or remove it"));
            }
        }
        let Self {
            prepared,
            mut out,
            mut wishes,
            ..
        } = self;
        ids::settle(&mut wishes);
        let shift = u8::from(out.headings.iter().any(|heading| heading.level == 1));
        for (heading, wish) in out.headings.iter_mut().zip(wishes) {
            heading.level = (heading.level + shift).min(6);
            heading.id = wish.id;
        }
        out.mistakes.extend(prepared.mistakes.iter().cloned());
        let key = |mistake: &Mistake| (mistake.span.start, mistake.span.end);
        out.mistakes
            .sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message)));
        out.mistakes.dedup();
        out
    }
}

/// How many words begin in a run. A run that goes on in the middle of one counts it once more.
fn words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let inner = bytes
        .windows(2)
        .filter(|pair| pair[0] <= b' ' && pair[1] > b' ')
        .count();
    let first = bytes
        .first()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
    inner + usize::from(first)
}

/// The first line of a range, without its end.
fn first_line(body: &str, range: &Range<usize>) -> Range<usize> {
    let text = body.get(range.clone()).unwrap_or_default();
    let line = text.lines().next().unwrap_or_default().trim_end();
    range.start..range.start + line.len()
}

/// A range without space at its end.
fn trimmed(body: &str, range: &Range<usize>) -> Range<usize> {
    let text = body.get(range.clone()).unwrap_or_default().trim_end();
    range.start..range.start + text.len()
}

fn find_in(body: &str, range: &Range<usize>, text: &str) -> Option<Range<usize>> {
    let at = range.start + body.get(range.clone())?.find(text)?;
    Some(at..at + text.len())
}
