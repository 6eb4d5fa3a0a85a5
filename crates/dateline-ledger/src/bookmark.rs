//! How far inputs were read. A bookmark is written in the transaction that
//! enters the reading it stands behind, so that it can neither run ahead of the
//! ledger nor fall behind it.

use crate::db::{Connection, Result};
use crate::enter::now;

/// How far an input was read. What stands in it is for whoever reads inputs; the
/// ledger only keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// The input: a path.
    pub input: String,
    /// How the input was then: whoever finds it otherwise begins again.
    pub state: String,
    /// Where the last record stands that is entered.
    pub place: String,
}

pub(crate) fn write(db: &Connection, mark: &Bookmark) -> Result<()> {
    let sql = "INSERT INTO bookmark (input, state, place, recorded_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (input) DO UPDATE SET state = excluded.state, place = excluded.place,
                                                 recorded_at = excluded.recorded_at";
    let row = (&mark.input, &mark.state, &mark.place, now(db)?);
    db.prepare_cached(sql)?.execute(row).map(|_| ())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Bookmark>> {
    let mut select = db.prepare_cached("SELECT input, state, place FROM bookmark")?;
    let rows = select.query_map([], |row| {
        Ok(Bookmark { input: row.get(0)?, state: row.get(1)?, place: row.get(2)? })
    })?;
    rows.collect()
}

pub(crate) fn remove(db: &Connection, inputs: &[String]) -> Result<()> {
    let change = db.change()?;
    for input in inputs {
        change.prepare_cached("DELETE FROM bookmark WHERE input = ?1")?.execute([input])?;
    }
    change.commit()
}
