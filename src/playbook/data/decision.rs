//! Questions that lead to an outcome: whose product is it, how fast must we answer.
//!
//! Outcomes are tried in their order, and the first whose `when` holds is the one. The last has no
//! `when`: it is what is left.

use super::words::texts;
use super::{Id, Md, Mistake, Sound, twice};
use crate::config::{Audience, OneOrMany};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Questions and outcomes.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// `decision`
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
    /// What is asked, in this order.
    pub questions: Vec<Question>,
    /// What may come out; the first whose `when` holds.
    pub outcomes: Vec<Outcome>,
}

/// A question.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its name in links.
    pub id: Id,
    /// The question.
    pub ask: Md,
    /// How to tell.
    pub help: Option<Md>,
    /// What may be answered: two or more.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Its name in links.
    pub id: Id,
    /// The answer.
    pub say: Md,
    /// The outcomes that it counts for.
    #[serde(default, rename = "points-to")]
    pub points_to: OneOrMany<Id>,
}

/// What may come out.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name in links and in `points-to`.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// When it holds; the last outcome has none.
    pub when: Option<When>,
    /// What follows from it.
    pub text: Md,
}

/// When an outcome holds: all that is said here.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct When {
    /// So many answers, at least, point to it.
    pub at_least: Option<u8>,
    /// These questions are answered so.
    pub answers: BTreeMap<Id, OneOrMany<Id>>,
}

texts!(Decision: intro, questions, outcomes);
texts!(Question: ask, help, answers);
texts!(Answer: say);
texts!(Outcome: text);

/// So many ways of answering are tried, to see whether each outcome can come out.
const WAYS: usize = 100_000;

impl Decision {
    /// The outcome when each question is answered by the answer at that place.
    #[must_use]
    pub fn outcome(&self, answers: &[usize]) -> Option<&Outcome> {
        let chosen: Vec<(&Id, &Answer)> = self
            .questions
            .iter()
            .zip(answers)
            .filter_map(|(question, &at)| Some((&question.id, question.answers.get(at)?)))
            .collect();
        self.outcomes.iter().find(|outcome| {
            let Some(when) = &outcome.when else {
                return true;
            };
            let counted = chosen.iter();
            let counted = counted.filter(|(_, answer)| answer.points_to.0.contains(&outcome.id));
            let answered = |(question, wanted): (&Id, &OneOrMany<Id>)| {
                chosen
                    .iter()
                    .any(|(id, answer)| *id == question && wanted.0.contains(&answer.id))
            };
            counted.count() >= usize::from(when.at_least.unwrap_or(0))
                && when.answers.iter().all(answered)
        })
    }

    /// When an outcome holds, in words.
    #[must_use]
    pub fn when_in_words(&self, outcome: &Outcome) -> String {
        let Some(when) = &outcome.when else {
            return "In all other cases".to_owned();
        };
        let mut parts = Vec::new();
        if let Some(least) = when.at_least {
            let answers = if least == 1 { "answer" } else { "answers" };
            parts.push(format!("at least {least} {answers} point to it"));
        }
        for (question, wanted) in &when.answers {
            let Some((number, question)) = (1..)
                .zip(&self.questions)
                .find(|(_, one)| one.id == *question)
            else {
                continue;
            };
            let words = question.answers.iter();
            let words = words.filter(|answer| wanted.0.contains(&answer.id));
            let words: Vec<String> = words
                .map(|answer| format!("“{}”", answer.say.line()))
                .collect();
            parts.push(format!(
                "question {number} is answered {}",
                words.join(" or ")
            ));
        }
        format!("If {}", parts.join(" and "))
    }

    pub(super) fn markdown(&self) -> String {
        let mut out = String::new();
        if let Some(intro) = &self.intro {
            let _ = writeln!(out, "{}\n", intro.0.trim());
        }
        for (number, question) in (1..).zip(&self.questions) {
            let _ = write!(out, "{number}. **{}**", question.ask.line());
            if let Some(help) = &question.help {
                let _ = write!(out, " {}", help.line());
            }
            out.push('\n');
            for answer in &question.answers {
                let _ = write!(out, "   - {}", answer.say.line());
                let titles: Vec<&str> = self.titles(&answer.points_to.0);
                if !titles.is_empty() {
                    let _ = write!(out, " → {}", titles.join(", "));
                }
                out.push('\n');
            }
        }
        for outcome in &self.outcomes {
            let _ = write!(
                out,
                "\n**{}.** {}.\n\n{}\n",
                outcome.title,
                self.when_in_words(outcome),
                outcome.text.0.trim()
            );
        }
        out
    }

    /// The titles of outcomes.
    #[must_use]
    pub fn titles(&self, ids: &[Id]) -> Vec<&str> {
        let outcomes = self.outcomes.iter();
        outcomes
            .filter(|outcome| ids.contains(&outcome.id))
            .map(|outcome| outcome.title.as_str())
            .collect()
    }

    /// Outcomes that no answers lead to; none where there are too many ways to try.
    fn never(&self) -> Vec<&Outcome> {
        let counts: Vec<usize> = self.questions.iter().map(|one| one.answers.len()).collect();
        let ways = counts
            .iter()
            .try_fold(1_usize, |ways, count| ways.checked_mul(*count))
            .filter(|ways| *ways <= WAYS);
        let Some(ways) = ways else {
            return Vec::new();
        };
        let mut found = std::collections::BTreeSet::new();
        for way in 0..ways {
            let mut rest = way;
            let answers: Vec<usize> = counts
                .iter()
                .map(|count| {
                    let at = rest % count;
                    rest /= count;
                    at
                })
                .collect();
            found.extend(self.outcome(&answers).map(|outcome| outcome.id.as_str()));
        }
        let outcomes = self.outcomes.iter();
        outcomes
            .filter(|outcome| !found.contains(outcome.id.as_str()))
            .collect()
    }
}

impl Sound for Decision {
    fn mistakes(&self) -> Vec<Mistake> {
        let mut out = twice("id", self.questions.iter().map(|one| one.id.as_str()));
        out.extend(twice("id", self.outcomes.iter().map(|one| one.id.as_str())));
        for question in &self.questions {
            let id = &question.id;
            if question.answers.len() < 2 {
                let message = format!("the question '{id}' needs two answers or more");
                out.push(Mistake::new("id", id, message));
            }
            out.extend(twice(
                "id",
                question.answers.iter().map(|one| one.id.as_str()),
            ));
            let pointed = question
                .answers
                .iter()
                .flat_map(|answer| &answer.points_to.0);
            for to in pointed {
                if !self.outcomes.iter().any(|outcome| outcome.id == *to) {
                    let message = format!("there is no outcome '{to}' to point to");
                    out.push(Mistake::new("points-to", to, message));
                }
            }
        }
        for outcome in &self.outcomes {
            for (question, wanted) in outcome.when.iter().flat_map(|when| &when.answers) {
                let Some(asked) = self.questions.iter().find(|one| one.id == *question) else {
                    let message = format!("there is no question '{question}'");
                    out.push(Mistake::new("answers", question, message));
                    continue;
                };
                for id in &wanted.0 {
                    if !asked.answers.iter().any(|answer| answer.id == *id) {
                        let message = format!("the question '{question}' has no answer '{id}'");
                        out.push(Mistake::new("answers", id, message));
                    }
                }
            }
        }
        let open: Vec<&Outcome> = self
            .outcomes
            .iter()
            .filter(|one| one.when.is_none())
            .collect();
        let last = self.outcomes.last();
        if open.len() != 1 || last.is_none_or(|last| last.when.is_some()) {
            let id = last.map_or("", |last| last.id.as_str());
            let message = "the last outcome, and only that one, has no 'when': it is what is left";
            out.push(Mistake::new("id", id, message));
        }
        if out.is_empty() {
            out.extend(self.never().into_iter().map(|outcome| {
                let id = &outcome.id;
                Mistake::new("id", id, format!("no answers lead to the outcome '{id}'"))
            }));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::playbook::data::{Data, DataFile};
    use crate::source::Source;

    const TRIAGE: &str = "\
kind: decision
questions:
  - id: who
    ask: Who brings it?
    answers:
      - {id: seller, say: a seller, points-to: urgent}
      - {id: manager, say: a partner manager}
  - id: when
    ask: When?
    answers:
      - {id: soon, say: soon, points-to: urgent}
      - {id: later, say: later}
outcomes:
  - {id: urgent, title: Urgent, when: {at-least: 2, answers: {who: seller}}, text: Run.}
  - {id: standard, title: Standard, text: Walk.}
";

    fn told(yaml: &str) -> String {
        let error = DataFile::read(Source::new("a.yaml", yaml)).unwrap_err();
        error[0].to_string().lines().next().unwrap().to_owned()
    }

    #[test]
    fn answers_lead_to_the_first_outcome_that_holds() {
        let file = DataFile::read(Source::new("a.yaml", TRIAGE)).unwrap();
        let Data::Decision(decision) = file.data else {
            panic!("it is a decision")
        };
        let of = |answers: &[usize]| decision.outcome(answers).unwrap().title.clone();
        assert_eq!(of(&[0, 0]), "Urgent");
        assert_eq!(of(&[0, 1]), "Standard");
        assert_eq!(of(&[1, 0]), "Standard");
        assert_eq!(
            decision.when_in_words(&decision.outcomes[0]),
            "If at least 2 answers point to it and question 1 is answered “a seller”"
        );
    }

    #[test]
    fn what_leads_nowhere_is_a_mistake_at_its_line() {
        assert_eq!(
            told(&TRIAGE.replace(
                "points-to: urgent}\n      - {id: later",
                "points-to: ugent}\n      - {id: later"
            )),
            "a.yaml:11:42: there is no outcome 'ugent' to point to"
        );
        assert_eq!(
            told(&TRIAGE.replace("at-least: 2", "at-least: 3")),
            "a.yaml:14:10: no answers lead to the outcome 'urgent'"
        );
        assert_eq!(
            told(&TRIAGE.replace("who: seller", "who: sellers")),
            "a.yaml:14:68: the question 'who' has no answer 'sellers'"
        );
        assert!(
            told(&TRIAGE.replace("title: Standard,", "title: Standard, when: {},"))
                .contains("has no 'when'")
        );
    }
}
