//! A site that follows its playbook: told which files changed, it gives the bytes of any file of the site
//! as a build would write it.
//!
//! 1. `texts`: the files under `content/`, read and typed, each read anew only when it changed.
//! 2. `past`: versions out of git, and the days on which files changed.
//! 3. `site`: the last state without a mistake. Its files are made when they are asked for.
//! 4. `edit`: a page that says something else takes the place of what it said; nothing else is looked at
//!    but who leads to it. Any other change orders and checks all that was read anew.
//!
//! While the playbook has mistakes, the last good site stays. The proof that nothing withheld got out is
//! a build's last step and no part of this.

mod edit;
mod past;
mod site;
mod texts;

pub use site::Site;

use super::Edition;
use super::admit::{self, Narrowed};
use super::build::{self, LATEST, Loaded, Prepared, Ready, Snapshot};
use super::library::Library;
use super::load::LoadOptions;
use super::settings::{RULES, Whole};
use crate::config;
use crate::fs::{Folder, Tree};
use crate::source::Problem;
use crate::template::{self, Theme};
use past::Past;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use texts::Texts;

/// A site that follows its playbook.
pub struct Live {
    folder: Folder,
    tree: Arc<dyn Tree>,
    edition: Option<String>,
    whole: Result<Whole, Vec<Problem>>,
    theme: Result<Arc<Theme>, Vec<Problem>>,
    past: Past,
    texts: Texts,
    /// What is not in the site yet.
    pending: Pending,
    site: Option<Arc<Site>>,
    problems: Vec<Problem>,
    generation: u64,
}

/// What a change came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update {
    /// The number of the state: another one than before if a file of the site or a problem may be another.
    pub generation: u64,
    /// Whether anything may be another.
    pub changed: bool,
    /// Whether other problems than before are told, or none any more.
    pub problems: bool,
}

/// What changed since the site was good.
#[derive(Debug, Default)]
struct Pending {
    /// Texts under `content/` that were there before and are.
    texts: BTreeSet<String>,
    /// Pictures and attachments that were there before and are.
    files: BTreeSet<String>,
    theme: bool,
    /// Anything else.
    shape: bool,
}

impl Pending {
    fn extend(&mut self, more: Self) {
        self.texts.extend(more.texts);
        self.files.extend(more.files);
        self.theme |= more.theme;
        self.shape |= more.shape;
    }

    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.files.is_empty() && !self.theme && !self.shape
    }
}

impl Live {
    /// Reads the playbook in the folder `root` and prepares an edition; None: the first. Mistakes in the
    /// playbook are told by [`Live::problems`].
    #[must_use]
    pub fn open(root: &Path, edition: Option<&str>) -> Self {
        let folder = Folder::new(root);
        let tree: Arc<dyn Tree> = Arc::new(folder.clone());
        let mut live = Self {
            whole: Whole::read(tree.as_ref()),
            theme: Theme::load(Some(tree.as_ref())).map(Arc::new),
            past: Past::default(),
            texts: Texts::default(),
            edition: edition.map(str::to_owned),
            pending: Pending {
                shape: true,
                ..Pending::default()
            },
            site: None,
            problems: Vec::new(),
            generation: 0,
            folder,
            tree,
        };
        if let Ok(whole) = &live.whole {
            let options = build::load_options(&whole.config, &whole.hyperscalers);
            let found = &mut live.pending;
            live.texts.follow(&live.folder, &options, None, found);
            live.past.follow(&live.folder, whole, &options);
        }
        live.settle();
        live
    }

    /// Something changed: paths relative to the project, of files or folders; None: anything may have.
    pub fn changed(&mut self, paths: Option<&BTreeSet<String>>) -> Update {
        let touches = |place: &str| {
            paths.is_none_or(|paths| {
                paths
                    .iter()
                    .any(|path| is_in(path, place) || is_in(place, path))
            })
        };
        let before = self.problems();
        let mut found = Pending::default();
        let mut every = paths.is_none();
        if touches(config::FILE_NAME) || touches(RULES) {
            let whole = Whole::read(self.tree.as_ref());
            found.shape = whole != self.whole;
            let old = std::mem::replace(&mut self.whole, whole);
            let html = |whole: &Whole| whole.config.site.allow_html;
            if let Ok(new) = &self.whole
                && old.as_ref().is_ok_and(|old| html(old) != html(new))
            {
                self.texts = Texts::default();
            }
            // What changed while the settings could not be read was passed over.
            every |= old.is_err();
        }
        if touches(template::FOLDER) {
            let theme = Theme::load(Some(self.tree.as_ref())).map(Arc::new);
            found.theme = theme != self.theme;
            self.theme = theme;
        }
        if let Ok(whole) = &self.whole {
            let options = build::load_options(&whole.config, &whole.hyperscalers);
            let every = every || self.texts.is_empty();
            self.texts
                .follow(&self.folder, &options, paths.filter(|_| !every), &mut found);
            if found.shape || every || touches(".git") {
                found.shape |= self.past.follow(&self.folder, whole, &options);
            }
        }
        let changed = !found.is_empty();
        if changed {
            self.pending.extend(found);
            self.settle();
        }
        Update {
            generation: self.generation,
            changed,
            problems: self.problems() != before,
        }
    }

    /// A file of the site by its path below the site's root: `playbook/co-sell/index.html`. None: there is
    /// none, or it cannot be made, which is a problem then.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<Arc<[u8]>> {
        self.site.as_ref()?.file(path)
    }

    /// Every path that a build writes, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.site
            .as_ref()
            .map_or_else(Vec::new, |site| site.paths())
    }

    /// What is wrong now. Empty: the site stands as the files do.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        if !self.problems.is_empty() {
            return self.problems.clone();
        }
        let site = self.site.as_ref();
        site.map_or_else(Vec::new, |site| site.problems())
    }

    /// The last good site, to be asked without holding on to this; None: there was none yet.
    #[must_use]
    pub fn site(&self) -> Option<Arc<Site>> {
        self.site.clone()
    }

    /// What can be read of the playbook now, of which the site need not be made yet.
    #[must_use]
    pub fn library(&self) -> Library {
        self.texts.shelved()
    }

    /// Makes a site of what was read, or tells why there is none.
    fn settle(&mut self) {
        self.generation += 1;
        match self.settled() {
            Ok(()) => {
                self.pending = Pending::default();
                self.problems = Vec::new();
            }
            Err(problems) => self.problems = build::sorted(problems),
        }
    }

    fn settled(&mut self) -> Result<(), Vec<Problem>> {
        let whole = self.whole.as_ref().map_err(Clone::clone)?;
        let theme = self.theme.as_ref().map_err(Clone::clone)?;
        if !self.past.problems.is_empty() {
            return Err(self.past.problems.clone());
        }
        if let Some(site) = self.site.as_mut().filter(|_| !self.pending.shape)
            && let Some(edits) = site.fitting(&self.texts, &self.pending)?
        {
            return Arc::make_mut(site).edit(&edits, &self.pending, theme);
        }
        let options = build::load_options(&whole.config, &whole.hyperscalers);
        let ready = self.ready(whole, &options)?;
        let site = Site::new(ready, whole.config.site.clone(), Arc::clone(theme))?;
        self.site = Some(Arc::new(site));
        Ok(())
    }

    /// Orders and checks all that was read.
    fn ready(&self, whole: &Whole, options: &LoadOptions) -> Result<Ready, Vec<Problem>> {
        let edition = self.chosen(whole)?;
        let (library, mut problems) = self.texts.library(options);
        problems.extend(self.past.mistakes.iter().cloned());
        let latest = Loaded {
            snapshot: Snapshot {
                name: LATEST.to_owned(),
                status: None,
                tree: Arc::clone(&self.tree),
                changed: Arc::clone(&self.past.changed),
            },
            library,
        };
        let mut versions: Vec<Arc<Prepared>> = Vec::new();
        let mut narrowed = Narrowed::new();
        for (at, loaded) in std::iter::once(&latest)
            .chain(&self.past.versions)
            .enumerate()
        {
            match build::prepare(loaded, &edition, &whole.hyperscalers, &narrowed) {
                Ok(one) => versions.push(Arc::new(one)),
                Err(found) => problems.extend(found),
            }
            if at == 0 {
                narrowed = admit::narrowed(&latest.library, &edition.readers);
            }
        }
        if problems.is_empty() {
            Ok(Ready::new(edition, versions))
        } else {
            Err(problems)
        }
    }

    fn chosen(&self, whole: &Whole) -> Result<Edition, Vec<Problem>> {
        let editions = build::editions(&whole.config);
        let known: Vec<&str> = editions.iter().map(|one| one.name.as_str()).collect();
        let found = match &self.edition {
            None => editions.first(),
            Some(name) => editions.iter().find(|one| one.name == *name),
        };
        found.cloned().ok_or_else(|| {
            let name = self.edition.as_deref().unwrap_or_default();
            let known = known.join(", ");
            let message = format!("there is no edition '{name}'; site.toml has {known}");
            vec![super::load::whole(config::FILE_NAME, message)]
        })
    }
}

/// Whether a path is a place or lies in it.
fn is_in(path: &str, place: &str) -> bool {
    let (path, place) = (path.trim_matches('/'), place.trim_matches('/'));
    matches!(place, "" | ".")
        || path
            .strip_prefix(place)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
