//! The search index of a version of an edition: what can be found becomes groups, and groups files.

use super::library::{Library, Text};
use super::model::{self, Model};
use super::records::{Record, RecordKind, records};
use crate::config::Audience;
use crate::search::{self, Entry, File, Group, Options, Profile, TextAddress};
use rustc_hash::FxHashMap;

/// The files of the index of what an edition for `audience` holds.
#[must_use]
pub fn index(model: &Model, audience: Audience, version: &str, language: &str) -> Vec<File> {
    let library = &model.library;
    let records = records(model, audience, version);
    let twins = twins(library);
    let mut groups: Vec<Group<'_>> = records
        .chunk_by(|one, other| page(&one.url) == page(&other.url))
        .map(|own| group(own, &twins))
        .collect();
    groups.retain(|group| !group.entries.is_empty());
    let options = Options {
        version,
        language,
        synonyms: synonyms(library),
        ..Options::default()
    };
    search::build(&groups, &options)
}

/// The address of a record's page.
fn page(url: &str) -> &str {
    url.split_once('#').map_or(url, |(page, _)| page)
}

fn anchor(url: &str) -> &str {
    url.split_once('#').map_or("", |(_, anchor)| anchor)
}

/// The Markdown of each page, deck and statement, by its address.
fn twins(library: &Library) -> FxHashMap<&str, String> {
    let twin = |text: &Text| model::file_url(text.path());
    let pages = library.pages.iter();
    let pages = pages.map(|page| (page.url.as_str(), twin(&page.text)));
    let decks = library.decks.iter();
    let decks = decks.map(|deck| (deck.url.as_str(), twin(&deck.text)));
    let statements = library.statements.iter();
    let statements = statements.map(|one| (one.url.as_str(), twin(&one.text)));
    pages.chain(decks).chain(statements).collect()
}

fn group<'a>(own: &'a [Record], twins: &FxHashMap<&str, String>) -> Group<'a> {
    let first = &own[0];
    let url = page(&first.url);
    let facets = &first.facets;
    let strings = |values: &[&'static str]| values.iter().map(|one| (*one).to_owned()).collect();
    let mut entries: Vec<Entry<'a>> = own.iter().map(entry).collect();
    // The home page may begin with a heading; the first entry is the page itself all the same.
    if !anchor(&first.url).is_empty() {
        entries.insert(0, Entry::default());
    }
    Group {
        title: &first.title,
        url,
        reviewed: first.trust.reviewed.as_deref(),
        text: match twins.get(url) {
            None => TextAddress::None,
            Some(path) if is_beside(path, url) => TextAddress::Beside,
            Some(path) => TextAddress::At(path.clone()),
        },
        profile: Profile {
            record: match first.kind {
                RecordKind::Section => search::RecordKind::Page,
                RecordKind::Deck | RecordKind::Slide => search::RecordKind::Deck,
                RecordKind::Term => search::RecordKind::Term,
                RecordKind::Statement => search::RecordKind::Statement,
            },
            kind: facets.kind.map(str::to_owned),
            hyperscalers: facets.hyperscalers.clone(),
            contexts: strings(&facets.contexts),
            archetypes: strings(&facets.archetypes),
            status: first.trust.status.map(str::to_owned),
        },
        due: days(first.trust.due.as_deref()),
        expires: days(first.trust.expires.as_deref()),
        entries,
    }
}

fn entry(record: &Record) -> Entry<'_> {
    Entry {
        heading: &record.heading,
        anchor: anchor(&record.url),
        aliases: &record.aliases,
        text: &record.text,
        notes: &record.notes,
    }
}

fn is_beside(path: &str, url: &str) -> bool {
    path.strip_suffix(".md")
        .is_some_and(|path| Some(path) == url.strip_suffix('/'))
}

/// Days since 1970; 0 for none, and for days before.
fn days(day: Option<&str>) -> u32 {
    let Some(Ok(day)) = day.map(str::parse::<jiff::civil::Date>) else {
        return 0;
    };
    let since = day.since(jiff::civil::date(1970, 1, 1));
    since.map_or(0, |since| u32::try_from(since.get_days()).unwrap_or(0))
}

/// A term, its aliases, and the term that took its place.
fn synonyms(library: &Library) -> Vec<Vec<&str>> {
    let terms = library.terms.iter();
    terms
        .map(|term| {
            let aliases = term.fields.aliases.0.iter();
            std::iter::once(term.term.as_str())
                .chain(aliases.map(String::as_str))
                .chain(term.fields.replaced_by.as_deref())
                .collect()
        })
        .collect()
}
