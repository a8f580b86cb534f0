//! A state of the playbook without a mistake, and the files of its site, made when they are asked for.

use crate::config::Site as SiteConfig;
use crate::search;
use crate::site::build::{self, Ready};
use crate::site::load;
use crate::site::offline;
use crate::site::render::{Failed, Piece, Renderer};
use crate::source::Problem;
use crate::template::{Theme, WORKER};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The most bytes of made files that are kept.
const KEPT: usize = 64 << 20;

/// The largest file that is kept once it is made.
const LARGEST_KEPT: usize = 4 << 20;

/// A site, as its playbook stood.
#[derive(Clone)]
pub struct Site {
    pub(super) ready: Ready,
    pub(super) config: SiteConfig,
    pub(super) theme: Arc<Theme>,
    /// The files by their path, but for those of search indices.
    pub(super) table: OnceLock<Arc<FxHashMap<String, Place>>>,
    made: Made,
}

/// Where a file of the site comes from.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A file of a version.
    Of(usize, Piece),
    /// An asset of the theme.
    Asset(usize),
    /// What makes the site installable.
    App,
    /// What keeps it on a device.
    Worker,
}

/// What was made.
#[derive(Default)]
struct Made(Mutex<Shelf>);

#[derive(Default)]
struct Shelf {
    /// Files as the playbook stands.
    now: FxHashMap<String, Arc<[u8]>>,
    /// Files as they were made before the last change.
    before: FxHashMap<String, Arc<[u8]>>,
    size: usize,
    /// Why files cannot be made, by their path.
    problems: BTreeMap<String, Vec<Problem>>,
}

impl Clone for Made {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Made {
    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Site {
    /// A site out of what was prepared.
    ///
    /// # Errors
    /// Two files at one path, and what templates object to on the pages that are tried.
    pub(super) fn new(
        ready: Ready,
        config: SiteConfig,
        theme: Arc<Theme>,
    ) -> Result<Self, Vec<Problem>> {
        let site = Self {
            ready,
            config,
            theme,
            table: OnceLock::new(),
            made: Made::default(),
        };
        let (table, twice) = site.tabled();
        let _ = site.table.set(Arc::new(table));
        if !twice.is_empty() {
            return Err(twice);
        }
        site.tried()?;
        Ok(site)
    }

    /// A file by its path below the site's root; None: there is none, or it cannot be made.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.made.shelf().now.get(path) {
            return Some(Arc::clone(bytes));
        }
        let made = match self.table().get(path) {
            Some(Place::Asset(at)) => Ok(self.theme.assets()[*at].bytes.to_vec()),
            Some(Place::App) => Ok(offline::app(&self.theme, &self.config)),
            Some(Place::Worker) => Ok(self.worker()),
            Some(Place::Of(version, piece)) => {
                let renderer = self.renderer(*version);
                if !renderer.is_there(piece) {
                    return None;
                }
                renderer.make(piece)
            }
            None => Ok(self.of_index(path)?),
        };
        let mut shelf = self.made.shelf();
        match made {
            Ok(bytes) => {
                let bytes: Arc<[u8]> = bytes.into();
                shelf.problems.remove(path);
                shelf.keep(path, &bytes);
                Some(bytes)
            }
            Err(failed) => {
                shelf.problems.insert(path.to_owned(), told(path, failed));
                shelf.before.get(path).cloned()
            }
        }
    }

    /// Every path that a build writes, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let table = self.table().iter().filter(|(_, place)| match place {
            Place::Of(version, piece) => self.renderer(*version).is_there(piece),
            Place::Asset(_) | Place::App | Place::Worker => true,
        });
        let mut paths: Vec<String> = table.map(|(path, _)| path.clone()).collect();
        for at in 0..self.ready.prepared.len() {
            let renderer = self.renderer(at);
            let files = renderer.index().iter();
            paths.extend(files.map(|file| format!("{}{}", renderer.version.prefix, file.path)));
        }
        paths.sort_unstable();
        paths
    }

    /// Why files that were asked for cannot be made.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let shelf = self.made.shelf();
        let problems = shelf.problems.values().flatten().cloned();
        build::sorted(problems.collect())
    }

    /// Forgets what was made: something is otherwise now.
    pub(super) fn stale(&mut self) {
        let mut shelf = self.made.shelf();
        for (path, bytes) in std::mem::take(&mut shelf.now) {
            // Each path stands on one of the two.
            shelf.before.insert(path, bytes);
        }
        shelf.problems.clear();
        drop(shelf);
        if self.ready.prepared.len() > 1 {
            // Which pages have a history depends on what they say.
            self.table = OnceLock::new();
        }
    }

    pub(super) fn renderer(&self, at: usize) -> Renderer<'_> {
        self.ready.renderer(at, &self.config, &self.theme)
    }

    /// Makes one file of each kind that costs little, so that a mistake in a template shows at once.
    pub(super) fn tried(&self) -> Result<(), Vec<Problem>> {
        let problems = self.renderer(0).tried();
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    fn table(&self) -> &FxHashMap<String, Place> {
        self.table.get_or_init(|| Arc::new(self.tabled().0))
    }

    /// The files by their path, and those that would stand at one path.
    fn tabled(&self) -> (FxHashMap<String, Place>, Vec<Problem>) {
        let mut table: FxHashMap<String, Place> = FxHashMap::default();
        let mut twice = Vec::new();
        let mut add = |path: String, place: Place, counts: bool| {
            if !counts && table.contains_key(&path) {
                return;
            }
            if let Some(other) = table.insert(path.clone(), place)
                && self.is_there(&other)
            {
                let message = format!("two files of the site would be '{path}'");
                twice.push(load::whole(&path, message));
            }
        };
        for at in 0..self.ready.prepared.len() {
            let renderer = self.renderer(at);
            for (path, piece) in renderer.pieces() {
                let counts = renderer.is_there(&piece);
                let path = format!("{}{path}", renderer.version.prefix);
                add(path, Place::Of(at, piece), counts);
            }
        }
        for (at, asset) in self.theme.assets().iter().enumerate() {
            add(asset.path.clone(), Place::Asset(at), true);
        }
        add(offline::APP.to_owned(), Place::App, true);
        add(WORKER.to_owned(), Place::Worker, true);
        (table, twice)
    }

    fn is_there(&self, place: &Place) -> bool {
        match place {
            Place::Of(version, piece) => self.renderer(*version).is_there(piece),
            Place::Asset(_) | Place::App | Place::Worker => true,
        }
    }

    /// The worker lists what it keeps by its bytes, so all of that is made.
    fn worker(&self) -> Vec<u8> {
        let kept = offline::Kept::default();
        for path in self.paths().iter().filter(|path| offline::is_kept(path)) {
            if let Some(bytes) = self.file(path) {
                kept.note(path, &bytes);
            }
        }
        kept.worker(&self.ready.prepared[0].model, &self.theme)
    }

    /// A file of a search index.
    fn of_index(&self, path: &str) -> Option<Vec<u8>> {
        (0..self.ready.prepared.len()).find_map(|at| {
            let renderer = self.renderer(at);
            let own = path.strip_prefix(renderer.version.prefix.as_str())?;
            if !own.starts_with(search::FOLDER) || !own.ends_with(".bin") {
                return None;
            }
            let file = renderer.index().iter().find(|file| file.path == own)?;
            Some(file.bytes.clone())
        })
    }
}

impl Shelf {
    fn keep(&mut self, path: &str, bytes: &Arc<[u8]>) {
        if bytes.len() > LARGEST_KEPT {
            return;
        }
        let old = self.before.remove(path);
        self.size -= old.map_or(0, |old| old.len());
        self.size += bytes.len();
        if self.size > KEPT {
            self.now.clear();
            self.before.clear();
            self.size = bytes.len();
        }
        let old = self.now.insert(path.to_owned(), Arc::clone(bytes));
        self.size -= old.map_or(0, |old| old.len());
    }
}

/// Why a file cannot be made.
pub(super) fn told(path: &str, failed: Failed) -> Vec<Problem> {
    match failed {
        Failed::Problems(problems) => problems,
        Failed::Fs(error) => vec![load::whole(path, error.to_string())],
    }
}
