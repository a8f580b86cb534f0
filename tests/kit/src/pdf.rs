//! A PDF with a made-up word in every kind of place where text can hide, object by object.

use crate::marks::{Mark, MarkedDeck};

/// Objects by number, and a file of them.
#[derive(Clone, Debug, Default)]
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    trailer: String,
}

impl Pdf {
    /// Adds an object; gives its number.
    pub fn object(&mut self, content: impl AsRef<[u8]>) -> usize {
        self.objects.push(content.as_ref().to_vec());
        self.objects.len()
    }

    /// Adds a stream as it is.
    pub fn stream(&mut self, entries: &str, content: impl AsRef<[u8]>) -> usize {
        let content = content.as_ref();
        let head = format!("<<{entries} /Length {}>>\nstream\n", content.len());
        self.object([head.as_bytes(), content, b"\nendstream"].concat())
    }

    /// Adds a stream that is deflated.
    pub fn packed(&mut self, entries: &str, content: impl AsRef<[u8]>) -> usize {
        use std::io::Write;
        let level = flate2::Compression::default();
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
        encoder
            .write_all(content.as_ref())
            .expect("memory takes it");
        let bytes = encoder.finish().expect("memory takes it");
        self.stream(&format!("{entries} /Filter /FlateDecode"), bytes)
    }

    /// More entries of the trailer.
    pub fn trailer(&mut self, entries: &str) {
        self.trailer.push_str(entries);
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut places = Vec::new();
        for (index, object) in self.objects.iter().enumerate() {
            places.push(out.len());
            out.extend(format!("{} 0 obj\n", index + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let table = out.len();
        let size = self.objects.len() + 1;
        out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for place in places {
            out.extend(format!("{place:010} 00000 n \n").bytes());
        }
        let trailer = &self.trailer;
        out.extend(
            format!("trailer\n<</Size {size} {trailer}>>\nstartxref\n{table}\n%%EOF\n").bytes(),
        );
        out
    }
}

/// Every mark: its word, the part it belongs to, its page (0: the whole file), and the place.
const MARKS: &[(&str, &str, u32, &str)] = &[
    ("qmpdftitle", "title", 1, "largest text at the top"),
    ("qmpdfbody", "body", 1, "text"),
    ("qmpdfruns", "body", 1, "word drawn in pieces"),
    ("qmpdffile", "body", 1, "ligature by the font's own table"),
    ("qmpdf wrapped", "body", 1, "words over two lines"),
    ("qmpdfform", "body", 1, "drawing inside the drawing"),
    (
        "qmpdfspanalt",
        "alt-text",
        1,
        "alternative text in the drawing",
    ),
    ("qmpdflink", "link", 1, "link"),
    ("qmpdfcomment", "comment", 1, "remark"),
    ("qmpdffreetext", "body", 1, "text typed on the page"),
    ("qmpdffield", "body", 1, "form field"),
    ("qmpdftip", "body", 1, "form field's tip"),
    ("qmpdfalt", "alt-text", 1, "alternative text of a figure"),
    ("qmpdfwide", "title", 2, "font of two-byte codes"),
    ("qmpdfoutline", "properties", 2, "outline"),
    ("qmpdflayer", "properties", 0, "layer"),
    ("qmpdfinfo", "properties", 0, "title property"),
    ("qmpdfsubject", "properties", 0, "subject"),
    ("qmpdfcustom", "properties", 0, "custom property"),
    ("qmpdfpacket", "properties", 0, "metadata packet"),
    ("qmpdfattached.txt", "embedded", 0, "attachment's name"),
    ("qmpdfdescribed", "embedded", 0, "attachment's description"),
    ("qmpdfinside", "embedded", 0, "attachment's text"),
];

const DECOYS: [&str; 3] = ["qmpdfauthor", "qmpdfreviewer", "qmpdfproducer"];

/// A table that maps each listed code to text.
fn to_unicode(pairs: &[(&str, &str)]) -> String {
    let mut table = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n\
        /CMapName /Own def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        .to_owned();
    table += &format!("{} beginbfchar\n", pairs.len());
    for (code, text) in pairs {
        let text: String = text
            .encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect();
        table += &format!("<{code}> <{text}>\n");
    }
    table + "endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"
}

/// The marked deck, `.pdf`, of two pages.
pub fn marked_pdf() -> MarkedDeck {
    let mut pdf = Pdf::default();
    let plain = pdf.object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/FirstChar 32/Widths[278]>>");
    let table = pdf.packed("", to_unicode(&[("01", "fi")]));
    let own = pdf.object(format!(
        "<</Type/Font/Subtype/Type1/BaseFont/Own/Encoding/WinAnsiEncoding/ToUnicode {table} 0 R>>"
    ));
    let letters: Vec<(String, String)> = "qmpdfwide"
        .chars()
        .map(|letter| (format!("{:04X}", letter as u32 + 7), letter.to_string()))
        .collect();
    let pairs: Vec<(&str, &str)> = letters
        .iter()
        .map(|(code, text)| (&**code, &**text))
        .collect();
    let table = pdf.packed("", to_unicode(&pairs));
    let below = pdf.object("<</Type/Font/Subtype/CIDFontType2/BaseFont/Wide/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>");
    let wide = pdf.object(format!(
        "<</Type/Font/Subtype/Type0/BaseFont/Wide/Encoding/Identity-H/DescendantFonts[{below} 0 R]/ToUnicode {table} 0 R>>"
    ));
    let form = pdf.packed(
        "/Type/XObject/Subtype/Form/BBox[0 0 500 500]",
        "BT /F1 14 Tf 60 60 Td (qmpdfform) Tj ET",
    );
    let first = pdf.packed(
        "",
        "BT /F1 40 Tf 50 460 Td (qmpdftitle) Tj ET \
         BT /F1 18 Tf 50 380 Td (a qmpdfbody here) Tj ET \
         BT /F1 18 Tf 50 340 Td [(qmp) 20 (df) -10 (ru) (ns)] TJ ET \
         BT /F2 18 Tf 50 300 Td (qmpdf\\001le) Tj ET \
         BT /F1 18 Tf 50 260 Td (ends with qmpdf) Tj 0 -20 Td (wrapped here) Tj ET \
         /Span <</Alt (qmpdfspanalt)>> BDC EMC q 1 0 0 1 10 10 cm /X1 Do Q",
    );
    let codes: String = letters.iter().map(|(code, _)| code.as_str()).collect();
    let second = pdf.packed("", format!("BT /F3 30 Tf 50 460 Td <{codes}> Tj ET"));
    let notes = [
        "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://qmpdflink.example)>>>>",
        "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(qmpdfreviewer)/Contents(\\376\\377\\000q\\000m\\000p\\000d\\000f\\000c\\000o\\000m\\000m\\000e\\000n\\000t)>>",
        "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(qmpdffreetext)>>",
        "<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 9 9]/V(qmpdffield)/TU(qmpdftip)>>",
    ];
    let notes: Vec<String> = notes
        .iter()
        .map(|note| format!("{} 0 R", pdf.object(note)))
        .collect();
    let packet = pdf.stream(
        "/Type/Metadata/Subtype/XML",
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"r\"><rdf:Description xmlns:dc=\"d\" xmlns:pdf=\"p\" pdf:Producer=\"qmpdfproducer\"><dc:creator><rdf:Seq><rdf:li>qmpdfauthor</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li>qmpdfpacket</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
    );
    let file = pdf.packed("/Type/EmbeddedFile", "a line\nsays qmpdfinside\n");
    let file = pdf.object(format!(
        "<</Type/Filespec/F(qmpdfattached.txt)/UF(qmpdfattached.txt)/Desc(qmpdfdescribed)/EF<</F {file} 0 R>>>>"
    ));
    let layer = pdf.object("<</Type/OCG/Name(qmpdflayer)>>");
    let info = pdf.object("<</Title(qmpdfinfo)/Subject(qmpdfsubject)/Author(qmpdfauthor)/Producer(qmpdfproducer)/Key(qmpdfcustom)/rightdeck.hyperscaler(aws)/rightdeck.contexts(joint)>>");
    // Numbers of what comes next: two pages, their tree, the outline's entry and root, the structure.
    let next = info + 1;
    let (page_one, page_two, tree, entry, outlines, figure, structure) = (
        next,
        next + 1,
        next + 2,
        next + 3,
        next + 4,
        next + 5,
        next + 6,
    );
    pdf.object(format!("<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 720 540]/Contents {first} 0 R/Annots[{}]/Resources<</Font<</F1 {plain} 0 R/F2 {own} 0 R>>/XObject<</X1 {form} 0 R>>>>>>", notes.join(" ")));
    pdf.object(format!("<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 720 540]/Contents [{second} 0 R]/Resources<</Font<</F3 {wide} 0 R>>>>>>"));
    pdf.object(format!(
        "<</Type/Pages/Count 2/Kids[{page_one} 0 R {page_two} 0 R]>>"
    ));
    pdf.object(format!(
        "<</Title(qmpdfoutline)/Parent {outlines} 0 R/Dest[{page_two} 0 R/Fit]>>"
    ));
    pdf.object(format!(
        "<</Type/Outlines/First {entry} 0 R/Last {entry} 0 R/Count 1>>"
    ));
    pdf.object(format!(
        "<</Type/StructElem/S/Figure/P {structure} 0 R/Pg {page_one} 0 R/Alt(qmpdfalt)>>"
    ));
    pdf.object(format!("<</Type/StructTreeRoot/K[{figure} 0 R]>>"));
    let root = pdf.object(format!("<</Type/Catalog/Pages {tree} 0 R/Outlines {outlines} 0 R/StructTreeRoot {structure} 0 R/Metadata {packet} 0 R/OCProperties<</OCGs[{layer} 0 R]/D<<>>>>/Names<</EmbeddedFiles<</Names[(a) {file} 0 R]>>>>>>"));
    pdf.trailer(&format!("/Root {root} 0 R /Info {info} 0 R"));
    let marks = MARKS.iter().map(|&(word, part, slide, place)| Mark {
        word,
        part,
        slide: (slide > 0).then_some(slide),
        place,
    });
    MarkedDeck {
        bytes: pdf.bytes(),
        marks: marks.collect(),
        decoys: DECOYS.to_vec(),
        orphans: Vec::new(),
    }
}

/// A PDF of one page with these resources and this content.
pub fn page_pdf(resources: &str, content: &str) -> Vec<u8> {
    let mut pdf = Pdf::default();
    let content = pdf.stream("", content);
    let image = pdf.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        "x",
    );
    let page = pdf.object(format!("<</Type/Page/Parent 4 0 R/MediaBox[0 0 720 540]/Contents {content} 0 R/Resources<<{resources} /XObject<</Im {image} 0 R>>>>>>"));
    let tree = pdf.object(format!("<</Type/Pages/Count 1/Kids[{page} 0 R]>>"));
    let root = pdf.object(format!("<</Type/Catalog/Pages {tree} 0 R>>"));
    pdf.trailer(&format!("/Root {root} 0 R"));
    pdf.bytes()
}
