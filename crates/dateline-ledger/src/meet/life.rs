//! The life of a claim or event: first made, repeated, confirmed or denied by
//! others, corrected, withdrawn.

use super::corrections::{self, Correcting};
use super::count::backing;
use super::story_view::{ToldRecord, all_of_set, alone, differences};
use crate::db::{Connection, OptionalExtension, params};
use crate::query::moment;
use serde::Serialize;
use std::collections::BTreeMap;

/// What happened to a statement at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// `made`, `repeated`, `confirmed`, `denied`, `corrected` or `withdrawn`.
    pub what: String,
    /// When it was published or, of a later version, entered.
    pub when: Option<String>,
    /// Who is behind it.
    pub who: String,
    /// The record; of a withdrawal, the one that is no longer told.
    pub record: String,
    /// Its words.
    pub text: String,
    /// Why it is called so.
    pub reason: String,
}

/// The life of the statement that `record` (`0123456789abcdef/1/c3`) makes.
/// Empty, if the ledger has no such record, or nobody else tells it and its report
/// was not corrected.
pub(crate) fn life(
    db: &Connection,
    record: &str,
    as_of: Option<&str>,
) -> rusqlite::Result<Vec<Moment>> {
    let until = moment(as_of);
    let (records, differences) = match set_of(db, record, &until)? {
        Some(same) => (all_of_set(db, same, &until)?, differences(db, same, &until)?),
        // Only a correction of its report makes a life of what nobody else tells.
        None if corrections::of(db, report_of(record), &until)?.is_empty() => {
            return Ok(Vec::new());
        }
        None => (alone(db, record, &until)?.into_iter().collect(), Vec::new()),
    };
    let denied = |name: &str| differences.iter().find(|d| d.kind == "denies" && d.record == name);
    let mut voices: Vec<String> = Vec::new();
    let mut moments = Vec::new();
    let mut of_report: BTreeMap<String, &ToldRecord> = BTreeMap::new();
    // Reports that correct one of the set, with what they correct.
    let mut correcting: BTreeMap<String, (Correcting, &ToldRecord)> = BTreeMap::new();
    for told in &records {
        for found in corrections::of(db, report_of(&told.record), &until)? {
            correcting.entry(found.report.clone()).or_insert((found, told));
        }
    }
    for told in &records {
        let report = told.record.split('/').next().unwrap_or_default().to_owned();
        let who = who(db, &told.record, as_of)?;
        let before = of_report.insert(report, told);
        let (what, reason) = match before {
            // The same report again: another version, or another of its records.
            Some(before) if version(&before.record) < version(&told.record) => {
                if before.how == told.how && before.text == told.text {
                    continue;
                }
                let reason = format!("{} said {}: {}", before.record, before.how, before.text);
                ("corrected", reason)
            }
            Some(_) => continue,
            None if correcting.contains_key(report_of(&told.record)) => continue,
            None => match denied(&told.record) {
                Some(denial) => {
                    ("denied", format!("it denies {}: {}", denial.other, denial.reason))
                }
                None if voices.is_empty() => ("made", "the earliest published".to_owned()),
                None if voices.contains(&who) => ("repeated", format!("{who} again")),
                None => ("confirmed", format!("{who} is not {}", voices.join(", "))),
            },
        };
        if what != "denied" && !voices.contains(&who) {
            voices.push(who.clone());
        }
        moments.push(Moment {
            what: what.to_owned(),
            when: told.published_at.clone(),
            who,
            record: told.record.clone(),
            text: told.text.clone(),
            reason,
        });
    }
    for (report, (found, corrected)) in correcting {
        let again = records.iter().find(|told| report_of(&told.record) == report);
        let told = again.unwrap_or(corrected);
        moments.push(Moment {
            what: found.kind.to_owned(),
            when: found.published_at,
            who: told.outlet.clone().unwrap_or_default(),
            record: told.record.clone(),
            text: told.text.clone(),
            reason: format!("{report} says of {}: {}", corrected.record, found.sentence),
        });
    }
    for told in of_report.values() {
        moments.extend(withdrawal(db, told, &until)?);
    }
    Ok(moments)
}

/// The report and version of a record.
fn report_of(record: &str) -> &str {
    record.rsplit_once('/').map_or(record, |(report, _)| report)
}

fn version(record: &str) -> u32 {
    record.split('/').nth(1).and_then(|v| v.parse().ok()).unwrap_or(0)
}

fn set_of(db: &Connection, record: &str, until: &str) -> rusqlite::Result<Option<i64>> {
    let mut parts = record.splitn(3, '/');
    let (Some(id), Some(version), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
        return Ok(None);
    };
    let sql = "SELECT s.same FROM report r JOIN reading g ON g.report = r.seq
               JOIN same s ON s.reading = g.seq AND s.record = ?3
               WHERE r.id = ?1 AND r.version = ?2 AND s.recorded_at <= ?4
               ORDER BY g.seq DESC LIMIT 1";
    db.prepare_cached(sql)?
        .query_row(params![id, version, name, until], |row| row.get(0))
        .optional()
}

/// The origin of a record by name.
fn who(db: &Connection, record: &str, as_of: Option<&str>) -> rusqlite::Result<String> {
    let behind = backing(db, &[record.to_owned()], as_of)?;
    Ok(behind.origins.into_iter().next().map_or_else(String::new, |origin| origin.name))
}

/// If a later version of the report no longer tells it.
fn withdrawal(db: &Connection, told: &ToldRecord, until: &str) -> rusqlite::Result<Option<Moment>> {
    let id = told.record.split('/').next().unwrap_or_default();
    let sql = "SELECT version, outlet, recorded_at FROM report
               WHERE id = ?1 AND version > ?2 AND recorded_at <= ?3 ORDER BY version LIMIT 1";
    let later: Option<(u32, Option<String>, String)> = db
        .prepare_cached(sql)?
        .query_row(params![id, version(&told.record), until], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(later.map(|(version, outlet, recorded_at)| Moment {
        what: "withdrawn".to_owned(),
        when: Some(recorded_at),
        who: outlet.unwrap_or_default(),
        record: told.record.clone(),
        text: told.text.clone(),
        reason: format!("version {version} of the report no longer tells it"),
    }))
}
