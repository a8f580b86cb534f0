//! What holds for any corpus, any query and any damage.

use crate::table::open;
use proptest::prelude::*;
use proptest::sample::Index as At;
use rightdeck::search::{
    Entry, Group, Hits, Index, Options, Profile, Query, RecordKind, TextAddress, build,
};
use std::collections::{BTreeMap, BTreeSet};

/// A page: its title, and its sections' headings and texts, in words.
#[derive(Debug, Clone)]
struct Page {
    title: Vec<String>,
    sections: Vec<(Vec<String>, Vec<String>)>,
}

impl Page {
    /// The fields of each record, as rows of words.
    fn records(&self) -> impl Iterator<Item = [&[String]; 3]> {
        let sections = self.sections.iter();
        sections.map(|(heading, text)| [&self.title[..], &heading[..], &text[..]])
    }
}

fn files(pages: &[Page]) -> BTreeMap<String, Vec<u8>> {
    struct Texts {
        title: String,
        url: String,
        sections: Vec<[String; 3]>,
    }
    let texts: Vec<Texts> = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            let sections = page.sections.iter().enumerate();
            let sections = sections
                .map(|(at, (heading, text))| [heading.join(" "), format!("s{at}"), text.join(" ")]);
            Texts {
                title: page.title.join(" "),
                url: format!("p{at}/"),
                sections: sections.collect(),
            }
        })
        .collect();
    let groups: Vec<Group<'_>> = texts
        .iter()
        .map(|texts| Group {
            title: &texts.title,
            url: &texts.url,
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
            entries: texts
                .sections
                .iter()
                .map(|[heading, anchor, text]| Entry {
                    heading,
                    anchor,
                    text,
                    ..Entry::default()
                })
                .collect(),
        })
        .collect();
    let options = Options {
        version: "latest",
        language: "en",
        ..Options::default()
    };
    let files = build(&groups, &options).into_iter();
    files.map(|file| (file.path, file.bytes)).collect()
}

fn ask(index: &Index, text: &str) -> Hits {
    let query = Query {
        text: text.to_owned(),
        limit: usize::MAX,
        ..Query::default()
    };
    index.query(&query).expect("results")
}

/// The numbers of the pages that were found.
fn found(hits: &Hits) -> BTreeSet<usize> {
    let number = |url: &str| url[1..].split('/').next().and_then(|n| n.parse().ok());
    let urls = hits.hits.iter().map(|hit| number(&hit.url));
    urls.map(|number| number.expect("a page's number"))
        .collect()
}

/// The pages of which a record has these words in a row.
fn scanned(pages: &[Page], phrase: &[String]) -> BTreeSet<usize> {
    let has = |field: &[String]| field.windows(phrase.len()).any(|row| row == phrase);
    let pages = pages.iter().enumerate();
    pages
        .filter(|(_, page)| page.records().any(|fields| fields.into_iter().any(has)))
        .map(|(at, _)| at)
        .collect()
}

fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set("[a-z]{3,10}", 4..30).prop_map(|words| words.into_iter().collect())
}

fn corpus() -> impl Strategy<Value = (Vec<String>, Vec<Page>)> {
    words().prop_flat_map(|words| {
        let row = |most: usize| {
            let words = words.clone();
            prop::collection::vec(any::<At>(), 0..most)
                .prop_map(move |row| row.iter().map(|at| at.get(&words).clone()).collect())
        };
        let section = (row(4), row(25));
        let page = (row(5), prop::collection::vec(section, 1..4))
            .prop_map(|(title, sections)| Page { title, sections });
        (Just(words.clone()), prop::collection::vec(page, 1..12))
    })
}

/// One edit, somewhere in a word.
fn edited(word: &str, at: At, kind: u8, letter: char) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = at.index(letters.len());
    match kind % 4 {
        0 => letters.insert(at, letter),
        1 => drop(letters.remove(at)),
        2 => letters[at] = letter,
        _ => letters.swap(at, (at + 1) % word.len()),
    }
    // The last and the first are no neighbours.
    if kind % 4 == 3 && at + 1 == word.len() {
        return word.to_owned();
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn each_word_of_a_title_finds_its_page((_, pages) in corpus()) {
        let index = open(files(&pages));
        for (at, page) in pages.iter().enumerate() {
            for word in &page.title {
                let hits = ask(&index, word);
                prop_assert!(found(&hits).contains(&at), "{word}: {hits:?}");
            }
            if !page.title.is_empty() {
                let hits = ask(&index, &page.title.join(" "));
                prop_assert!(found(&hits).contains(&at), "{:?}", page.title);
            }
        }
    }

    #[test]
    fn each_beginning_finds_its_page((_, pages) in corpus(), length in 1_usize..6) {
        let index = open(files(&pages));
        for (at, page) in pages.iter().enumerate() {
            for word in &page.title {
                let begun = &word[..length.min(word.len())];
                let hits = ask(&index, begun);
                prop_assert!(found(&hits).contains(&at), "{begun}: {hits:?}");
            }
        }
    }

    #[test]
    fn a_mistyped_word_finds_its_page(
        (words, pages) in corpus(),
        (at, kind, letter) in (any::<At>(), any::<u8>(), proptest::char::range('a', 'z')),
    ) {
        let index = open(files(&pages));
        for (own, page) in pages.iter().enumerate() {
            for word in page.title.iter().filter(|word| word.len() > 3) {
                let typed = edited(word, at, kind, letter);
                if typed.len() < 4 {
                    continue;
                }
                let hits = ask(&index, &format!("{typed} "));
                let meant = hits.corrected.iter().any(|one| !one.by.starts_with(&typed));
                // What is a word, or the beginning or another form of one, is not mistyped.
                let known = words.iter().any(|word| word.starts_with(&typed));
                if meant || (!known && hits.total == 0) {
                    prop_assert!(found(&hits).contains(&own), "{word} {typed}: {hits:?}");
                }
            }
        }
    }

    #[test]
    fn phrases_are_exact(
        (words, pages) in corpus(),
        phrase in prop::collection::vec(any::<At>(), 1..4),
    ) {
        let index = open(files(&pages));
        let phrase: Vec<String> = phrase.iter().map(|at| at.get(&words).clone()).collect();
        // One that is there, and one that most likely is not.
        let text = pages.iter().flat_map(|page| &page.sections).map(|(_, text)| text);
        let there = text.filter_map(|text| text.get(..phrase.len())).next().map(<[_]>::to_vec);
        for phrase in there.into_iter().chain([phrase]) {
            let hits = ask(&index, &format!("\"{}\"", phrase.join(" ")));
            prop_assert_eq!(found(&hits), scanned(&pages, &phrase), "{:?}", phrase);
        }
    }

    #[test]
    fn what_is_excluded_is_not_found((words, pages) in corpus(), at in any::<At>()) {
        let index = open(files(&pages));
        let word = at.get(&words);
        let own = scanned(&pages, std::slice::from_ref(word));
        for other in words.iter().take(5) {
            let hits = ask(&index, &format!("{other} -{word}"));
            prop_assert!(found(&hits).is_disjoint(&own), "{other} -{word}");
        }
    }

    #[test]
    fn any_query_is_answered((words, pages) in corpus(), text in any::<String>(), at in any::<At>()) {
        let index = open(files(&pages));
        let _ = ask(&index, &text);
        let _ = ask(&index, &format!("{} {text}", at.get(&words)));
        let _ = ask(&index, &text.repeat(500));
    }

    /// A damage is an error, or changes nothing.
    #[test]
    fn a_damaged_index_gives_no_other_results(
        (words, pages) in corpus(),
        (file, byte, bits) in (any::<At>(), any::<At>(), 1_u8..),
        kind in 0_u8..4,
        at in any::<At>(),
    ) {
        let whole = files(&pages);
        let query = format!("{} {}x \"{}\"", words[0], at.get(&words), at.get(&words));
        let right = ask(&open(whole.clone()), &query);
        let mut broken = whole;
        let path = broken.keys().nth(file.index(broken.len())).expect("a file").clone();
        let bytes = broken.get_mut(&path).expect("its bytes");
        match kind {
            0 => bytes.truncate(byte.index(bytes.len())),
            1 => { broken.remove(&path); }
            2 => bytes.extend_from_slice(b"<!doctype html>"),
            _ => { let at = byte.index(bytes.len()); bytes[at] ^= bits; }
        }
        let index = Index::open(move |path: &str| broken.get(path).cloned());
        let query = Query { text: query, limit: usize::MAX, ..Query::default() };
        if let Ok(hits) = index.and_then(|index| index.query(&query)) {
            prop_assert_eq!(hits, right);
        }
    }
}

/// A chunk that somebody wrote otherwise, under its right name.
fn tampered(
    mut files: BTreeMap<String, Vec<u8>>,
    file: At,
    change: impl FnOnce(&mut Vec<u8>),
) -> BTreeMap<String, Vec<u8>> {
    use rightdeck::search::{MANIFEST, chunk_name, pack_chunk, unpack_chunk};
    let path = files
        .keys()
        .nth(file.index(files.len()))
        .expect("a file")
        .clone();
    let mut chunk = unpack_chunk(&files[&path]).expect("a chunk");
    change(&mut chunk);
    let bytes = pack_chunk(&chunk);
    if path != MANIFEST {
        let name = |path: &str| path["search/".len()..path.len() - ".bin".len()].to_owned();
        let manifest = unpack_chunk(&files[MANIFEST]).expect("a manifest");
        let manifest = String::from_utf8(manifest).expect("JSON");
        let manifest = manifest.replace(&name(&path), &chunk_name(&bytes));
        files.insert(MANIFEST.to_owned(), pack_chunk(manifest.as_bytes()));
        files.insert(format!("search/{}.bin", chunk_name(&bytes)), bytes);
    } else {
        files.insert(path, bytes);
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_chunk_of_any_bytes_is_survived(
        (words, pages) in corpus(),
        (file, byte) in (any::<At>(), any::<At>()),
        new in prop::collection::vec(any::<u8>(), 0..4),
        kind in 0_u8..3,
    ) {
        let files = tampered(files(&pages), file, |chunk| {
            let at = byte.index(chunk.len());
            match kind {
                0 => chunk.truncate(at),
                1 => drop(chunk.splice(at..(at + new.len()).min(chunk.len()), new)),
                _ => drop(chunk.splice(at..at, new)),
            }
        });
        let index = Index::open(move |path: &str| files.get(path).cloned());
        for text in [
            words[0].clone(),
            format!("{}x", words[0]),
            words[0][..1].to_owned(),
            format!("\"{} {}\"", words[0], words[1]),
        ] {
            let query = Query { text, limit: 9, ..Query::default() };
            let _ = index.as_ref().map(|index| (index.query(&query), index.contents()));
        }
    }
}

/// Pages enough for many chunks, beginnings, and words that stand nearly everywhere.
fn many() -> Vec<Page> {
    let mut state = 7_u64;
    let mut next = move |below: usize| {
        // Numbers of no quality, but always the same.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ((state >> 33) as usize) % below
    };
    let syllables = [
        "ba", "co", "di", "fu", "ge", "ha", "ki", "lo", "mu", "ne", "po", "ra", "si", "te", "vu",
        "wa",
    ];
    let words: Vec<String> = (0..3000)
        .map(|_| (0..2 + next(3)).map(|_| syllables[next(16)]).collect())
        .collect();
    let mut pages: Vec<Page> = (0..1500)
        .map(|_| {
            let mut row = |count: usize| -> Vec<String> {
                let word = |_| {
                    if next(6) == 0 {
                        "the".to_owned()
                    } else {
                        // Some words are frequent.
                        let most = 1 + next(words.len());
                        words[next(most)].clone()
                    }
                };
                (0..count).map(word).collect()
            };
            let title = row(4);
            let sections = (0..4).map(|_| (row(2), row(20))).collect();
            Page { title, sections }
        })
        .collect();
    pages[700].title.push("theory".to_owned());
    pages
}

#[test]
fn a_large_index_is_exact() {
    let pages = many();
    let files = files(&pages);
    assert!(files.len() > 12, "only {} files", files.len());
    let index = open(files);
    let words: BTreeSet<&String> = pages.iter().flat_map(|page| &page.title).collect();
    for word in words.iter().step_by(40) {
        let hits = ask(&index, &format!("\"{word}\""));
        let expected = scanned(&pages, &[(*word).clone()]);
        assert_eq!(found(&hits), expected, "{word}");
    }
    for page in pages.iter().step_by(100) {
        let phrase = &page.sections[1].1[3..6];
        let hits = ask(&index, &format!("\"{}\"", phrase.join(" ")));
        assert_eq!(found(&hits), scanned(&pages, phrase), "{phrase:?}");
    }
    // A first letter alone finds titles.
    for letter in ["b", "w", "ko", "ha"] {
        let hits = ask(&index, letter);
        let begins = |page: &Page| page.title.iter().any(|word| word.starts_with(letter));
        let own = pages.iter().enumerate().filter(|(_, page)| begins(page));
        let expected: BTreeSet<usize> = own.map(|(at, _)| at).collect();
        assert!(found(&hits).is_superset(&expected), "{letter}");
    }
    // What stands nearly everywhere is passed over, but not in a phrase.
    let hits = ask(&index, "the ");
    assert_eq!((hits.total, hits.missing.len()), (0, 0));
    // On the way to a word it is the beginning of that.
    assert_eq!(found(&ask(&index, "the")), BTreeSet::from([700]));
    assert_eq!(ask(&index, "ba the").total, ask(&index, "ba the ").total);
    let with = pages
        .iter()
        .flat_map(|page| &page.sections)
        .map(|(_, text)| text);
    let row = with
        .flat_map(|text| text.windows(2))
        .find(|row| row[0] == "the" && row[1] != "the")
        .expect("a pair");
    let hits = ask(&index, &format!("\"{}\"", row.join(" ")));
    assert_eq!(found(&hits), scanned(&pages, row), "{row:?}");
}

#[test]
fn the_same_records_give_the_same_bytes() {
    let pages = many();
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one = one.expect("a thread").install(|| files(&pages));
    assert!(one == files(&pages), "it depends on the number of threads");
}

#[test]
fn what_an_index_says_can_be_read_back() {
    let pages: Vec<Page> = many().into_iter().take(300).collect();
    let contents = open(files(&pages)).contents().expect("contents");
    assert_eq!(contents.len(), pages.len());
    for (page, (url, text)) in pages.iter().zip(contents.texts()) {
        let mut expected = Vec::new();
        for [title, heading, words] in page.records() {
            expected.extend([title.join(" "), heading.join(" "), words.join(" ")]);
        }
        assert_eq!(text, expected.join("\n"), "{url}");
    }
}
