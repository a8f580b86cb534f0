use super::super::{PageText, compare};
use super::address;
use proptest::prelude::*;

/// A text of so many words that are its own.
fn text(seed: usize, words: usize) -> String {
    let words: Vec<String> = (0..words)
        .map(|at| format!("w{}", (seed * 7919 + at * at) % 5003))
        .collect();
    words.join(" ")
}

fn page(path: &str, text: impl Into<String>) -> PageText {
    PageText {
        path: path.to_owned(),
        title: "Page".to_owned(),
        text: text.into(),
        aliases: Vec::new(),
    }
}

fn paths(old: &[PageText], new: &[PageText]) -> [Vec<String>; 5] {
    let found = compare(old, new);
    let pairs = |list: &[super::Pair<'_>]| -> Vec<String> {
        let show = |pair: &super::Pair<'_>| match pair.old.path == pair.new.path {
            true => pair.new.path.clone(),
            false => format!("{} > {}", pair.old.path, pair.new.path),
        };
        list.iter().map(show).collect()
    };
    let one = |list: &[&PageText]| list.iter().map(|page| page.path.clone()).collect();
    [
        one(&found.added),
        one(&found.removed),
        pairs(&found.renamed),
        pairs(&found.edited),
        pairs(&found.unchanged),
    ]
}

#[test]
fn each_page_is_in_its_list() {
    let mut edited = text(4, 100);
    edited.push_str(" and four more words");
    let old = [
        page("stays.md", text(1, 50)),
        page("changes.md", text(2, 50)),
        page("goes.md", text(3, 50)),
        page("moves.md", text(4, 100)),
        page("same/a.md", text(5, 50)),
    ];
    let new = [
        page("comes.md", text(9, 50)),
        page("other/a.md", text(5, 50)),
        page("moved.md", edited),
        page("changes.md", text(2, 49)),
        page("stays.md", text(1, 50)),
    ];
    let [added, removed, renamed, edited, unchanged] = paths(&old, &new);
    assert_eq!(added, ["comes.md"]);
    assert_eq!(removed, ["goes.md"]);
    assert_eq!(renamed, ["moves.md > moved.md", "same/a.md > other/a.md"]);
    assert_eq!(edited, ["changes.md"]);
    assert_eq!(unchanged, ["stays.md"]);
    let found = compare(&old, &new);
    assert_eq!(
        found.before("moved.md").map(|page| page.path.as_str()),
        Some("moves.md")
    );
    assert_eq!(found.before("comes.md"), None);
    assert!(found.renamed[0].edited() && !found.renamed[1].edited());
}

#[test]
fn an_alias_tells_where_a_page_lay() {
    let old = [
        page("content/plays/old.md", text(1, 50)),
        page("content/a/index.md", text(2, 50)),
    ];
    let mut new = [
        page("content/new.md", text(3, 50)),
        page("content/b.md", text(4, 50)),
    ];
    new[0].aliases = vec!["/elsewhere/".to_owned(), "/plays/old/".to_owned()];
    new[1].aliases = vec!["/a/".to_owned()];
    let [added, removed, renamed, ..] = paths(&old, &new);
    assert_eq!((added.len(), removed.len()), (0, 0));
    assert_eq!(
        renamed,
        [
            "content/a/index.md > content/b.md",
            "content/plays/old.md > content/new.md"
        ]
    );
    for form in [
        "content/a/b.md",
        "/a/b/",
        "a/b",
        "/a/b/index.html",
        "content/a/b/_index.md",
        "/a/b#c",
    ] {
        assert_eq!(address(form), "a/b", "{form}");
    }
    assert_eq!(address("content/index.md"), address("/"));
    assert_eq!(address("reindex.md"), "reindex");
}

#[test]
fn stubs_and_empty_pages_are_not_taken_for_one_another() {
    let titled = |path: &str, title: &str, text: &str| PageText {
        title: title.to_owned(),
        ..page(path, text)
    };
    let old = [
        titled("a.md", "Pricing", "To be written"),
        titled("b.md", "Legal", ""),
    ];
    let new = [
        titled("c.md", "Security", "To be written"),
        titled("d.md", "Legal", ""),
    ];
    let [added, removed, renamed, ..] = paths(&old, &new);
    assert_eq!(
        (added, removed),
        (vec!["c.md".to_owned()], vec!["a.md".to_owned()])
    );
    assert_eq!(renamed, ["b.md > d.md"]);
}

#[test]
fn of_equal_pages_the_one_of_the_same_name_moved() {
    let old = [page("x/one.md", text(1, 50)), page("x/two.md", text(1, 50))];
    let new = [page("y/a.md", text(1, 50)), page("y/two.md", text(1, 50))];
    let [.., renamed, _, _] = paths(&old, &new);
    assert_eq!(renamed, ["x/one.md > y/a.md", "x/two.md > y/two.md"]);
}

#[test]
fn order_does_not_matter() {
    let old: Vec<PageText> = (0..40)
        .map(|at| page(&format!("o{at}.md"), text(at, 60)))
        .collect();
    let mut new: Vec<PageText> = (0..40)
        .map(|at| {
            page(
                &format!("n{at}.md"),
                format!("{} changed {at}", text(at, 57)),
            )
        })
        .collect();
    let expected = paths(&old, &new);
    assert_eq!(expected[2].len(), 40, "{expected:?}");
    new.reverse();
    assert_eq!(paths(&old, &new), expected);
}

prop_compose! {
    fn any_page()(path in "[ab/]{0,3}", title in "[xy]?", text in "([pq]{1,2}[ \n]){0,30}", alias in "/?[ab/]{0,3}") -> PageText {
        PageText { path, title, text, aliases: vec![alias] }
    }
}

proptest! {
    #[test]
    fn a_version_is_like_itself(mut pages in prop::collection::vec(any_page(), 0..12)) {
        pages.sort_by(|one, two| one.path.cmp(&two.path));
        pages.dedup_by(|one, two| one.path == two.path);
        let found = compare(&pages, &pages);
        prop_assert!(found.is_empty());
        prop_assert_eq!(found.unchanged.len(), pages.len());
    }

    #[test]
    fn every_page_is_in_one_list(
        old in prop::collection::vec(any_page(), 0..12),
        new in prop::collection::vec(any_page(), 0..12),
    ) {
        let found = compare(&old, &new);
        let paired = found.renamed.iter().chain(&found.edited).chain(&found.unchanged);
        let (mut left, mut right): (Vec<_>, Vec<_>) =
            paired.map(|pair| (pair.old.path.as_str(), pair.new.path.as_str())).unzip();
        left.extend(found.removed.iter().map(|page| page.path.as_str()));
        right.extend(found.added.iter().map(|page| page.path.as_str()));
        for (mut found, pages) in [(left, &old), (right, &new)] {
            found.sort_unstable();
            let mut all: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
            all.sort_unstable();
            all.dedup();
            prop_assert_eq!(found, all);
        }
    }
}
