//! What the whole file says of itself: core, app and custom properties (ECMA-376-2, clause 10;
//! ECMA-376-1, 22.2 and 22.3), tags (19.3.3), custom XML.
//!
//! Names of people (`creator`, `lastModifiedBy`) are personal data and are not read.

use super::names::is_machine_value;
use super::problem::Problem;
use super::xml::{Node, Xml};
use crate::deck::{Part, Place, Stamp, Text};

pub(in crate::deck) fn property(place: &str, text: &str) -> Option<Text> {
    let text = text.trim();
    (!text.is_empty()).then(|| Text {
        part: Part::Properties,
        shape: None,
        place: Place::Named(place.to_owned()),
        text: text.to_owned(),
        all_caps: false,
        origin: None,
    })
}

/// Core and app properties that a person fills in.
pub(super) fn document(xml: &mut Xml<'_>, texts: &mut Vec<Text>) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(texts.len())?;
        let place = match tag.local() {
            "title" => "title",
            "subject" => "subject",
            "keywords" => "keywords",
            "description" => "description",
            "category" => "category",
            "contentStatus" => "status",
            "Company" => "company",
            "Manager" => "manager",
            "HyperlinkBase" => "hyperlink base",
            _ => continue,
        };
        let mut text = String::new();
        let outcome = xml.text(&mut text);
        texts.extend(titled(place, &text));
        outcome?;
    }
    Ok(())
}

/// A property, unless it is the title of a deck that was given none.
pub(in crate::deck) fn titled(place: &str, text: &str) -> Option<Text> {
    property(place, text).filter(|text| !DEFAULT_TITLES.contains(&text.text.as_str()))
}

/// What PowerPoint writes as the title of a deck that was given none.
const DEFAULT_TITLES: [&str; 10] = [
    "PowerPoint Presentation",
    "PowerPoint-Präsentation",
    "PowerPoint-presentatie",
    "Présentation PowerPoint",
    "Presentación de PowerPoint",
    "Apresentação do PowerPoint",
    "Presentazione standard di PowerPoint",
    "PowerPoint プレゼンテーション",
    "PowerPoint 演示文稿",
    "PowerPoint 프레젠테이션",
];

/// Custom properties, and the stamp among them.
pub(super) fn custom(
    xml: &mut Xml<'_>,
    texts: &mut Vec<Text>,
    stamp: &mut Stamp,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(texts.len())?;
        if tag.local() != "property" {
            continue;
        }
        let name = tag.attribute("name").unwrap_or_default().into_owned();
        let mut value = String::new();
        let outcome = xml.text(&mut value);
        custom_property(&name, &value, texts, stamp);
        outcome?;
    }
    Ok(())
}

/// One custom property, in any format: the stamp, or words.
pub(in crate::deck) fn custom_property(
    name: &str,
    value: &str,
    texts: &mut Vec<Text>,
    stamp: &mut Stamp,
) {
    let listed = || {
        value
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    match name {
        "rightdeck.hyperscaler" => stamp.hyperscalers = listed(),
        "rightdeck.contexts" => stamp.contexts = listed(),
        // Sensitivity labels: ids, dates and switches (MSIP_Label_<guid>_...).
        _ if name.starts_with("MSIP_Label_") => {}
        _ => {
            texts.extend(property("property name", name));
            if !is_machine_value(value.trim()) {
                texts.extend(property(name, value));
            }
        }
    }
}

/// Tags that add-ins leave on the deck or on a slide (`p:tag@val`).
pub(super) fn tags(xml: &mut Xml<'_>, texts: &mut Vec<Text>) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(texts.len())?;
        if tag.local() == "tag" {
            let name = tag.attribute("name").unwrap_or_default();
            let value = tag.attribute("val").unwrap_or_default();
            if !is_machine_value(value.trim()) {
                texts.extend(property(&format!("tag {name}"), &value));
            }
        }
    }
    Ok(())
}

/// Custom XML (ECMA-376-1, 15.2.4): the text of every element, and of attributes that say something.
///
/// `SharePoint` leaves two kinds of chaff: schemas, which nobody reads, and who shared the file
/// with whom, which is nobody's business.
pub(super) fn custom_xml(xml: &mut Xml<'_>, texts: &mut Vec<Text>) -> Result<(), Problem> {
    let mut element = String::new();
    while let Some(node) = xml.next(0)? {
        xml.check(texts.len())?;
        match node {
            Node::Start(tag) => {
                element = tag.local().to_owned();
                if element == "UserInfo" {
                    xml.skip(xml.level())?;
                    continue;
                }
                if matches!(tag.prefix(), "xsd" | "xs") {
                    continue;
                }
                for (key, raw) in tag.attributes() {
                    let plain = !key.contains(':') && key != "xmlns";
                    if plain && !is_machine_value(raw.trim()) && raw.contains(char::is_alphabetic) {
                        let value = tag.attribute(key).unwrap_or_default();
                        texts.extend(property(&format!("custom XML, {element}"), &value));
                    }
                }
            }
            Node::Text(text) if !is_machine_value(text.trim()) => {
                texts.extend(property(&format!("custom XML, {element}"), &text));
            }
            Node::Text(_) => {}
        }
    }
    Ok(())
}
