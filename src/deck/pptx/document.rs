//! Word documents inside a deck (WordprocessingML, ECMA-376-1, 17): their paragraphs.

use super::problem::Problem;
use super::xml::Xml;

/// The paragraphs of a part: body, header, footer, note or comment.
pub(super) fn read(xml: &mut Xml<'_>, paragraphs: &mut Vec<String>) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(paragraphs.len())?;
        if tag.local() == "p" {
            paragraph(xml, paragraphs)?;
        }
    }
    Ok(())
}

/// A paragraph; one inside a text box inside it stands for itself. Depth is the walk's to limit.
fn paragraph(xml: &mut Xml<'_>, paragraphs: &mut Vec<String>) -> Result<(), Problem> {
    let mut text = String::new();
    let level = xml.level();
    let outcome = loop {
        let tag = match xml.tag(level) {
            Ok(Some(tag)) => tag,
            Ok(None) => break Ok(()),
            Err(problem) => break Err(problem),
        };
        let step = match tag.local() {
            "t" | "delText" | "instrText" => xml.text(&mut text),
            "tab" => {
                text.push('\t');
                Ok(())
            }
            "br" | "cr" => {
                text.push('\n');
                Ok(())
            }
            "docPr" => {
                for key in ["descr", "title"] {
                    paragraphs.extend(tag.attribute(key).map(std::borrow::Cow::into_owned));
                }
                Ok(())
            }
            // Drawn for programs that do not know the choice: the same text again.
            "Fallback" => xml.skip(xml.level()),
            "p" => paragraph(xml, paragraphs),
            _ => Ok(()),
        };
        if step.is_err() {
            break step;
        }
    };
    if !text.trim().is_empty() {
        paragraphs.push(text);
    }
    outcome
}
