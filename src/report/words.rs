//! Places in words, shared by the formats for people.

use crate::diagnostic::{DeckLocation, Diagnostic, Location};
use crate::source::excerpt::printable;

/// 'slide 7 "Reference architecture" (hidden), notes, TextBox 4, cell 2 of row 3'.
pub(super) fn deck_place(at: &DeckLocation) -> String {
    let mut words = Vec::new();
    if let Some(slide) = at.slide {
        let mut word = format!("slide {slide}");
        if let Some(title) = at.slide_title.as_deref().filter(|title| !title.is_empty()) {
            word += &format!(" \"{}\"", shortened(title, 60));
        }
        if at.hidden {
            word += " (hidden)";
        }
        words.push(word);
    }
    // A title, a body and a table's cell are what the shape and the place say already.
    match at.part {
        None | Some("title" | "body" | "table") => {}
        Some("smartart") => words.push("SmartArt".to_owned()),
        Some("alt-text") => words.push("alt text".to_owned()),
        Some(part) => words.push(part.to_owned()),
    }
    words.extend(at.shape.as_deref().map(|name| shortened(name, 60)));
    words.extend(at.place.as_deref().map(|place| shortened(place, 80)));
    words.join(", ")
}

/// '12:5', in a deck that is edited as text.
pub(super) fn line_column(at: &DeckLocation) -> Option<String> {
    let place = at.source?.start;
    Some(format!("{}:{}", place.line, place.column))
}

/// The same behind its line and column, where it has them: '12:5, slide 3'.
pub(super) fn deck_place_and_line(at: &DeckLocation) -> String {
    let places = [line_column(at), Some(deck_place(at))];
    let told = places.into_iter().flatten().filter(|one| !one.is_empty());
    told.collect::<Vec<_>>().join(", ")
}

/// Message and help in one line, behind where it is in its deck: 'Slide 7 "Prices", TextBox 4: … Take it out.'
/// On a page, the line is told elsewhere.
pub(super) fn sentence(finding: &Diagnostic) -> String {
    let mut out = String::new();
    if let Location::Deck(at) = &finding.location {
        let place = deck_place(at);
        let mut letters = place.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out += letters.as_str();
        if !out.is_empty() {
            out += ": ";
        }
    }
    out += &printable(&finding.message);
    if !finding.help.is_empty() {
        out.push(' ');
        out += &printable(&finding.help);
    }
    out
}

/// 'content/decks/a.pptx:slide 7' or 'content/page.md:41:17'.
pub(super) fn short_place(finding: &Diagnostic) -> String {
    let file = printable(&finding.file);
    match &finding.location {
        Location::Text { line, column, .. } => format!("{file}:{line}:{column}"),
        Location::Deck(at) => match (line_column(at), at.slide) {
            (Some(place), Some(slide)) => format!("{file}:{place}: slide {slide}"),
            (Some(place), None) => format!("{file}:{place}"),
            (None, Some(slide)) => format!("{file}:slide {slide}"),
            (None, None) => file.into_owned(),
        },
        Location::File => file.into_owned(),
    }
}

fn shortened(text: &str, limit: usize) -> String {
    let shown = printable(text.trim());
    if shown.chars().count() <= limit {
        return shown.into_owned();
    }
    let start: String = shown.chars().take(limit - 1).collect();
    format!("{}…", start.trim_end())
}
