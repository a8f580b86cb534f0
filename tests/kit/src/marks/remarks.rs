//! Words said about a slide: its notes, and comments of both kinds.

use super::Ledger;
use super::words::begin;
use crate::builder::{Builder, PRESENTATION};
use crate::shapes::{Frame, Label, paragraph, run, text_box};
use crate::xml::{A, R};

const P188: &str = "http://schemas.microsoft.com/office/powerpoint/2018/8/main";

pub(super) fn notes_and_comments(deck: &mut Builder, ledger: &mut Ledger) {
    let slide = begin(deck, ledger, "Remarks");
    let word = ledger.set("qmarkspeaker", "notes", "the speaker's notes");
    let beside = ledger.set("qmarknotesbox", "notes", "a text box on the notes page");
    let frame = Frame::new(685_800, 8_100_000, 3_000_000, 300_000);
    let more = text_box(&Label::new(4, "TextBox 3"), frame, &paragraph(&run(beside)));
    deck.notes(
        &slide,
        &paragraph(&run(&format!("Say {word} aloud"))),
        &more,
    );

    let word = ledger.set(
        "qmarkoldcomment",
        "comment",
        "a comment of the classic kind",
    );
    deck.comment(&slide, word);

    let thread = ledger.set("qmarkthread", "comment", "a modern comment");
    let reply = ledger.set("qmarkreply", "comment", "a reply to a modern comment");
    add_thread(deck, &slide.part, thread, reply);
    deck.list(&slide);
}

/// \[MS-PPTX\] 2.6.9: threaded comments and their authors.
fn add_thread(deck: &mut Builder, slide: &str, thread: &str, reply: &str) {
    let author = "{1E1F1A3C-0000-4000-8000-000000000004}";
    let body = |text: &str| {
        format!(
            "<p188:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{text}</a:t></a:r>\
             </a:p></p188:txBody>"
        )
    };
    let namespaces = format!("xmlns:a=\"{A}\" xmlns:r=\"{R}\" xmlns:p188=\"{P188}\"");
    let xml = format!(
        "<p188:cmLst {namespaces}><p188:cm id=\"{{2E1F1A3C-0000-4000-8000-000000000005}}\" \
         authorId=\"{author}\" created=\"2024-01-01T09:00:00.000\"><pc:sldMkLst \
         xmlns:pc=\"http://schemas.microsoft.com/office/powerpoint/2013/main/command\"><pc:docMk/>\
         <pc:sldMk cId=\"0\" sldId=\"264\"/></pc:sldMkLst><p188:replyLst>\
         <p188:reply id=\"{{3E1F1A3C-0000-4000-8000-000000000006}}\" authorId=\"{author}\" \
         created=\"2024-01-02T09:00:00.000\">{}</p188:reply></p188:replyLst>{}</p188:cm></p188:cmLst>",
        body(reply),
        body(thread)
    );
    let part = "ppt/comments/modernComment_108_0.xml";
    deck.parts
        .add(part, "application/vnd.ms-powerpoint.comments+xml", &xml);
    let relation = "http://schemas.microsoft.com/office/2018/10/relationships/comments";
    deck.parts.relate(slide, relation, part);

    let xml = format!(
        "<p188:authorLst {namespaces}><p188:author id=\"{author}\" name=\"Kit Author\" initials=\"KA\" \
         userId=\"kit\" providerId=\"None\"/></p188:authorLst>"
    );
    deck.parts.add(
        "ppt/authors.xml",
        "application/vnd.ms-powerpoint.authors+xml",
        &xml,
    );
    let relation = "http://schemas.microsoft.com/office/2018/10/relationships/authors";
    deck.parts.relate(PRESENTATION, relation, "ppt/authors.xml");
}
