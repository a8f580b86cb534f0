//! What a page may weigh, and what it may not do.
//!
//! 1. [`Weighed::note`]: each page as it is written: what it fetches at first, and its faults.
//! 2. [`Weighed::problems`]: those, and the pages that are too heavy, with the files that make them so.
//!
//! Bytes are counted as they are sent, compressed. What scripts fetch later is not counted here; the tests in a browser
//! do that. Pages of older versions are left out: nobody can mend them. Of lists of everything the text is not counted,
//! since it grows with the playbook.

mod tags;

use crate::config::Budgets;
use crate::source::{Problem, Source};
use crate::template::Theme;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};
use tags::{Tag, tags};

/// The policy that each page states.
const POLICY: &str = "default-src 'self'";

/// A text of this length cannot break a budget by itself; to compress each page would take longer than to make it.
const SURE: usize = 40 << 10;

/// Lists that grow with the playbook.
const LISTS: [&str; 7] = [
    "search", "glossary", "tags", "updates", "changes", "history", "decks",
];

/// Pages and files as they are written, from many threads.
#[derive(Debug)]
pub struct Weighed {
    /// The files of the theme: bytes compressed, and the scripts that they import at once.
    assets: BTreeMap<String, (usize, Vec<String>)>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    pages: BTreeMap<String, Page>,
    /// Pictures on pages, by path: their bytes.
    files: BTreeMap<String, usize>,
}

/// What is known of a page.
#[derive(Debug, Default)]
struct Page {
    /// Its own text, compressed if it is long.
    text: usize,
    scripts: BTreeSet<String>,
    others: BTreeSet<String>,
    faults: Vec<String>,
}

impl Weighed {
    /// With the files of the theme.
    #[must_use]
    pub fn new(theme: &Theme) -> Self {
        let assets = theme.assets().iter().map(|asset| {
            let text = std::str::from_utf8(&asset.bytes).unwrap_or_default();
            let imports = if asset.name.ends_with(".js") {
                imports(text)
            } else {
                Vec::new()
            };
            (asset.path.clone(), (compressed(&asset.bytes), imports))
        });
        Self {
            assets: assets.collect(),
            seen: Mutex::default(),
        }
    }

    /// Takes a file of the site.
    pub fn note(&self, path: &str, bytes: &[u8]) {
        if path.starts_with("versions/") {
            return;
        }
        if !path.ends_with(".html") {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.files.insert(path.to_owned(), bytes.len());
            return;
        }
        let mut page = look(path, std::str::from_utf8(bytes).unwrap_or_default());
        page.text = if bytes.len() > SURE {
            compressed(bytes)
        } else {
            bytes.len()
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.pages.insert(path.to_owned(), page);
    }

    /// What is wrong, once for all pages that share it.
    #[must_use]
    pub fn problems(&self, budgets: &Budgets) -> Vec<Problem> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let mut told: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (path, page) in &seen.pages {
            let weight = self.weight(path, page, &seen.files, budgets);
            for fault in page.faults.iter().cloned().chain(weight) {
                told.entry(fault).or_default().push(path);
            }
        }
        let problems = told.into_iter().map(|(fault, pages)| {
            let more = match pages.len() {
                1 => String::new(),
                2 => " (and one more page)".to_owned(),
                count => format!(" (and {} more pages)", count - 1),
            };
            let page = pages.first().copied().unwrap_or_default();
            Source::new(page, "").problem_at(1, 1, 1, format!("{fault}{more}"))
        });
        problems.collect()
    }

    /// The budgets that a page breaks.
    fn weight(
        &self,
        path: &str,
        page: &Page,
        files: &BTreeMap<String, usize>,
        budgets: &Budgets,
    ) -> Vec<String> {
        let mut scripts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut open: Vec<&str> = page.scripts.iter().map(String::as_str).collect();
        while let Some(script) = open.pop() {
            if let Some((size, imports)) = self.assets.get(script)
                && scripts.insert(script, *size).is_none()
            {
                open.extend(imports.iter().map(String::as_str));
            }
        }
        let mut out = Vec::new();
        let limit = kilobytes(budgets.script);
        let sum: usize = scripts.values().sum();
        if sum > limit {
            out.push(format!(
                "its scripts come to {sum} bytes, compressed, and {limit} are the budget; the largest are {}; load less at first, or raise 'script' under [budgets] in site.toml",
                largest(&scripts)
            ));
        }
        let mut all = scripts;
        for other in &page.others {
            let asset = self.assets.get(other).map(|(size, _)| *size);
            if let Some(size) = asset.or_else(|| files.get(other).copied()) {
                all.insert(other, size);
            }
        }
        if !LISTS.contains(&path.split('/').next().unwrap_or(path)) {
            all.insert("the page's own text", page.text);
        }
        let limit = kilobytes(budgets.first_view);
        let sum: usize = all.values().sum();
        if sum > limit {
            out.push(format!(
                "its first view comes to {sum} bytes, compressed, and {limit} are the budget; the largest are {}; make them smaller, part the page, or raise 'first-view' under [budgets] in site.toml",
                largest(&all)
            ));
        }
        out
    }
}

fn kilobytes(count: u32) -> usize {
    usize::try_from(count).map_or(usize::MAX, |count| count.saturating_mul(1024))
}

/// The three that weigh most.
fn largest(files: &BTreeMap<&str, usize>) -> String {
    let mut files: Vec<(&str, usize)> = files.iter().map(|(name, size)| (*name, *size)).collect();
    files.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let told = files.iter().take(3);
    let told: Vec<String> = told
        .map(|(name, size)| format!("{name} ({size})"))
        .collect();
    told.join(", ")
}

/// What a page fetches at first, and what it may not do.
fn look(path: &str, html: &str) -> Page {
    let mut page = Page::default();
    let mut policy = false;
    for tag in tags(html) {
        policy |= tag.name == "meta"
            && tag
                .get("http-equiv")
                .is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
            && tag
                .get("content")
                .is_some_and(|text| text.starts_with(POLICY));
        let inline = tag.attributes.iter().find(|(name, _)| {
            *name == "style"
                || (name.starts_with("on") && name.bytes().all(|b| b.is_ascii_alphabetic()))
        });
        if let Some((name, _)) = inline {
            page.faults.push(format!(
                "a <{}> has '{name}', which the site's policy ({POLICY}) switches off; put it into a file of the theme",
                tag.name
            ));
        }
        match tag.name {
            "script" if tag.get("src").is_none() && is_script(&tag) => page.faults.push(format!(
                "it has a script in the page, which the site's policy ({POLICY}) switches off; put it into a file of the theme"
            )),
            "style" => page.faults.push(format!(
                "it has a style in the page, which the site's policy ({POLICY}) switches off; put it into a file of the theme"
            )),
            _ => {}
        }
        let Some(fetched) = fetched(&tag) else {
            continue;
        };
        if fetched.contains("://") || fetched.starts_with("//") {
            page.faults.push(format!(
                "it would fetch '{fetched}' from another host; put the file into the playbook"
            ));
        } else if let Some(file) = resolved(path, fetched) {
            match tag.name {
                "script" => page.scripts.insert(file),
                _ => page.others.insert(file),
            };
        }
    }
    if !policy {
        page.faults.push(format!(
            "it states no policy; its template needs <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"
        ));
    }
    page
}

/// Blocks of data are no scripts.
fn is_script(tag: &Tag<'_>) -> bool {
    tag.get("type").is_none_or(|kind| !kind.contains("json"))
}

/// What a browser fetches for a tag before anybody does anything.
fn fetched<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    match tag.name {
        "script" | "iframe" | "source" | "video" | "audio" | "embed" | "track" => tag.get("src"),
        "img" if tag.get("loading") != Some("lazy") => tag.get("src"),
        "link" => {
            let kinds = ["stylesheet", "icon", "preload", "modulepreload"];
            tag.get("rel")
                .filter(|rel| rel.split(' ').any(|kind| kinds.contains(&kind)))
                .and_then(|_| tag.get("href"))
        }
        "object" => tag.get("data"),
        _ => None,
    }
}

/// Where a link on a page leads, as a path in the site; none where it leads out of it.
fn resolved(page: &str, link: &str) -> Option<String> {
    let link = link.split(['?', '#']).next().unwrap_or(link);
    let mut parts: Vec<&str> = match link.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => page.split('/').collect(),
    };
    // The page's own name.
    parts.pop();
    for part in link.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The scripts that a script needs before it starts; those that it loads when they are asked for are none.
fn imports(script: &str) -> Vec<String> {
    let found = script.match_indices("\"./").filter(|(at, _)| {
        let before = script[..*at].trim_end();
        before.ends_with("from") || before.ends_with("import")
    });
    let names = found.filter_map(|(at, _)| script[at + 3..].split('"').next());
    names.map(|name| format!("assets/{name}")).collect()
}

fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail; if it did, the bytes as they are would do.
    let done = encoder.write_all(bytes).and_then(|()| encoder.finish());
    done.map_or(bytes.len(), |out| out.len())
}

#[cfg(test)]
mod tests {
    use super::{imports, look, resolved};

    #[test]
    fn what_a_page_may_not_do() {
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">";
        for (html, expected) in [
            ("<p>Fine", ""),
            ("<script type=\"application/ld+json\">{}</script>", ""),
            ("<a href=\"https://a.example/\">", ""),
            ("<script>x()</script>", "a script in the page"),
            ("<style>p{}</style>", "a style in the page"),
            ("<p style=\"color:red\">", "a <p> has 'style'"),
            ("<p onclick=\"x()\">", "a <p> has 'onclick'"),
            (
                "<img src=\"https://a.example/b.png\">",
                "fetch 'https://a.example/b.png'",
            ),
            (
                "<script src=\"//a.example/b.js\"></script>",
                "from another host",
            ),
        ] {
            let told = look("a/index.html", &format!("{policy}{html}"))
                .faults
                .join("; ");
            let good = if expected.is_empty() {
                told.is_empty()
            } else {
                told.contains(expected)
            };
            assert!(good, "{html}: {told}");
        }
        let told = look("a/index.html", "<p>").faults.join("; ");
        assert!(told.contains("states no policy"), "{told}");
    }

    #[test]
    fn links_are_led_to_files() {
        for (page, link, expected) in [
            ("index.html", "assets/a.js", Some("assets/a.js")),
            ("a/b/index.html", "../../assets/a.js", Some("assets/a.js")),
            ("a/index.html", "./c.png?1#2", Some("a/c.png")),
            ("a/index.html", "/c.png", Some("c.png")),
            ("a/index.html", "../../c.png", None),
        ] {
            assert_eq!(resolved(page, link).as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn what_is_loaded_later_is_no_import() {
        let script = "import { a } from \"./a.js\";\nimport \"./b.js\";\nimport(\"./c.js\");\nnew URL(\"./d.js\")";
        assert_eq!(imports(script), ["assets/a.js", "assets/b.js"]);
    }
}
