//! What a person is told: the right deck for a room, or for each of many; what else the playbook has.

use super::words::Searched;
use crate::context::Context;
use crate::finder::shelf::Shelf;
use crate::finder::{Bar, Deck, Found, Wanted};
use crate::source::excerpt::printable;
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// So many of the decks that do not fit are told of.
const NEAREST: usize = 3;

const BOLD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// What a person is told.
pub(super) struct Told<'a> {
    pub(super) shelf: &'a Shelf<'a>,
    pub(super) names: BTreeMap<String, String>,
    pub(super) searched: Option<&'a Searched>,
}

impl Told<'_> {
    /// One room.
    pub(super) fn one(
        &self,
        wanted: &Wanted,
        found: &Found<'_>,
        to: &mut dyn Write,
    ) -> io::Result<()> {
        let green = AnsiColor::Green.on_default().bold();
        match found.fitting.split_first() {
            Some((right, also)) => {
                writeln!(to, "{green}{}{green:#}", printable(right.title))?;
                writeln!(to, "  {}", printable(self.shelf.file(right)))?;
                let trust = trust(right);
                if !trust.is_empty() {
                    writeln!(to, "  {QUIET}{}{QUIET:#}", printable(&trust))?;
                }
                for (number, deck) in also.iter().enumerate() {
                    let lead = if number == 0 {
                        "Also fit: "
                    } else {
                        "          "
                    };
                    let file = printable(self.shelf.file(deck));
                    writeln!(
                        to,
                        "{lead}{}  {QUIET}{file}{QUIET:#}",
                        printable(deck.title)
                    )?;
                }
            }
            None => writeln!(to, "{BOLD}{}{BOLD:#}", self.none(wanted))?,
        }
        if !found.barred.is_empty() {
            writeln!(to, "Do not show:")?;
            for (deck, bars) in found.barred.iter().take(NEAREST) {
                let why: Vec<String> = bars.iter().map(|bar| self.why(bar)).collect();
                writeln!(
                    to,
                    "  {}: {}",
                    printable(deck.title),
                    printable(&why.join("; "))
                )?;
            }
            let rest = found.barred.len().saturating_sub(NEAREST);
            if rest > 0 {
                writeln!(to, "  {QUIET}and {rest} more{QUIET:#}")?;
            }
        }
        let nearest = found.barred.first().filter(|_| found.fitting.is_empty());
        if let Some(owner) = nearest.and_then(|(deck, _)| deck.fields.owner.as_deref()) {
            writeln!(
                to,
                "Ask {}, who answers for the nearest one.",
                printable(owner)
            )?;
        }
        Ok(())
    }

    /// Many rooms: the right deck for each.
    pub(super) fn table(&self, all: &[(&Wanted, Found<'_>)], to: &mut dyn Write) -> io::Result<()> {
        let name = |wanted: &Wanted| self.name(wanted.hyperscaler.as_deref());
        let width = all
            .iter()
            .map(|(wanted, _)| name(wanted).chars().count())
            .max()
            .unwrap_or(0);
        let mut last = None;
        for (wanted, found) in all {
            let name = name(wanted);
            let shown = if last.as_ref() == Some(&name) {
                ""
            } else {
                &name
            };
            let context = wanted.context.as_str();
            write!(to, "{BOLD}{shown:width$}{BOLD:#}  {context:11}  ")?;
            match found.fitting.first() {
                Some(deck) => {
                    let file = printable(self.shelf.file(deck));
                    writeln!(to, "{}  {QUIET}{file}{QUIET:#}", printable(deck.title))?;
                }
                None => writeln!(to, "{QUIET}none{QUIET:#}")?,
            }
            last = Some(name);
        }
        Ok(())
    }

    /// What else the playbook has on the words.
    pub(super) fn playbook(&self, to: &mut dyn Write) -> io::Result<()> {
        let pages = self.searched.map_or(&[][..], |searched| &searched.pages);
        if pages.is_empty() {
            return Ok(());
        }
        writeln!(to, "In the playbook:")?;
        for hit in pages {
            let (title, url) = (printable(&hit.title), printable(&hit.url));
            match hit.heading.as_str() {
                "" => writeln!(to, "  {title}  {QUIET}{url}{QUIET:#}")?,
                heading => writeln!(
                    to,
                    "  {title}: {}  {QUIET}{url}{QUIET:#}",
                    printable(heading)
                )?,
            }
        }
        Ok(())
    }

    fn name(&self, id: Option<&str>) -> String {
        match id {
            Some(id) => self.names.get(id).map_or(id, String::as_str).to_owned(),
            None => "no hyperscaler".to_owned(),
        }
    }

    fn none(&self, wanted: &Wanted) -> String {
        let name = self.name(wanted.hyperscaler.as_deref());
        let room = match wanted.context {
            Context::Internal => "colleagues alone".to_owned(),
            Context::Customer if wanted.hyperscaler.is_some() => format!("a customer on {name}"),
            Context::Customer => "a customer alone".to_owned(),
            Context::Hyperscaler => format!("{name}'s own people"),
            Context::Joint => format!("{name} and a customer together"),
        };
        let named = if self.searched.is_none() {
            ""
        } else {
            " by these words"
        };
        format!("No deck{named} is right for {room}.")
    }

    fn why(&self, bar: &Bar) -> String {
        match bar {
            Bar::Hyperscaler(ids) => {
                let names: Vec<String> = ids.iter().map(|id| self.name(Some(id))).collect();
                format!("made for {}", names.join(" and "))
            }
            Bar::Context(contexts) if contexts.is_empty() => "says for no context".to_owned(),
            Bar::Context(contexts) => format!("only for: {}", contexts.join(", ")),
            Bar::Status(status) => match *status {
                "draft" => "a draft".to_owned(),
                status => status.to_owned(),
            },
            Bar::Expired(day) => format!("expired on {day}"),
            Bar::File => "its file is not there".to_owned(),
            Bar::Archetype(archetypes) => format!("for {} products", archetypes.join(" and ")),
            Bar::Kind(Some(kind)) => format!("of kind {kind}"),
            Bar::Kind(None) => "says of no kind".to_owned(),
        }
    }
}

/// Why a deck can be trusted.
fn trust(deck: &Deck<'_>) -> String {
    let fields = deck.fields;
    let by = fields
        .owner
        .as_ref()
        .map(|owner| format!("approved; owner {owner}"));
    let reviewed = fields.reviewed.map(|day| format!("reviewed {}", day.0));
    let expires = fields.expires.map(|day| format!("expires {}", day.0));
    let parts: Vec<String> = [by, reviewed, expires].into_iter().flatten().collect();
    parts.join(", ")
}
