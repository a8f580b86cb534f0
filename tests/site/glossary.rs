//! Terms: where they are linked, their own pages, the list of all.

use crate::playbook::{Playbook, TINY, between, holds, lacks, prose};

const TERMS: &str = "- term: private offer\n  aliases: [PO]\n  definition: Terms for one buyer.\n\
    - term: offer\n  definition: What is on sale.\n  see_also: [private offer]\n  replaced_by: listing\n\
    - term: MACC\n  hyperscaler: microsoft\n  definition: \"A *commitment*, second sentence.\"\n  since: 2020-01-01\n  until: 2030-01-01\n\
    - term: Überblick\n  definition: x\n\
    - term: 3P\n  definition: x\n";

#[test]
fn the_first_mention_is_linked_and_nothing_else() {
    let playbook = Playbook::new(TINY);
    playbook.put("content/glossary.yaml", TERMS);
    playbook.page(
        "a.md",
        "title: MACC page",
        "## The MACC\n\n`MACC`, [MACC](b.md), SMACC, and two private offers. A PO, an offer, a MACC, a MACC.\n",
    );
    playbook.page("b.md", "title: B", "No word of it.\n");
    playbook.page("c.md", "title: C", "A PO.\n");
    playbook.built();
    let html = playbook.html("a/");
    let body = prose(&html);
    let linked: Vec<&str> = body
        .split("<a class=\"term\"")
        .skip(1)
        .map(|rest| {
            between(&rest[rest.find('>').expect("a tag")..], ">", "</a>").trim_start_matches('>')
        })
        .collect();
    assert_eq!(linked, ["private offers", "offer", "MACC"], "{body}");
    holds(
        body,
        &[
            "SMACC",
            "<code>MACC</code>",
            "<a href=\"../b/\">MACC</a>",
            "href=\"../glossary/macc/\" data-term=\"macc\"",
        ],
    );
    holds(
        prose(&playbook.html("c/")),
        &["data-term=\"private-offer\">PO</a>"],
    );
    holds(
        &html,
        &["<meta name=\"rightdeck-terms\" content=\"../terms.json\">"],
    );
}

#[test]
fn a_term_has_a_page_that_says_who_uses_it() {
    let playbook = Playbook::new(TINY);
    playbook.put("content/glossary.yaml", TERMS);
    playbook.page(
        "glossary/own-file.md",
        "aliases: [OF]",
        "In a file. An offer.\n",
    );
    playbook.page("a.md", "title: Page A", "A MACC and {{ term \"PO\" }}.\n");
    playbook.page(
        "b.md",
        "title: Page B",
        "An MACC:\n\n{{ include \"_s.md\" }}\n\n{{ include \"_s.md\" }}\n",
    );
    playbook.put("content/_s.md", "An offer and an OF.\n");
    playbook.deck("why", "title: Why", "The MACC.\n", "slides: [{title: Hi}]");
    playbook.built();
    let macc = playbook.html("glossary/macc/");
    holds(
        &macc,
        &[
            "<em>commitment</em>",
            "Microsoft",
            "2020-01-01",
            "2030-01-01",
            "<title>MACC · Tiny</title>",
        ],
    );
    let used = between(&macc, "Used on</h2>", "</section>");
    holds(
        used,
        &[
            "\"../../a/\">Page A<",
            "\"../../b/\">Page B<",
            "\"../../decks/why/\">Why<",
        ],
    );
    let offer = playbook.html("glossary/offer/");
    holds(
        &offer,
        &[
            "\"../../glossary/private-offer/\">private offer<",
            "listing",
            "\"../../b/\">Page B<",
        ],
    );
    holds(
        &playbook.html("glossary/private-offer/"),
        &["\"../../a/\">Page A<"],
    );
    let own = playbook.html("glossary/own-file/");
    holds(
        &own,
        &[
            "<h1>Own file</h1>",
            "In a file.",
            "Also OF",
            "\"../../b/\">Page B<",
            "data-term=\"offer\"",
        ],
    );
    let json = playbook.json("public/glossary.json");
    let of = |term: &str| {
        let terms = json["terms"].as_array().expect("a list");
        terms
            .iter()
            .find(|one| one["term"] == term)
            .expect("it is there")
            .clone()
    };
    assert_eq!(
        of("MACC")["used_on"],
        serde_json::json!(["a/", "b/", "decks/why/"])
    );
    assert_eq!(of("3P")["used_on"], serde_json::json!([]));
    let popovers = playbook.json("public/terms.json");
    assert_eq!(popovers["macc"]["text"], "A commitment, second sentence.");
    assert_eq!(popovers["macc"]["url"], "glossary/macc/");
}

#[test]
fn the_list_goes_from_a_to_z() {
    let playbook = Playbook::new(TINY);
    playbook.put("content/glossary.yaml", TERMS);
    playbook.page(
        "glossary/_index.md",
        "title: Our words\ndescription: All of them",
        "Read *these*.\n",
    );
    playbook.built();
    let html = playbook.html("glossary/");
    holds(
        &html,
        &[
            "<h1>Our words</h1>",
            "All of them",
            "Read <em>these</em>.",
            "also PO",
        ],
    );
    let places: Vec<usize> = [
        "letter-0\">",
        "letter-m\">",
        "letter-o\">",
        "letter-p\">",
        "letter-u\">",
    ]
    .iter()
    .map(|id| {
        html.find(&format!("<h2 class=\"letter\" id=\"{id}"))
            .unwrap_or_else(|| panic!("{id}: {html}"))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    holds(&html, &["href=\"#letter-m\"", "id=\"letter-m\""]);
    lacks(&html, &["id=\"letter-a\""]);
}
