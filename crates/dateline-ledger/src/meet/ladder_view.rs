//! The ladders of the whole ledger as they are asked for.

use super::count::{Backing, backing};
use crate::db::{Connection, params};
use crate::query::moment;
use serde::Serialize;

/// One agreement or delivery with all that is told of it.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct LadderView {
    /// Its number.
    pub id: i64,
    /// `agreement` or `delivery`.
    pub kind: String,
    /// As it was first worded.
    pub name: String,
    /// Codes of the parties; of a delivery, supplier and recipient.
    pub parties: Vec<String>,
    /// Of a delivery: what.
    pub item: Option<String>,
    /// Its reports, texts and origins.
    pub backing: Backing,
    /// The steps that are told, a row for each stage and whether it was taken.
    pub rungs: Vec<Rung>,
}

/// One stage, taken or not, and whoever tells so.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Rung {
    /// `signed`, `ratified`, `delivered` …
    pub stage: String,
    /// Whether it was: `occurred`, `planned`, `possible`, `negated`, `ongoing`.
    pub status: String,
    /// Who took it, where that is told.
    pub by: Option<String>,
    /// The earliest day told for it.
    pub date: Option<String>,
    /// How many reports, texts and origins tell it.
    pub backing: Backing,
    /// The sentences, with the record they belong to: `0123456789abcdef/1/g1`.
    pub told: Vec<(String, String)>,
}

/// The ladders on which a reading that counts has a place, the newest first.
pub(crate) fn ladders(
    db: &Connection,
    kind: Option<&str>,
    as_of: Option<&str>,
) -> rusqlite::Result<Vec<LadderView>> {
    let sql =
        "SELECT id FROM ladder WHERE (CAST(?1 AS TEXT) IS NULL OR kind = ?1) AND recorded_at <= ?2
               ORDER BY id DESC";
    let ids: Vec<i64> = db
        .prepare_cached(sql)?
        .query_map(params![kind, moment(as_of)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for id in ids {
        found.extend(ladder(db, id, as_of)?);
    }
    Ok(found)
}

struct StepRow {
    rung: (String, String, Option<String>),
    date: Option<String>,
    sentence: String,
    record: String,
    /// What its origin is counted by: its claim, or the report.
    counted: String,
}

/// One ladder; none, if no reading that counts tells of it.
pub(crate) fn ladder(
    db: &Connection,
    id: i64,
    as_of: Option<&str>,
) -> rusqlite::Result<Option<LadderView>> {
    let until = moment(as_of);
    let sql = "
        SELECT s.stage, s.status, (SELECT coalesce((SELECT name FROM identity WHERE id = a.identity),
                                                   (SELECT name FROM name WHERE id = a.name))
                                   FROM actor a WHERE a.reading = s.reading AND a.id = s.taken_by),
               s.date_start, s.sentence, r.id || '/' || r.version || '/' || s.record,
               r.id || '/' || r.version || coalesce('/' || s.claim, '')
        FROM ladder_member m
        JOIN reading g ON g.seq = m.reading JOIN report r ON r.seq = g.report
        JOIN ladder_step s ON s.reading = m.reading AND s.record = m.record
        WHERE m.ladder = ?1
          AND m.turn = (SELECT max(turn) FROM ladder_member
                        WHERE reading = m.reading AND record = m.record AND recorded_at <= ?2)
          AND g.recorded_at <= ?2 AND NOT EXISTS
              (SELECT 1 FROM superseded u JOIN reading w ON w.seq = u.since
               WHERE u.reading = g.seq AND w.recorded_at <= ?2)
        ORDER BY r.published_at IS NULL, r.published_at, r.seq, s.record, s.step";
    let mut select = db.prepare_cached(sql)?;
    let steps: Vec<StepRow> = select
        .query_map(params![id, until], |row| {
            Ok(StepRow {
                rung: (row.get(0)?, row.get(1)?, row.get(2)?),
                date: row.get(3)?,
                sentence: row.get(4)?,
                record: row.get(5)?,
                counted: row.get(6)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    if steps.is_empty() {
        return Ok(None);
    }
    let all: Vec<String> = steps.iter().map(|step| step.counted.clone()).collect();
    let mut rungs: Vec<(Rung, Vec<String>)> = Vec::new();
    for step in steps {
        let (stage, status, by) = step.rung;
        let told = (step.record, step.sentence);
        let same = |rung: &Rung| rung.stage == stage && rung.status == status && rung.by == by;
        match rungs.iter_mut().find(|(rung, _)| same(rung)) {
            Some((rung, counted)) => {
                rung.date = rung.date.take().into_iter().chain(step.date).min();
                if !rung.told.contains(&told) {
                    rung.told.push(told);
                }
                counted.push(step.counted);
            }
            None => {
                let backing = Backing::default();
                let rung = Rung { stage, status, by, date: step.date, backing, told: vec![told] };
                rungs.push((rung, vec![step.counted]));
            }
        }
    }
    for (rung, counted) in &mut rungs {
        rung.backing = backing(db, counted, as_of)?;
    }
    let mut rungs: Vec<Rung> = rungs.into_iter().map(|(rung, _)| rung).collect();
    rungs.sort_by_key(|rung| stage_order(&rung.stage));
    let sql = "SELECT kind, name, parties, item FROM ladder WHERE id = ?1";
    let mut found = db.prepare_cached(sql)?.query_row([id], |row| {
        let parties: String = row.get(2)?;
        Ok(LadderView {
            id,
            kind: row.get(0)?,
            name: row.get(1)?,
            parties: parties.split_whitespace().map(str::to_owned).collect(),
            item: row.get(3)?,
            backing: Backing::default(),
            rungs,
        })
    })?;
    found.backing = backing(db, &all, as_of)?;
    Ok(Some(found))
}

/// Where a stage stands on its ladder.
fn stage_order(stage: &str) -> usize {
    let agreements = dateline_core::AgreementStage::ALL.iter().map(|s| s.as_str());
    let deliveries = dateline_core::DeliveryStage::ALL.iter().map(|s| s.as_str());
    let of_agreement = agreements.clone().position(|name| name == stage);
    of_agreement.or_else(|| deliveries.clone().position(|name| name == stage)).unwrap_or(usize::MAX)
}
