//! `rightdeck lint --staged`.

use crate::support::{AZURE, CLEAN, Repo, SITE, deck, page};
use sha2::{Digest, Sha256};

const WRONG: &str = "wrong-hyperscaler-name";
const JSON: [&str; 2] = ["--output-format", "json"];

#[test]
fn the_staged_bytes_count_and_not_those_on_disk() {
    let repo = Repo::committed();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.lint(&[]).exits(2).says("nothing is staged");
    repo.stage(&["content"]);
    repo.deck("content/decks/a.pptx", CLEAN);
    let ran = repo.lint(&JSON).exits(1);
    assert_eq!(
        ran.found(),
        [(WRONG.to_owned(), "content/decks/a.pptx".to_owned())]
    );
    repo.rightdeck(&["lint"]).exits(0);

    repo.deck("content/decks/a.pptx", "slides: [{title: Hello again}]");
    repo.stage(&["content"]);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.lint(&[]).exits(0);
    // Nor does it have to be there at all.
    std::fs::remove_dir_all(repo.path().join("content")).unwrap();
    std::fs::remove_file(repo.path().join("site.toml")).unwrap();
    assert_eq!(repo.lint(&JSON).exits(0).files(), 1);
}

#[test]
fn the_staged_page_decides_the_room() {
    let repo = Repo::committed();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.file("content/decks/a.md", page("a.pptx", "microsoft"));
    repo.lint(&[]).exits(1).says("this deck is for AWS");
    repo.stage(&["content"]);
    repo.file("content/decks/a.md", page("a.pptx", "aws"));
    repo.lint(&[]).exits(0);
    repo.git(&["commit", "--quiet", "-m", "for Microsoft"]);

    // A page alone is enough to make a deck wrong.
    repo.stage(&["content"]);
    let ran = repo.lint(&JSON).exits(1);
    assert_eq!(
        ran.found(),
        [(WRONG.to_owned(), "content/decks/a.pptx".to_owned())]
    );
}

#[test]
fn settings_and_rules_are_read_as_they_are_staged() {
    let repo = Repo::committed();
    repo.deck("content/decks/a.pptx", AZURE);
    repo.stage(&["content"]);
    repo.file(
        "site.toml",
        format!("{SITE}[lint]\nexclude = ['content']\n"),
    );
    repo.lint(&[]).exits(1);
    repo.stage(&["site.toml"]);
    repo.file("site.toml", "nonsense");
    repo.lint(&[]).exits(0).says("excluded by [lint] exclude");
    repo.file("site.toml", SITE);
    repo.file("rules/phrases/own.yaml", "nonsense: 1\n");
    repo.stage(&["site.toml"]);
    repo.lint(&[]).exits(1).says(WRONG);
    repo.stage(&["rules"]);
    repo.lint(&[]).exits(2).says("rules/phrases/own.yaml");
}

#[test]
fn a_playbook_that_is_not_staged_is_said() {
    let repo = Repo::playbook();
    repo.stage(&["content"]);
    repo.lint(&[])
        .exits(1)
        .says("site.toml is not staged")
        .says("context-unknown");
    repo.lint(&["--root", "."]).exits(2).says("`git add` it");
    repo.lint(&["--root", "content"])
        .exits(2)
        .says("it has no site.toml");
    // Without any playbook decks are judged all the same.
    std::fs::remove_file(repo.path().join("site.toml")).unwrap();
    let flags = ["--hyperscaler", "microsoft", "--context", "joint"];
    repo.lint(&flags)
        .exits(0)
        .says_nothing_of("site.toml is not staged");
}

#[test]
fn the_first_commit_is_all_new() {
    let repo = Repo::playbook();
    repo.lint(&[]).exits(2).says("nothing is staged");
    repo.git(&["add", "--all"]);
    assert_eq!(repo.lint(&JSON).exits(0).files(), 2, "a deck and its page");
    repo.deck("content/decks/a.pptx", AZURE);
    repo.git(&["add", "--all"]);
    repo.lint(&[]).exits(1);
}

#[test]
fn what_is_deleted_is_not_judged_and_its_page_is_a_mistake() {
    let repo = Repo::committed();
    repo.deck("spare.pptx", CLEAN);
    repo.stage(&["spare.pptx"]);
    let room = ["--hyperscaler", "none", "--context", "internal"];
    repo.lint(&room).exits(0);
    repo.git(&["commit", "--quiet", "-m", "spare"]);
    repo.git(&["rm", "--quiet", "spare.pptx"]);
    repo.lint(&[])
        .exits(0)
        .says("no deck is among what is staged");
    repo.git(&["rm", "--quiet", "content/decks/a.pptx"]);
    repo.lint(&[])
        .exits(2)
        .says("content/decks/a.md:3")
        .says("its deck 'content/decks/a.pptx' is not there");
    repo.git(&["rm", "--quiet", "content/decks/a.md"]);
    repo.lint(&[]).exits(0);
}

#[test]
fn a_page_that_was_wrong_before_does_not_stop_another_commit() {
    let repo = Repo::committed();
    repo.file("content/decks/b.md", page("b.pptx", "aws"));
    repo.stage(&["content"]);
    repo.lint(&[])
        .exits(2)
        .says("its deck 'content/decks/b.pptx' is not there");
    repo.git(&["commit", "--quiet", "-m", "without its deck"]);
    repo.deck("content/decks/a.pptx", "slides: [{title: Hi}]");
    repo.stage(&["content"]);
    repo.lint(&[]).exits(0);
}

#[test]
fn mistakes_in_staged_pages_are_told_with_their_place() {
    let repo = Repo::committed();
    repo.file(
        "content/index.md",
        "---\ntitle: Home\ncolour: red\n---\n\nHi\n",
    );
    repo.file(
        "content/playbook/b.md",
        "---\ntitle: B\nsize: 3\n---\n\nHi\n",
    );
    repo.stage(&["content/index.md"]);
    repo.file("content/index.md", "---\ntitle: Home\n---\n\nHi\n");
    repo.lint(&[])
        .exits(1)
        .says("content/index.md:3")
        .says("unknown-key")
        .says_nothing_of("playbook/b.md");
}

#[test]
fn a_merge_that_is_not_decided_is_refused() {
    let repo = Repo::committed();
    repo.git(&["switch", "--quiet", "-c", "other"]);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.git(&["commit", "--quiet", "-am", "other"]);
    repo.git(&["switch", "--quiet", "main"]);
    repo.deck("content/decks/a.pptx", "slides: [{title: Ours}]");
    repo.git(&["commit", "--quiet", "-am", "ours"]);
    assert_ne!(repo.try_git(&["merge", "--quiet", "other"]).status, 0);
    repo.lint(&[])
        .exits(2)
        .says("in conflict: 'content/decks/a.pptx'")
        .says("git add");
    repo.git(&["checkout", "--quiet", "--theirs", "content/decks/a.pptx"]);
    repo.stage(&["content"]);
    repo.lint(&[]).exits(1).says(WRONG);
}

#[test]
fn submodules_are_said_and_what_is_only_meant_is_not_there_yet() {
    let repo = Repo::committed();
    let inner = repo.path().join("parts.pptx");
    std::fs::create_dir(&inner).unwrap();
    repo.run_in(&inner, "git".as_ref(), &["init", "--quiet"])
        .exits(0);
    repo.run_in(
        &inner,
        "git".as_ref(),
        &["commit", "--quiet", "--allow-empty", "-m", "inner"],
    )
    .exits(0);
    repo.git(&["-c", "advice.addEmbeddedRepo=false", "add", "parts.pptx"]);
    repo.lint(&[]).exits(0).says("'parts.pptx' is a submodule");
    repo.git(&["rm", "--quiet", "--cached", "--force", "parts.pptx"]);

    repo.deck("b.pptx", AZURE);
    repo.git(&["add", "--intent-to-add", "b.pptx"]);
    repo.lint(&[]).exits(2).says("nothing is staged");
}

#[cfg(unix)]
#[test]
fn links_are_followed_in_what_is_staged() {
    use std::os::unix::fs::symlink;
    let repo = Repo::committed();
    repo.deck("shelf/b.pptx", AZURE);
    repo.file("content/decks/b.md", page("b.pptx", "microsoft"));
    symlink(
        "../../shelf/b.pptx",
        repo.path().join("content/decks/b.pptx"),
    )
    .unwrap();
    repo.git(&["add", "--all"]);
    let ran = repo.lint(&[&JSON[..], &["content"]].concat()).exits(0);
    assert_eq!(ran.files(), 2, "the link and its page");
    repo.git(&["commit", "--quiet", "-m", "a link"]);
    // The link is as it was, and what it leads to is not.
    repo.deck(
        "shelf/b.pptx",
        "slides: [{title: Hi, body: It lands in Amazon Redshift}]",
    );
    repo.git(&["add", "--all"]);
    let ran = repo.lint(&JSON).exits(1);
    let found = ran.found();
    assert!(
        found.contains(&(WRONG.to_owned(), "content/decks/b.pptx".to_owned())),
        "{found:?}"
    );
    assert!(
        found.contains(&("context-unknown".to_owned(), "shelf/b.pptx".to_owned())),
        "{found:?}"
    );
    // A file that became a link to nothing.
    std::fs::remove_file(repo.path().join("content/decks/a.pptx")).unwrap();
    symlink("nowhere.pptx", repo.path().join("content/decks/a.pptx")).unwrap();
    repo.git(&["add", "--all"]);
    repo.lint(&[]).exits(2).says(":content/decks/a.pptx");
}

#[test]
fn names_of_any_kind_are_told_as_they_are() {
    let repo = Repo::committed();
    repo.file(
        "site.toml",
        format!("{SITE}[[lint.assume]]\npath = '**'\nhyperscaler = 'aws'\ncontexts = ['joint']\n"),
    );
    repo.deck("content/decks/two words.pptx", AZURE);
    repo.deck("Präsentation — März.pptx", AZURE);
    repo.git(&["mv", "content/decks/a.pptx", "content/decks/A.pptx"]);
    repo.file("content/decks/a.md", page("A.pptx", "aws"));
    repo.git(&["add", "--all"]);
    let ran = repo.lint(&JSON).exits(1);
    let files: Vec<_> = ran.found().into_iter().map(|(_, file)| file).collect();
    assert_eq!(
        files,
        ["Präsentation — März.pptx", "content/decks/two words.pptx"]
    );
    assert_eq!(ran.files(), 4, "the renamed deck is judged, and its page");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_unicode_are_judged_each() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let repo = Repo::committed();
    for name in [
        &b"caf\xe9.pptx"[..],
        b"caf\xe8.pptx",
        b"content/decks/\xff.pptx",
    ] {
        std::fs::write(repo.path().join(OsStr::from_bytes(name)), deck(AZURE)).unwrap();
    }
    repo.git(&["add", "--all"]);
    let room = ["--hyperscaler", "aws", "--context", "joint"];
    let ran = repo.lint(&[&JSON[..], &room].concat()).exits(1);
    let found = ran.found().into_iter().filter(|(rule, _)| rule == WRONG);
    let files: Vec<_> = found.map(|(_, file)| file).collect();
    assert_eq!(
        files,
        [r"caf\xE8.pptx", r"caf\xE9.pptx", r"content/decks/\xFF.pptx"]
    );
}

#[test]
fn a_subfolder_is_as_good_as_the_top_and_paths_narrow() {
    let repo = Repo::committed();
    for name in ["a", "b"] {
        repo.deck(&format!("content/decks/{name}.pptx"), AZURE);
        repo.file(
            &format!("content/decks/{name}.md"),
            page(&format!("{name}.pptx"), "aws"),
        );
    }
    repo.deck("elsewhere.pptx", CLEAN);
    repo.git(&["add", "--all"]);
    let within = repo.path().join("content/decks");
    // Two decks and their pages.
    assert_eq!(repo.lint_in(&within, &JSON).exits(1).files(), 4);
    let only = |arguments: &[&str]| {
        let ran = repo.lint_in(&within, &[&JSON[..], arguments].concat());
        ran.found()
            .into_iter()
            .map(|(_, file)| file)
            .collect::<Vec<_>>()
    };
    assert_eq!(only(&["b.pptx"]), ["content/decks/b.pptx"]);
    assert_eq!(only(&["."]).len(), 2);
    assert_eq!(only(&["../../elsewhere.pptx"]), ["elsewhere.pptx"]);
    repo.lint_in(&within, &["c.pptx"])
        .exits(2)
        .says("there is no 'c.pptx'");
    repo.lint_in(&within, &["/"])
        .exits(2)
        .says("outside of the repository");
    repo.lint(&["site.toml"])
        .exits(0)
        .says("no deck is among what is staged");
    repo.lint(&["--external"])
        .exits(2)
        .says("cannot be used with");
}

#[test]
fn a_playbook_may_be_a_folder_of_its_repository() {
    let repo = Repo::new();
    repo.file("docs/book/site.toml", SITE);
    repo.file("docs/book/content/decks/a.md", page("a.pptx", "aws"));
    repo.deck("docs/book/content/decks/a.pptx", AZURE);
    repo.deck("docs/other.pptx", CLEAN);
    repo.git(&["add", "--all"]);
    let book = ["--root", "docs/book"];
    let ran = repo.lint(&[&JSON[..], &book].concat()).exits(1);
    let found = ran.found();
    assert_eq!(
        found[0],
        ("context-unknown".to_owned(), "../other.pptx".to_owned())
    );
    assert_eq!(
        found[1],
        (WRONG.to_owned(), "content/decks/a.pptx".to_owned())
    );
    let ran = repo.lint_in(&repo.path().join("docs/book/content"), &JSON);
    assert_eq!(ran.exits(1).files(), 3, "two decks and a page");
    // Named by a deck in it.
    repo.lint(&["docs/book/content/decks/a.pptx"])
        .exits(1)
        .says("this deck is for AWS");
}

#[test]
fn other_forms_of_the_index_are_read() {
    let repo = Repo::committed();
    repo.file("far/away/x.txt", "x");
    repo.deck("far/away/old.pptx", CLEAN);
    repo.git(&["add", "--all"]);
    repo.git(&["commit", "--quiet", "-m", "far away"]);
    repo.git(&["update-index", "--split-index"]);
    repo.deck("content/decks/a.pptx", AZURE);
    repo.git(&["add", "--all"]);
    assert!(
        repo.git(&["rev-parse", "--shared-index-path"])
            .contains("sharedindex")
    );
    let ran = repo.lint(&JSON).exits(1);
    assert_eq!((ran.files(), ran.found().len()), (1, 1));
    repo.git(&["update-index", "--no-split-index"]);

    repo.git(&["sparse-checkout", "init", "--cone", "--sparse-index"]);
    repo.git(&["sparse-checkout", "set", "content"]);
    assert!(!repo.path().join("far").is_dir(), "it is sparse");
    assert!(
        repo.git(&["ls-files", "--sparse"]).contains("far/"),
        "its index, too"
    );
    let ran = repo.lint(&JSON).exits(1);
    assert_eq!((ran.files(), ran.found().len()), (1, 1));
    repo.git(&["update-index", "--index-version", "4"]);
    assert_eq!(repo.lint(&JSON).exits(1).files(), 1);
}

#[test]
fn linked_work_trees_have_their_own_index() {
    let repo = Repo::committed();
    let linked = repo.beside("linked");
    let there = linked.to_str().unwrap();
    repo.git(&["worktree", "add", "--quiet", "-b", "side", there]);
    std::fs::write(linked.join("content/decks/a.pptx"), deck(AZURE)).unwrap();
    repo.git(&["-C", there, "add", "--all"]);
    repo.lint_in(&linked, &[]).exits(1).says(WRONG);
    repo.lint(&[]).exits(2).says("nothing is staged");
}

#[test]
fn the_environment_of_git_names_another_repository_and_index() {
    let repo = Repo::committed();
    repo.deck("content/decks/a.pptx", AZURE);
    let index = repo.beside("other-index");
    let with = |program: &str, arguments: &[&str], environment: &[(&str, &str)]| {
        let mut command = repo.command(program.as_ref());
        command.args(arguments).envs(environment.iter().copied());
        crate::support::Ran::of(&command.output())
    };
    let other = [("GIT_INDEX_FILE", index.to_str().unwrap())];
    with("git", &["read-tree", "HEAD"], &other).exits(0);
    let rightdeck = crate::support::program().to_str().unwrap();
    // A commit that changes nothing is no mistake.
    with(rightdeck, &["lint", "--staged"], &other).exits(0);
    with("git", &["add", "--all"], &other).exits(0);
    with(rightdeck, &["lint", "--staged"], &other)
        .exits(1)
        .says(WRONG);
    repo.lint(&[]).exits(2).says("nothing is staged");
    with(
        rightdeck,
        &["lint", "--staged"],
        &[("GIT_INDEX_FILE", ".git/index")],
    )
    .exits(0);

    // A repository whose folder lies elsewhere, as people keep their dot files.
    let home = repo.beside("home");
    std::fs::create_dir_all(home.join("book")).unwrap();
    std::fs::write(home.join("site.toml"), SITE).unwrap();
    std::fs::write(home.join("book/a.pptx"), deck(AZURE)).unwrap();
    let bare = repo.beside("store.git");
    repo.git(&["init", "--quiet", "--bare", bare.to_str().unwrap()]);
    let named = [
        ("GIT_DIR", bare.to_str().unwrap()),
        ("GIT_WORK_TREE", home.to_str().unwrap()),
    ];
    with("git", &["add", "--all", home.to_str().unwrap()], &named).exits(0);
    let mut command = repo.command(rightdeck.as_ref());
    command.args([
        "lint",
        "--staged",
        "--hyperscaler",
        "aws",
        "--context",
        "joint",
    ]);
    command.envs(named).current_dir(home.join("book"));
    crate::support::Ran::of(&command.output())
        .exits(1)
        .says("--> book/a.pptx");
}

#[test]
fn a_folder_without_repository_is_said() {
    let repo = Repo::committed();
    let elsewhere = repo.beside("elsewhere");
    std::fs::create_dir(&elsewhere).unwrap();
    repo.lint_in(&elsewhere, &[])
        .exits(2)
        .says("there is no git repository here");
}

#[test]
fn what_git_lfs_keeps_is_judged_where_it_is_here() {
    let repo = Repo::committed();
    let bytes = deck(AZURE);
    let hash: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let pointer = format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize {}\n",
        bytes.len()
    );
    repo.file("content/decks/a.pptx", pointer);
    repo.stage(&["content"]);
    repo.lint(&[])
        .exits(1)
        .says("unreadable-deck")
        .says("git lfs pull");
    let place = format!(".git/lfs/objects/{}/{}/{hash}", &hash[..2], &hash[2..4]);
    repo.file(&place, &bytes);
    repo.lint(&[]).exits(1).says(WRONG).says_nothing_of("lfs");
    // What is kept there is not what was meant.
    let mut other = bytes;
    other[100] ^= 1;
    repo.file(&place, other);
    repo.lint(&[]).exits(1).says("git lfs pull");
}
