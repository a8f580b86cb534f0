//! The playbook as it was, straight from git, and what changed since.

use crate::playbook::{POINTS, Playbook, between, holds, lacks};

const SITE: &str = "[site]\ntitle = 'Tiny'\nbase-url = 'https://tiny.example/'\nedit-url = 'https://git.example/{path}'\n\
    [[versions]]\nname = '2026.2'\nref = 'v2'\nstatus = 'maintained'\n\
    [[versions]]\nname = '2026.1'\nref = 'v1'\nstatus = 'retired'\n";

/// Two tagged states and a working tree; None where there is no git.
fn history() -> Option<Playbook> {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\n");
    if !playbook.git_init() {
        return None;
    }
    let long =
        "The partner calls the seller, and the seller calls the partner back in a day. ".repeat(4);
    playbook.page("same.md", "title: Same", "As ever.\n");
    playbook.page(
        "edited.md",
        "title: Edited",
        "We meet every month.\n\nAnd so on.\n",
    );
    playbook.page("gone.md", "title: Gone for good", "x\n");
    playbook.page("moved.md", "title: On the move", &format!("{long}\n"));
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: Old words.\n",
    );
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.put("content/p.png", crate::playbook::png(1, 1));
    playbook.page("pic.md", "title: Pic", "![x](p.png)\n");
    playbook.commit("v1", "2026-01-01");
    playbook.page(
        "edited.md",
        "title: Edited",
        "We meet every week.\n\nAnd so on.\n",
    );
    playbook.page("added.md", "title: Added later\ntags: [t]", "x\n");
    playbook.commit("v2", "2026-02-01");
    playbook.remove("content/gone.md");
    playbook.remove("content/moved.md");
    playbook.page(
        "new/place.md",
        "title: On the move\naliases: [/moved/]",
        &format!("{long}\n"),
    );
    playbook.page(
        "edited.md",
        "title: Edited",
        "We meet every single week.\n\nAnd so on.\n",
    );
    playbook.page("fresh.md", "title: Fresh", "x\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: New words.\n",
    );
    playbook.put("site.toml", SITE);
    Some(playbook)
}

#[test]
fn every_version_is_rendered_with_the_theme_of_today() {
    let Some(playbook) = history() else { return };
    playbook.put(
        "themes/default/parts/crumbs.html",
        "<i>crumbs of today</i>\n",
    );
    playbook.built();
    holds(
        &playbook.html("edited/"),
        &[
            "We meet every single week.",
            "crumbs of today",
            "git.example",
        ],
    );
    let second = playbook.html("versions/2026.2/edited/");
    holds(
        &second,
        &[
            "We meet every week.",
            "crumbs of today",
            "\"../../../assets/style.",
        ],
    );
    lacks(&second, &["git.example"]);
    holds(
        &playbook.html("versions/2026.1/edited/"),
        &["We meet every month."],
    );
    holds(
        &playbook.html("versions/2026.1/glossary/macc/"),
        &["Old words."],
    );
    assert!(playbook.has("public/versions/2026.1/gone/index.html"));
    assert!(
        playbook.has("public/versions/2026.1/p.png"),
        "with its pictures"
    );
    assert!(playbook.has("public/versions/2026.1/terms.json"));
    assert!(!playbook.has("public/gone/index.html"));
    let assets = playbook
        .files("public/versions")
        .into_keys()
        .filter(|path| path.ends_with(".css"));
    assert_eq!(assets.count(), 0, "assets are there once");
}

#[test]
fn the_menu_stays_on_the_page_or_says_that_it_cannot() {
    let Some(playbook) = history() else { return };
    playbook.built();
    let menu = |url: &str| {
        let html = playbook.html(url);
        between(&html, "<details class=\"versions\"", "</details>").to_owned()
    };
    let same = menu("same/");
    holds(
        &same,
        &[
            "<a href=\"../same/\" aria-current=\"true\">latest",
            "<a href=\"../versions/2026.2/same/\">2026.2 <span class=\"quiet\">maintained</span>",
            "<a href=\"../versions/2026.1/same/\">2026.1",
        ],
    );
    lacks(&same, &["This page is not in it"]);
    let fresh = menu("fresh/");
    holds(
        &fresh,
        &[
            "<a href=\"../versions/2026.1/\">2026.1",
            "This page is not in it",
        ],
    );
    let old = menu("versions/2026.1/gone/");
    holds(
        &old,
        &[
            "<a href=\"../../../\">latest",
            "<a href=\"../../../versions/2026.2/gone/\">2026.2",
        ],
    );
    assert_eq!(old.matches("This page is not in it").count(), 1, "{old}");
    let tag = menu("versions/2026.2/tags/t/");
    holds(
        &tag,
        &[
            "<a href=\"../../../../tags/t/\">latest",
            "<a href=\"../../../../versions/2026.1/\">2026.1",
        ],
    );
    holds(&menu("tags/"), &["<a href=\"../versions/2026.1/\">2026.1"]);
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let Some(playbook) = history() else { return };
    playbook.built();
    let files = playbook.files("public");
    let mut checked = 0;
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = std::str::from_utf8(bytes).expect("text");
        let folder: Vec<&str> = path
            .rsplit_once('/')
            .map_or(Vec::new(), |(folder, _)| folder.split('/').collect());
        for rest in html.split(" href=\"").chain(html.split(" src=\"")).skip(1) {
            let Some((link, _)) = rest.split_once('"') else {
                continue;
            };
            let link = link.split('#').next().unwrap_or_default();
            if link.is_empty() || link.contains("://") || link.contains('<') {
                continue;
            }
            let mut at: Vec<&str> = if link.starts_with('/') {
                Vec::new()
            } else {
                folder.clone()
            };
            for part in link.split('/') {
                match part {
                    "" | "." => {}
                    ".." => drop(at.pop().expect("inside the site")),
                    name => at.push(name),
                }
            }
            let target = at.join("/");
            let page = if target.is_empty() {
                "index.html".to_owned()
            } else {
                format!("{target}/index.html")
            };
            assert!(
                files.contains_key(&target) || files.contains_key(&page),
                "{path} leads to '{link}'"
            );
            checked += 1;
        }
    }
    assert!(checked > 500, "{checked} links");
}

#[test]
fn an_old_version_says_so_to_people_and_machines() {
    let Some(playbook) = history() else { return };
    playbook.built();
    let first = playbook.html("versions/2026.1/same/");
    holds(
        &first,
        &[
            "<title>Same · Tiny (2026.1)</title>",
            "You are reading version 2026.1 (retired).",
            "<a href=\"../../../same/\">Read this page in the latest version</a>",
            "<meta name=\"robots\" content=\"noindex\">",
            "<link rel=\"canonical\" href=\"https://tiny.example/same/\">",
        ],
    );
    let second = playbook.html("versions/2026.2/same/");
    holds(&second, &["You are reading version 2026.2 (maintained)."]);
    lacks(&second, &["noindex"]);
    let gone = playbook.html("versions/2026.2/gone/");
    holds(
        &gone,
        &[
            "The latest version does not have this page. <a href=\"../../../\">Open the latest version</a>",
            "href=\"https://tiny.example/versions/2026.2/gone/\"",
        ],
    );
    let tag = playbook.html("versions/2026.2/tags/t/");
    holds(
        &tag,
        &["<link rel=\"canonical\" href=\"https://tiny.example/tags/t/\">"],
    );
    lacks(
        &playbook.html("same/"),
        &["You are reading version", "noindex"],
    );
    let map = playbook.read("public/sitemap.xml");
    lacks(&map, &["versions/"]);
}

#[test]
fn what_changed_is_told_with_its_words() {
    let Some(playbook) = history() else { return };
    playbook.built();
    let html = playbook.html("changes/2026.1-to-latest/");
    let part = |id: &str| {
        between(
            &html,
            &format!("<section aria-labelledby=\"{id}\">"),
            "</section>",
        )
        .to_owned()
    };
    holds(&part("added"), &["../../added/\">Added later", "Fresh"]);
    lacks(&part("added"), &["Same", "On the move"]);
    holds(
        &part("removed"),
        &["../../versions/2026.1/gone/\">Gone for good"],
    );
    holds(
        &part("renamed"),
        &["../../new/place/\">On the move", "versions/2026.1/moved/"],
    );
    let edited = part("edited");
    holds(
        &edited,
        &[
            "<del>month</del>",
            "<ins>single week</ins>",
            "<del>Old</del>",
            "<ins>New</ins>",
            "MACC",
        ],
    );
    lacks(&edited, &["Same"]);
    holds(
        &html,
        &["2026.2-to-latest/", "2026.1-to-2026.2/", "noindex"],
    );
    let between_old = playbook.html("changes/2026.1-to-2026.2/");
    holds(
        &between_old,
        &["<ins>week</ins>", "versions/2026.2/added/\">Added later"],
    );
    lacks(&between_old, &["Fresh", "single", "Gone for good"]);
    assert_eq!(
        playbook.html("changes/").matches("<ins>").count(),
        playbook
            .html("changes/2026.2-to-latest/")
            .matches("<ins>")
            .count()
    );
}

#[test]
fn a_page_has_a_history_of_its_own() {
    let Some(playbook) = history() else { return };
    playbook.built();
    holds(
        &playbook.html("edited/"),
        &["<a href=\"../changes/page/edited/\">What changed on this page</a>"],
    );
    let html = playbook.html("changes/page/edited/");
    let newer = html
        .find("<ins>single </ins>")
        .unwrap_or_else(|| panic!("{html}"));
    let older = html
        .find("<del>month</del>")
        .unwrap_or_else(|| panic!("{html}"));
    assert!(newer < older, "the newest first");
    let moved = playbook.html("changes/page/new/place/");
    holds(&moved, &["On the move", "2026.1", "2026.2"]);
    lacks(&playbook.html("same/"), &["changes/page/"]);
    assert!(!playbook.has("public/changes/page/same/index.html"));
    lacks(
        &playbook.html("versions/2026.2/edited/"),
        &["changes/page/"],
    );
}

#[test]
fn a_version_that_cannot_be_read_is_told() {
    let playbook = Playbook::new(SITE);
    playbook.page("a.md", "title: A", "x\n");
    holds(
        &playbook.refused(),
        &["site.toml names versions, and the playbook lies in no git repository"],
    );
    if !playbook.git_init() {
        return;
    }
    playbook.commit("v2", "2026-01-01");
    playbook.commit("v10", "2026-01-02");
    holds(
        &playbook.refused(),
        &["'v1' names no branch, tag or commit here; did you mean 'v10'?"],
    );
    playbook.page("a.md", "title: A\nonwer: x", "x\n");
    playbook.commit("v1", "2026-01-03");
    playbook.page("a.md", "title: A", "x\n");
    holds(
        &playbook.refused(),
        &["2026.1:content/a.md:3:1: unknown key 'onwer'"],
    );
    assert!(!playbook.path("public").exists());
}

#[test]
fn a_playbook_in_a_folder_of_a_repository_has_versions_too() {
    let playbook = Playbook::new("");
    if !playbook.git_init() {
        return;
    }
    playbook.remove("site.toml");
    playbook.put("docs/site.toml", SITE);
    playbook.put("docs/content/a.md", "---\ntitle: A\n---\nFirst.\n");
    playbook.commit("v1", "2026-01-01");
    playbook.commit("v2", "2026-01-01");
    playbook.put("docs/content/a.md", "---\ntitle: A\n---\nSecond.\n");
    let mut command = playbook.command(&["build"]);
    let out = command
        .current_dir(playbook.path("docs"))
        .output()
        .expect("it starts");
    assert!(out.status.success(), "{}", crate::playbook::said(&out));
    holds(
        &playbook.read("docs/public/versions/2026.1/a/index.html"),
        &["First."],
    );
    holds(&playbook.read("docs/public/a/index.html"), &["Second."]);
}

#[test]
fn what_is_narrowed_today_is_withheld_from_old_versions_too() {
    let playbook = Playbook::new(
        "[site]\ntitle = 'Tiny'\n\
         [[editions]]\nname = 'internal'\naudience = 'internal'\nout = 'public/internal'\n\
         [[editions]]\nname = 'partner'\naudience = 'partner'\nout = 'public/partner'\n\
         [[versions]]\nname = '1'\nref = 'v1'\n",
    );
    if !playbook.git_init() {
        return;
    }
    playbook.page(
        "basement.md",
        "title: Zanzibar basement\naudience: partner",
        "Nobody goes below.\n",
    );
    playbook.page(
        "a.md",
        "title: A\naudience: partner",
        "Read [this one](basement.md), {{ term \"Qwertz\" }} and ![x](p.png).\n",
    );
    playbook.put("content/p.png", crate::playbook::png(1, 1));
    playbook.put(
        "content/glossary.yaml",
        "- term: Qwertz\n  audience: partner\n  definition: A secret by now.\n",
    );
    playbook.commit("v1", "2026-01-01");
    playbook.page(
        "basement.md",
        "title: Zanzibar basement",
        "Nobody goes below.\n",
    );
    playbook.page("a.md", "title: A\naudience: partner", "Nothing to see.\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: Qwertz\n  definition: A secret by now.\n",
    );
    playbook.built();

    let old = playbook.read("public/partner/versions/1/a/index.html");
    assert!(old.contains("Read this one,"), "{old}");
    for (path, bytes) in playbook.files("public/partner") {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for secret in ["zanzibar", "qwertz", "basement", "nobody goes below"] {
            assert!(!text.contains(secret), "{secret} in {path}");
        }
        assert!(!path.contains("basement"), "{path}");
    }
    let inside = playbook.read("public/internal/versions/1/a/index.html");
    assert!(inside.contains("basement/\">this one</a>"), "{inside}");
}
