//! A small spreadsheet file, such as the one behind every chart.

use crate::parts::Parts;
use crate::xml::{R, escape};

const S: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

macro_rules! spreadsheet_type {
    ($kind:literal) => {
        concat!(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.",
            $kind,
            "+xml"
        )
    };
}

/// One cell of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Number(f64),
    /// Text in the shared string table, as Excel writes it.
    Shared(String),
    /// Text in the cell itself, as many libraries write it.
    Inline(String),
}

/// One sheet of a workbook; a comment stands at its first cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    pub name: String,
    pub rows: Vec<Vec<Cell>>,
    pub comment: Option<String>,
}

/// The workbook of these sheets as an `.xlsx` file.
pub fn xlsx(sheets: &[Sheet]) -> Vec<u8> {
    let book = "xl/workbook.xml";
    let mut parts = Parts::default();
    parts.relate("", "officeDocument", book);
    let mut shared = Vec::new();
    let mut list = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        let name = format!("xl/worksheets/sheet{number}.xml");
        let xml = sheet_xml(sheet, &mut shared);
        parts.add(&name, spreadsheet_type!("worksheet"), &xml);
        let id = parts.relate(book, "worksheet", &name);
        list += &format!(
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
            escape(&sheet.name)
        );
        if let Some(comment) = &sheet.comment {
            let comments = format!("xl/comments{number}.xml");
            parts.add(
                &comments,
                spreadsheet_type!("comments"),
                &comment_xml(comment),
            );
            parts.relate(&name, "comments", &comments);
        }
    }
    parts.add(
        "xl/sharedStrings.xml",
        spreadsheet_type!("sharedStrings"),
        &shared_xml(&shared),
    );
    parts.relate(book, "sharedStrings", "xl/sharedStrings.xml");
    parts.add("xl/styles.xml", spreadsheet_type!("styles"), &styles_xml());
    parts.relate(book, "styles", "xl/styles.xml");
    let xml = format!("<workbook xmlns=\"{S}\" xmlns:r=\"{R}\"><sheets>{list}</sheets></workbook>");
    parts.add(book, spreadsheet_type!("sheet.main"), &xml);
    parts.pack()
}

fn sheet_xml(sheet: &Sheet, shared: &mut Vec<String>) -> String {
    let mut xml = format!("<worksheet xmlns=\"{S}\" xmlns:r=\"{R}\"><sheetData>");
    for (row, cells) in sheet.rows.iter().enumerate() {
        xml += &format!("<row r=\"{}\">", row + 1);
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{}", column_name(column), row + 1);
            match cell {
                Cell::Empty => {}
                Cell::Number(number) => {
                    xml += &format!("<c r=\"{place}\"><v>{number}</v></c>");
                }
                Cell::Shared(text) => {
                    let known = shared.iter().position(|one| one == text);
                    let index = known.unwrap_or_else(|| {
                        shared.push(text.clone());
                        shared.len() - 1
                    });
                    xml += &format!("<c r=\"{place}\" t=\"s\"><v>{index}</v></c>");
                }
                Cell::Inline(text) => {
                    let text = escape(text);
                    xml += &format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
                }
            }
        }
        xml += "</row>";
    }
    xml + "</sheetData></worksheet>"
}

/// The column's letters, from 0: A, B, ... Z, AA.
pub(crate) fn column_name(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).expect("below 26"));
    match column / 26 {
        0 => last.to_string(),
        more => column_name(more - 1) + &last.to_string(),
    }
}

fn shared_xml(shared: &[String]) -> String {
    let items: String = shared
        .iter()
        .map(|text| format!("<si><t>{}</t></si>", escape(text)))
        .collect();
    format!(
        "<sst xmlns=\"{S}\" count=\"{0}\" uniqueCount=\"{0}\">{items}</sst>",
        shared.len()
    )
}

fn comment_xml(text: &str) -> String {
    format!(
        "<comments xmlns=\"{S}\"><authors><author>Kit</author></authors><commentList>\
         <comment ref=\"A1\" authorId=\"0\"><text><r><t>{}</t></r></text></comment>\
         </commentList></comments>",
        escape(text)
    )
}

/// Excel asks for one font, two fills, one border and one format, whatever they are.
fn styles_xml() -> String {
    format!(
        "<styleSheet xmlns=\"{S}\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/>\
         </font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill>\
         <patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/>\
         <right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\">\
         <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
         </cellXfs></styleSheet>"
    )
}

#[cfg(test)]
mod tests {
    use super::column_name;

    #[test]
    fn columns_are_named_as_in_excel() {
        assert_eq!(
            [0, 25, 26, 27, 702].map(column_name),
            ["A", "Z", "AA", "AB", "AAA"]
        );
    }
}
