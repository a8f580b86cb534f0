//! A site that follows its playbook is, after any edits, the one that a build makes.

use crate::playbook::{POINTS, Playbook, png, said};
use proptest::prelude::*;
use rightdeck::site::live::Live;
use rightdeck_kit::{TextDeck, pptx};
use std::collections::{BTreeMap, BTreeSet};

const EDITIONS: &str = "base-url = 'https://tiny.example/'\n\
    [[editions]]\nname = 'in'\naudience = 'internal'\nout = 'public/in'\n\
    [[editions]]\nname = 'out'\naudience = 'partner'\nhyperscaler = 'aws'\nout = 'public/out'\n";

fn site(lines: &str) -> Vec<u8> {
    format!("[site]\n{lines}\n{EDITIONS}").into_bytes()
}

fn deck(title: &str) -> Vec<u8> {
    pptx(&TextDeck::from_yaml(&format!(
        "slides: [{{title: {title}}}, {{title: Two}}]"
    )))
}

/// Files, and all that each may hold. The first is where it begins; `None` is a file that is not there.
fn files() -> Vec<(&'static str, Vec<Option<Vec<u8>>>)> {
    let text = |text: &str| Some(text.as_bytes().to_vec());
    let page = |front: &str, body: &str| text(&format!("---\n{front}\n---\n{body}\n"));
    let open = "audience: partner";
    let broken = || text("---\ntitle: [\n---\nx\n");
    let points = |more: &str| format!("hyperscaler: aws\n{more}\n{POINTS}");
    vec![
        (
            "site.toml",
            vec![
                Some(site("title = 'Tiny'")),
                Some(site("title = 'Other'\nallow-html = true\nlanguage = 'de'")),
                text("[site]\ntitel = 'x'\n"),
            ],
        ),
        (
            "content/index.md",
            vec![
                page(
                    &format!("title: Home\n{open}"),
                    "Welcome to [a](guide/a.md) and MACC.",
                ),
                page(
                    &format!("title: Start\n{open}"),
                    "{{ include \"/snippets/s.md\" }}\n\n<b>x</b>",
                ),
                None,
            ],
        ),
        (
            "content/guide/_index.md",
            vec![
                page(
                    &format!("title: Guide\n{open}"),
                    "All of it. [A place](b.md#deep).",
                ),
                page("title: A guide for us\nweight: 3", "All of it."),
                None,
            ],
        ),
        (
            "content/guide/a.md",
            vec![
                page(
                    &format!("title: Alpha\ntags: [One, two]\n{open}"),
                    "See [b](b.md) and co-sell.",
                ),
                page(
                    &format!("title: Zeta\ntags: [One, two]\n{open}"),
                    "## Here\n\nSee [b](b.md#deep), [here](#here).",
                ),
                page(
                    &format!("title: Alpha\ntags: [two]\naliases: [/old/]\n{open}"),
                    "![p](p.png)\n\n{{ term \"MACC\" }}",
                ),
                page(
                    "title: Alpha\ntags: [Two]",
                    "{{ include \"/snippets/s.md\" }} {{ data \"t\" }}",
                ),
                page(&format!("title: Alpha\n{open}"), "[nowhere](gone.md)"),
                broken(),
                None,
            ],
        ),
        (
            "content/guide/b.md",
            vec![
                page(
                    &format!("title: Beta\ntags: [two]\n{open}"),
                    "## Deep\n\nMACC, co-sell. [a](a.md)",
                ),
                page(
                    &format!("title: Beta\ntags: [two]\n{open}"),
                    "## Deep\n\nLess. ![p](p.png) [f](f.txt)",
                ),
                page(
                    &format!("title: Aardvark\nweight: -1\ntags: [two]\n{open}"),
                    "## Shallow\n\n{{ data \"cal\" }}",
                ),
                page(
                    &format!(
                        "title: Beta\ndescription: d\nupdates: [{{date: 2026-01-02, text: 'New [a](a.md)'}}]\n{open}"
                    ),
                    "## Deep\n\nx",
                ),
                page(
                    "title: Ours\ntags: [two]",
                    "## Deep\n\nFor us. {{ deck \"why\" }}",
                ),
                page("title: Still ours\ntags: [two]", "## Deep\n\nFor us."),
                broken(),
                None,
            ],
        ),
        (
            "content/guide/inner/c.md",
            vec![
                None,
                page(
                    &format!("title: Inner\n{open}"),
                    "{{ credentials \"aws\" }} [up](../b.md)",
                ),
                page(
                    &format!("title: Inner\n{open}"),
                    "[deck](/decks/why.md#slide-1) {{ include \"_local.md\" }}",
                ),
            ],
        ),
        (
            "content/guide/inner/_local.md",
            vec![None, text("Local co-sell.\n"), text("[gone](gone.md)\n")],
        ),
        (
            "content/snippets/s.md",
            vec![
                text("Shared MACC. [a](/guide/a.md)\n"),
                text("Shared.\n"),
                None,
            ],
        ),
        (
            "content/glossary/co-sell.md",
            vec![
                page("term: co-sell\naudience: partner", "Together. See MACC."),
                page(
                    "term: co-sell\naliases: [Alpha]\naudience: partner",
                    "Together.",
                ),
                page("term: joint sale\nsee_also: [MACC]", "Ours."),
                None,
            ],
        ),
        (
            "content/glossary.yaml",
            vec![
                text("- term: MACC\n  definition: Money. [a](guide/a.md)\n  audience: partner\n"),
                text(
                    "- term: MACC\n  definition: Money.\n- term: EDP\n  definition: Discount.\n  see_also: [MACC]\n",
                ),
                text("- term: MACC\n"),
                None,
            ],
        ),
        (
            "content/data/t.yaml",
            vec![
                text("title: T\naudience: partner\ncolumns: [A]\nrows:\n  - [MACC and co-sell]\n"),
                text(
                    "title: U\naudience: partner\ncolumns: [A]\nrows:\n  - ['[b](/guide/b.md)']\n",
                ),
                text("columns: 3\n"),
                None,
            ],
        ),
        (
            "content/data/cal.yaml",
            vec![
                text(
                    "kind: tracker\ntitle: C\naudience: partner\nbenefits:\n  - {id: a, hyperscaler: aws, name: MDF, owner: Ada, lapses: 2026-12-11, next: Claim}\n",
                ),
                text(
                    "kind: tracker\ntitle: C\naudience: partner\nbenefits:\n  - {id: a, hyperscaler: google, name: MDF, owner: Ada, lapses: 2026-12-12, next: Claim}\n",
                ),
                None,
            ],
        ),
        (
            "content/decks/why.md",
            vec![
                page(
                    "file: why.pptx\ntitle: Why\nhyperscaler: aws\nstatus: approved\naudience: partner",
                    "Talk. co-sell",
                ),
                page(
                    "file: why.pptx\ntitle: Why not\nhyperscaler: aws\nstatus: draft",
                    "Talk. [a](/guide/a.md)",
                ),
                page("file: other.pptx\ntitle: Why", "Talk."),
                None,
            ],
        ),
        (
            "content/decks/why.pptx",
            vec![
                Some(deck("One")),
                Some(deck("Uno")),
                Some(b"no deck".to_vec()),
                None,
            ],
        ),
        (
            "content/credentials/aws.md",
            vec![
                page(&points("audience: partner"), "Pause. MACC"),
                page(&points("owner: Ada"), "Pause."),
                None,
            ],
        ),
        (
            "content/guide/p.png",
            vec![Some(png(2, 3)), Some(png(5, 7)), None],
        ),
        ("content/guide/f.txt", vec![text("f\n"), text("g\n"), None]),
        (
            "themes/default/tag.html",
            vec![
                None,
                text(
                    "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self'\"><title>{{ page.title }}</title>{% for one in page.pages %}{{ one.url }}{% endfor %}",
                ),
                text("{% if %}"),
            ],
        ),
        (
            "themes/default/assets/style.css",
            vec![None, text("body { color: red }\n")],
        ),
    ]
}

/// What an edit does, and what is told of it.
#[derive(Debug, Clone)]
enum Edit {
    /// A file holds one of the things it may hold.
    Put(usize, usize),
    /// All files hold what they held when all was well.
    Mend,
    /// One file moves to another's place.
    Move(usize, usize),
}

/// How much of what changed is told: its path, its folder, several edits at once, that anything may have.
#[derive(Debug, Clone, Copy)]
enum Telling {
    Path,
    Folder,
    Later,
    Anything,
}

fn edits() -> impl Strategy<Value = Vec<(Edit, Telling)>> {
    let count = files().len();
    let edit = prop_oneof![
        8 => (0..count, 0..8_usize).prop_map(|(file, state)| Edit::Put(file, state)),
        // Pages are what people edit, seldom breaking them.
        16 => (2..5_usize, 0..3_usize).prop_map(|(file, state)| Edit::Put(file, state)),
        4 => Just(Edit::Mend),
        1 => (1..6_usize, 1..6_usize).prop_map(|(from, to)| Edit::Move(from, to)),
    ];
    let telling = prop_oneof![
        6 => Just(Telling::Path),
        1 => Just(Telling::Folder),
        2 => Just(Telling::Later),
        1 => Just(Telling::Anything),
    ];
    prop::collection::vec((edit, telling), 1..16)
}

/// All files of a site.
fn whole(live: &Live) -> BTreeMap<String, Vec<u8>> {
    let files = live.paths().into_iter().map(|path| {
        let bytes = live
            .file(&path)
            .unwrap_or_else(|| panic!("{path}: {:?}", live.problems()));
        (path, bytes.to_vec())
    });
    files.collect()
}

fn compare(what: &str, found: &BTreeMap<String, Vec<u8>>, wanted: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(wanted), "{what}");
    for (path, bytes) in wanted {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (is, should_be) = (text(&found[path]), text(bytes));
        assert!(
            found[path] == *bytes,
            "{what}: {path}\n{}",
            similar::TextDiff::from_lines(is.as_str(), should_be.as_str()).unified_diff()
        );
    }
}

fn put(playbook: &Playbook, path: &str, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => playbook.put(path, bytes),
        None if playbook.has(path) => playbook.remove(path),
        None => {}
    }
}

fn follow(edition: &str, steps: &[(Edit, Telling)]) {
    let files = files();
    let playbook = Playbook::new("");
    let mend = |changed: &mut BTreeSet<String>| {
        for (path, states) in &files {
            put(&playbook, path, states[0].as_deref());
            changed.insert((*path).to_owned());
        }
    };
    mend(&mut BTreeSet::new());
    let mut live = Live::open(&playbook.path(""), Some(edition));
    assert_eq!(live.problems(), []);
    let mut good = whole(&live);
    let mut changed = BTreeSet::new();
    for (at, (edit, telling)) in steps.iter().enumerate() {
        match edit {
            Edit::Put(file, state) => {
                let (path, states) = &files[*file];
                put(&playbook, path, states[state % states.len()].as_deref());
                changed.insert((*path).to_owned());
            }
            Edit::Mend => mend(&mut changed),
            Edit::Move(from, to) => {
                let (from, to) = (files[*from].0, files[*to].0);
                if from != to && playbook.has(from) && !playbook.has(to) {
                    playbook.put(to, playbook.bytes(from));
                    playbook.remove(from);
                    changed.extend([from.to_owned(), to.to_owned()]);
                }
            }
        }
        match telling {
            Telling::Path => {}
            Telling::Folder => {
                let folder =
                    |path: &String| path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
                changed = changed
                    .iter()
                    .map(|path| folder(path).unwrap_or(path.clone()))
                    .collect();
            }
            Telling::Later if at + 1 < steps.len() => continue,
            Telling::Later => {}
            Telling::Anything => changed.clear(),
        }
        let told = std::mem::take(&mut changed);
        let anything = matches!(telling, Telling::Anything);
        live.changed((!anything).then_some(&told));
        let fresh = Live::open(&playbook.path(""), Some(edition));
        let what = format!("after step {at}, {edit:?}");
        assert_eq!(live.problems(), fresh.problems(), "{what}");
        if fresh.problems().is_empty() {
            let wanted = whole(&fresh);
            good = whole(&live);
            compare(&what, &good, &wanted);
        } else {
            // The last good site stays. What is copied is read from the disk when it is asked for.
            for (path, bytes) in good.iter().filter(|(path, _)| path.ends_with(".html")) {
                assert!(
                    live.file(path).is_some_and(|now| *now == **bytes),
                    "{what}: {path}"
                );
            }
        }
    }
    let out = playbook.build_with(&["--edition", edition, "--out", "built"]);
    assert_eq!(
        out.status.success(),
        live.problems().is_empty(),
        "{}",
        said(&out)
    );
    if out.status.success() {
        let mut built = playbook.files("built");
        built.retain(|path, _| !path.starts_with(".rightdeck"));
        compare("the program", &whole(&live), &built);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(12),
        max_shrink_iters: 60,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_the_site_is_what_a_build_makes(steps in edits(), inside in any::<bool>()) {
        follow(if inside { "in" } else { "out" }, &steps);
    }
}

/// A playbook of three pages that lead to each other, and its site.
fn small() -> (Playbook, Live) {
    let playbook = Playbook::new(crate::playbook::TINY);
    playbook.page("index.md", "title: Home", "[a](a.md)\n");
    playbook.page("a.md", "title: A", "## Deep\n\nx\n");
    playbook.page("b.md", "title: B", "[deep](a.md#deep)\n");
    let live = Live::open(&playbook.path(""), None);
    assert_eq!(live.problems(), []);
    (playbook, live)
}

fn changed(live: &mut Live, paths: &[&str]) -> rightdeck::site::live::Update {
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    live.changed(Some(&paths))
}

fn html(live: &Live, path: &str) -> String {
    let bytes = live.file(path).unwrap_or_else(|| panic!("{path}"));
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn the_same_bytes_are_no_change() {
    let (playbook, mut live) = small();
    let before = live.changed(Some(&BTreeSet::new()));
    playbook.page("a.md", "title: A", "## Deep\n\nx\n");
    playbook.put("site.toml", crate::playbook::TINY);
    playbook.put("notes.txt", "x");
    let paths = [
        "content/a.md",
        "site.toml",
        "themes",
        "notes.txt",
        "content/.a.md.swp",
    ];
    assert_eq!(changed(&mut live, &paths), before);
    assert_eq!(live.changed(None), before);
    playbook.page("a.md", "title: A", "## Deep\n\ny\n");
    let after = changed(&mut live, &["content/a.md"]);
    assert!(after.changed && after.generation > before.generation && !after.problems);
}

#[test]
fn an_edit_that_breaks_another_page_is_told_there_and_the_site_stays() {
    let (playbook, mut live) = small();
    let before = html(&live, "a/index.html");
    playbook.page("a.md", "title: A", "## Shallow\n\nx\n");
    let update = changed(&mut live, &["content/a.md"]);
    assert!(update.changed && update.problems);
    let problems = live.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    let (file, line, _) = problems[0].key();
    assert_eq!((file, line), ("content/b.md", 4));
    assert_eq!(html(&live, "a/index.html"), before);
    // Mended where it broke, not where it was changed.
    playbook.page("b.md", "title: B", "[shallow](a.md#shallow)\n");
    assert!(changed(&mut live, &["content/b.md"]).problems);
    assert_eq!(live.problems(), []);
    assert!(html(&live, "a/index.html").contains("Shallow"));
}

#[test]
fn a_broken_template_leaves_the_last_good_site() {
    let (playbook, mut live) = small();
    let before = html(&live, "index.html");
    playbook.put("themes/default/home.html", "{{ page.nothing.more }}");
    assert!(changed(&mut live, &["themes/default/home.html"]).problems);
    assert!(
        live.problems()[0].file.ends_with("home.html"),
        "{:?}",
        live.problems()
    );
    assert_eq!(html(&live, "index.html"), before);
    playbook.put("themes/default/home.html", "<p>{{ page.title }}</p>");
    changed(&mut live, &["themes/default/home.html"]);
    assert_eq!(
        (live.problems(), html(&live, "index.html")),
        (vec![], "<p>Home</p>".to_owned())
    );
    // One that is seldom used is found when it is: what was made of it before is given.
    let before = html(&live, "search/index.html");
    playbook.put("themes/default/search.html", "{{ page.nothing.more }}");
    changed(&mut live, &["themes/default/search.html"]);
    assert_eq!(live.problems(), []);
    assert_eq!(html(&live, "search/index.html"), before);
    assert!(live.problems()[0].file.ends_with("search.html"));
    playbook.remove("themes/default/search.html");
    changed(&mut live, &["themes/default/search.html"]);
    assert_eq!(live.problems(), []);
}

#[test]
fn who_looks_at_a_state_keeps_it() {
    let (playbook, mut live) = small();
    let held = live.site().expect("it stands");
    playbook.page("a.md", "title: Another", "## Deep\n\nx\n");
    changed(&mut live, &["content/a.md"]);
    let title = |site: &rightdeck::site::live::Site| {
        let bytes = site.file("a/index.html").expect("it is there");
        String::from_utf8_lossy(&bytes).contains("<h1>Another</h1>")
    };
    assert!(!title(&held) && title(&live.site().expect("it stands")));
}

#[cfg(unix)]
#[test]
fn a_file_that_is_a_link_follows_what_it_leads_to() {
    let (playbook, mut live) = small();
    std::os::unix::fs::symlink("a.md", playbook.path("content/linked.md")).expect("linked");
    assert!(changed(&mut live, &["content/linked.md"]).changed);
    playbook.page("a.md", "title: A", "## Deep\n\nMore.\n");
    changed(&mut live, &["content/a.md"]);
    assert!(html(&live, "linked/index.html").contains("More."));
}

#[test]
fn versions_follow_git() {
    let playbook = Playbook::new("[site]\ntitle = 'Tiny'\n");
    if !playbook.git_init() {
        return;
    }
    playbook.page("index.md", "title: Home", "x\n");
    playbook.page("a.md", "title: A", "Old.\n");
    playbook.commit("v1", "2026-01-01");
    let mut live = Live::open(&playbook.path(""), None);
    let same = |live: &Live, what: &str| {
        assert_eq!(live.problems(), [], "{what}");
        compare(
            what,
            &whole(live),
            &whole(&Live::open(&playbook.path(""), None)),
        );
    };
    same(&live, "one version");
    let versions = "[site]\ntitle = 'Tiny'\n[[versions]]\nname = '2026.1'\nref = 'v1'\n";
    playbook.put("site.toml", versions);
    changed(&mut live, &["site.toml"]);
    same(&live, "two versions");
    assert!(live.file("versions/2026.1/a/index.html").is_some());
    playbook.page("a.md", "title: A", "New.\n");
    changed(&mut live, &["content/a.md"]);
    same(&live, "an edit beside an older version");
    assert!(live.file("changes/page/a/index.html").is_some());
    playbook.page("a.md", "title: A", "Old.\n");
    changed(&mut live, &["content/a.md"]);
    same(&live, "the edit taken back");
    assert!(live.file("changes/page/a/index.html").is_none());
    playbook.page("a.md", "title: A\naudience: public", "Newer.\n");
    playbook.commit("v2", "2026-02-01");
    changed(&mut live, &["content/a.md", ".git/HEAD"]);
    same(&live, "a commit");
    playbook.put("site.toml", versions.replace("v1", "v3"));
    changed(&mut live, &["site.toml"]);
    assert_eq!(live.problems().len(), 1, "{:?}", live.problems());
    playbook.put("site.toml", versions.replace("v1", "v2"));
    changed(&mut live, &["site.toml"]);
    same(&live, "another reference");
}
