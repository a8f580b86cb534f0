//! `rightdeck lint` as a person or a hook runs it: the built program, in a folder of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "a test lays out its own playbook on disk"
)]

use rightdeck_kit::{TextDeck, pptx};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const SITE: &str = "[site]\ncompany = 'Quillfish'\n";
const CLEAN: &str = "slides: [{title: Hello, body: One table for everybody}]";
const AZURE: &str =
    "slides: [{title: Hello}, {title: Architecture, body: It lands in Azure Synapse Analytics}]";
const BOTH: [&str; 4] = ["--hyperscaler", "aws", "--context", "joint"];

/// A playbook in a temporary folder.
struct Playbook(TempDir);

impl Playbook {
    fn new(site: &str) -> Self {
        let book = Self::bare();
        book.file("site.toml", site)
    }

    /// A folder without `site.toml`.
    fn bare() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn deck(self, name: &str, yaml: &str) -> Self {
        self.file(name, pptx(&TextDeck::from_yaml(yaml)))
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, &[])
    }

    fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
            .args(args)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .envs(env.iter().copied())
            .current_dir(self.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        Ran::of(&output)
    }

    fn lint(&self, args: &[&str]) -> Ran {
        self.run(&[&["lint"], args].concat())
    }
}

/// What a run left.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().expect("it ended by itself"),
            out: String::from_utf8(output.stdout.clone()).expect("UTF-8"),
            err: String::from_utf8(output.stderr.clone()).expect("UTF-8"),
        }
    }

    #[track_caller]
    fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:#?}");
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text), "no {text:?} in {self:#?}");
        self
    }

    #[track_caller]
    fn complains(self, text: &str) -> Self {
        assert!(self.err.contains(text), "no {text:?} in {self:#?}");
        self
    }

    #[track_caller]
    fn says_nothing_of(self, text: &str) -> Self {
        assert!(
            !self.out.contains(text) && !self.err.contains(text),
            "{text:?} in {self:#?}"
        );
        self
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("JSON")
    }

    /// Rule, file and whether waived, of each finding.
    fn found(&self) -> Vec<(String, String, bool)> {
        let json = self.json();
        let list = json["diagnostics"].as_array().expect("a list");
        let text = |value: &serde_json::Value| value.as_str().expect("text").to_owned();
        list.iter()
            .map(|d| (text(&d["rule"]), text(&d["file"]), d["waived"] == true))
            .collect()
    }
}

fn page(extra: &str) -> String {
    format!("---\ntitle: A\nfile: a.pptx\n{extra}---\n")
}

#[test]
fn exit_status_says_what_counts_whatever_the_format() {
    let book = Playbook::new(SITE)
        .deck("clean.pptx", CLEAN)
        .deck("azure.pptx", AZURE);
    for format in [
        "text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "html",
    ] {
        let args = |path| [&[path, "--output-format", format], &BOTH[..]].concat();
        book.lint(&args("clean.pptx")).exits(0);
        book.lint(&args("azure.pptx")).exits(1);
        book.lint(
            &[
                &args("azure.pptx")[..],
                &["--ignore", "wrong-hyperscaler-name"],
            ]
            .concat(),
        )
        .exits(0);
    }
}

#[test]
fn fail_on_moves_the_line() {
    let book = Playbook::new(SITE).deck("a.pptx", "slides: [{title: Our Azure AD login}]");
    let args = [
        "a.pptx",
        "--hyperscaler",
        "microsoft",
        "--context",
        "internal",
    ];
    book.lint(&args).exits(0).says("1 warning");
    book.lint(&[&args[..], &["--fail-on", "warning"]].concat())
        .exits(1);
}

#[test]
fn the_formats_agree() {
    let book = Playbook::new(SITE).deck("azure.pptx", AZURE);
    let json = book.lint(&[&["azure.pptx", "--output-format", "json"], &BOTH[..]].concat());
    let found = &json.json()["diagnostics"][0];
    assert_eq!(found["slide"], 2);
    assert_eq!(found["slide_title"], "Architecture");
    assert_eq!(found["part"], "body");
    assert_eq!(found["hyperscaler"], "microsoft");
    let text = found["text"].as_str().expect("text");
    let span =
        |at: usize| usize::try_from(found["span"][at].as_u64().expect("a number")).expect("small");
    let marked: String = text.chars().skip(span(0)).take(span(1) - span(0)).collect();
    assert_eq!(found["matched"], marked);
    let count = json.found().len();
    let concise = book.lint(&[&["azure.pptx", "--output-format", "concise"], &BOTH[..]].concat());
    assert_eq!(concise.out.lines().count(), count);
    concise.says("azure.pptx:slide 2: error[wrong-hyperscaler-name]");
    let whole = book.lint(&[&["azure.pptx"], &BOTH[..]].concat());
    whole
        .says("  --> azure.pptx: slide 2 \"Architecture\"")
        .says("^^^^^")
        .says(&format!("1 deck, 2 slides read; {count} error"));
}

#[test]
fn json_keeps_its_order_and_its_bytes() {
    let book = Playbook::new(SITE)
        .deck("azure.pptx", AZURE)
        .file("b.pptx", "no deck");
    let args = [&[".", "--output-format", "json"], &BOTH[..]].concat();
    let first = book.lint(&args);
    assert_eq!(first.out, book.lint(&args).out);
    assert!(first.out.ends_with("}\n"));
    let at = |key: &str| {
        first
            .out
            .find(&format!("\"{key}\":"))
            .unwrap_or_else(|| panic!("no {key}"))
    };
    let order = [
        "version",
        "tool",
        "summary",
        "files",
        "unreadable",
        "errors",
        "warnings",
        "notes",
        "diagnostics",
        "rule",
        "severity",
        "file",
        "slide",
        "slide_title",
        "hidden",
        "part",
        "shape",
        "text",
        "span",
        "matched",
        "hyperscaler",
        "message",
        "help",
        "waived",
    ];
    for pair in order.windows(2) {
        assert!(at(pair[0]) < at(pair[1]), "{pair:?}");
    }
    let last = &first.json()["diagnostics"][first.found().len() - 1];
    assert_eq!(last["rule"], "unreadable-deck");
    assert_eq!(last["reason"], "not-a-deck");
    assert!(last["slide"].is_null());
}

#[test]
fn a_deck_that_was_not_read_never_passes() {
    let book = Playbook::new(SITE)
        .file("a.pptx", "just text")
        .deck("b.pptx", CLEAN);
    let all = |more: &[&'static str]| [&[".", "--output-format", "json"], &BOTH[..], more].concat();
    let ran = book.lint(&all(&[])).exits(1);
    assert_eq!(ran.json()["summary"]["unreadable"], 1);
    assert_eq!(ran.json()["summary"]["files"], 2);
    book.lint(&all(&["--rule", "outdated-term"]))
        .exits(1)
        .says("unreadable-deck");
    book.lint(&all(&["--ignore", "unreadable-deck"])).exits(0);
    book.lint(&[&["."], &BOTH[..]].concat())
        .says("1 deck, 1 slide read, 1 unreadable; 1 error");
    for name in ["old.ppt", "mac.KEY", "drive.gslides"] {
        Playbook::bare()
            .file(name, "whatever")
            .lint(&["."])
            .exits(1)
            .says("unreadable-deck");
    }
}

#[test]
fn mistakes_in_the_settings_are_all_told_with_their_lines() {
    let site = "[site]\ntitel = 'x'\n[lint]\nexlude = []\n[lint.severity]\noutdated-tem = 'off'\n";
    let ran = Playbook::new(site).lint(&[]).exits(2);
    ran.complains("site.toml:2:1: unknown key 'titel' in [site]; did you mean 'title'?")
        .complains("site.toml:4:1: unknown key 'exlude' in [lint]; did you mean 'exclude'?")
        .complains("4 | exlude = []\n  | ^^^^^^");
    let site = "[lint.severity]\noutdated-tem = 'off'\n[[lint.assume]]\npath = '**'\nhyperscaler = 'asw'\n\
                [[lint.allow]]\nfile = 'a'\nrule = 'orphan-prt'\nreason = 'r'\nuntil = 2030-01-01\n";
    let ran = Playbook::new(site).lint(&[]).exits(2);
    ran.complains("site.toml:2:1: there is no rule 'outdated-tem'; did you mean 'outdated-term'?")
        .complains("site.toml:5:15: there is no hyperscaler 'asw'; did you mean 'aws'?")
        .complains("site.toml:8:8: there is no rule 'orphan-prt'; did you mean 'orphan-part'?");
}

#[test]
fn mistakes_on_a_catalogue_page_are_told_with_their_lines() {
    let text = page(
        "hyperscaler: asw\nallow:\n  - rule: orphan-prt\n    reason: r\n    until: 2030-01-01\n",
    );
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", CLEAN);
    let book = book.file("content/decks/a.md", text);
    book.lint(&[])
        .exits(2)
        .complains("content/decks/a.md:4:1: there is no hyperscaler 'asw'; did you mean 'aws'?");
    let book = book.file("content/decks/a.md", page("contexts: [joit]\nownr: x\n"));
    book.lint(&[])
        .exits(2)
        .complains(
            "content/decks/a.md:4:12: 'joit' is not known in 'contexts'; did you mean 'joint'?",
        )
        .complains("content/decks/a.md:5:1: unknown key 'ownr'; did you mean 'owner'?");
    let gone = Playbook::new(SITE).file("content/decks/a.md", page(""));
    gone.lint(&[])
        .exits(2)
        .complains("its deck 'content/decks/a.pptx' is not there");
}

#[test]
fn a_deck_is_judged_for_whom_its_page_says() {
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", AZURE);
    let book = book.file(
        "content/decks/a.md",
        page("hyperscaler: aws\ncontexts: [joint]\n"),
    );
    book.lint(&[]).exits(1).says("wrong-hyperscaler-name");
    book.lint(&["content/decks/a.pptx"]).exits(1);
    book.lint(&["--hyperscaler", "microsoft"]).exits(0);
    book.lint(&["--context", "internal"]).exits(0);
}

#[test]
fn the_stamp_then_the_first_assumption_that_matches() {
    let assume = "[[lint.assume]]\npath = 'x/own/**'\nhyperscaler = 'microsoft'\ncontexts = ['joint']\n\
                  [[lint.assume]]\npath = 'x'\nhyperscaler = 'aws'\ncontexts = ['joint']\n";
    let stamped =
        format!("custom: {{rightdeck.hyperscaler: microsoft, rightdeck.contexts: joint}}\n{AZURE}");
    let book = Playbook::new(assume)
        .deck("x/own/a.pptx", AZURE)
        .deck("x/b.pptx", AZURE)
        .deck("x/c.pptx", &stamped)
        .deck("y/d.pptx", AZURE);
    book.lint(&["x/own/a.pptx"]).exits(0);
    book.lint(&["x/b.pptx"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    book.lint(&["x/c.pptx"]).exits(0);
    book.lint(&["y/d.pptx"]).exits(1).says("context-unknown");
    book.lint(&["y/d.pptx", "--hyperscaler", "microsoft"])
        .exits(1)
        .says("context-unknown");
    book.lint(&["y/d.pptx", "--context", "customer"]).exits(0);
    let odd =
        format!("custom: {{rightdeck.hyperscaler: azur, rightdeck.contexts: joint}}\n{AZURE}");
    book.deck("y/e.pptx", &odd)
        .lint(&["y/e.pptx"])
        .exits(1)
        .says("azur");
}

#[test]
fn excludes_hold_for_named_paths_too() {
    let site = "[lint]\nexclude = ['old', '**/draft-*.pptx']\n";
    let book = Playbook::new(site)
        .file("old/a.pptx", "no deck")
        .file("x/draft-1.pptx", "no deck")
        .deck("x/b.pptx", CLEAN);
    book.lint(&["old/a.pptx"])
        .exits(0)
        .complains("everything named is excluded");
    book.lint(&[&["old/a.pptx", "x"], &BOTH[..]].concat())
        .exits(0)
        .says("; 2 excluded");
    book.lint(&["old"])
        .exits(0)
        .complains("everything named is excluded");
}

#[test]
fn what_is_walked_and_what_is_passed_over() {
    let book = Playbook::new(SITE)
        .deck("content/A.PPTX", CLEAN)
        .deck("content/b/c.potm", CLEAN)
        .file("content/~$A.pptx", "lock")
        .file("content/.hidden/x.pptx", "no deck")
        .file("content/node_modules/x.pptx", "no deck")
        .file("content/readme.txt", "no deck")
        .file("elsewhere/x.pptx", "no deck");
    book.lint(&BOTH).exits(0).says("2 decks, 2 slides read");
    book.lint(&["content/readme.txt"])
        .exits(2)
        .complains("is not called like a deck");
    book.lint(&["nowhere"])
        .exits(2)
        .complains("there is no 'nowhere'");
    let empty = Playbook::bare().file("x/readme.txt", "");
    empty
        .lint(&["x"])
        .exits(2)
        .complains("there is no deck in 'x'");
    empty.lint(&[]).exits(2).complains("no site.toml");
}

#[test]
fn a_waiver_covers_until_its_day_and_says_when_it_is_not_needed() {
    let allow = |slide: u32, until: &str| {
        page(&format!(
            "hyperscaler: aws\ncontexts: [joint]\nallow:\n  - rule: wrong-hyperscaler-name\n    slide: {slide}\n    \
             reason: quoted\n    until: {until}\n"
        ))
    };
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", AZURE);
    let json = ["--output-format", "json", "--today", "2026-11-21"];

    let book = book.file("content/decks/a.md", allow(2, "2026-11-21"));
    let ran = book.lint(&json).exits(0);
    assert!(ran.found().iter().all(|(_, _, waived)| *waived), "{ran:?}");
    book.lint(&["--today", "2026-11-21"])
        .exits(0)
        .says_nothing_of("[wrong")
        .says("waived");
    book.lint(&["--today", "2026-11-21", "--show-waived"])
        .exits(0)
        .says("(waived)");

    let book = book.file("content/decks/a.md", allow(2, "2026-11-20"));
    let ran = book.lint(&json).exits(1).says("expired-waiver");
    let expired = ran.json()["diagnostics"][0].clone();
    assert_eq!(
        (&expired["file"], &expired["line"]),
        (&"content/decks/a.md".into(), &7.into())
    );

    let book = book.file("content/decks/a.md", allow(1, "2027-01-01"));
    book.lint(&json).exits(1).says("unused-waiver");
    let other = [&json[..], &["--rule", "outdated-term,unused-waiver"]].concat();
    book.lint(&other).exits(0).says_nothing_of("unused-waiver");
}

#[test]
fn a_waiver_in_the_settings_is_only_asked_about_files_of_the_run() {
    let site = "[[lint.allow]]\nfile = 'x/*.pptx'\nrule = 'wrong-hyperscaler-name'\nreason = 'r'\nuntil = 2030-01-01\n";
    let book = Playbook::new(site)
        .deck("x/a.pptx", AZURE)
        .deck("y.pptx", CLEAN);
    book.lint(&[&["x/a.pptx"], &BOTH[..]].concat())
        .exits(0)
        .says("waived");
    book.lint(&[&["y.pptx"], &BOTH[..]].concat())
        .exits(0)
        .says_nothing_of("unused-waiver");
}

#[test]
fn severities_of_the_settings_count() {
    let site = "[lint.severity]\nwrong-hyperscaler-name = { joint = 'note' }\n";
    let book = Playbook::new(site).deck("a.pptx", AZURE);
    book.lint(&[&["a.pptx"], &BOTH[..]].concat())
        .exits(0)
        .says("note[wrong-hyperscaler-name]");
    book.lint(&[&["a.pptx", "--fail-on", "note"], &BOTH[..]].concat())
        .exits(1);
    book.lint(&[&["a.pptx", "--fail-on", "warning"], &BOTH[..]].concat())
        .exits(0);
}

#[test]
fn an_output_file_is_whole_or_as_it_was() {
    let book = Playbook::new(SITE)
        .deck("a.pptx", AZURE)
        .file("out.json", "before");
    let args = [
        &[
            "a.pptx",
            "--output-format",
            "json",
            "--output-file",
            "out.json",
        ],
        &BOTH[..],
    ]
    .concat();
    let ran = book.lint(&args).exits(1).complains("1 deck, 2 slides read");
    assert_eq!(ran.out, "");
    let written = fs::read_to_string(book.path().join("out.json")).expect("written");
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    let args = [&["a.pptx", "--output-file", "gone/out.txt"], &BOTH[..]].concat();
    book.lint(&args)
        .exits(2)
        .complains("cannot write 'gone/out.txt'");
    let args = [&["nowhere.pptx", "--output-file", "out.json"], &BOTH[..]].concat();
    book.lint(&args).exits(2);
    assert_eq!(
        fs::read_to_string(book.path().join("out.json")).expect("there"),
        written
    );
    let left = fs::read_dir(book.path()).expect("a folder").count();
    assert_eq!(left, 3, "nothing half written is left behind");
}

#[test]
fn colours_only_where_they_are_wanted() {
    let book = Playbook::new(SITE).deck("a.pptx", AZURE);
    let plain = [&["lint", "a.pptx"], &BOTH[..]].concat();
    assert!(!book.run(&plain).out.contains('\u{1b}'));
    let forced = [("CLICOLOR_FORCE", "1")];
    assert!(book.run_with(&plain, &forced).out.contains('\u{1b}'));
    let no = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    assert!(!book.run_with(&plain, &no).out.contains('\u{1b}'));
    let always = [&plain[..], &["--color", "always"]].concat();
    assert!(book.run(&always).out.contains('\u{1b}'));
}

#[test]
fn text_of_a_deck_does_not_reach_the_terminal_as_it_is() {
    let deck =
        "slides: [{title: \"Az\\u202eure Synapse\", body: \"Azure\\u009b31m Synapse Analytics\"}]";
    let book = Playbook::new(SITE).deck("a.pptx", deck);
    let ran = book.lint(&[&["a.pptx"], &BOTH[..]].concat()).exits(1);
    assert!(
        !ran.out.contains(['\u{202e}', '\u{9b}', '\u{1b}']),
        "{ran:?}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let many: String = (0..400)
        .map(|n| format!("{{title: Azure Synapse Analytics {n}}},"))
        .collect();
    let book = Playbook::new(SITE).deck("a.pptx", &format!("slides: [{many}]"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args([&["lint", "a.pptx"], &BOTH[..]].concat())
        .current_dir(book.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    drop(child.stdout.take());
    let ran = Ran::of(&child.wait_with_output().expect("it ends"));
    assert_eq!(ran.err, "");
    ran.exits(1);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_playbook_are_not_followed() {
    let outside = Playbook::bare().deck("x.pptx", AZURE);
    let book = Playbook::new(SITE)
        .deck("content/a.pptx", CLEAN)
        .deck(".git/annex/b", AZURE);
    let link = |from: &Path, to: &str| {
        std::os::unix::fs::symlink(from, book.path().join(to)).expect("a link");
    };
    link(&outside.path().join("x.pptx"), "content/x.pptx");
    book.lint(&BOTH)
        .exits(0)
        .complains("'content/x.pptx' leads out of the playbook");
    link(&book.path().join(".git/annex/b"), "content/b.pptx");
    book.lint(&BOTH).exits(1).says("content/b.pptx: slide 2");
    link(&book.path().join("gone"), "content/c.pptx");
    book.lint(&BOTH).exits(2).complains("cannot follow");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_utf8_is_read_all_the_same() {
    use std::os::unix::ffi::OsStrExt;
    let book = Playbook::new(SITE);
    let name = std::ffi::OsStr::from_bytes(b"b\xff.pptx");
    fs::write(book.path().join(name), pptx(&TextDeck::from_yaml(AZURE))).expect("a file");
    book.lint(&[&["."], &BOTH[..]].concat())
        .exits(1)
        .says("b\u{fffd}.pptx: slide 2");
}

#[test]
fn names_are_relative_to_the_playbook_from_anywhere_in_it() {
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", AZURE);
    let output = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args([&["lint", "decks/../decks/a.pptx"], &BOTH[..]].concat())
        .current_dir(book.path().join("content"))
        .output()
        .expect("the program runs");
    Ran::of(&output)
        .exits(1)
        .says("--> content/decks/a.pptx: slide 2");
}

#[test]
fn a_caller_outside_any_playbook_gets_that_of_the_deck() {
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", AZURE);
    let book = book.file(
        "content/decks/a.md",
        page("hyperscaler: microsoft\ncontexts: [joint]\n"),
    );
    let deck = book.path().join("content/decks/a.pptx");
    let elsewhere = Playbook::bare();
    elsewhere
        .lint(&[deck.to_str().expect("UTF-8")])
        .exits(0)
        .says("1 deck, 2 slides read; nothing found");
}

#[cfg(unix)]
#[test]
fn a_way_through_a_link_leads_to_the_same_page() {
    let book = Playbook::new(SITE).deck("content/decks/a.pptx", AZURE);
    let book = book.file(
        "content/decks/a.md",
        page("hyperscaler: microsoft\ncontexts: [joint]\n"),
    );
    let elsewhere = Playbook::bare();
    std::os::unix::fs::symlink(book.path(), elsewhere.path().join("book")).expect("a link");
    elsewhere.lint(&["book/content/decks/a.pptx"]).exits(0);
    elsewhere.lint(&["book/content"]).exits(0);
}

const MARP: &str = "---\nmarp: true\n---\n\n# Hello\n\n---\n\n# Prices 😀\n\nSlowly to\nMicrosoft **Fabric** today\n";

#[test]
fn a_markdown_deck_is_told_by_line_and_column() {
    let book = Playbook::bare().file("talk.md", MARP);
    let lint = |format: &str| {
        let args = ["talk.md", "--output-format", format];
        book.lint(&[&args[..], &BOTH].concat()).exits(1)
    };
    let json = lint("json").json();
    let found = json["diagnostics"].as_array().expect("a list");
    let found = found
        .iter()
        .find(|one| one["rule"] == "wrong-hyperscaler-name" && one["part"] == "body")
        .expect("a name of another cloud");
    assert_eq!(found["slide"], 2, "{found:#}");
    assert_eq!((&found["line"], &found["column"]), (&12.into(), &1.into()));
    assert_eq!(found["matched"], "Microsoft Fabric");
    lint("text").says("--> talk.md:12:1: slide 2 \"Prices 😀\"");
    lint("concise").says("talk.md:12:1: slide 2: error[wrong-hyperscaler-name]");
    lint("github").says("file=talk.md,line=12,col=1,");
    lint("markdown").says("12<span>:</span>1, slide 2");
    lint("html").says("12:1");
    let gitlab = lint("gitlab").json();
    assert_eq!(gitlab[0]["location"]["lines"]["begin"], 12);
    let sarif = lint("sarif").json();
    let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let region =
        serde_json::json!({"startLine": 12, "startColumn": 1, "endLine": 12, "endColumn": 19});
    assert_eq!(
        place["region"], region,
        "up to the end of 'Fabric', stars and all"
    );
}

#[test]
fn what_is_a_markdown_deck_and_what_is_a_page() {
    let talk = "# Hello\n\n---\n\n# Bye\n";
    let book = Playbook::new(SITE)
        .file("content/index.md", "---\ntitle: Home\n---\n\nText\n")
        .file("content/talks/slides.md", talk)
        .file("content/talks/a.slides.md", talk)
        .file("content/decks/b.deck.md", talk)
        .file(
            "content/decks/d.md",
            "---\ntitle: D\nfile: b.deck.md\n---\n",
        )
        .file("elsewhere/e.md", MARP)
        .file("elsewhere/readme.md", "# No deck\n");
    let names = |args: &[&str]| {
        let ran = book.lint(&[args, &["--output-format", "json"], &BOTH].concat());
        let json = ran.json();
        (json["summary"]["files"].clone(), ran.status)
    };
    assert_eq!(names(&["content/talks"]).0, 2);
    assert_eq!(names(&["elsewhere"]), (1.into(), 1));
    book.lint(&["elsewhere/readme.md"])
        .exits(2)
        .complains("'marp: true'");
    // As decks and not as pages: those have no title.
    book.lint(&[&["content/talks/slides.md"][..], &BOTH].concat())
        .exits(1)
        .says("metadata-mismatch")
        .says("1 deck, 2 slides read");
    book.lint(&[&["content/decks/d.md"][..], &BOTH].concat())
        .says("1 page")
        .says_nothing_of("invalid-page");
    book.run(&["build"])
        .says_nothing_of("slides.md")
        .says_nothing_of("deck.md");
}
