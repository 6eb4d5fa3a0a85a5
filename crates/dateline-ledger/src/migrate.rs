//! The versions of the schema, and the way from each to the next.

use crate::db::Connection;
use crate::error::{LedgerError, Result};
use std::path::Path;

/// One file a version, in order; a file that was released is never edited.
pub(crate) const VERSIONS: &[&str] = &[
    include_str!("../sql/001-ledger.sql"),
    include_str!("../sql/002-meet.sql"),
    include_str!("../sql/003-ask.sql"),
    include_str!("../sql/004-totals.sql"),
    include_str!("../sql/005-bookmarks.sql"),
    include_str!("../sql/006-bands.sql"),
];

/// Stands in the header of every ledger, so that another program's database is
/// not taken for one: "DtLn".
const APPLICATION: i64 = 0x4474_4C6E;

/// Brings the database up to the last of `versions`, in one transaction: a
/// crash in between leaves it as it was. `fill` does what SQL cannot, told the
/// version that was found.
pub(crate) fn migrate(
    db: &Connection,
    path: &Path,
    versions: &[&str],
    fill: impl Fn(&Connection, usize) -> rusqlite::Result<()>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(path, &e);
    if check_version(db, path, versions.len())? == versions.len() {
        return Ok(());
    }
    let change = db.change().map_err(err)?;
    // Again under the lock: another program may have been faster.
    let found = check_version(&change, path, versions.len())?;
    for sql in &versions[found..] {
        change.execute_batch(sql).map_err(err)?;
    }
    fill(&change, found).map_err(err)?;
    let marks =
        format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}", versions.len());
    change.execute_batch(&marks).map_err(err)?;
    change.commit().map_err(err)
}

/// The version of the database; an empty one has 0.
pub(crate) fn check_version(db: &Connection, path: &Path, known: usize) -> Result<usize> {
    let err = |e: rusqlite::Error| LedgerError::of(path, &e);
    let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(err);
    let found = number("PRAGMA user_version")?;
    let ours = number("PRAGMA application_id")? == APPLICATION;
    let empty = number("SELECT count(*) FROM sqlite_schema")? == 0;
    match usize::try_from(found) {
        Ok(0) if empty && !ours => Ok(0),
        _ if !ours => Err(LedgerError::NotALedger(path.display().to_string())),
        Ok(version) if (1..=known).contains(&version) => Ok(version),
        _ => {
            Err(LedgerError::Newer { path: path.display().to_string(), found, known: known as i64 })
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NEXT: &str = "ALTER TABLE correction ADD COLUMN why TEXT;";

    fn nothing(_: &Connection, _: usize) -> rusqlite::Result<()> {
        Ok(())
    }

    #[test]
    fn a_newer_ledger_is_left_to_newer_programs() {
        let (db, path) = (Connection::in_memory(), Path::new("l.db"));
        let longer = [VERSIONS[0], NEXT];
        migrate(&db, path, &longer, nothing).unwrap();
        migrate(&db, path, &longer, nothing).unwrap();
        assert_eq!(check_version(&db, path, 2).unwrap(), 2);
        let older = migrate(&db, path, &VERSIONS[..1], nothing).unwrap_err();
        assert!(matches!(older, LedgerError::Newer { found: 2, known: 1, .. }), "{older}");
    }

    #[test]
    fn a_failing_step_leaves_the_ledger_as_it_was() {
        let (db, path) = (Connection::in_memory(), Path::new("l.db"));
        migrate(&db, path, &VERSIONS[..1], nothing).unwrap();
        let broken = [VERSIONS[0], NEXT, "ALTER TABLE nowhere ADD COLUMN x;"];
        migrate(&db, path, &broken, nothing).unwrap_err();
        let failing = |_: &Connection, _| Err(rusqlite::Error::InvalidQuery);
        migrate(&db, path, &broken[..2], failing).unwrap_err();
        assert_eq!(check_version(&db, path, 3).unwrap(), 1);
        assert!(db.prepare("SELECT why FROM correction").is_err(), "rolled back");
    }
}
