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
use super::links::{self, LedBy};
use super::load::{LoadOptions, load};
use super::model::{Item, Model, Tag};
use super::offline::{Kept, Texts};
use super::past::{self, Reading};
use super::render::{Failed, Renderer, Sink, Written};
use super::{Edition, VersionInfo, VersionPlace};
use crate::config::{Audience, Config};
use crate::fs::Tree;
use crate::lint::Hyperscaler;
use crate::markdown;
use crate::playbook::DeckStatus;
use crate::source::Problem;
use crate::template::Theme;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the working tree's version.
pub const LATEST: &str = "latest";

/// A playbook of one point in time.
pub struct Snapshot<'a> {
    /// Its name: [`LATEST`], or that of `[[versions]]`.
    pub name: String,
    /// Its status.
    pub status: Option<String>,
    /// Its files.
    pub tree: &'a dyn Tree,
    /// The days on which its files last changed, by path.
    pub changed: BTreeMap<String, jiff::civil::Date>,
}

/// A snapshot, read.
pub struct Loaded<'a> {
    /// Of what.
    pub snapshot: Snapshot<'a>,
    /// What it holds.
    pub library: Library,
}

/// Reads a snapshot: what could be read, and every mistake in every file. Of a version that is not the
/// working tree, the name is put before each file's.
#[must_use]
pub fn read<'a>(
    snapshot: Snapshot<'a>,
    config: &Config,
    hyperscalers: &Hyperscalers,
) -> (Loaded<'a>, Vec<Problem>) {
    let options = LoadOptions {
        hyperscalers: hyperscalers.clone(),
        markdown: markdown_options(config),
        read_decks: true,
    };
    let (library, problems) = load(snapshot.tree, &options);
    let problems = named(problems, &snapshot.name);
    (Loaded { snapshot, library }, problems)
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

fn markdown_options(config: &Config) -> markdown::Options {
    markdown::Options {
        html: config.site.allow_html,
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

/// One version of one edition, ready to render.
pub struct Prepared<'a> {
    /// Of what.
    pub loaded: &'a Loaded<'a>,
    /// What the edition holds of it.
    pub model: Model,
    /// Where its texts lead.
    pub led: LedBy,
    /// What it must not hold.
    pub withheld: Library,
}

impl Prepared<'_> {
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
pub fn prepare<'a>(
    loaded: &'a Loaded<'a>,
    edition: &Edition,
    hyperscalers: &Hyperscalers,
    narrowed: &Narrowed,
) -> Result<Prepared<'a>, Vec<Problem>> {
    let Parted { admitted, withheld } = part(&loaded.library, &edition.readers, narrowed);
    let model = Model::new(admitted, known_to(edition, hyperscalers));
    match links::check(&model, &withheld, &edition.readers, narrowed) {
        Ok(led) => Ok(Prepared {
            loaded,
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

/// Renders the versions of an edition, the latest first, into `sink`.
///
/// # Errors
/// Mistakes in templates, or what the disk refused.
pub fn render(
    prepared: &[Prepared<'_>],
    edition: &Edition,
    config: &Config,
    theme: &Theme,
    sink: &Sink<'_>,
) -> Result<Written, Failed> {
    let several = prepared.len() > 1;
    let places: Vec<VersionPlace> = prepared.iter().map(|one| place(one, several)).collect();
    let mut written = Written::default();
    let mut readings: Vec<Reading> = Vec::new();
    if prepared.len() > 1 {
        let versions = prepared.iter().zip(&places);
        readings.extend(versions.map(|(one, place)| Reading::new(one, &place.prefix)));
    }
    let with_history = past::with_history(&readings, &past::steps(&readings));
    let (kept, weighed) = (Kept::default(), Weighed::new(theme));
    let upstream = sink;
    let sink = |path: &str, bytes: &[u8]| {
        kept.note(path, bytes);
        weighed.note(path, bytes);
        upstream(path, bytes)
    };
    let sink: &Sink<'_> = &sink;
    for (one, own) in prepared.iter().zip(&places) {
        let version = VersionInfo {
            name: own.name.clone(),
            status: own.status.clone(),
            latest: own.latest,
            noindex: own
                .status
                .as_deref()
                .is_some_and(|status| status != "current" && status != "maintained"),
            prefix: own.prefix.clone(),
            all: places.clone(),
        };
        let mut renderer = Renderer::new(
            &one.model,
            &one.led,
            &config.site,
            edition,
            &version,
            theme,
            markdown_options(config),
            readings.len() > 1,
        );
        if own.latest {
            renderer.with_history.extend(with_history.iter().cloned());
        }
        renderer.changed.clone_from(&one.loaded.snapshot.changed);
        let published = published(one);
        renderer.pictures = pictures(one, &published)?;
        let count = renderer.write(sink)?;
        files(one, &renderer, &published, sink)?;
        if own.latest {
            renderer.write_changes(&readings, sink)?;
            written = count;
        }
    }
    for asset in theme.assets() {
        sink(&asset.path, &asset.bytes)?;
    }
    let problems = weighed.problems(&config.budgets);
    if !problems.is_empty() {
        return Err(Failed::Problems(problems));
    }
    if let Some(latest) = prepared
        .iter()
        .find(|one| one.loaded.snapshot.name == LATEST)
    {
        let texts = Texts {
            title: config.site.title.as_deref(),
            company: config.site.company.as_deref(),
            description: config.site.description.as_deref(),
        };
        for (path, bytes) in kept.files(&latest.model, theme, &texts) {
            upstream(&path, &bytes)?;
        }
    }
    Ok(written)
}

/// Nobody asks a single version what pages it has.
fn place(prepared: &Prepared<'_>, several: bool) -> VersionPlace {
    let name = &prepared.loaded.snapshot.name;
    let latest = name == LATEST;
    VersionPlace {
        name: name.clone(),
        status: prepared.loaded.snapshot.status.clone(),
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
pub(super) fn published(prepared: &Prepared<'_>) -> BTreeSet<usize> {
    let library = &prepared.model.library;
    let texts = library
        .texts()
        .chain(library.snippets.iter().map(|snippet| &snippet.text));
    let led = texts.filter_map(|text| prepared.led.get(text.path()));
    led.flat_map(|led| led.files.iter().copied()).collect()
}

/// The largest picture or attachment that is published, in bytes.
const FILE_LIMIT: u64 = 256 << 20;

/// How much of a picture tells its size.
fn pictures(
    prepared: &Prepared<'_>,
    published: &BTreeSet<usize>,
) -> Result<FxHashMap<usize, (u32, u32)>, Failed> {
    let mut out = FxHashMap::default();
    for &at in published {
        let path = &prepared.model.library.files[at];
        if !links::is_picture(path) || path.ends_with(".svg") {
            continue;
        }
        let bytes = prepared.loaded.snapshot.tree.read(path, FILE_LIMIT)?;
        // A picture of unknown size is shown all the same.
        if let Ok(size) = imagesize::blob_size(&bytes)
            && let (Ok(width), Ok(height)) = (u32::try_from(size.width), u32::try_from(size.height))
        {
            out.insert(at, (width, height));
        }
    }
    Ok(out)
}

/// Copies what is shown or offered: pictures, attachments, approved decks.
fn files(
    prepared: &Prepared<'_>,
    renderer: &Renderer<'_>,
    published: &BTreeSet<usize>,
    sink: &Sink<'_>,
) -> Result<(), Failed> {
    let tree = prepared.loaded.snapshot.tree;
    let prefix = &renderer.version.prefix;
    for &at in published {
        let bytes = tree.read(&prepared.model.library.files[at], FILE_LIMIT)?;
        sink(
            &format!("{prefix}{}", prepared.model.url(Item::File(at))),
            &bytes,
        )?;
    }
    for deck in &prepared.model.library.decks {
        let Some(file) = &deck.file else { continue };
        if deck.fields.status != Some(DeckStatus::Approved) {
            continue;
        }
        let bytes = tree.read(&file.path, u64::MAX)?;
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        sink(&format!("{prefix}{}{name}", deck.url), &bytes)?;
    }
    Ok(())
}
