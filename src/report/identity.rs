//! What tells one finding from another, from run to run.
//!
//! A fingerprint comes of rule, file, slide, shape and text, and on a page of the line's text, so that
//! lines above may come and go. What is equal in all of these has a running number.

use super::{Report, Standing};
use crate::diagnostic::{Diagnostic, Location};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What tells a finding from all others of its run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    /// 32 hexadecimal digits.
    pub(super) hash: String,
    /// Which of the findings with this hash it is, from 1.
    pub(super) number: usize,
}

impl Identity {
    /// Both as one word of hexadecimal digits.
    pub(super) fn digest(&self) -> String {
        hexadecimal(&Sha256::digest(format!("{}:{}", self.hash, self.number)))
    }
}

/// Every finding of a report, in order, with its standing and its identity. Which of them are shown
/// changes none of them.
pub(super) fn identified(report: &Report) -> Vec<(&Diagnostic, Standing, Identity)> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let all = report.all().into_iter();
    all.map(|(finding, standing)| {
        let hash = hash(finding);
        let number = numbers.entry(hash.clone()).or_insert(0);
        *number += 1;
        let number = *number;
        (finding, standing, Identity { hash, number })
    })
    .collect()
}

fn hash(finding: &Diagnostic) -> String {
    let mut hash = Sha256::new();
    let mut field = |text: &str| {
        hash.update(text.as_bytes());
        // No text has this byte.
        hash.update([0xFF]);
    };
    field(&finding.rule);
    field(&finding.file);
    match &finding.location {
        Location::File => {}
        Location::Text { excerpt, .. } => field(excerpt.trim()),
        Location::Deck(at) => {
            field(&at.slide.map_or_else(String::new, |slide| slide.to_string()));
            for text in [
                at.part,
                at.shape.as_deref(),
                at.place.as_deref(),
                at.text.as_deref(),
                at.matched.as_deref(),
            ] {
                field(text.unwrap_or(""));
            }
        }
    }
    hexadecimal(&hash.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let shown = bytes.iter().take(16);
    shown.map(|byte| format!("{byte:02x}")).collect()
}
