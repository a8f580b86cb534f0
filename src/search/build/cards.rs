//! What is shown of a result.

use super::{Chunk, Group, RecordKind, SEARCH, TextAddress, json};
use crate::search::format;
use rayon::prelude::*;
use serde::Serialize;
use std::ops::Range;

/// Bytes of a chunk before it is packed: at least so many,
const LEAST: usize = 8_000;

/// and no more chunks than a part of the groups, in these bounds.
const PART: usize = 28;
const CHUNKS: (usize, usize) = (240, 420);

/// Characters of a beginning: of a page, whose text can be had, and of a slide, of which a deck has many,
const SHORT: usize = 100;

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
    let sizes: Vec<usize> = groups.iter().map(size).collect();
    let most = (groups.len() / PART).clamp(CHUNKS.0, CHUNKS.1);
    let target = LEAST.max(sizes.iter().sum::<usize>() / most);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let (mut start, mut sum) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if at > start && sum + size > target {
            ranges.push(start..at);
            (start, sum) = (at, 0);
        }
        sum += size;
    }
    if start < groups.len() {
        ranges.push(start..groups.len());
    }
    ranges
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
        let lead = if slides { lead(entry.text, SHORT) } else { 0 };
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
            Section::Slide(entry.heading, entry.anchor, lead(entry.text, SHORT))
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
        SHORT
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
