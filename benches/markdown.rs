//! Pages of a playbook, as they are written: throughput is of Markdown.

use divan::Bencher;
use divan::counter::BytesCount;
use rightdeck::markdown::{
    Call, Href, Image, Options, Surroundings, TermIndex, TermLink, outline, render, text,
};
use std::borrow::Cow;
use std::fmt::Write;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

const OPTIONS: Options = Options { html: false };

/// A page of 7 KB: paragraphs with links, a table, lists, a block of YAML, a footnote.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let mut page = String::new();
    for section in 0..10 {
        let _ = write!(
            page,
            "## Section {section}: who does what\n\n\
             The partner manager opens the opportunity in the portal, and the account team answers \
             within *five* working days. See [how we register](../co-sell/register-{section}.md) before \
             the first call; nothing is shared with the account team until the customer has agreed to \
             it in writing. A Private Offer {section} counts towards the commitment, and **only** where \
             the listing is eligible. Whoever is unsure asks the alliances desk, which answers the same \
             day and keeps a list of what was asked.[^note]\n\n\
             The second paragraph says why: the team on the other side is measured by what it brings to \
             its own platform, and a deal that was registered late brings it nothing at all. That is \
             the whole secret, and most of what follows on this page is a consequence of it.\n\n"
        );
        if section % 3 == 0 {
            page.push_str("- Register first.\n- Then share, in this order, what was agreed.\n- Ask for the owner's name.\n\n");
        }
    }
    page.push_str("| Stage | Owner | Output | Days |\n| --- | --- | --- | ---: |\n");
    for row in 0..8 {
        let _ = writeln!(
            page,
            "| Qualify {row} | alliances | a registered opportunity | {row} |"
        );
    }
    page.push_str("\n```yaml\npartner: acme\nmotions:\n  - co-sell\n  - resale\nreview:\n  cadence: quarterly\n```\n\n");
    page.push_str("[^note]: The list is kept by [the desk](../desk.md).\n");
    page
});

struct Site(Option<TermIndex>);

impl Site {
    fn with_terms() -> Self {
        let names: Vec<String> = (0..200).map(|n| format!("Private Offer {n}")).collect();
        let terms = names
            .iter()
            .enumerate()
            .map(|(id, name)| (id, name.as_str(), ["MPO"]));
        Self(Some(TermIndex::new(terms)))
    }
}

impl Surroundings for Site {
    fn link<'a>(&'a self, dest: &'a str) -> Option<Href<'a>> {
        Some(Href {
            href: Cow::Borrowed(dest),
            external: false,
        })
    }

    fn image<'a>(&'a self, dest: &'a str) -> Image<'a> {
        Image {
            src: Cow::Borrowed(dest),
            width: None,
            height: None,
        }
    }

    fn call(&self, _: &Call) -> Option<String> {
        None
    }

    fn terms(&self) -> Option<&TermIndex> {
        self.0.as_ref()
    }

    fn term_href(&self, _: usize) -> Option<TermLink<'_>> {
        Some(TermLink {
            href: Cow::Borrowed("../glossary/private-offer/"),
            slug: "private-offer",
        })
    }
}

#[divan::bench(name = "outline")]
fn outlined(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(PAGE.as_str()))
        .bench(|| outline(&PAGE, &OPTIONS));
}

#[divan::bench(args = [false, true])]
fn rendered(bencher: Bencher<'_, '_>, terms: bool) {
    let site = if terms {
        Site::with_terms()
    } else {
        Site(None)
    };
    bencher
        .counter(BytesCount::of_str(PAGE.as_str()))
        .bench(|| render(&PAGE, &OPTIONS, &site));
}

#[divan::bench(name = "text")]
fn as_text(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(PAGE.as_str()))
        .bench(|| text(&PAGE));
}

#[divan::bench]
fn term_index() -> TermIndex {
    Site::with_terms().0.unwrap_or_default()
}
