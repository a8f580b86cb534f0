//! Words in what is in the file and in no show: deleted slides that still travel.

use super::Ledger;
use crate::builder::{Builder, PRESENTATION};
use crate::shapes::{Frame, Label, paragraph, placeholder, run, text_box};
use crate::skeleton::Layout;
use crate::xml::DECLARATION;

/// Adds the orphans and returns their entry names.
pub(super) fn orphans(deck: &mut Builder, ledger: &mut Ledger) -> Vec<&'static str> {
    let frame = Frame::new(838_200, 1_825_625, 3_000_000, 300_000);

    let title = ledger.set(
        "qmarkorphantitle",
        "orphan",
        "the title of a slide nothing refers to",
    );
    let body = ledger.set(
        "qmarkorphanbody",
        "orphan",
        "the body of a slide nothing refers to",
    );
    let notes = ledger.set(
        "qmarkorphannotes",
        "orphan",
        "the notes of a slide nothing refers to",
    );
    let mut slide = deck.slide(91, Layout::TitleOnly);
    let text = paragraph(&run(title));
    slide.push(&placeholder(
        &Label::new(2, "Title 1"),
        "type=\"title\"",
        &text,
    ));
    slide.push(&text_box(
        &Label::new(3, "TextBox 2"),
        frame,
        &paragraph(&run(body)),
    ));
    deck.notes(&slide, &paragraph(&run(notes)), "");
    deck.write(&slide);

    // What a script leaves that takes a slide out of the list and not out of the file.
    let word = ledger.set(
        "qmarkunlisted",
        "orphan",
        "a slide related to the presentation, not listed",
    );
    let mut slide = deck.slide(92, Layout::Blank);
    slide.push(&text_box(
        &Label::new(2, "TextBox 1"),
        frame,
        &paragraph(&run(word)),
    ));
    deck.write(&slide);
    deck.parts.relate(PRESENTATION, "slide", &slide.part);

    let word = ledger.set("qmarkorphanxml", "orphan", "an XML part nothing refers to");
    let xml = format!("{DECLARATION}<leftover xmlns=\"urn:rightdeck:kit\">{word}</leftover>");
    deck.parts.add_bytes("ppt/leftover.xml", xml.into_bytes());

    vec![
        "ppt/leftover.xml",
        "ppt/notesSlides/notesSlide91.xml",
        "ppt/slides/slide91.xml",
        "ppt/slides/slide92.xml",
    ]
}
