//! The playbook's pages, judged: all of them, or those that are named. A page needs the playbook around it, so
//! all is read whatever is named.

use super::select::{Globs, Selection};
use crate::commands::Stop;
use crate::commands::project::Project;
use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::site::admit::Readers;
use crate::site::build::{self, LATEST, Snapshot};
use crate::site::findings::{self, Judge};
use crate::source::Problem;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What was judged of pages.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// The files that were looked at, by name.
    pub(super) files: BTreeSet<String>,
    pub(super) found: Vec<Diagnostic>,
    /// How many files the excludes of `site.toml` left out.
    pub(super) excluded: usize,
}

/// Judges the pages that are selected. What cannot be read of decks is said where decks are judged.
pub(super) fn judge(
    project: &Project,
    linter: &Linter,
    selection: &Selection,
) -> Result<Pages, Stop> {
    let wanted = &selection.pages;
    let Some(tree) = project.tree.as_ref().filter(|_| !wanted.is_empty()) else {
        return Ok(Pages::default());
    };
    let snapshot = Snapshot {
        name: LATEST.to_owned(),
        status: None,
        tree: Arc::clone(tree),
        changed: Arc::default(),
    };
    let hyperscalers = linter.hyperscaler_profiles();
    let (loaded, problems) = build::read(snapshot, &project.config, &hyperscalers);
    let editions = build::editions(&project.config);
    let excludes = Globs::new(
        project
            .config
            .lint
            .exclude
            .iter()
            .map(|glob| glob.get_ref()),
    )?;
    let is_wanted = |file: &str| {
        let within = |place: &String| {
            place.is_empty()
                || file
                    .strip_prefix(place.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        wanted.iter().any(within)
    };
    let unread = loaded.library.unread.iter().map(String::as_str);
    let files = loaded.library.names().chain(unread);
    let files: BTreeSet<&str> = files.filter(|file| is_wanted(file)).collect();
    let (excluded, files): (BTreeSet<&str>, BTreeSet<&str>) =
        files.into_iter().partition(|file| excludes.holds(file));
    let readers: Vec<Readers> = editions.iter().map(|one| one.readers.clone()).collect();
    let mut found = Judge::default().found(&loaded.library, linter, &readers, true);
    let mistakes = findings::mistakes(&loaded, problems, &editions, &hyperscalers);
    let said_elsewhere = |one: &Problem| {
        let refused = || selection.refused.iter().map(ToString::to_string);
        !selection.files.is_empty() && one.rule == Some("unreadable-deck")
            || selection.outside.contains(&one.file)
            || refused().any(|why| why == one.message)
    };
    let unsaid = mistakes.iter().filter(|one| !said_elsewhere(one));
    found.extend(unsaid.filter_map(|one| findings::mistake(linter, one)));
    found.retain(|one| is_wanted(&one.file) && !excludes.holds(&one.file));
    Ok(Pages {
        excluded: excluded.len(),
        files: files.into_iter().map(str::to_owned).collect(),
        found,
    })
}
