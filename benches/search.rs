//! What a first query reads of an index, and how long queries take.
//!
//! `RIGHTDECK_SITE` names a built site; the queries are titles of its pages, words of them, and words that are
//! mistyped. Without it nothing is measured.
#![expect(clippy::print_stdout, reason = "its table")]
#![expect(clippy::disallowed_methods, reason = "a bench reads its own data")]

use rightdeck::search::{Index, Query};
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

fn open(site: &str, read: &Arc<Read>) -> Index {
    let (site, read) = (PathBuf::from(site), Arc::clone(read));
    let files = move |path: &str| {
        let bytes = std::fs::read(site.join(path)).ok()?;
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

fn measure<'t>(name: &str, site: &str, queries: impl Iterator<Item = (&'t str, String)>) {
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
