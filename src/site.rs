//! The playbook as a site.
//!
//! 1. [`library`] and [`load`]: everything in the playbook, read and typed, with every mistake.
//! 2. [`admit`]: what an edition may hold, parted from what it must not.
//! 3. [`model`]: pages in their sections, and what stands where.
//! 4. `links`: every link, anchor and shortcode, settled; `words`: what each hyperscaler calls a thing.
//!    [`external`]: those that lead out of the site.
//! 5. [`render`]: pages, lists and feeds.
//! 6. [`leak`] and [`proof`]: the proof that nothing withheld got out.
//! 7. [`past`]: what changed between versions.
//! 8. [`records`]: what a search can find; [`index`](mod@index): the files it reads.
//! 9. [`offline`]: what a device keeps of an edition; [`budget`]: what a page may weigh.
//! 10. [`build`]: all of it, for every edition and version, written whole.
//! 11. [`findings`]: what the linter says of pages.
//! 12. [`settings`]: what the playbook says of itself as a whole. [`live`]: a site that follows its
//!     playbook.

mod address;
pub mod admit;
pub mod budget;
pub mod build;
pub mod external;
pub mod findings;
pub mod index;
pub mod leak;
pub mod library;
mod links;
pub mod live;
pub mod load;
pub mod model;
pub mod offline;
pub mod past;
pub mod proof;
pub mod records;
mod redirects;
pub mod render;
pub mod settings;
mod words;

use admit::Readers;
use std::collections::BTreeSet;

/// An edition: for whom, and where.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its name in commands.
    pub name: String,
    /// For whom.
    pub readers: Readers,
    /// The folder it is written to, relative to the project.
    pub out: String,
    /// Where it is published: `https://partners.quillfish.example/playbook/`.
    pub base_url: Option<String>,
}

/// A version of the playbook within an edition, and the others beside it.
#[derive(Debug, Clone)]
pub struct VersionInfo {
    /// Its name: `latest`, or that of `[[versions]]`.
    pub name: String,
    /// 'current', 'maintained', 'retired'.
    pub status: Option<String>,
    /// Whether it is the working tree's.
    pub latest: bool,
    /// Whether search engines should pass it over.
    pub noindex: bool,
    /// Where it stands in the site: empty, or `versions/2026.1/`.
    pub prefix: String,
    /// All versions, this one among them, in the order of the menu.
    pub all: Vec<VersionPlace>,
}

impl VersionInfo {
    /// The way from a page to the top of the site, given that to the root of the version.
    #[must_use]
    pub fn top(&self, root: &str) -> String {
        let up = "../".repeat(self.prefix.matches('/').count());
        match (root, up.as_str()) {
            (root, "") => root.to_owned(),
            ("./", up) => up.to_owned(),
            (root, up) => format!("{root}{up}"),
        }
    }
}

/// A version as the others see it.
#[derive(Debug, Clone)]
pub struct VersionPlace {
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: Option<String>,
    /// Whether it is the latest.
    pub latest: bool,
    /// Where it stands in the site.
    pub prefix: String,
    /// The addresses of its pages; empty where it is the only version.
    pub urls: BTreeSet<String>,
}

/// Where a link to another version leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    /// To the same page.
    Page,
    /// To its home, since it does not have the page.
    Home,
}

/// The address of a page from the root of the site, by its file: `decks/why-aws/`.
#[must_use]
pub fn address_of(path: &str) -> String {
    address::url(path)
}

/// The letter under which a glossary files a term: `a` to `z`, or `0` for all else.
fn letter(term: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let first = term.nfd().find(|c| c.is_alphanumeric());
    match first.map(|c| c.to_ascii_lowercase()) {
        Some(c @ 'a'..='z') => c.to_string(),
        Some(c) if c.is_alphabetic() => c.to_lowercase().to_string(),
        _ => "0".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters() {
        for (term, expected) in [
            ("MACC", "m"),
            ("Überblick", "u"),
            (".NET", "n"),
            ("3P", "0"),
            ("?", "0"),
        ] {
            assert_eq!(letter(term), expected, "{term}");
        }
    }

    #[test]
    fn the_top_is_above_the_version() {
        let version = VersionInfo {
            name: "2026.1".to_owned(),
            status: None,
            latest: false,
            noindex: false,
            prefix: "versions/2026.1/".to_owned(),
            all: Vec::new(),
        };
        assert_eq!(version.top("./"), "../../");
        assert_eq!(version.top("../"), "../../../");
        let latest = VersionInfo {
            prefix: String::new(),
            ..version
        };
        assert_eq!(latest.top("./"), "./");
    }
}
