//! Code blocks, coloured by class.
//!
//! 1. A language is looked up by the first word after the fence; one that is not known stays plain.
//! 2. `words` reads languages made of comments, strings, numbers and words, each a table in
//!    `languages`; `lines` those in which a line's start says what it is; `markup` tags.
//! 3. A [`Painter`] writes the pieces. Every reader hands on the whole text, piece by piece, so nothing
//!    of it can be lost.
//!
//! These readers know no grammar: they colour what helps to read a snippet of configuration, a query or
//! a script. In return nothing is loaded and a block costs next to nothing; a page may show a program
//! that does not even compile.

mod languages;
mod lines;
mod markup;
mod words;
mod yaml;

use super::escape;

/// What a piece of code is. The HTML has it as the class `hl-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Comment,
    String,
    Number,
    Keyword,
    Function,
    Type,
    Constant,
    Variable,
    Tag,
    Attribute,
    Operator,
    Punctuation,
    Inserted,
    Deleted,
    Heading,
}

impl Class {
    fn open(self) -> &'static str {
        match self {
            Self::Comment => "<span class=\"hl-comment\">",
            Self::String => "<span class=\"hl-string\">",
            Self::Number => "<span class=\"hl-number\">",
            Self::Keyword => "<span class=\"hl-keyword\">",
            Self::Function => "<span class=\"hl-function\">",
            Self::Type => "<span class=\"hl-type\">",
            Self::Constant => "<span class=\"hl-constant\">",
            Self::Variable => "<span class=\"hl-variable\">",
            Self::Tag => "<span class=\"hl-tag\">",
            Self::Attribute => "<span class=\"hl-attribute\">",
            Self::Operator => "<span class=\"hl-operator\">",
            Self::Punctuation => "<span class=\"hl-punctuation\">",
            Self::Inserted => "<span class=\"hl-inserted\">",
            Self::Deleted => "<span class=\"hl-deleted\">",
            Self::Heading => "<span class=\"hl-heading\">",
        }
    }
}

/// Writes pieces of code.
struct Painter<'o> {
    out: &'o mut String,
}

impl Painter<'_> {
    fn paint(&mut self, class: Class, text: &str) {
        if !text.is_empty() {
            self.out.push_str(class.open());
            escape::text(self.out, text);
            self.out.push_str("</span>");
        }
    }

    fn plain(&mut self, text: &str) {
        escape::text(self.out, text);
    }
}

/// Writes a block of code in a language, escaped.
pub(super) fn highlight(out: &mut String, language: &str, text: &str) {
    let painter = &mut Painter { out };
    let language = language.to_ascii_lowercase();
    match language.as_str() {
        "yaml" | "yml" => yaml::paint(painter, text),
        "toml" | "ini" | "cfg" | "conf" | "properties" | "env" | "dotenv" | "editorconfig" => {
            lines::settings(painter, text);
        }
        "diff" | "patch" => lines::diff(painter, text),
        "http" => lines::http(painter, text),
        "markdown" | "md" => lines::markdown(painter, text),
        "console" | "shell-session" => lines::console(painter, text),
        "xml" | "html" | "svg" | "xhtml" => markup::paint(painter, text),
        name => match languages::find(name) {
            Some(grammar) => words::paint(painter, text, grammar),
            None => painter.plain(text),
        },
    }
}

#[cfg(test)]
mod tests;
