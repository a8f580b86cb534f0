//! `cargo xtask test`: everything a change must pass, the quickest to fail first.

use crate::browser;
use crate::machine;
use crate::step::{cargo, run, step, watch};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

pub(crate) fn run_checks(root: &Path) -> Result<()> {
    let count = run_all(root)?;
    println!("\n{} passed, {} failed", count.passed, count.failed);
    Ok(())
}

fn run_all(root: &Path) -> Result<Count> {
    step("What the checks need", || machine::prepare(root))?;
    step("Format", || {
        run(&mut cargo(root, &["fmt", "--all", "--", "--check"]))
    })?;
    step("Clippy", || {
        run(&mut cargo(
            root,
            &[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ))
    })?;
    step("Documentation", || {
        run(cargo(root, &["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    step("The wheel that the tests install", || wheel(root))?;
    let mut count = step("Tests", || tests(root))?;
    if let Some((passed, failed)) = step("In a browser", || browser::test(root))? {
        count.passed += passed;
        count.failed += failed;
    }
    step("Licences, bans and sources of what is used", || {
        run(&mut cargo(
            root,
            &["deny", "check", "bans", "licenses", "sources"],
        ))
    })?;
    if root.join("fuzz/Cargo.toml").is_file() {
        step("Fuzz targets", || {
            run(&mut cargo(
                root,
                &["check", "--manifest-path", "fuzz/Cargo.toml"],
            ))
        })?;
    }
    step("This repository's own playbook", || {
        run(&mut cargo(
            root,
            &["run", "--quiet", "--package", "rightdeck", "--", "lint"],
        ))
    })?;
    Ok(count)
}

/// Packs the program as the last step below runs it, so that nothing is compiled for this alone. It stands
/// before the tests, since it puts another build of the program in its place.
fn wheel(root: &Path) -> Result<()> {
    let Some(maturin) = machine::maturin(root) else {
        println!("   skipped: there is no maturin");
        return Ok(());
    };
    let folder = root.join("target/wheel");
    if folder.is_dir() {
        std::fs::remove_dir_all(&folder)?;
    }
    run(Command::new(maturin)
        .args(["build", "--quiet", "--locked", "--profile", "dev"])
        .args(["--compatibility", "linux", "--auditwheel", "skip", "--out"])
        .arg(&folder)
        .current_dir(root))
}

/// Over all test binaries.
#[derive(Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Count {
    /// Takes a binary's last line: 'test result: ok. 12 passed; 0 failed; …'.
    fn add(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        let numbers = result.split_once(". ").map_or("", |(_, rest)| rest);
        for part in numbers.split("; ") {
            let (number, of) = part.split_once(' ').unwrap_or((part, ""));
            let number: u64 = number.parse().unwrap_or(0);
            match of {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                _ => {}
            }
        }
    }
}

/// All binaries run, so that one failure does not hide the next.
fn tests(root: &Path) -> Result<Count> {
    let mut count = Count::default();
    let mut command = cargo(root, &["test", "--workspace", "--no-fail-fast"]);
    let passed = watch(&mut command, |line| count.add(line))?;
    if !passed {
        println!("\n{} passed, {} failed", count.passed, count.failed);
        bail!("a test failed, or did not compile");
    }
    if count.passed == 0 {
        bail!("no test was run");
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn results_are_summed() {
        let mut count = Count::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        ] {
            count.add(line);
        }
        assert_eq!(
            count,
            Count {
                passed: 14,
                failed: 3
            }
        );
    }
}
