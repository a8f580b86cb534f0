//! The wheel, and hooks that pre-commit and prek run with it.
//!
//! `cargo xtask test` installs those and builds the wheel. Without them a test says that it is skipped.

use crate::support::{AZURE, CLEAN, Ran, Repo, program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn top() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tool(name: &str) -> Option<PathBuf> {
    let place = top().join("target/hook-tools/bin").join(name);
    if !place.is_file() {
        eprintln!("skipped: there is no {name}; `cargo xtask test` installs it");
        return None;
    }
    Some(place)
}

fn wheel() -> Option<PathBuf> {
    let folder = fs::read_dir(top().join("target/wheel"))
        .into_iter()
        .flatten();
    let wheel = folder
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|one| one == "whl"));
    if wheel.is_none() {
        eprintln!("skipped: there is no wheel; `cargo xtask test` builds it");
    }
    wheel
}

#[track_caller]
fn run(command: &mut Command) -> Ran {
    Ran::of(&command.output()).exits(0)
}

#[test]
fn a_wheel_is_installed_into_a_fresh_environment() {
    let Some(wheel) = wheel() else { return };
    let name = wheel.file_name().expect("it is there").to_str().unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert!(
        name.starts_with(&format!("rightdeck-{version}-py3-none-")),
        "{name}"
    );
    let folder = tempfile::tempdir().expect("it is there");
    let venv = folder.path().join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    let pip = venv.join("bin/pip");
    run(Command::new(&pip)
        .args(["install", "--no-index", "--disable-pip-version-check"])
        .arg(&wheel));
    let installed = venv.join("bin/rightdeck");
    let said = run(Command::new(&installed).arg("--version"));
    assert_eq!(said.out.trim(), format!("rightdeck {version}"));
    let shown = run(Command::new(&pip).args(["show", "rightdeck"]));
    shown.says(&format!("Version: {version}"));

    // It does what the program does, with nothing of this repository around it.
    let repo = Repo::committed();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.git(&["add", "--all"]);
    let by_wheel = repo.run_in(repo.path(), &installed, &["lint", "--staged"]);
    let by_build = repo.lint(&[]);
    assert_eq!((by_wheel.status, by_wheel.out), (1, by_build.out));
}

/// A block of the guide to hooks, by its first line.
fn documented(first: &str) -> String {
    let text =
        fs::read_to_string(top().join("docs/manual/content/guides/hooks.md")).expect("it is there");
    let mut blocks = text.split("```").skip(1).step_by(2);
    let block = blocks.find_map(|block| block.split_once('\n')?.1.strip_prefix(first));
    block
        .unwrap_or_else(|| panic!("no block that begins with {first}"))
        .to_owned()
}

/// What a person does from the first commit on, with a hook that is installed.
fn blocked_mended_passed(repo: &Repo, git: &dyn Fn(&[&str]) -> Ran) {
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    git(&["commit", "-m", "x"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    // What lies on disk is right, and not staged.
    repo.deck("content/decks/a.pptx", "slides: [{title: Mended}]");
    git(&["commit", "-m", "x"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    repo.stage(&["content"]);
    git(&["commit", "-m", "x"]).exits(0);
    repo.deck("content/decks/a.pptx", AZURE);
    git(&["commit", "-am", "x"])
        .exits(1)
        .says("wrong-hyperscaler-name");
    repo.deck("content/decks/a.pptx", CLEAN);
    git(&["commit", "-am", "x"]).exits(0);
    repo.file("note.txt", "no deck");
    repo.git(&["add", "--all"]);
    git(&["commit", "-m", "x"]).exits(0);
}

/// A commit as somebody makes it who has pre-commit, and no rightdeck in the path.
fn with_home<'a>(repo: &'a Repo, home: &'a Path) -> impl Fn(&[&str]) -> Ran + 'a {
    move |arguments| {
        let path = std::env::var_os("PATH").expect("it is there");
        let mut command = repo.bare_command("git".as_ref(), &path);
        command.args(arguments).current_dir(repo.path());
        command.env("PRE_COMMIT_HOME", home).env("PREK_HOME", home);
        command.env("PRE_COMMIT_COLOR", "never");
        Ran::of(&command.output())
    }
}

fn install(repo: &Repo, tool: &Path, config: &str, home: &Path) {
    repo.file(".pre-commit-config.yaml", config);
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "-m", "hooks"]);
    let mut command = repo.command(tool);
    run(command
        .arg("install")
        .env("PRE_COMMIT_HOME", home)
        .env("PREK_HOME", home));
}

#[test]
fn pre_commit_runs_the_wheel() {
    let (Some(pre_commit), Some(wheel)) = (tool("pre-commit"), wheel()) else {
        return;
    };
    let manifest = top().join(".pre-commit-hooks.yaml");
    run(Command::new(&pre_commit)
        .arg("validate-manifest")
        .arg(&manifest));
    let here = format!("rightdeck @ file://{}", wheel.display());
    let homes = tempfile::tempdir().expect("it is there");

    // As it stands in the guide, but for the place of the wheel.
    let config = documented("# .pre-commit-config.yaml\n").replace("rightdeck==0.1.0", &here);
    let repo = Repo::committed();
    install(&repo, &pre_commit, &config, homes.path());
    blocked_mended_passed(&repo, &with_home(&repo, homes.path()));

    // A small repository of hooks.
    let hooks = Repo::new();
    hooks.file(
        ".pre-commit-hooks.yaml",
        fs::read(&manifest).expect("it is there"),
    );
    let project = documented("# pyproject.toml\n").replace("rightdeck==0.1.0", &here);
    hooks.file("pyproject.toml", project);
    hooks.git(&["add", "--all"]);
    hooks.git(&["commit", "--quiet", "-m", "hooks"]);
    hooks.git(&["tag", "v0.1.0"]);
    let config = format!(
        "repos:\n- repo: {}\n  rev: v0.1.0\n  hooks:\n  - id: rightdeck\n  - id: rightdeck-files\n",
        hooks.path().display()
    );
    let repo = Repo::committed();
    install(&repo, &pre_commit, &config, homes.path());
    blocked_mended_passed(&repo, &with_home(&repo, homes.path()));

    let all = |more: &[&str]| {
        let mut command = repo.command(&pre_commit);
        command.args(["run", "--all-files"]).args(more);
        command.env("PRE_COMMIT_HOME", homes.path());
        Ran::of(&command.output())
    };
    all(&["rightdeck"]).exits(1).says("nothing is staged");
    let by_name = ["--hook-stage", "manual", "rightdeck-files"];
    all(&by_name).exits(0).says("Passed");
    repo.deck("content/decks/a.pptx", AZURE);
    all(&by_name).exits(1).says("wrong-hyperscaler-name");
}

#[test]
fn pre_commit_and_prek_run_what_is_installed() {
    for name in ["pre-commit", "prek"] {
        let Some(tool) = tool(name) else { continue };
        let hooks = Repo::new();
        hooks.file(
            ".pre-commit-hooks.yaml",
            fs::read(top().join(".pre-commit-hooks.yaml")).expect("it is there"),
        );
        hooks.git(&["add", "--all"]);
        hooks.git(&["commit", "--quiet", "-m", "hooks"]);
        hooks.git(&["tag", "v0.1.0"]);
        let config = format!(
            "repos:\n- repo: {}\n  rev: v0.1.0\n  hooks:\n  - id: rightdeck-system\n",
            hooks.path().display()
        );
        let homes = tempfile::tempdir().expect("it is there");
        let repo = Repo::committed();
        install(&repo, &tool, &config, homes.path());
        let git = |arguments: &[&str]| {
            let mut command = repo.command("git".as_ref());
            command.args(arguments);
            command
                .env("PRE_COMMIT_HOME", homes.path())
                .env("PREK_HOME", homes.path());
            Ran::of(&command.output())
        };
        blocked_mended_passed(&repo, &git);
        // Ours beside theirs.
        repo.run_in(repo.path(), program(), &["hook", "install"])
            .exits(0);
        repo.deck("content/decks/a.pptx", AZURE);
        git(&["commit", "-am", "x"])
            .exits(1)
            .says("Nothing is committed.");
        repo.run_in(repo.path(), program(), &["hook", "install", "--uninstall"])
            .exits(0);
        git(&["commit", "-am", "x"])
            .exits(1)
            .says("rightdeck (what is staged)");
    }
}
