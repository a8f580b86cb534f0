//! What a search is given, over this repository's own playbook.

use rightdeck::config;
use rightdeck::fs::Folder;
use rightdeck::lint::{Linter, Settings};
use rightdeck::site::Edition;
use rightdeck::site::admit::Narrowed;
use rightdeck::site::build::{LATEST, Loaded, Snapshot, prepare, read};
use rightdeck::site::library::Hyperscalers;
use rightdeck::site::records::{Record, RecordKind, records};
use rightdeck::source::Source;
use std::collections::BTreeSet;
use std::path::Path;

fn hyperscalers() -> Hyperscalers {
    let settings = Settings::on(jiff::civil::date(2026, 11, 1));
    let linter = Linter::new(&[], settings).expect("the built-in rules are sound");
    linter.hyperscaler_profiles()
}

/// The records of an edition of `site.toml`.
fn of_edition(name: &str) -> (Vec<Record>, BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::new(root);
    let site = rightdeck::fs::read_text(&root.join("site.toml"), 1 << 20).expect("read");
    let config = config::parse(&Source::new("site.toml", site)).expect("sound");
    let snapshot = Snapshot {
        name: LATEST.to_owned(),
        status: None,
        tree: std::sync::Arc::new(folder),
        changed: std::sync::Arc::default(),
    };
    let (loaded, problems): (Loaded, _) = read(snapshot, &config, &hyperscalers());
    assert!(problems.is_empty(), "{problems:?}");
    let editions = rightdeck::site::build::editions(&config);
    let edition: &Edition = editions
        .iter()
        .find(|one| one.name == name)
        .expect("it is there");
    let prepared = prepare(&loaded, edition, &hyperscalers(), &Narrowed::new()).expect("sound");
    let urls = prepared.model.urls().map(str::to_owned).collect();
    (
        records(&prepared.model, edition.readers.audience, LATEST),
        urls,
    )
}

fn kind(found: &[Record], kind: RecordKind) -> impl Iterator<Item = &Record> {
    found.iter().filter(move |record| record.kind == kind)
}

#[test]
fn everything_that_can_be_found_has_its_place_its_facets_and_its_trust() {
    let (found, urls) = of_edition("internal");
    for record in &found {
        let page = record.url.split('#').next().expect("a page");
        assert!(urls.contains(page), "{record:?}");
        assert_eq!(record.facets.version, LATEST);
        assert!(!record.title.is_empty(), "{record:?}");
        assert!(
            !record.text.contains("](") && !record.text.contains("{{"),
            "{record:?}"
        );
    }
    let section = kind(&found, RecordKind::Section)
        .find(|one| one.url == "playbook/co-sell/how-a-deal-runs/#who-leads")
        .expect("each heading is a record");
    assert_eq!(&*section.title, "How a co-sell deal runs");
    assert_eq!(section.heading, "Who leads");
    assert_eq!(section.facets.kind, Some("pillar"));
    assert!(section.trust.reviewed.is_some() && section.trust.due.is_some());
    let deck = kind(&found, RecordKind::Deck)
        .find(|one| one.url == "decks/why-quillfish-aws/")
        .expect("each deck is a record");
    assert_eq!(deck.facets.hyperscalers, ["aws"]);
    assert_eq!(deck.facets.contexts, ["customer", "hyperscaler", "joint"]);
    assert_eq!(deck.trust.status, Some("approved"));
    assert_eq!(deck.trust.expires.as_deref(), Some("2027-11-30"));
    let slides = kind(&found, RecordKind::Slide);
    let slides: Vec<&Record> = slides
        .filter(|one| one.url.starts_with("decks/why-quillfish-aws/"))
        .collect();
    assert_eq!(slides.len(), 9);
    assert!(slides.iter().any(|slide| !slide.notes.is_empty()));
    assert_eq!(kind(&found, RecordKind::Statement).count(), 3);
    let term = kind(&found, RecordKind::Term).find(|one| &*one.title == "MACC");
    assert!(term.is_some_and(|term| !term.text.is_empty()));
}

#[test]
fn an_edition_s_records_hold_nothing_for_others() {
    let (inside, _) = of_edition("internal");
    let (outside, urls) = of_edition("aws-partner");
    assert!(outside.len() < inside.len());
    for record in &outside {
        assert!(urls.contains(record.url.split('#').next().expect("a page")));
        if record.kind == RecordKind::Slide {
            assert!(record.notes.is_empty(), "a speaker's notes: {record:?}");
        }
        let others = record.facets.hyperscalers.iter().filter(|id| *id != "aws");
        assert_eq!(others.count(), 0, "{record:?}");
    }
    let text = serde_json::to_string(&outside).expect("JSON");
    assert!(!text.contains("battlecard-warehouses"));
}
