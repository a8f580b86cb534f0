//! Findings that a project has taken over from before it had the gate: they are known, and do not count.
//!
//! 1. [`Baseline::parse`]: the file, or what is wrong with it at its place.
//! 2. [`Baseline::part`]: a run's findings, those that count and those that are known; what is mended.
//! 3. [`Baseline::renewed`]: the file as it is after this run; [`Baseline::text`]: its bytes.
//!
//! A finding is known by its rule, file, shape and text, not by its slide: slides move. How often it is
//! known counts, so that a second copy is new; so does how grave it was, so that a deck that is shown
//! to more demanding eyes is judged anew. A deck that could not be read, or not whole, is never known, nor is a
//! waiver that is out of date.

use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::source::{Problem, Source, excerpt::printable};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The shape of the file, raised when an older program would misread it.
const FORMAT: u32 = 1;

/// How much of a text stands in the file, in characters. The rest is in its key.
const TEXT_SHOWN: usize = 60;

/// Rules that say that something was not read, which can be anything by tomorrow, or that a waiver is out of date.
const NEVER: [&str; 4] = [
    "unreadable-deck",
    "unreadable-part",
    "expired-waiver",
    "unused-waiver",
];

/// The findings that are known.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// By file and key.
    entries: BTreeMap<(String, String), Entry>,
}

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its rule.
    pub rule: String,
    /// How grave it was; a graver one is new.
    pub severity: Severity,
    /// The shape's name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shape: String,
    /// What matched, or the beginning of the text: for people, who review the file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// A hash of rule, file, shape and text.
    key: String,
    /// How often it is known.
    #[serde(default = "once", skip_serializing_if = "is_once")]
    pub count: u32,
}

/// What a finding in the baseline was about that is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The file it was in.
    pub file: String,
    /// The finding; its count is how many are gone.
    pub entry: Entry,
}

/// A run's findings, parted.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Parted {
    /// Those that are not known, and those that are waived.
    pub counting: Vec<Diagnostic>,
    /// Those that are known.
    pub known: Vec<Diagnostic>,
    /// What is known and was not found any more, by file.
    pub mended: Vec<Mended>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    format: u32,
    tool: Tool,
    findings: BTreeMap<String, Vec<Entry>>,
}

#[derive(Serialize, Deserialize)]
struct Tool {
    name: String,
    version: String,
}

/// What every format has: enough to say that one is too new.
#[derive(Deserialize)]
struct Head {
    format: u32,
    #[serde(default)]
    tool: Option<Tool>,
}

impl Baseline {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it and what to do, at its place.
    pub fn parse(source: &Source) -> Result<Self, Problem> {
        let wrong = |error: &serde_json::Error| {
            let line = u32::try_from(error.line()).unwrap_or(1).max(1);
            let column = u32::try_from(error.column()).unwrap_or(1).max(1);
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            let message = format!(
                "this baseline can't be read: {}; restore it, or delete it and write it anew with --write-baseline",
                said.replace('`', "'")
            );
            source.problem_at(line, column, 1, message)
        };
        let head: Head = serde_json::from_str(&source.text).map_err(|error| wrong(&error))?;
        if head.format != FORMAT {
            let by = head.tool.map_or_else(String::new, |tool| {
                format!(", by {} {}", tool.name, tool.version)
            });
            let message = format!(
                "this baseline is of format {}{by}, and this is rightdeck {}, which reads format {FORMAT}; use the version that \
                 wrote it, or delete it and write it anew with --write-baseline",
                head.format,
                env!("CARGO_PKG_VERSION"),
            );
            return Err(source.problem_at(1, 1, 1, message));
        }
        let document: Document =
            serde_json::from_str(&source.text).map_err(|error| wrong(&error))?;
        let mut own = Self::default();
        for (file, entries) in document.findings {
            for entry in entries {
                own.take(file.clone(), entry);
            }
        }
        Ok(own)
    }

    /// The file's text.
    ///
    /// # Errors
    /// Never in practice: nothing in it is beyond JSON.
    pub fn text(&self) -> serde_json::Result<String> {
        let mut findings: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for ((file, _), entry) in &self.entries {
            findings
                .entry(file.clone())
                .or_default()
                .push(entry.clone());
        }
        for entries in findings.values_mut() {
            entries.sort_by(|a, b| {
                (&a.rule, &a.shape, &a.text, &a.key).cmp(&(&b.rule, &b.shape, &b.text, &b.key))
            });
        }
        let mut text = serde_json::to_string_pretty(&Document {
            format: FORMAT,
            tool: Tool {
                name: env!("CARGO_PKG_NAME").to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
            },
            findings,
        })?;
        text.push('\n');
        Ok(text)
    }

    /// How many findings it holds.
    #[must_use]
    pub fn count(&self) -> usize {
        let counts = self.entries.values().map(|entry| entry.count);
        counts.fold(0, |sum, count| {
            sum.saturating_add(usize::try_from(count).unwrap_or(usize::MAX))
        })
    }

    /// Parts findings, in their order. `looked_at` tells of a file and a rule whether this run would
    /// have found it: what was not looked for is not mended.
    #[must_use]
    pub fn part(&self, found: Vec<Diagnostic>, looked_at: impl Fn(&str, &str) -> bool) -> Parted {
        let mut left = self.entries.clone();
        let mut parted = Parted::default();
        for finding in found {
            let entry = can_be_known(&finding)
                .then(|| left.get_mut(&(finding.file.clone(), key(&finding))))
                .flatten()
                .filter(|entry| entry.count > 0);
            match entry {
                Some(entry) if finding.severity <= entry.severity => {
                    entry.count -= 1;
                    parted.known.push(finding);
                }
                Some(entry) => {
                    // It has become graver: new, and nothing is mended.
                    entry.count -= 1;
                    parted.counting.push(finding);
                }
                None => parted.counting.push(finding),
            }
        }
        let gone = left
            .into_iter()
            .filter(|((file, _), entry)| entry.count > 0 && looked_at(file, &entry.rule));
        parted.mended = gone
            .map(|((file, _), entry)| Mended { file, entry })
            .collect();
        parted
    }

    /// The baseline that knows just these findings, and of what was not looked at what it knew before.
    #[must_use]
    pub fn renewed(&self, found: &[Diagnostic], looked_at: impl Fn(&str, &str) -> bool) -> Self {
        let kept = self.entries.iter();
        let kept = kept.filter(|((file, _), entry)| !looked_at(file, &entry.rule));
        let mut own = Self {
            entries: kept
                .map(|(at, entry)| (at.clone(), entry.clone()))
                .collect(),
        };
        for finding in found.iter().filter(|finding| can_be_known(finding)) {
            let entry = Entry::of(finding);
            let at = (finding.file.clone(), entry.key.clone());
            let known = own.entries.entry(at).or_insert(Entry { count: 0, ..entry });
            known.count = known.count.saturating_add(1);
            known.severity = known.severity.max(finding.severity);
        }
        own
    }

    /// A merge by hand can leave an entry twice; that does not make its findings two.
    fn take(&mut self, file: String, entry: Entry) {
        let known = self
            .entries
            .entry((file, entry.key.clone()))
            .or_insert_with(|| entry.clone());
        known.count = known.count.max(entry.count);
        known.severity = known.severity.min(entry.severity);
    }
}

impl Entry {
    fn of(finding: &Diagnostic) -> Self {
        let (shape, text, matched) = place(finding);
        let shown = printable(matched.unwrap_or(text).trim());
        let text = match shown.char_indices().nth(TEXT_SHOWN) {
            Some((end, _)) => format!("{}…", shown[..end].trim_end()),
            None => shown.into_owned(),
        };
        Self {
            rule: finding.rule.clone(),
            severity: finding.severity,
            shape: shape.to_owned(),
            text,
            key: key(finding),
            count: 1,
        }
    }
}

/// Whether a baseline may hold a finding.
#[must_use]
pub fn can_be_known(finding: &Diagnostic) -> bool {
    !finding.waived && !NEVER.contains(&finding.rule.as_str())
}

/// Shape, text and what matched in it. Of a page, the text is the line.
fn place(finding: &Diagnostic) -> (&str, &str, Option<&str>) {
    match &finding.location {
        Location::File => ("", "", None),
        Location::Text { excerpt, .. } => ("", excerpt, None),
        Location::Deck(at) => (
            at.shape.as_deref().unwrap_or(""),
            at.text.as_deref().unwrap_or(""),
            at.matched.as_deref(),
        ),
    }
}

/// Blanks do not tell two texts apart: another program's export has others.
fn key(finding: &Diagnostic) -> String {
    let (shape, text, matched) = place(finding);
    let mut hash = Sha256::new();
    for field in [
        &finding.rule,
        &finding.file,
        shape,
        text,
        matched.unwrap_or(""),
    ] {
        for word in field.split_whitespace() {
            hash.update(word.as_bytes());
            hash.update(b" ");
        }
        hash.update([0]);
    }
    hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn once() -> u32 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_once(count: &u32) -> bool {
    *count == 1
}

#[cfg(test)]
mod tests;
