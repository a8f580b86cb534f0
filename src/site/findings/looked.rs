//! What the words of a text show: short forms and old names, and what it leads to.

use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::markdown::{self, Address, Link, Shortcode};
use crate::site::library::{self, DeckPage, Library, Page, Snippet, Statement, Term, Text};
use crate::source::Source;
use percent_encoding::percent_decode_str;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::Arc;

/// A text of the playbook.
#[derive(Clone)]
pub(super) enum TextFile {
    Page(Arc<Page>),
    Statement(Arc<Statement>),
    Deck(Arc<DeckPage>),
    Snippet(Arc<Snippet>),
    Term(Arc<Term>),
}

/// All texts of a library.
pub(super) fn texts(library: &Library) -> impl Iterator<Item = TextFile> {
    let pages = library.pages.iter().cloned().map(TextFile::Page);
    let statements = library.statements.iter().cloned().map(TextFile::Statement);
    let decks = library.decks.iter().cloned().map(TextFile::Deck);
    let snippets = library.snippets.iter().cloned().map(TextFile::Snippet);
    let terms = library.terms.iter().cloned().map(TextFile::Term);
    pages
        .chain(statements)
        .chain(decks)
        .chain(snippets)
        .chain(terms)
}

impl TextFile {
    pub(super) fn text(&self) -> &Text {
        match self {
            Self::Page(one) => &one.text,
            Self::Statement(one) => &one.text,
            Self::Deck(one) => &one.text,
            Self::Snippet(one) => &one.text,
            Self::Term(one) => &one.text,
        }
    }

    /// What tells it from all others.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Term(term) => term.key(),
            _ => self.text().path().to_owned(),
        }
    }

    /// Whether it is the very text that was read before.
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Page(a), Self::Page(b)) => Arc::ptr_eq(a, b),
            (Self::Statement(a), Self::Statement(b)) => Arc::ptr_eq(a, b),
            (Self::Deck(a), Self::Deck(b)) => Arc::ptr_eq(a, b),
            (Self::Snippet(a), Self::Snippet(b)) => Arc::ptr_eq(a, b),
            (Self::Term(a), Self::Term(b)) => Arc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Lines of Markdown in its front matter.
    fn lines(&self) -> Vec<&str> {
        match self {
            Self::Page(page) => {
                let updates = page.fields.updates.iter();
                updates.map(|update| update.text.as_str()).collect()
            }
            Self::Statement(statement) => {
                let points = statement.fields.points().into_iter();
                points.map(|(_, _, point)| point).collect()
            }
            Self::Deck(_) | Self::Snippet(_) | Self::Term(_) => Vec::new(),
        }
    }
}

/// What was seen in a text.
#[derive(Debug, Default)]
pub(super) struct Looked {
    /// Short forms that the text does not explain, with their places in the file.
    acronyms: Vec<(Range<usize>, String)>,
    /// Old names, likewise: message, help, the hyperscaler.
    outdated: Vec<(Range<usize>, String, String, Option<String>)>,
    pub(super) leads: Leads,
}

/// What a text leads to and no list does.
#[derive(Debug, Default)]
pub(super) struct Leads {
    /// Files and pages directly in `content/`, by their path or their address below it.
    pub(super) paths: Vec<String>,
    /// Data files, by name.
    pub(super) data: Vec<String>,
    /// Snippets, by path.
    pub(super) snippets: Vec<String>,
}

impl Looked {
    pub(super) fn new(file: &TextFile, linter: &Linter) -> Self {
        let text = file.text();
        let mut looked = Self {
            leads: Leads::of(file),
            ..Self::default()
        };
        // An entry of the glossary may say an old name, and what it explains is explained there.
        let wanted = |rule| linter.takes_part(rule);
        let (acronyms, outdated) = (wanted("undefined-acronym"), wanted("outdated-term"));
        if matches!(file, TextFile::Term(_)) || !(acronyms || outdated) {
            return looked;
        }
        let passages = markdown::passages(text.body());
        let place = |passage: usize, span: &Range<usize>| {
            let at = passages[passage].place(span);
            at.start + text.body_start..at.end + text.body_start
        };
        if acronyms {
            let open = linter.unexplained(&passages).into_iter();
            looked.acronyms = open
                .map(|one| (place(one.passage, &one.span), one.word))
                .collect();
        }
        if outdated {
            let old = linter.outdated(&passages).into_iter();
            looked.outdated = old
                .map(|one| {
                    let at = place(one.passage, &one.span);
                    (at, one.message, one.help, one.hyperscaler)
                })
                .collect();
        }
        looked
    }

    /// What is found, now that the glossary is known.
    pub(super) fn found(
        &self,
        file: &TextFile,
        linter: &Linter,
        glossary: &FxHashSet<&str>,
    ) -> Vec<Diagnostic> {
        let source: &Source = &file.text().source;
        let open = self.acronyms.iter();
        let open = open.filter(|(_, word)| !glossary.contains(word.as_str()));
        let open = open.filter_map(|(span, word)| {
            let message = format!("'{word}' is explained neither here nor in the glossary.");
            let help = "Spell it out where it stands first, or give it an entry in the glossary.";
            let at = source.problem(span.clone(), message);
            super::finding(linter, "undefined-acronym", &at, help)
        });
        let old = self.outdated.iter();
        let old = old.filter_map(|(span, message, help, hyperscaler)| {
            let at = source.problem(span.clone(), message.clone());
            let found = super::finding(linter, "outdated-term", &at, help)?;
            Some(Diagnostic {
                hyperscaler: hyperscaler.clone(),
                ..found
            })
        });
        open.chain(old).collect()
    }
}

impl Leads {
    fn of(file: &TextFile) -> Self {
        let text = file.text();
        let mut leads = Self {
            snippets: text.includes().collect(),
            ..Self::default()
        };
        leads.links(text.path(), &text.outline.links);
        for call in &text.outline.calls {
            match call.shortcode {
                Shortcode::Data => leads.data.push(call.subject().to_owned()),
                Shortcode::Figure => leads.link(text.path(), call.value("src").unwrap_or("")),
                _ => {}
            }
            if let Some(caption) = call.value("caption") {
                leads.line(text.path(), caption);
            }
        }
        for line in file.lines() {
            leads.line(text.path(), line);
        }
        leads
    }

    /// A line of Markdown outside of bodies.
    pub(super) fn line(&mut self, from: &str, line: &str) {
        if !line.contains(['[', '<', '{']) {
            return;
        }
        let outline = markdown::outline(line, &markdown::Options::default());
        self.links(from, &outline.links);
    }

    fn links(&mut self, from: &str, links: &[Link]) {
        for link in links {
            self.link(from, &link.dest);
        }
    }

    fn link(&mut self, from: &str, dest: &str) {
        if markdown::address(dest) != Address::Inside {
            return;
        }
        let path = dest.split(['#', '?']).next().unwrap_or(dest);
        let path = percent_decode_str(path).decode_utf8_lossy();
        if let Some(full) = library::included(from, &path)
            && !path.is_empty()
            && full != from
            && from.strip_suffix(".md") != Some(full.as_str())
            && is_in_no_list(&full)
        {
            self.paths.push(full);
        }
    }
}

/// Pages in folders stand in the list of their folder; whoever leads to them is not asked for.
fn is_in_no_list(path: &str) -> bool {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    !inside.contains('/') || !inside.ends_with(".md")
}
