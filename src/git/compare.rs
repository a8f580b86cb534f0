//! What differs between a commit's tree and git's index.
//!
//! 1. A folder that the index knows to be the same tree is passed over whole, as git itself does.
//! 2. Else the names in it are set against each other, and its folders are gone into.

use super::files::{DEEPEST, MOST_FILES, shown, under};
use super::staged::{Change, ChangeKind};
use gix::ObjectId;
use gix::index::State;
use gix::index::entry::{Flags, Mode};
use gix::index::extension::Tree as Known;
use gix::objs::tree::EntryKind;
use std::collections::HashMap;
use std::ops::Range;

/// What differs.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// What is new or other than before, by path.
    pub(super) changed: Vec<Change>,
    /// Whether anything is gone.
    pub(super) gone: bool,
}

/// Sets the index against the tree `before`.
pub(super) fn compare(
    repo: &gix::Repository,
    state: &State,
    before: Option<ObjectId>,
) -> gix::Result<Difference> {
    let mut walk = Walk {
        repo,
        state,
        found: Difference::default(),
    };
    walk.folder(0..state.entries().len(), 0, before, state.tree())?;
    Ok(walk.found)
}

/// What a tree holds, by name.
type Names = HashMap<Vec<u8>, (EntryKind, ObjectId)>;

struct Walk<'a> {
    repo: &'a gix::Repository,
    state: &'a State,
    found: Difference,
}

impl Walk<'_> {
    /// One folder: its entries, the length of its path with the last slash, its tree before, and what the
    /// index knows of its tree.
    fn folder(
        &mut self,
        own: Range<usize>,
        skip: usize,
        before: Option<ObjectId>,
        known: Option<&Known>,
    ) -> gix::Result<()> {
        if before.is_some_and(|before| {
            known.is_some_and(|known| known.num_entries.is_some() && known.id == before)
        }) {
            return Ok(());
        }
        let state = self.state;
        let mut names = self.names(before)?;
        let mut at = own;
        while let Some(entry) = state.entries().get(at.clone()).and_then(<[_]>::first) {
            let path: &[u8] = entry.path(state);
            let inner = &path[skip..];
            let Some(cut) = inner.iter().position(|byte| *byte == b'/') else {
                at.start += 1;
                // It is not there yet.
                if entry.flags.contains(Flags::INTENT_TO_ADD) {
                    continue;
                }
                let kind = kind(entry.mode);
                let was = names.remove(inner);
                if let Some(kind) = kind
                    && was != Some((kind, entry.id))
                {
                    self.change(path, kind, entry.id);
                }
                continue;
            };
            let (name, start) = (&inner[..cut], &path[..=skip + cut]);
            let below = under(state, at.clone(), start);
            at.start = below.end.max(at.start + 1);
            let was = match names.get(name) {
                Some((EntryKind::Tree, id)) => Some(*id),
                _ => None,
            };
            if was.is_some() {
                names.remove(name);
            }
            if entry.mode == Mode::DIR && cut + 1 == inner.len() {
                self.trees(entry.id, was, start.to_vec(), 0)?;
                continue;
            }
            let known = known.and_then(|known| {
                let child = known.children.iter();
                child
                    .into_iter()
                    .find(|child| child.name.as_slice() == name)
            });
            self.folder(below, skip + cut + 1, was, known)?;
        }
        self.found.gone |= !names.is_empty();
        Ok(())
    }

    /// A folder that a sparse index holds as one entry, by its trees.
    fn trees(
        &mut self,
        now: ObjectId,
        before: Option<ObjectId>,
        start: Vec<u8>,
        depth: usize,
    ) -> gix::Result<()> {
        if Some(now) == before || depth > DEEPEST || self.found.changed.len() > MOST_FILES {
            return Ok(());
        }
        let mut names = self.names(before)?;
        let mut now: Vec<_> = self.names(Some(now))?.into_iter().collect();
        now.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        for (name, (kind, id)) in now {
            let was = names.remove(&name);
            let path = [start.as_slice(), &name].concat();
            match (kind, was) {
                (EntryKind::Tree, was) => {
                    let was = was.filter(|(kind, _)| *kind == EntryKind::Tree);
                    let path = [path.as_slice(), b"/"].concat();
                    self.trees(id, was.map(|(_, id)| id), path, depth + 1)?;
                }
                (kind, was) if was != Some((kind, id)) => self.change(&path, kind, id),
                _ => {}
            }
        }
        self.found.gone |= !names.is_empty();
        Ok(())
    }

    fn names(&self, tree: Option<ObjectId>) -> gix::Result<Names> {
        let Some(tree) = tree else {
            return Ok(Names::new());
        };
        let mut names = Names::new();
        for entry in self.repo.find_tree(tree)?.iter() {
            let entry = entry?;
            let name = entry.filename().to_vec();
            names.insert(name, (entry.mode().kind(), entry.object_id()));
        }
        Ok(names)
    }

    fn change(&mut self, path: &[u8], kind: EntryKind, id: ObjectId) {
        self.found.changed.push(Change {
            path: shown(path),
            kind: match kind {
                EntryKind::Link => ChangeKind::Link,
                EntryKind::Commit => ChangeKind::Submodule,
                _ => ChangeKind::File,
            },
            id,
        });
    }
}

/// What an entry is, in the words of trees.
fn kind(mode: Mode) -> Option<EntryKind> {
    mode.to_tree_entry_mode().map(|mode| mode.kind())
}
