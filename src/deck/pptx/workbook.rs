//! Workbooks inside a deck (SpreadsheetML, ECMA-376-1, 18): the words of their cells, and what else
//! a person could read in them. Numbers are not words.

use super::Reader;
use super::embedded::{Find, strings_in};
use super::problem::Problem;
use super::relationships::Target;
use super::xml::{Node, Xml};
use rustc_hash::FxHashSet;
use std::rc::Rc;

/// One text of a workbook.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) sheet: String,
    /// 'B2', or what else it is: 'sheet name'.
    pub(super) cell: String,
    pub(super) text: String,
}

/// Collects words, each once: a column that says 'Azure' a thousand times is said once.
#[derive(Default)]
struct Words {
    list: Vec<Word>,
    known: FxHashSet<String>,
}

impl Words {
    fn add(&mut self, sheet: &str, cell: &str, text: &str) {
        let text = text.trim();
        if text.contains(char::is_alphabetic) && !self.known.contains(text) {
            self.known.insert(text.to_owned());
            self.list.push(Word {
                sheet: sheet.to_owned(),
                cell: cell.to_owned(),
                text: text.to_owned(),
            });
        }
    }
}

impl Reader<'_> {
    /// Reads every sheet of the workbook whose main part is `main`.
    pub(super) fn workbook(&mut self, main: &Rc<str>, found: &mut Vec<Find>) -> Vec<Word> {
        let mut words = Words::default();
        let mut sheets = Vec::new();
        if main.to_ascii_lowercase().ends_with(".bin") {
            self.binary_workbook(&mut words);
            return words.list;
        }
        self.part(
            main,
            None,
            &mut (&mut sheets, &mut words),
            |xml, (sheets, words)| book(xml, sheets, words),
        );
        let mut shared = Vec::new();
        for part in self.related(main, "sharedStrings") {
            self.part(&part, None, &mut shared, shared_strings);
        }
        let relationships = self.package.relationships(main);
        for (name, id) in &sheets {
            words.add(name, "sheet name", name);
            let target = relationships
                .iter()
                .find(|relationship| *relationship.id == **id);
            let Some(Target::Part(part)) = target.map(|relationship| &relationship.target) else {
                continue;
            };
            self.part(part, None, &mut words, |xml, words| {
                sheet(xml, name, &shared, words)
            });
            for kind in ["comments", "threadedComment"] {
                for comments in self.related(part, kind) {
                    self.part(&comments, None, &mut words, |xml, words| {
                        remarks(xml, name, words)
                    });
                }
            }
        }
        // What no cell uses any more is still in the file.
        for text in &shared {
            words.add("", "unused string", text);
        }
        let names: Vec<Rc<str>> = self.package.names().to_vec();
        for part in names {
            let kind = self.package.content_type(&part);
            if kind.contains("pivotcachedefinition") || kind.contains("externallink") {
                self.part(&part, None, &mut words, cached_items);
            }
        }
        self.office_parts(found);
        words.list
    }

    /// Binary workbooks (.xlsb) keep their words as UTF-16 in records.
    fn binary_workbook(&mut self, words: &mut Words) {
        let names: Vec<Rc<str>> = self.package.names().to_vec();
        for part in names.iter().filter(|name| name.ends_with(".bin")) {
            let opened = self.package.bytes(part);
            for text in strings_in(&opened.bytes) {
                words.add("", part, &text);
            }
            self.package.give_back(opened.bytes);
            if let Some(problem) = opened.problem {
                self.note(part, None, problem);
            }
        }
    }
}

/// The workbook part (18.2.27): names of sheets and defined names.
fn book(
    xml: &mut Xml<'_>,
    sheets: &mut Vec<(String, String)>,
    words: &mut Words,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(words.list.len())?;
        match tag.local() {
            "sheet" => {
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                let id = tag.prefixed("id").unwrap_or_default().into_owned();
                sheets.push((name, id));
            }
            "definedName" => {
                let name = tag.attribute("name").unwrap_or_default().into_owned();
                if !name.starts_with("_xlnm") && !name.starts_with("_xlchart") {
                    words.add("", "defined name", &name);
                }
                for key in ["comment", "description"] {
                    words.add("", "defined name", &tag.attribute(key).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The shared strings (18.4.9), rich runs joined; phonetic hints (18.4.6) are left out.
fn shared_strings(xml: &mut Xml<'_>, strings: &mut Vec<String>) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        if tag.local() == "si" {
            xml.check(strings.len())?;
            let mut text = String::new();
            let outcome = string_item(xml, &mut text);
            strings.push(text);
            outcome?;
        }
    }
    Ok(())
}

fn string_item(xml: &mut Xml<'_>, into: &mut String) -> Result<(), Problem> {
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        match tag.local() {
            "t" => xml.text(into)?,
            "rPh" => xml.skip(xml.level())?,
            _ => {}
        }
    }
    Ok(())
}

/// A worksheet (18.3.1.99): its cells, links' tips, headers and footers, and prompts of validation.
fn sheet(
    xml: &mut Xml<'_>,
    name: &str,
    shared: &[String],
    words: &mut Words,
) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(words.list.len())?;
        match tag.local() {
            "c" => {
                let kind = tag.attribute("t").unwrap_or_default().into_owned();
                if kind.is_empty() || kind == "n" {
                    continue;
                }
                let at = tag.attribute("r").unwrap_or_default().into_owned();
                cell(xml, name, &at, &kind, shared, words)?;
            }
            "hyperlink" => {
                for key in ["tooltip", "display", "location"] {
                    words.add(name, "link", &tag.attribute(key).unwrap_or_default());
                }
            }
            "dataValidation" => {
                for key in ["promptTitle", "prompt", "errorTitle", "error"] {
                    words.add(name, "validation", &tag.attribute(key).unwrap_or_default());
                }
            }
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader"
            | "firstFooter" => {
                let mut text = String::new();
                xml.text(&mut text)?;
                words.add(name, "header or footer", &text);
            }
            _ => {}
        }
    }
    Ok(())
}

fn cell(
    xml: &mut Xml<'_>,
    name: &str,
    at: &str,
    kind: &str,
    shared: &[String],
    words: &mut Words,
) -> Result<(), Problem> {
    let level = xml.level();
    while let Some(tag) = xml.tag(level)? {
        let mut text = String::new();
        match (tag.local(), kind) {
            ("v", "s") => {
                xml.text(&mut text)?;
                if let Some(string) = text
                    .trim()
                    .parse()
                    .ok()
                    .and_then(|index: usize| shared.get(index))
                {
                    words.add(name, at, string);
                }
            }
            ("v", "str") => {
                xml.text(&mut text)?;
                words.add(name, at, &text);
            }
            ("is", _) => {
                string_item(xml, &mut text)?;
                words.add(name, at, &text);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Notes (18.7) and threaded comments on cells. Authors are not read.
fn remarks(xml: &mut Xml<'_>, name: &str, words: &mut Words) -> Result<(), Problem> {
    let mut at = String::new();
    while let Some(tag) = xml.tag(0)? {
        xml.check(words.list.len())?;
        match tag.local() {
            "comment" | "threadedComment" => {
                at = tag.attribute("ref").unwrap_or_default().into_owned()
            }
            "text" => {
                let mut text = String::new();
                let level = xml.level();
                while let Some(node) = xml.next(level)? {
                    if let Node::Text(piece) = node {
                        text.push_str(&piece);
                    }
                }
                words.add(name, &format!("{at}, comment"), &text);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Strings that a pivot table (18.10.1.90) or a link to another workbook (18.14) keeps.
fn cached_items(xml: &mut Xml<'_>, words: &mut Words) -> Result<(), Problem> {
    while let Some(tag) = xml.tag(0)? {
        xml.check(words.list.len())?;
        match tag.local() {
            "s" | "sheetName" => {
                for key in ["v", "val"] {
                    words.add("", "cached value", &tag.attribute(key).unwrap_or_default());
                }
            }
            "cacheField" => words.add(
                "",
                "cached value",
                &tag.attribute("name").unwrap_or_default(),
            ),
            "v" => {
                let mut text = String::new();
                xml.text(&mut text)?;
                words.add("", "cached value", &text);
            }
            _ => {}
        }
    }
    Ok(())
}
