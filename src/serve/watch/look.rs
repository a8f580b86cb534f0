//! Looking the files over, where nobody tells what changes.

use super::Gathered;
use super::kinds::{Kinds, Part};
use crate::fs::{self, Mark};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// Compares the files with what they were.
pub(super) struct Looker {
    every: Duration,
    seen: BTreeMap<PathBuf, Mark>,
}

impl Looker {
    pub(super) fn new(kinds: &Kinds, every: Duration) -> Self {
        Self {
            every,
            seen: look(kinds),
        }
    }

    /// Looks again after a while.
    pub(super) fn wait(&mut self, kinds: &Kinds) -> Gathered {
        thread::sleep(self.every);
        let now = look(kinds);
        let mut gathered = Gathered::default();
        let gone = self.seen.keys().filter(|path| !now.contains_key(*path));
        let other = now
            .iter()
            .filter(|(path, mark)| self.seen.get(*path) != Some(mark));
        for path in gone.chain(other.map(|(path, _)| path)) {
            match kinds.part(path) {
                Part::None => {}
                Part::Git => gathered.git = true,
                Part::Playbook(name) => {
                    gathered.paths.insert(name);
                }
            }
        }
        self.seen = now;
        gathered
    }
}

fn look(kinds: &Kinds) -> BTreeMap<PathBuf, Mark> {
    let mut all = BTreeMap::new();
    for (place, all_below) in kinds.places() {
        fs::marks(&place, all_below, &mut all);
    }
    all
}
