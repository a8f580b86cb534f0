//! The decks that the benches read: the test kit's own, and people's where they are at hand
//! (`RIGHTDECK_SHARED`, or `../shared`).

#![expect(
    clippy::disallowed_methods,
    reason = "a bench reads its own data, all of it before the clock starts"
)]

use rightdeck_kit::{TextDeck, marked_deck, pptx};
use std::path::PathBuf;
use std::sync::LazyLock;

/// Decks that are measured together.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    /// File name and bytes.
    pub(crate) decks: Vec<(String, Vec<u8>)>,
}

static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| {
    let mut sets = vec![
        Set::of("marked", vec![("marked.pptx".into(), marked_deck().bytes)]),
        Set::of("forty-slides", vec![("forty.pptx".into(), forty_slides())]),
    ];
    let real = real_decks();
    if !real.is_empty() {
        sets.push(Set::of("real", real));
    }
    sets
});

impl Set {
    fn of(name: &'static str, decks: Vec<(String, Vec<u8>)>) -> Self {
        Self { name, decks }
    }
}

/// What there is to measure.
pub(crate) fn names() -> Vec<&'static str> {
    SETS.iter().map(|set| set.name).collect()
}

/// One of [`names`].
pub(crate) fn set(name: &str) -> &'static Set {
    SETS.iter()
        .find(|set| set.name == name)
        .expect("a name from the list")
}

/// An ordinary deck with what most slides have.
fn forty_slides() -> Vec<u8> {
    let slide = "- title: Reference architecture\n  body: [Data lands in Amazon S3, Glue catalogs \
                 it, Athena answers in seconds]\n  table: [[Source, Target], [Amazon RDS, Azure SQL \
                 Database], [Kinesis, Pub/Sub]]\n  notes: Ask who owns the account before the next \
                 slide.\n  picture: {alt: An account with two private subnets}\n";
    pptx(&TextDeck::from_yaml(&format!(
        "slides:\n{}",
        slide.repeat(40)
    )))
}

fn real_decks() -> Vec<(String, Vec<u8>)> {
    let shared = std::env::var_os("RIGHTDECK_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let Ok(folder) = std::fs::read_dir(shared.join("decks")) else {
        return Vec::new();
    };
    let mut decks: Vec<_> = folder
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let deck = name.ends_with(".pptx");
            deck.then(|| (name, std::fs::read(entry.path()).expect("it can be read")))
        })
        .collect();
    decks.sort();
    decks
}
