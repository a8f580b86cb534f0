//! A site that is made whole after each change, and held in memory.

use crate::cli::BuildArgs;
use crate::commands::Stop;
use crate::commands::build::{chosen, sorted, versions};
use crate::commands::project::Project;
use crate::config;
use crate::fs::Folder;
use crate::git::Repository;
use crate::serve::site::Site;
use crate::site::admit::{self, Narrowed};
use crate::site::build::{self, LATEST, Prepared, Snapshot};
use crate::site::render::Failed;
use crate::source::{Problem, Source};
use crate::template::Theme;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The files of a site, by their paths.
type Files = BTreeMap<String, Arc<[u8]>>;

/// One edition, whole.
pub(super) struct Held {
    root: PathBuf,
    edition: Option<String>,
    files: Files,
    problems: Vec<Problem>,
}

impl Held {
    /// Makes an edition; None: the first.
    pub(super) fn open(root: &Path, edition: Option<&str>) -> Result<Self, Stop> {
        let mut held = Self {
            root: root.to_path_buf(),
            edition: edition.map(str::to_owned),
            files: Files::new(),
            problems: Vec::new(),
        };
        match held.make() {
            Ok(files) => held.files = files,
            Err(Stop::Problems(problems)) => held.problems = problems,
            Err(other) => return Err(other),
        }
        Ok(held)
    }

    fn make(&self) -> Result<Files, Stop> {
        let project = Project::open(Some(&self.root), None)?;
        let args = BuildArgs {
            edition: self.edition.clone(),
            out: None,
        };
        let Some(edition) = chosen(&project, &args)?.into_iter().next() else {
            return Ok(Files::new());
        };
        let hyperscalers = project.linter(None, &[], &[])?.hyperscaler_profiles();
        let tree = Folder::new(&self.root);
        let theme = Theme::load(Some(&tree)).map_err(Stop::Problems)?;
        let repository = Repository::find(&self.root).map_err(anyhow::Error::from)?;
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
            tree: &tree,
            changed,
        }];
        snapshots.extend(past.iter().map(|(name, status, tree)| Snapshot {
            name: name.clone(),
            status: status.clone(),
            tree,
            changed: BTreeMap::new(),
        }));
        let mut problems = Vec::new();
        let mut loaded = Vec::new();
        for snapshot in snapshots {
            let (one, found) = build::read(snapshot, &project.config, &hyperscalers);
            loaded.push(one);
            problems.extend(found);
        }
        let mut narrowed = Narrowed::new();
        let mut prepared: Vec<Prepared<'_>> = Vec::new();
        for one in &loaded {
            match build::prepare(one, &edition, &hyperscalers, &narrowed) {
                Ok(version) => prepared.push(version),
                Err(found) => problems.extend(found),
            }
            if narrowed.is_empty() {
                narrowed = admit::narrowed(&one.library, &edition.readers);
            }
        }
        if !problems.is_empty() {
            return Err(Stop::Problems(sorted(problems)));
        }
        let files = Mutex::new(Files::new());
        let sink = |path: &str, bytes: &[u8]| {
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), Arc::from(bytes));
            Ok(())
        };
        match build::render(&prepared, &edition, &project.config, &theme, &sink) {
            Ok(_) => Ok(files.into_inner().unwrap_or_else(PoisonError::into_inner)),
            Err(Failed::Problems(problems)) => Err(Stop::Problems(sorted(problems))),
            Err(Failed::Fs(error)) => Err(error.into()),
        }
    }
}

impl Site for Held {
    fn changed(&mut self, _: Option<&BTreeSet<String>>) {
        match self.make() {
            Ok(files) => {
                self.files = files;
                self.problems.clear();
            }
            Err(Stop::Problems(problems)) => self.problems = problems,
            Err(Stop::Other(error)) => {
                let whole = Source::new(config::FILE_NAME, "");
                self.problems = vec![whole.problem_at(1, 1, 1, format!("{error:#}"))];
            }
        }
    }

    fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.files.get(path).cloned()
    }

    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}
