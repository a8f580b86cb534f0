//! Words in shapes: groups, connectors, WordArt, formulas, tables, and what shapes are called.

use super::Ledger;
use super::words::{add_box, begin};
use crate::builder::Builder;
use crate::shapes::{Frame, Label, cell, group, paragraph, paragraphs, run, table, text_box};

pub(super) fn shapes(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Shapes");
    let frame = Frame::new(838_200, 4_500_000, 6_000_000, 400_000);

    let grouped = ledger.set("qmarkgrouped", "body", "a shape in a group");
    let nested = ledger.set(
        "qmarknested",
        "body",
        "a shape in a group in a group in a group",
    );
    let about = ledger.set("qmarkgroupalt", "alt-text", "the alt text of a group");
    let mut shape = text_box(
        &Label::new(20, "TextBox 19"),
        frame,
        &paragraph(&run(nested)),
    );
    for id in [21, 22] {
        shape = group(&Label::new(id, &format!("Group {}", id - 1)), frame, &shape);
    }
    shape += &text_box(
        &Label::new(23, "TextBox 22"),
        frame,
        &paragraph(&run(grouped)),
    );
    let extra = format!("descr=\"{about}\"");
    let label = Label {
        extra: &extra,
        ..Label::new(24, "Group 23")
    };
    slide.push(&group(&label, frame, &shape));

    let about = ledger.set("qmarkshapealt", "alt-text", "the alt text of a text box");
    let extra = format!("descr=\"{about}\"");
    let label = Label {
        extra: &extra,
        ..Label::new(25, "TextBox 24")
    };
    slide.push(&text_box(&label, frame, &paragraph(&run("Described"))));

    let name = ledger.set("qmarkshapename", "alt-text", "the name of a shape");
    slide.push(&text_box(
        &Label::new(26, name),
        frame,
        &paragraph(&run("Named")),
    ));

    let about = ledger.set("qmarkconnector", "alt-text", "the alt text of a connector");
    slide.push(&format!(
        "<p:cxnSp><p:nvCxnSpPr><p:cNvPr id=\"27\" name=\"Connector 26\" descr=\"{about}\"/>\
         <p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr><p:spPr>{}<a:prstGeom prst=\"line\"><a:avLst/>\
         </a:prstGeom></p:spPr></p:cxnSp>",
        frame.xfrm("a:xfrm")
    ));

    let word = ledger.set("qmarkwordart", "body", "WordArt");
    let art = text_box(&Label::new(28, "WordArt 27"), frame, &paragraph(&run(word)));
    slide.push(&art.replace(
        "<a:bodyPr wrap=\"square\"/>",
        "<a:bodyPr wrap=\"none\"><a:prstTxWarp prst=\"textArchUp\"><a:avLst/></a:prstTxWarp></a:bodyPr>",
    ));

    let word = ledger.set("qmarkformula", "body", "a formula (m:t)");
    let formula = format!(
        "<a:p><a14:m><m:oMathPara \
         xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:oMath><m:r>\
         <m:t>{word}</m:t></m:r></m:oMath></m:oMathPara></a14:m></a:p>"
    );
    // As PowerPoint does: the whole shape is the choice, since a paragraph may not hold one.
    slide.push(&format!(
        "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
         <mc:Choice xmlns:a14=\"http://schemas.microsoft.com/office/drawing/2010/main\" Requires=\"a14\">{}\
         </mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        text_box(&Label::new(29, "TextBox 28"), frame, &formula),
        text_box(&Label::new(29, "TextBox 28"), frame, &paragraph(&run(" ")))
    ));

    let word = ledger.set(
        "qmarkvml",
        "body",
        "text in a legacy VML drawing of the slide",
    );
    let vml = format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\
         <v:shape id=\"_x0000_s1026\" type=\"#_x0000_t202\"><v:textbox><div>{word}</div></v:textbox>\
         </v:shape></xml>"
    );
    deck.parts
        .add_bytes("ppt/drawings/vmlDrawing1.vml", vml.into_bytes());
    deck.parts
        .relate(&slide.part, "vmlDrawing", "ppt/drawings/vmlDrawing1.vml");

    let word = ledger.set(
        "qmarkslidetag",
        "properties",
        "a programmable tag of the slide",
    );
    let id = super::document::add_tag(deck, &slide.part, "ppt/tags/tag2.xml", word);
    slide.after_tree = format!("<p:custDataLst><p:tags r:id=\"{id}\"/></p:custDataLst>");

    let word = ledger.set("qmarksound", "picture", "the name of a transition's sound");
    deck.parts
        .add_bytes("ppt/media/audio1.wav", b"RIFF\x04\0\0\0WAVE".to_vec());
    let id = deck
        .parts
        .relate(&slide.part, "audio", "ppt/media/audio1.wav");
    slide.tail = format!(
        "<p:transition><p:fade/><p:sndAc><p:stSnd><p:snd r:embed=\"{id}\" name=\"{word}.wav\"/>\
         </p:stSnd></p:sndAc></p:transition>"
    );
    deck.list(&slide);
}

pub(super) fn table_slide(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Table");
    let header = ledger.set("qmarkheadercell", "table", "a header cell of a table");
    let plain = ledger.set("qmarkplaincell", "table", "a cell of a table");
    let merged = ledger.set("qmarkmergedcell", "table", "a merged cell of a table");
    let covered = ledger.set(
        "qmarkcoveredcell",
        "table",
        "a cell that a merged one covers",
    );
    let about = ledger.set("qmarktablealt", "alt-text", "the alt text of a table");
    let text = |word: &str| paragraphs(&[word.to_owned()]);
    let rows = [
        vec![cell("", &text("Feature")), cell("", &text(header))],
        vec![cell("", &text("Speed")), cell("", &text(plain))],
        vec![
            cell("gridSpan=\"2\"", &text(merged)),
            cell("hMerge=\"1\"", &text(covered)),
        ],
    ];
    let extra = format!("descr=\"{about}\"");
    let label = Label {
        extra: &extra,
        ..Label::new(20, "Table 19")
    };
    let frame = Frame::new(838_200, 1_825_625, 10_515_600, 1_112_520);
    slide.push(&table(&label, frame, &rows));
    add_box(&mut slide, &paragraph(&run("Beside the table")));
    deck.list(&slide);
}
