//! Ladders that a person puts together or takes apart, as stories are. A later
//! reading of the same report stays where a person put it.

use super::Entry;
use super::by_hand::{Decision, number};
use crate::correct::{Action, Correction};
use crate::db::{Connection, OptionalExtension, params};
use serde_json::Value;
use std::collections::BTreeSet;

/// An agreement or a delivery of a reading that is on a ladder.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    reading: i64,
    record: String,
    /// `0123456789abcdef/1/g1`
    name: String,
}

/// What `correction` wants of the ladder with this name, or a sentence that says
/// why that cannot be done.
pub(super) fn decision(
    db: &Connection,
    correction: &Correction,
    name: &str,
) -> rusqlite::Result<Result<Decision, String>> {
    let Some(ladder) = number(name) else {
        let record = &correction.record;
        return Ok(Err(format!("`{record}` is no ladder: write ladder/ and its number")));
    };
    let all = members(db, ladder)?;
    if all.is_empty() {
        return Ok(Err(format!("the ledger has no ladder {ladder}")));
    }
    let wrong = |how: &str| Ok(Err(format!("the detail of this correction must be {how}")));
    match correction.action {
        Action::Merge => {
            let with = &correction.detail["with"];
            let Some(with) = with.as_i64().or_else(|| with.as_str().and_then(number)) else {
                return wrong("{\"with\": N}, N being the ladder to be merged with this one");
            };
            if with == ladder {
                return Ok(Err(format!("ladder {ladder} is this one already")));
            }
            if members(db, with)?.is_empty() {
                return Ok(Err(format!("the ledger has no ladder {with}")));
            }
            match (kind(db, ladder)?, kind(db, with)?) {
                (here, there) if here == there => Ok(Ok(Decision::MergeLadders(ladder, with))),
                (here, there) => {
                    Ok(Err(format!("ladder {ladder} is one of {here}, {with} one of {there}")))
                }
            }
        }
        Action::Split => {
            let Some(names) = correction.detail["records"].as_array() else {
                return wrong("{\"records\": [\"0123456789abcdef/1/g1\"]}, those that leave");
            };
            let names: BTreeSet<&str> = names.iter().filter_map(Value::as_str).collect();
            let found: BTreeSet<&str> = all.iter().map(|member| member.name.as_str()).collect();
            if let Some(name) = names.difference(&found).next() {
                return Ok(Err(format!("{name} is not on ladder {ladder}")));
            }
            let moved: Vec<Member> =
                all.iter().filter(|member| names.contains(&member.name[..])).cloned().collect();
            if moved.is_empty() || moved.len() == all.len() {
                return Ok(Err("some must leave the ladder and some must stay".to_owned()));
            }
            Ok(Ok(Decision::SplitLadder(ladder, moved)))
        }
        _ => Ok(Ok(Decision::None)),
    }
}

/// All of ladder `with` comes to `ladder`.
pub(super) fn merge(
    db: &Connection,
    ladder: i64,
    with: i64,
    who: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    let reason = format!("{who} merged ladder {with} with ladder {ladder}");
    for member in members(db, with)? {
        put(db, &member, ladder, &reason, recorded_at)?;
    }
    find_as(db, ladder, with)
}

/// These become a ladder of their own, named as the first of them names it.
pub(super) fn split(
    db: &Connection,
    ladder: i64,
    moved: &[Member],
    who: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    let Some(first) = moved.first() else { return Ok(()) };
    db.prepare_cached(
        "INSERT INTO ladder (kind, name, parties, item, recorded_at)
         SELECT l.kind, m.name, l.parties, l.item, ?4 FROM ladder l
         JOIN ladder_member m ON m.reading = ?2 AND m.record = ?3 AND m.turn = 1
         WHERE l.id = ?1",
    )?
    .execute(params![ladder, first.reading, first.record, recorded_at])?;
    let new = db.last_insert_rowid();
    let reason = format!("{who} split ladder {ladder}");
    for member in moved {
        put(db, member, new, &reason, recorded_at)?;
    }
    find_as(db, new, ladder)
}

/// Where a person put what an earlier reading of the same report called by this
/// name; only a person decides twice.
pub(super) fn placed(db: &Connection, entry: &Entry, name: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT m.ladder FROM report r JOIN reading g ON g.report = r.seq
               JOIN ladder_member m ON m.reading = g.seq
               WHERE r.id = ?1 AND m.name = ?2 AND m.turn > 1
               ORDER BY m.recorded_at DESC, m.turn DESC LIMIT 1";
    let mut select = db.prepare_cached(sql)?;
    select.query_row((&entry.reading.report.id, name), |row| row.get(0)).optional()
}

/// Whether anything is on a ladder; nothing is on one that was merged away.
pub(super) fn is_alive(db: &Connection, ladder: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM ladder_member m WHERE m.ladder = ?1 AND m.turn =
                   (SELECT max(turn) FROM ladder_member
                    WHERE reading = m.reading AND record = m.record))";
    db.prepare_cached(sql)?.query_row([ladder], |row| row.get(0))
}

fn members(db: &Connection, ladder: i64) -> rusqlite::Result<Vec<Member>> {
    let sql = "SELECT m.reading, m.record, r.id || '/' || r.version || '/' || m.record
               FROM ladder_member m JOIN reading g ON g.seq = m.reading
               JOIN report r ON r.seq = g.report
               WHERE m.ladder = ?1 AND m.turn = (SELECT max(turn) FROM ladder_member
                                                 WHERE reading = m.reading AND record = m.record)
               ORDER BY m.reading, m.record";
    let mut select = db.prepare_cached(sql)?;
    let rows = select.query_map([ladder], |row| {
        Ok(Member { reading: row.get(0)?, record: row.get(1)?, name: row.get(2)? })
    })?;
    rows.collect()
}

fn kind(db: &Connection, ladder: i64) -> rusqlite::Result<String> {
    let sql = "SELECT kind FROM ladder WHERE id = ?1";
    db.prepare_cached(sql)?.query_row([ladder], |row| row.get(0))
}

fn put(
    db: &Connection,
    member: &Member,
    ladder: i64,
    reason: &str,
    recorded_at: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO ladder_member (reading, record, turn, ladder, name, subjects, quantity,
                                    reason, recorded_at)
         SELECT reading, record, turn + 1, CAST(?3 AS BIGINT), name, subjects, quantity, ?4, ?5
         FROM ladder_member WHERE reading = ?1 AND record = ?2 ORDER BY turn DESC LIMIT 1",
    )?
    .execute(params![member.reading, member.record, ladder, reason, recorded_at])?;
    Ok(())
}

/// What ladder `other` is found by finds `ladder` as well.
fn find_as(db: &Connection, ladder: i64, other: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO ladder_key (key, ladder) SELECT key, CAST(?1 AS BIGINT) FROM ladder_key
               WHERE ladder = ?2 ON CONFLICT DO NOTHING";
    db.prepare_cached(sql)?.execute([ladder, other])?;
    Ok(())
}
