//! Everything in a playbook, read once, before anybody asks who may see what.
//!
//! Each item keeps its file's text, so that what is said later of a place can show it.

use super::address;
use crate::lint::Hyperscaler;
use crate::markdown::{Outline, Shortcode};
use crate::playbook::data::DataFile;
use crate::playbook::{CredentialsFields, DeckFields, Marks, PageFields, TermFields};
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A playbook, read.
#[derive(Debug, Default, Clone)]
pub struct Library {
    /// Pages, sections and the home page, by their file.
    pub pages: Vec<Arc<Page>>,
    /// Pieces of Markdown that pages include, by their file.
    pub snippets: Vec<Arc<Snippet>>,
    /// The glossary, by term.
    pub terms: Vec<Arc<Term>>,
    /// The statements, by hyperscaler.
    pub statements: Vec<Arc<Statement>>,
    /// The catalogue, by file.
    pub decks: Vec<Arc<DeckPage>>,
    /// Files of `content/data/`, by name.
    pub data: Vec<Arc<DataFile>>,
    /// Every other file under `content/`: pictures, attachments. They are published only where
    /// something that is published shows them.
    pub files: Vec<String>,
    /// Files that hold mistakes and so are none of the above. What seems to be missing may stand in
    /// one of them.
    pub unread: BTreeSet<String>,
}

impl Library {
    /// The data file of that name.
    #[must_use]
    pub fn data(&self, name: &str) -> Option<&DataFile> {
        let file = self.data.iter().find(|file| file.name == name);
        file.map(|file| &**file)
    }

    /// Whether a file that could not be read has this path, or lies in this folder.
    #[must_use]
    pub fn may_be_unread(&self, path: &str) -> bool {
        let folder = path.strip_suffix('/').unwrap_or(path);
        self.unread.iter().any(|file| {
            let rest = file.strip_prefix(folder);
            file == path || rest.is_some_and(|rest| rest.starts_with(['/', '.']))
        })
    }

    /// The files of the playbook that hold text, by path; a list of terms as often as it has terms.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let snippets = self.snippets.iter().map(|snippet| snippet.text.path());
        let data = self.data.iter().map(|file| file.source.name.as_str());
        self.texts().map(Text::path).chain(snippets).chain(data)
    }

    /// All texts that stand for themselves; snippets are not among them.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let pages = self.pages.iter().map(|page| &page.text);
        let terms = self.terms.iter().map(|term| &term.text);
        let statements = self.statements.iter().map(|statement| &statement.text);
        let decks = self.decks.iter().map(|deck| &deck.text);
        pages.chain(terms).chain(statements).chain(decks)
    }
}

/// A file of Markdown: its front matter has been read, its body is looked through.
#[derive(Debug, Clone)]
pub struct Text {
    /// The file.
    pub source: Source,
    /// Where the body begins in it, in bytes.
    pub body_start: usize,
    /// What the body holds.
    pub outline: Outline,
}

impl Text {
    /// The file's path, relative to the project.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.source.name
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.source.text[self.body_start..]
    }

    /// The files that the body includes, as paths from the project.
    pub fn includes(&self) -> impl Iterator<Item = String> {
        let calls = self.outline.calls.iter();
        let includes = calls.filter(|call| call.shortcode == Shortcode::Include);
        includes.filter_map(|call| included(self.path(), call.value("path")?))
    }
}

/// The file that `{{ include "…" }}` names: from the folder of the file that includes it, or, with
/// a leading slash, from `content/`.
#[must_use]
pub fn included(from: &str, path: &str) -> Option<String> {
    match path.strip_prefix('/') {
        Some(path) => address::join(address::CONTENT, path),
        None => address::join(from.rsplit_once('/').map_or("", |(folder, _)| folder), path),
    }
}

/// What a page is among pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageRole {
    /// `content/index.md`.
    Home,
    /// `_index.md` (or `index.md`): it speaks for its folder.
    Section,
    /// Any other page.
    Page,
}

/// A page.
#[derive(Debug)]
pub struct Page {
    /// Its text.
    pub text: Text,
    /// What its front matter says.
    pub fields: PageFields,
    /// Its title, from front matter or its first heading.
    pub title: String,
    /// What it is.
    pub role: PageRole,
    /// Its address from the root of a version: `playbook/co-sell/`, and empty for the home page.
    pub url: String,
}

/// A piece of Markdown that pages include. It has no audience of its own: it is seen where its
/// pages are, so it is withheld only where no page that is published includes it.
#[derive(Debug)]
pub struct Snippet {
    /// Its text.
    pub text: Text,
}

/// A glossary term.
#[derive(Debug, Clone)]
pub struct Term {
    /// The term.
    pub term: String,
    /// Its part of the address.
    pub slug: String,
    /// What is said of it.
    pub fields: TermFields,
    /// What it means: the file's body, or the entry's `definition`.
    pub text: Text,
    /// The line of the file on which it begins.
    pub line: u32,
}

impl Term {
    /// What tells it from all others: its file; where that is a list, its slug too.
    #[must_use]
    pub fn key(&self) -> String {
        let path = self.text.path();
        if path.ends_with(".md") {
            path.to_owned()
        } else {
            format!("{path}#{}", self.slug)
        }
    }

    /// What it is called, in lower case: its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let names = std::iter::once(&self.term).chain(&self.fields.aliases.0);
        names.map(|name| name.to_lowercase())
    }
}

/// A credentials statement.
#[derive(Debug)]
pub struct Statement {
    /// Its delivery notes.
    pub text: Text,
    /// Its points.
    pub fields: CredentialsFields,
    /// `credentials/aws/`.
    pub url: String,
}

impl Statement {
    /// For whom it is.
    #[must_use]
    pub fn marks(&self) -> Marks {
        Marks {
            audience: self.fields.audience,
            hyperscalers: vec![self.fields.hyperscaler.clone()],
        }
    }
}

/// A page of the deck catalogue, with what its deck says of itself.
#[derive(Debug, Clone)]
pub struct DeckPage {
    /// Its talk track.
    pub text: Text,
    /// What its front matter says.
    pub fields: DeckFields,
    /// Its title.
    pub title: String,
    /// The page's own name: `why-quillfish-aws`.
    pub slug: String,
    /// `decks/why-quillfish-aws/`.
    pub url: String,
    /// The path of the deck's file, as the page names it.
    pub named: String,
    /// The deck's file, where it is there and can be read.
    pub file: Option<DeckFile>,
}

/// What a deck's file says of itself.
#[derive(Debug, Clone)]
pub struct DeckFile {
    /// Its path, relative to the project.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// Its slides in the order of the show.
    pub slides: Vec<SlideText>,
}

/// A slide, as the catalogue and the search see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlideText {
    /// Counted from 1.
    pub number: u32,
    /// Its title; empty where it has none.
    pub title: String,
    /// Skipped in the show.
    pub hidden: bool,
    /// What stands on it, paragraphs by line.
    pub body: String,
    /// What the speaker says.
    pub notes: String,
}

/// Hyperscalers by their ids.
pub type Hyperscalers = BTreeMap<String, Hyperscaler>;
