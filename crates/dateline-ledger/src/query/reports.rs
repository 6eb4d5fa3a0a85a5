//! Reports, and the reading of one.

use super::Filter;
use super::conditions::{Conditions, moment, search};
use dateline_core::Reading;
use rusqlite::types::{Type, Value};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;

/// One report, as its newest version stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

pub(crate) fn reports(db: &Connection, filter: &Filter) -> rusqlite::Result<Vec<ReportRow>> {
    let mut conditions = Conditions::of(filter);
    let found = match &filter.text {
        Some(text) => {
            // Its question mark stands before those of the conditions.
            conditions.values.insert(0, Value::Text(search(text)));
            "(SELECT snippet(report_words, 0, '[', ']', ' … ', 16) FROM report_words
              WHERE report_words MATCH ? AND rowid = r.seq)"
        }
        None => "NULL",
    };
    let select = format!(
        "SELECT r.id, r.version, r.url, r.outlet, r.title, r.published_at, r.language,
                g.claims, g.events, g.recorded_at, {found}
         FROM reading g JOIN report r ON r.seq = g.report"
    );
    let sql = conditions.finish(&select, "r.published_at DESC, g.seq DESC", filter);
    let mut select = db.prepare(&sql)?;
    let rows = select.query_map(params_from_iter(&conditions.values), |row| {
        Ok(ReportRow {
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
            found: row.get(10)?,
        })
    })?;
    rows.collect()
}

pub(crate) fn reading(
    db: &Connection,
    report_id: &str,
    as_of: Option<&str>,
) -> rusqlite::Result<Option<Reading>> {
    let sql = "SELECT g.body, r.text, r.url FROM reading g JOIN report r ON r.seq = g.report
               WHERE g.report_id = ?1 AND g.recorded_at <= ?2 ORDER BY g.seq DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row((report_id, moment(as_of)), whole).optional()
}

pub(crate) fn reading_of(
    db: &Connection,
    report_id: &str,
    version: u32,
) -> rusqlite::Result<Option<Reading>> {
    let sql = "SELECT g.body, r.text, r.url FROM reading g JOIN report r ON r.seq = g.report
               WHERE r.id = ?1 AND r.version = ?2 ORDER BY g.seq DESC LIMIT 1";
    db.prepare_cached(sql)?.query_row((report_id, version), whole).optional()
}

/// A reading as it was entered, from body, text and URL.
fn whole(row: &rusqlite::Row) -> rusqlite::Result<Reading> {
    let mut reading: Reading = serde_json::from_str(&row.get::<_, String>(0)?)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, e.into()))?;
    reading.report.text = row.get(1)?;
    reading.report.url = row.get(2)?;
    Ok(reading)
}
