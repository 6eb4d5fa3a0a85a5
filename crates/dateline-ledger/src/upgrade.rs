//! What new versions of the schema need beside their SQL: rows of what was
//! entered before.

use crate::db::{Connection, Result};
use crate::lately::Lately;
use crate::ready::Ready;
use crate::totals::{Totals, cells};
use crate::{enter, index, meet, query};

/// Fills what is new to a ledger of version `found`, once the SQL of every
/// version has run. The tables are then those of today, so each reading is
/// indexed and met as if it were entered now.
pub(crate) fn fill(db: &Connection, found: usize) -> Result<()> {
    match found {
        0 => Ok(()),
        1 | 2 => enter_again(db, found),
        3 => sum_up(db),
        _ => Ok(()),
    }
}

/// Rows of records were other ones then; they are made of the readings.
fn enter_again(db: &Connection, found: usize) -> Result<()> {
    db.execute_batch(
        "DELETE FROM event_party; DELETE FROM event; DELETE FROM claim; DELETE FROM actor",
    )?;
    let sql = "SELECT g.seq, r.seq, r.version, g.recorded_at
               FROM reading g JOIN report r ON r.seq = g.report ORDER BY g.seq";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut texts_met = 0i64;
    let mut lately = Lately::default();
    while let Some(row) = rows.next()? {
        let (number, report): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (version, recorded_at): (u32, String) = (row.get(2)?, row.get(3)?);
        let ready = Ready::new(query::reading_at(db, number)?);
        let reading = &*ready.reading;
        enter::add_up(db, number, report, &ready, version, &mut lately)?;
        let actors = meet::identity::of_actors(db, reading, &recorded_at)?;
        index::add(db, number, reading, &actors, &recorded_at, &mut lately)?;
        if found < 2 {
            // Texts were numbered in the order of their first readings.
            let new_text = report > texts_met;
            texts_met = texts_met.max(report);
            let (ready, actors, recorded_at) = (&ready, &actors[..], &recorded_at[..]);
            let entry = meet::Entry {
                report,
                number,
                version,
                new_text,
                ready,
                reading,
                actors,
                recorded_at,
            };
            meet::enter(db, &entry, &mut lately)?;
        }
        lately.write(db)?;
    }
    db.execute_batch("INSERT INTO report_words (report_words) VALUES ('rebuild')")
}

/// Version 3 had all rows, but no totals of them.
fn sum_up(db: &Connection) -> Result<()> {
    let sql = "SELECT g.seq, g.report, g.day, s.reading IS NULL
               FROM reading g LEFT JOIN superseded s ON s.reading = g.seq";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut totals = Totals::default();
    while let Some(row) = rows.next()? {
        totals.published(row.get(1)?, row.get(2)?);
        if row.get(3)? {
            totals.add(&cells(&query::reading_at(db, row.get(0)?)?), 1);
        }
    }
    totals.write(db)
}
