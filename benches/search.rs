//! What a first query reads of an index, and how long queries take.
//!
//! `RIGHTDECK_SITE` names a built site; the queries are titles of its pages, words of them, and words that are
//! mistyped. Without it nothing is measured. `RIGHTDECK_SLIDES` puts so many slides beside the pages, in an index
//! that is made here of the pages' Markdown.
#![expect(clippy::print_stdout, reason = "its table")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its own data")]

use rightdeck::search::{
    Entry, Group, Index, Options, Profile, Query, RecordKind, TextAddress, build,
};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Makes a query of a title.
type Make = fn(&str) -> String;

/// What was read of a site.
#[derive(Default)]
struct Read {
    files: AtomicUsize,
    bytes: AtomicUsize,
}

type Site = Arc<BTreeMap<String, Vec<u8>>>;

fn open(site: &Site, read: &Arc<Read>) -> Index {
    let (site, read) = (Arc::clone(site), Arc::clone(read));
    let files = move |path: &str| {
        let bytes = site.get(path)?.clone();
        read.files.fetch_add(1, Ordering::Relaxed);
        read.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
        Some(bytes)
    };
    Index::open(files).expect("an index in RIGHTDECK_SITE")
}

fn main() {
    let Ok(site) = std::env::var("RIGHTDECK_SITE") else {
        println!("skipped: RIGHTDECK_SITE names no built site");
        return;
    };
    let titles = titles(&site);
    let slides = std::env::var("RIGHTDECK_SLIDES").ok();
    let site = match slides.and_then(|slides| slides.parse().ok()) {
        Some(slides) => with_slides(&site, slides),
        None => read_index(&site),
    };
    let bytes: usize = site.values().map(Vec::len).sum();
    println!("{} files, {} bytes", site.len(), bytes);
    let site = Arc::new(site);
    let kinds: [(&str, Make); 4] = [
        ("a title", str::to_owned),
        ("two words of it", |title| last_two(title).join(" ")),
        ("half of its last word", |title| {
            let words = last_two(title);
            let last = words.last().map_or("", |word| word.as_str());
            let half = last.chars().count().div_ceil(2);
            format!(
                "{} {}",
                words[0],
                last.chars().take(half).collect::<String>()
            )
        }),
        ("a title, mistyped", |title| {
            let words = title.split_whitespace().map(mistyped);
            words.collect::<Vec<_>>().join(" ")
        }),
    ];
    println!(
        "query | found first | files | KB, cold: middle | 95 of 100 | ms, warm: middle | 95 of 100"
    );
    for (name, make) in kinds {
        measure(
            name,
            &site,
            titles.iter().map(|title| (title.as_str(), make(title))),
        );
    }
}

fn measure<'t>(name: &str, site: &Site, queries: impl Iterator<Item = (&'t str, String)>) {
    let warm_read = Arc::new(Read::default());
    let warm = open(site, &warm_read);
    let (mut bytes, mut files, mut times, mut first) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (title, text) in queries {
        let query = Query {
            text,
            limit: 5,
            ..Query::default()
        };
        let read = Arc::new(Read::default());
        let hits = open(site, &read).query(&query).expect("results");
        first += usize::from(hits.hits.first().is_some_and(|hit| hit.title == title));
        bytes.push(read.bytes.load(Ordering::Relaxed));
        files.push(read.files.load(Ordering::Relaxed));
        let _ = warm.query(&query);
        let began = Instant::now();
        let _ = warm.query(&query);
        times.push(began.elapsed());
    }
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name} | {first} of {} | {} | {:.1} | {:.1} | {:.2} | {:.2}",
        bytes.len(),
        at(&mut files, 50),
        at(&mut bytes, 50) as f64 / 1e3,
        at(&mut bytes, 95) as f64 / 1e3,
        ms(at(&mut times, 50)),
        ms(at(&mut times, 95)),
    );
}

fn at<T: Ord + Copy>(values: &mut [T], percent: usize) -> T {
    values.sort_unstable();
    values[(values.len() - 1) * percent / 100]
}

/// The index of a site.
fn read_index(site: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = PathBuf::from(site).join("search");
    let files = std::fs::read_dir(folder).expect("an index in RIGHTDECK_SITE");
    let file = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (
            format!("search/{name}"),
            std::fs::read(&path).expect("a file"),
        )
    };
    files
        .map(|entry| file(entry.expect("an entry").path()))
        .collect()
}

/// A page or a deck: title, address, and its sections or slides with their headings.
struct Thing {
    record: RecordKind,
    title: String,
    url: String,
    parts: Vec<[String; 3]>,
}

/// An index of a site's Markdown and of made-up decks of twenty slides, whose lines are the pages'.
fn with_slides(site: &str, slides: usize) -> BTreeMap<String, Vec<u8>> {
    let mut things: Vec<Thing> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    let pages = std::fs::read(PathBuf::from(site).join("pages.json")).expect("pages.json");
    let pages: serde_json::Value = serde_json::from_slice(&pages).expect("JSON");
    for page in pages["pages"].as_array().into_iter().flatten() {
        let url = page["url"].as_str().unwrap_or_default();
        let path = format!("{}.md", url.trim_end_matches('/'));
        let Ok(text) = std::fs::read_to_string(PathBuf::from(site).join(path)) else {
            continue;
        };
        let sections = rightdeck::markdown::text(&text);
        let heading = |at: usize| format!("Section {at}");
        let parts = sections.into_iter().enumerate().map(|(at, section)| {
            let text = section.text;
            lines.extend(text.lines().map(str::to_owned));
            if at == 0 {
                [String::new(), String::new(), text]
            } else {
                [heading(at), format!("s{at}"), text]
            }
        });
        things.push(Thing {
            record: RecordKind::Page,
            title: page["title"].as_str().unwrap_or_default().to_owned(),
            url: url.to_owned(),
            parts: parts.collect(),
        });
    }
    let mut next = lines.iter().cycle().step_by(7);
    let mut words = |count: usize| -> String {
        let words = next.next().map(String::as_str).unwrap_or_default();
        words
            .split_whitespace()
            .take(count)
            .collect::<Vec<_>>()
            .join(" ")
    };
    for deck in 0..slides / 20 {
        let mut parts = vec![[String::new(), String::new(), words(40)]];
        for slide in 1..=20 {
            let bullets = [words(12), words(12), words(12), words(12)].join("\n");
            parts.push([words(6), format!("slide-{slide}"), bullets]);
        }
        things.push(Thing {
            record: RecordKind::Deck,
            title: words(5),
            url: format!("decks/{deck}/"),
            parts,
        });
    }
    let groups: Vec<Group<'_>> = things.iter().map(Thing::group).collect();
    let options = Options {
        version: "latest",
        language: "en",
        ..Options::default()
    };
    let began = Instant::now();
    let files = build(&groups, &options);
    println!(
        "{} groups indexed in {:.2} s",
        groups.len(),
        began.elapsed().as_secs_f64()
    );
    files
        .into_iter()
        .map(|file| (file.path, file.bytes))
        .collect()
}

impl Thing {
    fn group(&self) -> Group<'_> {
        Group {
            title: &self.title,
            url: &self.url,
            reviewed: None,
            text: TextAddress::Beside,
            profile: Profile {
                record: self.record,
                kind: None,
                hyperscalers: Vec::new(),
                contexts: Vec::new(),
                archetypes: Vec::new(),
                status: None,
            },
            due: 0,
            expires: 0,
            entries: self
                .parts
                .iter()
                .map(|[heading, anchor, text]| Entry {
                    heading,
                    anchor,
                    text,
                    ..Entry::default()
                })
                .collect(),
        }
    }
}

/// A hundred and fifty titles, spread over the site.
fn titles(site: &str) -> Vec<String> {
    let pages = std::fs::read(PathBuf::from(site).join("pages.json")).expect("pages.json");
    let pages: serde_json::Value = serde_json::from_slice(&pages).expect("JSON");
    let pages = pages["pages"].as_array().cloned().unwrap_or_default();
    let step = (pages.len() / 150).max(1);
    let titles = pages.iter().step_by(step).take(150);
    titles
        .filter_map(|page| page["title"].as_str().map(str::to_owned))
        .collect()
}

fn last_two(title: &str) -> Vec<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let from = words.len().saturating_sub(2);
    words[from..]
        .iter()
        .map(|word| (*word).to_owned())
        .collect()
}

/// Two letters in the middle exchanged.
fn mistyped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    if letters.len() > 4 {
        letters.swap(middle - 1, middle);
    }
    letters.into_iter().collect()
}
