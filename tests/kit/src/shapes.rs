//! The shapes of a slide as XML text: placeholders, text boxes, tables, pictures, groups, frames.

use crate::xml::escape;

/// Where a shape stands, in EMU: 914,400 to the inch.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) x: i64,
    pub(crate) y: i64,
    pub(crate) width: i64,
    pub(crate) height: i64,
}

impl Frame {
    pub(crate) const fn new(x: i64, y: i64, width: i64, height: i64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// `a:xfrm` or `p:xfrm`, as `tag` says.
    pub(crate) fn xfrm(self, tag: &str) -> String {
        let Self {
            x,
            y,
            width,
            height,
        } = self;
        format!(
            "<{tag}><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></{tag}>"
        )
    }
}

/// What `p:cNvPr` says of a shape. `extra` is more attributes, `inner` what stands within.
pub(crate) struct Label<'a> {
    pub(crate) id: u32,
    pub(crate) name: &'a str,
    pub(crate) extra: &'a str,
    pub(crate) inner: &'a str,
}

impl<'a> Label<'a> {
    pub(crate) const fn new(id: u32, name: &'a str) -> Self {
        Self {
            id,
            name,
            extra: "",
            inner: "",
        }
    }

    fn xml(&self) -> String {
        let Self {
            id,
            name,
            extra,
            inner,
        } = self;
        let space = if extra.is_empty() { "" } else { " " };
        format!(
            "<p:cNvPr id=\"{id}\" name=\"{}\"{space}{extra}>{inner}</p:cNvPr>",
            escape(name)
        )
    }
}

pub(crate) fn run(text: &str) -> String {
    styled_run("", text)
}

/// A run with attributes of `a:rPr`, such as `b="1"`.
pub(crate) fn styled_run(style: &str, text: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!(" {style}")
    };
    format!(
        "<a:r><a:rPr lang=\"en-US\"{style}/><a:t>{}</a:t></a:r>",
        escape(text)
    )
}

pub(crate) fn linked_run(text: &str, link: &str) -> String {
    format!(
        "<a:r><a:rPr lang=\"en-US\">{link}</a:rPr><a:t>{}</a:t></a:r>",
        escape(text)
    )
}

/// One paragraph of ready runs.
pub(crate) fn paragraph(runs: &str) -> String {
    format!("<a:p>{runs}</a:p>")
}

/// Plain paragraphs; a text body has one at the least.
pub(crate) fn paragraphs(texts: &[String]) -> String {
    if texts.is_empty() {
        return "<a:p><a:endParaRPr lang=\"en-US\"/></a:p>".to_owned();
    }
    texts.iter().map(|text| paragraph(&run(text))).collect()
}

/// A placeholder that stands where its layout says. `kind` is the attributes of `p:ph`.
pub(crate) fn placeholder(label: &Label<'_>, kind: &str, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr>{}<p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph {kind}/>\
         </p:nvPr></p:nvSpPr><p:spPr/>{}</p:sp>",
        label.xml(),
        text_body("p:txBody", text)
    )
}

/// The same with a place of its own, as layouts and masters have them.
pub(crate) fn placed_placeholder(
    label: &Label<'_>,
    kind: &str,
    frame: Frame,
    text: &str,
) -> String {
    let place = format!("<p:spPr>{}</p:spPr>", frame.xfrm("a:xfrm"));
    placeholder(label, kind, text).replacen("<p:spPr/>", &place, 1)
}

pub(crate) fn text_box(label: &Label<'_>, frame: Frame, text: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr>{}<p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr><p:spPr>{}\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>{}</p:sp>",
        label.xml(),
        frame.xfrm("a:xfrm"),
        text_body("p:txBody", text)
    )
}

pub(crate) fn text_body(tag: &str, text: &str) -> String {
    format!("<{tag}><a:bodyPr wrap=\"square\"/><a:lstStyle/>{text}</{tag}>")
}

/// A group; its children keep the slide's coordinates.
pub(crate) fn group(label: &Label<'_>, frame: Frame, children: &str) -> String {
    let Frame {
        x,
        y,
        width,
        height,
    } = frame;
    format!(
        "<p:grpSp><p:nvGrpSpPr>{}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
         <a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/>\
         <a:chOff x=\"{x}\" y=\"{y}\"/><a:chExt cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         </p:grpSpPr>{children}</p:grpSp>",
        label.xml()
    )
}

/// A picture. `blip` is the attributes of `a:blip`, `inside` what stands in it, `media` what
/// `p:nvPr` holds, for a video.
pub(crate) fn picture(
    label: &Label<'_>,
    frame: Frame,
    blip: &str,
    inside: &str,
    media: &str,
) -> String {
    format!(
        "<p:pic><p:nvPicPr>{}<p:cNvPicPr/><p:nvPr>{media}</p:nvPr></p:nvPicPr><p:blipFill>\
         <a:blip {blip}>{inside}</a:blip><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{}\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>",
        label.xml(),
        frame.xfrm("a:xfrm")
    )
}

/// A graphic frame: table, chart, diagram or object, by `uri`.
pub(crate) fn graphic_frame(label: &Label<'_>, frame: Frame, uri: &str, inside: &str) -> String {
    format!(
        "<p:graphicFrame><p:nvGraphicFramePr>{}<p:cNvGraphicFramePr/><p:nvPr/>\
         </p:nvGraphicFramePr>{}<a:graphic><a:graphicData uri=\"{uri}\">{inside}</a:graphicData>\
         </a:graphic></p:graphicFrame>",
        label.xml(),
        frame.xfrm("p:xfrm")
    )
}

/// A cell of a table; `span` is attributes such as `gridSpan="2"`.
pub(crate) fn cell(span: &str, text: &str) -> String {
    let space = if span.is_empty() { "" } else { " " };
    format!(
        "<a:tc{space}{span}>{}<a:tcPr/></a:tc>",
        text_body("a:txBody", text)
    )
}

/// A table of ready cells; the first row is its header.
pub(crate) fn table(label: &Label<'_>, frame: Frame, rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let width = frame.width / i64::try_from(columns).expect("a few columns");
    let mut xml = "<a:tbl><a:tblPr firstRow=\"1\" bandRow=\"1\"/><a:tblGrid>".to_owned();
    xml += &format!("<a:gridCol w=\"{width}\"/>").repeat(columns);
    xml += "</a:tblGrid>";
    for row in rows {
        xml += "<a:tr h=\"370840\">";
        xml += &row.concat();
        xml += &cell("", &paragraphs(&[])).repeat(columns - row.len());
        xml += "</a:tr>";
    }
    xml += "</a:tbl>";
    let uri = "http://schemas.openxmlformats.org/drawingml/2006/table";
    graphic_frame(label, frame, uri, &xml)
}
