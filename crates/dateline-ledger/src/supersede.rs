//! Which reading of a report counts: the last one of its newest text.

use crate::db::{Connection, OptionalExtension, Result};

/// Notes what the entry of reading `seq`, of text `version` of report `id`,
/// does to the reading that counted before. Gives the one that counts no more,
/// which may be the one that was entered.
pub(crate) fn enter(db: &Connection, seq: i64, id: &str, version: u32) -> Result<Option<i64>> {
    let sql = "SELECT g.seq, r.version FROM report r CROSS JOIN reading g ON g.report = r.seq
               WHERE r.id = ?1 AND g.seq < ?2
                 AND NOT EXISTS (SELECT 1 FROM superseded WHERE reading = g.seq)";
    let counted = db
        .prepare_cached(sql)?
        .query_row((id, seq), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)))
        .optional()?;
    let Some((before, newest)) = counted else { return Ok(None) };
    // A text that was changed since does not come back by being read anew.
    let loser = if newest > version { seq } else { before };
    db.prepare_cached("INSERT INTO superseded (reading, since) VALUES (?1, ?2)")?
        .execute((loser, seq))?;
    Ok(Some(loser))
}

/// The last `seq` that was entered at `moment` or before; 0 if none was.
/// `recorded_at` never falls from one to the next, so halving finds it.
pub(crate) fn seq_at(db: &Connection, moment: &str) -> Result<i64> {
    let mut known = 0;
    let mut after: i64 =
        db.query_row("SELECT coalesce(max(seq), 0) + 1 FROM reading", [], |row| row.get(0))?;
    let sql = "SELECT seq, recorded_at <= ?2 FROM reading WHERE seq >= ?1 ORDER BY seq LIMIT 1";
    let mut select = db.prepare_cached(sql)?;
    while known + 1 < after {
        let middle = known + (after - known) / 2;
        let next = select
            .query_row((middle, moment), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))
            .optional()?;
        match next {
            Some((seq, true)) => known = seq,
            _ => after = middle,
        }
    }
    Ok(known)
}
