//! Every rule, named once; and the linter that applies them.

use super::acronyms;
use super::files::{self, Loaded};
use super::leaning::{Leaning, Lesson};
use super::lexicon::Lexicon;
use super::outdated::OldWords;
use super::phrases::{Cues, PhraseFile, PhraseRule};
use super::rules::{
    AUDIENCE_LEAK, BROKEN_ANCHOR, BROKEN_LINK, BillCuttingClaim, CREDENTIALS_INCOMPLETE,
    CREDENTIALS_TOO_LONG, CompetitiveComparison, ContextUnknown, CredentialsNotFirst,
    DUPLICATE_TITLE, DisparagingClaim, EXPIRED_WAIVER, INVALID_PAGE, MetadataExpired,
    MetadataMismatch, MetadataMissing, ORPHAN_PAGE, OWNER_MISSING, OrphanPart, OutdatedTerm,
    REVIEW_OVERDUE, SoloHeroClaim, UNDEFINED_ACRONYM, UNKNOWN_KEY, UNREADABLE_DECK, UNUSED_WAIVER,
    UnreadablePart, UnsourcedStatistic, WrongCommitTerm, WrongHyperscalerName,
};
use super::subject::UnitOf;
use super::{
    Context, Findings, Hyperscaler, Known, Room, Row, Rule, RuleFile, RuleInfo, Settings, Subject,
};
use crate::deck::{Deck, Unreadable};
use crate::diagnostic::{Diagnostic, Location, Severity};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Rules whose findings come from elsewhere than a deck's content.
static REPORTED_ELSEWHERE: [&RuleInfo; 15] = [
    &AUDIENCE_LEAK,
    &BROKEN_ANCHOR,
    &BROKEN_LINK,
    &CREDENTIALS_INCOMPLETE,
    &CREDENTIALS_TOO_LONG,
    &DUPLICATE_TITLE,
    &INVALID_PAGE,
    &ORPHAN_PAGE,
    &OWNER_MISSING,
    &REVIEW_OVERDUE,
    &UNDEFINED_ACRONYM,
    &UNKNOWN_KEY,
    &UNREADABLE_DECK,
    &UNUSED_WAIVER,
    &EXPIRED_WAIVER,
];

/// The rules, ready to judge any number of decks from any number of threads.
pub struct Linter {
    settings: Settings,
    lexicon: Lexicon,
    pub(super) rules: Vec<Box<dyn Rule>>,
    acronyms: Vec<String>,
    /// Looked up on pages only, so it is made when the first of them is judged.
    known: OnceLock<acronyms::Known>,
    /// Likewise.
    old: OnceLock<OldWords>,
}

impl Linter {
    /// The rules inside the binary, with a project's own files over them: a file with the path of
    /// a built-in one replaces it, any other is added.
    ///
    /// # Errors
    /// Every mistake in every rule file, each with its place.
    pub fn new(project: &[RuleFile], settings: Settings) -> Result<Self, Vec<Diagnostic>> {
        let Loaded {
            mut lexicon,
            phrases,
            acronyms,
        } = files::load(project)?;
        let own: Vec<String> = settings
            .company
            .iter()
            .chain(&settings.products)
            .cloned()
            .collect();
        lexicon.compile(&own);
        let mut mistakes = Vec::new();
        if lexicon.packs.is_empty() || phrases.is_empty() {
            mistakes.push(*files::mistake(
                "rules",
                None,
                "no rule data is loaded, so nothing could be judged",
                "Restore rules/hyperscalers/ and rules/phrases/.",
            ));
        }
        let mut cues: Vec<(String, Cues)> = Vec::new();
        let mut rules: Vec<Box<dyn Rule>> = Vec::new();
        for (id, file) in phrases {
            let rule = match file {
                PhraseFile::Existence(file) => PhraseRule::existence(&id, &file),
                PhraseFile::Substitution(file) => PhraseRule::substitution(&id, &file),
                PhraseFile::Cues(file) => {
                    cues.push((id, Cues::new(file)));
                    continue;
                }
            };
            match rule {
                Ok(rule) => rules.push(Box::new(rule)),
                Err(why) => mistakes.push(*files::mistake(
                    &format!("rules/phrases/{id}.yaml"),
                    None,
                    &why,
                    "Correct the pattern.",
                )),
            }
        }
        let mut take = |id: &str| {
            let found = cues
                .iter()
                .position(|(name, _)| name == id)
                .map(|at| cues.swap_remove(at).1);
            if found.is_none() {
                mistakes.push(*files::mistake(
                    &format!("rules/phrases/{id}.yaml"),
                    None,
                    "the wording of a rule is missing",
                    "Restore the file, with `kind: cues`.",
                ));
            }
            found.unwrap_or_default()
        };
        let leaning = Arc::new(Leaning::new(&take("leaning")));
        rules.push(Box::new(CompetitiveComparison::new(
            take("competitive-comparison"),
            Arc::clone(&leaning),
        )));
        rules.push(Box::new(DisparagingClaim::new(
            take("disparaging-claim"),
            leaning,
        )));
        rules.push(Box::new(BillCuttingClaim::new(take("bill-cutting-claim"))));
        rules.push(Box::new(UnsourcedStatistic::new(take(
            "unsourced-statistic",
        ))));
        rules.push(Box::new(CredentialsNotFirst::new(take(
            "credentials-not-first",
        ))));
        rules.push(Box::new(SoloHeroClaim::new(take("solo-hero-claim"))));
        for (id, _) in &cues {
            mistakes.push(*files::mistake(
                &format!("rules/phrases/{id}.yaml"),
                None,
                "no rule takes its wording from this file",
                "Give it the name of a rule that has cues, or make it a rule with `kind: existence`.",
            ));
        }
        rules.push(Box::new(WrongHyperscalerName));
        rules.push(Box::new(WrongCommitTerm));
        rules.push(Box::new(OutdatedTerm));
        rules.push(Box::new(UnreadablePart));
        rules.push(Box::new(OrphanPart));
        rules.push(Box::new(ContextUnknown));
        rules.push(Box::new(MetadataMissing));
        rules.push(Box::new(MetadataExpired));
        rules.push(Box::new(MetadataMismatch));
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        Ok(Self {
            settings,
            lexicon,
            rules,
            acronyms,
            known: OnceLock::new(),
            old: OnceLock::new(),
        })
    }

    /// The words of all old names.
    pub(super) fn old_words(&self) -> &OldWords {
        self.old.get_or_init(|| OldWords::new(&self.lexicon))
    }

    /// Short forms that need no explanation.
    pub(super) fn known_acronyms(&self) -> &acronyms::Known {
        self.known.get_or_init(|| {
            let own = self.settings.company.iter().chain(&self.settings.products);
            acronyms::Known::new(&self.acronyms, own, &self.lexicon)
        })
    }

    /// Every rule, sorted by group and id, whether it runs or not.
    #[must_use]
    pub fn rules(&self) -> Vec<&RuleInfo> {
        let mut all: Vec<&RuleInfo> = self
            .rules
            .iter()
            .map(|r| r.info())
            .chain(REPORTED_ELSEWHERE)
            .collect();
        all.sort_by(|a, b| (a.group, &a.id).cmp(&(b.group, &b.id)));
        all
    }

    /// The settings it was made with.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The names it knows.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The ids of the hyperscaler packs, sorted.
    #[must_use]
    pub fn hyperscalers(&self) -> Vec<&str> {
        self.lexicon.packs.iter().map(|p| p.id.as_str()).collect()
    }

    /// The names of the hyperscalers, by the ids of their packs.
    #[must_use]
    pub fn hyperscaler_names(&self) -> BTreeMap<String, String> {
        let packs = self.lexicon.packs.iter();
        packs
            .map(|pack| (pack.id.clone(), pack.name.clone()))
            .collect()
    }

    /// The hyperscalers with their own words, by the ids of their packs.
    #[must_use]
    pub fn hyperscaler_profiles(&self) -> BTreeMap<String, Hyperscaler> {
        let packs = self.lexicon.packs.iter();
        packs
            .map(|pack| (pack.id.clone(), Hyperscaler::of(pack)))
            .collect()
    }

    /// The number of each slide that names a product or a cloud, with what there is to learn from it.
    #[doc(hidden)]
    #[must_use]
    pub fn lessons(&self, deck: &Deck, room: &Room) -> Vec<(u32, Lesson)> {
        let subject = Subject::new(deck, Some(room), &self.lexicon, self.settings.today);
        let units = subject.units.iter().enumerate();
        let slides = units.filter_map(|(at, unit)| match unit.of {
            UnitOf::Slide(slide) => {
                let mut lesson = Leaning::lesson(&subject, unit)?;
                for rule in &self.rules {
                    lesson.words.extend(rule.signs(&subject, at));
                }
                Some((slide.number, lesson))
            }
            _ => None,
        });
        slides.collect()
    }

    /// Judges a deck of which no playbook knows anything.
    #[must_use]
    pub fn judge(&self, file: &str, deck: &Deck, room: Option<&Room>) -> Vec<Diagnostic> {
        self.judge_known(file, deck, room, Known::default())
    }

    /// Judges a deck for a room. `room` None means that nobody knows for whom the deck is: then
    /// `context-unknown` is reported and the rules that need no room run, at their strictest.
    #[must_use]
    pub fn judge_known(
        &self,
        file: &str,
        deck: &Deck,
        room: Option<&Room>,
        known: Known<'_>,
    ) -> Vec<Diagnostic> {
        let mut subject = Subject::new(deck, room, &self.lexicon, self.settings.today);
        subject.known = known;
        let mut found = Vec::new();
        for rule in &self.rules {
            let info = rule.info();
            if !self.takes_part(&info.id) {
                continue;
            }
            let mut findings =
                Findings::new(file, info, |row| self.severity(row, room), &mut found);
            if findings.wanted() {
                rule.check(&subject, &mut findings);
            }
        }
        found.sort_by(Diagnostic::order);
        found
    }

    /// The finding for a deck that could not be read at all. It is reported whatever `--rule`
    /// says; only naming it under `--ignore`, or switching it off, silences it.
    #[must_use]
    pub fn unreadable(&self, file: &str, why: &Unreadable) -> Option<Diagnostic> {
        if self
            .settings
            .ignore
            .iter()
            .any(|i| *i == UNREADABLE_DECK.id)
        {
            return None;
        }
        Some(Diagnostic {
            rule: UNREADABLE_DECK.id.to_string(),
            severity: self.severity(&UNREADABLE_DECK.rows[0], None)?,
            file: file.into(),
            location: Location::File,
            message: format!(
                "This deck can't be read: {}.",
                why.detail.trim_end_matches('.')
            ),
            help: why.help.clone(),
            evidence: Vec::new(),
            hyperscaler: None,
            reason: Some(why.reason.as_str()),
            waived: false,
        })
    }

    /// How much a row matters in a room: the strictest of its contexts, after `site.toml`. An
    /// unknown room is the strictest.
    #[must_use]
    pub fn severity(&self, row: &Row, room: Option<&Room>) -> Option<Severity> {
        let contexts = room.map_or(&[Context::Joint][..], |r| &r.contexts);
        contexts
            .iter()
            .filter_map(|&context| {
                let mut severity = row.default_severity(context);
                for change in &self.settings.severities {
                    if change.row == row.key && change.context.is_none_or(|c| c == context) {
                        severity = change.severity;
                    }
                }
                severity
            })
            .max()
    }
}
