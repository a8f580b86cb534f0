//! A site is written whole or not at all, and only what changed is written.

use crate::playbook::{AT_HOME, POINTS, Playbook, TINY, holds, lacks, said};
use std::time::SystemTime;

/// Two editions of forty pages.
fn many() -> Playbook {
    let playbook = Playbook::new(
        "[site]\ntitle = 'Tiny'\nbase-url = 'https://tiny.example/'\n\
         [[editions]]\nname = 'in'\naudience = 'internal'\nout = 'public/in'\n\
         [[editions]]\nname = 'out'\naudience = 'partner'\nout = 'public/out'\n",
    );
    for at in 0..40 {
        let front = format!(
            "title: Page {at}\naudience: partner\ntags: [a, b{}]\nupdates: [{{2026-01-0{}: x}}]",
            at % 7,
            1 + at % 9
        );
        playbook.page(
            &format!("s{}/p{at}.md", at % 3),
            &front,
            &format!(
                "A MACC. [n](../s{}/p{}.md)\n",
                (at + 1) % 40 % 3,
                (at + 1) % 40
            ),
        );
    }
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: x\n  audience: partner\n",
    );
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\naudience: partner\n{POINTS}"),
        "",
    );
    playbook.deck(
        "why",
        "title: Why\nstatus: approved\naudience: partner",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook
}

#[test]
fn two_builds_of_one_input_are_identical() {
    let (one, two) = (many(), many());
    one.built();
    two.built();
    let (one, two) = (one.files("public"), two.files("public"));
    assert_eq!(
        one.keys().collect::<Vec<_>>(),
        two.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &one {
        assert!(*bytes == two[path], "{path} differs");
    }
}

#[test]
fn what_has_not_changed_keeps_its_time() {
    let playbook = many();
    playbook.built();
    let times = |playbook: &Playbook| -> Vec<(String, SystemTime)> {
        let files = playbook.files("public").into_keys();
        let time = |path: &str| {
            let meta = std::fs::metadata(playbook.path("public").join(path)).expect("there");
            meta.modified().expect("its time")
        };
        // The search index is other wherever a word is.
        let files = files.filter(|path| !path.contains("/search/"));
        files.map(|path| (path.clone(), time(&path))).collect()
    };
    let before = times(&playbook);
    let text = playbook.built();
    holds(
        &text,
        &["in: 40 pages, 1 deck, 1 term in public/in (nothing changed)"],
    );
    assert_eq!(before, times(&playbook));
    playbook.page(
        "s0/p0.md",
        "title: Page 0\naudience: partner\ntags: [a, b0]\nupdates: [{2026-01-01: x}]",
        "Other words. A MACC. [n](../s1/p1.md)\n",
    );
    let text = playbook.built();
    holds(&text, &[" kept)"]);
    let changed: Vec<String> = times(&playbook)
        .into_iter()
        .zip(&before)
        .filter(|(new, old)| new != *old)
        .map(|(new, _)| new.0)
        // The mark that says whose folder it is belongs to the build, not to the site.
        .filter(|path| !path.ends_with(".rightdeck"))
        .collect();
    assert_eq!(
        changed,
        [
            "in/s0/p0.md",
            "in/s0/p0/index.html",
            "in/worker.js",
            "out/s0/p0.md",
            "out/s0/p0/index.html",
            "out/worker.js"
        ]
    );
}

#[test]
fn a_page_that_goes_leaves_nothing() {
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "x\n");
    playbook.page("b.md", "title: B", "x\n");
    playbook.built();
    playbook.remove("content/b.md");
    playbook.built();
    assert!(!playbook.path("public/b").exists() && !playbook.has("public/b.md"));
}

#[test]
fn a_failed_build_leaves_the_old_site() {
    let playbook = many();
    playbook.built();
    let before = playbook.files("public");
    for broken in [
        "---\ntitle: X\nonwer: x\n---\n",
        "---\ntitle: X\n---\n[x](gone.md)\n",
    ] {
        playbook.put("content/x.md", broken);
        playbook.refused();
        assert!(before == playbook.files("public"));
    }
    let hidden = std::fs::read_dir(playbook.path("public")).expect("listed");
    let names: Vec<String> = hidden
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    assert!(
        !names.iter().any(|name| name.contains("rightdeck-")),
        "nothing is left behind: {names:?}"
    );
}

#[test]
#[cfg(unix)]
fn links_out_of_the_project_are_refused() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.md"), "---\ntitle: S\n---\n").expect("written");
    for name in ["secret.md", ""] {
        let playbook = Playbook::new(TINY);
        playbook.page("a.md", "title: A", "x\n");
        std::os::unix::fs::symlink(
            outside.path().join(name),
            playbook.path("content/linked.md"),
        )
        .expect("a link");
        let text = playbook.refused();
        holds(
            &text,
            &[
                "content/linked.md:1:1: it is a link that leads out of the playbook; put the file itself here",
            ],
        );
        assert!(!playbook.path("public").exists());
    }
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "x\n");
    std::os::unix::fs::symlink("a.md", playbook.path("content/b.md")).expect("a link");
    playbook.built();
    assert!(
        playbook.has("public/b/index.html"),
        "a link within is followed"
    );
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "x\n");
    std::os::unix::fs::symlink(outside.path(), playbook.path("public")).expect("a link");
    playbook.refused();
    assert_eq!(
        std::fs::read_dir(outside.path()).expect("listed").count(),
        1,
        "nothing is written through it"
    );
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let playbook = many();
    let start = || {
        let mut command = playbook.command(&["build"]);
        command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped());
        command.spawn().expect("it starts")
    };
    let both = [start(), start()].map(|child| child.wait_with_output().expect("it ends"));
    assert!(
        both.iter().any(|out| out.status.success()),
        "{}",
        said(&both[0])
    );
    for out in both.iter().filter(|out| !out.status.success()) {
        assert_eq!(out.status.code(), Some(2), "{}", said(out));
        holds(&said(out), &["another build"]);
    }
    let together = playbook.files("public");
    let alone = many();
    alone.built();
    assert!(together.keys().eq(alone.files("public").keys()));
    assert!(together == alone.files("public"));
}

#[test]
fn the_closing_lines_say_what_was_done() {
    let playbook = many();
    let text = playbook.built();
    holds(
        &text,
        &[
            "in: 40 pages, 1 deck, 1 term in public/in (",
            "80 pages, 2 decks, 2 terms in 2 editions; 1 deck, 1 slide read; ",
            " s\n",
            "To look at it, and to follow what you change: rightdeck serve",
        ],
    );
    playbook.deck(
        "bad",
        "title: Bad\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved",
        "x\n",
        "slides: [{title: Runs on Azure Synapse}]",
    );
    holds(
        &playbook.built(),
        &["some decks are not fit for their room: `rightdeck lint` shows which, and why"],
    );
}

#[test]
fn one_edition_can_be_chosen_and_sent_elsewhere() {
    let playbook = many();
    let out = playbook.build_with(&["--edition", "out", "--out", "elsewhere"]);
    assert!(out.status.success(), "{}", said(&out));
    assert!(playbook.has("elsewhere/index.html") && !playbook.path("public").exists());
    let out = playbook.build_with(&["--edition", "nobody"]);
    assert_eq!(out.status.code(), Some(2));
    holds(
        &said(&out),
        &["there is no edition 'nobody'; site.toml has in, out"],
    );
    let out = playbook.build_with(&["--out", "elsewhere"]);
    assert_eq!(out.status.code(), Some(2));
    holds(
        &said(&out),
        &["--out is for one edition: say which with --edition"],
    );
    let out = playbook.build_with(&["--edition", "out", "--out", "content"]);
    assert_eq!(
        out.status.code(),
        Some(2),
        "the sources are no place for a site: {}",
        said(&out)
    );
}

#[test]
fn names_that_meet_on_the_site_are_told_with_their_pages() {
    let playbook = Playbook::new(AT_HOME);
    playbook.page("a.md", "title: A\naliases: [/sitemap.xml/]", "x\n");
    let text = playbook.refused();
    holds(
        &text,
        &["'sitemap.xml' would be a file and a folder of the site"],
    );
    assert_eq!(text.matches("give one of them").count(), 1, "{text}");
    lacks(&text, &["panicked"]);
    assert!(!playbook.path("public").exists());
}

#[test]
fn without_a_playbook_it_says_what_to_do() {
    let empty = tempfile::tempdir().expect("a folder");
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rightdeck"))
        .arg("build")
        .current_dir(empty.path())
        .output()
        .expect("it starts");
    assert_eq!(out.status.code(), Some(2));
    holds(&said(&out), &["there is no playbook here: no site.toml"]);
    let bare = Playbook::new(TINY);
    bare.built();
    holds(&bare.html(""), &["<h1>Tiny</h1>"]);
}
