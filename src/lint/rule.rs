//! The shape of a rule.

use super::finding::Findings;
use super::subject::Subject;
use crate::diagnostic::Severity;
use crate::lint::Context;
use std::borrow::Cow;

/// One judgement. It looks and reports; it reads nothing and changes nothing.
pub trait Rule: Send + Sync {
    /// What it is called, what it wants and how much it matters.
    fn info(&self) -> &RuleInfo;
    /// Reports what it finds.
    fn check(&self, subject: &Subject<'_>, out: &mut Findings<'_>);
    /// What it sees in the part of the deck with this number that is weighed with the words there, as keys of
    /// `rules/phrases/leaning.yaml`. Most rules weigh nothing.
    #[doc(hidden)]
    fn signs(&self, _subject: &Subject<'_>, _unit: usize) -> Vec<String> {
        Vec::new()
    }
}

/// What reports, `rightdeck rules`, `rightdeck explain` and the manual say of a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleInfo {
    /// The flaw, in kebab-case: 'allow wrong-hyperscaler-name' reads well.
    pub id: Cow<'static, str>,
    /// One line.
    pub summary: Cow<'static, str>,
    /// The family it is listed in.
    pub group: Group,
    /// The rows of its severity table. The first is the rule's own, further ones are the cases it
    /// weighs differently.
    pub rows: Cow<'static, [Row]>,
    /// The version it appeared in.
    pub since: Cow<'static, str>,
    /// The page: Markdown, with the headings 'What it looks for', 'Why it matters', 'Example' and
    /// 'Use instead'.
    pub doc: Cow<'static, str>,
}

/// One row of the severity table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The key in `[lint.severity]`: the rule's id, or 'id/case'.
    pub key: Cow<'static, str>,
    /// What the row is about, where a rule has several.
    pub about: Cow<'static, str>,
    /// How much it matters in each context, in the order of [`Context::ALL`]; None is off.
    pub severity: [Option<Severity>; 4],
}

/// A family of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Whose cloud the deck speaks of.
    Hyperscaler,
    /// What it claims.
    Claims,
    /// The words it uses.
    Wording,
    /// The file and what the playbook knows of it.
    Deck,
    /// The pages of the playbook.
    Page,
}

impl Group {
    /// The heading it is listed under.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hyperscaler => "hyperscaler",
            Self::Claims => "claims",
            Self::Wording => "wording",
            Self::Deck => "deck",
            Self::Page => "page",
        }
    }
}

impl Row {
    /// The severity by context, before `site.toml`.
    #[must_use]
    pub fn default_severity(&self, context: Context) -> Option<Severity> {
        self.severity[context as usize]
    }
}
