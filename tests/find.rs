//! `rightdeck find`: the right deck for a room, in a terminal.

#![expect(
    clippy::disallowed_methods,
    reason = "a test makes its own folder and looks at what is said"
)]

use rightdeck_kit::{TextDeck, pptx};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A playbook of four decks.
fn playbook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    put("site.toml", "[site]\ntitle = 'Tiny'\n");
    for (slug, front) in [
        (
            "pitch",
            "title: Why us\nhyperscaler: aws\ncontexts: [customer, joint]\nkind: pitch\nstatus: approved\nowner: ada@example.com\nreviewed: 2026-10-01\nexpires: 2027-01-31\nproducts: [Reef]",
        ),
        (
            "deep",
            "title: How it works\nhyperscaler: aws\ncontexts: [joint]\nkind: technical\nstatus: approved\nproducts: [Tide]",
        ),
        (
            "other",
            "title: Why us there\nhyperscaler: microsoft\ncontexts: [joint]\nkind: pitch\nstatus: approved\nexpires: 2026-11-20\nowner: bo@example.com",
        ),
        (
            "war",
            "title: \"Battle\\u001bcard\"\nhyperscaler: none\ncontexts: [internal]\nstatus: approved",
        ),
    ] {
        put(
            &format!("content/decks/{slug}.md"),
            &format!("---\nfile: {slug}.pptx\n{front}\n---\nTalk.\n"),
        );
        let deck = pptx(&TextDeck::from_yaml(&format!(
            "slides: [{{title: Slide of {slug}}}]"
        )));
        let path = folder.path().join(format!("content/decks/{slug}.pptx"));
        std::fs::write(path, deck).expect("written");
    }
    folder
}

fn find(root: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .args(["find", "--today", "2026-11-21"])
        .args(args)
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .expect("it starts")
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr)
}

#[test]
fn one_room_has_one_right_deck_and_the_others_say_why_not() {
    let folder = playbook();
    let out = find(
        folder.path(),
        &["--hyperscaler", "aws", "--context", "joint"],
    );
    assert_eq!(out.status.code(), Some(0));
    assert_eq!(
        said(&out),
        "Why us\n  content/decks/pitch.pptx\n  approved; owner ada@example.com, reviewed 2026-10-01, expires 2027-01-31\n\
         Also fit: How it works  content/decks/deep.pptx\nDo not show:\n  Battle\\u{1b}card: only for: internal\n  \
         Why us there: made for Microsoft; expired on 2026-11-20\n"
    );
}

#[test]
fn where_none_is_right_it_says_so_and_whom_to_ask() {
    let folder = playbook();
    let out = find(
        folder.path(),
        &["--hyperscaler", "microsoft", "--context", "joint"],
    );
    assert_eq!(out.status.code(), Some(1));
    assert_eq!(
        said(&out),
        "No deck is right for Microsoft and a customer together.\nDo not show:\n  Why us there: expired on 2026-11-20\n  \
         Battle\\u{1b}card: only for: internal\n  Why us: made for AWS\n  and 1 more\n\
         Ask bo@example.com, who answers for the nearest one.\n"
    );
    let day_before = find(
        folder.path(),
        &[
            "--hyperscaler",
            "microsoft",
            "--context",
            "joint",
            "--today",
            "2026-11-20",
        ],
    );
    assert_eq!(
        day_before.status.code(),
        Some(2),
        "one day is one day: {}",
        said(&day_before)
    );
}

#[test]
fn without_a_room_all_of_them_are_answered() {
    let folder = playbook();
    let text = said(&find(folder.path(), &[]));
    assert!(text.contains("AWS           internal     Battle"), "{text}");
    assert!(
        text.contains("              joint        Why us  content/decks/pitch.pptx"),
        "{text}"
    );
    assert!(text.contains("Microsoft     internal"), "{text}");
    assert_eq!(text.lines().count(), 12, "{text}");
    let alone = find(folder.path(), &["--context", "customer"]);
    assert!(
        said(&alone).starts_with("No deck is right for a customer alone."),
        "{}",
        said(&alone)
    );
}

#[test]
fn words_and_wishes_narrow_it_down() {
    let folder = playbook();
    let room = ["--hyperscaler", "aws", "--context", "joint"];
    let first = |more: &[&str]| {
        let args: Vec<&str> = more.iter().chain(&room).copied().collect();
        said(&find(folder.path(), &args))
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(first(&["how", "it WORSK"]), "How it works");
    assert_eq!(first(&["slide deep"]), "How it works");
    assert_eq!(first(&["--kind", "technical"]), "How it works");
    assert_eq!(first(&["--product", "tide"]), "How it works");
    assert_eq!(
        first(&["nonesuch"]),
        "No deck by these words is right for AWS and a customer together."
    );
    // Words alone: the rooms that have a deck for them, and what the playbook says.
    std::fs::write(
        folder.path().join("content/glossary.yaml"),
        "- term: Slide rule\n  definition: It works.\n",
    )
    .expect("written");
    assert_eq!(
        said(&find(folder.path(), &["works"])),
        "AWS  joint        How it works  content/decks/deep.pptx\nIn the playbook:\n  Slide rule  glossary/slide-rule/\n"
    );
}

#[test]
fn programs_get_json() {
    let folder = playbook();
    let out = find(
        folder.path(),
        &[
            "--hyperscaler",
            "aws",
            "--context",
            "joint",
            "--output-format",
            "json",
        ],
    );
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["today"], "2026-11-21");
    let room = &json["rooms"][0];
    assert_eq!(room["right"]["file"], "content/decks/pitch.pptx");
    assert_eq!(room["also"][0]["slug"], "deep");
    assert_eq!(
        room["barred"],
        serde_json::json!([
            {"slug": "war", "title": "Battle\u{1b}card", "bars": [{"bar": "context", "value": ["internal"]}]},
            {"slug": "other", "title": "Why us there", "bars": [{"bar": "hyperscaler", "value": ["microsoft"]}, {"bar": "expired", "value": "2026-11-20"}]},
        ])
    );
}

#[test]
fn mistakes_are_told_before_anything_is_found() {
    let folder = playbook();
    let out = find(folder.path(), &["--hyperscaler", "azure"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said(&out)
            .contains("there is no hyperscaler 'azure'; known are aws, google, microsoft, none"),
        "{}",
        said(&out)
    );
    std::fs::write(
        folder.path().join("content/decks/war.md"),
        "---\ntitle: x\nstatus: aproved\n---\n",
    )
    .expect("written");
    let out = find(folder.path(), &[]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        said(&out).contains(
            "content/decks/war.md:3:9: 'aproved' is not known in 'status'; did you mean 'approved'?"
        ),
        "{}",
        said(&out)
    );
    let elsewhere = tempfile::tempdir().expect("a folder");
    let out = find(elsewhere.path(), &[]);
    assert!(
        said(&out).contains("there is no playbook here"),
        "{}",
        said(&out)
    );
}
