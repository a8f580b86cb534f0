//! Whatever is written in a body: no panic, spans that fit, HTML that holds together, and the same text
//! that another parser finds.

use crate::balance;
use crate::site::Site;
use proptest::prelude::*;
use rightdeck::markdown::{Call, Options, TwinSurroundings, outline, render, text, twin};
use std::collections::BTreeSet;

/// Bits of Markdown, HTML and shortcodes that do the most harm together.
fn hostile() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "a",
        "b c",
        "é",
        "ß ",
        "\u{F0000}",
        "\u{10FFFD}",
        "\0",
        "\r\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## A\n",
        "### A {#a}\n",
        "===\n",
        "---\n",
        "| a | b |\n|---|--:|\n| 1 |\n",
        "```\n",
        "```yaml\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "x.md",
        "javascript:alert(1)",
        "JaVa\tScript:x",
        "data:x",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "\\",
        "&amp;",
        "&lt;script&gt;",
        "&#106;avascript&colon;x",
        "<script>",
        "</script>",
        "<b onclick=x>",
        "<img src=x onerror=y>",
        "<br>",
        "<!--",
        "-->",
        "<div>\n",
        "</div>\n",
        "<https://x.example>",
        "https://a.example/b",
        "[^1]",
        "[^1]: ",
        "[^é]",
        "[r]: x \"t\"\n",
        "[r]",
        "- [ ] ",
        "- [x] ",
        "> [!NOTE]\n",
        ": d\n",
        "MACC",
        "private offers",
        "co-sell\nmotion",
        "{{",
        "}}",
        "{{ term \"MACC\" }}",
        "{{ deck \"d`\" }}",
        "{{ data \"x\" }}\n",
        "{{ figure src=\"a\" alt=\"<b>\" }}",
        "\n{{ tabs }}\n",
        "\n{{ tab \"A\" }}\n",
        "\n{{ tab \"<B>\" }}\n",
        "\n{{ /tabs }}\n",
        "  {{ tabs }}\n",
        "> {{ /tabs }}\n",
        "\\{{",
        "{{ nope }}",
    ]);
    prop::collection::vec(bits, 0..40).prop_map(|bits| bits.concat())
}

struct Keep;

impl TwinSurroundings for Keep {
    fn link(&self, dest: &str) -> Option<String> {
        Some(dest.to_owned())
    }

    fn call(&self, call: &Call) -> Option<String> {
        Some(format!("*{}*\n\n- x\n", call.shortcode.name()))
    }
}

fn holds_together(body: &str) -> Result<(), TestCaseError> {
    let found = outline(body, &Options::default());
    let spans = found
        .headings
        .iter()
        .map(|h| &h.span)
        .chain(found.links.iter().map(|l| &l.span));
    let spans = spans
        .chain(found.mistakes.iter().map(|m| &m.span))
        .chain(found.calls.iter().map(|c| &c.span));
    for span in spans {
        prop_assert!(body.get(span.clone()).is_some(), "{span:?}");
    }
    let rendered = render(body, &Options::default(), &Site::with_terms());
    let page = balance::read(&rendered.html)
        .map_err(|why| TestCaseError::fail(format!("{why}\n{}", rendered.html)))?;
    let ids: BTreeSet<&String> = page.ids.iter().collect();
    prop_assert_eq!(ids.len(), page.ids.len(), "{}", rendered.html);
    for heading in &found.headings {
        prop_assert!(
            ids.contains(&heading.id),
            "{} in {}",
            heading.id,
            rendered.html
        );
    }
    let known = [
        "a",
        "aside",
        "b",
        "blockquote",
        "br",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "span",
        "strong",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ];
    for tag in &page.tags {
        prop_assert!(known.contains(&tag.as_str()), "<{tag}>");
    }
    for name in &page.attributes {
        prop_assert!(!name.starts_with("on") && name != "style", "{name}");
    }
    for address in &page.addresses {
        let bare: String = address
            .chars()
            .filter(|c| *c > ' ')
            .collect::<String>()
            .to_lowercase();
        prop_assert!(
            !bare.starts_with("javascript:") && !bare.starts_with("data:"),
            "{address}"
        );
    }
    let sections = text(body);
    let headings: Vec<usize> = sections
        .iter()
        .filter_map(|section| section.heading)
        .collect();
    prop_assert_eq!(headings, (0..found.headings.len()).collect::<Vec<_>>());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn hostile_bodies_hold_together(body in hostile()) {
        holds_together(&body)?;
    }

    #[test]
    fn any_text_holds_together(body in "\\PC{0,80}") {
        holds_together(&body)?;
    }
}

proptest! {
    #[test]
    fn a_twin_of_anything_is_markdown_without_html(body in hostile()) {
        let twin = twin(&body, &Keep);
        for (event, _) in pulldown_cmark::Parser::new(&twin).into_offset_iter() {
            let html = matches!(event, pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_));
            // comrak writes `<!-- end list -->` between two lists that would else be one.
            prop_assert!(!html || format!("{event:?}").contains("end list"), "{event:?} in {twin}");
        }
    }
}

/// Sentences, lists, tables, quotes, headings and code as authors write them: here both parsers must
/// find the same text.
fn ordinary() -> impl Strategy<Value = String> {
    let word = || {
        prop::sample::select(vec![
            "alpha", "Beta", "gamma,", "delta.", "é", "x < y", "R&D", "5 > 4", "\"q\"", "it's",
        ])
    };
    let words = || prop::collection::vec(word(), 1..6).prop_map(|words| words.join(" "));
    let inline = prop_oneof![
        4 => words(),
        1 => words().prop_map(|text| format!("*{text}*")),
        1 => words().prop_map(|text| format!("**{text}**")),
        1 => words().prop_map(|text| format!("~~{text}~~")),
        1 => words().prop_map(|text| format!("`{text}`")),
        1 => words().prop_map(|text| format!("[{text}](a/b.md \"t\")")),
        1 => words().prop_map(|text| format!("[{text}][ref]")),
        1 => Just("\\* &amp; &eacute; \\\\".to_owned()),
        1 => Just("a  \nb\nc".to_owned()),
    ];
    let line = prop::collection::vec(inline, 1..4).prop_map(|parts| parts.join(" "));
    let flat = || prop::collection::vec(words(), 1..4);
    let block = prop_oneof![
        4 => line.clone(),
        1 => words().prop_map(|text| format!("## {text}")),
        1 => words().prop_map(|text| format!("{text}\n---")),
        1 => flat().prop_map(|items| items.iter().map(|item| format!("- {item}\n")).collect()),
        1 => flat().prop_map(|items| items.iter().map(|item| format!("1. {item}\n\n   {item}\n\n")).collect()),
        1 => flat().prop_map(|items| items.iter().map(|item| format!("- [x] {item}\n")).collect()),
        1 => line.prop_map(|text| format!("> {}", text.replace('\n', "\n> "))),
        1 => flat().prop_map(|cells| format!(
            "| {} |\n|{}\n| {} |", cells.join(" | "), "---|".repeat(cells.len()), cells.join(" | "))),
        1 => words().prop_map(|text| format!("```python\n{text}\n\n# {text}\n```")),
        1 => words().prop_map(|text| format!("    {text}\n    {text}")),
        1 => Just("***".to_owned()),
    ];
    prop::collection::vec(block, 0..8)
        .prop_map(|blocks| format!("{}\n\n[ref]: z.md\n", blocks.join("\n\n")))
}

proptest! {
    #[test]
    fn another_parser_finds_the_same_text(body in ordinary()) {
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.tasklist = true;
        let theirs = comrak::markdown_to_html(&body, &options);
        let ours = Site::default().html(&body);
        prop_assert_eq!(plain(&ours), plain(&theirs), "{}\n{}", ours, theirs);
    }
}

/// The words between tags.
fn plain(html: &str) -> String {
    let mut out = String::new();
    for (index, part) in html.split('<').enumerate() {
        let text = if index == 0 {
            part
        } else {
            part.split_once('>').map_or("", |(_, text)| text)
        };
        out.push_str(text);
        // Tags that stand between words part them in both.
        let block = ["/p", "/li", "/t", "/h", "/pre", "br", "hr"]
            .iter()
            .any(|tag| part.starts_with(tag));
        if block {
            out.push(' ');
        }
    }
    let out = out
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
