//! The files of an index, read by need, checked, and kept.
//!
//! `manifest` is read at once, `terms`, `positions`, `spelling` and `cards` chunk by chunk.
//! Nothing that is read is trusted: what does not hold together is an error, and never a result.

mod cards;
mod manifest;
mod positions;
mod spelling;
mod terms;

use super::format::{self, Damage};
use super::{FOLDER, MANIFEST, Tuning};
pub(super) use manifest::GroupTable;
use manifest::{Listing, Manifest};
pub(super) use spelling::Spelled;
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
pub(super) use terms::Term;

/// Where the files of an index come from: a path from the root of the version gives bytes.
pub trait Files: Send + Sync {
    /// The bytes of a file, or nothing where there is none.
    fn read(&self, path: &str) -> Option<Vec<u8>>;
}

impl<F: Fn(&str) -> Option<Vec<u8>> + Send + Sync> Files for F {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self(path)
    }
}

/// Why an index cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A file that should be there is not.
    #[error("{0}: the search index has no such file; build the site again")]
    Missing(String),
    /// A file is not what was written.
    #[error("{0}: {1}; build the site again")]
    Damaged(String, &'static str),
}

/// An index that can be searched.
pub struct Index {
    files: Box<dyn Files>,
    pub(super) manifest: Manifest,
    pub(super) groups: GroupTable,
    kept: Mutex<BTreeMap<String, Arc<dyn Any + Send + Sync>>>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Index")
            .field("records", &self.manifest.records)
            .field("groups", &self.manifest.groups)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Opens an index: reads its manifest.
    ///
    /// # Errors
    /// A file that is missing, or not what it should be.
    pub fn open(files: impl Files + 'static) -> Result<Self, Broken> {
        let bytes = files
            .read(MANIFEST)
            .ok_or_else(|| Broken::Missing(MANIFEST.to_owned()))?;
        let damaged = |why| Broken::Damaged(MANIFEST.to_owned(), why);
        let chunk = format::unpack(&bytes).map_err(damaged)?;
        let mut manifest = Manifest::read(&chunk).map_err(damaged)?;
        Ok(Self {
            files: Box::new(files),
            groups: GroupTable::of(&mut manifest).map_err(damaged)?,
            kept: Mutex::default(),
            manifest,
        })
    }

    /// How many records it has.
    #[must_use]
    pub fn records(&self) -> u32 {
        self.manifest.records
    }

    /// How many groups it has: what can be a result.
    #[must_use]
    pub fn groups(&self) -> u32 {
        self.manifest.groups
    }

    /// The version of the playbook that it is of.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.manifest.version
    }

    /// The names of the chunks in which words stand in pieces.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        let manifest = &self.manifest;
        let listings = [
            &manifest.terms,
            &manifest.positions,
            &manifest.forward,
            &manifest.backward,
        ];
        listings
            .into_iter()
            .flat_map(|listing| (0..listing.len()).filter_map(|at| listing.name(at)))
    }

    pub(super) fn tuning(&self) -> &Tuning {
        &self.manifest.tuning
    }

    /// Reads a chunk, and keeps it.
    fn chunk<T: Send + Sync + 'static>(
        &self,
        listing: &Listing,
        at: usize,
        read: impl FnOnce(&[u8]) -> Result<T, Damage>,
    ) -> Result<Arc<T>, Broken> {
        let name = listing.name(at).unwrap_or_default();
        let known = {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.get(name).cloned()
        };
        if let Some(known) = known.and_then(|known| known.downcast::<T>().ok()) {
            return Ok(known);
        }
        let value = Arc::new(self.fresh(listing, at, read)?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(name.to_owned(), value.clone());
        Ok(value)
    }

    /// Reads a chunk, whether or not it is kept.
    fn fresh<T>(
        &self,
        listing: &Listing,
        at: usize,
        read: impl FnOnce(&[u8]) -> Result<T, Damage>,
    ) -> Result<T, Broken> {
        let name = listing.name(at).unwrap_or_default();
        let path = format!("{FOLDER}{name}.bin");
        let Some(bytes) = self.files.read(&path) else {
            return Err(Broken::Missing(path));
        };
        let read = || {
            if format::name(&bytes) != name {
                return Err("it is not what its name says");
            }
            read(&format::unpack(&bytes)?)
        };
        read().map_err(|why| Broken::Damaged(path, why))
    }
}
