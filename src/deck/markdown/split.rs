//! The blocks of front matter in a file, and which program it was written for.
//!
//! Where slides part otherwise is told by the Markdown parser: a line of `---` may be a fence's, a
//! comment's, or the underline of a heading.

use super::front::{self, Block};
use crate::deck::shared::problem::Problem;

/// The program that a deck is written for, as far as it changes what is what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// `marp: true`.
    Marp,
    /// Slides have front matter of their own, or the first one has Slidev's keys.
    Slidev,
    /// reveal.js and others: `--` parts slides too, and `Note:` begins notes.
    Reveal,
}

/// Keys that only Slidev knows.
const SLIDEV: [&str; 14] = [
    "layout",
    "mdc",
    "drawings",
    "highlighter",
    "themeConfig",
    "routerMode",
    "colorSchema",
    "lineNumbers",
    "src",
    "hide",
    "disabled",
    "addons",
    "favicon",
    "exportFilename",
];

/// Blocks of front matter in their order; that of the file, where there is one, begins it.
///
/// # Errors
/// When the file's own has no end.
pub(super) fn blocks(text: &str) -> Result<(Vec<Block>, Dialect), Problem> {
    let lines = lines(text);
    let mut blocks = Vec::new();
    let mut dialect = Dialect::Reveal;
    let mut next = 0;
    if lines.first().is_some_and(|line| is_bar(line.text))
        && lines
            .get(1)
            .is_some_and(|line| looks_like_yaml(line.text) || is_bar(line.text))
    {
        let end = (1..lines.len()).find(|at| is_bar(lines[*at].text));
        let Some(end) = end else {
            return Err(Problem::corrupt(
                "its front matter has no end; close it with a line of '---'",
            ));
        };
        let block = block(&lines, 0, end);
        let yaml = &text[block.yaml.clone()];
        let keys = front::keys(yaml);
        if says(yaml) {
            return Ok((vec![block], Dialect::Marp));
        }
        if keys.iter().any(|key| SLIDEV.contains(&key.as_str())) {
            dialect = Dialect::Slidev;
        }
        blocks.push(block);
        next = end + 1;
    }
    let mut fence: Option<&str> = None;
    let mut comment = false;
    while let Some(line) = lines.get(next) {
        let trimmed = line.text.trim();
        if let Some(open) = fence {
            let own = trimmed.len() >= open.len() && trimmed.starts_with(open);
            if own && trimmed.trim_start_matches(&open[..1]).is_empty() {
                fence = None;
            }
        } else if comment {
            comment = !trimmed.contains("-->");
        } else if let Some(mark) = fence_of(trimmed) {
            fence = Some(mark);
        } else if let Some(at) = trimmed.rfind("<!--") {
            comment = !trimmed[at..].contains("-->");
        } else if is_bar(line.text)
            && let Some(end) = own_front(text, &lines, next)
        {
            blocks.push(block(&lines, next, end));
            dialect = Dialect::Slidev;
            next = end;
        }
        next += 1;
    }
    Ok((blocks, dialect))
}

/// Whether front matter says that the file is a Marp deck.
pub(super) fn says(yaml: &str) -> bool {
    let value: Result<serde_yaml::Value, _> = match yaml.len() {
        0..=front::LIMIT => serde_yaml::from_str(yaml),
        _ => return false,
    };
    value.is_ok_and(|value| value.get("marp").and_then(serde_yaml::Value::as_bool) == Some(true))
}

/// The line that ends the front matter which this bar begins.
fn own_front(text: &str, lines: &[Line<'_>], bar: usize) -> Option<usize> {
    const MOST: usize = 200;
    if !looks_like_yaml(lines.get(bar + 1)?.text) {
        return None;
    }
    let end = (bar + 2..lines.len().min(bar + MOST)).find(|at| is_bar(lines[*at].text))?;
    front::is_mapping(&text[block(lines, bar, end).yaml]).then_some(end)
}

/// `key:`, or a remark.
fn looks_like_yaml(line: &str) -> bool {
    let key = line.split(':').next().unwrap_or("");
    let word = |c: char| c.is_alphanumeric() || "._-$\"' ".contains(c);
    line.starts_with('#') && !line.starts_with("# ")
        || line.contains(':')
            && !key.is_empty()
            && key.chars().all(word)
            && !key.starts_with([' ', '-'])
}

fn block(lines: &[Line<'_>], first: usize, last: usize) -> Block {
    let end = |at: usize| lines[at].at + lines[at].length;
    Block {
        whole: lines[first].at..end(last),
        yaml: end(first)..lines[last].at,
    }
}

fn is_bar(line: &str) -> bool {
    line.starts_with("---") && line.trim_end().bytes().all(|byte| byte == b'-')
}

fn fence_of(line: &str) -> Option<&str> {
    ["`", "~"].into_iter().find_map(|mark| {
        let length = line.len() - line.trim_start_matches(mark).len();
        // A fence of backticks has none behind it.
        let own = length >= 3 && (mark == "~" || !line[length..].contains(mark));
        own.then_some(&line[..length])
    })
}

struct Line<'a> {
    text: &'a str,
    at: usize,
    length: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            Line {
                text: line.trim_end_matches(['\n', '\r']),
                at: start,
                length: line.len(),
            }
        })
        .collect()
}
