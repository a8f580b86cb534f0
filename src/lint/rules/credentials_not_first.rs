//! Slide one, held against the statement that everybody says.

use super::declare_rule;
use crate::deck::Part;
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::Kind;
use crate::lint::lexicon::{Annotated, Entity, Lexicon};
use crate::lint::phrases::{Cue, Cues};
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use crate::playbook::CredentialsFields;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

declare_rule! {
    /// ## What it looks for
    ///
    /// A deck for a room with a hyperscaler in it whose first slide is not the playbook's current
    /// credentials statement for that hyperscaler. Each point of `content/credentials/<id>.md` has
    /// to be there: in its own words or in others, in one box or in six, in any order. The word for
    /// the commitment has to be there as it stands in the statement. The hero claim may be left out.
    ///
    /// Hidden slides are passed over: the first slide that is shown counts. What only a picture
    /// shows, or the notes say, is not there. A deck outside of a playbook has nothing to be held
    /// against; a hyperscaler without a statement is said once.
    ///
    /// ## Why it matters
    ///
    /// A hyperscaler's seller ticks off a list: which kind of partner, is it in the marketplace,
    /// does it count toward the commitment. Until that is done nothing else is heard.
    ///
    /// ## Example
    ///
    /// A cover with a title, a date and a photograph, and the statement on slide three.
    ///
    /// ## Use instead
    ///
    /// Slide one of the deck template, with the statement's points. `rightdeck serve` shows them
    /// under Credentials.
    CREDENTIALS_NOT_FIRST = "credentials-not-first", "slide one is not the current statement for this hyperscaler", Claims, since "0.1.0",
    "credentials-not-first" "" [off off error error],
}

/// Where the file of words says nothing.
const THRESHOLD: f64 = 0.5;

/// Holds slide one against the statement.
pub(in crate::lint) struct CredentialsNotFirst {
    words: Cues,
    empty: Cue,
    commit: Cue,
    threshold: f64,
}

/// A thing that is said, however it is worded.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Thing {
    /// A name of a pack.
    Named(Entity),
    /// One of a list of words.
    Meant(Cue),
    /// A word, without its endings.
    Word(String),
}

impl CredentialsNotFirst {
    pub(in crate::lint) fn new(words: Cues) -> Self {
        Self {
            empty: words.cue("empty"),
            commit: words.cue("commit"),
            threshold: words.weight("threshold").unwrap_or(THRESHOLD),
            words,
        }
    }

    /// What a text says.
    fn things(&self, lexicon: &Lexicon, text: &Annotated<'_>) -> Vec<Thing> {
        let stemmer = Stemmer::create(Algorithm::English);
        let plain = text.plain.as_str();
        let hits = self.words.find(plain, &text.tokens);
        let mut taken = vec![false; text.tokens.len()];
        let mut things = Vec::new();
        for mention in &text.mentions {
            if matches!(mention.entity, Entity::Name { .. } | Entity::Own)
                && !taken[mention.tokens.clone()].iter().any(|taken| *taken)
            {
                // 'The account' is a word before it is anybody's.
                let word = lexicon.name(mention.entity).is_some_and(|_| {
                    !mention.sure
                        && plain[mention.span.clone()] == plain[mention.span.clone()].to_lowercase()
                });
                if !word {
                    taken[mention.tokens.clone()].fill(true);
                    things.push(Thing::Named(mention.entity));
                }
            }
        }
        let mut by_length: Vec<_> = hits.iter().collect();
        by_length.sort_by_key(|h| (usize::MAX - h.tokens.len(), h.tokens.start));
        for hit in by_length {
            if !taken[hit.tokens.clone()].iter().any(|taken| *taken) {
                taken[hit.tokens.clone()].fill(true);
                if hit.cue != self.empty {
                    things.push(Thing::Meant(hit.cue));
                }
            }
        }
        for (token, _) in text.tokens.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            let word = plain[token.span.clone()].to_lowercase();
            things.push(Thing::Word(stemmer.stem(&word).into_owned()));
        }
        things
    }

    /// The words for a commitment in a point, as they stand there.
    fn commit_terms(&self, lexicon: &Lexicon, text: &Annotated<'_>) -> Vec<String> {
        let plain = text.plain.as_str();
        let named = text.mentions.iter().filter(|m| {
            lexicon
                .name(m.entity)
                .is_some_and(|n| n.kind == Kind::Commit)
        });
        let mut terms: Vec<String> = named.map(|m| plain[m.span.clone()].to_owned()).collect();
        if terms.is_empty() {
            let hits = self.words.find(plain, &text.tokens);
            // 'Co-sell and commit' is what the point is called, not what it says.
            terms = hits
                .iter()
                .filter(|h| h.cue == self.commit)
                .map(|h| plain[h.span.clone()].to_owned())
                .collect();
        }
        terms.sort();
        terms.dedup();
        terms
    }

    /// The points that the slide does not make: what each is called, and what of it is missing.
    fn missing(
        &self,
        lexicon: &Lexicon,
        statement: &CredentialsFields,
        slide: &Slide<'_>,
    ) -> Vec<String> {
        let points = statement.points();
        let texts: Vec<crate::deck::Text> = points.iter().map(|(_, _, text)| plain(text)).collect();
        let said: Vec<(&str, &str, FxHashSet<Thing>, Vec<String>)> = points
            .iter()
            .zip(&texts)
            .map(|((key, label, _), text)| {
                let text = lexicon.annotate(text);
                let terms = match *key {
                    "cosell_commit" => self.commit_terms(lexicon, &text),
                    _ => Vec::new(),
                };
                let things = self.things(lexicon, &text).into_iter().collect();
                (*key, *label, things, terms)
            })
            .collect();
        let mut shared: FxHashMap<&Thing, u32> = FxHashMap::default();
        for (_, _, things, _) in &said {
            for thing in things {
                *shared.entry(thing).or_default() += 1;
            }
        }
        let weight = |thing: &Thing| 1.0 / f64::from(shared.get(thing).copied().unwrap_or(1));
        let mut missing = Vec::new();
        for (key, label, things, terms) in &said {
            if *key == "hero_claim" {
                continue;
            }
            let all: f64 = things.iter().map(weight).sum();
            let there: f64 = things
                .iter()
                .filter(|thing| slide.things.contains(thing))
                .map(weight)
                .sum();
            let lacks: Vec<String> = terms
                .iter()
                .filter(|term| !slide.says(term))
                .map(|term| format!("'{term}'"))
                .collect();
            if all > 0.0 && there / all < self.threshold {
                missing.push((*label).to_owned());
            } else if !lacks.is_empty() {
                missing.push(format!("{label} (without {})", lacks.join(" and ")));
            }
        }
        missing
    }
}

/// What the first slide says.
struct Slide<'a> {
    things: FxHashSet<Thing>,
    texts: Vec<&'a Annotated<'a>>,
}

impl Slide<'_> {
    /// The term stands there as it is, in whole words.
    fn says(&self, term: &str) -> bool {
        self.texts.iter().any(|text| {
            let plain = text.plain.as_str();
            plain.match_indices(term).any(|(at, _)| {
                let before = plain[..at].chars().next_back();
                let after = plain[at + term.len()..].chars().next();
                let wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !wordy(before) && !wordy(after)
            })
        })
    }
}

impl Rule for CredentialsNotFirst {
    fn info(&self) -> &RuleInfo {
        &CREDENTIALS_NOT_FIRST
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let first = subject
            .units
            .iter()
            .find(|u| matches!(u.of, UnitOf::Slide(slide) if !slide.hidden));
        for statement in subject.known.statements {
            if !subject.hyperscalers().contains(&statement.hyperscaler) {
                continue;
            }
            let name = subject
                .lexicon
                .pack_of(&statement.hyperscaler)
                .map_or(statement.hyperscaler.as_str(), |pack| {
                    subject.lexicon.packs[pack].name.as_str()
                });
            let page = format!("content/credentials/{}.md", statement.hyperscaler);
            let Some(unit) = first else {
                out.push(
                    Finding::on_file(format!(
                        "No slide of this deck is shown, so none carries the statement for {name}."
                    ))
                    .help(format!("Begin with the statement of {page}."))
                    .hyperscaler(statement.hyperscaler.clone()),
                );
                continue;
            };
            let slide = self.slide(subject.lexicon, unit);
            if slide.texts.is_empty() {
                out.push(
                    Finding::on_unit(
                        unit,
                        format!("The first slide has no words, so nobody can tell whether it is the statement for {name}."),
                    )
                    .help(format!("Write the points of {page} on it as text; what a picture shows can't be checked or read aloud."))
                    .hyperscaler(statement.hyperscaler.clone()),
                );
                continue;
            }
            let missing = self.missing(subject.lexicon, statement, &slide);
            if missing.is_empty() {
                continue;
            }
            out.push(
                Finding::on_unit(
                    unit,
                    format!(
                        "The first slide is not the statement for {name}; missing: {}.",
                        missing.join(", ")
                    ),
                )
                .help(format!(
                    "Make the statement of {page} the first slide, each point in its words or in yours."
                ))
                .hyperscaler(statement.hyperscaler.clone()),
            );
        }
    }
}

impl CredentialsNotFirst {
    fn slide<'a>(&self, lexicon: &Lexicon, unit: &'a Unit<'a>) -> Slide<'a> {
        let texts: Vec<&Annotated<'_>> = unit
            .texts
            .iter()
            .filter(|t| {
                matches!(
                    t.text.part,
                    Part::Title | Part::Body | Part::Table | Part::SmartArt
                )
            })
            .collect();
        let things = texts
            .iter()
            .flat_map(|text| self.things(lexicon, text))
            .collect();
        Slide { things, texts }
    }
}

/// A point as a text of a deck.
fn plain(text: &str) -> crate::deck::Text {
    crate::deck::Text {
        part: Part::Body,
        shape: None,
        place: crate::deck::Place::Whole,
        text: text.replace(['*', '`'], ""),
        all_caps: false,
        origin: None,
    }
}
