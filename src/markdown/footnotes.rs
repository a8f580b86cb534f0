//! Footnotes: numbered by their first reference, written at the end.

use super::escape;
use rustc_hash::FxHashMap;

/// The footnotes of a page.
#[derive(Debug, Default)]
pub(super) struct Footnotes {
    /// By label in lower case, as the parser compares them.
    numbers: FxHashMap<String, usize>,
    /// By number, from 0.
    notes: Vec<Note>,
    /// Those that were defined, with the HTML of their content.
    defined: FxHashMap<String, String>,
}

#[derive(Debug)]
struct Note {
    label: String,
    /// How often it is referred to.
    uses: usize,
}

impl Footnotes {
    /// Takes the content of a definition. The first of a label counts.
    pub(super) fn define(&mut self, label: &str, html: String) {
        self.defined.entry(label.to_lowercase()).or_insert(html);
    }

    /// Writes a reference; without its link where one stands around it already.
    pub(super) fn refer(&mut self, out: &mut String, label: &str, linked: bool) {
        let label = label.to_lowercase();
        let next = self.notes.len();
        let index = *self.numbers.entry(label.clone()).or_insert(next);
        if index == next {
            self.notes.push(Note { label, uses: 0 });
        }
        let number = index + 1;
        out.push_str("<sup class=\"footnote-ref\">");
        if linked {
            let note = &mut self.notes[index];
            note.uses += 1;
            out.push_str("<a id=\"");
            back(out, number, note.uses);
            out.push_str("\" href=\"#fn-");
            escape::number(out, number);
            out.push_str("\">");
        }
        escape::number(out, number);
        out.push_str(if linked { "</a></sup>" } else { "</sup>" });
    }

    /// Writes those that are referred to.
    pub(super) fn finish(mut self, out: &mut String) {
        if self.notes.is_empty() {
            return;
        }
        out.push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n<ol>\n");
        for (index, note) in self.notes.iter().enumerate() {
            let html = self.defined.remove(&note.label).unwrap_or_default();
            out.push_str("<li id=\"fn-");
            escape::number(out, index + 1);
            out.push_str("\">\n");
            let html = html.trim_end();
            let inside = html.strip_suffix("</p>");
            out.push_str(inside.unwrap_or(html));
            for used in 1..=note.uses {
                out.push_str(" <a class=\"footnote-back\" href=\"#");
                back(out, index + 1, used);
                out.push_str("\" aria-label=\"Back to the text\">↩</a>");
            }
            out.push_str(if inside.is_some() {
                "</p>\n</li>\n"
            } else {
                "\n</li>\n"
            });
        }
        out.push_str("</ol>\n</section>\n");
    }
}

/// The id of a reference: `fr-1`, then `fr-1-2`.
fn back(out: &mut String, number: usize, used: usize) {
    out.push_str("fr-");
    escape::number(out, number);
    if used > 1 {
        out.push('-');
        escape::number(out, used);
    }
}
