//! What the YAML reader says of a file, at its place.

use crate::source::{Problem, Source, serde_words};

/// A mistake in a whole file of YAML, said to a person.
pub(crate) fn problem(source: &Source, error: &serde_yaml::Error) -> Problem {
    let mut message = error.to_string();
    if let Some(at) = message.rfind(" at line ") {
        message.truncate(at);
    }
    let (path, rest) = match message.split_once(": ") {
        Some((path, rest)) if !path.contains([' ', '`']) => (path, rest),
        _ => ("", message.as_str()),
    };
    let inside = if path.is_empty() {
        String::new()
    } else {
        format!("entry '{path}'")
    };
    let plain = serde_words::plain(rest, &inside);
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (line, column) = error
        .location()
        .map_or((1, 1), |at| (number(at.line()), number(at.column())));
    let width = source.line(line).trim_end().chars().count();
    let width = width.saturating_sub(usize::try_from(column).unwrap_or(1).saturating_sub(1));
    let problem = source.problem_at(line, column.max(1), width, plain);
    serde_words::of_rule(problem, rest)
}
