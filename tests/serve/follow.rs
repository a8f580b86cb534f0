//! Files change, and the site with them.

use crate::playbook::{Playbook, TINY};
use crate::preview::Preview;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

fn playbook() -> Playbook {
    let playbook = Playbook::new(TINY);
    playbook.page("index.md", "title: Home", "Hello.\n");
    playbook.page("a.md", "title: A", "One.\n");
    playbook
}

#[test]
fn an_edit_is_served_and_told() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let events = preview.events();
    assert_eq!(events.next()["generation"], 0);
    let before = preview.get("/a/");
    assert_eq!(before.status, 200);
    playbook.page("a.md", "title: A", "Two.\n");
    let event = events.until(|event| event["generation"] == 1);
    assert_eq!(event["problems"], serde_json::json!([]));
    let after = preview.get("/a/");
    assert!(after.text().contains("Two."), "{}", after.text());
    assert_ne!(before.header("etag"), after.header("etag"));
    preview.says("content/a.md renewed in ");
}

#[test]
fn after_a_mistake_the_last_good_site_stays() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    let events = preview.events();
    playbook.page("a.md", "title: A", "Two, and [nothing](nothing.md).\n");
    let event = events.until(|event| event["problems"] != serde_json::json!([]));
    let problem = &event["problems"][0];
    assert_eq!(problem["file"], "content/a.md");
    assert_eq!(problem["line"], 4);
    assert_eq!(problem["excerpt"], "Two, and [nothing](nothing.md).");
    assert!(preview.get("/a/").text().contains("One."));
    assert_eq!(preview.get("/api/health").json()["status"], "mistakes");
    playbook.page("a.md", "title: A", "Three.\n");
    events.until(|event| event["problems"] == serde_json::json!([]));
    assert!(preview.get("/a/").text().contains("Three."));
    assert_eq!(preview.get("/api/health").json()["status"], "ok");
    preview.says("error: content/a.md:4:");
    preview.says("mended; ");
}

#[test]
fn a_playbook_with_mistakes_is_shown_when_they_are_mended() {
    let playbook = playbook();
    playbook.page("a.md", "title: A\nwrong: key", "One.\n");
    let preview = Preview::new(&playbook);
    let opened = preview.ask("GET /a/", &["Sec-Fetch-Dest: document"], b"");
    assert_eq!(opened.status, 404);
    assert!(opened.text().contains("/_rightdeck/preview.js"), "it waits");
    playbook.page("a.md", "title: A", "One.\n");
    preview.until("/a/", "One.");
}

#[test]
fn files_that_are_moved_into_place_are_seen() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    for (number, name) in [(2, "a.md~"), (3, ".a.md.swp"), (4, "a.md.123.tmp")] {
        let text = format!("---\ntitle: A\n---\nNumber {number}.\n");
        let beside = playbook.path(&format!("content/{name}"));
        fs::write(&beside, text).expect("written");
        fs::rename(&beside, playbook.path("content/a.md")).expect("moved");
        preview.until("/a/", &format!("Number {number}."));
    }
}

#[test]
fn folders_appear_and_go() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    playbook.page("new/deep/b.md", "title: B", "Deep.\n");
    preview.until("/new/deep/b/", "Deep.");
    // What is in a folder that has just come is followed as well.
    playbook.page("new/deep/b.md", "title: B", "Deeper.\n");
    preview.until("/new/deep/b/", "Deeper.");
    playbook.page("new/deep/c.md", "title: C", "Sea.\n");
    preview.until("/new/deep/c/", "Sea.");
    fs::rename(playbook.path("content/new"), playbook.path("content/other")).expect("moved");
    preview.until("/other/deep/c/", "Sea.");
    assert_eq!(preview.get("/new/deep/c/").status, 404);
    fs::remove_dir_all(playbook.path("content/other")).expect("removed");
    preview.until("/other/deep/c/", "This page is not here");
    // The folder of all pages goes and comes back.
    fs::rename(playbook.path("content"), playbook.path("away")).expect("moved");
    preview.until("/a/", "This page is not here");
    fs::rename(playbook.path("away"), playbook.path("content")).expect("moved");
    preview.until("/a/", "One.");
    playbook.page("a.md", "title: A", "Still followed.\n");
    preview.until("/a/", "Still followed.");
}

#[test]
fn settings_templates_and_data_have_their_reach() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    playbook.put("site.toml", "[site]\ntitle = 'Other'\n");
    preview.until("/a/", "A · Other");
    playbook.put(
        "content/glossary.yaml",
        "- term: Two\n  definition: Twice one.\n",
    );
    playbook.page("a.md", "title: A", "Two.\n");
    preview.until("/a/", "class=\"term\"");
    playbook.put("themes/default/assets/extra.css", "p { color: red }");
    let theme = fs::read_to_string("themes/default/not-found.html").expect("the theme");
    playbook.put(
        "themes/default/not-found.html",
        theme.replace("This page is not here", "Lost"),
    );
    preview.until("/nowhere/", "Lost");
}

#[test]
fn a_checkout_of_hundreds_of_files_is_one_change() {
    let playbook = playbook();
    if !playbook.git_init() {
        return;
    }
    playbook.commit("v1", "2026-01-01");
    for number in 0..300 {
        playbook.page(&format!("many/p{number}.md"), "title: P", "Before.\n");
    }
    playbook.commit("v2", "2026-01-02");
    let checkout = |reference: &str| {
        let done = Command::new("git")
            .args(["checkout", "--quiet", reference])
            .current_dir(playbook.path(""))
            .status();
        assert!(done.expect("there is git").success());
    };
    checkout("v1");
    let preview = Preview::new(&playbook);
    assert_eq!(preview.get("/many/p299/").status, 404);
    checkout("v2");
    preview.until("/many/p299/", "Before.");
    preview.until("/many/p0/", "Before.");
    checkout("v1");
    preview.until("/many/p299/", "This page is not here");
    let generation = preview.get("/api/health").json()["generation"].as_u64();
    assert!(
        generation.is_some_and(|count| count <= 8),
        "{generation:?} for two checkouts"
    );
}

#[test]
fn what_builds_and_editors_write_is_no_change() {
    let playbook = playbook();
    let preview = Preview::new(&playbook);
    playbook.built();
    playbook.put("content/.a.md.swp", "x");
    playbook.put("content/a.md~", "x");
    playbook.put("notes.txt", "x");
    playbook.page("a.md", "title: A", "Two.\n");
    preview.until("/a/", "Two.");
    // A slow machine may let the page be seen while it is written.
    let generation = preview.get("/api/health").json()["generation"].as_u64();
    assert!(
        matches!(generation, Some(1 | 2)),
        "{generation:?} for one page"
    );
}

#[test]
fn files_are_looked_over_where_nobody_tells() {
    let playbook = playbook();
    let preview = Preview::with(playbook.command(&["serve", "--port", "0", "--poll"]));
    playbook.page("a.md", "title: A", "Two.\n");
    preview.until("/a/", "Two.");
    playbook.page("new/b.md", "title: B", "New.\n");
    preview.until("/new/b/", "New.");
    playbook.remove("content/a.md");
    preview.until("/a/", "This page is not here");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_table_of_watched_folders_is_said_and_got_over() {
    let playbook = playbook();
    let program = env!("CARGO_BIN_EXE_rightdeck");
    let full = "echo 0 > /proc/sys/user/max_inotify_watches && exec \"$0\" serve --port 0";
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "sh", "-c", full, program])
        .current_dir(playbook.path(""));
    let can = Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            "echo 0 > /proc/sys/user/max_inotify_watches",
        ])
        .output();
    if !can.is_ok_and(|out| out.status.success()) {
        eprintln!("skipped: no namespace of our own can be had");
        return;
    }
    let preview = Preview::with(command);
    playbook.page("a.md", "title: A", "Two.\n");
    preview.until("/a/", "Two.");
    preview.says("warning: the system's table of watched folders is full");
    preview.says("sudo sysctl fs.inotify.max_user_watches=");
}

#[test]
fn after_edits_the_bytes_are_those_of_a_build() {
    let playbook = playbook();
    playbook.one_of_each();
    let preview = Preview::new(&playbook);
    playbook.page("b/c.md", "title: C\ntags: [x]", "To [A](../a.md), MACC.\n");
    preview.until("/b/c/", "To ");
    playbook.page("a.md", "title: Aye", "Two.\n");
    preview.until("/b/c/", "To ");
    preview.until("/a/", "Two.");
    playbook.built();
    let mut wrong = BTreeMap::new();
    for (path, bytes) in playbook.files("public") {
        if path == ".rightdeck" {
            continue;
        }
        let served = preview.get(&format!("/{}", path.replace(' ', "%20")));
        if served.status != 200 || served.body != bytes {
            wrong.insert(path, served.status);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn findings_follow_decks() {
    let playbook = playbook();
    let front = "title: Why\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved\nowner: Ada\nreviewed: 2026-11-01";
    playbook.deck("why", front, "x\n", "slides: [{title: Hi}]");
    let preview = Preview::new(&playbook);
    let events = preview.events();
    events.until(|event| event["errors"] == 0);
    playbook.deck(
        "why",
        front,
        "x\n",
        "slides: [{title: Runs on Azure Synapse}]",
    );
    events.until(|event| event["errors"] != 0);
    let found = preview.get("/_rightdeck/findings?page=decks/why/").json();
    assert_eq!(found[0]["rule"], "wrong-hyperscaler-name", "{found}");
    assert_eq!(found[0]["file"], "content/decks/why.pptx");
    let found = preview.get("/_rightdeck/findings?page=a/").json();
    let on_page = found.as_array().expect("a list").iter();
    let rules: Vec<_> = on_page.map(|one| one["rule"].clone()).collect();
    assert_eq!(
        rules,
        ["orphan-page", "owner-missing"],
        "those of the page itself"
    );
    playbook.deck(
        "why",
        front,
        "x\n",
        "slides: [{title: Runs on Amazon Redshift}]",
    );
    events.until(|event| event["errors"] == 0);
}

#[test]
fn findings_follow_pages() {
    let playbook = Playbook::new(TINY);
    let owned = |title: &str| format!("title: {title}\nowner: x");
    playbook.page("index.md", &owned("Home"), "Hello.\n");
    playbook.page("play/a.md", &owned("A"), "One.\n");
    playbook.page("play/b.md", &owned("B"), "Two.\n");
    playbook.put("content/glossary.yaml", "- term: ARR\n  definition: x\n");
    let preview = Preview::new(&playbook);
    let events = preview.events();
    let told = |path: &str| {
        let found = preview
            .get(&format!("/_rightdeck/findings?page={path}"))
            .json();
        let found = found.as_array().expect("a list").iter();
        let told = found.map(|one| format!("{} {}", one["place"], one["rule"]));
        told.collect::<Vec<_>>().join(", ").replace('"', "")
    };
    events.until(|event| event["warnings"] == 0);
    playbook.page("play/a.md", &owned("A"), "The CSR and the ARR.\n");
    events.until(|event| event["warnings"] == 1);
    assert_eq!(told("play/a/"), "5:5 undefined-acronym");
    assert_eq!(told("play/b/"), "");
    assert_eq!(preview.get("/api/health").json()["findings"], 1);
    // What one page says reaches others through the glossary and through titles.
    playbook.put("content/glossary.yaml", "- term: CSR\n  definition: x\n");
    events.until(|event| event["warnings"] == 1);
    preview.until("/_rightdeck/findings?page=play/a/", "'ARR'");
    playbook.page("play/b.md", &owned("A"), "Two.\n");
    events.until(|event| event["warnings"] == 2);
    assert_eq!(told("play/b/"), "2:1 duplicate-title");
    // With a mistake in one page the others are judged all the same, and the mistake is told once.
    playbook.page("play/b.md", &owned("B"), "[x](gone.md)\n");
    events.until(|event| event["warnings"] == 1 && event["problems"] != serde_json::json!([]));
    assert_eq!(told("play/b/"), "");
    playbook.page("play/b.md", "title: B", "Two.\n");
    events.until(|event| event["warnings"] == 2 && event["problems"] == serde_json::json!([]));
    playbook.put("site.toml", "[site]\ntitle = 'Tiny'\n[lint.severity]\nowner-missing = 'off'\nundefined-acronym = 'error'\n");
    events.until(|event| event["warnings"] == 0 && event["errors"] == 1);
}
