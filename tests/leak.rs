//! What is withheld is found wherever and however it stands; what is admitted never is.

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rightdeck::site::leak::{Admitted, FileMark, Kind, Leak, Proof, Withheld, WithheldItem};
use rightdeck::site::proof;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const TEXT: &str = "Before the quarter ends, ask the account manager how much committed spend is \
                    still open and when the renewal is due.";
const DECK: &[u8] = b"the bytes of a withheld deck";

fn withheld() -> Withheld<'static> {
    Withheld {
        items: vec![
            WithheldItem {
                what: "page 'Q4 commit tactics' (content/playbook/burn.md)".into(),
                titles: vec!["Q4 commit tactics".into()],
                slugs: vec!["playbook/burn-down-play".into()],
                file_names: vec!["burn_down_source.md".into()],
                files: vec![FileMark {
                    sha256: hash_of_deck(),
                    length: DECK.len() as u64,
                }],
                texts: vec![TEXT.into()],
            },
            WithheldItem {
                what: "page 'Overview'".into(),
                titles: vec![
                    "Overview".into(),
                    "Moat".into(),
                    "Caf\u{e9} r\u{e9}sum\u{e9}".into(),
                ],
                file_names: vec!["index.md".into()],
                ..WithheldItem::default()
            },
        ],
    }
}

fn admitted() -> Admitted<'static> {
    Admitted {
        texts: vec![
            "Overview".into(),
            "content/index.md".into(),
            "Q4".into(),
            "tactics".into(),
        ],
        files: Vec::new(),
    }
}

fn hash_of_deck() -> String {
    use sha2::Digest;
    sha2::Sha256::digest(DECK)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn search(path: &str, bytes: impl AsRef<[u8]>) -> Vec<Leak> {
    let file = (path.to_owned(), bytes.as_ref().to_vec());
    Proof::new(&withheld(), &admitted()).prove([file])
}

fn kinds(path: &str, bytes: impl AsRef<[u8]>) -> Vec<Kind> {
    search(path, bytes)
        .into_iter()
        .map(|leak| leak.kind)
        .collect()
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).expect("packed");
    out.finish().expect("packed")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file(name, SimpleFileOptions::default())
        .expect("an entry");
    out.write_all(bytes).expect("packed");
    out.finish().expect("packed").into_inner()
}

#[test]
fn a_title_is_found_in_every_place() {
    for (place, text) in [
        ("a heading", "<h1>Q4 commit tactics</h1>"),
        ("running text", "see our q4 COMMIT tactics, please"),
        ("entities", "<p>Q4&nbsp;commit&#32;t&#97;ctics</p>"),
        ("hexadecimal entities", "<p>Q4 &#x63;ommit tactics</p>"),
        (
            "inline tags",
            "<h1>Q4 <em>com</em>mit <b>tac<i>tics</i></b></h1>",
        ),
        ("a link", "<p>Q4 <a href='/x'>commit</a> tactics</p>"),
        ("an attribute", "<img alt=\"Q4 commit tactics\">"),
        (
            "an attribute with entities",
            "<img alt=\"Q4 c&#111;mmit tactics\">",
        ),
        ("a comment", "<!-- Q4 commit\n  tactics -->"),
        (
            "a meta tag",
            "<meta property=og:title content='Q4 commit tactics'>",
        ),
        ("JSON", "[{\"t\":\"Q4 commit tactics\"}]"),
        (
            "JSON escapes",
            r#"{"t":"\u00514 \u0063ommit\u0020tactics"}"#,
        ),
        ("JSON line ends", r#"{"t":"a\nQ4 commit\ntactics\n"}"#),
        (
            "HTML in JSON",
            r#"{"t":"\u003ch1\u003eQ4 \u003cem\u003ecommit\u003c\/em\u003e tactics"}"#,
        ),
        (
            "HTML in JSON, plain",
            r#"{"t":"<h1>Q4 <em>com<\/em>mit tactics<\/h1>"}"#,
        ),
        (
            "JSON in an attribute",
            "<i data-x='{&quot;t&quot;:&quot;Q4 \\u0063ommit tactics&quot;}'>",
        ),
        ("an address", "<a href=\"/search?q=Q4%20commit+tactics\">"),
        ("an address, every letter", "/%51%34%20%63ommit%20tactics"),
        (
            "XML",
            "<?xml version='1.0'?><title><![CDATA[Q4 commit tactics]]></title>",
        ),
        (
            "a feed",
            "<summary type='html'>&lt;p&gt;Q4 &lt;em&gt;commit&lt;/em&gt; tactics</summary>",
        ),
        (
            "twice escaped",
            "<title>Q4&amp;nbsp;commit&amp;nbsp;tactics</title>",
        ),
        (
            "llms.txt",
            "# Quillfish\n\n- [Q4 commit tactics](/x.md): how\n",
        ),
        (
            "a script",
            "const t = ['Q4 commit tactics'];\n//# sourceMappingURL=x",
        ),
        ("a script's escapes", "t='\\x514 \\u{63}ommit tactics'"),
        ("a style", ".a::before { content: 'Q4 commit tactics' }"),
        ("hyphens", "/q4-commit-tactics/"),
        ("underscores", "Q4_Commit_Tactics"),
        ("a soft hyphen", "Q4 com\u{ad}mit tactics"),
        ("a wrapped line", "see Q4 commit\n    tactics for it"),
    ] {
        let found = kinds("index.html", text);
        assert_eq!(found, [Kind::Title], "{place}");
    }
}

#[test]
fn a_title_is_found_in_every_coding() {
    let text = "{\"title\": \"Q4 commit tactics\", \"more\": \"and more of it\"}";
    let bom = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let binary = [
        b"\x89PNG\0\0\xff\xd8tEXtTitle\0",
        text.as_bytes(),
        b"\0\xff\xfe",
    ]
    .concat();
    let ole = [
        b"\xd0\xcf\x11\xe0\0\0\0\0a",
        &*utf16(text, true, false),
        b"\xff\xff\xff",
    ]
    .concat();
    let slide = "<p:sld><a:p><a:r><a:rPr b='1'/><a:t>Q4 com</a:t></a:r><a:r><a:t>mit tactics</a:t>";
    let deck = zip("ppt/slides/slide1.xml", slide.as_bytes());
    for (place, bytes) in [
        ("a byte order mark", bom),
        ("UTF-16", utf16(text, true, true)),
        ("UTF-16, the other way", utf16(text, false, true)),
        ("UTF-16 without a mark", utf16(text, true, false)),
        (
            "UTF-16 without a mark, the other way",
            utf16(text, false, false),
        ),
        ("a picture", binary),
        ("an old Office file", ole),
        ("a gzip", gzip(text.as_bytes())),
        ("a deck", deck.clone()),
        (
            "a deck in a zip in a gzip",
            gzip(&zip("old/deck.pptx", &deck)),
        ),
        ("a packed file's name", zip("Q4 Commit Tactics.txt", b"")),
    ] {
        assert_eq!(kinds("file", bytes), [Kind::Title], "{place}");
    }
    let leaks = search("decks/why.pptx", deck);
    assert_eq!(leaks[0].inside.as_deref(), Some("ppt/slides/slide1.xml"));
}

#[test]
fn letters_beyond_ascii_are_found() {
    for text in [
        "<p>CAF\u{c9} R\u{c9}SUM\u{c9}</p>",
        "caf&eacute; re\u{301}sum&#xe9;",
        "caf%C3%A9-r%c3%a9sum%C3%A9",
        r"caf\u00e9 r\u00E9sum\u00e9",
    ] {
        assert_eq!(kinds("a.html", text), [Kind::Title], "{text}");
    }
    assert_eq!(
        kinds("a.html", b"<p>caf\xe9 <b>r\xe9sum\xe9</b></p>"),
        [Kind::Title],
        "Latin-1"
    );
}

#[test]
fn slugs_names_hashes_and_files_are_found() {
    let hash = hash_of_deck();
    for (text, kind) in [
        (
            "<loc>https://x.example/playbook/burn-down-play/</loc>".to_owned(),
            Kind::Slug,
        ),
        (
            "{\"u\":\"\\/playbook\\/burn-down-play\"}".to_owned(),
            Kind::Slug,
        ),
        ("/* from burn_down_source.md */".to_owned(), Kind::FileName),
        (format!("{{\"sha256\":\"{hash}\"}}"), Kind::Hash),
        (
            format!("<img src=/assets/why-{}.png>", &hash[..16]),
            Kind::Hash,
        ),
        (hash.to_uppercase(), Kind::Hash),
    ] {
        assert_eq!(kinds("sitemap.xml", &text), [kind], "{text}");
    }
    assert_eq!(kinds("decks/why.pptx", DECK), [Kind::File]);
    assert_eq!(kinds("all.zip", zip("a.bin", DECK)), [Kind::File]);
    assert_eq!(
        kinds("en/playbook/burn-down-play/index.html", "x"),
        [Kind::Slug]
    );
    assert_eq!(kinds("Q4%20commit/tactics.html", "x"), []);
    assert_eq!(kinds("q4-commit-tactics.html", "x"), [Kind::Title]);
    assert_eq!(
        kinds(&format!("deck-{}.pptx", &hash[..12]), "x"),
        [Kind::Hash]
    );
}

#[test]
fn eight_words_are_found_however_they_are_set() {
    let words: Vec<&str> = TEXT.split(' ').collect();
    let eight = words[3..11].join(" ");
    for text in [
        format!("so {eight} so"),
        words[3..11].join("\n      "),
        words[3..11].join("</li>\n<li>"),
        words[3..11].join("</em> <em>"),
        words[3..11].join("&nbsp;"),
        words[3..11].join("\\n"),
        words[3..11].join("%20"),
        eight.to_uppercase(),
        format!("\"{}\"", words[3..11].join("\", \"")),
    ] {
        assert_eq!(kinds("a.html", &text), [Kind::Words], "{text}");
    }
    assert_eq!(kinds("a.html", words[3..10].join(" ")), [], "seven");
    let split = format!("{} of {}", words[3..8].join(" "), words[8..13].join(" "));
    assert_eq!(kinds("a.html", split), [], "not in a row");
}

#[test]
fn a_leak_says_what_and_where() {
    let leaks = search(
        "play/index.html",
        "<p>Our <b>Q4 commit</b>\ntactics &amp; more</p>",
    );
    let [leak] = &leaks[..] else {
        panic!("{leaks:?}");
    };
    assert_eq!(leak.path, "play/index.html");
    assert_eq!(
        leak.what,
        "page 'Q4 commit tactics' (content/playbook/burn.md)"
    );
    assert_eq!(leak.excerpt, "Q4 commit tactics");
    assert!(leak.help.contains("widen the audience"));
    let many = format!("<p>{TEXT} {TEXT}</p><p>Q4 commit tactics</p>").repeat(20);
    let leaks = search("a.html", many);
    assert_eq!(leaks.len(), 2, "{leaks:#?}");
    assert!(leaks[1].excerpt.starts_with("Before the quarter ends"));
}

#[test]
fn what_is_admitted_or_common_is_no_leak() {
    for text in [
        // Titles of admitted pages, and a short one inside a sentence.
        "<h1>Overview</h1>",
        "{\"title\":\"Overview\"}",
        "every moat around a product",
        "index.md",
        // Parts of a title, and its words elsewhere.
        "Q4 commit",
        "commit tactics",
        "Q4 commits tactics",
        "tactics for a Q4 commit",
        // Two things side by side are not one title.
        "<li>Q4</li><li>Commit tactics</li>",
        "<a href=x>Q4 commit</a> <a href=y>Tactics</a>",
        "[\"Q4\",\"commit tactics\"]",
        "- Q4 commit\n- Tactics\n",
        "<td>Q4 commit</td>\n<td>tactics</td>",
        // A hash that begins otherwise, and too few of its digits.
        "0123456789abcdef0123456789abcdef",
        &hash_of_deck()[..8],
    ] {
        assert_eq!(search("a.html", text), [], "{text}");
    }
}

#[test]
fn a_short_title_is_found_where_it_stands_alone() {
    for text in [
        "<h1>Moat</h1>",
        "{\"title\":\"Moat\"}",
        "/play/moat/",
        "moat.html",
        "# Moat\n",
        "<img alt='Moat'>",
        "title: Moat\n",
        "Moat",
    ] {
        assert_eq!(kinds("a.html", text), [Kind::Title], "{text}");
    }
    // By chance, in what is no text.
    assert_eq!(kinds("a.png", b"\x89\0\xff\"moat\"\xff\0"), []);
}

#[test]
fn admitted_files_are_not_searched() {
    let deck = zip("ppt/slides/slide1.xml", TEXT.as_bytes());
    assert_eq!(kinds("a.pptx", &deck), [Kind::Words]);
    let hash: String = {
        use sha2::Digest;
        sha2::Sha256::digest(&deck)
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect()
    };
    let mark = FileMark {
        sha256: hash,
        length: deck.len() as u64,
    };
    let admitted = Admitted {
        files: vec![mark],
        ..admitted()
    };
    let leaks = Proof::new(&withheld(), &admitted).prove([("a.pptx".to_owned(), deck)]);
    assert_eq!(leaks, []);
}

#[test]
fn what_cannot_be_unpacked_is_reported() {
    let mut damaged = gzip(&TEXT.repeat(100).into_bytes());
    let half = damaged.len() / 2;
    damaged.truncate(half);
    assert_eq!(kinds("a.gz", &damaged), [Kind::Unread]);
    assert_eq!(
        kinds("a.zip", b"PK\x03\x04 and nothing more"),
        [Kind::Unread]
    );
    let bomb = gzip(&vec![b' '; 70 << 20]);
    assert_eq!(kinds("a.gz", &bomb), [Kind::Unread]);
    let mut deep = TEXT.as_bytes().to_vec();
    for _ in 0..6 {
        deep = gzip(&deep);
    }
    assert_eq!(kinds("a.gz", &deep), [Kind::Unread]);
}

#[test]
fn nothing_withheld_asks_for_nothing() {
    use rayon::prelude::*;
    let files = (0..3_usize)
        .into_par_iter()
        .map(|file| -> (String, Vec<u8>) {
            panic!("file {file} was read");
        });
    assert_eq!(
        Proof::new(&Withheld::default(), &admitted()).prove(files),
        []
    );
}

#[test]
fn a_title_with_signs_of_its_own_is_found() {
    let odd = [
        "The 'land' 'expand' play",
        "CI/CD: the \"why\"\n\n- and how",
        "C++ and C#, revisited",
    ];
    let withheld = Withheld {
        items: vec![WithheldItem {
            titles: odd.iter().map(|title| (*title).into()).collect(),
            ..WithheldItem::default()
        }],
    };
    let proof = Proof::new(&withheld, &Admitted::default());
    for title in odd {
        assert_eq!(proof.search("a.txt", title.as_bytes()).len(), 1, "{title}");
    }
}

fn text_of(words: &[u16]) -> String {
    words.iter().map(|word| format!("w{word} ")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Eight words of a withheld text are found, wherever they are planted, unless an admitted text
    /// has them too.
    #[test]
    fn a_planted_run_is_always_found(
        secret in prop::collection::vec(0_u16..300, 8..60),
        known in prop::collection::vec(0_u16..300, 0..60),
        around in prop::collection::vec(300_u16..400, 0..40),
        at in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
    ) {
        let start = at.index(secret.len() - 7);
        let run = &secret[start..start + 8];
        let place = place.index(around.len() + 1);
        let planted: Vec<u16> = [&around[..place], run, &around[place..]].concat();
        let withheld = Withheld { items: vec![WithheldItem {
            texts: vec![text_of(&secret).into()], ..WithheldItem::default()
        }] };
        let admitted = Admitted { texts: vec![text_of(&known).into()], files: Vec::new() };
        let leaks = Proof::new(&withheld, &admitted).search("a", text_of(&planted).as_bytes());
        let is_known = known.windows(8).any(|window| window == run);
        prop_assert_eq!(leaks.is_empty(), is_known);
    }

    /// A site of admitted texts is no leak, however much of them is withheld elsewhere, too.
    #[test]
    fn admitted_texts_are_never_a_leak(
        shared in prop::collection::vec(prop::collection::vec(0_u16..12, 1..20), 1..6),
        secret in prop::collection::vec(prop::collection::vec(0_u16..12, 1..20), 1..6),
    ) {
        let texts = |lists: &[Vec<u16>]| lists.iter().map(|list| text_of(list).into()).collect();
        let names: Vec<_> = shared.iter().chain(&secret).map(|list| text_of(list).into()).collect();
        let withheld = Withheld { items: vec![WithheldItem {
            titles: names.clone(), slugs: names.clone(), file_names: names,
            texts: secret.iter().chain(&shared).map(|list| text_of(list).into()).collect(),
            ..WithheldItem::default()
        }] };
        let admitted = Admitted { texts: texts(&shared), files: Vec::new() };
        let proof = Proof::new(&withheld, &admitted);
        for list in &shared {
            let text = text_of(list);
            let html = format!("<p>{}</p>", text.trim());
            prop_assert_eq!(proof.search("a.html", html.as_bytes()), []);
            let json = format!("{{\"{}\":1}}", text.trim().replace(' ', "\\u0020"));
            prop_assert_eq!(proof.search("a.json", json.as_bytes()), []);
        }
    }

    /// Whatever the bytes, a search ends and gives the same twice.
    #[test]
    fn any_bytes_will_do(bytes in prop::collection::vec(any::<u8>(), 0..300), text in ".{0,80}") {
        let proof = Proof::new(&withheld(), &admitted());
        prop_assert_eq!(proof.search(&text, &bytes), proof.search(&text, &bytes));
        let packed = proof.search("a", &gzip(&bytes));
        prop_assert!(packed.iter().all(|leak| leak.kind != Kind::Unread));
        let escapes = format!("&#x{text};\\u{text}%{text}<{text}");
        prop_assert_eq!(proof.search("a", escapes.as_bytes()), []);
    }
}

#[test]
fn a_search_index_is_looked_through() {
    use rightdeck::search::{Entry, Group, Options, Profile, RecordKind, TextAddress, build};
    let text = "Never tell the buyer what the other cloud pays for this, whatever he says.";
    let group = |title: &'static str, url: &'static str, text: &'static str| Group {
        title,
        url,
        reviewed: None,
        text: TextAddress::None,
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
        entries: vec![
            Entry::default(),
            Entry {
                heading: "More",
                anchor: "more",
                text,
                ..Entry::default()
            },
        ],
    };
    let admitted_text = "The map of the road is a roadmap of a well-architected view.";
    let withheld = Withheld {
        items: vec![
            WithheldItem {
                what: "the page".to_owned(),
                titles: vec!["Commit tactics".into()],
                texts: vec![text.into()],
                ..WithheldItem::default()
            },
            // A beginning or an end of a word that may be there is no name.
            WithheldItem {
                what: "the term".to_owned(),
                titles: vec!["Architect".into(), "Wellarchitected".into()],
                ..WithheldItem::default()
            },
        ],
    };
    let admitted = Admitted {
        texts: vec![
            admitted_text.into(),
            "Roads and maps".into(),
            "roads/ more".into(),
        ],
        ..Admitted::default()
    };
    let look = |withheld: &Withheld<'_>, groups: &[Group<'_>]| {
        let files = build(groups, &Options::default()).into_iter();
        let files = files.map(|file| (format!("versions/1/{}", file.path), file.bytes));
        let files: BTreeMap<String, Vec<u8>> = files.collect();
        let paths = files.keys().cloned().collect();
        let read = move |path: &str| files.get(path).cloned();
        let proof = Proof::new(withheld, &admitted);
        proof.prove(proof::readable(paths, read, &proof))
    };
    let good = group("Roads and maps", "roads/", admitted_text);
    assert_eq!(look(&withheld, std::slice::from_ref(&good)), []);
    let groups = [good, group("Commit tactics", "tactics/", text)];
    let found = look(&withheld, &groups);
    for kind in [Kind::Title, Kind::Words] {
        assert!(
            found.iter().any(|leak| leak.kind == kind),
            "{kind:?}: {found:?}"
        );
    }
    // Names alone: an index is read if its words are among theirs.
    let mut names = withheld;
    names.items[0].texts.clear();
    assert_eq!(look(&names, &groups[..1]), []);
    let found = look(&names, &groups);
    let in_index = |leak: &Leak| leak.kind == Kind::Title && leak.path.contains("search/1: ");
    assert!(found.iter().any(in_index), "{found:?}");
}
