//! `lint --external`: whether what the playbook links to on the web is still there.
//!
//! 1. The links of all pages, statements, talk tracks, terms and tables, each once.
//! 2. `cache`: what was there in the last days is not asked for again.
//! 3. `ask`: the others are, one at a time from each host.
//!
//! What is gone is an error. What gave no clear answer is a warning: it may be there for people.

mod ask;
mod cache;

use super::super::project::Project;
use super::super::{Out, Stop};
use crate::diagnostic::{Diagnostic, Location};
use crate::fs::Folder;
use crate::lint::Linter;
use crate::markdown;
use crate::site::external::{self, Place};
use crate::site::load::{LoadOptions, load};
use anyhow::anyhow;
use ask::Answer;
use cache::Cache;

/// Asks for every external link, and tells what was found and how many were asked for. `told`: mistakes on
/// pages are told elsewhere in this run; otherwise they end it.
pub(super) fn check(
    project: &Project,
    linter: &Linter,
    told: bool,
    out: &Out,
) -> Result<Vec<Diagnostic>, Stop> {
    let Some(root) = &project.root else {
        let message =
            "--external checks the links of a playbook, and there is none here: no site.toml";
        return Err(anyhow!(message).into());
    };
    let options = LoadOptions {
        hyperscalers: linter.hyperscaler_profiles(),
        markdown: markdown::Options {
            html: project.config.site.allow_html,
        },
        read_decks: false,
    };
    let (library, problems) = load(&Folder::new(root), &options);
    if !told && !problems.is_empty() {
        return Err(Stop::Problems(problems));
    }
    let links = external::links(&library);
    let today = linter.settings().today;
    let mut cache = Cache::read(root, today);
    let unknown: Vec<&str> = links
        .keys()
        .map(String::as_str)
        .filter(|url| !cache.has(url))
        .collect();
    let asked = unknown.len();
    let mut found = Vec::new();
    for (url, answer) in ask::all(&unknown) {
        if matches!(answer, Answer::There) {
            cache.add(&url, today);
            continue;
        }
        let places = links.get(&url).into_iter().flatten();
        found.extend(places.filter_map(|place| finding(linter, &url, &answer, place)));
    }
    cache.write(root)?;
    out.remark(&format!(
        "{} external links: {asked} asked for, {} known to be there",
        links.len(),
        links.len() - asked
    ));
    Ok(found)
}

fn finding(linter: &Linter, url: &str, answer: &Answer, place: &Place<'_>) -> Option<Diagnostic> {
    let (row, message, help) = match answer {
        Answer::There => return None,
        Answer::Gone(why) => (
            "broken-link",
            format!("'{url}' is not there any more: {why}."),
            "Link to where it stands now, or take the link out.",
        ),
        Answer::Unclear(why) => (
            "broken-link/unclear",
            format!("Whether '{url}' is still there could not be told: {why}."),
            "Open it in a browser; mend the link if it is gone.",
        ),
    };
    let (line, column) = place.source.place(place.span.start);
    let location = Location::Text {
        line,
        column,
        width: place.source.text[place.span.clone()].chars().count(),
        excerpt: place.source.line(line).to_owned(),
    };
    let file = &place.source.name;
    linter.finding(row, file, location, message, help.to_owned())
}
