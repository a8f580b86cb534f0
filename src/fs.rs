//! The only door to disk.
//!
//! Everything above asks here, so that one place decides what is followed, how much is read and
//! how a file is replaced. `clippy.toml` keeps `std::fs` out of the other rooms.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the door that the ban points to"
)]

mod plant;
mod program;
mod publish;
mod tree;
mod window;

pub use plant::{in_the_way, plant};
pub use program::{Program, program, remove_file, rename_to_free, write_program};
pub use publish::{MARKER, Published, Stage};
pub use tree::{Folder, Listing, Memory, Tree, read_text_of};
pub use window::Window;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Something the disk refused.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} '{}': {}", path.display(), plain(source))]
pub struct FsError {
    /// What was tried: 'read', 'write'.
    pub doing: &'static str,
    /// With what.
    pub path: PathBuf,
    /// What the system said.
    pub source: io::Error,
}

/// What stands at a path, links followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file, or anything else that can be opened.
    File,
    /// A folder.
    Folder,
    /// Nothing.
    Missing,
}

/// What stands at a path.
///
/// # Errors
/// When the system will not say.
pub fn kind(path: &Path) -> Result<Kind, FsError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::File),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Kind::Missing),
        Err(source) => Err(refused("look at", path, source)),
    }
}

/// The folder the program was started in.
///
/// # Errors
/// When it is gone.
pub fn current_dir() -> Result<PathBuf, FsError> {
    std::env::current_dir().map_err(|source| refused("find", Path::new("."), source))
}

/// The real path behind links and dots.
///
/// # Errors
/// When there is nothing.
pub fn real_path(path: &Path) -> Result<PathBuf, FsError> {
    fs::canonicalize(path).map_err(|source| refused("find", path, source))
}

/// The nearest folder, from `start` upward, that holds a file of that name.
#[must_use]
pub fn find_upward(start: &Path, name: &str) -> Option<PathBuf> {
    start
        .ancestors()
        .find(|folder| fs::metadata(folder.join(name)).is_ok_and(|found| found.is_file()))
        .map(Path::to_path_buf)
}

/// Opens a file to read and seek in.
///
/// # Errors
/// When it cannot be opened, or is a folder.
pub fn open(path: &Path) -> Result<Window<File>, FsError> {
    let file = File::open(path).map_err(|source| refused("read", path, source))?;
    // On Linux a folder opens well and fails at the first read, far from its name.
    let found = file
        .metadata()
        .map_err(|source| refused("read", path, source))?;
    if found.is_dir() {
        return Err(refused(
            "read",
            path,
            io::Error::from(io::ErrorKind::IsADirectory),
        ));
    }
    Ok(Window::new(file))
}

/// A file without a name.
pub type Scratch = File;

/// A file without a name, for what is only passing through; it is gone when it is closed.
///
/// # Errors
/// When the system's folder for such files cannot be written.
pub fn scratch() -> Result<Scratch, FsError> {
    let folder = std::env::temp_dir();
    tempfile::tempfile_in(&folder).map_err(|source| refused("write in", &folder, source))
}

/// The same, to read and seek in from its start.
///
/// # Errors
/// When it cannot be sought in.
pub fn rewound(mut file: Scratch) -> io::Result<Window<File>> {
    io::Seek::rewind(&mut file)?;
    Ok(Window::new(file))
}

/// What tells one state of a file from another: its length, and when it was written. A folder has none.
pub type Mark = (u64, Option<std::time::SystemTime>);

/// The marks of the files in a folder, or of all below it. What cannot be looked at is not there.
pub fn marks(folder: &Path, all_below: bool, into: &mut std::collections::BTreeMap<PathBuf, Mark>) {
    let entries = walkdir::WalkDir::new(folder)
        .max_depth(if all_below { usize::MAX } else { 1 })
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !passed_over(entry));
    for entry in entries
        .flatten()
        .filter(|entry| !entry.file_type().is_dir())
    {
        // Through a link to the file behind it.
        if let Ok(found) = fs::metadata(entry.path()) {
            into.insert(entry.into_path(), (found.len(), found.modified().ok()));
        }
    }
}

/// A whole text file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read, is longer, or is not UTF-8.
pub fn read_text(path: &Path, limit: u64) -> Result<String, FsError> {
    let (bytes, whole) = read_start(path, limit)?;
    if !whole {
        let why = format!("it is larger than {} KiB", limit >> 10);
        return Err(refused(
            "read",
            path,
            io::Error::new(io::ErrorKind::InvalidData, why),
        ));
    }
    text(path, bytes)
}

fn text(path: &Path, bytes: Vec<u8>) -> Result<String, FsError> {
    String::from_utf8(bytes).map_err(|error| {
        let why = format!(
            "it is not UTF-8 text (byte {})",
            error.utf8_error().valid_up_to() + 1
        );
        refused(
            "read",
            path,
            io::Error::new(io::ErrorKind::InvalidData, why),
        )
    })
}

/// The first `limit` bytes of a file, and whether that is all of it.
///
/// # Errors
/// When it cannot be read.
pub fn read_start(path: &Path, limit: u64) -> Result<(Vec<u8>, bool), FsError> {
    let mut bytes = Vec::new();
    open(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|source| refused("read", path, source))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let whole = bytes.len() <= limit;
    bytes.truncate(limit);
    Ok((bytes, whole))
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// The wanted files, sorted by their path.
    pub files: Vec<PathBuf>,
    /// Wanted names that are links to somewhere outside the folder; they are not followed.
    pub outside: Vec<PathBuf>,
    /// What could not be looked at.
    pub refused: Vec<FsError>,
}

/// The files under `root` that `want` asks for, by path. Hidden folders, `target` and
/// `node_modules` are passed over.
///
/// Links to folders are not followed: what they show inside `root` is found at its own place. A
/// wanted file that is a link counts where its target lies under `boundary`, hidden folders
/// included, since that is how git-annex keeps large decks.
#[must_use]
pub fn walk(root: &Path, boundary: &Path, want: impl Fn(&Path) -> bool) -> Walk {
    let mut out = Walk::default();
    let boundary = fs::canonicalize(boundary);
    let entries = walkdir::WalkDir::new(root)
        .follow_root_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !passed_over(entry));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                let source = error
                    .into_io_error()
                    .unwrap_or_else(|| io::Error::other("it leads back to itself"));
                out.refused.push(refused("look into", &path, source));
                continue;
            }
        };
        let kind = entry.file_type();
        if kind.is_dir() || !want(entry.path()) {
            continue;
        }
        if !kind.is_symlink() {
            out.files.push(entry.into_path());
            continue;
        }
        match (fs::canonicalize(entry.path()), &boundary) {
            (Ok(target), Ok(boundary)) if target.starts_with(boundary) => {
                // A folder's files are met where they are.
                if !target.is_dir() {
                    out.files.push(entry.into_path());
                }
            }
            (Ok(_), _) => out.outside.push(entry.into_path()),
            (Err(source), _) => out.refused.push(refused("follow", entry.path(), source)),
        }
    }
    out
}

fn passed_over(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir()
        && (name.starts_with('.') || name == "target" || name == "node_modules")
}

/// Makes a folder where there is none, and those above it.
///
/// # Errors
/// When it cannot be made.
pub fn make_folder(path: &Path) -> Result<(), FsError> {
    fs::create_dir_all(path).map_err(|source| refused("make", path, source))
}

/// Writes a file whole or not at all: beside it first, then into its place.
///
/// # Errors
/// When it cannot be written; what stood there before stands there still.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), FsError> {
    let fail = |source| refused("write", path, source);
    match fs::metadata(path) {
        // A pipe or a device has no place to be moved into.
        Ok(found) if !found.is_file() && !found.is_dir() => {
            let mut file = OpenOptions::new().write(true).open(path).map_err(fail)?;
            return file.write_all(bytes).map_err(fail);
        }
        Ok(found) if found.is_dir() => {
            return Err(fail(io::Error::from(io::ErrorKind::IsADirectory)));
        }
        _ => {}
    }
    // Through a link to the file behind it, so that the link stays one.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let name = target
        .file_name()
        .ok_or_else(|| fail(io::Error::from(io::ErrorKind::InvalidInput)))?
        .to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let written = write_new(&beside, bytes)
        .and_then(|()| match fs::metadata(&target) {
            Ok(before) => fs::set_permissions(&beside, before.permissions()),
            Err(_) => Ok(()),
        })
        .and_then(|()| fs::rename(&beside, &target));
    if written.is_err() {
        // The write has failed already; a leftover that cannot be removed changes nothing.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(fail)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a killed run left here; under its own name nobody else writes.
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn refused(doing: &'static str, path: &Path, source: io::Error) -> FsError {
    FsError {
        doing,
        path: path.to_path_buf(),
        source,
    }
}

/// The system's words without its error number, begun small: 'permission denied'.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "unknown reason".to_owned(),
    }
}
