//! What the files of a playbook may hold, from their schemas: `site-toml.md`, `front-matter.md`, `data-keys.md`,
//! `rule-files.md`.

use super::{cell, head};
use rightdeck::schemas;
use serde_json::Value;
use std::fmt::Write as _;

struct Page {
    path: &'static str,
    title: &'static str,
    about: &'static str,
    intro: &'static str,
    /// Schemas by name, each with the heading of its section; without one, its tables are the page.
    parts: &'static [(&'static str, &'static str)],
    weight: i32,
}

const PAGES: [Page; 4] = [
    Page {
        path: "site-toml.md",
        title: "site.toml",
        about: "Every setting of a playbook.",
        intro: "Nothing in it must be there: an empty `site.toml` makes a folder a playbook. An unknown key is a mistake, with its place. \
            Its first line, `#:schema ./rules/schemas/site.schema.json`, has an editor complete and check it.",
        parts: &[("site", "")],
        weight: 30,
    },
    Page {
        path: "front-matter.md",
        title: "Front matter and glossary",
        about: "What pages, decks, statements and terms say of themselves.",
        intro: "Front matter is YAML between two lines of `---` at the top of a file. An unknown key is a mistake, with its place.",
        parts: &[
            ("page", "Pages"),
            ("deck", "Decks"),
            ("credentials", "Credentials statements"),
            ("term", "Terms, one a file"),
            ("glossary", "Terms, in glossary.yaml"),
        ],
        weight: 40,
    },
    Page {
        path: "data-keys.md",
        title: "Keys of data files",
        about: "What each kind of data file may hold.",
        intro: "[Data files](data-files.md) says what the kinds are for.",
        parts: &[
            ("table", "Tables"),
            ("calendar", "Calendars"),
            ("decision", "Decisions"),
            ("assessment", "Assessments"),
            ("checklist", "Checklists"),
            ("tracker", "Trackers"),
        ],
        weight: 52,
    },
    Page {
        path: "rule-files.md",
        title: "Rule files",
        about: "Names and phrases of your own, without code.",
        intro: "A file in a playbook's `rules/` with the path of a built-in one replaces it; any other is added. A mistake in one stops every \
            command, so that nothing is judged by half of the rules.",
        parts: &[
            ("phrases", "Phrases: rules/phrases/*.yaml"),
            ("pack", "Hyperscalers: rules/hyperscalers/*.yaml"),
            ("vendors", "Vendors: rules/vendors.yaml"),
            ("acronyms", "Short forms: rules/acronyms/*.yaml"),
            ("shared-names", "Shared names: rules/shared-names.yaml"),
            ("neutral-names", "Neutral names: rules/neutral-names.yaml"),
            (
                "industry-renames",
                "Old names of others: rules/industry-renames.yaml",
            ),
        ],
        weight: 54,
    },
];

/// What a person writes first, in every file; the rest follows, what is required before what is not.
const FIRST: [&str; 18] = [
    "site",
    "editions",
    "versions",
    "lint",
    "title",
    "term",
    "name",
    "description",
    "definition",
    "company",
    "products",
    "audience",
    "owner",
    "reviewed",
    "review_every",
    "ref",
    "out",
    "base-url",
];

/// The pages.
pub(super) fn pages() -> Vec<(String, String)> {
    let page = |page: &Page| {
        let mut out = head(page.title, page.about, page.weight);
        out.push_str(page.intro);
        out.push('\n');
        for (name, heading) in page.parts {
            let schema = schemas::ALL.iter().find(|one| one.name == *name);
            let schema = schema.and_then(|one| serde_json::from_str(one.text).ok());
            let schema: Value = schema.unwrap_or_default();
            let toml = *name == "site";
            if !heading.is_empty() {
                let _ = writeln!(out, "\n## {heading}");
            }
            Tables {
                schema: &schema,
                toml,
                level: if heading.is_empty() { "##" } else { "###" },
                told: Vec::new(),
            }
            .tell(&schema, "", &mut out);
        }
        (page.path.to_owned(), out)
    };
    PAGES.iter().map(page).collect()
}

/// Whether a table has a value for each context.
fn by_context(value: &Value) -> bool {
    value["properties"].get("joint").is_some()
}

/// The tables of one schema: that of its root, then those of the tables inside.
struct Tables<'a> {
    schema: &'a Value,
    toml: bool,
    /// Of the headings inside: `##`, `###`.
    level: &'static str,
    /// Definitions that have a table already.
    told: Vec<String>,
}

impl<'a> Tables<'a> {
    fn tell(&mut self, value: &'a Value, path: &str, out: &mut String) {
        let (value, _) = self.object(value).unwrap_or((value, None));
        let mut inner: Vec<(String, &'a Value)> = Vec::new();
        if let Some(Value::Array(branches)) = value.get("allOf") {
            // A file that is what its kind says.
            for branch in branches {
                let kind = branch["if"]["properties"]["kind"]["const"]
                    .as_str()
                    .unwrap_or_default();
                let _ = writeln!(out, "\n### kind: {kind}");
                self.tell(&branch["then"], path, out);
            }
            return;
        }
        let fields = value.get("properties").and_then(Value::as_object);
        let required: Vec<&str> = match value.get("required") {
            Some(Value::Array(keys)) => keys.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        // Schemas are in order of the alphabet.
        let mut fields: Vec<(&String, &Value)> = fields.into_iter().flatten().collect();
        fields.sort_by_key(|(key, _)| {
            let first = FIRST.iter().position(|known| known == key);
            (
                first.unwrap_or(FIRST.len()),
                !required.contains(&key.as_str()),
            )
        });
        let mut rows = String::new();
        for (key, field) in fields {
            if let Some((object, name)) = self.object(field)
                && !by_context(object)
                && key != "severity"
            {
                let list = self.is_list(field);
                let named = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                let new = name.is_none_or(|name| !self.told.contains(&name.to_owned()));
                if object.get("properties").is_some() && new {
                    self.told.extend(name.map(str::to_owned));
                    inner.push((self.heading(&named, list), field));
                }
                if self.toml && path.is_empty() && object.get("properties").is_some() {
                    continue;
                }
            }
            let about = field
                .get("description")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let must = if required.contains(&key.as_str()) {
                " **Required.**"
            } else {
                ""
            };
            let takes = self.takes(field);
            let _ = writeln!(
                rows,
                "| `{key}` | {} | {}{must} |",
                cell(&takes),
                cell(about)
            );
        }
        if !rows.is_empty() {
            let _ = write!(out, "\n| key | takes | is |\n| --- | --- | --- |\n{rows}");
        }
        for (heading, field) in inner {
            let _ = writeln!(out, "\n{} {heading}", self.level);
            let path = heading.trim_matches(['[', ']', '`']).to_owned();
            self.tell(field, &path, out);
        }
    }

    /// `[site]`, `[[editions]]`, `allow`.
    fn heading(&self, path: &str, list: bool) -> String {
        match (self.toml, list) {
            (true, true) => format!("`[[{path}]]`"),
            (true, false) => format!("`[{path}]`"),
            (false, _) => format!("`{path}`"),
        }
    }

    /// The table that a field holds, or a list or map of them, with the name of its definition.
    fn object(&self, field: &'a Value) -> Option<(&'a Value, Option<&'a str>)> {
        if let Some(reference) = field.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next()?;
            let value = self.schema["definitions"].get(name)?;
            return self
                .object(value)
                .map(|(object, inner)| (object, inner.or(Some(name))));
        }
        if field.get("properties").is_some() {
            return Some((field, None));
        }
        for key in ["items", "additionalProperties"] {
            if let Some(found) = field.get(key).and_then(|inner| self.object(inner)) {
                return Some(found);
            }
        }
        for key in ["allOf", "anyOf"] {
            let inner = field.get(key).and_then(Value::as_array);
            if let Some(found) = inner
                .into_iter()
                .flatten()
                .find_map(|inner| self.object(inner))
            {
                return Some(found);
            }
        }
        None
    }

    fn is_list(&self, field: &Value) -> bool {
        field.get("type").is_some_and(|kind| kind == "array")
    }

    /// What a field takes, in words.
    fn takes(&self, field: &Value) -> String {
        if let Some(reference) = field.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return match name {
                "Day" => "a day, `2027-03-31`".to_owned(),
                _ => self.takes(&self.schema["definitions"][name]),
            };
        }
        let list = |key: &str| {
            field
                .get(key)
                .and_then(Value::as_array)
                .map(Vec::as_slice)
                .unwrap_or_default()
        };
        if field["properties"].get("outdated-term").is_some() {
            return format!(
                "a table, by [row](rules/_index.md): {}",
                self.takes(&field["additionalProperties"])
            );
        }
        if let Some(only) = field.get("const").and_then(Value::as_str) {
            return format!("`{only}`");
        }
        let words = |values: &[Value]| {
            let words: Vec<String> = values
                .iter()
                .filter_map(Value::as_str)
                .map(|word| format!("`{word}`"))
                .collect();
            words.join(" ")
        };
        if !list("enum").is_empty() {
            return words(list("enum"));
        }
        if !list("oneOf").is_empty() {
            let all: Vec<String> = list("oneOf").iter().map(|one| self.takes(one)).collect();
            return all.join(" ");
        }
        for key in ["allOf", "anyOf"] {
            let mut all: Vec<String> = Vec::new();
            for one in list(key)
                .iter()
                .filter(|one| one.get("type").is_none_or(|kind| kind != "null"))
            {
                let told = self.takes(one);
                if !all.contains(&told) {
                    all.push(told);
                }
            }
            if let [one, many] = &all[..]
                && *many == format!("a list: {one}")
            {
                return format!("{one}, or a list");
            }
            if !all.is_empty() {
                return all.join(", or ");
            }
        }
        if field.get("pattern").is_some() && !list("examples").is_empty() {
            return words(list("examples"));
        }
        let kind = match field.get("type") {
            Some(Value::String(kind)) => kind.as_str(),
            Some(Value::Array(kinds)) => kinds
                .iter()
                .filter_map(Value::as_str)
                .find(|kind| *kind != "null")
                .unwrap_or(""),
            _ => "",
        };
        match kind {
            "string" => "text".to_owned(),
            "boolean" => "`true` `false`".to_owned(),
            "integer" | "number" => "a number".to_owned(),
            "array" => match field.get("items") {
                Some(items) => format!("a list: {}", self.takes(items)),
                None => "a list".to_owned(),
            },
            "object" if by_context(field) => "a table of these by context".to_owned(),
            "object" if field.get("properties").is_some() => "a table, see below".to_owned(),
            "object" => match field.get("additionalProperties") {
                Some(inner) if inner.is_object() => format!("a table of {}", self.takes(inner)),
                _ => "a table".to_owned(),
            },
            _ => "anything".to_owned(),
        }
    }
}
