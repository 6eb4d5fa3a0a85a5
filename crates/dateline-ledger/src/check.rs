//! Whether everything stored holds together.

use crate::enter::sha256;
use crate::meet;
use dateline_core::Reading;
use rusqlite::{Connection, OptionalExtension};

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Reports, counted once whatever their versions.
    pub reports: u64,
    /// Texts of reports.
    pub versions: u64,
    /// Readings, old ones too.
    pub readings: u64,
    /// What does not hold, a sentence each; empty when all is well.
    pub problems: Vec<String>,
}

pub(crate) fn check(db: &Connection) -> rusqlite::Result<CheckReport> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, u64>(0));
    let mut found = CheckReport::default();
    let mut pages = db.prepare("PRAGMA integrity_check(20)")?;
    let told = pages.query_map([], |row| row.get::<_, String>(0))?;
    for line in told.collect::<rusqlite::Result<Vec<_>>>()? {
        if line != "ok" {
            found.problems.push(line);
        }
    }
    // Rows on damaged pages would only say the same again.
    if !found.problems.is_empty() {
        return Ok(found);
    }
    found.reports = count("SELECT count(DISTINCT id) FROM report")?;
    found.versions = count("SELECT count(*) FROM report")?;
    found.readings = count("SELECT count(*) FROM reading")?;
    let orphan = db.query_row("PRAGMA foreign_key_check", [], |row| row.get::<_, String>(0));
    if let Some(table) = orphan.optional()? {
        found.problems.push(format!("a row of {table} belongs to nothing"));
    }
    check_texts(db, &mut found.problems)?;
    check_readings(db, &mut found.problems)?;
    meet::check::check(db, &mut found.problems)?;
    Ok(found)
}

fn check_texts(db: &Connection, problems: &mut Vec<String>) -> rusqlite::Result<()> {
    let sql = "SELECT r.id, r.version, r.text, r.text_sha256,
                      EXISTS (SELECT 1 FROM reading WHERE report = r.seq),
                      EXISTS (SELECT 1 FROM report_words_docsize WHERE id = r.seq), r.seq, r.title
               FROM report r";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (id, version): (String, u32) = (row.get(0)?, row.get(1)?);
        let (text, title): (String, Option<String>) = (row.get(2)?, row.get(7)?);
        let body = title.and_then(|title| text.strip_prefix(title.as_str())).unwrap_or(&text);
        if !meet::check::is_found(db, row.get(6)?, body)? {
            problems.push(format!("copies of {id}/{version} cannot be found"));
        }
        if sha256(&text) != row.get::<_, String>(3)? {
            problems.push(format!("the text of {id}/{version} is not the one that was entered"));
        }
        if !row.get::<_, bool>(4)? {
            problems.push(format!("{id}/{version} has no reading"));
        }
        if !row.get::<_, bool>(5)? {
            problems.push(format!("{id}/{version} cannot be found by its words"));
        }
    }
    Ok(())
}

fn check_readings(db: &Connection, problems: &mut Vec<String>) -> rusqlite::Result<()> {
    let sql = "SELECT seq, report_id, body, sha256,
                      (SELECT count(*) FROM actor WHERE reading = seq),
                      (SELECT count(*) FROM claim WHERE reading = seq),
                      (SELECT count(*) FROM event WHERE reading = seq)
               FROM reading";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, id): (i64, String) = (row.get(0)?, row.get(1)?);
        let body: String = row.get(2)?;
        if sha256(&body) != row.get::<_, String>(3)? {
            problems.push(format!("reading {seq} of {id} is not the one that was entered"));
        }
        let Ok(reading) = serde_json::from_str::<Reading>(&body) else {
            problems.push(format!("reading {seq} of {id} cannot be understood"));
            continue;
        };
        let stored: (usize, usize, usize) = (row.get(4)?, row.get(5)?, row.get(6)?);
        if stored != (reading.actors.len(), reading.claims.len(), reading.events.len()) {
            problems.push(format!("reading {seq} of {id} has other rows than records"));
        }
        if !meet::check::on_ladders(db, seq, &reading)? {
            problems.push(format!("reading {seq} of {id} tells steps that are on no ladder"));
        }
    }
    Ok(())
}
