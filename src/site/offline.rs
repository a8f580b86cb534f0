//! What a device keeps of an edition, so that it can be read without a network.
//!
//! 1. [`Kept::note`]: each file as it is written, with its hash.
//! 2. [`Kept::worker`]: of those, what is needed first, up to a limit; with it `worker.js`, which keeps them on
//!    the device.
//! 3. [`app`]: `app.webmanifest`, which makes the site installable.
//!
//! The worker stands at the root of an edition and serves all that is below it. It keeps the latest version alone:
//! older ones are read online, and from the device only where they were visited. Two workers, one for each version, would
//! keep the same files twice and take turns at being out of date.

use super::model::Model;
use crate::config::Site;
use crate::search;
use crate::template::Theme;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// What the worker shows where it has nothing else.
pub const PAGE: &str = "offline.html";

/// What makes the site installable.
pub const APP: &str = "app.webmanifest";

/// A device keeps no more than this of a build, in bytes before they are compressed. They are fetched behind the
/// first page, on a phone's connection too.
pub const LIMIT: u64 = 2 << 20;

/// Of a larger file, nobody needs to ask whether it fits.
const FILE_LIMIT: usize = 1 << 20;

/// The files of an edition, by path: length and the beginning of the hash. Files come from many threads.
#[derive(Debug, Default)]
pub struct Kept {
    files: Mutex<BTreeMap<String, (u64, String)>>,
}

impl Kept {
    /// Takes a file of the site.
    pub fn note(&self, path: &str, bytes: &[u8]) {
        if bytes.len() > FILE_LIMIT || !is_kept(path) {
            return;
        }
        let entry = (bytes.len() as u64, mark(bytes));
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        files.insert(path.to_owned(), entry);
    }

    /// `worker.js`, with the list of what it keeps.
    #[must_use]
    pub fn worker(self, model: &Model, theme: &Theme) -> Vec<u8> {
        let files = self.files.into_inner();
        let chosen = chosen(model, files.unwrap_or_else(PoisonError::into_inner));
        worker(&chosen, theme.worker())
    }
}

/// Whether a device may keep a file.
#[must_use]
pub fn is_kept(path: &str) -> bool {
    !path.starts_with("versions/") && use_of(path).is_some()
}

/// How soon a file is needed, the sooner the smaller; none: it is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Use {
    /// Minutes before a meeting: the finder, the statements, the decks' pages; and what all pages need.
    First,
    /// Looking something up.
    Search,
    /// Reading.
    Page,
    /// What pages explain already where it is mentioned.
    Term,
}

fn use_of(path: &str) -> Option<Use> {
    let first = [
        "index.html",
        PAGE,
        APP,
        "decks.json",
        "terms.json",
        "search/index.html",
    ];
    if first.contains(&path) || path.starts_with("assets/") {
        return Some(Use::First);
    }
    if path.starts_with(search::FOLDER) {
        return Some(Use::Search);
    }
    let page = path.strip_suffix("index.html")?;
    Some(match page.split('/').next() {
        Some("decks" | "credentials") => Use::First,
        Some("glossary") if page != "glossary/" => Use::Term,
        _ => Use::Page,
    })
}

/// What is kept, by address, in the order of need and then of the alphabet. The index is kept whole or not at
/// all: a search that finds half looks like one that finds all.
fn chosen(model: &Model, files: BTreeMap<String, (u64, String)>) -> BTreeMap<String, String> {
    let mut by_use: BTreeMap<Use, Vec<(String, u64, String)>> = BTreeMap::new();
    for (path, (length, mark)) in files {
        let Some(kept) = use_of(&path) else {
            continue;
        };
        let url = path.strip_suffix("index.html").unwrap_or(&path);
        // An old address that leads to a new one is no page, nor is a list of tags worth the room.
        if matches!(kept, Use::Page | Use::Term) && model.at_url(url).is_none() {
            continue;
        }
        let url = url.to_owned();
        by_use.entry(kept).or_default().push((url, length, mark));
    }
    let mut left = LIMIT;
    let mut out = BTreeMap::new();
    for (kept, files) in by_use {
        let whole: u64 = files.iter().map(|(_, length, _)| length).sum();
        if kept == Use::Search && whole > left {
            continue;
        }
        for (url, length, mark) in files {
            if let Some(rest) = left.checked_sub(length) {
                left = rest;
                out.insert(url, mark);
            }
        }
    }
    out
}

/// The worker with its list: the fingerprint of the build is that of all it keeps, and of itself.
fn worker(chosen: &BTreeMap<String, String>, script: &str) -> Vec<u8> {
    let list: Vec<(&String, &String)> = chosen.iter().collect();
    // A list of texts can be written as JSON.
    let list = serde_json::to_string(&list).unwrap_or_default();
    let build = mark(format!("{list}{script}").as_bytes());
    format!("const BUILD = \"{build}\";\nconst KEPT = {list};\n{script}").into_bytes()
}

/// `app.webmanifest`.
#[must_use]
pub fn app(theme: &Theme, site: &Site) -> Vec<u8> {
    let icon = |name: &str, sizes: &str, kind: &str, purpose: &str| {
        let asset = theme.assets().iter().find(|asset| asset.name == name)?;
        Some(json!({"src": asset.path, "sizes": sizes, "type": kind, "purpose": purpose}))
    };
    let icons = [
        icon("icon.svg", "any", "image/svg+xml", "any"),
        icon("icon-192.png", "192x192", "image/png", "any"),
        icon("icon-512.png", "512x512", "image/png", "any"),
        icon("icon-512.png", "512x512", "image/png", "maskable"),
    ];
    let icons: Vec<_> = icons.into_iter().flatten().collect();
    let title = site.title.as_deref().unwrap_or("Playbook");
    let mut app = json!({
        "name": title,
        "short_name": site.company.as_deref().unwrap_or(title),
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b6a72",
        "icons": icons,
    });
    if let Some(description) = &site.description {
        app["description"] = json!(description);
    }
    let mut bytes = serde_json::to_vec_pretty(&app).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The first 64 bits of the SHA-256: enough to tell a file from any other by chance.
fn mark(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(16);
    for byte in Sha256::digest(bytes).iter().take(8) {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Use, use_of, worker};
    use std::collections::BTreeMap;

    #[test]
    fn what_is_needed_first() {
        for (path, expected) in [
            ("index.html", Some(Use::First)),
            ("decks/why-aws/index.html", Some(Use::First)),
            ("decks/why-aws/why-aws.pptx", None),
            ("credentials/aws/index.html", Some(Use::First)),
            ("assets/style.12.css", Some(Use::First)),
            ("search/abcdefgh.bin", Some(Use::Search)),
            ("playbook/co-sell/index.html", Some(Use::Page)),
            ("playbook/co-sell/index.md", None),
            ("glossary/index.html", Some(Use::Page)),
            ("glossary/macc/index.html", Some(Use::Term)),
            ("404.html", None),
        ] {
            assert_eq!(use_of(path), expected, "{path}");
        }
    }

    #[test]
    fn the_fingerprint_is_that_of_all_that_is_kept() {
        let list = |mark: &str| BTreeMap::from([(String::new(), mark.to_owned())]);
        let first = |text: Vec<u8>| {
            String::from_utf8(text)
                .unwrap()
                .lines()
                .next()
                .unwrap()
                .to_owned()
        };
        let one = first(worker(&list("1"), "x"));
        assert_eq!(one, first(worker(&list("1"), "x")));
        assert_ne!(one, first(worker(&list("2"), "x")));
        assert_ne!(one, first(worker(&list("1"), "y")));
    }
}
