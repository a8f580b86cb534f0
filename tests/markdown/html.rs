//! What is written, construct by construct.

use crate::balance;
use crate::site::Site;
use rightdeck::markdown::{Options, render};

fn snapshot(name: &str, bodies: &[&str]) {
    let site = Site::with_terms();
    let mut shown = String::new();
    for body in bodies {
        let html = site.html(body);
        balance::read(&html).unwrap_or_else(|why| panic!("{why} in\n{html}"));
        shown.push_str(&format!("=== {}\n{html}\n", body.replace('\n', "\n  = ")));
    }
    insta::assert_snapshot!(name, shown);
}

#[test]
fn blocks() {
    snapshot(
        "blocks",
        &[
            "## One *two*\n\ntext\nmore  \nbreak\n\nSetext\n------\n\n***\n",
            "- a\n- b\n  1. c\n  2. d\n\n3. x\n\n   y\n4. z\n",
            "- [ ] open\n- [x] done\n\n* [x] loose\n\n  more\n\n+ [ ] heading\n  ===\n",
            "> quote\n\n> [!WARNING]\n> mind **this**\n> - and this\n",
            "| a | b | c |\n|---|:-:|--:|\n| 1 | `x\\|y` | |\n| <br> | | z |\n\n| only |\n|---|\n",
            "Term\n: one\n: two\n",
            "```yaml title\na: <b>\n```\n\n    plain & simple\n",
            "~~~\"x\ny\n~~~\n",
        ],
    );
}

#[test]
fn inline() {
    snapshot(
        "inline",
        &[
            "*a* **b** ~~c~~ `d < e` &amp; &copy; \\* \"q\" 1 < 2 > 0",
            "[l](a.md \"t\\\"i\") [e](https://a.example/?a=1&b=2) <https://b.example> <x@y.example> [r]\n\n[r]: c.md\n",
            "see https://a.example/x_y_z?a&b. (http://b.example/)",
            "![a *b* `c`](p.png \"t\") ![x](https://a.example/p.png) [![in](q.png)](d.md)",
            "[bad](javascript:alert(1)) ![bad *x*](data:text/html,x) [ok](JAVASCRIPT&colon;x)",
            "a <b onclick=\"x\">b</b> <!-- no --> c<br>d\n\n<div>\nblock\n</div>\n\n<!-- gone\n\ngone -->\n",
            "[space](<a b.md>) [uml](ü.md)",
        ],
    );
}

#[test]
fn headings() {
    snapshot(
        "headings",
        &[
            "# Title\n\n## Part\n\n###### Deep\n",
            "## A\n\n## A\n\n## A 1\n\n### B {#a}\n\n### Ünïcode & `co_de` [l](x.md)\n",
            "## Fn 1\n\n## !\n\n> ## In a quote\n",
        ],
    );
    let body = "## A\n### B\n#### C\n### D\n## E <\n";
    let rendered = render(body, &Options::default(), &Site::default());
    insta::assert_debug_snapshot!("toc", rendered.toc);
}

#[test]
fn footnotes() {
    snapshot(
        "footnotes",
        &[
            "b[^b] a[^a] b[^B]\n\n[^a]: A\n[^b]: B `x`\n\n    - list\n[^c]: unused\n",
            "n[^n] m[^m]\n\n[^n]: see[^m]\n[^m]: ## Heading\n",
            "none[^x] [l[^y]](a.md)\n\n[^y]: Y\n",
        ],
    );
}

#[test]
fn shortcodes() {
    snapshot(
        "shortcodes",
        &[
            "a {{ term \"x <y>\" }} b {{deck slug=\"d\\\"\\\\\"}} c",
            "{{ deck \"alone\" }}\n\n{{ data \"a\" }}\n{{ credentials \"aws\" }}\n\n{{ term \"t\" }}\n",
            "> {{ include \"x.md\" }}\n\n- {{ deck \"i\" }}\n- l\n\n  {{ figure src=\"x\"\n     alt=\"y\" }}\n",
            "`{{ term \"x\" }}` \\{{ term }}\n\n```\n{{ deck \"x\" }}\n```\n\n    {{ x }}\n",
            "## H {{ term \"x\" }}\n\n[l {{ deck \"d\" }}](a.md) ![{{ deck \"e\" }}](b.png) [m]({{ deck \"f\" }}) x {{ data \"g\" }} y",
            "| a |\n|---|\n| {{ deck \"x|y\" }} |\n",
            "{{ nope }} {{ deck }} {{ deck \"x\" \"y\" }} {{ term \"a` }} `b` {{",
            "{{ term \"a`b\" }} and {{ term \"c`d\" }}",
            "\u{F0000} {{ term \"mine\" }} \u{F0001}",
        ],
    );
}

#[test]
fn tabs() {
    snapshot(
        "tabs",
        &[
            "before\n{{ tabs }}\n{{ tab \"AWS\" }}\n- one\n{{ tab \"A & <B>\" }}\n| t |\n|---|\n| 1 |\n{{ /tabs }}\nafter\n\n{{ tabs }}\n\n{{ tab \"C\" }}\n\nx\n\n{{ /tabs }}\n",
            "- item\n\n  {{ tabs }}\n  {{ tab \"In\" }}\n  text\n  {{ /tabs }}\n",
            "> {{ tabs }}\n> {{ tab \"open\" }}\n> x\n\nout\n\n{{ /tabs }}\n{{ tab \"stray\" }}\n",
            "x {{ tabs }} y {{ /tabs }}\n\n{{ tabs }}\nearly\n{{ tabs }}\n{{ /tabs }}\n",
        ],
    );
}

#[test]
fn html_is_passed_on_where_it_is_allowed() {
    let body =
        "a <kbd>b</kbd> <!-- no -->\n\n<div class=\"x\">\n{{ deck \"d\" }}\n<!-- no -->\n</div>\n";
    let html = render(body, &Options { html: true }, &Site::default()).html;
    assert_eq!(
        html,
        "<p>a <kbd>b</kbd> </p>\n<div class=\"x\">\n<div>deck:d</div>\n\n\n</div>\n"
    );
}

#[test]
fn a_link_without_an_address_is_text() {
    let html = Site::default().html("See [*this* one](withheld.md), [that](there.md).\n");
    assert_eq!(
        html,
        "<p>See <em>this</em> one, <a href=\"there.md\">that</a>.</p>\n"
    );
}
