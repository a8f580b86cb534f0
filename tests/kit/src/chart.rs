//! A chart as PowerPoint writes it: the chart part with its caches, and the workbook they copy.

use crate::builder::Slide;
use crate::parts::Parts;
use crate::shapes::{Frame, Label, graphic_frame};
use crate::text_deck::{Chart, ChartType};
use crate::workbook::{Cell, Sheet, column_name, xlsx};
use crate::xml::{A, C, R, escape};

pub(crate) const CHART_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";

/// Adds a chart, with its workbook, to the slide.
pub(crate) fn add_chart(parts: &mut Parts, slide: &mut Slide, frame: Frame, chart: &Chart) {
    let number = parts.count("ppt/charts/chart") + 1;
    let part = format!("ppt/charts/chart{number}.xml");
    let book = add_workbook(parts, &part, &xlsx(&[sheet(chart)]));
    parts.add(&part, CHART_TYPE, &chart_xml(chart, &book));
    let relation = parts.relate(&slide.part, "chart", &part);
    let id = slide.next_id();
    slide.push(&chart_frame(
        &Label::new(id, &format!("Chart {}", id - 1)),
        frame,
        &relation,
    ));
}

/// The frame on the slide which shows the chart part.
pub(crate) fn chart_frame(label: &Label<'_>, frame: Frame, relation: &str) -> String {
    let inside = format!("<c:chart xmlns:c=\"{C}\" r:id=\"{relation}\"/>");
    graphic_frame(label, frame, C, &inside)
}

/// Embeds a workbook behind a part and returns the relationship's id.
pub(crate) fn add_workbook(parts: &mut Parts, source: &str, bytes: &[u8]) -> String {
    let start = "ppt/embeddings/Microsoft_Excel_Worksheet";
    let name = match parts.count(start) {
        0 => format!("{start}.xlsx"),
        count => format!("{start}{count}.xlsx"),
    };
    parts.add_bytes(&name, bytes.to_vec());
    parts.relate(source, "package", &name)
}

/// The chart's numbers as its workbook has them: categories down, series across.
fn sheet(chart: &Chart) -> Sheet {
    let mut header = vec![Cell::Shared(" ".to_owned())];
    header.extend(chart.series.keys().map(|name| Cell::Shared(name.clone())));
    let mut rows = vec![header];
    for (index, category) in chart.categories.iter().enumerate() {
        let mut row = vec![Cell::Shared(category.clone())];
        for values in chart.series.values() {
            let value = values.get(index).copied().flatten();
            row.push(value.map_or(Cell::Empty, Cell::Number));
        }
        rows.push(row);
    }
    Sheet {
        name: "Sheet1".to_owned(),
        rows,
        comment: None,
    }
}

fn chart_xml(chart: &Chart, workbook: &str) -> String {
    let title = match &chart.title {
        Some(text) => format!(
            "<c:title><c:tx>{}</c:tx><c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/>",
            rich(text)
        ),
        None => "<c:autoTitleDeleted val=\"1\"/>".to_owned(),
    };
    let series: String = chart
        .series
        .iter()
        .enumerate()
        .map(|(index, (name, values))| series_xml(index, name, values, &chart.categories))
        .collect();
    chart_space(
        &format!("{title}{}", plot_area(chart.kind, &series, "")),
        workbook,
        "",
    )
}

/// The chart part around `inside` (title and plot area).
pub(crate) fn chart_space(inside: &str, workbook: &str, user_shapes: &str) -> String {
    format!(
        "<c:chartSpace xmlns:c=\"{C}\" xmlns:a=\"{A}\" xmlns:r=\"{R}\"><c:roundedCorners val=\"0\"/>\
         <c:chart>{inside}<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>\
         <c:plotVisOnly val=\"1\"/></c:chart><c:externalData r:id=\"{workbook}\">\
         <c:autoUpdate val=\"0\"/></c:externalData>{user_shapes}</c:chartSpace>"
    )
}

/// `c:rich` or another text body with one run.
pub(crate) fn rich(text: &str) -> String {
    format!(
        "<c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang=\"en-US\"/><a:t>{}</a:t></a:r></a:p></c:rich>",
        escape(text)
    )
}

/// The plot area with its axes; `axis_title` stands in the category axis.
pub(crate) fn plot_area(kind: ChartType, series: &str, axis_title: &str) -> String {
    let axes = "<c:axId val=\"111\"/><c:axId val=\"222\"/>";
    let plot = match kind {
        ChartType::Bar | ChartType::Column => {
            let direction = if kind == ChartType::Bar { "bar" } else { "col" };
            format!(
                "<c:barChart><c:barDir val=\"{direction}\"/><c:grouping val=\"clustered\"/>\
                 <c:varyColors val=\"0\"/>{series}<c:gapWidth val=\"150\"/>{axes}</c:barChart>"
            )
        }
        ChartType::Line => format!(
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}\
             <c:marker val=\"1\"/>{axes}</c:lineChart>"
        ),
        ChartType::Area => format!(
            "<c:areaChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}{axes}</c:areaChart>"
        ),
        ChartType::Radar => format!(
            "<c:radarChart><c:radarStyle val=\"marker\"/><c:varyColors val=\"0\"/>{series}{axes}\
             </c:radarChart>"
        ),
        ChartType::Doughnut => {
            return format!(
                "<c:plotArea><c:layout/><c:doughnutChart><c:varyColors val=\"1\"/>{series}\
                 <c:firstSliceAng val=\"0\"/><c:holeSize val=\"50\"/></c:doughnutChart></c:plotArea>"
            );
        }
        ChartType::Pie => {
            return format!(
                "<c:plotArea><c:layout/><c:pieChart><c:varyColors val=\"1\"/>{series}\
                 <c:firstSliceAng val=\"0\"/></c:pieChart></c:plotArea>"
            );
        }
    };
    let (category_side, value_side) = if kind == ChartType::Bar {
        ("l", "b")
    } else {
        ("b", "l")
    };
    let axis_title = match axis_title {
        "" => String::new(),
        text => format!(
            "<c:title><c:tx>{}</c:tx><c:overlay val=\"0\"/></c:title>",
            rich(text)
        ),
    };
    format!(
        "<c:plotArea><c:layout/>{plot}<c:catAx><c:axId val=\"111\"/><c:scaling>\
         <c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{category_side}\"/>{axis_title}<c:crossAx val=\"222\"/></c:catAx><c:valAx>\
         <c:axId val=\"222\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling>\
         <c:delete val=\"0\"/><c:axPos val=\"{value_side}\"/><c:crossAx val=\"111\"/></c:valAx></c:plotArea>"
    )
}

fn series_xml(index: usize, name: &str, values: &[Option<f64>], categories: &[String]) -> String {
    let column = column_name(index + 1);
    let last = categories.len() + 1;
    let names = strings(&format!("Sheet1!${column}$1"), &[name.to_owned()]);
    let labels = strings(&format!("Sheet1!$A$2:$A${last}"), categories);
    let points: String = values
        .iter()
        .enumerate()
        .filter_map(|(index, value)| value.map(|value| (index, value)))
        .map(|(index, value)| format!("<c:pt idx=\"{index}\"><c:v>{value}</c:v></c:pt>"))
        .collect();
    format!(
        "<c:ser><c:idx val=\"{index}\"/><c:order val=\"{index}\"/><c:tx>{names}</c:tx>\
         <c:cat>{labels}</c:cat><c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>\
         <c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"{}\"/>{points}</c:numCache>\
         </c:numRef></c:val></c:ser>",
        values.len()
    )
}

/// A reference into the workbook with its cached strings.
pub(crate) fn strings(formula: &str, texts: &[String]) -> String {
    let points: String = texts
        .iter()
        .enumerate()
        .map(|(index, text)| format!("<c:pt idx=\"{index}\"><c:v>{}</c:v></c:pt>", escape(text)))
        .collect();
    format!(
        "<c:strRef><c:f>{formula}</c:f><c:strCache><c:ptCount val=\"{}\"/>{points}</c:strCache></c:strRef>",
        texts.len()
    )
}
