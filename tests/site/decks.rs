//! The catalogue and the statements.

use crate::playbook::{POINTS, Playbook, between, holds, lacks};
use sha2::{Digest as _, Sha256};

const SITE: &str = "[site]\ntitle = 'Tiny'\n\
    [[editions]]\nname = 'in'\naudience = 'internal'\nout = 'public/in'\n\
    [[editions]]\nname = 'out'\naudience = 'partner'\nout = 'public/out'\n";

const SLIDES: &str = "slides:\n  - {title: First slide, notes: Whisper this., body: On it}\n\
    \x20 - {title: Second & last, hidden: true}\n  - {body: Untitled}\n";

fn playbook() -> Playbook {
    let playbook = Playbook::new(SITE);
    playbook.deck(
        "why",
        "title: Why us on AWS\nhyperscaler: aws\ncontexts: [joint, customer]\nkind: pitch\nstatus: approved\nowner: Ada\n\
         reviewed: 2026-01-01\nreview_every: 90 days\nexpires: 2099-12-31\nproducts: [Reef]\nindustries: [Retail]\n\
         archetypes: [customer-deployed]\nstage: [discovery]\nlanguage: en\naudience: partner",
        "## Say\n\nSlowly.\n",
        SLIDES,
    );
    playbook.deck(
        "draft",
        "title: Not yet\nhyperscaler: none\nstatus: draft\naudience: partner",
        "x\n",
        SLIDES,
    );
    playbook.deck(
        "old",
        "title: Long ago\nhyperscaler: [aws, google]\nstatus: retired\nreplaced_by: why\naudience: partner",
        "x\n",
        SLIDES,
    );
    playbook.page(
        "decks/lost.md",
        "title: Lost\nstatus: retired\naudience: partner",
        "The file is gone.\n",
    );
    playbook.page(
        "credentials/aws.md",
        &format!("hyperscaler: aws\nowner: Ada\nreviewed: 2026-01-01\nreview_every: 6 months\naudience: partner\nhero_claim: 'We *won*'\n{POINTS}"),
        "## Delivery\n\nPause here.\n",
    );
    playbook
}

#[test]
fn a_deck_has_a_page() {
    let playbook = playbook();
    playbook.built();
    let html = playbook.read("public/in/decks/why/index.html");
    holds(
        &html,
        &[
            "<h1>Why us on AWS</h1>",
            "Approved",
            "data-expires=\"2099-12-31\"",
            "<time datetime=\"2026-04-01\" data-due>",
            "<dd>Reef</dd>",
            "<dd>Retail</dd>",
            "<dd>customer-deployed</dd>",
            "<dd>discovery</dd>",
            "<dd>Ada</dd>",
            "<li class=\"yes\">Joint meeting</li>",
            "<span class=\"visually-hidden\">Not for: </span>Hyperscaler</li>",
            "Slowly.",
            "<li id=\"slide-1\" value=\"1\"><span class=\"slide-title\">First slide</span>",
            "Second &amp; last",
            "<span class=\"chip\">Hidden</span>",
            "No title",
        ],
    );
    let bytes = playbook.bytes("content/decks/why.pptx");
    let digest = Sha256::digest(&bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    holds(
        &html,
        &[&sha256, "href=\"../../decks/why/why.pptx\" download"],
    );
    assert_eq!(playbook.bytes("public/in/decks/why/why.pptx"), bytes);
}

#[test]
fn notes_are_for_our_own_people() {
    let playbook = playbook();
    playbook.built();
    holds(
        &playbook.read("public/in/decks/why/index.html"),
        &["Internal notes", "Whisper this."],
    );
    let outside = playbook.read("public/out/decks/why/index.html");
    holds(&outside, &["First slide"]);
    lacks(&outside, &["Internal notes", "Whisper this."]);
}

#[test]
fn only_what_is_approved_can_be_had() {
    let playbook = playbook();
    playbook.built();
    for edition in ["in", "out"] {
        let files = playbook.files(&format!("public/{edition}"));
        let decks: Vec<&String> = files
            .keys()
            .filter(|path| path.ends_with(".pptx"))
            .collect();
        assert_eq!(decks, ["decks/why/why.pptx"]);
    }
    let draft = playbook.read("public/in/decks/draft/index.html");
    holds(
        &draft,
        &["Draft: not approved yet", "None: it names no hyperscaler"],
    );
    lacks(&draft, &["SHA-256", "Download"]);
    let old = playbook.read("public/in/decks/old/index.html");
    holds(
        &old,
        &[
            "Retired: do not show this deck",
            "Use <a href=\"../../decks/why/\">Why us on AWS</a> instead.",
        ],
    );
    lacks(&old, &["SHA-256", "Download"]);
    holds(
        &playbook.read("public/in/decks/lost/index.html"),
        &["Retired", "The file is gone."],
    );
}

#[test]
fn the_catalogue_is_by_hyperscaler_and_says_who_may_be_in_the_room() {
    let playbook = playbook();
    playbook.built();
    let html = playbook.read("public/in/decks/index.html");
    let of = |id: &str| between(&html, &format!("id=\"{id}\""), "</section>").to_owned();
    holds(
        &of("aws"),
        &[
            "Why us on AWS",
            "Long ago",
            "Joint meeting, Customer",
            "pitch",
            "2099-12-31",
        ],
    );
    lacks(&of("aws"), &["Not yet"]);
    holds(&of("google"), &["Long ago"]);
    lacks(&of("google"), &["Why us"]);
    holds(&of("no-hyperscaler"), &["Not yet"]);
}

#[test]
fn a_statement_has_a_page() {
    let playbook = playbook();
    playbook.built();
    let html = playbook.read("public/in/credentials/aws/index.html");
    let places: Vec<usize> = [
        "A data platform",
        "On the marketplace",
        "Co-sell ready",
        "Data made useful",
        "In your account",
        "We <em>won</em>",
    ]
    .iter()
    .map(|text| html.find(text).unwrap_or_else(|| panic!("{text}: {html}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    holds(
        &html,
        &[
            "<h1>Credentials for AWS</h1>",
            "Pause here.",
            "2026-07-01",
            "16 words",
            "7 seconds",
        ],
    );
    holds(
        &playbook.read("public/in/credentials/index.html"),
        &["credentials/aws/"],
    );
}
