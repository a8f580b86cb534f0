//! The hook's text, and how it is put into another and taken out again.
//!
//! A hook that is a shell script and runs keeps its place, its name and all of its lines; ours stand below its
//! first one, so that no `exit` or `exec` comes before them. Any other (a program, a link, one that is switched
//! off) is renamed, and called after ours.

use super::super::Stop;
use crate::fs::Program;
use anyhow::anyhow;

/// What the lines begin and end with. The end of the first line tells whose file it is.
const BEGIN: &str = "# >>> rightdeck >>>";
const END: &str = "# <<< rightdeck <<<\n";
const OURS: &str = " this file is its own;";

/// Shells that understand the lines.
const SHELLS: [&str; 6] = ["sh", "bash", "dash", "ash", "zsh", "ksh"];

/// What a former hook is called, if it cannot be kept in place.
pub(super) const KEPT: &str = "pre-commit.before-rightdeck";

/// What the lines need to know.
#[derive(Debug, Clone, Default)]
pub(super) struct Script {
    /// The playbook's folder from the top of the work tree; empty: the top itself, or none.
    pub(super) folder: String,
    /// Where this program is, if the hook is for this machine only.
    pub(super) program: Option<String>,
    /// Whether the hook is for every repository: it then judges those with a playbook at their top.
    pub(super) shared: bool,
}

/// What is to be done with the hook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing: it is as it should be.
    Nothing,
    /// Write this in its place.
    Write(Vec<u8>),
    /// Rename it to [`KEPT`], and write this in its place.
    KeepAndWrite(Vec<u8>),
    /// Remove it.
    Remove,
    /// Remove it, and put the one that was kept in its place.
    RemoveAndRestore,
}

impl Script {
    /// How the hook gets into what stands there.
    pub(super) fn install(&self, found: Option<&Program>) -> Result<Step, Stop> {
        let Some(found) = found else {
            return Ok(Step::Write(self.own(false)));
        };
        if let Some(cut) = Cut::find(&found.bytes)? {
            let calls_kept = cut.block.contains(KEPT);
            let lines = self.lines(cut.is_own(), calls_kept);
            let new = [cut.before, lines.as_bytes(), cut.after].concat();
            return Ok(if new == found.bytes && found.runs {
                Step::Nothing
            } else {
                Step::Write(new)
            });
        }
        match first_line_of_shell(&found.bytes) {
            Some(cut) if found.runs && !found.link => {
                let (first, rest) = found.bytes.split_at(cut);
                let lines = self.lines(false, false);
                Ok(Step::Write([first, lines.as_bytes(), rest].concat()))
            }
            _ => Ok(Step::KeepAndWrite(self.own(true))),
        }
    }

    /// A hook of our own.
    fn own(&self, calls_kept: bool) -> Vec<u8> {
        format!("#!/bin/sh\n{}", self.lines(true, calls_kept)).into_bytes()
    }

    fn lines(&self, own: bool, calls_kept: bool) -> String {
        let ours = if own { OURS } else { "" };
        let program = self.program.as_deref().map(quoted);
        let program = program.map_or_else(String::new, |program| format!("{program} "));
        let mut root = String::new();
        if !self.folder.is_empty() {
            let site = quoted(&format!("{}/site.toml", self.folder));
            let folder = quoted(&self.folder);
            root = format!("    if [ -f {site} ]; then set -- --root {folder}; fi\n");
        }
        let guard = if self.shared {
            "  if [ ! -f site.toml ]; then return 0; fi\n"
        } else {
            ""
        };
        let call = if calls_kept {
            format!(
                "rightdeck_kept=\"$(dirname \"$0\")/{KEPT}\"\n\
                 if [ -x \"$rightdeck_kept\" ]; then \"$rightdeck_kept\" \"$@\" || exit $?; fi\n"
            )
        } else {
            String::new()
        };
        format!(
            "{BEGIN}{ours} `rightdeck hook install --uninstall` takes these lines out\n\
             rightdeck_judge() {{\n\
             {guard}\
             \x20 for rightdeck in rightdeck {program}\"${{HOME:-}}/.cargo/bin/rightdeck\" \"${{HOME:-}}/.local/bin/rightdeck\"; do\n\
             \x20   command -v \"$rightdeck\" >/dev/null 2>&1 || continue\n\
             \x20   set --\n\
             {root}\
             \x20   \"$rightdeck\" \"$@\" lint --staged && return 0\n\
             \x20   rightdeck_status=$?\n\
             \x20   echo \"Nothing is committed. Mend it, \\`git add\\` it and commit again; \\`git commit --no-verify\\` goes past this check.\" >&2\n\
             \x20   return $rightdeck_status\n\
             \x20 done\n\
             \x20 echo \"The program rightdeck is not found, so what is staged was not judged, and nothing is committed.\" >&2\n\
             \x20 echo \"Put it into the PATH and commit again; \\`git commit --no-verify\\` goes past this check.\" >&2\n\
             \x20 return 2\n\
             }}\n\
             rightdeck_judge || exit $?\n\
             {call}{END}"
        )
    }
}

/// Whether our lines are in it.
pub(super) fn is_ours(found: &Program) -> bool {
    memchr::memmem::find(&found.bytes, BEGIN.as_bytes()).is_some()
}

/// How the hook gets out of what stands there again.
pub(super) fn uninstall(found: Option<&Program>) -> Result<Step, Stop> {
    let Some(found) = found else {
        return Ok(Step::Nothing);
    };
    let Some(cut) = Cut::find(&found.bytes)? else {
        return Ok(Step::Nothing);
    };
    let kept = cut.block.contains(KEPT);
    let rest = [cut.before, cut.after].concat();
    Ok(match (cut.is_own() && rest == b"#!/bin/sh\n", kept) {
        (true, true) => Step::RemoveAndRestore,
        (true, false) => Step::Remove,
        (false, true) => {
            return Err(anyhow!(
                "lines were added to the hook beside ours, and a former hook waits as '{KEPT}': \
                 put both together by hand"
            )
            .into());
        }
        (false, false) => Step::Write(rest),
    })
}

/// A hook cut at our lines.
struct Cut<'a> {
    before: &'a [u8],
    block: std::borrow::Cow<'a, str>,
    after: &'a [u8],
}

impl<'a> Cut<'a> {
    fn find(bytes: &'a [u8]) -> Result<Option<Self>, Stop> {
        let Some(start) = memchr::memmem::find(bytes, BEGIN.as_bytes()) else {
            return Ok(None);
        };
        let Some(length) = memchr::memmem::find(&bytes[start..], END.as_bytes()) else {
            return Err(anyhow!(
                "the hook has our first line, and our last, '{}', is gone: take the rest out by hand",
                END.trim_end()
            )
            .into());
        };
        let end = start + length + END.len();
        Ok(Some(Self {
            before: &bytes[..start],
            block: String::from_utf8_lossy(&bytes[start..end]),
            after: &bytes[end..],
        }))
    }

    fn is_own(&self) -> bool {
        self.block[BEGIN.len()..].starts_with(OURS)
    }
}

/// Where the second line of a shell script begins: `#!/bin/sh -e`, `#!/usr/bin/env bash`.
fn first_line_of_shell(bytes: &[u8]) -> Option<usize> {
    let end = memchr::memchr(b'\n', bytes)? + 1;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let mut words = line.strip_prefix("#!")?.split_whitespace();
    let name = |word: &str| word.rsplit(['/', '\\']).next().map(str::to_owned);
    let mut shell = name(words.next()?)?;
    if shell == "env" {
        shell = name(words.find(|word| !word.starts_with('-'))?)?;
    }
    let shell = shell.strip_suffix(".exe").unwrap_or(&shell);
    SHELLS.contains(&shell).then_some(end)
}

/// A word that the shell takes as it is.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn program(bytes: impl Into<Vec<u8>>) -> Program {
        Program {
            bytes: bytes.into(),
            link: false,
            runs: true,
        }
    }

    fn written(step: Step) -> Vec<u8> {
        match step {
            Step::Write(bytes) | Step::KeepAndWrite(bytes) => bytes,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_script_keeps_its_place_and_anything_else_is_renamed() {
        let script = Script::default();
        for shell in [
            "#!/bin/sh\nexec true\n",
            "#!/usr/bin/env bash\n",
            "#!/bin/dash -e\nx",
            "#! /usr/bin/env -S zsh -f\nx",
        ] {
            let step = script.install(Some(&program(shell))).unwrap();
            let Step::Write(bytes) = step else {
                panic!("{shell}")
            };
            let first = shell.find('\n').unwrap() + 1;
            assert!(bytes.starts_with(format!("{}{BEGIN}", &shell[..first]).as_bytes()));
        }
        for other in [
            "#!/usr/bin/env python3\n",
            "#!/bin/sh",
            "echo\n",
            "\x7fELF",
            "",
        ] {
            let step = script.install(Some(&program(other))).unwrap();
            assert!(matches!(step, Step::KeepAndWrite(_)), "{other}");
        }
        let mut off = program("#!/bin/sh\n");
        off.runs = false;
        assert!(matches!(
            script.install(Some(&off)).unwrap(),
            Step::KeepAndWrite(_)
        ));
    }

    #[test]
    fn a_second_time_changes_nothing_and_other_settings_change_the_lines() {
        let script = Script::default();
        let first = written(script.install(None).unwrap());
        assert_eq!(
            script.install(Some(&program(first.clone()))).unwrap(),
            Step::Nothing
        );
        let other = Script {
            folder: "it's/here".to_owned(),
            program: Some("/opt/right deck".to_owned()),
            shared: false,
        };
        let second = written(other.install(Some(&program(first.clone()))).unwrap());
        let text = String::from_utf8(second.clone()).unwrap();
        assert!(
            text.contains(r"--root 'it'\''s/here'") && text.contains("'/opt/right deck'"),
            "{text}"
        );
        assert_eq!(
            written(script.install(Some(&program(second))).unwrap()),
            first
        );
        assert_eq!(uninstall(Some(&program(first))).unwrap(), Step::Remove);
        assert_eq!(uninstall(None).unwrap(), Step::Nothing);
        assert_eq!(
            uninstall(Some(&program("#!/bin/sh\n"))).unwrap(),
            Step::Nothing
        );
    }

    #[test]
    fn lines_that_somebody_cut_are_not_guessed_at() {
        let broken = program(format!("#!/bin/sh\n{BEGIN}\nx\n"));
        assert!(
            uninstall(Some(&broken)).is_err() && Script::default().install(Some(&broken)).is_err()
        );
    }

    proptest! {
        #[test]
        fn what_was_there_comes_back(body in proptest::collection::vec(any::<u8>(), 0..80)) {
            let before = [b"#!/bin/sh\n".as_slice(), &body].concat();
            let installed = written(Script::default().install(Some(&program(before.clone()))).unwrap());
            prop_assert_eq!(uninstall(Some(&program(installed))).unwrap(), Step::Write(before));
        }
    }
}
