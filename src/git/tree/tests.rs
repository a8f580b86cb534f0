use super::super::testing::{LIMIT, Sandbox, text};
use crate::fs::{Folder, Tree};
use rayon::prelude::*;

#[test]
fn links_are_followed_inside_and_the_listing_is_that_of_a_checkout() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("outside.md", "secret");
    sandbox.write("book/content/page.md", "page");
    sandbox.write("book/content/deep/er/page.md", "deep");
    sandbox.write("book/shared/note.md", "note");
    sandbox.write("book/shared/.hidden/kept.pptx", "deck");
    sandbox.write("book/content/.draft/x.md", "hidden folder");
    sandbox.write("book/content/.dot.md", "hidden file");
    sandbox.write("book/content/target/x.md", "built");
    sandbox.link("book/content/same.md", "page.md");
    sandbox.link("book/content/again.md", "same.md");
    sandbox.link("book/content/up.md", "../shared/./note.md");
    sandbox.link("book/content/folder", "../shared");
    sandbox.link("book/content/through.md", "folder/note.md");
    sandbox.link("book/content/deck.pptx", "../shared/.hidden/kept.pptx");
    sandbox.link("book/content/out.md", "../../outside.md");
    sandbox.link("book/content/host.md", "/etc/hostname");
    sandbox.link("book/content/nothing.md", "missing.md");
    sandbox.link("book/content/circle.md", "circle.md");
    sandbox.link("book/pages", "content");
    sandbox.commit("links");
    let tree = sandbox.repository_of("book").tree("HEAD").expect("a tree");
    let disk = Folder::new(crate::fs::real_path(&sandbox.join("book")).expect("a folder"));
    for folder in ["content", "content/deep", "", "pages", "content/.draft"] {
        let (ours, theirs) = (tree.list(folder), disk.list(folder));
        assert_eq!(ours.files, theirs.files, "{folder}");
        assert_eq!(ours.outside, theirs.outside, "{folder}");
        assert_eq!(ours.refused.len(), theirs.refused.len(), "{folder}");
        for file in &ours.files {
            assert!(tree.has(file), "{file}");
            let (ours, theirs) = (tree.read(file, LIMIT), disk.read(file, LIMIT));
            assert_eq!(ours.expect(file), theirs.expect(file));
        }
    }
    let listing = tree.list("content");
    assert_eq!(listing.outside, ["content/host.md", "content/out.md"]);
    let refused: Vec<String> = listing.refused.iter().map(ToString::to_string).collect();
    assert_eq!(
        refused,
        [
            "cannot follow 'HEAD:content/circle.md': it leads back to itself",
            "cannot follow 'HEAD:content/nothing.md': entity not found",
        ]
    );
    assert!(!tree.has("content/out.md"));
    let error = tree.read("content/out.md", LIMIT).expect_err("outside");
    assert_eq!(
        error.to_string(),
        "cannot read 'HEAD:content/out.md': it is a link to somewhere outside of the project"
    );
    assert_eq!(text(&tree, "content/folder/note.md"), "note");
}

#[test]
fn nothing_is_read_beyond_its_limit() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("big.bin", vec![7; 300 << 10]);
    sandbox.commit("big");
    let tree = sandbox.repository().tree("HEAD").expect("a tree");
    assert_eq!(
        tree.read("big.bin", 300 << 10).expect("it fits").len(),
        300 << 10
    );
    let error = tree
        .read("big.bin", (300 << 10) - 1)
        .expect_err("too large");
    assert_eq!(
        error.to_string(),
        "cannot read 'HEAD:big.bin': it is larger than 299 KiB"
    );
    assert!(tree.read("missing", LIMIT).is_err());
}

#[test]
fn what_git_lfs_keeps_is_read_where_it_is_here() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    let hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 4\n");
    sandbox.write("decks/a.pptx", &pointer);
    sandbox.commit("a deck");
    let tree = sandbox.repository().tree("HEAD").expect("a tree");
    assert_eq!(text(&tree, "decks/a.pptx"), pointer, "absent");
    let kept = format!(".git/lfs/objects/9f/86/{hash}");
    sandbox.write(&kept, "test");
    assert_eq!(text(&tree, "decks/a.pptx"), "test");
    assert!(
        tree.read("decks/a.pptx", 3).is_err(),
        "the file counts, not its pointer"
    );
    assert_eq!(tree.read("decks/a.pptx", 4).expect("it fits"), b"test");
    for other in ["tent", "tes", "tests"] {
        sandbox.write(&kept, other);
        assert_eq!(
            text(&tree, "decks/a.pptx"),
            pointer,
            "something else is kept there"
        );
    }
}

#[test]
fn submodules_are_passed_over_and_odd_names_refused() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("a.md", "a");
    let commit = sandbox.commit("one");
    let blob = sandbox.git(&["rev-parse", "HEAD:a.md"]);
    let odd = |name: &[u8]| {
        let mut tree = Vec::new();
        tree.extend_from_slice(b"100644 ");
        tree.extend_from_slice(name);
        tree.push(0);
        tree.extend(
            (0..20).map(|at| u8::from_str_radix(&blob[at * 2..at * 2 + 2], 16).expect("hex")),
        );
        sandbox.write("odd", tree);
        let args = ["hash-object", "-t", "tree", "--literally", "-w", "odd"];
        sandbox.git(&args)
    };
    let lines = [
        format!("160000 commit {commit}\tmodule"),
        format!("100644 blob {blob}\ta.md"),
        format!("040000 tree {}\tlatin", odd(b"caf\xe9.md")),
        format!("040000 tree {}\tup", odd(b"..")),
        format!("040000 tree {}\tslash", odd(b"../../x.md")),
    ];
    let tree = sandbox.git_with(&["mktree"], &lines.join("\n"), "2026-01-01T12:00:00+0000");
    let tree = sandbox.repository().tree(&tree).expect("a tree");
    let listing = tree.list("");
    assert_eq!(listing.files, ["a.md"]);
    let refused: Vec<String> = listing.refused.iter().map(ToString::to_string).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(!tree.has("x.md") && !tree.has("up/..") && !tree.has("slash/../../x.md"));
    assert!(
        refused[0].ends_with(r"latin/caf\xE9.md': its name is not Unicode"),
        "{refused:?}"
    );
    assert!(
        refused[2].contains("up/..': its name would mean another place"),
        "{refused:?}"
    );
}

#[test]
fn a_tree_that_repeats_itself_ends() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    sandbox.write("a.md", "a");
    sandbox.commit("one");
    let mut line = format!("100644 blob {}\t", sandbox.git(&["rev-parse", "HEAD:a.md"]));
    for _ in 0..8 {
        let lines: Vec<String> = (0..10).map(|name| format!("{line}{name}")).collect();
        let tree = sandbox.git_with(&["mktree"], &lines.join("\n"), "2026-01-01T12:00:00+0000");
        line = format!("040000 tree {tree}\t");
    }
    let id = line
        .split([' ', '\t'])
        .nth(2)
        .expect("an identifier")
        .to_owned();
    let listing = sandbox.repository().tree(&id).expect("a tree").list("0");
    assert!(!listing.refused.is_empty());
    assert!(
        listing.refused[0]
            .to_string()
            .ends_with("there are too many files")
    );
}

#[test]
fn many_threads_read_one_tree() {
    let Some(sandbox) = Sandbox::new() else {
        return;
    };
    for page in 0..600 {
        sandbox.write(
            &format!("content/{}/{page}.md", page % 7),
            format!("page {page}\n").repeat(20),
        );
    }
    sandbox.commit("pages");
    sandbox.git(&["gc", "--quiet"]);
    let tree = sandbox.repository().tree("HEAD").expect("a tree");
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(8)
        .build()
        .expect("threads");
    let files = threads.install(|| {
        (0..8)
            .into_par_iter()
            .map(|_| tree.list("content").files)
            .collect::<Vec<_>>()
    });
    assert_eq!(files[0].len(), 600);
    assert!(files.iter().all(|list| list == &files[0]));
    threads.install(|| {
        files.par_iter().flatten().for_each(|path| {
            let name = path
                .rsplit('/')
                .next()
                .expect("a name")
                .trim_end_matches(".md");
            assert_eq!(text(&tree, path), format!("page {name}\n").repeat(20));
        });
    });
}
