//! The playbook around the caller: its folder, its settings, its rules.

use super::Stop;
use crate::config::{self, Config, SeverityCells};
use crate::fs::{self, Kind};
use crate::lint::{Linter, RuleFile, Settings, SeverityChange};
use crate::source::{Problem, Source, nearest};
use anyhow::anyhow;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The largest `site.toml` or rule file that is read.
const TEXT_LIMIT: u64 = 4 << 20;

/// A playbook's folder and settings, or the lack of one.
#[derive(Debug)]
pub(super) struct Project {
    /// The folder with `site.toml`, as a real path; None where there is none.
    pub(super) root: Option<PathBuf>,
    /// Where the program was started, as a real path.
    pub(super) cwd: PathBuf,
    /// `site.toml` as text.
    pub(super) source: Source,
    /// And typed.
    pub(super) config: Config,
}

impl Project {
    /// Finds the playbook: `root` if it is named, else the nearest folder upward from here. A
    /// caller outside any playbook gets the one around `about`, the first file it speaks of.
    pub(super) fn open(root: Option<&Path>, about: Option<&Path>) -> Result<Self, Stop> {
        let cwd = fs::real_path(&fs::current_dir()?)?;
        let root = match root {
            Some(named) => {
                if fs::kind(&named.join(config::FILE_NAME))? != Kind::File {
                    let named = named.display();
                    return Err(anyhow!("'{named}' is no playbook: it has no site.toml").into());
                }
                Some(fs::real_path(named)?)
            }
            None => fs::find_upward(&cwd, config::FILE_NAME).or_else(|| {
                let about = fs::real_path(about?).ok()?;
                fs::find_upward(&about, config::FILE_NAME)
            }),
        };
        let mut source = Source::new(config::FILE_NAME, "");
        if let Some(root) = &root {
            source.text = fs::read_text(&root.join(config::FILE_NAME), TEXT_LIMIT)?;
        }
        let config = config::parse(&source).map_err(Stop::Problems)?;
        Ok(Self {
            root,
            cwd,
            source,
            config,
        })
    }

    /// The linter with the playbook's own rules and settings.
    ///
    /// `only` and `ignore` come from the command line; the names in them are checked here, and so
    /// is what `site.toml` says of rules and hyperscalers.
    pub(super) fn linter(
        &self,
        today: Option<jiff::civil::Date>,
        only: &[String],
        ignore: &[String],
    ) -> Result<Linter, Stop> {
        let mut settings = Settings::on(today.unwrap_or_else(|| self.today()));
        settings.company.clone_from(&self.config.site.company);
        settings.products.clone_from(&self.config.site.products);
        settings.severities = self.severities();
        settings.only = only.to_vec();
        settings.ignore = ignore.to_vec();
        let linter = Linter::new(&self.rule_files()?, settings)
            .map_err(|mistakes| Stop::Problems(mistakes.iter().map(problem_of).collect()))?;
        for id in only.iter().chain(ignore) {
            if let Err(message) = known_rule(&linter, id) {
                return Err(anyhow!("{message}").into());
            }
        }
        let problems = self.check_names(&linter);
        if problems.is_empty() {
            Ok(linter)
        } else {
            Err(Stop::Problems(problems))
        }
    }

    /// The day it is where the playbook lives.
    pub(super) fn today(&self) -> jiff::civil::Date {
        let zone = self.config.site.time_zone.as_ref();
        let zone = zone.and_then(|name| jiff::tz::TimeZone::get(name.get_ref()).ok());
        jiff::Timestamp::now()
            .to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC))
            .date()
    }

    fn severities(&self) -> Vec<SeverityChange> {
        let mut out = Vec::new();
        for (row, cells) in &self.config.lint.severity {
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
    fn rule_files(&self) -> Result<Vec<RuleFile>, Stop> {
        let Some(root) = &self.root else {
            return Ok(Vec::new());
        };
        let folder = root.join("rules");
        if fs::kind(&folder)? != Kind::Folder {
            return Ok(Vec::new());
        }
        let wanted = |path: &Path| has_extension(path, &["yaml", "yml"]);
        let walk = fs::walk(&folder, root, wanted);
        if let Some(refused) = walk.refused.into_iter().next() {
            return Err(refused.into());
        }
        let mut files = Vec::new();
        for path in walk.files {
            files.push(RuleFile {
                text: fs::read_text(&path, TEXT_LIMIT)?,
                path: self.name_of(&path),
            });
        }
        Ok(files)
    }

    /// What `site.toml` calls by a name that only the linter knows.
    fn check_names(&self, linter: &Linter) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut check = |found: Result<(), String>, span: Range<usize>| {
            if let Err(message) = found {
                problems.push(self.source.problem(span, message));
            }
        };
        let lint = &self.config.lint;
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
        for id in self
            .config
            .editions
            .iter()
            .filter_map(|e| e.hyperscaler.as_ref())
        {
            check(known_hyperscaler(linter, id.get_ref(), false), id.span());
        }
        problems.sort_by(|a, b| a.key().cmp(&b.key()));
        problems
    }

    /// A path as reports name it: from the playbook's folder where it lies in it, else from where
    /// the caller is, else as it was given; always with forward slashes.
    pub(super) fn name_of(&self, path: &Path) -> String {
        let absolute = if path.is_absolute() {
            path.to_path_buf()
        } else {
            self.cwd.join(path)
        };
        // Only dots are resolved: a link keeps the name the author knows it by. Where the way
        // there leads through a link, the folder's real path tells whether it is inside.
        let absolute = without_dots(&absolute);
        let real = || {
            let folder = fs::real_path(absolute.parent()?).ok()?;
            Some(folder.join(absolute.file_name()?))
        };
        let root = self.root.as_deref();
        let inside = root.and_then(|root| below(root, &absolute).or_else(|| below(root, &real()?)));
        inside
            .or_else(|| below(&self.cwd, &absolute))
            .unwrap_or_else(|| path.to_string_lossy().replace('\\', "/"))
    }
}

/// A path from a folder, with forward slashes, where it lies below it.
fn below(folder: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(folder).ok()?;
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn without_dots(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a file's extension is one of these, whatever its case.
pub(super) fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|own| {
        let own = own.to_string_lossy();
        wanted.iter().any(|one| own.eq_ignore_ascii_case(one))
    })
}

/// Whether there is such a rule; else what to say.
pub(super) fn known_rule(linter: &Linter, id: &str) -> Result<(), String> {
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
pub(super) fn known_hyperscaler(linter: &Linter, id: &str, or_none: bool) -> Result<(), String> {
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
    }
}
