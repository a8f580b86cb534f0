//! What was wrong with a part, before it is known which slide needed it.

use super::package::printable;
use crate::deck::Reason;

/// A reason for machines and a clause for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::deck) struct Problem {
    pub(in crate::deck) reason: Reason,
    pub(in crate::deck) detail: String,
}

impl Problem {
    pub(in crate::deck) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }

    pub(in crate::deck) fn corrupt(detail: impl Into<String>) -> Self {
        Self::new(Reason::Corrupt, detail)
    }

    pub(in crate::deck) fn malformed(detail: &str) -> Self {
        Self::corrupt(format!("its XML is damaged: {detail}"))
    }

    pub(in crate::deck) fn doctype() -> Self {
        Self::corrupt(
            "it declares a DTD, which can hide or swap words and which Office never writes",
        )
    }

    pub(in crate::deck) fn entity(name: &str) -> Self {
        let name: String = name.chars().take(40).collect();
        Self::corrupt(format!(
            "it uses the entity '&{name};', which XML does not define"
        ))
    }

    pub(in crate::deck) fn too_deep(limit: usize) -> Self {
        Self::new(
            Reason::OverLimit,
            format!("its elements are nested more than {limit} deep"),
        )
    }

    pub(in crate::deck) fn other_case(asked: &str, stored: &str) -> Self {
        Self::corrupt(format!(
            "it is asked for as '{}' and stored as '{}', which other programs do not find",
            printable(asked),
            printable(stored)
        ))
    }

    pub(in crate::deck) fn too_many(what: &str, limit: usize) -> Self {
        Self::new(
            Reason::OverLimit,
            format!("it holds more than {limit} {what}"),
        )
    }

    pub(in crate::deck) fn missing() -> Self {
        Self::corrupt("a relationship leads to it and it is not in the file")
    }
}
