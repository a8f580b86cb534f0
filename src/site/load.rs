//! Reads a whole playbook, with every mistake in every file.
//!
//! 1. Each file under `content/` is given its role by its path.
//! 2. All are read and parsed, on all cores: front matter, and what the body holds.
//! 3. Decks are joined to what their files say.
//! 4. What only shows when all is known is checked: two files at one address, a title that is
//!    missing, a hyperscaler nobody knows.

mod decks;
mod references;
mod terms;

use super::address::{self, CONTENT, Role};
use super::library::{
    DeckPage, Hyperscalers, Library, Page, PageRole, Snippet, Statement, Term, Text,
};
use super::links::INVALID_PAGE;
use crate::fs::{Listing, Tree};
use crate::markdown;
use crate::playbook::data::DataFile;
use crate::playbook::{CredentialsFields, FrontMatter, PageFields};
use crate::source::{Problem, Source, nearest};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

/// The largest text file that is read, in bytes.
pub(super) const TEXT_LIMIT: u64 = 4 << 20;

/// What reading depends on beside the files.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// The hyperscalers that have a pack, by id.
    pub hyperscalers: Hyperscalers,
    /// What authors may write in Markdown.
    pub markdown: markdown::Options,
    /// Whether decks are opened for their slides. A version of long ago may do without.
    pub read_decks: bool,
}

/// Reads the playbook that lies in a tree: what could be read, and every mistake in every file, sorted
/// by place.
#[must_use]
pub fn load(tree: &dyn Tree, options: &LoadOptions) -> (Library, Vec<Problem>) {
    let listing = tree.list(CONTENT);
    // A deck takes as long as a dozen pages, so that each file is handed out by itself.
    let files = listing.files.par_iter().with_max_len(1);
    let read: Vec<Read> = files.map(|path| item(tree, path, options)).collect();
    assemble(&listing, &read, options)
}

/// A file of the playbook, read and typed, or what is wrong with it.
pub(super) type Read = Result<Item, Vec<Problem>>;

/// Puts what the files came to together, in the order of the listing, and checks what only shows when
/// all is known.
pub(super) fn assemble<'a>(
    listing: &Listing,
    read: impl IntoIterator<Item = &'a Read>,
    options: &LoadOptions,
) -> (Library, Vec<Problem>) {
    let mut problems: Vec<Problem> = Vec::new();
    problems.extend(
        listing
            .refused
            .iter()
            .map(|error| whole(CONTENT, error.to_string())),
    );
    problems.extend(listing.outside.iter().map(|path| {
        let message = "it is a link that leads out of the playbook; put the file itself here";
        whole(path, message)
    }));
    let mut library = Library::default();
    library.unread.extend(listing.outside.iter().cloned());
    for item in read {
        match item {
            Ok(item) => item.shelve(&mut library),
            Err(found) => {
                library
                    .unread
                    .extend(found.iter().map(|problem| problem.file.clone()));
                problems.extend_from_slice(found);
            }
        }
    }
    library.terms.sort_by(terms::order);
    problems.extend(twice(&library));
    problems.extend(references::unknown(&library));
    problems.extend(unknown_hyperscalers(&library, &options.hyperscalers));
    let mut problems: Vec<Problem> = problems.into_iter().map(ruled).collect();
    problems.sort_by(|a, b| a.key().cmp(&b.key()));
    problems.dedup();
    (library, problems)
}

/// What one file came to.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Page(Arc<Page>),
    Snippet(Arc<Snippet>),
    Terms(Vec<Arc<Term>>),
    Statement(Arc<Statement>),
    Deck(Arc<DeckPage>),
    Data(Arc<DataFile>),
    File(String),
}

impl Item {
    pub(super) fn shelve(&self, library: &mut Library) {
        match self {
            Self::Page(page) => library.pages.push(Arc::clone(page)),
            Self::Snippet(snippet) => library.snippets.push(Arc::clone(snippet)),
            Self::Terms(terms) => library.terms.extend(terms.iter().cloned()),
            Self::Statement(statement) => library.statements.push(Arc::clone(statement)),
            Self::Deck(deck) => library.decks.push(Arc::clone(deck)),
            Self::Data(file) => library.data.push(Arc::clone(file)),
            Self::File(path) => library.files.push(path.clone()),
        }
    }
}

/// Whether a file under `content/` is no text of the playbook: a picture, an attachment.
pub(super) fn is_file(path: &str) -> bool {
    address::role(path) == Role::File
}

/// Reads one file under `content/`.
pub(super) fn item(tree: &dyn Tree, path: &str, options: &LoadOptions) -> Read {
    match address::role(path) {
        Role::File => Ok(Item::File(path.to_owned())),
        _ => parse(tree, read(tree, path)?, options),
    }
}

/// Types a text file under `content/`. A page of the catalogue reads its deck.
pub(super) fn parse(tree: &dyn Tree, source: Source, options: &LoadOptions) -> Read {
    let typed = typed(tree, source, options);
    typed.map_err(|problems| problems.into_iter().map(ruled).collect())
}

/// A problem of a file of the playbook: each breaks a rule.
fn ruled(mut problem: Problem) -> Problem {
    problem.rule.get_or_insert(INVALID_PAGE);
    problem
}

fn typed(tree: &dyn Tree, source: Source, options: &LoadOptions) -> Read {
    match address::role(&source.name) {
        Role::Page(role) => page(source, role, options).map(|page| Item::Page(Arc::new(page))),
        Role::Snippet => {
            text(source, 0, options).map(|text| Item::Snippet(Arc::new(Snippet { text })))
        }
        Role::TermList => {
            let terms = terms::list(source, options)?;
            Ok(Item::Terms(terms.into_iter().map(Arc::new).collect()))
        }
        Role::Term => terms::file(source, options).map(|term| Item::Terms(vec![Arc::new(term)])),
        Role::Statement => statement(source, options).map(|one| Item::Statement(Arc::new(one))),
        Role::Deck => decks::page(tree, source, options).map(|deck| Item::Deck(Arc::new(deck))),
        Role::Data => DataFile::read(source).map(|file| Item::Data(Arc::new(file))),
        Role::File => Ok(Item::File(source.name)),
    }
}

/// Reads a text file.
pub(super) fn read(tree: &dyn Tree, path: &str) -> Result<Source, Vec<Problem>> {
    let refused = |why: String| vec![ruled(whole(path, why))];
    let bytes = tree
        .read(path, TEXT_LIMIT)
        .map_err(|error| refused(error.to_string()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(path, text)),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let good = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
            let source = Source::new(path, good);
            let message = "from here on it is not UTF-8 text; save it as UTF-8";
            Err(vec![source.problem(at..at, message)])
        }
    }
}

/// A body, looked through. Its mistakes are those of the file.
pub(super) fn text(
    source: Source,
    body_start: usize,
    options: &LoadOptions,
) -> Result<Text, Vec<Problem>> {
    let outline = markdown::outline(&source.text[body_start..], &options.markdown);
    if outline.mistakes.is_empty() {
        return Ok(Text {
            source,
            body_start,
            outline,
        });
    }
    Err(outline
        .mistakes
        .iter()
        .map(|mistake| {
            let span = mistake.span.start + body_start..mistake.span.end + body_start;
            source.problem(span, mistake.message.clone())
        })
        .collect())
}

/// A file's fields and where its body begins. Without front matter all fields are absent.
pub(super) fn fields<T: serde::de::DeserializeOwned>(
    source: &Source,
) -> Result<(T, usize), Vec<Problem>> {
    match FrontMatter::find(source).map_err(|problem| vec![problem])? {
        Some(front) => Ok((front.parse()?, front.body())),
        None => match serde_yaml::from_str("{}") {
            Ok(fields) => Ok((fields, 0)),
            Err(_) => {
                let message = "it has no front matter; begin it with '---' lines around its fields";
                Err(vec![source.problem_at(1, 1, 1, message)])
            }
        },
    }
}

/// Both halves of a file, with the mistakes of both.
pub(super) fn both<T: serde::de::DeserializeOwned>(
    source: Source,
    options: &LoadOptions,
) -> Result<(T, Text), Vec<Problem>> {
    match fields::<T>(&source) {
        Ok((fields, start)) => Ok((fields, text(source, start, options)?)),
        Err(mut problems) => {
            // The body is looked through all the same, so that one run tells everything.
            let start = FrontMatter::find(&source)
                .ok()
                .flatten()
                .map(|front| front.body());
            if let Some(Err(more)) = start.map(|start| text(source, start, options)) {
                problems.extend(more);
            }
            Err(problems)
        }
    }
}

fn page(source: Source, role: PageRole, options: &LoadOptions) -> Result<Page, Vec<Problem>> {
    let url = address::url(&source.name);
    let (fields, mut text): (PageFields, Text) = both(source, options)?;
    let mut problems = Vec::new();
    let written = fields
        .title
        .as_deref()
        .map(str::trim)
        .filter(|title| !title.is_empty());
    let heading = text
        .outline
        .headings
        .first()
        .map(|heading| heading.text.trim());
    let title = written
        .or(heading.filter(|title| !title.is_empty()))
        .map(str::to_owned);
    if written.is_none() && title.is_some() {
        text = without_title(text, options)?;
    }
    if title.is_none() {
        let message = "the page has no title; give it one: 'title: …' in its front matter";
        problems.push(text.source.problem_at(1, 1, 3, message));
    }
    for alias in &fields.aliases.0 {
        if let Err(message) = super::redirects::path(alias) {
            problems.push(at_key(&text.source, "aliases", message));
        }
    }
    match title {
        Some(title) if problems.is_empty() => Ok(Page {
            text,
            fields,
            title,
            role,
            url,
        }),
        _ => Err(problems),
    }
}

/// A text that begins with the heading it takes its title from, without that heading: the theme shows
/// titles.
fn without_title(text: Text, options: &LoadOptions) -> Result<Text, Vec<Problem>> {
    let blank = text.body().len() - text.body().trim_start().len();
    match text.outline.headings.first() {
        Some(heading) if heading.span.start == blank && text.body()[blank..].starts_with("# ") => {
            let start = text.body_start + heading.span.end;
            self::text(text.source, start, options)
        }
        _ => Ok(text),
    }
}

fn statement(source: Source, options: &LoadOptions) -> Result<Statement, Vec<Problem>> {
    let url = address::url(&source.name);
    let (fields, text): (CredentialsFields, Text) = both(source, options)?;
    Ok(Statement { text, fields, url })
}

/// Folders of a site that no file of the playbook stands for.
const OWN_FOLDERS: [&str; 8] = [
    "assets",
    "calendars",
    "changes",
    "schemas",
    "search",
    "tags",
    "updates",
    "versions",
];

/// Pages of a site that a file of the playbook may speak on, and no old address may lead from.
const OWN_PAGES: [&str; 5] = [
    "404.html",
    "credentials/",
    "decks/",
    "glossary/",
    "index.html",
];

/// Two files that would stand at one address, two terms of one name, two data files or statements.
fn twice(library: &Library) -> Vec<Problem> {
    let mut claims: Vec<(String, &Source, u32, String)> = Vec::new();
    let mut problems = Vec::new();
    for page in &library.pages {
        let folder = page.url.split('/').next().unwrap_or_default();
        if OWN_FOLDERS.contains(&folder) {
            let message = format!(
                "the folder '/{folder}/' is where rightdeck writes files of its own; call this one otherwise"
            );
            problems.push(page.text.source.problem_at(1, 1, 3, message));
        }
        let what = format!("the address '/{}'", page.url);
        claims.push((page.url.clone(), &page.text.source, 1, what));
    }
    for deck in &library.decks {
        let what = format!("the address '/{}'", deck.url);
        claims.push((deck.url.clone(), &deck.text.source, 1, what));
    }
    for statement in &library.statements {
        let id = &statement.fields.hyperscaler;
        let what = format!("the statement for '{id}'");
        claims.push((format!("statement {id}"), &statement.text.source, 1, what));
    }
    for term in &library.terms {
        let what = format!("the term '{}'", term.term);
        let key = format!("glossary/{}/", term.slug);
        claims.push((key, &term.text.source, term.line, what));
    }
    for file in &library.data {
        let what = format!("the data file '{}'", file.name);
        claims.push((format!("data {}", file.name), &file.source, 1, what));
    }
    let mut taken: BTreeMap<String, &str> = BTreeMap::new();
    for (key, source, line, what) in claims {
        // Addresses that differ only in case are one file on some disks.
        match taken.entry(key.to_lowercase()) {
            Entry::Vacant(free) => {
                free.insert(&source.name);
            }
            Entry::Occupied(first) => {
                let message = format!("{what} stands in {} already; keep one", first.get());
                problems.push(source.problem_at(line, 1, 3, message));
            }
        }
    }
    for page in &library.pages {
        for alias in &page.fields.aliases.0 {
            let Ok(old) = super::redirects::path(alias) else {
                continue;
            };
            let folder = old.split('/').next().unwrap_or_default();
            let own = OWN_FOLDERS.contains(&folder) || OWN_PAGES.contains(&old.as_str());
            let message = match taken.entry(old.to_lowercase()) {
                _ if own => format!(
                    "'/{old}' is where rightdeck writes a page of its own; take this alias out"
                ),
                Entry::Occupied(first) => format!(
                    "the old address '/{old}' stands in {} already; keep one",
                    first.get()
                ),
                Entry::Vacant(free) => {
                    free.insert(&page.text.source.name);
                    continue;
                }
            };
            problems.push(at_key(&page.text.source, "aliases", message));
        }
    }
    problems
}

/// Hyperscalers that have no pack.
fn unknown_hyperscalers(library: &Library, known: &Hyperscalers) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |source: &Source, key: &str, ids: &[String], or_none: bool| {
        for id in ids {
            if or_none && id == "none" {
                continue;
            }
            if let Some(message) = unknown(id, known) {
                problems.push(at_key(source, key, message));
            }
        }
    };
    for page in &library.pages {
        check(
            &page.text.source,
            "hyperscalers",
            &page.fields.hyperscalers.0,
            false,
        );
    }
    for deck in &library.decks {
        let ids = deck
            .fields
            .hyperscaler
            .as_ref()
            .map_or(&[][..], |ids| &ids.0);
        check(&deck.text.source, "hyperscaler", ids, true);
    }
    for statement in &library.statements {
        let ids = std::slice::from_ref(&statement.fields.hyperscaler);
        check(&statement.text.source, "hyperscaler", ids, false);
    }
    for term in &library.terms {
        let ids = term
            .fields
            .hyperscaler
            .as_ref()
            .map_or(&[][..], |ids| &ids.0);
        check(&term.text.source, "hyperscaler", ids, false);
    }
    for file in &library.data {
        check(
            &file.source,
            "hyperscalers",
            &file.marks.hyperscalers,
            false,
        );
    }
    for file in &library.data {
        for id in file.data.hyperscalers() {
            if let Some(message) = unknown(id, known) {
                problems.push(file.problem_at(id, message));
            }
        }
    }
    problems
}

/// What is wrong with the name of a hyperscaler; None where it has a pack.
fn unknown(id: &str, known: &Hyperscalers) -> Option<String> {
    if known.contains_key(id) {
        return None;
    }
    let names = known.keys().map(String::as_str);
    Some(match nearest(id, names.clone()) {
        Some(near) => format!("there is no hyperscaler '{id}'; did you mean '{near}'?"),
        None => {
            let list: Vec<_> = names.collect();
            let list = list.join(", ");
            format!("there is no hyperscaler '{id}'; known are {list}")
        }
    })
}

/// A problem at a key of a file's front matter.
pub(super) fn at_key(source: &Source, key: &str, message: impl Into<String>) -> Problem {
    match FrontMatter::find(source) {
        Ok(Some(front)) => front.problem_at_key(key, message),
        _ => source.problem_at(1, 1, 1, message),
    }
}

/// A problem with a whole file.
pub(super) fn whole(path: &str, message: impl Into<String>) -> Problem {
    Source::new(path, "").problem_at(1, 1, 1, message)
}
