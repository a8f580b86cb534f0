//! Two folders change places, and what is left over goes.
//!
//! Linux and macOS exchange two folders in one step. Where the file system cannot, the old one is
//! renamed first and the new one second; a run that is killed in between leaves no site, and
//! [`recover`] brings the old one back.

use super::FsError;
use super::place::{Place, has_marker};
use super::{MARKER, MARKER_TEXT};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// What the old site is called while it waits for the new one.
const ASIDE: &str = ".old";

/// Puts `staging` in its place; gives where the old site went, if there was one.
pub(super) fn into_place(place: &Place, staging: &Path) -> io::Result<Option<PathBuf>> {
    let old = if !place.stands() {
        fs::rename(staging, &place.target)?;
        None
    } else if exchange(staging, &place.target)? {
        Some(staging.to_path_buf())
    } else {
        Some(one_after_the_other(place, staging)?)
    };
    // So that the exchange outlives a failure of power. It has happened already: no error.
    let _ = sync_folder(&place.parent);
    Ok(old)
}

/// Puts right what killed runs left. Only while the target is locked, so that none of them lives.
pub(super) fn recover(place: &Place) -> Result<(), FsError> {
    let mut left = leftovers(place).map_err(|error| place.refused("build into", error))?;
    let aside = |path: &PathBuf| path.as_os_str().to_string_lossy().ends_with(ASIDE);
    let missing = fs::symlink_metadata(&place.target)
        .is_err_and(|error| error.kind() == io::ErrorKind::NotFound);
    if missing && let Some(at) = left.iter().position(|path| aside(path) && has_marker(path)) {
        let old = left.swap_remove(at);
        fs::rename(&old, &place.target).map_err(|error| place.refused("build into", error))?;
    }
    for path in left {
        clear(&path);
    }
    Ok(())
}

/// Removes a folder of rightdeck's, and says how many files it held. The marker goes last: should
/// this be cut short, the next run still knows the folder.
pub(super) fn clear(folder: &Path) -> usize {
    let mut files = 0;
    for entry in entries(folder) {
        if entry.file_name() == MARKER {
            files += 1;
        } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files += clear_all(&entry.path());
        } else {
            files += 1;
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_file(folder.join(MARKER));
    let _ = fs::remove_dir(folder);
    files
}

/// How many files a folder holds.
pub(super) fn count(folder: &Path) -> usize {
    entries(folder)
        .map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => count(&entry.path()),
            _ => 1,
        })
        .sum()
}

/// Asks the system to keep the names in a folder through a failure of power.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some file systems cannot, and have nothing to say about it.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => synced,
    }
}

fn clear_all(folder: &Path) -> usize {
    let mut files = 0;
    for entry in entries(folder) {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            files += clear_all(&entry.path());
        } else {
            files += 1;
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir(folder);
    files
}

fn entries(folder: &Path) -> impl Iterator<Item = fs::DirEntry> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}

/// False where the file system cannot.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(one: &Path, two: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, two, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn one_after_the_other(place: &Place, staging: &Path) -> io::Result<PathBuf> {
    let aside = place.beside(std::process::id(), ASIDE);
    fs::rename(&place.target, &aside)?;
    if let Err(error) = fs::rename(staging, &place.target) {
        fs::rename(&aside, &place.target)?;
        return Err(error);
    }
    Ok(aside)
}

/// The hidden folders of earlier runs for this target: those with a marker, and empty ones.
fn leftovers(place: &Place) -> io::Result<Vec<PathBuf>> {
    let start = place.hidden();
    let mut found = Vec::new();
    for entry in fs::read_dir(&place.parent)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(run) = name
            .as_encoded_bytes()
            .strip_prefix(start.as_encoded_bytes())
            .and_then(|rest| rest.strip_prefix(b"-"))
        else {
            continue;
        };
        let run = run.strip_suffix(ASIDE.as_bytes()).unwrap_or(run);
        let path = entry.path();
        if !run.is_empty()
            && run.iter().all(u8::is_ascii_digit)
            && entry.file_type().is_ok_and(|kind| kind.is_dir())
            && (has_marker(&path) || is_begun(&path))
        {
            found.push(path);
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Whether a folder holds nothing but the beginning of a marker: its run was killed that early.
fn is_begun(folder: &Path) -> bool {
    entries(folder).all(|entry| {
        let begun = fs::read(entry.path());
        entry.file_name() == MARKER
            && begun.is_ok_and(|text| MARKER_TEXT.as_bytes().starts_with(&text))
    })
}

#[cfg(test)]
mod tests {
    use super::super::place;
    use super::*;

    fn folder(path: &Path, text: &str) {
        fs::create_dir(path).expect("a folder");
        fs::write(path.join(MARKER), MARKER_TEXT).expect("a marker");
        fs::write(path.join("index.html"), text).expect("a file");
    }

    fn text(folder: &Path) -> String {
        fs::read_to_string(folder.join("index.html")).expect("a file")
    }

    #[test]
    fn two_renames_do_where_nothing_exchanges() {
        let ground = tempfile::tempdir().expect("a folder");
        let place = place::find(
            &ground.path().join("public"),
            Path::new(env!("CARGO_MANIFEST_DIR")),
        );
        let place = place.expect("a place");
        let staging = place.beside(7, "");
        folder(&place.target, "old");
        folder(&staging, "new");
        let aside = one_after_the_other(&place, &staging).expect("renamed");
        assert_eq!(
            (text(&place.target), text(&aside)),
            ("new".into(), "old".into())
        );

        // Killed before the old one was removed: the new one stays.
        recover(&place).expect("put right");
        assert_eq!(text(&place.target), "new");
        assert_eq!(fs::read_dir(ground.path()).expect("a folder").count(), 1);

        // Killed between the two: the old one comes back.
        folder(&staging, "newer");
        fs::rename(&place.target, place.beside(7, ASIDE)).expect("renamed");
        recover(&place).expect("put right");
        assert_eq!(text(&place.target), "new");
        assert_eq!(fs::read_dir(ground.path()).expect("a folder").count(), 1);

        // The new one cannot come: the old one is back at once.
        one_after_the_other(&place, &staging).expect_err("nothing is staged");
        assert_eq!(text(&place.target), "new");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn one_call_exchanges_two_folders() {
        let ground = tempfile::tempdir().expect("a folder");
        let (one, two) = (ground.path().join("one"), ground.path().join("two"));
        folder(&one, "one");
        folder(&two, "two");
        assert!(exchange(&one, &two).expect("exchanged"));
        assert_eq!((text(&one), text(&two)), ("two".into(), "one".into()));
        exchange(&one, &ground.path().join("three")).expect_err("there is none");
    }
}
