//! `rightdeck init`, and what a new playbook is good for: build, lint, find, commit.
#![expect(clippy::disallowed_methods, reason = "a test looks at what is written")]

use rightdeck_kit::{TextDeck, pptx};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::iter::once;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

struct Ran {
    status: i32,
    out: String,
    err: String,
}

fn run(folder: &Path, program: &str, args: &[&str]) -> Ran {
    let done = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("PATH", path_with_rightdeck())
        .stdin(Stdio::null())
        .output()
        .expect("it can be started");
    let text = |bytes: Vec<u8>| {
        String::from_utf8(bytes)
            .expect("text")
            .replace("\r\n", "\n")
    };
    Ran {
        status: done.status.code().unwrap_or(-1),
        out: text(done.stdout),
        err: text(done.stderr),
    }
}

/// The path with the program under test first: a hook looks for it there.
fn path_with_rightdeck() -> OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_rightdeck"));
    let own = program.parent().expect("a folder").to_path_buf();
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(once(own).chain(env::split_paths(&others))).expect("a path")
}

fn rightdeck(folder: &Path, args: &[&str]) -> Ran {
    run(folder, env!("CARGO_BIN_EXE_rightdeck"), args)
}

fn new() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Everything below a folder with its bytes, by path.
fn all(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    walk.map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.depth() > 0)
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("inside");
            let bytes = fs::read(entry.path()).unwrap_or_default();
            (path.to_string_lossy().replace('\\', "/"), bytes)
        })
        .collect()
}

#[test]
fn a_new_playbook_builds_lints_clean_finds_its_deck_and_can_be_committed() {
    let folder = new();
    let root = folder.path().join("play book");
    let made = rightdeck(
        folder.path(),
        &["init", "play book", "--today", "2026-11-22"],
    );
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(made.out, "");
    assert_eq!(
        made.err,
        "31 files in play book\nNext:\n  cd 'play book'\n  rightdeck serve\n\
         README.md and the home page say how to go on.\n"
    );
    let built = rightdeck(&root, &[]);
    assert_eq!(built.status, 0, "{}", built.err);
    assert!(root.join("public/internal/index.html").is_file());
    assert!(
        root.join("public/aws/decks/ten-minutes/index.html")
            .is_file()
    );
    // A draft is for colleagues.
    assert!(
        root.join("public/internal/credentials/aws/index.html")
            .is_file()
    );
    assert!(!root.join("public/aws/credentials").exists());

    let judged = rightdeck(
        &root,
        &["lint", "--today", "2026-11-22", "--fail-on", "note"],
    );
    assert_eq!(
        (judged.status, judged.out.as_str()),
        (0, "1 deck, 3 slides, 8 pages read; nothing found\n")
    );
    // Wherever it is taken.
    for id in ["aws", "microsoft", "google"] {
        let args = [
            "lint",
            "content",
            "--hyperscaler",
            id,
            "--context",
            "internal,customer",
            "--fail-on",
            "note",
        ];
        assert_eq!(rightdeck(&root, &args).status, 0, "{id}");
    }
    let found = rightdeck(
        &root,
        &["find", "--context", "customer", "--today", "2026-11-22"],
    );
    assert_eq!(found.status, 0, "{}", found.err);
    assert!(
        found.out.starts_with("Brightwell in ten minutes\n"),
        "{}",
        found.out
    );
    let found = rightdeck(
        &root,
        &["find", "--context", "customer", "--today", "2028-01-01"],
    );
    assert_eq!(found.status, 1, "it has expired: {}", found.out);

    for args in [
        &["init", "-q"][..],
        &["add", "."],
        &[
            "-c",
            "user.name=Ada",
            "-c",
            "user.email=ada@example.com",
            "commit",
            "-qm",
            "Begin",
        ],
    ] {
        let done = run(&root, "git", args);
        assert_eq!(done.status, 0, "git {args:?}: {}", done.err);
    }
    let listed = run(
        &root,
        "git",
        &["ls-files", "public", "site.toml", ".gitignore"],
    );
    assert_eq!(listed.out, ".gitignore\nsite.toml\n");
    // With a history, pages have days.
    assert_eq!(rightdeck(&root, &["build"]).status, 0);
}

#[test]
fn in_a_repository_readme_and_gitignore_stay_and_the_hook_blocks_a_bad_deck() {
    let folder = new();
    let root = folder.path();
    assert_eq!(run(root, "git", &["init", "-q"]).status, 0);
    fs::write(root.join("README.md"), "ours\n").expect("a file");
    fs::write(root.join(".gitignore"), "*.tmp\n").expect("a file");
    let made = rightdeck(root, &["init"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(made.err.starts_with("29 files in .\n"), "{}", made.err);
    assert!(
        made.err
            .contains("add these lines to it:\n  /public/\n  /.rightdeck/\n"),
        "{}",
        made.err
    );
    let told =
        "The hook stands in '.git/hooks/pre-commit': what is staged is judged before each commit.";
    assert!(made.err.contains(told), "{}", made.err);
    assert!(!made.err.contains("cd "), "{}", made.err);
    assert_eq!(
        fs::read_to_string(root.join("README.md")).expect("it"),
        "ours\n"
    );
    assert_eq!(
        fs::read_to_string(root.join(".gitignore")).expect("it"),
        "*.tmp\n"
    );
    assert_eq!(rightdeck(root, &["build"]).status, 0);

    let commit = || {
        assert_eq!(run(root, "git", &["add", "."]).status, 0);
        let ada = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
        run(root, "git", &[&ada[..], &["commit", "-qm", "x"]].concat())
    };
    let begun = commit();
    assert_eq!(begun.status, 0, "a new playbook passes: {}", begun.err);
    let (page, deck) = (
        root.join("content/decks/ten-minutes.md"),
        root.join("content/decks/ten-minutes.pptx"),
    );
    let good = (
        fs::read_to_string(&page).expect("it"),
        fs::read(&deck).expect("it"),
    );
    let for_aws = good.0.replace("hyperscaler: none", "hyperscaler: aws");
    let for_aws = for_aws.replace("[internal, customer]", "[hyperscaler]");
    fs::write(&page, for_aws).expect("a file");
    let bad = "slides: [{title: Runs on Azure Synapse}]";
    fs::write(&deck, pptx(&TextDeck::from_yaml(bad))).expect("a file");
    let stopped = commit();
    assert_eq!(stopped.status, 1, "{}", stopped.err);
    let said = [stopped.out, stopped.err].concat();
    assert!(said.contains("error[wrong-hyperscaler-name]"), "{said}");
    let count = || run(root, "git", &["rev-list", "--count", "HEAD"]).out;
    assert_eq!(count(), "1\n");
    fs::write(&page, format!("{}\nOne line more.\n", good.0)).expect("a file");
    fs::write(&deck, good.1).expect("a file");
    let mended = commit();
    assert_eq!(mended.status, 0, "{}", mended.err);
    assert_eq!(count(), "2\n");
}

#[test]
fn nothing_is_written_over() {
    let cases: &[(&[&str], &str)] = &[
        (&["site.toml"], "there is a playbook in 'a' already"),
        (&["content/x.txt"], "'content' in 'a' is in the way"),
        (
            &["rules/x.yaml", "content/x.txt"],
            "'rules', 'content' in 'a' are in the way",
        ),
        (&["themes/x"], "'themes' in 'a' is in the way"),
    ];
    for (paths, said) in cases {
        let folder = new();
        let root = folder.path().join("a");
        for path in *paths {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, "ours").expect("a file");
        }
        let before = all(folder.path());
        let made = rightdeck(folder.path(), &["init", "a"]);
        assert_eq!(made.status, 2, "{}", made.err);
        assert!(made.err.contains(said), "{}", made.err);
        assert_eq!(all(folder.path()), before, "{said}");
    }
    let folder = new();
    fs::write(folder.path().join("a"), "ours").expect("a file");
    let made = rightdeck(folder.path(), &["init", "a"]);
    assert_eq!(made.status, 2);
    assert!(made.err.contains("'a' is a file"), "{}", made.err);
    // A second time says so, and changes nothing.
    let made = rightdeck(folder.path(), &["init", "b/c"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let before = all(folder.path());
    let again = rightdeck(folder.path(), &["init", "b/c"]);
    assert_eq!(again.status, 2);
    assert!(
        again
            .err
            .contains("already: it has a site.toml, and nothing is written"),
        "{}",
        again.err
    );
    assert_eq!(all(folder.path()), before);
}
