//! Words in documents within the document.

use super::Ledger;
use super::words::begin;
use crate::builder::{Builder, Slide};
use crate::compound::compound_file;
use crate::docx::docx;
use crate::shapes::{Frame, Label, graphic_frame, paragraph, picture, placeholder, run};
use crate::skeleton::Layout;
use crate::workbook::{Cell, Sheet, xlsx};
use crate::xml::PIXEL;

const OLE: &str = "http://schemas.openxmlformats.org/presentationml/2006/ole";
const FRAME: Frame = Frame::new(838_200, 1_825_625, 2_000_000, 1_000_000);

/// The slide with the objects, and before it one whose object is another deck.
pub(super) fn objects(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Objects");
    let word = ledger.set(
        "qmarkobjectcell",
        "embedded",
        "a cell of an embedded workbook",
    );
    let name = "ppt/embeddings/Microsoft_Excel_Sheet.xlsx";
    embed(
        deck,
        &mut slide,
        name,
        "package",
        "Excel.Sheet.12",
        workbook(word),
    );

    let word = ledger.set(
        "qmarkdocument",
        "embedded",
        "a paragraph of an embedded document",
    );
    let name = "ppt/embeddings/Microsoft_Word_Document.docx";
    let bytes = docx(&["A document", word]);
    embed(deck, &mut slide, name, "package", "Word.Document.12", bytes);

    let word = ledger.set(
        "qmarkpackagestream",
        "embedded",
        "a workbook within an OLE file",
    );
    let bytes = compound_file(&[("\u{1}CompObj", &[0; 32]), ("Package", &workbook(word))]);
    let name = "ppt/embeddings/oleObject1.bin";
    embed(deck, &mut slide, name, "oleObject", "Excel.Sheet.12", bytes);
    deck.list(&slide);

    let mut slide = begin(deck, ledger, "Deck in a deck");
    let inner = ledger.set("qmarkinnerdeck", "embedded", "a slide of an embedded deck");
    let notes = ledger.set(
        "qmarkinnernotes",
        "embedded",
        "the notes of an embedded deck",
    );
    let deep = ledger.set(
        "qmarkinnercell",
        "embedded",
        "a workbook embedded in an embedded deck",
    );
    let mut other = Builder::default();
    let mut page = other.slide(1, Layout::TitleOnly);
    let id = page.next_id();
    let title = paragraph(&run(inner));
    page.push(&placeholder(
        &Label::new(id, "Title 1"),
        "type=\"title\"",
        &title,
    ));
    let name = "ppt/embeddings/Microsoft_Excel_Sheet.xlsx";
    embed(
        &mut other,
        &mut page,
        name,
        "package",
        "Excel.Sheet.12",
        workbook(deep),
    );
    other.notes(&page, &paragraph(&run(notes)), "");
    other.list(&page);
    let name = "ppt/embeddings/Microsoft_PowerPoint_Presentation.pptx";
    embed(
        deck,
        &mut slide,
        name,
        "package",
        "PowerPoint.Show.12",
        other.pack(),
    );
    deck.list(&slide);
}

fn workbook(word: &str) -> Vec<u8> {
    let rows = vec![vec![Cell::Shared(word.to_owned()), Cell::Number(1.0)]];
    xlsx(&[Sheet {
        name: "Sheet1".to_owned(),
        rows,
        comment: None,
    }])
}

/// Adds an OLE object with the picture that stands for it.
fn embed(
    deck: &mut Builder,
    slide: &mut Slide,
    part: &str,
    relation: &str,
    program: &str,
    bytes: Vec<u8>,
) {
    deck.parts.add_bytes(part, bytes);
    let object = deck.parts.relate(&slide.part, relation, part);
    if !deck.parts.has("ppt/media/image5.png") {
        deck.parts.add_bytes("ppt/media/image5.png", PIXEL.to_vec());
    }
    let image = deck
        .parts
        .relate(&slide.part, "image", "ppt/media/image5.png");
    let id = slide.next_id();
    let frame = Frame {
        x: FRAME.x + i64::from(id) * 2_100_000,
        ..FRAME
    };
    let shown = picture(
        &Label::new(0, ""),
        frame,
        &format!("r:embed=\"{image}\""),
        "",
        "",
    );
    let inside = format!(
        "<p:oleObj name=\"Object\" r:id=\"{object}\" imgW=\"2000000\" imgH=\"1000000\" progId=\"{program}\">\
         <p:embed/>{shown}</p:oleObj>"
    );
    let name = format!("Object {}", id - 1);
    slide.push(&graphic_frame(&Label::new(id, &name), frame, OLE, &inside));
}
