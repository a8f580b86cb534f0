//! Data files of the playbook, `content/data/*.yaml`: tables, and tools made of data.
//!
//! 1. A file's `kind` says what it is; a file without one is a [`Table`].
//! 2. Each kind has a file here: its type, what must hold of it, and how it reads as Markdown.
//! 3. All that a reader sees is [`Md`], so links in it are checked and rendered in one way.

mod assessment;
mod calendar;
mod checklist;
mod decision;
mod table;
mod tracker;
mod words;

pub use assessment::{Assessment, Sign, Stage};
pub use calendar::{Calendar, FiscalYear, MonthDay, Window, WindowState};
pub use checklist::{Check, CheckGroup, Checklist, Form};
pub use decision::{Answer, Decision, Outcome, Question, When};
pub use table::Table;
pub use tracker::{Benefit, Tracker};
pub use words::{Id, Md, Texts};

use super::{Marks, yaml};
use crate::config::{Audience, OneOrMany};
use crate::source::{Problem, Source, nearest};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A data file.
#[derive(Debug)]
pub struct DataFile {
    /// Its text.
    pub source: Source,
    /// Its name: the file's, without the extension.
    pub name: String,
    /// What it is called.
    pub title: Option<String>,
    /// For whom it is.
    pub marks: Marks,
    /// What it holds.
    pub data: Data,
}

/// What a data file holds.
#[derive(Debug, Clone)]
pub enum Data {
    /// Rows and columns.
    Table(Table),
    /// When a hyperscaler's field has time.
    Calendar(Calendar),
    /// Questions that lead to an outcome.
    Decision(Decision),
    /// Stages, and what is missing for the next.
    Assessment(Assessment),
    /// Things to tick off.
    Checklist(Checklist),
    /// What lapses when, and whose it is.
    Tracker(Tracker),
}

/// What every data file may say at its top, whatever else it holds. Each kind has these fields again: flattened
/// into it by serde, they would cost mistakes their places, and keys nobody knows would pass.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Head {
    kind: Option<String>,
    title: Option<String>,
    audience: Audience,
    hyperscalers: OneOrMany<String>,
}

/// The kinds, as `kind:` names them.
const KINDS: [&str; 6] = [
    "table",
    "calendar",
    "decision",
    "assessment",
    "checklist",
    "tracker",
];

impl DataFile {
    /// Reads a data file.
    ///
    /// # Errors
    /// What cannot be used in it, each with its place.
    pub fn read(source: Source) -> Result<Self, Vec<Problem>> {
        let head: Head = typed(&source)?;
        let data = match head.kind.as_deref() {
            None | Some("table") => Data::Table(table::read(&source)?),
            Some("calendar") => Data::Calendar(checked(&source)?),
            Some("decision") => Data::Decision(checked(&source)?),
            Some("assessment") => Data::Assessment(checked(&source)?),
            Some("checklist") => Data::Checklist(checked(&source)?),
            Some("tracker") => Data::Tracker(checked(&source)?),
            Some(other) => {
                let message = match nearest(other, KINDS) {
                    Some(near) => format!("there is no kind '{other}'; did you mean '{near}'?"),
                    None => format!("there is no kind '{other}'; known are {}", KINDS.join(", ")),
                };
                return Err(vec![at_value(&source, "kind", other, message)]);
            }
        };
        let file = source.name.rsplit('/').next().unwrap_or(&source.name);
        let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let name = name.to_owned();
        if !matches!(data, Data::Table(_))
            && let Err(message) = Id::try_from(name.clone())
        {
            let message = format!("the file's name: {message}");
            return Err(vec![source.problem_at(1, 1, 1, message)]);
        }
        Ok(Self {
            name,
            title: head.title,
            marks: Marks {
                audience: head.audience,
                hyperscalers: head.hyperscalers.0,
            },
            data,
            source,
        })
    }
}

impl DataFile {
    /// A problem where a name stands in it.
    #[must_use]
    pub fn problem_at(&self, name: &str, message: String) -> Problem {
        at_value(&self.source, "hyperscaler", name, message)
    }
}

impl Data {
    /// Everything in it that readers see, in their order.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut out = Vec::new();
        let mut all = self.clone();
        let texts: &mut dyn Texts = match &mut all {
            Self::Table(it) => it,
            Self::Calendar(it) => it,
            Self::Decision(it) => it,
            Self::Assessment(it) => it,
            Self::Checklist(it) => it,
            Self::Tracker(it) => it,
        };
        texts.each(&mut |text| out.push(std::mem::take(&mut text.0)));
        out
    }

    /// The hyperscalers that it speaks of by their ids.
    #[must_use]
    pub fn hyperscalers(&self) -> Vec<&str> {
        match self {
            Self::Calendar(it) => it
                .years
                .iter()
                .map(|year| year.hyperscaler.as_str())
                .collect(),
            Self::Assessment(it) => it.subjects.iter().map(Id::as_str).collect(),
            Self::Tracker(it) => it
                .benefits
                .iter()
                .map(|one| one.hyperscaler.as_str())
                .collect(),
            Self::Table(_) | Self::Decision(_) | Self::Checklist(_) => Vec::new(),
        }
    }

    /// The same for who reads plain Markdown. `name` gives a hyperscaler's name by its id.
    #[must_use]
    pub fn markdown(&self, name: &dyn Fn(&str) -> String) -> String {
        match self {
            Self::Table(it) => it.markdown(),
            Self::Calendar(it) => it.markdown(name),
            Self::Decision(it) => it.markdown(),
            Self::Assessment(it) => it.markdown(),
            Self::Checklist(it) => it.markdown(),
            Self::Tracker(it) => it.markdown(name),
        }
    }
}

/// What must hold of a kind beyond its types: each mistake is what is wrong, and the key and the value
/// that are.
trait Sound {
    fn mistakes(&self) -> Vec<Mistake>;
}

/// What is wrong, and where it is found in the file.
struct Mistake {
    key: &'static str,
    value: String,
    message: String,
}

impl Mistake {
    fn new(key: &'static str, value: impl ToString, message: impl Into<String>) -> Self {
        Self {
            key,
            value: value.to_string(),
            message: message.into(),
        }
    }
}

fn typed<T: DeserializeOwned>(source: &Source) -> Result<T, Vec<Problem>> {
    // An empty file is a null, which no type with fields accepts.
    let empty = source.text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    });
    let text = if empty { "{}" } else { &source.text };
    serde_yaml::from_str(text).map_err(|error| vec![yaml::problem(source, &error)])
}

fn checked<T: DeserializeOwned + Sound>(source: &Source) -> Result<T, Vec<Problem>> {
    let it: T = typed(source)?;
    let mistakes = it.mistakes();
    if mistakes.is_empty() {
        return Ok(it);
    }
    let problems = mistakes.into_iter();
    Err(problems
        .map(|it| at_value(source, it.key, &it.value, it.message))
        .collect())
}

/// A problem where a key has a value: right behind the key, further on in a line with the key, or
/// anywhere; else at the file's beginning.
fn at_value(source: &Source, key: &str, value: &str, message: String) -> Problem {
    let key = format!("{key}:");
    let right_behind = |line: &str| {
        line.match_indices(&key).find_map(|(at, key)| {
            let rest = &line[at + key.len()..];
            let bare = rest.trim_start_matches([' ', '"', '\'', '[']);
            let whole_key = !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
            let found = whole_key && bare.starts_with(value) && !value.is_empty();
            found.then(|| line.len() - bare.len())
        })
    };
    let in_line = |line: &str| {
        let after = line.find(&key)? + key.len();
        line[after..].find(value).map(|at| after + at)
    };
    let anywhere = |line: &str| line.find(value).filter(|_| !value.is_empty());
    type Place<'a> = &'a dyn Fn(&str) -> Option<usize>;
    for place in [&right_behind as Place<'_>, &in_line, &anywhere] {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            if let Some(at) = place(line) {
                return source.problem(start + at..start + at + value.len(), message);
            }
            start += line.len();
        }
    }
    source.problem_at(1, 1, 1, message)
}

/// Names that stand twice in a list where each may stand once.
fn twice<'a>(key: &'static str, ids: impl IntoIterator<Item = &'a str>) -> Vec<Mistake> {
    let mut seen = std::collections::BTreeSet::new();
    ids.into_iter()
        .filter(|id| !seen.insert(*id))
        .map(|id| Mistake::new(key, id, format!("'{id}' stands twice; keep one")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(yaml: &str) -> Vec<String> {
        let source = Source::new("content/data/a.yaml", yaml);
        match DataFile::read(source) {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .iter()
                .map(|problem| problem.to_string().lines().next().unwrap().to_owned())
                .collect(),
        }
    }

    #[test]
    fn a_kind_that_is_not_there_has_its_place() {
        assert_eq!(
            told("title: A\nkind: calender\n"),
            ["content/data/a.yaml:2:7: there is no kind 'calender'; did you mean 'calendar'?"]
        );
    }

    #[test]
    fn a_key_of_another_kind_is_a_mistake() {
        assert_eq!(
            told("kind: checklist\ngroups: []\nrows: []\n"),
            [
                "content/data/a.yaml:3:1: unknown key 'rows'; known are kind, title, audience, hyperscalers, intro, groups, ready, not-ready, form (unknown-key)"
            ]
        );
    }
}
