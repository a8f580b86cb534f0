//! `rightdeck hook`: git judges what is staged before it commits.
//!
//! 1. Where git looks for hooks: it is asked itself, since its settings lie in many files.
//! 2. `script`: how ours gets into the hook that is there, and out of it.
//! 3. That is done, and said.

mod script;

use super::{Out, Outcome, Stop};
use crate::cli::{HookArgs, HookInstallArgs, HookVerb};
use crate::config;
use crate::diagnostic::Severity;
use crate::fs::{self, Kind};
use anyhow::anyhow;
use script::{KEPT, Script, Step};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(super) fn run(args: &HookArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let HookVerb::Install(args) = &args.verb;
    let cwd = fs::real_path(&fs::current_dir()?)?;
    let playbook = match root {
        Some(named) if fs::kind(&named.join(config::FILE_NAME))? != Kind::File => {
            let named = named.display();
            return Err(anyhow!("'{named}' is no playbook: it has no site.toml").into());
        }
        Some(named) => Some(fs::real_path(named)?),
        None => fs::find_upward(&cwd, config::FILE_NAME),
    };
    install(playbook.as_deref(), &cwd, args, out)?;
    Ok(Outcome::Clean)
}

/// Puts the hook for a playbook into the repository that `start` lies in, or takes it out.
pub(super) fn install(
    playbook: Option<&Path>,
    start: &Path,
    args: &HookInstallArgs,
    out: &Out,
) -> Result<(), Stop> {
    let place = Place::find(playbook.unwrap_or(start))?;
    let hook = place.hooks.join("pre-commit");
    let shown = place.shown(&hook);
    let found = fs::program(&hook)?;
    if args.uninstall {
        let step = script::uninstall(found.as_ref())?;
        carry_out(&step, &hook)?;
        out.remark(&match step {
            Step::Nothing => format!("There is no hook of ours in {shown}."),
            _ => format!("The hook is taken out; {shown} is as it was before."),
        });
        return Ok(());
    }
    place.allow(args.shared)?;
    let inside = playbook.and_then(|playbook| playbook.strip_prefix(&place.top).ok());
    let script = Script {
        folder: inside.map(slashes).transpose()?.unwrap_or_default(),
        program: place.private.then(own_path).flatten(),
        shared: place.shared,
    };
    let step = script.install(found.as_ref())?;
    if step != Step::Nothing {
        fs::make_folder(&place.hooks)?;
    }
    carry_out(&step, &hook)?;
    let kept = match (&step, found.as_ref()) {
        (Step::KeepAndWrite(_), _) => {
            format!(" The one before it is kept as '{KEPT}' and called after it.")
        }
        (Step::Write(_), Some(found)) if script::is_ours(found) => String::new(),
        (Step::Write(_), Some(_)) => " What stood there before runs after it.".to_owned(),
        _ => String::new(),
    };
    out.remark(&match step {
        Step::Nothing => format!("The hook stands in {shown} already."),
        _ => format!(
            "The hook stands in {shown}: what is staged is judged before each commit.{kept}"
        ),
    });
    if found.is_some_and(|found| memchr::memmem::find(&found.bytes, b"lefthook").is_some()) {
        let text = "lefthook writes this hook anew and ours is gone then: put `rightdeck lint --staged` \
                    into lefthook.yml instead (`rightdeck hook install --help` has the lines)";
        out.complain(Severity::Warning, text);
    }
    if playbook.is_none() {
        out.remark("There is no site.toml here: decks are judged by what they say of themselves.");
    }
    if !place.private && !place.shared {
        out.remark("It lies in the work tree: commit it, and it is there for everybody with the same core.hooksPath.");
    }
    Ok(())
}

fn carry_out(step: &Step, hook: &Path) -> Result<(), Stop> {
    let kept = hook.with_file_name(KEPT);
    match step {
        Step::Nothing => {}
        Step::Write(bytes) => fs::write_program(hook, bytes)?,
        Step::KeepAndWrite(bytes) => {
            fs::rename_to_free(hook, &kept)?;
            if let Err(error) = fs::write_program(hook, bytes) {
                fs::rename_to_free(&kept, hook)?;
                return Err(error.into());
            }
        }
        Step::Remove => fs::remove_file(hook)?,
        Step::RemoveAndRestore => {
            fs::remove_file(hook)?;
            if fs::program(&kept)?.is_some() {
                fs::rename_to_free(&kept, hook)?;
            }
        }
    }
    Ok(())
}

/// Where git looks for hooks.
struct Place {
    /// The top of the work tree, a real path.
    top: PathBuf,
    hooks: PathBuf,
    /// Whether it lies in the repository's own folder, which nobody else has.
    private: bool,
    /// Whether other repositories have their hooks there too.
    shared: bool,
}

impl Place {
    fn find(start: &Path) -> Result<Self, Stop> {
        let ask = |what: &[&str]| git(start, what);
        let top = fs::real_path(Path::new(&ask(&["rev-parse", "--show-toplevel"])?))?;
        let common = start.join(ask(&["rev-parse", "--git-common-dir"])?);
        let common = fs::real_path(&common)?;
        let hooks = start.join(ask(&["rev-parse", "--git-path", "hooks"])?);
        let hooks = real_or_meant(&hooks);
        let private = hooks.starts_with(&common);
        let shared = !private && !hooks.starts_with(&top);
        Ok(Self {
            top,
            hooks,
            private,
            shared,
        })
    }

    /// Refuses what would do harm elsewhere, or would not last.
    fn allow(&self, shared: bool) -> Result<(), Stop> {
        let hooks = self.hooks.display();
        if self.hooks.ends_with(".husky/_") {
            return Err(anyhow!(
                "husky writes '{hooks}' anew with each install, and ours would be gone: \
                 put the line `rightdeck lint --staged` into .husky/pre-commit instead"
            )
            .into());
        }
        if self.shared && !shared {
            return Err(anyhow!(
                "core.hooksPath names '{hooks}', outside of this repository: a hook there runs in every \
                 repository that shares it. --shared puts it there all the same; \
                 `git config core.hooksPath \"$(git rev-parse --git-common-dir)/hooks\"` gives this \
                 repository hooks of its own"
            )
            .into());
        }
        Ok(())
    }

    /// A path for people, from the top where it lies there.
    fn shown(&self, path: &Path) -> String {
        format!(
            "'{}'",
            path.strip_prefix(&self.top).unwrap_or(path).display()
        )
    }
}

/// What git answers, without its line end.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, Stop> {
    let asked = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output();
    let asked = asked.map_err(|error| anyhow!("cannot ask git where its hooks are: {error}"))?;
    if !asked.status.success() {
        let why = String::from_utf8_lossy(&asked.stderr);
        return Err(anyhow!("git says no: {}", why.trim()).into());
    }
    let answer = String::from_utf8(asked.stdout)
        .map_err(|_| anyhow!("the path of git's hooks is not Unicode"))?;
    Ok(answer.trim_end_matches(['\r', '\n']).to_owned())
}

/// A real path, or where it would be: git needs no folder of hooks to name one.
fn real_or_meant(path: &Path) -> PathBuf {
    let meant = super::project::without_dots(path);
    let real = meant
        .ancestors()
        .find_map(|above| Some((fs::real_path(above).ok()?, meant.strip_prefix(above).ok()?)));
    match real {
        Some((real, rest)) if rest.as_os_str().is_empty() => real,
        Some((real, rest)) => real.join(rest),
        None => meant,
    }
}

/// This program, as a shell names it on any system.
fn own_path() -> Option<String> {
    let own = std::env::current_exe().ok()?;
    Some(own.to_str()?.replace('\\', "/"))
}

fn slashes(path: &Path) -> Result<String, Stop> {
    let parts = path.components().map(|part| part.as_os_str().to_str());
    let parts: Option<Vec<_>> = parts.collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| anyhow!("the path of the playbook is not Unicode").into())
}
