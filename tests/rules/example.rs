//! A deck in a fenced block of Markdown, and what the linter says of it.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use rightdeck::deck::{self, Deck, Limits};
use rightdeck::diagnostic::{DeckLocation, Diagnostic, Location};
use rightdeck::lint::{Context, Known, Linter, Room, RuleFile, Settings};
use rightdeck::playbook::{CredentialsFields, DeckEntry, FrontMatter};
use rightdeck::source::Source;
use rightdeck_kit::package::Package;
use rightdeck_kit::{TextDeck, pptx};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Cursor;

/// A fenced block, with the heading it stands under.
pub(crate) struct Block {
    pub(crate) heading: String,
    /// `deck fails`, `deck passes`, `findings`.
    pub(crate) info: String,
    pub(crate) text: String,
}

/// The fenced blocks of a Markdown text, in order.
pub(crate) fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut heading, mut in_heading) = (String::new(), false);
    let mut block: Option<Block> = None;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                heading.clear();
                in_heading = true;
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                block = Some(Block {
                    heading: heading.clone(),
                    info: info.to_string(),
                    text: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(block.take()),
            Event::Text(text) | Event::Code(text) => match &mut block {
                Some(block) => block.text.push_str(&text),
                None if in_heading => heading.push_str(&text),
                None => {}
            },
            _ => {}
        }
    }
    blocks
}

/// The headings of the second level.
pub(crate) fn headings(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = false;
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                open = true;
                found.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) if open => {
                if let Some(last) = found.last_mut() {
                    last.push_str(&text);
                }
            }
            _ => {}
        }
    }
    found
}

/// A block's own keys; all others are those of a [`TextDeck`].
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
struct Setting {
    /// One id, several, or `none`. Without it nobody knows whom the deck is for.
    hyperscaler: Option<OneOrMore<String>>,
    context: Option<OneOrMore<Context>>,
    /// The day of the judgement.
    today: Option<String>,
    /// Rule files of the project, by path.
    rules: BTreeMap<String, String>,
    /// Parts that nothing in the package refers to, by path.
    orphans: BTreeMap<String, String>,
    /// Parts that are cut off after so many bytes.
    cut: BTreeMap<String, usize>,
    /// The hyperscalers whose statements slide one is held against, those of this repository.
    statements: Vec<String>,
    /// The front matter of the deck's page in the catalogue.
    page: Option<serde_yaml::Value>,
    /// The hash of the deck's bytes, as the playbook has worked it out.
    hash: Option<String>,
    /// It lies in `content/`.
    wants_page: bool,
    /// The room was named on the command line.
    asked_for: bool,
    /// Every run of two letters or more is cut into runs of one letter each.
    split_runs: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore<T> {
    One(T),
    More(Vec<T>),
}

impl<T> OneOrMore<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

const OWN_KEYS: [&str; 12] = [
    "statements",
    "page",
    "hash",
    "wants-page",
    "asked-for",
    "hyperscaler",
    "context",
    "today",
    "rules",
    "orphans",
    "cut",
    "split-runs",
];

/// The settings of Quillfish, on the day all examples are judged.
pub(crate) fn settings() -> Settings {
    let mut settings = Settings::on(jiff::civil::date(2026, 11, 1));
    settings.company = Some("Quillfish".to_owned());
    settings.products = [
        "Quillfish Data Platform",
        "Quillfish Reef",
        "Quillfish Tide",
        "Quillfish Control Plane",
        "Reef",
        "Tide",
    ]
    .map(str::to_owned)
    .to_vec();
    settings
}

/// The built-in rules for Quillfish.
pub(crate) fn linter() -> &'static Linter {
    static LINTER: std::sync::OnceLock<Linter> = std::sync::OnceLock::new();
    LINTER.get_or_init(|| Linter::new(&[], settings()).expect("the built-in rules are sound"))
}

/// Writes the deck as a real `.pptx` and reads it.
pub(crate) fn read(deck: &TextDeck) -> Deck {
    read_bytes(pptx(deck))
}

fn read_bytes(bytes: Vec<u8>) -> Deck {
    deck::read("deck.pptx", Cursor::new(bytes), &Limits::default()).expect("a readable deck")
}

/// Judges the deck of a block.
pub(crate) fn judge(yaml: &str) -> Vec<Diagnostic> {
    let setting: Setting =
        serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{e}\nin:\n{yaml}"));
    let mut rest: serde_yaml::Mapping =
        serde_yaml::from_str(yaml).unwrap_or_else(|e| panic!("{e}\nin:\n{yaml}"));
    for key in OWN_KEYS {
        rest.remove(key);
    }
    let text = serde_yaml::to_string(&rest).expect("YAML");
    let mut package = Package::read(&pptx(&TextDeck::from_yaml(&text)));
    for (path, text) in &setting.orphans {
        package = package.part(path, text);
    }
    for (path, length) in &setting.cut {
        let mut bytes = package.get(path).expect("the part to cut");
        bytes.truncate(*length);
        package = package.replace_bytes(path, &bytes);
    }
    if setting.split_runs {
        package = package.replace("ppt/slides/slide1.xml", |xml| split_runs(&xml));
    }
    let deck = read_bytes(package.bytes());

    let room = setting.hyperscaler.map(|ids| Room {
        hyperscalers: ids
            .into_vec()
            .into_iter()
            .filter(|id| id != "none")
            .collect(),
        contexts: setting
            .context
            .map_or_else(|| vec![Context::Joint], OneOrMore::into_vec),
    });
    let entry = setting.page.map(|fields| entry(&fields));
    let statements: Vec<CredentialsFields> =
        setting.statements.iter().map(|id| statement(id)).collect();
    let known = Known {
        entry: entry.as_ref(),
        sha256: setting.hash.as_deref(),
        statements: &statements,
        wants_page: setting.wants_page,
        asked_for: setting.asked_for,
    };
    let judged = |linter: &Linter| linter.judge_known("deck.pptx", &deck, room.as_ref(), known);
    if setting.rules.is_empty() && setting.today.is_none() {
        return judged(linter());
    }
    let mut settings = settings();
    if let Some(today) = setting.today {
        settings.today = today.parse().expect("a date");
    }
    let files: Vec<RuleFile> = setting
        .rules
        .into_iter()
        .map(|(path, text)| RuleFile { path, text })
        .collect();
    judged(&Linter::new(&files, settings).unwrap_or_else(|mistakes| panic!("{mistakes:#?}")))
}

/// A page of the catalogue with these fields.
fn entry(fields: &serde_yaml::Value) -> DeckEntry {
    let yaml = serde_yaml::to_string(fields).expect("YAML");
    let page = Source::new("content/decks/deck.md", format!("---\n{yaml}---\n"));
    DeckEntry::parse(&page)
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
        .expect("a front matter")
}

/// The statement of this repository for a hyperscaler.
#[expect(clippy::disallowed_methods, reason = "the statements lie on disk")]
pub(crate) fn statement(id: &str) -> CredentialsFields {
    let name = format!("content/credentials/{id}.md");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
    let page = Source::new(name, std::fs::read_to_string(path).expect("a statement"));
    let front = FrontMatter::find(&page).expect("a front matter");
    front
        .expect("a front matter")
        .parse()
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// 'Azure' becomes 'A', 'z', 'u', 'r', 'e', as PowerPoint leaves words after some editing.
fn split_runs(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<a:t>") {
        let (word, tail) = after.split_once("</a:t>").expect("a closed run");
        let letters: Vec<String> = word.chars().map(|c| c.to_string()).collect();
        out.push_str(before);
        out.push_str("<a:t>");
        out.push_str(&letters.join("</a:t></a:r><a:r><a:t>"));
        out.push_str("</a:t>");
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// Where a diagnostic stands in its deck.
pub(crate) fn place(diagnostic: &Diagnostic) -> DeckLocation {
    match &diagnostic.location {
        Location::Deck(at) => (**at).clone(),
        _ => DeckLocation::default(),
    }
}

/// 'error 1 body 'Azure Synapse'', as a findings block has it; a dash for what is not there, and odd
/// characters by their number.
pub(crate) fn line(diagnostic: &Diagnostic) -> String {
    let at = place(diagnostic);
    let mut line = format!(
        "{} {} {}",
        diagnostic.severity.as_str(),
        at.slide.map_or_else(|| "-".to_owned(), |n| n.to_string()),
        at.part.unwrap_or("-")
    );
    if let Some(matched) = at.matched {
        let shown = matched.chars().map(|c| match c {
            ' '..='~' => c.to_string(),
            odd => odd.escape_debug().to_string(),
        });
        line.push_str(&format!(" '{}'", shown.collect::<String>()));
    }
    line
}
