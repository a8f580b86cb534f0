//! Files which must never pass as read, each with the reason that a report must give.
//!
//! Each one is a healthy deck with one thing wrong, so that nothing else explains the finding.

use crate::compound::compound_file;
use crate::docx::docx;
use crate::package::{Entry, Package};
use crate::text_deck::TextDeck;
use crate::text_deck_pptx::pptx;

/// One bad file.
#[derive(Clone, Debug)]
pub struct Malformed {
    /// What is wrong, in a few words joined by hyphens.
    pub name: &'static str,
    /// The name the file goes by.
    pub file_name: &'static str,
    pub bytes: Vec<u8>,
    /// `unreadable-deck`, or `unreadable-part` where the rest of the deck can be read.
    pub rule: &'static str,
    /// One of PRODUCT.md's reasons.
    pub reason: &'static str,
}

const SLIDE: &str = "ppt/slides/slide2.xml";
const DECK: &str = "unreadable-deck";
const PART: &str = "unreadable-part";

/// All bad files. They take a few megabytes in all, whatever they claim to hold.
pub fn cases() -> Vec<Malformed> {
    [
        other_formats(),
        broken_files(),
        names(),
        broken_parts(),
        too_much(),
    ]
    .concat()
}

/// A healthy deck with a media part of 1.5 GB (inflated) which no slide shows.
pub fn huge_unused_media() -> Vec<u8> {
    let block = vec![0; 1 << 20];
    let media = Entry::repeated("ppt/media/media1.mp4", b"", &block, 1536, b"end");
    // The part is related to the slide, as a real film is: it is merely never text.
    let relation = "<Relationship Id=\"rId99\" \
        Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/video\" \
        Target=\"../media/media1.mp4\"/></Relationships>";
    healthy()
        .replace("ppt/slides/_rels/slide1.xml.rels", |xml| {
            xml.replace("</Relationships>", relation)
        })
        .replace("[Content_Types].xml", |xml| {
            xml.replacen(
                "<Override",
                "<Default Extension=\"mp4\" ContentType=\"video/mp4\"/><Override",
                1,
            )
        })
        .entry(media)
        .bytes()
}

fn healthy() -> Package {
    Package::read(&pptx(&TextDeck::from_yaml(
        "slides:\n- {title: First, body: One}\n- {title: Second, body: Two, notes: Say so}\n\
         - {title: Third, body: Three}\n",
    )))
}

fn case(
    name: &'static str,
    rule: &'static str,
    reason: &'static str,
    bytes: impl Into<Vec<u8>>,
) -> Malformed {
    Malformed {
        name,
        file_name: "deck.pptx",
        bytes: bytes.into(),
        rule,
        reason,
    }
}

/// What is something else under a deck's name, or a deck's content under another.
fn other_formats() -> Vec<Malformed> {
    let big = [7; 5000];
    let encrypted = compound_file(&[("EncryptionInfo", &[4; 64]), ("EncryptedPackage", &big)]);
    let legacy = compound_file(&[("Current User", &[0; 64]), ("PowerPoint Document", &big)]);
    let keynote = Package::new()
        .stored("Index/Document.iwa", [0; 64])
        .stored("Index/Slide-1.iwa", [0; 64])
        .stored("Metadata/Properties.plist", b"bplist00")
        .bytes();
    let lfs = "version https://git-lfs.github.com/spec/v1\n\
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n\
        size 2097152\n";
    let google = "{\"url\": \"https://docs.google.com/open?id=1aB\", \"doc_id\": \"1aB\", \
        \"email\": \"ae@example.com\"}";
    let login = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\
        <body><form action=\"/login\"></form></body></html>";
    let plain_zip = Package::new()
        .part("readme.txt", "Hello")
        .part("data/a.csv", "a,b\n1,2\n");
    let unknown_ole = compound_file(&[("WordDocument", &big)]);
    let mut cases = vec![
        case("encrypted-deck", DECK, "encrypted", encrypted),
        case("lfs-pointer", DECK, "lfs-pointer", lfs),
        case(
            "legacy-ppt-named-pptx",
            DECK,
            "legacy-format",
            legacy.clone(),
        ),
        case("legacy-ppt", DECK, "legacy-format", legacy),
        case("keynote-named-pptx", DECK, "not-a-deck", keynote.clone()),
        case("keynote", DECK, "legacy-format", keynote),
        case("google-slides-shortcut", DECK, "not-a-deck", google),
        case(
            "google-slides-shortcut-named-pptx",
            DECK,
            "not-a-deck",
            google,
        ),
        case("html-login-page", DECK, "not-a-deck", login),
        case("plain-zip", DECK, "not-a-deck", plain_zip.bytes()),
        case("docx-named-pptx", DECK, "not-a-deck", docx(&["A letter"])),
        case("text-file", DECK, "not-a-deck", "This is no deck.\n"),
        case(
            "pdf-named-pptx",
            DECK,
            "not-a-deck",
            "%PDF-1.7\n%\u{e2}\n1 0 obj\n<<>>\nendobj\n",
        ),
        case("legacy-doc-named-pptx", DECK, "not-a-deck", unknown_ole),
    ];
    for one in &mut cases {
        one.file_name = match one.name {
            "legacy-ppt" => "deck.ppt",
            "keynote" => "deck.key",
            "google-slides-shortcut" => "deck.gslides",
            _ => "deck.pptx",
        };
    }
    cases
}

/// What has lost a piece, or never had it.
fn broken_files() -> Vec<Malformed> {
    let whole = healthy().bytes();
    let half = whole[..whole.len() / 2].to_vec();
    let all_but_the_end = whole[..whole.len() - 10].to_vec();
    let presentation = healthy().replace("ppt/presentation.xml", |xml| {
        xml.replace("</p:sldIdLst>", "</p:sldIdList>")
    });
    let no_presentation = healthy().remove("ppt/presentation.xml");
    let no_types = healthy().remove("[Content_Types].xml");
    let entry_encrypted = healthy().edit_entry("ppt/presentation.xml", |entry| entry.flags |= 1);
    vec![
        case("empty-file", DECK, "corrupt", ""),
        case("truncated-in-the-middle", DECK, "corrupt", half),
        case("truncated-at-the-end", DECK, "corrupt", all_but_the_end),
        case(
            "malformed-presentation",
            DECK,
            "corrupt",
            presentation.bytes(),
        ),
        case(
            "missing-presentation",
            DECK,
            "corrupt",
            no_presentation.bytes(),
        ),
        case("missing-content-types", DECK, "corrupt", no_types.bytes()),
        case(
            "encrypted-zip-entry",
            DECK,
            "encrypted",
            entry_encrypted.bytes(),
        ),
    ]
}

/// Names that two programs may read in two ways.
fn names() -> Vec<Malformed> {
    let second = healthy().text(SLIDE).replace("Two", "Another two");
    let twice = healthy().part(SLIDE, &second);
    let twice_but_for_case = healthy().part("ppt/slides/Slide2.xml", &second);
    let with = |name: &str| healthy().part(name, "<extra/>").bytes();
    vec![
        case("two-entries-of-one-name", DECK, "ambiguous", twice.bytes()),
        case(
            "two-names-that-differ-in-case",
            DECK,
            "ambiguous",
            twice_but_for_case.bytes(),
        ),
        case(
            "backslash-in-a-name",
            DECK,
            "ambiguous",
            with("ppt\\slides\\slide9.xml"),
        ),
        case(
            "leading-slash-in-a-name",
            DECK,
            "ambiguous",
            with("/ppt/slides/slide9.xml"),
        ),
        case(
            "dots-in-a-name",
            DECK,
            "ambiguous",
            with("ppt/../../slide9.xml"),
        ),
        case(
            "dots-first-in-a-name",
            DECK,
            "ambiguous",
            with("../slide9.xml"),
        ),
    ]
}

/// One slide that cannot be read, in a deck that can.
fn broken_parts() -> Vec<Malformed> {
    let edit = |edit: fn(&mut Entry)| healthy().edit_entry(SLIDE, edit).bytes();
    let text = |edit: fn(String) -> String| healthy().replace(SLIDE, edit).bytes();
    let deep = |xml: String| {
        let (open, close) = ("<p:grpSp>".repeat(5000), "</p:grpSp>".repeat(5000));
        xml.replace("</p:spTree>", &format!("{open}{close}</p:spTree>"))
    };
    let entity = |xml: String| {
        let doctype = "<!DOCTYPE p:sld [<!ENTITY two \"Two\">]><p:sld";
        xml.replacen("<p:sld", doctype, 1)
            .replace(">Two<", ">&two;<")
    };
    let laughs = |xml: String| {
        let mut doctype = "<!DOCTYPE p:sld [<!ENTITY l0 \"lol\">".to_owned();
        for level in 1..10 {
            let inner = format!("&l{};", level - 1).repeat(10);
            doctype += &format!("<!ENTITY l{level} \"{inner}\">");
        }
        xml.replacen("<p:sld", &format!("{doctype}]><p:sld"), 1)
            .replace(">Two<", ">&l9;<")
    };
    vec![
        case(
            "wrong-checksum",
            PART,
            "corrupt",
            edit(|entry| entry.crc ^= 1),
        ),
        case(
            "unknown-compression",
            PART,
            "corrupt",
            edit(|entry| entry.method = 99),
        ),
        case(
            "declares-less-than-it-holds",
            PART,
            "corrupt",
            edit(|entry| entry.size = 10),
        ),
        case(
            "declares-more-than-it-holds",
            PART,
            "corrupt",
            edit(|entry| entry.size += 1000),
        ),
        case(
            "broken-deflate-stream",
            PART,
            "corrupt",
            edit(|entry| {
                let middle = entry.packed.len() / 2;
                entry.packed[middle..].fill(0xff);
            }),
        ),
        case(
            "missing-slide",
            PART,
            "corrupt",
            healthy().remove(SLIDE).bytes(),
        ),
        case(
            "wrongly-cased-slide",
            PART,
            "corrupt",
            healthy().rename(SLIDE, "ppt/slides/Slide2.xml").bytes(),
        ),
        case(
            "missing-notes",
            PART,
            "corrupt",
            healthy().remove("ppt/notesSlides/notesSlide2.xml").bytes(),
        ),
        case(
            "missing-layout",
            PART,
            "corrupt",
            healthy()
                .remove("ppt/slideLayouts/slideLayout1.xml")
                .bytes(),
        ),
        case(
            "malformed-slide",
            PART,
            "corrupt",
            text(|xml| xml.replace("</p:cSld>", "")),
        ),
        case(
            "cut-slide",
            PART,
            "corrupt",
            text(|xml| xml[..xml.len() / 2].to_owned()),
        ),
        case("empty-slide", PART, "corrupt", text(|_| String::new())),
        case(
            "slide-with-bytes-that-are-no-text",
            PART,
            "corrupt",
            no_text(),
        ),
        case("entity-in-a-slide", PART, "corrupt", text(entity)),
        case("a-billion-laughs", PART, "corrupt", text(laughs)),
        case(
            "undeclared-entity",
            PART,
            "corrupt",
            text(|xml| xml.replace(">Two<", ">&two;<")),
        ),
        case("nested-too-deep", PART, "over-limit", text(deep)),
    ]
}

/// A slide that claims UTF-8 and has a byte which UTF-8 never has.
fn no_text() -> Vec<u8> {
    let package = healthy();
    let mut bytes = package.text(SLIDE).into_bytes();
    let at = bytes
        .windows(5)
        .position(|window| window == b">Two<")
        .expect("the slide says Two");
    bytes[at + 1] = 0xff;
    package.replace_bytes(SLIDE, &bytes).bytes()
}

/// What is healthy but for its size.
fn too_much() -> Vec<Malformed> {
    let slide = healthy().text(SLIDE);
    let (head, tail) = slide.split_at(slide.find("</p:spTree>").expect("a slide has a tree"));
    let line = "<p:sp><p:txBody><a:bodyPr/><a:p><a:r><a:t>Much too much</a:t></a:r></a:p></p:txBody></p:sp>";
    let block = line.repeat((1 << 20) / line.len()).into_bytes();
    let times = (400 << 20) / u32::try_from(block.len()).expect("a megabyte") + 1;
    let bomb = Entry::repeated(SLIDE, head.as_bytes(), &block, times, tail.as_bytes());
    let mut many = healthy();
    for number in 0..70_000 {
        many = many.stored(&format!("ppt/media/image{number}.png"), b"");
    }
    vec![
        case(
            "slide-of-400-megabytes",
            PART,
            "over-limit",
            healthy().edit_entry(SLIDE, |entry| *entry = bomb).bytes(),
        ),
        case("seventy-thousand-entries", DECK, "over-limit", many.bytes()),
    ]
}
