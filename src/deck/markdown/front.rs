//! Front matter: YAML at the head of the file, and in Slidev at the head of each slide.

use super::draft::Draft;
use crate::deck::shared::names::is_machine_value;
use crate::deck::{Part, Place, Stamp, Text};
use crate::source::place::Lines;
use serde_yaml::Value;
use std::ops::Range;
use std::sync::Arc;

/// The longest front matter that is read, in bytes.
pub(super) const LIMIT: usize = 64 << 10;

/// How far behind one value the next is looked for.
const NEAR: usize = 4 << 10;

/// A block of YAML between two lines of `---`, those lines included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) whole: Range<usize>,
    pub(super) yaml: Range<usize>,
}

/// What front matter, or a comment of directives, says.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) texts: Vec<Text>,
    /// 'header' and 'footer', with where they stand; `_header` counts for its own slide only.
    pub(super) masters: Vec<Master>,
    pub(super) stamp: Stamp,
    pub(super) marp: bool,
    pub(super) hidden: bool,
    /// A slide of another file that is shown in this one's place.
    pub(super) include: Option<String>,
    /// Marp's `headingDivider`: each heading of these levels begins a slide.
    pub(super) dividers: Vec<u64>,
    pub(super) damage: Option<String>,
}

/// A header or a footer.
#[derive(Debug, Clone)]
pub(super) struct Master {
    pub(super) name: &'static str,
    pub(super) text: Text,
    /// It shows on one slide and not on those after it.
    pub(super) once: bool,
}

/// Whether these lines are a mapping, as front matter is.
pub(super) fn is_mapping(yaml: &str) -> bool {
    yaml.len() <= LIMIT && matches!(serde_yaml::from_str(yaml), Ok(Value::Mapping(_)))
}

/// Its top-level keys, without what marks them as a slide's own.
pub(super) fn keys(yaml: &str) -> Vec<String> {
    match serde_yaml::from_str(yaml) {
        Ok(Value::Mapping(map)) => map
            .keys()
            .filter_map(Value::as_str)
            .map(|key| key.trim_start_matches(['_', '$']).to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

/// Reads the YAML at this range of the file.
pub(super) fn read(file: &Arc<Lines>, yaml: &Range<usize>) -> Front {
    let text = &file.text()[yaml.clone()];
    let mut reading = Reading {
        file,
        cursor: yaml.start,
        end: yaml.end,
        front: Front::default(),
    };
    let parsed: Result<Value, _> = match text.len() {
        0..=LIMIT => serde_yaml::from_str(text).map_err(|error| error.to_string()),
        _ => Err(format!("it is longer than {} KiB", LIMIT >> 10)),
    };
    match parsed {
        Ok(value) => reading.value("", &value),
        Err(error) => {
            // What cannot be taken apart is read as it stands.
            reading.words("front matter", text);
            reading.front.damage = Some(error);
        }
    }
    reading.cursor = yaml.start;
    for line in text.lines() {
        if let Some((_, remark)) = line.split_once('#').filter(|(before, _)| {
            before.trim().is_empty() || before.ends_with(' ') && !before.contains(['"', '\''])
        }) {
            let text = reading.found(remark, Part::Comment, Place::Named("front matter".into()));
            reading.front.texts.extend(text);
        }
    }
    reading.front
}

struct Reading<'a> {
    file: &'a Arc<Lines>,
    /// Values are looked for from here on: they come in their order.
    cursor: usize,
    end: usize,
    front: Front,
}

impl Reading<'_> {
    fn value(&mut self, path: &str, value: &Value) {
        match value {
            Value::Mapping(map) => {
                for (key, value) in map {
                    let key = key.as_str().unwrap_or_default();
                    match path {
                        "" => self.value(key, value),
                        path => self.value(&format!("{path}.{key}"), value),
                    }
                }
            }
            Value::Sequence(values) => {
                for value in values {
                    self.value(path, value);
                }
            }
            Value::Tagged(tagged) => self.value(path, &tagged.value),
            Value::String(words) => self.words(path, words),
            Value::Bool(true) => match path {
                "marp" => self.front.marp = true,
                "hide" | "disabled" => self.front.hidden = true,
                _ => {}
            },
            Value::Number(number) if path == "headingDivider" => {
                // One number stands for all levels above it, too.
                let level = number.as_u64().unwrap_or(0).min(6);
                self.front.dividers.extend(1..=level);
            }
            Value::Null | Value::Bool(false) | Value::Number(_) => {}
        }
    }

    fn words(&mut self, path: &str, words: &str) {
        let listed = || {
            let words = words.split(',').map(str::trim);
            words.filter(|word| !word.is_empty()).map(str::to_owned)
        };
        match path {
            "rightdeck.hyperscaler" => self.front.stamp.hyperscalers.extend(listed()),
            "rightdeck.contexts" => self.front.stamp.contexts.extend(listed()),
            "header" | "_header" | "footer" | "_footer" => {
                let once = path.starts_with('_');
                let name = if path.ends_with("header") {
                    "header"
                } else {
                    "footer"
                };
                let text = self.found(words, Part::Master, Place::Whole);
                let masters = text.map(|text| Master { name, text, once });
                self.front.masters.extend(masters);
            }
            _ if is_machine_value(words.trim()) => {}
            _ => {
                if path == "src" {
                    self.front.include = Some(words.trim().to_owned());
                }
                let place = Place::Named(path.trim_start_matches(['_', '$']).to_owned());
                let text = self.found(words, Part::Properties, place);
                self.front.texts.extend(text);
            }
        }
    }

    /// The words as a text, each line where it is found; one that is written otherwise stands where
    /// the one before it ended.
    fn found(&mut self, words: &str, part: Part, place: Place) -> Option<Text> {
        let mut draft = Draft::default();
        for line in words.lines() {
            let line = line.trim();
            if !draft.text.is_empty() {
                draft.push("\n", self.cursor);
            }
            let rest = &self.file.text()[self.cursor..self.end];
            let near = rest.floor_char_boundary(line.len() + NEAR);
            let rest = &rest[..near];
            let at = rest.find(line).map(|at| self.cursor + at);
            draft.push(line, at.unwrap_or(self.cursor));
            self.cursor = at.map_or(self.cursor, |at| at + line.len());
        }
        draft.finish(self.file, part, place)
    }
}
