//! The credentials statements, judged: whole, short enough to be said, and in the right words.
//!
//! What a deck's rules say of a text they say of a statement, too: each point is read as a line of
//! a slide for the room that the statement is for.

use super::{Context, Findings, Known, Linter, Room, Subject};
use crate::deck::{Deck, Part, Place, Shape, Slide, Text};
use crate::diagnostic::{DeckLocation, Diagnostic, Location};
use crate::playbook::{CredentialsFields, FrontMatter};
use crate::source::{Problem, Source};

/// How long a statement may take.
const SECONDS: usize = 90;
/// The rules of decks that judge statements as well.
const SAID_ALOUD: [&str; 2] = ["wrong-commit-term", "solo-hero-claim"];

impl Linter {
    /// Judges a statement that could be read. `page` is its file.
    #[must_use]
    pub fn judge_statement(&self, page: &Source, fields: &CredentialsFields) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let place = |key: &str| line_of(page, key);
        for (key, label, text) in fields.points() {
            if text.trim().is_empty() {
                found.extend(self.finding(
                    "credentials-incomplete",
                    &page.name,
                    at(page, place(key), 1),
                    format!("The point '{label}' says nothing."),
                    format!("Write what is said of it under '{key}'."),
                ));
            }
        }
        let Some(pack) = self.lexicon().pack_of(&fields.hyperscaler) else {
            found.extend(self.finding(
                "credentials-incomplete",
                &page.name,
                at(page, place("hyperscaler"), 1),
                format!(
                    "No hyperscaler is called '{}', so nobody knows whose statement this is.",
                    fields.hyperscaler
                ),
                format!("Known are {}.", self.hyperscalers().join(", ")),
            ));
            return found;
        };
        found.extend(self.commitment(page, fields, pack));
        found.extend(self.length(page, fields));
        found.extend(self.said_aloud(page, fields));
        found.sort_by(Diagnostic::order);
        found
    }

    /// What is said of a statement that could not be read: each mistake at its place.
    #[must_use]
    pub fn unread_statement(&self, problems: &[Problem]) -> Vec<Diagnostic> {
        let said = |problem: &Problem| {
            let location = Location::Text {
                line: problem.line,
                column: problem.column,
                width: problem.width,
                excerpt: problem.excerpt.clone(),
            };
            let mut message = problem.message.clone();
            if !message.ends_with('.') && !message.ends_with('?') {
                message.push('.');
            }
            let help = "Five points make a statement: category, marketplace, cosell_commit, what_we_do, \
                        how_we_deploy; hero_claim is the sixth and may be left out.";
            self.finding(
                "credentials-incomplete",
                &problem.file,
                location,
                message,
                help.to_owned(),
            )
        };
        problems.iter().filter_map(said).collect()
    }

    /// A hyperscaler for which decks are judged, and of which the playbook has no statement.
    #[must_use]
    pub fn no_statement(&self, hyperscaler: &str) -> Option<Diagnostic> {
        let lexicon = self.lexicon();
        let name = lexicon
            .pack_of(hyperscaler)
            .map_or(hyperscaler, |pack| lexicon.packs[pack].name.as_str());
        let mut finding = self.finding(
            "credentials-not-first",
            &format!("content/credentials/{hyperscaler}.md"),
            Location::File,
            format!(
                "The playbook has no credentials statement for {name}, so the first slides of the decks \
                 for it are held against nothing."
            ),
            format!("Write it: content/credentials/{hyperscaler}.md."),
        )?;
        // What is not written yet stops nobody; a deck without it would not be better.
        finding.severity = finding.severity.min(crate::diagnostic::Severity::Warning);
        finding.hyperscaler = Some(hyperscaler.to_owned());
        Some(finding)
    }

    /// The point on co-sell names the commitment in the hyperscaler's own word.
    fn commitment(
        &self,
        page: &Source,
        fields: &CredentialsFields,
        pack: usize,
    ) -> Option<Diagnostic> {
        let pack = &self.lexicon().packs[pack];
        let words = pack
            .vocabulary
            .iter()
            .filter(|(key, _)| key.starts_with("commit-"))
            .flat_map(|(_, word)| word.term.iter().chain(&word.short).chain(&word.also));
        let mut words: Vec<&str> = words
            // Among its own people nobody says 'Google Cloud commit'.
            .map(|word| {
                word.strip_prefix(pack.name.as_str())
                    .map_or(word.as_str(), str::trim_start)
            })
            .collect();
        words.sort_unstable();
        words.dedup();
        if words.is_empty() || words.iter().any(|word| says(&fields.cosell_commit, word)) {
            return None;
        }
        self.finding(
            "credentials-incomplete",
            &page.name,
            at(page, line_of(page, "cosell_commit"), 1),
            format!(
                "The point on co-sell does not name the commitment in {}'s own word.",
                pack.name
            ),
            format!("It says {}.", words.join(", ")),
        )
    }

    fn length(&self, page: &Source, fields: &CredentialsFields) -> Option<Diagnostic> {
        let rate = usize::from(self.settings().words_per_minute.max(1));
        let words = fields.words();
        let seconds = (words * 60).div_ceil(rate);
        if seconds <= SECONDS {
            return None;
        }
        let room = rate * SECONDS / 60;
        self.finding(
            "credentials-too-long",
            &page.name,
            at(page, line_of(page, "category"), 1),
            format!(
                "The statement has {words} words and takes {seconds} seconds at {rate} words a minute."
            ),
            format!("Say it in {room} words, which is {SECONDS} seconds."),
        )
    }

    /// Another's word for the commitment; a claim that leaves the partner out.
    fn said_aloud(&self, page: &Source, fields: &CredentialsFields) -> Vec<Diagnostic> {
        let points = fields.points();
        let texts = points
            .iter()
            .enumerate()
            .map(|(number, (_, _, text))| Text {
                part: Part::Body,
                shape: Some(number),
                place: Place::Whole,
                text: (*text).to_owned(),
                all_caps: false,
                origin: None,
            });
        let shapes = points.iter().map(|(key, _, _)| Shape {
            name: (*key).to_owned(),
            ..Shape::default()
        });
        let slide = Slide {
            number: 1,
            shapes: shapes.collect(),
            texts: texts.collect(),
            ..Slide::default()
        };
        let deck = Deck {
            slides: vec![slide],
            ..Deck::default()
        };
        let room = Room {
            hyperscalers: vec![fields.hyperscaler.clone()],
            contexts: vec![Context::Joint],
        };
        let mut subject = Subject::new(&deck, Some(&room), self.lexicon(), self.settings().today);
        subject.known = Known::default();
        let mut found = Vec::new();
        for rule in &self.rules {
            let info = rule.info();
            if SAID_ALOUD.contains(&info.id.as_ref()) && self.takes_part(&info.id) {
                let severity = |row: &super::Row| self.severity(row, Some(&room));
                rule.check(
                    &subject,
                    &mut Findings::new(&page.name, info, severity, &mut found),
                );
            }
        }
        for finding in &mut found {
            if let Location::Deck(said) = &finding.location {
                finding.location = place_of(page, said);
            }
        }
        found
    }
}

/// Where a statement says what was found in one of its points.
fn place_of(page: &Source, said: &DeckLocation) -> Location {
    let key = said.shape.as_deref().unwrap_or_default();
    let from = line_of(page, key);
    let words = said.matched.as_deref().unwrap_or_default();
    // A point may be folded over several lines, the words over two: then their first counts.
    let first = words.split_whitespace().next().unwrap_or_default();
    for wanted in [words, first] {
        for line in from..from.saturating_add(12) {
            let text = page.line(line);
            let next_key = line > from && text.starts_with(|c: char| c.is_alphabetic());
            if next_key || text == "---" {
                break;
            }
            if let Some(byte) = text.find(wanted).filter(|_| !wanted.is_empty()) {
                let column = u32::try_from(text[..byte].chars().count() + 1).unwrap_or(1);
                return at(page, line, column);
            }
        }
    }
    at(page, from, 1)
}

fn at(page: &Source, line: u32, column: u32) -> Location {
    Location::Text {
        line,
        column,
        width: 0,
        excerpt: page.line(line).to_owned(),
    }
}

/// The line of a key, or the first of the page.
fn line_of(page: &Source, key: &str) -> u32 {
    FrontMatter::find(page)
        .ok()
        .flatten()
        .map_or(1, |front| front.line_of(key))
}

/// The word stands in the text, capitals and all, as a whole word or with a plural s.
fn says(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + word.len()..].chars();
        let next = after.next();
        let end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        end(before) && (end(next) || next == Some('s') && end(after.next()))
    })
}
