//! One hyperscaler's word for a spending commitment, said to another.

use super::declare_rule;
use crate::lint::finding::Finding;
use crate::lint::lexicon::Annotated;
use crate::lint::lexicon::pack::Kind;
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;

declare_rule! {
    /// ## What it looks for
    ///
    /// The name or short form of another hyperscaler's spending commitment: MACC in a deck for
    /// AWS, EDP in one for Microsoft. A short form that has other meanings counts where the same
    /// hyperscaler is named on the slide, or the sentence speaks of a commitment.
    ///
    /// ## Why it matters
    ///
    /// Every hyperscaler's seller is paid on that word. The wrong one tells them at once that the
    /// deck was written for somebody else, and it stays wrong when a customer forwards it.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: microsoft
    /// context: customer
    /// slides:
    ///   - title: How you pay
    ///     body: Every purchase draws down your EDP commitment
    /// ```
    ///
    /// ## Use instead
    ///
    /// The word of the hyperscaler the deck is for.
    ///
    /// ```deck passes
    /// hyperscaler: microsoft
    /// context: customer
    /// slides:
    ///   - title: How you pay
    ///     body: Every purchase draws down your MACC
    /// ```
    WRONG_COMMIT_TERM = "wrong-commit-term", "another hyperscaler's word for a spending commitment", Hyperscaler, since "0.1.0",
    "wrong-commit-term" "" [warning warning error error],
}

/// What a sentence says when it speaks of a commitment.
const ABOUT_COMMITMENT: [&str; 6] = [
    "commit",
    "drawdown",
    "draw down",
    "draws down",
    "burn",
    "retire",
];

fn speaks_of_commitment(text: &Annotated<'_>) -> bool {
    let lower = text.plain.as_str().to_lowercase();
    ABOUT_COMMITMENT.iter().any(|word| lower.contains(word))
}

/// Reports each wrong commit term once per text.
pub(in crate::lint) struct WrongCommitTerm;

impl Rule for WrongCommitTerm {
    fn info(&self) -> &RuleInfo {
        &WRONG_COMMIT_TERM
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        let hosts = subject.hyperscalers();
        if hosts.is_empty() {
            return;
        }
        for unit in &subject.units {
            for text in &unit.texts {
                let mut seen = FxHashSet::default();
                let about_commitment = OnceCell::new();
                for mention in &text.mentions {
                    let Some(name) = subject.lexicon.name(mention.entity) else {
                        continue;
                    };
                    let Some(pack) = mention.entity.pack() else {
                        continue;
                    };
                    if name.kind != Kind::Commit
                        || subject.expects(pack)
                        || seen.contains(&mention.entity)
                    {
                        continue;
                    }
                    if !unit.holds(mention)
                        && !about_commitment.get_or_init(|| speaks_of_commitment(text))
                    {
                        continue;
                    }
                    seen.insert(mention.entity);
                    let matched = &text.plain.as_str()[mention.span.clone()];
                    let owner = &subject.lexicon.packs[pack];
                    let words: Vec<String> = hosts
                        .iter()
                        .filter_map(|id| {
                            subject
                                .lexicon
                                .pack_of(id)
                                .map(|p| &subject.lexicon.packs[p])
                        })
                        .filter_map(|p| p.vocabulary.get("commit-term").map(|w| (p, w)))
                        .filter_map(|(p, w)| {
                            let term = w.term.as_deref()?;
                            let short = w
                                .short
                                .as_deref()
                                .map(|s| format!(" ({s})"))
                                .unwrap_or_default();
                            Some(format!("{} says '{term}'{short}", p.name))
                        })
                        .collect();
                    out.push(
                        Finding::on_text(
                            unit,
                            text,
                            Some(&mention.span),
                            format!(
                                "'{matched}' is what {} calls a spending commitment, and this deck is for {}.",
                                owner.name,
                                subject.hosts()
                            ),
                        )
                        .hyperscaler(owner.id.clone())
                        .help(match words.as_slice() {
                            [] => "Use this hyperscaler's own word.".to_owned(),
                            words => format!("{}.", words.join("; ")),
                        }),
                    );
                }
            }
        }
    }
}
