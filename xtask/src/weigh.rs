//! `cargo xtask weigh`: learns the weights of `rules/phrases/leaning.yaml`.
//!
//! 1. The words of each slide of `tests/comparisons/tuning/`, of the examples in the lists of
//!    phrases, and of real decks. The slides that are held out take no part.
//! 2. The words, each scaled by how much surer it makes one answer than the other and a little by how
//!    rare it is, then a logistic regression over them (Wang and Manning, 'Baselines and Bigrams', 2012).
//! 3. The same without each eighth of the authors in turn, judged on their slides; and without each
//!    part of the real slides, judged on that part. The figures that are printed are these: what slides
//!    that nobody here has seen would fare like.
//! 4. The weights of all, rounded, go into the file between `weights:` and `examples:`.

use crate::comparisons::{cases, linter};
use anyhow::{Context as _, Result, ensure};
use rightdeck::deck::{self, Deck, Limits};
use rightdeck::lint::{Context, Lesson, Linter, Room, RuleFile};
use rightdeck_kit::{TextDeck, pptx};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};

const FILE: &str = "rules/phrases/leaning.yaml";
const LISTS: [&str; 3] = [
    FILE,
    "rules/phrases/competitive-comparison.yaml",
    "rules/phrases/disparaging-claim.yaml",
];
const CLOUDS: [&str; 3] = ["aws", "microsoft", "google"];
const REAL: &str = "real";
const EXAMPLE: &str = "example";
/// A word on fewer slides than this proves nothing.
const RARE: usize = 3;
/// A smaller weight is left out of the file.
const SLIGHT: f64 = 0.04;
/// How much it counts that a word is rare, beside how much it tells.
const RARITY: f64 = 0.1;
/// How strongly weights are held near nothing.
const RIDGE: f64 = 6.7;
/// A slide is reported from this score on. The file's bias has it taken off.
const ENOUGH: f64 = -0.25;
/// What the rules find by a set phrase stays from this score on: the constant of this name in
/// `src/lint/leaning/`.
const BORNE_OUT: f64 = -0.25;
/// One that does not name us has to score this much: the constant of this name in `src/lint/leaning/`.
const WITHOUT_US: f64 = 0.75;
/// Real slides count more than made ones, of which there are many more.
const REAL_SLIDE: f64 = 2.0;
const ROUNDS: usize = 300;
/// Authors, and real slides, are judged in so many parts.
const PARTS: usize = 8;

/// A slide.
struct Row {
    id: String,
    slide: u32,
    author: String,
    words: Vec<String>,
    /// It as one text.
    text: String,
    /// It should be found.
    wrong: bool,
    /// The rules find it by their set phrases.
    known: bool,
    weight: f64,
}

impl Row {
    /// A higher score is a finding.
    fn enough(&self) -> f64 {
        let names_us = |word: &String| matches!(word.as_str(), "slide both" | "slide ours");
        if self.words.iter().any(names_us) {
            0.0
        } else {
            WITHOUT_US
        }
    }
}

type Weights = BTreeMap<String, f64>;

pub(crate) fn weigh(root: &Path, list: bool) -> Result<()> {
    let rows = rows(root)?;
    print_unseen(&rows, list);
    std::fs::write(root.join(FILE), with_weights(root, &learn(rows.iter()))?)?;
    Ok(())
}

/// The texts to learn from, a line of JSON each.
pub(crate) fn lessons(root: &Path) -> Result<()> {
    for row in rows(root)?.iter().filter(|row| !row.text.is_empty()) {
        println!(
            "{}",
            serde_json::json!({
                "id": row.id, "author": row.author, "slide": row.slide, "text": row.text,
                "weight": row.weight, "wrong": row.wrong, "known": row.known,
            })
        );
    }
    Ok(())
}

/// The slides to learn from, or an error where the real decks are not at hand: weights learned
/// without them would find fault with every second slide that sells.
fn rows(root: &Path) -> Result<Vec<Row>> {
    let shared = shared(root);
    ensure!(
        shared.join("decks/labels.yaml").is_file(),
        "the real decks are not at hand: set RIGHTDECK_SHARED to the folder with decks/labels.yaml"
    );
    let mut rows = labelled(root)?;
    rows.extend(examples(root)?);
    rows.extend(real(&shared)?);
    Ok(rows)
}

fn shared(root: &Path) -> PathBuf {
    std::env::var_os("RIGHTDECK_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from)
}

/// The slides for tuning that name anybody.
fn labelled(root: &Path) -> Result<Vec<Row>> {
    let with = linter(&[])?;
    let without = linter(&[RuleFile {
        path: FILE.to_owned(),
        text: with_weights(root, &Weights::new())?,
    }])?;
    let mut rows = Vec::new();
    for (file, cases) in cases(root, "tuning")? {
        let author = match file.split_once('-') {
            Some((letter, _)) if letter.len() <= 2 => letter.to_owned(),
            _ => "a".to_owned(),
        };
        for case in cases {
            let lessons = with.lessons(&case.deck()?, &case.room());
            let (words, texts): (Vec<_>, Vec<_>) =
                lessons.into_iter().map(|(_, l)| (l.words, l.text)).unzip();
            rows.push(Row {
                id: case.id.clone(),
                slide: 1,
                weight: 1.0,
                author: author.clone(),
                words: words.concat(),
                text: texts.join(" . "),
                wrong: !case.is_neutral(),
                known: !case.found(&without)?.is_empty(),
            });
        }
    }
    Ok(rows)
}

/// What the lists of phrases give as examples, each as the body of a slide.
fn examples(root: &Path) -> Result<Vec<Row>> {
    #[derive(Deserialize)]
    struct File {
        kind: String,
        examples: Examples,
    }
    #[derive(Deserialize)]
    struct Examples {
        fails: Vec<String>,
        passes: Vec<String>,
    }
    let linter = linter(&[])?;
    let mut rows = Vec::new();
    for name in LISTS {
        let file: File = serde_yaml::from_str(&std::fs::read_to_string(root.join(name))?)?;
        ensure!(file.kind == "cues", "{name} is of another kind");
        for (wrong, texts) in [(true, file.examples.fails), (false, file.examples.passes)] {
            for (text, cloud) in texts.iter().flat_map(|t| CLOUDS.map(|c| (t, c))) {
                let slide = TextDeck::from_yaml(&format!(
                    "slides: [{{body: '{}'}}]",
                    text.replace('\'', "''")
                ));
                let deck = deck::read(
                    "example.pptx",
                    Cursor::new(pptx(&slide)),
                    &Limits::default(),
                )?;
                rows.extend(slides(&linter, &deck, cloud).into_iter().map(|row| Row {
                    author: EXAMPLE.to_owned(),
                    weight: 1.0,
                    wrong,
                    ..row
                }));
            }
        }
    }
    Ok(rows)
}

/// Slides of real decks, for each cloud.
fn real(shared: &Path) -> Result<Vec<Row>> {
    let labels = std::fs::read_to_string(shared.join("decks/labels.yaml"))?;
    let labels: Labels = serde_yaml::from_str(&labels)?;
    let linter = linter(&[])?;
    let mut rows = Vec::new();
    for labelled in &labels.decks {
        let path = shared.join("decks").join(&labelled.file);
        let Ok(file) = std::fs::File::open(path) else {
            continue;
        };
        let Ok(read) = deck::read(&labelled.file, file, &Limits::default()) else {
            continue;
        };
        let compares = |n: u32| {
            let mut entries = labelled.comparison.iter();
            entries.find(|e| e.slide == Some(n) && e.kind == "vendor")
        };
        for cloud in CLOUDS {
            rows.extend(slides(&linter, &read, cloud).into_iter().filter_map(
                |row| match compares(row.slide) {
                    Some(entry) if entry.unsure => None,
                    Some(_) => Some(Row { wrong: true, ..row }),
                    None => Some(row),
                },
            ));
        }
    }
    Ok(rows)
}

/// What people have said of the real decks; the rest of it is not for here.
#[derive(Deserialize)]
struct Labels {
    decks: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    file: String,
    #[serde(default)]
    comparison: Vec<Compared>,
}

#[derive(Deserialize)]
struct Compared {
    slide: Option<u32>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    unsure: bool,
}

fn slides(linter: &Linter, deck: &Deck, cloud: &str) -> Vec<Row> {
    let room = Room {
        hyperscalers: vec![cloud.to_owned()],
        contexts: vec![Context::Joint],
    };
    let lessons = linter.lessons(deck, &room).into_iter();
    let rows = lessons.map(|(slide, Lesson { words, text })| Row {
        text,
        id: String::new(),
        slide,
        author: REAL.to_owned(),
        words,
        wrong: false,
        known: false,
        weight: REAL_SLIDE,
    });
    rows.collect()
}

/// Each author's slides judged by what the others wrote, but for those in the same part.
fn print_unseen(rows: &[Row], list: bool) {
    let authors: BTreeSet<&str> = rows.iter().map(|r| r.author.as_str()).collect();
    let authors: Vec<&str> = authors.into_iter().filter(|a| a.len() <= 2).collect();
    let mut scores: Vec<Option<f64>> = vec![None; rows.len()];
    for part in 0..PARTS {
        let own: Vec<&str> = authors.iter().copied().skip(part).step_by(PARTS).collect();
        let is_own = |row: &Row| own.contains(&row.author.as_str());
        let weights = learn(rows.iter().filter(|row| !is_own(row)));
        for (row, kept) in rows.iter().zip(&mut scores).filter(|(row, _)| is_own(row)) {
            *kept = Some(score(&weights, row));
        }
    }
    let judged = |author: &str| {
        let all = rows
            .iter()
            .zip(&scores)
            .filter(move |(row, _)| row.author == author);
        all.filter_map(|(row, score)| Some((row, (*score)?)))
            .collect::<Vec<_>>()
    };
    let (mut found, mut false_alarms, mut wrong) = (0, 0, 0);
    println!("each author judged by what others wrote:");
    for author in authors {
        let own = judged(author);
        let is_found =
            |(row, score): &&(&Row, f64)| *score > row.enough() || row.known && *score > BORNE_OUT;
        let count = |is: bool| own.iter().filter(|(row, _)| row.wrong == is).count();
        let hits = own
            .iter()
            .filter(is_found)
            .filter(|(row, _)| row.wrong)
            .count();
        let alarms = own.iter().filter(is_found).count() - hits;
        let by_phrase = own.iter().filter(|(row, _)| row.wrong && row.known).count();
        println!(
            "  {author:2}  recall {}  precision {}  found {hits} of {} ({by_phrase} by a set phrase), \
             false alarms {alarms} of {}",
            share(hits, count(true)),
            share(hits, hits + alarms),
            count(true),
            count(false),
        );
        for (row, score) in own
            .iter()
            .filter(|one| list && one.0.wrong != is_found(one))
        {
            let what = if row.wrong { "MISS " } else { "FALSE" };
            let by = if row.known {
                ", found by a set phrase"
            } else {
                ""
            };
            println!("    {what}  {} at {score:.2}{by}", row.id);
        }
        // The first six wrote before the set phrases were made to fit them.
        if author >= "g" {
            found += hits;
            false_alarms += alarms;
            wrong += count(true);
        }
    }
    println!(
        "  from g on  recall {}  precision {}",
        share(found, wrong),
        share(found, found + false_alarms)
    );
    let real: Vec<&Row> = rows
        .iter()
        .filter(|r| r.author == REAL && !r.wrong)
        .collect();
    let mut alarms = 0;
    for part in 0..PARTS {
        // Runs of slides: few decks are on both sides of a cut.
        let is_of_part = |n: usize| n * PARTS / real.len() == part;
        let others = real.iter().enumerate().filter(|(n, _)| !is_of_part(*n));
        let labelled = rows.iter().filter(|r| r.author != REAL || r.wrong);
        let weights = learn(labelled.chain(others.map(|(_, r)| *r)));
        let judged = real.iter().enumerate().filter(|(n, _)| is_of_part(*n));
        alarms += judged
            .filter(|(_, r)| score(&weights, r) > r.enough())
            .count();
    }
    println!(
        "  real decks, each part by the others: {alarms} false alarms in {} slides that name somebody",
        real.len()
    );
}

fn share(part: usize, all: usize) -> String {
    if all == 0 {
        return "    -".to_owned();
    }
    format!("{:.3}", part as f64 / all as f64)
}

fn score(weights: &Weights, row: &Row) -> f64 {
    if row.words.is_empty() {
        return f64::MIN;
    }
    let seen = row.words.iter().filter_map(|word| weights.get(word));
    weights["bias"] + seen.sum::<f64>()
}

/// The words with how much each tells: the logarithm of how much more often it stands on slides of
/// the one kind than of the other, and a little for being rare.
fn telling<'a>(rows: &[&'a Row]) -> BTreeMap<&'a str, f64> {
    let mut seen: BTreeMap<&str, (usize, f64, f64)> = BTreeMap::new();
    let (mut all_wrong, mut all_right) = (2.0, 2.0);
    for row in rows {
        for word in &row.words {
            let (count, wrong, right) = seen.entry(word).or_insert((0, 1.0, 1.0));
            *count += 1;
            *(if row.wrong { wrong } else { right }) += row.weight;
        }
        *(if row.wrong {
            &mut all_wrong
        } else {
            &mut all_right
        }) += row.weight;
    }
    seen.into_iter()
        .filter(|(_, (count, ..))| *count >= RARE)
        .map(|(word, (count, wrong, right))| {
            let tells = ((wrong / all_wrong) / (right / all_right)).ln().abs();
            let rare = (rows.len() as f64 / count as f64).ln();
            (word, tells + RARITY * rare)
        })
        .collect()
}

/// Accelerated gradients with restarts, always in the same order.
fn learn<'a>(rows: impl Iterator<Item = &'a Row>) -> Weights {
    let rows: Vec<&Row> = rows.filter(|r| !r.words.is_empty()).collect();
    let telling = telling(&rows);
    let names: Vec<&str> = telling.keys().copied().collect();
    let scale: Vec<f64> = telling.values().copied().chain([1.0]).collect();
    let bias = names.len();
    let seen: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| {
            let known = row.words.iter().map(String::as_str);
            let at = known.filter_map(|word| names.binary_search(&word).ok());
            at.chain([bias]).collect()
        })
        .collect();
    let curvature = 0.25 * power(&rows, &seen, &scale) + RIDGE;
    let mut now = vec![0.0; bias + 1];
    let mut ahead = now.clone();
    let mut pace = 1.0_f64;
    for _ in 0..ROUNDS {
        let mut slope: Vec<f64> = ahead.iter().map(|w| w * RIDGE).collect();
        for (row, at) in rows.iter().zip(&seen) {
            let sum: f64 = at.iter().map(|&n| scale[n] * ahead[n]).sum();
            let off = row.weight * (1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(row.wrong)));
            for &n in at {
                slope[n] += scale[n] * off;
            }
        }
        let next: Vec<f64> = ahead
            .iter()
            .zip(&slope)
            .map(|(w, s)| w - s / curvature)
            .collect();
        let uphill: f64 = (0..=bias).map(|n| slope[n] * (next[n] - now[n])).sum();
        if uphill > 0.0 {
            pace = 1.0;
        }
        let faster = f64::midpoint(1.0, (1.0 + 4.0 * pace * pace).sqrt());
        for n in 0..=bias {
            ahead[n] = next[n] + (pace - 1.0) / faster * (next[n] - now[n]);
        }
        (now, pace) = (next, faster);
    }
    let mut weights: Weights = names
        .iter()
        .enumerate()
        .map(|(n, name)| ((*name).to_owned(), scale[n] * now[n]))
        .collect();
    weights.insert("bias".to_owned(), now[bias] - ENOUGH);
    weights
}

/// The largest eigenvalue of the scaled words seen together, by power iteration; a little more, to
/// be safe.
fn power(rows: &[&Row], seen: &[Vec<usize>], scale: &[f64]) -> f64 {
    let mut along = vec![1.0; scale.len()];
    let mut length = 1.0;
    for _ in 0..40 {
        let mut next = vec![0.0; scale.len()];
        for (row, at) in rows.iter().zip(seen) {
            let sum: f64 = at.iter().map(|&n| scale[n] * along[n]).sum();
            for &n in at {
                next[n] += scale[n] * row.weight * sum;
            }
        }
        length = next.iter().map(|x: &f64| x * x).sum::<f64>().sqrt();
        along = next.iter().map(|x| x / length).collect();
    }
    length * 1.05
}

/// The file with these weights in it.
fn with_weights(root: &Path, weights: &Weights) -> Result<String> {
    let text = std::fs::read_to_string(root.join(FILE))?;
    let (before, rest) = text
        .split_once("\nweights:")
        .with_context(|| format!("no weights: in {FILE}"))?;
    let (_, after) = rest
        .split_once("\nexamples:\n")
        .with_context(|| format!("no examples: in {FILE}"))?;
    let mut listed = String::new();
    for (key, weight) in weights.iter().filter(|(_, w)| w.abs() >= SLIGHT) {
        let _ = write!(listed, "\n  {}: {weight:.2}", quoted(key));
    }
    if listed.is_empty() {
        listed.push_str(" {}");
    }
    Ok(format!("{before}\nweights:{listed}\nexamples:\n{after}"))
}

/// A key as YAML writes it.
fn quoted(key: &str) -> String {
    let plain = key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ');
    if plain {
        key.to_owned()
    } else {
        format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(words: &[&str], wrong: bool) -> Row {
        Row {
            id: String::new(),
            slide: 1,
            author: "a".to_owned(),
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            text: String::new(),
            wrong,
            known: false,
            weight: 1.0,
        }
    }

    #[test]
    fn what_stands_on_bad_slides_weighs_for_a_finding() {
        let rows: Vec<Row> = (0..40)
            .map(|n| {
                let word = if n % 2 == 0 { "any slow" } else { "any togeth" };
                row(&["slide both", word], n % 2 == 0)
            })
            .collect();
        let weights = learn(rows.iter());
        assert!(weights["any slow"] > 0.0 && weights["any togeth"] < 0.0);
        assert!(score(&weights, &row(&[], true)) < -1e9);
        assert_eq!(weights, learn(rows.iter()));
    }

    /// The file is what learning yields, where the real decks are at hand. The last digit may differ:
    /// machines do not agree on that of a logarithm.
    #[test]
    fn the_weights_are_the_learned_ones() {
        #[derive(Deserialize)]
        struct Kept {
            weights: Weights,
        }
        let root = crate::root().expect("xtask stands in the repository");
        let rows = match rows(&root) {
            Ok(rows) => rows,
            Err(why) => return println!("skipped: {why}"),
        };
        let text = with_weights(&root, &learn(rows.iter())).expect("the file is there");
        let kept = std::fs::read_to_string(root.join(FILE)).expect("the file is there");
        let read = |text: &str| -> Weights {
            let Kept { weights } = serde_yaml::from_str(text).expect("a list of phrases");
            weights
        };
        let (learned, kept) = (read(&text), read(&kept));
        let same = |(word, value): &(&String, &f64)| {
            kept.get(*word)
                .is_some_and(|kept| (*value - kept).abs() < 0.015)
        };
        let strange = learned.iter().filter(|weight| !same(weight)).count();
        assert!(
            learned.len() == kept.len() && strange * 200 <= learned.len(),
            "the slides or the reading of words changed ({strange} words): run `cargo xtask weigh`"
        );
    }
}
