//! The tags of a page as we write them, with their attributes: enough to tell what a browser will fetch.

/// A tag that opens an element.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// An attribute's value; empty where it has none.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(own, _)| *own == name);
        found.map(|(_, value)| *value)
    }
}

/// All opening tags, in order. Comments are passed over, and so is what stands in scripts and styles.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut out = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, after) = tag(rest);
        rest = after;
        if matches!(tag.name, "script" | "style") {
            let end = format!("</{}", tag.name);
            rest = rest.find(&end).map_or("", |at| &rest[at..]);
        }
        out.push(tag);
    }
    out
}

/// A tag from its name on, and what follows it.
fn tag(text: &str) -> (Tag<'_>, &str) {
    let end = |text: &str, stop: fn(char) -> bool| text.find(stop).unwrap_or(text.len());
    let (name, mut rest) = text.split_at(end(text, |c| c.is_whitespace() || "/>".contains(c)));
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        // A name has one letter at least, so that the loop ends.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = end(&rest[first..], |c| c.is_whitespace() || "=/>".contains(c));
        let (key, after) = rest.split_at(first + length);
        let (value, after) = match after.trim_start().strip_prefix('=').map(str::trim_start) {
            None => ("", after),
            Some(given) => match given.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    given[1..].split_once(quote).unwrap_or((&given[1..], ""))
                }
                _ => given.split_at(end(given, |c| c.is_whitespace() || c == '>')),
            },
        };
        attributes.push((key, value));
        rest = after;
    }
    (Tag { name, attributes }, rest)
}

#[cfg(test)]
mod tests {
    use super::tags;
    use proptest::prelude::*;

    #[test]
    fn tags_and_their_attributes() {
        let html = "<!doctype html><!-- <b> --><p class=a data-x='1 > 0' hidden>5 < 6 <img src=\"a.png\"/></p><script>'<i>'</script><br>";
        let found: Vec<String> = tags(html)
            .iter()
            .map(|tag| format!("{} {:?}", tag.name, tag.attributes))
            .collect();
        assert_eq!(
            found,
            [
                r#"p [("class", "a"), ("data-x", "1 > 0"), ("hidden", "")]"#,
                r#"img [("src", "a.png")]"#,
                "script []",
                "br []",
            ]
        );
    }

    proptest! {
        #[test]
        fn anything_can_be_read(html in "[<>a-c=\"' /!-]{0,60}|\\PC{0,60}") {
            tags(&html);
        }
    }
}
