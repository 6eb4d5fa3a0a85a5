//! Entering a reading: which version it is, and whether it is new.

use crate::index;
use crate::meet::{self, Lately};
use dateline_core::{Reading, Report};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

/// What entering did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entered {
    /// A report that was not known.
    New,
    /// Another text of a known report.
    NewVersion,
    /// Another reading of a known text; it now counts.
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
}

/// Enters `reading` within a transaction.
///
/// The ledger, not the reading, tells the version: a text that is known under
/// the report's id keeps its number, so that reading a folder twice adds
/// nothing; any other text gets the next.
pub(crate) fn enter(
    db: &Connection,
    reading: &Reading,
    lately: &mut Lately,
) -> rusqlite::Result<Receipt> {
    let report = &reading.report;
    let recorded_at = now(db)?;
    let text_hash = sha256(&report.text);
    let known = db
        .prepare_cached("SELECT seq, version FROM report WHERE id = ?1 AND text_sha256 = ?2")?
        .query_row((&report.id, &text_hash), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, version, mut entered) = match known {
        Some((seq, version)) => (seq, version, Entered::NewReading),
        None => {
            let version: u32 = db
                .prepare_cached("SELECT coalesce(max(version), 0) + 1 FROM report WHERE id = ?1")?
                .query_row([&report.id], |row| row.get(0))?;
            let seq = add_report(db, report, version, &text_hash, &recorded_at)?;
            (seq, version, if version == 1 { Entered::New } else { Entered::NewVersion })
        }
    };
    let body = body(reading, version)?;
    let hash = sha256(&body);
    // The last one entered counts, so a reading that was seen before is known
    // only while nothing else has come after it.
    let last: Option<String> = db
        .prepare_cached("SELECT sha256 FROM reading WHERE report = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    if last.as_ref() == Some(&hash) {
        entered = Entered::Known;
    } else {
        db.prepare_cached(
            "INSERT INTO reading (report, report_id, sha256, body, actors, claims, events, recorded_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            seq,
            report.id,
            hash,
            body,
            reading.actors.len(),
            reading.claims.len(),
            reading.events.len(),
            recorded_at,
        ])?;
        let number = db.last_insert_rowid();
        let actors = meet::identity::of_actors(db, reading, &recorded_at)?;
        index::add(db, number, reading, &actors)?;
        let entry = meet::Entry {
            report: seq,
            number,
            version,
            new_text: known.is_none(),
            reading,
            actors: &actors,
            recorded_at: &recorded_at,
        };
        meet::enter(db, &entry, lately)?;
    }
    Ok(Receipt { report_id: report.id.clone(), version, entered })
}

fn add_report(
    db: &Connection,
    report: &Report,
    version: u32,
    text_hash: &str,
    recorded_at: &str,
) -> rusqlite::Result<i64> {
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
        report.text,
        text_hash,
        recorded_at,
    ])?;
    let seq = db.last_insert_rowid();
    db.prepare_cached("INSERT INTO report_words (rowid, text) VALUES (?1, ?2)")?
        .execute((seq, &report.text))?;
    Ok(seq)
}

/// The reading as it is stored: without text and URL, which stand in its
/// report. The URL may be the path a file was read from, and the same report
/// from another folder is nothing new.
fn body(reading: &Reading, version: u32) -> rusqlite::Result<String> {
    let mut stored = reading.clone();
    stored.report.text.clear();
    stored.report.url = None;
    stored.report.version = version;
    serde_json::to_string(&stored).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// UTC now, but never before what was recorded last: clocks are set back.
pub(crate) fn now(db: &Connection) -> rusqlite::Result<String> {
    db.prepare_cached(
        "SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'),
                    coalesce((SELECT recorded_at FROM reading ORDER BY seq DESC LIMIT 1), ''))",
    )?
    .query_row([], |row| row.get(0))
}

/// In hexadecimal.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
