//! Repositories for tests, made by the `git` program in folders of their own.
#![expect(clippy::disallowed_methods, reason = "a test makes its own data")]

use super::{GitTree, Repository};
use crate::fs::Tree;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(super) const LIMIT: u64 = 1 << 20;

/// A file's text.
pub(super) fn text(tree: &GitTree, path: &str) -> String {
    let bytes = tree.read(path, LIMIT);
    String::from_utf8(bytes.expect("it can be read")).expect("text")
}

/// A folder with a repository in it.
pub(super) struct Sandbox {
    folder: TempDir,
}

impl Sandbox {
    /// None, with a message, where there is no git.
    pub(super) fn new() -> Option<Self> {
        let sandbox = Self::bare_folder()?;
        sandbox.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(sandbox)
    }

    /// A folder without a repository.
    pub(super) fn bare_folder() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: there is no git program");
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self { folder })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs git here; its output without the last line end.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        self.git_with(arguments, "", "2026-01-01T12:00:00+0000")
    }

    pub(super) fn git_with(&self, arguments: &[&str], input: &str, date: &str) -> String {
        let mut child = self
            .command(date)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("git starts");
        let mut stdin = child.stdin.take().expect("its input");
        stdin.write_all(input.as_bytes()).expect("it listens");
        drop(stdin);
        let output = child.wait_with_output().expect("git ends");
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).expect("text");
        text.trim_end_matches('\n').to_owned()
    }

    /// Whether git can do that at all.
    pub(super) fn can(&self, arguments: &[&str]) -> bool {
        let output = self
            .command("2026-01-01T12:00:00+0000")
            .args(arguments)
            .output();
        output.is_ok_and(|output| output.status.success())
    }

    fn command(&self, date: &str) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(self.path())
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
            .env("HOME", self.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "Ada")
            .env("GIT_AUTHOR_EMAIL", "ada@example.com")
            .env("GIT_AUTHOR_DATE", date)
            .env("GIT_COMMITTER_NAME", "Ada")
            .env("GIT_COMMITTER_EMAIL", "ada@example.com")
            .env("GIT_COMMITTER_DATE", date);
        command
    }

    pub(super) fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::fs::write(path, text).expect("it can be written");
    }

    pub(super) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).expect("it is there");
    }

    #[cfg(unix)]
    pub(super) fn link(&self, path: &str, target: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
        std::os::unix::fs::symlink(target, path).expect("a link");
    }

    /// Gives everything here to somebody else, where that is allowed.
    #[cfg(unix)]
    pub(super) fn give_away(&self) -> bool {
        fn give(path: &Path) -> bool {
            let given = std::os::unix::fs::chown(path, Some(12_345), Some(12_345)).is_ok();
            let inner = std::fs::read_dir(path).into_iter().flatten().flatten();
            given
                && inner
                    .map(|entry| entry.path())
                    .filter(|path| path.is_dir())
                    .all(|path| give(&path))
        }
        let given = give(self.path());
        if !given {
            eprintln!("skipped: a folder cannot be given to somebody else here");
        }
        given
    }

    /// Commits everything; its identifier.
    pub(super) fn commit(&self, message: &str) -> String {
        self.commit_at(message, "2026-01-01T12:00:00+0000")
    }

    pub(super) fn commit_at(&self, message: &str, date: &str) -> String {
        self.git(&["add", "--all"]);
        self.git_with(
            &["commit", "--quiet", "--allow-empty", "-m", message],
            "",
            date,
        );
        self.git(&["rev-parse", "HEAD"])
    }

    pub(super) fn repository(&self) -> Repository {
        self.repository_of("")
    }

    pub(super) fn repository_of(&self, folder: &str) -> Repository {
        let found = Repository::find(&self.path().join(folder)).expect("it can be read");
        found.expect("a repository")
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }
}
