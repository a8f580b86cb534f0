//! From `git add` to `git commit`: what is staged is judged, by hand, by a hook, by pre-commit. The repositories
//! are real, and so is the git that commits.
#![expect(
    clippy::disallowed_methods,
    reason = "a test lays out its own repository on disk"
)]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

mod frameworks;
mod hook;
mod staged;
mod support;
