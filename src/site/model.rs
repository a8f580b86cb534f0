//! The playbook as one edition's readers know it: pages in their sections, and what stands where.
//!
//! Everything here comes from what was admitted. Nothing asks for an audience any more.

mod replace;

use super::address;
use super::library::{Hyperscalers, Library, PageRole};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A playbook, as an edition holds it.
#[derive(Debug, Clone)]
pub struct Model {
    /// What it holds.
    pub library: Library,
    /// Its folders, by address; the root is the first.
    pub sections: Vec<Section>,
    /// Pages in reading order: indices into `library.pages`.
    pub order: Vec<usize>,
    /// The names of the hyperscalers, by id.
    pub hyperscalers: Hyperscalers,
    /// Tags by their part of the address, with the pages that bear them, in reading order.
    pub tags: BTreeMap<String, Tag>,
    by_path: FxHashMap<String, Item>,
    by_url: FxHashMap<String, Item>,
    section_of: Vec<usize>,
    place_of: Vec<usize>,
    position_of: Vec<usize>,
}

/// Something that has a place on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// Of `library.pages`.
    Page(usize),
    /// Of `sections`: a folder without a page of its own.
    Section(usize),
    /// Of `library.decks`.
    Deck(usize),
    /// Of `library.statements`.
    Statement(usize),
    /// Of `library.terms`.
    Term(usize),
    /// Of `library.files`.
    File(usize),
    /// A page that no file stands for: the catalogue, the glossary, tags.
    Listing(Listing),
}

/// Pages that are made of all the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// All decks.
    Decks,
    /// All statements.
    Credentials,
    /// All terms.
    Glossary,
    /// All tags.
    Tags,
    /// All updates.
    Updates,
    /// Everything, by kind and letter; with a script, the search.
    Search,
}

impl Listing {
    /// All of them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Decks,
        Self::Credentials,
        Self::Glossary,
        Self::Tags,
        Self::Updates,
        Self::Search,
    ];

    /// Its address.
    #[must_use]
    pub fn url(self) -> &'static str {
        match self {
            Self::Decks => "decks/",
            Self::Credentials => "credentials/",
            Self::Glossary => "glossary/",
            Self::Tags => "tags/",
            Self::Updates => "updates/",
            Self::Search => "search/",
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Decks => "Decks",
            Self::Credentials => "Credentials",
            Self::Glossary => "Glossary",
            Self::Tags => "Tags",
            Self::Updates => "Updates",
            Self::Search => "Search",
        }
    }
}

/// A folder.
#[derive(Debug, Default, Clone)]
pub struct Section {
    /// Its address: `playbook/co-sell/`, and empty for the root.
    pub url: String,
    /// Its title.
    pub title: String,
    /// What it holds, in a sentence.
    pub description: Option<String>,
    /// Its own page.
    pub page: Option<usize>,
    /// The pages in it, in order.
    pub pages: Vec<usize>,
    /// The folders in it, in order.
    pub sections: Vec<usize>,
    /// The folder it is in.
    pub parent: Option<usize>,
    /// How many pages it holds, at any depth.
    pub count: usize,
}

/// A tag.
#[derive(Debug, Default, Clone)]
pub struct Tag {
    /// As the first page that bears it writes it.
    pub title: String,
    /// The pages.
    pub pages: Vec<usize>,
}

impl Tag {
    /// Its address.
    #[must_use]
    pub fn url(slug: &str) -> String {
        format!("tags/{slug}/")
    }
}

impl Model {
    /// Puts what was admitted in order.
    #[must_use]
    pub fn new(library: Library, hyperscalers: Hyperscalers) -> Self {
        let mut sections = sections(&library);
        let mut section_of = vec![0; library.pages.len()];
        arrange(&library, &mut sections, &mut section_of);
        let mut model = Self {
            order: Vec::with_capacity(library.pages.len()),
            tags: BTreeMap::new(),
            by_path: FxHashMap::default(),
            by_url: FxHashMap::default(),
            library,
            sections,
            hyperscalers,
            place_of: vec![0; section_of.len()],
            position_of: vec![0; section_of.len()],
            section_of,
        };
        model.put_in_order();
        model.number();
        model.gather_tags();
        model
    }

    /// Says where each page stands, once the folders' pages are in order.
    fn put_in_order(&mut self) {
        for section in &self.sections {
            for (place, &page) in section.pages.iter().enumerate() {
                self.place_of[page] = place;
            }
        }
        self.order = self
            .sections_in_order()
            .flat_map(|section| section.page.iter().chain(&section.pages))
            .copied()
            .collect();
        for (position, &page) in self.order.iter().enumerate() {
            self.position_of[page] = position;
        }
    }

    /// How many pages stand before a page, in reading order.
    #[must_use]
    pub fn position_of(&self, page: usize) -> usize {
        self.position_of[page]
    }

    /// What stands in a file of the project.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<Item> {
        self.by_path.get(path).copied()
    }

    /// What stands at an address.
    #[must_use]
    pub fn at_url(&self, url: &str) -> Option<Item> {
        self.by_url.get(url).copied()
    }

    /// The address of something; a file's is where it is copied to.
    #[must_use]
    pub fn url(&self, item: Item) -> String {
        match item {
            Item::Page(at) => self.library.pages[at].url.clone(),
            Item::Section(at) => self.sections[at].url.clone(),
            Item::Deck(at) => self.library.decks[at].url.clone(),
            Item::Statement(at) => self.library.statements[at].url.clone(),
            Item::Term(at) => term_url(&self.library.terms[at].slug),
            Item::File(at) => file_url(&self.library.files[at]),
            Item::Listing(listing) => listing.url().to_owned(),
        }
    }

    /// What something is called.
    #[must_use]
    pub fn title(&self, item: Item) -> &str {
        match item {
            Item::Page(at) => &self.library.pages[at].title,
            Item::Section(at) => &self.sections[at].title,
            Item::Deck(at) => &self.library.decks[at].title,
            Item::Statement(at) => self.name_of(&self.library.statements[at].fields.hyperscaler),
            Item::Term(at) => &self.library.terms[at].term,
            Item::File(at) => &self.library.files[at],
            Item::Listing(listing) => listing.title(),
        }
    }

    /// A hyperscaler's name.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.hyperscalers.get(id).map_or(id, |one| &one.name)
    }

    /// The folder a page is in; a section's page is in its own.
    #[must_use]
    pub fn section_of(&self, page: usize) -> usize {
        self.section_of[page]
    }

    /// Which of its folder's pages a page is, counted from 0.
    #[must_use]
    pub fn place_of(&self, page: usize) -> usize {
        self.place_of[page]
    }

    /// The folders above and around a page or a folder, from the root down, the root left out.
    #[must_use]
    pub fn trail(&self, section: usize) -> Vec<usize> {
        let mut trail = Vec::new();
        let mut at = Some(section);
        while let Some(section) = at {
            if self.sections[section].parent.is_some() {
                trail.push(section);
            }
            at = self.sections[section].parent;
        }
        trail.reverse();
        trail
    }

    /// The folders that the navigation begins with: those of `playbook/`, then the other top ones.
    #[must_use]
    pub fn navigation(&self) -> Vec<usize> {
        let top = &self.sections[0].sections;
        let of_playbook = |at: &&usize| self.sections[**at].url == "playbook/";
        let mut out: Vec<usize> = Vec::new();
        match top.iter().find(of_playbook) {
            Some(&playbook) if !self.sections[playbook].sections.is_empty() => {
                out.extend(&self.sections[playbook].sections);
            }
            Some(&playbook) => out.push(playbook),
            None => {}
        }
        out.extend(top.iter().filter(|at| !of_playbook(at)));
        out
    }

    /// The folder of the navigation that a folder belongs to.
    #[must_use]
    pub fn navigation_of(&self, section: usize) -> Option<usize> {
        let trail = self.trail(section);
        let first = *trail.first()?;
        if self.sections[first].url == "playbook/" && !self.sections[first].sections.is_empty() {
            trail.get(1).copied()
        } else {
            Some(first)
        }
    }

    /// The folders, each before those in it, in reading order.
    pub fn sections_in_order(&self) -> impl Iterator<Item = &Section> {
        // Not a recursion: folders may be as deep as paths may be long.
        let mut stack = vec![0];
        std::iter::from_fn(move || {
            let section = &self.sections[stack.pop()?];
            stack.extend(section.sections.iter().rev());
            Some(section)
        })
    }

    fn number(&mut self) {
        let Self {
            by_path,
            by_url,
            library,
            sections,
            ..
        } = self;
        let pages = &library.pages;
        for (listing, there) in [
            (
                Listing::Updates,
                pages.iter().any(|page| !page.fields.updates.is_empty()),
            ),
            (
                Listing::Tags,
                pages.iter().any(|page| !page.fields.tags.0.is_empty()),
            ),
            (Listing::Decks, !library.decks.is_empty()),
            (Listing::Credentials, !library.statements.is_empty()),
            (Listing::Glossary, !library.terms.is_empty()),
            (Listing::Search, true),
        ] {
            if there {
                by_url.insert(listing.url().to_owned(), Item::Listing(listing));
            }
        }
        for (at, section) in sections.iter().enumerate() {
            by_url.insert(section.url.clone(), Item::Section(at));
        }
        for (at, page) in library.pages.iter().enumerate() {
            by_path.insert(page.text.path().to_owned(), Item::Page(at));
            by_url.insert(page.url.clone(), Item::Page(at));
        }
        for (at, statement) in library.statements.iter().enumerate() {
            by_path.insert(statement.text.path().to_owned(), Item::Statement(at));
            by_url.insert(statement.url.clone(), Item::Statement(at));
        }
        for (at, term) in library.terms.iter().enumerate() {
            // A list of terms is one file; it stands for the glossary.
            let item = if term.text.path().ends_with(".md") {
                Item::Term(at)
            } else {
                Item::Listing(Listing::Glossary)
            };
            by_path.insert(term.text.path().to_owned(), item);
            by_url.insert(term_url(&term.slug), Item::Term(at));
        }
        for (at, path) in library.files.iter().enumerate() {
            by_path.insert(path.clone(), Item::File(at));
            by_url.insert(file_url(path), Item::File(at));
        }
        for (at, deck) in library.decks.iter().enumerate() {
            by_path.insert(deck.text.path().to_owned(), Item::Deck(at));
            by_url.insert(deck.url.clone(), Item::Deck(at));
            // Who links to a deck's file means the deck: its page knows whether it may be shown.
            if let Some(file) = &deck.file {
                by_path.insert(file.path.clone(), Item::Deck(at));
            }
        }
    }

    fn gather_tags(&mut self) {
        for &at in &self.order {
            for tag in &self.library.pages[at].fields.tags.0 {
                let entry = self.tags.entry(address::slug(tag)).or_default();
                if entry.title.is_empty() {
                    entry.title.clone_from(tag);
                }
                if entry.pages.last() != Some(&at) {
                    entry.pages.push(at);
                }
            }
        }
    }

    /// All addresses, for saying which was probably meant.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        self.by_url.keys().map(String::as_str)
    }

    /// All paths, likewise.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }
}

/// The address of a term.
#[must_use]
pub fn term_url(slug: &str) -> String {
    format!("glossary/{slug}/")
}

/// Where a picture or an attachment is copied to.
#[must_use]
pub fn file_url(path: &str) -> String {
    path.strip_prefix("content/").unwrap_or(path).to_owned()
}

/// The folders that hold pages, and those above them.
fn sections(library: &Library) -> Vec<Section> {
    let mut urls: BTreeMap<String, Option<usize>> = BTreeMap::new();
    urls.insert(String::new(), None);
    let above = |urls: &mut BTreeMap<String, Option<usize>>, url: &str| {
        let mut at = address::parent(url);
        while let Some(url) = at {
            urls.entry(url.to_owned()).or_default();
            at = address::parent(url);
        }
    };
    for (at, page) in library.pages.iter().enumerate() {
        if page.role != PageRole::Page {
            urls.insert(page.url.clone(), Some(at));
        }
        above(&mut urls, &page.url);
    }
    let known: Vec<(String, Option<usize>)> = urls.into_iter().collect();
    let index: BTreeMap<String, usize> = known
        .iter()
        .enumerate()
        .map(|(at, (url, _))| (url.clone(), at))
        .collect();
    let mut sections: Vec<Section> = Vec::with_capacity(known.len());
    for (url, page) in known {
        let own = page.map(|at| &library.pages[at]);
        let folder = url.trim_end_matches('/').rsplit('/').next().unwrap_or("");
        sections.push(Section {
            title: own.map_or_else(|| address::words(folder), |page| page.title.clone()),
            description: own.and_then(|page| page.fields.description.clone()),
            page,
            parent: address::parent(&url).and_then(|parent| index.get(parent).copied()),
            url,
            ..Section::default()
        });
    }
    sections
}

/// Puts pages and folders into their folders, in order.
fn arrange(library: &Library, sections: &mut [Section], section_of: &mut [usize]) {
    let index: FxHashMap<String, usize> = sections
        .iter()
        .enumerate()
        .map(|(at, section)| (section.url.clone(), at))
        .collect();
    for (at, page) in library.pages.iter().enumerate() {
        let (url, own) = match page.role {
            PageRole::Page => (address::parent(&page.url).unwrap_or(""), false),
            PageRole::Home | PageRole::Section => (page.url.as_str(), true),
        };
        let Some(&section) = index.get(url) else {
            continue;
        };
        section_of[at] = section;
        if !own {
            sections[section].pages.push(at);
        }
        // A folder's own page is no page in it.
        let mut above = if own {
            sections[section].parent
        } else {
            Some(section)
        };
        while let Some(section) = above {
            sections[section].count += 1;
            above = sections[section].parent;
        }
    }
    for at in 1..sections.len() {
        if let Some(parent) = sections[at].parent {
            sections[parent].sections.push(at);
        }
    }
    for at in 0..sections.len() {
        sort_pages(library, &mut sections[at].pages);
        let mut inner = std::mem::take(&mut sections[at].sections);
        sort_sections(library, sections, &mut inner);
        sections[at].sections = inner;
    }
}

/// By weight, title and address.
fn sort_pages(library: &Library, pages: &mut [usize]) {
    pages.sort_by_cached_key(|&at| {
        let page = &library.pages[at];
        (
            page.fields.weight,
            page.title.to_lowercase(),
            page.url.clone(),
        )
    });
}

/// By the weight of their pages, title and address.
fn sort_sections(library: &Library, sections: &[Section], inner: &mut [usize]) {
    let weight = |page: Option<usize>| page.map_or(0, |at| library.pages[at].fields.weight);
    inner.sort_by_cached_key(|&at| {
        let section = &sections[at];
        (
            weight(section.page),
            section.title.to_lowercase(),
            section.url.clone(),
        )
    });
}
