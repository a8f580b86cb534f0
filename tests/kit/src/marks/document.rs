//! Words that belong to the whole file: sections, shows, layouts, masters, properties.

use super::Ledger;
use crate::builder::{Builder, PRESENTATION, presentation_type};
use crate::properties::DocumentProperties;
use crate::shapes::{Frame, Label, paragraph, picture, placed_placeholder, run, text_box};
use crate::skeleton::{Layout, MASTER};
use crate::xml::{PIXEL, usual_namespaces};

const FRAME: Frame = Frame::new(838_200, 5_900_000, 3_000_000, 300_000);

pub(super) fn presentation(deck: &mut Builder, ledger: &mut Ledger) {
    let section = ledger.set("qmarksection", "properties", "the name of a section");
    deck.sections.push(("Opening".to_owned(), 0));
    deck.sections.push((section.to_owned(), 5));

    let show = ledger.set("qmarkcustomshow", "properties", "the name of a custom show");
    // Slides are the first that the presentation relates to, so slide 12 (hidden) is rId12.
    let slides = "<p:sld r:id=\"rId2\"/><p:sld r:id=\"rId12\"/>";
    let tag = ledger.set(
        "qmarkdecktag",
        "properties",
        "a programmable tag of the presentation",
    );
    let deck_tags = add_tag(deck, PRESENTATION, "ppt/tags/tag1.xml", tag);
    deck.presentation_extra = format!(
        "<p:custShowLst><p:custShow name=\"{show}\" id=\"0\"><p:sldLst>{slides}</p:sldLst></p:custShow>\
         </p:custShowLst><p:custDataLst><p:tags r:id=\"{deck_tags}\"/></p:custDataLst>"
    );

    let text = ledger.set(
        "qmarkcustomxml",
        "properties",
        "the text of a custom XML part",
    );
    let attribute = ledger.set(
        "qmarkxmlattribute",
        "properties",
        "an attribute in a custom XML part",
    );
    let xml = format!(
        "<deal xmlns=\"urn:rightdeck:kit\" stage=\"{attribute}\"><account>{text}</account></deal>"
    );
    deck.parts
        .add_bytes("customXml/item1.xml", xml.into_bytes());
    deck.parts
        .relate(PRESENTATION, "customXml", "customXml/item1.xml");
    let properties = "customXml/itemProps1.xml";
    let kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
    deck.parts.add(
        properties,
        kind,
        "<ds:datastoreItem ds:itemID=\"{4E1F1A3C-0000-4000-8000-000000000007}\" \
         xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"><ds:schemaRefs/>\
         </ds:datastoreItem>",
    );
    deck.parts
        .relate("customXml/item1.xml", "customXmlProps", properties);
}

/// Adds a part of programmable tags and returns the relationship's id.
pub(super) fn add_tag(deck: &mut Builder, source: &str, part: &str, word: &str) -> String {
    let xml = format!(
        "<p:tagLst {}><p:tag name=\"KIT\" val=\"{word}\"/></p:tagLst>",
        usual_namespaces()
    );
    deck.parts.add(part, presentation_type!("tags"), &xml);
    deck.parts.relate(source, "tags", part)
}

pub(super) fn layouts_and_masters(
    deck: &mut Builder,
    ledger: &mut Ledger,
    decoys: &mut Vec<&'static str>,
) {
    let image = "ppt/media/image3.png";
    deck.parts.add_bytes(image, PIXEL.to_vec());
    let add_picture = |deck: &mut Builder, source: &str, about: &str| {
        let id = deck.parts.relate(source, "image", image);
        let extra = format!("descr=\"{about}\"");
        let label = Label {
            extra: &extra,
            ..Label::new(22, "Picture 21")
        };
        picture(&label, FRAME, &format!("r:embed=\"{id}\""), "", "")
    };

    let word = ledger.set("qmarklayouttext", "layout", "a text box on a layout in use");
    let about = ledger.set(
        "qmarklayoutalt",
        "layout",
        "the alt text of a picture on a layout in use",
    );
    let layout = Layout::TitleOnly.part();
    let mut shapes = text_box(&Label::new(20, "TextBox 19"), FRAME, &paragraph(&run(word)));
    shapes += &add_picture(deck, &layout, about);
    let target = ledger.set(
        "qmarklayoutlink",
        "layout",
        "the target of a link on a layout in use",
    );
    let url = format!("https://{target}.example.com/");
    let id = deck.parts.relate_external(&layout, "hyperlink", &url);
    let inner = format!("<a:hlinkClick r:id=\"{id}\"/>");
    let label = Label {
        inner: &inner,
        ..Label::new(24, "TextBox 23")
    };
    shapes += &text_box(&label, FRAME, &paragraph(&run("Visit us")));
    let prompt = "qdecoyprompt";
    decoys.push(prompt);
    let kind = "type=\"body\" sz=\"quarter\" idx=\"14\"";
    let prompt = paragraph(&run(&format!("Click to add {prompt}")));
    shapes += &placed_placeholder(&Label::new(23, "Text Placeholder 22"), kind, FRAME, &prompt);
    deck.layout_shapes
        .insert(Layout::TitleOnly as usize, shapes);

    let word = ledger.set(
        "qmarkmastertext",
        "master",
        "a text box on the slide master",
    );
    let about = ledger.set(
        "qmarkmasteralt",
        "master",
        "the alt text of a picture on the slide master",
    );
    deck.master_shapes = text_box(&Label::new(20, "TextBox 19"), FRAME, &paragraph(&run(word)));
    let logo = add_picture(deck, MASTER, about);
    deck.master_shapes += &logo;
    // A footer that the master has and no slide switches on.
    let footer = "qdecoymasterfooter";
    decoys.push(footer);
    let kind = "type=\"dt\" sz=\"half\" idx=\"2\"";
    let text = paragraph(&run(footer));
    deck.master_shapes +=
        &placed_placeholder(&Label::new(23, "Date Placeholder 22"), kind, FRAME, &text);

    let word = ledger.set(
        "qmarknotesmaster",
        "master",
        "a text box on the notes master",
    );
    deck.notes_master_shapes =
        text_box(&Label::new(20, "TextBox 19"), FRAME, &paragraph(&run(word)));
    let word = ledger.set("qmarkhandout", "master", "a text box on the handout master");
    deck.handout_master_shapes = Some(text_box(
        &Label::new(20, "TextBox 19"),
        FRAME,
        &paragraph(&run(word)),
    ));
}

pub(super) fn properties(deck: &mut Builder, ledger: &mut Ledger) {
    let mut set = |word, place| Some(ledger.set(word, "properties", place).to_owned());
    deck.properties.document = DocumentProperties {
        title: set("qmarkdoctitle", "the document's title"),
        subject: set("qmarkdocsubject", "the document's subject"),
        author: set("qmarkdocauthor", "the document's author"),
        keywords: set("qmarkkeywords", "the document's keywords"),
        description: set("qmarkdescription", "the document's description"),
        category: set("qmarkdoccategory", "the document's category"),
        content_status: set("qmarkstatus", "the document's status"),
        last_modified_by: set("qmarkmodifiedby", "who saved the document last"),
        company: set("qmarkcompany", "the document's company"),
        manager: set("qmarkmanager", "the document's manager"),
    };
    let name = ledger.set(
        "qmarkpropertyname",
        "properties",
        "the name of a custom property",
    );
    let value = ledger.set(
        "qmarkpropertyvalue",
        "properties",
        "the value of a custom property",
    );
    deck.properties
        .custom
        .insert(name.to_owned(), value.to_owned());
}
