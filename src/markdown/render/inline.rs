//! Text inside blocks: escaped, with links, pictures, shortcodes, bare addresses and glossary terms.

use super::writer::{Picture, Writer};
use crate::markdown::address::{self, Address};
use crate::markdown::calls::Piece;
use crate::markdown::{Call, Shortcode, escape, html};
use pulldown_cmark::LinkType;

/// Code of so many characters stays on one line: it fits where the narrowest phones show text.
const WHOLE_CODE: usize = 24;

impl Writer<'_> {
    /// Prepares the list of terms that were met.
    pub(super) fn begin_terms(&mut self) {
        if let Some(index) = self.index {
            self.known = vec![false; index.len()];
            if let Some(own) = self.surroundings.own_term().and_then(|id| index.number(id)) {
                self.known[own] = true;
            }
        }
    }

    /// A run of text from the source.
    pub(super) fn run(&mut self, text: &str) {
        if self.prepared.is_plain() {
            return self.plain(text);
        }
        let mut rest = text;
        while let Some((at, len, piece)) = self.prepared.token(rest) {
            self.plain(&rest[..at]);
            self.token(piece);
            rest = &rest[at + len..];
        }
        self.plain(rest);
    }

    fn plain(&mut self, text: &str) {
        if let Some((_, code)) = &mut self.code {
            return code.push_str(text);
        }
        if let Some(picture) = &mut self.picture {
            return picture.alt.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        }
        if !self.blocks.is_empty() && text.trim().is_empty() {
            return;
        }
        if !self.links.is_empty() {
            return escape::text(&mut self.html, text);
        }
        let mut done = 0;
        for found in address::bare(text) {
            self.prose(&text[done..found.start]);
            done = found.end;
            self.open_link(LinkType::Autolink, &text[found.clone()], "");
            escape::text(&mut self.html, &text[found]);
            if self.links.pop() == Some(true) {
                self.html.push_str("</a>");
            }
        }
        self.prose(&text[done..]);
    }

    /// Text that may hold glossary terms.
    fn prose(&mut self, text: &str) {
        let Some(index) = self.index.filter(|_| self.heading.is_none()) else {
            return escape::text(&mut self.html, text);
        };
        index.find(text, &mut self.found);
        if self.found.is_empty() {
            return escape::text(&mut self.html, text);
        }
        let mut done = 0;
        for at in 0..self.found.len() {
            let found = self.found[at].clone();
            if std::mem::replace(&mut self.known[found.number], true) {
                continue;
            }
            let id = index.id(found.number);
            let Some(link) = self.surroundings.term_href(id) else {
                continue;
            };
            self.terms.push(id);
            escape::text(&mut self.html, &text[done..found.span.start]);
            self.html.push_str("<a class=\"term\" href=\"");
            escape::address(&mut self.html, &link.href);
            self.html.push_str("\" data-term=\"");
            escape::value(&mut self.html, link.slug);
            self.html.push_str("\">");
            escape::text(&mut self.html, &text[found.span.clone()]);
            self.html.push_str("</a>");
            done = found.span.end;
        }
        escape::text(&mut self.html, &text[done..]);
    }

    /// Text that the source spells differently: `&amp;`, what a backslash protects in an address.
    pub(super) fn odd_text(&mut self, text: &str) {
        let text = self.prepared.restore(text, self.body);
        if let Some((_, code)) = &mut self.code {
            return code.push_str(&text);
        }
        if let Some(picture) = &mut self.picture {
            return picture.alt.push_str(&text);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&text);
        }
        escape::text(&mut self.html, &text);
    }

    pub(super) fn inline_code(&mut self, text: &str) {
        let text = self.prepared.restore(text, self.body);
        if let Some(picture) = &mut self.picture {
            return picture.alt.push_str(&text);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&text);
        }
        // A browser breaks a line after any hyphen, even the first of `--flag`.
        let whole = text.contains('-') && text.chars().count() <= WHOLE_CODE;
        self.html.push_str(if whole {
            "<code class=\"whole\">"
        } else {
            "<code>"
        });
        escape::text(&mut self.html, &text);
        self.html.push_str("</code>");
    }

    pub(super) fn line_break(&mut self, html: &str) {
        if let Some(picture) = &mut self.picture {
            return picture.alt.push(' ');
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push(' ');
        }
        self.html.push_str(html);
    }

    pub(super) fn inline_html(&mut self, tag: &str) {
        if self.picture.is_some() {
            return;
        }
        let (live, _) = html::without_comments(tag);
        if html::is_break(&live) {
            self.html.push_str("<br>");
        } else {
            let live = self.prepared.restore(&live, self.body);
            match self.options.html {
                true => self.html.push_str(&live),
                false => escape::text(&mut self.html, &live),
            }
        }
    }

    fn token(&mut self, index: usize) {
        let Piece::Call(call) = &self.prepared.pieces[index] else {
            return;
        };
        let block = self.blocks.contains(&index);
        let fits = self.links.is_empty()
            && self.heading.is_none()
            && self.picture.is_none()
            && self.code.is_none()
            && (block || call.shortcode.is_inline());
        if fits {
            return self.call(index, block);
        }
        let text = &self.body[call.span.clone()];
        if let Some((_, code)) = &mut self.code {
            code.push_str(text);
        } else if let Some(picture) = &mut self.picture {
            picture.alt.push_str(text);
        } else {
            escape::text(&mut self.html, text);
        }
    }

    /// Writes what a shortcode shows.
    pub(super) fn call(&mut self, index: usize, block: bool) {
        let Piece::Call(call) = &self.prepared.pieces[index] else {
            return;
        };
        let block = block && !call.shortcode.is_words();
        let call = Call {
            block,
            ..call.clone()
        };
        if call.shortcode == Shortcode::Term
            && let Some(index) = self.index
            && let Some(number) = index.lookup(call.subject())
            && !std::mem::replace(&mut self.known[number], true)
        {
            self.terms.push(index.id(number));
        }
        let Some(html) = self.surroundings.call(&call) else {
            return;
        };
        if block {
            self.fresh_line();
        }
        self.html.push_str(&html);
        if block {
            self.fresh_line();
        }
    }

    pub(super) fn open_link(&mut self, kind: LinkType, dest: &str, title: &str) {
        if let Address::Unsafe(_) = address::address(dest) {
            return self.links.push(false);
        }
        let external = if kind == LinkType::Email {
            self.html.push_str("<a href=\"mailto:");
            escape::address(&mut self.html, dest);
            false
        } else {
            let dest = self.prepared.restore(dest, self.body);
            let Some(href) = self.surroundings.link(&dest) else {
                return self.links.push(false);
            };
            self.html.push_str("<a href=\"");
            escape::address(&mut self.html, &href.href);
            href.external
        };
        self.html.push('"');
        self.title(title);
        self.html.push_str(if external {
            " rel=\"external noopener\">"
        } else {
            ">"
        });
        self.links.push(true);
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            let title = self.prepared.restore(title, self.body);
            self.html.push_str(" title=\"");
            escape::value(&mut self.html, &title);
            self.html.push('"');
        }
    }

    pub(super) fn open_picture(&mut self, dest: &str, title: &str) {
        match &mut self.picture {
            Some(picture) => picture.inner += 1,
            None => {
                self.picture = Some(Picture {
                    dest: dest.to_owned(),
                    title: title.to_owned(),
                    alt: String::new(),
                    inner: 0,
                });
            }
        }
    }

    pub(super) fn end_picture(&mut self) {
        if let Some(picture) = self.picture.as_mut().filter(|picture| picture.inner > 0) {
            picture.inner -= 1;
            return;
        }
        let Some(picture) = self.picture.take() else {
            return;
        };
        if let Address::Unsafe(_) = address::address(&picture.dest) {
            return escape::text(&mut self.html, &picture.alt);
        }
        let dest = self.prepared.restore(&picture.dest, self.body);
        let image = self.surroundings.image(&dest);
        self.html
            .push_str("<img loading=\"lazy\" decoding=\"async\" src=\"");
        escape::address(&mut self.html, &image.src);
        self.html.push('"');
        for (name, size) in [(" width=\"", image.width), (" height=\"", image.height)] {
            if let Some(size) = size {
                self.html.push_str(name);
                escape::number(&mut self.html, usize::try_from(size).unwrap_or(0));
                self.html.push('"');
            }
        }
        self.html.push_str(" alt=\"");
        escape::value(&mut self.html, &picture.alt);
        self.html.push('"');
        self.title(&picture.title);
        self.html.push('>');
    }
}
