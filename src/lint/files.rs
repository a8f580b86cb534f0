//! The files under `rules/`, built in and a project's own, read into one lexicon and a list of
//! phrase files.

use super::RuleFile;
use super::lexicon::Lexicon;
use super::lexicon::pack::{IndustryRenames, NeutralName, Pack, SharedName, Vendor};
use super::phrases::{CueFile, Head, PhraseFile, PhraseKind};
use crate::diagnostic::{Diagnostic, Location, Severity};
use serde::de::DeserializeOwned;

/// A rule file inside the binary.
pub(crate) struct BuiltIn {
    pub(crate) path: &'static str,
    pub(crate) yaml: &'static str,
    /// The same as JSON, which reads eight times faster.
    json: &'static str,
    /// What it weighs, where that is so much that `json` leaves it out.
    weights: Option<&'static [u8]>,
}

pub(crate) static BUILT_IN: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// A file to read: its path, and the text in the quicker of its two forms.
enum Source<'a> {
    BuiltIn(&'a BuiltIn),
    Project(&'a RuleFile),
}

/// What the files hold.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) lexicon: Lexicon,
    /// By id, which is the file's name.
    pub(crate) phrases: Vec<(String, PhraseFile)>,
    /// Short forms that need no explanation.
    pub(crate) acronyms: Vec<String>,
}

/// Reads the built-in files, with a project's own over them.
pub(crate) fn load(project: &[RuleFile]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut sources: Vec<(&str, Source<'_>)> = Vec::new();
    for built_in in BUILT_IN {
        // A project's copy of a built-in file that says the same is read in the quicker form.
        match project
            .iter()
            .find(|p| p.path == built_in.path && p.text != built_in.yaml)
        {
            Some(own) => sources.push((&own.path, Source::Project(own))),
            None => sources.push((built_in.path, Source::BuiltIn(built_in))),
        }
    }
    for own in project {
        if !BUILT_IN.iter().any(|b| b.path == own.path) {
            sources.push((&own.path, Source::Project(own)));
        }
    }
    sources.sort_by_key(|(path, _)| *path);
    let mut loaded = Loaded::default();
    let mut mistakes = Vec::new();
    for (path, source) in &sources {
        if let Err(mistake) = read(path, source, &mut loaded) {
            mistakes.push(*mistake);
        }
    }
    loaded.lexicon.packs.sort_by(|a, b| a.id.cmp(&b.id));
    if mistakes.is_empty() {
        Ok(loaded)
    } else {
        Err(mistakes)
    }
}

fn read(path: &str, source: &Source<'_>, loaded: &mut Loaded) -> Result<(), Box<Diagnostic>> {
    let Some(name) = path
        .strip_prefix("rules/")
        .and_then(|p| p.strip_suffix(".yaml"))
    else {
        return Err(mistake(
            path,
            None,
            "rule files are called rules/**/*.yaml",
            "Rename it or move it.",
        ));
    };
    if let Some(id) = name.strip_prefix("hyperscalers/") {
        let pack: Pack = parse(path, source)?;
        if pack.id != id {
            let said = format!(
                "the pack says its id is '{}', and its file is called '{id}.yaml'",
                pack.id
            );
            return Err(mistake(path, None, &said, "Make the two the same."));
        }
        loaded.lexicon.packs.push(pack);
    } else if let Some(id) = name.strip_prefix("phrases/") {
        let Head { kind } = parse(path, source)?;
        let file = match kind {
            PhraseKind::Existence => PhraseFile::Existence(parse(path, source)?),
            PhraseKind::Substitution => PhraseFile::Substitution(parse(path, source)?),
            PhraseKind::Cues => {
                let mut file: CueFile = parse(path, source)?;
                if let Source::BuiltIn(built_in) = source {
                    file.laid_out = built_in.weights;
                }
                PhraseFile::Cues(file)
            }
        };
        loaded.phrases.push((id.to_owned(), file));
    } else if name.starts_with("acronyms/") {
        loaded.acronyms.extend(parse::<Vec<String>>(path, source)?);
    } else {
        match name {
            "vendors" => loaded.lexicon.vendors = parse::<Vec<Vendor>>(path, source)?,
            "neutral-names" => loaded.lexicon.neutral = parse::<Vec<NeutralName>>(path, source)?,
            "shared-names" => loaded.lexicon.shared = parse::<Vec<SharedName>>(path, source)?,
            "industry-renames" => {
                loaded.lexicon.industry = parse::<IndustryRenames>(path, source)?.outdated;
            }
            _ => {
                return Err(mistake(
                    path,
                    None,
                    "nothing reads a rule file of this name",
                    "Put packs into rules/hyperscalers/, phrases into rules/phrases/ and short forms into rules/acronyms/.",
                ));
            }
        }
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(path: &str, source: &Source<'_>) -> Result<T, Box<Diagnostic>> {
    match source {
        Source::BuiltIn(file) => serde_json::from_str(file.json).map_err(|e| {
            mistake(
                path,
                None,
                &e.to_string(),
                "This file came with rightdeck: please report it.",
            )
        }),
        Source::Project(file) => serde_yaml::from_str(&file.text).map_err(|e| {
            let at = e.location().map(|l| (l.line(), l.column()));
            let excerpt = at.and_then(|(line, _)| file.text.lines().nth(line.saturating_sub(1)));
            let place = at.map(|(line, column)| Location::Text {
                line: u32::try_from(line).unwrap_or(u32::MAX),
                column: u32::try_from(column).unwrap_or(u32::MAX),
                width: 0,
                excerpt: excerpt.unwrap_or_default().to_owned(),
            });
            let said = e.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            mistake(
                path,
                place,
                said,
                "Correct it; the comment at the top of the built-in files names the keys.",
            )
        }),
    }
}

/// A mistake in a rule file.
pub(crate) fn mistake(
    path: &str,
    place: Option<Location>,
    message: &str,
    help: &str,
) -> Box<Diagnostic> {
    Box::new(Diagnostic {
        rule: "rule-file".to_owned(),
        severity: Severity::Error,
        file: path.to_owned(),
        location: place.unwrap_or(Location::File),
        message: message.to_owned(),
        help: help.to_owned(),
        evidence: Vec::new(),
        hyperscaler: None,
        reason: None,
        waived: false,
    })
}
