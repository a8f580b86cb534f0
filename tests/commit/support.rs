//! A repository in a folder of its own, and what a person does in it.

use rightdeck_kit::{TextDeck, pptx};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) const SITE: &str = "[site]\ncompany = 'Quillfish'\n";
pub(crate) const CLEAN: &str = "slides: [{title: Hello, body: One table for everybody}]";
pub(crate) const AZURE: &str =
    "slides: [{title: Hello}, {title: Architecture, body: It lands in Azure Synapse Analytics}]";

/// The catalogue page of a deck beside it, for one hyperscaler's room.
pub(crate) fn page(deck: &str, hyperscaler: &str) -> String {
    format!(
        "---\ntitle: A deck\nfile: {deck}\nhyperscaler: {hyperscaler}\ncontexts: [joint]\n\
         kind: pitch\nstatus: approved\nowner: ada@example.com\nreviewed: 2026-11-01\n---\n\nSay hello.\n"
    )
}

pub(crate) fn deck(yaml: &str) -> Vec<u8> {
    pptx(&TextDeck::from_yaml(yaml))
}

/// Where the program is that is tested.
pub(crate) fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_rightdeck"))
}

/// A repository. The machine's own settings of git do not reach it.
pub(crate) struct Repo {
    folder: TempDir,
    path: PathBuf,
}

impl Repo {
    /// One with a playbook: `site.toml`, a clean deck for AWS and its page, nothing staged or committed.
    pub(crate) fn playbook() -> Self {
        let repo = Self::new();
        repo.file("site.toml", SITE);
        repo.file("content/decks/a.md", page("a.pptx", "aws"));
        repo.deck("content/decks/a.pptx", CLEAN);
        repo
    }

    /// The same, committed.
    pub(crate) fn committed() -> Self {
        let repo = Self::playbook();
        repo.git(&["add", "--all"]);
        repo.git(&["commit", "--quiet", "-m", "first"]);
        repo
    }

    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().canonicalize().expect("a folder").join("repo");
        fs::create_dir(&path).expect("a folder");
        let repo = Self { folder, path };
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A folder beside the repository, for what is no part of it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        let canonical = self.folder.path().canonicalize();
        canonical.expect("a folder").join(name)
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }

    pub(crate) fn deck(&self, name: &str, yaml: &str) {
        self.file(name, deck(yaml));
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect("a file")
    }

    pub(crate) fn stage(&self, names: &[&str]) {
        self.git(&[&["add", "--"], names].concat());
    }

    /// Runs git, which must succeed.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        let ran = self.try_git(arguments);
        assert_eq!(ran.status, 0, "git {arguments:?}: {ran:#?}");
        ran.out.trim_end().to_owned()
    }

    /// Runs git as somebody at a prompt does, with the program in the path.
    pub(crate) fn try_git(&self, arguments: &[&str]) -> Ran {
        self.run_in(self.path(), Path::new("git"), arguments)
    }

    pub(crate) fn commit(&self, arguments: &[&str]) -> Ran {
        self.try_git(&[&["commit", "-m", "a change"], arguments].concat())
    }

    /// `rightdeck lint --staged`.
    pub(crate) fn lint(&self, arguments: &[&str]) -> Ran {
        self.lint_in(self.path(), arguments)
    }

    pub(crate) fn lint_in(&self, folder: &Path, arguments: &[&str]) -> Ran {
        let arguments = [&["lint", "--staged"], arguments].concat();
        self.run_in(folder, program(), &arguments)
    }

    pub(crate) fn rightdeck(&self, arguments: &[&str]) -> Ran {
        self.run_in(self.path(), program(), arguments)
    }

    pub(crate) fn run_in(&self, folder: &Path, program: &Path, arguments: &[&str]) -> Ran {
        Ran::of(
            &self
                .command(program)
                .args(arguments)
                .current_dir(folder)
                .output(),
        )
    }

    pub(crate) fn command(&self, what: &Path) -> Command {
        let mut path = vec![program().parent().expect("a folder").to_path_buf()];
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let mut command = self.bare_command(what, &std::env::join_paths(path).expect("a path"));
        command.current_dir(self.path());
        command
    }

    /// A command that knows nothing of this machine but a path.
    pub(crate) fn bare_command(&self, what: &Path, path: &OsString) -> Command {
        let mut command = Command::new(what);
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.folder.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_NAME", "Ada")
            .env("GIT_AUTHOR_EMAIL", "ada@example.com")
            .env("GIT_COMMITTER_NAME", "Ada")
            .env("GIT_COMMITTER_EMAIL", "ada@example.com")
            .stdin(Stdio::null());
        command
    }
}

/// What a run left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn of(output: &std::io::Result<Output>) -> Self {
        let output = output.as_ref().expect("it starts");
        Self {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// On either stream: git shows both of a hook's on one.
    #[track_caller]
    pub(crate) fn says(self, text: &str) -> Self {
        let said = self.out.contains(text) || self.err.contains(text);
        assert!(said, "no {text:?} in {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says_nothing_of(self, text: &str) -> Self {
        let said = self.out.contains(text) || self.err.contains(text);
        assert!(!said, "{text:?} in {self:#?}");
        self
    }

    /// Rule and file of each finding of a report in JSON.
    #[track_caller]
    pub(crate) fn found(&self) -> Vec<(String, String)> {
        let json: serde_json::Value =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {self:#?}"));
        let list = json["diagnostics"].as_array().expect("a list");
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        list.iter()
            .map(|one| (text(&one["rule"]), text(&one["file"])))
            .collect()
    }

    /// How many files were judged.
    pub(crate) fn files(&self) -> u64 {
        let json: serde_json::Value = serde_json::from_str(&self.out).expect("JSON");
        json["summary"]["files"].as_u64().expect("a number")
    }
}
