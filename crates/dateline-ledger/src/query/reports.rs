//! Reports, and the reading of one.

use super::conditions::Known;
use super::hits::Hit;
use super::names;
use crate::db::{self, Connection, OptionalExtension, Result, Row};
use crate::functions::failed;
use crate::pack;
use dateline_core::Reading;
use serde::Serialize;
use std::collections::HashMap;

/// One report, as its newest version stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ReportRow {
    /// The report's id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Where it was published.
    pub url: Option<String>,
    /// By whom.
    pub outlet: Option<String>,
    /// Under which headline.
    pub title: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// In which language.
    pub language: String,
    /// How many claims the reading holds.
    pub claims: u32,
    /// How many events.
    pub events: u32,
    /// When the reading was entered.
    pub recorded_at: String,
    /// Where words were asked for: a piece of text with them in brackets.
    pub found: Option<String>,
}

const SELECT: &str = "
    SELECT r.id, r.version, r.url, r.outlet, r.title, r.published_at, r.language, g.claims,
           g.events, g.recorded_at, r.seq
    FROM reading g CROSS JOIN report r ON r.seq = g.report WHERE g.seq = ?1";

/// Words of a piece of text that is shown.
const SHOWN: usize = 16;

// Once for all rows of a page, which mostly were entered close together; by each of
// their numbers, the index of words would be opened anew.
const FOUND: &str = "
    SELECT rowid, snippet(report_words, 0, '[', ']', ' … ', 16) FROM report_words
    WHERE report_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3
      AND +rowid IN (SELECT value FROM json_each(?4))";

/// Shows where `words` stand in the reports with these numbers.
pub(super) fn highlight(
    db: &Connection,
    words: &str,
    reports: &mut [(ReportRow, i64)],
) -> Result<()> {
    if db.is_postgres() {
        let sql = "SELECT unpacked_text(text) FROM report WHERE seq = ?1";
        let mut select = db.prepare_cached(sql)?;
        for (report, number) in reports {
            let text: String = select.query_row([*number], |row| row.get(0))?;
            report.found = db::snippet(&text, words, SHOWN);
        }
        return Ok(());
    }
    let numbers: Vec<i64> = reports.iter().map(|(_, number)| *number).collect();
    let (Some(first), Some(last)) = (numbers.iter().min(), numbers.iter().max()) else {
        return Ok(());
    };
    let mut select = db.prepare_cached(FOUND)?;
    let mut found: HashMap<i64, String> = select
        .query_map((words, first, last, names::list(&numbers)), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_>>()?;
    for (report, number) in reports {
        report.found = found.remove(number);
    }
    Ok(())
}

/// A report, and its number.
pub(super) fn row(db: &Connection, hit: Hit) -> Result<(ReportRow, i64)> {
    db.prepare_cached(SELECT)?.query_row([hit.reading], |row| {
        let report = ReportRow {
            id: row.get(0)?,
            version: row.get(1)?,
            url: row.get(2)?,
            outlet: row.get(3)?,
            title: row.get(4)?,
            published_at: row.get(5)?,
            language: row.get(6)?,
            claims: row.get(7)?,
            events: row.get(8)?,
            recorded_at: row.get(9)?,
            found: None,
        };
        Ok((report, row.get::<_, i64>(10)?))
    })
}

/// The reading of a report that counts, or that counted at `as_of`.
pub(crate) fn reading(
    db: &Connection,
    report_id: &str,
    as_of: Option<&str>,
) -> Result<Option<Reading>> {
    let counts = Known::of(db, as_of)?.counts("g.seq");
    let sql = format!(
        "SELECT g.body, r.text, r.url FROM report r CROSS JOIN reading g ON g.report = r.seq
         WHERE r.id = ?1 AND {counts}"
    );
    db.prepare_cached(&sql)?.query_row([report_id], whole).optional()
}

/// The last reading of one version of a report.
pub(crate) fn reading_of(db: &Connection, id: &str, version: u32) -> Result<Option<Reading>> {
    let sql = "SELECT g.body, r.text, r.url FROM reading g JOIN report r ON r.seq = g.report
               WHERE r.id = ?1 AND r.version = ?2 ORDER BY g.seq DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row((id, version), whole).optional()
}

/// The reading with this number.
pub(crate) fn reading_at(db: &Connection, seq: i64) -> Result<Reading> {
    let sql = "SELECT g.body, r.text, r.url FROM reading g JOIN report r ON r.seq = g.report
               WHERE g.seq = ?1";
    db.prepare_cached(sql)?.query_row([seq], whole)
}

/// A reading as it was entered, from body, text and URL.
fn whole(row: &Row) -> Result<Reading> {
    let text = pack::unpack_text(row.get_ref(1)?.as_bytes()?).map_err(failed)?;
    Ok(pack::whole(row.get_ref(0)?.as_bytes()?, text, row.get(2)?).map_err(failed)?.0)
}
