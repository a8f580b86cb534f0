//! What changed: between any two versions, and on a page through all of them.

use super::context::{self, Head};
use super::pages::add;
use super::pieces::Piece;
use super::scene::root_of;
use super::{Failed, Renderer};
use crate::changes::{self, Comparison, PageText, Pair, compare};
use crate::site::address;
use crate::site::model::{Item, Listing};
use crate::site::past::{Past, Reading};
use tera::Value;

/// Where the comparisons stand.
const CHANGES: &str = "changes/";

/// Where the history of the text at an address stands.
pub(super) fn history_url(url: &str) -> String {
    format!("{CHANGES}page/{url}")
}

/// Where the comparison of two versions stands.
fn pair_url(old: &str, new: &str) -> String {
    let slug = address::slug_of_version;
    format!("{CHANGES}{}-to-{}/", slug(old), slug(new))
}

impl Renderer<'_> {
    /// The comparisons of this version, by their addresses: those of the latest.
    pub(super) fn past_pieces(&self, add: &mut impl FnMut(&str, Piece)) {
        let Some(past) = self.past.filter(|_| self.version.latest) else {
            return;
        };
        // Who comes without saying from where is shown the latest changes.
        add(CHANGES, Piece::Changes(0));
        for (at, (old, new)) in pairs(past).iter().enumerate() {
            add(&pair_url(&old.name, &new.name), Piece::Changes(at + 1));
        }
        for url in past.with_history() {
            add(&history_url(url), Piece::History(url.to_owned()));
        }
    }

    /// Whether the page at an address has a history that is told.
    pub(super) fn has_history(&self, url: &str) -> bool {
        let past = self.past.filter(|_| self.version.latest);
        past.is_some_and(|past| past.has_history(url))
    }

    /// A comparison, by its number: 0 is the latest, at its short address.
    pub(super) fn changes(&self, number: usize) -> Result<Vec<u8>, Failed> {
        let Some(past) = self.past else {
            return Ok(Vec::new());
        };
        let pairs = pairs(past);
        let (old, new) = pairs[number.saturating_sub(1)];
        let compared = compare(&old.texts, &new.texts);
        let url = match number {
            0 => CHANGES.to_owned(),
            _ => pair_url(&old.name, &new.name),
        };
        self.pair(old, new, &compared, &pairs, &url)
    }

    fn pair(
        &self,
        old: &Reading,
        new: &Reading,
        compared: &Comparison<'_>,
        pairs: &[(&Reading, &Reading)],
        url: &str,
    ) -> Result<Vec<u8>, Failed> {
        let alone = |text: &PageText, reading: &Reading| context::ChangedPage {
            title: text.title.clone(),
            url: reading.url(&text.path),
            ..context::ChangedPage::default()
        };
        let both = |pair: &Pair<'_>| context::ChangedPage {
            title: pair.new.title.clone(),
            url: new.url(&pair.new.path),
            old_title: Some(pair.old.title.clone()),
            old_url: old.url(&pair.old.path),
            diff: diff(pair.old, pair.new),
        };
        let added: Vec<_> = compared.added.iter().map(|text| alone(text, new)).collect();
        let removed: Vec<_> = compared
            .removed
            .iter()
            .map(|text| alone(text, old))
            .collect();
        let renamed: Vec<_> = compared.renamed.iter().map(both).collect();
        let edited: Vec<_> = compared.edited.iter().map(both).collect();
        let others = pairs.iter().map(|(old, new)| context::Link {
            title: format!("{} to {}", old.name, new.name),
            url: pair_url(&old.name, &new.name),
        });
        let others: Vec<_> = others.collect();
        let title = format!("What changed from {} to {}", old.name, new.name);
        let values = [
            ("from", Value::from_serializable(&old.name)),
            ("to", Value::from_serializable(&new.name)),
            ("added", Value::from_serializable(&added)),
            ("removed", Value::from_serializable(&removed)),
            ("renamed", Value::from_serializable(&renamed)),
            ("edited", Value::from_serializable(&edited)),
            (
                "unchanged",
                Value::from_serializable(&compared.unchanged.len()),
            ),
            ("pairs", Value::from_serializable(&others)),
        ];
        let head = self.past_head("changes", url, &title);
        let mut context = self.context(&root_of(url), &head, None, "");
        for (key, value) in values {
            add(&mut context, key, value);
        }
        self.finish("changes.html", &context, url)
    }

    /// What changed on the page at an address.
    pub(super) fn history(&self, url: &str) -> Result<Vec<u8>, Failed> {
        let Some(past) = self.past else {
            return Ok(Vec::new());
        };
        let trace = past.trace(url);
        let title = trace.first().map_or("", |text| text.title.as_str());
        let mut told: Vec<context::HistoryStep> = Vec::new();
        for (at, versions) in past.readings.windows(2).enumerate() {
            let [new, old] = versions else { continue };
            let Some(now) = trace.get(at) else { break };
            let before = trace.get(at + 1);
            let state = match before {
                None => "added",
                Some(before) if before.path != now.path => "renamed",
                Some(before) if before.title != now.title || before.text != now.text => "edited",
                Some(_) => "unchanged",
            };
            told.push(context::HistoryStep {
                from: old.name.clone(),
                to: new.name.clone(),
                state,
                diff: before.map_or(String::new(), |before| diff(before, now)),
            });
        }
        let own = history_url(url);
        let heading = format!("What changed on \u{201c}{title}\u{201d}");
        let mut head = self.past_head("history", &own, &heading);
        head.breadcrumbs.push(context::Link {
            title: title.to_owned(),
            url: url.to_owned(),
        });
        let mut context = self.context(&root_of(&own), &head, None, "");
        add(&mut context, "steps", Value::from_serializable(&told));
        self.finish("history.html", &context, &own)
    }

    fn past_head<'b>(&'b self, kind: &'static str, url: &'b str, title: &'b str) -> Head<'b> {
        let mut head = self.head(kind, url, title, Item::Listing(Listing::Updates));
        head.section_url = None;
        // The versions themselves are what a search engine should know.
        head.noindex = true;
        head
    }
}

/// Each version with each older one, the latest two first.
fn pairs(past: &Past) -> Vec<(&Reading, &Reading)> {
    let readings = past.readings.iter().enumerate();
    let pairs = readings.flat_map(|(at, new)| {
        let older = past.readings[at + 1..].iter();
        older.map(move |old| (old, new))
    });
    pairs.collect()
}

/// The words that changed, the title's first; empty if none did.
fn diff(old: &PageText, new: &PageText) -> String {
    let with_title = |text: &PageText| format!("{}\n{}", text.title, text.text);
    if old.title != new.title {
        changes::html(&changes::words(&with_title(old), &with_title(new)))
    } else if old.text != new.text {
        changes::html(&changes::words(&old.text, &new.text))
    } else {
        String::new()
    }
}
