use super::testing::{LIMIT, Sandbox, text};
use super::{GitError, Repository};
use crate::fs::Tree;
use proptest::prelude::*;

fn refusal(repository: &Repository, reference: &str) -> String {
    let error = repository
        .tree(reference)
        .expect_err("nothing has that name");
    error.to_string()
}

#[test]
fn a_branch_a_tag_and_a_commit_are_read_loose_and_packed() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("content/index.md", "one");
    let first = sandbox.commit("one");
    sandbox.git(&["tag", "-a", "v1", "-m", "first"]);
    sandbox.git(&["tag", "light"]);
    sandbox.git(&["branch", "release/2026.1"]);
    sandbox.write("content/index.md", "two");
    sandbox.write("content/new/page.md", "new");
    sandbox.commit("two");
    for packed in [false, true] {
        if packed {
            sandbox.git(&["gc", "--quiet"]);
        }
        let repository = sandbox.repository();
        for name in [
            "v1",
            "light",
            "release/2026.1",
            "HEAD~1",
            &first,
            &first[..10],
            "v1^{tree}",
        ] {
            let tree = repository.tree(name).expect(name);
            assert_eq!(text(&tree, "content/index.md"), "one", "{name}");
            assert_eq!(tree.list("content").files, ["content/index.md"], "{name}");
            assert!(!tree.has("content/new/page.md"), "{name}");
        }
        let tree = repository.tree("main").expect("a branch");
        assert_eq!(text(&tree, "content/index.md"), "two");
        assert_eq!(
            tree.list("").files,
            ["content/index.md", "content/new/page.md"]
        );
        assert_eq!(tree.list("content/new").files, ["content/new/page.md"]);
        assert!(tree.list("missing").files.is_empty());
        assert!(!tree.has("content"));
        let commit = repository.commit("v1").expect("it can be read");
        let commit = commit.expect("a commit");
        assert_eq!(commit.commit, first[..10]);
        assert_eq!(commit.day.to_string(), "2026-01-01");
    }
}

#[test]
fn a_project_may_be_a_folder_of_its_repository() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("README.md", "no page");
    sandbox.commit("before it");
    sandbox.git(&["tag", "before"]);
    sandbox.write("docs/play book/content/index.md", "page");
    sandbox.write("docs/other.md", "other");
    sandbox.commit("the playbook");
    let repository = sandbox.repository_of("docs/play book");
    let tree = repository.tree("HEAD").expect("a tree");
    assert_eq!(tree.list("").files, ["content/index.md"]);
    assert_eq!(text(&tree, "content/index.md"), "page");
    assert!(
        !tree.has("../other.md"),
        "what lies beside the project is none of its business"
    );
    assert_eq!(
        refusal(&repository, "before"),
        "at 'before' there is no folder 'docs/play book': \
         the project lay elsewhere, or did not exist yet"
    );
}

#[test]
fn a_folder_without_repository_has_none() {
    let Some(sandbox) = Sandbox::bare_folder() else {
        return;
    };
    assert!(
        Repository::find(sandbox.path())
            .expect("no failure")
            .is_none()
    );
    let missing = Repository::find(&sandbox.join("missing")).expect_err("no such folder");
    assert!(matches!(missing, GitError::Disk(_)), "{missing}");
    sandbox.write(".git", "gitdir: nowhere\n");
    let broken = Repository::find(sandbox.path());
    assert!(!matches!(broken, Ok(Some(_))), "{broken:?}");
}

#[test]
fn work_trees_bare_repositories_and_borrowed_objects_are_followed() {
    let Some(sandbox) = Sandbox::bare_folder() else {
        return;
    };
    sandbox.git(&["init", "--quiet", "--initial-branch=main", "first"]);
    sandbox.write("first/book/index.md", "page");
    sandbox.git(&["-C", "first", "add", "--all"]);
    sandbox.git(&["-C", "first", "commit", "--quiet", "-m", "one"]);
    sandbox.git(&["-C", "first", "worktree", "add", "--quiet", "../beside"]);
    sandbox.git(&["clone", "--quiet", "--shared", "first", "borrowed"]);
    sandbox.git(&["clone", "--quiet", "--bare", "first", "layout/.bare"]);
    sandbox.write("layout/.git", "gitdir: ./.bare\n");
    sandbox.git(&["-C", "layout", "worktree", "add", "--quiet", "main"]);
    for project in ["first", "beside", "borrowed", "layout/main"] {
        for (folder, page) in [("", "book/index.md"), ("/book", "index.md")] {
            let repository = sandbox.repository_of(&format!("{project}{folder}"));
            let tree = repository.tree("HEAD").expect(project);
            assert_eq!(text(&tree, page), "page", "{project}");
        }
    }
    let repository = sandbox.repository_of("layout");
    let tree = repository.tree("main").expect("a bare one");
    assert_eq!(text(&tree, "book/index.md"), "page");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("a.md", "a");
    sandbox.commit("one");
    let repository = sandbox.repository();
    assert_eq!(
        refusal(&repository, "v2026.1"),
        "'v2026.1' names no branch, tag or commit here. This clone has no tags: \
         `git fetch --tags` brings them, where there are any"
    );
    sandbox.git(&["tag", "v2026.1"]);
    sandbox.git(&["branch", "release"]);
    let repository = sandbox.repository();
    assert_eq!(
        refusal(&repository, "v2026.l"),
        "'v2026.l' names no branch, tag or commit here; did you mean 'v2026.1'?"
    );
    assert!(refusal(&repository, "relaese").contains("'release'"));
    assert_eq!(
        refusal(&repository, "something else"),
        "'something else' names no branch, tag or commit here"
    );
    assert!(refusal(&repository, "HEAD:a.md").starts_with("cannot read 'HEAD:a.md' out of git: "));
    refusal(&repository, "HEAD..release");
    refusal(&repository, "");
}

#[test]
fn a_clone_knows_the_branches_of_its_origin() {
    let Some(sandbox) = Sandbox::bare_folder() else {
        return;
    };
    sandbox.git(&["init", "--quiet", "--initial-branch=main", "there"]);
    sandbox.git(&[
        "-C",
        "there",
        "commit",
        "--quiet",
        "--allow-empty",
        "-m",
        "one",
    ]);
    sandbox.write("there/a.md", "old");
    sandbox.git(&["-C", "there", "add", "--all"]);
    sandbox.git(&["-C", "there", "commit", "--quiet", "-m", "two"]);
    sandbox.git(&["-C", "there", "branch", "release"]);
    sandbox.git(&["-C", "there", "tag", "v1"]);
    let url = format!("file://{}/there", sandbox.path().display());
    sandbox.git(&["clone", "--quiet", "--depth=1", "--no-tags", &url, "here"]);
    let repository = sandbox.repository_of("here");
    assert!(refusal(&repository, "v1").ends_with(
        "This clone holds a part of the history only: `git fetch --unshallow --tags` brings the rest"
    ));
    sandbox.git(&[
        "-C",
        "here",
        "fetch",
        "--quiet",
        "origin",
        "release:refs/remotes/origin/release",
    ]);
    let tree = sandbox
        .repository_of("here")
        .tree("release")
        .expect("origin/release");
    assert_eq!(text(&tree, "a.md"), "old");
}

#[cfg(unix)]
#[test]
fn formats_that_are_not_known_are_named() {
    for (option, word) in [
        ("--object-format=sha256", "sha256"),
        ("--ref-format=reftable", "reftable"),
    ] {
        let Some(sandbox) = Sandbox::bare_folder() else {
            return;
        };
        if !sandbox.can(&["init", "--quiet", option]) {
            continue;
        }
        sandbox.write("a.md", "a");
        sandbox.commit("one");
        let error = Repository::find(sandbox.path()).expect_err("not known");
        assert!(error.to_string().to_lowercase().contains(word), "{error}");
    }
}

#[cfg(unix)]
#[test]
fn a_repository_of_somebody_else_is_read() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("a.md", "a");
    sandbox.write("deck.pptx", vec![1; 17 << 20]);
    sandbox.commit("one");
    sandbox.git(&["tag", "v1"]);
    if sandbox.give_away() {
        let tree = sandbox.repository().tree("v1").expect("it is read");
        assert_eq!(text(&tree, "a.md"), "a");
        assert_eq!(
            tree.read("deck.pptx", 20 << 20).expect("large").len(),
            17 << 20
        );
    }
}

#[test]
fn any_text_is_a_name_or_an_error() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("a.md", "a");
    sandbox.commit("one");
    sandbox.git(&["tag", "v1"]);
    let repository = sandbox.repository();
    let tree = repository.tree("v1").expect("a tree");
    let spec = "(v1|HEAD|main|@)?([~^@:{}/0-9.-]|-?[0-9]+|tree|commit|\\PC){0,8}";
    proptest!(|(name in spec, path in "[a./\\PC]{0,12}")| {
        // Whatever they say, they come back.
        let _ = repository.tree(&name);
        let _ = (tree.has(&path), tree.read(&path, LIMIT), tree.list(&path));
    });
}
