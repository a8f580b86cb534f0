//! `rightdeck lint`: judges decks for who will see them, and the playbook's pages.
//!
//! 1. `select`: which decks and pages.
//! 2. `room`: for whom each of them is judged.
//! 3. `statements`: the credentials statements, for slide one; `waivers`: what is allowed.
//! 4. `judge`: reads and judges them, on all cores. `pages`: the pages of the playbook.
//! 5. `external`: links on the web, where they are asked for.
//! 6. `baseline`: what was there before the gate.
//! 7. `tell`: the report, in the form that was asked for.
//! 8. `again`: the same after each change, for the preview.
//! 9. `staged`: the same of what git's index holds, for a hook.

mod again;
mod baseline;
mod external;
mod judge;
mod pages;
mod room;
mod select;
mod staged;
mod statements;
mod tell;
mod waivers;

pub(super) use again::{Judgements, PageJudgements, of_deck};

use super::project::{self, Project};
use super::{Out, Outcome, Stop};
use crate::cli::LintArgs;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fs;
use crate::lint::{Linter, waiver};
use crate::playbook::{Catalogue, DeckEntry};
use crate::report::Report;
use crate::source::Problem;
use anyhow::anyhow;
use judge::Judged;
use statements::Statements;
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn run(args: &LintArgs, root: Option<&Path>, out: &Out) -> Result<Outcome, Stop> {
    if args.choice.staged {
        return staged::run(args, root, out);
    }
    let project = Project::open(root, args.paths.first().map(|path| path.as_path()))?;
    let choice = &args.choice;
    let linter = project.linter(choice.today, &choice.rule, &choice.ignore)?;
    let flags = room::Flags::check(&args.room, &linter)?;
    let catalogue = catalogue(&project, &linter)?;
    let waivers = waivers::collect(&project, &catalogue, &linter).map_err(Stop::Problems)?;

    let statements = Statements::read(&project, &linter)?;
    let mut selection = select::select(&project, &catalogue, &args.paths)?;
    if args.paths.is_empty() {
        check_files_exist(&project, &catalogue)?;
    }
    for link in &selection.outside {
        let text =
            format!("'{link}' leads out of the playbook and is not followed; name it to judge it");
        out.complain(Severity::Warning, &text);
    }
    let rooms = room::Rooms::new(&project, &catalogue, &statements.fields, flags);
    let judged = judge::judge_all(&selection.files, |path| fs::open(path), &rooms, &linter);
    let pages = pages::judge(&project, &linter, &selection)?;
    let said = statements.findings(&selection.pages, &judged, &linter);
    if args.paths.is_empty() && statements.are_missed(&judged) {
        out.remark(
            "the playbook has no credentials statement, so no first slide is held against one: they stand \
             in content/credentials/",
        );
    }
    let mut failures: Vec<String> = selection.refused.drain(..).map(|e| e.to_string()).collect();
    let mut report = gather(
        judged,
        pages,
        said,
        &selection,
        &waivers,
        &linter,
        &mut failures,
    );
    if report.files + report.pages == 0 {
        match (args.paths.is_empty(), report.excluded) {
            (true, _) => {
                out.remark("the playbook has nothing to judge: pages and decks stand in content/");
            }
            (false, 0) if failures.is_empty() => {
                let message = "what is named holds no deck, and no page of the playbook";
                return Err(anyhow!("{message}; {}", select::what_is_read()).into());
            }
            (false, _) => out.remark(
                "nothing is judged: everything named is excluded by [lint] exclude in site.toml",
            ),
        }
    }
    // What the web answers changes by itself, so no baseline holds it.
    baseline::of_run(&project, &args.output, &mut report, &linter, out)?;
    if choice.external {
        report.diagnostics.extend(external::check(
            &project,
            &linter,
            !selection.pages.is_empty(),
            out,
        )?);
        report.diagnostics.sort_by(Diagnostic::order);
    }

    let outcome = ended(&report, &failures, &linter, args, out)?;
    // The program ends here. Taking its names apart one by one costs a hook a millisecond.
    std::mem::forget((linter, report));
    Ok(outcome)
}

/// Shows the report, says what could not be done, and how the run ended.
fn ended(
    report: &Report,
    failures: &[String],
    linter: &Linter,
    args: &LintArgs,
    out: &Out,
) -> Result<Outcome, Stop> {
    tell::write(report, &args.output, linter, out)?;
    for failure in failures {
        out.complain(Severity::Error, failure);
    }
    Ok(if !failures.is_empty() {
        Outcome::Incomplete
    } else if report.fails(args.output.fail_on) {
        Outcome::Found
    } else {
        Outcome::Clean
    })
}

/// Judges the decks of a playbook, each for its own room.
pub(super) fn of_playbook(project: &Project) -> Result<Report, Stop> {
    let linter = project.linter(None, &[], &[])?;
    let catalogue = catalogue(project, &linter)?;
    let waivers = waivers::collect(project, &catalogue, &linter).map_err(Stop::Problems)?;
    let selection = select::select(project, &catalogue, &[])?;
    let statements = Statements::read(project, &linter)?;
    let flags = room::Flags::default();
    let rooms = room::Rooms::new(project, &catalogue, &statements.fields, flags);
    let judged = judge::judge_all(&selection.files, |path| fs::open(path), &rooms, &linter);
    let said = statements.findings(&selection.pages, &judged, &linter);
    let mut failures = Vec::new();
    let none = pages::Pages::default();
    let mut report = gather(
        judged,
        none,
        said,
        &selection,
        &waivers,
        &linter,
        &mut failures,
    );
    baseline::of_playbook(project, &mut report, &linter)?;
    match failures.into_iter().next() {
        Some(why) => Err(anyhow!("{why}").into()),
        None => Ok(report),
    }
}

/// The pages of `content/decks/`.
pub(super) fn catalogue(project: &Project, linter: &Linter) -> Result<Catalogue, Stop> {
    let pages = project.pages_in("content/decks")?;
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
            problems.push(deck_is_gone(entry));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Stop::Problems(problems))
    }
}

fn deck_is_gone(entry: &DeckEntry) -> Problem {
    Problem {
        file: entry.page.clone(),
        line: entry.file_line,
        column: 1,
        width: 1,
        excerpt: String::new(),
        message: format!("its deck '{}' is not there", entry.file),
        rule: None,
    }
}

/// All that was found, in order, with what is waived marked.
fn gather(
    judged: Vec<(String, Judged)>,
    mut pages: pages::Pages,
    said: Vec<Diagnostic>,
    selection: &select::Selection,
    waivers: &[waiver::Waiver],
    linter: &Linter,
    failures: &mut Vec<String>,
) -> Report {
    let mut report = Report {
        excluded: selection.excluded + pages.excluded,
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
    report.pages = pages.files.len();
    // What the loader says of a statement is said once.
    pages
        .found
        .retain(|one| !said.iter().any(|other| other.tells(one)));
    pages.files.extend(said.iter().map(|one| one.file.clone()));
    report.diagnostics.extend(pages.found);
    report.diagnostics.extend(said);
    let judged = waiver::Judged {
        decks: files.iter().map(String::as_str).collect(),
        pages: pages.files.iter().map(String::as_str).collect(),
    };
    waiver::apply(waivers, &judged, &mut report.diagnostics, linter);
    report.diagnostics.sort_by(Diagnostic::order);
    report.names = files.into_iter().chain(pages.files).collect();
    report.names.sort();
    report
}
