//! Where a file of the playbook stands on the site.

use super::library::PageRole;
use crate::deck::is_markdown_deck;
pub(super) use crate::playbook::join;
use std::borrow::Cow;

/// What a file under `content/` is, told by its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A page, a section or the home page.
    Page(PageRole),
    /// A piece of Markdown for others to include.
    Snippet,
    /// `glossary.yaml`.
    TermList,
    /// A term of its own.
    Term,
    /// A statement.
    Statement,
    /// A page of the deck catalogue.
    Deck,
    /// A data file.
    Data,
    /// Anything else.
    File,
}

/// The folder that holds the playbook.
pub(super) const CONTENT: &str = "content";

/// Tells what a file is. `path` is relative to the project and lies under `content/`.
pub(super) fn role(path: &str) -> Role {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let (folder, name) = inside.rsplit_once('/').unwrap_or(("", inside));
    let top = inside.split('/').next().unwrap_or("");
    let yaml = name.ends_with(".yaml") || name.ends_with(".yml");
    if yaml && matches!(inside, "glossary.yaml" | "glossary.yml") {
        return Role::TermList;
    }
    if yaml && top == "data" && !folder.is_empty() {
        return Role::Data;
    }
    // A deck in Markdown is a deck, as one of PowerPoint is.
    if is_markdown_deck(name) {
        return Role::File;
    }
    let Some(stem) = name.strip_suffix(".md") else {
        return Role::File;
    };
    match top {
        "glossary" if !folder.is_empty() && !is_index(stem) => Role::Term,
        "credentials" if !folder.is_empty() && !is_index(stem) => Role::Statement,
        "decks" if !folder.is_empty() && !is_index(stem) => Role::Deck,
        "snippets" if !folder.is_empty() => Role::Snippet,
        _ if folder.is_empty() && is_index(stem) => Role::Page(PageRole::Home),
        _ if is_index(stem) => Role::Page(PageRole::Section),
        _ if stem.starts_with('_') => Role::Snippet,
        _ => Role::Page(PageRole::Page),
    }
}

fn is_index(stem: &str) -> bool {
    stem == "index" || stem == "_index"
}

/// The address of a page from the root of a version: `playbook/co-sell/`.
pub(super) fn url(path: &str) -> String {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let stem = inside.strip_suffix(".md").unwrap_or(inside);
    let stem = match stem.rsplit_once('/') {
        Some((folder, name)) if is_index(name) => folder,
        None if is_index(stem) => "",
        _ => stem,
    };
    let mut out = String::with_capacity(stem.len() + 1);
    for part in stem.split('/').filter(|part| !part.is_empty()) {
        out.push_str(&segment(part));
        out.push('/');
    }
    out
}

/// A file's name as a part of an address: as it is where that needs no escaping.
fn segment(name: &str) -> Cow<'_, str> {
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    if name.bytes().all(plain) && !name.starts_with('.') {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(slug(name))
    }
}

/// The folder of an address, as an address: `playbook/` for `playbook/co-sell/`; None for the root.
pub(super) fn parent(url: &str) -> Option<&str> {
    let inside = url.strip_suffix('/')?;
    Some(inside.rfind('/').map_or("", |at| &url[..=at]))
}

/// The way from a page at `url` back to the root: `./`, `../`, `../../`.
pub(super) fn root(url: &str) -> String {
    match url.matches('/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// The file in which a page stands: `playbook/co-sell/index.html`.
pub(super) fn file(url: &str) -> String {
    format!("{url}index.html")
}

/// A part of an address from words: small letters, digits and single hyphens. Letters of any
/// script stay; what has no letter at all becomes its code points.
pub(super) fn slug(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if matches!(c, '+' | '#') {
            // 'C++' and 'C#' are not 'C'.
            out.push_str(if c == '+' { "-plus" } else { "-sharp" });
        } else if !out.is_empty() && !out.ends_with('-') && c != '\'' && c != '’' {
            out.push('-');
        }
    }
    let trimmed = out.trim_matches('-');
    if trimmed.is_empty() {
        let codes: Vec<String> = words
            .chars()
            .map(|c| format!("{:x}", u32::from(c)))
            .collect();
        return format!("u{}", codes.join("-"));
    }
    trimmed.to_owned()
}

/// A version's name as a part of an address: `2026.1` stays what it is.
pub(super) fn slug_of_version(name: &str) -> String {
    segment(name).into_owned()
}

/// A name from a folder's: `co-sell-motions` is 'Co-sell motions'.
pub(super) fn words(slug: &str) -> String {
    let spaced = slug.replace('_', " ");
    let spaced = spaced.replace('-', " ").replace("co sell", "co-sell");
    let mut letters = spaced.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_follow_paths() {
        use PageRole::{Home, Page, Section};
        for (path, wanted) in [
            ("content/index.md", Role::Page(Home)),
            ("content/playbook/_index.md", Role::Page(Section)),
            ("content/playbook/team/index.md", Role::Page(Section)),
            ("content/playbook/team/roles.md", Role::Page(Page)),
            ("content/about.md", Role::Page(Page)),
            ("content/playbook/_note.md", Role::Snippet),
            ("content/snippets/a/b.md", Role::Snippet),
            ("content/glossary.yaml", Role::TermList),
            ("content/glossary/macc.md", Role::Term),
            ("content/glossary/_index.md", Role::Page(Section)),
            ("content/glossary.md", Role::Page(Page)),
            ("content/credentials/aws.md", Role::Statement),
            ("content/decks/why.md", Role::Deck),
            ("content/decks/why.pptx", Role::File),
            ("content/decks/why.slides.md", Role::File),
            ("content/talks/slides.md", Role::File),
            ("content/data/calendar.yaml", Role::Data),
            ("content/playbook/x.png", Role::File),
        ] {
            assert_eq!(role(path), wanted, "{path}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(url("content/index.md"), "");
        assert_eq!(url("content/playbook/_index.md"), "playbook/");
        assert_eq!(url("content/playbook/a/b.md"), "playbook/a/b/");
        assert_eq!(url("content/Q4 Plan/v1.2.md"), "q4-plan/v1.2/");
        assert_eq!(parent("playbook/a/b/"), Some("playbook/a/"));
        assert_eq!(parent("playbook/"), Some(""));
        assert_eq!(parent(""), None);
        assert_eq!(root(""), "./");
        assert_eq!(root("a/b/"), "../../");
        assert_eq!(
            join("content/a", "../b/./c.md").as_deref(),
            Some("content/b/c.md")
        );
        assert_eq!(join("content", "../../x"), None);
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Microsoft's MACC (2026)"), "microsofts-macc-2026");
        assert_eq!(slug("C++"), "c-plus-plus");
        assert_eq!(slug("C#"), "c-sharp");
        assert_eq!(slug("re:Invent"), "re-invent");
        assert_eq!(slug("Überblick"), "überblick");
        assert_eq!(slug("!?"), "u21-3f");
    }
}
