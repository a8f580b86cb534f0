//! A tiny playbook in a folder of its own, and what a build of it says and writes.

use rightdeck_kit::{TextDeck, pptx};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// `site.toml` of a playbook that has nothing but a title.
pub(crate) const TINY: &str = "[site]\ntitle = 'Tiny'\n";

/// One with an address.
pub(crate) const AT_HOME: &str = "[site]\ntitle = 'Tiny'\nbase-url = 'https://tiny.example/'\n";

pub(crate) struct Playbook(tempfile::TempDir);

impl Playbook {
    pub(crate) fn new(site: &str) -> Self {
        let playbook = Self(tempfile::tempdir().expect("a folder"));
        playbook.put("site.toml", site);
        playbook
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }

    /// A file of Markdown under `content/`, with its front matter.
    pub(crate) fn page(&self, path: &str, front: &str, body: &str) {
        let front = front.trim_end();
        self.put(
            &format!("content/{path}"),
            format!("---\n{front}\n---\n{body}"),
        );
    }

    /// A deck of the catalogue: its page and its file. `yaml` is the kit's text deck.
    pub(crate) fn deck(&self, slug: &str, front: &str, talk: &str, yaml: &str) {
        let deck = pptx(&TextDeck::from_yaml(yaml));
        self.put(&format!("content/decks/{slug}.pptx"), deck);
        let front = format!("file: {slug}.pptx\n{front}");
        self.page(&format!("decks/{slug}.md"), &front, talk);
    }

    /// A term, a statement and a deck: a page for each kind that has a list of its own.
    pub(crate) fn one_of_each(&self) {
        self.put("content/glossary.yaml", "- term: MACC\n  definition: x\n");
        let front = format!("hyperscaler: aws\n{POINTS}");
        self.page("credentials/aws.md", &front, "");
        self.deck("why", "title: Why", "x\n", "slides: [{title: Hi}]");
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).expect("it is there");
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rightdeck"));
        command
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn build_with(&self, args: &[&str]) -> Output {
        let mut all = vec!["build"];
        all.extend(args);
        self.command(&all).output().expect("it starts")
    }

    /// Builds, which must succeed; what it said.
    pub(crate) fn built(&self) -> String {
        let out = self.build_with(&[]);
        assert!(out.status.success(), "{}", said(&out));
        said(&out)
    }

    /// Builds, which must be refused; what it said.
    pub(crate) fn refused(&self) -> String {
        let out = self.build_with(&[]);
        let text = said(&out);
        assert_eq!(out.status.code(), Some(2), "{text}");
        text
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).is_file()
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn read(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).expect("text")
    }

    /// The page at an address of a site without editions: `playbook/a/`.
    pub(crate) fn html(&self, url: &str) -> String {
        self.read(&format!("public/{url}index.html"))
    }

    pub(crate) fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_slice(&self.bytes(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files below a folder, by their path from it.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let top = self.path(folder);
        let mut out = BTreeMap::new();
        let mut folders = vec![top.clone()];
        while let Some(next) = folders.pop() {
            for entry in std::fs::read_dir(&next).expect("listed") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(&top).expect("inside");
                    let bytes = std::fs::read(&path).expect("read");
                    out.insert(name.to_string_lossy().replace('\\', "/"), bytes);
                }
            }
        }
        out
    }

    /// Makes a repository of it; false, with a message, where there is no git.
    pub(crate) fn git_init(&self) -> bool {
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("skipped: there is no git program");
            return false;
        }
        self.put(".gitignore", "public/\n");
        self.git(&["init", "--quiet", "--initial-branch=main"], "2026-01-01");
        true
    }

    /// Commits everything on a day, and tags it.
    pub(crate) fn commit(&self, tag: &str, day: &str) {
        self.git(&["add", "--all"], day);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", tag], day);
        self.git(&["tag", tag], day);
    }

    fn git(&self, args: &[&str], day: &str) {
        let out = git(self.0.path(), day)
            .args(args)
            .output()
            .expect("it starts");
        let why = String::from_utf8_lossy(&out.stderr);
        assert!(out.status.success(), "git {args:?}: {why}");
    }
}

/// Git that knows nothing of the person who runs the test.
fn git(folder: &Path, day: &str) -> Command {
    let date = format!("{day}T12:00:00+0000");
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Ada")
            .env(format!("GIT_{who}_EMAIL"), "ada@example.com")
            .env(format!("GIT_{who}_DATE"), &date);
    }
    command
}

/// What a run said to the person, not to a program.
pub(crate) fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

/// Says what is missing in a text, whole.
#[track_caller]
pub(crate) fn holds(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "no {one:?} in:\n{text}");
    }
}

#[track_caller]
pub(crate) fn lacks(text: &str, unwanted: &[&str]) {
    for one in unwanted {
        assert!(!text.contains(one), "{one:?} in:\n{text}");
    }
}

/// The part of a text from one mark up to another.
#[track_caller]
pub(crate) fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let at = text
        .find(from)
        .unwrap_or_else(|| panic!("no {from:?} in:\n{text}"));
    let rest = &text[at..];
    let end = rest
        .find(to)
        .unwrap_or_else(|| panic!("no {to:?} after {from:?} in:\n{rest}"));
    &rest[..end]
}

/// The text of the page, without what stands around it.
#[track_caller]
pub(crate) fn prose(html: &str) -> &str {
    between(html, "<div class=\"prose\">", "<footer class=\"doc-foot\">")
}

/// The first bytes of a PNG of that size: all that is read of a picture.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    out.extend(width.to_be_bytes());
    out.extend(height.to_be_bytes());
    out.extend([8, 6, 0, 0, 0, 0, 0, 0, 0]);
    out
}

/// The points that a statement cannot do without.
pub(crate) const POINTS: &str = "category: A data platform\nmarketplace: On the marketplace\n\
    cosell_commit: Co-sell ready\nwhat_we_do: Data made useful\nhow_we_deploy: In your account\n";
