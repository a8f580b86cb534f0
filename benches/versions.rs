//! Two versions of a playbook of 10,000 pages: read out of a pack, and compared.

#![expect(clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;
use rightdeck::changes::{PageText, compare, html, words};
use rightdeck::fs::Tree;
use rightdeck::git::Repository;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PAGES: usize = 10_000;
const WORDS: usize = 900;

fn main() {
    divan::main();
}

/// A page of 900 words in 15 paragraphs, with a vocabulary of 2,000.
fn text(page: usize, edition: usize) -> String {
    let mut state = (page as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut out = String::with_capacity(WORDS * 7);
    for word in 0..WORDS {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Every fiftieth word differs from edition to edition.
        let own = if word % 50 == 7 { edition * 31 } else { 0 };
        out.push_str(&format!("word{}", (state >> 40) as usize % 2000 + own));
        out.push(if word % 60 == 59 { '\n' } else { ' ' });
    }
    out
}

/// A version: the pages in a folder, each in a state of its own.
fn pages(folder: &str, edition: impl Fn(usize) -> usize + Sync) -> Vec<PageText> {
    (0..PAGES)
        .into_par_iter()
        .map(|page| PageText {
            path: format!("content/{folder}/{}/{page}.md", page % 100),
            title: format!("Page {page}"),
            text: text(page, edition(page)),
            aliases: Vec::new(),
        })
        .collect()
}

#[divan::bench(sample_count = 5)]
fn compare_ten_edited(bencher: Bencher<'_, '_>) {
    let (old, new) = (pages("a", |_| 0), pages("a", |page| usize::from(page < 10)));
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench_local(|| compare(&old, &new).edited.len());
}

#[divan::bench(sample_count = 5)]
fn compare_all_moved_and_edited(bencher: Bencher<'_, '_>) {
    let (old, new) = (pages("a", |_| 0), pages("b", |_| 1));
    assert_eq!(compare(&old, &new).renamed.len(), PAGES);
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench_local(|| compare(&old, &new).renamed.len());
}

#[divan::bench(sample_count = 20)]
fn words_of_a_page(bencher: Bencher<'_, '_>) {
    let (old, new) = (text(1, 0), text(1, 1));
    bencher.bench_local(|| html(&words(&old, &new)).len());
}

/// Ten commits of a playbook, packed: the first has all pages, each next one changes a hundred.
fn repository() -> Option<(TempDir, Repository)> {
    let folder = tempfile::tempdir().unwrap();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(folder.path()).args(arguments);
        command.stdin(Stdio::piped());
        command
    };
    if !git(&["init", "--quiet"])
        .status()
        .is_ok_and(|status| status.success())
    {
        return None;
    }
    let mut child = git(&["fast-import", "--quiet"]).spawn().unwrap();
    let mut out = std::io::BufWriter::new(child.stdin.take().unwrap());
    for commit in 0..10_usize {
        let time = 1_700_000_000 + commit * 86_400;
        writeln!(
            out,
            "commit refs/heads/main\ncommitter A <a@b> {time} +0000\ndata 1\nx"
        )
        .unwrap();
        for page in (0..PAGES).filter(|page| commit == 0 || page % 100 == commit) {
            let text = text(page, commit);
            let place = format!("content/{}/{page}.md", page / 100);
            writeln!(out, "M 100644 inline {place}\ndata {}\n{text}", text.len()).unwrap();
        }
    }
    drop(out);
    assert!(child.wait().unwrap().success());
    assert!(git(&["repack", "-adfq"]).status().unwrap().success());
    let repository = Repository::find(folder.path()).unwrap()?;
    Some((folder, repository))
}

#[divan::bench(sample_count = 5)]
fn read_a_version(bencher: Bencher<'_, '_>) {
    let Some((_folder, repository)) = repository() else {
        return;
    };
    bencher.counter(ItemsCount::new(PAGES)).bench_local(|| {
        let tree = repository.tree("main").unwrap();
        let files = tree.list("content").files;
        assert_eq!(files.len(), PAGES);
        let bytes = files
            .par_iter()
            .map(|path| tree.read(path, 1 << 20).unwrap().len());
        bytes.sum::<usize>()
    });
}

#[divan::bench(sample_count = 5)]
fn last_changes(bencher: Bencher<'_, '_>) {
    let Some((_folder, repository)) = repository() else {
        return;
    };
    bencher
        .counter(ItemsCount::new(PAGES))
        .bench_local(|| repository.last_changes("main", "content").unwrap().len());
}
