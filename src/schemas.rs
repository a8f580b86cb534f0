//! JSON schemas of the files that people write, for editors that complete and check them.
//!
//! 1. [`ALL`]: each schema as it is kept in `rules/schemas/`, inside the program.
//! 2. [`generate()`]: the same, made from the types anew. A test holds the two together, so that the
//!    program carries texts and no generator.
//!
//! They are draft 7, which the language servers of YAML and TOML know best.

mod generate;

pub use generate::generate;

/// Where the schemas of a playbook are kept.
pub const FOLDER: &str = "rules/schemas";

/// A schema.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Its name in commands; its file is `<name>.schema.json`.
    pub name: &'static str,
    /// The files it is for.
    pub files: &'static str,
    /// Its text.
    pub text: &'static str,
}

impl Named {
    /// The name of its file.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.schema.json", self.name)
    }
}

macro_rules! named {
    ($($name:literal: $files:literal,)+) => {
        &[$(Named {
            name: $name,
            files: $files,
            text: include_str!(concat!("../rules/schemas/", $name, ".schema.json")),
        },)+]
    };
}

/// All of them, by name.
pub static ALL: &[Named] = named! {
    "acronyms": "rules/acronyms/*.yaml",
    "assessment": "content/data/*.yaml with kind: assessment",
    "calendar": "content/data/*.yaml with kind: calendar",
    "checklist": "content/data/*.yaml with kind: checklist",
    "credentials": "content/credentials/*.md, front matter",
    "decision": "content/data/*.yaml with kind: decision",
    "deck": "content/decks/*.md, front matter",
    "glossary": "content/glossary.yaml",
    "industry-renames": "rules/industry-renames.yaml",
    "neutral-names": "rules/neutral-names.yaml",
    "pack": "rules/hyperscalers/*.yaml",
    "page": "any other page under content/, front matter",
    "phrases": "rules/phrases/*.yaml",
    "shared-names": "rules/shared-names.yaml",
    "site": "site.toml",
    "table": "content/data/*.yaml without a kind",
    "term": "content/glossary/*.md, front matter",
    "tracker": "content/data/*.yaml with kind: tracker",
    "vendors": "rules/vendors.yaml",
};
