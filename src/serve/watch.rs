//! What changed on disk.
//!
//! 1. The system tells of each step of each change ([`notify`]); where it cannot, the files are looked over
//!    each second.
//! 2. Steps are gathered until the files are whole: closed by whoever writes them, and with git done.
//! 3. What is no part of the playbook is passed over: folders that builds write, editors' own files.
//! 4. A folder that has just appeared is looked at twice, since files may have come into it before anybody
//!    watched.

mod kinds;
mod look;

use super::follow::Changed;
use super::{Followed, Say};
use crate::diagnostic::Severity;
use crate::fs::{self, Kind};
use kinds::{Kinds, Part};
use look::Looker;
use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

/// Files are whole when nothing more has happened for so long.
const QUIET: Duration = Duration::from_millis(3);
/// The same where somebody still has one open, or git is at work.
const BUSY: Duration = Duration::from_millis(60);
/// Nobody waits for longer than this, unless git is at work.
const LONGEST: Duration = Duration::from_millis(400);
/// And for git no longer than this.
const LONGEST_GIT: Duration = Duration::from_secs(5);
/// After so long, a folder that has appeared is looked at once more.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// How often files are looked over where nobody tells.
const POLL: Duration = Duration::from_secs(1);

/// What the system says, or that it cannot.
type Told = Result<Event, notify::Error>;

/// Tells what changed from the moment on in which it was made.
pub struct Watcher {
    kinds: Kinds,
    eyes: Eyes,
    tell: Sender<Told>,
    told: Receiver<Told>,
    /// Folders that have appeared, and when they are looked at again.
    again: Vec<(Instant, String)>,
    say: Arc<Say>,
}

enum Eyes {
    Told(RecommendedWatcher),
    Looking(Looker),
}

/// Steps, gathered.
#[derive(Default)]
struct Gathered {
    everything: bool,
    git: bool,
    paths: BTreeSet<String>,
    appeared: BTreeSet<String>,
    /// Files that are being written.
    open: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Begins to watch. What changes before anybody asks is kept.
    #[must_use]
    pub fn new(followed: &Followed, say: Arc<Say>) -> Self {
        let (tell, told) = mpsc::channel();
        let kinds = Kinds::new(followed);
        let looking = || Eyes::Looking(Looker::new(&kinds, POLL));
        let eyes = if followed.polling {
            looking()
        } else {
            match listening(&kinds, &tell) {
                Ok(watcher) => Eyes::Told(watcher),
                Err(error) => {
                    say(Some(Severity::Warning), &cannot_be_told(&error));
                    looking()
                }
            }
        };
        Self {
            kinds,
            eyes,
            tell,
            told,
            again: Vec::new(),
            say,
        }
    }

    /// Waits for the next change. None: there will be none.
    pub(super) fn next(&mut self) -> Option<Changed> {
        loop {
            let gathered = match &mut self.eyes {
                Eyes::Looking(looker) => looker.wait(&self.kinds),
                Eyes::Told(_) => self.gather()?,
            };
            if gathered.everything || gathered.git {
                return Some(None);
            }
            if !gathered.paths.is_empty() {
                return Some(Some(gathered.paths));
            }
        }
    }

    /// Waits until something has happened, and then until it is over.
    fn gather(&mut self) -> Option<Gathered> {
        let mut gathered = Gathered::default();
        let first = self.again.iter().map(|(when, _)| *when).min();
        let received = match first {
            None => self.told.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(when) => {
                let wait = when.saturating_duration_since(Instant::now());
                self.told.recv_timeout(wait)
            }
        };
        let began = Instant::now();
        match received {
            Ok(told) => self.take(told, &mut gathered),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        loop {
            let git = self.kinds.git_is_at_work();
            let busy = git || !gathered.open.is_empty();
            match self.told.recv_timeout(if busy { BUSY } else { QUIET }) {
                Ok(told) => self.take(told, &mut gathered),
                Err(RecvTimeoutError::Disconnected) => return None,
                // It is open, and nobody writes: it will be told again when somebody does.
                Err(RecvTimeoutError::Timeout) if !git => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            if began.elapsed() > if git { LONGEST_GIT } else { LONGEST } {
                break;
            }
        }
        let now = Instant::now();
        let due = self.again.extract_if(.., |(when, _)| *when <= now);
        gathered.paths.extend(due.map(|(_, path)| path));
        for path in std::mem::take(&mut gathered.appeared) {
            self.again.push((now + SECOND_LOOK, path));
        }
        Some(gathered)
    }

    fn take(&mut self, told: Told, gathered: &mut Gathered) {
        let event = match told {
            Ok(event) => event,
            Err(error) => {
                // What was missed is found by looking.
                (self.say)(Some(Severity::Warning), &cannot_be_told(&error));
                self.eyes = Eyes::Looking(Looker::new(&self.kinds, POLL));
                gathered.everything = true;
                return;
            }
        };
        if event.need_rescan() {
            gathered.everything = true;
        }
        for path in &event.paths {
            match self.kinds.part(path) {
                Part::None => {}
                Part::Git => gathered.git |= is_change(event.kind),
                Part::Playbook(name) => self.step(event.kind, path, name, gathered),
            }
        }
    }

    /// One step of a change to a file or folder of the playbook.
    fn step(&mut self, kind: EventKind, path: &Path, name: String, gathered: &mut Gathered) {
        // Only Linux tells when a file is closed.
        let told_of_ends = cfg!(any(target_os = "linux", target_os = "android"));
        match kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                gathered.open.remove(path);
            }
            EventKind::Access(_) => return,
            EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) => {
                if told_of_ends {
                    gathered.open.insert(path.to_path_buf());
                }
            }
            EventKind::Create(_)
            | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Any)) => {
                gathered.open.remove(path);
                if matches!(fs::kind(path), Ok(Kind::Folder)) {
                    gathered.appeared.insert(name.clone());
                    if self.kinds.is_top(&name) {
                        self.watch_again(path);
                    }
                }
            }
            _ => {
                gathered.open.remove(path);
            }
        }
        gathered.paths.insert(name);
    }

    /// Watches a folder of the playbook that has come, or come back.
    fn watch_again(&mut self, path: &Path) {
        let Eyes::Told(watcher) = &mut self.eyes else {
            return;
        };
        // It may be watched from before it went; what is not watched cannot be let go.
        let _ = watcher.unwatch(path);
        if let Err(error) = watcher.watch(path, RecursiveMode::Recursive) {
            // Nobody is left to hear only where the preview has ended.
            let _ = self.tell.send(Err(error));
        }
    }
}

fn listening(kinds: &Kinds, tell: &Sender<Told>) -> Result<RecommendedWatcher, notify::Error> {
    let tell = tell.clone();
    let mut watcher = RecommendedWatcher::new(
        move |told: Told| {
            let only_read = |event: &Event| {
                let closed = AccessKind::Close(AccessMode::Write);
                event.kind.is_access() && event.kind != EventKind::Access(closed)
            };
            // What we read ourselves is told, too.
            if told.as_ref().is_ok_and(only_read) {
                return;
            }
            // Nobody is left to hear only where the preview has ended.
            let _ = tell.send(told);
        },
        Config::default().with_follow_symlinks(false),
    )?;
    for (path, all_below) in kinds.places() {
        let mode = if all_below {
            RecursiveMode::Recursive
        } else {
            RecursiveMode::NonRecursive
        };
        match watcher.watch(&path, mode) {
            // It will be watched when it appears.
            Err(error) if is_missing(&error) => {}
            other => other?,
        }
    }
    Ok(watcher)
}

fn is_missing(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(why) => why.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(_))
}

/// Why files are looked over instead, and what to do.
fn cannot_be_told(error: &notify::Error) -> String {
    let full = match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // No more of the tables that each program has.
        ErrorKind::Io(why) => matches!(why.raw_os_error(), Some(23 | 24 | 28)),
        _ => false,
    };
    let why = if full {
        "the system's table of watched folders is full".to_owned()
    } else {
        format!("the system does not tell what changes ({error})")
    };
    let help = if full && cfg!(target_os = "linux") {
        "\nto be told at once: sudo sysctl fs.inotify.max_user_watches=524288 \
         fs.inotify.max_user_instances=512, then start the preview again"
    } else {
        ""
    };
    format!("{why}; the files are looked over each second instead{help}")
}

#[cfg(test)]
mod tests;
