//! `rightdeck build`, run as people run it, on tiny playbooks.

#![expect(clippy::disallowed_methods, reason = "a test makes its own folders")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A playbook in a folder of its own.
struct Playbook(tempfile::TempDir);

impl Playbook {
    fn new(site: &str) -> Self {
        let playbook = Self(tempfile::tempdir().expect("a folder"));
        playbook.put("site.toml", site);
        playbook
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn build(&self) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rightdeck"))
            .arg("build")
            .current_dir(self.0.path())
            .output()
            .expect("it starts")
    }

    fn built(&self) {
        let out = self.build();
        assert!(out.status.success(), "{}", said(&out));
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stderr).into_owned()
}

fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("read");
                out.push((path, bytes));
            }
        }
    }
    out.sort();
    out
}

const EDITIONS: &str = "[site]\ntitle = 'Tiny'\nbase-url = 'https://tiny.example/'\n\
    [[editions]]\nname = 'internal'\naudience = 'internal'\nout = 'public/internal'\n\
    [[editions]]\nname = 'aws'\naudience = 'partner'\nhyperscaler = 'aws'\nout = 'public/aws'\n";

#[test]
fn pages_link_terms_and_each_other() {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\n");
    playbook.put(
        "content/playbook/co-sell.md",
        "---\ntitle: Co-sell\nreviewed: 2026-07-01\nreview_every: 6 months\naliases: [/old/]\n---\n\
         Ask for the MACC. See [the team](team.md#roles).\n",
    );
    playbook.put(
        "content/playbook/team.md",
        "---\ntitle: Team\n---\n## Roles\n\nFive.\n",
    );
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: A commitment to spend.\n",
    );
    playbook.built();
    let page = playbook.read("public/playbook/co-sell/index.html");
    assert!(page.contains("href=\"../../glossary/macc/\""), "{page}");
    assert!(
        page.contains("href=\"../../playbook/team/#roles\""),
        "{page}"
    );
    assert!(page.contains("2027-01-01"), "the review is due");
    assert!(
        playbook
            .read("public/playbook/team/index.html")
            .contains("Linked from")
    );
    assert!(
        playbook
            .read("public/glossary/macc/index.html")
            .contains("playbook/co-sell/")
    );
    assert!(
        playbook
            .read("public/old/index.html")
            .contains("playbook/co-sell/")
    );
    assert!(
        playbook
            .read("public/playbook/co-sell.md")
            .starts_with("# Co-sell\n")
    );
    assert!(playbook.path("public/404.html").is_file());
}

#[test]
fn every_mistake_has_its_place_and_nothing_is_written() {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\n");
    playbook.put("content/a.md", "---\ntitle: A\nonwer: me\n---\n");
    playbook.put(
        "content/b.md",
        "---\ntitle: B\n---\n\n[x](C.md), ![p](no.png)\n",
    );
    let out = playbook.build();
    assert_eq!(out.status.code(), Some(2));
    let text = said(&out);
    assert!(
        text.contains("content/a.md:3:1: unknown key 'onwer'"),
        "{text}"
    );
    playbook.put("content/a.md", "---\ntitle: A\n---\n");
    playbook.put("content/c.md", "---\ntitle: C\n---\n## Here\n");
    let text = said(&playbook.build());
    assert!(
        text.contains("content/b.md:5:5: 'C.md' is written '/c.md'"),
        "{text}"
    );
    assert!(text.contains("content/b.md:5:"), "{text}");
    assert!(!playbook.path("public").exists());
}

#[test]
fn an_edition_holds_nothing_for_others() {
    let playbook = Playbook::new(EDITIONS);
    let secret = "Zanzibar pricing floor";
    playbook.put(
        "content/index.md",
        "---\ntitle: Home\naudience: public\n---\nWelcome.\n",
    );
    playbook.put(
        "content/floor.md",
        &format!("---\ntitle: {secret}\ntags: [zanzibar]\n---\nx\n"),
    );
    playbook.put(
        "content/g.md",
        "---\ntitle: Only Google\naudience: partner\nhyperscalers: google\n---\nx\n",
    );
    playbook.built();
    let inside = files(&playbook.path("public/internal"));
    assert!(
        inside
            .iter()
            .any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(secret))
    );
    for (path, bytes) in files(&playbook.path("public/aws")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(
            !text.contains("zanzibar") && !text.contains("only google"),
            "{}",
            path.display()
        );
        assert!(
            !path.to_string_lossy().contains("floor"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_link_to_what_is_withheld_is_an_error() {
    let playbook = Playbook::new(EDITIONS);
    playbook.put(
        "content/a.md",
        "---\ntitle: A\naudience: partner\n---\n[b](b.md)\n",
    );
    playbook.put("content/b.md", "---\ntitle: B\n---\nx\n");
    let out = playbook.build();
    assert_eq!(out.status.code(), Some(2));
    let text = said(&out);
    assert!(
        text.contains("content/a.md:5:5") && text.contains("content/b.md"),
        "{text}"
    );
    assert!(!playbook.path("public").exists());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let playbook = Playbook::new(EDITIONS);
    for at in 0..30 {
        let text = format!(
            "---\ntitle: Page {at}\naudience: partner\ntags: [a, b{at}]\n---\n[n](p{}.md)\n",
            (at + 1) % 30
        );
        playbook.put(&format!("content/p{at}.md"), &text);
    }
    playbook.built();
    let first = files(&playbook.path("public"));
    playbook.built();
    assert!(
        first == files(&playbook.path("public")),
        "two builds differ"
    );
}
