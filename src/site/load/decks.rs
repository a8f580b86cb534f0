//! Pages of the deck catalogue, joined to their decks.

use super::{LoadOptions, at_key, both};
use crate::deck::{self, Deck, Limits, Part, Slide};
use crate::fs::Tree;
use crate::playbook::{DeckEntry, DeckFields, DeckStatus};
use crate::site::address;
use crate::site::library::{DeckFile, DeckPage, SlideText, Text};
use crate::site::links::INVALID_PAGE;
use crate::source::{Problem, Source};
use sha2::{Digest as _, Sha256};
use std::io::Cursor;

/// The largest deck that is published, in bytes.
const DECK_LIMIT: u64 = 2 << 30;

pub(super) fn page(
    tree: &dyn Tree,
    source: Source,
    options: &LoadOptions,
) -> Result<DeckPage, Vec<Problem>> {
    // The catalogue's own reader checks what the linter relies on; it tells nothing twice.
    let entry = DeckEntry::parse(&source).ok().flatten();
    let url = address::url(&source.name);
    let (fields, text): (DeckFields, Text) = both(source, options)?;
    let slug = url
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or("")
        .to_owned();
    let mut problems: Vec<Problem> = Vec::new();
    let Some(entry) = entry else {
        let message =
            "the page says nothing of its deck; begin it with '---' lines around its fields";
        return Err(vec![text.source.problem_at(1, 1, 1, message)]);
    };
    let retired = fields.status == Some(DeckStatus::Retired);
    let file = if tree.has(&entry.file) {
        match file(tree, &entry.file, options) {
            Ok(file) => Some(file),
            Err((rule, message)) => {
                problems.push(at_key(&text.source, "file", message).of(rule));
                None
            }
        }
    } else {
        if !retired {
            let message = format!("its deck '{}' is not there; name it in 'file'", entry.file);
            problems.push(at_key(&text.source, "file", message));
        }
        None
    };
    if !problems.is_empty() {
        return Err(problems);
    }
    let title = fields
        .title
        .clone()
        .unwrap_or_else(|| address::words(&slug));
    Ok(DeckPage {
        text,
        fields,
        title,
        slug,
        url,
        named: entry.file,
        file,
    })
}

/// What a deck's file says of itself, or the rule that it breaks and how.
fn file(
    tree: &dyn Tree,
    path: &str,
    options: &LoadOptions,
) -> Result<DeckFile, (&'static str, String)> {
    let bytes = tree
        .read(path, DECK_LIMIT)
        .map_err(|error| (INVALID_PAGE, error.to_string()))?;
    let digest = Sha256::digest(&bytes);
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut slides = Vec::new();
    if options.read_decks {
        let name = path.rsplit('/').next().unwrap_or(path);
        let deck =
            deck::read(name, Cursor::new(bytes.as_slice()), &Limits::default()).map_err(|why| {
                let message = format!("'{path}' cannot be read: {why}. {}", why.help);
                ("unreadable-deck", message)
            })?;
        slides = texts(&deck);
    }
    Ok(DeckFile {
        path: path.to_owned(),
        size,
        sha256,
        slides,
    })
}

fn texts(deck: &Deck) -> Vec<SlideText> {
    let joined = |slide: &Slide, wanted: fn(Part) -> bool| {
        let texts = slide.texts.iter().filter(|text| wanted(text.part));
        let lines: Vec<&str> = texts
            .map(|text| text.text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        lines.join("\n")
    };
    let body = |part: Part| {
        matches!(
            part,
            Part::Body | Part::Table | Part::Chart | Part::SmartArt
        )
    };
    let slides = deck.slides.iter().map(|slide| SlideText {
        number: slide.number,
        title: slide.title.clone().unwrap_or_default(),
        hidden: slide.hidden,
        body: joined(slide, body),
        notes: joined(slide, |part| part == Part::Notes),
    });
    slides.collect()
}
