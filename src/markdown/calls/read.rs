//! One call: `{{ name "positional" key="named" }}`.

use super::{Arg, Call, Piece, Shortcode};
use crate::markdown::Mistake;
use crate::source::nearest;
use std::ops::Range;

/// A shortcode's parameters, in the order of positional arguments, and how many of them are needed.
struct Shape {
    name: &'static str,
    shortcode: Option<Shortcode>,
    params: &'static [&'static str],
    needed: usize,
    example: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "term",
        shortcode: Some(Shortcode::Term),
        params: &["name"],
        needed: 1,
        example: r#"{{ term "MACC" }}"#,
    },
    Shape {
        name: "word",
        shortcode: Some(Shortcode::Word),
        params: &["thing", "form"],
        needed: 1,
        example: r#"{{ word "commit-term" }}"#,
    },
    Shape {
        name: "credentials",
        shortcode: Some(Shortcode::Credentials),
        params: &["hyperscaler"],
        needed: 1,
        example: r#"{{ credentials "aws" }}"#,
    },
    Shape {
        name: "deck",
        shortcode: Some(Shortcode::Deck),
        params: &["slug"],
        needed: 1,
        example: r#"{{ deck "why-quillfish-aws" }}"#,
    },
    Shape {
        name: "include",
        shortcode: Some(Shortcode::Include),
        params: &["path"],
        needed: 1,
        example: r#"{{ include "snippets/x.md" }}"#,
    },
    Shape {
        name: "figure",
        shortcode: Some(Shortcode::Figure),
        params: &["src", "alt", "caption"],
        needed: 2,
        example: r#"{{ figure src="x.png" alt="what it shows" }}"#,
    },
    Shape {
        name: "data",
        shortcode: Some(Shortcode::Data),
        params: &["name", "caption"],
        needed: 1,
        example: r#"{{ data "calendar" }}"#,
    },
    Shape {
        name: "tabs",
        shortcode: None,
        params: &[],
        needed: 0,
        example: "{{ tabs }}",
    },
    Shape {
        name: "tab",
        shortcode: None,
        params: &["label"],
        needed: 1,
        example: r#"{{ tab "AWS" }}"#,
    },
    Shape {
        name: "/tabs",
        shortcode: None,
        params: &[],
        needed: 0,
        example: "{{ /tabs }}",
    },
];

/// Reads the call whose first brace stands at `start`.
pub(super) fn piece(body: &str, start: usize) -> Result<Piece, Mistake> {
    let mut cursor = Cursor {
        body,
        at: start + 2,
    };
    cursor.space();
    let name_at = cursor.at;
    let name = cursor.word(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_'));
    let Some(shape) = SHAPES.iter().find(|shape| shape.name == name) else {
        return Err(unknown(body, start, name, name_at));
    };
    let mut args: Vec<Arg> = Vec::new();
    loop {
        cursor.space();
        if cursor.rest().starts_with("}}") {
            cursor.at += 2;
            break;
        }
        let arg = cursor.arg(shape, start, args.len())?;
        if args.iter().any(|other| other.name == arg.name) {
            return Err(Mistake::new(
                arg.span,
                format!("'{}' is given twice; keep one of the two", arg.name),
            ));
        }
        args.push(arg);
    }
    let span = start..cursor.at;
    for param in &shape.params[..shape.needed] {
        let given = args.iter().find(|arg| arg.name == *param);
        if given.is_none_or(|arg| arg.value.trim().is_empty()) {
            let at = given.map_or(span, |arg| arg.span.clone());
            return Err(Mistake::new(
                at,
                format!("'{}' needs '{param}': write {}", shape.name, shape.example),
            ));
        }
    }
    // What it cannot do without comes first, however the author ordered it.
    args.sort_by_key(|arg| shape.params.iter().position(|param| *param == arg.name));
    Ok(match (shape.shortcode, shape.name) {
        (Some(shortcode), _) => Piece::Call(Call {
            shortcode,
            args,
            span,
            block: false,
        }),
        (None, "tabs") => Piece::Tabs(span),
        (None, "tab") => Piece::Tab {
            label: args.pop().map(|arg| arg.value).unwrap_or_default(),
            span,
        },
        (None, _) => Piece::EndTabs(span),
    })
}

fn unknown(body: &str, start: usize, name: &str, name_at: usize) -> Mistake {
    let literal = "for two braces as text write \\{{ or put them in code";
    let line = body[start..].lines().next().unwrap_or_default();
    let Some(close) = line.find("}}") else {
        return unclosed(body, start);
    };
    if name.is_empty() {
        return Mistake::new(
            start..start + close + 2,
            format!("no shortcode begins like this; {literal}"),
        );
    }
    let names = SHAPES.iter().map(|shape| shape.name);
    let hint = match nearest(name, names) {
        Some(near) => format!("did you mean '{near}'?"),
        None => {
            format!(
                "there are term, word, credentials, deck, include, figure, data and tabs; {literal}"
            )
        }
    };
    Mistake::new(
        name_at..name_at + name.len(),
        format!("there is no shortcode '{name}': {hint}"),
    )
}

fn unclosed(body: &str, start: usize) -> Mistake {
    let line = body[start..].lines().next().unwrap_or_default();
    Mistake::new(
        start..start + line.trim_end().len().max(2),
        "this shortcode has no end: close it with }}, or write \\{{ for two braces as text",
    )
}

struct Cursor<'a> {
    body: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.body[self.at..]
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Space and at most one line end: a blank line ends a paragraph, and no call goes on after it.
    fn space(&mut self) {
        let rest = self.rest();
        let space = rest.len() - rest.trim_start().len();
        let lines = rest[..space].matches('\n').count();
        if lines < 2 {
            self.at += space;
        }
    }

    fn arg(&mut self, shape: &Shape, start: usize, index: usize) -> Result<Arg, Mistake> {
        let from = self.at;
        let key = self.word(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let key_span = from..self.at;
        if !key.is_empty() {
            self.space();
            if !self.rest().starts_with('=') {
                if self.rest().is_empty() || self.rest().starts_with(char::is_whitespace) {
                    return Err(unclosed(self.body, start));
                }
                return Err(Mistake::new(
                    key_span,
                    format!("put the value in double quotes: {}", shape.example),
                ));
            }
            self.at += 1;
            self.space();
        }
        let (value, span) = self.quoted(shape, start)?;
        let param = if key.is_empty() {
            shape.params.get(index)
        } else {
            shape.params.iter().find(|param| **param == key)
        };
        let Some(name) = param else {
            let takes = match shape.params {
                [] => "no argument".to_owned(),
                params => params.join(", "),
            };
            let at = if key.is_empty() { span } else { key_span };
            let what = if key.is_empty() {
                "one argument too many"
            } else {
                "an unknown argument"
            };
            return Err(Mistake::new(
                at,
                format!("{what}: '{}' takes {takes}", shape.name),
            ));
        };
        Ok(Arg { name, value, span })
    }

    /// A value in double quotes, in which `\"` and `\\` stand for `"` and `\`.
    fn quoted(&mut self, shape: &Shape, start: usize) -> Result<(String, Range<usize>), Mistake> {
        let from = self.at;
        if !self.rest().starts_with('"') {
            if !self.body[start..]
                .lines()
                .next()
                .unwrap_or_default()
                .contains("}}")
            {
                return Err(unclosed(self.body, start));
            }
            let wrong = self.rest().chars().next().map_or(0, char::len_utf8);
            return Err(Mistake::new(
                from..from + wrong,
                format!("an argument stands in double quotes: {}", shape.example),
            ));
        }
        let mut value = String::new();
        let mut chars = self.rest()[1..].char_indices();
        let mut blank = false;
        while let Some((offset, c)) = chars.next() {
            match c {
                '"' => {
                    self.at = from + 1 + offset + 1;
                    return Ok((value, from..self.at));
                }
                '\\' => match chars.clone().next() {
                    Some((_, next @ ('"' | '\\'))) => {
                        chars.next();
                        value.push(next);
                    }
                    _ => value.push('\\'),
                },
                '\n' if blank => break,
                '\n' => value.push(' '),
                c => value.push(c),
            }
            blank = c == '\n' || (blank && c.is_whitespace());
        }
        let line = self.rest().lines().next().unwrap_or_default();
        Err(Mistake::new(
            from..from + line.trim_end().len().max(1),
            "this value has no closing double quote",
        ))
    }
}
