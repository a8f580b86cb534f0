//! What the proof is given: all that is withheld, and all that is admitted.

use super::build::{self, Prepared};
use super::leak::{Admitted, FileMark, Proof, Withheld, WithheldItem};
use super::library::{DeckFile, Library, Text};
use super::model;
use crate::fs::FsError;
use crate::playbook::data::{Data, Md};
use crate::search::{self, Contents, Index};
use crate::template::Theme;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// All that an edition's versions must not hold, and all that they may. `site` is what `site.toml` has
/// every page say.
///
/// # Errors
/// What the disk refused: pictures and attachments are read for their hashes.
pub fn parted<'a>(
    versions: &'a [Arc<Prepared>],
    site: &'a [&'a str],
) -> Result<(Withheld<'a>, Admitted<'a>), FsError> {
    let mut admitted = admitted(versions, site);
    let items = versions.iter().flat_map(|version| items(&version.withheld));
    let mut items: Vec<WithheldItem<'_>> = items.collect();
    for version in versions {
        let published = build::published(version);
        for (at, path) in version.model.library.files.iter().enumerate() {
            let mark = file_mark(version, path)?;
            if published.contains(&at) {
                admitted.texts.push(Cow::Borrowed(path));
                admitted.files.push(mark);
            } else {
                items.push(WithheldItem {
                    what: format!("the file '{path}'"),
                    file_names: names(path),
                    files: vec![mark],
                    ..WithheldItem::default()
                });
            }
        }
    }
    Ok((Withheld { items }, admitted))
}

/// The files of a site as they can be looked through for what a proof looks for, each read when it is asked for:
/// together they may be larger than the memory. A search index holds its words in pieces, and is put together again,
/// unless nothing that is looked for can be made of its words. One that cannot be stays as it is.
pub fn readable<R>(
    paths: Vec<String>,
    read: R,
    proof: &Proof,
) -> impl ParallelIterator<Item = (String, Vec<u8>)>
where
    R: Fn(&str) -> Option<Vec<u8>> + Clone + Send + Sync + 'static,
{
    let prefixes = paths
        .iter()
        .filter_map(|path| path.strip_suffix(search::MANIFEST));
    let mut in_pieces: BTreeSet<String> = BTreeSet::new();
    let mut whole: Vec<(String, Contents)> = Vec::new();
    for prefix in prefixes {
        let (own, read) = (prefix.to_owned(), read.clone());
        let index = Index::open(move |path: &str| read(&format!("{own}{path}")));
        let Ok((index, forms)) = index.and_then(|index| index.forms().map(|forms| (index, forms)))
        else {
            continue;
        };
        if proof.may_stand_in(&forms) {
            let Ok(contents) = index.contents() else {
                continue;
            };
            whole.push((prefix.to_owned(), contents));
        }
        in_pieces.extend(index.pieces().map(|path| format!("{prefix}{path}")));
    }
    let files = paths
        .into_par_iter()
        .with_max_len(1)
        .filter(move |path| !in_pieces.contains(path))
        .filter_map(move |path| {
            let bytes = read(&path)?;
            Some((path, bytes))
        });
    let texts = whole.into_par_iter().flat_map(|(prefix, contents)| {
        (0..contents.len()).into_par_iter().filter_map(move |at| {
            let (url, text) = contents.text(at)?;
            Some((
                format!("{prefix}{}{at}: {url}", search::FOLDER),
                text.into_bytes(),
            ))
        })
    });
    files.chain(texts)
}

/// A file's path, and its name alone.
fn names(path: &str) -> Vec<Cow<'_, str>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    vec![Cow::Borrowed(path), Cow::Borrowed(name)]
}

fn file_mark(version: &Prepared, path: &str) -> Result<FileMark, FsError> {
    let bytes = version.snapshot.tree.read(path, u64::MAX)?;
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(&bytes) {
        // Writing to a string does not fail.
        let _ = write!(sha256, "{byte:02x}");
    }
    Ok(FileMark {
        sha256,
        length: bytes.len() as u64,
    })
}

fn admitted<'a>(versions: &'a [Arc<Prepared>], site: &'a [&'a str]) -> Admitted<'a> {
    let mut out = Admitted::default();
    out.texts.extend(site.iter().copied().map(Cow::Borrowed));
    for text in Theme::built_in_texts() {
        out.texts.push(Cow::Borrowed(text));
    }
    for version in versions {
        let library = &version.model.library;
        let snippets = library.snippets.iter().map(|snippet| &snippet.text);
        for text in library.texts().chain(snippets) {
            out.texts.push(Cow::Borrowed(&text.source.text));
            out.texts.push(Cow::Borrowed(text.path()));
        }
        for term in &library.terms {
            out.texts.push(Cow::Borrowed(&term.term));
            // Lists and the search put a term's address beside its meaning. Together they read like a text
            // that explains the same term.
            let beside = format!("{} {}", term.slug, term.text.body());
            out.texts.push(Cow::Owned(beside));
            out.texts.extend(
                term.fields
                    .aliases
                    .0
                    .iter()
                    .map(|alias| Cow::Borrowed(alias.as_str())),
            );
        }
        for file in &library.data {
            out.texts.push(Cow::Borrowed(&file.source.text));
        }
        for section in &version.model.sections {
            out.texts.push(Cow::Borrowed(&section.title));
        }
        for deck in &library.decks {
            if let Some(file) = &deck.file {
                out.texts.push(Cow::Borrowed(&file.path));
                out.texts.extend(slides(file));
                out.files.push(mark(file));
            }
        }
        let names = version.model.hyperscalers.iter();
        out.texts.extend(
            names.flat_map(|(id, one)| {
                [Cow::Borrowed(id.as_str()), Cow::Borrowed(one.name.as_str())]
            }),
        );
    }
    out
}

fn items(library: &Library) -> impl Iterator<Item = WithheldItem<'_>> {
    let pages = library.pages.iter().map(|page| WithheldItem {
        titles: vec![Cow::Borrowed(page.title.as_str())],
        slugs: std::iter::once(page.url.as_str())
            .chain(page.fields.aliases.0.iter().map(String::as_str))
            .map(|url| Cow::Borrowed(url.trim_matches('/')))
            .collect(),
        file_names: vec![Cow::Borrowed(page.text.path())],
        // Its description, its updates and its sources stand in the front matter.
        texts: vec![Cow::Borrowed(page.text.source.text.as_str())],
        ..text(&page.text, "the page", &page.title)
    });
    let snippets = library
        .snippets
        .iter()
        .map(|snippet| text(&snippet.text, "the snippet", ""));
    let terms = library.terms.iter().map(|term| WithheldItem {
        titles: std::iter::once(&term.term)
            .chain(&term.fields.aliases.0)
            .map(|name| Cow::Borrowed(name.as_str()))
            .collect(),
        slugs: vec![Cow::Owned(
            model::term_url(&term.slug).trim_end_matches('/').to_owned(),
        )],
        what: format!("the term '{}' ({})", term.term, term.text.path()),
        texts: vec![Cow::Borrowed(term.text.body())],
        ..WithheldItem::default()
    });
    let statements = library.statements.iter().map(|statement| {
        let points = statement
            .fields
            .points()
            .into_iter()
            .map(|(_, _, text)| Cow::Borrowed(text));
        let mut item = text(
            &statement.text,
            "the statement for",
            &statement.fields.hyperscaler,
        );
        item.slugs = vec![Cow::Borrowed(statement.url.trim_end_matches('/'))];
        item.texts.extend(points);
        item
    });
    let decks = library.decks.iter().map(|deck| {
        let mut item = text(&deck.text, "the deck", &deck.title);
        item.titles = vec![Cow::Borrowed(deck.title.as_str())];
        item.slugs = vec![Cow::Borrowed(deck.url.trim_end_matches('/'))];
        if let Some(file) = &deck.file {
            item.file_names = names(&file.path);
            item.files = vec![mark(file)];
            item.texts.extend(slides(file));
        }
        item
    });
    let data = library.data.iter().map(|file| WithheldItem {
        what: format!("the data file '{}' ({})", file.name, file.source.name),
        titles: file
            .title
            .iter()
            .map(|title| Cow::Borrowed(title.as_str()))
            .collect(),
        slugs: vec![Cow::Owned(format!("calendars/{}", file.name))],
        file_names: vec![Cow::Borrowed(file.source.name.as_str())],
        texts: match &file.data {
            Data::Table(table) => table
                .rows
                .iter()
                .map(|row| Cow::Owned(row_text(row)))
                .collect(),
            // Its titles, its owners and its form stand in the file alone.
            tool => std::iter::once(Cow::Borrowed(file.source.text.as_str()))
                .chain(tool.texts().into_iter().map(Cow::Owned))
                .collect(),
        },
        ..WithheldItem::default()
    });
    pages
        .chain(snippets)
        .chain(terms)
        .chain(statements)
        .chain(decks)
        .chain(data)
}

/// A row as one text: its cells are too short to be told by.
fn row_text(row: &[Md]) -> String {
    let cells: Vec<&str> = row.iter().map(|cell| cell.0.as_str()).collect();
    cells.join(" ")
}

fn text<'a>(text: &'a Text, what: &str, title: &str) -> WithheldItem<'a> {
    WithheldItem {
        what: format!("{what} '{title}' ({})", text.path()),
        texts: vec![Cow::Borrowed(text.body())],
        ..WithheldItem::default()
    }
}

fn slides(file: &DeckFile) -> Vec<Cow<'_, str>> {
    let slides = file.slides.iter();
    slides
        .flat_map(|slide| [&slide.title, &slide.body, &slide.notes])
        .map(|text| Cow::Borrowed(text.as_str()))
        .collect()
}

fn mark(file: &DeckFile) -> FileMark {
    FileMark {
        sha256: file.sha256.clone(),
        length: file.size,
    }
}
