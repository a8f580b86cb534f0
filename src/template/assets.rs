//! Files that pages link to, under names that change with what they hold.
//!
//! A script names another one as `"./state.js"`, in an import or as a worker. In the site that name
//! has a fingerprint too, so a script's own fingerprint comes after those of the scripts it names.
//! Its comments and the blanks before its lines stay behind: people read the source, not the site.

use super::FOLDER;
use crate::source::{Problem, Source, nearest};
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A style sheet, a script or a picture of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its name in templates: `style.css`.
    pub name: String,
    /// Where it stands on the site: `assets/style.5f2c1a9b0d3e.css`.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// Files by name, under `assets/`.
pub(super) type Files = BTreeMap<String, Cow<'static, [u8]>>;

/// All files under their fingerprinted names, by plain name.
///
/// # Errors
/// A script that names one that is not there, or that names itself over however many others.
pub(super) fn assets(files: Files) -> Result<Vec<Asset>, Vec<Problem>> {
    let mut work = Work {
        files: &files,
        done: BTreeMap::new(),
        open: Vec::new(),
        problems: Vec::new(),
    };
    for name in files.keys() {
        work.asset(name);
    }
    if work.problems.is_empty() {
        Ok(work.done.into_values().collect())
    } else {
        Err(work.problems)
    }
}

struct Work<'a> {
    files: &'a Files,
    done: BTreeMap<String, Asset>,
    /// The scripts that wait for those they name.
    open: Vec<String>,
    problems: Vec<Problem>,
}

impl Work<'_> {
    fn asset(&mut self, name: &str) {
        let Some(bytes) = self.files.get(name) else {
            return;
        };
        if self.done.contains_key(name) {
            return;
        }
        self.open.push(name.to_owned());
        let bytes = match std::str::from_utf8(bytes) {
            Ok(text) if name.ends_with(".js") => {
                let text = self
                    .script(name, text)
                    .map_or(Cow::Borrowed(text), Cow::Owned);
                Cow::Owned(bare(&text).into_bytes())
            }
            _ => bytes.clone(),
        };
        self.open.pop();
        let asset = Asset {
            name: name.to_owned(),
            path: fingerprinted(name, &bytes),
            bytes,
        };
        self.done.insert(name.to_owned(), asset);
    }

    /// The script with the names that stand on the site; none where it names no other.
    fn script(&mut self, name: &str, text: &str) -> Option<String> {
        let named = named(text);
        let mut out = String::new();
        let mut from = 0;
        for span in &named {
            let other = &text[span.clone()];
            let place = |message: String| {
                let path = format!("{FOLDER}assets/{name}");
                Source::new(path, text).problem(span.clone(), message)
            };
            if !self.files.contains_key(other) {
                let known = self.files.keys().map(String::as_str);
                let message = match nearest(other, known) {
                    Some(near) => format!("there is no '{other}'; did you mean './{near}'?"),
                    None => format!("there is no '{other}' among the assets"),
                };
                self.problems.push(place(message));
                continue;
            }
            if self.open.iter().any(|open| open == other) {
                let message = "the scripts name each other in a circle; part them".to_owned();
                self.problems.push(place(message));
                continue;
            }
            self.asset(other);
            let Some(asset) = self.done.get(other) else {
                continue;
            };
            out.push_str(&text[from..span.start]);
            out.push_str(asset.path.trim_start_matches("assets/"));
            from = span.end;
        }
        (from > 0).then(|| out + &text[from..])
    }
}

/// A script without the lines that hold nothing but a comment, and without the blanks before a line.
/// Where a text may go over several lines, so that blanks count, all is left as it is.
pub(super) fn bare(script: &str) -> String {
    let over_lines =
        |line: &str| line.matches('`').count() % 2 == 1 || line.trim_end().ends_with('\\');
    if script.lines().any(over_lines) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        // One with a mark is a licence, and stays.
        let begins =
            line.starts_with("/**") || (line.starts_with("/*") && !line.starts_with("/*!"));
        if in_comment || begins {
            // What follows a comment on its last line is kept with it.
            match line.split_once("*/") {
                None => in_comment = true,
                Some((_, "")) => in_comment = false,
                Some(_) if in_comment => return script.to_owned(),
                Some(_) => {
                    out.push_str(line);
                    out.push('\n');
                }
            }
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Where a script names others: the names in `"./name.js"`, without the way to them.
fn named(script: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for quote in ['"', '\''] {
        let opening = format!("{quote}./");
        for (at, opening) in script.match_indices(&opening) {
            let start = at + opening.len();
            let Some(length) = script[start..].find(quote) else {
                continue;
            };
            let name = &script[start..start + length];
            if name.ends_with(".js") && !name.contains(['\n', '/']) {
                found.push(start..start + length);
            }
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// `style.css` as `assets/style.5f2c1a9b0d3e.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let mark: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("assets/{stem}.{mark}.{extension}"),
        None => format!("assets/{name}.{mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asset, Files, assets};
    use std::borrow::Cow;

    fn files(list: &[(&str, &str)]) -> Files {
        let owned = |text: &str| Cow::Owned(text.as_bytes().to_vec());
        list.iter()
            .map(|(name, text)| ((*name).to_owned(), owned(text)))
            .collect()
    }

    fn find<'a>(all: &'a [Asset], name: &str) -> &'a Asset {
        all.iter().find(|asset| asset.name == name).unwrap()
    }

    #[test]
    fn a_script_finds_those_it_names() {
        let all = assets(files(&[
            (
                "a.js",
                "import { x } from './b.js';\nnew Worker(new URL(\"./c.js\", import.meta.url));",
            ),
            ("b.js", "export const x = './not-a-script.css';"),
            ("c.js", "import './b.js';"),
        ]))
        .unwrap();
        let name = |name: &str| find(&all, name).path.replacen("assets/", "./", 1);
        let text = String::from_utf8(find(&all, "a.js").bytes.to_vec()).unwrap();
        assert_eq!(
            text,
            format!(
                "import {{ x }} from '{}';\nnew Worker(new URL(\"{}\", import.meta.url));\n",
                name("b.js"),
                name("c.js")
            )
        );
    }

    #[test]
    fn comments_stay_behind() {
        for (script, expected) in [
            (
                "// What it does.\nconst a = 1;\n\n  /** What\n   * b is. */\n  b(); // why\n",
                "const a = 1;\nb(); // why\n",
            ),
            ("/*! Licence */\n  a();", "/*! Licence */\na();\n"),
            (
                "/* one */ a();\n  /* two\n */\nb();",
                "/* one */ a();\nb();\n",
            ),
            ("/* one\n */ a();\n  b();", "/* one\n */ a();\n  b();"),
            ("a(`\n  // text\n`);\n  b();", "a(`\n  // text\n`);\n  b();"),
            ("a('\\\n  text');", "a('\\\n  text');"),
        ] {
            assert_eq!(super::bare(script), expected, "{script}");
        }
    }

    #[test]
    fn a_change_below_changes_every_name_above() {
        let top = |below: &str| {
            let all = assets(files(&[("a.js", "import './b.js'"), ("b.js", below)])).unwrap();
            find(&all, "a.js").path.clone()
        };
        assert_eq!(top("1"), top("1"));
        assert_ne!(top("1"), top("2"));
    }

    #[test]
    fn a_name_that_leads_nowhere_has_a_place() {
        let problems = assets(files(&[
            ("a.js", "\nimport './sate.js'"),
            ("state.js", "import './state.js'"),
        ]))
        .unwrap_err();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert!(
            told[0].starts_with(
                "themes/default/assets/a.js:2:11: there is no 'sate.js'; did you mean './state.js'?"
            ),
            "{told:?}"
        );
        assert!(
            told[1].contains("state.js:1:11: the scripts name each other in a circle"),
            "{told:?}"
        );
    }
}
