//! A Word document with a made-up word in every kind of place where text can hide.

use crate::marks::{Mark, MarkedDeck};
use crate::package::Package;

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" \
    xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

const TYPES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const BODY: &str = r##"<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>qmdoctitle</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">qmdoc</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>body</w:t><w:br/><w:t>next</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>qmdochidden</w:t></w:r><w:del w:author="qmdocperson"><w:r><w:delText>qmdocdeleted</w:delText></w:r></w:del></w:p>
<w:p><w:hyperlink r:id="rId1" w:tooltip="qmdoctip"><w:r><w:t>here</w:t></w:r></w:hyperlink><w:r><w:instrText>HYPERLINK "https://qmdocfield.example"</w:instrText></w:r></w:p>
<w:p><w:r><w:t>noted</w:t><w:footnoteReference w:id="1"/><w:commentReference w:id="0"/></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Second</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>qmdoccell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:drawing><wp:docPr id="1" name="Picture 1" descr="qmdocalt"/><a:blip r:embed="rId2"/></w:drawing></w:r></w:p>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>qmdocbox</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>qmdocbox</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:p><w:r><w:object><o:OLEObject r:id="rId3"/></w:object><w:endnoteReference w:id="2"/></w:r></w:p>"##;

/// Every mark: its word, the part it belongs to, its section (0: the whole file), and the place.
const MARKS: &[(&str, &str, u32, &str)] = &[
    ("qmdoctitle", "title", 1, "title"),
    ("qmdocbody", "body", 1, "paragraph of two runs"),
    ("qmdochidden", "body", 1, "hidden text"),
    ("qmdocdeleted", "comment", 1, "tracked deletion"),
    ("qmdoclink", "link", 1, "link"),
    ("qmdoctip", "link", 1, "link's tip"),
    ("qmdocfield", "link", 1, "field's code"),
    ("qmdocfootnote", "body", 1, "footnote"),
    ("qmdoccomment", "comment", 1, "comment"),
    ("qmdoccell", "table", 2, "table cell"),
    ("qmdocalt", "alt-text", 2, "picture's description"),
    ("qmdocpicture", "picture", 2, "picture's file name"),
    ("qmdocbox", "body", 2, "text box"),
    ("qmdocinner", "embedded", 2, "embedded workbook"),
    ("qmdocendnote", "body", 2, "endnote"),
    ("qmdocheader", "master", 0, "header"),
    ("qmdocwatermark", "master", 0, "watermark in the header"),
    ("qmdocproperty", "properties", 0, "title property"),
    ("qmdoctemplate", "link", 0, "template's address"),
    ("qmdocorphan", "orphan", 0, "part that nothing refers to"),
];

fn relationships(list: &[(&str, &str, &str)]) -> String {
    let mut out =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            .to_owned();
    for (id, kind, target) in list {
        let mode = if target.contains("://") {
            " TargetMode=\"External\""
        } else {
            ""
        };
        out += &format!(
            "<Relationship Id=\"{id}\" Type=\"{RELATIONSHIPS}/{kind}\" Target=\"{target}\"{mode}/>"
        );
    }
    out + "</Relationships>"
}

/// The marked document, `.docx`, of two sections.
pub fn marked_docx() -> MarkedDeck {
    let part = |root: &str, content: &str| format!("<w:{root} {W}>{content}</w:{root}>");
    let says = |word: &str| format!("<w:p><w:r><w:t>{word}</w:t></w:r></w:p>");
    let names = [
        "document.main",
        "styles",
        "footnotes",
        "endnotes",
        "comments",
        "header",
        "settings",
    ];
    let files = [
        "document",
        "styles",
        "footnotes",
        "endnotes",
        "comments",
        "header1",
        "settings",
    ];
    let mut types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>".to_owned();
    for (file, name) in files.iter().zip(names) {
        types += &format!(
            "<Override PartName=\"/word/{file}.xml\" ContentType=\"{TYPES}.{name}+xml\"/>"
        );
    }
    types += "</Types>";
    let workbook = crate::xlsx(&[crate::Sheet {
        name: "S".into(),
        rows: vec![vec![crate::Cell::Shared("qmdocinner".into())]],
        comment: None,
    }]);
    let package = Package::new()
        .part("[Content_Types].xml", types)
        .part("_rels/.rels", relationships(&[("rId1", "officeDocument", "word/document.xml"), ("rId2", "metadata/core-properties", "docProps/core.xml")]))
        .part("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:title>qmdocproperty</dc:title><dc:creator>qmdocauthor</dc:creator></cp:coreProperties>")
        .part("word/document.xml", part("document", &format!("<w:body>{BODY}<w:sectPr/></w:body>")))
        .part("word/_rels/document.xml.rels", relationships(&[
            ("rId1", "hyperlink", "https://qmdoclink.example"),
            ("rId2", "image", "media/qmdocpicture.png"),
            ("rId3", "package", "embeddings/sheet.xlsx"),
            ("rId4", "styles", "styles.xml"),
            ("rId5", "footnotes", "footnotes.xml"),
            ("rId6", "endnotes", "endnotes.xml"),
            ("rId7", "comments", "comments.xml"),
            ("rId8", "header", "header1.xml"),
            ("rId9", "settings", "settings.xml"),
        ]))
        .part("word/styles.xml", part("styles", "<w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style>"))
        .part("word/footnotes.xml", part("footnotes", &format!("<w:footnote w:id=\"1\">{}</w:footnote>", says("qmdocfootnote"))))
        .part("word/endnotes.xml", part("endnotes", &format!("<w:endnote w:id=\"2\">{}</w:endnote>", says("qmdocendnote"))))
        .part("word/comments.xml", part("comments", &format!("<w:comment w:id=\"0\" w:author=\"qmdocreviewer\">{}</w:comment>", says("qmdoccomment"))))
        .part("word/header1.xml", part("hdr", &format!("{}<w:p><w:r><w:pict><v:shape><v:textpath string=\"qmdocwatermark\"/></v:shape></w:pict></w:r></w:p>", says("qmdocheader"))))
        .part("word/settings.xml", part("settings", ""))
        .part("word/_rels/settings.xml.rels", relationships(&[("rId1", "attachedTemplate", "https://qmdoctemplate.example/a.dotx")]))
        .part("word/lost.xml", part("document", &says("qmdocorphan")))
        .stored("word/media/qmdocpicture.png", "picture")
        .part("word/embeddings/sheet.xlsx", workbook);
    let marks = MARKS.iter().map(|&(word, part, slide, place)| Mark {
        word,
        part,
        slide: (slide > 0).then_some(slide),
        place,
    });
    MarkedDeck {
        bytes: package.bytes(),
        marks: marks.collect(),
        decoys: vec!["qmdocauthor", "qmdocperson", "qmdocreviewer"],
        orphans: vec!["word/lost.xml"],
    }
}
