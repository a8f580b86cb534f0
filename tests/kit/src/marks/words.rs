//! Words in plain text: titles, bodies, runs, fields, markup, a hidden slide, other encodings.

use super::{Ledger, part_number};
use crate::builder::{Builder, Slide};
use crate::package::{Encoding, encode};
use crate::shapes::{Frame, Label, paragraph, placeholder, run, styled_run, text_box};
use crate::skeleton::Layout;

const FRAME: Frame = Frame::new(838_200, 1_825_625, 10_515_600, 400_000);

/// Begins the next slide of the show, with a title that is no mark.
pub(super) fn begin(deck: &mut Builder, ledger: &mut Ledger, title: &str) -> Slide {
    let number = u32::try_from(deck.len() + 1).expect("a few slides");
    ledger.slide = Some(number);
    let mut slide = deck.slide(part_number(number), Layout::TitleOnly);
    let id = slide.next_id();
    let title = paragraph(&run(title));
    slide.push(&placeholder(
        &Label::new(id, "Title 1"),
        "type=\"title\"",
        &title,
    ));
    slide
}

/// Adds a text box of ready paragraphs; one below the other.
pub(super) fn add_box(slide: &mut Slide, text: &str) {
    let id = slide.next_id();
    let frame = Frame {
        y: FRAME.y + i64::from(id - 3) * 450_000,
        ..FRAME
    };
    slide.push(&text_box(
        &Label::new(id, &format!("TextBox {}", id - 1)),
        frame,
        text,
    ));
}

pub(super) fn title_and_body(deck: &mut Builder, ledger: &mut Ledger) {
    ledger.slide = Some(1);
    let mut slide = deck.slide(part_number(1), Layout::TitleAndContent);
    let word = ledger.set("qmarktitle", "title", "the title");
    let id = slide.next_id();
    let text = paragraph(&run(&format!("Why {word} now")));
    slide.push(&placeholder(
        &Label::new(id, "Title 1"),
        "type=\"ctrTitle\"",
        &text,
    ));

    let word = ledger.set("qmarksubheading", "body", "the subtitle");
    let id = slide.next_id();
    let text = paragraph(&run(&format!("A {word} below it")));
    slide.push(&placeholder(
        &Label::new(id, "Subtitle 2"),
        "type=\"subTitle\" idx=\"1\"",
        &text,
    ));

    let word = ledger.set(
        "qmarkbullet",
        "body",
        "a second-level bullet in a content placeholder",
    );
    let id = slide.next_id();
    let text = format!(
        "<a:p>{}</a:p><a:p><a:pPr lvl=\"1\"/>{}</a:p>",
        run("First level"),
        run(&format!("Second level {word}"))
    );
    slide.push(&placeholder(
        &Label::new(id, "Content Placeholder 3"),
        "idx=\"13\"",
        &text,
    ));

    let word = ledger.set("qmarktextbox", "body", "a text box");
    add_box(
        &mut slide,
        &paragraph(&run(&format!("A box with {word} in it"))),
    );

    let word = ledger.set("qmarkfooter", "body", "the slide's own footer");
    let id = slide.next_id();
    let text = paragraph(&run(word));
    let kind = "type=\"ftr\" sz=\"quarter\" idx=\"11\"";
    slide.push(&placeholder(
        &Label::new(id, "Footer Placeholder 5"),
        kind,
        &text,
    ));

    slide.name = ledger
        .set(
            "qmarkcsldname",
            "properties",
            "the slide's name (p:cSld name)",
        )
        .to_owned();
    deck.list_absolute(&slide);
}

/// One word in several runs, and what can stand between runs.
pub(super) fn runs(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Runs");
    ledger.set(
        "qmarksplitrun",
        "body",
        "a word over three runs of different formatting",
    );
    let text = run("Before qmar")
        + &styled_run("b=\"1\"", "kspli")
        + &styled_run("i=\"1\" sz=\"1400\"", "trun after");
    add_box(&mut slide, &paragraph(&text));

    ledger.set("qmarksofthyphen", "body", "a word with a soft hyphen in it");
    add_box(
        &mut slide,
        &paragraph(&run("Before qmarksoft\u{ad}hyphen after")),
    );

    ledger.set(
        "qmarkzerowidth",
        "body",
        "a word with a zero-width space in it",
    );
    add_box(
        &mut slide,
        &paragraph(&run("Before qmarkzero\u{200b}width after")),
    );

    ledger.set("qmarkwideform", "body", "a word in fullwidth letters");
    let wide: String = "qmarkwideform".chars().map(full_width).collect();
    add_box(&mut slide, &paragraph(&run(&wide)));

    let word = ledger.set("qmarkafterbreak", "body", "text after a line break");
    let text = run("One line") + "<a:br><a:rPr lang=\"en-US\"/></a:br>" + &run(word);
    add_box(&mut slide, &paragraph(&text));

    let word = ledger.set("qmarkfield", "body", "the text of a field");
    add_box(
        &mut slide,
        &format!(
            "<a:p><a:fld id=\"{{5B1F1A3C-0000-4000-8000-000000000001}}\" type=\"datetime1\">\
             <a:rPr lang=\"en-US\"/><a:t>{word}</a:t></a:fld></a:p>"
        ),
    );
    deck.list(&slide);
}

fn full_width(letter: char) -> char {
    let shifted = letter as u32 - u32::from('!') + u32::from('\u{ff01}');
    char::from_u32(shifted).expect("an ASCII letter has a fullwidth form")
}

/// What XML can do to a word while it stays the same word.
pub(super) fn markup(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Markup");
    let text =
        |inner: &str| format!("<a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{inner}</a:t></a:r></a:p>");

    ledger.set(
        "qmarkcharref",
        "body",
        "a word written with a character reference",
    );
    add_box(&mut slide, &text("qmark&#99;har&#x72;ef"));
    let word = ledger.set("qmarkcdata", "body", "a CDATA section");
    add_box(&mut slide, &text(&format!("<![CDATA[{word} & more]]>")));
    ledger.set(
        "qmarkxmlcomment",
        "body",
        "a word with an XML comment in it",
    );
    add_box(&mut slide, &text("qmarkxml<!-- not text -->comment"));

    let choice = ledger.set("qmarkchoice", "body", "text in mc:Choice only");
    let fallback = ledger.set("qmarkfallback", "body", "text in mc:Fallback only");
    let both = ledger.set(
        "qmarkeither",
        "body",
        "text in both mc:Choice and mc:Fallback: once",
    );
    let id = slide.next_id();
    let shape = |word: &str| {
        let lines = paragraph(&run(word)) + &paragraph(&run(both));
        let frame = Frame {
            y: 5_000_000,
            ..FRAME
        };
        text_box(
            &Label::new(id, &format!("TextBox {}", id - 1)),
            frame,
            &lines,
        )
    };
    slide.push(&format!(
        "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
         <mc:Choice xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\" \
         Requires=\"p14\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        shape(choice),
        shape(fallback)
    ));

    let word = ledger.set(
        "qmarkextension",
        "body",
        "text in an unknown extension of the slide",
    );
    slide.tail = format!(
        "<p:extLst><p:ext uri=\"{{9D1F1A3C-0000-4000-8000-000000000002}}\">\
         <x:remark xmlns:x=\"urn:rightdeck:kit\">{word}</x:remark></p:ext></p:extLst>"
    );
    deck.list(&slide);
}

pub(super) fn hidden(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Backup");
    slide.hidden = true;
    let word = ledger.set("qmarkhidden", "body", "the body of a hidden slide");
    add_box(&mut slide, &paragraph(&run(word)));
    deck.list(&slide);
}

/// Two slides that are as good as any, and that no common writer makes: other prefixes for the
/// usual namespaces, and UTF-16, which every consumer must read (ECMA-376 part 2, 8.1.4).
pub(super) fn other_encodings(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Prefixes");
    let word = ledger.set(
        "qmarkprefix",
        "body",
        "a slide with unusual namespace prefixes",
    );
    add_box(&mut slide, &paragraph(&run(word)));
    deck.list(&slide);
    rewrite(deck, &slide, Encoding::Utf8, |xml| {
        xml.replace("xmlns:a=", "xmlns:draw=")
            .replace("<a:", "<draw:")
            .replace("</a:", "</draw:")
            .replace("xmlns:p=", "xmlns=")
            .replace("<p:", "<")
            .replace("</p:", "</")
    });

    let mut slide = begin(deck, ledger, "Sixteen bits");
    let word = ledger.set("qmarkutfsixteen", "body", "a slide in UTF-16");
    add_box(&mut slide, &paragraph(&run(word)));
    deck.list(&slide);
    rewrite(deck, &slide, Encoding::Utf16Le, |xml| {
        xml.replace("UTF-8", "UTF-16")
    });
}

fn rewrite(
    deck: &mut Builder,
    slide: &Slide,
    encoding: Encoding,
    edit: impl FnOnce(String) -> String,
) {
    let xml = String::from_utf8(deck.parts.bytes(&slide.part).to_vec()).expect("it is UTF-8");
    deck.parts
        .set_bytes(&slide.part, encode(&edit(xml), encoding));
}
