use super::*;
use crate::fs::Tree as _;
use crate::git::testing::Sandbox;
use proptest::prelude::*;
use std::io::{Read as _, Seek as _, SeekFrom};

fn staged(sandbox: &Sandbox) -> Staged {
    let found = Staged::find(sandbox.path(), &Surroundings::default());
    found.expect("it can be read").expect("a repository")
}

fn changed(staged: &Staged) -> Vec<&str> {
    let changed = staged.changed().iter();
    changed.map(|change| change.path.as_str()).collect()
}

/// What the git program says of the same.
fn by_git(sandbox: &Sandbox) -> (Vec<String>, bool) {
    let all = sandbox.git(&["diff", "--cached", "--no-renames", "--name-status", "-z"]);
    let words: Vec<&str> = all.split_terminator('\0').collect();
    let (mut changed, mut gone) = (Vec::new(), false);
    for pair in words.chunks(2) {
        match pair[0] {
            "D" => gone = true,
            _ => changed.push(pair[1].to_owned()),
        }
    }
    (changed, gone)
}

/// One edit: what is done, to which of a few paths.
type Edit = (u8, usize);

const PATHS: [&str; 8] = [
    "a", "b.txt", "b/c", "b/d/e", "b/d/f", "b-c/g", "h/i/j/k", "h/i/l",
];

fn carry_out(sandbox: &Sandbox, (what, path): Edit, number: usize) {
    let path = PATHS[path];
    match what {
        0 | 1 => {
            sandbox.write(path, format!("{number}"));
            sandbox.git(&["add", "--", path]);
        }
        2 => _ = sandbox.can(&["rm", "--quiet", "--force", "--", path]),
        3 => _ = sandbox.can(&["update-index", "--chmod=+x", "--", path]),
        4 => _ = sandbox.can(&["mv", "--", path, "moved"]),
        5 => {
            let folder = path.split('/').next().unwrap_or(path);
            _ = sandbox.can(&["rm", "-r", "--quiet", "--force", "--", folder]);
        }
        6 => {
            let id = sandbox.git_with(
                &["hash-object", "-w", "--stdin"],
                "target",
                "2026-01-01T12:00:00+0000",
            );
            _ = sandbox.can(&[
                "update-index",
                "--add",
                "--cacheinfo",
                &format!("120000,{id},{path}"),
            ]);
        }
        7 => {
            sandbox.write(path, format!("{number}"));
            _ = sandbox.can(&["add", "--intent-to-add", "--", path]);
        }
        8 => _ = sandbox.git(&["read-tree", "HEAD"]),
        9 => _ = sandbox.git(&["write-tree"]),
        _ => _ = sandbox.can(&["commit", "--quiet", "--allow-empty", "-m", "x"]),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn what_differs_is_what_git_says(edits in proptest::collection::vec((0_u8..11, 0..PATHS.len()), 1..14)) {
        let Some(sandbox) = Sandbox::new() else { return Ok(()) };
        for path in ["b/c", "b/d/e", "h/i/j/k", "h/i/l"] {
            sandbox.write(path, path);
        }
        sandbox.commit("first");
        for (number, edit) in edits.into_iter().enumerate() {
            carry_out(&sandbox, edit, number);
        }
        let staged = staged(&sandbox);
        let (by_git, gone) = by_git(&sandbox);
        prop_assert_eq!(changed(&staged), by_git.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assert_eq!(staged.is_empty(), by_git.is_empty() && !gone);
        // And the tree holds what git would commit.
        let listed = sandbox.git(&["ls-files", "--cached", "-s", "-z"]);
        let tree = staged.tree("");
        let links = |path: &str| listed.contains(&format!("\t{path}\0")) && listed.contains("120000");
        for path in PATHS {
            let meant = sandbox.can(&["cat-file", "-e", &format!(":{path}")]);
            let fresh = sandbox.git(&["diff", "--name-only", "--diff-filter=A"]);
            if meant && !links(path) && !fresh.lines().any(|one| one == path) {
                let bytes = tree.read(path, 1 << 20).expect("it is staged");
                prop_assert_eq!(String::from_utf8(bytes).expect("text"), sandbox.git(&["show", &format!(":{path}")]));
            }
        }
    }
}

#[test]
fn a_sparse_folder_that_changed_is_gone_into() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    for path in ["in/a", "out/b", "out/c/d", "out/c/e", "other/f"] {
        sandbox.write(path, path);
    }
    sandbox.commit("first");
    sandbox.write("out/c/d", "changed");
    sandbox.remove("out/b");
    sandbox.commit("second");
    if !sandbox.can(&["sparse-checkout", "init", "--cone", "--sparse-index"]) {
        return;
    }
    sandbox.git(&["sparse-checkout", "set", "in"]);
    assert!(staged(&sandbox).is_empty());
    sandbox.git(&["reset", "--quiet", "--soft", "HEAD~1"]);
    let staged = staged(&sandbox);
    assert_eq!(changed(&staged), ["out/c/d"]);
    assert!(!staged.is_empty());
    let tree = staged.tree("");
    assert_eq!(tree.list("out").files, ["out/c/d", "out/c/e"]);
    assert_eq!(tree.read("out/c/d", 99).expect("it is there"), b"changed");
    assert!(tree.has("in/a") && tree.has("other/f") && !tree.has("out/b"));
}

#[test]
fn large_files_are_laid_down_and_read_whole() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    let large: Vec<u8> = (0..300_000_u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    sandbox.write("large", &large);
    sandbox.write("small", "small");
    sandbox.git(&["add", "--all"]);
    let staged = staged(&sandbox);
    for change in staged.changed() {
        let mut blob = staged.open(change).expect("it opens");
        assert_eq!(matches!(blob, Blob::Disk(_)), change.path == "large");
        let mut end = Vec::new();
        blob.seek(SeekFrom::End(-2)).expect("it is long enough");
        blob.read_to_end(&mut end).expect("it can be read");
        blob.rewind().expect("its start");
        let mut all = Vec::new();
        blob.read_to_end(&mut all).expect("it can be read");
        let meant: &[u8] = if change.path == "large" {
            &large
        } else {
            b"small"
        };
        assert!(all == meant && end == meant[meant.len() - 2..]);
    }
}

#[test]
fn what_was_before_is_the_last_commit() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("docs/a", "a");
    sandbox.git(&["add", "--all"]);
    assert!(
        staged(&sandbox)
            .before("")
            .expect("nothing is wrong")
            .is_none()
    );
    sandbox.commit("first");
    sandbox.git(&["rm", "--quiet", "-r", "docs"]);
    let staged = staged(&sandbox);
    assert!(changed(&staged).is_empty() && !staged.is_empty());
    let before = staged.before("docs").expect("nothing is wrong");
    assert!(before.expect("it was there").has("a") && !staged.tree("docs").has("a"));
    assert!(staged.before("other").expect("nothing is wrong").is_none());
}
