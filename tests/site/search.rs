//! The search index of a site: what it finds, and what must not be in it.

use crate::canaries::{CIRCLES, HOLDS, SITE, plant, plant_common, word};
use crate::playbook::{AT_HOME, Playbook};
use rightdeck::search::{Hits, Index, Query, RecordKind};
use std::collections::BTreeMap;

fn index(playbook: &Playbook, folder: &str) -> Index {
    let files: BTreeMap<String, Vec<u8>> = playbook.files(folder);
    Index::open(move |path: &str| files.get(path).cloned()).expect("an index")
}

fn ask(index: &Index, text: &str) -> Hits {
    let query = Query {
        text: text.to_owned(),
        limit: 10,
        ..Query::default()
    };
    index.query(&query).expect("results")
}

#[test]
fn a_site_can_be_searched() {
    let playbook = Playbook::new(AT_HOME);
    playbook.page("index.md", "title: Home", "# Hello\n\nWelcome.\n");
    playbook.page(
        "playbook/_index.md",
        "title: The playbook\ndescription: All of it",
        "",
    );
    playbook.page(
        "playbook/offers.md",
        "title: Private offers\nhyperscalers: aws\ntags: [pricing]",
        "A discount for one buyer.\n\n## Expiry\n\nAfter thirty days.\n",
    );
    playbook.put(
        "content/glossary.yaml",
        "- term: MACC\n  aliases: [Microsoft commit]\n  definition: A promise to spend.\n",
    );
    playbook.deck(
        "why",
        "title: Why us\nhyperscaler: aws\ncontexts: [joint]\nkind: pitch\nstatus: approved\nexpires: 2030-01-01",
        "Say it slowly.\n",
        "slides: [{title: Architecture, body: [Events land in S3]}]",
    );
    playbook.built();
    let index = index(&playbook, "public");
    let first = |text: &str| {
        let hits = ask(&index, text);
        let hit = hits
            .hits
            .first()
            .unwrap_or_else(|| panic!("{text}: {hits:?}"));
        (hit.url.clone(), hit.kind, hit.text.clone())
    };
    let twin = |path: &str| Some(path.to_owned());
    assert_eq!(
        first("privat ofers"),
        (
            "playbook/offers/".into(),
            RecordKind::Page,
            twin("playbook/offers.md")
        )
    );
    assert_eq!(first("thirty days").0, "playbook/offers/#expiry");
    assert_eq!(
        first("all of it playbook"),
        (
            "playbook/".into(),
            RecordKind::Page,
            twin("playbook/_index.md")
        )
    );
    assert_eq!(
        first("hello"),
        ("#hello".into(), RecordKind::Page, twin("index.md"))
    );
    assert_eq!(first("microsoft commit").1, RecordKind::Term);
    assert_eq!(
        first("events s3"),
        (
            "decks/why/#slide-1".into(),
            RecordKind::Slide,
            twin("decks/why.md")
        )
    );
    // The texts that results lead to are there.
    for path in [
        "playbook/offers.md",
        "playbook/_index.md",
        "index.md",
        "decks/why.md",
    ] {
        assert!(playbook.has(&format!("public/{path}")), "{path}");
    }
    // Nothing is written anew where nothing has changed.
    assert!(playbook.built().contains("nothing changed"));
}

#[test]
fn the_folder_is_taken() {
    let playbook = Playbook::new(AT_HOME);
    playbook.page("search/index.md", "title: Mine", "x\n");
    let said = playbook.refused();
    assert!(
        said.contains("the folder '/search/' is where rightdeck writes"),
        "{said}"
    );
}

#[test]
fn an_edition_finds_nothing_withheld() {
    let playbook = Playbook::new(SITE);
    CIRCLES.iter().for_each(|circle| plant(&playbook, circle));
    plant_common(&playbook);
    playbook.built();
    for (edition, holds) in HOLDS {
        let folder = format!("public/{edition}");
        let index = index(&playbook, &folder);
        let contents = index.contents().expect("contents");
        let texts: String = contents.texts().map(|(_, text)| text).collect();
        let inflated: Vec<String> = playbook
            .files(&folder)
            .into_iter()
            .filter(|(path, _)| path.starts_with("search/") && path.ends_with(".bin"))
            .map(|(_, bytes)| inflated(&bytes))
            .collect();
        for circle in CIRCLES {
            for place in [
                "title",
                "body",
                "heading",
                "description",
                "term",
                "talk",
                "slidebody",
            ] {
                let word = word(circle.name, place);
                let is_held = holds.contains(&circle.name);
                assert_eq!(texts.contains(&word), is_held, "{edition} {word}");
                let hits = ask(&index, &format!("\"{word}\""));
                assert_eq!(hits.total > 0, is_held, "{edition} {word}");
            }
            if !holds.contains(&circle.name) {
                let found = inflated.iter().find(|text| text.contains(circle.name));
                assert!(found.is_none(), "{edition} {}", circle.name);
            }
        }
    }
}

fn inflated(bytes: &[u8]) -> String {
    use std::io::Read as _;
    let mut out = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(bytes);
    decoder.read_to_end(&mut out).expect("a chunk");
    String::from_utf8_lossy(&out).into_owned()
}
