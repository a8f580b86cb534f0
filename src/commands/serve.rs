//! `rightdeck serve`: the playbook on the screen while it is written.
//!
//! 1. The address is taken, the files are watched, the edition is made.
//! 2. `shown`: the site that follows its playbook, and what is found on its pages. `desk`: who answers
//!    questions about decks.
//! 3. [`crate::serve`] does the rest, until somebody ends it.

mod desk;
mod shown;

use super::project::Project;
use super::{Out, Outcome, Stop, build as build_command};
use crate::cli::{BuildArgs, ServeArgs};
use crate::diagnostic::Severity;
use crate::report::counted;
use crate::serve::door::Door;
use crate::serve::watch::Watcher;
use crate::serve::{self, Followed, Say};
use crate::site::build;
use crate::site::live::Live;
use anyhow::anyhow;
use std::path::Path;
use std::sync::Arc;

pub(super) fn run(args: &ServeArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, None)?;
    let Some(folder) = project.root.clone() else {
        return Err(
            anyhow!("there is no playbook here: no site.toml, in this folder or above it").into(),
        );
    };
    build_command::chosen(
        &project,
        &BuildArgs {
            edition: args.edition.clone(),
            out: None,
        },
    )?;
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
    let live = Live::open(&folder, args.edition.as_deref());
    let problems = live.problems();
    for problem in &problems {
        say(Some(Severity::Error), &problem.to_string());
    }
    if !problems.is_empty() {
        let count = counted(problems.len(), "mistake");
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
    let desk = Arc::new(desk::Desk::new(folder.clone(), args.edition.clone()));
    let shown = shown::Shown::new(live, folder);
    serve::run(door, watcher, Box::new(shown), desk, say).map_err(anyhow::Error::from)?;
    Ok(Outcome::Clean)
}
