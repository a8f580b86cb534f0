//! `rightdeck lint` over the pages of a playbook: the built program, in a folder of its own.
#![expect(
    clippy::disallowed_methods,
    reason = "a test lays out its own playbook on disk"
)]

use rightdeck_kit::{TextDeck, pptx};
use serde_json::Value;
use std::fs;
use std::process::{Command, Output};
use tempfile::TempDir;

const TODAY: &str = "2026-11-22";
const SITE: &str = "[site]\ntitle = 'Tiny'\ncompany = 'Quillfish'\n";
const FRONT: &str = "owner: sales\nreviewed: 2026-11-01\nreview_every: 6 months";

struct Playbook(TempDir);

impl Playbook {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
            .file("site.toml", SITE)
            .page("index.md", "title: Home", "Hello.\n")
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// A page under `content/` with what every page should have. Its body begins in line 7.
    fn page(self, name: &str, title: &str, body: &str) -> Self {
        self.file(
            &format!("content/{name}"),
            format!("---\n{title}\n{FRONT}\n---\n{body}"),
        )
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_rightdeck"))
            .args(args)
            .current_dir(self.0.path())
            .output()
            .expect("it starts")
    }

    fn lint(&self, args: &[&str]) -> (i32, Value) {
        let all = ["lint", "--today", TODAY, "--output-format", "json"];
        let out = self.run(&[&all, args].concat());
        let why = String::from_utf8_lossy(&out.stderr).into_owned();
        let report = serde_json::from_slice(&out.stdout).unwrap_or_else(|_| panic!("{why}"));
        (out.status.code().expect("a status"), report)
    }

    /// Each finding in a line: file, line and column, rule, and the severity's first letter.
    fn found(&self, args: &[&str]) -> Vec<String> {
        let (_, report) = self.lint(args);
        let found = report["diagnostics"].as_array().expect("a list").iter();
        let line = |one: &Value| {
            let file = one["file"].as_str().expect("a file");
            let rule = one["rule"].as_str().expect("a rule");
            let severity = &one["severity"].as_str().expect("a severity")[..1];
            let waived = if one["waived"] == true { " waived" } else { "" };
            let file = file.strip_prefix("content/").unwrap_or(file);
            match one["line"].as_u64() {
                Some(line) => format!("{file}:{line}:{} {rule} {severity}{waived}", one["column"]),
                None => format!("{file} {rule} {severity}{waived}"),
            }
        };
        found.map(line).collect()
    }
}

#[test]
fn what_a_build_refuses_is_a_finding_of_its_rule_with_the_same_words() {
    let playbook = Playbook::new()
        .page(
            "play/a.md",
            "title: A",
            "é [x](gone.md), [y](b.md#no) and [z](#no).\n",
        )
        .page(
            "play/b.md",
            "title: B",
            "{{ deck \"none\" }}\n\n![p](p.png)\n\n## Here\n",
        )
        .file("content/play/c.md", "---\ntitle: C\nownr: x\n---\nx\n")
        .file("content/play/d.md", "---\nowner: x\n---\n<hr>\n")
        .file("content/data/t.yaml", "rows: [[a]]\ncolums: [x]\n");
    let found = playbook.found(&[]);
    assert_eq!(
        found,
        [
            "data/t.yaml:2:1 unknown-key e",
            "play/a.md:7:7 broken-link e",
            "play/a.md:7:21 broken-anchor e",
            "play/a.md:7:38 broken-anchor e",
            "play/b.md:7:9 broken-link e",
            "play/b.md:9:6 broken-link e",
            "play/c.md:3:1 unknown-key e",
            "play/d.md:4:1 invalid-page e",
        ]
    );
    let (status, report) = playbook.lint(&[]);
    assert_eq!(status, 1, "findings are no failure to run");
    let built = playbook.run(&["build"]);
    assert_eq!(built.status.code(), Some(2));
    let said = String::from_utf8_lossy(&built.stderr);
    let findings = report["diagnostics"].as_array().expect("a list");
    for one in findings {
        let said_so = format!(
            "error: {}:{}:{}: {} ({})\n",
            one["file"].as_str().expect("a file"),
            one["line"],
            one["column"],
            one["message"].as_str().expect("a message"),
            one["rule"].as_str().expect("a rule"),
        );
        assert!(said.contains(&said_so), "{said_so} in {said}");
    }
    assert_eq!(said.matches("error: ").count(), findings.len(), "{said}");
}

#[test]
fn a_leak_is_told_for_the_edition_that_would_have_it() {
    let site = format!(
        "{SITE}[[editions]]\nname = 'in'\naudience = 'internal'\n[[editions]]\nname = 'www'\naudience = 'public'\n"
    );
    let playbook = Playbook::new()
        .file("site.toml", site)
        .page(
            "play/a.md",
            "title: A\naudience: public",
            "See [b](b.md).\n",
        )
        .page("play/b.md", "title: B", "x\n");
    assert_eq!(playbook.found(&[]), ["play/a.md:8:9 audience-leak e"]);
}

#[test]
fn short_forms_are_told_once_and_only_where_nothing_explains_them() {
    let body = "# CSR on top\n\nThe CSR, `XQZ`, <https://a.example/XQZ>, XQZ.md, the ACV (annual contract value), \
                and éé TCV.\n\nThe TCV, in Q3 FY27, part II, $5 USD, a PDF on AWS, a MACC, an ARR.\n\n\
                READ THIS NOW\n\n| CSR | BOM |\n| - | - |\n| NRR | net revenue retention |\n";
    let glossary = "- term: annual recurring revenue\n  aliases: [ARR]\n  definition: x with QQX\n";
    let playbook = Playbook::new()
        .page("play/a.md", "title: A", body)
        .file("content/glossary.yaml", glossary);
    assert_eq!(
        playbook.found(&["--rule", "undefined-acronym"]),
        [
            "play/a.md:7:3 undefined-acronym w",
            "play/a.md:9:90 undefined-acronym w",
            "play/a.md:15:9 undefined-acronym w",
        ]
    );
    let own = playbook.file("rules/acronyms/ours.yaml", "- CSR\n- BOM\n");
    assert_eq!(
        own.found(&["--rule", "undefined-acronym"]),
        ["play/a.md:9:90 undefined-acronym w"]
    );
}

#[test]
fn old_names_are_told_with_their_place_unless_the_page_tells_of_the_renaming() {
    let body = "Users sign in\nwith é **Azure** Active Directory.\n\nEntra ID, formerly Azure AD.\n\n\
                | Say | Not |\n| - | - |\n| Entra ID | Azure AD |\n\nIt used to be called Azure AD.\n";
    let playbook = Playbook::new()
        .page(
            "play/a.md",
            "title: A\nupdates: [{2026-11-01: Azure AD is gone}]",
            body,
        )
        .file(
            "content/glossary.yaml",
            "- term: Azure AD\n  replaced_by: Entra ID\n  definition: Azure AD was it.\n",
        );
    assert_eq!(playbook.found(&[]), ["play/a.md:9:10 outdated-term w"]);
    let (_, report) = playbook.lint(&[]);
    assert_eq!(report["diagnostics"][0]["hyperscaler"], "microsoft");
}

#[test]
fn upkeep_titles_and_what_nobody_gets_to() {
    let playbook = Playbook::new()
        .file("content/play/a.md", "---\ntitle: Same\nowner: ''\n---\nx\n")
        .file(
            "content/play/b.md",
            "---\ntitle: '  same'\nowner: x\nreviewed: 2026-05-21\nreview_every: 6 months\n---\n![p](used.png)\n",
        )
        .page("play/c.md", "title: Same\nkind: reference", "{{ include \"_in.md\" }}\n")
        .file("content/play/d.md", "---\ntitle: D\nowner: x\nreviewed: 2026-05-22\nreview_every: 6 months\n---\n{{ data \"t\" }}\n")
        .file("content/play/e.md", "---\ntitle: E\nreview_every: 1 year\n---\n[f](../found.md)\n")
        .page("found.md", "title: Found", "x\n")
        .page("lost.md", "title: Lost", "[not by itself](lost.md)\n")
        .page("tagged.md", "title: Tagged\ntags: [x]", "x\n")
        .file("content/play/_in.md", "x\n")
        .file("content/play/_out.md", "x\n")
        .file("content/play/used.png", "x")
        .file("content/play/unused.PNG", "x")
        .file("content/data/t.yaml", "columns: [a]\nrows: [['[cell](../play/cell.svg)']]\n")
        .file("content/data/u.yaml", "columns: [a]\nrows: [[b]]\n")
        .file("content/play/cell.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    assert_eq!(
        playbook.found(&[]),
        [
            "data/u.yaml:1:1 orphan-page w",
            "lost.md:2:1 orphan-page w",
            "play/_out.md:1:1 orphan-page w",
            "play/a.md:3:1 owner-missing w",
            "play/b.md:2:1 duplicate-title w",
            "play/b.md:4:1 review-overdue w",
            "play/e.md:2:1 owner-missing w",
            "play/e.md:3:1 review-overdue w",
            "play/unused.PNG:1:1 orphan-page w",
        ]
    );
}

#[test]
fn pages_of_two_editions_may_share_a_title() {
    let site = format!(
        "{SITE}[[editions]]\nname = 'aws'\naudience = 'partner'\nhyperscaler = 'aws'\n[[editions]]\nname = 'ms'\naudience = 'partner'\nhyperscaler = 'microsoft'\n"
    );
    let playbook = Playbook::new()
        .file("site.toml", &site)
        .page(
            "play/a.md",
            "title: Same\naudience: partner\nhyperscalers: aws",
            "x\n",
        )
        .page(
            "play/b.md",
            "title: Same\naudience: partner\nhyperscalers: microsoft",
            "x\n",
        );
    assert_eq!(playbook.found(&["--rule", "duplicate-title"]), [""; 0]);
    let both = playbook.file(
        "site.toml",
        format!("{site}[[editions]]\nname = 'in'\naudience = 'internal'\n"),
    );
    assert_eq!(
        both.found(&["--rule", "duplicate-title"]),
        ["play/b.md:2:1 duplicate-title w"]
    );
}

#[test]
fn a_path_is_judged_with_the_playbook_around_it() {
    let deck = pptx(&TextDeck::from_yaml("slides: [{title: Hello}]"));
    let playbook = Playbook::new()
        .page("play/a.md", "title: A", "[b](b.md) CSR\n")
        .page("play/b.md", "title: B", "[c](c.md)\n")
        .page("more/c.md", "title: C", "BOM\n")
        .file("content/loose.pptx", deck);
    let pages = |args: &[&str]| {
        let (_, report) = playbook.lint(args);
        (playbook.found(args), report["summary"]["files"].clone())
    };
    let a = "play/a.md:7:11 undefined-acronym w".to_owned();
    let b = "play/b.md:7:5 broken-link e".to_owned();
    assert_eq!(pages(&["content/play/a.md"]), (vec![a.clone()], 1.into()));
    assert_eq!(pages(&["content/play"]), (vec![a, b], 2.into()));
    let room = ["--context", "internal"];
    let deck = [&["content/loose.pptx"][..], &room].concat();
    assert_eq!(pages(&deck), (vec![], 1.into()), "a deck alone");
    let all = [&["content"][..], &room].concat();
    assert_eq!(pages(&all).1, 5, "four pages and a deck");
    let out = playbook.run(&["lint", "site.toml"]);
    assert_eq!(out.status.code(), Some(2), "it is neither");
    let nothing = playbook.file("content/empty/x.txt", "x");
    let out = nothing.run(&["lint", "content/empty"]);
    assert_eq!(
        out.status.code(),
        Some(2),
        "there is nothing in it to judge"
    );
}

#[test]
fn severities_excludes_and_waivers_hold_for_pages() {
    let playbook = Playbook::new()
        .page("play/a.md", "title: A", "CSR\n\nBOM\n")
        .page("old/b.md", "title: B", "CSR\n");
    let with = |playbook: Playbook, lint: &str| playbook.file("site.toml", format!("{SITE}{lint}"));
    let playbook = with(
        playbook,
        "[lint]\nexclude = ['content/old/']\n[lint.severity]\nundefined-acronym = 'error'\n",
    );
    assert_eq!(
        playbook.found(&[]),
        [
            "play/a.md:7:1 undefined-acronym e",
            "play/a.md:9:1 undefined-acronym e"
        ]
    );
    let allow = "[[lint.allow]]\nrule = 'undefined-acronym'\nfile = 'content/**'\ntext = 'csr'\nreason = 'x'\nuntil = 2026-12-31\n";
    let playbook = with(playbook, allow);
    assert_eq!(
        playbook.found(&[]),
        [
            "old/b.md:7:1 undefined-acronym w waived",
            "play/a.md:7:1 undefined-acronym w waived",
            "play/a.md:9:1 undefined-acronym w",
        ]
    );
    let stale = allow.replace("csr", "nothing");
    let playbook = with(playbook, &stale);
    let found = playbook.found(&[]);
    assert!(
        found
            .iter()
            .any(|one| one == "site.toml:5:1 unused-waiver w"),
        "{found:?}"
    );
    let deck = pptx(&TextDeck::from_yaml("slides: [{title: Hello}]"));
    let playbook = playbook.file("content/loose.pptx", deck);
    let found = playbook.found(&["content/loose.pptx", "--context", "internal"]);
    assert_eq!(found, [""; 0], "no page was judged, so nobody knows");
}

#[test]
fn a_text_report_shows_the_words_and_nothing_else_is_underlined() {
    let playbook = Playbook::new().page("play/a.md", "title: A", "Before ÉÉ CSR after.\n");
    let out = playbook.run(&["lint", "--today", TODAY]);
    let text = String::from_utf8(out.stdout).expect("text");
    let wanted =
        "  --> content/play/a.md:7:11\n   |\n 7 | Before ÉÉ CSR after.\n   |           ^^^\n";
    assert!(text.contains(wanted), "{text}");
    assert!(text.ends_with("2 pages read; 1 warning\n"), "{text}");
}
