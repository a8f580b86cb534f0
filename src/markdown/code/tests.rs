use super::highlight;
use proptest::prelude::*;

const LANGUAGES: &[&str] = &[
    "yaml",
    "json",
    "toml",
    "ini",
    "bash",
    "sql",
    "python",
    "terraform",
    "markdown",
    "http",
    "xml",
    "html",
    "typescript",
    "java",
    "go",
    "rust",
    "c#",
    "csv",
    "diff",
    "c",
    "console",
    "dockerfile",
    "css",
    "powershell",
    "text",
    "brainfuck",
    "",
];

fn shown(language: &str, text: &str) -> String {
    let mut out = String::new();
    highlight(&mut out, language, text);
    // Short enough to be read in a table.
    out.replace("<span class=\"hl-", "⟨")
        .replace("</span>", "⟩")
        .replace("\">", " ")
}

/// What a browser shows of it.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after.split_once('>').expect("tags end").1;
    }
    out.push_str(rest);
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn snippets_of_a_playbook() {
    let cases = [
        (
            "yaml",
            "partner: acme # who\n- \"a: b\": [1, yes]\ntext: |\n  free: text\n\nend: &x ~\n",
        ),
        (
            "yaml",
            "url: https://a.example/x\nkey:\n  - {a: 1.5, b: 'c'}\n---\n'q': !t *x\n",
        ),
        ("json", "{\"a\": [1, -2.5e+3, \"b\\\"\", true, null]}"),
        (
            "toml",
            "[site]\nbase-url = \"x\" # c\nn = [1, 2]\n[[editions]]\n",
        ),
        ("ini", "; c\nkey = some value\n"),
        (
            "bash",
            "aws s3 ls $BUCKET --x \"${A}\" # c\nif true; then echo 'it'; fi\n",
        ),
        (
            "sql",
            "SELECT count(*) FROM t -- c\nWHERE a = 'x''y' AND b >= 10",
        ),
        (
            "python",
            "@dec\ndef f(x: int) -> str:\n    return f\"{x}\" # c\n",
        ),
        (
            "terraform",
            "resource \"aws_x\" \"y\" {\n  name = var.n // c\n}\n",
        ),
        ("ts", "const x: string = `a ${b}`; /* c\nd */ foo(1)"),
        ("rust", "#[test]\nfn f<'a>(x: &'a str) { println!(\"x\"); }"),
        ("csharp", "public class A { int x = 0x1F; } // c"),
        (
            "xml",
            "<?xml v?><a b=\"c\" d>x &amp; y</a><!-- c --><b/> 1 < 2",
        ),
        ("diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z\n"),
        ("http", "POST /v1 HTTP/1.1\nHost: a.example\n\n{\"a\": 1}\n"),
        ("markdown", "# H\n- a `b`\n1. c\n```x\ny\n```\n"),
        ("csv", "a,\"b,c\",1\n"),
        ("console", "$ aws s3 ls\nout put\n"),
        ("unheard-of", "a < b"),
    ];
    let shown: Vec<String> = cases
        .iter()
        .map(|(language, text)| format!("--- {language}\n{}", shown(language, text)))
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

proptest! {
    #[test]
    fn text_is_kept(
        language in prop::sample::select(LANGUAGES),
        code in "([ \\n#/*<>&\"'`$@:=|{}\\[\\],.;!-]|[a-zé0-9_A]|true|SELECT|- |: |---|<!--|-->|/\\*|\\\\|\r\n){0,40}",
    ) {
        let mut html = String::new();
        highlight(&mut html, language, &code);
        prop_assert_eq!(text(&html), code);
    }
}
