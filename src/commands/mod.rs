//! One file a verb of the command line.
//!
//! 1. `project`: the playbook around the caller: its folder, its settings, its rules.
//! 2. `out`: where things are printed; `progress`: how far a long run is.
//! 3. The verbs: `build`, `lint`, `find`, `rules`, `explain`, `serve`, `hook`, `init`, `schema`, `stamp`.
//! 4. `shell`: completions and the manual page.

mod build;
mod explain;
mod find;
mod hook;
mod init;
mod lint;
mod out;
mod progress;
mod project;
mod rules;
mod schema;
mod serve;
mod shell;
mod stamp;

use crate::cli::{BuildArgs, Cli, Command};
use crate::diagnostic::Severity;
use crate::source::{Problem, excerpt::printable};
use out::Out;
use std::path::Path;
use std::process::ExitCode;

/// How a verb ended, where it could run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to object to.
    Clean,
    /// Something counts.
    Found,
    /// Some of it could not be done, which has been said.
    Incomplete,
}

/// Why a verb could not run.
#[derive(Debug, thiserror::Error)]
enum Stop {
    /// Mistakes in the playbook's own files.
    #[error("{}", counted_problems(.0))]
    Problems(Vec<Problem>),
    /// Anything else, as a sentence or more.
    #[error(transparent)]
    Other(#[from] anyhow::Error),
}

impl From<crate::fs::FsError> for Stop {
    fn from(error: crate::fs::FsError) -> Self {
        Self::Other(error.into())
    }
}

fn counted_problems(problems: &[Problem]) -> String {
    match problems.len() {
        1 => "the playbook has a mistake".to_owned(),
        n => format!("the playbook has {n} mistakes"),
    }
}

/// Runs a verb. The exit status is 0 when nothing counts, 1 when something does, and 2 when it
/// could not run or not do all of it.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let out = Out::new(cli.global.color);
    let root = cli.global.root.as_deref();
    let done = match &cli.command {
        None => build::run(&BuildArgs::default(), root, &out),
        Some(command) => verb(command, root, &out),
    };
    let status = match done {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Found) => 1,
        Ok(Outcome::Incomplete) => 2,
        Err(stop) => {
            say_why(&stop, &out);
            2
        }
    };
    ExitCode::from(status)
}

fn verb(command: &Command, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    match command {
        Command::Build(args) => build::run(args, root, out),
        Command::Lint(args) => lint::run(args, root, out),
        Command::Stamp(args) => stamp::run(args, root, out),
        Command::Find(args) => find::run(args, root, out),
        Command::Rules(args) => rules::run(args, root, out),
        Command::Serve(args) => serve::run(args, root, out),
        Command::Hook(args) => hook::run(args, root, out),
        Command::Explain(args) => explain::run(args, root, out),
        Command::Init(args) => init::run(args, root, out),
        Command::Schema(args) => schema::run(args, out),
        Command::Completions(args) => shell::completions(args, out),
        Command::Man(args) => shell::man(args, out),
    }
}

fn say_why(stop: &Stop, out: &Out) {
    if let Stop::Problems(problems) = stop {
        for problem in problems {
            out.complain(Severity::Error, &problem.to_string());
        }
        if problems.len() > 1 {
            out.remark(&stop.to_string());
        }
        return;
    }
    let lines = said(stop);
    let lines: Vec<_> = lines.lines().map(printable).collect();
    out.complain(Severity::Error, &lines.join("\n"));
}

/// Why, in words.
fn said(stop: &Stop) -> String {
    let error = match stop {
        Stop::Problems(problems) => {
            let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
            return problems.join("\n");
        }
        Stop::Other(error) => error,
    };
    let mut whole = String::new();
    for cause in error.chain().map(ToString::to_string) {
        // Some say their cause themselves.
        if whole.ends_with(&cause) {
            continue;
        }
        if !whole.is_empty() {
            whole.push_str(": ");
        }
        whole.push_str(&cause);
    }
    whole
}
