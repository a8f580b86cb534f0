//! A phrase file, as it is written.

use crate::context::by_context;
use crate::deck::Part;
use crate::diagnostic::Severity;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// One file of `rules/phrases/`.
#[derive(Debug, Clone)]
pub(crate) enum PhraseFile {
    /// A rule that objects to words where they stand.
    Existence(Existence),
    /// A rule that knows a better word.
    Substitution(Substitution),
    /// The wording of a rule whose judgement is code.
    Cues(CueFile),
}

/// The key that says which of them a file is. It is read first and alone, so that a mistake in the
/// rest is reported at its own line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PhraseKind {
    /// [`Existence`].
    Existence,
    /// [`Substitution`].
    Substitution,
    /// [`CueFile`].
    Cues,
}

/// The first look at a phrase file.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Head {
    /// What it is.
    pub(crate) kind: PhraseKind,
}

/// A rule that objects to words where they stand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Existence {
    /// What the file is. `Head` has read it already; here it keeps the key from being unknown.
    #[expect(dead_code, reason = "part of the file's contract")]
    pub(crate) kind: PhraseKind,
    /// One line for lists.
    pub(crate) summary: String,
    /// What is wrong; `{match}` stands for the words found.
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: String,
    /// Severity by context; a context that is not named is off.
    #[schemars(schema_with = "by_context::<SeverityWord>")]
    pub(crate) severity: BTreeMap<ContextWord, SeverityWord>,
    /// The parts it looks at; all but links where none is named.
    #[serde(default)]
    pub(crate) scope: Vec<PartWord>,
    /// Whole words, whatever their capitals.
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    /// Whole words, exactly as written.
    #[serde(default)]
    pub(crate) exact_phrases: Vec<String>,
    /// Regular expressions.
    #[serde(default)]
    pub(crate) patterns: Vec<String>,
    /// Regular expressions for what is no finding after all.
    #[serde(default)]
    pub(crate) except: Vec<String>,
    /// Why it matters: Markdown.
    pub(crate) why: String,
    /// Where to read more.
    #[serde(default)]
    pub(crate) link: Option<String>,
    /// The version it appeared in.
    #[serde(default)]
    pub(crate) since: Option<String>,
    /// Proof.
    pub(crate) examples: Examples,
}

/// A rule that knows a better word.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Substitution {
    /// What the file is. `Head` has read it already; here it keeps the key from being unknown.
    #[expect(dead_code, reason = "part of the file's contract")]
    pub(crate) kind: PhraseKind,
    /// One line for lists.
    pub(crate) summary: String,
    /// What is wrong; `{match}` stands for the words found, `{better}` for the better ones.
    pub(crate) message: String,
    /// What to do; the same two stand-ins.
    pub(crate) help: String,
    /// Severity by context; a context that is not named is off.
    #[schemars(schema_with = "by_context::<SeverityWord>")]
    pub(crate) severity: BTreeMap<ContextWord, SeverityWord>,
    /// The parts it looks at; all but links where none is named.
    #[serde(default)]
    pub(crate) scope: Vec<PartWord>,
    /// From the word to the better one.
    pub(crate) swap: BTreeMap<String, String>,
    /// Why it matters: Markdown.
    pub(crate) why: String,
    /// Where to read more.
    #[serde(default)]
    pub(crate) link: Option<String>,
    /// The version it appeared in.
    #[serde(default)]
    pub(crate) since: Option<String>,
    /// Proof.
    pub(crate) examples: Examples,
}

/// The wording of a rule whose judgement is code.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CueFile {
    /// What the file is. `Head` has read it already; here it keeps the key from being unknown.
    #[expect(dead_code, reason = "part of the file's contract")]
    pub(crate) kind: PhraseKind,
    /// Lists of words, by the role they play in the judgement.
    pub(crate) cues: BTreeMap<String, Vec<String>>,
    /// How much each thing that is seen counts, by its name, where the judgement adds up.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, f64>,
    /// The same, laid out by the build script where there are very many.
    #[serde(skip)]
    pub(crate) laid_out: Option<&'static [u8]>,
    /// Proof: lines on a slide for the hyperscaler whose product they name. The suite runs them.
    #[expect(dead_code, reason = "part of the file's contract")]
    pub(crate) examples: Examples,
}

/// Texts that prove a file right.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Examples {
    /// Each yields a finding.
    pub(crate) fails: Vec<String>,
    /// None does.
    pub(crate) passes: Vec<String>,
}

/// A context in a phrase file.
pub(crate) type ContextWord = crate::lint::Context;

/// A severity, or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SeverityWord {
    /// Not reported.
    Off,
    /// A note.
    Note,
    /// A warning.
    Warning,
    /// An error.
    Error,
}

impl SeverityWord {
    /// The severity it stands for.
    #[must_use]
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// A part of a deck, as reports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartWord(pub(crate) Part);

impl JsonSchema for PartWord {
    fn schema_name() -> Cow<'static, str> {
        "Part".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A part of a deck, as reports name it.",
            "enum": Part::ALL.map(Part::as_str)
        })
    }
}

impl<'de> Deserialize<'de> for PartWord {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let word = String::deserialize(from)?;
        Part::ALL
            .into_iter()
            .find(|p| p.as_str() == word)
            .map(Self)
            .ok_or_else(|| {
                let known: Vec<_> = Part::ALL.iter().map(|p| p.as_str()).collect();
                serde::de::Error::custom(format!(
                    "unknown part '{word}'; known are {}",
                    known.join(", ")
                ))
            })
    }
}
