//! What must not get out of an edition.

use crate::canaries::{
    CIRCLES, HIDDEN, SHOWN, SITE, check_places, everything, plant, plant_common, word,
};
use crate::playbook::{Playbook, between, holds, lacks};

#[test]
fn nothing_withheld_is_in_any_byte_of_an_edition() {
    let playbook = Playbook::new(SITE);
    CIRCLES.iter().for_each(|circle| plant(&playbook, circle));
    plant_common(&playbook);
    playbook.built();
    let mut shown = SHOWN.to_vec();
    shown.push("delivery");
    check_places(&playbook, &shown, &HIDDEN);
    // Nor do lists and counts tell that there is more.
    let public = playbook.read("public/public/common/index.html");
    lacks(&public, &["page-backlinks", "Linked from"]);
    holds(
        &playbook.read("public/internal/common/index.html"),
        &["Linked from"],
    );
    let json = playbook.json("public/public/glossary.json");
    assert_eq!(json["terms"][0]["used_on"], serde_json::json!(["common/"]));
    assert_eq!(json["terms"][0]["see_also"], serde_json::json!([]));
    lacks(
        &playbook.read("public/public/tags/shared/index.html"),
        &["inner", "rival", "allied"],
    );
    holds(&playbook.read("public/public/tags/index.html"), &["shared"]);
    let nav = playbook.read("public/public/index.html");
    lacks(
        between(&nav, "<nav aria-label=\"Main\">", "</nav>"),
        &["credentials/"],
    );
}

#[test]
fn old_versions_and_what_changed_hold_nothing_withheld() {
    let site = format!("{SITE}[[versions]]\nname = 'old'\nref = 'v1'\n");
    let playbook = Playbook::new(SITE);
    if !playbook.git_init() {
        return;
    }
    for circle in CIRCLES {
        let marks = match circle.hyperscaler {
            Some(id) => format!("audience: {}\nhyperscalers: {id}", circle.audience),
            None => format!("audience: {}", circle.audience),
        };
        let w = |place: &str| word(circle.name, place);
        playbook.page(
            &format!("{}.md", w("goneslug")),
            &format!(
                "title: {}\n{marks}\naliases: [/{}/]",
                w("gonetitle"),
                w("gonealias")
            ),
            &format!("{}\n", w("gonebody")),
        );
        playbook.page(
            &format!("{}.md", w("editslug")),
            &format!("title: {}\n{marks}", w("oldtitle")),
            &format!("We meet in {} every month.\n", w("oldwords")),
        );
        playbook.page(
            &format!("{}.md", w("widened")),
            &format!("title: Widened\n{marks}"),
            &format!("Before: {}.\n", w("secretthen")),
        );
    }
    playbook.page(
        "common.md",
        "title: Common\naudience: public",
        "We meet once a month.\n",
    );
    playbook.commit("v1", "2026-01-01");
    for circle in CIRCLES {
        let marks = match circle.hyperscaler {
            Some(id) => format!("audience: {}\nhyperscalers: {id}", circle.audience),
            None => format!("audience: {}", circle.audience),
        };
        let w = |place: &str| word(circle.name, place);
        playbook.remove(&format!("content/{}.md", w("goneslug")));
        playbook.page(
            &format!("{}.md", w("editslug")),
            &format!("title: {}\n{marks}", w("newtitle")),
            &format!("We meet in {} every month.\n", w("newwords")),
        );
        // Everybody may read it now. What it said then is as secret as it was.
        playbook.page(
            &format!("{}.md", w("widened")),
            "title: Widened\naudience: public",
            "Now this.\n",
        );
        playbook.page(
            &format!("{}.md", w("fresh")),
            &format!("title: {}\n{marks}", w("freshtitle")),
            "x\n",
        );
    }
    playbook.page(
        "common.md",
        "title: Common\naudience: public",
        "We meet once a week.\n",
    );
    playbook.put("site.toml", site);
    playbook.built();
    check_places(
        &playbook,
        &[
            "goneslug",
            "gonetitle",
            "gonealias",
            "gonebody",
            "editslug",
            "oldtitle",
            "oldwords",
            "newtitle",
            "newwords",
            "fresh",
            "freshtitle",
            "secretthen",
        ],
        &[],
    );
    let changes = playbook.read("public/public/changes/old-to-latest/index.html");
    holds(&changes, &["<del>month</del>", "<ins>week</ins>"]);
    lacks(&changes, &["removed\"", "renamed\""]);
    holds(
        &playbook.read("public/internal/changes/old-to-latest/index.html"),
        &["innergonetitlezq", "<del>inneroldwordszq</del>"],
    );
}

#[test]
fn a_link_to_what_is_withheld_names_both_places() {
    let playbook = Playbook::new(SITE);
    CIRCLES.iter().for_each(|circle| plant(&playbook, circle));
    plant_common(&playbook);
    let w = |place: &str| word("inner", place);
    let folder = w("folder");
    let slug = w("slug");
    let links = [
        (
            format!("[x](/{folder}/{slug}.md)"),
            5,
            format!("content/{folder}/{slug}.md"),
        ),
        (
            format!("[x](/{folder}/{slug}/#{})", w("heading")),
            5,
            format!("content/{folder}/{slug}.md"),
        ),
        (
            format!("[x](/{folder}/)"),
            5,
            format!("content/{folder}/_index.md"),
        ),
        (
            format!("{{{{ term \"{}\" }}}}", w("termalias")),
            9,
            format!("content/glossary/{}.md", w("term")),
        ),
        (
            format!("[x](/glossary/{}/)", w("term")),
            5,
            format!("content/glossary/{}.md", w("term")),
        ),
        (
            format!("{{{{ deck \"{}\" }}}}", w("deckslug")),
            9,
            format!("content/decks/{}.md", w("deckslug")),
        ),
        (
            format!("[x](/decks/{}.md)", w("deckslug")),
            5,
            format!("content/decks/{}.md", w("deckslug")),
        ),
        (
            format!("[x](/decks/{}.pptx)", w("deckslug")),
            5,
            format!("content/decks/{}.pptx", w("deckslug")),
        ),
        (
            format!("{{{{ data \"{}\" }}}}", w("tablename")),
            9,
            format!("content/data/{}.yaml", w("tablename")),
        ),
        (
            "{{ credentials \"microsoft\" }}".to_owned(),
            16,
            "content/credentials/microsoft.md".to_owned(),
        ),
        (
            "[x](/credentials/microsoft.md)".to_owned(),
            5,
            "content/credentials/microsoft.md".to_owned(),
        ),
    ];
    let lines: Vec<&str> = links.iter().map(|(link, ..)| link.as_str()).collect();
    playbook.page(
        "leaky.md",
        "title: Leaky\naudience: partner",
        &format!("{}\n", lines.join("\n\n")),
    );
    let text = playbook.refused();
    for (index, (link, column, path)) in links.iter().enumerate() {
        let line = 5 + 2 * index;
        let place = format!("content/leaky.md:{line}:{column}: ");
        let told: Vec<&str> = text.lines().filter(|one| one.contains(&place)).collect();
        assert_eq!(
            told.len(),
            2,
            "{link} is told for both partner editions: {text}"
        );
        for one in told {
            holds(
                one,
                &[
                    &format!("leads to {path}, which is withheld from the partner edition"),
                    "widen its audience, narrow this page's, or take the link out (audience-leak)",
                ],
            );
        }
    }
    holds(&text, &["withheld from the partner edition for aws"]);
    assert!(!playbook.path("public").exists());
}

#[test]
fn another_hyperscalers_page_is_withheld_too() {
    let playbook = Playbook::new(SITE);
    playbook.page("a.md", "title: A\naudience: partner", "[x](b.md)\n");
    playbook.page(
        "b.md",
        "title: B\naudience: partner\nhyperscalers: google",
        "x\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/a.md:5:5: 'b.md' leads to content/b.md, which is withheld from the partner edition for aws",
        ],
    );
    assert_eq!(
        text.matches("audience-leak").count(),
        1,
        "the partner edition without a hyperscaler has it: {text}"
    );
}

#[test]
fn what_gets_past_the_loader_fails_the_proof_and_leaves_the_old_site() {
    let site = "[site]\ntitle = 'Tiny'\nallow-html = true\n\
        [[editions]]\nname = 'public'\naudience = 'public'\nout = 'public'\n\
        [lint]\nexclude = ['content/zanzibar-pricing-floor.pptx']\n";
    let playbook = Playbook::new(site);
    playbook.page("index.md", "title: Home\naudience: public", "Welcome.\n");
    playbook.page(
        "floor.md",
        "title: Zanzibar pricing floor",
        "Nobody goes below this line, whatever the customer may say about it.\n",
    );
    playbook.built();
    let before = playbook.files("public");
    let smuggled = [
        ("content/index.md", "---\ntitle: Home\naudience: public\n---\n<p><b>Zan</b>zibar pricing floor</p>\n".to_owned(), "index.html' gives the page 'Zanzibar pricing floor' (content/floor.md) away by its title"),
        ("content/index.md", "---\ntitle: Home\naudience: public\n---\n<p>Zanzibar&#32;pricing&#32;floor</p>\n".to_owned(), "away by its title"),
        ("themes/default/not-found.html", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"><p>Zanzibar pricing floor</p>\n".to_owned(), "'404.html' gives the page 'Zanzibar pricing floor' (content/floor.md) away by its title"),
        ("themes/default/not-found.html", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"><a href=\"/zanzibar\">x</a><p>Nobody goes below this line, whatever the <i>customer</i> may say</p>\n".to_owned(), "away by its words"),
        ("themes/default/assets/ours.js", "const floor = \"zanzibar-pricing-floor\";\n".to_owned(), "away by its title"),
    ];
    for (path, text, wanted) in smuggled {
        let old = playbook.path(path).is_file().then(|| playbook.bytes(path));
        playbook.put(path, text);
        let told = playbook.refused();
        holds(
            &told,
            &[
                "the edition 'public' would leak, so nothing is written",
                wanted,
            ],
        );
        assert!(before == playbook.files("public"), "the old site stands");
        match old {
            Some(bytes) => playbook.put(path, bytes),
            None => playbook.remove(path),
        }
    }
    playbook.built();
    assert!(before == playbook.files("public"));
}

#[test]
fn what_names_no_audience_is_internal() {
    let playbook = Playbook::new(SITE);
    playbook.page("a.md", "title: Unmarked canaryzq", "x\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: canarytermzq\n  definition: x\n",
    );
    playbook.put("content/data/canarytablezq.yaml", "columns: [x]\n");
    playbook.deck(
        "canarydeckzq",
        "title: X\nstatus: approved",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook.built();
    for edition in ["partner", "aws", "public"] {
        lacks(&everything(&playbook, edition), &["canary"]);
    }
    holds(
        &everything(&playbook, "internal"),
        &["unmarked canaryzq", "canarytermzq", "canarydeckzq"],
    );
}

#[test]
fn a_leak_in_one_edition_leaves_all_as_they_were() {
    let site = "[site]\ntitle = 'Tiny'\nallow-html = true\n\
        [[editions]]\nname = 'all'\naudience = 'internal'\n\
        [[editions]]\nname = 'www'\naudience = 'public'\n";
    let playbook = Playbook::new(site);
    playbook.page("index.md", "title: Home\naudience: public", "Welcome.\n");
    playbook.page("floor.md", "title: Zanzibar pricing floor", "x\n");
    playbook.built();
    let before = playbook.files("public");
    playbook.page(
        "index.md",
        "title: Home\naudience: public",
        "New words, and <b>Zan</b>zibar pricing floor.\n",
    );
    holds(
        &playbook.refused(),
        &["the edition 'www' would leak, so nothing is written"],
    );
    assert!(before == playbook.files("public"), "the internal one too");
}
