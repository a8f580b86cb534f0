//! A hyperscaler's own words for what all of them have: what a seller says in its rooms, and what in the
//! others' rooms would be wrong.

use super::lexicon::pack::Pack;

/// A hyperscaler, as readers of a playbook know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hyperscaler {
    /// What it is called: 'AWS'.
    pub name: String,
    /// Its words, in the order in which a meeting needs them.
    pub words: Vec<HouseWord>,
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
        Self {
            name: pack.name.clone(),
            words: words.collect(),
        }
    }
}

impl HouseWord {
    /// What people say: the short form where there is one.
    #[must_use]
    pub fn said(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.term)
    }
}
