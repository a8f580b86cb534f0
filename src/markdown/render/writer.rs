//! The events of blocks, written one by one.

use super::contents::{self, Contents};
use super::{Rendered, Surroundings};
use crate::markdown::calls::{Piece, Prepared};
use crate::markdown::footnotes::Footnotes;
use crate::markdown::stream::{Item, Stream};
use crate::markdown::tabs::{Step, Tabs};
use crate::markdown::terms::Found;
use crate::markdown::{Options, code, dialect, escape, html};
use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// See [`super::render`].
pub(super) fn write(
    body: &str,
    prepared: &Prepared<'_>,
    options: Options,
    surroundings: &dyn Surroundings,
) -> Rendered {
    let mut writer = Writer {
        body,
        prepared,
        options,
        surroundings,
        html: String::with_capacity(body.len() + body.len() / 2 + 64),
        outer: Vec::new(),
        depth: 0,
        contents: Contents::default(),
        heading: None,
        footnotes: Footnotes::default(),
        tabs: Tabs::default(),
        table: Table::default(),
        code: None,
        markup: None,
        blocks: 0..0,
        links: Vec::new(),
        picture: None,
        index: surroundings.terms().filter(|terms| !terms.is_empty()),
        terms: Vec::new(),
        known: Vec::new(),
        found: Vec::new(),
    };
    writer.begin_terms();
    let events = Parser::new_ext(&prepared.text, dialect()).into_offset_iter();
    for (item, range) in Stream::new(&prepared.text, events) {
        match item {
            Item::Run(text) => writer.run(text),
            Item::Event(event) => writer.event(event, &range),
        }
    }
    writer.finish()
}

/// What is written, and where in the document the writer is.
pub(super) struct Writer<'a> {
    pub(super) body: &'a str,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) options: Options,
    pub(super) surroundings: &'a dyn Surroundings,
    pub(super) html: String,
    /// What was written before the footnotes that are open, with their labels.
    outer: Vec<(String, String)>,
    /// How many tags are open.
    depth: usize,
    contents: Contents,
    pub(super) heading: Option<Heading>,
    pub(super) footnotes: Footnotes,
    tabs: Tabs,
    table: Table,
    /// The language and text of the code block that is open.
    pub(super) code: Option<(String, String)>,
    /// The HTML block that is open.
    markup: Option<String>,
    /// The pieces of the current paragraph, if it holds nothing else.
    pub(super) blocks: Range<usize>,
    /// The links that are open, and whether each was written.
    pub(super) links: Vec<bool>,
    pub(super) picture: Option<Picture>,
    pub(super) index: Option<&'a crate::markdown::TermIndex>,
    pub(super) terms: Vec<usize>,
    /// Which terms were met, by number.
    pub(super) known: Vec<bool>,
    pub(super) found: Vec<Found>,
}

pub(super) struct Heading {
    /// Where its text begins; `None` in a footnote, whose headings are bold lines.
    start: Option<usize>,
    explicit: Option<String>,
    pub(super) text: String,
}

/// A picture whose text is being read.
pub(super) struct Picture {
    pub(super) dest: String,
    pub(super) title: String,
    pub(super) alt: String,
    /// How many pictures are open inside its text.
    pub(super) inner: usize,
}

#[derive(Default)]
struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    head: bool,
    body: bool,
}

impl Table {
    /// Where the head cell begins that ends here, if nothing stands in it.
    fn empty_head(&self, html: &str) -> Option<usize> {
        let at = html.rfind("<th").filter(|_| self.head)?;
        let tag = &html[at..];
        (tag.ends_with('>') && tag.matches('>').count() == 1).then_some(at)
    }
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.picture.is_none() || matches!(tag, Tag::Image { .. }) {
                    self.start(tag, range);
                }
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                if let Some((_, step)) = self.tabs.leave(self.depth) {
                    self.step(step, "");
                }
                if self.picture.is_none() || tag == TagEnd::Image {
                    self.end(tag);
                }
            }
            Event::Text(text) => self.odd_text(&text),
            Event::Code(text) => self.inline_code(&text),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br>\n"),
            Event::Html(text) => match &mut self.markup {
                Some(block) => block.push_str(&text),
                None => self.inline_html(&text),
            },
            Event::InlineHtml(text) => self.inline_html(&text),
            Event::FootnoteReference(label) => {
                if self.picture.is_none() {
                    let linked = self.links.is_empty();
                    self.footnotes.refer(&mut self.html, &label, linked);
                }
            }
            Event::Rule => self.rule(range),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.blocks = match self.prepared.is_plain() {
                    true => 0..0,
                    false => self.prepared.blocks(self.body, range).unwrap_or(0..0),
                };
                if self.blocks.is_empty() {
                    self.html.push_str("<p>");
                }
            }
            Tag::Heading { level, id, .. } => {
                self.fresh_line();
                let start = match self.outer.is_empty() {
                    true => Some(contents::open(&mut self.html, level as u8)),
                    false => {
                        self.html.push_str("<p><strong>");
                        None
                    }
                };
                let explicit = id.map(|id| id.to_string());
                self.heading = Some(Heading {
                    start,
                    explicit,
                    text: String::new(),
                });
            }
            Tag::BlockQuote(kind) => {
                self.fresh_line();
                self.quote(kind);
            }
            Tag::CodeBlock(kind) => {
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                    CodeBlockKind::Indented => "",
                };
                let language = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
                self.code = Some((language.to_owned(), String::new()));
            }
            Tag::HtmlBlock => self.markup = Some(String::new()),
            Tag::List(first) => {
                self.fresh_line();
                match first {
                    None => self.html.push_str("<ul>\n"),
                    Some(1) => self.html.push_str("<ol>\n"),
                    Some(first) => {
                        self.html.push_str("<ol start=\"");
                        self.html.push_str(&first.to_string());
                        self.html.push_str("\">\n");
                    }
                }
            }
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.outer
                    .push((std::mem::take(&mut self.html), label.to_string()));
            }
            Tag::DefinitionList => {
                self.fresh_line();
                self.html.push_str("<dl>\n");
            }
            Tag::DefinitionListTitle => self.html.push_str("<dt>"),
            Tag::DefinitionListDefinition => self.html.push_str("<dd>"),
            Tag::Table(alignments) => {
                self.fresh_line();
                self.table = Table {
                    alignments,
                    ..Table::default()
                };
                self.html.push_str(
                    "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n",
                );
            }
            Tag::TableHead => {
                (self.table.head, self.table.column) = (true, 0);
                self.html.push_str("<thead>\n<tr>");
            }
            Tag::TableRow => {
                self.table.column = 0;
                if !std::mem::replace(&mut self.table.body, true) {
                    self.html.push_str("<tbody>\n");
                }
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.open_link(link_type, &dest_url, &title);
            }
            Tag::Image {
                dest_url, title, ..
            } => self.open_picture(&dest_url, &title),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.blocks.is_empty() {
                    self.html.push_str("</p>\n");
                }
                self.blocks = 0..0;
            }
            TagEnd::Heading(level) => {
                let Some(heading) = self.heading.take() else {
                    return;
                };
                match heading.start {
                    Some(start) => self.contents.close(
                        &mut self.html,
                        start,
                        level as u8,
                        &heading.text,
                        heading.explicit.as_deref(),
                    ),
                    None => self.html.push_str("</strong></p>\n"),
                }
            }
            TagEnd::BlockQuote(None) => self.html.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.html.push_str("</aside>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_markup(),
            TagEnd::List(true) => self.html.push_str("</ol>\n"),
            TagEnd::List(false) => self.html.push_str("</ul>\n"),
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((html, label)) = self.outer.pop() {
                    let note = std::mem::replace(&mut self.html, html);
                    self.footnotes.define(&label, note);
                }
            }
            TagEnd::DefinitionList => self.html.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => self.html.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.html.push_str("</dd>\n"),
            TagEnd::Table => {
                let body = if self.table.body { "</tbody>\n" } else { "" };
                self.html.push_str(body);
                self.html.push_str("</table></div>\n");
            }
            TagEnd::TableHead => {
                self.table.head = false;
                self.html.push_str("</tr>\n</thead>\n");
            }
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.table.column += 1;
                let end = if self.table.head { "</th>" } else { "</td>" };
                // A corner without words heads nothing.
                if let Some(at) = self.table.empty_head(&self.html) {
                    self.html.replace_range(at.., "<td></td>");
                } else {
                    self.html.push_str(end);
                }
            }
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Link => {
                if self.links.pop() == Some(true) {
                    self.html.push_str("</a>");
                }
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.html.push_str("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        for part in [
            "<aside class=\"alert alert-",
            class,
            "\"><p class=\"alert-title\">",
            title,
            "</p>\n",
        ] {
            self.html.push_str(part);
        }
    }

    fn cell(&mut self) {
        let alignment = self.table.alignments.get(self.table.column);
        let class = match alignment {
            Some(Alignment::Right) => " class=\"right\">",
            Some(Alignment::Center) => " class=\"center\">",
            _ => ">",
        };
        self.html
            .push_str(if self.table.head { "<th" } else { "<td" });
        self.html.push_str(class);
    }

    fn task(&mut self, done: bool) {
        if let Some(item) = self.html.rfind("<li>") {
            let class = " class=\"task\"";
            self.html.insert_str(item + 3, class);
            // A heading can be the item's first block.
            if let Some(start) = self.heading.as_mut().and_then(|open| open.start.as_mut()) {
                *start += class.len();
            }
        }
        self.html.push_str(match done {
            true => "<input type=\"checkbox\" aria-label=\"Done\" disabled checked> ",
            false => "<input type=\"checkbox\" aria-label=\"To do\" disabled> ",
        });
    }

    fn end_code(&mut self) {
        let Some((language, text)) = self.code.take() else {
            return;
        };
        self.fresh_line();
        self.html
            .push_str("<pre class=\"code\" tabindex=\"0\"><code");
        if !language.is_empty() {
            self.html.push_str(" class=\"language-");
            escape::value(&mut self.html, &language);
            self.html.push('"');
        }
        self.html.push('>');
        code::highlight(&mut self.html, &language, &text);
        self.html.push_str("</code></pre>\n");
    }

    fn end_markup(&mut self) {
        let Some(block) = self.markup.take() else {
            return;
        };
        let (live, _) = html::without_comments(&block);
        if live.trim().is_empty() {
            return;
        }
        self.fresh_line();
        if !self.options.html {
            if html::is_break(live.trim()) {
                return self.html.push_str("<br>\n");
            }
            self.html.push_str("<p>");
            let text = self.prepared.restore(live.trim_end(), self.body);
            escape::text(&mut self.html, &text);
            return self.html.push_str("</p>\n");
        }
        let mut rest = &*live;
        while let Some((at, len, piece)) = self.prepared.token(rest) {
            self.html.push_str(&rest[..at]);
            self.call(piece, true);
            rest = &rest[at + len..];
        }
        self.html.push_str(rest);
        self.fresh_line();
    }

    fn rule(&mut self, range: &Range<usize>) {
        let Some(index) = self.prepared.marker(range) else {
            self.fresh_line();
            return self.html.push_str("<hr>\n");
        };
        match &self.prepared.pieces[index] {
            Piece::Tabs(_) => {
                let step = self.tabs.open(self.depth, index);
                self.step(step, "");
            }
            Piece::Tab { label, .. } => {
                let step = self.tabs.tab(self.depth);
                self.step(step, label);
            }
            Piece::EndTabs(_) | Piece::Call(_) => {
                let step = self.tabs.close(self.depth);
                self.step(step, "");
            }
        }
    }

    fn step(&mut self, step: Step, label: &str) {
        match step {
            Step::Open => {
                self.fresh_line();
                self.html.push_str("<div class=\"tabs\">\n");
            }
            Step::Tab { group, number } => {
                self.fresh_line();
                if number > 1 {
                    self.html.push_str("</section>\n");
                }
                self.html.push_str("<section class=\"tab\" id=\"tab-");
                escape::number(&mut self.html, group);
                self.html.push('-');
                escape::number(&mut self.html, number);
                self.html.push_str("\" aria-label=\"");
                escape::value(&mut self.html, label);
                self.html.push_str("\" data-tab=\"");
                escape::value(&mut self.html, label);
                self.html.push_str("\"><h3 class=\"tab-title\">");
                escape::text(&mut self.html, label);
                self.html.push_str("</h3>\n");
            }
            Step::Close { tab } => {
                self.fresh_line();
                self.html.push_str(if tab {
                    "</section>\n</div>\n"
                } else {
                    "</div>\n"
                });
            }
            Step::Stray(_) => {}
        }
    }

    pub(super) fn fresh_line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    fn finish(mut self) -> Rendered {
        if let Some((_, step)) = self.tabs.finish() {
            self.step(step, "");
        }
        let Self {
            mut html,
            contents,
            footnotes,
            terms,
            ..
        } = self;
        footnotes.finish(&mut html);
        let toc = contents.finish(&mut html);
        Rendered { html, toc, terms }
    }
}
