//! What new versions of the schema need beside their SQL: rows of what was
//! entered before.

use crate::{index, query, supersede};
use rusqlite::{Connection, Result};

/// Fills what is new to a ledger of version `found`, once the SQL of every
/// version has run. The tables are those of today, so later versions come
/// first: they make what there was like what is entered today.
pub(crate) fn fill(db: &Connection, found: usize) -> Result<()> {
    if found < 3 {
        to_3(db)?;
    }
    Ok(())
}

/// Places instead of words, names, days, and which readings count.
fn to_3(db: &Connection) -> Result<()> {
    let sql = "SELECT g.seq, r.id, r.version FROM reading g JOIN report r ON r.seq = g.report
               ORDER BY g.seq";
    let mut select = db.prepare(sql)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let seq = row.get(0)?;
        supersede::enter(db, seq, &row.get::<_, String>(1)?, row.get(2)?)?;
        index::add(db, seq, &query::reading_at(db, seq)?)?;
    }
    drop(rows);
    db.execute_batch("INSERT INTO report_words (report_words) VALUES ('rebuild')")
}
