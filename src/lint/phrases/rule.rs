//! A word rule at work.

use super::file::{Existence, PartWord, SeverityWord, Substitution};
use crate::deck::Part;
use crate::lint::finding::Finding;
use crate::lint::lexicon::trie::{Case, Trie};
use crate::lint::{Context, Findings, Group, Row, Rule, RuleInfo, Subject};
use regex::Regex;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// `kind: existence` or `kind: substitution`.
pub(crate) struct PhraseRule {
    info: RuleInfo,
    message: String,
    help: String,
    scope: Vec<PartWord>,
    words: Trie,
    /// For each phrase the better one, where there is one.
    better: Vec<Option<String>>,
    patterns: Lazy,
    except: Lazy,
}

/// A regular expression that is compiled when the first text needs it: compiling costs more than
/// most decks do.
struct Lazy {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl PhraseRule {
    pub(crate) fn existence(id: &str, file: &Existence) -> Result<Self, String> {
        let mut words = Trie::default();
        let mut better = Vec::new();
        for (phrases, case) in [
            (&file.phrases, Case::Any),
            (&file.exact_phrases, Case::Exact),
        ] {
            for phrase in phrases {
                words.insert(phrase, case, index(better.len()));
                better.push(None);
            }
        }
        Ok(Self {
            info: info(
                id,
                &file.summary,
                &file.severity,
                &file.why,
                file.link.as_deref(),
                &file.examples,
                file.since.as_deref(),
            ),
            message: file.message.clone(),
            help: file.help.clone(),
            scope: file.scope.clone(),
            words,
            better,
            patterns: Lazy::new(&file.patterns)?,
            except: Lazy::new(&file.except)?,
        })
    }

    pub(crate) fn substitution(id: &str, file: &Substitution) -> Result<Self, String> {
        let mut words = Trie::default();
        let mut better = Vec::new();
        for (word, good) in &file.swap {
            words.insert(word, Case::Any, index(better.len()));
            better.push(Some(good.clone()));
        }
        Ok(Self {
            info: info(
                id,
                &file.summary,
                &file.severity,
                &file.why,
                file.link.as_deref(),
                &file.examples,
                file.since.as_deref(),
            ),
            message: file.message.clone(),
            help: file.help.clone(),
            scope: file.scope.clone(),
            words,
            better,
            patterns: Lazy::new(&[])?,
            except: Lazy::new(&[])?,
        })
    }
}

impl Rule for PhraseRule {
    fn info(&self) -> &RuleInfo {
        &self.info
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unit in &subject.units {
            for text in &unit.texts {
                let part = text.text.part;
                let in_scope = if self.scope.is_empty() {
                    part != Part::Link
                } else {
                    self.scope.contains(&PartWord(part))
                };
                if !in_scope {
                    continue;
                }
                let plain = text.plain.as_str();
                let mut hits: Vec<(Range<usize>, Option<&str>)> = self
                    .words
                    .find(plain, &text.tokens, false)
                    .into_iter()
                    .map(|h| (h.span, self.better[h.id as usize].as_deref()))
                    .collect();
                if let Some(regex) = self.patterns.get() {
                    hits.extend(regex.find_iter(plain).map(|m| (m.range(), None)));
                }
                if hits.is_empty() {
                    continue;
                }
                let excepted: Vec<Range<usize>> = self.except.get().map_or_else(Vec::new, |r| {
                    r.find_iter(plain).map(|m| m.range()).collect()
                });
                hits.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
                let mut end = 0;
                for (span, better) in hits {
                    if span.start < end
                        || excepted
                            .iter()
                            .any(|e| e.start < span.end && span.start < e.end)
                    {
                        continue;
                    }
                    end = span.end;
                    let fill = |s: &str| {
                        s.replace("{match}", &plain[span.clone()])
                            .replace("{better}", better.unwrap_or(""))
                    };
                    out.push(
                        Finding::on_text(unit, text, Some(&span), fill(&self.message))
                            .help(fill(&self.help)),
                    );
                }
            }
        }
    }
}

impl Lazy {
    fn new(patterns: &[String]) -> Result<Self, String> {
        for pattern in patterns {
            regex_syntax_check(pattern)?;
        }
        let source = patterns
            .iter()
            .map(|p| format!("(?:{p})"))
            .collect::<Vec<_>>()
            .join("|");
        Ok(Self {
            source,
            compiled: OnceLock::new(),
        })
    }

    fn get(&self) -> Option<&Regex> {
        if self.source.is_empty() {
            return None;
        }
        self.compiled
            .get_or_init(|| Regex::new(&self.source).ok())
            .as_ref()
    }
}

/// Parsing is quick where compiling is not, and tells a mistake as well.
fn regex_syntax_check(pattern: &str) -> Result<(), String> {
    regex_syntax::parse(pattern)
        .map(|_| ())
        .map_err(|e| format!("the pattern '{pattern}' is wrong: {e}"))
}

fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn info(
    id: &str,
    summary: &str,
    severity: &BTreeMap<Context, SeverityWord>,
    why: &str,
    link: Option<&str>,
    examples: &super::Examples,
    since: Option<&str>,
) -> RuleInfo {
    let row = Row {
        key: Cow::Owned(id.to_owned()),
        about: Cow::Borrowed(""),
        severity: Context::ALL.map(|c| severity.get(&c).and_then(|s| s.severity())),
    };
    let mut doc = format!(
        "## What it looks for\n\n{}.\n\n## Why it matters\n\n{}\n",
        capitalised(summary),
        why.trim()
    );
    let list = |items: &[String]| items.iter().map(|e| format!("- {e}\n")).collect::<String>();
    doc.push_str(&format!("\n## Example\n\n{}", list(&examples.fails)));
    doc.push_str(&format!("\n## Use instead\n\n{}", list(&examples.passes)));
    if let Some(link) = link {
        doc.push_str(&format!("\n<{link}>\n"));
    }
    RuleInfo {
        id: Cow::Owned(id.to_owned()),
        summary: Cow::Owned(summary.to_owned()),
        group: Group::Wording,
        rows: Cow::Owned(vec![row]),
        since: Cow::Owned(since.unwrap_or_default().to_owned()),
        doc: Cow::Owned(doc),
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
