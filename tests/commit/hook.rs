//! `rightdeck hook install`, and commits that meet it.

use crate::support::{AZURE, CLEAN, Ran, Repo, SITE, deck, page, program};
use std::path::Path;

const BLOCKED: &str = "Nothing is committed.";

fn count(repo: &Repo) -> String {
    repo.git(&["rev-list", "--count", "HEAD"])
}

#[track_caller]
fn hooked() -> Repo {
    let repo = Repo::committed();
    repo.rightdeck(&["hook", "install"])
        .exits(0)
        .says("The hook stands in '.git/hooks/pre-commit'");
    repo
}

#[test]
fn blocked_mended_passed() {
    let repo = hooked();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.commit(&[])
        .exits(1)
        .says("wrong-hyperscaler-name")
        .says(BLOCKED)
        .says("--no-verify");
    // Mended on disk only, it is still what is staged that would be committed.
    repo.deck("content/decks/a.pptx", "slides: [{title: Mended}]");
    repo.commit(&[]).exits(1).says(BLOCKED);
    repo.stage(&["content"]);
    repo.commit(&[]).exits(0).says_nothing_of(BLOCKED);
    assert_eq!(count(&repo), "2");
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.commit(&["--no-verify"]).exits(0);
}

#[test]
fn a_playbook_that_cannot_be_judged_blocks() {
    let repo = hooked();
    repo.file("site.toml", "[lint]\nsize = 3\n");
    repo.stage(&["site.toml"]);
    repo.commit(&[]).exits(1).says("site.toml:2").says(BLOCKED);
}

#[test]
fn all_at_once_takes_what_lies_on_disk() {
    let repo = hooked();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.commit(&["-a"]).exits(1).says("wrong-hyperscaler-name");
    repo.deck("content/decks/a.pptx", "slides: [{title: Mended}]");
    repo.commit(&["-a"]).exits(0);
    // What is staged is wrong, and what lies on disk and would be committed is not.
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.deck("content/decks/a.pptx", CLEAN);
    repo.file("note.txt", "x");
    repo.stage(&["note.txt"]);
    repo.commit(&["-a"]).exits(0);
    assert_eq!(count(&repo), "3");
}

#[test]
fn a_commit_of_named_files_is_judged_by_those() {
    let repo = hooked();
    repo.file("note.txt", "x");
    repo.git(&["add", "--intent-to-add", "note.txt"]);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.commit(&["--only", "note.txt"]).exits(0);
    assert_eq!(
        repo.git(&["show", "--name-only", "--format=", "HEAD"]),
        "note.txt"
    );
    repo.file("note.txt", "y");
    repo.commit(&["content/decks/a.pptx"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    repo.commit(&["--include", "note.txt"]).exits(1);
}

#[test]
fn amending_and_empty_commits_pass() {
    let repo = hooked();
    repo.commit(&["--amend"]).exits(0);
    repo.commit(&["--allow-empty"]).exits(0);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.commit(&["--amend"])
        .exits(1)
        .says("wrong-hyperscaler-name");
}

#[test]
fn the_first_commit_is_judged() {
    let repo = Repo::playbook();
    repo.rightdeck(&["hook", "install"]).exits(0);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.git(&["add", "--all"]);
    repo.commit(&[]).exits(1).says("wrong-hyperscaler-name");
    repo.deck("content/decks/a.pptx", CLEAN);
    repo.commit(&["-a"]).exits(0);
}

#[test]
fn a_linked_work_tree_has_the_hook_too() {
    let repo = Repo::committed();
    let linked = repo.beside("linked");
    let there = linked.to_str().unwrap();
    repo.git(&["worktree", "add", "--quiet", "-b", "side", there]);
    repo.run_in(&linked, program(), &["hook", "install"])
        .exits(0);
    repo.run_in(&linked, program(), &["hook", "install"])
        .says("already");
    assert!(repo.path().join(".git/hooks/pre-commit").is_file());
    std::fs::write(linked.join("content/decks/a.pptx"), deck(AZURE)).unwrap();
    let commit =
        |arguments: &[&str]| repo.run_in(&linked.join("content"), "git".as_ref(), arguments);
    commit(&["commit", "-am", "x"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    std::fs::write(
        linked.join("content/decks/a.pptx"),
        deck("slides: [{title: Hi}]"),
    )
    .unwrap();
    commit(&["commit", "-am", "x"]).exits(0);
}

#[test]
fn a_playbook_in_a_folder_is_found_from_the_top() {
    let repo = Repo::new();
    repo.file("the team's/book/site.toml", SITE);
    repo.file("the team's/book/content/decks/a.md", page("a.pptx", "aws"));
    repo.deck("the team's/book/content/decks/a.pptx", AZURE);
    let book = repo.path().join("the team's/book");
    repo.run_in(&book, program(), &["hook", "install"]).exits(0);
    repo.git(&["add", "--all"]);
    repo.commit(&[])
        .exits(1)
        .says("--> content/decks/a.pptx")
        .says("this deck is for AWS");
    repo.deck("the team's/book/content/decks/a.pptx", CLEAN);
    repo.commit(&["-a"]).exits(0);
}

/// Installs over a hook, commits twice, and takes it out again: the hook that was there runs whenever ours has
/// no objection, and is what it was in the end.
#[cfg(unix)]
#[track_caller]
fn keeps(text: &str, mode: u32, runs: bool) {
    use std::os::unix::fs::PermissionsExt as _;
    let repo = Repo::committed();
    let hook = repo.path().join(".git/hooks/pre-commit");
    repo.file(".git/hooks/pre-commit", text);
    std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(mode)).expect("it is there");
    for _ in 0..2 {
        repo.rightdeck(&["hook", "install"]).exits(0);
    }
    repo.deck("content/decks/a.pptx", "slides: [{title: Hi}]");
    let ran = repo.commit(&["-a"]).exits(0);
    assert_eq!(ran.err.contains("the former hook"), runs, "{ran:#?}");
    repo.deck("content/decks/a.pptx", AZURE);
    repo.commit(&["-a"])
        .exits(1)
        .says_nothing_of("the former hook");
    repo.rightdeck(&["hook", "install", "--uninstall"])
        .exits(0)
        .says("as it was before");
    assert_eq!(repo.read(".git/hooks/pre-commit"), text.as_bytes());
    let now = std::fs::metadata(&hook)
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(now & 0o777, mode);
    assert!(
        !repo
            .path()
            .join(".git/hooks/pre-commit.before-rightdeck")
            .exists()
    );
    repo.rightdeck(&["hook", "install", "--uninstall"])
        .exits(0)
        .says("no hook of ours");
}

#[cfg(unix)]
#[test]
fn a_hook_that_is_there_is_kept() {
    keeps("#!/bin/sh\necho the former hook >&2; exit 0\n", 0o755, true);
    keeps(
        "#!/usr/bin/env bash\nset -euo pipefail\nexec echo the former hook >&2",
        0o750,
        true,
    );
    keeps(
        "#!/bin/sh -eu\n[ $(basename \"$0\") = pre-commit ]\necho the former hook >&2\n",
        0o700,
        true,
    );
    // Without a line end, and switched off.
    keeps("#!/bin/sh", 0o755, false);
    keeps("#!/bin/sh\necho the former hook >&2\n", 0o644, false);
    if Path::new("/usr/bin/perl").is_file() {
        keeps(
            "#!/usr/bin/perl\nprint STDERR 'the former hook';\n",
            0o755,
            true,
        );
    }
}

#[cfg(unix)]
#[test]
fn a_hook_that_is_a_link_stays_one() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let repo = Repo::committed();
    repo.file(
        "tools/check",
        "#!/bin/sh\necho the former hook >&2\nexit 1\n",
    );
    let check = repo.path().join("tools/check");
    std::fs::set_permissions(&check, std::fs::Permissions::from_mode(0o755)).unwrap();
    let hook = repo.path().join(".git/hooks/pre-commit");
    symlink("../../tools/check", &hook).unwrap();
    repo.rightdeck(&["hook", "install"])
        .exits(0)
        .says("kept as 'pre-commit.before-rightdeck'");
    repo.commit(&["--allow-empty"])
        .exits(1)
        .says("the former hook");
    assert!(
        repo.read("tools/check").ends_with(b"exit 1\n"),
        "what it leads to is not touched"
    );
    repo.rightdeck(&["hook", "install", "--uninstall"]).exits(0);
    assert_eq!(
        std::fs::read_link(&hook).unwrap(),
        Path::new("../../tools/check")
    );
}

#[test]
fn a_hook_of_our_own_goes_without_a_trace() {
    let repo = hooked();
    repo.rightdeck(&["hook", "install", "--uninstall"]).exits(0);
    assert!(!repo.path().join(".git/hooks/pre-commit").exists());
    repo.deck("content/decks/a.pptx", AZURE);
    repo.commit(&["-a"]).exits(0);
}

#[test]
fn core_hooks_path_is_followed() {
    let repo = Repo::committed();
    repo.git(&["config", "core.hooksPath", ".githooks"]);
    repo.rightdeck(&["hook", "install"])
        .exits(0)
        .says("'.githooks/pre-commit'")
        .says("commit it");
    let text = String::from_utf8(repo.read(".githooks/pre-commit")).unwrap();
    let own = program().to_str().unwrap();
    assert!(!text.contains(own), "nobody else has it there: {text}");
    repo.deck("content/decks/a.pptx", AZURE);
    repo.commit(&["-a"]).exits(1).says(BLOCKED);
}

#[test]
fn a_folder_that_others_share_is_asked_about() {
    let repo = Repo::committed();
    let shared = repo.beside("hooks");
    repo.git(&[
        "config",
        "--global",
        "core.hooksPath",
        shared.to_str().unwrap(),
    ]);
    repo.rightdeck(&["hook", "install"])
        .exits(2)
        .says("core.hooksPath names")
        .says("--shared");
    assert!(!shared.exists());
    repo.rightdeck(&["hook", "install", "--shared"]).exits(0);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.commit(&["-a"]).exits(1).says(BLOCKED);
    // Another repository of the same person has no playbook, and is left alone.
    let other = repo.beside("other");
    let git = |arguments: &[&str]| repo.run_in(&other, "git".as_ref(), arguments);
    std::fs::create_dir(&other).unwrap();
    git(&["init", "--quiet"]).exits(0);
    std::fs::write(other.join("a.pptx"), deck(AZURE)).unwrap();
    git(&["add", "--all"]).exits(0);
    git(&["commit", "-m", "x"]).exits(0);
    repo.rightdeck(&["hook", "install", "--uninstall"]).exits(0);
    assert!(!shared.join("pre-commit").exists());
}

#[test]
fn folders_that_others_write_are_left_to_them() {
    let repo = Repo::committed();
    repo.git(&["config", "core.hooksPath", ".husky/_"]);
    repo.rightdeck(&["hook", "install"])
        .exits(2)
        .says(".husky/pre-commit");
    repo.git(&["config", "--unset", "core.hooksPath"]);
    repo.file(
        ".git/hooks/pre-commit",
        "#!/bin/sh\ncall_lefthook run pre-commit\n",
    );
    repo.rightdeck(&["hook", "install"])
        .exits(0)
        .says("lefthook.yml");
}

#[cfg(unix)]
#[test]
fn without_the_program_nothing_passes() {
    let repo = hooked();
    let commit = |program: &str| {
        let hook = String::from_utf8(repo.read(".git/hooks/pre-commit")).unwrap();
        let own = crate::support::program().to_str().unwrap();
        repo.file(".git/hooks/pre-commit", hook.replace(own, program));
        // Only git and what the hook itself calls.
        let path = std::env::var_os("PATH").unwrap();
        let mut command = repo.bare_command("git".as_ref(), &path);
        command
            .args(["commit", "--allow-empty", "-m", "x"])
            .current_dir(repo.path());
        let ran = Ran::of(&command.output());
        repo.file(".git/hooks/pre-commit", hook);
        ran
    };
    if std::env::split_paths(&std::env::var_os("PATH").unwrap())
        .any(|folder| folder.join("rightdeck").exists())
    {
        eprintln!("skipped: a rightdeck is installed on this machine");
        return;
    }
    commit("/nowhere/rightdeck")
        .exits(1)
        .says("The program rightdeck is not found")
        .says("--no-verify");
    // Where the path does not have it, the place it was installed from is remembered.
    let own = crate::support::program().to_str().unwrap();
    commit(own).exits(0);
}

#[test]
fn where_there_is_no_repository_it_says_so() {
    let repo = Repo::new();
    let elsewhere = repo.beside("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    repo.run_in(&elsewhere, program(), &["hook", "install"])
        .exits(2)
        .says("git says no")
        .says("not a git repository");
    repo.rightdeck(&["--root", "nowhere", "hook", "install"])
        .exits(2)
        .says("it has no site.toml");
    repo.rightdeck(&["hook", "install"])
        .exits(0)
        .says("There is no site.toml here");
}
