//! Writing a site out: 20,000 files of 12 KB from two threads, beside what the system asks for the
//! same files with nothing around them. In memory where there is such a disk, since the figures
//! are to be those of the program.
#![expect(
    clippy::disallowed_methods,
    reason = "the bare way is what is compared with"
)]

use divan::Bencher;
use rightdeck::fs::Stage;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

const FILES: usize = 20_000;
const THREADS: usize = 2;

fn main() {
    divan::main();
}

fn ground() -> tempfile::TempDir {
    let disk = Path::new("/dev/shm");
    if fs::metadata(disk).is_ok() {
        tempfile::tempdir_in(disk)
    } else {
        tempfile::tempdir()
    }
    .expect("a folder")
}

/// Two hundred folders of a hundred files, as sections of pages are.
fn paths() -> Vec<String> {
    let folder = |file| file / 100;
    (0..FILES)
        .map(|file| format!("section-{}/page-{file}.html", folder(file)))
        .collect()
}

fn on_threads(paths: &[String], work: impl Fn(&str) + Sync) {
    std::thread::scope(|scope| {
        for part in paths.chunks(FILES.div_ceil(THREADS)) {
            let work = &work;
            scope.spawn(move || part.iter().for_each(|path| work(path)));
        }
    });
}

fn stage(folder: &Path, paths: &[String], bytes: &[u8]) -> Stage {
    let stage = Stage::begin(&folder.join("public"), &folder.join("project")).expect("a stage");
    on_threads(paths, |path| stage.put(path, bytes).expect("staged"));
    stage
}

#[divan::bench(sample_count = 10)]
fn bare_files(bencher: Bencher<'_, '_>) {
    let (paths, bytes) = (paths(), vec![b'x'; 12_000]);
    bencher.with_inputs(ground).bench_refs(|ground| {
        for folder in 0..FILES / 100 {
            fs::create_dir(ground.path().join(format!("section-{folder}"))).expect("a folder");
        }
        on_threads(&paths, |path| {
            let mut file = File::create_new(ground.path().join(path)).expect("a file");
            file.write_all(&bytes).expect("written");
        });
    });
}

#[divan::bench(sample_count = 10)]
fn first_put(bencher: Bencher<'_, '_>) {
    let (paths, bytes) = (paths(), vec![b'x'; 12_000]);
    let ready = || {
        let ground = ground();
        fs::create_dir(ground.path().join("project")).expect("a project");
        ground
    };
    bencher
        .with_inputs(ready)
        .bench_values(|ground| (stage(ground.path(), &paths, &bytes), ground));
}

#[divan::bench(sample_count = 10, args = ["unchanged", "changed"])]
fn again_put_and_finish(bencher: Bencher<'_, '_>, what: &str) {
    let (paths, mut bytes) = (paths(), vec![b'x'; 12_000]);
    let old = bytes.clone();
    if what == "changed" {
        bytes[11_999] = b'y';
    }
    let ready = || {
        let ground = ground();
        fs::create_dir(ground.path().join("project")).expect("a project");
        stage(ground.path(), &paths, &old)
            .finish()
            .expect("published");
        ground
    };
    bencher.with_inputs(ready).bench_refs(|ground| {
        stage(ground.path(), &paths, &bytes)
            .finish()
            .expect("published")
    });
}
