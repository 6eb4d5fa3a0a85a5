//! Whether what was decided where reports meet holds together.

use super::shingles::Shingles;
use crate::db::{Connection, OptionalExtension};
use dateline_core::Reading;

/// What must never be found, as a question that gives a name, and what is wrong
/// then.
const NEVER: &[(&str, &str)] = &[
    (
        "SELECT id || '/' || version FROM report r
         WHERE NOT EXISTS (SELECT 1 FROM copy_member WHERE report = r.seq) LIMIT 1",
        "is in no copy group",
    ),
    (
        "SELECT id || '/' || version FROM report r
         WHERE NOT EXISTS (SELECT 1 FROM story_member WHERE report = r.seq) LIMIT 1",
        "is in no story",
    ),
    (
        "SELECT 'the group of report ' || copy_group FROM report_copy_group g
         WHERE NOT EXISTS (SELECT 1 FROM copy_first WHERE copy_group = g.copy_group) LIMIT 1",
        "has no first publication",
    ),
    (
        "SELECT 'row ' || seq || ' of same' FROM same s
         WHERE NOT EXISTS (SELECT 1 FROM event WHERE reading = s.reading AND id = s.record)
           AND NOT EXISTS (SELECT 1 FROM claim WHERE reading = s.reading AND id = s.record) LIMIT 1",
        "names a record that is not there",
    ),
    (
        "SELECT 'row ' || seq || ' of same' FROM same s
         WHERE NOT EXISTS (SELECT 1 FROM same WHERE seq = s.same) LIMIT 1",
        "belongs to a set that is not there",
    ),
    (
        "SELECT record || ' of reading ' || reading FROM ladder_step s
         WHERE NOT EXISTS (SELECT 1 FROM ladder_member
                           WHERE reading = s.reading AND record = s.record) LIMIT 1",
        "has a step but no ladder",
    ),
];

pub(crate) fn check(db: &Connection, problems: &mut Vec<String>) -> rusqlite::Result<()> {
    for (question, wrong) in NEVER {
        let found: Option<String> = db.query_row(question, [], |row| row.get(0)).optional()?;
        problems.extend(found.map(|name| format!("{name} {wrong}")));
    }
    Ok(())
}

/// Whether a text can be found by its signature.
pub(crate) fn is_found(db: &Connection, report: i64, body: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM copy_band_new WHERE key = ?1 AND report = ?2)
                   OR EXISTS (SELECT 1 FROM copy_band WHERE key = ?1 AND report = ?2)";
    let mut select = db.prepare_cached(sql)?;
    for key in Shingles::of(body).keys() {
        if !select.query_row((key, report), |row| row.get::<_, bool>(0))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether each agreement and delivery of a reading is on a ladder with all its
/// steps.
pub(crate) fn on_ladders(
    db: &Connection,
    number: i64,
    reading: &Reading,
) -> rusqlite::Result<bool> {
    let count = |table: &str, what: &str| -> rusqlite::Result<usize> {
        let sql = format!("SELECT count({what}) FROM {table} WHERE reading = ?1");
        db.prepare_cached(&sql)?.query_row([number], |row| row.get(0))
    };
    let steps: usize = reading.agreements.iter().map(|a| a.steps.len()).sum::<usize>()
        + reading.deliveries.iter().map(|d| d.steps.len()).sum::<usize>();
    let members = reading.agreements.len() + reading.deliveries.len();
    Ok(count("ladder_member", "DISTINCT record")? == members && count("ladder_step", "*")? == steps)
}
