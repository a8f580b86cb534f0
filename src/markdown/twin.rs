//! The Markdown twin of a page: the same text with its shortcodes resolved, as CommonMark without HTML.
//!
//! 1. comrak reads the body, shortcodes put aside.
//! 2. HTML goes, addresses are rewritten, markers of tabs become bold lines.
//! 3. Each shortcode gives way to the Markdown that the caller has for it.
//! 4. comrak writes the tree.

use super::calls::{self, Piece, Prepared};
use super::{Call, html};
use comrak::nodes::{AstNode, NodeHtmlBlock, NodeValue};
use std::borrow::Cow;

/// What a twin needs to know of the site around it.
pub trait TwinSurroundings {
    /// The address to write for that of a link or a picture; without one the text of it stands alone.
    fn link(&self, dest: &str) -> Option<String>;

    /// The Markdown of a shortcode, with its own addresses as they shall be. `None` shows nothing.
    fn call(&self, call: &Call) -> Option<String>;
}

type Arena<'a> = comrak::Arena<'a>;
type Node<'a> = &'a AstNode<'a>;

/// Writes the twin of a body.
#[must_use]
pub fn twin(body: &str, surroundings: &dyn TwinSurroundings) -> String {
    // comrak keeps a carriage return inside code as it stands, where it would end the line.
    let body = &match memchr::memchr(b'\r', body.as_bytes()) {
        Some(_) => Cow::Owned(body.replace("\r\n", "\n").replace('\r', "\n")),
        None => Cow::Borrowed(body),
    };
    let prepared = calls::prepare(body);
    let arena = Arena::new();
    let options = options();
    let root = comrak::parse_document(&arena, &prepared.text, &options);
    let twin = Twin {
        body,
        prepared: &prepared,
        surroundings,
        arena: &arena,
        options: &options,
    };
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    for node in nodes {
        twin.change(node);
    }
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = comrak::format_commonmark(root, &options, &mut out);
    out
}

fn options() -> comrak::Options<'static> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.description_lists = true;
    options.render.prefer_fenced = true;
    options
}

struct Twin<'a, 't> {
    body: &'t str,
    prepared: &'t Prepared<'t>,
    surroundings: &'t dyn TwinSurroundings,
    arena: &'a Arena<'a>,
    options: &'t comrak::Options<'static>,
}

impl<'a> Twin<'a, '_> {
    fn change(&self, node: Node<'a>) {
        let mut data = node.data.borrow_mut();
        let line = data.sourcepos.start.line;
        match &mut data.value {
            NodeValue::Link(link) | NodeValue::Image(link) => {
                let dest = self.restore(&link.url);
                link.title = self.restore(&link.title);
                match self.surroundings.link(&dest) {
                    // comrak writes an address that is its own text between `<` and `>`.
                    Some(url) => link.url = url.replace('<', "%3C").replace('>', "%3E"),
                    None => {
                        drop(data);
                        while let Some(child) = node.first_child() {
                            node.insert_before(child);
                        }
                        node.detach();
                    }
                }
            }
            NodeValue::Code(code) => code.literal = self.restore(&code.literal),
            NodeValue::CodeBlock(code) => code.literal = self.restore(&code.literal),
            NodeValue::HtmlInline(tag) => {
                if html::is_break(tag) {
                    data.value = match has_one_line(node) {
                        true => NodeValue::Text(Cow::Borrowed(" ")),
                        false => NodeValue::LineBreak,
                    };
                } else {
                    drop(data);
                    node.detach();
                }
            }
            NodeValue::HtmlBlock(NodeHtmlBlock { literal, .. }) => {
                let text = without_tags(&self.restore(literal));
                drop(data);
                if !text.is_empty() {
                    let paragraph = self.node(NodeValue::Paragraph);
                    paragraph.append(self.node(NodeValue::Text(Cow::Owned(text))));
                    node.insert_before(paragraph);
                }
                node.detach();
            }
            NodeValue::Heading(_) => {
                drop(data);
                if let Some(last) = node.last_child()
                    && let NodeValue::Text(text) = &mut last.data.borrow_mut().value
                {
                    *text = Cow::Owned(without_id(text).to_owned());
                }
            }
            NodeValue::ThematicBreak => {
                drop(data);
                self.marker(node, line);
            }
            NodeValue::Text(text) if self.prepared.token(text).is_some() => {
                let text = text.to_string();
                drop(data);
                self.text(node, &text);
            }
            _ => {}
        }
    }

    fn restore(&self, text: &str) -> String {
        self.prepared.restore(text, self.body).into_owned()
    }

    fn node(&self, value: NodeValue) -> Node<'a> {
        self.arena.alloc(AstNode::from(value))
    }

    /// A rule that stands for a marker of tabs, by its line.
    fn marker(&self, node: Node<'a>, line: usize) {
        let found = self.prepared.pieces.iter().find(|piece| {
            !matches!(piece, Piece::Call(_))
                && self.body[..piece.span().start].matches('\n').count() + 1 == line
        });
        let Some(piece) = found else { return };
        if let Piece::Tab { label, .. } = piece {
            let paragraph = self.node(NodeValue::Paragraph);
            let strong = self.node(NodeValue::Strong);
            strong.append(self.node(NodeValue::Text(Cow::Owned(label.clone()))));
            paragraph.append(strong);
            node.insert_before(paragraph);
        }
        node.detach();
    }

    /// A text with shortcodes in it.
    fn text(&self, node: Node<'a>, text: &str) {
        let block = node.parent().filter(|parent| self.holds_calls_only(parent));
        let mut rest = text;
        while let Some((at, len, index)) = self.prepared.token(rest) {
            if block.is_none() && at > 0 {
                node.insert_before(self.node(NodeValue::Text(Cow::Owned(rest[..at].to_owned()))));
            }
            rest = &rest[at + len..];
            let Piece::Call(call) = &self.prepared.pieces[index] else {
                continue;
            };
            let call = Call {
                block: block.is_some(),
                ..call.clone()
            };
            let Some(markdown) = self.surroundings.call(&call) else {
                continue;
            };
            let given = comrak::parse_document(self.arena, &markdown, self.options);
            match block {
                Some(paragraph) => move_before(paragraph, given),
                None => {
                    // Inside a sentence only a paragraph has a place.
                    let first = given
                        .first_child()
                        .filter(|first| matches!(first.data.borrow().value, NodeValue::Paragraph));
                    if let Some(first) = first {
                        if has_one_line(node) {
                            join_lines(first);
                        }
                        move_before(node, first);
                    }
                }
            }
        }
        if block.is_none() && !rest.is_empty() {
            node.insert_before(self.node(NodeValue::Text(Cow::Owned(rest.to_owned()))));
        }
        node.detach();
        if let Some(paragraph) = block
            && paragraph
                .children()
                .all(|child| matches!(child.data.borrow().value, NodeValue::SoftBreak))
        {
            paragraph.detach();
        }
    }

    /// Whether a paragraph holds shortcodes of blocks and nothing else.
    fn holds_calls_only(&self, paragraph: Node<'a>) -> bool {
        matches!(paragraph.data.borrow().value, NodeValue::Paragraph)
            && paragraph
                .children()
                .all(|child| match &child.data.borrow().value {
                    NodeValue::SoftBreak => true,
                    NodeValue::Text(text) => {
                        let mut rest = &**text;
                        while let Some((at, len, index)) = self.prepared.token(rest) {
                            let Piece::Call(call) = &self.prepared.pieces[index] else {
                                return false;
                            };
                            if call.shortcode.is_words() || !rest[..at].trim().is_empty() {
                                return false;
                            }
                            rest = &rest[at + len..];
                        }
                        rest.trim().is_empty()
                    }
                    _ => false,
                })
    }
}

/// Whether a node stands where no line can be broken: in a table or a heading.
fn has_one_line<'a>(node: Node<'a>) -> bool {
    node.ancestors().skip(1).any(|around| {
        matches!(
            around.data.borrow().value,
            NodeValue::TableCell | NodeValue::Heading(_)
        )
    })
}

fn join_lines<'a>(node: Node<'a>) {
    for inner in node.descendants() {
        let value = &mut inner.data.borrow_mut().value;
        if matches!(value, NodeValue::LineBreak | NodeValue::SoftBreak) {
            *value = NodeValue::Text(Cow::Borrowed(" "));
        }
    }
}

fn move_before<'a>(node: Node<'a>, parent: Node<'a>) {
    let children: Vec<Node<'a>> = parent.children().collect();
    for child in children {
        child.detach();
        node.insert_before(child);
    }
}

/// A heading's text without its `{#id}`, which CommonMark does not know.
fn without_id(text: &str) -> &str {
    let inner = text.trim_end().strip_suffix('}');
    match inner.and_then(|inner| inner.rsplit_once("{#")) {
        Some((before, id)) if !id.contains(['{', '}']) => before.trim_end(),
        _ => text,
    }
}

/// The text between tags.
fn without_tags(html: &str) -> String {
    let (html, _) = html::without_comments(html);
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        let text = match index {
            0 => Some(part),
            _ => part.split_once('>').map(|(_, text)| text),
        };
        out.push_str(text.unwrap_or_default());
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Shortcode;

    struct Site;

    impl TwinSurroundings for Site {
        fn link(&self, dest: &str) -> Option<String> {
            match dest.strip_suffix(".md") {
                Some("gone") => None,
                Some(dest) => Some(format!("{dest}/index.md")),
                None => Some(dest.to_owned()),
            }
        }

        fn call(&self, call: &Call) -> Option<String> {
            match call.shortcode {
                Shortcode::Term => Some(format!("[{0}](g/{0})", call.subject())),
                Shortcode::Deck => Some(format!("- **{}**\n- two\n\nthree\n", call.subject())),
                Shortcode::Data => Some("| a | b |\n|---|---|\n| 1 | 2 |\n".to_owned()),
                _ => None,
            }
        }
    }

    #[test]
    fn shortcodes_give_way_and_html_goes() {
        let body = "# T {#t}\n\nA {{ term \"MACC\" }} and [x](a.md), `{{ y }}`.\n\n> {{ deck \"d\" }}\n\n\
            {{ data \"c\" }}\n{{ deck \"e\" }}\n\nmid {{ deck \"f\" }} end\n\n{{ include \"x.md\" }}\n\n\
            {{ tabs }}\n{{ tab \"AWS *x*\" }}\n- l\n{{ tab \"B\" }}\nm\n{{ /tabs }}\n\n***\n\n\
            <!-- c -->\n<div>raw <b>x</b></div>\n\na<br>b <i>c</i>[^1]\n\n> [!NOTE]\n> n\n\n[^1]: foot\n";
        insta::assert_snapshot!(twin(body, &Site));
    }

    #[test]
    fn a_link_without_an_address_is_text() {
        let twin = twin("See [*this* one](gone.md), [that](there.md).\n", &Site);
        assert_eq!(twin, "See *this* one, [that](there/index.md).\n");
    }
}
