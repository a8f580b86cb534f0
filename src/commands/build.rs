//! `rightdeck build`: compiles the playbook into its editions.
//!
//! 1. The working tree and the versions are read.
//! 2. Each edition is prepared; with a mistake anywhere, nothing is written.
//! 3. Each is rendered beside its folder and proved; when all are, they are swapped in.

use super::progress::Progress;
use super::project::Project;
use super::{Out, Outcome, Stop, lint};
use crate::cli::BuildArgs;
use crate::diagnostic::Severity;
use crate::fs::{self, Folder, Published, Stage, Tree};
use crate::git::Repository;
use crate::report::counted;
use crate::site::Edition;
use crate::site::admit::{self, Narrowed};
use crate::site::build::{self, LATEST, Loaded, Ready, Snapshot};
use crate::site::leak::{Leak, Proof};
use crate::site::proof;
use crate::site::render::{Failed, Written};
use crate::source::Problem;
use crate::template::Theme;
use anyhow::anyhow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

pub(super) fn run(args: &BuildArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let started = Instant::now();
    let project = Project::open(root, None)?;
    let Some(folder) = project.root.clone() else {
        return Err(
            anyhow!("there is no playbook here: no site.toml, in this folder or above it\n`rightdeck lint DECK` judges a deck without one; `rightdeck --help` shows the rest").into(),
        );
    };
    let editions = chosen(&project, args)?;
    let hyperscalers = project.linter(None, &[], &[])?.hyperscaler_profiles();
    let tree: Arc<dyn Tree> = Arc::new(Folder::new(&folder));
    let theme = Theme::load(Some(tree.as_ref())).map_err(Stop::Problems)?;
    let repository = Repository::find(&folder).map_err(anyhow::Error::from)?;
    let mut changed = BTreeMap::new();
    if let Some(repository) = &repository {
        let found = repository
            .last_changes("HEAD", "content")
            .map_err(anyhow::Error::from)?;
        changed.extend(found.into_iter().map(|(path, change)| (path, change.day)));
    }
    let past = versions(&project, repository.as_ref())?;
    let mut snapshots = vec![Snapshot {
        name: LATEST.to_owned(),
        status: None,
        tree,
        changed: Arc::new(changed),
    }];
    snapshots.extend(past);
    let mut loaded: Vec<Loaded> = Vec::new();
    let mut problems: Vec<Problem> = Vec::new();
    for snapshot in snapshots {
        let (one, found) = build::read(snapshot, &project.config, &hyperscalers);
        loaded.push(one);
        problems.extend(found);
    }
    let mut prepared: Vec<Ready> = Vec::new();
    for edition in &editions {
        let mut versions = Vec::new();
        let mut narrowed = Narrowed::new();
        for one in &loaded {
            match build::prepare(one, edition, &hyperscalers, &narrowed) {
                Ok(version) => versions.push(Arc::new(version)),
                Err(found) => problems.extend(found),
            }
            // The first is the latest.
            if narrowed.is_empty() {
                narrowed = admit::narrowed(&one.library, &edition.readers);
            }
        }
        prepared.push(Ready::new(edition.clone(), versions));
    }
    stop_at(problems)?;
    let report = lint::of_playbook(&project)?;
    let total = prepared.iter().flat_map(|ready| &ready.prepared);
    let progress = Progress::new(total.map(|one| one.pages()).sum(), "pages");
    let mut ready = Vec::new();
    for one in prepared {
        let edition = one.edition.clone();
        let target = args
            .out
            .clone()
            .unwrap_or_else(|| folder.join(&edition.out));
        let (written, stage) = staged(&target, &folder, &one, &project, &theme, &progress)?;
        ready.push((edition, target, written, stage));
    }
    // Not before all are proved: what one gives away may be a mistake in all.
    let mut told = Vec::new();
    let mut sum = Written::default();
    for (edition, target, written, stage) in ready {
        let published = stage.finish()?;
        told.push(format!(
            "{}: {} in {} ({})",
            edition.name,
            counts(&written),
            shown(&target, &project.cwd),
            changes(&published),
        ));
        sum = sum.plus(&written);
    }
    drop(progress);
    for line in &told {
        out.remark(line);
    }
    if report.count(Severity::Error) > 0 {
        out.remark("some decks are not fit for their room: `rightdeck lint` shows which, and why");
    }
    out.remark(&format!(
        "{} in {}; {}; {:.2} s",
        counts(&sum),
        counted(told.len(), "edition"),
        report.closing_line(),
        started.elapsed().as_secs_f64()
    ));
    out.remark("To look at it, and to follow what you change: rightdeck serve");
    Ok(Outcome::Clean)
}

/// '64 pages, 1 deck, 211 terms'.
fn counts(written: &Written) -> String {
    format!(
        "{}, {}, {}",
        counted(written.pages, "page"),
        counted(written.decks, "deck"),
        counted(written.terms, "term")
    )
}

/// What became of the files of an edition.
fn changes(published: &Published) -> String {
    match (published.written, published.kept) {
        (0, _) => "nothing changed".to_owned(),
        (written, 0) => format!("{} written", counted(written, "file")),
        (written, kept) => format!("{} written, {kept} kept", counted(written, "file")),
    }
}

/// A folder as the caller would name it.
fn shown(folder: &Path, cwd: &Path) -> String {
    let short = folder.strip_prefix(cwd).unwrap_or(folder);
    short.display().to_string()
}

/// Renders an edition beside its folder, and proves it.
fn staged(
    target: &Path,
    project_root: &Path,
    ready: &Ready,
    project: &Project,
    theme: &Theme,
    progress: &Progress,
) -> Result<(Written, Stage), Stop> {
    let stage = Stage::begin(target, project_root)?;
    let sink = |path: &str, bytes: &[u8]| {
        if path.ends_with(".html") {
            progress.step();
        }
        stage.put(path, bytes)
    };
    let count = ready
        .write(&project.config, theme, &sink)
        .map_err(|failed| match failed {
            Failed::Problems(problems) => Stop::Problems(build::sorted(problems)),
            Failed::Fs(error) => error.into(),
        })?;
    prove(&stage, ready, project)?;
    Ok((count, stage))
}

/// Looks for what is withheld in all that was staged.
fn prove(stage: &Stage, ready: &Ready, project: &Project) -> Result<(), Stop> {
    let edition = &ready.edition;
    let said = said_everywhere(edition, project);
    let (withheld, admitted) = proof::parted(&ready.prepared, &said)?;
    if withheld.items.is_empty() {
        return Ok(());
    }
    let places: BTreeMap<String, PathBuf> = stage.files().into_iter().collect();
    let paths = places.keys().cloned().collect();
    // What the disk refuses, by path: files are read on all cores.
    let refused = Arc::new(Mutex::new(BTreeMap::new()));
    let read = {
        let (places, refused) = (Arc::new(places), refused.clone());
        move |path: &str| match fs::read_start(places.get(path)?, u64::MAX) {
            Ok((bytes, _)) => Some(bytes),
            Err(error) => {
                let mut refused = refused.lock().unwrap_or_else(PoisonError::into_inner);
                refused.insert(path.to_owned(), error);
                None
            }
        }
    };
    let proof = Proof::new(&withheld, &admitted);
    let leaks = proof.prove(proof::readable(paths, read, &proof));
    let mut refused = refused.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, error)) = refused.pop_first() {
        return Err(error.into());
    }
    if leaks.is_empty() {
        return Ok(());
    }
    let told = leaks.iter().map(|leak| {
        let Leak {
            path,
            what,
            kind,
            excerpt,
            help,
            ..
        } = leak;
        format!(
            "'{path}' gives {what} away by its {}: {excerpt}\n  {help}",
            kind.name()
        )
    });
    let told: Vec<String> = told.collect();
    Err(anyhow!(
        "the edition '{}' would leak, so nothing is written\n{}",
        edition.name,
        told.join("\n")
    )
    .into())
}

/// What `site.toml` has every page of an edition say. The rest of it, waivers for decks above all, is
/// for those who write the playbook.
fn said_everywhere<'a>(edition: &'a Edition, project: &'a Project) -> Vec<&'a str> {
    let site = &project.config.site;
    let one = [
        &site.title,
        &site.description,
        &site.company,
        &site.edit_url,
        &edition.base_url,
    ];
    let one = one.into_iter().flatten().map(String::as_str);
    let versions = project.config.versions.iter();
    let versions = versions.flat_map(|version| {
        let name: &str = version.name.get_ref();
        [Some(name), version.status.as_deref()]
    });
    one.chain([edition.name.as_str()])
        .chain(versions.flatten())
        .collect()
}

/// The versions that `site.toml` names, out of the repository.
fn versions(project: &Project, repository: Option<&Repository>) -> Result<Vec<Snapshot>, Stop> {
    let mut out = Vec::new();
    for version in &project.config.versions {
        let Some(repository) = repository else {
            let message = "site.toml names versions, and the playbook lies in no git repository";
            return Err(anyhow!(message).into());
        };
        let tree = repository
            .tree(&version.reference)
            .map_err(anyhow::Error::from)?;
        out.push(Snapshot {
            name: version.name.get_ref().clone(),
            status: version.status.clone(),
            tree: Arc::new(tree),
            changed: Arc::default(),
        });
    }
    Ok(out)
}

/// The editions that are built: all, or the one that is named.
pub(super) fn chosen(project: &Project, args: &BuildArgs) -> Result<Vec<Edition>, Stop> {
    let mut editions = build::editions(&project.config);
    if let Some(name) = &args.edition {
        let known: Vec<String> = editions
            .iter()
            .map(|edition| edition.name.clone())
            .collect();
        editions.retain(|edition| edition.name == *name);
        if editions.is_empty() {
            let known = known.join(", ");
            return Err(anyhow!("there is no edition '{name}'; site.toml has {known}").into());
        }
    }
    if args.out.is_some() && editions.len() > 1 {
        let message = "--out is for one edition: say which with --edition";
        return Err(anyhow!("{message}").into());
    }
    Ok(editions)
}

fn stop_at(problems: Vec<Problem>) -> Result<(), Stop> {
    if problems.is_empty() {
        return Ok(());
    }
    Err(Stop::Problems(build::sorted(problems)))
}
