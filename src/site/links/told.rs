//! The texts that are checked, each with what is told in Markdown around it.

use super::withheld::Withheld;
use super::{Check, Led};
use crate::site::library::{Library, Page, Statement, Term, Text};
use crate::site::model::Model;
use crate::source::{Problem, Source};

/// A text, and what is told in Markdown around it.
pub(in crate::site) struct Told<'a> {
    text: &'a Text,
    /// The term whose definition it is, where that stands in a list.
    listed: Option<&'a Term>,
    /// Lines of its front matter.
    lines: Vec<&'a str>,
}

impl<'a> Told<'a> {
    fn of_text(text: &'a Text) -> Self {
        Self {
            text,
            listed: None,
            lines: Vec::new(),
        }
    }

    pub(in crate::site) fn of_page(page: &'a Page) -> Self {
        let updates = page.fields.updates.iter();
        Self {
            lines: updates.map(|update| update.text.as_str()).collect(),
            ..Self::of_text(&page.text)
        }
    }

    /// The text's file.
    pub(in crate::site) fn path(&self) -> &'a str {
        self.text.path()
    }

    fn of_statement(statement: &'a Statement) -> Self {
        let points = statement.fields.points().into_iter();
        Self {
            lines: points.map(|(_, _, point)| point).collect(),
            ..Self::of_text(&statement.text)
        }
    }

    fn of_term(term: &'a Term) -> Self {
        Self {
            listed: (!term.text.path().ends_with(".md")).then_some(term),
            ..Self::of_text(&term.text)
        }
    }

    pub(super) fn check(&self, model: &Model, withheld: &Withheld<'_>) -> (Led, Vec<Problem>) {
        let mut one = Check {
            model,
            withheld,
            text: self.text,
            led: Led::default(),
            problems: Vec::new(),
        };
        one.links();
        one.calls();
        for line in &self.lines {
            one.line(line, &self.text.source);
        }
        let mut problems = one.problems;
        // Of a definition in a list of terms, only the entry's line is known.
        if let Some(term) = self.listed {
            let list = Source::new(self.text.path(), "");
            for problem in &mut problems {
                let message = format!("'{}': {}", term.term, problem.message);
                let rule = problem.rule;
                *problem = Problem {
                    rule,
                    ..list.problem_at(term.line, 1, 1, message)
                };
            }
        }
        (one.led, problems)
    }
}

/// All texts.
pub(in crate::site) fn all(library: &Library) -> Vec<Told<'_>> {
    let pages = library.pages.iter().map(|page| Told::of_page(page));
    let terms = library.terms.iter().map(|term| Told::of_term(term));
    let statements = library.statements.iter();
    let statements = statements.map(|statement| Told::of_statement(statement));
    let decks = library.decks.iter().map(|deck| &deck.text);
    let snippets = library.snippets.iter().map(|snippet| &snippet.text);
    let others = decks.chain(snippets).map(Told::of_text);
    pages.chain(terms).chain(statements).chain(others).collect()
}
