//! Where a site may go. A mistake in `out` must not cost anybody a folder.

use super::{FsError, MARKER, MARKER_START, refused};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The folders of a project that hold its sources.
const SOURCES: [&str; 4] = ["content", "themes", "rules", "src"];

/// A folder for a site; no link is left in its path.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) target: PathBuf,
    pub(super) parent: PathBuf,
    name: OsString,
    /// As it was asked for, to be shown.
    pub(super) shown: PathBuf,
}

impl Place {
    /// A hidden folder beside the target, of the run with that process number.
    pub(super) fn beside(&self, run: u32, ending: &str) -> PathBuf {
        let mut name = self.hidden();
        name.push(format!("-{run}{ending}"));
        self.parent.join(name)
    }

    pub(super) fn lock(&self) -> PathBuf {
        let mut name = self.hidden();
        name.push(".lock");
        self.parent.join(name)
    }

    /// What every hidden name of this target begins with.
    pub(super) fn hidden(&self) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".rightdeck");
        name
    }

    pub(super) fn stands(&self) -> bool {
        fs::symlink_metadata(&self.target).is_ok_and(|found| found.is_dir())
    }

    pub(super) fn refused(&self, doing: &'static str, error: io::Error) -> FsError {
        refused(doing, &self.shown, explained(error))
    }
}

/// The real place of `target`, if a site of `project` may go there.
pub(super) fn find(target: &Path, project: &Path) -> Result<Place, FsError> {
    let fail = |error| refused("build into", target, error);
    let asked = std::path::absolute(target).map_err(fail)?;
    let project_asked = std::path::absolute(project).map_err(fail)?;
    let project = fs::canonicalize(project).map_err(|e| refused("find", project, e))?;
    let real = resolve(&asked).map_err(fail)?;
    let refuse = |why: String| Err(fail(because(why)));

    if project.starts_with(&real) {
        return refuse(if project == real {
            "it is the project itself; name a folder inside it, 'public' say".to_owned()
        } else {
            "the project lies in it, and a build replaces the whole folder; name another one"
                .to_owned()
        });
    }
    let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
        return refuse("it is the root of the file system; name a folder".to_owned());
    };
    if real.components().any(|part| is(part, ".git")) {
        return refuse("it lies inside a git repository's own folder, '.git'".to_owned());
    }
    for folder in SOURCES {
        let named = real.strip_prefix(&project).is_ok_and(|rest| {
            rest.components()
                .next()
                .is_some_and(|part| is(part, folder))
        });
        let behind = fs::canonicalize(project.join(folder))
            .is_ok_and(|source| real.starts_with(&source) || source.starts_with(&real));
        if named || behind {
            return refuse(format!(
                "the project's sources lie in '{folder}'; name another folder, 'public' say"
            ));
        }
    }
    // A link beside itself is a way to name things; one that leads elsewhere hides what is replaced.
    let seeming = asked.parent().and_then(|parent| resolve(parent).ok());
    let strays = seeming.is_some_and(|parent| !real.starts_with(parent))
        || (lexically_inside(&asked, &project_asked) && !real.starts_with(&project));
    if strays {
        return refuse(format!(
            "a link leads from there to '{}'; name that folder itself, if it is the one you mean",
            real.display()
        ));
    }
    for above in parent.ancestors() {
        if has_marker(above) {
            return refuse(format!(
                "'{}' is a site already, and building that one would remove this one; name a \
                 folder beside it",
                above.display()
            ));
        }
    }
    Ok(Place {
        parent: parent.to_path_buf(),
        name: name.to_owned(),
        shown: target.to_path_buf(),
        target: real,
    })
}

/// What stands at the place; refused when it is not a site that rightdeck made.
pub(super) fn check_old(place: &Place) -> Result<Option<fs::Metadata>, FsError> {
    let refuse = |why: &str| Err(place.refused("build into", because(why)));
    let found = match fs::symlink_metadata(&place.target) {
        Ok(found) => found,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(place.refused("build into", error)),
    };
    if !found.is_dir() {
        return refuse("it is a file; name a folder, or move the file away");
    }
    let is_empty = fs::read_dir(&place.target)
        .map(|mut entries| entries.next().is_none())
        .map_err(|error| place.refused("look into", error))?;
    if is_empty {
        return Ok(Some(found));
    }
    if !has_marker(&place.target) {
        return refuse(
            "there are files in it that rightdeck did not make, and a build replaces the whole \
             folder; name another one, or empty this one first",
        );
    }
    if fs::symlink_metadata(place.target.join(".git")).is_ok() {
        return refuse(
            "it is a git repository, which the build would remove; build into another folder, and \
             copy the site from there",
        );
    }
    if is_mount_point(&found, &place.parent) {
        return refuse(
            "another disk is mounted there, which cannot be exchanged for a folder; name a folder \
             inside it",
        );
    }
    Ok(Some(found))
}

/// Whether rightdeck made the folder.
pub(super) fn has_marker(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    let is_file = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let mut start = [0; MARKER_START.len()];
    is_file(&marker)
        && fs::File::open(&marker).is_ok_and(|mut file| file.read_exact(&mut start).is_ok())
        && start == *MARKER_START.as_bytes()
}

pub(super) fn because(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why.into())
}

/// The system's word, and what to do about it where that is plain.
pub(super) fn explained(error: io::Error) -> io::Error {
    use io::ErrorKind as Kind;
    let kind = error.kind();
    let why = match kind {
        Kind::StorageFull => "the disk is full; the site that stands there is left as it was",
        Kind::QuotaExceeded => {
            "your share of the disk is used up; the site that stands there is \
                                left as it was"
        }
        Kind::FileTooLarge => {
            "the file is larger than the system lets it be; the site that stands \
                               there is left as it was"
        }
        Kind::ReadOnlyFilesystem => "the disk is read-only; name a folder elsewhere",
        Kind::PermissionDenied => {
            "permission denied; see who may write to the folder it lies in, \
                                   or name another one"
        }
        Kind::ResourceBusy => "something is mounted there, or holds it; name a folder inside it",
        Kind::CrossesDevices => {
            "it lies on another disk, or in a layer of a container's image that \
                                 cannot be moved; remove the folder, or name another one"
        }
        _ => return error,
    };
    io::Error::new(kind, why)
}

/// The real path of something that need not be there yet.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut missing: Vec<&OsStr> = Vec::new();
    let mut here = path;
    loop {
        match fs::symlink_metadata(here) {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let (Some(parent), Some(Component::Normal(name))) =
            (here.parent(), here.components().next_back())
        else {
            return Err(because("'..' leads there from a folder that is missing"));
        };
        missing.push(name);
        here = parent;
    }
    let mut real = fs::canonicalize(here).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => because(format!("'{}' is a link to nothing", here.display())),
        _ => error,
    })?;
    real.extend(missing.iter().rev());
    Ok(real)
}

fn is(part: Component<'_>, name: &str) -> bool {
    part.as_os_str().eq_ignore_ascii_case(name)
}

/// Whether a path reads as if it lay in the folder, whatever the links in it do.
fn lexically_inside(path: &Path, folder: &Path) -> bool {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain.starts_with(folder)
}

#[cfg(unix)]
fn is_mount_point(found: &fs::Metadata, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(parent).is_ok_and(|parent| parent.dev() != found.dev())
}

#[cfg(not(unix))]
fn is_mount_point(_: &fs::Metadata, _: &Path) -> bool {
    false
}
