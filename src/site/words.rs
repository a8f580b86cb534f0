//! What each hyperscaler calls a thing: `{{ word "commit-term" }}`.
//!
//! 1. A text speaks of the hyperscalers that it is marked for, or of all; an edition for one knows that one's
//!    words only (`build::prepare`).
//! 2. Hyperscalers that say the same are named together.

use super::library::Library;
use super::model::{Item, Model};
use crate::markdown::Call;
use crate::source::nearest;
use std::collections::BTreeSet;

/// The value of `form` that asks for the term in full.
const LONG: &str = "long";
const SHORT: &str = "short";

/// What one or several hyperscalers say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Saying<'a> {
    /// The word.
    pub(super) word: &'a str,
    /// The ids of those who say it.
    pub(super) ids: Vec<&'a str>,
    /// What they are called.
    pub(super) names: Vec<&'a str>,
}

/// What is said for the thing that a call in the file at `path` names. One saying needs no label. Empty where nobody
/// here has a word for it.
pub(super) fn sayings<'a>(model: &'a Model, path: &str, call: &Call) -> Vec<Saying<'a>> {
    let only = marked_for(model, path);
    let long = call.value("form") == Some(LONG);
    let mut out: Vec<Saying<'a>> = Vec::new();
    for (id, one) in &model.hyperscalers {
        if !only.is_empty() && !only.contains(id) {
            continue;
        }
        let Some(said) = one.vocabulary.get(call.subject()) else {
            continue;
        };
        let word = if long { &said.term } else { said.said() };
        match out.iter_mut().find(|other| other.word == word) {
            Some(same) => {
                same.ids.push(id);
                same.names.push(&one.name);
            }
            None => out.push(Saying {
                word,
                ids: vec![id],
                names: vec![&one.name],
            }),
        }
    }
    out
}

/// The same as plain text: 'EDP (AWS), MACC (Microsoft)'.
pub(super) fn labelled(sayings: &[Saying<'_>]) -> String {
    match sayings {
        [one] => one.word.to_owned(),
        all => {
            let all = all.iter();
            let all = all.map(|one| format!("{} ({})", one.word, one.names.join(", ")));
            all.collect::<Vec<_>>().join(", ")
        }
    }
}

/// What is wrong with a call that stands in the file at `path`: the argument, and what to do.
pub(super) fn mistake(model: &Model, path: &str, call: &Call) -> Option<(&'static str, String)> {
    if let Some(form) = call.value("form")
        && ![LONG, SHORT].contains(&form)
    {
        let message = format!("there is no form '{form}'; write \"{SHORT}\" or \"{LONG}\"");
        return Some(("form", message));
    }
    if !sayings(model, path, call).is_empty() {
        return None;
    }
    let thing = call.subject();
    let all = model.hyperscalers.values();
    let mut speaking = all.clone().filter(|one| !one.vocabulary.is_empty());
    let known: BTreeSet<&str> = all
        .clone()
        .flat_map(|one| one.vocabulary.keys().map(String::as_str))
        .collect();
    let message = if known.contains(thing) {
        format!("no hyperscaler that this page is for has a word for '{thing}'")
    } else if let Some(near) = nearest(thing, known) {
        format!("there is no word for '{thing}'; did you mean '{near}'?")
    } else if let (Some(one), None, true) = (speaking.next(), speaking.next(), all.len() > 1) {
        let name = &one.name;
        format!("{name} has no word for '{thing}', and an edition is for {name} alone")
    } else {
        format!(
            "there is no word for '{thing}'; `vocabulary` in rules/hyperscalers/ has those that there are"
        )
    };
    Some(("thing", message))
}

/// The hyperscalers that a text is marked for; empty: all.
fn marked_for(model: &Model, path: &str) -> Vec<String> {
    let library: &Library = &model.library;
    match model.at_path(path) {
        Some(Item::Page(at)) => library.pages[at].fields.hyperscalers.0.clone(),
        Some(Item::Deck(at)) => library.decks[at].fields.hyperscalers(),
        Some(Item::Statement(at)) => vec![library.statements[at].fields.hyperscaler.clone()],
        Some(Item::Term(at)) => {
            let ids = library.terms[at].fields.hyperscaler.as_ref();
            ids.map(|ids| ids.0.clone()).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
