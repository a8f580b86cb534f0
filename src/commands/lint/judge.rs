//! Reads and judges decks, on all cores. A deck is let go before the next one is read, so memory
//! stays flat however many there are.

use super::room::Rooms;
use crate::commands::progress::Progress;
use crate::deck::{self, Limits};
use crate::diagnostic::Diagnostic;
use crate::fs::FsError;
use crate::lint::{Linter, Room};
use crate::source::excerpt::printable;
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of a deck.
#[derive(Debug, Clone)]
pub(super) enum Judged {
    /// It was read and judged.
    Read {
        /// How many slides it has.
        slides: usize,
        /// The hyperscalers in the room with it.
        met: Vec<String>,
        /// What was found.
        found: Vec<Diagnostic>,
    },
    /// There is no deck in it to judge. The finding is missing only when `--ignore` asks for that.
    Unreadable(Option<Box<Diagnostic>>),
    /// We could not do our work; said to a person.
    Failed(String),
}

/// Judges the decks, each under its name and at a place that `open` opens; the order of what comes out is
/// that of `files`.
pub(super) fn judge_all<P: Sync, R: Read + Seek>(
    files: &[(String, P)],
    open: impl Fn(&P) -> Result<R, FsError> + Sync,
    rooms: &Rooms<'_>,
    linter: &Linter,
) -> Vec<(String, Judged)> {
    let judge_safely = |name: &str, place: &P| {
        safely(name, || match open(place) {
            Ok(file) => read_and_judge(name, file, rooms, linter),
            Err(error) => Judged::Failed(error.to_string()),
        })
    };
    // One deck, the case of an editor and of most commits, is not worth a pool of threads.
    if let [(name, place)] = files {
        return vec![(name.clone(), judge_safely(name, place))];
    }
    let progress = Progress::new(files.len(), "decks");
    files
        .par_iter()
        .with_max_len(1)
        .map(|(name, place)| {
            let judged = judge_safely(name, place);
            progress.step();
            (name.clone(), judged)
        })
        .collect()
}

/// A flaw of ours in one deck must not take the verdict on the others with it.
fn safely(name: &str, judge: impl FnOnce() -> Judged) -> Judged {
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or_else(|_| {
        Judged::Failed(format!(
            "rightdeck stumbled over '{}' and did not judge it; this is a bug, please report it",
            printable(name)
        ))
    })
}

/// Judges a deck that is open.
pub(super) fn read_and_judge(
    name: &str,
    mut file: impl Read + Seek,
    rooms: &Rooms<'_>,
    linter: &Linter,
) -> Judged {
    let deck = match deck::read(name, &mut file, &Limits::default()) {
        Err(why) => return Judged::Unreadable(linter.unreadable(name, &why).map(Box::new)),
        Ok(deck) => deck,
    };
    let (room, unknown) = rooms.of(name, &deck, linter);
    let mut known = rooms.known(name);
    let approved = known.entry.and_then(|entry| entry.fields.sha256.as_ref());
    // Only a page that names a hash is worth reading every byte for.
    let hash = match approved.map(|_| sha256(&mut file)).transpose() {
        Ok(hash) => hash,
        Err(error) => {
            return Judged::Failed(format!("cannot read '{}': {error}", printable(name)));
        }
    };
    known.sha256 = hash.as_deref();
    let mut found = linter.judge_known(name, &deck, room.as_ref(), known);
    found.extend(unknown);
    let joint = |room: &Room| room.contexts.iter().any(|context| context.is_joint());
    Judged::Read {
        slides: deck.slides.len(),
        met: room
            .filter(joint)
            .map_or_else(Vec::new, |room| room.hyperscalers),
        found,
    }
}

/// The SHA-256 of all bytes, in hexadecimal digits.
fn sha256(file: &mut (impl Read + Seek)) -> io::Result<String> {
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        match file.read(&mut piece)? {
            0 => break,
            read => hash.update(&piece[..read]),
        }
    }
    Ok(hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}
