//! Through the parser's events: where slides part, and the texts of each.

use super::draft::{Draft, verbatim};
use super::front::{Block, Front};
use super::split::Dialect;
use crate::deck::shared::names::is_automatic_file_name;
use crate::deck::shared::problem::Problem;
use crate::deck::{Limits, Part, Place, Reason, Text};
use crate::source::place::Lines;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

/// A slide as it stands.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Where it begins, in bytes.
    pub(super) start: Option<usize>,
    pub(super) title: Option<String>,
    pub(super) texts: Vec<Text>,
    /// What stands between `<!--` and `-->`, and how many texts stood before it.
    pub(super) comments: Vec<(Range<usize>, usize)>,
    pub(super) front: Option<Front>,
    pub(super) block: Option<Block>,
    /// `Note:` was met: the rest are notes.
    notes: bool,
}

/// The walk, and what it has found so far.
pub(super) struct Walk<'a> {
    pub(super) file: &'a Arc<Lines>,
    pub(super) limits: &'a Limits,
    pub(super) dialect: Dialect,
    /// Marp's `headingDivider`.
    pub(super) dividers: Vec<u64>,
    /// The slides' own front matter, still to be met.
    pub(super) fronts: VecDeque<Block>,
    pub(super) slides: Vec<Found>,
    /// What could not be read, by the number of its slide.
    pub(super) problems: Vec<(String, u32, Problem)>,
    /// Everything is filed under this: inside notes, comments, headers.
    pub(super) forced: Option<Part>,
    pub(super) now: Now,
}

/// What is open.
#[derive(Debug, Default)]
pub(super) struct Now {
    pub(super) draft: Draft,
    pub(super) heading: bool,
    pub(super) code: bool,
    /// The alternative text of the picture that is open.
    image: Option<Draft>,
    /// Row and column of the cell, from 1.
    pub(super) cell: Option<(u32, u32)>,
    /// Inside `<aside class="notes">`.
    pub(super) aside: bool,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn slide(&mut self) -> &mut Found {
        if self.slides.is_empty() {
            self.slides.push(Found::default());
        }
        let last = self.slides.len() - 1;
        &mut self.slides[last]
    }

    fn number(&self) -> u32 {
        u32::try_from(self.slides.len().max(1)).unwrap_or(u32::MAX)
    }

    /// Reads Markdown that begins at a byte of the file.
    ///
    /// # Errors
    /// When it holds more than the limits allow. What was found before is kept.
    pub(super) fn markdown(&mut self, source: &'a str, base: usize) -> Result<(), Problem> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        let parser = Parser::new_ext(source, options);
        let definitions = parser.reference_definitions().iter();
        let mut definitions: Vec<Range<usize>> =
            definitions.map(|(_, one)| one.span.clone()).collect();
        definitions.sort_by_key(|span| span.start);
        let mut definitions = VecDeque::from(definitions);
        // Those in a quotation or a list, whose lines have events.
        let mut inside = Vec::new();
        // How far the events have come, at the top.
        let mut told = 0;
        for (event, range) in parser.into_offset_iter() {
            if self.now.depth == 0 {
                self.fronts_before(base + range.start)?;
                if told < range.start {
                    self.definitions(source, told..range.start, base);
                    while let Some(span) = definitions.pop_front_if(|span| span.start < range.start)
                    {
                        inside.extend((span.start < told).then_some(span));
                    }
                }
                told = told.max(range.end);
            }
            self.event(source, base, event, range)?;
            let slide = self.slide();
            if slide.texts.len() + slide.comments.len() > self.limits.items {
                return Err(Problem::too_many("texts on one slide", self.limits.items));
            }
        }
        self.definitions(source, told..source.len(), base);
        inside.extend(definitions.into_iter().filter(|span| span.start < told));
        for span in inside {
            self.definitions(source, span, base);
        }
        self.flush();
        Ok(())
    }

    /// Slides that begin with front matter, up to a byte of the file.
    pub(super) fn fronts_before(&mut self, at: usize) -> Result<(), Problem> {
        while self
            .fronts
            .front()
            .is_some_and(|block| block.whole.start < at)
        {
            let Some(block) = self.fronts.pop_front() else {
                break;
            };
            self.next_slide()?;
            let slide = self.slide();
            slide.start = Some(block.yaml.start);
            slide.block = Some(block);
        }
        Ok(())
    }

    fn next_slide(&mut self) -> Result<(), Problem> {
        self.flush();
        self.slide();
        if self.slides.len() >= self.limits.entries {
            return Err(Problem::too_many("slides", self.limits.entries));
        }
        self.slides.push(Found::default());
        self.now.aside = false;
        Ok(())
    }

    /// A bar before the first slide parts nothing.
    fn part(&mut self) -> Result<(), Problem> {
        let first = self.slides.len() <= 1;
        let slide = self.slide();
        let nothing = slide.texts.is_empty() && slide.comments.is_empty() && slide.block.is_none();
        if first && nothing && slide.front.is_none() && self.now.draft.text.is_empty() {
            return Ok(());
        }
        self.next_slide()
    }

    fn event(
        &mut self,
        source: &'a str,
        base: usize,
        event: Event<'a>,
        range: Range<usize>,
    ) -> Result<(), Problem> {
        let at = base + range.start;
        let top = self.now.depth == 0 && self.forced.is_none();
        match event {
            Event::Rule => {
                let bar = source[range].trim_start().starts_with('-');
                if top && (bar || self.dialect == Dialect::Marp) {
                    self.part()?;
                }
                return Ok(());
            }
            // Directives may stand before the first one.
            Event::Start(Tag::Heading { level, .. })
                if top
                    && self.dividers.contains(&(level as u64))
                    && !self.slide().texts.is_empty() =>
            {
                self.next_slide()?;
            }
            _ => {}
        }
        self.slide().start.get_or_insert(at);
        match event {
            Event::Start(tag) => self.start(source, base, &tag, &range)?,
            Event::End(end) => self.end(end, top_paragraph(self, end))?,
            Event::Text(words) => self.words(source, base, &words, &range),
            Event::Code(words) => {
                // The blanks next to the ticks are not the text's.
                let inner = source[range.clone()].trim_matches('`');
                let skipped = source[range.clone()].find(inner).unwrap_or(0);
                let inner_blank = inner.len().saturating_sub(words.len()) / 2;
                let place = place_of(source, &words).unwrap_or(range.start + skipped + inner_blank);
                self.put(&words, base + place);
            }
            Event::Html(_) => {}
            Event::InlineHtml(_) => self.html(&source[range.clone()], at),
            Event::SoftBreak => self.put(" ", at),
            Event::HardBreak => self.put("\n", at),
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Rule => {}
        }
        Ok(())
    }

    fn start(
        &mut self,
        source: &'a str,
        base: usize,
        tag: &Tag<'a>,
        range: &Range<usize>,
    ) -> Result<(), Problem> {
        self.now.depth += 1;
        if self.now.depth > self.limits.xml_depth {
            return Err(Problem::too_deep(self.limits.xml_depth));
        }
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Link {
                dest_url, title, ..
            } => {
                let tip = Place::Named("tip".into());
                self.aside(source, base, range, Part::Link, Place::Whole, dest_url);
                self.aside(source, base, range, Part::Link, tip, title);
            }
            Tag::Image {
                dest_url, title, ..
            } => {
                self.picture(source, base, range, dest_url);
                let named = Place::Named("title".into());
                self.aside(source, base, range, Part::AltText, named, title);
                self.now.image = Some(Draft::default());
            }
            Tag::Table(_) => {
                self.flush();
                self.now.cell = Some((0, 0));
            }
            Tag::TableHead | Tag::TableRow => {
                let row = self.now.cell.map_or(0, |(row, _)| row);
                self.now.cell = Some((row + 1, 0));
            }
            Tag::TableCell => {
                self.flush();
                self.now.cell = self.now.cell.map(|(row, column)| (row, column + 1));
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html(&source[range.clone()], base + range.start);
            }
            Tag::Heading { .. } => {
                self.flush();
                self.now.heading = true;
            }
            Tag::CodeBlock(kind) => {
                self.flush();
                self.now.code = true;
                if let CodeBlockKind::Fenced(words) = kind
                    && words.contains([' ', '[', '{'])
                {
                    let place = Place::Named("code block".into());
                    self.aside(source, base, range, Part::Body, place, words);
                }
            }
            _ => self.flush(),
        }
        Ok(())
    }

    fn end(&mut self, end: TagEnd, paragraph: bool) -> Result<(), Problem> {
        self.now.depth = self.now.depth.saturating_sub(1);
        match end {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Image => {
                if let Some(mut draft) = self.now.image.take() {
                    let part = self.forced.unwrap_or(Part::AltText);
                    let text = draft.finish(self.file, part, Place::Whole);
                    self.slide().texts.extend(text);
                }
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.now.heading = false;
            }
            TagEnd::Table => {
                self.flush();
                self.now.cell = None;
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.now.code = false;
            }
            TagEnd::Paragraph if paragraph && self.now.draft.text.trim() == "--" => {
                self.now.draft.clear();
                self.part()?;
            }
            TagEnd::Paragraph if self.now.draft.text.starts_with("<<< ") => {
                let what = self.now.draft.text.split_whitespace().nth(1);
                self.included(what.unwrap_or_default().to_owned());
                self.flush();
            }
            _ => self.flush(),
        }
        Ok(())
    }

    /// What another file holds is not in this one.
    pub(super) fn included(&mut self, what: String) {
        let why = "it is taken from another file, which is not read with this one; lint that file too, or \
                   put its text here";
        let number = self.number();
        self.problems
            .push((what, number, Problem::new(Reason::NotADeck, why)));
    }

    fn words(&mut self, source: &'a str, base: usize, words: &str, range: &Range<usize>) {
        let at = base + place_of(source, words).unwrap_or(range.start);
        let begins = self.now.draft.text.is_empty() || source[..range.start].ends_with('\n');
        if begins
            && self.dialect == Dialect::Reveal
            && self.forced.is_none()
            && self.now.depth == 1
            && !self.now.heading
            && !self.now.code
            && let Some(length) = note_mark(words)
        {
            self.flush();
            self.slide().notes = true;
            self.put(&words[length..], at + length);
            return;
        }
        self.put(words, at);
    }

    pub(super) fn put(&mut self, words: &str, at: usize) {
        match &mut self.now.image {
            Some(draft) => draft.push(words, at),
            None => self.now.draft.push(words, at),
        }
    }

    /// Ends the text that is open.
    pub(super) fn flush(&mut self) {
        let (mut part, mut place) = (Part::Body, Place::Whole);
        if self.now.heading && self.slide().title.is_none() {
            part = Part::Title;
        }
        if let Some((row, column)) = self.now.cell {
            (part, place) = (Part::Table, Place::Cell { row, column });
        }
        if self.now.aside || self.slide().notes {
            part = Part::Notes;
        }
        part = self.forced.unwrap_or(part);
        if let Some(text) = self.now.draft.finish(self.file, part, place) {
            let slide = self.slide();
            if part == Part::Title {
                let words: Vec<&str> = text.text.split_whitespace().collect();
                slide.title = Some(words.join(" "));
            }
            slide.texts.push(text);
        }
    }

    /// Words beside the running text. Where they are not found as they are, their element's place counts.
    fn aside(
        &mut self,
        source: &str,
        base: usize,
        range: &Range<usize>,
        part: Part,
        place: Place,
        words: &str,
    ) {
        let at = place_of(source, words)
            .or_else(|| Some(range.start + source[range.clone()].find(words)?))
            .unwrap_or(range.start);
        self.said(part, place, words, base + at);
    }

    /// A text that stands for itself.
    pub(super) fn said(&mut self, part: Part, place: Place, words: &str, at: usize) {
        let part = match (self.forced, part) {
            (Some(Part::Master), _) => Part::Master,
            (Some(_), Part::Link | Part::Picture) | (None, _) => part,
            (Some(forced), _) => forced,
        };
        let text = verbatim(self.file, part, place, words, at);
        self.slide().texts.extend(text);
    }

    fn picture(&mut self, source: &str, base: usize, range: &Range<usize>, address: &str) {
        let at = range.start + source[range.clone()].find(address).unwrap_or(0);
        self.medium(address, base + at);
    }

    /// An address on the web, or a file's name, unless a program gave it.
    pub(super) fn medium(&mut self, address: &str, at: usize) {
        if address.starts_with("data:") {
            return;
        }
        if address.contains("://") || address.starts_with("//") {
            self.said(Part::Link, Place::Whole, address, at);
        } else if !is_automatic_file_name(address.rsplit(['/', '\\']).next().unwrap_or(address)) {
            self.said(Part::Picture, Place::Named("file name".into()), address, at);
        }
    }

    /// Lines for which the parser has no event: definitions of links, where remarks are hidden, too.
    fn definitions(&mut self, source: &str, range: Range<usize>, base: usize) {
        let mut at = range.start;
        for line in source[range].split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.trim().is_empty() {
                continue;
            }
            let rest = line
                .split_once("]:")
                .filter(|(label, _)| label.contains('['));
            let Some((label, rest)) = rest else {
                self.said(Part::Comment, Place::Whole, line, base + start);
                continue;
            };
            let label_at = label.find('[').unwrap_or(0) + 1;
            let label = &label[label_at..];
            let from = start + line.len() - rest.len();
            let remark = label.starts_with("//") || label.eq_ignore_ascii_case("comment");
            if remark {
                self.said(Part::Comment, Place::Whole, rest, base + from);
                continue;
            }
            let named = Place::Named("label".into());
            self.said(Part::Link, named, label, base + start + label_at);
            self.said(Part::Link, Place::Whole, rest, base + from);
        }
    }
}

/// Whether the paragraph that ends stands in nothing else.
fn top_paragraph(walk: &Walk<'_>, end: TagEnd) -> bool {
    end == TagEnd::Paragraph
        && walk.now.depth == 1
        && walk.forced.is_none()
        && walk.dialect != Dialect::Marp
}

/// 'Note:' or 'Notes:', as reveal.js looks for it.
fn note_mark(words: &str) -> Option<usize> {
    let (mark, _) = words.split_once(':')?;
    let own = mark.eq_ignore_ascii_case("note") || mark.eq_ignore_ascii_case("notes");
    own.then_some(mark.len() + 1)
}

/// Where words lie that are a piece of the source itself.
fn place_of(source: &str, words: &str) -> Option<usize> {
    let at = (words.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
    (source.get(at..at + words.len()) == Some(words)).then_some(at)
}
