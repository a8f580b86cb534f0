//! What the versions of an edition read like, and what changed between them.
//!
//! 1. Each version becomes plain texts: pages, statements, decks, terms, with their addresses.
//! 2. Each version is compared with the one before it; a text's history is its way through these.
//!
//! The versions come parted for the edition: what its readers must not see is in none of the texts.

use super::build::Prepared;
use super::library::{DeckPage, Library, Statement, Term, Text};
use super::model::{self, Model};
use crate::changes::{Comparison, PageText, compare};
use crate::markdown;
use std::collections::BTreeMap;

/// A version as texts.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its name.
    pub name: String,
    /// Where it stands in the site: empty, or `versions/2026.1/`.
    pub prefix: String,
    /// Its texts.
    pub texts: Vec<PageText>,
    /// The addresses of the texts, from the root of the version, by path.
    pub urls: BTreeMap<String, String>,
}

impl Reading {
    /// Reads a version.
    #[must_use]
    pub fn new(prepared: &Prepared, prefix: &str) -> Self {
        let mut reading = Self {
            name: prepared.snapshot.name.clone(),
            prefix: prefix.to_owned(),
            texts: Vec::new(),
            urls: BTreeMap::new(),
        };
        reading.read(&prepared.model);
        reading
    }

    fn read(&mut self, model: &Model) {
        let Library {
            pages,
            statements,
            decks,
            terms,
            ..
        } = &model.library;
        for page in pages {
            let mut text = page.fields.description.clone().unwrap_or_default();
            lines(&page.text, &mut text);
            let aliases = page.fields.aliases.0.clone();
            self.add(page.text.path(), &page.title, text, &page.url, aliases);
        }
        for statement in statements {
            let name = model.name_of(&statement.fields.hyperscaler);
            let title = format!("Credentials for {name}");
            let text = statement_text(statement);
            let path = statement.text.path();
            self.add(path, &title, text, &statement.url, Vec::new());
        }
        for deck in decks {
            let path = deck.text.path();
            self.add(path, &deck.title, deck_text(deck), &deck.url, Vec::new());
        }
        for term in terms {
            let url = model::term_url(&term.slug);
            let text = term_text(term);
            self.add(&term.key(), &term.term, text, &url, Vec::new());
        }
    }

    fn add(&mut self, path: &str, title: &str, text: String, url: &str, aliases: Vec<String>) {
        self.urls.insert(path.to_owned(), url.to_owned());
        self.texts.push(PageText {
            path: path.to_owned(),
            title: title.to_owned(),
            text,
            aliases,
        });
    }

    /// The address of a text from the top of the site.
    #[must_use]
    pub fn url(&self, path: &str) -> Option<String> {
        let url = self.urls.get(path)?;
        Some(format!("{}{url}", self.prefix))
    }
}

fn term_text(term: &Term) -> String {
    let mut out = String::new();
    if !term.fields.aliases.0.is_empty() {
        line(
            &mut out,
            &format!("Also: {}", term.fields.aliases.0.join(", ")),
        );
    }
    if let Some(successor) = &term.fields.replaced_by {
        line(&mut out, &format!("Replaced by: {successor}"));
    }
    lines(&term.text, &mut out);
    out
}

fn statement_text(statement: &Statement) -> String {
    let mut out = String::new();
    for (_, label, text) in statement.fields.points() {
        line(&mut out, &format!("{label}: {text}"));
    }
    lines(&statement.text, &mut out);
    out
}

/// What a reader of the catalogue decides by, the talk track, and the titles of the slides.
fn deck_text(deck: &DeckPage) -> String {
    let fields = &deck.fields;
    let mut out = String::new();
    if let Some(status) = fields.status {
        line(&mut out, &format!("Status: {}", status.as_str()));
    }
    let contexts: Vec<&str> = fields.contexts.iter().map(|one| one.as_str()).collect();
    if !contexts.is_empty() {
        line(&mut out, &format!("For: {}", contexts.join(", ")));
    }
    if let Some(expires) = fields.expires {
        line(&mut out, &format!("Expires: {}", expires.0));
    }
    lines(&deck.text, &mut out);
    for slide in deck.file.iter().flat_map(|file| &file.slides) {
        if !slide.title.is_empty() {
            line(&mut out, &format!("Slide: {}", slide.title));
        }
    }
    out
}

/// The headings and paragraphs of a text, each a line.
fn lines(text: &Text, out: &mut String) {
    for section in markdown::text(text.body()) {
        let heading = section.heading.and_then(|at| text.outline.headings.get(at));
        if let Some(heading) = heading {
            line(out, &heading.text);
        }
        line(out, &section.text);
    }
}

fn line(out: &mut String, text: &str) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str(text);
}

/// The versions as texts, and the way of each text of the latest through them.
#[derive(Debug, Clone)]
pub struct Past {
    /// The versions, the latest first.
    pub readings: Vec<Reading>,
    /// By the address of a text that has a history worth telling, since some version shows it otherwise:
    /// where it stands among the texts of each reading, as far back as it goes.
    traces: BTreeMap<String, Vec<usize>>,
}

impl Past {
    /// Compares each version with the one before it.
    #[must_use]
    pub fn new(readings: Vec<Reading>) -> Self {
        let steps: Vec<Comparison<'_>> = readings
            .windows(2)
            .map(|pair| compare(&pair[1].texts, &pair[0].texts))
            .collect();
        let places: Vec<BTreeMap<&str, usize>> = readings
            .iter()
            .map(|reading| {
                let texts = reading.texts.iter().enumerate();
                texts.map(|(at, text)| (text.path.as_str(), at)).collect()
            })
            .collect();
        let mut traces = BTreeMap::new();
        let latest = readings.first().map_or(&[][..], |latest| &latest.texts);
        for (at, text) in latest.iter().enumerate() {
            let mut trace = vec![at];
            let mut path = text.path.as_str();
            for (step, places) in steps.iter().zip(&places[1..]) {
                let Some(before) = step.before(path) else {
                    break;
                };
                let Some(&place) = places.get(before.path.as_str()) else {
                    break;
                };
                trace.push(place);
                path = &before.path;
            }
            let texts = trace.iter().zip(&readings);
            let texts: Vec<&PageText> = texts.map(|(&at, one)| &one.texts[at]).collect();
            let differ = |pair: &[&PageText]| {
                let [new, old] = pair else { return false };
                new.path != old.path || new.title != old.title || new.text != old.text
            };
            if (trace.len() < readings.len() || texts.windows(2).any(differ))
                && let Some(url) = readings[0].urls.get(&text.path)
            {
                traces.insert(url.clone(), trace);
            }
        }
        Self { readings, traces }
    }

    /// The addresses of the texts that have a history worth telling.
    pub fn with_history(&self) -> impl Iterator<Item = &str> {
        self.traces.keys().map(String::as_str)
    }

    /// The text at an address of the latest version in each version, the latest first, as far back as it
    /// goes; empty where there is no history worth telling.
    #[must_use]
    pub fn trace(&self, url: &str) -> Vec<&PageText> {
        let trace = self.traces.get(url).map_or(&[][..], Vec::as_slice);
        let texts = trace.iter().zip(&self.readings);
        texts.map(|(&at, one)| &one.texts[at]).collect()
    }

    /// Whether the text at an address has a history worth telling.
    #[must_use]
    pub fn has_history(&self, url: &str) -> bool {
        self.traces.contains_key(url)
    }
}
