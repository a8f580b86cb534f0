//! `cargo xtask eval`: how good the rules are on slides that people have labelled.
//!
//! 1. The slides of `tests/comparisons/`. One half is for tuning. The other is held out: its
//!    figures are printed and its slides never, so that nobody tunes to them by accident.
//! 2. Real decks, where they are at hand (`RIGHTDECK_SHARED`, or `../shared`), judged by a script
//!    that knows nothing of the program but its command line.

use crate::comparisons;
use crate::step::{cargo, run, step};
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of `tests/comparisons/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Tuning,
    HeldOut,
}

impl Half {
    fn folder(self) -> &'static str {
        match self {
            Self::Tuning => "tuning",
            Self::HeldOut => "held-out",
        }
    }

    /// Whether its misses and false alarms may be shown.
    fn may_be_listed(self) -> bool {
        self == Self::Tuning
    }
}

pub(crate) fn evaluate(root: &Path, list: bool, tuning: bool) -> Result<()> {
    comparisons::score(root, Half::Tuning.folder(), list)?;
    if tuning {
        return Ok(());
    }
    comparisons::score(
        root,
        Half::HeldOut.folder(),
        list && Half::HeldOut.may_be_listed(),
    )?;
    let shared =
        std::env::var_os("RIGHTDECK_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let script = shared.join("tools/eval_lint.py");
    if !script.is_file() {
        println!("real decks: skipped, there is no ../shared/tools/eval_lint.py");
        return Ok(());
    }
    step("The program, optimised", || {
        run(&mut cargo(
            root,
            &["build", "--release", "--package", "rightdeck"],
        ))
    })?;
    step("Real decks", || {
        let mut command = Command::new("python3");
        command
            .arg(script)
            .arg("--bin")
            .arg(target(root)?.join("release/rightdeck"))
            .arg("--labels")
            .arg(shared.join("decks/labels.yaml"))
            .arg("--decks")
            .arg(shared.join("decks"))
            .current_dir(root);
        if list {
            command.arg("--list");
        }
        run(&mut command)
    })
}

/// Where cargo puts what it builds: its own settings may have moved that.
fn target(root: &Path) -> Result<PathBuf> {
    #[derive(serde::Deserialize)]
    struct Metadata {
        target_directory: PathBuf,
    }
    let out = cargo(root, &["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cannot start cargo metadata")?;
    let metadata: Metadata =
        serde_json::from_slice(&out.stdout).context("cargo metadata said nothing of use")?;
    Ok(metadata.target_directory)
}

#[cfg(test)]
mod tests {
    use super::Half;
    use crate::comparisons;

    #[test]
    fn the_half_set_aside_is_never_listed() {
        assert!(!Half::HeldOut.may_be_listed());
        assert!(Half::Tuning.may_be_listed());
    }

    /// The figures of `docs/benchmarks.md`, with little room: a change that loses some of them says
    /// so there and here.
    #[test]
    fn labelled_slides_are_judged_no_worse_than_recorded() {
        let root = crate::root().expect("xtask stands in the repository");
        for (half, recall, precision) in [(Half::Tuning, 0.95, 0.98), (Half::HeldOut, 0.94, 0.94)] {
            let score =
                comparisons::score(&root, half.folder(), false).expect("the slides are read");
            assert!(
                score.recall() >= recall,
                "{half:?}: recall {}",
                score.recall()
            );
            assert!(
                score.precision() >= precision,
                "{half:?}: precision {}",
                score.precision()
            );
        }
    }
}
