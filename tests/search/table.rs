//! The table of cases, and the index of its corpus.

use rightdeck::search::{
    Entry, Filters, Group, Index, Options, Profile, Query, Reader, RecordKind, TextAddress,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    today: String,
    language: String,
    version: String,
    synonyms: Vec<Vec<String>>,
    corpus: Vec<Thing>,
    pub(crate) cases: Vec<Case>,
    pub(crate) excerpts: Vec<Excerpt>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Thing {
    record: RecordKind,
    title: String,
    url: String,
    kind: Option<String>,
    #[serde(default)]
    hyperscalers: Vec<String>,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    archetypes: Vec<String>,
    status: Option<String>,
    reviewed: Option<String>,
    due: Option<String>,
    expires: Option<String>,
    text: Option<serde_yaml::Value>,
    entries: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    #[serde(default)]
    heading: String,
    #[serde(default)]
    anchor: String,
    #[serde(default)]
    aliases: Vec<String>,
    text: String,
    #[serde(default)]
    notes: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) query: String,
    pub(crate) today: Option<String>,
    pub(crate) hyperscaler: Option<String>,
    pub(crate) archetype: Option<String>,
    #[serde(default)]
    pub(crate) filters: Narrowed,
    pub(crate) limit: Option<usize>,
    pub(crate) urls: Option<Vec<String>>,
    pub(crate) starts: Option<Vec<String>>,
    pub(crate) total: Option<u32>,
    pub(crate) relaxed: Option<bool>,
    pub(crate) missing: Option<Vec<String>>,
    pub(crate) corrected: Option<BTreeMap<String, String>>,
    pub(crate) suggestion: Option<String>,
    pub(crate) counts: Option<BTreeMap<String, BTreeMap<String, u32>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Narrowed {
    record: Vec<RecordKind>,
    kind: Vec<String>,
    hyperscaler: Vec<String>,
    context: Vec<String>,
    archetype: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Excerpt {
    pub(crate) text: String,
    pub(crate) query: String,
    pub(crate) parts: String,
}

/// The table of this repository.
pub(crate) fn table() -> Table {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search/cases.yaml");
    let text = std::fs::read_to_string(path).expect("the table");
    serde_yaml::from_str(&text).expect("a table of cases")
}

impl Table {
    /// The index of its corpus, as files by path.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let groups: Vec<Group<'_>> = self.corpus.iter().map(Thing::group).collect();
        let options = Options {
            version: &self.version,
            language: &self.language,
            synonyms: self
                .synonyms
                .iter()
                .map(|set| set.iter().map(String::as_str).collect())
                .collect(),
            ..Options::default()
        };
        let files = rightdeck::search::build(&groups, &options).into_iter();
        files.map(|file| (file.path, file.bytes)).collect()
    }

    pub(crate) fn query(&self, case: &Case) -> Query {
        Query {
            text: case.query.clone(),
            today: days(case.today.as_ref().unwrap_or(&self.today)),
            reader: Reader {
                hyperscaler: case.hyperscaler.clone(),
                archetype: case.archetype.clone(),
            },
            filters: Filters {
                record: case.filters.record.clone(),
                kind: case.filters.kind.clone(),
                hyperscaler: case.filters.hyperscaler.clone(),
                context: case.filters.context.clone(),
                archetype: case.filters.archetype.clone(),
            },
            limit: case.limit.unwrap_or(20),
        }
    }
}

impl Thing {
    fn group(&self) -> Group<'_> {
        Group {
            title: &self.title,
            url: &self.url,
            reviewed: self.reviewed.as_deref(),
            text: match &self.text {
                None => TextAddress::None,
                Some(serde_yaml::Value::String(path)) => TextAddress::At(path.clone()),
                Some(_) => TextAddress::Beside,
            },
            profile: Profile {
                record: self.record,
                kind: self.kind.clone(),
                hyperscalers: self.hyperscalers.clone(),
                contexts: self.contexts.clone(),
                archetypes: self.archetypes.clone(),
                status: self.status.clone(),
            },
            due: self.due.as_ref().map_or(0, |day| days(day)),
            expires: self.expires.as_ref().map_or(0, |day| days(day)),
            entries: self
                .entries
                .iter()
                .map(|part| Entry {
                    heading: &part.heading,
                    anchor: &part.anchor,
                    aliases: &part.aliases,
                    text: &part.text,
                    notes: &part.notes,
                })
                .collect(),
        }
    }
}

/// Days since 1970.
fn days(day: &str) -> u32 {
    let day: jiff::civil::Date = day.parse().expect("a day");
    let since = day.since(jiff::civil::date(1970, 1, 1)).expect("days");
    u32::try_from(since.get_days()).expect("after 1970")
}

/// An index of files in memory.
pub(crate) fn open(files: BTreeMap<String, Vec<u8>>) -> Index {
    Index::open(move |path: &str| files.get(path).cloned()).expect("an index")
}
