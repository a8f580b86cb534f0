//! Glossary terms, one a file or many in a list.

use super::{LoadOptions, both, text};
use crate::playbook::{TermFields, yaml};
use crate::site::address;
use crate::site::library::{Term, Text};
use crate::source::{Problem, Source};
use std::cmp::Ordering;
use std::sync::Arc;

/// A term in a file of its own: the body is its definition.
pub(super) fn file(source: Source, options: &LoadOptions) -> Result<Term, Vec<Problem>> {
    let (fields, text): (TermFields, Text) = both(source, options)?;
    let path = text.path();
    let stem = path
        .rsplit('/')
        .next()
        .and_then(|name| name.strip_suffix(".md"))
        .unwrap_or(path);
    let term = fields.term.clone().unwrap_or_else(|| address::words(stem));
    let mut problems = Vec::new();
    if fields.definition.is_some() {
        let message = "the definition of a term in its own file is the text below; move it there";
        problems.push(super::at_key(&text.source, "definition", message));
    } else if text.body().trim().is_empty() {
        let message = format!("'{term}' has no definition; write it below the front matter");
        problems.push(text.source.problem_at(1, 1, 3, message));
    }
    if problems.is_empty() {
        let slug = address::slug(&term);
        Ok(Term {
            term,
            slug,
            fields,
            text,
            line: 1,
        })
    } else {
        Err(problems)
    }
}

/// `glossary.yaml`: a list of terms.
///
/// Each definition is looked through as a text of its own, named for the list; its lines are
/// counted from the entry.
pub(super) fn list(source: Source, options: &LoadOptions) -> Result<Vec<Term>, Vec<Problem>> {
    let lines = entry_lines(&source.text);
    let entries: Vec<TermFields> =
        match serde_yaml::from_str::<Option<Vec<TermFields>>>(&source.text) {
            Ok(entries) => entries.unwrap_or_default(),
            Err(error) => return Err(vec![yaml::problem(&source, &error)]),
        };
    let mut problems = Vec::new();
    let mut terms = Vec::new();
    for (at, fields) in entries.into_iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(1);
        let named = fields.term.clone().filter(|term| !term.trim().is_empty());
        let Some(term) = named else {
            problems.push(source.problem_at(line, 1, 1, "the entry has no 'term'"));
            continue;
        };
        let Some(definition) = fields
            .definition
            .clone()
            .filter(|text| !text.trim().is_empty())
        else {
            let message = format!("'{term}' has no 'definition'");
            problems.push(source.problem_at(line, 1, 1, message));
            continue;
        };
        match text(Source::new(source.name.clone(), definition), 0, options) {
            Ok(text) => {
                let slug = address::slug(&term);
                terms.push(Term {
                    term,
                    slug,
                    fields,
                    text,
                    line,
                });
            }
            // The place inside the definition says little; the entry's line finds it.
            Err(found) => problems.extend(found.into_iter().map(|found| {
                source.problem_at(line, 1, 1, format!("'{term}': {}", found.message))
            })),
        }
    }
    if problems.is_empty() {
        Ok(terms)
    } else {
        Err(problems)
    }
}

/// The lines on which the entries of a list begin.
fn entry_lines(yaml: &str) -> Vec<u32> {
    let numbered = (1..).zip(yaml.lines());
    numbered
        .filter(|(_, line)| line.starts_with("- ") || *line == "-")
        .map(|(at, _)| at)
        .collect()
}

/// The order of the glossary: by letters whatever their case, then exactly.
pub(super) fn order(a: &Arc<Term>, b: &Arc<Term>) -> Ordering {
    let key = |term: &Term| term.term.to_lowercase();
    key(a).cmp(&key(b)).then_with(|| a.term.cmp(&b.term))
}
