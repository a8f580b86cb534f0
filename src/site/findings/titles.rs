//! Two pages of one kind with one title, for the same readers.

use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::site::admit::Readers;
use crate::site::library::{Library, Page, PageRole};
use crate::site::load::at_key;
use crate::source::Problem;
use rustc_hash::FxHashMap;

/// Findings of `duplicate-title`, at each page but the first.
pub(super) fn found(library: &Library, linter: &Linter, editions: &[Readers]) -> Vec<Diagnostic> {
    if !linter.takes_part("duplicate-title") {
        return Vec::new();
    }
    let mut by_title: FxHashMap<String, Vec<&Page>> = FxHashMap::default();
    let mut found = Vec::new();
    for page in &library.pages {
        let words: Vec<&str> = page.title.split_whitespace().collect();
        let title = words.join(" ").to_lowercase();
        let alike = by_title.entry(title).or_default();
        let first = alike.iter().find(|other| {
            let both = |readers: &Readers| {
                readers.may_have(&other.fields.marks()) && readers.may_have(&page.fields.marks())
            };
            is_section(other) == is_section(page)
                && other.fields.kind == page.fields.kind
                && editions.iter().any(both)
        });
        if let Some(first) = first {
            let message = format!("{} has the same title.", first.text.path());
            let help = "Say in the title what tells this page from the other.";
            found.extend(super::finding(
                linter,
                "duplicate-title",
                &place(page, message),
                help,
            ));
        }
        alike.push(page);
    }
    found
}

fn is_section(page: &Page) -> bool {
    page.role != PageRole::Page
}

/// The title, in front matter or as the first heading.
fn place(page: &Page, message: String) -> Problem {
    let source = &page.text.source;
    let heading = || {
        let line = format!("# {}", page.title);
        let at = source.text.find(&line)?;
        Some(source.problem(at..at + line.len(), message.clone()))
    };
    match page.fields.title {
        None => heading().unwrap_or_else(|| at_key(source, "title", message.clone())),
        Some(_) => at_key(source, "title", message),
    }
}
