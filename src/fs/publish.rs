//! Writing a site out whole.
//!
//! 1. `place`: where the site goes, or why it may not go there.
//! 2. `lock`: nobody else writes there meanwhile.
//! 3. `swap`: what killed runs left is put right.
//! 4. Files are staged in a folder beside the target, from many threads at once. One that has not
//!    changed is linked to what stands there, so it keeps its time and costs no disk (`names` keeps
//!    two files from meeting in one place).
//! 5. `swap`: the staged folder and the target change places in one step, and the old site goes.
//!
//! Until the last step the old site is not touched. A run that is killed leaves either the old site
//! or the new one, and at most a hidden folder that the next run removes.
//!
//! Files are not flushed to the medium one by one: that would cost more than all the rest. When the
//! power fails soon after a build, some file systems keep the new names and lose what the files
//! hold. Each build compares with the bytes that stand there, so the next one puts that right.

mod lock;
mod names;
mod place;
mod swap;

use super::{FsError, refused};
use lock::Lock;
use names::Names;
use place::Place;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

use rustc_hash::FxHashMap;

/// The file in each finished site that says whose it is. A folder without it is not replaced.
pub const MARKER: &str = ".rightdeck";

/// What the marker begins with; the rest is for people.
const MARKER_START: &str = "Made by rightdeck.";
const MARKER_TEXT: &str = "Made by rightdeck. Each build replaces this folder as a whole, so keep \
                           nothing else in it.\n";

/// A site that is being written, hidden beside the folder it is meant for.
///
/// Dropped without [`Stage::finish`], it is removed, and the old site stays as it was.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    staging: PathBuf,
    /// The mode that folders get here; the staged one is closed to others until it is proved.
    permissions: Option<fs::Permissions>,
    names: Mutex<Names>,
    /// The folders that are made, and whether the old site has them too.
    folders: RwLock<FxHashMap<Box<str>, bool>>,
    failed: AtomicBool,
    written: AtomicUsize,
    kept: AtomicUsize,
    /// Staged files whose path the old site has, too.
    met: AtomicUsize,
    bytes: AtomicU64,
    published: bool,
    lock: Lock,
}

/// What a finished build did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that stood there already, byte for byte; they keep their time.
    pub kept: usize,
    /// Files of the old site that are no more.
    pub removed: usize,
    /// The size of the whole site.
    pub bytes: u64,
}

/// Where the bytes of a file come from.
enum Source<'a> {
    Memory(&'a [u8]),
    Disk(&'a Path, File, u64),
}

impl Stage {
    /// Prepares to write a site to `target`, for the project in the folder `project`.
    ///
    /// # Errors
    /// When a site may not go there (the project itself, its sources, a folder with other things in
    /// it, a link that leads elsewhere), when another build is at work there, or when the disk
    /// refuses. Nothing is changed then.
    pub fn begin(target: &Path, project: &Path) -> Result<Self, FsError> {
        let place = place::find(target, project)?;
        fs::create_dir_all(&place.parent).map_err(|e| place.refused("build into", e))?;
        let lock = Lock::take(&place)?;
        if lock.is_held() {
            swap::recover(&place)?;
        }
        let old = place::check_old(&place)?;
        let staging = place.beside(std::process::id(), "");
        let made = fs::create_dir(&staging).and_then(|()| fs::metadata(&staging));
        let fail = |error| place.refused("build into", error);
        let made = made.map_err(fail)?;
        let stage = Self {
            permissions: Some(old.map_or_else(|| made.permissions(), |old| old.permissions())),
            folders: RwLock::new(FxHashMap::from_iter([(Box::from(""), place.stands())])),
            place,
            staging,
            names: Mutex::new(Names::default()),
            failed: AtomicBool::new(false),
            written: AtomicUsize::new(0),
            kept: AtomicUsize::new(0),
            met: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            published: false,
            lock,
        };
        // The marker first: by it a later run knows what this one left, should it be killed.
        let marker = stage.staging.join(MARKER);
        write_new(&marker, MARKER_TEXT.as_bytes())
            .and_then(|()| close_to_others(&stage.staging, &made.permissions()))
            .map_err(|error| stage.place.refused("build into", error))?;
        stage.claim(MARKER)?;
        Ok(stage)
    }

    /// Stages a file. `path` is relative to the site, with forward slashes.
    ///
    /// # Errors
    /// When the path could lead elsewhere, or meets one that is staged already (in another case of
    /// letters, too), or when the disk refuses. After that the site cannot be finished.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), FsError> {
        self.stage(path, Source::Memory(bytes))
    }

    /// Stages a copy of the file `from`, without holding it in memory; where the file system can,
    /// the copy shares its blocks.
    ///
    /// # Errors
    /// As [`Stage::put`], and when `from` is not a file that can be read.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), FsError> {
        let source = File::open(from).map_err(|e| refused("read", from, e));
        let source = source.and_then(|file| {
            let found = file.metadata().map_err(|e| refused("read", from, e))?;
            if found.is_file() {
                return Ok((file, found.len()));
            }
            let why = "it is no ordinary file";
            Err(refused("read", from, place::because(why)))
        });
        match source {
            Ok((file, length)) => self.stage(path, Source::Disk(from, file, length)),
            Err(error) => {
                self.failed.store(true, Ordering::Relaxed);
                Err(error)
            }
        }
    }

    /// The staged files: path in the site and place on disk, sorted by path. The marker, whose text
    /// is always the same, is not among them.
    #[must_use]
    pub fn files(&self) -> Vec<(String, PathBuf)> {
        let mut files: Vec<_> = self
            .names()
            .files()
            .filter(|path| *path != MARKER)
            .map(|path| (path.to_owned(), self.staging.join(path)))
            .collect();
        files.sort_unstable();
        files
    }

    /// Puts the staged site in the place of the old one, in one step, and removes the old one.
    /// Where nothing has changed, the old one stays.
    ///
    /// # Errors
    /// When a file could not be staged, or the folders cannot change places; the old site is left
    /// as it was.
    pub fn finish(mut self) -> Result<Published, FsError> {
        if self.failed.load(Ordering::Relaxed) {
            let why =
                "not every file could be written; the site that stands there is left as it was";
            return Err(self.place.refused("publish to", place::because(why)));
        }
        let mut done = Published {
            written: self.written.load(Ordering::Relaxed),
            kept: self.kept.load(Ordering::Relaxed),
            removed: 0,
            bytes: self.bytes.load(Ordering::Relaxed),
        };
        let met = self.met.load(Ordering::Relaxed);
        if done.written == 0 && self.place.stands() && swap::count(&self.place.target) == met + 1 {
            return Ok(done);
        }
        let fail = |error| self.place.refused("publish to", error);
        if let Some(permissions) = self.permissions.take() {
            fs::set_permissions(&self.staging, permissions).map_err(fail)?;
        }
        swap::sync_folder(&self.staging).map_err(fail)?;
        let old = swap::into_place(&self.place, &self.staging).map_err(fail)?;
        self.published = true;
        if let Some(old) = old {
            // The new site stands. What cannot be removed now, the next build tries again.
            done.removed = swap::clear(&old).saturating_sub(met + 1);
        }
        Ok(done)
    }

    fn stage(&self, path: &str, from: Source<'_>) -> Result<(), FsError> {
        let staged = self.claim(path).and_then(|()| self.fill(path, from));
        if staged.is_err() {
            self.failed.store(true, Ordering::Relaxed);
        }
        staged
    }

    /// Takes a path for one file.
    fn claim(&self, path: &str) -> Result<(), FsError> {
        let claimed = names::check(path).and_then(|()| self.names().claim(path));
        claimed.map_err(|why| refused("write", &self.place.shown.join(path), why))
    }

    fn fill(&self, path: &str, mut from: Source<'_>) -> Result<(), FsError> {
        let fail = |error| {
            let error = place::explained(error);
            refused("write", &self.place.shown.join(path), error)
        };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let old_folder = self.folder(folder).map_err(fail)?;
        let staged = self.staging.join(path);
        let length = match &from {
            Source::Memory(bytes) => bytes.len() as u64,
            Source::Disk(_, _, length) => *length,
        };
        if old_folder {
            let old = self.place.target.join(path);
            if let Ok(found) = fs::symlink_metadata(&old)
                && !found.is_dir()
            {
                self.met.fetch_add(1, Ordering::Relaxed);
                if found.is_file()
                    && found.len() == length
                    && from.same_as(&old)
                    && keep(&old, &staged, &found).is_ok()
                {
                    self.kept.fetch_add(1, Ordering::Relaxed);
                    self.bytes.fetch_add(length, Ordering::Relaxed);
                    return Ok(());
                }
            }
        }
        let length = from.write(&staged).map_err(fail)?;
        self.written.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(length, Ordering::Relaxed);
        Ok(())
    }

    /// Makes a folder of the site, once, and says whether the old site has it, too.
    fn folder(&self, path: &str) -> io::Result<bool> {
        let known = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(&old) = known.get(path) {
            return Ok(old);
        }
        drop(known);
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let parent_old = self.folder(parent)?;
        match fs::create_dir(self.staging.join(path)) {
            // Two threads may come here with the same folder.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        // A link in the old site is no folder of it: what lies behind is not ours.
        let old = parent_old
            && fs::symlink_metadata(self.place.target.join(path)).is_ok_and(|old| old.is_dir());
        let mut known = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(path.into(), old);
        Ok(old)
    }

    fn names(&self) -> MutexGuard<'_, Names> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.published {
            swap::clear(&self.staging);
        }
        self.lock.release();
    }
}

impl Source<'_> {
    /// Whether the file at `old`, known to be as long, holds the same bytes.
    fn same_as(&mut self, old: &Path) -> bool {
        let Ok(mut old) = File::open(old) else {
            return false;
        };
        let mut buffer = [0; 32 << 10];
        match self {
            Self::Memory(bytes) => {
                let mut rest = *bytes;
                loop {
                    match old.read(&mut buffer) {
                        Ok(0) => return rest.is_empty(),
                        Ok(read) => match rest.split_at_checked(read) {
                            Some((start, after)) if start == &buffer[..read] => rest = after,
                            _ => return false,
                        },
                        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                        Err(_) => return false,
                    }
                }
            }
            Self::Disk(path, file, length) => {
                let same = same_files(file, &mut old, *length, &mut buffer);
                // The file was read; what is copied must begin at its start again.
                if same != Some(true)
                    && let Ok(again) = File::open(&**path)
                {
                    *file = again;
                }
                same == Some(true)
            }
        }
    }

    /// Writes a new file; gives its length.
    fn write(self, to: &Path) -> io::Result<u64> {
        match self {
            Self::Memory(bytes) => write_new(to, bytes).map(|()| bytes.len() as u64),
            Self::Disk(_, mut file, _) => {
                let mut out = OpenOptions::new().write(true).create_new(true).open(to)?;
                io::copy(&mut file, &mut out)
            }
        }
    }
}

/// None when one cannot be read.
fn same_files(one: &mut File, two: &mut File, length: u64, buffer: &mut [u8]) -> Option<bool> {
    let mut left = length;
    let (first, second) = buffer.split_at_mut(buffer.len() / 2);
    while left > 0 {
        let step = usize::try_from(left).unwrap_or(usize::MAX).min(first.len());
        one.read_exact(&mut first[..step]).ok()?;
        two.read_exact(&mut second[..step]).ok()?;
        if first[..step] != second[..step] {
            return Some(false);
        }
        left -= step as u64;
    }
    // It must not have grown since it was measured.
    Some(one.read(first).ok()? == 0)
}

/// Keeps a file of the old site: by a link, or by a copy that has its time.
fn keep(old: &Path, staged: &Path, found: &fs::Metadata) -> io::Result<()> {
    if fs::hard_link(old, staged).is_ok() {
        return Ok(());
    }
    let copied = fs::copy(old, staged).and_then(|_| {
        let file = OpenOptions::new().write(true).open(staged)?;
        file.set_modified(found.modified()?)
    });
    if copied.is_err() {
        // It is written anew instead.
        let _ = fs::remove_file(staged);
    }
    copied
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}

/// What is not proved yet is nobody else's to read.
#[cfg(unix)]
fn close_to_others(folder: &Path, now: &fs::Permissions) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(now.mode() & !0o077))
}

#[cfg(not(unix))]
fn close_to_others(_: &Path, _: &fs::Permissions) -> io::Result<()> {
    Ok(())
}
