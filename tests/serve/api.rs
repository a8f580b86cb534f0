//! Questions of programs: the answers of the command line.

use crate::playbook::{Playbook, TINY};
use crate::preview::Preview;
use rightdeck_kit::{TextDeck, pptx};
use serde_json::{Value, json};

fn playbook(site: &str) -> Playbook {
    let playbook = Playbook::new(site);
    playbook.page("index.md", "title: Home", "Hello.\n");
    let front = |more: &str| {
        format!(
            "title: Why\nhyperscaler: aws\ncontexts: [joint]\nstatus: approved\nkind: pitch\n{more}"
        )
    };
    playbook.deck(
        "why",
        &front("audience: partner"),
        "x\n",
        "slides: [{title: Hi}]",
    );
    playbook.deck("inside", &front(""), "x\n", "slides: [{title: Secret}]");
    playbook
}

fn deck(title: &str) -> Vec<u8> {
    pptx(&TextDeck::from_yaml(&format!(
        "slides: [{{title: {title}}}]"
    )))
}

#[test]
fn decks_are_those_that_find_finds() {
    let playbook = playbook(TINY);
    let preview = Preview::new(&playbook);
    for (query, flags) in [
        ("", &[][..]),
        (
            "?hyperscaler=aws&context=joint",
            &["--hyperscaler", "aws", "--context", "joint"],
        ),
        (
            "?hyperscaler=none&context=customer&today=2027-01-02",
            &[
                "--hyperscaler",
                "none",
                "--context",
                "customer",
                "--today",
                "2027-01-02",
            ],
        ),
        (
            "?context=joint&kind=pitch&archetype=saas&product=A,B&language=en&industry=bank",
            &[
                "--context",
                "joint",
                "--kind",
                "pitch",
                "--archetype",
                "saas",
                "--product",
                "A,B",
                "--language",
                "en",
                "--industry",
                "bank",
            ],
        ),
        ("?words=secret", &["secret"]),
    ] {
        let mut args = vec!["find", "--output-format", "json"];
        args.extend(flags);
        let out = playbook.command(&args).output().expect("it starts");
        let expected: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let answer = preview.get(&format!("/api/decks{query}"));
        assert_eq!((answer.status, answer.json()), (200, expected), "{query}");
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[test]
fn what_cannot_be_asked_is_said() {
    let playbook = playbook(TINY);
    let preview = Preview::new(&playbook);
    for (query, status, why) in [
        ("?hyperscaler=awz", 422, "did you mean 'aws'?"),
        ("?context=board", 400, "unknown variant"),
        ("?room=joint", 400, "unknown field `room`"),
        ("?context=joint&context=customer", 400, "duplicate field"),
        ("?today=soon", 400, "write the day as 2027-03-31"),
    ] {
        let answer = preview.get(&format!("/api/decks{query}"));
        assert_eq!(answer.status, status, "{query}");
        assert_eq!(
            answer.header("content-type"),
            Some("application/problem+json")
        );
        let detail = answer.json()["detail"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(detail.contains(why), "{query}: {detail}");
    }
    let empty = preview.ask("POST /api/lint", &[], b"");
    assert_eq!(empty.status, 400, "there is no deck");
    assert_eq!(preview.get("/api/nothing").status, 404);
    assert_eq!(preview.get("/api/lint").status, 405);
    playbook.page("decks/why.md", "title: Why\nwrong: key", "x\n");
    preview.until("/api/decks", "unknown key");
    assert_eq!(preview.get("/api/decks").status, 503);
}

#[test]
fn an_edition_tells_only_of_its_own_decks() {
    let site = "[site]\ntitle = 'Tiny'\n[[editions]]\nname = 'partner'\naudience = 'partner'\nout = 'out'\n";
    let playbook = playbook(site);
    let preview = Preview::new(&playbook);
    for query in ["", "?words=secret", "?hyperscaler=aws&context=joint"] {
        let answer = preview.get(&format!("/api/decks{query}")).text();
        assert!(!answer.contains("inside"), "{query}: {answer}");
    }
    assert!(preview.get("/api/decks").text().contains("\"why\""));
}

#[test]
fn a_deck_is_judged_as_lint_judges_it() {
    let playbook = playbook(TINY);
    let preview = Preview::new(&playbook);
    let bytes = deck("Runs on Azure Synapse");
    playbook.put("dropped.pptx", &bytes);
    let flags = [
        "lint",
        "--output-format",
        "json",
        "dropped.pptx",
        "--hyperscaler",
        "aws",
        "--context",
        "joint",
    ];
    let out = playbook.command(&flags).output().expect("it starts");
    let expected: Value = serde_json::from_slice(&out.stdout).expect("JSON");
    let ask = "POST /api/lint?hyperscaler=aws&context=joint&name=dropped.pptx";
    let answer = preview.ask(ask, &[], &bytes);
    assert_eq!((answer.status, answer.json()), (200, expected));
    let unknown = preview.ask("POST /api/lint", &[], &bytes).json();
    assert_eq!(unknown["diagnostics"][0]["rule"], "context-unknown");
    let broken = preview
        .ask("POST /api/lint?context=internal", &[], b"no deck")
        .json();
    assert_eq!(broken["summary"]["unreadable"], 1);
    assert_eq!(
        preview
            .ask("POST /api/lint?hyperscaler=awz", &[], &bytes)
            .status,
        422
    );
    assert_eq!(
        preview
            .ask("POST /api/lint?context=joint,board", &[], &bytes)
            .status,
        422
    );
}

#[test]
fn nothing_is_written_under_a_name_of_the_client() {
    let playbook = playbook(TINY);
    let preview = Preview::new(&playbook);
    let before = playbook.files("");
    for name in [
        "../../x.pptx",
        "/tmp/rightdeck-x.pptx",
        "content/decks/why.pptx",
        "..%5cx.pptx",
        "a%00b.pptx",
    ] {
        let ask = format!("POST /api/lint?context=internal&name={name}");
        let answer = preview.ask(&ask, &[], b"no deck");
        assert_eq!(answer.status, 200, "{name}");
        let file = answer.json()["diagnostics"][0]["file"].clone();
        assert!(
            file.as_str()
                .is_some_and(|file| !file.contains(['/', '\0']) && !file.contains("..")),
            "{file}"
        );
    }
    assert!(!std::path::Path::new("/tmp/rightdeck-x.pptx").exists());
    assert_eq!(before, playbook.files(""));
}

#[test]
fn the_server_says_how_it_stands() {
    let playbook = playbook(TINY);
    let preview = Preview::new(&playbook);
    let health = preview.get("/api/health").json();
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["mistakes"], json!(0));
    let described = preview.get("/api/openapi.json").json();
    let paths = described["paths"].as_object().expect("paths");
    assert_eq!(
        paths.keys().collect::<Vec<_>>(),
        ["/api/decks", "/api/health", "/api/lint"]
    );
}
