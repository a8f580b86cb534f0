//! What a person has allowed, for how long and why.

use super::Linter;
use crate::diagnostic::{Diagnostic, Location};
use globset::GlobMatcher;
use std::collections::BTreeSet;

/// One allowance: from a deck's `allow:` or from `[[lint.allow]]`.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The files it is for.
    pub covers: Covers,
    /// The rule it lifts.
    pub rule: String,
    /// Only on this slide.
    pub slide: Option<u32>,
    /// Only where the finding's text, match or line contains this, without regard to case.
    pub text: Option<String>,
    /// Why it is allowed; never empty.
    pub reason: String,
    /// The last day it holds.
    pub until: jiff::civil::Date,
    /// The file that declares it.
    pub declared_in: String,
    /// The line of the declaration, from 1.
    pub line: u32,
    /// That line, for the excerpt.
    pub excerpt: String,
}

/// The files a waiver is for.
#[derive(Debug, Clone)]
pub enum Covers {
    /// The deck that a catalogue page is about.
    File(String),
    /// What a glob in `site.toml` matches.
    Glob(GlobMatcher),
}

impl Covers {
    fn holds(&self, file: &str) -> bool {
        match self {
            Self::File(own) => own == file,
            Self::Glob(glob) => glob.is_match(file),
        }
    }
}

impl Waiver {
    fn ended(&self, linter: &Linter) -> bool {
        self.until < linter.settings().today
    }

    fn matches(&self, finding: &Diagnostic) -> bool {
        if finding.rule != self.rule || !self.covers.holds(&finding.file) {
            return false;
        }
        let (slide, texts) = match &finding.location {
            Location::Deck(at) => (at.slide, [at.text.as_deref(), at.matched.as_deref()]),
            Location::Text { excerpt, .. } => (None, [Some(excerpt.as_str()), None]),
            Location::File => (None, [None, None]),
        };
        let slide_fits = self.slide.is_none_or(|only| slide == Some(only));
        let text_fits = self.text.as_ref().is_none_or(|wanted| {
            let wanted = wanted.to_lowercase();
            texts
                .into_iter()
                .flatten()
                .any(|text| text.to_lowercase().contains(&wanted))
        });
        slide_fits && text_fits
    }
}

/// The files of a run, by name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Judged<'a> {
    /// Decks.
    pub decks: BTreeSet<&'a str>,
    /// Pages.
    pub pages: BTreeSet<&'a str>,
}

impl Judged<'_> {
    /// Whether a waiver could cover something in this run: a rule for pages finds nothing in decks.
    fn concerns(&self, waiver: &Waiver, linter: &Linter) -> bool {
        let covers = |files: &BTreeSet<&str>| files.iter().any(|file| waiver.covers.holds(file));
        let (decks, pages) = linter.judges(&waiver.rule);
        decks && covers(&self.decks) || pages && covers(&self.pages)
    }

    /// Whether it could cover something that this run did not look at: a glob for decks and pages.
    fn may_miss(&self, waiver: &Waiver, linter: &Linter) -> bool {
        let both = linter.judges(&waiver.rule) == (true, true);
        let glob = matches!(waiver.covers, Covers::Glob(_));
        both && glob && (self.decks.is_empty() || self.pages.is_empty())
    }
}

/// Marks what the waivers cover, and reports those that cover nothing or have ended.
///
/// `judged` names every file of this run. A waiver for other files says nothing here, nor does one
/// for a rule that `--rule` or `--ignore` left out.
pub fn apply(
    waivers: &[Waiver],
    judged: &Judged<'_>,
    found: &mut Vec<Diagnostic>,
    linter: &Linter,
) {
    let mut about_waivers = Vec::new();
    for waiver in waivers {
        if !judged.concerns(waiver, linter) {
            continue;
        }
        let ended = waiver.ended(linter);
        let mut covered = 0_usize;
        for finding in found.iter_mut().filter(|finding| waiver.matches(finding)) {
            covered += 1;
            finding.waived |= !ended;
        }
        let unused = covered == 0 && !judged.may_miss(waiver, linter);
        if ended || (unused && linter.takes_part(&waiver.rule)) {
            about_waivers.extend(report(waiver, ended, covered, linter));
        }
    }
    found.append(&mut about_waivers);
}

fn report(waiver: &Waiver, ended: bool, covered: usize, linter: &Linter) -> Option<Diagnostic> {
    let Waiver { rule, until, .. } = waiver;
    let (about, message, help) = if ended {
        let still = match covered {
            0 => "nothing needs it any more".to_owned(),
            1 => "one finding counts again".to_owned(),
            n => format!("{n} findings count again"),
        };
        (
            "expired-waiver",
            format!("this waiver of '{rule}' ended on {until}, and {still}"),
            if covered == 0 {
                "Remove it.".to_owned()
            } else {
                "Mend what it allowed, or have it allowed again with a new reason and a later 'until'."
                    .to_owned()
            },
        )
    } else {
        (
            "unused-waiver",
            format!("this waiver of '{rule}' covers no finding"),
            "Remove it, or correct its rule, slide or text.".to_owned(),
        )
    };
    let location = Location::Text {
        line: waiver.line,
        column: 1,
        width: 0,
        excerpt: waiver.excerpt.clone(),
    };
    linter.finding(about, &waiver.declared_in, location, message, help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{DeckLocation, Severity};
    use crate::lint::Settings;
    use jiff::civil::date;

    fn linter(only: &[&str], ignore: &[&str]) -> Linter {
        let mut settings = Settings::on(date(2026, 11, 21));
        settings.only = only.iter().map(ToString::to_string).collect();
        settings.ignore = ignore.iter().map(ToString::to_string).collect();
        Linter::new(&[], settings).unwrap_or_else(|_| panic!("the built-in rules are sound"))
    }

    fn waiver() -> Waiver {
        Waiver {
            covers: Covers::File("a.pptx".into()),
            rule: "outdated-term".into(),
            slide: None,
            text: None,
            reason: "quoted".into(),
            until: date(2026, 11, 21),
            declared_in: "a.md".into(),
            line: 7,
            excerpt: "  - rule: outdated-term".into(),
        }
    }

    fn finding(slide: u32, text: &str) -> Diagnostic {
        Diagnostic {
            rule: "outdated-term".into(),
            severity: Severity::Warning,
            file: "a.pptx".into(),
            location: Location::Deck(Box::new(DeckLocation {
                slide: Some(slide),
                text: Some(text.into()),
                ..DeckLocation::default()
            })),
            message: String::new(),
            help: String::new(),
            evidence: Vec::new(),
            hyperscaler: None,
            reason: None,
            waived: false,
        }
    }

    fn run(waiver: Waiver, linter: &Linter) -> Vec<(String, bool)> {
        let mut found = vec![finding(2, "the MPN badge"), finding(3, "other")];
        let judged = Judged {
            decks: BTreeSet::from(["a.pptx"]),
            pages: BTreeSet::new(),
        };
        apply(&[waiver], &judged, &mut found, linter);
        found.into_iter().map(|d| (d.rule, d.waived)).collect()
    }

    fn waived(found: &[(String, bool)]) -> Vec<bool> {
        found.iter().map(|(_, waived)| *waived).collect()
    }

    #[test]
    fn covers_what_it_names_and_holds_on_its_last_day() {
        let linter = linter(&[], &[]);
        assert_eq!(waived(&run(waiver(), &linter)), [true, true]);
        let narrow = Waiver {
            slide: Some(2),
            ..waiver()
        };
        assert_eq!(waived(&run(narrow, &linter)), [true, false]);
        let text = Waiver {
            text: Some("mpn BADGE".into()),
            ..waiver()
        };
        assert_eq!(waived(&run(text, &linter)), [true, false]);
        let glob = globset::Glob::new("*.pptx").unwrap().compile_matcher();
        let glob = Waiver {
            covers: Covers::Glob(glob),
            ..waiver()
        };
        assert_eq!(waived(&run(glob, &linter)), [true, true]);
    }

    #[test]
    fn one_that_covers_nothing_is_reported_where_it_stands() {
        let found = run(
            Waiver {
                slide: Some(9),
                ..waiver()
            },
            &linter(&[], &[]),
        );
        assert_eq!(found[2], ("unused-waiver".to_owned(), false));
    }

    #[test]
    fn one_that_has_ended_covers_nothing() {
        let ended = Waiver {
            until: date(2026, 11, 20),
            ..waiver()
        };
        let found = run(ended, &linter(&[], &[]));
        assert_eq!(waived(&found), [false, false, false]);
        assert_eq!(found[2].0, "expired-waiver");
    }

    #[test]
    fn one_for_other_files_or_rules_that_did_not_run_is_left_alone() {
        let elsewhere = Waiver {
            covers: Covers::File("b.pptx".into()),
            ..waiver()
        };
        assert_eq!(run(elsewhere, &linter(&[], &[])).len(), 2);
        let unused = Waiver {
            slide: Some(9),
            ..waiver()
        };
        assert_eq!(
            run(unused.clone(), &linter(&[], &["outdated-term"])).len(),
            2
        );
        assert_eq!(
            run(
                unused.clone(),
                &linter(&["orphan-part", "unused-waiver"], &[])
            )
            .len(),
            2
        );
        assert_eq!(run(unused, &linter(&[], &["unused-waiver"])).len(), 2);
    }
}
