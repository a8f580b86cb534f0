//! What templates are given. `themes/default/README.md` lists it for people who write templates.
//!
//! All addresses are from the root of the version that is being rendered, unless said otherwise;
//! all days are written `2026-07-01`.

use serde::Serialize;
use tera::Value;

/// A link with its text.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) url: String,
}

/// A hyperscaler.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Named {
    pub(super) id: String,
    pub(super) name: String,
}

/// A hyperscaler that readers may choose as theirs, and what heads a column or a tab that is about it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Lens {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) names: Vec<String>,
}

/// `site`, the same on all pages of a version.
#[derive(Debug, Serialize)]
pub(super) struct Site<'a> {
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) company: Option<&'a str>,
    pub(super) language: &'a str,
    pub(super) base_url: Option<&'a str>,
    pub(super) time_zone: &'a str,
    pub(super) edition: Edition<'a>,
    pub(super) version: Version<'a>,
    pub(super) versions: Vec<VersionLink>,
    pub(super) nav: Vec<Link>,
    pub(super) has: Has,
    pub(super) search: &'static str,
    pub(super) hyperscalers: Vec<Named>,
    pub(super) lens: Vec<Lens>,
    pub(super) generator: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct Edition<'a> {
    pub(super) name: &'a str,
    pub(super) audience: &'static str,
    pub(super) hyperscaler: Option<Named>,
}

#[derive(Debug, Serialize)]
pub(super) struct Version<'a> {
    pub(super) name: &'a str,
    pub(super) status: Option<&'a str>,
    pub(super) latest: bool,
}

/// A version, and where a page is in it; `url` is from the top of the site.
#[derive(Debug, Clone, Serialize)]
pub(super) struct VersionLink {
    pub(super) name: String,
    pub(super) status: Option<String>,
    pub(super) latest: bool,
    pub(super) current: bool,
    pub(super) url: String,
    pub(super) same: bool,
}

/// What the site has at all.
#[derive(Debug, Serialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question that a template asks"
)]
pub(super) struct Has {
    pub(super) decks: bool,
    pub(super) glossary: bool,
    pub(super) credentials: bool,
    pub(super) tags: bool,
    pub(super) updates: bool,
    pub(super) changes: bool,
}

/// `page`, on every page.
#[derive(Debug, Serialize)]
pub(super) struct Head<'a> {
    pub(super) kind: &'static str,
    pub(super) url: &'a str,
    pub(super) title: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) canonical: Option<String>,
    pub(super) noindex: bool,
    pub(super) feed_url: Option<&'static str>,
    pub(super) breadcrumbs: Vec<Link>,
    pub(super) section_url: Option<&'a str>,
    pub(super) versions: Vec<VersionLink>,
    pub(super) markdown_url: Option<String>,
}

/// What a page with a text has besides.
#[derive(Debug, Default, Serialize)]
pub(super) struct Article<'a> {
    pub(super) toc: Vec<Toc>,
    pub(super) audience: &'static str,
    pub(super) owner: Option<&'a str>,
    pub(super) reviewed: Option<String>,
    pub(super) due: Option<String>,
    pub(super) kind_label: Option<&'static str>,
    pub(super) hyperscalers: Vec<Named>,
    pub(super) archetypes: Vec<&'static str>,
    pub(super) tags: Vec<Link>,
    pub(super) updates: Vec<Update>,
    pub(super) sources: Vec<SourceEntry<'a>>,
    pub(super) edit_url: Option<String>,
    pub(super) changed: Option<Changed>,
    pub(super) previous: Option<Link>,
    pub(super) next: Option<Link>,
    pub(super) backlinks: Vec<Link>,
    pub(super) backlinks_more: usize,
    pub(super) decks: Vec<DeckLink>,
    pub(super) history_url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct Toc {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) children: Vec<Toc>,
}

#[derive(Debug, Serialize)]
pub(super) struct Update {
    pub(super) date: String,
    pub(super) text: String,
}

#[derive(Debug, Serialize)]
pub(super) struct SourceEntry<'a> {
    pub(super) name: &'a str,
    pub(super) url: Option<&'a str>,
    pub(super) class: &'static str,
    pub(super) disclosure: &'static str,
    pub(super) note: Option<&'a str>,
    pub(super) checked: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Changed {
    pub(super) date: String,
}

#[derive(Debug, Serialize)]
pub(super) struct DeckLink {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) status: &'static str,
    pub(super) expires: Option<String>,
}

/// `page.sidebar`: the same for all pages of a section.
#[derive(Debug, Serialize)]
pub(super) struct Sidebar {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) items: Vec<SidebarItem>,
    pub(super) more: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SidebarItem {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) items: Vec<SidebarItem>,
}

/// A row of a list of pages.
#[derive(Debug, Serialize)]
pub(super) struct PageRow<'a> {
    pub(super) hyperscalers: &'a [String],
    pub(super) archetypes: Vec<&'static str>,
    pub(super) title: &'a str,
    pub(super) url: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) reviewed: Option<String>,
    pub(super) due: Option<String>,
    pub(super) kind_label: Option<&'static str>,
}

/// A row of a list of folders.
#[derive(Debug, Serialize)]
pub(super) struct SectionRow<'a> {
    pub(super) title: &'a str,
    pub(super) url: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) count: usize,
}

/// A row of the catalogue.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DeckRow {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) hyperscalers: Vec<Named>,
    pub(super) contexts: Vec<&'static str>,
    pub(super) kind: Option<&'static str>,
    pub(super) status: &'static str,
    pub(super) owner: Option<String>,
    pub(super) reviewed: Option<String>,
    pub(super) due: Option<String>,
    pub(super) expires: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct DeckGroup {
    pub(super) title: String,
    pub(super) id: String,
    pub(super) rows: Vec<DeckRow>,
}

/// `deck`, on a deck's own page.
#[derive(Debug, Serialize)]
pub(super) struct Deck<'a> {
    pub(super) slug: &'a str,
    pub(super) status: &'static str,
    pub(super) kind: Option<&'static str>,
    pub(super) hyperscalers: Vec<Named>,
    pub(super) contexts: Vec<&'static str>,
    pub(super) products: &'a [String],
    pub(super) industries: &'a [String],
    pub(super) archetypes: Vec<&'static str>,
    pub(super) stage: &'a [String],
    pub(super) language: Option<&'a str>,
    pub(super) owner: Option<&'a str>,
    pub(super) reviewed: Option<String>,
    pub(super) due: Option<String>,
    pub(super) expires: Option<String>,
    pub(super) replaced_by: Option<Link>,
    pub(super) file: Option<Download>,
    pub(super) slides: Vec<Slide<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct Download {
    pub(super) name: String,
    pub(super) url: String,
    pub(super) size: u64,
    pub(super) size_label: String,
    pub(super) sha256: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Slide<'a> {
    pub(super) number: u32,
    pub(super) title: &'a str,
    pub(super) hidden: bool,
    pub(super) notes: Option<&'a str>,
}

/// A credentials statement.
#[derive(Debug, Serialize)]
pub(super) struct Statement {
    pub(super) hyperscaler: Named,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) points: Vec<Point>,
    pub(super) reviewed: Option<String>,
    pub(super) words: usize,
    /// Its own words, and what the others call the same.
    pub(super) say: Vec<super::finder::Say>,
    pub(super) seconds: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Point {
    pub(super) id: &'static str,
    pub(super) label: &'static str,
    pub(super) text: String,
}

/// A term, in the glossary and on its own page.
#[derive(Debug, Serialize)]
pub(super) struct Term<'a> {
    pub(super) term: &'a str,
    pub(super) url: String,
    pub(super) aliases: &'a [String],
    pub(super) definition: String,
    pub(super) hyperscaler: Option<Named>,
    pub(super) see_also: Vec<Link>,
    pub(super) since: Option<String>,
    pub(super) until: Option<String>,
    pub(super) replaced_by: Option<MaybeLink>,
    pub(super) used_on: Vec<Link>,
    pub(super) used_on_more: usize,
}

/// Something that may have no page in this edition.
#[derive(Debug, Serialize)]
pub(super) struct MaybeLink {
    pub(super) title: String,
    pub(super) url: Option<String>,
}

/// A letter of the glossary.
#[derive(Debug, Serialize)]
pub(super) struct Letter<'a> {
    pub(super) letter: String,
    pub(super) terms: Vec<Term<'a>>,
}

/// All things of a kind, for the index of everything.
#[derive(Debug, Serialize)]
pub(super) struct Kind {
    pub(super) id: &'static str,
    pub(super) title: &'static str,
    pub(super) count: usize,
    pub(super) letters: Vec<EntryLetter>,
}

/// What stands under a letter.
#[derive(Debug, Serialize)]
pub(super) struct EntryLetter {
    pub(super) letter: String,
    pub(super) entries: Vec<Entry>,
}

/// One thing of the index of everything.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) note: Option<String>,
    pub(super) status: Option<&'static str>,
    pub(super) expires: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct TagRow {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) count: usize,
}

/// An update, with the page it is about.
#[derive(Debug, Clone, Serialize)]
pub(super) struct LogEntry {
    pub(super) date: String,
    pub(super) text: String,
    pub(super) title: String,
    pub(super) url: String,
}

/// A value that is HTML already: templates print it without `| safe` changing anything.
/// A page that is not the same in two versions. Addresses are from the top of the site.
#[derive(Debug, Default, Serialize)]
pub(super) struct ChangedPage {
    pub(super) title: String,
    pub(super) url: Option<String>,
    pub(super) old_title: Option<String>,
    pub(super) old_url: Option<String>,
    pub(super) diff: String,
}

/// What became of a page from one version to the next.
#[derive(Debug, Serialize)]
pub(super) struct HistoryStep {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) state: &'static str,
    pub(super) diff: String,
}

pub(super) fn html(text: &str) -> Value {
    Value::safe_string(text)
}
