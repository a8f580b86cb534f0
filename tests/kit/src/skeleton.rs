//! What every deck has under its slides: theme, slide master, layouts, notes master.

use crate::shapes::{Frame, Label, paragraph, placed_placeholder, run};
use crate::xml::{A, usual_namespaces};

pub(crate) const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
pub(crate) const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";
pub(crate) const HANDOUT_MASTER: &str = "ppt/handoutMasters/handoutMaster1.xml";

/// A 16:9 slide, in EMU.
pub(crate) const SLIDE_WIDTH: i64 = 12_192_000;
pub(crate) const SLIDE_HEIGHT: i64 = 6_858_000;

pub(crate) const TITLE_FRAME: Frame = Frame::new(838_200, 365_125, 10_515_600, 1_325_563);
const BODY_FRAME: Frame = Frame::new(838_200, 1_825_625, 10_515_600, 4_351_338);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    TitleAndContent,
    TitleOnly,
    Blank,
}

impl Layout {
    pub(crate) const ALL: [Self; 3] = [Self::TitleAndContent, Self::TitleOnly, Self::Blank];

    pub(crate) fn part(self) -> String {
        format!("ppt/slideLayouts/slideLayout{}.xml", self as usize + 1)
    }

    /// The layout's XML with `extra` shapes that are no placeholders.
    pub(crate) fn xml(self, extra: &str) -> String {
        let (kind, name, shapes) = match self {
            Self::TitleAndContent => ("obj", "Title and Content", vec![title(), content()]),
            Self::TitleOnly => ("titleOnly", "Title Only", vec![title()]),
            Self::Blank => ("blank", "Blank", vec![]),
        };
        format!(
            "<p:sldLayout {} type=\"{kind}\" preserve=\"1\"><p:cSld name=\"{name}\">{}</p:cSld>\
             <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
            usual_namespaces(),
            shape_tree(&(shapes.concat() + &footers() + extra))
        )
    }
}

/// A shape tree around ready shapes.
pub(crate) fn shape_tree(shapes: &str) -> String {
    format!(
        "<p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>\
         <p:grpSpPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/>\
         <a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>{shapes}</p:spTree>"
    )
}

/// The slide master's XML; `layouts` are the relationship ids of its layouts.
pub(crate) fn master_xml(layouts: &[String], extra: &str) -> String {
    let list: String = layouts
        .iter()
        .enumerate()
        .map(|(index, id)| {
            format!(
                "<p:sldLayoutId id=\"{}\" r:id=\"{id}\"/>",
                2_147_483_649 + index
            )
        })
        .collect();
    let style = |size: u32| {
        format!(
            "<a:lvl1pPr><a:defRPr sz=\"{size}\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>\
             <a:latin typeface=\"+mn-lt\"/></a:defRPr></a:lvl1pPr>"
        )
    };
    format!(
        "<p:sldMaster {}><p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef>\
         </p:bg>{}</p:cSld>{COLOR_MAP}<p:sldLayoutIdLst>{list}</p:sldLayoutIdLst><p:txStyles>\
         <p:titleStyle>{}</p:titleStyle><p:bodyStyle>{}</p:bodyStyle><p:otherStyle>{}\
         </p:otherStyle></p:txStyles></p:sldMaster>",
        usual_namespaces(),
        shape_tree(&(title() + &content() + &footers() + extra)),
        style(4000),
        style(2400),
        style(1800)
    )
}

const COLOR_MAP: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" \
     accent2=\"accent2\" accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" \
     accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";

/// The notes master (`p:notesMaster`) or the handout master (`p:handoutMaster`).
pub(crate) fn other_master_xml(tag: &str, extra: &str) -> String {
    let shapes = if tag == "p:notesMaster" {
        let frame = Frame::new(685_800, 4_400_550, 5_486_400, 3_600_450);
        let text = paragraph(&run("Click to edit Master text styles"));
        let kind = "type=\"body\" sz=\"quarter\" idx=\"1\"";
        placed_placeholder(&Label::new(2, "Notes Placeholder 1"), kind, frame, &text)
    } else {
        String::new()
    };
    format!(
        "<{tag} {}><p:cSld><p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>{}\
         </p:cSld>{COLOR_MAP}</{tag}>",
        usual_namespaces(),
        shape_tree(&(shapes + extra))
    )
}

/// The prompts which PowerPoint shows while editing and never in a show.
fn title() -> String {
    let text = paragraph(&run("Click to edit Master title style"));
    let label = Label::new(2, "Title Placeholder 1");
    placed_placeholder(&label, "type=\"title\"", TITLE_FRAME, &text)
}

fn content() -> String {
    let text = paragraph(&run("Click to edit Master text styles"));
    let label = Label::new(3, "Text Placeholder 2");
    placed_placeholder(&label, "type=\"body\" idx=\"1\"", BODY_FRAME, &text)
}

/// The footer and the slide number, which a slide switches on by having them too.
fn footers() -> String {
    let footer = placed_placeholder(
        &Label::new(4, "Footer Placeholder 3"),
        "type=\"ftr\" sz=\"quarter\" idx=\"11\"",
        Frame::new(4_038_600, 6_356_350, 4_114_800, 365_125),
        "<a:p><a:endParaRPr lang=\"en-US\"/></a:p>",
    );
    let number = placed_placeholder(
        &Label::new(5, "Slide Number Placeholder 4"),
        "type=\"sldNum\" sz=\"quarter\" idx=\"12\"",
        Frame::new(8_610_600, 6_356_350, 2_743_200, 365_125),
        "<a:p><a:fld id=\"{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}\" type=\"slidenum\">\
         <a:rPr lang=\"en-US\"/><a:t>\u{2039}#\u{203a}</a:t></a:fld></a:p>",
    );
    footer + &number
}

pub(crate) fn theme_xml() -> String {
    let colors: String = [
        ("dk1", "000000"),
        ("lt1", "FFFFFF"),
        ("dk2", "44546A"),
        ("lt2", "E7E6E6"),
        ("accent1", "4472C4"),
        ("accent2", "ED7D31"),
        ("accent3", "A5A5A5"),
        ("accent4", "FFC000"),
        ("accent5", "5B9BD5"),
        ("accent6", "70AD47"),
        ("hlink", "0563C1"),
        ("folHlink", "954F72"),
    ]
    .iter()
    .map(|(name, value)| format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>"))
    .collect();
    let font = |tag: &str, face: &str| {
        format!(
            "<a:{tag}><a:latin typeface=\"{face}\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/></a:{tag}>"
        )
    };
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    let line = |width: u32| format!("<a:ln w=\"{width}\">{fill}<a:prstDash val=\"solid\"/></a:ln>");
    let fills = fill.repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "<a:theme xmlns:a=\"{A}\" name=\"Office Theme\"><a:themeElements>\
         <a:clrScheme name=\"Office\">{colors}</a:clrScheme><a:fontScheme name=\"Office\">{}{}\
         </a:fontScheme><a:fmtScheme name=\"Office\"><a:fillStyleLst>{fills}</a:fillStyleLst>\
         <a:lnStyleLst>{}{}{}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst>\
         <a:bgFillStyleLst>{fills}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>",
        font("majorFont", "Calibri Light"),
        font("minorFont", "Calibri"),
        line(6350),
        line(12_700),
        line(19_050)
    )
}
