//! What keeps a playbook from being read out of git.

use crate::fs::FsError;
use std::path::PathBuf;

/// A repository, or something in it, that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// There is a repository, and it cannot be opened.
    #[error("cannot read the git repository of '{}': {why}", project.display())]
    Closed {
        /// The project's folder.
        project: PathBuf,
        /// What stands in the way.
        why: String,
    },
    /// Nothing has that name.
    #[error("'{reference}' names no branch, tag or commit{}", advice(nearest.as_deref(), *tags, *shallow))]
    Unknown {
        /// What was asked for.
        reference: String,
        /// The branch or tag that was probably meant.
        nearest: Option<String>,
        /// Whether there is any tag.
        tags: bool,
        /// Whether the clone holds a part of its history only.
        shallow: bool,
    },
    /// It has a name, and cannot be read.
    #[error("cannot read '{what}' out of git: {why}")]
    Unreadable {
        /// What was asked for.
        what: String,
        /// What stands in the way.
        why: String,
    },
    /// The project was not there then.
    #[error(
        "at '{reference}' there is no folder '{folder}': the project lay elsewhere, or did not exist yet"
    )]
    NoFolder {
        /// What was asked for.
        reference: String,
        /// The project's folder today.
        folder: String,
    },
    /// A merge is going on, and nobody has decided yet.
    #[error("{}", conflicts(.0))]
    Conflicts(Vec<String>),
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] FsError),
}

impl GitError {
    pub(super) fn unreadable(what: &str, error: &gix::Error) -> Self {
        let why = if error.is_not_found() {
            "it is not in this clone, which may be a partial or a shallow one; \
             `git fetch` brings it"
                .to_owned()
        } else {
            plain(error)
        };
        Self::Unreadable {
            what: what.to_owned(),
            why,
        }
    }
}

fn conflicts(files: &[String]) -> String {
    let named: Vec<_> = files
        .iter()
        .take(5)
        .map(|file| format!("'{file}'"))
        .collect();
    let more = match files.len().saturating_sub(5) {
        0 => String::new(),
        n => format!(" and {n} more"),
    };
    format!(
        "what is staged is in conflict: {}{more}; put each right and `git add` it, then it can be judged",
        named.join(", ")
    )
}

fn advice(nearest: Option<&str>, tags: bool, shallow: bool) -> String {
    match nearest {
        Some(nearest) => format!(" here; did you mean '{nearest}'?"),
        None if shallow => " here. This clone holds a part of the history only: \
             `git fetch --unshallow --tags` brings the rest"
            .to_owned(),
        None if !tags => " here. This clone has no tags: `git fetch --tags` brings them, \
             where there are any"
            .to_owned(),
        None => " here".to_owned(),
    }
}

/// The cause, in one line.
pub(super) fn plain(error: &gix::Error) -> String {
    let text = error.probable_cause().to_string();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
