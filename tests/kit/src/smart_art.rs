//! SmartArt: a diagram's five parts. PowerPoint draws from the data model; viewers that cannot
//! take the drawing part, which is a copy.

use crate::builder::Slide;
use crate::parts::Parts;
use crate::shapes::{Frame, Label, graphic_frame};
use crate::xml::{A, R, escape};

const DGM: &str = "http://schemas.openxmlformats.org/drawingml/2006/diagram";
const DSP: &str = "http://schemas.microsoft.com/office/drawing/2008/diagram";
const DRAWING_RELATION: &str =
    "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing";
const LAYOUT_ID: &str = "urn:microsoft.com/office/officeart/2005/8/layout/default";

macro_rules! diagram_type {
    ($kind:literal) => {
        concat!(
            "application/vnd.openxmlformats-officedocument.drawingml.",
            $kind,
            "+xml"
        )
    };
}

/// Adds a diagram to the slide. `drawn` is the text of the drawing part, usually that of `nodes`.
pub(crate) fn add_smart_art(
    parts: &mut Parts,
    slide: &mut Slide,
    frame: Frame,
    nodes: &[String],
    drawn: &[String],
) {
    let number = parts.count("ppt/diagrams/data") + 1;
    let name = |kind: &str| format!("ppt/diagrams/{kind}{number}.xml");
    let drawing = parts.relate(&slide.part, DRAWING_RELATION, &name("drawing"));
    let ids = [
        ("diagramData", "data"),
        ("diagramLayout", "layout"),
        ("diagramQuickStyle", "quickStyle"),
        ("diagramColors", "colors"),
    ]
    .map(|(relation, kind)| parts.relate(&slide.part, relation, &name(kind)));

    parts.add(
        &name("data"),
        diagram_type!("diagramData"),
        &data_xml(nodes, &drawing),
    );
    parts.add(
        &name("layout"),
        diagram_type!("diagramLayout"),
        &layout_xml(),
    );
    parts.add(
        &name("quickStyle"),
        diagram_type!("diagramStyle"),
        &style_xml(),
    );
    parts.add(
        &name("colors"),
        diagram_type!("diagramColors"),
        &colors_xml(),
    );
    let kind = "application/vnd.ms-office.drawingml.diagramDrawing+xml";
    parts.add(&name("drawing"), kind, &drawing_xml(drawn, frame));

    let id = slide.next_id();
    let [data, layout, style, colors] = ids;
    let inside = format!(
        "<dgm:relIds xmlns:dgm=\"{DGM}\" r:dm=\"{data}\" r:lo=\"{layout}\" r:qs=\"{style}\" r:cs=\"{colors}\"/>"
    );
    let label_name = format!("Diagram {}", id - 1);
    slide.push(&graphic_frame(
        &Label::new(id, &label_name),
        frame,
        DGM,
        &inside,
    ));
}

/// Model ids: 1 is the document, nodes 10, 20, ..., their transitions 1 and 2 more.
fn data_xml(nodes: &[String], drawing: &str) -> String {
    let mut points = format!(
        "<dgm:pt modelId=\"1\" type=\"doc\"><dgm:prSet loTypeId=\"{LAYOUT_ID}\" loCatId=\"list\" \
         qsTypeId=\"urn:microsoft.com/office/officeart/2005/8/quickstyle/simple1\" qsCatId=\"simple\" \
         csTypeId=\"urn:microsoft.com/office/officeart/2005/8/colors/accent1_2\" csCatId=\"accent1\"/>\
         <dgm:spPr/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang=\"en-US\"/></a:p></dgm:t></dgm:pt>"
    );
    let mut connections = String::new();
    for (index, text) in nodes.iter().enumerate() {
        let id = (index + 1) * 10;
        let (parent, sibling, connection) = (id + 1, id + 2, id + 3);
        points += &format!(
            "<dgm:pt modelId=\"{id}\"><dgm:prSet phldrT=\"[Text]\"/><dgm:spPr/><dgm:t><a:bodyPr/>\
             <a:lstStyle/><a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>",
            escape(text)
        );
        for (transition, kind) in [(parent, "parTrans"), (sibling, "sibTrans")] {
            points += &format!(
                "<dgm:pt modelId=\"{transition}\" type=\"{kind}\" cxnId=\"{connection}\"><dgm:prSet/>\
                 <dgm:spPr/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang=\"en-US\"/></a:p>\
                 </dgm:t></dgm:pt>"
            );
        }
        connections += &format!(
            "<dgm:cxn modelId=\"{connection}\" srcId=\"1\" destId=\"{id}\" srcOrd=\"{index}\" \
             destOrd=\"0\" parTransId=\"{parent}\" sibTransId=\"{sibling}\"/>"
        );
    }
    format!(
        "<dgm:dataModel xmlns:dgm=\"{DGM}\" xmlns:a=\"{A}\"><dgm:ptLst>{points}</dgm:ptLst>\
         <dgm:cxnLst>{connections}</dgm:cxnLst><dgm:bg/><dgm:whole/><dgm:extLst>\
         <a:ext uri=\"http://schemas.microsoft.com/office/drawing/2008/diagram\">\
         <dsp:dataModelExt xmlns:dsp=\"{DSP}\" relId=\"{drawing}\" \
         minVer=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"/></a:ext></dgm:extLst>\
         </dgm:dataModel>"
    )
}

fn layout_xml() -> String {
    format!(
        "<dgm:layoutDef xmlns:dgm=\"{DGM}\" xmlns:a=\"{A}\" xmlns:r=\"{R}\" uniqueId=\"{LAYOUT_ID}\">\
         <dgm:title val=\"\"/><dgm:desc val=\"\"/><dgm:catLst><dgm:cat type=\"list\" pri=\"400\"/>\
         </dgm:catLst><dgm:layoutNode name=\"diagram\"><dgm:alg type=\"snake\"/><dgm:shape><dgm:adjLst/>\
         </dgm:shape><dgm:presOf/><dgm:constrLst/><dgm:ruleLst/><dgm:forEach name=\"nodes\" \
         axis=\"ch\" ptType=\"node\"><dgm:layoutNode name=\"node\"><dgm:alg type=\"tx\"/>\
         <dgm:shape type=\"rect\" r:blip=\"\"><dgm:adjLst/></dgm:shape><dgm:presOf axis=\"desOrSelf\" \
         ptType=\"node\"/><dgm:constrLst/><dgm:ruleLst/></dgm:layoutNode></dgm:forEach>\
         </dgm:layoutNode></dgm:layoutDef>"
    )
}

fn style_xml() -> String {
    format!(
        "<dgm:styleDef xmlns:dgm=\"{DGM}\" xmlns:a=\"{A}\" \
         uniqueId=\"urn:microsoft.com/office/officeart/2005/8/quickstyle/simple1\"><dgm:title val=\"\"/>\
         <dgm:desc val=\"\"/><dgm:catLst><dgm:cat type=\"simple\" pri=\"10100\"/></dgm:catLst>\
         <dgm:styleLbl name=\"node1\"/></dgm:styleDef>"
    )
}

fn colors_xml() -> String {
    format!(
        "<dgm:colorsDef xmlns:dgm=\"{DGM}\" xmlns:a=\"{A}\" \
         uniqueId=\"urn:microsoft.com/office/officeart/2005/8/colors/accent1_2\"><dgm:title val=\"\"/>\
         <dgm:desc val=\"\"/><dgm:catLst><dgm:cat type=\"accent1\" pri=\"11200\"/></dgm:catLst>\
         <dgm:styleLbl name=\"node1\"/></dgm:colorsDef>"
    )
}

fn drawing_xml(texts: &[String], frame: Frame) -> String {
    let width = frame.width / i64::try_from(texts.len().max(1)).expect("a few nodes");
    let mut shapes = String::new();
    for (index, text) in texts.iter().enumerate() {
        let x = width * i64::try_from(index).expect("a few nodes");
        let place = Frame::new(x, 0, width * 9 / 10, frame.height.min(1_200_000));
        shapes += &format!(
            "<dsp:sp modelId=\"{{0A1B2C3D-1111-4000-8000-{index:012X}}}\"><dsp:nvSpPr>\
             <dsp:cNvPr id=\"0\" name=\"\"/><dsp:cNvSpPr/></dsp:nvSpPr><dsp:spPr>{}\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:solidFill>\
             <a:schemeClr val=\"accent1\"/></a:solidFill></dsp:spPr><dsp:txBody><a:bodyPr/><a:lstStyle/>\
             <a:p><a:r><a:rPr lang=\"en-US\" sz=\"1800\"/><a:t>{}</a:t></a:r></a:p></dsp:txBody></dsp:sp>",
            place.xfrm("a:xfrm"),
            escape(text)
        );
    }
    format!(
        "<dsp:drawing xmlns:dgm=\"{DGM}\" xmlns:dsp=\"{DSP}\" xmlns:a=\"{A}\"><dsp:spTree><dsp:nvGrpSpPr>\
         <dsp:cNvPr id=\"0\" name=\"\"/><dsp:cNvGrpSpPr/></dsp:nvGrpSpPr><dsp:grpSpPr/>{shapes}\
         </dsp:spTree></dsp:drawing>"
    )
}
