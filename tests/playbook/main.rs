//! What the rules make of a playbook, and what is stamped into its decks: the built program, in a
//! folder of its own.
//!
//! - `catalogue`: a deck and its page.
//! - `statements`: the credentials statements, and slide one.
//! - `stamp`: for whom a deck is, written into it.
#![expect(
    clippy::disallowed_methods,
    reason = "a test lays out its own playbook on disk"
)]

mod catalogue;
mod stamp;
mod statements;

use rightdeck_kit::{TextDeck, pptx};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub(crate) const SITE: &str = "[site]\ncompany = 'Quillfish'\nproducts = ['Reef']\n";
pub(crate) const HELLO: &str = "slides: [{title: Hello, body: One table for everybody}]";

/// A playbook in a temporary folder.
pub(crate) struct Book(TempDir);

impl Book {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder")).file("site.toml", SITE)
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    pub(crate) fn deck(self, name: &str, yaml: &str) -> Self {
        self.file(name, pptx(&TextDeck::from_yaml(yaml)))
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path().join(name)).expect("a file")
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("UTF-8")
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
            .args(args)
            .env_remove("CLICOLOR_FORCE")
            .current_dir(self.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        Ran {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    pub(crate) fn lint(&self, args: &[&str]) -> Ran {
        let json = ["lint", "--today", "2026-11-21", "--output-format", "json"];
        self.run(&[&json[..], args].concat())
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
    #[track_caller]
    pub(crate) fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    /// What was found by one rule: file, place and message.
    #[track_caller]
    pub(crate) fn found(&self, rule: &str) -> Vec<String> {
        let json: serde_json::Value =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"));
        let all = json["diagnostics"].as_array().expect("a list").clone();
        let of_rule = all.into_iter().filter(|one| one["rule"] == rule);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        of_rule
            .map(|one| {
                let place = match (&one["slide"], &one["line"]) {
                    (_, line) if line.is_u64() => format!(":{line}:{}", one["column"]),
                    (slide, _) if slide.is_u64() => format!(":slide {slide}"),
                    _ => String::new(),
                };
                let message = text(&one["message"]);
                format!(
                    "{} {}{place}: {message}",
                    text(&one["severity"]),
                    text(&one["file"])
                )
            })
            .collect()
    }
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page of the catalogue.
pub(crate) fn page(extra: &str) -> String {
    format!("---\ntitle: A\nfile: a.pptx\n{extra}---\n")
}
