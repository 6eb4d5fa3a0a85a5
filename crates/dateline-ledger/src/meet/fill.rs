//! A ledger of version 1, whose reports have never met: they do so now, in the
//! order they were entered, as if these tables had always been there.

use super::{Entry, Lately, enter, identity, voices};
use dateline_core::Reading;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};

/// Fills the tables of version 2 from what is stored.
pub(crate) fn fill(db: &Connection) -> rusqlite::Result<()> {
    let mut last = 0i64;
    let mut texts_met = 0i64;
    let mut lately = Lately::default();
    while let Some((number, report, version, recorded_at, reading)) = next(db, last)? {
        let actors = identity::of_actors(db, &reading, &recorded_at)?;
        let origins = voices::of_claims(db, &reading, &actors)?;
        for (actor, identity) in reading.actors.iter().zip(&actors) {
            db.prepare_cached("UPDATE actor SET identity = ?3 WHERE reading = ?1 AND id = ?2")?
                .execute(params![number, actor.id.to_string(), identity])?;
        }
        for (claim, origin) in reading.claims.iter().zip(&origins) {
            let within = claim.within.map(|id| id.to_string());
            db.prepare_cached(
                "UPDATE claim SET within = ?3, origin = ?4 WHERE reading = ?1 AND id = ?2",
            )?
            .execute(params![number, claim.id.to_string(), within, origin])?;
        }
        // Texts were numbered in the order of their first readings.
        let new_text = report > texts_met;
        texts_met = texts_met.max(report);
        let recorded_at = &recorded_at;
        let reading = &reading;
        let actors = &actors;
        enter(
            db,
            &Entry { report, number, version, new_text, reading, actors, recorded_at },
            &mut lately,
        )?;
        last = number;
    }
    Ok(())
}

type Stored = (i64, i64, u32, String, Reading);

/// The reading after number `last`, whole.
fn next(db: &Connection, last: i64) -> rusqlite::Result<Option<Stored>> {
    let sql = "SELECT g.seq, r.seq, r.version, g.recorded_at, g.body, r.text, r.url
               FROM reading g JOIN report r ON r.seq = g.report
               WHERE g.seq > ?1 ORDER BY g.seq LIMIT 1";
    db.prepare_cached(sql)?
        .query_row([last], |row| {
            let mut reading: Reading = serde_json::from_str(&row.get::<_, String>(4)?)
                .map_err(|e| rusqlite::Error::FromSqlConversionFailure(4, Type::Text, e.into()))?;
            reading.report.text = row.get(5)?;
            reading.report.url = row.get(6)?;
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, reading))
        })
        .optional()
}
