//! Rows of JSON objects as tables, CSV and JSON lines.

use crate::page::clean;
use anyhow::Result;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

/// One object a line.
pub fn jsonl(rows: &[Value]) -> String {
    rows.iter().map(|row| clean::json(row.to_string()) + "\n").collect()
}

/// A cell of a table: lists by semicolon.
fn cell(row: &Value, column: &str) -> String {
    match row.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let texts = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                // A step of a ladder, in short.
                Value::Object(step) if step.contains_key("stage") => {
                    let told = ["stage", "status", "by"].map(|name| step.get(name));
                    let told = told.iter().filter_map(|value| value.and_then(Value::as_str));
                    told.collect::<Vec<_>>().join(" ")
                }
                other => other.to_string(),
            });
            texts.collect::<Vec<_>>().join("; ")
        }
        Some(other) => other.to_string(),
    }
}

/// Every column, below a header if this is the beginning.
pub fn csv(rows: &[Value], header: bool) -> Result<String> {
    let Some(Value::Object(first)) = rows.first() else { return Ok(String::new()) };
    let columns: Vec<&String> = first.keys().collect();
    let mut out = csv::Writer::from_writer(Vec::new());
    if header {
        out.write_record(&columns)?;
    }
    for row in rows {
        out.write_record(columns.iter().map(|column| cell(row, column)))?;
    }
    Ok(String::from_utf8(out.into_inner()?)?)
}

/// Columns as wide as they must be, the last one as long as it is.
pub fn table(columns: &[&str], rows: &[Value]) -> String {
    let mut lines = vec![columns.iter().map(|c| c.to_string()).collect::<Vec<_>>()];
    for row in rows {
        lines.push(columns.iter().map(|c| short(&clean::line(&cell(row, c)))).collect());
    }
    let widest = |at: usize| lines.iter().map(|line| line[at].width()).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns.len()).map(widest).collect();
    let mut out = String::new();
    for line in &lines {
        let mut text = String::new();
        for (cell, wide) in line.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(wide - cell.width() + 2));
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

fn short(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(['…']).collect()
}
