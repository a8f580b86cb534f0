//! A site is written whole or not at all, into its own folder and nowhere else.

#![expect(clippy::disallowed_methods, reason = "a test looks at the disk itself")]

use proptest::prelude::*;
use rightdeck::fs::{FsError, MARKER, Published, Stage};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

/// A project in a folder of its own, inside a folder that only this test knows.
struct Ground {
    around: tempfile::TempDir,
}

impl Ground {
    fn new() -> Self {
        let around = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(around.path().join("project/content")).expect("a project");
        Self { around }
    }

    fn project(&self) -> PathBuf {
        self.around.path().join("project")
    }

    fn public(&self) -> PathBuf {
        self.project().join("public")
    }

    fn begin(&self, target: impl AsRef<Path>) -> Result<Stage, FsError> {
        Stage::begin(&self.project().join(target), &self.project())
    }

    fn build(&self, files: &[(&str, &str)]) -> Published {
        let stage = self.begin("public").expect("a stage");
        for (path, text) in files {
            stage.put(path, text.as_bytes()).expect("staged");
        }
        stage.finish().expect("published")
    }

    fn refusal(&self, target: impl AsRef<Path>) -> String {
        let before = names_under(self.around.path());
        let error = self.begin(target).expect_err("refused").to_string();
        assert_eq!(names_under(self.around.path()), before, "{error}");
        error
    }
}

/// The files of a site with their text.
fn site(folder: &Path) -> BTreeMap<String, String> {
    names_under(folder)
        .into_iter()
        .filter(|name| folder.join(name).is_file() && name != MARKER)
        .map(|name| {
            let text = fs::read_to_string(folder.join(&name)).expect("text");
            (name, text)
        })
        .collect()
}

fn names_under(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = walkdir::WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.path().strip_prefix(folder).expect("inside");
            name.to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    names
}

fn of(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let own = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    files.iter().map(own).collect()
}

fn time(path: &Path) -> SystemTime {
    fs::metadata(path)
        .expect("a file")
        .modified()
        .expect("its time")
}

fn hidden(folder: &Path) -> Vec<String> {
    let names = names_under(folder).into_iter();
    names
        .filter(|name| name.contains("rightdeck-") || name.ends_with(".lock"))
        .collect()
}

#[test]
fn a_site_is_swapped_in_whole() {
    let ground = Ground::new();
    let done = ground.build(&[
        ("index.html", "one"),
        ("a/b/c.html", "deep"),
        ("gone.html", "x"),
    ]);
    assert_eq!(
        (done.written, done.kept, done.removed, done.bytes),
        (3, 0, 0, 8)
    );
    assert_eq!(
        site(&ground.public()),
        of(&[
            ("index.html", "one"),
            ("a/b/c.html", "deep"),
            ("gone.html", "x")
        ])
    );

    let next = [
        ("index.html", "two"),
        ("a/b/c.html", "deep"),
        ("new/n.html", "n"),
    ];
    let done = ground.build(&next);
    assert_eq!(
        (done.written, done.kept, done.removed, done.bytes),
        (2, 1, 1, 8)
    );
    assert_eq!(site(&ground.public()), of(&next));
    assert!(ground.public().join(MARKER).is_file());
    assert_eq!(
        names_under(&ground.project()).len(),
        names_under(&ground.public()).len() + 2
    );
}

#[test]
fn the_old_site_stands_until_the_end() {
    let ground = Ground::new();
    ground.build(&[("index.html", "old")]);
    let stage = ground.begin("public").expect("a stage");
    stage.put("index.html", b"new").expect("staged");
    assert_eq!(site(&ground.public()), of(&[("index.html", "old")]));
    let files = stage.files();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].0, "index.html");
    assert_eq!(fs::read(&files[0].1).expect("staged"), b"new");
    drop(stage);
    assert_eq!(site(&ground.public()), of(&[("index.html", "old")]));
    assert_eq!(hidden(&ground.project()), [""; 0]);
}

#[test]
fn what_has_not_changed_keeps_its_time() {
    let ground = Ground::new();
    let files = [
        ("same.html", "same"),
        ("sub/deep.html", "same"),
        ("other.html", "one"),
    ];
    ground.build(&files);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, _) in files {
        let file = fs::File::options()
            .write(true)
            .open(ground.public().join(path));
        file.expect("a file")
            .set_modified(long_ago)
            .expect("its time");
    }
    let done = ground.build(&[
        ("same.html", "same"),
        ("sub/deep.html", "same"),
        ("other.html", "two"),
    ]);
    assert_eq!((done.written, done.kept), (1, 2));
    assert_eq!(time(&ground.public().join("same.html")), long_ago);
    assert_eq!(time(&ground.public().join("sub/deep.html")), long_ago);
    assert!(time(&ground.public().join("other.html")) > long_ago);
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let ground = Ground::new();
    let files = [("index.html", "one"), ("a/b.html", "two")];
    ground.build(&files);
    let before = time(&ground.public());
    let folder = time(&ground.public().join("a"));
    let done = ground.build(&files);
    assert_eq!(
        (done.written, done.kept, done.removed, done.bytes),
        (0, 2, 0, 6)
    );
    assert_eq!(time(&ground.public()), before);
    assert_eq!(time(&ground.public().join("a")), folder);
    let done = ground.build(&files[..1]);
    assert_eq!((done.written, done.kept, done.removed), (0, 1, 1));
    assert_eq!(site(&ground.public()), of(&files[..1]));
}

#[test]
fn big_files_are_copied_from_disk() {
    let ground = Ground::new();
    let deck = ground.project().join("content/why.pptx");
    let bytes = vec![7; 300_000];
    fs::write(&deck, &bytes).expect("a deck");
    let copy = |kept: usize| {
        let stage = ground.begin("public").expect("a stage");
        stage.put("index.html", b"x").expect("staged");
        stage.copy("decks/why.pptx", &deck).expect("copied");
        let done = stage.finish().expect("published");
        assert_eq!(done.kept, kept);
        assert_eq!(done.bytes, 1 + fs::metadata(&deck).expect("a deck").len());
        let published = fs::read(ground.public().join("decks/why.pptx")).expect("a copy");
        assert!(published == fs::read(&deck).expect("a deck"));
    };
    copy(0);
    copy(2);
    // The same length, and a difference at the very end.
    let mut bytes = bytes;
    bytes[299_999] = 8;
    fs::write(&deck, &bytes).expect("a deck");
    copy(1);
    fs::write(&deck, b"short").expect("a deck");
    copy(1);
    // The copy is not the source under another name.
    fs::write(&deck, b"later").expect("a deck");
    assert_eq!(
        fs::read(ground.public().join("decks/why.pptx")).expect("a copy"),
        b"short"
    );

    let stage = ground.begin("public").expect("a stage");
    let error = stage
        .copy("a", &ground.project().join("content"))
        .expect_err("a folder");
    assert!(error.to_string().starts_with("cannot read"), "{error}");
    stage.finish().expect_err("a file is missing");
    assert!(ground.public().join("decks/why.pptx").is_file());
}

#[test]
fn hostile_paths_are_refused() {
    let ground = Ground::new();
    for path in [
        "",
        "/",
        "/etc/passwd",
        "../x",
        "a/../../x",
        "a/..",
        "./a",
        "a/./b",
        "a//b",
        "a/",
        "a\\b",
        "..\\x",
        "C:x",
        "a\0b",
        "a\nb",
        MARKER,
        ".RightDeck",
    ] {
        let stage = ground.begin("public").expect("a stage");
        stage.put("index.html", b"x").expect("staged");
        let error = stage.put(path, b"x").expect_err(path).to_string();
        assert!(error.starts_with("cannot write"), "{error}");
        let error = stage.finish().expect_err("not whole").to_string();
        assert!(error.contains("not every file"), "{error}");
    }
    assert_eq!(names_under(&ground.project()), ["content"]);
}

#[test]
fn two_files_never_meet() {
    let ground = Ground::new();
    for (one, two, why) in [
        (
            "a/x.html",
            "a/x.html",
            "two files of the site would be 'a/x.html'",
        ),
        (
            "a/x.html",
            "a/X.html",
            "'a/x.html' and 'a/X.html' are one and the same",
        ),
        (
            "Plays/x.html",
            "plays/y.html",
            "'Plays' and 'plays' are one and the same",
        ),
        ("caf\u{e9}.html", "cafe\u{301}.html", "are one and the same"),
        ("\u{dc}ber.html", "\u{fc}ber.html", "are one and the same"),
        ("a", "a/b.html", "'a' would be a file and a folder"),
        ("a/b.html", "a", "'a' would be a file and a folder"),
    ] {
        let stage = ground.begin("public").expect("a stage");
        stage.put(one, b"x").expect("the first");
        let error = stage.put(two, b"x").expect_err(two).to_string();
        assert!(error.contains(why), "{error}");
        drop(stage);
    }
}

#[test]
fn two_threads_and_two_folders_are_no_matter() {
    let ground = Ground::new();
    let stage = ground.begin("public").expect("a stage");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let stage = &stage;
            scope.spawn(move || {
                for file in 0..200 {
                    let path = format!("part-{}/deep-{}/{thread}-{file}.html", file % 7, file % 5);
                    stage.put(&path, path.as_bytes()).expect("staged");
                }
            });
        }
    });
    let files: Vec<String> = stage.files().into_iter().map(|(path, _)| path).collect();
    assert!(files.is_sorted());
    assert_eq!(stage.finish().expect("published").written, 800);
    let site = site(&ground.public());
    assert_eq!(site.len(), 800);
    assert!(site.iter().all(|(path, text)| path == text));
    assert!(files.iter().eq(site.keys()));
}

#[test]
fn some_folders_are_never_a_target() {
    let ground = Ground::new();
    let project = ground.project();
    fs::create_dir_all(project.join(".git")).expect("a folder");
    fs::create_dir_all(project.join("notes")).expect("a folder");
    fs::write(project.join("notes/mine.txt"), "mine").expect("a file");
    fs::write(project.join("file"), "mine").expect("a file");
    for (target, why) in [
        (".", "it is the project itself"),
        ("", "it is the project itself"),
        ("../project", "it is the project itself"),
        ("public/..", "'..' leads there"),
        ("..", "the project lies in it"),
        ("/", "the project lies in it"),
        ("content", "sources lie in 'content'"),
        ("content/site", "sources lie in 'content'"),
        ("Content/site", "sources lie in 'content'"),
        ("themes", "sources lie in 'themes'"),
        ("rules/x", "sources lie in 'rules'"),
        ("src", "sources lie in 'src'"),
        (".git", "git repository's own folder"),
        (".git/site", "git repository's own folder"),
        ("notes", "rightdeck did not make"),
        ("file", "it is a file"),
        ("file/site", "cannot build into"),
    ] {
        let error = ground.refusal(target);
        assert!(error.contains(why), "{target}: {error}");
        assert!(error.starts_with("cannot build into"), "{error}");
    }
    assert_eq!(
        fs::read_to_string(project.join("notes/mine.txt")).expect("mine"),
        "mine"
    );
}

#[test]
fn an_empty_folder_and_missing_parents_will_do() {
    let ground = Ground::new();
    fs::create_dir(ground.public()).expect("a folder");
    ground.build(&[("index.html", "x")]);
    let stage = ground.begin("../out/of/here").expect("a stage");
    stage.put("index.html", b"x").expect("staged");
    stage.finish().expect("published");
    assert_eq!(
        site(&ground.around.path().join("out/of/here")),
        of(&[("index.html", "x")])
    );
}

#[test]
fn a_site_inside_a_site_is_refused() {
    let ground = Ground::new();
    ground.build(&[("index.html", "x")]);
    let error = ground.refusal("public/partner");
    assert!(error.contains("is a site already"), "{error}");
    fs::create_dir(ground.public().join(".git")).expect("a folder");
    let error = ground.refusal("public");
    assert!(error.contains("git repository"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_a_site_astray() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    let (project, around) = (ground.project(), ground.around.path().to_path_buf());
    fs::create_dir(around.join("elsewhere")).expect("a folder");
    symlink(around.join("elsewhere"), project.join("out")).expect("a link");
    symlink(around.join("nowhere"), project.join("dangling")).expect("a link");
    symlink(project.join("content"), project.join("harmless")).expect("a link");
    symlink("loop", project.join("loop")).expect("a link");
    for (target, why) in [
        ("out", "a link leads from there to"),
        ("out/site", "a link leads from there to"),
        ("dangling", "a link to nothing"),
        ("harmless", "sources lie in 'content'"),
        ("harmless/site", "sources lie in 'content'"),
        ("loop", "cannot build into"),
    ] {
        let error = ground.refusal(target);
        assert!(error.contains(why), "{target}: {error}");
    }
    // A link to its neighbour is followed, and stays a link.
    symlink("real", project.join("public")).expect("a link");
    fs::create_dir(project.join("real")).expect("a folder");
    ground.build(&[("index.html", "x")]);
    ground.build(&[("index.html", "y")]);
    assert_eq!(site(&project.join("real")), of(&[("index.html", "y")]));
    assert!(
        fs::symlink_metadata(ground.public())
            .expect("a link")
            .is_symlink()
    );
}

#[cfg(unix)]
#[test]
fn a_link_inside_the_old_site_is_not_followed() {
    use std::os::unix::fs::symlink;
    let ground = Ground::new();
    let (public, around) = (ground.public(), ground.around.path().to_path_buf());
    ground.build(&[("index.html", "same"), ("sub/a.html", "same")]);
    fs::create_dir(around.join("mine")).expect("a folder");
    fs::write(around.join("mine/a.html"), "same").expect("a file");
    fs::remove_file(public.join("index.html")).expect("removed");
    fs::remove_dir_all(public.join("sub")).expect("removed");
    symlink(around.join("mine/a.html"), public.join("index.html")).expect("a link");
    symlink(around.join("mine"), public.join("sub")).expect("a link");
    let done = ground.build(&[("index.html", "same"), ("sub/a.html", "same")]);
    assert_eq!((done.written, done.kept), (2, 0));
    let is_link = |path: &Path| fs::symlink_metadata(path).expect("it").is_symlink();
    assert!(!is_link(&public.join("index.html")) && !is_link(&public.join("sub")));
    assert_eq!(
        fs::read_to_string(around.join("mine/a.html")).expect("mine"),
        "same"
    );
}

#[test]
fn a_second_build_at_once_is_refused() {
    let ground = Ground::new();
    let stage = ground.begin("public").expect("a stage");
    let error = ground.begin("public").expect_err("refused").to_string();
    assert!(
        error.contains("another build is writing there") && error.contains("public"),
        "{error}"
    );
    let other = ground.begin("partner").expect("another target");
    stage.put("index.html", b"x").expect("staged");
    stage.finish().expect("published");
    drop(other);
    ground.begin("public").expect("the lock is gone");
    assert_eq!(hidden(&ground.project()), [""; 0]);
}

#[test]
fn many_builds_at_once_never_mix() {
    let ground = Ground::new();
    ground.build(&[("a.html", "start"), ("b.html", "start")]);
    let built: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|run| {
                let ground = &ground;
                scope.spawn(move || {
                    let mut built = 0;
                    for round in 0..50 {
                        let Ok(stage) = ground.begin("public") else {
                            continue;
                        };
                        let text = format!("{run}-{round}");
                        stage.put("a.html", text.as_bytes()).expect("staged");
                        stage.put("b.html", text.as_bytes()).expect("staged");
                        stage.finish().expect("published");
                        built += 1;
                    }
                    built
                })
            })
            .collect();
        runs.into_iter()
            .map(|run| run.join().expect("no panic"))
            .sum()
    });
    assert!(built > 0);
    let site = site(&ground.public());
    assert_eq!(site.len(), 2);
    assert_eq!(site["a.html"], site["b.html"]);
    assert_eq!(hidden(&ground.project()), [""; 0]);
}

#[test]
fn what_dead_runs_left_is_removed_and_nothing_else() {
    let ground = Ground::new();
    let project = ground.project();
    ground.build(&[("index.html", "x")]);
    let leave = |name: &str, with_marker: bool, with_file: bool| {
        let folder = project.join(name);
        fs::create_dir(&folder).expect("a folder");
        if with_marker {
            fs::copy(ground.public().join(MARKER), folder.join(MARKER)).expect("a marker");
        }
        if with_file {
            fs::create_dir(folder.join("sub")).expect("a folder");
            fs::write(folder.join("sub/file"), "x").expect("a file");
        }
    };
    leave(".public.rightdeck-1", true, true);
    leave(".public.rightdeck-2", false, false);
    leave(".public.rightdeck-3.old", true, true);
    let kept = [
        ".public.rightdeck-4",    // no marker
        ".public.rightdeck-mine", // no process number
        ".partner.rightdeck-5",   // another target
    ];
    leave(kept[0], false, true);
    leave(kept[1], true, true);
    leave(kept[2], true, true);
    ground.build(&[("index.html", "x")]);
    let mut left: Vec<String> = fs::read_dir(&project)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|name| name.starts_with('.'))
        .collect();
    left.sort();
    let mut kept = kept;
    kept.sort_unstable();
    assert_eq!(left, kept);
}

#[test]
fn a_site_that_was_put_aside_comes_back() {
    let ground = Ground::new();
    ground.build(&[("index.html", "old")]);
    fs::rename(
        ground.public(),
        ground.project().join(".public.rightdeck-9.old"),
    )
    .expect("aside");
    drop(ground.begin("public").expect("a stage"));
    assert_eq!(site(&ground.public()), of(&[("index.html", "old")]));
}

/// Not a test of its own: what the tests below start, to be killed or starved.
#[test]
fn child() {
    let Ok(project) = std::env::var("RIGHTDECK_TEST_PROJECT") else {
        return;
    };
    let project = PathBuf::from(project);
    let mut round = 0_u32;
    loop {
        let text = format!("round {round} ").repeat(4_000);
        let stage = match Stage::begin(&project.join("public"), &project) {
            Ok(stage) => stage,
            Err(error) => panic!("began: {error}"),
        };
        for file in 0..60 {
            let path = format!("f{}/{file}.html", file % 9);
            // Half of the files stay the same over the rounds.
            let text = if file % 2 == 0 { "same" } else { &text };
            if let Err(error) = stage.put(&path, text.as_bytes()) {
                panic!("put: {error}");
            }
        }
        stage.finish().expect("finished");
        round += 1;
        if std::env::var_os("RIGHTDECK_TEST_ONCE").is_some() {
            return;
        }
    }
}

fn child_command(project: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command
        .args(["--exact", "child", "--nocapture"])
        .env("RIGHTDECK_TEST_PROJECT", project)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let ground = Ground::new();
    let public = ground.public();
    for kill in 0..40_u64 {
        let mut child = child_command(&ground.project()).spawn().expect("a child");
        // However slow the machine: the first child comes to its end once, the others are killed
        // anywhere after they were begun.
        while kill == 0 && !public.exists() {
            assert!(child.try_wait().expect("a child").is_none(), "it ended");
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(5 + kill * 37 % 90));
        child.kill().expect("killed");
        child.wait().expect("gone");
        assert!(public.exists(), "a site was there");
        let site = site(&public);
        assert_eq!(site.len(), 60);
        let rounds: std::collections::BTreeSet<&str> = site
            .values()
            .filter(|text| *text != "same")
            .map(|text| {
                assert_eq!(text.len() % 4_000, 0, "a file was cut");
                text.split(' ').nth(1).expect("a round")
            })
            .collect();
        assert_eq!(rounds.len(), 1, "a mixed site");
        assert!(public.join(MARKER).is_file());
    }
    drop(ground.begin("public").expect("no stale lock"));
    assert_eq!(hidden(&ground.project()), [""; 0]);
}

/// Runs a child under a shell's `before`, and gives what it said; None where the shell cannot.
#[cfg(unix)]
fn starved(ground: &Ground, shell: &[&str], before: &str) -> Option<String> {
    let exe = std::env::current_exe().expect("this test");
    let script = format!("{before} && exec \"$0\" --exact child --nocapture");
    let out = Command::new(shell[0])
        .args(&shell[1..])
        .args(["sh", "-c", &script])
        .arg(exe)
        .env("RIGHTDECK_TEST_PROJECT", ground.project())
        .env("RIGHTDECK_TEST_ONCE", "1")
        .output()
        .ok()?;
    let said =
        String::from_utf8_lossy(&out.stderr).into_owned() + &String::from_utf8_lossy(&out.stdout);
    assert!(!out.status.success(), "{said}");
    said.contains("running 1 test").then_some(said)
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_whole_leaves_the_old_site() {
    let ground = Ground::new();
    ground.build(&[("index.html", "old")]);
    // Files of at most 8 or 16 KiB; the child's have 32 KB.
    let said = starved(&ground, &["env"], "trap '' XFSZ; ulimit -f 16").expect("a shell");
    assert!(said.contains("put: cannot write"), "{said}");
    assert!(
        said.contains("the site that stands there is left as it was"),
        "{said}"
    );
    assert!(
        said.contains("public/f") && !said.contains(".public.rightdeck"),
        "{said}"
    );
    assert_eq!(site(&ground.public()), of(&[("index.html", "old")]));
    assert_eq!(hidden(&ground.project()), [""; 0]);
}

/// A disk of 512 KiB, where a user may mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let ground = Ground::new();
    let disk = ground.project().display().to_string();
    let before = format!(
        "mount -t tmpfs -o size=512k none '{disk}' && mkdir '{disk}/public' && touch '{disk}/before'"
    );
    let shell = ["unshare", "--user", "--map-root-user", "--mount"];
    let Some(said) = starved(&ground, &shell, &before) else {
        eprintln!("skipped: no disk may be mounted here");
        return;
    };
    assert!(
        said.contains("the disk is full; the site that stands there"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_an_error() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new();
    ground.build(&[("index.html", "old")]);
    let mode = |mode| fs::set_permissions(ground.project(), fs::Permissions::from_mode(mode));
    mode(0o555).expect("closed");
    let begun = ground.begin("public");
    mode(0o755).expect("opened");
    match begun {
        Err(error) => assert!(error.to_string().contains("permission denied"), "{error}"),
        // Nothing is closed to root.
        Ok(_) => eprintln!("skipped: run by somebody who may do anything"),
    }
    assert_eq!(site(&ground.public()), of(&[("index.html", "old")]));
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_a_site_before_it_is_published() {
    use std::os::unix::fs::PermissionsExt;
    let ground = Ground::new();
    let mode = |path: &Path| fs::metadata(path).expect("a folder").permissions().mode() & 0o777;
    let stage = ground.begin("public").expect("a stage");
    stage.put("index.html", b"x").expect("staged");
    let staged = stage.files()[0].1.parent().expect("a folder").to_path_buf();
    assert_eq!(mode(&staged) & 0o077, 0);
    stage.finish().expect("published");
    assert_eq!(mode(&ground.public()), mode(&ground.project()));
    fs::set_permissions(ground.public(), fs::Permissions::from_mode(0o750)).expect("a mode");
    ground.build(&[("index.html", "y")]);
    assert_eq!(mode(&ground.public()), 0o750);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever the path, a file lands inside the stage under that very name, or is refused.
    #[test]
    fn no_path_leads_out(path in r"[a-zA-Z0-9./\\: é-]{0,12}") {
        let ground = Ground::new();
        let stage = ground.begin("public").expect("a stage");
        if stage.put(&path, b"x").is_ok() {
            stage.finish().expect("published");
            prop_assert_eq!(site(&ground.public()), of(&[(&path, "x")]));
        } else {
            drop(stage);
        }
        let names = names_under(ground.around.path());
        prop_assert!(names.iter().all(|name| {
            name == "project" || name == "project/content" || name.starts_with("project/public")
        }), "{:?}", names);
    }
}
