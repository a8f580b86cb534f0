//! A body as plain text, by section, for search.

use super::calls::{self, Piece};
use super::stream::{Item, Stream};
use super::{Call, dialect};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text below a heading, as far as the next one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SectionText {
    /// The heading, as an index into [`super::Outline::headings`]; `None` before the first.
    pub heading: Option<usize>,
    /// Without markup, shortcodes and HTML. Blocks and rows end with a line, cells are parted by
    /// ` | `; code and what pictures show are included.
    pub text: String,
}

/// The text of a body, without what its shortcodes show. What stands before the first heading is left out if it is
/// empty.
#[must_use]
pub fn text(body: &str) -> Vec<SectionText> {
    text_with(body, &|_| None)
}

/// The same, with the words that `shown` gives for a shortcode.
#[must_use]
pub fn text_with(body: &str, shown: &dyn Fn(&Call) -> Option<String>) -> Vec<SectionText> {
    let prepared = calls::prepare(body);
    let events = Parser::new_ext(&prepared.text, dialect()).into_offset_iter();
    let mut sections = vec![SectionText::default()];
    let (mut headings, mut footnotes) = (0, 0);
    let mut out = String::new();
    let mut in_heading = false;
    for (item, range) in Stream::new(&prepared.text, events) {
        match item {
            Item::Run(run) if !in_heading => {
                let mut rest = run;
                while let Some((at, len, index)) = prepared.token(rest) {
                    push(&mut out, &rest[..at]);
                    if let Piece::Call(call) = &prepared.pieces[index]
                        && let Some(text) = shown(call)
                    {
                        push(&mut out, &text);
                    }
                    rest = &rest[at + len..];
                }
                push(&mut out, rest);
            }
            Item::Run(_) => {}
            Item::Event(event) => match event {
                Event::Start(Tag::FootnoteDefinition(_)) => footnotes += 1,
                Event::End(TagEnd::FootnoteDefinition) => footnotes -= 1,
                Event::Start(Tag::Heading { .. }) if footnotes == 0 => {
                    in_heading = true;
                    finish(&mut sections, &mut out);
                    sections.push(SectionText {
                        heading: Some(headings),
                        text: String::new(),
                    });
                    headings += 1;
                }
                Event::End(TagEnd::Heading(_)) => {
                    in_heading = false;
                    line(&mut out);
                }
                Event::Text(text) | Event::Code(text) if !in_heading => {
                    push(&mut out, &prepared.restore(&text, body));
                }
                Event::SoftBreak | Event::HardBreak if !in_heading => out.push(' '),
                Event::End(TagEnd::TableCell) => out.push_str(" | "),
                Event::End(
                    TagEnd::Paragraph
                    | TagEnd::CodeBlock
                    | TagEnd::Item
                    | TagEnd::TableRow
                    | TagEnd::TableHead
                    | TagEnd::DefinitionListTitle
                    | TagEnd::DefinitionListDefinition,
                )
                | Event::Start(Tag::List(_)) => line(&mut out),
                Event::Rule => {
                    let marker = prepared.marker(&range).map(|index| &prepared.pieces[index]);
                    if let Some(Piece::Tab { label, .. }) = marker {
                        out.push_str(label);
                        line(&mut out);
                    }
                }
                _ => {}
            },
        }
    }
    finish(&mut sections, &mut out);
    if sections[0].text.is_empty() {
        sections.remove(0);
    }
    sections
}

/// Text of a paragraph: its line breaks are spaces.
fn push(out: &mut String, text: &str) {
    let mut lines = text.split('\n');
    out.push_str(lines.next().unwrap_or_default());
    for line in lines {
        out.push(' ');
        out.push_str(line);
    }
}

/// Ends a line, without the space and the bar of a last cell.
fn line(out: &mut String) {
    let kept = out.trim_end_matches([' ', '|', '\n', '\t', '\r']).len();
    out.truncate(kept);
    if !out.is_empty() {
        out.push('\n');
    }
}

fn finish(sections: &mut [SectionText], out: &mut String) {
    line(out);
    out.truncate(out.trim_end().len());
    if let Some(section) = sections.last_mut() {
        section.text = std::mem::take(out);
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn sections_hold_what_a_reader_would_search() {
        let body = "Intro *two*\nlines&amp; `code` {{ deck \"x\" }}.\n\n# One\n\n- a\n- b\n  - c\n\n\
            | h | i |\n|---|---|\n| 1 | 2 |\n\n## Two {#t}\n\n```yaml\nk: v\nl: w\n```\n![pic](p.png)\n\n\
            {{ tabs }}\n{{ tab \"AWS\" }}\nx\n{{ /tabs }}\n\n<!-- no -->\n\n### Empty\n";
        let found: Vec<_> = text(body)
            .into_iter()
            .map(|s| (s.heading, s.text))
            .collect();
        let expected = [
            (None, "Intro two lines& code ."),
            (Some(0), "a\nb\nc\nh | i\n1 | 2"),
            (Some(1), "k: v l: w\npic\nAWS\nx"),
            (Some(2), ""),
        ];
        assert_eq!(
            found,
            expected.map(|(heading, text)| (heading, text.to_owned()))
        );
    }

    #[test]
    fn nothing_before_a_first_heading_is_no_section() {
        assert_eq!(text("# A\n\nb")[0].heading, Some(0));
        assert_eq!(text(""), []);
    }
}
