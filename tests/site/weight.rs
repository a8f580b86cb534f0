//! What a page may weigh and do, and what a device keeps of a site.

use crate::playbook::{Playbook, TINY, holds, lacks};

/// A page that a project's own theme gives a large script: noise, which does not compress.
fn heavy(site: &str) -> Playbook {
    let playbook = Playbook::new(site);
    playbook.page("a.md", "title: A", "x\n");
    playbook.page("b.md", "title: B", "x\n");
    let mut noise = String::from("const noise = \"");
    let mut state: u32 = 1;
    for _ in 0..60_000 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.push(char::from(b'0' + (state >> 24) as u8 % 64));
    }
    noise = noise.replace(['"', '\\'], "_").replacen('_', "\"", 1) + "\";\n";
    playbook.put("themes/default/assets/noise.js", noise);
    let page = include_str!("../../themes/default/page.html").replace(
        "{% block scripts %}{{ super() }}",
        "{% block scripts %}{{ super() }}\n<script type=\"module\" src=\"{{ top }}{{ assets[\"noise.js\"] }}\"></script>",
    );
    playbook.put("themes/default/page.html", page);
    playbook
}

#[test]
fn a_page_whose_scripts_are_too_heavy_is_named_with_what_makes_it_so() {
    let playbook = heavy(TINY);
    let told = playbook.refused();
    holds(
        &told,
        &[
            "a/index.html:1:1: its scripts come to ",
            " bytes, compressed, and 30720 are the budget; the largest are assets/noise.",
            "'script' under [budgets] in site.toml",
            "and one more page",
        ],
    );
    assert!(!playbook.has("public/index.html"), "nothing is written");
    let raised = heavy("[site]\ntitle = 'Tiny'\n[budgets]\nscript = 90\n");
    raised.built();
}

#[test]
fn a_page_that_the_policy_would_break_is_reported() {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\nallow-html = true\n");
    playbook.page("a.md", "title: A", "<p style=\"color: red\">Red.</p>\n");
    holds(
        &playbook.refused(),
        &["a/index.html:1:1: a <p> has 'style', which the site's policy"],
    );
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "x\n");
    playbook.put(
        "themes/default/term.html",
        "<!doctype html><p>{{ term.term }}",
    );
    playbook.put("content/glossary.yaml", "- term: MACC\n  definition: x\n");
    holds(
        &playbook.refused(),
        &["glossary/macc/index.html:1:1: it states no policy"],
    );
}

#[test]
fn a_device_keeps_what_is_needed_first_and_is_told_by_the_build_alone() {
    let playbook = Playbook::new(TINY);
    playbook.one_of_each();
    playbook.page("a.md", "title: A", "x\n");
    playbook.deck(
        "why",
        "title: Why\nstatus: approved",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook.built();
    let worker = playbook.read("public/worker.js");
    let mut lines = worker.lines();
    let build = lines.next().expect("a fingerprint").to_owned();
    let list = lines.next().expect("a list").to_owned();
    holds(
        &list,
        &[
            "[\"\",",
            "[\"a/\",",
            "[\"decks/why/\",",
            "[\"credentials/aws/\",",
            "[\"decks.json\",",
            "[\"offline.html\",",
            "[\"app.webmanifest\",",
            "[\"search/index.bin\",",
            "[\"assets/style.",
        ],
    );
    // Decks are large, and kept one by one on request.
    lacks(&list, &[".pptx", "404.html", "worker.js"]);
    let app = playbook.json("public/app.webmanifest");
    assert_eq!(app["name"], "Tiny");
    assert_eq!(app["scope"], "./");
    for icon in app["icons"].as_array().expect("icons") {
        assert!(playbook.has(&format!("public/{}", icon["src"].as_str().expect("a path"))));
    }
    playbook.built();
    assert_eq!(playbook.read("public/worker.js"), worker, "the same input");
    playbook.page("a.md", "title: A", "y\n");
    playbook.built();
    let changed = playbook.read("public/worker.js");
    assert_ne!(changed.lines().next(), Some(build.as_str()));
}
