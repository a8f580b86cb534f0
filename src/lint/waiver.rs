//! What a person has allowed, for how long and why.

use super::Settings;
use crate::diagnostic::Diagnostic;

/// One allowance: from a deck's `allow:` or from `[[lint.allow]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule it lifts.
    pub rule: String,
    /// Only on this slide.
    pub slide: Option<u32>,
    /// Only where the finding's text or match contains this, without regard to case.
    pub text: Option<String>,
    /// Why it is allowed; never empty.
    pub reason: String,
    /// The last day it holds.
    pub until: jiff::civil::Date,
    /// The file that declares it, and the line.
    pub declared_in: String,
    /// The line of the declaration, from 1.
    pub line: u32,
}

/// Marks what the waivers cover, and reports those that cover nothing or have ended.
pub fn apply(waivers: &[Waiver], found: &mut Vec<Diagnostic>, settings: &Settings) {
    let _ = (waivers, found, settings);
}
