//! Text inside vector pictures (SVG 1.1, 10): `text` with its `tspan`s, `title` and `desc`.

use super::problem::Problem;
use super::xml::{Node, Xml};
use crate::deck::Place;

/// The texts of a drawing, each with what it is.
pub(in crate::deck) fn read(
    xml: &mut Xml<'_>,
    texts: &mut Vec<(Place, String)>,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(texts.len())?;
        let place = match tag.local() {
            "text" | "foreignObject" => Place::Whole,
            "title" => Place::Named("title".into()),
            "desc" => Place::Named("description".into()),
            _ => continue,
        };
        let mut text = String::new();
        let outcome = words(xml, &mut text);
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            texts.push((place, words));
        }
        outcome?;
    }
    Ok(())
}

/// Letters placed one by one are a word; a `tspan` that begins a new line begins a new one.
fn words(xml: &mut Xml<'_>, text: &mut String) -> Result<(), Problem> {
    let level = xml.level();
    while let Some(node) = xml.next(level)? {
        match node {
            Node::Text(piece) => text.push_str(&piece),
            Node::Start(tag) => {
                let new_line = tag.attribute("dy").is_some_and(|dy| dy != "0")
                    || (tag.local() == "tspan" && tag.attribute("y").is_some_and(|y| y != "0"))
                    || matches!(tag.local(), "p" | "div" | "br");
                if new_line {
                    text.push(' ');
                }
            }
        }
    }
    Ok(())
}
