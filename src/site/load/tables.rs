//! Tables of `content/data/`.

use crate::config::{Audience, OneOrMany};
use crate::playbook::Marks;
use crate::site::library::DataTable;
use crate::source::{Problem, Source};
use serde::Deserialize;
use serde_yaml::Value;

/// A table as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    /// What it is called.
    title: Option<String>,
    /// Who may read it published.
    audience: Audience,
    /// The hyperscalers it is for.
    hyperscalers: OneOrMany<String>,
    /// The names of its columns. Default: the keys of the first row.
    columns: Vec<String>,
    /// Lists of cells, or cells by column.
    rows: Vec<Value>,
}

pub(super) fn table(source: Source) -> Result<DataTable, Vec<Problem>> {
    let written: Written = match serde_yaml::from_str::<Option<Written>>(&source.text) {
        Ok(written) => written.unwrap_or_default(),
        Err(error) => return Err(vec![super::terms::problem(&source, &error)]),
    };
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
    let file = source.name.rsplit('/').next().unwrap_or(&source.name);
    let name = file
        .rsplit_once('.')
        .map_or(file, |(stem, _)| stem)
        .to_owned();
    Ok(DataTable {
        name,
        title: written.title,
        marks: Marks {
            audience: written.audience,
            hyperscalers: written.hyperscalers.0,
        },
        columns,
        rows,
        source,
    })
}

/// A row's cells in the order of the columns.
fn cells(row: &Value, columns: &[String]) -> Result<Vec<String>, String> {
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
                .map(|value| cell(value).ok_or_else(no_cell))
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
                .map(|column| of(column).ok_or_else(no_cell))
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
