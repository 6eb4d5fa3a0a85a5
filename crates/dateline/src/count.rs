//! `dateline count`: how many, and the reports, texts and origins behind it; and
//! a cell of a count, opened to its sentences.

use crate::cli::{CountArgs, RowFormat};
use crate::page::clean;
use crate::{ledger, output, table};
use anyhow::Result;
use dateline_ledger::{AnyLedger, By, Cell, CellId, Filter, Ledger, Measures};
use serde_json::{Map, Value};
use std::fmt::Write;
use std::path::Path;

/// So many records of a cell are shown.
const SHOWN: u32 = 50;

/// Prints the cells.
pub fn run(args: &CountArgs) -> Result<()> {
    let kind = args.what.kind();
    let by = args.by.iter().map(|name| By::of(name, kind)).collect::<Result<Vec<_>, _>>()?;
    let filter = Filter { limit: args.limit, ..args.filter.filter(kind)? };
    let ledger = dateline_ledger::open_to_read(&ledger::path(args.ledger.as_deref())?)?;
    // Without a wish for one of them, all are shown.
    let all = !(args.reports || args.texts || args.origins);
    let measures = Measures { texts: all || args.texts, origins: all || args.origins };
    let cells = ledger.count(&filter, kind, &by, measures)?;
    let mut columns: Vec<&str> = args.by.iter().map(String::as_str).collect();
    let shown = [
        (args.what.kind().as_str(), all),
        ("reports", all && kind.as_str() != "reports" || args.reports),
        ("texts", measures.texts),
        ("origins", measures.origins),
    ];
    columns.extend(shown.iter().filter(|(_, wanted)| *wanted).map(|(name, _)| *name));
    columns.push("id");
    let row = |cell: &Cell| {
        let mut row = Map::new();
        for (name, value) in args.by.iter().zip(&cell.by) {
            row.insert(name.clone(), value.clone().into());
        }
        let numbers = [Some(cell.records), Some(cell.reports), cell.texts, cell.origins];
        for ((name, wanted), number) in shown.iter().zip(numbers) {
            if *wanted {
                row.insert((*name).to_owned(), number.into());
            }
        }
        let cell = by.iter().copied().zip(cell.by.iter().cloned()).collect();
        let id = CellId { kind, filter: filter.clone(), cell };
        row.insert("id".to_owned(), id.to_string().into());
        Value::Object(row)
    };
    let rows: Vec<Value> = cells.iter().map(row).collect();
    output::print(&match args.format {
        RowFormat::Jsonl => table::jsonl(&rows),
        RowFormat::Csv => table::csv(&rows, true)?,
        RowFormat::Table => table::table(&columns, &rows),
    })
}

/// Whether this is a cell of a count rather than a report or a row.
pub fn is_cell(id: &str) -> bool {
    id.split_once('?').is_some_and(|(kind, _)| dateline_ledger::Kind::of(kind).is_some())
}

/// Opens a cell: the texts and origins behind it, and the words of its records.
pub fn explain(id: &str, named: Option<&Path>) -> Result<()> {
    let id: CellId = id.parse()?;
    let ledger = dateline_ledger::open_to_read(&ledger::path(named)?)?;
    let records = ledger.in_cell(&id.filter, id.kind, &id.cell)?;
    let backing = ledger.backing(&records, id.filter.as_of.as_deref())?;
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{} {}: {backing}", records.len(), id.kind.as_str());
    for origin in &backing.origins {
        let (name, of) = (clean::line(&origin.name), origin.records.len());
        let _ = writeln!(out, "origin      {name} ({}), {of} of them", origin.kind);
    }
    for text in &backing.texts {
        let several = text.reports.len();
        let _ = writeln!(out, "text        {}, in {several} reports: {}", text.first, text.reason);
    }
    for record in records.iter().take(SHOWN as usize) {
        let _ = writeln!(out, "{record}  {}", clean::line(&words(&ledger, record)?));
    }
    if records.len() > SHOWN as usize {
        let _ = writeln!(out, "and {} more", records.len() - SHOWN as usize);
    }
    output::print(&out)
}

/// The outlet of a record, and the sentence or words it rests on.
fn words(ledger: &AnyLedger, record: &str) -> Result<String> {
    let mut parts = record.splitn(3, '/');
    let (report, version, id) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
    let version = version.and_then(|v| v.parse().ok()).unwrap_or_default();
    let Some(reading) = ledger.reading_of(report.unwrap_or_default(), version)? else {
        return Ok(String::new());
    };
    let event = reading.events.iter().find(|e| e.id.to_string() == id);
    let claim = reading.claims.iter().find(|c| c.id.to_string() == id);
    let actor = reading.actors.iter().find(|a| a.id.to_string() == id);
    let words = match (event, claim, actor) {
        (Some(e), ..) => reading.sentences.get(e.evidence.sentence).map(|s| s.text.clone()),
        (_, Some(c), _) => {
            Some(c.content.iter().map(|q| q.text.as_str()).collect::<Vec<_>>().join(" … "))
        }
        (.., Some(a)) => Some(a.name.clone()),
        _ => reading.report.title.clone(),
    };
    let outlet = reading.report.outlet.as_deref().unwrap_or("outlet unknown");
    Ok(format!("{outlet}: {}", words.unwrap_or_default()))
}
