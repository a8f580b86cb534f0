//! What changed, as HTML.

use super::words::{Block, Span};
use std::fmt::Write as _;

/// Paragraphs with `<ins>` and `<del>` around what changed; `<p class="unchanged">` counts what is
/// not shown. Text is escaped.
#[must_use]
pub fn html(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Unchanged(count) => {
                let noun = if *count == 1 {
                    "paragraph"
                } else {
                    "paragraphs"
                };
                // Writing to a string does not fail.
                let _ = write!(out, "<p class=\"unchanged\">… {count} {noun} unchanged");
            }
            Block::Same(text) => {
                out.push_str("<p>");
                escape(text, &mut out);
            }
            Block::Added(text) => {
                out.push_str("<p>");
                tagged("ins", text, &mut out);
            }
            Block::Removed(text) => {
                out.push_str("<p>");
                tagged("del", text, &mut out);
            }
            Block::Edited(spans) => {
                out.push_str("<p>");
                for span in spans {
                    match span {
                        Span::Same(text) => escape(text, &mut out),
                        Span::Removed(text) => tagged("del", text, &mut out),
                        Span::Added(text) => tagged("ins", text, &mut out),
                    }
                }
            }
        }
        out.push_str("</p>\n");
    }
    out
}

fn tagged(tag: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{tag}>");
    escape(text, out);
    let _ = write!(out, "</{tag}>");
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter => out.push(letter),
        }
    }
}
