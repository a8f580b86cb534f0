//! `tests/browser`: what a person sees, in a real browser; and the pictures in `docs/screens`.
//!
//! The tests are Node's, since that is what drives browsers. Their packages, Node itself among them, come from the npm
//! registry as the lock file has them; the browser is the machine's.

use crate::machine;
use crate::step::{cargo, run, watch, works};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where they lie.
const FOLDER: &str = "tests/browser";

/// What was run: passed, failed. None, with a message, where the machine has no browser or no npm and none can be had.
pub(crate) fn test(root: &Path) -> Result<Option<(u64, u64)>> {
    let Some(mut command) = prepared(root, "node_modules/@playwright/test/cli.js")? else {
        return Ok(None);
    };
    let mut count = None;
    command.arg("test");
    let passed = watch(&mut command, |line| count = counted(line).or(count))?;
    match count {
        Some((_, 0)) if passed => Ok(count),
        Some((0, _)) => bail!("no test was run in a browser"),
        Some((_, failed)) => bail!("{failed} tests failed in a browser"),
        None => bail!("the tests in a browser did not come to their end"),
    }
}

/// `cargo xtask screens`: takes the pictures anew.
pub(crate) fn screens(root: &Path) -> Result<()> {
    machine::prepare_browser();
    match prepared(root, "screens.mjs")? {
        Some(mut command) => run(&mut command),
        None => bail!("there is no browser to take pictures with"),
    }
}

/// Node with a script of the folder, the program built and the packages installed.
fn prepared(root: &Path, script: &str) -> Result<Option<Command>> {
    let folder = root.join(FOLDER);
    if !machine::has_browser() || !machine::is_there("npm") {
        println!("   skipped: there is no Chromium or no npm");
        return Ok(None);
    }
    run(&mut cargo(root, &["build", "--package", "rightdeck"]))?;
    let lock = std::fs::read(folder.join("package-lock.json")).context("no package-lock.json")?;
    let mark = folder.join("node_modules/.installed");
    if std::fs::read(&mark).ok().as_ref() != Some(&lock) {
        println!("   installing with npm what {FOLDER}/package-lock.json names");
        let done = run(Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .env("PUPPETEER_SKIP_DOWNLOAD", "1")
            .current_dir(&folder));
        if let Err(error) = done {
            // With the registry in reach, the fault is in the lock file.
            if works(Command::new("npm").args(["ping", "--loglevel=silent"])) {
                return Err(error);
            }
            println!("   skipped: the packages cannot be had: {error:#}");
            return Ok(None);
        }
        std::fs::write(&mark, &lock).context("cannot write beside the packages")?;
    }
    // On Linux it is one of the packages; elsewhere the machine's own has to do.
    let own = folder.join("node_modules/.bin/node");
    let node = if own.exists() {
        own
    } else {
        PathBuf::from("node")
    };
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |target| root.join(target));
    let mut command = Command::new(node);
    command
        .arg(script)
        .env("RIGHTDECK", target.join("debug/rightdeck"))
        .env("FORCE_COLOR", "0")
        .current_dir(&folder);
    Ok(Some(command))
}

/// 'in a browser: 80 passed, 0 failed, 9 skipped, 120 s'.
fn counted(line: &str) -> Option<(u64, u64)> {
    let rest = line.strip_prefix("in a browser: ")?;
    let (passed, rest) = rest.split_once(" passed, ")?;
    let (failed, _) = rest.split_once(" failed")?;
    Some((passed.parse().ok()?, failed.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_last_line_is_read() {
        let line = "in a browser: 80 passed, 1 failed, 9 skipped, 120 s";
        assert_eq!(counted(line), Some((80, 1)));
        assert_eq!(counted("FAILED phone › a"), None);
    }
}
