//! HTML in Markdown: its words, the attributes that a person reads, and its comments.

use super::walk::Walk;
use crate::deck::shared::names::is_machine_value;
use crate::deck::shared::problem::Problem;
use crate::deck::{Part, Place};

/// Attributes that say how something looks or works, and nothing else.
const SILENT: [&str; 12] = [
    "class", "style", "id", "width", "height", "lang", "dir", "type", "rel", "target", "at", "key",
];

/// Elements inside a line.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u", "v-click",
];

impl<'a> Walk<'a> {
    /// Reads a piece of HTML that begins at a byte of the file.
    pub(super) fn html(&mut self, source: &'a str, base: usize) {
        let mut at = 0;
        while at < source.len() {
            let rest = &source[at..];
            let Some(open) = rest.find('<') else {
                self.plain(rest, base + at);
                return;
            };
            self.plain(&rest[..open], base + at);
            at += open;
            at += self.markup(&source[at..], base + at);
        }
    }

    /// One tag, comment or declaration, or a sign that begins none: how long it is.
    fn markup(&mut self, rest: &'a str, base: usize) -> usize {
        if let Some(inner) = rest.strip_prefix("<!--") {
            let length = inner.find("-->");
            let end = length.unwrap_or(inner.len());
            let before = self.slide().texts.len();
            let range = base + 4..base + 4 + end;
            match self.forced {
                None => self.slide().comments.push((range, before)),
                Some(part) => self.said(part, Place::Whole, &inner[..end], base + 4),
            }
            if length.is_none() {
                let what =
                    "a comment in it has no end, so programs differ in what they show after it";
                let number = u32::try_from(self.slides.len()).unwrap_or(u32::MAX);
                self.problems
                    .push(("its Markdown".into(), number, Problem::corrupt(what)));
            }
            return (4 + end + 3).min(rest.len());
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            self.said(Part::Comment, Place::Whole, &rest[..end], base);
            return end;
        }
        let Some((tag, end)) = Tag::read(rest) else {
            self.plain(&rest[..1], base);
            return 1;
        };
        if !tag.closes {
            for (name, value, at) in &tag.attributes {
                self.attribute(&tag, name, value, base + at);
            }
        }
        self.element(&tag, base);
        if matches!(tag.name.as_str(), "script" | "style") && !tag.closes {
            let close = format!("</{}", tag.name);
            let code = &rest[end..];
            let ends = |at: &usize| {
                let end = code.as_bytes().get(*at..at + close.len());
                end.is_some_and(|end| end.eq_ignore_ascii_case(close.as_bytes()))
            };
            let closes = memchr::memmem::find_iter(code.as_bytes(), "</");
            let length = closes.into_iter().find(ends).unwrap_or(code.len());
            let place = Place::Named(tag.name);
            self.said(Part::Embedded, place, &code[..length], base + end);
            return end + length;
        }
        end
    }

    fn element(&mut self, tag: &Tag<'_>, base: usize) {
        let name = tag.name.as_str();
        if name == "br" {
            self.put("\n", base);
            return;
        }
        if INLINE.contains(&name) {
            return;
        }
        self.flush();
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.now.heading = !tag.closes,
            "table" => self.now.cell = (!tag.closes).then_some((0, 0)),
            "tr" if !tag.closes => {
                self.now.cell = self.now.cell.map(|(row, _)| (row + 1, 0));
            }
            "td" | "th" if !tag.closes => {
                self.now.cell = self.now.cell.map(|(row, column)| (row, column + 1));
            }
            "aside" if tag.closes => self.now.aside = false,
            "aside" => {
                self.now.aside = tag
                    .attributes
                    .iter()
                    .any(|(name, value, _)| *name == "class" && value.contains("notes"));
            }
            _ => {}
        }
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, value: &str, at: usize) {
        let lower = name.to_ascii_lowercase();
        let bound = lower.starts_with("v-") || lower.starts_with('@') || lower.starts_with("on");
        match lower.trim_start_matches(':') {
            "href" | "cite" | "action" => self.said(Part::Link, Place::Whole, value, at),
            "src"
            | "poster"
            | "srcset"
            | "data-src"
            | "data-background-image"
            | "data-background"
            | "data-background-video"
            | "data-background-iframe" => self.medium(value, at),
            "alt" => self.said(Part::AltText, Place::Whole, value, at),
            own if bound || SILENT.contains(&own) || is_machine_value(value.trim()) => {}
            own => {
                let place = Place::Named(format!("{own} of {}", tag.name));
                self.said(Part::AltText, place, value, at);
            }
        }
    }

    /// Text between tags; blanks are one blank.
    fn plain(&mut self, text: &str, base: usize) {
        let mut at = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let start = base + at;
            at += word.len();
            let letters = word.trim_end();
            self.letters(letters, start);
            if letters.len() < word.len() && !self.now.draft.text.is_empty() {
                self.now.draft.space(start + letters.len());
            }
        }
    }

    fn letters(&mut self, word: &str, base: usize) {
        let mut at = 0;
        while let Some(sign) = word[at..].find('&') {
            self.put(&word[at..at + sign], base + at);
            at += sign;
            let entity = word[at..].split_inclusive(';').next().unwrap_or("&");
            match character(entity) {
                Some(letter) => {
                    self.put(letter.encode_utf8(&mut [0; 4]), base + at);
                    at += entity.len();
                }
                None => {
                    self.put("&", base + at);
                    at += 1;
                }
            }
        }
        self.put(&word[at..], base + at);
    }
}

/// What `&amp;` and its like stand for.
fn character(entity: &str) -> Option<char> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "ndash" => '–',
        "mdash" => '—',
        "reg" => '®',
        "copy" => '©',
        "trade" => '™',
        _ => return None,
    })
}

struct Tag<'a> {
    /// In lower case.
    name: String,
    closes: bool,
    /// Names, values, and where these begin.
    attributes: Vec<(&'a str, &'a str, usize)>,
}

impl<'a> Tag<'a> {
    /// The tag at the start, and its length. What has no end is none.
    fn read(text: &'a str) -> Option<(Self, usize)> {
        const LONGEST: usize = 64 << 10;
        let text = &text[..text.floor_char_boundary(LONGEST)];
        let closes = text.starts_with("</");
        let mut at = if closes { 2 } else { 1 };
        let is_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
        let name = &text[at..at + text[at..].find(|c| !is_name(c))?];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        at += name.len();
        let mut tag = Self {
            name: name.to_ascii_lowercase(),
            closes,
            attributes: Vec::new(),
        };
        loop {
            at += blanks(&text[at..]);
            match text[at..].chars().next()? {
                '>' => return Some((tag, at + 1)),
                // Another one begins: this one has no end.
                '<' => return None,
                '/' | '=' | '"' | '\'' => at += 1,
                _ => {
                    let ends = |c: char| c.is_whitespace() || "=>/".contains(c);
                    let key = &text[at..at + text[at..].find(ends)?];
                    at += key.len();
                    let equals = at + blanks(&text[at..]);
                    if !text[equals..].starts_with('=') {
                        continue;
                    }
                    at = equals + 1;
                    at += blanks(&text[at..]);
                    let quote = text[at..].chars().next()?;
                    let length = if matches!(quote, '"' | '\'') {
                        at += 1;
                        text[at..].find(quote)?
                    } else {
                        text[at..].find(|c: char| c.is_whitespace() || c == '>')?
                    };
                    tag.attributes.push((key, &text[at..at + length], at));
                    at += length + usize::from(matches!(quote, '"' | '\''));
                }
            }
        }
    }
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
