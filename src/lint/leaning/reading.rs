//! A slide as one text, to be read whole: its sentences in their order, with names as what they stand
//! for. What only the order tells is lost in `words`.

use super::words::Line;
use crate::deck::{Part, Place};
use crate::lint::lexicon::Entity;
use crate::lint::opponents::Standing;

const OURS: &str = "our product";
const THEIRS: &str = "their service";
const VENDOR: &str = "a competitor";
const CLOUD: &str = "cloud partner";
/// Between two texts, and between two cells of one row.
const NEXT: &str = " . ";
const BESIDE: &str = " | ";

/// The text.
pub(super) fn text(lines: &[Line<'_>]) -> String {
    let mut text = String::new();
    let mut before: Option<&Line<'_>> = None;
    for line in lines {
        if let Some(before) = before {
            text.push_str(if are_beside(before, line) {
                BESIDE
            } else {
                NEXT
            });
        }
        let part = line.text.text.part;
        if before.is_none_or(|b| b.text.text.part != part) {
            text.push_str(match part {
                Part::Notes => "notes: ",
                Part::Chart => "chart: ",
                Part::AltText => "picture: ",
                _ => "",
            });
        }
        push(&mut text, line);
        before = Some(line);
    }
    text
}

/// In one row of a table, or both labels of a chart.
fn are_beside(one: &Line<'_>, next: &Line<'_>) -> bool {
    match (&one.text.text.place, &next.text.text.place) {
        (Place::Cell { row: a, .. }, Place::Cell { row: b, .. }) => a == b,
        (Place::Series(_), Place::Series(_)) | (Place::Category(_), Place::Category(_)) => true,
        _ => false,
    }
}

/// A line, with its names exchanged.
fn push(text: &mut String, line: &Line<'_>) {
    let plain = line.text.plain.as_str();
    let theirs = line.rivals.iter().map(|r| {
        let name = match r.standing {
            Standing::Brand => CLOUD,
            Standing::Vendor => VENDOR,
            Standing::Product => THEIRS,
        };
        (&r.span, name)
    });
    let own = line.text.mentions.iter();
    let own = own.filter(|m| m.entity == Entity::Own);
    let mut names: Vec<_> = theirs.chain(own.map(|m| (&m.span, OURS))).collect();
    names.sort_by_key(|(span, _)| (span.start, span.end));
    let mut at = 0;
    for (span, name) in names {
        if span.start < at {
            continue;
        }
        text.push_str(&plain[at..span.start]);
        text.push_str(name);
        at = span.end;
    }
    text.push_str(&plain[at..]);
}
