//! `rightdeck serve`: the playbook on the screen while it is written.
//!
//! 1. The address is taken, the files are watched, the edition is made.
//! 2. `held`: the site that is shown. `desk`: who answers questions about decks.
//! 3. [`crate::serve`] does the rest, until somebody ends it.

mod desk;
mod held;

use super::project::Project;
use super::{Out, Outcome, Stop};
use crate::cli::ServeArgs;
use crate::diagnostic::Severity;
use crate::report::counted;
use crate::serve::door::Door;
use crate::serve::site::Site as _;
use crate::serve::watch::Watcher;
use crate::serve::{self, Followed, Say};
use crate::site::build;
use anyhow::anyhow;
use held::Held;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &ServeArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, None)?;
    let Some(folder) = project.root.clone() else {
        return Err(
            anyhow!("there is no playbook here: no site.toml, in this folder or above it").into(),
        );
    };
    let door = Door::open(args.host.as_deref(), args.port).map_err(anyhow::Error::from)?;
    let say: Arc<Say> = {
        let out = out.clone();
        Arc::new(move |severity, text| match severity {
            Some(severity) => out.complain(severity, text),
            None => out.remark(text),
        })
    };
    let followed = Followed {
        outputs: build::editions(&project.config)
            .into_iter()
            .map(|edition| edition.out)
            .collect(),
        root: folder.clone(),
        polling: args.poll,
    };
    // Before anything is read: what changes meanwhile is not missed.
    let watcher = Watcher::new(&followed, Arc::clone(&say));
    let held = Held::open(&folder, args.edition.as_deref())?;
    for problem in held.problems() {
        say(Some(Severity::Error), &problem.to_string());
    }
    if !held.problems().is_empty() {
        let count = counted(held.problems().len(), "mistake");
        say(
            None,
            &format!("{count}; the site is shown when they are mended"),
        );
    }
    if door.is_open() {
        let text = "other machines can reach this preview: the edition, its mistakes, and the findings in its decks";
        say(Some(Severity::Warning), text);
    }
    out.print(|to| writeln!(to, "{}", door.url()))?;
    say(
        None,
        "the site follows your changes; decks can be dropped on any page; Ctrl-C ends it",
    );
    let desk = Arc::new(desk::Desk::new(folder, args.edition.clone()));
    serve::run(door, watcher, Box::new(held), desk, say).map_err(anyhow::Error::from)?;
    Ok(Outcome::Clean)
}
