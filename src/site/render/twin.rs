//! The Markdown twin of a page: for people and programs that would rather have the text.
//!
//! It stands where the source stands below `content/`, so relative links between pages lead from
//! twin to twin as they are. Only a body with shortcodes is written anew.

use super::{Renderer, statement_title};
use crate::markdown::{self, Call, Shortcode, TwinSurroundings};
use crate::site::library::{self, Text};
use crate::site::links::{self, Target};
use crate::site::model::{self, Item};
use crate::site::words;
use std::fmt::Write as _;

/// How deep includes may stand in each other. The check has refused cycles already.
const DEPTH: u8 = 8;

impl Renderer<'_> {
    /// The twin of a page, a deck or a statement.
    pub(super) fn twin(&self, item: Item) -> Vec<u8> {
        let library = &self.model.library;
        match item {
            Item::Page(at) => self.twin_of(&library.pages[at].title, &library.pages[at].text),
            Item::Deck(at) => self.twin_of(&library.decks[at].title, &library.decks[at].text),
            Item::Statement(at) => {
                let statement = &library.statements[at];
                self.twin_of(&statement_title(self, statement), &statement.text)
            }
            _ => Vec::new(),
        }
    }

    fn twin_of(&self, title: &str, text: &Text) -> Vec<u8> {
        let mut out = String::with_capacity(text.body().len() + title.len() + 4);
        let first = text.outline.headings.first();
        if first.is_none_or(|heading| heading.text != title) {
            let _ = write!(out, "# {title}\n\n");
        }
        let body = text.body().trim_start_matches(['\r', '\n']);
        if text.outline.calls.is_empty() && !body.contains("{{") {
            out.push_str(body);
        } else {
            let scene = TwinScene {
                renderer: self,
                path: text.path(),
                depth: 0,
            };
            out.push_str(&markdown::twin(text.body(), &scene));
        }
        out.into_bytes()
    }
}

/// A text in Markdown that stands at `path`.
struct TwinScene<'a> {
    renderer: &'a Renderer<'a>,
    path: &'a str,
    depth: u8,
}

impl TwinScene<'_> {
    /// The way to the source's place of something, from this file.
    fn to(&self, item: Item) -> String {
        let library = &self.renderer.model.library;
        let target = match item {
            Item::Page(at) => model::file_url(library.pages[at].text.path()),
            Item::Deck(at) => model::file_url(library.decks[at].text.path()),
            Item::Statement(at) => model::file_url(library.statements[at].text.path()),
            item => self.renderer.model.url(item),
        };
        let depth = model::file_url(self.path).matches('/').count();
        format!("{}{target}", "../".repeat(depth))
    }
}

fn one_cell(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}

impl TwinSurroundings for TwinScene<'_> {
    fn link(&self, dest: &str) -> Option<String> {
        match links::resolve(self.renderer.model, self.path, dest) {
            Ok(Target::Inside(item, fragment)) => {
                let anchor = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                Some(format!("{}{anchor}", self.to(item)))
            }
            Ok(Target::Here(_) | Target::Outside) => Some(dest.to_owned()),
            Err(_) => None,
        }
    }

    fn call(&self, call: &Call) -> Option<String> {
        let library = &self.renderer.model.library;
        match call.shortcode {
            Shortcode::Term => links::term(self.renderer.model, call.subject())
                .map(|at| format!("[{}]({})", call.subject(), self.to(Item::Term(at)))),
            Shortcode::Word => Some(words::labelled(&words::sayings(
                self.renderer.model,
                self.path,
                call,
            ))),
            Shortcode::Deck => {
                let at = library
                    .decks
                    .iter()
                    .position(|deck| deck.slug == call.subject());
                at.map(|at| format!("[{}]({})", library.decks[at].title, self.to(Item::Deck(at))))
            }
            Shortcode::Credentials => {
                let statement = library
                    .statements
                    .iter()
                    .find(|one| one.fields.hyperscaler == call.subject());
                statement.map(|statement| {
                    let mut out = format!("**{}**\n\n", statement_title(self.renderer, statement));
                    for (number, (_, label, text)) in (1..).zip(statement.fields.points()) {
                        let _ = writeln!(out, "{number}. {label}: {}", one_cell(text));
                    }
                    out
                })
            }
            Shortcode::Include => {
                let full = library::included(self.path, call.subject());
                let snippet = full.and_then(|full| {
                    library
                        .snippets
                        .iter()
                        .find(|snippet| snippet.text.path() == full)
                });
                snippet.filter(|_| self.depth < DEPTH).map(|snippet| {
                    let inner = TwinScene {
                        renderer: self.renderer,
                        path: snippet.text.path(),
                        depth: self.depth + 1,
                    };
                    markdown::twin(snippet.text.body(), &inner)
                })
            }
            Shortcode::Figure => {
                let src = call.value("src").unwrap_or("");
                let src = self.link(src).unwrap_or_else(|| src.to_owned());
                let alt = call.value("alt").unwrap_or("");
                let caption = call
                    .value("caption")
                    .map_or_else(String::new, |text| format!("\n\n{text}"));
                Some(format!("![{alt}]({src}){caption}"))
            }
            Shortcode::Data => {
                let file = library.data(call.value("name").unwrap_or(""))?;
                let name = |id: &str| self.renderer.model.name_of(id).to_owned();
                Some(file.data.markdown(&name))
            }
        }
    }
}
