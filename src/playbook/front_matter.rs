//! The YAML between the `---` lines at the top of a page.

use crate::source::{Problem, Source, serde_words};
use serde::de::DeserializeOwned;

/// The longest front matter that is read, in bytes.
const LIMIT: usize = 64 << 10;

/// A page's front matter: its YAML, and the line of the file on which it begins.
#[derive(Debug, Clone, Copy)]
pub struct FrontMatter<'a> {
    source: &'a Source,
    yaml: &'a str,
    first_line: u32,
    body: usize,
}

impl<'a> FrontMatter<'a> {
    /// Finds it. A page that does not begin with `---` has none.
    ///
    /// # Errors
    /// When it has no end, or is longer than any front matter is.
    pub fn find(source: &'a Source) -> Result<Option<Self>, Problem> {
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
        let mut lines = text.split_inclusive('\n');
        if lines.next().is_none_or(|line| line.trim_end() != "---") {
            return Ok(None);
        }
        let mark = source.text.len() - text.len();
        let start = text.find('\n').map_or(text.len(), |at| at + 1);
        let mut end = start;
        for line in lines {
            if line.trim_end() == "---" {
                return Ok(Some(Self {
                    source,
                    yaml: &text[start..end],
                    first_line: 2,
                    body: mark + end + line.len(),
                }));
            }
            end += line.len();
            if end - start > LIMIT {
                let message = format!("the front matter is longer than {} KiB", LIMIT >> 10);
                return Err(source.problem_at(1, 1, 3, message));
            }
        }
        let message = "the front matter has no end; close it with a line of '---'";
        Err(source.problem_at(1, 1, 3, message))
    }

    /// Reads it into its type.
    ///
    /// # Errors
    /// Every mistake that can be found in one run: what a mistake is about is blanked out, and the
    /// rest is tried again.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Vec<Problem>> {
        let mut yaml = self.yaml.to_owned();
        let mut problems: Vec<Problem> = Vec::new();
        loop {
            // An empty document is a null, which no type with fields accepts.
            let text = if yaml.trim().is_empty() { "{}" } else { &yaml };
            let error = match serde_yaml::from_str::<T>(text) {
                Ok(parsed) if problems.is_empty() => return Ok(parsed),
                Ok(_) => break,
                Err(error) => error,
            };
            let (line, problem) = self.problem(&error);
            let known = problems.contains(&problem);
            let missing = missing(&error);
            if !known {
                problems.push(problem);
            }
            // What is missing at the top is filled in; what is wrong is emptied.
            let goes_on = match missing {
                Some(key) => {
                    yaml.push_str(&format!("\n{key}: x\n"));
                    true
                }
                None => blank_out(&mut yaml, line),
            };
            if known || !goes_on {
                break;
            }
        }
        problems.sort_by(|a, b| a.key().cmp(&b.key()));
        Err(problems)
    }

    fn problem(&self, error: &serde_yaml::Error) -> (usize, Problem) {
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ") {
            message.truncate(at);
        }
        // 'allow[0]: unknown field …': the path says what the mistake stands in.
        let (inside, rest) = match message.split_once(": ") {
            Some((path, rest)) if !path.contains([' ', '`']) => (path, rest),
            _ => ("", message.as_str()),
        };
        let inside = if inside.is_empty() {
            String::new()
        } else {
            format!("'{}'", inside.split('[').next().unwrap_or(inside))
        };
        let plain = serde_words::plain(rest, &inside);
        let location = error.location();
        let (mut line, mut column) = location.map_or((1, 1), |at| (at.line(), at.column()));
        // Some mistakes are located at the mapping; the key is what a person looks for.
        let quoted = rest.split('`').nth(1).unwrap_or("");
        if rest.starts_with("duplicate") {
            let key = format!("{quoted}:");
            let second = |(_, text): &(usize, &str)| text.trim_start().starts_with(&key);
            if let Some((index, text)) = self.yaml.lines().enumerate().filter(second).nth(1) {
                line = index + 1;
                column = text.len() - text.trim_start().len() + 1;
            }
        }
        let width = if rest.starts_with("unknown field") || rest.starts_with("duplicate") {
            quoted.chars().count()
        } else {
            let text = self.yaml.lines().nth(line.saturating_sub(1)).unwrap_or("");
            text.trim_end()
                .chars()
                .skip(column.saturating_sub(1))
                .count()
        };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let at = self.first_line + number(line).saturating_sub(1);
        let problem = self.source.problem_at(at, number(column), width, plain);
        (line, serde_words::of_rule(problem, rest))
    }

    /// Where the page's body begins, in bytes of the file.
    #[must_use]
    pub fn body(&self) -> usize {
        self.body
    }

    /// The line of the file on which a top-level key stands.
    #[must_use]
    pub fn line_of(&self, key: &str) -> u32 {
        self.lines()
            .find(|(_, text)| top_level_key(text) == Some(key))
            .map_or(1, |(line, _)| line)
    }

    /// The lines of the file on which the items of a top-level list begin. Where the list is
    /// written on one line, that line for each.
    #[must_use]
    pub fn lines_of_items(&self, key: &str, count: usize) -> Vec<u32> {
        let start = self.line_of(key);
        let mut found: Vec<u32> = Vec::new();
        let mut indent = None;
        for (line, text) in self.lines().skip_while(|(line, _)| *line <= start) {
            let trimmed = text.trim_start();
            let depth = text.len() - trimmed.len();
            if trimmed.starts_with("- ") || trimmed == "-" {
                if depth == *indent.get_or_insert(depth) {
                    found.push(line);
                }
            } else if top_level_key(text).is_some() {
                break;
            }
        }
        found.resize(count, start);
        found
    }

    /// A problem at the line of a top-level key.
    #[must_use]
    pub fn problem_at_key(&self, key: &str, message: impl Into<String>) -> Problem {
        let line = self.line_of(key);
        let width = self.source.line(line).trim_end().chars().count();
        self.source.problem_at(line, 1, width, message)
    }

    fn lines(&self) -> impl Iterator<Item = (u32, &'a str)> + use<'a> {
        (self.first_line..).zip(self.yaml.lines())
    }
}

/// The top-level key that a document is refused for not having.
fn missing(error: &serde_yaml::Error) -> Option<String> {
    let message = error.to_string();
    let key = message.strip_prefix("missing field `")?;
    Some(key.split('`').next()?.to_owned())
}

fn top_level_key(line: &str) -> Option<&str> {
    if line.starts_with([' ', '\t', '-', '#']) {
        return None;
    }
    line.split_once(':')
        .map(|(key, _)| key.trim_matches(['"', '\'', ' ']))
}

/// Empties the top-level entry that holds a line (counted from 1), keeping the line count.
/// False when there is nothing left to empty.
fn blank_out(yaml: &mut String, line: usize) -> bool {
    let mut lines: Vec<&str> = yaml.lines().collect();
    let Some(mut first) = line.checked_sub(1).filter(|&at| at < lines.len()) else {
        return false;
    };
    while first > 0 && top_level_key(lines[first]).is_none() {
        first -= 1;
    }
    if lines[first].is_empty() {
        return false;
    }
    let mut last = first + 1;
    while last < lines.len() && top_level_key(lines[last]).is_none() {
        last += 1;
    }
    lines[first..last].fill("");
    *yaml = lines.join("\n");
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_front_matter() {
        let page = Source::new("a.md", "---\r\ntitle: x\r\n---\r\nbody\n");
        let found = FrontMatter::find(&page).unwrap().unwrap();
        assert_eq!(found.yaml, "title: x\r\n");
        assert_eq!(&page.text[found.body()..], "body\n");
        assert!(
            FrontMatter::find(&Source::new("a.md", "# T\n---\n"))
                .unwrap()
                .is_none()
        );
        assert!(
            FrontMatter::find(&Source::new("a.md", ""))
                .unwrap()
                .is_none()
        );
        let open = Source::new("a.md", "---\ntitle: x\n");
        assert!(
            FrontMatter::find(&open)
                .unwrap_err()
                .message
                .contains("no end")
        );
        let long = format!("---\n{}---\n", "a: b\n".repeat(20_000));
        assert!(FrontMatter::find(&Source::new("a.md", long)).is_err());
    }

    #[test]
    fn items_know_their_lines() {
        let text = "---\ntitle: x\nallow:\n  - rule: a\n    text: |\n      - b\n  - rule: c\nowner: y\n---\n";
        let page = Source::new("a.md", text);
        let found = FrontMatter::find(&page).unwrap().unwrap();
        assert_eq!(found.lines_of_items("allow", 2), [4, 7]);
        let flow = Source::new("a.md", "---\nallow: [{rule: a}, {rule: b}]\n---\n");
        let found = FrontMatter::find(&flow).unwrap().unwrap();
        assert_eq!(found.lines_of_items("allow", 2), [2, 2]);
    }
}
