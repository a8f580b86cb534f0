//! Readers of the forms, each by the rules of the program that takes it.

use comrak::nodes::NodeValue;
use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// An element of XML.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    pub(crate) children: Vec<Element>,
    /// Its own text.
    pub(crate) own: String,
    /// The same with that of its children, in order.
    pub(crate) text: String,
}

impl Element {
    fn say(&mut self, text: &str) {
        self.own += text;
        self.text += text;
    }

    pub(crate) fn all(&self) -> Vec<&Element> {
        let below = self.children.iter().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }

    pub(crate) fn named(&self, name: &str) -> Vec<&Element> {
        self.all()
            .into_iter()
            .filter(|one| one.name == name)
            .collect()
    }
}

/// A document as XML, whose characters must be those of XML 1.0.
pub(crate) fn parse(document: &str) -> Element {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let wrong = document.chars().find(|&c| !allowed(c));
    assert_eq!(wrong, None, "XML has no such character");
    tree(document)
}

/// The same without a look at its characters, as HTML has more of them.
pub(crate) fn tree(document: &str) -> Element {
    let mut reader = Reader::from_str(document);
    let mut open = vec![Element::default()];
    loop {
        match reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error} in {document}"))
        {
            Event::Start(tag) => open.push(element(&tag)),
            Event::Empty(tag) => {
                let own = element(&tag);
                open.last_mut().expect("a parent").children.push(own);
            }
            Event::End(_) => {
                let own = open.pop().expect("it was opened");
                let parent = open.last_mut().expect("a parent");
                parent.text += &own.text;
                parent.children.push(own);
            }
            Event::Text(text) => {
                open.last_mut().expect("a parent").say(&text);
            }
            Event::GeneralRef(entity) => {
                open.last_mut().expect("a parent").say(&meant(&entity));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(open.len(), 1, "everything is closed");
    let root = open.remove(0);
    assert_eq!(root.children.len(), 1, "one root: {root:#?}");
    root.children.into_iter().next().expect("a root")
}

fn meant(entity: &BytesRef<'_>) -> String {
    if let Some(c) = entity.resolve_char_ref().expect("a character") {
        return c.to_string();
    }
    match &**entity {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        other => panic!("an entity that XML has not: {other:?}"),
    }
    .to_owned()
}

fn element(tag: &BytesStart<'_>) -> Element {
    let attributes = tag.attributes().map(|one| {
        let one = one.expect("an attribute");
        let value = one
            .normalized_value(XmlVersion::Implicit1_0)
            .expect("a value");
        let key = one.key.0.to_owned();
        (key, value.into_owned())
    });
    Element {
        name: tag.name().0.to_owned(),
        attributes: attributes.collect(),
        ..Element::default()
    }
}

/// A log that is valid SARIF.
pub(crate) fn sarif(text: &str) -> Value {
    static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        // One pattern of the official schema has a bracket that only the oldest engines take for itself.
        let schema = include_str!("../schemas/sarif-2.1.0.schema.json");
        validator(&schema.replace("{2}]?$", "{2}\\\\]?$"))
    });
    let log: Value = serde_json::from_str(text).expect("JSON");
    let mistakes: Vec<String> = SCHEMA
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    log
}

pub(crate) fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("a schema");
    jsonschema::validator_for(&schema).expect("a schema")
}

/// A workflow command, as GitHub's runner takes it apart (`ActionCommand.TryParseV2`).
#[derive(Debug)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) properties: BTreeMap<String, String>,
    pub(crate) data: String,
}

/// The commands of a log; every line must be one.
pub(crate) fn commands(log: &str) -> Vec<Command> {
    // The runner reads lines as .NET does: to a line feed, a carriage return, or both.
    let lines = log.split(['\n', '\r']).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let rest = line.trim_start().strip_prefix("::").expect("a command");
            let (head, data) = rest.split_once("::").expect("an end");
            let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
            let properties = properties.split(',').map(|one| {
                let (key, value) = one.split_once('=').expect("a value");
                let value = value.replace("%0D", "\r").replace("%0A", "\n");
                let value = value.replace("%3A", ":").replace("%2C", ",");
                (key.to_owned(), value.replace("%25", "%"))
            });
            Command {
                name: name.to_owned(),
                properties: properties.collect(),
                data: data
                    .replace("%0D", "\r")
                    .replace("%0A", "\n")
                    .replace("%25", "%"),
            }
        })
        .collect()
}

/// What a GitHub page shows of Markdown: the text of each block, blanks made one. It holds no link, picture or
/// formula, and no HTML but what the report itself writes.
pub(crate) fn blocks(markdown: &str) -> Vec<String> {
    let arena = comrak::Arena::new();
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.tasklist = true;
    options.extension.superscript = true;
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut blocks = Vec::new();
    for node in root.descendants() {
        let mut text = String::new();
        match &node.data.borrow().value {
            NodeValue::Heading(_) | NodeValue::Paragraph | NodeValue::TableCell => {}
            NodeValue::Document | NodeValue::Table(_) | NodeValue::TableRow(_) => continue,
            NodeValue::Text(_)
            | NodeValue::HtmlInline(_)
            | NodeValue::Strong
            | NodeValue::SoftBreak => {
                continue;
            }
            NodeValue::Escaped => continue,
            other => panic!("{other:?} in {markdown}"),
        }
        for inner in node.descendants() {
            match &inner.data.borrow().value {
                NodeValue::Text(own) => text += own,
                NodeValue::HtmlInline(tag) => match tag.as_str() {
                    "<br>" => text.push(' '),
                    "<code>" | "</code>" | "<span>" | "</span>" => {}
                    other => panic!("{other} in {markdown}"),
                },
                _ => {}
            }
        }
        blocks.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    blocks
}
