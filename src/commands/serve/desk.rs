//! Who answers the preview's questions about decks: the same rooms that `find` and `lint` ask.

use crate::cli::{FindArgs, FindFormat, RoomArgs};
use crate::commands::lint::{self, Judgements};
use crate::commands::project::{Project, known_hyperscaler};
use crate::commands::{Stop, find, said};
use crate::context::Context;
use crate::fs::Scratch;
use crate::report;
use crate::serve::desk::{self, DecksAsked, Finding, Hyperscaler, LintAsked, Refused};
use crate::site::{address_of, admit::Readers, build};
use crate::source::{excerpt::printable, nearest};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

/// Reads the playbook's settings anew for each question, so that the answer is that of now.
pub(super) struct Desk {
    root: PathBuf,
    edition: Option<String>,
    judgements: Mutex<Judgements>,
}

impl Desk {
    pub(super) fn new(root: PathBuf, edition: Option<String>) -> Self {
        Self {
            root,
            edition,
            judgements: Mutex::default(),
        }
    }

    fn project(&self) -> Result<Project, Refused> {
        Project::open(Some(&self.root), None).map_err(broken)
    }

    /// Who reads the edition that is shown.
    fn readers(&self, project: &Project) -> Result<Readers, Refused> {
        let mut editions = build::editions(&project.config).into_iter();
        let shown = match &self.edition {
            None => editions.next(),
            Some(name) => editions.find(|edition| edition.name == *name),
        };
        let gone = || Refused::Broken("site.toml does not have the edition any more".to_owned());
        Ok(shown.ok_or_else(gone)?.readers)
    }
}

impl desk::Desk for Desk {
    fn hyperscalers(&self) -> Result<Vec<Hyperscaler>, Refused> {
        let linter = self.project()?.linter(None, &[], &[]).map_err(broken)?;
        let names = linter.hyperscaler_names().into_iter();
        Ok(names.map(|(id, name)| Hyperscaler { id, name }).collect())
    }

    fn decks(&self, asked: &DecksAsked) -> Result<String, Refused> {
        let project = self.project()?;
        if let Some(id) = &asked.hyperscaler {
            let linter = project.linter(None, &[], &[]).map_err(broken)?;
            known_hyperscaler(&linter, id, true).map_err(Refused::Unknown)?;
        }
        let products = asked.product.iter().flat_map(|list| list.split(','));
        let args = FindArgs {
            words: asked.words.clone().into_iter().collect(),
            hyperscaler: asked.hyperscaler.clone(),
            context: asked.context,
            archetype: asked.archetype,
            kind: asked.kind,
            product: products.map(str::to_owned).collect(),
            industry: asked.industry.clone(),
            language: asked.language.clone(),
            today: asked.today.as_deref().and_then(|day| day.parse().ok()),
            output_format: FindFormat::Json,
        };
        find::answer(&args, &project, &self.readers(&project)?).map_err(broken)
    }

    fn lint(&self, deck: Scratch, asked: &LintAsked) -> Result<String, Refused> {
        let project = self.project()?;
        let hyperscalers = asked.hyperscaler.iter().flat_map(|list| list.split(','));
        let contexts = asked.context.iter().flat_map(|list| list.split(','));
        let room = RoomArgs {
            hyperscaler: hyperscalers.map(str::to_owned).collect(),
            context: contexts.map(context).collect::<Result<_, _>>()?,
        };
        let linter = project.linter(None, &[], &[]).map_err(broken)?;
        for id in &room.hyperscaler {
            known_hyperscaler(&linter, id, true).map_err(Refused::Unknown)?;
        }
        // A name is only what the report calls it; a way to somewhere is none.
        let name = asked.name.as_deref().unwrap_or_default();
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = match name.trim() {
            "" => "deck.pptx".to_owned(),
            name => printable(name).chars().take(255).collect(),
        };
        let report = lint::of_deck(&project, &linter, &name, deck, &room).map_err(broken)?;
        report::json::render(&report).map_err(|error| Refused::Broken(error.to_string()))
    }

    fn findings(&self, paths: Option<&BTreeSet<String>>) -> Result<Vec<Finding>, Refused> {
        let mut judgements = self
            .judgements
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let project = self.project()?;
        let found = judgements.renewed(&project, paths).map_err(broken)?;
        Ok(found
            .into_iter()
            .map(|(one, page)| Finding {
                page: page.map(|page| address_of(&page)),
                severity: one.severity,
                place: report::place(&one),
                rule: one.rule,
                file: one.file,
                message: one.message,
                help: one.help,
            })
            .collect())
    }
}

fn context(word: &str) -> Result<Context, Refused> {
    let known = Context::ALL.into_iter().find(|one| one.as_str() == word);
    known.ok_or_else(|| {
        let near = nearest(word, Context::ALL.map(Context::as_str));
        let near = near.map_or_else(String::new, |near| format!("; did you mean '{near}'?"));
        Refused::Unknown(format!("there is no context '{word}'{near}"))
    })
}

fn broken(stop: Stop) -> Refused {
    Refused::Broken(said(&stop))
}
