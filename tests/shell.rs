//! What shells and `man` are told: completions that the shells themselves accept, pages that `mandoc` accepts.
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]
#![expect(clippy::disallowed_methods, reason = "a test looks at what is written")]

use std::io::Write as _;
use std::process::{Command, Stdio};

fn rightdeck(args: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args(args)
        .output()
        .expect("it runs");
    (
        done.status.success(),
        String::from_utf8(done.stdout).expect("text"),
    )
}

/// What a program says of a text; None where there is no such program.
fn checked(program: &str, args: &[&str], text: &str) -> Option<(bool, String)> {
    let started = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("skipped: there is no {program} here");
        return None;
    };
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(text.as_bytes()).expect("it listens");
    drop(stdin);
    let done = child.wait_with_output().expect("it ends");
    let said = [done.stdout, done.stderr].concat();
    Some((
        done.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

#[test]
fn shells_accept_their_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (done, script) = rightdeck(&["completions", shell]);
        assert!(done, "{shell}");
        for word in ["lint", "hyperscaler", "credentials-not-there"] {
            let wanted = word != "credentials-not-there";
            assert_eq!(script.contains(word), wanted, "{shell}: {word}");
        }
        let (program, args) = match shell {
            "powershell" => (
                "pwsh",
                &["-NoProfile", "-NonInteractive", "-Command", "-"][..],
            ),
            "elvish" => ("elvish", &["-compileonly", "/dev/stdin"][..]),
            "zsh" => ("zsh", &["-n", "/dev/stdin"][..]),
            "fish" => ("fish", &["-n", "/dev/stdin"][..]),
            _ => ("bash", &["-n", "/dev/stdin"][..]),
        };
        if let Some((accepted, said)) = checked(program, args, &script) {
            assert!(accepted && said.trim().is_empty(), "{shell}: {said}");
        }
    }
    assert!(!rightdeck(&["completions", "tcsh"]).0);
}

/// Bash, asked what may follow.
#[test]
fn bash_completes() {
    let (_, script) = rightdeck(&["completions", "bash"]);
    let ask = "\nCOMP_WORDS=(rightdeck lint --con); COMP_CWORD=2; _rightdeck rightdeck --con lint; echo \"${COMPREPLY[@]}\"\n";
    if let Some((done, said)) = checked("bash", &["-s"], &format!("{script}{ask}")) {
        assert!(done, "{said}");
        assert_eq!(said.trim(), "--context");
    }
}

#[test]
fn manual_pages_are_sound() {
    let (_, help) = rightdeck(&["--help"]);
    let verbs = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let verbs = verbs.take_while(|line| line.starts_with("  "));
    let verbs: Vec<&str> = verbs
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(verbs.len() > 8, "{verbs:?}");
    for verb in verbs
        .iter()
        .copied()
        .filter(|verb| *verb != "help")
        .map(Some)
        .chain([None])
    {
        let (done, page) = rightdeck(&["man"].into_iter().chain(verb).collect::<Vec<_>>());
        let name = verb.map_or("rightdeck".to_owned(), |verb| format!("rightdeck-{verb}"));
        assert!(done, "{name}");
        assert!(page.contains(&format!(".TH {name} 1 \"\" ")), "{page}");
        if let Some((_, said)) = checked("mandoc", &["-Tlint", "-W", "error"], &page) {
            assert!(said.is_empty(), "{name}: {said}");
        }
        if let Some((done, shown)) = checked("mandoc", &["-Thtml"], &page) {
            assert!(done && shown.contains("SYNOPSIS"), "{name}: {shown}");
        }
    }
    assert!(!rightdeck(&["man", "lnit"]).0);
}

#[test]
fn schemas_are_listed_and_printed() {
    let (_, list) = rightdeck(&["schema"]);
    assert_eq!(list.lines().count(), rightdeck::schemas::ALL.len());
    for schema in rightdeck::schemas::ALL {
        let (done, text) = rightdeck(&["schema", schema.name]);
        assert!(done && text == schema.text, "{}", schema.name);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("a/b");
    assert!(rightdeck(&["schema", "--out", &into.to_string_lossy()]).0);
    assert!(into.join("site.schema.json").is_file());
    assert!(!rightdeck(&["schema", "sites"]).0);
}
