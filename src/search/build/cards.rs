//! What is shown of a result.

use super::cut::{Shape, Thing, cut};
use super::{Chunk, Entry, Group, RecordKind, SEARCH, TextAddress, json};
use crate::search::format;
use rayon::prelude::*;
use serde::Serialize;

/// Chunks grow in number with the site, as far as the manifest can name them.
fn shape(groups: usize, slides: usize) -> Shape {
    Shape {
        least: 8_000,
        most: (groups as u64 / 27 + slides as u64 / 2_000).clamp(240, 425),
    }
}

/// How often a deck, a term or a statement is asked for, and a slide, where a section of a page is once.
const ASKED: (u64, u64) = (8, 6);

/// Characters of a beginning: of a page, whose text can be had, and of a slide, of which a deck has many,
const SHORT: usize = 52;

/// and of anything else.
const LONG: usize = 240;

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
    Vec<(&'a str, &'a str)>,
);

#[derive(Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Known(u8),
    At(&'a str),
}

/// What a card is of: a group, or one slide of it, so that who looks for a deck need not fetch its slides.
#[derive(Clone, Copy)]
struct Of<'a, 'g> {
    group: &'g Group<'a>,
    slide: Option<&'g Entry<'a>>,
}

/// The chunks of all cards: those of the groups, then those of the slides.
pub(super) fn cards(groups: &[Group<'_>]) -> Vec<Chunk> {
    let slides = groups.iter().flat_map(|group| {
        let slides = group.entries.iter().skip(1).filter(|_| group.is_deck());
        slides.map(move |slide| Of {
            group,
            slide: Some(slide),
        })
    });
    let cards: Vec<Of<'_, '_>> = groups
        .iter()
        .map(|group| Of { group, slide: None })
        .chain(slides)
        .collect();
    cut(
        cards.iter().map(Of::thing),
        shape(groups.len(), cards.len() - groups.len()),
    )
    .par_iter()
    .with_max_len(1)
    .enumerate()
    .map(|(at, range)| {
        let part = Part {
            rightdeck: SEARCH,
            format: format::FORMAT,
            part: "cards",
            at,
            cards: cards[range.clone()].iter().map(Of::card).collect(),
        };
        Chunk {
            bytes: format::pack(&json(&part)),
            from: None,
            first: format::narrow(range.start),
        }
    })
    .collect()
}

impl<'a, 'g> Of<'a, 'g> {
    /// Headings and anchors of what is below.
    fn sections(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a, 'g> {
        let below = match self.slide {
            Some(slide) => std::slice::from_ref(slide),
            None if self.group.is_deck() => &[],
            None => self.group.entries.get(1..).unwrap_or_default(),
        };
        below.iter().map(|entry| (entry.heading, entry.anchor))
    }

    /// The text that is shown the beginning of, and how much of it.
    fn lead(&self) -> (&'a str, usize) {
        let first = self.group.entries.first();
        let is_page = self.group.profile.record == RecordKind::Page;
        let most = if is_page || self.slide.is_some() {
            SHORT
        } else {
            LONG
        };
        (self.slide.or(first).map_or("", |entry| entry.text), most)
    }

    fn thing(&self) -> Thing {
        let (text, most) = self.lead();
        let below: usize = self
            .sections()
            .map(|(heading, anchor)| heading.len() + anchor.len() + 8)
            .sum();
        // A slide's neighbour says most of what its deck is called.
        let own = if self.slide.is_some() {
            0
        } else {
            self.group.title.len() + self.group.url.len()
        };
        Thing {
            bytes: (own + text.len().min(most) + below + 24) as u64,
            weight: match (self.group.profile.record, self.slide) {
                (RecordKind::Page, _) => self.group.entries.len() as u64,
                (_, None) => ASKED.0,
                (_, Some(_)) => ASKED.1,
            },
            joined: false,
        }
    }

    fn card(&self) -> Card<'g>
    where
        'a: 'g,
    {
        let group = self.group;
        let text = match &group.text {
            TextAddress::None => Text::Known(0),
            TextAddress::Beside => Text::Known(1),
            TextAddress::At(path) => Text::At(path),
        };
        let (said, most) = self.lead();
        Card(
            group.title,
            group.url,
            lead(said, most),
            group.reviewed,
            text,
            self.sections().collect(),
        )
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
