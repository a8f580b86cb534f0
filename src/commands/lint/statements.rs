//! The credentials statements of the playbook: read for the decks, and judged themselves.

use super::judge::Judged;
use super::project::{self, Project};
use super::select;
use crate::commands::Stop;
use crate::diagnostic::Diagnostic;
use crate::fs;
use crate::lint::Linter;
use crate::playbook::{CredentialsFields, FrontMatter};
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The folder of the statements.
const FOLDER: &str = "content/credentials";

/// The statements of a playbook.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// What each says, in the order of their files.
    pub(super) fields: Vec<CredentialsFields>,
    /// What is wrong with them.
    found: Vec<Diagnostic>,
    /// One could not be read: what is missing may stand in it.
    unread: bool,
}

impl Statements {
    /// Reads and judges them. Outside of a playbook there are none.
    pub(super) fn read(project: &Project, linter: &Linter) -> Result<Self, Stop> {
        let mut read = Self::default();
        let Some(root) = &project.root else {
            return Ok(read);
        };
        let folder = root.join(FOLDER);
        if fs::kind(&folder)? != fs::Kind::Folder {
            return Ok(read);
        }
        let walk = fs::walk(&folder, root, |path| project::has_extension(path, &["md"]));
        if let Some(refused) = walk.refused.into_iter().next() {
            return Err(refused.into());
        }
        for path in walk.files {
            let text = fs::read_text(&path, select::PAGE_LIMIT)?;
            read.take(&Source::new(project.name_of(&path), text), linter);
        }
        Ok(read)
    }

    fn take(&mut self, page: &Source, linter: &Linter) {
        let name = page.name.rsplit('/').next().unwrap_or_default();
        if matches!(name, "_index.md" | "index.md") {
            return;
        }
        let fields = FrontMatter::find(page)
            .map_err(|problem| vec![problem])
            .and_then(|front| match front {
                Some(front) => front.parse::<CredentialsFields>(),
                None => Err(vec![page.problem_at(
                    1,
                    1,
                    3,
                    "the page has no points; begin it with '---' lines around them",
                )]),
            });
        match fields {
            Ok(fields) => {
                self.found.extend(linter.judge_statement(page, &fields));
                self.fields.push(fields);
            }
            Err(problems) => {
                self.unread = true;
                self.found.extend(linter.unread_statement(&problems));
            }
        }
    }

    /// The playbook has none, though decks were judged for rooms in which it would be said.
    pub(super) fn are_missed(&self, judged: &[(String, Judged)]) -> bool {
        let met = |judged: &Judged| matches!(judged, Judged::Read { met, .. } if !met.is_empty());
        self.fields.is_empty() && !self.unread && judged.iter().any(|(_, judged)| met(judged))
    }

    /// What is wrong with the statements that were asked for, all or those among the paths; and with the
    /// lack of one, for each hyperscaler in whose room a deck was judged.
    pub(super) fn findings(
        &self,
        project: &Project,
        paths: &[PathBuf],
        judged: &[(String, Judged)],
        linter: &Linter,
    ) -> Vec<Diagnostic> {
        let names: Vec<String> = paths.iter().map(|path| project.name_of(path)).collect();
        let wanted = |file: &str| names.is_empty() || names.iter().any(|name| within(file, name));
        let found = self.found.iter().filter(|one| wanted(&one.file));
        let mut found: Vec<Diagnostic> = found.cloned().collect();
        // Who has no statement at all does not work with them; `run` remarks on that.
        if self.fields.is_empty() || self.unread {
            return found;
        }
        let met = judged.iter().flat_map(|(_, judged)| match judged {
            Judged::Read { met, .. } => met.as_slice(),
            _ => &[],
        });
        let met: BTreeSet<&String> = met.collect();
        let has = |id: &str| self.fields.iter().any(|one| one.hyperscaler == id);
        let absent = met.into_iter().filter(|id| !has(id));
        found.extend(absent.filter_map(|id| linter.no_statement(id)));
        found
    }
}

/// The paths that are pages of statements, and all others.
pub(super) fn divided(project: &Project, paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let page = |path: &&PathBuf| {
        let name = project.name_of(path);
        name == FOLDER || within(&name, FOLDER) && project::has_extension(path, &["md"])
    };
    let there = |path: &&PathBuf| fs::kind(path).is_ok_and(|kind| kind != fs::Kind::Missing);
    paths
        .iter()
        .cloned()
        .partition(|path| page(&path) && there(&path))
}

fn within(file: &str, folder: &str) -> bool {
    file.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
