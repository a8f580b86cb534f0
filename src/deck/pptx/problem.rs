//! What was wrong with a part, before it is known which slide needed it.

use super::package::printable;
use crate::deck::Reason;

/// A reason for machines and a clause for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) reason: Reason,
    pub(super) detail: String,
}

impl Problem {
    pub(super) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self {
            reason,
            detail: detail.into(),
        }
    }

    pub(super) fn corrupt(detail: impl Into<String>) -> Self {
        Self::new(Reason::Corrupt, detail)
    }

    pub(super) fn malformed(detail: &str) -> Self {
        Self::corrupt(format!("its XML is damaged: {detail}"))
    }

    pub(super) fn doctype() -> Self {
        Self::corrupt(
            "it declares a DTD, which can hide or swap words and which Office never writes",
        )
    }

    pub(super) fn entity(name: &str) -> Self {
        let name: String = name.chars().take(40).collect();
        Self::corrupt(format!(
            "it uses the entity '&{name};', which XML does not define"
        ))
    }

    pub(super) fn too_deep(limit: usize) -> Self {
        Self::new(
            Reason::OverLimit,
            format!("its elements are nested more than {limit} deep"),
        )
    }

    pub(super) fn other_case(asked: &str, stored: &str) -> Self {
        Self::corrupt(format!(
            "it is asked for as '{}' and stored as '{}', which other programs do not find",
            printable(asked),
            printable(stored)
        ))
    }

    pub(super) fn too_many(what: &str, limit: usize) -> Self {
        Self::new(
            Reason::OverLimit,
            format!("it holds more than {limit} {what}"),
        )
    }

    pub(super) fn missing() -> Self {
        Self::corrupt("a relationship leads to it and it is not in the file")
    }
}
