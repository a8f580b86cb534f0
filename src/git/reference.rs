//! What somebody wrote for a version: a branch, a tag, a commit.

use super::error::{GitError, plain};
use crate::source::nearest;
use gix::revision::spec::parse::Error as Parse;

/// The object that `reference` names.
///
/// # Errors
/// When it names none, or several.
pub(super) fn find<'r>(
    repo: &'r gix::Repository,
    reference: &str,
) -> Result<gix::Id<'r>, GitError> {
    let error = match repo.rev_parse_single(reference) {
        Ok(id) => return Ok(id),
        Err(error) => error,
    };
    if let Some(Parse::AmbiguousPrefix { .. }) = error.downcast_any_ref::<Parse>() {
        return Err(GitError::Unreadable {
            what: reference.to_owned(),
            why: "several commits begin like that; write more of it".to_owned(),
        });
    }
    // Full names first, so that neither '--help' nor 'a..b' becomes something else under a remote.
    if !reference.starts_with("refs/")
        && let Ok(id) = repo.rev_parse_single(format!("refs/remotes/origin/{reference}").as_str())
    {
        return Ok(id);
    }
    let names = names(repo);
    if names.iter().any(|name| name == reference) {
        return Err(GitError::Unreadable {
            what: reference.to_owned(),
            why: plain(&error),
        });
    }
    Err(GitError::Unknown {
        reference: reference.to_owned(),
        nearest: nearest(reference, names.iter().map(String::as_str)).map(str::to_owned),
        tags: repo
            .references()
            .ok()
            .is_some_and(|all| all.tags().is_ok_and(|mut tags| tags.next().is_some())),
        shallow: repo.is_shallow().unwrap_or(false),
    })
}

/// The short names of all branches and tags, sorted; those of `origin` without its name.
fn names(repo: &gix::Repository) -> Vec<String> {
    let Ok(references) = repo.references() else {
        return Vec::new();
    };
    let Ok(all) = references.all() else {
        return Vec::new();
    };
    let mut names: Vec<String> = all
        .filter_map(Result::ok)
        .filter_map(|reference| {
            let name = reference.name().as_bstr().to_string();
            ["refs/heads/", "refs/tags/", "refs/remotes/origin/"]
                .iter()
                .find_map(|start| name.strip_prefix(start))
                .filter(|name| *name != "HEAD")
                .map(str::to_owned)
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}
