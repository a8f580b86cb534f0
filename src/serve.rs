//! The preview: a site that follows its playbook while somebody writes it.
//!
//! 1. [`site`] and [`desk`]: what is shown and who answers questions, as this room needs them; whoever
//!    starts it brings both.
//! 2. [`door`]: the address, and who may come in: connections, their limits, their ends; `workers`: the
//!    threads that answer them.
//! 3. `guard`: what each request must be, and what each answer carries.
//! 4. `pages`: files of the site; `preview`: what is put beside them while somebody writes; `api`:
//!    questions of programs; `problem`: how a refusal is said.
//! 5. `stage`: what stands now, shared by all of them.
//! 6. [`watch`]: what changed on disk; `follow`: the site is renewed, and pages are told.
//!
//! Nothing here reads the playbook or writes anything.

pub mod api;
pub mod desk;
pub mod door;
mod follow;
mod guard;
mod pages;
mod preview;
mod problem;
pub mod site;
mod stage;
mod stall;
pub mod watch;
mod workers;

use crate::diagnostic::Severity;
use desk::Desk;
use door::Door;
use site::Site;
use stage::Stage;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use workers::Workers;

/// Where remarks go: with a severity where something is wrong. Called from several threads.
pub type Say = dyn Fn(Option<Severity>, &str) + Send + Sync;

/// What is followed.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The project's folder, as a real path.
    pub root: PathBuf,
    /// Folders that are written by builds, relative to the project: they are no part of it.
    pub outputs: Vec<String>,
    /// Look for changes each second instead of asking the system to tell.
    pub polling: bool,
}

/// Why a preview could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port is taken.
    #[error("port {port} is taken by another program{}", instead(*.free))]
    Taken {
        /// It.
        port: u16,
        /// The next one that is not.
        free: Option<u16>,
    },
    /// There is no such address here.
    #[error("cannot listen at '{host}': {why}")]
    Address {
        /// As it was given.
        host: String,
        /// What the system said.
        why: String,
    },
    /// The system refused something else.
    #[error("cannot {doing}: {source}")]
    System {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
}

fn instead(free: Option<u16>) -> String {
    free.map_or_else(String::new, |free| format!("; --port {free} is free"))
}

/// Serves a site until somebody ends it. The watcher is older than the site, so that no change is missed.
///
/// # Errors
/// When the system gives no threads, or does not say what changes.
pub fn run(
    door: Door,
    watcher: watch::Watcher,
    site: Box<dyn Site>,
    desk: Arc<dyn Desk>,
    say: Arc<Say>,
) -> Result<(), ServeError> {
    let stage = Arc::new(Stage::new(site));
    let system = |doing| move |source| ServeError::System { doing, source };
    let (changes, heard) = std::sync::mpsc::channel();
    let follower = follow::Follower {
        stage: Arc::clone(&stage),
        say: Arc::clone(&say),
        changes,
    };
    thread::Builder::new()
        .name("follow".to_owned())
        .spawn(move || follower.run(watcher))
        .map_err(system("start a thread"))?;
    let judge = (Arc::clone(&stage), Arc::clone(&desk));
    thread::Builder::new()
        .name("judge".to_owned())
        .spawn(move || follow::judge(&judge.0, &*judge.1, &heard, &*say))
        .map_err(system("start a thread"))?;
    let threads = thread::available_parallelism()
        .map_or(2, usize::from)
        .min(4);
    let workers = Workers::start(threads).map_err(system("start threads"))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(system("start threads"))?;
    let ended = runtime.block_on(async {
        tokio::select! {
            ended = door.serve(stage, desk, workers) => ended,
            () = asked_to_end() => Ok(()),
        }
    });
    ended.map_err(system("listen"))
}

/// Ctrl-C, or the system's wish.
async fn asked_to_end() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a way to hear it, the system ends the program itself.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}
