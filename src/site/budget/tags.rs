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
///
/// Every page is read, so this goes by bytes; what parts them is ASCII, so cuts never fall into a character.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &html.as_bytes()[at..]) {
        at += found + 1;
        let rest = &html.as_bytes()[at..];
        if rest.starts_with(b"!--") {
            let end = memchr::memmem::find(rest, b"-->");
            at = end.map_or(html.len(), |end| at + end);
        } else if rest.first().is_some_and(u8::is_ascii_alphabetic) {
            let tag = tag(html, &mut at);
            if matches!(tag.name, "script" | "style") {
                let end = format!("</{}", tag.name);
                let end = memchr::memmem::find(&html.as_bytes()[at..], end.as_bytes());
                at = end.map_or(html.len(), |end| at + end);
            }
            out.push(tag);
        }
    }
    out
}

/// The tag whose name begins at `at`, which is moved to what follows.
fn tag<'a>(html: &'a str, at: &mut usize) -> Tag<'a> {
    let is_space = |byte: u8| byte.is_ascii_whitespace();
    let mut tag = Tag {
        name: until(html, at, |byte| {
            is_space(byte) || matches!(byte, b'/' | b'>')
        }),
        attributes: Vec::new(),
    };
    loop {
        until(html, at, |byte| !is_space(byte) && byte != b'/');
        match html.as_bytes().get(*at) {
            None => return tag,
            Some(b'>') => {
                *at += 1;
                return tag;
            }
            Some(_) => {}
        }
        // A name has one byte at least, so that the loop ends.
        let start = *at;
        *at += 1;
        until(html, at, |byte| {
            is_space(byte) || matches!(byte, b'=' | b'/' | b'>')
        });
        let key = html.get(start..*at).unwrap_or_default();
        let after = *at;
        until(html, at, |byte| !is_space(byte));
        if html.as_bytes().get(*at) != Some(&b'=') {
            *at = after;
            tag.attributes.push((key, ""));
            continue;
        }
        *at += 1;
        until(html, at, |byte| !is_space(byte));
        let value = match html.as_bytes().get(*at) {
            Some(&quote @ (b'"' | b'\'')) => {
                *at += 1;
                let value = until(html, at, |byte| byte == quote);
                *at = (*at + 1).min(html.len());
                value
            }
            _ => until(html, at, |byte| is_space(byte) || byte == b'>'),
        };
        tag.attributes.push((key, value));
    }
}

/// What stands before the first byte that ends it, all of which are ASCII.
fn until<'a>(html: &'a str, at: &mut usize, ends: impl Fn(u8) -> bool) -> &'a str {
    let start = *at;
    let rest = &html.as_bytes()[start..];
    *at += rest
        .iter()
        .position(|byte| ends(*byte))
        .unwrap_or(rest.len());
    html.get(start..*at).unwrap_or_default()
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
