//! Entering a reading: which version it is, and whether it is new.

use crate::db::{Connection, OptionalExtension, Result, params};
use crate::functions::{day_of, failed};
use crate::lately::Lately;
use crate::meet;
use crate::ready::Ready;
use crate::totals::cells;
use crate::watch::{self, Alert};
use crate::{index, pack, query, supersede};
use sha2::{Digest, Sha256};
use std::io;

/// What entering did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// A report that was not known.
    New,
    /// Another text of a known report.
    NewVersion,
    /// Another reading of a known text; it now counts, if no newer text is known.
    NewReading,
    /// Nothing: all of it was there already.
    Known,
}

impl Entered {
    /// For people and scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Entered::New => "new",
            Entered::NewVersion => "new version",
            Entered::NewReading => "new reading",
            Entered::Known => "known",
        }
    }
}

/// Says that a reading is stored, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The report.
    pub report_id: String,
    /// Which text of it.
    pub version: u32,
    /// What entering did.
    pub entered: Entered,
    /// What it told watches.
    pub alerts: Vec<Alert>,
}

/// Enters `reading` within a transaction.
///
/// The ledger, not the reading, tells the version: a text that is known under
/// the report's id keeps its number, so that reading a folder twice adds
/// nothing; any other text gets the next.
pub(crate) fn enter(db: &Connection, ready: &Ready, lately: &mut Lately) -> Result<Receipt> {
    let reading = &*ready.reading;
    let report = &reading.report;
    let recorded_at = now(db)?;
    let (text, mut entered) = match known(db, &report.id, ready.hash)? {
        Known::Text(text) => (text, Entered::NewReading),
        Known::Versions(last) => {
            let version = last + 1;
            let seq = add_report(db, ready, version, &recorded_at)?;
            let entered = if version == 1 { Entered::New } else { Entered::NewVersion };
            (Text { seq, version }, entered)
        }
    };
    let mut alerts = Vec::new();
    let other = (text.version > 1).then(|| pack::reading(reading, text.version));
    let packed = other.as_ref().unwrap_or(&ready.packed).as_ref().map_err(not_packed)?;
    // The last one entered counts, so a reading that was seen before is known
    // only while nothing else has come after it.
    let last: Option<[u8; 32]> = db
        .prepare_cached("SELECT sha256 FROM reading WHERE report = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([text.seq], |row| row.get(0))
        .optional()?;
    if last == Some(packed.sha256) {
        entered = Entered::Known;
    } else {
        db.prepare_cached(
            "INSERT INTO reading (report, day, sha256, body, actors, claims, events, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            text.seq,
            day_of(report.published_at.as_deref()),
            packed.sha256,
            packed.body,
            reading.actors.len(),
            reading.claims.len(),
            reading.events.len(),
            recorded_at,
        ])?;
        let number = db.last_insert_rowid();
        add_up(db, number, text.seq, ready, text.version, lately)?;
        let actors = meet::identity::of_actors(db, reading, &recorded_at)?;
        index::add(db, number, reading, &actors, &recorded_at, lately)?;
        let entry = meet::Entry {
            report: text.seq,
            number,
            version: text.version,
            new_text: entered != Entered::NewReading,
            ready,
            reading,
            actors: &actors,
            recorded_at: &recorded_at,
        };
        meet::enter(db, &entry, lately)?;
        alerts = watch::enter(db, number, reading, text.version, &recorded_at)?;
    }
    Ok(Receipt { report_id: report.id.clone(), version: text.version, entered, alerts })
}

/// Tells which reading counts now, and has running totals know it.
pub(crate) fn add_up(
    db: &Connection,
    number: i64,
    report: i64,
    ready: &Ready,
    version: u32,
    lately: &mut Lately,
) -> Result<()> {
    let reading = &*ready.reading;
    let loser = supersede::enter(db, number, &reading.report.id, version)?;
    if let Some(before) = loser.filter(|loser| *loser != number) {
        lately.totals.add(&cells(&query::reading_at(db, before)?), -1);
    }
    if loser != Some(number) {
        lately.totals.add(&ready.cells, 1);
    }
    lately.totals.published(report, day_of(reading.report.published_at.as_deref()));
    Ok(())
}

/// One text of a report.
struct Text {
    seq: i64,
    version: u32,
}

/// What is known of a report.
enum Known {
    /// The very text.
    Text(Text),
    /// So many others.
    Versions(u32),
}

fn known(db: &Connection, id: &str, hash: [u8; 32]) -> Result<Known> {
    let sql = "SELECT seq, version, text_sha256 = ?2 FROM report WHERE id = ?1 ORDER BY version";
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query((id, hash))?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        last = row.get(1)?;
        if row.get(2)? {
            return Ok(Known::Text(Text { seq: row.get(0)?, version: last }));
        }
    }
    Ok(Known::Versions(last))
}

fn add_report(db: &Connection, ready: &Ready, version: u32, recorded_at: &str) -> Result<i64> {
    let report = &ready.reading.report;
    db.prepare_cached(
        "INSERT INTO report (id, version, url, outlet, title, published_at, language, text,
                             text_sha256, recorded_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        report.id,
        version,
        report.url,
        report.outlet,
        report.title,
        report.published_at,
        report.language,
        ready.text.as_ref().map_err(not_packed)?,
        ready.hash,
        recorded_at,
    ])?;
    let seq = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO report_words (rowid, text) VALUES (?1, ?2)")?
        .execute((seq, &report.text))?;
    Ok(seq)
}

/// Something could not be made small.
fn not_packed(error: &io::Error) -> rusqlite::Error {
    failed(io::Error::new(error.kind(), error.to_string()))
}

/// UTC now, but never before what was recorded last: clocks are set back.
pub(crate) fn now(db: &Connection) -> Result<String> {
    db.prepare_cached(db.clock())?.query_row([], |row| row.get(0))
}

pub(crate) fn sha256(content: &[u8]) -> [u8; 32] {
    Sha256::digest(content).into()
}
