//! What stands around a page's text.

use crate::playbook::{AT_HOME, Playbook, TINY, between, holds, lacks, prose};

/// Three sections, one of them in `playbook/`, with pages in an order of their own.
fn sections() -> Playbook {
    let playbook = Playbook::new(
        "[site]\ntitle = 'Tiny'\ncompany = 'Quillfish'\nbase-url = 'https://tiny.example/sub'\n\
         edit-url = 'https://git.example/edit/{path}'\nlanguage = 'de'\ntime-zone = 'Europe/Berlin'\n",
    );
    playbook.page("index.md", "title: Welcome", "Hello.\n");
    playbook.page(
        "playbook/co-sell/_index.md",
        "title: Co-sell\ndescription: Together\nweight: 1",
        "Intro.\n",
    );
    playbook.page(
        "playbook/co-sell/first.md",
        "title: First & foremost\ndescription: 'What <it> is'\nkind: pillar\nowner: Ada\nreviewed: 2026-07-01\n\
         review_every: 6 months\nhyperscalers: [aws]\narchetypes: [saas, hybrid]\ntags: [Deal Desk, Zeta]\nweight: 1\n\
         aliases: [/old/first/, legacy.html]\n\
         updates:\n  - 2026-01-05: First *fix*.\n  - 2026-03-05: Second fix, see [last](last.md).\n\
         sources:\n  - {name: A firm, url: 'https://firm.example/', class: analyst, note: Paid, checked: 2026-06-01}\n  - {name: Somebody, class: practitioner}\n  - {name: A maker, class: vendor}",
        "## One\n\n### Inner\n\nx\n\n## Two\n\n[deck](/decks/why.md) [next](last.md)\n",
    );
    playbook.page(
        "playbook/co-sell/last.md",
        "title: Last\nweight: 2",
        "[first](first.md#one)\n",
    );
    playbook.page(
        "playbook/co-sell/deep/er.md",
        "title: Deeper\ntags: zeta",
        "x\n",
    );
    playbook.page("playbook/team/roles.md", "title: Roles", "x\n");
    playbook.page("about/us.md", "title: About us", "x\n");
    playbook.deck(
        "why",
        "title: Why us\nstatus: approved\nexpires: 2099-01-01",
        "[first](/playbook/co-sell/first.md)\n",
        "slides: [{title: Hi}]",
    );
    playbook
}

#[test]
fn a_page_says_where_it_stands() {
    let playbook = sections();
    playbook.built();
    let html = playbook.html("playbook/co-sell/first/");
    let root = "../../../";
    let main = between(&html, "<nav aria-label=\"Main\">", "</nav>");
    holds(
        main,
        &[
            &format!("<a href=\"{root}playbook/co-sell/\" aria-current=\"true\">Co-sell</a>"),
            &format!("<a href=\"{root}playbook/team/\">Team</a>"),
            &format!("<a href=\"{root}about/\">About</a>"),
            &format!("<a href=\"{root}decks/\">Decks</a>"),
        ],
    );
    let side = between(&html, "<nav class=\"side\"", "</nav>");
    holds(
        side,
        &[
            &format!(
                "<a href=\"{root}playbook/co-sell/first/\" aria-current=\"page\">First &amp; foremost</a>"
            ),
            &format!("<a href=\"{root}playbook/co-sell/deep/er/\">Deeper</a>"),
        ],
    );
    lacks(side, &["Roles", "About us"]);
    let crumbs = between(&html, "<nav class=\"crumbs\"", "</nav>");
    holds(
        crumbs,
        &[
            &format!("<a href=\"{root}\">Home</a>"),
            &format!("<a href=\"{root}playbook/\">Playbook</a>"),
            &format!("<a href=\"{root}playbook/co-sell/\">Co-sell</a>"),
        ],
    );
    let toc = between(&html, "<nav class=\"toc\"", "</nav>");
    holds(
        toc,
        &[
            "<a href=\"#one\">One</a><ul><li><a href=\"#inner\">Inner</a></li></ul>",
            "#two",
        ],
    );
    let pager = between(&html, "<nav class=\"pager\"", "</nav>");
    holds(
        pager,
        &[
            &format!("<a rel=\"prev\" href=\"{root}playbook/co-sell/\">"),
            &format!(
                "<a rel=\"next\" href=\"{root}playbook/co-sell/last/\"><span class=\"quiet\">Next</span>Last"
            ),
        ],
    );
}

#[test]
fn a_page_says_how_far_it_can_be_trusted() {
    let playbook = sections();
    playbook.built();
    let html = playbook.html("playbook/co-sell/first/");
    let trust = between(&html, "<dl class=\"trust\">", "</dl>");
    holds(
        trust,
        &[
            "<dd>Ada</dd>",
            "<time datetime=\"2026-07-01\">2026-07-01</time>",
            "<time datetime=\"2027-01-01\" data-due>2027-01-01</time>",
            "Our own people",
            "Pillar",
            "AWS",
            "SaaS, hybrid",
        ],
    );
    let updates = between(&html, "id=\"page-updates\"", "</section>");
    let second = updates.find("2026-03-05").expect("the second");
    assert!(
        second < updates.find("2026-01-05").expect("the first"),
        "the newest first: {updates}"
    );
    holds(
        updates,
        &[
            "First <em>fix</em>.",
            "<a href=\"../../../playbook/co-sell/last/\">last</a>",
        ],
    );
    let sources = between(&html, "id=\"page-sources\"", "</section>");
    let places: Vec<usize> = ["Vendors</h3>", "Analysts</h3>", "Practitioners</h3>"]
        .iter()
        .map(|name| {
            sources
                .find(name)
                .unwrap_or_else(|| panic!("{name}: {sources}"))
        })
        .collect();
    assert!(places.is_sorted(), "{sources}");
    holds(
        sources,
        &[
            "Published by a company about its own products or programs.",
            "Published by a research firm that vendors may pay.",
            "one person&#39;s experience",
            "<a href=\"https://firm.example/\" rel=\"external noopener\">A firm</a>. Paid",
            "2026-06-01",
        ],
    );
}

#[test]
fn a_page_leads_to_what_belongs_to_it() {
    let playbook = sections();
    playbook.built();
    let html = playbook.html("playbook/co-sell/first/");
    let root = "../../../";
    holds(
        between(&html, "id=\"page-decks\"", "</section>"),
        &[
            &format!("<a href=\"{root}decks/why/\">Why us</a>"),
            "Approved",
            "data-expires",
        ],
    );
    let back = between(&html, "id=\"page-backlinks\"", "</section>");
    holds(
        back,
        &[
            &format!("{root}playbook/co-sell/last/\">Last<"),
            &format!("{root}decks/why/\">Why us<"),
        ],
    );
    lacks(back, &["First"]);
    lacks(&playbook.html("about/us/"), &["page-backlinks"]);
    holds(
        &html,
        &[
            &format!("<a href=\"{root}tags/deal-desk/\">Deal Desk</a>"),
            &format!("<a href=\"{root}playbook/co-sell/first.md\">Read as Markdown</a>"),
            "https://git.example/edit/content/playbook/co-sell/first.md",
        ],
    );
    let tag = playbook.html("tags/zeta/");
    holds(&tag, &["First &amp; foremost", "Deeper", "<h1>Zeta</h1>"]);
    holds(&playbook.html("tags/"), &["Deal Desk", "tags/zeta/"]);
}

#[test]
fn a_page_says_what_it_is_to_machines() {
    let playbook = sections();
    playbook.built();
    let html = playbook.html("playbook/co-sell/first/");
    let canonical = "https://tiny.example/sub/playbook/co-sell/first/";
    holds(
        &html,
        &[
            "<html lang=\"de\" data-time-zone=\"Europe",
            "<title>First &amp; foremost · Tiny</title>",
            &format!("<link rel=\"canonical\" href=\"{canonical}\">"),
            &format!("<meta property=\"og:url\" content=\"{canonical}\">"),
            "<meta property=\"og:title\" content=\"First &amp; foremost\">",
            "<meta name=\"description\" content=\"What &lt;it&gt; is\">",
            "<meta property=\"og:type\" content=\"article\">",
            "<meta property=\"og:site_name\" content=\"Tiny\">",
            "type=\"application/atom+xml\"",
            "media=\"print\"",
            "<link rel=\"alternate\" type=\"text/markdown\" href=\"../../../playbook/co-sell/first.md\">",
        ],
    );
    lacks(&html, &["noindex"]);
}

#[test]
fn old_addresses_lead_to_the_new_one() {
    let playbook = sections();
    playbook.built();
    let old = playbook.html("old/first/");
    holds(
        &old,
        &[
            "http-equiv=\"refresh\"",
            "../../playbook",
            "noindex",
            "rel=\"canonical\"",
        ],
    );
    let file = playbook.read("public/legacy.html");
    holds(&file, &["http-equiv=\"refresh\""]);
    lacks(&file, &["../"]);
}

#[test]
fn what_is_not_there_has_a_page() {
    let playbook = sections();
    playbook.built();
    let html = playbook.read("public/404.html");
    holds(
        &html,
        &[
            "<h1>This page is not here</h1>",
            "href=\"/sub/\"",
            "href=\"/sub/assets/style.",
            "noindex",
        ],
    );
    lacks(&html, &["href=\"./", "href=\"../", "rel=\"canonical\""]);
    let at_the_root = Playbook::new(TINY);
    at_the_root.page("a.md", "title: A", "x\n");
    at_the_root.built();
    holds(
        &at_the_root.read("public/404.html"),
        &["href=\"/assets/style."],
    );
}

#[test]
fn the_home_page_and_sections_list_what_they_hold() {
    let playbook = sections();
    playbook.built();
    let home = playbook.html("");
    holds(
        &home,
        &[
            "Hello.",
            "Co-sell",
            "Together",
            "Why us",
            "2026-03-05",
            "aria-current=\"page\"",
        ],
    );
    let section = playbook.html("playbook/co-sell/");
    holds(
        &section,
        &["Intro.", "What &lt;it&gt; is", "Deep", "2027-01-01"],
    );
    let bare = playbook.html("playbook/team/");
    holds(&bare, &["<h1>Team</h1>", "Roles"]);
    let nothing = Playbook::new(TINY);
    nothing.page("a.md", "title: A", "x\n");
    nothing.built();
    holds(&nothing.html(""), &["<h1>Tiny</h1>"]);
}

#[test]
fn a_title_may_be_the_first_heading() {
    let playbook = Playbook::new(TINY);
    playbook.put("content/a.md", "# Headed so\n\nText.\n");
    playbook.built();
    let html = playbook.html("a/");
    holds(&html, &["<title>Headed so · Tiny</title>"]);
    assert_eq!(
        html.matches("Headed so</h1>").count() + html.matches(">Headed so<a").count(),
        1,
        "{html}"
    );
    assert_eq!(html.matches("<h1").count(), 1, "{html}");
    assert!(playbook.read("public/a.md").starts_with("# Headed so\n"));
}

#[test]
fn a_page_says_when_it_last_changed() {
    let playbook = Playbook::new(AT_HOME);
    if !playbook.git_init() {
        return;
    }
    playbook.page("a.md", "title: A", "one\n");
    playbook.page("b.md", "title: B", "one\n");
    playbook.built();
    lacks(&playbook.html("a/"), &["Last changed"]);
    playbook.commit("one", "2026-01-01");
    playbook.page("b.md", "title: B", "two\n");
    playbook.commit("two", "2026-02-02");
    playbook.page("c.md", "title: C", "not committed\n");
    playbook.built();
    holds(
        &playbook.html("a/"),
        &["Last changed <time datetime=\"2026-01-01\">"],
    );
    holds(
        &playbook.html("b/"),
        &["Last changed <time datetime=\"2026-02-02\">"],
    );
    lacks(&playbook.html("c/"), &["Last changed"]);
    holds(
        &playbook.read("public/sitemap.xml"),
        &["<loc>https://tiny.example/b/</loc><lastmod>2026-02-02</lastmod>"],
    );
}

#[test]
fn long_sections_are_cut_and_no_page_is_lost() {
    let playbook = Playbook::new(TINY);
    for at in 0..90 {
        playbook.page(
            &format!("s/p{at:02}.md"),
            &format!("title: P{at:02}"),
            "x\n",
        );
    }
    playbook.built();
    for at in 0..90 {
        let html = playbook.html(&format!("s/p{at:02}/"));
        let side = between(&html, "<nav class=\"side\"", "</nav>");
        holds(
            side,
            &[&format!("aria-current=\"page\">P{at:02}</a>"), " more</a>"],
        );
    }
    assert_eq!(
        playbook.html("s/").matches("href=\"../s/p").count(),
        90,
        "the section lists all"
    );
    assert!(prose(&playbook.html("s/p00/")).contains("<p>x</p>"));
}
