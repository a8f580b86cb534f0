//! Chunks of cards: what is shown of a result.

use super::{Broken, Index};
use crate::search::build::RecordKind;
use crate::search::format::{self, Damage};
use rayon::prelude::*;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    rightdeck: String,
    format: u8,
    part: String,
    at: usize,
    cards: Vec<Card>,
}

/// Title, url, lead, reviewed, text, sections.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::search) struct Card(
    pub(in crate::search) String,
    pub(in crate::search) String,
    pub(in crate::search) String,
    pub(in crate::search) Option<String>,
    pub(in crate::search) Text,
    pub(in crate::search) Vec<(String, String)>,
);

/// Where the group's Markdown stands: 0 nowhere, 1 beside the page, else at this address.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(in crate::search) enum Text {
    Known(u8),
    At(String),
}

impl Card {
    /// The address of the group's Markdown.
    pub(in crate::search) fn text(&self) -> Option<String> {
        match &self.4 {
            Text::Known(0) => None,
            Text::Known(_) => Some(format!("{}.md", self.1.trim_end_matches('/'))),
            Text::At(path) => Some(path.clone()),
        }
    }
}

impl Index {
    /// The card of a slide, or of the group that a record is in.
    pub(in crate::search) fn card(&self, group: u32, record: u32) -> Result<Card, Broken> {
        let number = match record.checked_sub(self.groups.first(group) + 1) {
            Some(slide) if self.groups.kind(group, record) == RecordKind::Slide => {
                self.manifest.groups + self.groups.slides(group).start + slide
            }
            _ => group,
        };
        let listing = &self.manifest.cards;
        let at = listing.by_ordinal(number).unwrap_or_default();
        let cards: Arc<Vec<Card>> = self.chunk(listing, at, |bytes| self.cards(bytes, at))?;
        let own = number.checked_sub(listing.range(at).start);
        let card = own.and_then(|own| cards.get(own as usize));
        card.cloned()
            .ok_or_else(|| Broken::Missing(format!("card {number}")))
    }

    /// The address of each group. No card is kept.
    pub(in crate::search) fn urls(&self) -> Result<Vec<String>, Broken> {
        let listing = &self.manifest.cards;
        let cards: Vec<Vec<Card>> = (0..listing.len())
            .into_par_iter()
            .map(|at| self.fresh(listing, at, |bytes| self.cards(bytes, at)))
            .collect::<Result<_, _>>()?;
        let groups = cards.into_iter().flatten().take(self.groups() as usize);
        Ok(groups.map(|card| card.1).collect())
    }

    fn cards(&self, bytes: &[u8], at: usize) -> Result<Vec<Card>, Damage> {
        let part: Part = serde_json::from_slice(bytes).map_err(|_| "it holds no cards")?;
        let right = part.rightdeck == "search" && part.part == "cards" && part.at == at;
        if !right || part.format != format::FORMAT {
            return Err("it holds no cards, or other ones");
        }
        let range = self.manifest.cards.range(at);
        let right = part.cards.len() == range.len()
            && part
                .cards
                .iter()
                .zip(range)
                .all(|(card, number)| card.5.len() == self.below(number));
        if !right {
            return Err("its cards are not those that were asked for");
        }
        Ok(part.cards)
    }

    /// How many sections the card has.
    fn below(&self, number: u32) -> usize {
        if number >= self.manifest.groups {
            return 1;
        }
        let records = self.groups.first(number + 1) - self.groups.first(number);
        (records as usize - 1) - self.groups.slides(number).len()
    }
}
