//! Tables: rows and columns, which sort and filter on the page.

use super::words::texts;
use super::{Md, typed};
use crate::config::{Audience, OneOrMany};
use crate::source::{Problem, Source};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_yaml::Value;

/// Rows and columns.
#[derive(Debug, Clone)]
pub struct Table {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Whether each row is a thing of its own, so that readers may sort and filter.
    pub sortable: bool,
    /// Its rows, each as wide as the columns.
    pub rows: Vec<Vec<Md>>,
}

texts!(Table: rows);

/// A table as written.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Written {
    /// `table`, or nothing
    kind: Option<String>,
    /// What it is called.
    title: Option<String>,
    /// Who may read it published.
    audience: Audience,
    /// The hyperscalers it is for; none: all.
    hyperscalers: OneOrMany<String>,
    /// Whether each row is a thing of its own, so that readers may sort and filter.
    sortable: bool,
    /// The names of its columns. Default: the keys of the first row.
    columns: Vec<String>,
    /// Lists of cells, or cells by column.
    #[schemars(with = "Vec<Row>")]
    rows: Vec<Value>,
}

/// A row, as an editor checks it.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Row {
    /// A list of cells.
    List(Vec<Cell>),
    /// Cells by column.
    ByColumn(std::collections::BTreeMap<String, Cell>),
}

/// A cell, as an editor checks it: Markdown.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Cell {
    Text(String),
    Number(f64),
    YesOrNo(bool),
    Nothing(()),
}

impl JsonSchema for Table {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Table".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Written::json_schema(generator)
    }
}

impl Table {
    pub(super) fn markdown(&self) -> String {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = row(self.columns.iter().map(|cell| one_cell(cell)).collect());
        out.push_str(&format!("|{}\n", " --- |".repeat(self.columns.len())));
        for cells in &self.rows {
            out.push_str(&row(cells.iter().map(|cell| one_cell(&cell.0)).collect()));
        }
        out
    }
}

/// A text as it stands in a cell of Markdown.
pub(super) fn one_cell(text: &str) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    line.join(" ").replace('|', "\\|")
}

pub(super) fn read(source: &Source) -> Result<Table, Vec<Problem>> {
    let written: Written = typed(source)?;
    let mut columns = written.columns;
    if columns.is_empty()
        && let Some(Value::Mapping(first)) = written.rows.first()
    {
        columns = first.iter().filter_map(|(key, _)| cell(key)).collect();
    }
    let lines = row_lines(&source.text);
    let mut rows = Vec::with_capacity(written.rows.len());
    let mut problems = Vec::new();
    for (at, row) in written.rows.iter().enumerate() {
        match cells(row, &columns) {
            Ok(row) => rows.push(row),
            Err(message) => {
                let line = lines.get(at).copied().unwrap_or(1);
                let width = source.line(line).trim().chars().count();
                let indent = source.line(line).chars().take_while(|c| *c == ' ').count();
                let column = u32::try_from(indent + 1).unwrap_or(1);
                problems.push(source.problem_at(line, column, width, message));
            }
        }
    }
    if columns.is_empty() && problems.is_empty() {
        problems.push(source.problem_at(
            1,
            1,
            1,
            "the table has no columns; name them in 'columns'",
        ));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Table {
        columns,
        sortable: written.sortable,
        rows,
    })
}

/// A row's cells in the order of the columns.
fn cells(row: &Value, columns: &[String]) -> Result<Vec<Md>, String> {
    match row {
        Value::Sequence(cells) => {
            if cells.len() != columns.len() {
                let (has, wants) = (cells.len(), columns.len());
                return Err(format!(
                    "the row has {has} cells, and there are {wants} columns"
                ));
            }
            cells
                .iter()
                .map(|value| cell(value).map(Md).ok_or_else(no_cell))
                .collect()
        }
        Value::Mapping(row) => {
            for (key, _) in row {
                let key = cell(key).unwrap_or_default();
                if !columns.contains(&key) {
                    let near = crate::source::nearest(&key, columns.iter().map(String::as_str));
                    return Err(match near {
                        Some(near) => format!("there is no column '{key}'; did you mean '{near}'?"),
                        None => format!(
                            "there is no column '{key}'; known are {}",
                            columns.join(", ")
                        ),
                    });
                }
            }
            let of = |column: &String| row.get(column.as_str()).map_or(Some(String::new()), cell);
            columns
                .iter()
                .map(|column| of(column).map(Md).ok_or_else(no_cell))
                .collect()
        }
        _ => Err("a row is a list of cells, or cells by column".to_owned()),
    }
}

fn no_cell() -> String {
    "a cell is a word, a number or a line of text, not a list".to_owned()
}

/// What a scalar shows.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(if *yes { "Yes" } else { "No" }.to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The lines on which the rows begin.
fn row_lines(yaml: &str) -> Vec<u32> {
    let mut indent = None;
    let mut lines = Vec::new();
    for (number, line) in (1..)
        .zip(yaml.lines())
        .skip_while(|(_, line)| !line.starts_with("rows:"))
    {
        let trimmed = line.trim_start();
        let depth = line.len() - trimmed.len();
        if (trimmed.starts_with("- ") || trimmed == "-") && depth == *indent.get_or_insert(depth) {
            lines.push(number);
        }
    }
    lines
}
