//! Stages, and what is missing for the next.
//!
//! A stage is reached when all of its signs hold and those of every stage before it. The first has none:
//! everybody is there at least.

use super::words::texts;
use super::{Id, Md, Mistake, Sound, twice};
use crate::config::{Audience, OneOrMany};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// Stages to place oneself in.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// `assessment`
    pub kind: String,
    /// What it is called.
    pub title: Option<String>,
    /// Who may read it published.
    #[serde(default)]
    pub audience: Audience,
    /// The hyperscalers it is for; none: all.
    #[serde(default)]
    pub hyperscalers: OneOrMany<String>,
    /// What to know before answering.
    pub intro: Option<Md>,
    /// The hyperscalers that are judged, each by itself.
    pub subjects: Vec<Id>,
    /// The stages, from the first to the last.
    pub stages: Vec<Stage>,
}

/// A stage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name in links.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// What it feels like, and what to do there.
    pub text: Md,
    /// What holds of whoever has reached it.
    #[serde(default)]
    pub signs: Vec<Sign>,
}

/// What holds of whoever has reached a stage.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Its name in links.
    pub id: Id,
    /// The sign.
    pub text: Md,
}

texts!(Assessment: intro, stages);
texts!(Stage: text, signs);
texts!(Sign: text);

impl Assessment {
    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        if let Some(intro) = &self.intro {
            let _ = writeln!(out, "{}\n", intro.0.trim());
        }
        for (number, stage) in (1..).zip(&self.stages) {
            let _ = writeln!(
                out,
                "**{number}. {}.** {}\n",
                stage.title,
                stage.text.line()
            );
            for sign in &stage.signs {
                let _ = writeln!(out, "- [ ] {}", sign.text.line());
            }
            out.push('\n');
        }
        out
    }
}

impl Sound for Assessment {
    fn mistakes(&self) -> Vec<Mistake> {
        let mut out = twice("subjects", self.subjects.iter().map(Id::as_str));
        out.extend(twice(
            "id",
            self.stages.iter().map(|stage| stage.id.as_str()),
        ));
        let signs = self.stages.iter().flat_map(|stage| &stage.signs);
        out.extend(twice("id", signs.map(|sign| sign.id.as_str())));
        if self.subjects.is_empty() {
            out.push(Mistake::new(
                "subjects",
                "",
                "nobody is judged; name a hyperscaler",
            ));
        }
        if self.stages.len() < 2 {
            out.push(Mistake::new(
                "stages",
                "",
                "there must be two stages or more",
            ));
        }
        for (at, stage) in self.stages.iter().enumerate() {
            let id = &stage.id;
            let message = match (at, stage.signs.is_empty()) {
                (0, false) => {
                    format!("the first stage, '{id}', has no signs: everybody is there at least")
                }
                (1.., true) => format!("the stage '{id}' needs signs by which one can tell"),
                _ => continue,
            };
            out.push(Mistake::new("id", id, message));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::data::DataFile;
    use crate::source::Source;

    #[test]
    fn stages_need_signs_to_be_told_apart() {
        let yaml = "kind: assessment\nsubjects: [aws]\nstages:\n  - {id: a, title: A, text: a}\n  - {id: b, title: B, text: b}\n";
        let error = DataFile::read(Source::new("a.yaml", yaml)).unwrap_err();
        assert_eq!(
            error[0].to_string().lines().next().unwrap(),
            "a.yaml:5:10: the stage 'b' needs signs by which one can tell"
        );
    }
}
