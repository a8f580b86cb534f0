//! Glossary terms in running text.

use crate::site::Site;
use rightdeck::markdown::{Options, render};

/// The text with `[…]` around what was linked.
fn linked(site: &Site, body: &str) -> String {
    let html = site.html(body);
    let mut out = String::new();
    let mut rest = html.trim_end();
    while let Some((before, after)) = rest.split_once("<a class=\"term\"") {
        let (_, after) = after.split_once('>').expect("a tag ends");
        let (name, after) = after.split_once("</a>").expect("a link ends");
        out.push_str(before);
        out.push_str(&format!("[{name}]"));
        rest = after;
    }
    out.push_str(rest);
    out.replace("<p>", "").replace("</p>", "")
}

#[test]
fn what_is_a_term_and_what_is_not() {
    let site = Site::with_terms();
    for (body, expected) in [
        ("A MACC and a MACC.", "A [MACC] and a MACC."),
        ("macc Macc", "macc Macc"),
        ("MACCs, MACC's", "[MACCs], MACC's"),
        ("MACC's", "[MACC]'s"),
        ("a MACC’s end", "a [MACC]’s end"),
        (
            "SMACC MACCa MACC_x x.MACC MACC.x",
            "SMACC MACCa MACC_x x.MACC MACC.x",
        ),
        ("non-MACC", "non-[MACC]"),
        ("resell, co-sell", "resell, co-sell"),
        ("Sell it", "[Sell] it"),
        ("Co sell motions", "[Co sell motions]"),
        ("a co-sell-motion", "a [co-sell-motion]"),
        ("a co-sell\nmotion", "a [co-sell\nmotion]"),
        ("Joint Selling", "[Joint Selling]"),
        ("opportunities", "[opportunities]"),
        ("Opportunity", "[Opportunity]"),
        ("private offers and offers", "[private offers] and [offers]"),
        (
            "private offer, private offer",
            "[private offer], private offer",
        ),
        ("über deals ÜBER DEAL", "[über deals] ÜBER DEAL"),
        (
            "aws marketplace, AWS marketplace",
            "aws marketplace, [AWS marketplace]",
        ),
        (
            "microsoft azure consumption commitment",
            "[microsoft azure consumption commitment]",
        ),
        ("*MACC*", "<em>[MACC]</em>"),
        ("`MACC` and MACC", "<code>MACC</code> and [MACC]"),
        (
            "https://x.example/MACC",
            "<a href=\"https://x.example/MACC\" rel=\"external noopener\">https://x.example/MACC</a>",
        ),
        ("[MACC](a.md) MACC", "<a href=\"a.md\">MACC</a> [MACC]"),
        ("{{ term \"macc\" }} MACC", "<b>term:macc</b> MACC"),
        ("can't sell't", "can't sell't"),
    ] {
        assert_eq!(linked(&site, body), expected, "{body:?}");
    }
}

#[test]
fn headings_hold_none_and_later_text_does() {
    let html = Site::with_terms().html("## MACC\n\nMACC\n");
    assert!(
        html.starts_with("<h2 id=\"macc\">MACC<a class=\"anchor\""),
        "{html}"
    );
    assert!(
        html.ends_with("<p><a class=\"term\" href=\"g/MACC/\" data-term=\"MACC\">MACC</a></p>\n"),
        "{html}"
    );
}

#[test]
fn a_term_is_not_linked_on_its_own_page() {
    let site = Site {
        own: Some(13),
        ..Site::with_terms()
    };
    assert_eq!(
        linked(&site, "private offer, offer"),
        "private offer, [offer]"
    );
}

#[test]
fn what_was_linked_is_told() {
    let body = "offer MACC {{ term \"co sell motion\" }} offer sell";
    let rendered = render(body, &Options::default(), &Site::with_terms());
    assert_eq!(rendered.terms, [14, 10, 11, 17]);
}
