//! An index of which one chunk is any bytes, and any query.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rightdeck::search::{
    Entry, Group, Index, MANIFEST, Options, Profile, Query, RecordKind, TextAddress, build,
    chunk_name, pack_chunk, unpack_chunk,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let group = |title: &'static str, text: &'static str| Group {
        title,
        url: "page/",
        reviewed: None,
        text: TextAddress::Beside,
        profile: Profile {
            record: RecordKind::Page,
            kind: None,
            hyperscalers: Vec::new(),
            contexts: Vec::new(),
            archetypes: Vec::new(),
            status: None,
        },
        due: 0,
        expires: 0,
        entries: vec![Entry {
            text,
            ..Entry::default()
        }],
    };
    let groups = [
        group("Private offers", "How a private offer is made and sent to one buyer."),
        group("Co-sell", "A cosell deal is shared with the field."),
    ];
    let options = Options {
        version: "latest",
        language: "en",
        synonyms: vec![vec!["deal", "private offer"]],
        ..Options::default()
    };
    let files = build(&groups, &options).into_iter();
    files.map(|file| (file.path, file.bytes)).collect()
});

fuzz_target!(|input: (u8, &str, &[u8])| {
    let (which, text, chunk) = input;
    let mut files = FILES.clone();
    let bytes = pack_chunk(chunk);
    let Some(path) = files.keys().nth(usize::from(which) % files.len()).cloned() else {
        return;
    };
    if path == MANIFEST {
        files.insert(path, bytes);
    } else {
        let Ok(manifest) = unpack_chunk(&files[MANIFEST]) else {
            return;
        };
        let name = path.trim_start_matches("search/").trim_end_matches(".bin");
        let manifest = String::from_utf8_lossy(&manifest).replace(name, &chunk_name(&bytes));
        files.insert(MANIFEST.to_owned(), pack_chunk(manifest.as_bytes()));
        files.insert(format!("search/{}.bin", chunk_name(&bytes)), bytes);
    }
    let query = Query {
        text: text.to_owned(),
        limit: 5,
        ..Query::default()
    };
    if let Ok(index) = Index::open(move |path: &str| files.get(path).cloned()) {
        let _ = index.query(&query);
        let _ = index.contents();
    }
});
