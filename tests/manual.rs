//! The manual is a playbook that builds and lints clean, and its tutorial tells the truth: each file it has readers
//! save is saved, each command is run, and what it prints is compared.
//!
//! `MANUAL=overwrite cargo test --test manual` writes what the commands print into the tutorial; read what changed.

#![expect(clippy::disallowed_methods, reason = "a test makes its own folders")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rightdeck(folder: &Path, args: &[&str]) -> (i32, String) {
    run(folder, env!("CARGO_BIN_EXE_rightdeck"), args)
}

/// Exit status and what was printed, errors after the rest.
fn run(folder: &Path, program: &str, args: &[&str]) -> (i32, String) {
    let done = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("PATH", path_with_rightdeck())
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8(said).expect("text").replace("\r\n", "\n");
    (done.status.code().unwrap_or(-1), said)
}

/// The path with the program under test first: a hook looks for it there.
fn path_with_rightdeck() -> std::ffi::OsString {
    let program = Path::new(env!("CARGO_BIN_EXE_rightdeck"));
    let own = program.parent().expect("a folder").to_path_buf();
    let others = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others)))
        .expect("a path")
}

#[test]
fn the_manual_builds_and_lints_clean() {
    let out = tempfile::tempdir().expect("a folder");
    let site = out.path().join("site");
    let root = repository().join("docs/manual");
    let root = root.to_string_lossy();
    let built = rightdeck(
        repository(),
        &["--root", &root, "build", "--out", &site.to_string_lossy()],
    );
    assert_eq!(built.0, 0, "{}", built.1);
    for page in [
        "",
        "tutorial/",
        "guides/block/",
        "guides/hooks/",
        "guides/ci/",
        "guides/baseline/",
        "reference/reports/",
        "concepts/rooms/",
        "reference/rules/outdated-term/",
        "reference/commands/",
    ] {
        assert!(site.join(page).join("index.html").is_file(), "{page}");
    }
    let judged = rightdeck(
        repository(),
        &["--root", &root, "lint", "--fail-on", "note"],
    );
    assert_eq!(judged.0, 0, "{}", judged.1);
}

/// What README and the other pages for builders link to in this repository is there.
#[test]
fn links_between_documents_lead_somewhere() {
    let mut pages = vec!["README.md", "CONTRIBUTING.md", "themes/default/README.md"];
    pages.extend([
        "docs/design.md",
        "docs/benchmarks.md",
        "docs/search-format.md",
    ]);
    for page in pages {
        let path = repository().join(page);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
        for (number, line) in (1..).zip(text.lines()) {
            for part in line.split("](").skip(1) {
                let target = part.split([')', '#']).next().unwrap_or_default();
                if !target.is_empty() && !target.contains("://") {
                    let found = path.parent().expect("a folder").join(target).exists();
                    assert!(found, "{page}:{number}: '{target}' is not there");
                }
            }
        }
    }
}

/// A block of the tutorial: its lines, without the fences.
struct Block<'a> {
    /// What stands after the fence: `console`, `yaml`.
    kind: &'a str,
    /// The file that the paragraph above has readers save it as.
    file: Option<&'a str>,
    /// The lines, from and to.
    lines: std::ops::Range<usize>,
}

/// The fenced blocks, with 'as `path`:' of the paragraph above.
fn blocks<'a>(lines: &[&'a str]) -> Vec<Block<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(kind) = lines[at].strip_prefix("```") else {
            at += 1;
            continue;
        };
        let end = (at + 1..lines.len())
            .find(|&line| lines[line] == "```")
            .expect("an end");
        let above = lines[..at].iter().rev().find(|line| !line.is_empty());
        let saved = above.and_then(|line| line.strip_suffix("`:"));
        let file = saved
            .and_then(|line| line.rsplit('`').next())
            .filter(|path| path.contains('.'));
        found.push(Block {
            kind,
            file,
            lines: at + 1..end,
        });
        at = end + 1;
    }
    found
}

/// Words as a shell parts them, as far as the tutorial goes: double quotes hold blanks.
fn words(command: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut quoted = false;
    for letter in command.chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => all.push(String::new()),
            _ => all.last_mut().expect("one").push(letter),
        }
    }
    all
}

/// What differs from day to day, from machine to machine and from theme to theme: days, times, counts of files.
fn steady(text: &str) -> String {
    let day = regex::Regex::new(r"\b20[2-8]\d-\d\d-\d\d\b").expect("sound");
    let time = regex::Regex::new(r"\b\d+\.\d\d s\b").expect("sound");
    let text = day.replace_all(text, "DAY");
    let count = regex::Regex::new(r"\b\d+ (files? written|kept)\b").expect("sound");
    let text = count.replace_all(&text, "SOME $1");
    time.replace_all(&text, "TIME").trim_end().to_owned()
}

#[test]
fn the_tutorial_tells_the_truth() {
    let path: PathBuf = repository().join("docs/manual/content/tutorial.md");
    let text = fs::read_to_string(&path)
        .expect("the tutorial")
        .replace("\r\n", "\n");
    let lines: Vec<&str> = text.lines().collect();
    let folder = tempfile::tempdir().expect("a folder");
    let mut here = folder.path().to_path_buf();
    let (mut commands, mut files) = (0, 0);
    let mut out: Vec<String> = Vec::new();
    let mut done = 0;
    for block in blocks(&lines) {
        out.extend(
            lines[done..block.lines.start]
                .iter()
                .map(|line| (*line).to_owned()),
        );
        let body = &lines[block.lines.clone()];
        done = block.lines.end;
        if let Some(file) = block.file {
            assert!(!file.contains(".."), "{file}");
            let file = here.join(file);
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, format!("{}\n", body.join("\n"))).expect("a file");
            files += 1;
        }
        if block.kind != "console" {
            out.extend(body.iter().map(|line| (*line).to_owned()));
            continue;
        }
        for command in body.iter().filter_map(|line| line.strip_prefix("$ ")) {
            commands += 1;
            out.push(format!("$ {command}"));
            let words = words(command);
            let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let said = match (words[0].as_str(), &args[..]) {
                ("cd", [into]) => {
                    here.push(into);
                    String::new()
                }
                ("rightdeck", args) => rightdeck(&here, args).1,
                ("git", args) => run(&here, "git", args).1,
                (other, _) => panic!("the tutorial runs '{other}', which this test does not"),
            };
            out.extend(said.trim_end().lines().map(str::to_owned));
        }
    }
    out.extend(lines[done..].iter().map(|line| (*line).to_owned()));
    assert!(
        commands >= 10 && files >= 4,
        "{commands} commands, {files} files"
    );
    let made = format!("{}\n", out.join("\n"));
    if std::env::var_os("MANUAL").is_some_and(|word| word == "overwrite") {
        if steady(&made) != steady(&text) {
            fs::write(path, made).expect("the tutorial");
        }
        return;
    }
    let (made, text) = (steady(&made), steady(&text));
    let pairs = (1..).zip(text.lines().zip(made.lines()));
    let first = pairs.into_iter().find(|(_, (told, said))| told != said);
    assert!(
        made == text,
        "the tutorial tells something else than the commands do, first in {first:?}.\n\
         `MANUAL=overwrite cargo test --test manual` writes it anew; read what changed."
    );
}
