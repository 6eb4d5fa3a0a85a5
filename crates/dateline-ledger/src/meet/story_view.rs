//! A story as it is asked for: its reports, what several of them tell, and where
//! they do not agree.

use super::count::{Backing, backing};
use crate::db::{Connection, OptionalExtension, Row, params};
use crate::query::moment;
use serde::Serialize;

/// Reports about one happening.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Story {
    /// Its number.
    pub id: i64,
    /// Its reports, the earliest published first; of each the newest version.
    pub reports: Vec<StoryReport>,
    /// How many reports, texts and origins that is.
    pub backing: Backing,
    /// What more than one report tells.
    pub told: Vec<Told>,
}

/// A report of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct StoryReport {
    /// Report id and version.
    pub report: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Under which headline.
    pub title: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// `program` or `hand`: who put it here.
    pub decided: String,
    /// And why.
    pub reason: String,
}

/// One event or one claim, told in several reports.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Told {
    /// The number of the set.
    pub same: i64,
    /// Its records, the earliest published first.
    pub records: Vec<ToldRecord>,
    /// How many reports, texts and origins tell it.
    pub backing: Backing,
    /// Where they do not agree.
    pub differences: Vec<Difference>,
}

/// One record that tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ToldRecord {
    /// Report id, version and record: `0123456789abcdef/1/e3`.
    pub record: String,
    /// The words: an event's sentence, a claim's content.
    pub text: String,
    /// Of an event its status, of a claim its stance and certainty.
    pub how: String,
    /// Who is behind it; none where that is the report itself.
    pub origin: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
    /// Why it is taken for the same.
    pub reason: String,
}

/// Two records that tell the same and do not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Difference {
    /// The one; of a denial, who denies.
    pub record: String,
    /// The other.
    pub other: String,
    /// `denies`, `status` or `number`.
    pub kind: String,
    /// In words.
    pub reason: String,
}

/// The story of that number; none, if no report is in it.
pub(crate) fn story(
    db: &Connection,
    id: i64,
    as_of: Option<&str>,
) -> rusqlite::Result<Option<Story>> {
    let until = moment(as_of);
    // The newest version of each report, where the last decision puts it.
    let sql = "
        SELECT r.id || '/' || r.version, r.outlet, r.title, r.published_at, m.decided, m.reason
        FROM report r JOIN story_member m ON m.report = r.seq
        WHERE m.story = ?1
          AND m.turn = (SELECT max(turn) FROM story_member
                        WHERE report = r.seq AND recorded_at <= ?2)
          AND r.seq = (SELECT max(seq) FROM report WHERE id = r.id AND recorded_at <= ?2)
        ORDER BY r.published_at IS NULL, r.published_at, r.seq";
    let mut select = db.prepare_cached(sql)?;
    let reports: Vec<StoryReport> = select
        .query_map(params![id, until], |row| {
            Ok(StoryReport {
                report: row.get(0)?,
                outlet: row.get(1)?,
                title: row.get(2)?,
                published_at: row.get(3)?,
                decided: row.get(4)?,
                reason: row.get(5)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    if reports.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> = reports.iter().map(|r| r.report.clone()).collect();
    let mut told = Vec::new();
    for same in sets(db, id, &until)? {
        let one = told_set(db, same, &names, as_of)?;
        // What only one report still tells is nothing shared.
        if one.backing.reports.len() > 1 {
            told.push(one);
        }
    }
    let backing = backing(db, &names, as_of)?;
    Ok(Some(Story { id, reports, backing, told }))
}

/// The sets that records of the story's reports are in.
fn sets(db: &Connection, story: i64, until: &str) -> rusqlite::Result<Vec<i64>> {
    let sql = "
        SELECT DISTINCT s.same FROM story_member m
        JOIN reading g ON g.report = m.report JOIN same s ON s.reading = g.seq
        WHERE m.story = ?1 AND s.recorded_at <= ?2
          AND m.turn = (SELECT max(turn) FROM story_member
                        WHERE report = m.report AND recorded_at <= ?2)
        ORDER BY s.same";
    db.prepare_cached(sql)?.query_map((story, until), |row| row.get(0))?.collect()
}

/// A record of `same` in the readings that count (`g`), with its report.
const RECORD: &str = "
    SELECT r.id || '/' || r.version || '/' || s.record,
           words(r.text, coalesce(e.places, c.places, '')),
           coalesce(e.status, c.stance || ', ' || c.certainty
                    || CASE c.polarity WHEN 'negative' THEN ', in the negative' ELSE '' END, ''),
           (SELECT name FROM identity WHERE id = coalesce(c.origin, (SELECT origin FROM claim
                WHERE reading = s.reading AND id = e.claim))),
           r.outlet, r.published_at, s.reason
    FROM same s JOIN reading g ON g.seq = s.reading JOIN report r ON r.seq = g.report
    LEFT JOIN event e ON e.reading = s.reading AND e.id = s.record
    LEFT JOIN claim c ON c.reading = s.reading AND c.id = s.record
    WHERE s.recorded_at <= ?2 AND ";

pub(crate) fn told_record(row: &Row) -> rusqlite::Result<ToldRecord> {
    Ok(ToldRecord {
        record: row.get(0)?,
        text: row.get(1)?,
        how: row.get(2)?,
        origin: row.get(3)?,
        outlet: row.get(4)?,
        published_at: row.get(5)?,
        reason: row.get(6)?,
    })
}

/// Everything of one set that these reports tell, in the readings that count.
fn told_set(
    db: &Connection,
    same: i64,
    reports: &[String],
    as_of: Option<&str>,
) -> rusqlite::Result<Told> {
    let until = moment(as_of);
    let sql = format!(
        "{RECORD} s.same = ?1
          AND g.recorded_at <= ?2 AND NOT EXISTS
              (SELECT 1 FROM superseded u JOIN reading w ON w.seq = u.since
               WHERE u.reading = g.seq AND w.recorded_at <= ?2)
         ORDER BY r.published_at IS NULL, r.published_at, r.seq"
    );
    let mut records: Vec<ToldRecord> = db
        .prepare_cached(&sql)?
        .query_map(params![same, until], told_record)?
        .collect::<rusqlite::Result<_>>()?;
    let within = |record: &str| {
        record.rsplit_once('/').is_some_and(|(report, _)| reports.iter().any(|r| r == report))
    };
    records.retain(|told| within(&told.record));
    let names: Vec<String> = records.iter().map(|r| r.record.clone()).collect();
    let backing = backing(db, &names, as_of)?;
    let mut differences = differences(db, same, &until)?;
    differences.retain(|d| names.contains(&d.record) && names.contains(&d.other));
    Ok(Told { same, records, backing, differences })
}

/// Every record of the set that `record` is in, old versions and readings too.
pub(crate) fn all_of_set(
    db: &Connection,
    same: i64,
    until: &str,
) -> rusqlite::Result<Vec<ToldRecord>> {
    let sql =
        format!("{RECORD} s.same = ?1 ORDER BY r.published_at IS NULL, r.published_at, s.seq");
    db.prepare_cached(&sql)?.query_map(params![same, until], told_record)?.collect()
}

/// The record of this name, which nobody else may tell.
pub(crate) fn alone(
    db: &Connection,
    record: &str,
    until: &str,
) -> rusqlite::Result<Option<ToldRecord>> {
    let mut parts = record.splitn(3, '/');
    let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let of_reading = "(SELECT g.seq AS reading, ?4 AS record, '' AS reason, g.recorded_at
                       FROM report r JOIN reading g ON g.report = r.seq
                       WHERE r.id = ?1 AND r.version = ?3 ORDER BY g.seq DESC LIMIT 1) s";
    let sql = RECORD.replace("same s", of_reading) + "coalesce(e.id, c.id) IS NOT NULL";
    let mut select = db.prepare_cached(&sql)?;
    select.query_row(params![id, until, version, name], told_record).optional()
}

pub(crate) fn differences(
    db: &Connection,
    same: i64,
    until: &str,
) -> rusqlite::Result<Vec<Difference>> {
    let sql = "
        SELECT r.id || '/' || r.version || '/' || d.record,
               o.id || '/' || o.version || '/' || d.other_record, d.kind, d.reason
        FROM same s JOIN differs d ON d.reading = s.reading AND d.record = s.record
        JOIN reading g ON g.seq = d.reading JOIN report r ON r.seq = g.report
        JOIN reading h ON h.seq = d.other_reading JOIN report o ON o.seq = h.report
        WHERE s.same = ?1 AND d.recorded_at <= ?2 ORDER BY d.seq";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map(params![same, until], |row| {
        Ok(Difference {
            record: row.get(0)?,
            other: row.get(1)?,
            kind: row.get(2)?,
            reason: row.get(3)?,
        })
    })?;
    rows.collect()
}
