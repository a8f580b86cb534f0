//! Our product set against somebody else's.

mod clauses;
mod evidence;
mod seen;
mod selling;
mod sentence;
mod structure;
mod wording;

use super::declare_rule;
use crate::lint::finding::Finding;
use crate::lint::leaning::{Against, Leaning};
use crate::lint::lexicon::{Annotated, Entity};
use crate::lint::opponents::{Rival, Standing};
use crate::lint::phrases::Cues;
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use evidence::{DECISIVE, Evidence, Roles};
use seen::Seen;
use std::ops::Range;
use std::sync::Arc;

declare_rule! {
    /// ## What it looks for
    ///
    /// A slide that sets our product against a hyperscaler's own service, or against another
    /// vendor's. It weighs what it sees and names it: a title such as 'X vs Y' or 'why we beat X',
    /// a table or chart with both as columns, rows or series, two facing columns, figures beside
    /// the two names, the vocabulary of competitive selling, a sentence in the notes.
    ///
    /// A slide that only names a service is none: 'runs on Amazon EC2', a migration path, a
    /// support matrix, services mapped to each other for training, two services of one owner, or
    /// our product beside theirs where the slide says that they belong together.
    ///
    /// ## Why it matters
    ///
    /// The hyperscaler's people sell that service and are asked to sell with us. Shown to them,
    /// such a slide ends the joint motion; shown to a customer, it is forwarded to them.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Feature overview
    ///     table:
    ///       - [Capability, Quillfish Reef, Amazon Redshift]
    ///       - [Concurrent queries, "2,000", "50"]
    ///       - [Cold start, 0 s, 20 s]
    /// ```
    ///
    /// ## Use instead
    ///
    /// Say what the two do together, and leave the comparison to the customer.
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Quillfish and Amazon Redshift, better together
    ///     columns:
    ///       - {heading: Quillfish, items: [Capture, Deliver in seconds]}
    ///       - {heading: Amazon Redshift, items: [Model, Query at any scale]}
    /// ```
    COMPETITIVE_COMPARISON = "competitive-comparison", "a slide that sets our product against a hyperscaler's or a vendor's", Claims, since "0.1.0",
    "competitive-comparison" "against a hyperscaler's own product" [off warning error error],
    "competitive-comparison/vendor" "against another vendor's product" [off off warning warning],
}

const VENDOR: usize = 1;

/// From this weight on, what was found is a comparison.
const ENOUGH: i32 = 6;

/// Reports each slide once.
pub(in crate::lint) struct CompetitiveComparison {
    words: Cues,
    roles: Roles,
    leaning: Arc<Leaning>,
}

impl CompetitiveComparison {
    pub(in crate::lint) fn new(words: Cues, leaning: Arc<Leaning>) -> Self {
        let roles = Roles::of(&words);
        Self {
            words,
            roles,
            leaning,
        }
    }
}

impl Rule for CompetitiveComparison {
    fn info(&self) -> &RuleInfo {
        &COMPETITIVE_COMPARISON
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        for unit in &subject.units {
            if matches!(unit.of, UnitOf::File) {
                continue;
            }
            let Some(found) = self.found(subject, unit) else {
                continue;
            };
            let signs = evidence::signs(&found);
            let decisive = found.iter().any(|e| e.weight >= DECISIVE);
            if let Some(finding) = judge(subject, unit, found) {
                if decisive || self.leaning.bears_out(subject, unit, &signs) {
                    out.push(finding);
                }
            } else if let Some(lean) = self.leaning.judge(subject, unit, Against::Contest, &signs) {
                let text = &unit.texts[lean.text];
                let report = Report {
                    unit,
                    text,
                    span: Some(&lean.span),
                    rival: Some(&lean.rival),
                    evidence: lean.evidence,
                };
                out.push(report.finding(subject));
            }
        }
    }

    fn signs(&self, subject: &Subject<'_>, unit: usize) -> Vec<String> {
        let found = self.found(subject, &subject.units[unit]);
        evidence::signs(&found.unwrap_or_default()).into_keys()
    }
}

impl CompetitiveComparison {
    /// What speaks for a comparison, and what against one; None where nothing could be compared.
    fn found(&self, subject: &Subject<'_>, unit: &Unit<'_>) -> Option<Vec<Evidence>> {
        let seen = Seen::new(subject, unit, &self.words, &self.roles)?;
        let sentences = sentence::read(&seen);
        let mut found = Vec::new();
        wording::collect(&seen, &sentences, &mut found);
        selling::collect(&seen, &sentences, &mut found);
        structure::collect(&seen, &mut found);
        Some(found)
    }
}

fn judge<'a>(subject: &Subject<'_>, unit: &'a Unit<'a>, found: Vec<Evidence>) -> Option<Finding> {
    let weight: i32 = found.iter().map(|e| e.weight).sum();
    if weight < ENOUGH {
        return None;
    }
    let for_it: Vec<&Evidence> = found.iter().filter(|e| e.weight > 0).collect();
    // A hyperscaler's product before a vendor's, the host's before another's, then what weighs most.
    let rival = for_it
        .iter()
        .filter_map(|e| e.rival.as_ref().map(|r| (r, e.weight)))
        .max_by_key(|(r, weight)| {
            let hosts = r.entity.pack().is_some_and(|p| subject.expects(p));
            (
                r.standing != Standing::Vendor,
                hosts,
                *weight,
                std::cmp::Reverse(r.span.start),
            )
        })
        .map(|(r, _)| r);
    let strongest = for_it
        .iter()
        .max_by(|a, b| a.weight.cmp(&b.weight).then(std::cmp::Ordering::Greater))?;
    let mut evidence: Vec<String> = Vec::new();
    for e in &for_it {
        let told = format!("{}: {}", e.place, e.what);
        if !evidence.contains(&told) {
            evidence.push(told);
        }
    }
    let report = Report {
        unit,
        text: &unit.texts[strongest.text],
        span: strongest.span.as_ref(),
        rival,
        evidence,
    };
    Some(report.finding(subject))
}

/// What a finding says.
struct Report<'a> {
    unit: &'a Unit<'a>,
    text: &'a Annotated<'a>,
    span: Option<&'a Range<usize>>,
    rival: Option<&'a Rival>,
    evidence: Vec<String>,
}

impl Report<'_> {
    fn finding(self, subject: &Subject<'_>) -> Finding {
        let (vendor, whose, pack) = match self.rival {
            Some(rival) => {
                let name = subject.lexicon.name_of(rival.entity).to_owned();
                match rival.entity.pack() {
                    Some(pack) => {
                        let owner = &subject.lexicon.packs[pack];
                        let whose = if rival.standing == Standing::Brand {
                            owner.name.clone()
                        } else if name.starts_with(&owner.name) {
                            name
                        } else {
                            format!("{}'s {name}", owner.name)
                        };
                        (false, whose, Some(owner.id.clone()))
                    }
                    None => (true, name, None),
                }
            }
            None => (true, "a competitor".to_owned(), None),
        };
        let message = format!("This slide sets our product against {whose}.");
        let finding =
            Finding::on_text(self.unit, self.text, self.span, message).evidence(self.evidence);
        let finding = match pack {
            Some(id) => finding.hyperscaler(id),
            None => finding,
        };
        if vendor {
            finding.row(VENDOR).help(
                "Leave the comparison at home: the vendor is often the hyperscaler's partner too. Say what our product does.",
            )
        } else {
            finding.help(
                "Keep this slide in the internal deck. Here, say what the two do together, or what our product adds to it.",
            )
        }
    }
}

/// A rival whose owner is the same as another's.
fn same_owner(a: Entity, b: Entity) -> bool {
    match (a, b) {
        (Entity::Vendor(x), Entity::Vendor(y)) => x == y,
        _ => a.pack().is_some() && a.pack() == b.pack(),
    }
}
