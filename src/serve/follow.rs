//! After a change: the site is renewed, pages are told, pages and decks are judged.

use super::Say;
use super::desk::{Desk, Refused};
use super::stage::Stage;
use super::watch::Watcher;
use crate::diagnostic::Severity;
use crate::report::counted;
use crate::source::{Problem, excerpt::printable};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::Instant;

/// Files or folders, relative to the project; None: anything.
pub(super) type Changed = Option<BTreeSet<String>>;

/// Renews the site after each change.
pub(super) struct Follower {
    pub(super) stage: Arc<Stage>,
    pub(super) say: Arc<Say>,
    pub(super) changes: Sender<Changed>,
}

impl Follower {
    pub(super) fn run(self, mut watcher: Watcher) {
        let mut wrong: Vec<Problem> = Vec::new();
        while let Some(changed) = watcher.next() {
            let started = Instant::now();
            // A flaw of ours over one change must not end the preview.
            let renewed = catch_unwind(AssertUnwindSafe(|| self.stage.renew(changed.as_ref())));
            let Ok(problems) = renewed else {
                let why = "rightdeck stumbled over this change and shows what was before; this is a bug, \
                           please report it";
                (self.say)(Some(Severity::Error), why);
                continue;
            };
            let took = started.elapsed().as_secs_f64() * 1000.0;
            if problems.is_empty() {
                let mended = if wrong.is_empty() { "" } else { "mended; " };
                let what = named(changed.as_ref());
                (self.say)(None, &format!("{mended}{what} renewed in {took:.0} ms"));
            } else if problems != wrong {
                for problem in &problems {
                    (self.say)(Some(Severity::Error), &problem.to_string());
                }
                let count = counted(problems.len(), "mistake");
                (self.say)(None, &format!("{count}; the last good site is shown"));
            }
            wrong = problems;
            if self.changes.send(changed).is_err() {
                return;
            }
        }
    }
}

/// 'content/a.md', '12 files', 'everything'.
fn named(changed: Option<&BTreeSet<String>>) -> String {
    match changed {
        None => "everything".to_owned(),
        Some(paths) => match (paths.first(), paths.len()) {
            (Some(one), 1) => printable(one).into_owned(),
            (_, count) => counted(count, "file"),
        },
    }
}

/// Judges the playbook's pages and decks, at first all and then after each change.
pub(super) fn judge(stage: &Stage, desk: &dyn Desk, changes: &Receiver<Changed>, say: &Say) {
    let mut changed: Changed = None;
    loop {
        let stumbled = |over: &str| {
            let why = format!(
                "rightdeck stumbled over a {over} and did not judge it; this is a bug, please report it"
            );
            say(Some(Severity::Error), &why);
        };
        if catch_unwind(AssertUnwindSafe(|| stage.judge_pages())).is_err() {
            stumbled("page");
        }
        let judged = catch_unwind(AssertUnwindSafe(|| desk.findings(changed.as_ref())));
        match judged {
            Ok(Ok(found)) => stage.judged(Ok(found)),
            Ok(Err(Refused::Unknown(why) | Refused::Broken(why))) => stage.judged(Err(why)),
            Err(_) => stumbled("deck"),
        }
        let Ok(first) = changes.recv() else { return };
        changed = first;
        // What came meanwhile is judged together.
        while let Ok(more) = changes.try_recv() {
            changed = changed.zip(more).map(|(mut all, more)| {
                all.extend(more);
                all
            });
        }
    }
}
