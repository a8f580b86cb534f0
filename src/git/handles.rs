//! A repository for many threads.

use gix::odb::pack::cache::lru::MemoryCappedHashmap;
use std::sync::{Mutex, PoisonError};

/// Bytes a handle may keep of what others in a pack build upon. Pages are small and their chains
/// short: what is larger costs memory on every thread and saves nothing that can be measured.
const PACK_CACHE: usize = 8 << 20;

/// Handles to one repository. Each belongs to one thread at a time; the next one that asks takes it
/// over, with the indices it has mapped and what it has cached.
pub(super) struct Handles {
    shared: gix::ThreadSafeRepository,
    idle: Mutex<Vec<gix::Repository>>,
}

impl Handles {
    pub(super) fn new(shared: gix::ThreadSafeRepository) -> Self {
        Self {
            shared,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Does something with a handle of its own.
    pub(super) fn with<T>(&self, act: impl FnOnce(&gix::Repository) -> T) -> T {
        let idle = self.lock().pop();
        let handle = idle.unwrap_or_else(|| {
            let mut handle = self.shared.to_thread_local();
            handle
                .objects
                .set_pack_cache(|| Box::new(MemoryCappedHashmap::new(PACK_CACHE)));
            handle
        });
        let out = act(&handle);
        self.lock().push(handle);
        out
    }

    /// A handle to keep, and to configure.
    pub(super) fn own(&self) -> gix::Repository {
        self.shared.to_thread_local()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<gix::Repository>> {
        // A panic cannot leave a list of handles half changed.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Handles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Handles")
            .field("git_dir", &self.shared.refs.git_dir())
            .finish_non_exhaustive()
    }
}
