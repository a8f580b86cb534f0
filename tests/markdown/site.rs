//! A site around a page, for tests.

use rightdeck::markdown::{Call, Href, Image, Options, Surroundings, TermIndex, TermLink, render};
use std::borrow::Cow;

/// Answers what the site would.
#[derive(Default)]
pub(crate) struct Site {
    pub(crate) terms: TermIndex,
    pub(crate) own: Option<usize>,
}

pub(crate) const TERMS: &[(usize, &str, &[&str])] = &[
    (10, "MACC", &["Microsoft Azure Consumption Commitment"]),
    (11, "co-sell motion", &["joint selling"]),
    (12, "opportunity", &[]),
    (13, "private offer", &[]),
    (14, "offer", &[]),
    (15, "Über deal", &[]),
    (16, "AWS Marketplace", &[]),
    (17, "sell", &[]),
];

impl Site {
    pub(crate) fn with_terms() -> Self {
        let terms = TERMS
            .iter()
            .map(|(id, term, aliases)| (*id, *term, aliases.iter().copied()));
        Self {
            terms: TermIndex::new(terms),
            own: None,
        }
    }

    pub(crate) fn html(&self, body: &str) -> String {
        render(body, &Options::default(), self).html
    }
}

impl Surroundings for Site {
    fn link<'a>(&'a self, dest: &'a str) -> Option<Href<'a>> {
        let external = dest.contains("://");
        let href = Cow::Borrowed(dest);
        (dest != "withheld.md").then_some(Href { href, external })
    }

    fn image<'a>(&'a self, dest: &'a str) -> Image<'a> {
        let size = (!dest.contains("://")).then_some(40);
        Image {
            src: Cow::Borrowed(dest),
            width: size,
            height: size,
        }
    }

    fn call(&self, call: &Call) -> Option<String> {
        let name = call.shortcode.name();
        let tag = if call.block { "div" } else { "b" };
        // The test's own answer is HTML: values stand in it escaped.
        let value = call
            .subject()
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        Some(format!("<{tag}>{name}:{value}</{tag}>"))
    }

    fn terms(&self) -> Option<&TermIndex> {
        Some(&self.terms)
    }

    fn own_term(&self) -> Option<usize> {
        self.own
    }

    fn term_href(&self, term: usize) -> Option<TermLink<'_>> {
        let (_, term, _) = TERMS.iter().find(|(id, ..)| *id == term)?;
        let slug: &str = term.split([' ', '-']).next()?;
        Some(TermLink {
            href: format!("g/{slug}/").into(),
            slug,
        })
    }
}
