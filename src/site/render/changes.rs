//! What changed: between any two versions, and on a page through all of them.

use super::context::{self, Head};
use super::pages::add;
use super::scene::root_of;
use super::{Failed, Renderer, Sink};
use crate::changes::{self, Comparison, PageText, Pair, compare};
use crate::site::address;
use crate::site::model::{Item, Listing};
use crate::site::past::{self, Reading};
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
    /// Writes both. The readings are those of all versions, the latest first.
    pub(super) fn changes(&self, readings: &[Reading], sink: &Sink<'_>) -> Result<(), Failed> {
        if readings.len() < 2 {
            return Ok(());
        }
        let mut pairs = Vec::new();
        for (at, new) in readings.iter().enumerate() {
            pairs.extend(readings[at + 1..].iter().map(|old| (old, new)));
        }
        self.each(0..pairs.len(), |at| {
            let (old, new) = pairs[at];
            let compared = compare(&old.texts, &new.texts);
            self.pair(
                old,
                new,
                &compared,
                &pairs,
                &pair_url(&old.name, &new.name),
                sink,
            )?;
            // Who comes without saying from where is shown the latest changes.
            if at == 0 {
                self.pair(old, new, &compared, &pairs, CHANGES, sink)?;
            }
            Ok(())
        })?;
        let steps = past::steps(readings);
        let latest = &readings[0];
        self.each(0..latest.texts.len(), |at| {
            let text = &latest.texts[at];
            match latest.urls.get(&text.path) {
                Some(url) if self.with_history.contains(url) => {
                    self.history(text, url, readings, &steps, sink)
                }
                _ => Ok(()),
            }
        })?;
        Ok(())
    }

    fn pair(
        &self,
        old: &Reading,
        new: &Reading,
        compared: &Comparison<'_>,
        pairs: &[(&Reading, &Reading)],
        url: &str,
        sink: &Sink<'_>,
    ) -> Result<(), Failed> {
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
        self.finish("changes.html", &mut context, url, sink)
    }

    fn history(
        &self,
        text: &PageText,
        url: &str,
        readings: &[Reading],
        steps: &[Comparison<'_>],
        sink: &Sink<'_>,
    ) -> Result<(), Failed> {
        let trace = past::trace(text, steps);
        let mut told: Vec<context::HistoryStep> = Vec::new();
        for (at, versions) in readings.windows(2).enumerate() {
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
        let title = format!("What changed on \u{201c}{}\u{201d}", text.title);
        let mut head = self.past_head("history", &own, &title);
        head.breadcrumbs.push(context::Link {
            title: text.title.clone(),
            url: url.to_owned(),
        });
        let mut context = self.context(&root_of(&own), &head, None, "");
        add(&mut context, "steps", Value::from_serializable(&told));
        self.finish("history.html", &mut context, &own, sink)
    }

    fn past_head<'b>(&'b self, kind: &'static str, url: &'b str, title: &'b str) -> Head<'b> {
        let mut head = self.head(kind, url, title, Item::Listing(Listing::Updates));
        head.section_url = None;
        // The versions themselves are what a search engine should know.
        head.noindex = true;
        head
    }
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
