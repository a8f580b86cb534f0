//! `rightdeck find`: the right deck for a room, and why not another.

use super::project::{Project, known_hyperscaler};
use super::{Out, Outcome, Stop};
use crate::cli::{FindArgs, FindFormat};
use crate::context::Context;
use crate::finder::{self, Bar, Deck, Found, Wanted};
use crate::fs;
use crate::lint::Linter;
use crate::playbook::{Catalogue, DeckEntry};
use crate::source::excerpt::printable;
use anstyle::{AnsiColor, Style};
use anyhow::anyhow;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// So many of the decks that do not fit are told of.
const NEAREST: usize = 3;

const BOLD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

pub(super) fn run(args: &FindArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, None)?;
    let Some(folder) = project.root.clone() else {
        return Err(
            anyhow!("there is no playbook here: no site.toml in this folder or above it").into(),
        );
    };
    let linter = project.linter(None, &[], &[])?;
    if let Some(id) = &args.hyperscaler {
        known_hyperscaler(&linter, id, true).map_err(|message| anyhow!("{message}"))?;
    }
    let catalogue = super::lint::catalogue(&project, &linter)?;
    let shelf = Shelf::new(&catalogue, &folder)?;
    let decks: Vec<Deck<'_>> = shelf
        .decks()
        .filter(|deck| holds(deck, &args.words))
        .collect();
    let today = args.today.unwrap_or_else(|| project.today());
    let rooms: Vec<Wanted> = rooms(args, &linter);
    let found: Vec<(&Wanted, Found<'_>)> = rooms
        .iter()
        .map(|wanted| (wanted, finder::find(&decks, wanted, today)))
        .collect();
    match args.output_format {
        FindFormat::Text => {
            let told = Told {
                shelf: &shelf,
                names: linter.hyperscaler_names(),
                words: &args.words,
            };
            match found.as_slice() {
                [(wanted, found)] => out.print(|to| told.one(wanted, found, to))?,
                all => out.print(|to| told.table(all, to))?,
            }
        }
        FindFormat::Json => {
            let answers = found
                .iter()
                .map(|(wanted, found)| shelf.answer(wanted, found));
            let answer = Answers {
                version: 1,
                today: today.to_string(),
                rooms: answers.collect(),
            };
            let text = serde_json::to_string_pretty(&answer)
                .map_err(|error| anyhow!("cannot write JSON: {error}"))?;
            out.print(|to| writeln!(to, "{text}"))?;
        }
    }
    let any = found.iter().any(|(_, found)| !found.fitting.is_empty());
    Ok(if any { Outcome::Clean } else { Outcome::Found })
}

/// The rooms that are asked about: those that are named, or all of them.
fn rooms(args: &FindArgs, linter: &Linter) -> Vec<Wanted> {
    let hyperscalers: Vec<Option<String>> = match args.hyperscaler.as_deref() {
        Some("none") => vec![None],
        Some(id) => vec![Some(id.to_owned())],
        // A hyperscaler is in these rooms, so there is one to name.
        None if args.context.is_none_or(Context::is_joint) => {
            let all = linter.hyperscalers().into_iter();
            all.map(|id| Some(id.to_owned())).collect()
        }
        None => vec![None],
    };
    let contexts = match args.context {
        Some(context) => vec![context],
        None => Context::ALL.to_vec(),
    };
    let wanted = |hyperscaler: &Option<String>, context: Context| Wanted {
        hyperscaler: hyperscaler.clone(),
        context,
        archetype: args.archetype,
        kind: args.kind,
        products: args.product.clone(),
        industry: args.industry.clone(),
        language: args.language.clone(),
    };
    hyperscalers
        .iter()
        .flat_map(|id| contexts.iter().map(move |context| (id, *context)))
        .map(|(id, context)| wanted(id, context))
        .collect()
}

/// Whether the catalogue says each of these words of a deck.
fn holds(deck: &Deck<'_>, words: &[String]) -> bool {
    let fields = deck.fields;
    let kind = fields.kind.map(|kind| kind.as_str().to_owned());
    let said = [deck.title.to_owned(), deck.slug.to_owned()]
        .into_iter()
        .chain(kind);
    let said = said.chain(fields.hyperscalers());
    let lists = [&fields.products, &fields.industries, &fields.stage];
    let said = said.chain(lists.into_iter().flat_map(|list| list.0.iter().cloned()));
    let said: Vec<String> = said.map(|text| text.to_lowercase()).collect();
    words
        .iter()
        .flat_map(|words| words.split_whitespace())
        .all(|word| said.iter().any(|text| text.contains(&word.to_lowercase())))
}

/// The catalogue, with what is known of each deck beside its page.
struct Shelf<'a> {
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    entry: &'a DeckEntry,
    slug: String,
    title: String,
    has_file: bool,
}

impl<'a> Shelf<'a> {
    fn new(catalogue: &'a Catalogue, root: &Path) -> Result<Self, Stop> {
        let mut rows = Vec::new();
        for entry in catalogue.iter() {
            let name = entry.page.rsplit('/').next().unwrap_or(&entry.page);
            let slug = name.strip_suffix(".md").unwrap_or(name).to_owned();
            rows.push(Row {
                title: entry
                    .fields
                    .title
                    .clone()
                    .unwrap_or_else(|| slug.replace(['-', '_'], " ")),
                slug,
                has_file: fs::kind(&root.join(&entry.file))? == fs::Kind::File,
                entry,
            });
        }
        Ok(Self { rows })
    }

    fn decks(&self) -> impl Iterator<Item = Deck<'_>> {
        self.rows.iter().map(|row| Deck {
            slug: &row.slug,
            title: &row.title,
            fields: &row.entry.fields,
            has_file: row.has_file,
        })
    }

    fn file(&self, deck: &Deck<'_>) -> &str {
        let row = self.rows.iter().find(|row| row.slug == deck.slug);
        row.map_or("", |row| &row.entry.file)
    }

    fn answer<'b>(&'b self, wanted: &'b Wanted, found: &'b Found<'_>) -> Answer<'b> {
        let deck = |deck: &'b Deck<'_>| AnswerDeck {
            slug: deck.slug,
            title: deck.title,
            file: self.file(deck),
            kind: deck.fields.kind.map(crate::playbook::DeckKind::as_str),
            owner: deck.fields.owner.as_deref(),
            reviewed: deck.fields.reviewed.map(|day| day.0.to_string()),
            expires: deck.fields.expires.map(|day| day.0.to_string()),
        };
        Answer {
            hyperscaler: wanted.hyperscaler.as_deref(),
            context: wanted.context,
            right: found.fitting.first().map(deck),
            also: found.fitting.iter().skip(1).map(deck).collect(),
            barred: found
                .barred
                .iter()
                .map(|(one, bars)| Barred {
                    slug: one.slug,
                    title: one.title,
                    bars,
                })
                .collect(),
        }
    }
}

/// `--output-format json`
#[derive(Serialize)]
struct Answers<'a> {
    version: u32,
    today: String,
    rooms: Vec<Answer<'a>>,
}

#[derive(Serialize)]
struct Answer<'a> {
    hyperscaler: Option<&'a str>,
    context: Context,
    right: Option<AnswerDeck<'a>>,
    also: Vec<AnswerDeck<'a>>,
    barred: Vec<Barred<'a>>,
}

#[derive(Serialize)]
struct AnswerDeck<'a> {
    slug: &'a str,
    title: &'a str,
    file: &'a str,
    kind: Option<&'static str>,
    owner: Option<&'a str>,
    reviewed: Option<String>,
    expires: Option<String>,
}

#[derive(Serialize)]
struct Barred<'a> {
    slug: &'a str,
    title: &'a str,
    bars: &'a [Bar],
}

/// What a person is told.
struct Told<'a> {
    shelf: &'a Shelf<'a>,
    names: BTreeMap<String, String>,
    words: &'a [String],
}

impl Told<'_> {
    /// One room.
    fn one(&self, wanted: &Wanted, found: &Found<'_>, to: &mut dyn Write) -> io::Result<()> {
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
    fn table(&self, all: &[(&Wanted, Found<'_>)], to: &mut dyn Write) -> io::Result<()> {
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
        let named = if self.words.is_empty() {
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
