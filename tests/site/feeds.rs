//! What programs that know nothing of rightdeck read.

use crate::playbook::{AT_HOME, POINTS, Playbook, TINY, holds, lacks};
use crate::xml;

#[test]
fn updates_are_a_dated_list_and_a_feed() {
    let playbook = Playbook::new(AT_HOME);
    playbook.page(
        "a.md",
        "title: 'A <&> \"B\"'\nupdates:\n  - 2026-01-05: \"One & <two>, see [b](b.md)\"\n  - 2026-01-05: Again\n  - 2026-03-01: \"Odd \\x0b signs\"",
        "x\n",
    );
    playbook.page("b.md", "title: B\nupdates: [{2026-02-01: Middle}]", "x\n");
    playbook.built();
    let feed = playbook.read("public/updates/feed.xml");
    let entries = xml::texts(&feed, "title");
    assert_eq!(
        entries[1..],
        ["A <&> \"B\"", "B", "A <&> \"B\"", "A <&> \"B\""]
    );
    let dates = xml::texts(&feed, "updated");
    assert_eq!(dates[0], "2026-03-01T00:00:00Z");
    assert!(
        dates[1..].is_sorted_by(|a, b| a >= b),
        "the newest first: {dates:?}"
    );
    let mut ids = xml::texts(&feed, "id");
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "every entry has its own id: {feed}");
    let contents = xml::texts(&feed, "content");
    assert!(
        contents
            .iter()
            .any(|html| html
                == "One &amp; &lt;two&gt;, see <a href=\"https://tiny.example/b/\">b</a>"),
        "{contents:?}"
    );
    holds(
        &feed,
        &["<link rel=\"self\" href=\"https://tiny.example/updates/feed.xml\"/>"],
    );
    let list = playbook.html("updates/");
    let places: Vec<usize> = ["2026-03-01", "2026-02-01", "2026-01-05"]
        .map(|day| list.find(day).expect(day))
        .to_vec();
    assert!(places.is_sorted(), "{list}");
    holds(
        &list,
        &["<a href=\"../b/\">b</a>", "href=\"../updates/feed.xml\""],
    );
}

#[test]
fn the_sitemap_has_every_page_once() {
    let playbook = Playbook::new(AT_HOME);
    playbook.page("über uns/a & b.md", "title: A\ntags: [x y]", "x\n");
    playbook.one_of_each();
    playbook.built();
    let map = playbook.read("public/sitemap.xml");
    let found = xml::texts(&map, "loc");
    assert_eq!(
        found,
        [
            "",
            "credentials/",
            "credentials/aws/",
            "decks/",
            "decks/why/",
            "glossary/",
            "glossary/macc/",
            "search/",
            "tags/",
            "tags/x-y/",
            "%C3%BCber-uns/",
            "%C3%BCber-uns/a-b/"
        ]
        .map(|url| format!("https://tiny.example/{url}"))
    );
    let robots = playbook.read("public/robots.txt");
    holds(&robots, &["Sitemap: https://tiny.example/sitemap.xml\n"]);
    let homeless = Playbook::new(TINY);
    homeless.page("a.md", "title: A\nupdates: [{2026-01-01: x}]", "x\n");
    homeless.built();
    assert!(!homeless.has("public/sitemap.xml") && !homeless.has("public/updates/feed.xml"));
    lacks(&homeless.html("a/"), &["canonical", "og:url", "feed.xml"]);
}

#[test]
fn llms_txt_leads_to_a_twin_of_each_page() {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\ndescription = 'About it'\n");
    playbook.page("s/a.md", "title: A [x]\ndescription: What it is", "x\n");
    playbook.page("s/Q4 plan (1).md", "title: Plan", "x\n");
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.deck("why", "title: Why", "x\n", "slides: [{title: Hi}]");
    playbook.built();
    let llms = playbook.read("public/llms.txt");
    holds(
        &llms,
        &[
            "# Tiny\n\n> About it\n",
            "## S\n\n- [A \\[x\\]](s/a.md): What it is\n",
            "- [Plan](s/Q4%20plan%20%281%29.md)\n",
            "- [Credentials for AWS](credentials/aws.md)\n",
            "- [Why](decks/why.md)\n",
        ],
    );
    for line in llms.lines().filter(|line| line.starts_with("- ")) {
        let (_, rest) = line.rsplit_once("](").expect("a link");
        let path = rest.split(')').next().expect("its end");
        let path = path
            .replace("%20", " ")
            .replace("%28", "(")
            .replace("%29", ")");
        assert!(playbook.has(&format!("public/{path}")), "{path} is there");
    }
    holds(
        &playbook.html("s/q4-plan-1/"),
        &["href=\"../../s/Q4%20plan%20"],
    );
}

#[test]
fn the_twin_is_the_page_in_markdown() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "s/a.md",
        "title: A\nowner: Ada",
        "A {{ term \"MACC\" }} and {{ deck \"why\" }}.\n\n{{ include \"/snippets/n.md\" }}\n\n{{ credentials \"aws\" }}\n\n\
         {{ data \"t\" }}\n\n{{ figure src=\"p.png\" alt=\"Alt\" caption=\"Cap\" }}\n\n\
         {{ tabs }}\n{{ tab \"Left\" }}\nOne.\n{{ /tabs }}\n\n[b](b.md#x)\n",
    );
    playbook.page("s/b.md", "title: B", "## X\n\nAs *it* stands.\n");
    playbook.put("content/s/p.png", crate::playbook::png(1, 1));
    playbook.put("content/snippets/n.md", "See [b](../s/b.md).\n");
    playbook.put("content/data/t.yaml", "rows:\n  - {a: 'x | y', b: 2}\n");
    playbook.one_of_each();
    playbook.built();
    let twin = playbook.read("public/s/a.md");
    assert!(
        twin.starts_with("# A\n\nA [MACC](../glossary/macc/) and [Why](../decks/why.md)."),
        "{twin}"
    );
    holds(
        &twin,
        &[
            "See [b](../s/b.md).",
            "**Credentials for AWS**",
            "1. Category: A data platform",
            "| a | b |",
            "x \\| y",
            "![Alt](../s/p.png)",
            "Cap",
            "Left",
            "One.",
            "b.md#x",
        ],
    );
    lacks(&twin, &["{{", "owner"]);
    assert_eq!(
        playbook.read("public/s/b.md"),
        "# B\n\n## X\n\nAs *it* stands.\n"
    );
}
