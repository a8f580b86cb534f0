//! The rules whose judgement is code, one file each. Their words are data under `rules/phrases/`.

mod audience_leak;
mod bill_cutting_claim;
mod broken_anchor;
mod broken_link;
mod competitive_comparison;
mod context_unknown;
mod credentials_not_first;
mod credentials_page;
mod disparaging_claim;
mod duplicate_title;
mod invalid_page;
mod metadata;
mod orphan_page;
mod orphan_part;
mod outdated_term;
mod owner_missing;
mod review_overdue;
mod solo_hero_claim;
mod undefined_acronym;
mod unknown_key;
mod unreadable;
mod unsourced_statistic;
mod waivers;
mod wrong_commit_term;
mod wrong_hyperscaler_name;

pub(super) use audience_leak::AUDIENCE_LEAK;
pub(super) use bill_cutting_claim::BillCuttingClaim;
pub(super) use broken_anchor::BROKEN_ANCHOR;
pub(super) use broken_link::BROKEN_LINK;
pub(super) use competitive_comparison::CompetitiveComparison;
pub(super) use context_unknown::ContextUnknown;
pub(super) use credentials_not_first::CredentialsNotFirst;
pub(super) use credentials_page::{CREDENTIALS_INCOMPLETE, CREDENTIALS_TOO_LONG};
pub(super) use disparaging_claim::DisparagingClaim;
pub(super) use duplicate_title::DUPLICATE_TITLE;
pub(super) use invalid_page::INVALID_PAGE;
pub(super) use metadata::{MetadataExpired, MetadataMismatch, MetadataMissing};
pub(super) use orphan_page::ORPHAN_PAGE;
pub(super) use orphan_part::OrphanPart;
pub(super) use outdated_term::{OutdatedTerm, old_names};
pub(super) use owner_missing::OWNER_MISSING;
pub(super) use review_overdue::REVIEW_OVERDUE;
pub(super) use solo_hero_claim::SoloHeroClaim;
pub(super) use undefined_acronym::UNDEFINED_ACRONYM;
pub(super) use unknown_key::UNKNOWN_KEY;
pub(super) use unreadable::{UNREADABLE_DECK, UnreadablePart};
pub(super) use unsourced_statistic::UnsourcedStatistic;
pub(super) use waivers::{EXPIRED_WAIVER, UNUSED_WAIVER};
pub(super) use wrong_commit_term::WrongCommitTerm;
pub(super) use wrong_hyperscaler_name::WrongHyperscalerName;

/// Declares a rule's card. The doc comment is its page: `rightdeck explain` prints it, the manual
/// shows it, and the suite runs its examples.
macro_rules! declare_rule {
    (
        $(#[doc = $doc:expr])*
        $name:ident = $id:literal, $summary:literal, $group:ident, since $since:literal,
        $($key:literal $about:literal [$internal:ident $customer:ident $hyperscaler:ident $joint:ident],)+
    ) => {
        $(#[doc = $doc])*
        pub(in crate::lint) static $name: $crate::lint::RuleInfo = $crate::lint::RuleInfo {
            id: std::borrow::Cow::Borrowed($id),
            summary: std::borrow::Cow::Borrowed($summary),
            group: $crate::lint::Group::$group,
            since: std::borrow::Cow::Borrowed($since),
            rows: std::borrow::Cow::Borrowed(&[$($crate::lint::Row {
                key: std::borrow::Cow::Borrowed($key),
                about: std::borrow::Cow::Borrowed($about),
                severity: [
                    declare_rule!(@ $internal), declare_rule!(@ $customer),
                    declare_rule!(@ $hyperscaler), declare_rule!(@ $joint),
                ],
            }),+]),
            doc: std::borrow::Cow::Borrowed(concat!($($doc, "\n"),*)),
        };
    };
    (@ off) => { None };
    (@ note) => { Some($crate::diagnostic::Severity::Note) };
    (@ warning) => { Some($crate::diagnostic::Severity::Warning) };
    (@ error) => { Some($crate::diagnostic::Severity::Error) };
}
pub(in crate::lint) use declare_rule;
