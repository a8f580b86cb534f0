//! Words in charts of both kinds, in their workbooks, and in SmartArt.

use super::Ledger;
use super::words::begin;
use crate::builder::Builder;
use crate::chart::{CHART_TYPE, add_workbook, chart_frame, chart_space, plot_area, rich, strings};
use crate::shapes::{Frame, Label, graphic_frame, picture};
use crate::smart_art::add_smart_art;
use crate::text_deck::ChartType;
use crate::workbook::{Cell, Sheet, xlsx};
use crate::xml::{A, C, PIXEL, R};

const FRAME: Frame = Frame::new(838_200, 1_825_625, 8_000_000, 4_000_000);

pub(super) fn chart(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "Chart");
    let part = "ppt/charts/chart1.xml";
    let sheets = [
        Sheet {
            name: ledger
                .set(
                    "qmarksheetname",
                    "chart",
                    "a sheet's name in a chart's workbook",
                )
                .into(),
            rows: vec![
                vec![
                    Cell::Shared(
                        ledger
                            .set(
                                "qmarkshared",
                                "chart",
                                "a shared string of a chart's workbook",
                            )
                            .into(),
                    ),
                    Cell::Number(7.0),
                ],
                vec![Cell::Inline(
                    ledger
                        .set(
                            "qmarkinline",
                            "chart",
                            "an inline string of a chart's workbook",
                        )
                        .into(),
                )],
            ],
            comment: Some(
                ledger
                    .set(
                        "qmarkcellcomment",
                        "chart",
                        "a cell comment of a chart's workbook",
                    )
                    .into(),
            ),
        },
        Sheet {
            name: "Sheet2".to_owned(),
            rows: vec![vec![Cell::Shared(
                ledger
                    .set(
                        "qmarksecondsheet",
                        "chart",
                        "the second sheet of a chart's workbook",
                    )
                    .into(),
            )]],
            comment: None,
        },
    ];
    let book = add_workbook(&mut deck.parts, part, &xlsx(&sheets));

    let series = strings(
        "Sheet1!$B$1",
        &[ledger
            .set("qmarkseries", "chart", "a chart's series name")
            .to_owned()],
    );
    let categories = strings(
        "Sheet1!$A$2",
        &[ledger
            .set("qmarkcategory", "chart", "a chart's category")
            .to_owned()],
    );
    let label = ledger.set("qmarkdatalabel", "chart", "a data label of a chart");
    let series = format!(
        "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:tx>{series}</c:tx><c:dLbls><c:dLbl>\
         <c:idx val=\"0\"/><c:tx>{}</c:tx><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/>\
         <c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/>\
         <c:showBubbleSize val=\"0\"/></c:dLbl><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/>\
         <c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/>\
         <c:showBubbleSize val=\"0\"/></c:dLbls><c:cat>{categories}</c:cat><c:val><c:numRef>\
         <c:f>Sheet1!$B$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>3</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>",
        rich(label)
    );
    let title = ledger.set("qmarkcharttitle", "chart", "a chart's title");
    let axis = ledger.set("qmarkaxistitle", "chart", "a chart's axis title");
    let inside = format!(
        "<c:title><c:tx>{}</c:tx><c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/>{}",
        rich(title),
        plot_area(ChartType::Column, &series, axis)
    );

    let word = ledger.set(
        "qmarkusershape",
        "chart",
        "a text box drawn on a chart (c:userShapes)",
    );
    let drawing = "ppt/drawings/drawing1.xml";
    let kind = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml";
    deck.parts.add(drawing, kind, &user_shapes(word));
    let shapes = deck.parts.relate(part, "chartUserShapes", drawing);
    let shapes = format!("<c:userShapes r:id=\"{shapes}\"/>");
    deck.parts
        .add(part, CHART_TYPE, &chart_space(&inside, &book, &shapes));

    let id = deck.parts.relate(&slide.part, "chart", part);
    let about = ledger.set("qmarkchartalt", "alt-text", "the alt text of a chart");
    let extra = format!("descr=\"{about}\"");
    let shape = slide.next_id();
    let name = format!("Chart {}", shape - 1);
    slide.push(&chart_frame(
        &Label {
            extra: &extra,
            ..Label::new(shape, &name)
        },
        FRAME,
        &id,
    ));
    deck.list(&slide);
}

fn user_shapes(word: &str) -> String {
    format!(
        "<c:userShapes xmlns:c=\"{C}\" xmlns:a=\"{A}\"><cdr:relSizeAnchor \
         xmlns:cdr=\"http://schemas.openxmlformats.org/drawingml/2006/chartDrawing\">\
         <cdr:from><cdr:x>0.1</cdr:x><cdr:y>0.1</cdr:y></cdr:from><cdr:to><cdr:x>0.5</cdr:x>\
         <cdr:y>0.3</cdr:y></cdr:to><cdr:sp macro=\"\" textlink=\"\"><cdr:nvSpPr>\
         <cdr:cNvPr id=\"2\" name=\"TextBox 1\"/><cdr:cNvSpPr txBox=\"1\"/></cdr:nvSpPr><cdr:spPr>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></cdr:spPr><cdr:txBody><a:bodyPr/>\
         <a:lstStyle/><a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{word}</a:t></a:r></a:p></cdr:txBody>\
         </cdr:sp></cdr:relSizeAnchor></c:userShapes>"
    )
}

/// The newer charts (\[MS-ODRAWXML\] 2.24.3): waterfall, funnel, treemap, with a picture beside
/// them for programs that cannot draw them.
pub(super) fn chart_ex(deck: &mut Builder, ledger: &mut Ledger) {
    const CX: &str = "http://schemas.microsoft.com/office/drawing/2014/chartex";
    let mut slide = begin(deck, ledger, "Waterfall");
    let part = "ppt/charts/chartEx1.xml";
    let sheet = Sheet {
        name: "Sheet1".to_owned(),
        rows: vec![vec![Cell::Shared(
            ledger
                .set("qmarkexworkbook", "chart", "the workbook of a newer chart")
                .into(),
        )]],
        comment: None,
    };
    let book = add_workbook(&mut deck.parts, part, &xlsx(&[sheet]));
    let title = ledger.set("qmarkextitle", "chart", "the title of a newer chart (cx)");
    let series = ledger.set(
        "qmarkexseries",
        "chart",
        "the series name of a newer chart (cx)",
    );
    let category = ledger.set(
        "qmarkexcategory",
        "chart",
        "a category of a newer chart (cx)",
    );
    let xml = format!(
        "<cx:chartSpace xmlns:a=\"{A}\" xmlns:r=\"{R}\" xmlns:cx=\"{CX}\"><cx:chartData>\
         <cx:externalData r:id=\"{book}\" cx:autoUpdate=\"0\"/><cx:data id=\"0\"><cx:strDim type=\"cat\">\
         <cx:f>Sheet1!$A$2</cx:f><cx:lvl ptCount=\"1\"><cx:pt idx=\"0\">{category}</cx:pt></cx:lvl>\
         </cx:strDim><cx:numDim type=\"val\"><cx:f>Sheet1!$B$2</cx:f><cx:lvl ptCount=\"1\" \
         formatCode=\"General\"><cx:pt idx=\"0\">3</cx:pt></cx:lvl></cx:numDim></cx:data></cx:chartData>\
         <cx:chart><cx:title pos=\"t\" align=\"ctr\" overlay=\"0\"><cx:tx><cx:rich><a:bodyPr/><a:lstStyle/>\
         <a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{title}</a:t></a:r></a:p></cx:rich></cx:tx></cx:title>\
         <cx:plotArea><cx:plotAreaRegion><cx:series layoutId=\"waterfall\" \
         uniqueId=\"{{7C1F1A3C-0000-4000-8000-000000000003}}\"><cx:tx><cx:txData>\
         <cx:f>Sheet1!$B$1</cx:f><cx:v>{series}</cx:v></cx:txData></cx:tx><cx:dataId val=\"0\"/>\
         </cx:series></cx:plotAreaRegion></cx:plotArea></cx:chart></cx:chartSpace>"
    );
    deck.parts
        .add(part, "application/vnd.ms-office.chartex+xml", &xml);
    let relation = "http://schemas.microsoft.com/office/2014/relationships/chartEx";
    let chart = deck.parts.relate(&slide.part, relation, part);
    deck.parts.add_bytes("ppt/media/image7.png", PIXEL.to_vec());
    let image = deck
        .parts
        .relate(&slide.part, "image", "ppt/media/image7.png");
    let id = slide.next_id();
    let name = format!("Chart {}", id - 1);
    let label = Label::new(id, &name);
    let inside = format!("<cx:chart xmlns:cx=\"{CX}\" r:id=\"{chart}\"/>");
    slide.push(&format!(
        "<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">\
         <mc:Choice xmlns:cx1=\"http://schemas.microsoft.com/office/drawing/2015/9/8/chartex\" \
         Requires=\"cx1\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
        graphic_frame(&label, FRAME, CX, &inside),
        picture(&label, FRAME, &format!("r:embed=\"{image}\""), "", "")
    ));
    deck.list(&slide);
}

pub(super) fn smart_art(deck: &mut Builder, ledger: &mut Ledger) {
    let mut slide = begin(deck, ledger, "SmartArt");
    let node = ledger.set("qmarknode", "smartart", "a node of SmartArt's data model");
    let drawn = ledger.set("qmarkdrawn", "smartart", "SmartArt's drawing part only");
    let nodes = [node.to_owned(), "Second".to_owned()];
    let shapes = [drawn.to_owned(), "Second".to_owned()];
    add_smart_art(&mut deck.parts, &mut slide, FRAME, &nodes, &shapes);
    deck.list(&slide);
}
