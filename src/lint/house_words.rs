//! A hyperscaler's own words for what all of them have: what a seller says in its rooms, and what in the
//! others' rooms would be wrong.

use super::lexicon::pack::{Pack, Word};
use std::collections::BTreeMap;

/// A hyperscaler, as readers of a playbook know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hyperscaler {
    /// What it is called: 'AWS'.
    pub name: String,
    /// What else heads a column or a tab that is about it: 'Amazon Web Services'.
    pub also: Vec<String>,
    /// Its words, in the order in which a meeting needs them.
    pub words: Vec<HouseWord>,
    /// All its words, by the thing: a pack's vocabulary, without what it has no word for.
    pub vocabulary: BTreeMap<String, Said>,
}

/// A word in both of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The word.
    pub term: String,
    /// Its short form, which people say.
    pub short: Option<String>,
}

/// A hyperscaler's word for a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseWord {
    /// The thing, as packs call it: `commit-term`.
    pub thing: &'static str,
    /// The same for people.
    pub label: &'static str,
    /// The word.
    pub term: String,
    /// Its short form, which people say.
    pub short: Option<String>,
}

/// What is told, by the keys of a pack's vocabulary.
const THINGS: [(&str, &str); 6] = [
    ("commit-term", "The customer's commitment"),
    ("customers-cloud-environment", "Where the product runs"),
    ("isv-co-sell-program", "Co-sell program"),
    ("co-sell-system", "Where opportunities are shared"),
    ("technical-validation", "Technical validation"),
    (
        "attribution-customer-deployed",
        "Attribution of deployed use",
    ),
];

impl Hyperscaler {
    pub(super) fn of(pack: &Pack) -> Self {
        let words = THINGS.iter().filter_map(|&(thing, label)| {
            let word = pack.vocabulary.get(thing)?;
            Some(HouseWord {
                thing,
                label,
                term: word.term.clone()?,
                short: word.short.clone(),
            })
        });
        let said = pack.vocabulary.iter().filter_map(|(thing, word)| {
            let term = word.term.clone()?;
            let short = word.short.clone();
            Some((thing.clone(), Said { term, short }))
        });
        let cloud = pack.vocabulary.get("cloud-name").into_iter();
        let cloud = cloud.flat_map(|Word { term, also, .. }| term.iter().chain(also));
        let mut also: Vec<String> = std::iter::once(&pack.company)
            .chain(cloud)
            .filter(|name| **name != pack.name)
            .cloned()
            .collect();
        also.dedup();
        Self {
            name: pack.name.clone(),
            also,
            words: words.collect(),
            vocabulary: said.collect(),
        }
    }

    /// What others may know of it: its name, and none of its words.
    #[must_use]
    pub fn name_only(&self) -> Self {
        Self {
            words: Vec::new(),
            vocabulary: BTreeMap::new(),
            ..self.clone()
        }
    }
}

impl Said {
    /// What people say: the short form where there is one.
    #[must_use]
    pub fn said(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.term)
    }
}

impl HouseWord {
    /// What people say: the short form where there is one.
    #[must_use]
    pub fn said(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.term)
    }
}
