//! What is read, and every mistake in it.

use crate::playbook::{POINTS, Playbook, TINY, between, holds, lacks, png, prose};

#[test]
fn every_mistake_of_every_file_is_told_in_one_run() {
    let playbook = Playbook::new(TINY);
    playbook.page("key.md", "title: A\nonwer: me", "x\n");
    playbook.page("date.md", "title: A\nreviewed: soon", "x\n");
    playbook.page("untitled.md", "weight: 3", "No heading.\n");
    playbook.page("call.md", "title: A", "x {{ trem \"MACC\" }}\n");
    playbook.page("html.md", "title: A", "<div>x</div>\n");
    playbook.page("alias.md", "title: A\naliases: ['../up']", "x\n");
    playbook.page("cloud.md", "title: A\nhyperscalers: [awz]", "x\n");
    playbook.page("both.md", "title: A\nkind: piller", "{{ term }}\n");
    playbook.page("open.md", "title: A", "{{ tabs }}\n");
    playbook.put("content/endless.md", "---\ntitle: A\n");
    playbook.put("content/latin.md", b"# A\n\ncaf\xe9\n");
    playbook.page("twin.md", "title: A", "x\n");
    playbook.page("twin/index.md", "title: A", "x\n");
    playbook.page("tags/mine.md", "title: A", "x\n");
    playbook.page("decks/lost.md", "title: A\nfile: lost.pptx", "x\n");
    playbook.page("decks/no-deck.md", "title: A\nfile: no-deck.pptx", "x\n");
    playbook.put("content/decks/no-deck.pptx", "not a deck");
    playbook.page("credentials/aws.md", "hyperscaler: aws", "x\n");
    playbook.put("content/data/bad.yaml", "columns: [a, b]\nrows:\n  - [1]\n");
    playbook.put("content/data/broken.yaml", "columns: [a\nrows: x\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: One\n  definition: x\n  see_also: [Onne]\n- term: Two\n- term: one\n  definition: x\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/key.md:3:1: unknown key 'onwer'; did you mean 'owner'? (unknown-key)\n  |\n3 | onwer: me\n  | ^^^^^\n",
            "content/date.md:3:11: 'soon' is no day; write it as 2027-03-31",
            "content/untitled.md:1:1: the page has no title; give it one: 'title: …' in its front matter",
            "content/call.md:4:6: there is no shortcode 'trem': did you mean 'term'? (invalid-page)\n",
            "4 | x {{ trem \"MACC\" }}\n",
            "content/html.md:4:1: HTML is not allowed here; write it in Markdown, put it in code, or allow it",
            "content/alias.md:3:1: '../up' holds an empty or a dotted part; write it as '/old/place/'",
            "content/both.md:3:7:",
            "content/both.md:5:1: 'term' needs 'name': write {{ term \"MACC\" }}",
            "content/open.md:4:1:",
            "content/endless.md:1:1: the front matter has no end; close it with a line of '---'",
            "content/latin.md:3:4: from here on it is not UTF-8 text; save it as UTF-8",
            "content/decks/lost.md:3:1: its deck 'content/decks/lost.pptx' is not there; name it in 'file'",
            "content/decks/no-deck.md:3:1: 'content/decks/no-deck.pptx' cannot be read",
            "content/credentials/aws.md:2:1: 'category' is missing",
            "content/credentials/aws.md:2:1: 'how_we_deploy' is missing",
            "content/data/bad.yaml:3:3: the row has 1 cells, and there are 2 columns",
            "content/data/broken.yaml:2:",
            "content/glossary.yaml:4:1: 'Two' has no 'definition'",
            "content/cloud.md:3:1: there is no hyperscaler 'awz'; did you mean 'aws'?",
            "content/tags/mine.md:1:1: the folder '/tags/' is where rightdeck writes files of its own; call this one otherwise",
            "content/twin/index.md:1:1: the address '/twin/' stands in content/twin.md already; keep one",
        ],
    );
    assert!(!playbook.path("public").exists(), "nothing is written");
}

#[test]
fn names_that_meet_are_told() {
    let playbook = Playbook::new(TINY);
    playbook.page("Team.md", "title: A", "x\n");
    playbook.page("team/_index.md", "title: B", "x\n");
    playbook.put(
        "content/glossary.yaml",
        "- term: One\n  definition: x\n  see_also: [Onne]\n- term: one\n  definition: x\n",
    );
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.page(
        "credentials/too.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.put("content/data/a.yaml", "columns: [x]\n");
    playbook.put("content/data/b/a.yaml", "columns: [x]\n");
    playbook.page("page.md", "title: Page\naliases: [/moved/, /other/]", "x\n");
    playbook.page("moved.md", "title: Moved\naliases: [/other/]", "x\n");
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/team/_index.md:1:1: the address '/team/' stands in content/Team.md already",
            "content/glossary.yaml:1:1: 'One': there is no term 'Onne'; did you mean 'One'?",
            "content/glossary.yaml:4:1: the term 'one' stands in content/glossary.yaml already",
            "content/credentials/too.md:1:1: the statement for 'aws' stands in content/credentials/aws.md already",
            "content/data/b/a.yaml:1:1: the data file 'a' stands in content/data/a.yaml already",
            "content/page.md:3:1: the old address '/moved/' stands in content/moved.md already",
            "content/page.md:3:1: the old address '/other/' stands in content/moved.md already",
        ],
    );
}

#[test]
fn what_leads_nowhere_is_told_beside_all_other_mistakes() {
    let playbook = Playbook::new(TINY);
    playbook.page("key.md", "title: A\nonwer: me", "x\n");
    playbook.page(
        "a.md",
        "title: A",
        "[x](gone.md)\n\n{{ include \"/snippets/gone.md\" }}\n\n[k](key.md)\n",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/key.md:3:1: unknown key 'onwer'",
            "content/a.md:4:5: 'gone.md' leads nowhere",
            "content/a.md:6:12: there is no snippet '/snippets/gone.md'",
        ],
    );
    lacks(
        &text,
        &["'key.md' leads nowhere", "'gone.md' leads nowhere; did"],
    );
}

#[test]
fn mistakes_in_site_toml_have_their_place() {
    for (site, wanted) in [
        (
            "[site]\ntitel = 'x'\n",
            "site.toml:2:1: unknown key 'titel' in [site]; did you mean 'title'?",
        ),
        (
            "[[editions]]\nname = 'a'\naudience = 'partners'\n",
            "site.toml:3:12: 'partners' is not known",
        ),
        (
            "[[editions]]\nname = 'a'\naudience = 'partner'\nhyperscaler = 'awz'\n",
            "site.toml:4:15: there is no hyperscaler 'awz'; did you mean 'aws'?",
        ),
        (
            "[[editions]]\nname = 'a'\naudience = 'partner'\n[[editions]]\nname = 'a'\naudience = 'public'\nout = 'p'\n",
            "site.toml:5:8: there is an edition 'a' already",
        ),
        (
            "[[editions]]\nname = 'a'\naudience = 'internal'\nout = 'x/'\n[[editions]]\nname = 'b'\naudience = 'public'\nout = './x'\n",
            "site.toml:8:7: the edition 'a' is written to 'x/', and each replaces its folder as a whole",
        ),
        (
            "[[versions]]\nname = 'latest'\nref = 'v1'\n",
            "site.toml:2:8: 'latest' is the working tree's own name",
        ),
        (
            "[[versions]]\nname = '1'\nref = 'v1'\n[[versions]]\nname = '1'\nref = 'v2'\n",
            "site.toml:5:8: there is a version '1' already",
        ),
    ] {
        let playbook = Playbook::new(site);
        playbook.page("a.md", "title: A", "x\n");
        let text = playbook.refused();
        holds(&text, &[wanted]);
        assert!(!playbook.path("public").exists());
    }
}

#[test]
fn each_shortcode_shows_what_it_names() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a/page.md",
        "title: Page",
        "A {{ term \"MACC\" }} here.\n\n{{ credentials \"aws\" }}\n\n{{ deck \"why\" }}\n\n\
         {{ include \"/snippets/note.md\" }}\n\n\
         {{ figure src=\"pic.png\" alt=\"Two boxes\" caption=\"As of *May*\" }}\n\n\
         {{ data \"calendar\" caption=\"Read it [twice](../b.md)\" }}\n\n\
         {{ tabs }}\n{{ tab \"Left\" }}\nOne.\n{{ tab \"Right\" }}\nTwo.\n{{ /tabs }}\n\n\
         `{{ term \"raw\" }}` and \\{{ braces\n",
    );
    playbook.page("b.md", "title: B", "x\n");
    playbook.put("content/a/pic.png", png(640, 480));
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  definition: A commitment.\n",
    );
    playbook.put("content/snippets/note.md", "Included, with [b](/b.md).\n");
    playbook.put(
        "content/data/calendar.yaml",
        "title: Calendar\nrows:\n  - {Quarter: Q1, Ends: 2026-03-31, Open: true}\n  - {Quarter: \"**Q2**\", Open: false}\n",
    );
    let front = format!("hyperscaler: aws\nhero_claim: We won together\n{POINTS}");
    playbook.page("credentials/aws.md", &front, "Say it slowly.\n");
    playbook.deck(
        "why",
        "title: Why us\nstatus: approved\nexpires: 2099-01-01",
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook.built();
    let html = playbook.html("a/page/");
    holds(
        prose(&html),
        &[
            "A <a class=\"term\" href=\"../../glossary/macc/\" data-term=\"macc\">MACC</a> here.",
            "<section class=\"statement statement-inline\" aria-label=\"Credentials statement for AWS\">",
            "We won together",
            "href=\"../../credentials/aws/\"",
            "<aside class=\"deck-card\" data-expires=\"2099-01-01\"",
            "<a href=\"../../decks/why/\">Why us</a>",
            "<p>Included, with <a href=\"../../b/\">b</a>.</p>",
            "<figure><img src=\"../../a/pic.png\" alt=\"Two boxes\" width=\"640\" height=\"480\"",
            "<figcaption>As of <em>May</em></figcaption>",
            "<caption>Calendar</caption>",
            "<th scope=\"col\">Quarter</th><th scope=\"col\">Ends</th><th scope=\"col\">Open</th>",
            "<tr><td>Q1</td><td>2026-03-31</td><td>Yes</td></tr>",
            "<tr><td><strong>Q2</strong></td><td></td><td>No</td></tr>",
            "Read it <a href=\"../../b/\">twice</a>",
            "<div class=\"tabs\">",
            "data-tab=\"Left\"",
            "<p>Two.</p>",
            "<code>{{ term \"raw\" }}</code> and {{ braces",
        ],
    );
    assert!(
        playbook.has("public/a/pic.png"),
        "a picture that is shown is published"
    );
}

#[test]
fn html_is_refused_unless_the_site_allows_it() {
    let body = "<div class=\"mine\">A <b>box</b></div>\n\nLine<br>end, in `<code>`.\n";
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\nallow-html = true\n");
    playbook.page("a.md", "title: A", body);
    playbook.built();
    holds(
        prose(&playbook.html("a/")),
        &["<div class=\"mine\">A <b>box</b></div>", "&lt;code&gt;"],
    );
    playbook.put("site.toml", TINY);
    let text = playbook.refused();
    holds(&text, &["content/a.md:4:1: HTML is not allowed here"]);
    assert_eq!(
        text.matches("HTML is not allowed").count(),
        1,
        "a line break and code are no HTML: {text}"
    );
}

#[test]
fn code_is_coloured_by_class() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A",
        "```rust\nfn main() { let a = \"<b>\"; } // end\n```\n",
    );
    playbook.built();
    let html = playbook.html("a/");
    let code = between(&html, "<pre class=\"code", "</pre>");
    assert!(code.matches("<span class=").count() >= 4, "{code}");
    holds(code, &["&lt;b&gt;"]);
    lacks(&html, &["style="]);
}

#[test]
fn githubs_dialect_is_read() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A",
        "| a | b |\n| --- | ---: |\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n> [!WARNING]\n> Mind.\n\n\
         A note.[^1]\n\n[^1]: Below.\n\nTerm\n: Meaning\n\n~~gone~~\n\n## Own id {#mine}\n",
    );
    playbook.built();
    holds(
        prose(&playbook.html("a/")),
        &[
            "<table>",
            "type=\"checkbox\"",
            "checked",
            "alert-warning",
            "footnote",
            "<dt>Term</dt>",
            "<del>gone</del>",
            "id=\"mine\"",
        ],
    );
}
