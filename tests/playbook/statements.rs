//! The credentials statements, and the first slides that are held against them.

use crate::{Book, HELLO, page};

const STATEMENT: &str = "---
hyperscaler: aws
category: Quillfish is an ISV with a data platform on AWS.
marketplace: Sold through AWS Marketplace as a container product.
cosell_commit: Opportunities are shared in ACE. Purchases draw down the customer's EDP.
what_we_do: Fresh, governed tables for every team.
how_we_deploy: The data plane runs in the customer's own AWS account.
hero_claim: With AWS we took a grocer to answers in nine minutes.
---
";

const FIRST: &str = "slides:
  - title: Who we are
    body:
      - An independent software vendor with one data platform on AWS
      - Buy our container product in AWS Marketplace
      - Registered in ACE; every purchase retires EDP
      - Governed tables, always fresh, for all teams
      - Installed in your own AWS account, data plane included
";

fn with(statement: &str) -> Book {
    Book::new().file("content/credentials/aws.md", statement)
}

fn joint(book: Book, deck: &str) -> Book {
    book.deck("content/decks/a.pptx", deck).file(
        "content/decks/a.md",
        page("hyperscaler: aws\ncontexts: [joint]\n"),
    )
}

#[test]
fn slide_one_is_held_against_the_statement_of_today() {
    let book = joint(with(STATEMENT), FIRST);
    assert!(
        book.lint(&[])
            .exits(0)
            .found("credentials-not-first")
            .is_empty()
    );
    // The statement changes, and the deck is old.
    let book = book.file(
        "content/credentials/aws.md",
        STATEMENT.replace("customer's EDP", "customer's PPA"),
    );
    assert_eq!(
        book.lint(&[]).exits(1).found("credentials-not-first"),
        [
            "error content/decks/a.pptx:slide 1: The first slide is not the statement for AWS; missing: \
          Co-sell and commit (without 'PPA')."
        ]
    );
    let book = joint(book, HELLO);
    assert_eq!(
        book.lint(&[]).exits(1).found("credentials-not-first"),
        [
            "error content/decks/a.pptx:slide 1: The first slide is not the statement for AWS; missing: \
          Category, Marketplace, Co-sell and commit, What we do, How we deploy."
        ]
    );
}

#[test]
fn a_slide_of_pictures_is_none() {
    let book = joint(with(STATEMENT), "slides: [{picture: {alt: the statement}}]");
    let found = book.lint(&[]).exits(1).found("credentials-not-first");
    assert!(found[0].contains("has no words"), "{found:?}");
}

#[test]
fn a_hyperscaler_without_a_statement_is_said_once() {
    let google = "hyperscaler: google\ncontexts: [joint]\n";
    let book = with(STATEMENT)
        .deck("content/decks/a.pptx", HELLO)
        .file("content/decks/a.md", page(google))
        .deck("content/decks/b.pptx", HELLO)
        .file(
            "content/decks/b.md",
            page(google).replace("a.pptx", "b.pptx"),
        );
    let found = book.lint(&[]).exits(0).found("credentials-not-first");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("warning content/credentials/google.md: The playbook has no"));
    // A playbook that has none at all hears of it, too.
    let bare = joint(Book::new(), HELLO).lint(&[]).exits(0);
    assert!(
        bare.err.contains("has no credentials statement"),
        "{bare:?}"
    );
    assert!(bare.found("credentials-not-first").is_empty());
}

#[test]
fn outside_of_a_playbook_there_is_nothing_to_hold_it_against() {
    let book = Book::new().deck("a.pptx", HELLO);
    std::fs::remove_file(book.path().join("site.toml")).expect("it was there");
    let ran = book.lint(&["a.pptx", "--hyperscaler", "aws", "--context", "joint"]);
    assert!(ran.exits(0).found("credentials-not-first").is_empty());
}

#[test]
fn a_statement_has_all_its_points_and_the_right_words() {
    let found = |statement: String, rule: &str| with(&statement).lint(&[]).found(rule);
    let clean = with(STATEMENT).lint(&[]).exits(0);
    assert!(clean.out.contains("\"errors\": 0"), "{clean:?}");

    let lacks = STATEMENT.replace("what_we_do: Fresh, governed tables for every team.\n", "");
    let missing = found(lacks, "credentials-incomplete");
    assert!(
        missing[0].contains("'what_we_do' is missing"),
        "{missing:?}"
    );
    assert_eq!(
        found(
            STATEMENT.replace("Fresh, governed tables for every team.", "' '"),
            "credentials-incomplete"
        ),
        ["error content/credentials/aws.md:6:1: The point 'What we do' says nothing."]
    );
    assert_eq!(
        found(
            STATEMENT.replace("customer's EDP", "promise"),
            "credentials-incomplete"
        ),
        [
            "error content/credentials/aws.md:5:1: The point on co-sell does not name the commitment in \
          AWS's own word."
        ]
    );
    assert_eq!(
        found(
            STATEMENT.replace("customer's EDP", "EDP and MACC"),
            "wrong-commit-term"
        ),
        [
            "error content/credentials/aws.md:5:81: 'MACC' is what Microsoft calls a spending commitment, \
          and this deck is for AWS."
        ]
    );
    assert_eq!(
        found(
            STATEMENT.replace(
                "With AWS we took a grocer to answers in nine minutes.",
                ">-\n  Quillfish is\n  the fastest data platform."
            ),
            "solo-hero-claim"
        ),
        [
            "warning content/credentials/aws.md:10:3: 'the fastest data platform' is said of us alone, \
          with AWS in the room."
        ]
    );
    let unknown = found(
        STATEMENT.replace("hyperscaler: aws", "hyperscaler: azur"),
        "credentials-incomplete",
    );
    assert!(unknown[0].starts_with("error content/credentials/aws.md:2:1: No hyperscaler"));
}

#[test]
fn a_statement_is_said_in_ninety_seconds_at_the_rate_of_the_settings() {
    let long = STATEMENT.replace("for every team", &"and fresh and governed ".repeat(50));
    let book = with(&long);
    let found = book.lint(&[]).exits(1).found("credentials-too-long");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("error content/credentials/aws.md:3:1: The statement has"));
    assert!(found[0].contains("at 150 words a minute"));
    let book = book.file("site.toml", "[lint]\nwords-per-minute = 300\n");
    assert!(
        book.lint(&[])
            .exits(0)
            .found("credentials-too-long")
            .is_empty()
    );
    let book = book.file("site.toml", "[lint]\nwords-per-minute = 0\n");
    book.lint(&[]).exits(2);
}

#[test]
fn a_page_that_is_named_is_judged_alone() {
    let book = joint(
        with(&STATEMENT.replace("customer's EDP", "promise")),
        "slides: [{title: Azure}]",
    );
    let ran = book.lint(&["content/credentials/aws.md"]).exits(1);
    assert_eq!(ran.found("credentials-incomplete").len(), 1);
    assert!(ran.found("wrong-hyperscaler-name").is_empty());
    assert_eq!(
        book.lint(&["content/credentials"])
            .exits(1)
            .found("credentials-incomplete")
            .len(),
        1
    );
    let deck = book.lint(&["content/decks/a.pptx"]).exits(1);
    assert!(deck.found("credentials-incomplete").is_empty());
}
