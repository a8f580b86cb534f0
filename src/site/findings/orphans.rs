//! What lies in the playbook and no reader gets to.

use super::looked::{Leads, Looked};
use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::site::library::{Library, PageRole};
use crate::site::links::is_picture;
use crate::site::load::whole;
use crate::source::Problem;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Attachments that somebody puts beside pages, by their extensions.
const ATTACHMENTS: [&str; 10] = [
    "csv", "docx", "mov", "mp3", "mp4", "pdf", "txt", "webm", "xlsx", "zip",
];

/// Findings of `orphan-page`.
pub(super) fn found(library: &Library, linter: &Linter, looked: &[Arc<Looked>]) -> Vec<Diagnostic> {
    // What cannot be read may be what leads there.
    if !linter.takes_part("orphan-page") || !library.unread.is_empty() {
        return Vec::new();
    }
    let mut of_data = Leads::default();
    for file in &library.data {
        for line in file.data.texts() {
            of_data.line(&file.source.name, &line);
        }
    }
    let led: Vec<&Leads> = looked
        .iter()
        .map(|one| &one.leads)
        .chain([&of_data])
        .collect();
    let paths: FxHashSet<&str> = all(&led, |leads| &leads.paths);
    let data: FxHashSet<&str> = all(&led, |leads| &leads.data);
    let snippets: FxHashSet<&str> = all(&led, |leads| &leads.snippets);
    let mut orphans: Vec<(Problem, &str)> = Vec::new();
    for page in &library.pages {
        let path = page.text.path();
        let address = format!("content/{}", page.url.trim_end_matches('/'));
        let listed = page.role != PageRole::Page
            || page.url.trim_end_matches('/').contains('/')
            || !page.fields.tags.0.is_empty();
        if !listed && !paths.contains(path) && !paths.contains(address.as_str()) {
            let message = "Nothing leads to this page: it lies in no folder, so no list shows it, and no text links to it.";
            let at = crate::site::load::at_key(&page.text.source, "title", message);
            orphans.push((at, "Link to it, move it into a folder, or delete it."));
        }
    }
    for snippet in &library.snippets {
        let path = snippet.text.path();
        if !snippets.contains(path) {
            let at = whole(path, "No text includes this snippet.");
            orphans.push((at, "Include it where it belongs, or delete it."));
        }
    }
    for file in &library.data {
        if !data.contains(file.name.as_str()) {
            let at = whole(&file.source.name, "No text shows this data file.");
            orphans.push((at, "Show it where it belongs, or delete it."));
        }
    }
    for path in library.files.iter().filter(|path| is_attachment(path)) {
        if !paths.contains(path.as_str()) {
            let message = "No text shows this file or links to it, so it is in no edition.";
            orphans.push((whole(path, message), "Link to it, or delete it."));
        }
    }
    let orphans = orphans.iter();
    let found = orphans.filter_map(|(at, help)| super::finding(linter, "orphan-page", at, help));
    found.collect()
}

fn all<'a>(led: &[&'a Leads], of: fn(&Leads) -> &Vec<String>) -> FxHashSet<&'a str> {
    let each = led.iter().flat_map(|leads| of(leads));
    each.map(String::as_str).collect()
}

/// Pictures, and what else is made to be linked to. Beside decks lie decks in other forms.
fn is_attachment(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    is_picture(path)
        || ATTACHMENTS.contains(&extension.as_str()) && !path.starts_with("content/decks/")
}
