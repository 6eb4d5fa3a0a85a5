//! A ledger in a database of a PostgreSQL server, in the schema `dateline`.
//!
//! Many may write at once. Whoever enters holds an advisory lock from the first
//! look until the commit: which version a text is, whose copy, and of which story
//! depends on all that was entered before.

use crate::db::{Connection, Session};
use crate::error::{LedgerError, Result};
use crate::lately::Lately;
use crate::store::Store;
use rusqlite::params;
use std::path::Path;
use std::time::Duration;

/// How long a writer waits for others before it gives up: they queue.
const PATIENCE: Duration = Duration::from_secs(60);

/// One file a version, in order; a file that was released is never edited.
const VERSIONS: &[&str] = &[include_str!("../sql/postgres/001-ledger.sql")];

/// The ledger in a database of PostgreSQL. A connection is made when it is
/// needed, and again when it was lost.
#[derive(Debug)]
pub struct PostgresLedger {
    db: Connection,
    lately: Lately,
}

impl PostgresLedger {
    /// Opens the ledger at `address` (`postgres://user@host/database`) for writing;
    /// makes its tables if they are not there.
    pub fn open(address: &str) -> Result<Self> {
        Self::open_waiting(address, PATIENCE)
    }

    /// The same, giving up on other writers after `patience`.
    pub fn open_waiting(address: &str, patience: Duration) -> Result<Self> {
        let ledger = Self::connect(address, false, patience)?;
        ledger.migrate(VERSIONS)?;
        Ok(ledger)
    }

    /// Opens the ledger at `address`, which must be there, for asking.
    pub fn open_to_read(address: &str) -> Result<Self> {
        let ledger = Self::connect(address, true, PATIENCE)?;
        match ledger.version(VERSIONS.len())? {
            0 => Err(LedgerError::Missing(ledger.db.path().to_owned())),
            version if version < VERSIONS.len() => Self::open(address),
            _ => Ok(ledger),
        }
    }

    fn connect(address: &str, read_only: bool, patience: Duration) -> Result<Self> {
        // The address may hold a password and is not told.
        let session = Session::new(address, read_only, patience)
            .map_err(|e| LedgerError::of(Path::new("postgres://…"), &e))?;
        Ok(Self { db: Connection::Postgres(Box::new(session)), lately: Lately::default() })
    }

    /// Brings the ledger up to the last of `versions`, all of it or nothing.
    fn migrate(&self, versions: &[&str]) -> Result<()> {
        let err = |e: rusqlite::Error| self.err(&e);
        if self.version(versions.len())? == versions.len() {
            return Ok(());
        }
        let change = self.db.change().map_err(err)?;
        // Again under the lock: another program may have been faster.
        let found = self.version(versions.len())?;
        for (at, sql) in versions.iter().enumerate().skip(found) {
            change.execute_batch(sql).map_err(err)?;
            let sql = "INSERT INTO ledger_version (version, migrated_at)
                       VALUES (?1, CAST(clock_timestamp() AS TEXT))";
            change.execute(sql, params![at + 1]).map_err(err)?;
        }
        change.commit().map_err(err)
    }

    /// The version of the ledger; a database without anything in it has 0.
    fn version(&self, known: usize) -> Result<usize> {
        let err = |e: rusqlite::Error| self.err(&e);
        let place = || self.db.path().to_owned();
        let yes = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, bool>(0)).map_err(err);
        if !yes("SELECT to_regclass('dateline.ledger_version') IS NOT NULL")? {
            let empty = yes("SELECT NOT EXISTS (
                                 SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                                 WHERE c.relkind IN ('r', 'p') AND n.nspname <> 'information_schema'
                                   AND n.nspname !~ '^pg_')
                             AND to_regnamespace('dateline') IS NULL")?;
            return if empty { Ok(0) } else { Err(LedgerError::NotALedger(place())) };
        }
        let sql = "SELECT coalesce(max(version), 0) FROM dateline.ledger_version";
        let found: i64 = self.db.query_row(sql, [], |row| row.get(0)).map_err(err)?;
        match usize::try_from(found) {
            Ok(version) if (1..=known).contains(&version) => Ok(version),
            _ => Err(LedgerError::Newer { path: place(), found, known: known as i64 }),
        }
    }
}

impl Store for PostgresLedger {
    fn db(&self) -> &Connection {
        &self.db
    }

    fn entering(&mut self) -> (&Connection, &mut Lately) {
        (&self.db, &mut self.lately)
    }

    fn place(&self) -> &Path {
        Path::new(self.db.path())
    }

    fn tries(&self) -> u32 {
        5
    }

    fn changes(&self) -> rusqlite::Result<i64> {
        // Each of these only grows, but for the watches that are removed.
        let sql = "SELECT (SELECT coalesce(max(seq), 0) FROM reading) * 1000003
                        + (SELECT coalesce(max(seq), 0) FROM correction) * 10007
                        + (SELECT coalesce(max(seq), 0) FROM alert) * 101
                        + (SELECT count(*) FROM alert_sent) * 7
                        + (SELECT coalesce(sum(hashtext(name)), 0)::bigint FROM watch)";
        self.db.prepare_cached(sql)?.query_row([], |row| row.get(0))
    }

    fn backup(&self, _: &Path) -> Result<()> {
        Err(LedgerError::Question(format!(
            "a ledger on PostgreSQL is backed up by pg_dump: `pg_dump --format=custom --file=FILE \
             {}`; or copy it to a file with `dateline ledger copy`",
            self.db.path()
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_understood_or_told_without_its_password() {
        for wrong in ["postgres://ada:geheim@[/x", "postgres://ada:geheim@h:port/x"] {
            let told = PostgresLedger::open(wrong).map(drop).unwrap_err().to_string();
            assert!(told.contains("postgres://USER@HOST/DATABASE"), "{told}");
            assert!(!told.contains("geheim"), "{told}");
        }
        let tls = "postgres://ada:geheim@localhost/x?sslmode=require";
        let told = PostgresLedger::open(tls).map(drop).unwrap_err().to_string();
        assert!(told.contains("TLS") && !told.contains("geheim"), "{told}");
        // Nobody listens on that port.
        let nobody = "postgres://ada:geheim@127.0.0.1:1/x";
        let told = PostgresLedger::open(nobody).map(drop).unwrap_err().to_string();
        assert!(told.contains("postgres://ada@127.0.0.1:1/x"), "{told}");
        assert!(!told.contains("geheim"), "{told}");
    }
}
