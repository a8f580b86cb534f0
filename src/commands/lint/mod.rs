//! `rightdeck lint`: judges decks for who will see them.
//!
//! 1. `select`: which decks.
//! 2. `room`: for whom each of them is judged.
//! 3. `statements`: the credentials statements, for slide one; `waivers`: what is allowed.
//! 4. `judge`: reads and judges them, on all cores.
//! 5. `external`: links on the web, where they are asked for.
//! 6. The report, in the form that was asked for.
//! 7. `again`: the same after each change, for the preview.

mod again;
mod external;
mod judge;
mod room;
mod select;
mod statements;
mod waivers;

pub(super) use again::{Judgements, of_deck};

use super::project::{self, Project};
use super::{Out, Outcome, Stop};
use crate::cli::{LintArgs, LintFormat};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fs;
use crate::lint::{Linter, waiver};
use crate::playbook::Catalogue;
use crate::report::{self, Report, text::Shown};
use crate::source::{Problem, Source};
use anyhow::anyhow;
use judge::Judged;
use statements::Statements;
use std::collections::BTreeSet;
use std::path::Path;

/// The columns of a report that is written to a file.
const FILE_COLUMNS: usize = 100;

pub(super) fn run(args: &LintArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    let project = Project::open(root, args.paths.first().map(|path| path.as_path()))?;
    let choice = &args.choice;
    let linter = project.linter(choice.today, &choice.rule, &choice.ignore)?;
    let flags = room::Flags::check(&args.room, &linter)?;
    let catalogue = catalogue(&project, &linter)?;
    let waivers = waivers::collect(&project, &catalogue, &linter).map_err(Stop::Problems)?;

    let statements = Statements::read(&project, &linter)?;
    let (pages, decks) = statements::divided(&project, &args.paths);
    let mut selection = if decks.is_empty() && !pages.is_empty() {
        select::Selection::default()
    } else {
        select::select(&project, &decks)?
    };
    if args.paths.is_empty() {
        check_files_exist(&project, &catalogue)?;
    }
    for link in &selection.outside {
        let text =
            format!("'{link}' leads out of the playbook and is not followed; name it to judge it");
        out.complain(Severity::Warning, &text);
    }
    if selection.files.is_empty() && selection.excluded > 0 && !args.paths.is_empty() {
        out.remark(
            "nothing is judged: everything named is excluded by [lint] exclude in site.toml",
        );
    }

    if selection.files.is_empty() && args.paths.is_empty() {
        out.remark("the playbook has no deck to judge: decks stand in content/");
    }

    let rooms = room::Rooms::new(&project, &catalogue, &statements.fields, flags);
    let judged = judge::judge_all(&selection.files, &rooms, &linter);
    let said = statements.findings(&project, &args.paths, &judged, &linter);
    if args.paths.is_empty() && statements.are_missed(&judged) {
        out.remark(
            "the playbook has no credentials statement, so no first slide is held against one: they stand \
             in content/credentials/",
        );
    }
    let mut failures: Vec<String> = selection.refused.drain(..).map(|e| e.to_string()).collect();
    let mut report = gather(judged, said, &selection, &waivers, &linter, &mut failures);
    if choice.external {
        report
            .diagnostics
            .extend(external::check(&project, &linter, out)?);
        report.diagnostics.sort_by(Diagnostic::order);
    }

    write(&report, args, out)?;
    for failure in &failures {
        out.complain(Severity::Error, failure);
    }
    let outcome = if !failures.is_empty() {
        Outcome::Incomplete
    } else if report.fails(args.output.fail_on) {
        Outcome::Found
    } else {
        Outcome::Clean
    };
    // The program ends here. Taking its names apart one by one costs a hook a millisecond.
    std::mem::forget((linter, report));
    Ok(outcome)
}

/// Judges the decks of a playbook, each for its own room.
pub(super) fn of_playbook(project: &Project) -> Result<Report, Stop> {
    let linter = project.linter(None, &[], &[])?;
    let catalogue = catalogue(project, &linter)?;
    let waivers = waivers::collect(project, &catalogue, &linter).map_err(Stop::Problems)?;
    let selection = select::select(project, &[])?;
    let statements = Statements::read(project, &linter)?;
    let flags = room::Flags::default();
    let rooms = room::Rooms::new(project, &catalogue, &statements.fields, flags);
    let judged = judge::judge_all(&selection.files, &rooms, &linter);
    let said = statements.findings(project, &[], &judged, &linter);
    let mut failures = Vec::new();
    let report = gather(judged, said, &selection, &waivers, &linter, &mut failures);
    match failures.into_iter().next() {
        Some(why) => Err(anyhow!("{why}").into()),
        None => Ok(report),
    }
}

/// The pages of `content/decks/`.
pub(super) fn catalogue(project: &Project, linter: &Linter) -> Result<Catalogue, Stop> {
    let Some(root) = &project.root else {
        return Ok(Catalogue::default());
    };
    let folder = root.join("content/decks");
    if fs::kind(&folder)? != fs::Kind::Folder {
        return Ok(Catalogue::default());
    }
    let walk = fs::walk(&folder, root, |path| project::has_extension(path, &["md"]));
    if let Some(refused) = walk.refused.into_iter().next() {
        return Err(refused.into());
    }
    let mut pages = Vec::new();
    for path in walk.files {
        pages.push(Source::new(
            project.name_of(&path),
            fs::read_text(&path, select::PAGE_LIMIT)?,
        ));
    }
    let catalogue = Catalogue::read(&pages).map_err(Stop::Problems)?;
    let problems = room::check_catalogue(&pages, &catalogue, linter);
    if problems.is_empty() {
        Ok(catalogue)
    } else {
        Err(Stop::Problems(problems))
    }
}

/// Over the whole playbook, a page whose deck is gone is a mistake: a deck that nobody judges.
fn check_files_exist(project: &Project, catalogue: &Catalogue) -> Result<(), Stop> {
    let Some(root) = &project.root else {
        return Ok(());
    };
    let mut problems = Vec::new();
    for entry in catalogue.iter() {
        if fs::kind(&root.join(&entry.file))? == fs::Kind::Missing {
            problems.push(Problem {
                file: entry.page.clone(),
                line: entry.file_line,
                column: 1,
                width: 1,
                excerpt: String::new(),
                message: format!("its deck '{}' is not there", entry.file),
            });
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Stop::Problems(problems))
    }
}

/// All that was found, in order, with what is waived marked.
fn gather(
    judged: Vec<(String, Judged)>,
    said: Vec<Diagnostic>,
    selection: &select::Selection,
    waivers: &[waiver::Waiver],
    linter: &Linter,
    failures: &mut Vec<String>,
) -> Report {
    let mut report = Report {
        excluded: selection.excluded,
        links_outside: selection.outside.len(),
        ..Report::default()
    };
    let mut files = BTreeSet::new();
    for (file, judged) in judged {
        match judged {
            Judged::Read { slides, found, .. } => {
                report.slides += slides;
                report.diagnostics.extend(found);
            }
            Judged::Unreadable(found) => {
                report.unreadable += 1;
                report.diagnostics.extend(found.map(|found| *found));
            }
            Judged::Failed(why) => {
                failures.push(why);
                continue;
            }
        }
        files.insert(file);
    }
    report.files = files.len();
    files.extend(said.iter().map(|one| one.file.clone()));
    report.diagnostics.extend(said);
    let names = files.iter().map(String::as_str).collect();
    waiver::apply(waivers, &names, &mut report.diagnostics, linter);
    report.diagnostics.sort_by(Diagnostic::order);
    report
}

fn write(report: &Report, args: &LintArgs, out: &Out) -> Result<(), Stop> {
    let output = &args.output;
    let shown = if output.show_waived {
        Shown::All
    } else {
        Shown::Counting
    };
    let json = match output.output_format {
        LintFormat::Json => {
            report::json::render(report).map_err(|e| anyhow!("cannot write JSON: {e}"))?
        }
        LintFormat::Text | LintFormat::Concise => String::new(),
    };
    let render = |columns: usize, to: &mut dyn std::io::Write| match output.output_format {
        LintFormat::Text => report::text::write(report, shown, columns, to),
        LintFormat::Concise => report::concise::write(report, shown, to),
        LintFormat::Json => to.write_all(json.as_bytes()),
    };
    if let Some(path) = &output.output_file {
        let mut plain = anstream::StripStream::new(Vec::new());
        render(FILE_COLUMNS, &mut plain).map_err(|e| anyhow!("cannot write the report: {e}"))?;
        fs::write_whole(path, &plain.into_inner())?;
    } else {
        out.print(|to| render(Out::columns(), to))?;
    }
    // The other forms hold no closing line, or hold it out of sight.
    if output.output_file.is_some() || output.output_format == LintFormat::Concise {
        out.remark(&report.closing_line());
    }
    Ok(())
}
