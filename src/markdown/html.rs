//! HTML that authors write: comments are dropped, `<br>` is a line break, the rest is for the switch.

use std::borrow::Cow;

/// Whether a tag is `<br>`, in any of its spellings.
pub(super) fn is_break(tag: &str) -> bool {
    let inner = tag.strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
    inner.is_some_and(|inner| {
        inner
            .trim_end_matches(['/', ' '])
            .eq_ignore_ascii_case("br")
    })
}

/// A text without its comments, and whether the last comment is closed.
pub(super) fn without_comments(html: &str) -> (Cow<'_, str>, bool) {
    if !html.contains("<!--") {
        return (Cow::Borrowed(html), true);
    }
    let (mut out, mut rest) = (String::new(), html);
    while let Some((before, inside)) = rest.split_once("<!--") {
        out.push_str(before);
        // `<!-->` and `<!--->` are comments too.
        let short = [">", "->"].iter().find(|end| inside.starts_with(**end));
        let end = short.map(|end| end.len());
        match end.or_else(|| inside.find("-->").map(|at| at + 3)) {
            Some(end) => rest = &inside[end..],
            None => return (Cow::Owned(out), false),
        }
    }
    out.push_str(rest);
    (Cow::Owned(out), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_unclosed_ones_are_seen() {
        assert_eq!(
            without_comments("a<!-- b --> c <!---->d"),
            ("a c d".into(), true)
        );
        assert_eq!(without_comments("<!--> a"), (" a".into(), true));
        assert_eq!(without_comments("a <!-- b"), ("a ".into(), false));
        assert_eq!(without_comments("<p>"), ("<p>".into(), true));
    }

    #[test]
    fn breaks_are_known() {
        assert!(is_break("<br>") && is_break("<BR/>") && is_break("<br />"));
        assert!(!is_break("<br class='x'>") && !is_break("<b>"));
    }
}
