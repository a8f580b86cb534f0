//! The playbook's decks and pages, judged again where something changed, and a deck that is not part of it.

use super::judge::{self, Judged};
use super::pages::Pages;
use super::room::{Flags, Rooms};
use super::select::Globs;
use super::statements::Statements;
use super::{baseline, catalogue, gather, select, waivers};
use crate::cli::RoomArgs;
use crate::commands::Stop;
use crate::commands::project::Project;
use crate::diagnostic::Diagnostic;
use crate::fs::{self, Scratch};
use crate::lint::Linter;
use crate::lint::waiver::{self, Waiver};
use crate::playbook::Catalogue;
use crate::report::Report;
use crate::site::address_of;
use crate::site::admit::Readers;
use crate::site::build;
use crate::site::findings::Judge;
use crate::site::library::Library;
use anyhow::anyhow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What became of the playbook's decks, kept from change to change.
#[derive(Debug, Default)]
pub(in crate::commands) struct Judgements {
    /// By the deck's name, with what its page says.
    kept: BTreeMap<String, (String, Judged)>,
    found: Vec<(Diagnostic, Option<String>)>,
    /// The day of the last judgement, and whether it came to an end.
    day: Option<jiff::civil::Date>,
}

impl Judgements {
    /// What counts in the playbook's decks after these files changed (None: any), each with its catalogue
    /// page.
    pub(in crate::commands) fn renewed(
        &mut self,
        project: &Project,
        changed: Option<&BTreeSet<String>>,
    ) -> Result<Vec<(Diagnostic, Option<String>)>, Stop> {
        let today = project.today();
        let changed = changed.filter(|_| self.day.take() == Some(today));
        match changed {
            Some(changed) if !changed.iter().any(|path| concerns_decks(path)) => {}
            _ => self.found = self.judged(project, changed)?,
        }
        self.day = Some(today);
        Ok(self.found.clone())
    }

    fn judged(
        &mut self,
        project: &Project,
        changed: Option<&BTreeSet<String>>,
    ) -> Result<Vec<(Diagnostic, Option<String>)>, Stop> {
        // Any deck may be held against a statement.
        let settings =
            |path: &String| !path.starts_with("content") || is_statement(path) || path == "content";
        if changed.is_none_or(|changed| changed.iter().any(settings)) {
            self.kept.clear();
        }
        let linter = project.linter(None, &[], &[])?;
        let catalogue = catalogue(project, &linter)?;
        let waivers = waivers::collect(project, &catalogue, &linter).map_err(Stop::Problems)?;
        let selection = select::select(project, &catalogue, &[])?;
        let statements = Statements::read(project, &linter)?;
        let rooms = Rooms::new(project, &catalogue, &statements.fields, Flags::default());
        let room = |name: &str| match catalogue.get(name) {
            Some(entry) => format!("{} {:?}", entry.page, entry.fields),
            None => String::new(),
        };
        let touched = |name: &str| {
            changed.is_some_and(|changed| {
                let within = |path: &String| {
                    name.strip_prefix(path.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                };
                changed.iter().any(within)
            })
        };
        let mut files = Vec::new();
        let mut kept = BTreeMap::new();
        for (name, path) in &selection.files {
            match self.kept.remove(name) {
                Some(one) if one.0 == room(name) && !touched(name) => {
                    kept.insert(name.clone(), one);
                }
                _ => files.push((name.clone(), path.clone())),
            }
        }
        for (name, judged) in judge::judge_all(&files, |path| fs::open(path), &rooms, &linter) {
            kept.insert(name.clone(), (room(&name), judged));
        }
        self.kept = kept;
        let all = self.kept.iter();
        let all = all.map(|(name, (_, judged))| (name.clone(), judged.clone()));
        let all: Vec<_> = all.collect();
        let said = statements.findings(&selection.pages, &all, &linter);
        let mut failures = Vec::new();
        let none = Pages::default();
        let mut report = gather(
            all,
            none,
            said,
            &selection,
            &waivers,
            &linter,
            &mut failures,
        );
        baseline::of_playbook(project, &mut report, &linter)?;
        if let Some(why) = failures.into_iter().next() {
            return Err(anyhow!("{why}").into());
        }
        let counting = report.diagnostics.into_iter().filter(|one| !one.waived);
        let page = |one: &Diagnostic| match catalogue.get(&one.file) {
            Some(entry) => Some(entry.page.clone()),
            None => is_statement(&one.file).then(|| one.file.clone()),
        };
        Ok(counting
            .map(|one| (page(&one), one))
            .map(|(page, one)| (one, page))
            .collect())
    }
}

/// What became of the playbook's pages, kept from change to change.
#[derive(Default)]
pub(in crate::commands) struct PageJudgements {
    judge: Judge,
    rules: Option<PageRules>,
}

/// By what pages are judged.
struct PageRules {
    /// Which state of the settings it is of.
    number: u64,
    today: jiff::civil::Date,
    project: Project,
    linter: Linter,
    waivers: Vec<Waiver>,
    excludes: Globs,
    editions: Vec<Readers>,
}

impl PageJudgements {
    /// What counts on the pages of a library, each with the address of its page. `rules` numbers the state of
    /// the settings. Mistakes that keep a site from being built are no part of it.
    pub(in crate::commands) fn renewed(
        &mut self,
        root: &Path,
        library: &Library,
        rules: u64,
    ) -> Result<Vec<(Diagnostic, Option<String>)>, Stop> {
        let same = |kept: &PageRules| kept.number == rules && kept.today == kept.project.today();
        if !self.rules.as_ref().is_some_and(same) {
            self.rules = None;
            self.judge.forget();
        }
        let kept = match self.rules.take() {
            Some(kept) => kept,
            None => PageRules::read(root, rules)?,
        };
        let kept = self.rules.insert(kept);
        // One core is left to whoever saves meanwhile.
        let mut found = self
            .judge
            .found(library, &kept.linter, &kept.editions, false);
        found.retain(|one| !kept.excludes.holds(&one.file));
        let judged = waiver::Judged {
            decks: BTreeSet::new(),
            pages: library
                .names()
                .filter(|name| !kept.excludes.holds(name))
                .collect(),
        };
        waiver::apply(&kept.waivers, &judged, &mut found, &kept.linter);
        let counting = found.into_iter().filter(|one| !one.waived);
        Ok(counting
            .map(|one| (address(library, &one), one))
            .map(|(at, one)| (one, at))
            .collect())
    }
}

impl PageRules {
    fn read(root: &Path, number: u64) -> Result<Self, Stop> {
        let project = Project::open(Some(root), None)?;
        let linter = project.linter(None, &[], &[])?;
        // What catalogue pages allow is allowed in their decks.
        let waivers = waivers::collect(&project, &Catalogue::default(), &linter);
        let exclude = project.config.lint.exclude.iter();
        let editions = build::editions(&project.config).into_iter();
        Ok(Self {
            number,
            today: project.today(),
            waivers: waivers.map_err(Stop::Problems)?,
            excludes: Globs::new(exclude.map(|glob| glob.get_ref()))?,
            editions: editions.map(|edition| edition.readers).collect(),
            linter,
            project,
        })
    }
}

/// The address of the page that a finding stands on; None: it is in no page's own text.
fn address(library: &Library, found: &Diagnostic) -> Option<String> {
    let is_snippet = |path: &str| library.snippets.iter().any(|one| one.text.path() == path);
    let page = found.file.ends_with(".md") && !is_snippet(&found.file);
    page.then(|| address_of(&found.file))
}

/// Whether a change can have to do with decks: settings, rules, decks, their pages, folders.
fn concerns_decks(path: &str) -> bool {
    let place = Path::new(path);
    !path.starts_with("themes/")
        && (!path.starts_with("content/")
            || path.starts_with("content/decks/")
            || is_statement(path)
            || place.extension().is_none()
            || select::is_deck(place))
}

fn is_statement(path: &str) -> bool {
    path.starts_with("content/credentials")
}

/// Judges a deck that is no part of the playbook, by its rules.
pub(in crate::commands) fn of_deck(
    project: &Project,
    linter: &Linter,
    name: &str,
    deck: Scratch,
    room: &RoomArgs,
) -> Result<Report, Stop> {
    let catalogue = Catalogue::default();
    let statements = Statements::read(project, linter)?;
    let flags = Flags::check(room, linter)?;
    let rooms = Rooms::new(project, &catalogue, &statements.fields, flags);
    let deck = fs::rewound(deck).map_err(|error| anyhow!("cannot read the deck: {error}"))?;
    let judged = vec![(
        name.to_owned(),
        judge::read_and_judge(name, deck, &rooms, linter),
    )];
    let mut failures = Vec::new();
    let selection = select::Selection::default();
    Ok(gather(
        judged,
        Pages::default(),
        Vec::new(),
        &selection,
        &[],
        linter,
        &mut failures,
    ))
}
