use super::super::testing::Sandbox;
use super::*;
use std::fmt::Write as _;

/// What the git program says of a file: its last commit and that day.
fn oracle(sandbox: &Sandbox, folder: &str, path: &str) -> Option<LastChange> {
    let text = sandbox.git(&[
        "-C",
        if folder.is_empty() { "." } else { folder },
        "log",
        "-1",
        "--format=%H %ad",
        "--date=short",
        "HEAD",
        "--",
        path,
    ]);
    let (commit, day) = text.split_once(' ')?;
    Some(LastChange {
        day: day.parse().expect("a day"),
        commit: commit[..SHORT].to_owned(),
    })
}

#[test]
fn each_file_has_the_commit_that_touched_it_last() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("content/a.md", "a");
    sandbox.write("content/b.md", "b");
    sandbox.write("content/in/c.md", "c");
    let one = sandbox.commit_at("one", "2026-03-01T23:30:00-0800");
    sandbox.write("content/b.md", "b2");
    sandbox.write("content/gone.md", "x");
    let two = sandbox.commit_at("two", "2026-04-02T00:30:00+0200");
    sandbox.remove("content/gone.md");
    sandbox.write("other.md", "not asked for");
    sandbox.git(&["mv", "content/in/c.md", "content/in/moved.md"]);
    let three = sandbox.commit_at("three", "2026-05-03T12:00:00+0000");
    let changes = sandbox
        .repository()
        .last_changes("HEAD", "content")
        .expect("history");
    let found: Vec<_> = changes
        .iter()
        .map(|(path, change)| {
            (
                path.as_str(),
                change.commit.as_str(),
                change.day.to_string(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("content/a.md", &one[..10], "2026-03-01".to_owned()),
            ("content/b.md", &two[..10], "2026-04-02".to_owned()),
            ("content/in/moved.md", &three[..10], "2026-05-03".to_owned()),
        ]
    );
    let project = sandbox.repository_of("content");
    let changes = project.last_changes("HEAD~1", "in").expect("history");
    assert_eq!(changes.len(), 1);
    assert_eq!(changes["in/c.md"].commit, one[..10]);
    assert!(
        project
            .last_changes("HEAD", "nowhere")
            .expect("nothing")
            .is_empty()
    );
    assert!(project.last_changes("HEADS", "").is_err());
}

#[test]
fn a_repository_without_commits_has_no_changes() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    let changes = sandbox.repository().last_changes("HEAD", "");
    assert!(changes.expect("nothing").is_empty());
}

#[test]
fn at_the_border_of_a_shallow_clone_nothing_is_claimed() {
    let Some(sandbox) = Sandbox::bare_folder() else {
        return;
    };
    sandbox.git(&["init", "--quiet", "--initial-branch=main", "there"]);
    for (file, text) in [("old.md", "a"), ("middle.md", "b"), ("new.md", "c")] {
        sandbox.write(&format!("there/{file}"), text);
        sandbox.git(&["-C", "there", "add", "--all"]);
        sandbox.git(&["-C", "there", "commit", "--quiet", "-m", file]);
    }
    let url = format!("file://{}/there", sandbox.path().display());
    sandbox.git(&["clone", "--quiet", "--depth=2", &url, "here"]);
    let changes = |folder: &str| {
        let found = sandbox.repository_of(folder).last_changes("HEAD", "");
        found.expect("history")
    };
    let (all, some) = (changes("there"), changes("here"));
    assert_eq!(all.len(), 3);
    assert_eq!(some.keys().collect::<Vec<_>>(), ["new.md"]);
    assert_eq!(some["new.md"], all["new.md"]);
}

/// A history of branches and merges, from a number: the input of `git fast-import`.
fn history(seed: u64, skewed: bool) -> String {
    let mut state = seed;
    let mut roll = |sides: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % sides
    };
    let mut trees: Vec<BTreeMap<String, usize>> = Vec::new();
    let mut out = String::new();
    for commit in 0..60_usize {
        let parent = |roll: &mut dyn FnMut(usize) -> usize| commit - 1 - roll(commit.min(4));
        let mut parents = Vec::new();
        if commit > 0 {
            parents.push(if commit == 59 { 58 } else { parent(&mut roll) });
            for _ in 0..roll(3) {
                let other = parent(&mut roll);
                if !parents.contains(&other) {
                    parents.push(other);
                }
            }
        }
        let mut tree = parents
            .first()
            .map(|&first| trees[first].clone())
            .unwrap_or_default();
        // A merge takes some files from each side.
        for other in parents.iter().skip(1) {
            for (path, text) in &trees[*other] {
                if roll(2) == 0 {
                    tree.insert(path.clone(), *text);
                }
            }
        }
        for _ in 0..roll(3) {
            let path = ["a", "b", "in/c", "in/d", "in/deep/e", "f/g"][roll(6)];
            if roll(6) == 0 {
                tree.remove(path);
            } else {
                tree.insert(path.to_owned(), roll(3));
            }
        }
        let time = if skewed {
            1_700_000_000 + roll(60) * 86_400
        } else {
            1_700_000_000 + commit * 86_400
        };
        let _ = write!(
            out,
            "commit refs/heads/main\nmark :{}\nauthor A <a@b> {time} +0100\n\
             committer A <a@b> {time} +0100\ndata 1\nx\n",
            commit + 1
        );
        for (at, parent) in parents.iter().enumerate() {
            let _ = writeln!(
                out,
                "{} :{}",
                if at == 0 { "from" } else { "merge" },
                parent + 1
            );
        }
        out.push_str("deleteall\n");
        for (path, text) in &tree {
            let _ = write!(out, "M 100644 inline book/{path}\ndata 1\n{text}\n");
        }
        trees.push(tree);
    }
    out
}

#[test]
fn it_agrees_with_git_log_about_merges() {
    let mut files = 0;
    for seed in 1..9 {
        let Some(sandbox) = Sandbox::new() else {
            return;
        };
        let input = history(seed, seed % 2 == 0);
        sandbox.git_with(
            &["fast-import", "--quiet", "--force"],
            &input,
            "2026-01-01T00:00:00Z",
        );
        sandbox.git(&["reset", "--quiet", "--hard"]);
        let repository = sandbox.repository_of("book");
        let found = repository.last_changes("HEAD", "").expect("history");
        for path in sandbox.git(&["-C", "book", "ls-files"]).lines() {
            let expected = oracle(&sandbox, "book", path);
            assert_eq!(
                found.get(path),
                expected.as_ref(),
                "{path} in history {seed}"
            );
            files += 1;
        }
    }
    assert!(files > 20, "{files}");
}

#[test]
fn beyond_the_bound_files_have_no_date() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    for (file, text) in [("old.md", "a"), ("middle.md", "b"), ("new.md", "c")] {
        sandbox.write(file, text);
        sandbox.commit(file);
    }
    let repository = sandbox.repository();
    let repo = repository.handles.own();
    let newest = repo.head_id().expect("a commit").detach();
    let mut walk = Walk::new(&repo, &[]);
    walk.start(newest, "").expect("a tree");
    walk.run(2).expect("history");
    assert_eq!(
        walk.known.keys().collect::<Vec<_>>(),
        ["middle.md", "new.md"]
    );
}
