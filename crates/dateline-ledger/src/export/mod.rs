//! Rows of the ledger in the layouts that others read, with a manifest that
//! says what they are.

mod cameo;
mod codes;
mod dateline;
mod gdelt;
mod icews;
mod parquet;
mod plover;
mod polecat;
mod table;
mod write;

pub use table::{Column, Type};

use crate::db::Connection;
use crate::enter::now;
use crate::error::{LedgerError, Result};
use crate::query::{self, Filter, Kind};
use dateline_core::{Event, Reading, Status};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::io::{self, Write};
use table::Cell;

/// Whose columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// Our own: all that a row of a query has.
    Dateline,
    /// The POLECAT data set of PLOVER events.
    Polecat,
    /// The ICEWS coded event data.
    Icews,
    /// The event table of GDELT 2.0.
    Gdelt,
    /// The event table of GDELT 1.0.
    Gdelt1,
    /// Dyads with a CAMEO code, as PETRARCH writes them.
    Cameo,
    /// PLOVER's records in JSON.
    Plover,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Comma-separated, with a header.
    Csv,
    /// Tab-separated, as POLECAT, ICEWS and GDELT come.
    Tsv,
    /// One JSON object a line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
}

/// What to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Whose columns.
    pub layout: Layout,
    /// How.
    pub format: Format,
    /// Which rows; other layouts than ours have events only.
    pub kind: Kind,
    /// Of these.
    pub filter: Filter,
    /// Whether CSV and TSV begin with the names of the columns. GDELT's own
    /// files do not.
    pub header: bool,
}

/// What was written, so that it can be cited, checked and made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Manifest {
    /// Always `dateline/export/1`.
    pub schema: &'static str,
    /// The program and its version.
    pub program: String,
    /// The version of the ledger's schema.
    pub ledger_version: usize,
    /// When it was written, UTC.
    pub written_at: String,
    /// Whose columns.
    pub layout: Layout,
    /// How it is written.
    pub format: Format,
    /// Which rows.
    pub kind: Kind,
    /// What was asked. With its `as_of`, the same ledger gives the same file.
    pub filter: Filter,
    /// The columns and their types.
    pub columns: Vec<Column>,
    /// Rows written.
    pub rows: u64,
    /// Records they stand for: an event between two and three parties is six
    /// rows of dyads.
    pub records: u64,
    /// Reports that tell these.
    pub reports: u64,
    /// Of the file, in hexadecimal.
    pub sha256: String,
    /// What a reader of the file should know.
    pub notes: Vec<&'static str>,
}

/// An event with the reading it stands in.
pub(crate) struct Told<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) event: &'a Event,
    /// reading.seq.
    pub(crate) number: i64,
    pub(crate) recorded_at: &'a str,
}

impl Told<'_> {
    /// `0123456789abcdef/1/e3`
    pub(crate) fn name(&self) -> String {
        let report = &self.reading.report;
        format!("{}/{}/{}", report.id, report.version, self.event.id)
    }

    /// The day it happened or else was published, `2026-03-30`.
    pub(crate) fn day(&self) -> Option<String> {
        let published = || self.reading.report.published_at.as_deref();
        let date = self.event.date.as_ref().map(|date| date.start.as_str());
        date.or_else(published)?.get(..10).map(str::to_owned)
    }
}

/// Writes to `out` what `export` asks for.
pub(crate) fn write(
    db: &Connection,
    export: &Export,
    out: &mut (dyn Write + Send),
) -> Result<Manifest> {
    let err = |e: rusqlite::Error| LedgerError::of(query::path(db), &e);
    if export.layout != Layout::Dateline && export.kind != Kind::Events {
        return Err(LedgerError::Question(
            "only the layout dateline has other rows than events".to_owned(),
        ));
    }
    // What is entered while this runs is not in it.
    let view = db.view().map_err(err)?;
    let mut filter = export.filter.clone();
    if filter.as_of.is_none() {
        let last = "SELECT max(recorded_at) FROM (SELECT recorded_at FROM reading
                                                  ORDER BY seq DESC LIMIT 1) AS last";
        filter.as_of = view.query_row(last, [], |row| row.get(0)).map_err(err)?;
    }
    let columns = columns(export.layout, export.kind);
    let mut hashed = Hashed { out, hash: Sha256::new() };
    let mut rows = 0;
    let (mut records, mut reports) = (0, HashSet::new());
    let (mut several, mut counted) = (HashSet::new(), 0);
    {
        let mut writer = write::writer(export, &columns, &mut hashed)?;
        each(&view, export, &filter, |number, told_by, made| {
            records += u64::from(!made.is_empty());
            match told_by {
                _ if made.is_empty() => {}
                ToldBy::Reading => _ = reports.insert(number),
                ToldBy::Reports(ids) => several.extend(ids.iter().cloned()),
                // Those of one story are of no other.
                ToldBy::Number(reports) => counted += reports,
            }
            for row in made {
                rows += 1;
                writer.row(row).map_err(LedgerError::Output)?;
            }
            Ok(())
        })?;
        writer.finish().map_err(LedgerError::Output)?;
    }
    hashed.out.flush().map_err(LedgerError::Output)?;
    Ok(Manifest {
        schema: "dateline/export/1",
        program: concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned(),
        ledger_version: crate::migrate::VERSIONS.len(),
        written_at: now(&view).map_err(err)?,
        layout: export.layout,
        format: export.format,
        kind: export.kind,
        filter,
        columns,
        rows,
        records,
        reports: (reports.len() + several.len()) as u64 + counted,
        sha256: hashed.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
        notes: notes(export),
    })
}

/// Which reports tell what is written.
enum ToldBy {
    /// That of the reading.
    Reading,
    /// Those with these ids.
    Reports(Vec<String>),
    /// So many.
    Number(u64),
}

/// Which reports tell the row of a query.
fn told_by(row: &Value) -> ToldBy {
    let steps = row.get("steps").and_then(Value::as_array);
    let records = |step: &Value| step["records"].as_array().cloned().unwrap_or_default();
    match (steps, row.get("texts").and(row.get("reports"))) {
        (Some(steps), _) => {
            let names = steps.iter().flat_map(records);
            let id = |name: Value| Some(name.as_str()?.split('/').next()?.to_owned());
            ToldBy::Reports(names.filter_map(id).collect())
        }
        (None, Some(reports)) => ToldBy::Number(reports.as_u64().unwrap_or(0)),
        (None, None) => ToldBy::Reading,
    }
}

/// Calls `each` with the rows of every record, the number of its reading, and
/// who tells it.
fn each(
    db: &Connection,
    export: &Export,
    filter: &Filter,
    mut each: impl FnMut(i64, &ToldBy, Vec<Vec<Cell>>) -> Result<()>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(query::path(db), &e);
    if export.layout == Layout::Dateline {
        return query::for_each_row(db, filter, export.kind, |hit, row| {
            each(hit, &told_by(&row), dateline::rows(export.kind, row))
        });
    }
    // Events of a report follow one another: each reading is unpacked once.
    let mut last: Option<(i64, Reading, String)> = None;
    query::for_each(db, filter, Kind::Events, |hit| {
        if last.as_ref().is_none_or(|(number, ..)| *number != hit.reading) {
            let reading = query::reading_at(db, hit.reading).map_err(err)?;
            let sql = "SELECT recorded_at FROM reading WHERE seq = ?1";
            let recorded_at = db
                .prepare_cached(sql)
                .and_then(|mut select| select.query_row([hit.reading], |row| row.get(0)))
                .map_err(err)?;
            last = Some((hit.reading, reading, recorded_at));
        }
        let Some((number, reading, recorded_at)) = &last else { return Ok(true) };
        let id = usize::try_from(hit.number).unwrap_or_default();
        let Some(event) = reading.events.iter().find(|event| event.id.index() + 1 == id) else {
            return Ok(true);
        };
        if !is_wanted(export, event) {
            return Ok(true);
        }
        let told = Told { reading, event, number: *number, recorded_at };
        each(*number, &ToldBy::Reading, rows_of(export.layout, &told)).map(|()| true)
    })
}

/// Layouts that have no place for a status hold what happened, unless asked
/// for something else: a denied attack is none.
fn is_wanted(export: &Export, event: &Event) -> bool {
    let happened = matches!(event.status, Status::Occurred | Status::Ongoing);
    export.layout == Layout::Plover || export.filter.status.is_some() || happened
}

fn rows_of(layout: Layout, told: &Told) -> Vec<Vec<Cell>> {
    match layout {
        // Its rows are made of rows.
        Layout::Dateline => Vec::new(),
        Layout::Polecat => polecat::rows(told),
        Layout::Icews => icews::rows(told),
        Layout::Gdelt => gdelt::rows(told, true),
        Layout::Gdelt1 => gdelt::rows(told, false),
        Layout::Cameo => cameo::rows(told),
        Layout::Plover => plover::rows(told),
    }
}

fn columns(layout: Layout, kind: Kind) -> Vec<Column> {
    match layout {
        Layout::Dateline => dateline::columns(kind),
        Layout::Polecat => polecat::COLUMNS.to_vec(),
        Layout::Icews => icews::COLUMNS.to_vec(),
        Layout::Gdelt => gdelt::columns(true),
        Layout::Gdelt1 => gdelt::columns(false),
        Layout::Cameo => cameo::COLUMNS.to_vec(),
        Layout::Plover => plover::COLUMNS.to_vec(),
    }
}

fn notes(export: &Export) -> Vec<&'static str> {
    let mut notes = Vec::new();
    let layout = export.layout;
    if matches!(export.kind, Kind::Agreements | Kind::Deliveries) {
        notes.push("a row for each step; reports and origins are those of the whole ladder");
    }
    if !matches!(layout, Layout::Dateline | Layout::Plover) && export.filter.status.is_none() {
        notes.push("only events that occurred or are ongoing: the layout has no status");
    }
    if matches!(layout, Layout::Polecat | Layout::Icews | Layout::Gdelt | Layout::Gdelt1) {
        notes.push("a row for each pair of who acts and who is acted upon");
        notes.push("intensity is PLOVER's for type and mode, not CAMEO's Goldstein score");
    }
    match layout {
        Layout::Polecat => {
            notes.push("COW codes, districts, provinces and feature types are empty");
            notes.push("Wikipedia IDs are items of Wikidata");
        }
        Layout::Icews => {
            notes.push("events without a CAMEO code or one of the sides are left out");
            notes.push("Event Text is PLOVER's type and modes; sectors are PLOVER's codes");
        }
        Layout::Cameo => notes.push("events without a CAMEO code or one of the sides are left out"),
        Layout::Gdelt | Layout::Gdelt1 => {
            notes.push("tone, ethnic and religious groups and places of actors are empty");
            notes.push("ActionGeo_CountryCode is ISO 3166 alpha-3, not FIPS");
        }
        _ => {}
    }
    notes
}

/// Hashes what is written.
struct Hashed<'o> {
    out: &'o mut (dyn Write + Send),
    hash: Sha256,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
