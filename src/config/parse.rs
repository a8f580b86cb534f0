//! Text to [`Config`], with every mistake that can be found in one run.
//!
//! serde stops at the first mistake. So a mistake is noted, what it is about is taken out of the
//! document, and the rest is tried again.

use super::{Allow, Config};
use crate::source::{Problem, Source, serde_words};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

/// Reads `site.toml`.
///
/// # Errors
/// Every mistake, in the order of the file.
pub fn parse(source: &Source) -> Result<Config, Vec<Problem>> {
    let (mut document, broken) = DeTable::parse_recoverable(&source.text);
    let mut problems: Vec<Problem> = broken
        .into_iter()
        .map(|error| source.problem(error.span().unwrap_or(0..0), error.message()))
        .collect();
    // A document that is no TOML would only give mistakes that follow from that.
    let parsed = if problems.is_empty() {
        typed(source, &mut document, &mut problems)
    } else {
        None
    };
    if let Some(config) = &parsed {
        check(source, config, &mut problems);
        check_places(source, config, &mut problems);
    }
    problems.sort_by(|a, b| a.key().cmp(&b.key()));
    problems.dedup();
    match parsed {
        Some(config) if problems.is_empty() => Ok(config),
        _ => Err(problems),
    }
}

fn typed(
    source: &Source,
    document: &mut Spanned<DeTable<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Config> {
    // What was taken out is missing afterwards, which is no mistake of its own.
    let mut gone = BTreeSet::new();
    loop {
        let error = match Config::deserialize(Deserializer::from(document.clone())) {
            Ok(config) => return Some(config),
            Err(error) => error,
        };
        let span = error.span().unwrap_or(0..0);
        let removed = remove(document.get_mut(), &span, "");
        let inside = removed.as_ref().map_or("", |removed| &removed.inside);
        let missing = error.message().strip_prefix("missing field `");
        let key = missing.map(|rest| rest.trim_end_matches('`').to_owned());
        let follows = key.is_some_and(|key| gone.contains(&(inside.to_owned(), key)));
        if !follows {
            problems.push(source.problem(span, serde_words::plain(error.message(), inside)));
        }
        let removed = removed?;
        gone.insert((removed.inside, removed.key));
    }
}

/// What was taken out of a document.
struct Removed {
    /// The table it stood in, '[lint]', or nothing for the top of the file.
    inside: String,
    /// Its key there; empty for a whole item of a list.
    key: String,
}

/// Takes the smallest entry that holds `span` out of the table, and says what it stood in.
fn remove(table: &mut DeTable<'_>, span: &Range<usize>, path: &str) -> Option<Removed> {
    let holds = |outer: &Range<usize>| outer.start <= span.start && span.end <= outer.end;
    let mut found = None;
    for (key, value) in table.iter_mut() {
        let key_here = holds(&key.span());
        let name = if path.is_empty() {
            key.get_ref().to_string()
        } else {
            format!("{path}.{}", key.get_ref())
        };
        let within = match value.get_mut() {
            DeValue::Table(inner) => remove(inner, span, &name),
            DeValue::Array(items) => {
                let mut within = None;
                let mut whole = None;
                for (index, item) in items.iter_mut().enumerate() {
                    if let DeValue::Table(inner) = item.get_mut() {
                        within = remove(inner, span, &format!("[{name}]"));
                    }
                    if within.is_some() {
                        break;
                    }
                    if holds(&item.span()) {
                        whole = Some(index);
                        break;
                    }
                }
                if let Some(index) = whole {
                    let others = items.iter().enumerate().filter(|(at, _)| *at != index);
                    let mut left = DeArray::new();
                    others.for_each(|(_, item)| left.push(item.clone()));
                    *items = left;
                    within = Some(Removed {
                        inside: shown(&format!("[{name}]")),
                        key: String::new(),
                    });
                }
                within
            }
            _ => None,
        };
        if within.is_some() {
            return within;
        }
        if key_here || holds(&value.span()) {
            found = Some(key.get_ref().to_string());
            break;
        }
    }
    let key = found?;
    table.remove(key.as_str());
    Some(Removed {
        inside: shown(path),
        key,
    })
}

fn shown(path: &str) -> String {
    if path.is_empty() {
        String::new()
    } else {
        format!("[{path}]")
    }
}

/// What the types cannot say.
fn check(source: &Source, config: &Config, problems: &mut Vec<Problem>) {
    let lint = &config.lint;
    let globs = lint
        .exclude
        .iter()
        .chain(lint.assume.iter().map(|assume| &assume.path))
        .chain(lint.allow.iter().map(|allow| &allow.file));
    for glob in globs {
        if let Err(error) = globset::Glob::new(glob.get_ref()) {
            let message = format!("'{}' is no glob: {}", glob.get_ref(), error.kind());
            problems.push(source.problem(glob.span(), message));
        }
    }
    for Allow { reason, .. } in &lint.allow {
        if reason.get_ref().trim().is_empty() {
            let message = "the reason is empty; say why this is allowed";
            problems.push(source.problem(reason.span(), message));
        }
    }
    for assume in &lint.assume {
        if assume.hyperscaler.is_none() && assume.contexts.is_empty() {
            let message = "nothing is assumed here; add 'hyperscaler', 'contexts' or both";
            problems.push(source.problem(assume.path.span(), message));
        }
    }
    for ids in lint
        .assume
        .iter()
        .filter_map(|assume| assume.hyperscaler.as_ref())
    {
        let list = &ids.get_ref().0;
        if list.len() > 1 && list.iter().any(|id| id == "none") {
            let message = "'none' stands alone; a deck for a hyperscaler is for that one";
            problems.push(source.problem(ids.span(), message));
        }
    }
    if let Some(zone) = &config.site.time_zone
        && jiff::tz::TimeZone::get(zone.get_ref()).is_err()
    {
        let message = format!(
            "the time zone '{}' is not known here; write it as 'Europe/Berlin'",
            zone.get_ref()
        );
        problems.push(source.problem(zone.span(), message));
    }
}

/// Editions and versions that would be written over each other.
fn check_places(source: &Source, config: &Config, problems: &mut Vec<Problem>) {
    for (at, edition) in config.editions.iter().enumerate() {
        let name = edition.name.get_ref();
        let span = edition.out.as_ref().unwrap_or(&edition.name).span();
        for other in &config.editions[..at] {
            let (own, theirs) = (parts(&edition.folder()), parts(&other.folder()));
            if other.name.get_ref() == name {
                let message =
                    format!("there is an edition '{name}' already; name this one otherwise");
                problems.push(source.problem(edition.name.span(), message));
            } else if own.starts_with(&theirs) || theirs.starts_with(&own) {
                let message = format!(
                    "the edition '{}' is written to '{}', and each replaces its folder as a whole; give this one a folder beside it",
                    other.name.get_ref(),
                    other.folder()
                );
                problems.push(source.problem(span.clone(), message));
            }
        }
    }
    for (at, version) in config.versions.iter().enumerate() {
        let name = version.name.get_ref();
        let mut others = config.versions[..at].iter();
        if name == "latest" {
            let message = "'latest' is the working tree's own name; name this version otherwise";
            problems.push(source.problem(version.name.span(), message));
        } else if others.any(|other| other.name.get_ref().eq_ignore_ascii_case(name)) {
            let message = format!("there is a version '{name}' already; name this one otherwise");
            problems.push(source.problem(version.name.span(), message));
        }
    }
}

/// A folder by its steps, `./public/` as `public`.
fn parts(folder: &str) -> Vec<String> {
    let parts = folder.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Level, SeverityCells};
    use crate::context::Context;

    fn mistakes(text: &str) -> Vec<String> {
        match parse(&Source::new("site.toml", text)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems
                .iter()
                .map(|p| format!("{}:{}: {}", p.line, p.column, p.message))
                .collect(),
        }
    }

    #[test]
    fn everything_documented_is_read() {
        let text = r#"
            [site]
            title = "Alliance playbook"
            company = "Quillfish"
            products = ["Quillfish Reef"]
            base-url = "https://example.com/"
            time-zone = "UTC"
            edit-url = "https://example.com/{path}"
            [[editions]]
            name = "aws"
            audience = "partner"
            hyperscaler = "aws"
            out = "public/aws"
            [[versions]]
            name = "2026.1"
            ref = "v2026.1"
            status = "maintained"
            [lint]
            exclude = ["content/archive"]
            [lint.severity]
            outdated-term = "off"
            "competitive-comparison/vendor" = { joint = "error", internal = "note" }
            [[lint.assume]]
            path = "content/training/**"
            hyperscaler = ["aws", "google"]
            contexts = ["internal"]
            [[lint.assume]]
            path = "**"
            hyperscaler = "none"
            [[lint.allow]]
            file = "content/decks/old.pptx"
            rule = "outdated-term"
            slide = 3
            text = "MPN"
            reason = "quoted from a contract"
            until = 2027-01-31
            [[lint.allow]]
            file = "x.pptx"
            rule = "orphan-part"
            reason = "r"
            until = "2027-02-01"
        "#;
        let config = parse(&Source::new("site.toml", text)).unwrap();
        assert_eq!(
            config.lint.assume[0]
                .hyperscaler
                .as_ref()
                .unwrap()
                .get_ref()
                .0
                .len(),
            2
        );
        assert_eq!(
            config.lint.assume[1]
                .hyperscaler
                .as_ref()
                .unwrap()
                .get_ref()
                .0[0],
            "none"
        );
        assert_eq!(config.lint.allow[0].until.0, jiff::civil::date(2027, 1, 31));
        assert_eq!(config.lint.allow[1].until.0, jiff::civil::date(2027, 2, 1));
        let cells: Vec<_> = config.lint.severity.values().collect();
        assert!(
            matches!(cells[0], SeverityCells::Cells(map) if map[&Context::Joint] == Level::Error)
        );
        assert_eq!(cells[1], &SeverityCells::Row(Level::Off));
    }

    #[test]
    fn all_mistakes_come_in_one_run() {
        let text = "[site]\ntitel = 'x'\nproducts = 3\n[lint]\nexlude = []\n\
                    [[lint.allow]]\nfile = 'a'\nrule = 'b'\nreason = ' '\nuntil = 2027-01-01\n\
                    [[lint.allow]]\nfile = 'a'\nrule = 'b'\nreason = 'c'\n\
                    [lint.severity]\nx = 'eror'\ny = { joit = 'off' }\n";
        assert_eq!(
            mistakes(text),
            [
                "2:1: unknown key 'titel' in [site]; did you mean 'title'?",
                "3:12: invalid type: integer '3', expected a sequence",
                "5:1: unknown key 'exlude' in [lint]; did you mean 'exclude'?",
                "9:10: the reason is empty; say why this is allowed",
                "11:1: 'until' is missing in [[lint.allow]]",
                "16:5: 'eror' is not known in [lint.severity]; did you mean 'error'?",
                "17:7: 'joit' is not known in [lint.severity.y]; did you mean 'joint'?",
            ]
        );
    }

    #[test]
    fn broken_toml_and_odd_values() {
        assert_eq!(mistakes("[site\n").len(), 1);
        assert_eq!(
            mistakes("[[lint.assume]]\npath = '{a'\nhyperscaler = 'aws'\n").len(),
            1
        );
        assert_eq!(
            mistakes("[[lint.allow]]\nfile='a'\nrule='b'\nreason='c'\nuntil='soon'\n"),
            ["5:7: 'soon' is no day; write it as 2027-03-31"]
        );
        assert_eq!(
            mistakes("[site]\ntime-zone = 'Mars/Olympus'\n"),
            ["2:13: the time zone 'Mars/Olympus' is not known here; write it as 'Europe/Berlin'"]
        );
    }
}
