//! What is found in a body, and what is wrong with it.

use rightdeck::markdown::{Options, Shortcode, outline};

fn mistakes(body: &str) -> Vec<String> {
    outline(body, &Options::default())
        .mistakes
        .into_iter()
        .map(|mistake| format!("{} | {}", &body[mistake.span], mistake.message))
        .collect()
}

#[test]
fn mistakes_say_where_and_what_to_do() {
    let bodies = [
        "{{ terms \"x\" }}",
        "{{ secrets.X }}",
        "a {{ \"x\" }}",
        "{{ deck }}",
        "{{ deck \"\" }}",
        "{{ deck \"a\" \"b\" }}",
        "{{ deck \"a\" slug=\"b\" }}",
        "{{ deck name=\"a\" }}",
        "{{ deck a }}",
        "{{ deck 'a' }}",
        "{{ deck \"a }}",
        "{{ deck \"a\"\n\nb }}",
        "{{ deck \"a\"",
        "a {{ figure src=\"x\" alt=\"y\" }}",
        "{{ figure src=\"x\" }}",
        "## {{ deck \"a\" }}",
        "[{{ deck \"a\" }}](x.md)",
        "![{{ deck \"a\" }}](x.png)",
        "[x]({{ deck \"a\" }})",
        "<b title=\"{{ deck 'x' }}\">",
        "{{ tabs }}\n{{ tab \"A\" }}\nx",
        "{{ tab \"A\" }}\n\n{{ /tabs }}",
        "{{ tabs }}\n{{ /tabs }}",
        "{{ tabs }}\nx\n\n- y\n\n{{ tab \"A\" }}\n{{ /tabs }}",
        "{{ tabs }}\n{{ tab \"A\" }}\n{{ tabs }}\n{{ /tabs }}",
        "- {{ tabs }}",
        "> {{ tabs }}\n> {{ tab \"A\" }}\n\n{{ /tabs }}",
        "x\n    {{ tabs }}",
        "<div>x</div>\n",
        "a <span>b</span>",
        "<!-- x\n\nb",
        "![](x.png)",
        "[x](javascript:y) <vbscript:z>",
        "x[^1]",
        "[^1]: x",
        "x[^1]\n\n[^1]: x\n\n[^1]: y",
        "[a][b]",
        "## A {#x}\n## B {#x}\n## C {#fn-1}\n## D {#a&b}\n## E {.c}\n",
        "x[^1]\n\n[^1]: # H\n",
    ];
    let shown: Vec<String> = bodies
        .iter()
        .map(|body| {
            format!(
                "=== {}\n{}\n",
                body.replace('\n', "⏎"),
                mistakes(body).join("\n")
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn what_is_right_is_no_mistake() {
    for body in [
        "[ISV] [x] a[0] \\[^1] \\{{ x }} `[^1]` `{{ x }}` `<b>`",
        "```\n<b>{{ x }}[^1]\n```\n",
        "a<br>b <!-- {{ deck \"x\" }} <b> --> c\n\n<!-- {{ nothing }}\n\n{{ data \"x\" }} -->\n",
        "[unused]: x.md\n",
        "{{ tabs }}\n{{ tab \"A\" }}\nx\n{{ tab \"B\" }}\n{{ /tabs }}\n",
        "a {{ term \"x\" }} {{ deck \"y\" }}\n\n{{ figure \"x\" \"y\" caption=\"z\" }}\n",
        "1 < 2 && 3 > 2, {x}, { {y} }",
    ] {
        let found = mistakes(body);
        // A commented-out shortcode that does not exist is still not one.
        let known = found.iter().all(|mistake| mistake.contains("'nothing'"));
        assert!(known, "{body:?}: {found:?}");
    }
}

#[test]
fn headings_links_and_calls_have_their_places() {
    let body = "# T\n\n[a](b.md#c \"t\") ![p](<q r.png>) [e](a&amp;b.md) [r][ref] <https://x.example> https://y.example.\n\n\
        ## Two {#second}\n\n{{ deck \"d\" }} x {{ term name=\"é\" }}\n\n{{ data \"y\" caption=\"c\" }}\n\n[ref]: z.md\n";
    let outline = outline(body, &Options::default());
    assert_eq!(outline.mistakes, []);
    let headings: Vec<_> = outline
        .headings
        .iter()
        .map(|h| (h.level, &*h.id, &*h.text, &body[h.span.clone()]))
        .collect();
    assert_eq!(
        headings,
        [
            (2, "t", "T", "# T"),
            (3, "second", "Two", "## Two {#second}")
        ]
    );
    let links: Vec<_> = outline
        .links
        .iter()
        .map(|l| (&*l.dest, &body[l.span.clone()], l.image, &*l.text))
        .collect();
    assert_eq!(
        links,
        [
            ("b.md#c", "b.md#c", false, "a"),
            ("q r.png", "q r.png", true, "p"),
            ("a&b.md", "[e](a&amp;b.md)", false, "e"),
            ("z.md", "[r][ref]", false, "r"),
            (
                "https://x.example",
                "https://x.example",
                false,
                "https://x.example"
            ),
            (
                "https://y.example",
                "https://y.example",
                false,
                "https://y.example"
            ),
        ]
    );
    assert_eq!(outline.links[0].title, "t");
    let calls: Vec<_> = outline
        .calls
        .iter()
        .map(|c| (c.shortcode, c.subject(), &body[c.span.clone()], c.block))
        .collect();
    assert_eq!(
        calls,
        [
            (Shortcode::Deck, "d", "{{ deck \"d\" }}", false),
            (Shortcode::Term, "é", "{{ term name=\"é\" }}", false),
            (Shortcode::Data, "y", "{{ data \"y\" caption=\"c\" }}", true),
        ]
    );
    let name = outline.calls[1].arg("name").expect("it was given");
    assert_eq!(&body[name.span.clone()], "\"é\"");
    assert_eq!(outline.calls[2].value("caption"), Some("c"));
}

#[test]
fn words_are_counted_once() {
    let words = |body: &str| outline(body, &Options::default()).words;
    assert_eq!(words("one two, *three* four-five\nsix"), 5);
    assert_eq!(words("# a b\n\n```\nc d\n```\n- e\n"), 5);
    assert_eq!(words("{{ term \"x y z\" }}"), 0);
    assert_eq!(words(""), 0);
}
