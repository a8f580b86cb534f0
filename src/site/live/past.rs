//! What git tells: versions beside the latest, and the days on which files last changed.

use crate::config::Config;
use crate::fs::Folder;
use crate::git::{GitError, Repository};
use crate::site::build::{self, Loaded, Snapshot};
use crate::site::load::{self, LoadOptions};
use crate::site::settings::Whole;
use crate::source::Problem;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The playbook as it was.
#[derive(Default)]
pub(super) struct Past {
    /// The versions that `site.toml` names, in its order.
    pub(super) versions: Vec<Loaded>,
    /// Mistakes in their files.
    pub(super) mistakes: Vec<Problem>,
    /// Why they could not be read at all.
    pub(super) problems: Vec<Problem>,
    /// The days on which the files of the latest last changed, by path.
    pub(super) changed: Arc<BTreeMap<String, jiff::civil::Date>>,
}

impl Past {
    /// Asks git anew. Tells whether anything may be otherwise.
    pub(super) fn follow(&mut self, folder: &Folder, whole: &Whole, options: &LoadOptions) -> bool {
        let past = read(folder, &whole.config, options).unwrap_or_else(|why| Self {
            problems: vec![load::whole(crate::config::FILE_NAME, why)],
            ..Self::default()
        });
        let same = past.versions.is_empty()
            && self.versions.is_empty()
            && past.problems == self.problems
            && past.changed == self.changed;
        *self = past;
        !same
    }
}

fn read(folder: &Folder, config: &Config, options: &LoadOptions) -> Result<Past, String> {
    let told = |error: GitError| error.to_string();
    let mut past = Past::default();
    let repository = Repository::find(folder.root()).map_err(told)?;
    if let Some(repository) = &repository {
        let found = repository.last_changes("HEAD", "content").map_err(told)?;
        let days = found.into_iter().map(|(path, change)| (path, change.day));
        past.changed = Arc::new(days.collect());
    }
    for version in &config.versions {
        let Some(repository) = &repository else {
            return Err(
                "site.toml names versions, and the playbook lies in no git repository".to_owned(),
            );
        };
        let tree = repository.tree(&version.reference).map_err(told)?;
        let snapshot = Snapshot {
            name: version.name.get_ref().clone(),
            status: version.status.clone(),
            tree: Arc::new(tree),
            changed: Arc::default(),
        };
        let (loaded, mistakes) = build::read(snapshot, config, &options.hyperscalers);
        past.versions.push(loaded);
        past.mistakes.extend(mistakes);
    }
    Ok(past)
}
