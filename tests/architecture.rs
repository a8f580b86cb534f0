//! The house stands as `src/lib.rs` draws it: imports go down its list, never up, and a rule never
//! imports another rule.

#![expect(clippy::disallowed_methods, reason = "a test reads its own data")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn imports_go_down() {
    let files = files();
    let (_, front) = files
        .iter()
        .find(|(name, _)| name == "src/lib.rs")
        .expect("the front door");
    let floors = floors(front);
    let mistakes = upward(&floors, &files);
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

#[test]
fn rules_stand_alone() {
    let files = files();
    let mistakes = between_rules(&files);
    assert!(mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

#[test]
fn every_room_is_on_the_list() {
    let front = std::fs::read_to_string(root().join("src/lib.rs")).expect("the front door");
    let floors = floors(&front);
    for line in front.lines() {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        if let Some(room) = line.strip_prefix("mod ") {
            let room = room.trim_end_matches(';');
            assert!(
                floors.contains_key(room),
                "src/lib.rs declares `{room}`, and its list of rooms does not have it"
            );
        }
    }
}

#[test]
fn an_upward_arrow_is_seen() {
    let floors = floors("//! - [`top`]: x, with [`side`].\n//! - [`below`]: y, of [`top::Z`]\n");
    assert_eq!(floors.len(), 3);
    let see = |name: &str, text: &str| upward(&floors, &[(name.into(), text.into())]);
    assert_eq!(see("src/top/a.rs", "use crate::below::X;"), [""; 0]);
    assert_eq!(see("src/top.rs", "use crate::{below, side};"), [""; 0]);
    assert_eq!(see("src/below.rs", "/// A [`crate::top::Z`].\n"), [""; 0]);
    let found = see(
        "src/below/b.rs",
        "\nuse crate::{\n    below::C,\n    top::Z,\n};",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/below/b.rs:4: "), "{found:?}");
    let found = see("src/below.rs", "fn f() -> crate::top::Z {}");
    assert!(found[0].starts_with("src/below.rs:1: "), "{found:?}");
}

#[test]
fn a_rule_inside_a_rule_is_seen() {
    let rule = |name: &str, text: &str| (format!("src/lint/rules/{name}.rs"), text.to_owned());
    let house = "mod one;\nmod two;\npub(super) use one::{ONE, One};\npub(super) use two::Two;";
    let see = |name: &str, text: &str| between_rules(&[rule("mod", house), rule(name, text)]);
    assert_eq!(
        see("one", "use super::declare_rule;\nuse self::two::X;"),
        [""; 0]
    );
    assert_eq!(see("one/two", "use super::One;"), [""; 0]);
    assert_eq!(see("two", "\nuse super::One;").len(), 1);
    assert_eq!(see("two", "use super::{declare_rule, ONE};").len(), 1);
    assert_eq!(see("two/part", "use super::super::one::help;").len(), 1);
    assert_eq!(see("two", "use crate::lint::rules::one::help;").len(), 1);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file: its name from the root, with forward slashes, and its text.
fn files() -> Vec<(String, String)> {
    fn collect(folder: &Path, root: &Path, out: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).expect("a folder of the house") {
            let path = entry.expect("it can be listed").path();
            if path.is_dir() {
                collect(&path, root, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let name = path.strip_prefix(root).expect("below the root");
                let name = name.to_string_lossy().replace('\\', "/");
                out.push((name, std::fs::read_to_string(&path).expect("source text")));
            }
        }
    }
    let mut out = Vec::new();
    collect(&root().join("src"), &root(), &mut out);
    out.sort();
    assert!(
        out.len() > 50,
        "the house has more files than {}",
        out.len()
    );
    out
}

/// The floor of each room, 0 at the top: the list in the crate's documentation. Rooms of one line
/// share a floor.
fn floors(front: &str) -> BTreeMap<String, usize> {
    let mut floors = BTreeMap::new();
    let mut floor = 0;
    for line in front.lines() {
        let Some(text) = line.strip_prefix("//!") else {
            continue;
        };
        if text.starts_with(" - ") {
            floor += 1;
        } else if !text.starts_with("   ") {
            continue;
        }
        for name in text.split("[`").skip(1) {
            let name = name.split("`]").next().unwrap_or_default();
            if !name.contains("::") && floor > 0 {
                floors.entry(name.to_owned()).or_insert(floor);
            }
        }
    }
    floors
}

fn upward(floors: &BTreeMap<String, usize>, files: &[(String, String)]) -> Vec<String> {
    let mut mistakes = Vec::new();
    for (name, text) in files {
        let room = name.strip_prefix("src/").unwrap_or(name);
        let room = room.split(['/', '.']).next().unwrap_or(room);
        let Some(own) = floors.get(room) else {
            continue;
        };
        for (line, path) in paths(text, "crate::") {
            let target = path.split("::").next().unwrap_or_default();
            if floors.get(target).is_some_and(|floor| floor < own) {
                mistakes.push(format!(
                    "{name}:{line}: `{room}` imports `{target}`, which stands above it in src/lib.rs"
                ));
            }
        }
    }
    mistakes
}

fn between_rules(files: &[(String, String)]) -> Vec<String> {
    const RULES: &str = "src/lint/rules/";
    let house = files
        .iter()
        .find(|(name, _)| name == "src/lint/rules/mod.rs");
    let house = house.map_or("", |(_, text)| text);
    // Every name by which another rule could be reached, and whose it is.
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for line in house.lines() {
        if let Some(rule) = line.strip_prefix("mod ") {
            let rule = rule.trim_end_matches(';');
            owners.insert(rule, rule);
        } else if let Some((_, path)) = line.split_once(" use ")
            && let Some((rule, names)) = path.split_once("::")
        {
            for name in names.split(|c: char| !c.is_alphanumeric() && c != '_') {
                owners.insert(name, rule);
            }
        }
    }
    owners.remove("");
    let mut mistakes = Vec::new();
    for (name, text) in files {
        let Some(inner) = name.strip_prefix(RULES).filter(|&inner| inner != "mod.rs") else {
            continue;
        };
        let own = inner.split(['/', '.']).next().unwrap_or(inner);
        // From a file of a rule's own folder, one `super` more leads to the rules.
        let up = "super::".repeat(inner.matches('/').count() + 1);
        for from in [up.as_str(), "crate::lint::rules::"] {
            for (line, path) in paths(text, from) {
                let target = path.split("::").next().unwrap_or_default();
                if let Some(rule) = owners.get(target).filter(|&&rule| rule != own) {
                    mistakes.push(format!(
                        "{name}:{line}: the rule `{own}` imports `{path}` of the rule `{rule}`"
                    ));
                }
            }
        }
    }
    mistakes
}

/// What follows `prefix` in code, with its line. Of a list in braces each item counts, to
/// the first level. Comments are passed over.
fn paths(text: &str, prefix: &str) -> Vec<(usize, String)> {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let code: String = text
        .lines()
        .map(|line| {
            if line.trim_start().starts_with("//") {
                ""
            } else {
                line
            }
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    let line_of = |at: usize| code[..at].matches('\n').count() + 1;
    let mut out = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        if code[..at].ends_with(word) {
            continue;
        }
        let start = at + prefix.len();
        let rest = &code[start..];
        let Some(list) = rest.strip_prefix('{') else {
            let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
            out.push((line_of(at), rest[..end].to_owned()));
            continue;
        };
        let mut depth = 0;
        let mut begin = Some(0);
        for (offset, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => begin = Some(offset + 1),
                c if depth == 0 && !c.is_whitespace() && begin.is_some() => {
                    begin = None;
                    let item = &list[offset..];
                    let end = item.find(|c| !word(c)).unwrap_or(item.len());
                    out.push((line_of(start + 1 + offset), item[..end].to_owned()));
                }
                _ => {}
            }
        }
    }
    out
}
