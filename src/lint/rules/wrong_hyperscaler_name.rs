//! Another hyperscaler's names in a deck for this one.

use super::declare_rule;
use crate::deck::Part;
use crate::diagnostic::Severity;
use crate::lint::finding::Finding;
use crate::lint::lexicon::pack::Kind;
use crate::lint::lexicon::{Annotated, Entity, Mention};
use crate::lint::subject::{Unit, UnitOf};
use crate::lint::{Findings, Rule, RuleInfo, Subject};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it looks for
    ///
    /// A name of another hyperscaler than the one the deck is for: the cloud itself, a service, a
    /// program, a commitment, a marketplace, an event, a region, or a link to its domain. Every
    /// place is read: slides, hidden slides, notes, comments, tables, charts and their workbooks,
    /// SmartArt, alternative text, layouts and masters, properties, embedded files.
    ///
    /// A word that is also an ordinary one ('Connect', 'Glue') counts only on a slide that names
    /// the same hyperscaler unmistakably; the company alone is enough in the title or in the same
    /// paragraph. What several clouds call their own (VPC, IAM) and what
    /// runs beside any cloud (SQL Server, Android) does not count. The company alone ('Microsoft',
    /// 'Google') counts as a warning in a title and as a note elsewhere.
    ///
    /// ## Why it matters
    ///
    /// A hyperscaler's field team that is shown the deck of its competitor stops listening, and
    /// remembers who showed it.
    ///
    /// ## Example
    ///
    /// ```deck fails
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Reference architecture
    ///     body: Everything lands in Azure Synapse for reporting
    /// ```
    ///
    /// ## Use instead
    ///
    /// The deck made for this hyperscaler, or its own word for the thing.
    ///
    /// ```deck passes
    /// hyperscaler: aws
    /// context: joint
    /// slides:
    ///   - title: Reference architecture
    ///     body: Everything lands in Amazon Redshift for reporting
    /// ```
    WRONG_HYPERSCALER_NAME = "wrong-hyperscaler-name", "a name of another hyperscaler than the one in the room", Hyperscaler, since "0.1.0",
    "wrong-hyperscaler-name" "a name of another hyperscaler's cloud" [off off error error],
    "wrong-hyperscaler-name/company" "only the company behind another cloud; a note outside titles" [off off warning warning],
}

const COMPANY: usize = 1;

/// Reports each name once per text.
pub(in crate::lint) struct WrongHyperscalerName;

impl Rule for WrongHyperscalerName {
    fn info(&self) -> &RuleInfo {
        &WRONG_HYPERSCALER_NAME
    }

    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>) {
        if subject.room.is_none() {
            return;
        }
        for unit in &subject.units {
            for text in &unit.texts {
                let mut seen = FxHashSet::default();
                let mut words = FxHashSet::default();
                for mention in unit.mentions(text) {
                    let Some(pack) = mention.entity.pack() else {
                        continue;
                    };
                    let matched = &text.plain.as_str()[mention.span.clone()];
                    if subject.expects(pack)
                        || seen.contains(&mention.entity)
                        || words.contains(matched)
                        || is_somebody_elses(subject, unit, text, mention)
                    {
                        continue;
                    }
                    seen.insert(mention.entity);
                    words.insert(matched);
                    if let Some(finding) = report(subject, unit, text, mention, pack) {
                        out.push(finding);
                    }
                }
            }
        }
    }
}

/// The same words are a name that belongs into the room, or one that says nothing by itself.
fn is_somebody_elses(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    mention: &Mention,
) -> bool {
    text.namesakes(mention).any(|m| match m.entity {
        Entity::Shared(_) | Entity::Own => true,
        Entity::Neutral => !mention.sure,
        other => other.pack().is_some_and(|p| subject.expects(p)) && unit.holds(m),
    })
}

fn report(
    subject: &Subject<'_>,
    unit: &Unit<'_>,
    text: &Annotated<'_>,
    mention: &Mention,
    pack: usize,
) -> Option<Finding> {
    let lexicon = subject.lexicon;
    let name = lexicon.name(mention.entity);
    let company = lexicon.is_company(mention.entity);
    if lexicon.is_portable(mention.entity) && !company {
        return None;
    }
    let owner = &lexicon.packs[pack];
    let matched = &text.plain.as_str()[mention.span.clone()];
    let hosts = subject.hosts();
    let what = match mention.entity {
        Entity::Name { .. } => match name {
            Some(n) if n.kind == Kind::Brand => "names".to_owned(),
            Some(n) if n.name == matched => format!("is a {} of", n.kind.as_str()),
            Some(n) => format!("({}) is a {} of", n.name, n.kind.as_str()),
            None => "belongs to".to_owned(),
        },
        Entity::Outdated { .. } => "is an old name of".to_owned(),
        Entity::Region(_) => "is a region of".to_owned(),
        Entity::Legal(_) => "is a legal notice of".to_owned(),
        Entity::Address(_) | Entity::CompanyAddress(_) => "leads to".to_owned(),
        _ => "belongs to".to_owned(),
    };
    let mut message = format!(
        "'{matched}' {what} {}, and this deck is for {hosts}.",
        owner.name
    );
    message.push_str(&whereabouts(unit));
    let finding = Finding::on_text(unit, text, Some(&mention.span), message)
        .hyperscaler(owner.id.clone())
        .help(help(subject, mention, pack, matched));
    Some(if company {
        let loud = text.text.part == Part::Title;
        let finding = finding.row(COMPANY);
        if loud {
            finding
        } else {
            finding.at_most(Severity::Note)
        }
    } else {
        finding
    })
}

/// What a reader of the finding could not guess from the slide number.
fn whereabouts(unit: &Unit<'_>) -> String {
    match unit.of {
        UnitOf::Sheet(sheet) if sheet.used_by.len() > 1 => {
            format!(
                " It stands on '{}' and shows on {} slides.",
                sheet.name,
                sheet.used_by.len()
            )
        }
        UnitOf::Sheet(sheet) => format!(" It stands on '{}'.", sheet.name),
        UnitOf::Slide(slide) if slide.hidden => {
            " The slide is hidden, and it travels with the file.".to_owned()
        }
        UnitOf::Orphan(orphan) => format!(" It stands in {}, which no slide shows.", orphan.source),
        UnitOf::Slide(_) | UnitOf::File => String::new(),
    }
}

/// Rows of a vocabulary in which one hyperscaler's word takes the place of another's. The company
/// and its cloud are no word for a thing: 'Google says Google' helps nobody.
fn can_be_exchanged(row: &str) -> bool {
    !matches!(row, "company" | "cloud-name")
}

/// The host's own word for the same thing, where the vocabularies have one.
fn help(subject: &Subject<'_>, mention: &Mention, pack: usize, matched: &str) -> String {
    let lexicon = subject.lexicon;
    if let Entity::Name { .. } | Entity::Outdated { .. } = mention.entity {
        let name = lexicon.name_of(mention.entity);
        let row = lexicon.packs[pack].vocabulary.iter().find(|(row, word)| {
            can_be_exchanged(row)
                && (word.term.as_deref() == Some(name)
                    || word.short.as_deref() == Some(name)
                    || word.also.iter().any(|a| a == name))
        });
        if let Some((key, _)) = row
            && let [host] = subject.hyperscalers()
            && let Some(theirs) = lexicon.pack_of(host).map(|p| &lexicon.packs[p])
            && let Some(word) = theirs.vocabulary.get(key).and_then(|w| w.term.as_deref())
            && word != name
            && !word.eq_ignore_ascii_case(matched)
        {
            return format!("{} says '{word}'.", theirs.name);
        }
    }
    match subject.hyperscalers() {
        [] => "Take it out, or say in the catalogue which hyperscaler the deck is for.".to_owned(),
        _ => format!(
            "Take it out, or show the deck made for {}.",
            subject.hosts()
        ),
    }
}
