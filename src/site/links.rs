//! Where links lead, settled at build time.
//!
//! 1. [`resolve`]: an address in a file, to what it leads to.
//! 2. [`check`]: every link, picture and shortcode of every text; what leads nowhere is an error with
//!    its place and the nearest right one.
//! 3. [`lines`]: the same for Markdown outside of bodies; [`told`]: which lines belong to which text.
//!
//! A relative address is read from the folder of the file it stands in, as on a forge; one with a
//! leading slash from `content/`. Both may name the file (`co-sell.md`) or its address (`co-sell/`).

mod lines;
mod told;
mod withheld;

pub(super) use told::{Told, all};

use super::address;
use super::admit::{Narrowed, Readers};
use super::library::{self, Library, Text};
use super::model::{Item, Listing, Model};
use super::words;
use crate::markdown::{self, Address, Call, Shortcode};
use crate::source::{Problem, nearest};
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use withheld::Withheld;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target<'a> {
    /// Out of the site.
    Outside,
    /// To a place on the same page.
    Here(Cow<'a, str>),
    /// To something on the site, and to a place in it.
    Inside(Item, Option<Cow<'a, str>>),
}

/// Why an address leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Broken {
    /// It leads out of `content/`.
    Leaves,
    /// Nothing is there. The path or the address that was looked for.
    Missing(String),
}

/// Resolves an address that stands in the file at `from`.
pub(super) fn resolve<'a>(model: &Model, from: &str, dest: &'a str) -> Result<Target<'a>, Broken> {
    if markdown::address(dest) != Address::Inside {
        return Ok(Target::Outside);
    }
    let (path, fragment) = match dest.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (dest, None),
    };
    // A query says nothing to a static site.
    let path = decoded(path.split('?').next().unwrap_or(path));
    if path.is_empty() {
        return Ok(Target::Here(fragment.unwrap_or_default()));
    }
    let full = library::included(from, &path).ok_or(Broken::Leaves)?;
    find(model, &full, &path).map(|item| Target::Inside(item, fragment))
}

fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text)
        .decode_utf8()
        .unwrap_or(Cow::Borrowed(text))
}

fn find(model: &Model, full: &str, written: &str) -> Result<Item, Broken> {
    let inside = if full == address::CONTENT {
        ""
    } else {
        full.strip_prefix("content/").ok_or(Broken::Leaves)?
    };
    if let Some(item) = model.at_path(full) {
        return Ok(item);
    }
    // What names a file has to be one; anything else may be an address.
    let names_a_file = inside.ends_with(".md");
    if !names_a_file {
        let url = if inside.is_empty() {
            String::new()
        } else {
            format!("{inside}/")
        };
        if let Some(item) = model.at_url(&url) {
            return Ok(item);
        }
    }
    let _ = written;
    Err(Broken::Missing(full.to_owned()))
}

/// What a text leads to: everything, each once, in order.
#[derive(Debug, Default, Clone)]
pub struct Led {
    /// Pages, decks, terms, statements.
    pub items: BTreeSet<Item>,
    /// Files that are shown or offered: indices into `library.files`.
    pub files: BTreeSet<usize>,
}

/// Where every text leads, by its file. Terms that share a file share an entry.
pub(super) type LedBy = FxHashMap<String, Led>;

/// The rule of mistakes that no other rule names.
pub(super) const INVALID_PAGE: &str = "invalid-page";

/// Checks every link, picture and shortcode.
///
/// # Errors
/// All that lead nowhere, or to what these readers may not have.
pub(super) fn check(
    model: &Model,
    withheld: &Library,
    readers: &Readers,
    narrowed: &Narrowed,
) -> Result<LedBy, Vec<Problem>> {
    check_some(model, withheld, readers, narrowed, &all(&model.library))
}

/// The same for some of the texts.
///
/// # Errors
/// As [`check`].
pub(super) fn check_some(
    model: &Model,
    withheld: &Library,
    readers: &Readers,
    narrowed: &Narrowed,
    texts: &[Told<'_>],
) -> Result<LedBy, Vec<Problem>> {
    let kept_back = Withheld::new(withheld, readers, narrowed);
    let found: Vec<(Led, Vec<Problem>)> = texts
        .par_iter()
        .map(|told| told.check(model, &kept_back))
        .collect();
    let mut led_by = LedBy::default();
    let mut problems = Vec::new();
    for (told, (led, found)) in texts.iter().zip(found) {
        problems.extend(found);
        let entry = led_by.entry(told.path().to_owned()).or_default();
        entry.items.extend(led.items);
        entry.files.extend(led.files);
    }
    if problems.is_empty() {
        Ok(led_by)
    } else {
        Err(problems)
    }
}

struct Check<'a> {
    model: &'a Model,
    withheld: &'a Withheld<'a>,
    text: &'a Text,
    led: Led,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn links(&mut self) {
        let text = self.text;
        for link in &text.outline.links {
            match resolve(self.model, text.path(), &link.dest) {
                Ok(Target::Outside) => {}
                Ok(Target::Here(fragment)) => {
                    self.anchor(own_anchors(text), &fragment, "this page", &link.span);
                }
                Ok(Target::Inside(item, fragment)) => {
                    if link.image && !self.is_picture(item) {
                        let message = format!("'{}' is no picture", link.dest);
                        self.problem(&link.span, message);
                    }
                    if let Some(fragment) = fragment {
                        let title = format!("'{}'", self.model.title(item));
                        self.anchor(anchors(self.model, item), &fragment, &title, &link.span);
                    }
                    self.lead(item);
                }
                Err(broken) => self.broken(&link.dest, &broken, &link.span),
            }
        }
    }

    fn calls(&mut self) {
        let text = self.text;
        for call in &text.outline.calls {
            let span = call.args.first().map_or(&call.span, |arg| &arg.span);
            match call.shortcode {
                Shortcode::Term => self.named(call, span, "term"),
                Shortcode::Word => {
                    if let Some((arg, message)) = words::mistake(self.model, text.path(), call) {
                        let at = call.arg(arg).map_or(span, |arg| &arg.span);
                        self.problem_of(INVALID_PAGE, at, message);
                    }
                }
                Shortcode::Credentials => self.named(call, span, "statement"),
                Shortcode::Deck => self.named(call, span, "deck"),
                Shortcode::Data => {
                    self.named(call, span, "data file");
                    self.data(call.subject());
                }
                Shortcode::Include => self.include(call.value("path").unwrap_or(""), span),
                Shortcode::Figure => {
                    let src = call.value("src").unwrap_or("");
                    match resolve(self.model, text.path(), src) {
                        Ok(Target::Inside(item, _)) if self.is_picture(item) => self.lead(item),
                        Ok(Target::Outside) => {
                            self.problem(
                                span,
                                "the picture lies on another host; put it beside the page",
                            );
                        }
                        Ok(_) => self.problem(span, format!("'{src}' is no picture")),
                        Err(broken) => self.broken(src, &broken, span),
                    }
                }
            }
            if let Some(caption) = call.value("caption") {
                self.line(caption, &text.source);
            }
        }
    }

    /// A shortcode that names something.
    fn named(&mut self, call: &Call, span: &Range<usize>, what: &str) {
        let name = call.subject();
        let library = &self.model.library;
        let (item, known, kept_back): (Option<Item>, Vec<&str>, Option<&str>) = match what {
            "term" => (
                term(self.model, name).map(Item::Term),
                library
                    .terms
                    .iter()
                    .map(|term| term.term.as_str())
                    .collect(),
                self.withheld.terms.get(&name.to_lowercase()).copied(),
            ),
            "statement" => (
                library
                    .statements
                    .iter()
                    .position(|s| s.fields.hyperscaler == name)
                    .map(Item::Statement),
                library
                    .statements
                    .iter()
                    .map(|s| s.fields.hyperscaler.as_str())
                    .collect(),
                self.withheld.statements.get(name).copied(),
            ),
            "deck" => (
                library
                    .decks
                    .iter()
                    .position(|deck| deck.slug == name)
                    .map(Item::Deck),
                library
                    .decks
                    .iter()
                    .map(|deck| deck.slug.as_str())
                    .collect(),
                self.withheld.decks.get(name).copied(),
            ),
            _ => {
                if library.data(name).is_some() {
                    return;
                }
                let known = library.data.iter().map(|file| file.name.as_str()).collect();
                (None, known, self.withheld.data.get(name).copied())
            }
        };
        match (item, kept_back) {
            (Some(item), _) => self.lead(item),
            (None, Some(path)) => self.leak(name, path, span),
            (None, None) if library.may_be_unread(folder_of(what)) => {}
            (None, None) => {
                let message = match nearest(name, known.iter().copied()) {
                    Some(near) => format!("there is no {what} '{name}'; did you mean '{near}'?"),
                    None => format!("there is no {what} '{name}'"),
                };
                self.problem(span, message);
            }
        }
    }

    fn include(&mut self, path: &str, span: &Range<usize>) {
        let snippets = &self.model.library.snippets;
        let of = |path: &str| snippets.iter().find(|snippet| snippet.text.path() == path);
        let full = library::included(self.text.path(), path);
        let Some(snippet) = full.as_deref().and_then(of) else {
            let full_path = full.as_deref().unwrap_or(path);
            if self.model.library.unread.contains(full_path) {
                return;
            }
            let known = snippets.iter().map(|snippet| snippet.text.path());
            let known = known.chain(self.withheld.snippets.iter().copied());
            let message = match nearest(full_path, known) {
                Some(near) => format!(
                    "there is no snippet '{path}'; did you mean '/{}'?",
                    near.trim_start_matches("content/")
                ),
                None => format!(
                    "there is no snippet '{path}'; snippets stand in content/snippets/, or their names begin with '_'"
                ),
            };
            return self.problem(span, message);
        };
        // Whoever includes itself, over however many others, would never end.
        let mut seen = BTreeSet::new();
        let mut next: Vec<String> = snippet.text.includes().collect();
        while let Some(path) = next.pop() {
            if path == snippet.text.path() || path == self.text.path() {
                let message = format!("'{path}' includes itself");
                return self.problem_of(INVALID_PAGE, span, message);
            }
            if seen.insert(path.clone())
                && let Some(snippet) = of(&path)
            {
                next.extend(snippet.text.includes());
            }
        }
    }

    fn is_picture(&self, item: Item) -> bool {
        let Item::File(at) = item else { return false };
        is_picture(&self.model.library.files[at])
    }

    fn lead(&mut self, item: Item) {
        match item {
            Item::File(at) => {
                self.led.files.insert(at);
            }
            item => {
                self.led.items.insert(item);
            }
        }
    }

    fn anchor(&mut self, known: Vec<Cow<'_, str>>, wanted: &str, whose: &str, span: &Range<usize>) {
        if wanted.is_empty() || known.iter().any(|id| id == wanted) {
            return;
        }
        let message = match nearest(wanted, known.iter().map(Cow::as_ref)) {
            Some(near) => format!("{whose} has no place '#{wanted}'; did you mean '#{near}'?"),
            None => format!("{whose} has no place '#{wanted}'"),
        };
        self.problem_of("broken-anchor", span, message);
    }

    fn broken(&mut self, dest: &str, broken: &Broken, span: &Range<usize>) {
        let full = match broken {
            Broken::Leaves => {
                let message =
                    format!("'{dest}' leads out of content/; what is published stands in it");
                return self.problem(span, message);
            }
            Broken::Missing(full) => full,
        };
        if let Some(path) = self.withheld.at(full) {
            return self.leak(dest, path, span);
        }
        let library = &self.model.library;
        if library.may_be_unread(full) {
            return;
        }
        let list = full.strip_prefix("content/").unwrap_or_default();
        if ["credentials", "decks", "glossary", "tags", "updates"].contains(&list) {
            if library.unread.is_empty() {
                let whose = &self.withheld.readers;
                let message = format!("'{dest}' leads nowhere: {whose} has nothing to list there");
                self.problem(span, message);
            }
            return;
        }
        let lower = full.to_lowercase();
        let by_case = self.model.paths().find(|path| path.to_lowercase() == lower);
        let message = match by_case {
            Some(path) => format!(
                "'{dest}' is written '{}'; names differ by their capitals",
                shown(path)
            ),
            None => match nearest_path(self.model, full) {
                Some(near) => format!("'{dest}' leads nowhere; did you mean '{}'?", shown(near)),
                None => format!("'{dest}' leads nowhere"),
            },
        };
        self.problem(span, message);
    }

    fn leak(&mut self, dest: &str, path: &str, span: &Range<usize>) {
        if self.withheld.is_narrowed(path) {
            return;
        }
        let message = format!(
            "'{dest}' leads to {path}, which is withheld from {}; widen its audience, narrow this page's, or take the link out",
            self.withheld.readers
        );
        self.problem_of("audience-leak", span, message);
    }

    /// Something that leads nowhere.
    fn problem(&mut self, span: &Range<usize>, message: impl Into<String>) {
        self.problem_of("broken-link", span, message);
    }

    fn problem_of(&mut self, rule: &'static str, span: &Range<usize>, message: impl Into<String>) {
        let text = self.text;
        let span = span.start + text.body_start..span.end + text.body_start;
        let problem = text.source.problem(span, message).of(rule);
        self.problems.push(problem);
    }
}

/// Where the files stand that a shortcode can name.
fn folder_of(what: &str) -> &'static str {
    match what {
        "term" => "content/glossary",
        "statement" => "content/credentials/",
        "deck" => "content/decks/",
        _ => "content/data/",
    }
}

/// The term of a name or an alias, whatever its case; exactly if there is one.
pub(super) fn term(model: &Model, name: &str) -> Option<usize> {
    let terms = &model.library.terms;
    let exact = terms.iter().position(|term| term.term == name);
    let lower = name.to_lowercase();
    exact.or_else(|| {
        terms.iter().position(|term| {
            let mut names = std::iter::once(&term.term).chain(&term.fields.aliases.0);
            names.any(|own| own.to_lowercase() == lower)
        })
    })
}

/// Whether a file is a picture that browsers show.
pub(super) fn is_picture(path: &str) -> bool {
    let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
    ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"].contains(&extension.as_str())
}

fn own_anchors(text: &Text) -> Vec<Cow<'_, str>> {
    text.outline
        .headings
        .iter()
        .map(|heading| Cow::Borrowed(heading.id.as_str()))
        .collect()
}

/// What a fragment may name in something.
fn anchors(model: &Model, item: Item) -> Vec<Cow<'_, str>> {
    let library = &model.library;
    match item {
        Item::Page(at) => own_anchors(&library.pages[at].text),
        Item::Statement(at) => own_anchors(&library.statements[at].text),
        Item::Term(at) => own_anchors(&library.terms[at].text),
        Item::Deck(at) => {
            let deck = &library.decks[at];
            let mut known = own_anchors(&deck.text);
            let slides = deck.file.iter().flat_map(|file| file.slides.iter());
            known.extend(slides.map(|slide| Cow::Owned(format!("slide-{}", slide.number))));
            known
        }
        Item::Listing(Listing::Glossary) => {
            let letters: BTreeSet<String> = library
                .terms
                .iter()
                .map(|term| format!("letter-{}", super::letter(&term.term)))
                .collect();
            letters.into_iter().map(Cow::Owned).collect()
        }
        Item::Section(_) | Item::File(_) | Item::Listing(_) => Vec::new(),
    }
}

/// A path as an author may write it in any file.
fn shown(path: &str) -> String {
    format!("/{}", path.strip_prefix("content/").unwrap_or(path))
}

/// The path that was probably meant: the same name in another folder, else a slip of the hand.
fn nearest_path<'a>(model: &'a Model, full: &str) -> Option<&'a str> {
    let name = full.rsplit('/').next().unwrap_or(full);
    let mut same: Vec<&str> = model
        .paths()
        .filter(|path| path.rsplit('/').next() == Some(name))
        .collect();
    same.sort_unstable();
    // The folder that all share would make short names look alike.
    let own = |path: &'a str| path.strip_prefix("content/").unwrap_or(path);
    let mut all: Vec<&str> = model.paths().map(own).collect();
    all.sort_unstable();
    let full = full.strip_prefix("content/").unwrap_or(full);
    same.first().copied().or_else(|| nearest(full, all))
}
