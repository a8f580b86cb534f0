//! The playbook around the caller: its folder, its settings, its rules.

use super::Stop;
use crate::config::{self, Config};
use crate::deck::is_markdown_deck;
use crate::fs::{self, Folder, Kind, Tree};
use crate::lint::{Linter, Settings};
use crate::site::settings;
pub(super) use crate::site::settings::{known_hyperscaler, known_rule};
use crate::source::Source;
use anyhow::anyhow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest text file that is read.
const TEXT_LIMIT: u64 = 4 << 20;

/// A playbook's folder and settings, or the lack of one.
pub(super) struct Project {
    /// The folder with `site.toml`, as a real path; None where there is none.
    pub(super) root: Option<PathBuf>,
    /// What lies in it: on disk, or as it is staged.
    pub(super) tree: Option<Arc<dyn Tree>>,
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
        let tree = root.as_ref().map(|root| Arc::new(Folder::new(root)) as _);
        Self::of(cwd, root, tree)
    }

    /// The playbook in `tree`, which is what lies or is staged in the folder `root`.
    pub(super) fn of(
        cwd: PathBuf,
        root: Option<PathBuf>,
        tree: Option<Arc<dyn Tree>>,
    ) -> Result<Self, Stop> {
        let mut source = Source::new(config::FILE_NAME, "");
        if let Some(tree) = &tree {
            source.text = fs::read_text_of(tree.as_ref(), config::FILE_NAME, TEXT_LIMIT)?;
        }
        let config = config::parse(&source).map_err(Stop::Problems)?;
        Ok(Self {
            root,
            tree,
            cwd,
            source,
            config,
        })
    }

    /// A page of the playbook, or why it cannot be read.
    pub(super) fn page(&self, name: &str) -> Result<Source, Stop> {
        let text = match &self.tree {
            Some(tree) => fs::read_text_of(tree.as_ref(), name, TEXT_LIMIT)?,
            None => String::new(),
        };
        Ok(Source::new(name, text))
    }

    /// The pages in a folder of the playbook, by name; none where it has no such folder.
    pub(super) fn pages_in(&self, folder: &str) -> Result<Vec<Source>, Stop> {
        let Some(tree) = &self.tree else {
            return Ok(Vec::new());
        };
        let listing = tree.list(folder);
        // The names of decks need not be Unicode.
        let mut refused = listing.refused.into_iter();
        if let Some(refused) =
            refused.find(|one| one.path.extension().is_none() || is_page(&one.path))
        {
            return Err(refused.into());
        }
        let pages = listing.files.iter().filter(|name| is_page(Path::new(name)));
        pages.map(|name| self.page(name)).collect()
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
        settings.only = only.to_vec();
        settings.ignore = ignore.to_vec();
        let linter = settings::linter(self.tree.as_deref(), &self.source, &self.config, settings)
            .map_err(Stop::Problems)?;
        for id in only.iter().chain(ignore) {
            if let Err(message) = known_rule(&linter, id) {
                return Err(anyhow!("{message}").into());
            }
        }
        Ok(linter)
    }

    /// The day it is where the playbook lives.
    pub(super) fn today(&self) -> jiff::civil::Date {
        let zone = self.config.site.time_zone.as_ref();
        let zone = zone.and_then(|name| jiff::tz::TimeZone::get(name.get_ref()).ok());
        jiff::Timestamp::now()
            .to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC))
            .date()
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

pub(super) fn without_dots(path: &Path) -> PathBuf {
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

/// Whether a file under `content/` is called like a page: Markdown that is no deck.
pub(super) fn is_page(path: &Path) -> bool {
    has_extension(path, &["md"]) && !is_markdown_deck(&path.to_string_lossy())
}

/// Whether a file's extension is one of these, whatever its case.
pub(super) fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|own| {
        let own = own.to_string_lossy();
        wanted.iter().any(|one| own.eq_ignore_ascii_case(one))
    })
}
