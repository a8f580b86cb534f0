//! Where links lead, and what is said of those that lead nowhere.

use crate::playbook::{POINTS, Playbook, TINY, holds, lacks, png, prose};

#[test]
fn links_lead_to_pages_however_they_are_written() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a/page.md",
        "title: Page",
        "[1](other.md#two) [2](/a/other.md) [3](other/) [4](../a/other.md?x=1#two) [5](#here) \
         [6](/) [7](../a/) [8](file%20one.pdf) [9](https://e.example/MACC) [10](mailto:a@e.example) \
         [11][ref] [12](/glossary/macc/) [13](/credentials/aws.md) [14](../decks/why.pptx) \
         [15](/decks/why.md#slide-1) [16](/glossary.yaml#letter-m)\n\n## Here\n\n[ref]: other.md\n",
    );
    playbook.page("a/other.md", "title: Other", "## Two\n\nx\n");
    playbook.put("content/a/file one.pdf", "pdf");
    playbook.put("content/a/unused.pdf", "pdf");
    playbook.one_of_each();
    playbook.built();
    let html = playbook.html("a/page/");
    for (number, href) in [
        (1, "../../a/other/#two"),
        (2, "../../a/other/"),
        (3, "../../a/other/"),
        (4, "../../a/other/#two"),
        (5, "#here"),
        (6, "../../"),
        (7, "../../a/"),
        (8, "../../a/file%20one.pdf"),
        (11, "../../a/other/"),
        (12, "../../glossary/macc/"),
        (13, "../../credentials/aws/"),
        (14, "../../decks/why/"),
        (15, "../../decks/why/#slide-1"),
        (16, "../../glossary/#letter-m"),
    ] {
        holds(prose(&html), &[&format!("<a href=\"{href}\">{number}</a>")]);
    }
    holds(
        prose(&html),
        &["<a href=\"https://e.example/MACC\" rel=\"external noopener\">9</a>"],
    );
    assert!(
        playbook.has("public/a/file one.pdf"),
        "what is linked is published"
    );
    assert!(!playbook.has("public/a/unused.pdf"), "and nothing else");
    assert!(!playbook.has("public/decks/why/why.pptx"), "nor a draft");
}

#[test]
fn a_broken_link_names_the_nearest_right_one() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a/page.md",
        "title: Page",
        "[x](Other.md)\n[x](othr.md)\n[x](../other.md)\n[x](other.md#tow)\n[x](#heer)\n\
         [x](../../outside.md)\n![x](other.md)\n![x](no.png)\n[x](other)\n[x](/b/other.md)\n\
         {{ term \"MAC\" }}\n{{ deck \"wy\" }}\n\n{{ data \"calender\" }}\n\n{{ credentials \"azure\" }}\n\n\
         {{ figure src=\"other.md\" alt=\"x\" }}\n\n{{ figure src=\"https://e.example/x.png\" alt=\"x\" }}\n\n\
         {{ include \"../snippets/nte.md\" }}\n\n## Here\n",
    );
    playbook.page("a/other.md", "title: Other", "## Two\n\nx\n");
    playbook.put("content/glossary.yaml", "- term: MACC\n  definition: x\n");
    playbook.put("content/data/calendar.yaml", "columns: [a]\n");
    playbook.put("content/snippets/note.md", "x\n");
    playbook.deck("why", "title: Why", "x\n", "slides: [{title: Hi}]");
    let text = playbook.refused();
    for wanted in [
        "4:5: 'Other.md' is written '/a/other.md'; names differ by their capitals",
        "5:5: 'othr.md' leads nowhere; did you mean '/a/other.md'?",
        "6:5: '../other.md' leads nowhere; did you mean '/a/other.md'?",
        "7:5: 'Other' has no place '#tow'; did you mean '#two'?",
        "8:5: this page has no place '#heer'; did you mean '#here'?",
        "9:5: '../../outside.md' leads out of content/; what is published stands in it",
        "10:6: 'other.md' is no picture",
        "11:6: 'no.png' leads nowhere",
        "13:5: '/b/other.md' leads nowhere; did you mean '/a/other.md'?",
        "14:9: there is no term 'MAC'; did you mean 'MACC'?",
        "15:9: there is no deck 'wy'; did you mean 'why'?",
        "17:9: there is no data file 'calender'; did you mean 'calendar'?",
        "19:16: there is no statement 'azure'",
        "21:15: 'other.md' is no picture",
        "23:15: the picture lies on another host; put it beside the page",
        "25:12: there is no snippet '../snippets/nte.md'; did you mean '/snippets/note.md'?",
    ] {
        holds(&text, &[&format!("content/a/page.md:{wanted}")]);
    }
    lacks(&text, &["page.md:12:"]);
    assert!(!playbook.path("public").exists());
}

#[test]
fn lists_that_are_empty_are_not_there_to_be_linked() {
    for list in ["decks", "credentials", "glossary", "tags", "updates"] {
        let playbook = Playbook::new(TINY);
        playbook.page("a.md", "title: A", &format!("[x](/{list}/)\n"));
        let text = playbook.refused();
        holds(
            &text,
            &[&format!("content/a.md:4:5: '/{list}/' leads nowhere")],
        );
    }
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A\ntags: [x]\nupdates: [{2026-01-01: y}]",
        "[x](/decks/) [x](/credentials/) [x](/glossary/) [x](/tags/) [x](/updates/)\n",
    );
    playbook.one_of_each();
    playbook.built();
    for list in ["decks", "credentials", "glossary", "tags", "updates"] {
        holds(&playbook.html("a/"), &[&format!("href=\"../{list}/\"")]);
        assert!(playbook.has(&format!("public/{list}/index.html")), "{list}");
    }
}

#[test]
fn links_outside_of_bodies_are_checked_too() {
    let playbook = Playbook::new(TINY);
    playbook.page(
        "a.md",
        "title: A\nupdates:\n  - 2026-01-01: See [x](gone.md).",
        "{{ data \"table\" caption=\"[x](lost.md)\" }}\n\n{{ figure src=\"p.png\" alt=\"x\" caption=\"[x](left.md)\" }}\n",
    );
    playbook.put("content/p.png", png(1, 1));
    playbook.put(
        "content/data/table.yaml",
        "rows:\n  - {a: one}\n  - {a: 'two [x](away.md)'}\n",
    );
    let points = POINTS.replace("Data made useful", "'[x](astray.md)'");
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{points}"),
        "",
    );
    let text = playbook.refused();
    holds(
        &text,
        &[
            "content/a.md:4:25: 'gone.md' leads nowhere",
            "content/a.md:6:30: 'lost.md' leads nowhere",
            "content/a.md:8:44: 'left.md' leads nowhere",
            "content/data/table.yaml:3:18: 'away.md' leads nowhere",
            "content/credentials/aws.md:6:18: 'astray.md' leads nowhere",
        ],
    );
    playbook.page(
        "a.md",
        "title: A\nupdates:\n  - 2026-01-01: '![x](p.png)'",
        "{{ data \"table\" }}\n",
    );
    playbook.put(
        "content/data/table.yaml",
        "rows:\n  - {a: '![x](q.png) [x](/a.md)'}\n",
    );
    playbook.put("content/q.png", png(1, 1));
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\n{POINTS}"),
        "",
    );
    playbook.built();
    assert!(
        playbook.has("public/p.png") && playbook.has("public/q.png"),
        "pictures in them are published"
    );
}

#[test]
fn a_cell_holds_no_table() {
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "{{ data \"t\" }}\n");
    playbook.put(
        "content/data/t.yaml",
        "columns: [x]\nrows:\n  - ['{{ data \"t\" }}']\n",
    );
    holds(
        &playbook.refused(),
        &["content/data/t.yaml:3:7: 'data' stands in the text of a page, not in a line of one"],
    );
    playbook.put(
        "content/data/t.yaml",
        "columns: [x]\nrows:\n  - ['{{ term \"MAC\" }}']\n",
    );
    playbook.put("content/glossary.yaml", "- term: MACC\n  definition: x\n");
    holds(
        &playbook.refused(),
        &["content/data/t.yaml:3:15: there is no term 'MAC'; did you mean 'MACC'?"],
    );
}

#[test]
fn a_mistake_in_a_definition_is_found_in_the_list() {
    let playbook = Playbook::new(TINY);
    playbook.put(
        "content/glossary.yaml",
        "- term: One\n  definition: x\n\n- term: Two\n  definition: See [x](gone.md).\n",
    );
    holds(
        &playbook.refused(),
        &["content/glossary.yaml:4:1: 'Two': 'gone.md' leads nowhere"],
    );
}

#[test]
fn an_include_that_includes_itself_is_told() {
    let playbook = Playbook::new(TINY);
    playbook.page("a.md", "title: A", "{{ include \"_one.md\" }}\n");
    playbook.put("content/_one.md", "{{ include \"_two.md\" }}\n");
    playbook.put("content/_two.md", "{{ include \"_one.md\" }}\n");
    holds(
        &playbook.refused(),
        &["content/_one.md:1:12: 'content/_one.md' includes itself"],
    );
}
