//! What rules see on a slide beside its words: two products as the columns of a table, a set phrase in a
//! title. Such signs have weights like words, since some of them prove more than others.

use crate::deck::Part;
use std::collections::BTreeSet;

/// The signs on a slide, each as it is written in the file of weights: `sign table-columns 6`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Signs(BTreeSet<String>);

impl Signs {
    /// Adds one, with how much of it there is.
    pub(crate) fn add(&mut self, sign: &str, much: Option<i32>) {
        let sign = sign.replace(' ', "-");
        self.0.insert(match much {
            Some(much) => format!("sign {sign} {much}"),
            None => format!("sign {sign}"),
        });
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(crate) fn into_keys(self) -> Vec<String> {
        self.0.into_iter().collect()
    }
}

/// The part in the words of a report.
pub(crate) fn place_word(part: Part) -> &'static str {
    match part {
        Part::Notes => "speaker notes",
        Part::AltText => "alternative text",
        Part::SmartArt => "SmartArt",
        other => other.as_str(),
    }
}
