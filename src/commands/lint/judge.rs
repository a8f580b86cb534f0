//! Reads and judges decks, on all cores. A deck is let go before the next one is read, so memory
//! stays flat however many there are.

use super::room::Rooms;
use crate::commands::progress::Progress;
use crate::deck::{self, Limits};
use crate::diagnostic::Diagnostic;
use crate::fs;
use crate::lint::Linter;
use crate::source::excerpt::printable;
use rayon::prelude::*;
use std::io::{Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What became of a deck.
#[derive(Debug, Clone)]
pub(super) enum Judged {
    /// It was read and judged.
    Read {
        /// How many slides it has.
        slides: usize,
        /// What was found.
        found: Vec<Diagnostic>,
    },
    /// There is no deck in it to judge. The finding is missing only when `--ignore` asks for that.
    Unreadable(Option<Box<Diagnostic>>),
    /// We could not do our work; said to a person.
    Failed(String),
}

/// Judges the decks; the order of what comes out is that of `files`.
pub(super) fn judge_all(
    files: &[(String, PathBuf)],
    rooms: &Rooms<'_>,
    linter: &Linter,
) -> Vec<(String, Judged)> {
    // One deck, the case of an editor and of most commits, is not worth a pool of threads.
    if let [(name, path)] = files {
        return vec![(name.clone(), judge_safely(name, path, rooms, linter))];
    }
    let progress = Progress::new(files.len(), "decks");
    files
        .par_iter()
        .map(|(name, path)| {
            let judged = judge_safely(name, path, rooms, linter);
            progress.step();
            (name.clone(), judged)
        })
        .collect()
}

/// A flaw of ours in one deck must not take the verdict on the others with it.
fn judge_safely(name: &str, path: &Path, rooms: &Rooms<'_>, linter: &Linter) -> Judged {
    let judged = catch_unwind(AssertUnwindSafe(|| judge(name, path, rooms, linter)));
    judged.unwrap_or_else(|_| {
        Judged::Failed(format!(
            "rightdeck stumbled over '{}' and did not judge it; this is a bug, please report it",
            printable(name)
        ))
    })
}

fn judge(name: &str, path: &Path, rooms: &Rooms<'_>, linter: &Linter) -> Judged {
    match fs::open(path) {
        Ok(file) => read_and_judge(name, file, rooms, linter),
        Err(error) => Judged::Failed(error.to_string()),
    }
}

/// Judges a deck that is open.
pub(super) fn read_and_judge(
    name: &str,
    file: impl Read + Seek,
    rooms: &Rooms<'_>,
    linter: &Linter,
) -> Judged {
    match deck::read(name, file, &Limits::default()) {
        Err(why) => Judged::Unreadable(linter.unreadable(name, &why).map(Box::new)),
        Ok(deck) => {
            let (room, unknown) = rooms.of(name, &deck, linter);
            let mut found = linter.judge(name, &deck, room.as_ref());
            found.extend(unknown);
            Judged::Read {
                slides: deck.slides.len(),
                found,
            }
        }
    }
}
