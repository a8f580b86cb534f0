//! Links that lead out of the site, with every place that has them.

use super::library::{Library, Text};
use crate::markdown;
use crate::source::Source;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where a link stands.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The file.
    pub source: &'a Source,
    /// In bytes.
    pub span: Range<usize>,
}

/// The web addresses that a playbook's texts and sources lead to, without what follows a `#`.
#[must_use]
pub fn links(library: &Library) -> BTreeMap<String, Vec<Place<'_>>> {
    let mut out: BTreeMap<String, Vec<Place<'_>>> = BTreeMap::new();
    let mut add = |dest: &str, source, span| {
        if let Some(url) = web_address(dest) {
            out.entry(url).or_default().push(Place { source, span });
        }
    };
    let snippets = library.snippets.iter().map(|snippet| &snippet.text);
    for text in library.texts().chain(snippets) {
        for link in &text.outline.links {
            add(&link.dest, &text.source, in_file(text, &link.span));
        }
    }
    for page in &library.pages {
        for source in &page.fields.sources {
            let Some(url) = &source.url else { continue };
            let text = &page.text.source;
            let start = text.text.find(url.as_str()).unwrap_or(0);
            add(url, text, start..start + url.len());
        }
    }
    for file in &library.data {
        for text in file.data.texts() {
            for link in markdown::outline(&text, &markdown::Options::default()).links {
                let start = file.source.text.find(&link.dest).unwrap_or(0);
                add(&link.dest, &file.source, start..start + link.dest.len());
            }
        }
    }
    out
}

fn in_file(text: &Text, span: &Range<usize>) -> Range<usize> {
    span.start + text.body_start..span.end + text.body_start
}

fn web_address(dest: &str) -> Option<String> {
    let scheme = dest.split_once("://")?.0.to_ascii_lowercase();
    let bare = dest.split('#').next().unwrap_or(dest);
    ["http", "https"]
        .contains(&scheme.as_str())
        .then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_the_web_is_asked() {
        assert_eq!(
            web_address("https://a.example/b#c").as_deref(),
            Some("https://a.example/b")
        );
        assert_eq!(
            web_address("HTTP://a.example").as_deref(),
            Some("HTTP://a.example")
        );
        for other in [
            "mailto:a@b.example",
            "../a.md",
            "ftp://a.example",
            "//a.example",
        ] {
            assert_eq!(web_address(other), None, "{other}");
        }
    }
}
