//! The credentials statements of the playbook: read for the decks, and judged themselves.

use super::judge::Judged;
use super::project::Project;
use crate::commands::Stop;
use crate::diagnostic::Diagnostic;
use crate::lint::Linter;
use crate::playbook::{CredentialsFields, FrontMatter};
use crate::source::Source;
use std::collections::BTreeSet;

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
        for page in project.pages_in(FOLDER)? {
            read.take(&page, linter);
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

    /// What is wrong with the statements among the pages that were asked for; and with the lack of one, for
    /// each hyperscaler in whose room a deck was judged.
    pub(super) fn findings(
        &self,
        asked: &[String],
        judged: &[(String, Judged)],
        linter: &Linter,
    ) -> Vec<Diagnostic> {
        let wanted = |file: &str| asked.iter().any(|place| within(file, place));
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

fn within(file: &str, place: &str) -> bool {
    place.is_empty()
        || file
            .strip_prefix(place)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
