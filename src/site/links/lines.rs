//! Lines of Markdown outside of bodies: updates, points of statements, cells of tables, captions.

use super::Check;
use crate::markdown::{self, Outline};
use crate::site::library::Text;
use crate::source::{Problem, Source};

impl Check<'_> {
    /// A line that this text shows; `source` is where it is written.
    pub(super) fn line(&mut self, line: &str, source: &Source) {
        if !line.contains(['[', '<', '{', ':']) {
            return;
        }
        let outline = markdown::outline(line, &markdown::Options::default());
        let text = Text {
            source: Source::new(self.text.path(), line),
            body_start: 0,
            outline: Outline {
                // A place on this page is one of the text around the line.
                headings: self.text.outline.headings.clone(),
                ..outline
            },
        };
        let mut inner = Check {
            model: self.model,
            withheld: self.withheld,
            text: &text,
            led: std::mem::take(&mut self.led),
            problems: Vec::new(),
        };
        inner.links();
        for call in &text.outline.calls {
            if !call.shortcode.is_inline() {
                let name = call.shortcode.name();
                inner.problem_of(
                    super::INVALID_PAGE,
                    &call.span,
                    format!("'{name}' stands in the text of a page, not in a line of one"),
                );
            }
        }
        if inner.problems.is_empty() {
            inner.calls();
        }
        let Check { led, problems, .. } = inner;
        self.led = led;
        let placed = problems.into_iter().map(|problem| placed(problem, source));
        self.problems.extend(placed);
    }

    /// What a data file says that this text shows.
    pub(super) fn data(&mut self, name: &str) {
        let Some(file) = self.model.library.data(name) else {
            return;
        };
        for text in file.data.texts() {
            self.line(&text, &file.source);
        }
    }
}

/// A problem with a line, at its place in the file: where the words that it is about stand first.
fn placed(problem: Problem, source: &Source) -> Problem {
    let start = usize::try_from(problem.column.saturating_sub(1)).unwrap_or(0);
    let letters = problem.excerpt.chars().skip(start).take(problem.width);
    let words: String = letters.collect();
    let rule = problem.rule;
    let placed = match source.text.find(&words) {
        Some(at) => source.problem(at..at + words.len(), problem.message),
        None => source.problem_at(1, 1, 1, problem.message),
    };
    Problem { rule, ..placed }
}
