//! How good the comparison rules are on the labelled slides of `tests/comparisons/`.

use anyhow::{Context as _, Result};
use rightdeck::deck::{self, Deck, Limits};
use rightdeck::diagnostic::Diagnostic;
use rightdeck::lint::{Context, Linter, Room, RuleFile, Settings};
use rightdeck_kit::{TextDeck, TextSlide, pptx};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

/// A labelled slide.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) id: String,
    expect: Expect,
    #[serde(default)]
    against: Option<String>,
    #[serde(default)]
    whose: Option<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for people")]
    why: Option<String>,
    room: RoomOf,
    slide: TextSlide,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Expect {
    Comparison,
    Disparaging,
    Neutral,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomOf {
    hyperscaler: String,
    context: Context,
}

/// What was counted.
#[derive(Default)]
pub(crate) struct Score {
    hit: u32,
    missed: u32,
    false_alarms: u32,
    clean: u32,
    /// Found, and by the rule and with the owner that the label names.
    exact: u32,
}

impl Score {
    pub(crate) fn recall(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.missed).max(1))
    }

    pub(crate) fn precision(&self) -> f64 {
        f64::from(self.hit) / f64::from((self.hit + self.false_alarms).max(1))
    }
}

/// The labelled slides of one folder, by file.
pub(crate) fn cases(root: &Path, half: &str) -> Result<Vec<(String, Vec<Case>)>> {
    let folder = root.join("tests/comparisons").join(half);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .with_context(|| format!("cannot list {}", folder.display()))?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "yaml"))
        .collect();
    files.sort();
    let read = |file: std::path::PathBuf| {
        let text = std::fs::read_to_string(&file)?;
        let cases: Vec<Case> = serde_yaml::from_str(&text)
            .with_context(|| format!("{} is not as it should be", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        Ok((name.into_owned(), cases))
    };
    files.into_iter().map(read).collect()
}

/// A linter for the company that the slides speak of.
pub(crate) fn linter(rules: &[RuleFile]) -> Result<Linter> {
    let mut settings = Settings::on(jiff::civil::date(2026, 11, 1));
    settings.company = Some("Quillfish".to_owned());
    settings.products = [
        "Quillfish Data Platform",
        "Quillfish Reef",
        "Quillfish Tide",
        "Reef",
        "Tide",
    ]
    .map(str::to_owned)
    .to_vec();
    Linter::new(rules, settings).map_err(|m| anyhow::anyhow!("{m:?}"))
}

impl Case {
    pub(crate) fn is_neutral(&self) -> bool {
        self.expect == Expect::Neutral
    }

    pub(crate) fn deck(&self) -> Result<Deck> {
        let bytes = pptx(&TextDeck::from(self.slide.clone()));
        Ok(deck::read(
            "case.pptx",
            Cursor::new(bytes),
            &Limits::default(),
        )?)
    }

    pub(crate) fn room(&self) -> Room {
        Room {
            hyperscalers: vec![self.room.hyperscaler.clone()],
            contexts: vec![self.room.context],
        }
    }

    /// What the two rules say of it.
    pub(crate) fn found(&self, linter: &Linter) -> Result<Vec<Diagnostic>> {
        let found = linter.judge("case.pptx", &self.deck()?, Some(&self.room()));
        let ours = ["competitive-comparison", "disparaging-claim"];
        Ok(found
            .into_iter()
            .filter(|d| ours.contains(&d.rule.as_str()))
            .collect())
    }
}

/// What is said of each slide, by all cores.
fn judged(linter: &Linter, cases: &[Case]) -> Vec<Result<Vec<Diagnostic>>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let each = cases.len().div_ceil(cores).max(1);
    let judge = |cases: &[Case]| cases.iter().map(|c| c.found(linter)).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let parts = cases
            .chunks(each)
            .map(|part| scope.spawn(move || judge(part)));
        let parts: Vec<_> = parts.collect();
        let parts = parts.into_iter().map(|part| part.join());
        parts
            .flat_map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// Judges one folder of labelled slides. With `list`, prints every miss and every false alarm.
pub(crate) fn score(root: &Path, half: &str, list: bool) -> Result<Score> {
    let linter = linter(&[])?;
    let mut score = Score::default();
    let mut rows: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut by_file: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for (name, cases) in cases(root, half)? {
        for (case, found) in cases.iter().zip(judged(&linter, &cases)) {
            let found = found?;
            let said = found
                .iter()
                .map(|d| format!("{}: {} {:?}", d.rule, d.message, d.evidence))
                .collect::<Vec<_>>()
                .join("; ");
            let name = name.clone();
            let right = (case.expect == Expect::Neutral) == found.is_empty();
            let count = by_file.entry(name.clone()).or_default();
            count.0 += u32::from(right);
            count.1 += 1;
            match (case.expect, found.is_empty()) {
                (Expect::Neutral, true) => score.clean += 1,
                (Expect::Neutral, false) => {
                    score.false_alarms += 1;
                    rows.entry(name)
                        .or_default()
                        .push(format!("FALSE  {}: {said}", case.id));
                }
                (_, true) => {
                    score.missed += 1;
                    rows.entry(name)
                        .or_default()
                        .push(format!("MISS   {}", case.id));
                }
                (expect, false) => {
                    score.hit += 1;
                    let rule = if expect == Expect::Disparaging {
                        "disparaging-claim"
                    } else {
                        "competitive-comparison"
                    };
                    let owner = case.whose.as_deref().unwrap_or_default();
                    let vendor = case.against.as_deref() == Some("vendor");
                    let exact = found.iter().any(|d| {
                        d.rule == rule
                            && (vendor && d.hyperscaler.is_none()
                                || d.hyperscaler.as_deref() == Some(owner))
                    });
                    score.exact += u32::from(exact);
                    if !exact {
                        rows.entry(name)
                            .or_default()
                            .push(format!("OTHER  {}: {said}", case.id));
                    }
                }
            }
        }
    }
    let Score {
        hit,
        missed,
        false_alarms,
        clean,
        exact,
    } = &score;
    println!(
        "{half:9} recall {:.4}  precision {:.4}  found {hit} of {} ({exact} by the labelled rule and owner), \
         false alarms {false_alarms} of {} neutral",
        score.recall(),
        score.precision(),
        hit + missed,
        clean + false_alarms
    );
    for (name, (right, all)) in by_file {
        println!("  {name:16} {right} of {all} right");
    }
    if list {
        for (name, rows) in rows {
            for row in rows {
                println!("  {name}: {row}");
            }
        }
    }
    Ok(score)
}
