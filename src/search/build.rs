//! Groups of records become the files of an index.
//!
//! 1. `collect`: each block of groups is cut into words, on all cores; a block is what changes together.
//! 2. `terms`: the blocks' lists are joined, form by form; `stems`, `beginnings` and `synonyms` tie forms
//!    together.
//! 3. `cut` says where rows are parted. `chunks`: rows of forms are packed; `cards` are what is shown of a result.
//! 4. `manifest`: names everything.

mod beginnings;
mod cards;
mod chunks;
mod collect;
mod compounds;
mod cut;
mod levels;
mod stems;
mod synonyms;
mod terms;

use super::format;
use super::tuning::Tuning;
use super::{FOLDER, MANIFEST};
use cards::cards;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Groups that are cut into words together.
const BLOCK: usize = 256;

/// A file of the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path from the root of the version.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What becomes one result: a page with its sections, a deck with its slides, a term, a statement.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// What it is called.
    pub title: &'a str,
    /// Its address from the root of the version.
    pub url: &'a str,
    /// The day it was last read through: `2026-11-21`.
    pub reviewed: Option<&'a str>,
    /// Where its Markdown stands.
    pub text: TextAddress,
    /// By what it is narrowed down.
    pub profile: Profile,
    /// The day by which it is to be read again, in days since 1970; 0: none.
    pub due: u32,
    /// The last day it may be shown, in days since 1970; 0: none.
    pub expires: u32,
    /// Its records; the first is the thing itself.
    pub entries: Vec<Entry<'a>>,
}

impl Group<'_> {
    fn is_deck(&self) -> bool {
        self.profile.record == RecordKind::Deck
    }
}

/// A record.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    /// A section's heading, a slide's title; empty for the first.
    pub heading: &'a str,
    /// Its place in the page; empty for the first.
    pub anchor: &'a str,
    /// Other words for it.
    pub aliases: &'a [String],
    /// What it says.
    pub text: &'a str,
    /// What a speaker tells himself.
    pub notes: &'a str,
}

/// Where the Markdown of a group stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TextAddress {
    /// Nowhere.
    #[default]
    None,
    /// At the page's address without its last `/`, with `.md`.
    Beside,
    /// At this address from the root of the version.
    At(String),
}

/// What a group is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordKind {
    /// A page or a section of it.
    Page,
    /// A deck of the catalogue.
    Deck,
    /// A slide: a deck's records after its first.
    Slide,
    /// A glossary term.
    Term,
    /// A credentials statement.
    Statement,
}

/// By what groups are narrowed down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// What its first record is.
    pub record: RecordKind,
    /// A page's or a deck's kind: `pillar`, `pitch`.
    pub kind: Option<String>,
    /// The hyperscalers it is for.
    pub hyperscalers: Vec<String>,
    /// Who may be in the room.
    pub contexts: Vec<String>,
    /// Whose cloud the product runs in.
    pub archetypes: Vec<String>,
    /// A deck's status.
    pub status: Option<String>,
}

/// What an index is of.
#[derive(Debug, Clone, Default)]
pub struct Options<'a> {
    /// The version of the playbook.
    pub version: &'a str,
    /// The language of its texts: `en`, `de-CH`.
    pub language: &'a str,
    /// Sets of words for the same thing.
    pub synonyms: Vec<Vec<&'a str>>,
    /// The numbers of the ranking.
    pub tuning: Tuning,
}

/// Makes the index of the groups: its files, the manifest last. The same groups give the same bytes.
#[must_use]
pub fn build(groups: &[Group<'_>], options: &Options<'_>) -> Vec<File> {
    let compounds = compounds::compounds(groups);
    let firsts = first_records(groups);
    let records = firsts.last().copied().unwrap_or_default();
    let blocks: Vec<collect::Block> = groups
        .par_chunks(BLOCK)
        .zip(firsts.par_chunks(BLOCK))
        .with_max_len(1)
        .map(|(groups, firsts)| collect::block(groups, firsts[0], &compounds))
        .collect();
    // What is done by one thread alone beside what the others do.
    let (terms, cards) = rayon::join(|| terms::terms(blocks, records, options), || cards(groups));
    let lines = synonyms::lines(&options.synonyms, &terms);
    let ((term_chunks, position_chunks), (forward, backward)) = rayon::join(
        || chunks::terms(&terms, &lines, groups.len()),
        || chunks::spelling(&terms),
    );
    let mut files = Files::default();
    let manifest = Manifest {
        rightdeck: SEARCH,
        format: format::FORMAT,
        part: "index",
        at: 0,
        version: options.version,
        language: options.language,
        records,
        groups: format::narrow(groups.len()),
        forms: format::narrow(terms.len()),
        table: table(groups),
        terms: files.listing(term_chunks),
        positions: files.listing(position_chunks),
        cards: files.listing(cards),
        forward: files.listing(forward),
        backward: files.listing(backward),
        passed: format::fold(terms::passed(&terms)),
        titles: format::fold(terms::titles(&terms)),
        endings: stems::endings(options.language),
        tuning: &options.tuning,
    };
    let json = json(&manifest);
    let names = [&manifest.terms, &manifest.positions, &manifest.cards].map(|one| &*one.names);
    let mut out: Vec<File> = files.by_name.into_values().collect();
    out.push(File {
        path: MANIFEST.to_owned(),
        bytes: format::pack_parts(&apart(&json, &names), format::WELL),
    });
    out
}

/// From so many letters on, names are packed with a code of their own: they are letters by chance, like nothing around them.
const NAMES: usize = 1_000;

/// A text, parted around long names that stand in it in this order.
fn apart<'t>(text: &'t [u8], names: &[&str]) -> Vec<&'t [u8]> {
    let mut out = Vec::new();
    let mut rest = text;
    for name in names.iter().filter(|name| name.len() >= NAMES) {
        if let Some(at) = memchr::memmem::find(rest, name.as_bytes()) {
            let (before, own) = rest.split_at(at);
            let (own, after) = own.split_at(name.len());
            out.extend([before, own]);
            rest = after;
        }
    }
    out.push(rest);
    out
}

/// What every JSON part says first.
const SEARCH: &str = "search";

#[derive(Serialize)]
struct Manifest<'a> {
    rightdeck: &'static str,
    format: u8,
    part: &'static str,
    at: u32,
    version: &'a str,
    language: &'a str,
    records: u32,
    groups: u32,
    forms: u32,
    table: Table<'a>,
    terms: Listing,
    positions: Listing,
    cards: Listing,
    forward: Listing,
    backward: Listing,
    passed: String,
    titles: String,
    endings: &'a [(&'a str, &'a str)],
    tuning: &'a Tuning,
}

#[derive(Serialize)]
struct Listing {
    names: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    at: Vec<u32>,
}

#[derive(Serialize)]
struct Table<'a> {
    records: Vec<usize>,
    profile: Vec<usize>,
    profiles: Vec<&'a Profile>,
    due: Vec<u32>,
    expires: Vec<u32>,
}

/// The number of the first record of each group, then the number of all.
fn first_records(groups: &[Group<'_>]) -> Vec<u32> {
    let mut next = 0;
    let mut out = Vec::with_capacity(groups.len() + 1);
    for group in groups {
        out.push(next);
        next += format::narrow(group.entries.len());
    }
    out.push(next);
    out
}

/// What is known of all groups.
fn table<'a>(groups: &'a [Group<'_>]) -> Table<'a> {
    let mut profiles: BTreeMap<&Profile, usize> = BTreeMap::new();
    for group in groups {
        profiles.insert(&group.profile, 0);
    }
    for (at, index) in profiles.values_mut().enumerate() {
        *index = at;
    }
    let days = |day: fn(&Group<'_>) -> u32| {
        if groups.iter().all(|group| day(group) == 0) {
            return Vec::new();
        }
        groups.iter().map(day).collect()
    };
    Table {
        records: groups.iter().map(|group| group.entries.len()).collect(),
        profile: groups
            .iter()
            .map(|group| profiles.get(&group.profile).copied().unwrap_or_default())
            .collect(),
        profiles: profiles.keys().copied().collect(),
        due: days(|group| group.due),
        expires: days(|group| group.expires),
    }
}

/// Strings, numbers and lists of them: nothing that JSON could refuse.
fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// A chunk, packed, and where it begins.
struct Chunk {
    bytes: Vec<u8>,
    /// Its first form, where chunks are looked up by forms.
    from: Option<String>,
    /// The ordinal of its first form or group.
    first: u32,
}

/// The files, each under its name.
#[derive(Default)]
struct Files {
    by_name: BTreeMap<String, File>,
}

impl Files {
    fn add(&mut self, bytes: Vec<u8>) -> String {
        let name = format::name(&bytes);
        let path = format!("{FOLDER}{name}.bin");
        self.by_name.insert(name.clone(), File { path, bytes });
        name
    }

    fn listing(&mut self, chunks: Vec<Chunk>) -> Listing {
        let mut out = Listing {
            names: String::with_capacity(chunks.len() * format::NAME),
            from: String::new(),
            at: Vec::new(),
        };
        let mut before = 0;
        out.from = format::fold(chunks.iter().filter_map(|chunk| chunk.from.as_deref()));
        let by_form = chunks.iter().all(|chunk| chunk.from.is_some());
        for chunk in chunks {
            out.names.push_str(&self.add(chunk.bytes));
            out.at.push(chunk.first - before);
            before = chunk.first;
        }
        if by_form && out.at.iter().all(|at| *at == 0) {
            out.at.clear();
        }
        out
    }
}
