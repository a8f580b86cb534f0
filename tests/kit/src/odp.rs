//! An OpenDocument presentation with a made-up word in every kind of place where text can hide.

use crate::marks::{Mark, MarkedDeck};
use crate::package::Package;

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" \
    xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
    xmlns:chart=\"urn:oasis:names:tc:opendocument:xmlns:chart:1.0\" \
    xmlns:form=\"urn:oasis:names:tc:opendocument:xmlns:form:1.0\" \
    xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" \
    xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" \
    xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
    xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

const MIME: &str = "application/vnd.oasis.opendocument.presentation";

const STYLES: &str = r##"<office:automatic-styles>
<style:style style:name="dp1" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
<style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:background-objects-visible="false"/></style:style>
</office:automatic-styles>"##;

const MASTERS: &str = r##"<office:master-styles>
<style:handout-master><draw:frame><draw:text-box><text:p>qmodfhandout</text:p></draw:text-box></draw:frame></style:handout-master>
<style:master-page style:name="Plain"><draw:frame presentation:class="title" presentation:placeholder="true"><draw:text-box><text:p>qmodfprompt</text:p></draw:text-box></draw:frame>
<draw:custom-shape draw:name="Rectangle 1"><text:p>qmodfmaster</text:p></draw:custom-shape>
<draw:a xlink:href="https://qmodfmasterlink.example"><draw:frame draw:name="Picture 2"><draw:image xlink:href="Pictures/1000.png"/></draw:frame></draw:a>
<presentation:notes><draw:frame draw:name="Frame 1"><draw:text-box><text:p>qmodfmasternotes</text:p></draw:text-box></draw:frame></presentation:notes></style:master-page>
<style:master-page style:name="Unused"><draw:frame><draw:text-box><text:p>qmodfunused</text:p></draw:text-box></draw:frame></style:master-page>
</office:master-styles>"##;

const BODY: &str = r##"<office:body><office:presentation>
<presentation:footer-decl presentation:name="ftr1">qmodffooter</presentation:footer-decl>
<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>qmodfperson</dc:creator></office:change-info><text:p>qmodfdeleted</text:p></text:deletion></text:changed-region></text:tracked-changes>
<draw:page draw:name="page1" draw:master-page-name="Plain" presentation:use-footer-name="ftr1">
<draw:frame presentation:class="title" draw:name="Title 1" svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="2cm"><draw:text-box><text:p>qmodf<text:span>title</text:span></text:p></draw:text-box></draw:frame>
<draw:frame presentation:class="outline" draw:name="Body 2"><draw:text-box><text:list><text:list-item><text:p>qmodfbullet</text:p><text:list><text:list-item><text:p>qmodfdeepbullet</text:p></text:list-item></text:list></text:list-item></text:list></draw:text-box></draw:frame>
<draw:custom-shape draw:name="qmodfname"><svg:title>qmodfalttitle</svg:title><svg:desc>qmodfaltdesc</svg:desc><text:p>on<text:s text:c="2"/>two<text:tab/>and
   qmodf<text:span>shape</text:span><text:line-break/>next</text:p></draw:custom-shape>
<draw:g draw:name="Group 1"><svg:desc>qmodfgroupalt</svg:desc><draw:rect><text:p>qmodfgrouped</text:p></draw:rect><draw:g><draw:line><text:p>qmodfnested</text:p></draw:line></draw:g></draw:g>
<draw:connector><text:p>qmodfconnector</text:p></draw:connector>
<office:forms><form:form><form:button form:label="qmodfbutton" form:name="b"/></form:form></office:forms>
<presentation:notes><draw:page-thumbnail/><draw:frame presentation:class="notes"><draw:text-box><text:p>qmodfnotes</text:p></draw:text-box></draw:frame></presentation:notes>
<office:annotation svg:x="1cm"><dc:creator>qmodfreviewer</dc:creator><text:p>qmodfcomment</text:p></office:annotation>
</draw:page>
<draw:page draw:name="qmodfpagename" draw:style-name="dp1" draw:master-page-name="Plain">
<draw:frame draw:name="Table 1"><table:table><table:table-row><table:table-cell><text:p>head</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>qmodfcell</text:p></table:table-cell></table:table-row></table:table></draw:frame>
<draw:frame draw:name="Box 1"><draw:text-box><text:p>see <text:a xlink:href="https://qmodflink.example/x" office:title="qmodftip">here</text:a></text:p></draw:text-box></draw:frame>
<draw:rect><office:event-listeners><presentation:event-listener script:event-name="dom:click" xlink:href="https://qmodfclick.example"/></office:event-listeners></draw:rect>
<draw:a xlink:href="https://qmodfframelink.example"><draw:frame draw:name="Picture 1"><draw:image xlink:href="Pictures/qmodfpicture.png"><text:p>qmodfonpicture</text:p></draw:image><svg:desc>qmodfpicturealt</svg:desc></draw:frame></draw:a>
<draw:frame><draw:image xlink:href="Pictures/drawn.svg"/></draw:frame>
<draw:frame><draw:plugin xlink:href="Media/qmodffilm.mp4"/></draw:frame>
</draw:page>
<draw:page draw:name="page3" draw:style-name="dp2" draw:master-page-name="Plain">
<draw:frame draw:name="Chart 1"><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>
<draw:frame draw:name="Object 2"><draw:object xlink:href="./Object 2"/></draw:frame>
<draw:frame draw:name="Object 3"><draw:object-ole xlink:href="./Object 3"/></draw:frame>
</draw:page>
<presentation:settings><presentation:show presentation:name="qmodfshow" presentation:pages="page1"/></presentation:settings>
</office:presentation></office:body>"##;

const META: &str = r##"<office:meta><dc:title>qmodfproperty</dc:title><dc:subject>qmodfsubject</dc:subject><dc:description>qmodfdescription</dc:description><meta:keyword>qmodfkeyword</meta:keyword><dc:creator>qmodfauthor</dc:creator><meta:initial-creator>qmodffirstauthor</meta:initial-creator>
<meta:user-defined meta:name="qmodfuserkey">qmodfuservalue</meta:user-defined><meta:user-defined meta:name="rightdeck.hyperscaler">aws</meta:user-defined><meta:user-defined meta:name="rightdeck.contexts">joint, hyperscaler</meta:user-defined>
<meta:template xlink:href="https://qmodftemplate.example" xlink:title="qmodftemplatetitle"/></office:meta>"##;

const SETTINGS: &str = r##"<office:settings><config:config-item config:name="Note" config:type="string">qmodfsetting</config:config-item><config:config-item config:name="PrinterName" config:type="string">qmodfprinter</config:config-item></office:settings>"##;

const CHART: &str = r##"<office:body><office:chart><chart:chart><chart:title><text:p>qmodfcharttitle</text:p></chart:title><chart:plot-area><chart:axis><chart:title><text:p>qmodfaxis</text:p></chart:title></chart:axis><chart:series/></chart:plot-area>
<table:table table:name="local-table"><table:table-header-rows><table:table-row><table:table-cell/><table:table-cell office:value-type="string"><text:p>qmodfseries</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell office:value-type="string"><text:p>qmodfcategory</text:p></table:table-cell><table:table-cell office:value-type="float"><text:p>12</text:p></table:table-cell></table:table-row></table:table></chart:chart></office:chart></office:body>"##;

const SHEET: &str = r##"<office:body><office:spreadsheet><table:table table:name="qmodfsheet"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>qmodfsheetcell</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"##;

/// Every mark: its word, the part it belongs to, its slide (0: the whole file), and the place.
const MARKS: &[(&str, &str, u32, &str)] = &[
    ("qmodftitle", "title", 1, "title"),
    ("qmodfbullet", "body", 1, "outline"),
    ("qmodfdeepbullet", "body", 1, "list in a list"),
    ("qmodfname", "alt-text", 1, "shape name"),
    ("qmodfalttitle", "alt-text", 1, "svg:title"),
    ("qmodfaltdesc", "alt-text", 1, "svg:desc"),
    ("qmodfshape", "body", 1, "custom shape"),
    ("qmodfgroupalt", "alt-text", 1, "group's description"),
    ("qmodfgrouped", "body", 1, "group"),
    ("qmodfnested", "body", 1, "group in a group"),
    ("qmodfconnector", "body", 1, "connector"),
    ("qmodfbutton", "body", 1, "form button"),
    ("qmodffooter", "body", 1, "footer"),
    ("qmodfnotes", "notes", 1, "notes"),
    ("qmodfcomment", "comment", 1, "annotation"),
    ("qmodfpagename", "properties", 2, "page name"),
    ("qmodfcell", "table", 2, "table cell"),
    ("qmodflink", "link", 2, "text link"),
    ("qmodftip", "link", 2, "link's tip"),
    ("qmodfclick", "link", 2, "action"),
    ("qmodfframelink", "link", 2, "shape's link"),
    ("qmodfpicture.png", "picture", 2, "picture's file name"),
    ("qmodfonpicture", "body", 2, "text on a picture"),
    ("qmodfpicturealt", "alt-text", 2, "picture's description"),
    ("qmodfdrawn", "picture", 2, "text in an SVG"),
    ("qmodffilm", "picture", 2, "film's file name"),
    ("qmodfcharttitle", "chart", 3, "chart title"),
    ("qmodfaxis", "chart", 3, "axis title"),
    ("qmodfseries", "chart", 3, "series"),
    ("qmodfcategory", "chart", 3, "category"),
    (
        "qmodfsheet",
        "embedded",
        3,
        "embedded spreadsheet's sheet and cell",
    ),
    (
        "qmodfsheetcell",
        "embedded",
        3,
        "embedded spreadsheet's cell",
    ),
    ("qmodfinner", "embedded", 3, "embedded Office workbook"),
    ("qmodfmaster", "master", 0, "master page"),
    ("qmodfmasterlink", "master", 0, "link on a master page"),
    ("qmodfmasternotes", "master", 0, "notes master"),
    ("qmodfhandout", "master", 0, "handout master"),
    ("qmodfdeleted", "comment", 0, "tracked deletion"),
    ("qmodfshow", "properties", 0, "custom show"),
    ("qmodfproperty", "properties", 0, "title property"),
    ("qmodfsubject", "properties", 0, "subject"),
    ("qmodfdescription", "properties", 0, "description"),
    ("qmodfkeyword", "properties", 0, "keyword"),
    ("qmodfuserkey", "properties", 0, "user-defined name"),
    ("qmodfuservalue", "properties", 0, "user-defined value"),
    ("qmodftemplate.example", "link", 0, "template's address"),
    ("qmodftemplatetitle", "properties", 0, "template's title"),
    ("qmodfsetting", "properties", 0, "setting"),
    ("qmodforphan", "orphan", 0, "object that nothing refers to"),
];

const DECOYS: [&str; 7] = [
    "qmodfprompt",
    "qmodfunused",
    "qmodfauthor",
    "qmodffirstauthor",
    "qmodfreviewer",
    "qmodfperson",
    "qmodfprinter",
];

fn part(root: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:{root} {SPACES} office:version=\"1.3\">{content}</office:{root}>"
    )
}

fn marks(keep: impl Fn(&str) -> bool) -> Vec<Mark> {
    let kept = MARKS.iter().filter(|(word, ..)| keep(word));
    kept.map(|&(word, part, slide, place)| Mark {
        word,
        part,
        slide: (slide > 0).then_some(slide),
        place,
    })
    .collect()
}

/// The marked deck as a package, `.odp`.
pub fn marked_odp() -> MarkedDeck {
    let workbook = crate::xlsx(&[crate::Sheet {
        name: "S".into(),
        rows: vec![vec![crate::Cell::Shared("qmodfinner".into())]],
        comment: None,
    }]);
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>qmodfdrawn</text></svg>";
    let package = Package::new()
        .stored("mimetype", MIME)
        .part("content.xml", part("document-content", &format!("{STYLES}{BODY}")))
        .part("styles.xml", part("document-styles", MASTERS))
        .part("meta.xml", part("document-meta", META))
        .part("settings.xml", part("document-settings", SETTINGS))
        .part("Object 1/content.xml", part("document-content", CHART))
        .part("Object 1/styles.xml", part("document-styles", ""))
        .part("Object 2/content.xml", part("document-content", SHEET))
        .part("Object 3", workbook)
        .part("Object 9/content.xml", part("document-content", "<office:body><text:p>qmodforphan</text:p></office:body>"))
        .part("ObjectReplacements/Object 1", "likeness")
        .stored("Pictures/qmodfpicture.png", "picture")
        .stored("Pictures/1000.png", "picture")
        .part("Pictures/drawn.svg", svg)
        .stored("Media/qmodffilm.mp4", "film")
        .part("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>");
    MarkedDeck {
        bytes: package.bytes(),
        marks: marks(|_| true),
        decoys: DECOYS.to_vec(),
        orphans: vec!["Object 9/content.xml"],
    }
}

/// The same as one XML file, `.fodp`: what it cannot hold (objects, files) is left out.
pub fn marked_fodp() -> MarkedDeck {
    let body = BODY
        .replace("<draw:object xlink:href=\"./Object 1\"/>", "")
        .replace("<draw:object xlink:href=\"./Object 2\"/>", "")
        .replace("<draw:object-ole xlink:href=\"./Object 3\"/>", "")
        .replace(" xlink:href=\"./ObjectReplacements/Object 1\"", "")
        .replace(" xlink:href=\"Pictures/qmodfpicture.png\"", "")
        .replace(" xlink:href=\"Pictures/drawn.svg\"", "")
        .replace("<draw:plugin xlink:href=\"Media/qmodffilm.mp4\"/>", "");
    let masters = MASTERS.replace(" xlink:href=\"Pictures/1000.png\"", "");
    let content = format!("{META}{SETTINGS}{STYLES}{masters}{body}");
    let text = part("document", &content).replace(
        "office:version",
        &format!("office:mimetype=\"{MIME}\" office:version"),
    );
    let left_out = [
        "qmodfcharttitle",
        "qmodfaxis",
        "qmodfseries",
        "qmodfcategory",
        "qmodfsheet",
        "qmodfsheetcell",
        "qmodfinner",
        "qmodfpicture.png",
        "qmodfdrawn",
        "qmodffilm",
        "qmodforphan",
    ];
    MarkedDeck {
        bytes: text.into_bytes(),
        marks: marks(|word| !left_out.contains(&word)),
        decoys: DECOYS.to_vec(),
        orphans: Vec::new(),
    }
}
