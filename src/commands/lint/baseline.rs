//! What was there before the gate: the baseline's file, read, used and written anew.
//!
//! 1. Which file: `--baseline`, else `[lint] baseline` in `site.toml`.
//! 2. What of it this run could find: the files that were read, and those that are gone.
//! 3. With `--write-baseline` the file is written before the report, which then is of the new one.

use super::select;
use crate::cli::OutputArgs;
use crate::commands::project::Project;
use crate::commands::{Out, Stop};
use crate::fs::{self, Kind};
use crate::lint::Linter;
use crate::lint::baseline::{Baseline, can_be_known};
use crate::report::{Known, Report, counted};
use crate::source::{Source, excerpt::printable};
use anyhow::anyhow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Sets apart what the baseline covers, and writes it anew where that is asked for.
pub(super) fn of_run(
    project: &Project,
    output: &OutputArgs,
    report: &mut Report,
    linter: &Linter,
    out: &Out,
) -> Result<(), Stop> {
    let Some(path) = output.baseline.clone().or_else(|| configured(project)) else {
        if output.write_baseline {
            return Err(anyhow!(
                "--write-baseline needs a file: name it with --baseline FILE, or once and for all with 'baseline' in [lint] of \
                 site.toml"
            )
            .into());
        }
        return Ok(());
    };
    let seen = Seen::of(project, report);
    let looked_at = |file: &str, rule: &str| seen.looked_at(file, rule, linter);
    let known = if output.write_baseline {
        rewrite(project, &path, report, looked_at, out)?
    } else {
        read(project, &path)?
    };
    apply(report, &known, looked_at);
    Ok(())
}

/// Writes it anew from what was found, and says what that changes.
fn rewrite(
    project: &Project,
    path: &Path,
    report: &Report,
    looked_at: impl Fn(&str, &str) -> bool + Copy,
    out: &Out,
) -> Result<Baseline, Stop> {
    let before = match fs::kind(path)? {
        Kind::Missing => Baseline::default(),
        _ => read(project, path)?,
    };
    let after = before.renewed(&report.diagnostics, looked_at);
    let text = after
        .text()
        .map_err(|e| anyhow!("cannot write the baseline: {e}"))?;
    fs::write_whole(path, text.as_bytes())?;
    let parted = before.part(report.diagnostics.clone(), looked_at);
    let new = parted.counting.iter().filter(|one| can_be_known(one));
    let gone: u32 = parted.mended.iter().map(|one| one.entry.count).sum();
    out.remark(&format!(
        "the baseline holds {}: {} new, {gone} gone",
        counted(after.count(), "finding"),
        new.count(),
    ));
    let unread = report.diagnostics.iter();
    let unread = unread
        .filter(|one| !one.waived && one.rule.starts_with("unreadable-"))
        .count();
    if unread > 0 {
        out.remark(&format!(
            "{} not taken in, since something was not read: mend it, exclude the file, or waive it with a reason",
            counted(unread, "finding")
        ));
    }
    Ok(after)
}

/// Sets apart what the playbook's own baseline covers.
pub(super) fn of_playbook(
    project: &Project,
    report: &mut Report,
    linter: &Linter,
) -> Result<(), Stop> {
    if let Some(path) = configured(project) {
        let baseline = read(project, &path)?;
        let seen = Seen::of(project, report);
        apply(report, &baseline, |file, rule| {
            seen.looked_at(file, rule, linter)
        });
    }
    Ok(())
}

fn configured(project: &Project) -> Option<PathBuf> {
    let named = project.config.lint.baseline.as_ref()?;
    Some(project.root.as_ref()?.join(named))
}

fn read(project: &Project, path: &Path) -> Result<Baseline, Stop> {
    let Some(text) = text(project, path)? else {
        return Err(anyhow!(
            "there is no baseline '{}'; --write-baseline makes one of what is found now",
            printable(&project.name_of(path))
        )
        .into());
    };
    let source = Source::new(project.name_of(path), text);
    Baseline::parse(&source).map_err(|problem| Stop::Problems(vec![problem]))
}

/// Its text. One that lies in the playbook is that of the playbook as it is looked at: staged, or on disk.
fn text(project: &Project, path: &Path) -> Result<Option<String>, Stop> {
    let root = project.root.as_ref();
    let own = root.and_then(|root| path.strip_prefix(root).ok()?.to_str());
    if let (Some(tree), Some(own)) = (&project.tree, own) {
        let own = own.replace('\\', "/");
        return match tree.has(&own) {
            true => Ok(Some(fs::read_text_of(
                tree.as_ref(),
                &own,
                select::BASELINE_LIMIT,
            )?)),
            false => Ok(None),
        };
    }
    match fs::kind(path)? {
        Kind::Missing => Ok(None),
        _ => Ok(Some(fs::read_text(path, select::BASELINE_LIMIT)?)),
    }
}

fn apply(report: &mut Report, baseline: &Baseline, looked_at: impl Fn(&str, &str) -> bool) {
    let parted = baseline.part(std::mem::take(&mut report.diagnostics), looked_at);
    report.diagnostics = parted.counting;
    report.baseline = Some(Known {
        findings: parted.known,
        mended: parted.mended,
    });
}

/// What a run has looked at.
struct Seen {
    read: BTreeSet<String>,
    unread: BTreeSet<String>,
    base: PathBuf,
}

impl Seen {
    fn of(project: &Project, report: &Report) -> Self {
        let unread = report.diagnostics.iter();
        let unread = unread.filter(|one| one.rule == "unreadable-deck");
        Self {
            read: report.names.iter().cloned().collect(),
            unread: unread.map(|one| one.file.clone()).collect(),
            base: project.root.clone().unwrap_or_else(|| project.cwd.clone()),
        }
    }

    /// Whether a finding of that rule in that file would have been found, were it still there.
    fn looked_at(&self, file: &str, rule: &str, linter: &Linter) -> bool {
        if self.unread.contains(file) || !linter.takes_part(rule) {
            return false;
        }
        let gone = || matches!(fs::kind(&self.base.join(file)), Ok(Kind::Missing));
        self.read.contains(file) || gone()
    }
}
