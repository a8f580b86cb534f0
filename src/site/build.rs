//! All of it: every version of every edition, checked, rendered, proved and written whole.
//!
//! 1. The working tree and each version's commit are read into libraries, once.
//! 2. For each edition each library is parted, put in order, and its links are settled. Every
//!    mistake of every edition and version is gathered; with one, nothing is written.
//! 3. Each edition is rendered into a folder beside its own, searched for what was withheld, and
//!    swapped in.

use super::admit::{Narrowed, Parted, Readers, part};
use super::budget::Weighed;
use super::library::{Hyperscalers, Library};
use super::links::{self, Led, LedBy};
use super::load::{LoadOptions, load};
use super::model::{Model, Tag};
use super::offline;
use super::past::{Past, Reading};
use super::render::{Failed, Kept, Renderer, Sink, Written};
use super::{Edition, VersionInfo, VersionPlace};
use crate::config::{Audience, Config, Site};
use crate::fs::Tree;
use crate::lint::Hyperscaler;
use crate::markdown;
use crate::source::Problem;
use crate::template::{Theme, WORKER};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// The name of the working tree's version.
pub const LATEST: &str = "latest";

/// A playbook of one point in time.
#[derive(Clone)]
pub struct Snapshot {
    /// Its name: [`LATEST`], or that of `[[versions]]`.
    pub name: String,
    /// Its status.
    pub status: Option<String>,
    /// Its files.
    pub tree: Arc<dyn Tree>,
    /// The days on which its files last changed, by path.
    pub changed: Arc<BTreeMap<String, jiff::civil::Date>>,
}

/// A snapshot, read.
pub struct Loaded {
    /// Of what.
    pub snapshot: Snapshot,
    /// What it holds.
    pub library: Library,
}

/// Reads a snapshot: what could be read, and every mistake in every file. Of a version that is not the
/// working tree, the name is put before each file's.
#[must_use]
pub fn read(
    snapshot: Snapshot,
    config: &Config,
    hyperscalers: &Hyperscalers,
) -> (Loaded, Vec<Problem>) {
    let options = load_options(config, hyperscalers);
    let (library, problems) = load(snapshot.tree.as_ref(), &options);
    let problems = named(problems, &snapshot.name);
    (Loaded { snapshot, library }, problems)
}

/// How the files of a playbook are read.
#[must_use]
pub fn load_options(config: &Config, hyperscalers: &Hyperscalers) -> LoadOptions {
    LoadOptions {
        hyperscalers: hyperscalers.clone(),
        markdown: markdown_options(&config.site),
        read_decks: true,
    }
}

/// Problems of a version that is not the working tree name it, since their file is not on disk.
fn named(mut problems: Vec<Problem>, version: &str) -> Vec<Problem> {
    if version != LATEST {
        for problem in &mut problems {
            problem.file = format!("{version}:{}", problem.file);
        }
    }
    problems
}

fn markdown_options(config: &Site) -> markdown::Options {
    markdown::Options {
        html: config.allow_html,
    }
}

/// The editions that `site.toml` names; without one, everything for inside.
#[must_use]
pub fn editions(config: &Config) -> Vec<Edition> {
    if config.editions.is_empty() {
        return vec![Edition {
            name: "internal".to_owned(),
            readers: Readers {
                audience: Audience::Internal,
                hyperscaler: None,
            },
            out: "public".to_owned(),
            base_url: config.site.base_url.clone(),
        }];
    }
    let editions = config.editions.iter().map(|edition| Edition {
        name: edition.name.get_ref().clone(),
        readers: Readers {
            audience: edition.audience,
            hyperscaler: edition.hyperscaler.as_ref().map(|id| id.get_ref().clone()),
        },
        out: edition.folder(),
        base_url: edition
            .base_url
            .clone()
            .or_else(|| config.site.base_url.clone()),
    });
    editions.collect()
}

/// One version of one edition, checked.
#[derive(Clone)]
pub struct Prepared {
    /// Of what.
    pub snapshot: Snapshot,
    /// What the edition holds of it.
    pub model: Model,
    /// Where its texts lead.
    pub led: LedBy,
    /// What it must not hold.
    pub withheld: Library,
}

impl Prepared {
    /// How many pages it comes to, those that only list others left out.
    #[must_use]
    pub fn pages(&self) -> usize {
        let library = &self.model.library;
        library.pages.len() + library.decks.len() + library.statements.len() + library.terms.len()
    }
}

/// Parts, orders and checks one version for an edition. Of an older version `narrowed` tells what the
/// latest withholds by now.
///
/// # Errors
/// Every link that leads nowhere, or to what is withheld.
pub fn prepare(
    loaded: &Loaded,
    edition: &Edition,
    hyperscalers: &Hyperscalers,
    narrowed: &Narrowed,
) -> Result<Prepared, Vec<Problem>> {
    let Parted { admitted, withheld } = part(&loaded.library, &edition.readers, narrowed);
    let model = Model::new(admitted, known_to(edition, hyperscalers));
    match links::check(&model, &withheld, &edition.readers, narrowed) {
        Ok(led) => Ok(Prepared {
            snapshot: loaded.snapshot.clone(),
            model,
            led,
            withheld,
        }),
        Err(problems) => Err(named(problems, &loaded.snapshot.name)),
    }
}

/// The hyperscalers, as an edition's readers know them: what the others say is nothing for those of one.
fn known_to(edition: &Edition, all: &Hyperscalers) -> Hyperscalers {
    let own = edition.readers.hyperscaler.as_ref();
    let one = |(id, one): (&String, &Hyperscaler)| match own.is_none_or(|own| own == id) {
        true => (id.clone(), one.clone()),
        false => (id.clone(), one.name_only()),
    };
    all.iter().map(one).collect()
}

/// An edition, ready to render: its versions, the latest first.
#[derive(Clone)]
pub struct Ready {
    /// The edition.
    pub edition: Edition,
    /// Its versions.
    pub prepared: Vec<Arc<Prepared>>,
    infos: Vec<VersionInfo>,
    pub(super) kept: Vec<Kept>,
    past: OnceLock<Past>,
}

impl Ready {
    /// Puts the versions of an edition side by side.
    #[must_use]
    pub fn new(edition: Edition, prepared: Vec<Arc<Prepared>>) -> Self {
        let several = prepared.len() > 1;
        let places: Vec<VersionPlace> = prepared.iter().map(|one| place(one, several)).collect();
        let infos = places.iter().map(|own| VersionInfo {
            name: own.name.clone(),
            status: own.status.clone(),
            latest: own.latest,
            noindex: own
                .status
                .as_deref()
                .is_some_and(|status| status != "current" && status != "maintained"),
            prefix: own.prefix.clone(),
            all: places.clone(),
        });
        let kept = prepared.iter().map(|one| Kept::new(&one.model, &one.led));
        Self {
            edition,
            infos: infos.collect(),
            kept: kept.collect(),
            past: OnceLock::new(),
            prepared,
        }
    }

    /// What renders one of the versions.
    #[must_use]
    pub fn renderer<'a>(&'a self, at: usize, config: &'a Site, theme: &'a Theme) -> Renderer<'a> {
        let one = &self.prepared[at];
        Renderer {
            model: &one.model,
            led: &one.led,
            tree: one.snapshot.tree.as_ref(),
            changed: &one.snapshot.changed,
            config,
            edition: &self.edition,
            version: &self.infos[at],
            theme,
            options: markdown_options(config),
            past: self.past(),
            kept: &self.kept[at],
        }
    }

    /// What changed between the versions; None where there is but one.
    fn past(&self) -> Option<&Past> {
        (self.prepared.len() > 1).then(|| {
            self.past.get_or_init(|| {
                let versions = self.prepared.iter().zip(&self.infos);
                let readings = versions.map(|(one, info)| Reading::new(one, &info.prefix));
                Past::new(readings.collect())
            })
        })
    }

    /// One page of the latest version says something else, and leads elsewhere: `led` is where to.
    pub(super) fn page_changed(&mut self, page: usize, led: Led) {
        let latest = Arc::make_mut(&mut self.prepared[0]);
        let path = latest.model.library.pages[page].text.path();
        let entry = latest.led.entry(path.to_owned()).or_default();
        self.kept[0].page_changed(page, entry, &led);
        *entry = led;
    }

    /// Any page or the theme may be otherwise.
    pub(super) fn any_changed(&mut self) {
        for kept in &mut self.kept {
            kept.any_changed();
        }
        self.past = OnceLock::new();
    }

    /// Writes all versions, the theme's assets and what keeps the site on a device into `sink`. Tells what of the
    /// latest.
    ///
    /// # Errors
    /// Mistakes in templates, pages that break a budget, or what the disk refused.
    pub fn write(
        &self,
        config: &Config,
        theme: &Theme,
        sink: &Sink<'_>,
    ) -> Result<Written, Failed> {
        let (kept, weighed) = (offline::Kept::default(), Weighed::new(theme));
        let noted = |path: &str, bytes: &[u8]| {
            kept.note(path, bytes);
            weighed.note(path, bytes);
            sink(path, bytes)
        };
        let mut written = Written::default();
        for (at, info) in self.infos.iter().enumerate() {
            let count = self.renderer(at, &config.site, theme).write(&noted)?;
            if info.latest {
                written = count;
            }
        }
        for asset in theme.assets() {
            noted(&asset.path, &asset.bytes)?;
        }
        let problems = weighed.problems(&config.budgets);
        if !problems.is_empty() {
            return Err(Failed::Problems(problems));
        }
        let app = offline::app(theme, &config.site);
        noted(offline::APP, &app)?;
        sink(WORKER, &kept.worker(&self.prepared[0].model, theme))?;
        Ok(written)
    }
}

/// Problems by their place, each once.
#[must_use]
pub fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| {
        a.key()
            .cmp(&b.key())
            .then_with(|| a.message.cmp(&b.message))
    });
    problems.dedup();
    problems
}

/// Nobody asks a single version what pages it has.
fn place(prepared: &Prepared, several: bool) -> VersionPlace {
    let name = &prepared.snapshot.name;
    let latest = name == LATEST;
    VersionPlace {
        name: name.clone(),
        status: prepared.snapshot.status.clone(),
        latest,
        prefix: if latest {
            String::new()
        } else {
            format!("versions/{}/", super::address::slug_of_version(name))
        },
        urls: if several {
            let urls = prepared.model.urls().map(str::to_owned);
            let tags = prepared.model.tags.keys().map(|slug| Tag::url(slug));
            urls.chain(tags).collect()
        } else {
            BTreeSet::new()
        },
    }
}

/// The files that something published shows or offers: indices into `library.files`.
pub(super) fn published(prepared: &Prepared) -> BTreeSet<usize> {
    let led = prepared.led.values();
    led.flat_map(|led| led.files.iter().copied()).collect()
}
