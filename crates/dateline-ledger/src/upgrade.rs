//! What new versions of the schema need beside their SQL: rows of what was
//! entered before.

use crate::db::{Connection, Result};
use crate::meet::{self, Lately};
use crate::{index, query, supersede};

/// Fills what is new to a ledger of version `found`, once the SQL of every
/// version has run. The tables are then those of today, so each reading is
/// indexed and met as if it were entered now.
pub(crate) fn fill(db: &Connection, found: usize) -> Result<()> {
    if found == 0 || found >= 3 {
        return Ok(());
    }
    let sql = "SELECT g.seq, r.seq, r.id, r.version, g.recorded_at
               FROM reading g JOIN report r ON r.seq = g.report ORDER BY g.seq";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    let mut texts_met = 0i64;
    let mut lately = Lately::default();
    while let Some(row) = rows.next()? {
        let (number, report): (i64, i64) = (row.get(0)?, row.get(1)?);
        let (id, version, recorded_at): (String, u32, String) =
            (row.get(2)?, row.get(3)?, row.get(4)?);
        supersede::enter(db, number, &id, version)?;
        let reading = query::reading_at(db, number)?;
        let actors = meet::identity::of_actors(db, &reading, &recorded_at)?;
        index::add(db, number, &reading, &actors, &recorded_at)?;
        if found < 2 {
            // Texts were numbered in the order of their first readings.
            let new_text = report > texts_met;
            texts_met = texts_met.max(report);
            let (reading, actors, recorded_at) = (&reading, &actors[..], &recorded_at[..]);
            let entry =
                meet::Entry { report, number, version, new_text, reading, actors, recorded_at };
            meet::enter(db, &entry, &mut lately)?;
        }
    }
    db.execute_batch("INSERT INTO report_words (report_words) VALUES ('rebuild')")
}
