//! The bands of signatures as tables: which reports share keys with a text.

use crate::db::{Connection, Statement};
use std::collections::HashMap;

/// Newest reports of a band's key that are looked at: more than that share
/// only what everybody prints.
const PER_KEY: usize = 64;
/// Texts whose bands lie apart, in `copy_band_new`.
const NEW: i64 = 32_768;

/// How many of these keys other reports have.
pub(super) fn votes(db: &Connection, keys: &[i64]) -> rusqlite::Result<HashMap<i64, usize>> {
    let mut votes: HashMap<i64, usize> = HashMap::new();
    // All in the one are newer than those in the other.
    let each = || keys.iter().map(|key| [key]);
    let newer = newest(db, "copy_band_new")?.query_each(each(), |row| row.get(0))?;
    let older = newest(db, "copy_band")?.query_each(each(), |row| row.get(0))?;
    for (newer, older) in newer.into_iter().zip(older) {
        for report in newer.into_iter().chain(older).take(PER_KEY) {
            *votes.entry(report).or_default() += 1;
        }
    }
    Ok(votes)
}

/// The newest reports with a key in one of the two tables.
fn newest<'c>(db: &'c Connection, table: &str) -> rusqlite::Result<Statement<'c>> {
    // A limit in a parameter would have SQLite prepare the statement each time.
    let sql =
        format!("SELECT report FROM {table} WHERE key = ?1 ORDER BY report DESC LIMIT {PER_KEY}");
    db.prepare_cached(&sql)
}

/// Notes the keys of a text. Now and then all that are new go over to the others.
pub(super) fn add(db: &Connection, report: i64, keys: &[i64]) -> rusqlite::Result<()> {
    let mut insert =
        db.prepare_cached("INSERT INTO copy_band_new (key, report) VALUES (?1, ?2)")?;
    for key in keys {
        insert.execute((key, report))?;
    }
    if report % NEW == 0 {
        db.execute_batch(
            "INSERT INTO copy_band SELECT key, report FROM copy_band_new ORDER BY key, report;
             DELETE FROM copy_band_new;",
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn new_and_older_bands_are_found_alike() {
        let db = Connection::in_memory();
        db.execute_batch(
            "CREATE TABLE copy_band (key, report, PRIMARY KEY (key, report));
             CREATE TABLE copy_band_new (key, report, PRIMARY KEY (key, report));",
        )
        .unwrap();
        for report in NEW - 40..NEW + 40 {
            add(&db, report, &[7, report]).unwrap();
        }
        let count = |table: &str| -> i64 {
            let sql = format!("SELECT count(*) FROM {table}");
            db.query_row(&sql, [], |row| row.get(0)).unwrap()
        };
        assert_eq!((count("copy_band"), count("copy_band_new")), (82, 78));
        let found = votes(&db, &[7, NEW - 40, NEW + 39]).unwrap();
        assert_eq!(found.len(), PER_KEY + 1);
        assert_eq!((found[&(NEW + 39)], found[&(NEW - 40)]), (2, 1));
        assert!(found.contains_key(&(NEW - 24)) && !found.contains_key(&(NEW - 25)));
    }
}
