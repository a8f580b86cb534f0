//! The files of a version, by what they are: which there are, and each one made when it is asked for.

use super::{Failed, Renderer};
use crate::markdown;
use crate::playbook::DeckStatus;
use crate::playbook::data::Data;
use crate::site::library::{Page, PageRole};
use crate::site::model::{self, Item, Listing, Section, Tag};
use crate::site::{address, offline, redirects};
use crate::source::Problem;
use std::sync::Arc;

/// The largest picture or attachment that is published, in bytes.
pub(super) const FILE_LIMIT: u64 = 256 << 20;

/// A file of a version. Numbers are indices into the library's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A page, a section or the home page.
    Page(usize),
    /// A deck's page.
    Deck(usize),
    /// A statement.
    Statement(usize),
    /// The page at an old address: of a page, which of its aliases.
    Redirect(usize, usize),
    /// The Markdown of a page, a deck or a statement.
    Twin(Item),
    /// A term's page.
    Term(usize),
    /// A folder without a page of its own.
    Folder(usize),
    /// A page that is made of all the others.
    Listing(Listing),
    /// The pages that bear a tag.
    Tag(String),
    /// The page for what is not there.
    NotFound,
    /// The page for what is not on the device.
    Offline,
    /// The days of a data file, all or a hyperscaler's.
    Calendar(usize, Option<String>),
    /// What other programs read.
    Feed(Feed),
    /// What changed between two versions, by the number of the pair.
    Changes(usize),
    /// What changed on the page at an address.
    History(String),
    /// A picture or an attachment, if something published shows it.
    File(usize),
    /// An approved deck.
    DeckFile(usize),
}

/// A file that other programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Feed {
    Atom,
    Sitemap,
    Robots,
    Llms,
    Decks,
    Pages,
    Glossary,
    Popovers,
    Schema(&'static str),
}

impl Renderer<'_> {
    /// The files of the version but those of its search index, by their path from its root. Of pictures
    /// and attachments all that may be there: [`Renderer::is_there`] tells.
    pub(crate) fn pieces(&self) -> Vec<(String, Piece)> {
        let library = &self.model.library;
        let mut out: Vec<(String, Piece)> = Vec::with_capacity(library.pages.len() * 2 + 64);
        let mut page = |url: &str, piece: Piece| out.push((address::file(url), piece));
        for (at, one) in library.pages.iter().enumerate() {
            // The list at this address shows the page's words itself.
            if !self.is_listing(&one.url) {
                page(&one.url, Piece::Page(at));
            }
        }
        for (at, deck) in library.decks.iter().enumerate() {
            page(&deck.url, Piece::Deck(at));
        }
        for (at, statement) in library.statements.iter().enumerate() {
            page(&statement.url, Piece::Statement(at));
        }
        for at in 0..library.terms.len() {
            page(&self.model.url(Item::Term(at)), Piece::Term(at));
        }
        for (at, section) in self.model.sections.iter().enumerate() {
            // The catalogue and the glossary stand at addresses that folders of pages may have too.
            if section.page.is_none() && !self.is_listing(&section.url) {
                page(&section.url, Piece::Folder(at));
            }
        }
        for listing in Listing::ALL {
            if self.is_listing(listing.url()) {
                page(listing.url(), Piece::Listing(listing));
            }
        }
        for slug in self.model.tags.keys() {
            page(&Tag::url(slug), Piece::Tag(slug.clone()));
        }
        self.past_pieces(&mut page);
        let pages = library.pages.iter().enumerate();
        let pages = pages.map(|(at, one)| (Item::Page(at), &one.text));
        let decks = library.decks.iter().enumerate();
        let decks = decks.map(|(at, one)| (Item::Deck(at), &one.text));
        let statements = library.statements.iter().enumerate();
        let statements = statements.map(|(at, one)| (Item::Statement(at), &one.text));
        for (item, text) in pages.chain(decks).chain(statements) {
            out.push((model::file_url(text.path()), Piece::Twin(item)));
        }
        for (at, one) in library.pages.iter().enumerate() {
            for (number, alias) in one.fields.aliases.0.iter().enumerate() {
                if let Ok(old) = redirects::path(alias) {
                    out.push((redirects::file(&old), Piece::Redirect(at, number)));
                }
            }
        }
        for (at, file) in library.data.iter().enumerate() {
            if matches!(file.data, Data::Calendar(_) | Data::Tracker(_)) {
                let path = format!("calendars/{}.ics", file.name);
                out.push((path, Piece::Calendar(at, None)));
                let mut ids: Vec<&str> = file.data.hyperscalers();
                ids.sort_unstable();
                ids.dedup();
                out.extend(ids.into_iter().map(|id| {
                    let path = format!("calendars/{}-{id}.ics", file.name);
                    (path, Piece::Calendar(at, Some(id.to_owned())))
                }));
            }
        }
        let feeds = self.feeds().into_iter();
        out.extend(feeds.map(|(path, feed)| (path.to_owned(), Piece::Feed(feed))));
        if self.version.latest {
            out.push(("404.html".to_owned(), Piece::NotFound));
            out.push((offline::PAGE.to_owned(), Piece::Offline));
        }
        for (at, path) in library.files.iter().enumerate() {
            out.push((model::file_url(path), Piece::File(at)));
        }
        for (at, deck) in library.decks.iter().enumerate() {
            let file = deck.file.as_ref();
            if let Some(file) = file.filter(|_| deck.fields.status == Some(DeckStatus::Approved)) {
                let name = file.path.rsplit('/').next().unwrap_or(&file.path);
                out.push((format!("{}{name}", deck.url), Piece::DeckFile(at)));
            }
        }
        out
    }

    /// Whether a piece is published.
    pub(crate) fn is_there(&self, piece: &Piece) -> bool {
        match piece {
            Piece::File(at) => self.kept.is_shown(*at),
            _ => true,
        }
    }

    /// Makes a file.
    pub(crate) fn make(&self, piece: &Piece) -> Result<Vec<u8>, Failed> {
        let library = &self.model.library;
        match piece {
            Piece::Page(at) => self.page(*at),
            Piece::Deck(at) => self.deck(*at),
            Piece::Statement(at) => self.statement(*at),
            Piece::Redirect(at, number) => self.redirect(*at, *number),
            Piece::Twin(item) => Ok(self.twin(*item)),
            Piece::Term(at) => self.term(*at),
            Piece::Folder(at) => self.folder(*at),
            Piece::Listing(listing) => self.made_listing(*listing),
            Piece::Tag(slug) => self.tag(slug),
            Piece::NotFound => self.not_found(),
            Piece::Offline => self.offline(),
            Piece::Calendar(at, id) => Ok(self.calendar(&library.data[*at], id.as_deref())),
            Piece::Feed(feed) => Ok(self.feed(*feed)),
            Piece::Changes(pair) => self.changes(*pair),
            Piece::History(url) => self.history(url),
            Piece::File(at) => Ok(self.tree.read(&library.files[*at], FILE_LIMIT)?),
            Piece::DeckFile(at) => match &library.decks[*at].file {
                Some(file) => Ok(self.tree.read(&file.path, u64::MAX)?),
                None => Ok(Vec::new()),
            },
        }
    }

    /// Makes one file of each kind that costs little, and tells what templates object to.
    pub(crate) fn tried(&self) -> Vec<Problem> {
        let library = &self.model.library;
        let mut pieces = vec![Piece::NotFound, Piece::Offline];
        for role in [PageRole::Home, PageRole::Section, PageRole::Page] {
            let is_one = |page: &Arc<Page>| page.role == role && !self.is_listing(&page.url);
            pieces.extend(library.pages.iter().position(is_one).map(Piece::Page));
        }
        pieces.extend((!library.decks.is_empty()).then_some(Piece::Deck(0)));
        pieces.extend((!library.statements.is_empty()).then_some(Piece::Statement(0)));
        let bare = |section: &Section| section.page.is_none() && !self.is_listing(&section.url);
        pieces.extend(self.model.sections.iter().position(bare).map(Piece::Folder));
        for listing in [Listing::Decks, Listing::Credentials, Listing::Tags] {
            pieces.extend(
                self.is_listing(listing.url())
                    .then_some(Piece::Listing(listing)),
            );
        }
        let mut problems = Vec::new();
        for piece in pieces {
            if let Err(Failed::Problems(found)) = self.make(&piece) {
                problems.extend(found);
            }
        }
        problems
    }

    /// The terms that a text uses.
    pub(super) fn terms_of(&self, item: Item) -> Vec<usize> {
        let library = &self.model.library;
        let text = match item {
            Item::Page(at) => &library.pages[at].text,
            Item::Deck(at) => &library.decks[at].text,
            Item::Statement(at) => &library.statements[at].text,
            _ => return Vec::new(),
        };
        let scene = super::Scene::new(self, text.path(), "");
        let rendered = markdown::render(text.body(), &self.options, &scene);
        super::pages::terms(rendered.terms, &scene)
    }
}
