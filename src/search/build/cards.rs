//! What is shown of a result.

use super::cut::{Shape, Thing, cut};
use super::{Chunk, Group, RecordKind, SEARCH, TextAddress, json};
use crate::search::format;
use rayon::prelude::*;
use serde::Serialize;

/// Chunks grow in number with the site, as far as the manifest can name them.
fn shape(groups: usize) -> Shape {
    Shape {
        least: 8_000,
        most: (groups as u64 / 27).clamp(240, 415),
    }
}

/// Characters of a beginning: of a page, whose text can be had,
const PAGE: usize = 64;

/// of a slide, of which a deck has many,
const SLIDE: usize = 100;

/// and of anything else.
const OTHER: usize = 240;

#[derive(Serialize)]
struct Part<'a> {
    rightdeck: &'static str,
    format: u8,
    part: &'static str,
    at: usize,
    cards: Vec<Card<'a>>,
}

/// Title, url, lead, reviewed, text, sections.
#[derive(Serialize)]
struct Card<'a>(
    &'a str,
    &'a str,
    String,
    Option<&'a str>,
    Text<'a>,
    Vec<Section<'a>>,
);

#[derive(Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Known(u8),
    At(&'a str),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Section<'a> {
    Page(&'a str, &'a str),
    Slide(&'a str, &'a str, String),
}

/// The chunks of all cards.
pub(super) fn cards(groups: &[Group<'_>]) -> Vec<Chunk> {
    let things = groups.iter().map(|group| Thing {
        bytes: size(group) as u64,
        weight: group.entries.len() as u64,
        joined: false,
    });
    cut(things, shape(groups.len()))
        .par_iter()
        .enumerate()
        .map(|(at, range)| {
            let part = Part {
                rightdeck: SEARCH,
                format: format::FORMAT,
                part: "cards",
                at,
                cards: groups[range.clone()].iter().map(card).collect(),
            };
            Chunk {
                bytes: format::pack(&json(&part)),
                from: None,
                first: format::narrow(range.start),
            }
        })
        .collect()
}

/// About how many bytes a card has.
fn size(group: &Group<'_>) -> usize {
    let slides = group.profile.record == RecordKind::Deck;
    let most = most(group);
    let lead = |text: &str, most: usize| text.len().min(most);
    let sections = group.entries.iter().skip(1).map(|entry| {
        let lead = if slides { lead(entry.text, SLIDE) } else { 0 };
        entry.heading.len() + entry.anchor.len() + lead + 8
    });
    let first = group
        .entries
        .first()
        .map_or(0, |entry| lead(entry.text, most));
    group.title.len() + group.url.len() + first + sections.sum::<usize>() + 24
}

fn card<'g>(group: &'g Group<'_>) -> Card<'g> {
    let sections = group.entries.iter().skip(1).map(|entry| {
        if group.profile.record == RecordKind::Deck {
            Section::Slide(entry.heading, entry.anchor, lead(entry.text, SLIDE))
        } else {
            Section::Page(entry.heading, entry.anchor)
        }
    });
    let first = group.entries.first().map_or("", |entry| entry.text);
    let text = match &group.text {
        TextAddress::None => Text::Known(0),
        TextAddress::Beside => Text::Known(1),
        TextAddress::At(path) => Text::At(path),
    };
    Card(
        group.title,
        group.url,
        lead(first, most(group)),
        group.reviewed,
        text,
        sections.collect(),
    )
}

fn most(group: &Group<'_>) -> usize {
    if group.profile.record == RecordKind::Page {
        PAGE
    } else {
        OTHER
    }
}

/// The beginning of a text, on one line.
fn lead(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count() + usize::from(count > 0);
        if count + length > most - 1 {
            if count == 0 {
                out.extend(word.chars().take(most - 1));
            }
            out.push('…');
            break;
        }
        if count > 0 {
            out.push(' ');
        }
        out.push_str(word);
        count += length;
    }
    out
}
