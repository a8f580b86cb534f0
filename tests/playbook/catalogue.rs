//! A deck and its page: what is missing, over, or another.

use crate::{Book, HELLO, page, sha256};

const AWS: &str = "hyperscaler: aws\ncontexts: [customer]\n";

#[test]
fn a_file_that_was_not_approved_is_told_from_the_one_that_was() {
    let book = Book::new().deck("content/decks/a.pptx", HELLO);
    let hash = sha256(&book.bytes("content/decks/a.pptx"));
    let book = book.file(
        "content/decks/a.md",
        page(&format!("{AWS}sha256: {}\n", hash.to_uppercase())),
    );
    assert!(
        book.lint(&[])
            .exits(0)
            .found("metadata-mismatch")
            .is_empty()
    );
    let book = book.deck("content/decks/a.pptx", "slides: [{title: Another}]");
    let ran = book.lint(&[]).exits(1);
    let found = ran.found("metadata-mismatch");
    assert_eq!(found.len(), 1, "{ran:#?}");
    assert!(found[0].contains("is not the file that was approved"));
    let now = sha256(&book.bytes("content/decks/a.pptx"));
    assert!(
        ran.out.contains(&now),
        "the help names the new hash: {ran:#?}"
    );
}

#[test]
fn a_deck_without_a_page_is_reported_where_there_is_a_catalogue() {
    let room = ["--hyperscaler", "none", "--context", "customer"];
    let book = Book::new().deck("content/decks/b.pptx", HELLO);
    assert!(
        book.lint(&room)
            .exits(0)
            .found("metadata-mismatch")
            .is_empty()
    );
    let book = book
        .deck("content/decks/a.pptx", HELLO)
        .file("content/decks/a.md", page(AWS));
    let found = book.lint(&room).exits(1).found("metadata-mismatch");
    assert_eq!(
        found,
        ["error content/decks/b.pptx: No page of the catalogue names this deck."]
    );
    let book = book.file(
        "site.toml",
        "[[lint.assume]]\npath = 'content/decks/b.pptx'\nhyperscaler = 'none'\ncontexts = ['customer']\n",
    );
    assert!(
        book.lint(&[])
            .exits(0)
            .found("metadata-mismatch")
            .is_empty()
    );
}

#[test]
fn what_lies_outside_of_content_needs_no_page() {
    let book = Book::new()
        .deck("content/decks/a.pptx", HELLO)
        .file("content/decks/a.md", page(AWS))
        .deck("drafts/b.pptx", HELLO);
    let ran = book.lint(&["drafts/b.pptx", "--context", "customer"]);
    assert!(ran.exits(0).found("metadata-mismatch").is_empty());
}

#[test]
fn a_page_says_when_it_is_over_and_what_it_lacks() {
    let over =
        "status: approved\nreviewed: 2026-01-01\nreview_every: 90 days\nexpires: 2026-11-20\n";
    let book = Book::new()
        .deck("content/decks/a.pptx", HELLO)
        .file("content/decks/a.md", page(&format!("{AWS}{over}")));
    let ran = book.lint(&[]).exits(1);
    assert_eq!(
        ran.found("metadata-expired"),
        [
            "error content/decks/a.pptx: Its review was due on 2026-04-01, by content/decks/a.md.",
            "error content/decks/a.pptx: This deck could be shown until 2026-11-20, says content/decks/a.md.",
        ]
    );
    assert_eq!(
        ran.found("metadata-missing"),
        ["error content/decks/a.pptx: Its page content/decks/a.md does not say 'owner'."]
    );
}

#[test]
fn a_retired_deck_is_quiet_until_somebody_wants_to_show_it() {
    let book = Book::new()
        .deck("content/decks/a.pptx", HELLO)
        .deck("content/decks/why.pptx", HELLO)
        .file(
            "content/decks/why.md",
            page(AWS).replace("a.pptx", "why.pptx"),
        )
        .file(
            "content/decks/a.md",
            page(&format!("{AWS}status: retired\nreplaced_by: why\n")),
        );
    assert!(book.lint(&[]).exits(0).found("metadata-expired").is_empty());
    let ran = book.lint(&["content/decks/a.pptx", "--context", "customer"]);
    assert_eq!(ran.exits(1).found("metadata-expired").len(), 1);
}
