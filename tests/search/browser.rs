//! The engine in the browser gives the answers of the one in Rust: on the table, and on corpora and
//! queries of chance. All are asked in one go, in a real browser.

use crate::chromium::{browser, serve, told};
use crate::table::{open, table};
use rightdeck::search::{
    Entry, Filters, Group, Hits, Index, Options, Profile, Query, Reader, RecordKind, TextAddress,
    excerpt,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Asks what stands in `questions.json` and tells how many answers there were, and which
/// are not those that were expected.
const ASK: &str = r##"
import { open } from "./search-index.js";
import { ask } from "./search-engine.js";
import { excerpt } from "./search-words.js";
const sorted = (value) => (Array.isArray(value) ? value.map(sorted)
  : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value);
const shown = (parts) => parts.map((part, at) => (at % 2 ? `[${part}]` : part)).join("");
const seen = { asked: 0, wrong: [] };
try {
  const corpora = await (await fetch("questions.json")).json();
  for (const [at, questions] of corpora.entries()) {
    const index = await open(new URL(`${at}/search/`, location).href);
    for (const { ask: asked, text, expected } of questions) {
      const found = await ask(index, asked);
      const own = {
        hits: found.hits.map((hit) => [hit.url, hit.title, hit.heading, hit.lead, hit.kind, hit.score, hit.text || null, hit.reviewed, hit.status, !!hit.due && hit.due < asked.today]),
        total: found.total, relaxed: found.relaxed, missing: found.missing, corrected: found.corrected, suggestion: found.suggestion ?? null,
        counts: found.facets, highlights: found.highlights, excerpt: shown(excerpt(text, found.highlights)),
      };
      seen.asked++;
      for (const key of Object.keys(own)) {
        const [is, was] = [JSON.stringify(sorted(own[key])), JSON.stringify(sorted(expected[key]))];
        if (is !== was && seen.wrong.length < 10) seen.wrong.push(`${at} ${JSON.stringify(asked)} ${key}:\n  script ${is}\n  rust   ${was}`);
      }
    }
  }
} catch (error) { seen.wrong.push(String(error.stack)); }
await fetch("told", { method: "POST", body: JSON.stringify(seen) });
"##;

/// Asks the first corpus, and tells of each query how many requests had to wait for one another.
const STEPS: &str = r##"
import { open } from "./search-index.js";
import { ask } from "./search-engine.js";
const plain = globalThis.fetch, seen = { steps: {} };
let ended = 0;
globalThis.fetch = async (...asked) => {
  const own = ended + 1;
  await new Promise((done) => { setTimeout(done, 50); });
  const reply = await plain(...asked);
  ended = Math.max(ended, own);
  return reply;
};
for (const query of ["private", "prviate", "private mraketplace"]) {
  ended = 0;
  const found = await ask(await open(new URL("0/search/", location).href), { query, today: 100, lens: {}, filters: {}, limit: 5 });
  seen.steps[query] = found.hits.length ? ended : "nothing found";
}
await plain("told", { method: "POST", body: JSON.stringify(seen) });
"##;

/// Corpora with what is asked of each.
#[derive(Default)]
struct Trial {
    files: BTreeMap<String, Vec<u8>>,
    corpora: Vec<Vec<Value>>,
}

impl Trial {
    fn add(&mut self, files: BTreeMap<String, Vec<u8>>, questions: &[(Query, String)]) {
        let at = self.corpora.len();
        for (path, bytes) in &files {
            self.files.insert(format!("{at}/{path}"), bytes.clone());
        }
        let index = open(files);
        let questions = questions
            .iter()
            .map(|(query, text)| question(&index, query, text));
        self.corpora.push(questions.collect());
    }

    /// What a script tells that is served with the corpora and the engine.
    fn run(&self, browser: &Path, script: &str) -> Value {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |path: &str, bytes: &[u8]| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, bytes).expect("written");
        };
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/assets");
        for entry in fs::read_dir(assets).expect("assets").flatten() {
            let name = entry.file_name();
            put(
                &name.to_string_lossy(),
                &fs::read(entry.path()).expect("read"),
            );
        }
        for (path, bytes) in &self.files {
            put(path, bytes);
        }
        put(
            "questions.json",
            &serde_json::to_vec(&self.corpora).expect("JSON"),
        );
        put("ask.js", script.as_bytes());
        put(
            "index.html",
            b"<!doctype html><link rel=\"icon\" href=\"icon.svg\"><script type=\"module\" src=\"ask.js\"></script>",
        );
        let served = serve(folder.path());
        let (mut seen, _) = told(browser, &served, "", 1, |_| ());
        assert_eq!(*served.missing.lock().expect("whole"), [""; 0]);
        seen.remove(0)
    }

    /// Answers that differ.
    fn wrong(&self, browser: &Path) -> Vec<String> {
        let seen = self.run(browser, ASK);
        let asked: usize = self.corpora.iter().map(Vec::len).sum();
        let wrong: Vec<String> = serde_json::from_value(seen["wrong"].clone()).expect("a list");
        assert!(
            !wrong.is_empty() || seen["asked"] == json!(asked),
            "{seen} of {asked}"
        );
        wrong
    }
}

fn question(index: &Index, query: &Query, text: &str) -> Value {
    let hits = index.query(query).expect("results");
    let parts = excerpt(text, &hits.highlights).into_iter();
    let shown: String = parts
        .map(|part| match part.hit {
            true => format!("[{}]", part.text),
            false => part.text,
        })
        .collect();
    let filters = &query.filters;
    json!({
        "ask": {
            "query": query.text, "today": query.today, "limit": query.limit,
            "lens": { "hyperscaler": query.reader.hyperscaler, "archetype": query.reader.archetype },
            "filters": { "record": filters.record, "kind": filters.kind, "hyperscaler": filters.hyperscaler,
                "context": filters.context, "archetype": filters.archetype },
        },
        "text": text,
        "expected": expected(&hits, &shown),
    })
}

fn expected(hits: &Hits, excerpt: &str) -> Value {
    let rows = hits.hits.iter().map(|hit| {
        json!([
            hit.url,
            hit.title,
            hit.heading,
            hit.lead,
            hit.kind,
            hit.score,
            hit.text,
            hit.reviewed,
            hit.status,
            hit.overdue
        ])
    });
    let corrected = hits.corrected.iter().map(|one| json!([one.word, one.by]));
    let counts = &hits.counts;
    json!({
        "hits": rows.collect::<Vec<_>>(),
        "total": hits.total, "relaxed": hits.relaxed, "missing": hits.missing,
        "corrected": corrected.collect::<Vec<_>>(), "suggestion": hits.suggestion,
        "counts": { "record": counts.record, "kind": counts.kind, "hyperscaler": counts.hyperscaler,
            "context": counts.context, "archetype": counts.archetype },
        "highlights": hits.highlights, "excerpt": excerpt,
    })
}

#[test]
fn the_table_in_the_browser() {
    let Some(browser) = browser() else { return };
    let table = table();
    let cases = table
        .cases
        .iter()
        .map(|case| (table.query(case), case.query.clone()));
    let excerpts = table.excerpts.iter().map(|one| {
        let query = Query {
            text: one.query.clone(),
            limit: 1,
            ..Query::default()
        };
        (query, one.text.clone())
    });
    let mut trial = Trial::default();
    trial.add(table.files(), &cases.chain(excerpts).collect::<Vec<_>>());
    let wrong = trial.wrong(&browser);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Numbers of chance, the same each time for one seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next(list.len())]
    }

    fn some(&mut self, list: &[&str], most: usize) -> Vec<String> {
        let count = self.next(most + 1);
        let start = self.next(list.len());
        let own = list.iter().cycle().skip(start).take(count);
        own.map(|one| (*one).to_owned()).collect()
    }

    /// The first words come most often, as in any language.
    fn word<'a>(&mut self, words: &'a [String]) -> &'a str {
        let to = self.next(words.len()) + 1;
        &words[self.next(to)]
    }

    fn text(&mut self, words: &[String], most: usize) -> String {
        let mut out = String::new();
        for _ in 0..self.next(most) {
            out.push_str(self.word(words));
            out.push_str(self.of(&[" ", " ", " ", " ", ", ", ". ", "-", "/", "\n\n", ": "]));
        }
        out
    }

    fn query(&mut self, words: &[String]) -> String {
        let mut out = String::new();
        for _ in 0..=self.next(4) {
            let mut word: Vec<char> = self.word(words).chars().collect();
            let at = self.next(word.len());
            match self.next(9) {
                0 => drop(word.remove(at)),
                1 => word.insert(at, 'e'),
                2 if at > 0 => word.swap(at - 1, at),
                3 => word[at] = 'x',
                4 => word.truncate(at + 1),
                5 => word.extend("ing".chars()),
                _ => {}
            }
            out.push_str(self.of(&["", "", "", "", "", "", "-", "\"", "-\"", "“"]));
            out.extend(word);
            out.push_str(self.of(&[" ", " ", " ", " ", "\" ", "-", "+", ". ", "/"]));
        }
        if self.next(2) == 0 {
            out.truncate(out.trim_end().len());
        }
        out
    }
}

const NAMES: [&str; 34] = [
    "the",
    "of",
    "and",
    "market",
    "marketplace",
    "markets",
    "marketing",
    "offer",
    "offers",
    "offered",
    "private",
    "co-sell",
    "cosell",
    "co",
    "sell",
    "re:Invent",
    "C++",
    "c#",
    ".NET",
    "A/B",
    "Größe",
    "naïve",
    "Ωmega",
    "東京",
    "ญี่ปุ่น",
    "1,000",
    "3.5",
    "don't",
    "ACE",
    "running",
    "runs",
    "deal",
    "deals",
    "AT&T",
];

fn corpus(chance: &mut Chance, words: &[String], size: usize, asked: usize, trial: &mut Trial) {
    struct Made {
        texts: Vec<[String; 5]>,
        aliases: Vec<Vec<String>>,
        profile: Profile,
        due: u32,
        expires: u32,
        url: String,
    }
    let clouds = ["aws", "google", "microsoft"];
    let contexts = ["internal", "customer", "hyperscaler", "joint"];
    let kinds = [
        RecordKind::Page,
        RecordKind::Page,
        RecordKind::Deck,
        RecordKind::Term,
        RecordKind::Statement,
    ];
    let made: Vec<Made> = (0..size)
        .map(|at| {
            let record = kinds[chance.next(5)];
            let several = matches!(record, RecordKind::Page | RecordKind::Deck);
            let count = if several { 1 + chance.next(4) } else { 1 };
            let is_deck = record == RecordKind::Deck;
            let texts = (0..count).map(|entry| {
                let heading = if entry == 0 {
                    String::new()
                } else {
                    chance.text(words, 4)
                };
                [
                    chance.text(words, 5),
                    heading,
                    if entry == 0 {
                        String::new()
                    } else {
                        format!("s{entry}")
                    },
                    chance.text(words, 60),
                    chance.text(words, 8),
                ]
            });
            let texts: Vec<[String; 5]> = texts.collect();
            Made {
                aliases: texts
                    .iter()
                    .map(|_| match chance.next(3) {
                        0 => vec![chance.text(words, 3)],
                        _ => Vec::new(),
                    })
                    .collect(),
                texts,
                profile: Profile {
                    record,
                    kind: (chance.next(2) == 0).then(|| chance.of(&["pillar", "pitch"]).to_owned()),
                    hyperscalers: chance.some(&clouds, 2),
                    contexts: if is_deck {
                        chance.some(&contexts, 3)
                    } else {
                        Vec::new()
                    },
                    archetypes: chance.some(&["saas", "managed"], 1),
                    status: is_deck
                        .then(|| chance.of(&["approved", "draft", "retired"]).to_owned()),
                },
                due: [0, 99, 100, 101][chance.next(4)],
                expires: [0, 0, 99, 100, 101][chance.next(5)],
                url: format!("thing-{at}/"),
            }
        })
        .collect();
    let groups: Vec<Group<'_>> = made
        .iter()
        .map(|one| Group {
            title: &one.texts[0][0],
            url: &one.url,
            reviewed: (one.due > 0).then_some("2026-11-21"),
            text: match one.due {
                0 => TextAddress::None,
                99 => TextAddress::At("elsewhere.md".to_owned()),
                _ => TextAddress::Beside,
            },
            profile: one.profile.clone(),
            due: one.due,
            expires: one.expires,
            entries: one
                .texts
                .iter()
                .zip(&one.aliases)
                .map(|([_, heading, anchor, text, notes], aliases)| Entry {
                    heading,
                    anchor,
                    aliases,
                    text,
                    notes,
                })
                .collect(),
        })
        .collect();
    let synonyms = vec![
        vec!["ACE", "private offers", "co-sell deal"],
        vec!["marketplace", "the market of deals"],
        vec!["running", "deal"],
    ];
    let options = Options {
        version: "latest",
        language: "en",
        synonyms,
        ..Options::default()
    };
    let files = rightdeck::search::build(&groups, &options).into_iter();
    let files: BTreeMap<String, Vec<u8>> = files.map(|file| (file.path, file.bytes)).collect();
    let questions: Vec<(Query, String)> = (0..asked)
        .map(|_| {
            let filtered = chance.next(3) == 0;
            let records = [
                RecordKind::Page,
                RecordKind::Slide,
                RecordKind::Deck,
                RecordKind::Term,
            ];
            let query = Query {
                // The first names are function words: alone they are the beginning of something.
                text: match chance.next(20) {
                    0 => words[chance.next(3)].clone(),
                    _ => chance.query(words),
                },
                today: 100,
                reader: Reader {
                    hyperscaler: chance.some(&clouds, 1).pop(),
                    archetype: chance.some(&["saas"], 1).pop(),
                },
                filters: if filtered {
                    Filters {
                        record: records[..chance.next(4)].to_vec(),
                        kind: chance.some(&["pillar"], 1),
                        hyperscaler: chance.some(&clouds, 2),
                        context: chance.some(&contexts, 1),
                        archetype: Vec::new(),
                    }
                } else {
                    Filters::default()
                },
                limit: 10,
            };
            (query, chance.text(words, 80))
        })
        .collect();
    trial.add(files, &questions);
}

#[test]
fn both_engines_agree() {
    let Some(browser) = browser() else { return };
    let seed = std::env::var("RIGHTDECK_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let mut chance = Chance(seed.unwrap_or(20_261_121));
    let mut trial = Trial::default();
    let names: Vec<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    for round in 0..24 {
        let size = 1 + chance.next(if round < 16 { 12 } else { 60 });
        corpus(&mut chance, &names, size, 40, &mut trial);
    }
    large_corpus(&mut chance, names, 400, &mut trial);
    let wrong = trial.wrong(&browser);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One of many words, so that there are many chunks, beginnings and words that stand nearly everywhere.
fn large_corpus(chance: &mut Chance, names: Vec<String>, asked: usize, trial: &mut Trial) {
    let syllables = ["ma", "ke", "to", "ri", "an", "es", "lo", "pu", "ing", "er"];
    let mut words = names;
    for _ in 0..4000 {
        let count = 2 + chance.next(4);
        words.push((0..count).map(|_| chance.of(&syllables)).collect());
    }
    words.extend(["the", "of"].repeat(200).into_iter().map(str::to_owned));
    corpus(chance, &words, 2_400, asked, trial);
}

#[test]
fn a_mistyped_word_of_a_title_takes_no_more_steps() {
    let Some(browser) = browser() else { return };
    let mut trial = Trial::default();
    let names = NAMES.iter().map(|name| (*name).to_owned()).collect();
    large_corpus(&mut Chance(7), names, 0, &mut trial);
    let seen = trial.run(&browser, STEPS);
    // The manifest, the words, the cards.
    let expected = json!({ "private": 3, "prviate": 3, "private mraketplace": 3 });
    assert_eq!(seen["steps"], expected);
}
