//! Templates and assets, the built-in ones and a project's own.

use crate::playbook::{POINTS, Playbook, TINY, holds, lacks};

fn two_pages() -> Playbook {
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "Text.\n");
    playbook.page("b.md", "title: B", "Text.\n");
    playbook
}

#[test]
fn a_template_of_the_project_takes_the_place_of_the_built_in_one() {
    let playbook = two_pages();
    playbook.put(
        "themes/default/page.html",
        "{% extends \"base.html\" %}{% block main %}<p>Ours: {{ page.title }}</p>{{ page.content | safe }}\
         {% block article %}{% endblock %}{% block trust %}{% endblock %}{% block before %}{% endblock %}{% block after %}{% endblock %}{% endblock %}\n",
    );
    playbook.put("themes/default/assets/ours.css", "p { color: red }\n");
    playbook.built();
    let html = playbook.html("a/");
    holds(
        &html,
        &[
            "<p>Ours: A</p>",
            "<p>Text.</p>",
            "<header class=\"site-head\">",
        ],
    );
    holds(&playbook.html(""), &["<h1>Tiny</h1>"]);
    let own = playbook
        .files("public")
        .into_keys()
        .find(|path| path.starts_with("assets/ours."));
    assert!(own.is_some_and(|path| path.ends_with(".css")));
}

#[test]
fn a_mistake_in_a_template_names_template_line_and_page() {
    let playbook = two_pages();
    playbook.built();
    let before = playbook.files("public");
    playbook.put(
        "themes/default/parts/heading.html",
        "<p>\n{{ page.titel }}\n</p>\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "themes/default/parts/heading.html:2:",
            "page.titel",
            "(while making '/a/')",
        ],
    );
    playbook.put("themes/default/parts/heading.html", "<p>\n{% if %}\n");
    holds(
        &playbook.refused(),
        &["themes/default/parts/heading.html:2:"],
    );
    playbook.put("themes/default/parts/heading.html", b"caf\xe9");
    holds(
        &playbook.refused(),
        &["themes/default/parts/heading.html:1:1: it is not UTF-8 text"],
    );
    assert!(before == playbook.files("public"), "the old site stands");
}

#[test]
#[cfg(unix)]
fn a_theme_that_is_a_link_out_of_the_project_is_refused() {
    let playbook = two_pages();
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("page.html"), "outside").expect("written");
    std::fs::create_dir_all(playbook.path("themes/default")).expect("made");
    std::os::unix::fs::symlink(
        outside.path().join("page.html"),
        playbook.path("themes/default/page.html"),
    )
    .expect("a link");
    holds(
        &playbook.refused(),
        &["themes/default/page.html:1:1: it is a link that leads out of the playbook"],
    );
}

#[test]
fn assets_have_a_fingerprint() {
    let playbook = two_pages();
    playbook.built();
    let name = |playbook: &Playbook| {
        let names: Vec<String> = playbook
            .files("public/assets")
            .into_keys()
            .filter(|name| name.starts_with("icon."))
            .collect();
        assert_eq!(names.len(), 1, "{names:?}");
        names[0].clone()
    };
    let first = name(&playbook);
    assert_eq!(first.split('.').nth(1).map(str::len), Some(12), "{first}");
    holds(
        &playbook.html("a/"),
        &[&format!("href=\"../assets/{first}\"")],
    );
    playbook.put("themes/default/assets/icon.svg", "<svg/>");
    playbook.built();
    assert_ne!(name(&playbook), first, "other bytes, another name");
}

#[test]
fn nothing_is_fetched_from_another_host_and_nothing_stands_inline() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A\nupdates: [{2026-01-01: x}]\ntags: [x]\naliases: [/old/]",
        "A MACC.\n\n```rust\nfn main() {}\n```\n\n| a | b |\n| :-: | --: |\n| 1 | 2 |\n\n- [x] done\n\n\
         {{ credentials \"aws\" }}\n\n{{ deck \"why\" }}\n\n{{ tabs }}\n{{ tab \"L\" }}\nx\n{{ /tabs }}\n\nNote.[^1]\n\n[^1]: x\n",
    );
    playbook.put("content/glossary.yaml", "- term: MACC\n  definition: x\n");
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.deck(
        "why",
        "title: Why\nstatus: approved\nexpires: 2099-01-01",
        "x\n",
        "slides: [{title: Hi, notes: y}]",
    );
    playbook.built();
    for (path, bytes) in playbook.files("public") {
        let text = String::from_utf8_lossy(&bytes);
        let kind = path.rsplit('.').next().unwrap_or_default();
        if kind == "html" {
            lacks(
                &text,
                &[
                    " style=",
                    "<style",
                    "javascript:",
                    "src=\"http",
                    "src=\"//",
                    " onclick=",
                    " onload=",
                ],
            );
            for script in text.split("<script").skip(1) {
                assert!(
                    script[..script.find('>').expect("a tag")].contains(" src=\""),
                    "{path}: {script:.80}"
                );
            }
        }
        if ["html", "css", "js"].contains(&kind) {
            for (at, _) in text.match_indices("://") {
                let start = text[..at]
                    .rfind(['"', '\'', '(', ' '])
                    .map_or(0, |start| start + 1);
                let address = text[start..]
                    .split(['"', '\'', ')', ' '])
                    .next()
                    .unwrap_or_default();
                assert!(
                    address.starts_with("http://www.w3.org/"),
                    "{path}: {address}"
                );
            }
            lacks(&text, &["@import", "url(//"]);
        }
    }
}
