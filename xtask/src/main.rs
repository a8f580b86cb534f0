//! The project's chores: `cargo xtask test`, `eval`, `weigh`, `lessons`, `docs`, `records`, `screens`.

#![expect(clippy::print_stdout, reason = "a chore tells how it goes")]

mod browser;
mod checks;
mod comparisons;
mod docs;
mod eval;
mod machine;
mod manual;
mod records;
mod step;
mod weigh;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};

/// The project's chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Everything a change must pass; installs what the tests need
    Test,
    /// How good the rules are on labelled slides
    Eval {
        /// Print every miss and every false alarm, except those of the half that is held out
        #[arg(long)]
        list: bool,
        /// Only the half for tuning, so that work on a rule does not look at the other
        #[arg(long)]
        tuning: bool,
    },
    /// Learn the weights of rules/phrases/leaning.yaml from the slides for tuning
    Weigh {
        /// Print what each author wrote that the others' words misjudge
        #[arg(long)]
        list: bool,
    },
    /// Print the slides for tuning as texts, a line of JSON each: what the second look is learned from
    Lessons,
    /// Write the generated pages of docs/ and the schemas anew
    Docs,
    /// Take the pictures in docs/screens anew
    Screens,
    /// Print what a search can find, a line of JSON for each record
    Records {
        /// The project's folder, with `site.toml`; its first edition counts
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
}

fn main() -> Result<()> {
    let root = root()?;
    match Cli::parse().chore {
        Chore::Test => checks::run_checks(&root),
        Chore::Eval { list, tuning } => eval::evaluate(&root, list, tuning),
        Chore::Weigh { list } => weigh::weigh(&root, list),
        Chore::Lessons => weigh::lessons(&root),
        Chore::Docs => docs::write(&root),
        Chore::Screens => browser::screens(&root),
        Chore::Records { folder } => records::print(&folder),
    }
}

/// The repository's folder, whatever folder the chore is started in.
fn root() -> Result<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own.parent().context("xtask stands in a folder")?.to_owned())
}
