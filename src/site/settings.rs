//! `site.toml` and the playbook's own rules, read together: rules and hyperscalers that the one names, the
//! others know.

use super::library::Hyperscalers;
use crate::config::{self, Config, SeverityCells};
use crate::fs::Tree;
use crate::lint::{Linter, RuleFile, Settings, SeverityChange};
use crate::source::{Problem, Source, nearest};
use std::ops::Range;

/// The folder of a playbook's own rules.
pub(super) const RULES: &str = "rules";

/// What a playbook says of itself as a whole.
#[derive(Debug, Clone)]
pub struct Whole {
    /// All that it was read from.
    read: Vec<(String, String)>,
    /// `site.toml`.
    pub config: Config,
    /// The hyperscalers that have a pack, its own among them.
    pub hyperscalers: Hyperscalers,
}

impl Whole {
    /// Reads it.
    ///
    /// # Errors
    /// Every mistake in `site.toml` and in the rules.
    pub fn read(tree: &dyn Tree) -> Result<Self, Vec<Problem>> {
        let source = super::load::read(tree, config::FILE_NAME)?;
        let config = config::parse(&source)?;
        // No day tells a hyperscaler's words.
        let settings = Settings::on(jiff::civil::Date::default());
        let files = rule_files(tree)?;
        let linter = checked(&files, &source, &config, settings)?;
        let rules = files.into_iter().map(|file| (file.path, file.text));
        Ok(Self {
            hyperscalers: linter.hyperscaler_profiles(),
            read: rules.chain([(source.name, source.text)]).collect(),
            config,
        })
    }
}

impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        self.read == other.read
    }
}

/// The linter with the playbook's own rules and settings. What `site.toml`, which is `source` and `config`,
/// says of rules and hyperscalers is checked.
///
/// # Errors
/// Every mistake in the rules; else every name that nobody knows.
pub fn linter(
    tree: Option<&dyn Tree>,
    source: &Source,
    config: &Config,
    settings: Settings,
) -> Result<Linter, Vec<Problem>> {
    let files = tree.map_or_else(|| Ok(Vec::new()), rule_files)?;
    checked(&files, source, config, settings)
}

fn checked(
    files: &[RuleFile],
    source: &Source,
    config: &Config,
    mut settings: Settings,
) -> Result<Linter, Vec<Problem>> {
    settings.company.clone_from(&config.site.company);
    settings.products.clone_from(&config.site.products);
    settings.severities = severities(config);
    settings.words_per_minute = config.lint.words_per_minute();
    let linter = Linter::new(files, settings)
        .map_err(|mistakes| mistakes.iter().map(problem_of).collect::<Vec<_>>())?;
    let problems = check_names(source, config, &linter);
    if problems.is_empty() {
        Ok(linter)
    } else {
        Err(problems)
    }
}

fn severities(config: &Config) -> Vec<SeverityChange> {
    let mut out = Vec::new();
    for (row, cells) in &config.lint.severity {
        let row = row.get_ref().clone();
        match cells {
            SeverityCells::Row(level) => out.push(SeverityChange {
                row,
                context: None,
                severity: level.severity(),
            }),
            SeverityCells::Cells(cells) => {
                out.extend(cells.iter().map(|(context, level)| SeverityChange {
                    row: row.clone(),
                    context: Some(*context),
                    severity: level.severity(),
                }));
            }
        }
    }
    out
}

/// The playbook's own files under `rules/`.
fn rule_files(tree: &dyn Tree) -> Result<Vec<RuleFile>, Vec<Problem>> {
    let listing = tree.list(RULES);
    if let Some(refused) = listing.refused.first() {
        return Err(vec![super::load::whole(RULES, refused.to_string())]);
    }
    let is_rule = |path: &&String| {
        let extension = path
            .rsplit('/')
            .next()
            .and_then(|name| name.rsplit_once('.'));
        extension.is_some_and(|(_, extension)| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        })
    };
    let mut files = Vec::new();
    for path in listing.files.iter().filter(is_rule) {
        let Source { text, .. } = super::load::read(tree, path)?;
        files.push(RuleFile {
            text,
            path: path.clone(),
        });
    }
    Ok(files)
}

/// What `site.toml` calls by a name that only the linter knows.
fn check_names(source: &Source, config: &Config, linter: &Linter) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut check = |found: Result<(), String>, span: Range<usize>| {
        if let Err(message) = found {
            problems.push(source.problem(span, message));
        }
    };
    let lint = &config.lint;
    for row in lint.severity.keys() {
        check(known_row(linter, row.get_ref()), row.span());
    }
    for allow in &lint.allow {
        check(known_rule(linter, allow.rule.get_ref()), allow.rule.span());
    }
    for ids in lint
        .assume
        .iter()
        .filter_map(|assume| assume.hyperscaler.as_ref())
    {
        for id in &ids.get_ref().0 {
            check(known_hyperscaler(linter, id, true), ids.span());
        }
    }
    for id in config
        .editions
        .iter()
        .filter_map(|e| e.hyperscaler.as_ref())
    {
        check(known_hyperscaler(linter, id.get_ref(), false), id.span());
    }
    problems.sort_by(|a, b| a.key().cmp(&b.key()));
    problems
}

/// Whether there is such a rule; else what to say.
pub(crate) fn known_rule(linter: &Linter, id: &str) -> Result<(), String> {
    let rules = linter.rules();
    if rules.iter().any(|rule| rule.id == id) {
        return Ok(());
    }
    let known = rules.iter().map(|rule| rule.id.as_ref());
    Err(unknown("rule", id, known, "'rightdeck rules' lists them"))
}

fn known_row(linter: &Linter, key: &str) -> Result<(), String> {
    let rules = linter.rules();
    let rows = || rules.iter().flat_map(|rule| rule.rows.iter());
    if rows().any(|row| row.key == key) {
        return Ok(());
    }
    let known = rows().map(|row| row.key.as_ref());
    Err(unknown("rule", key, known, "'rightdeck rules' lists them"))
}

/// Whether there is such a hyperscaler pack; else what to say.
pub(crate) fn known_hyperscaler(linter: &Linter, id: &str, or_none: bool) -> Result<(), String> {
    let mut known = linter.hyperscalers();
    if or_none {
        known.push("none");
    }
    if known.contains(&id) {
        return Ok(());
    }
    let list = format!("known are {}", known.join(", "));
    Err(unknown("hyperscaler", id, known.iter().copied(), &list))
}

fn unknown<'a>(
    what: &str,
    id: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(id, known) {
        Some(near) => format!("there is no {what} '{id}'; did you mean '{near}'?"),
        None => format!("there is no {what} '{id}'; {otherwise}"),
    }
}

/// A mistake in a rule file, as the other mistakes in a playbook are shown.
fn problem_of(mistake: &crate::diagnostic::Diagnostic) -> Problem {
    use crate::diagnostic::Location;
    let (line, column, excerpt) = match &mistake.location {
        Location::Text {
            line,
            column,
            excerpt,
            ..
        } => (*line, *column, excerpt.clone()),
        Location::File | Location::Deck(_) => (1, 1, String::new()),
    };
    Problem {
        file: mistake.file.clone(),
        line,
        column,
        width: 1,
        excerpt,
        message: match mistake.help.as_str() {
            "" => mistake.message.clone(),
            help => format!("{}; {help}", mistake.message),
        },
        rule: None,
    }
}
