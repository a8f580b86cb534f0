//! A preview that follows its playbook: from a saved page to its new bytes, at 1,000 and 10,000 pages.
//! The playbook is made here, or a copy of the one in `RIGHTDECK_PLAYBOOK` is taken for both.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a bench makes its own folders, and one that cannot go on has failed"
)]

use divan::Bencher;
use rightdeck::site::live::Live;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const SIZES: [usize; 2] = [1_000, 10_000];
const SECTIONS: usize = 20;

fn main() {
    divan::main();
}

/// A playbook on disk, a site that follows it, and one of its pages.
struct Ground {
    folder: TempDir,
    live: Live,
    page: String,
    text: String,
    round: usize,
}

impl Ground {
    fn new(pages: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match std::env::var_os("RIGHTDECK_PLAYBOOK") {
            Some(own) => copy(Path::new(&own), folder.path()),
            None => write(folder.path(), pages),
        }
        let live = Live::open(folder.path(), None);
        assert_eq!(live.problems(), []);
        let page = page(&folder.path().join("content")).unwrap();
        let text = fs::read_to_string(&page).unwrap();
        let page = page.strip_prefix(folder.path()).unwrap();
        Self {
            page: page.to_str().unwrap().to_owned(),
            live,
            text,
            round: 0,
            folder,
        }
    }

    /// Saves the page with another body, or another title too.
    fn save(&mut self, title: bool) {
        self.round += 1;
        let mut text = format!("{}\nRound {} of many.\n", self.text, self.round);
        if title {
            let (before, rest) = text.split_once("title: ").unwrap();
            let (_, after) = rest.split_once('\n').unwrap();
            // Now among the first of its section, now among the last.
            let first = ['A', 'Z'][self.round % 2];
            text = format!("{before}title: {first}-{}\n{after}", self.round);
        }
        fs::write(self.folder.path().join(&self.page), text).unwrap();
    }

    /// Takes the change over, and makes the page.
    fn serve(&mut self) -> usize {
        let paths = BTreeSet::from([self.page.clone()]);
        assert!(self.live.changed(Some(&paths)).changed);
        assert_eq!(self.live.problems(), []);
        let inside = self.page.strip_prefix("content/").unwrap();
        let url = inside.strip_suffix(".md").unwrap();
        self.live.file(&format!("{url}/index.html")).unwrap().len()
    }

    fn bench(&mut self, bencher: Bencher<'_, '_>, title: bool) {
        let ground = std::cell::RefCell::new(self);
        bencher
            .with_inputs(|| ground.borrow_mut().save(title))
            .bench_local_values(|()| ground.borrow_mut().serve());
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &place);
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// A page that is not its folder's own, some way down.
fn page(folder: &Path) -> Option<PathBuf> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    let (folders, files): (Vec<_>, Vec<_>) = names.into_iter().partition(|path| path.is_dir());
    let below = folders.iter().find_map(|folder| page(folder));
    let is_page = |path: &&PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.ends_with(".md") && !name.contains("index")
    };
    below.or_else(|| files.iter().rfind(is_page).cloned())
}

fn write(folder: &Path, pages: usize) {
    fs::write(folder.join("site.toml"), "[site]\ntitle = 'Large'\n").unwrap();
    let each = pages / SECTIONS;
    for section in 0..SECTIONS {
        let place = folder.join(format!("content/playbook/section-{section}"));
        fs::create_dir_all(&place).unwrap();
        fs::write(
            place.join("_index.md"),
            format!("---\ntitle: Section {section}\n---\nPages.\n"),
        )
        .unwrap();
        for page in 0..each {
            let mut text = format!(
                "---\ntitle: Page {page} of {section}\ntags: [tag-{}]\n---\n",
                page % 7
            );
            for part in 0..8 {
                let (other, beside) = ((page * 31 + part) % each, (section + part) % SECTIONS);
                let _ = write!(
                    text,
                    "\n## Part {part}\n\nThe partner calls the seller, *then* the seller calls \
                     [back](../section-{beside}/page-{other}.md#part-{part}). {}\n",
                    "A deal that nobody registered is a deal that nobody helps with. ".repeat(6)
                );
            }
            fs::write(place.join(format!("page-{page}.md")), text).unwrap();
        }
    }
}

#[divan::bench(args = SIZES, sample_count = 40)]
fn body(bencher: Bencher<'_, '_>, pages: usize) {
    Ground::new(pages).bench(bencher, false);
}

#[divan::bench(args = SIZES, sample_count = 40)]
fn title(bencher: Bencher<'_, '_>, pages: usize) {
    Ground::new(pages).bench(bencher, true);
}

/// A page that comes and goes: everything is ordered and checked anew.
#[divan::bench(args = SIZES, sample_count = 10)]
fn another_page(bencher: Bencher<'_, '_>, pages: usize) {
    let ground = std::cell::RefCell::new(Ground::new(pages));
    let path = "content/playbook/another.md";
    let place = ground.borrow().folder.path().join(path);
    let there = std::cell::Cell::new(false);
    bencher
        .with_inputs(|| {
            if there.replace(!there.get()) {
                fs::remove_file(&place).unwrap();
            } else {
                fs::write(&place, "---\ntitle: Another\n---\nx\n").unwrap();
            }
        })
        .bench_local_values(|()| {
            let mut ground = ground.borrow_mut();
            let paths = BTreeSet::from([path.to_owned()]);
            assert!(ground.live.changed(Some(&paths)).changed);
            ground.live.file("index.html").unwrap().len()
        });
}

/// The search index, whole, after a page changed.
#[divan::bench(args = SIZES, sample_count = 3)]
fn search(bencher: Bencher<'_, '_>, pages: usize) {
    let ground = std::cell::RefCell::new(Ground::new(pages));
    bencher
        .with_inputs(|| {
            let mut ground = ground.borrow_mut();
            ground.save(false);
            ground.serve();
        })
        .bench_local_values(|()| ground.borrow().live.file("search/index.bin").unwrap().len());
}
