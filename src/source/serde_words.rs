//! What serde says of a mistake, said to a person.

use super::{Problem, nearest};

/// Turns "unknown field `exlude`, expected one of `severity`, `exclude`" into
/// "unknown key 'exlude' in \[lint\]; did you mean 'exclude'?".
///
/// `inside` names the table or list it stands in, '[lint]', and may be empty.
pub(crate) fn plain(message: &str, inside: &str) -> String {
    let inside = if inside.is_empty() {
        String::new()
    } else {
        format!(" in {inside}")
    };
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let Some((&found, known)) = quoted.split_first() else {
        return message.replace('`', "'");
    };
    if message.starts_with("unknown field") {
        format!("unknown key '{found}'{inside}; {}", meant(found, known))
    } else if message.starts_with("unknown variant") {
        format!("'{found}' is not known{inside}; {}", meant(found, known))
    } else if message.starts_with("missing field") {
        format!("'{found}' is missing{inside}")
    } else if message.starts_with("duplicate field") {
        format!("'{found}' stands twice{inside}; keep one")
    } else {
        message.replace('`', "'")
    }
}

/// A problem as serde words it in `message`, said to break the rule of unknown keys where it does.
pub(crate) fn of_rule(problem: Problem, message: &str) -> Problem {
    if message.starts_with("unknown field") {
        problem.of("unknown-key")
    } else {
        problem
    }
}

fn meant(found: &str, known: &[&str]) -> String {
    match nearest(found, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None if known.is_empty() => "nothing is expected here".to_owned(),
        None => format!("known are {}", known.join(", ")),
    }
}
