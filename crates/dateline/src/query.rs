//! `dateline query`: questions to the ledger.

use crate::cli::{QueryArgs, QueryFormat, QueryWhat};
use crate::page::clean;
use crate::{ledger, output};
use anyhow::Result;
use dateline_ledger::{Filter, Ledger, SqliteLedger};
use serde_json::{Map, Value};

/// Prints the rows that answer.
pub fn run(args: &QueryArgs) -> Result<()> {
    let filter = filter(args)?;
    let ledger = SqliteLedger::open_to_read(&ledger::path(args.ledger.as_deref())?)?;
    let (columns, rows): (&[&str], Vec<Value>) = match args.what {
        QueryWhat::Reports => (
            &["id", "version", "published_at", "outlet", "title", "claims", "events", "found"],
            ledger.reports(&filter)?.iter().map(serde_json::to_value).collect::<Result<_, _>>()?,
        ),
        QueryWhat::Events => (
            &["record", "published_at", "type", "status", "actors", "recipients", "sentence"],
            ledger.events(&filter)?.iter().map(serde_json::to_value).collect::<Result<_, _>>()?,
        ),
        QueryWhat::Claims => (
            &["record", "published_at", "speaker", "stance", "certainty", "polarity", "content"],
            ledger.claims(&filter)?.iter().map(serde_json::to_value).collect::<Result<_, _>>()?,
        ),
    };
    output::print(&match args.format {
        QueryFormat::Jsonl => jsonl(&rows),
        QueryFormat::Csv => csv(&rows),
        QueryFormat::Table => table(columns, &rows),
    })
}

fn filter(args: &QueryArgs) -> Result<Filter> {
    // A filter that a question does not know must not pass for one that holds.
    let events = [
        ("--actor", &args.actor),
        ("--recipient", &args.recipient),
        ("--country", &args.country),
        ("--type", &args.event_type),
        ("--context", &args.context),
        ("--status", &args.status),
    ];
    let claims = [("--certainty", &args.certainty), ("--speaker", &args.speaker)];
    let stray = |of: &[(&'static str, &Option<String>)], what| {
        if args.what == what { None } else { of.iter().find(|(_, v)| v.is_some()).map(|(n, _)| *n) }
    };
    if let Some(name) = stray(&events, QueryWhat::Events) {
        anyhow::bail!(output::Usage(format!("{name} filters events: write `query events`")));
    }
    if let Some(name) = stray(&claims, QueryWhat::Claims) {
        anyhow::bail!(output::Usage(format!("{name} filters claims: write `query claims`")));
    }
    Ok(Filter {
        text: args.text.clone(),
        outlet: args.outlet.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        actor: args.actor.clone(),
        recipient: args.recipient.clone(),
        country: args.country.clone(),
        event_type: args.event_type.clone(),
        context: args.context.clone(),
        status: args.status.clone(),
        certainty: args.certainty.clone(),
        speaker: args.speaker.clone(),
        as_of: args.as_of.clone(),
        limit: args.limit,
        offset: args.offset,
    })
}

/// A day, as filters compare it: `2026-03-30`.
pub fn day(text: &str) -> Result<String, String> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        });
    if shape { Ok(text.to_owned()) } else { Err("write a day like 2026-03-30".to_owned()) }
}

/// A day, or a moment as the ledger writes them: `2026-03-30T12:00:00.000Z`.
pub fn moment(text: &str) -> Result<String, String> {
    let clock = |clock: &str| {
        clock.len() == 13
            && clock.bytes().zip(*b"00:00:00.000Z").all(|(b, shape)| match shape {
                b'0' => b.is_ascii_digit(),
                _ => b == shape,
            })
    };
    match text.split_once('T') {
        None => day(text),
        Some((date, time)) if day(date).is_ok() && clock(time) => Ok(text.to_owned()),
        Some(_) => Err("write a day, or a moment like 2026-03-30T12:00:00.000Z".to_owned()),
    }
}

fn jsonl(rows: &[Value]) -> String {
    rows.iter().map(|row| clean::json(row.to_string()) + "\n").collect()
}

fn cell(row: &Map<String, Value>, column: &str) -> String {
    match row.get(column) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")
        }
        Some(other) => other.to_string(),
    }
}

fn csv(rows: &[Value]) -> String {
    let mut out = String::new();
    let Some(Value::Object(first)) = rows.first() else { return out };
    let columns: Vec<_> = first.keys().cloned().collect();
    out.push_str(&(columns.join(",") + "\n"));
    for row in rows.iter().filter_map(Value::as_object) {
        let cells: Vec<_> = columns
            .iter()
            .map(|column| {
                let text = cell(row, column);
                let special = text.contains([',', '"', '\n', '\r']);
                if special { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
            })
            .collect();
        out.push_str(&(cells.join(",") + "\n"));
    }
    out
}

/// Columns as wide as they must be, the last one as long as it is.
fn table(columns: &[&str], rows: &[Value]) -> String {
    let mut lines = vec![columns.iter().map(|c| c.to_string()).collect::<Vec<_>>()];
    for row in rows.iter().filter_map(Value::as_object) {
        lines.push(columns.iter().map(|c| short(&clean::line(&cell(row, c)))).collect());
    }
    let width = |at: usize| {
        lines.iter().map(|line| unicode_width::UnicodeWidthStr::width(line[at].as_str())).max()
    };
    let widths: Vec<_> = (0..columns.len()).map(|at| width(at).unwrap_or(0)).collect();
    let mut out = String::new();
    for line in &lines {
        let mut text = String::new();
        for (cell, wide) in line.iter().zip(&widths) {
            let gap = wide - unicode_width::UnicodeWidthStr::width(cell.as_str()) + 2;
            text.push_str(cell);
            text.push_str(&" ".repeat(gap));
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
