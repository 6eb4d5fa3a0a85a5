//! Agreements and deliveries of the whole ledger, each with its steps.

use super::conditions::Known;
use super::filter::{Filter, Kind};
use super::stories::paged;
use super::{Page, hits, path};
use crate::db::Connection;
use crate::error::{LedgerError, Result};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// One agreement or delivery, however many reports tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LadderRow {
    /// `l7`.
    pub id: String,
    /// As it was first worded; of a delivery, what is delivered.
    pub name: String,
    /// Between whom; of a delivery, from whom and to whom.
    pub parties: Vec<String>,
    /// What it is about.
    pub subjects: Vec<String>,
    /// How many reports tell of it.
    pub reports: u64,
    /// Where these come from.
    pub origins: u64,
    /// The steps it took, in the order of the ladder.
    pub steps: Vec<LadderStep>,
}

/// One step, with everybody who tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LadderStep {
    /// How far.
    pub stage: String,
    /// Whether it happened.
    pub status: String,
    /// Who took it.
    pub by: Option<String>,
    /// When, if it is told.
    pub date: Option<String>,
    /// How many reports tell it.
    pub reports: u64,
    /// Where these come from.
    pub origins: u64,
    /// What tells it: report id, version and agreement or delivery.
    pub records: Vec<String>,
}

/// Agreements or deliveries that a report tells of as asked for, the one that
/// was told of last first.
pub(crate) fn ladders(db: &Connection, filter: &Filter, kind: Kind) -> Result<Page<LadderRow>> {
    paged(filter, |each| for_each_ladder(db, filter, kind, each))
}

/// Calls `each` with every one of them, until it says `false`.
pub(crate) fn for_each_ladder(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    mut each: impl FnMut(LadderRow) -> Result<bool>,
) -> Result<()> {
    filter.check(kind)?;
    let err = |e: rusqlite::Error| LedgerError::of(path(db), &e);
    let known = Known::of(db, filter.as_of.as_deref()).map_err(err)?;
    let mut seen = HashSet::new();
    let walk = Filter { limit: None, after: None, ..filter.clone() };
    hits::for_each(db, &walk, kind, |hit| {
        if !seen.insert(hit.number) {
            return Ok(true);
        }
        each(row(db, hit.number, kind, &known).map_err(err)?)
    })
}

#[derive(Default)]
struct Tellers {
    date: Option<String>,
    reports: BTreeSet<String>,
    origins: BTreeSet<i64>,
    records: BTreeSet<String>,
}

fn row(db: &Connection, ladder: i64, kind: Kind, known: &Known) -> rusqlite::Result<LadderRow> {
    let sql = format!(
        "SELECT s.stage, s.status, n.name, s.date_start, r.id,
                r.id || '/' || r.version || '/' || t.record,
                coalesce((SELECT c.origin FROM claim c
                          WHERE c.reading = s.reading AND c.id = s.claim),
                         (SELECT f.origin FROM copy_first f WHERE f.copy_group = m.copy_group
                            AND f.recorded_at <= ?2 ORDER BY f.turn DESC LIMIT 1),
                         -m.copy_group), t.subjects
         FROM ladder_member t CROSS JOIN reading g ON g.seq = t.reading
         CROSS JOIN report r ON r.seq = g.report
         CROSS JOIN copy_member m ON m.report = r.seq AND m.turn =
             (SELECT max(turn) FROM copy_member WHERE report = r.seq AND recorded_at <= ?2)
         LEFT JOIN ladder_step s ON s.reading = t.reading AND s.record = t.record
         LEFT JOIN actor a ON a.reading = s.reading AND a.id = s.taken_by
         LEFT JOIN name n ON n.id = a.name
         WHERE t.ladder = ?1 AND t.turn =
             (SELECT max(turn) FROM ladder_member
              WHERE reading = t.reading AND record = t.record AND recorded_at <= ?2)
           AND {}
         ORDER BY g.seq",
        known.counts("g.seq")
    );
    let mut steps: BTreeMap<(usize, String, Option<String>, String), Tellers> = BTreeMap::new();
    let (mut all, mut subjects) = (Tellers::default(), BTreeSet::new());
    let mut select = db.prepare_cached(&sql)?;
    let mut rows = select.query((ladder, &known.moment))?;
    while let Some(row) = rows.next()? {
        let (report, record, origin): (String, String, i64) =
            (row.get(4)?, row.get(5)?, row.get(6)?);
        subjects.extend(row.get::<_, String>(7)?.split(' ').map(str::to_owned));
        all.reports.insert(report.clone());
        all.origins.insert(origin);
        let Some(stage) = row.get::<_, Option<String>>(0)? else { continue };
        let key = (place(kind, &stage), row.get(1)?, row.get(2)?, stage);
        let step = steps.entry(key).or_default();
        // Of several dates the first is told; `explain` opens the others.
        step.date = step.date.take().or(row.get(3)?);
        step.reports.insert(report);
        step.origins.insert(origin);
        step.records.insert(record);
    }
    let steps = steps.into_iter().map(|((_, status, by, stage), told)| LadderStep {
        stage,
        status,
        by,
        date: told.date,
        reports: told.reports.len() as u64,
        origins: told.origins.len() as u64,
        records: told.records.into_iter().collect(),
    });
    subjects.remove("");
    let (name, parties) = whose(db, ladder)?;
    Ok(LadderRow {
        id: format!("l{ladder}"),
        name,
        parties,
        subjects: subjects.into_iter().collect(),
        reports: all.reports.len() as u64,
        origins: all.origins.len() as u64,
        steps: steps.collect(),
    })
}

/// The ladder's name, and those of its parties.
fn whose(db: &Connection, ladder: i64) -> rusqlite::Result<(String, Vec<String>)> {
    let sql = "SELECT name, parties FROM ladder WHERE id = ?1";
    let (name, parties): (String, String) =
        db.prepare_cached(sql)?.query_row([ladder], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut select = db.prepare_cached("SELECT name FROM identity WHERE id = ?1")?;
    let mut party = |code: &str| match code.strip_prefix('#') {
        Some(id) => select.query_row([id], |row| row.get(0)),
        None if code == "-" => Ok("not told".to_owned()),
        None => Ok(code.to_owned()),
    };
    let parties = parties.split_whitespace().map(&mut party).collect::<rusqlite::Result<_>>()?;
    Ok((name, parties))
}

/// Where a stage stands on its ladder.
fn place(kind: Kind, stage: &str) -> usize {
    let at = match kind {
        Kind::Agreements => {
            dateline_core::AgreementStage::ALL.iter().position(|s| s.as_str() == stage)
        }
        _ => dateline_core::DeliveryStage::ALL.iter().position(|s| s.as_str() == stage),
    };
    at.unwrap_or(usize::MAX)
}
