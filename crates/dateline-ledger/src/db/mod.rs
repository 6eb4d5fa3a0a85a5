//! The database a ledger lies in, as the rest of this crate speaks to it.
//!
//! Types and methods are called as rusqlite calls them, and values are
//! rusqlite's, so that whoever reads a question to the ledger need not know
//! which database answers it.

mod params;
mod postgres;
mod row;
mod statement;

pub(crate) use params::{Params, params_from_iter};
pub(crate) use postgres::words::{folded, snippet};
pub(crate) use row::Row;
pub(crate) use rusqlite::types::{Type, Value};
pub(crate) use rusqlite::{OptionalExtension, Result, ToSql, params};
pub(crate) use statement::Statement;

pub(crate) use postgres::{Session, Trouble};
use std::cell::Cell;
use std::ops::Deref;
use tokio_postgres::error::SqlState;

/// A connection to a database.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Box<Session>),
}

impl Connection {
    /// A statement that stays prepared for the next time.
    pub(crate) fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(db) => db.prepare_cached(sql).map(Statement::Cached),
            Self::Postgres(db) => Ok(Statement::Postgres(db, db.prepare(sql, true)?)),
        }
    }

    /// A statement that is made for this once.
    pub(crate) fn prepare(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(db) => db.prepare(sql).map(Statement::Once),
            Self::Postgres(db) => Ok(Statement::Postgres(db, db.prepare(sql, false)?)),
        }
    }

    /// The first row of an answer.
    pub(crate) fn query_row<P: Params, T>(
        &self,
        sql: &str,
        params: P,
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<T> {
        self.prepare(sql)?.query_row(params, read)
    }

    /// Does one thing; gives how many rows it was done to.
    pub(crate) fn execute<P: Params>(&self, sql: &str, params: P) -> Result<usize> {
        self.prepare(sql)?.execute(params)
    }

    /// Does several things, told without values.
    pub(crate) fn execute_batch(&self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(db) => db.execute_batch(sql),
            Self::Postgres(db) => db.batch(sql),
        }
    }

    /// The number that the row was given which this connection added last.
    pub(crate) fn last_insert_rowid(&self) -> i64 {
        match self {
            Self::Sqlite(db) => db.last_insert_rowid(),
            Self::Postgres(db) => db.last(),
        }
    }

    /// Where the database lies, for errors.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Sqlite(db) => db.path().unwrap_or_default(),
            Self::Postgres(db) => db.name(),
        }
    }

    /// Begins a change that no other writer comes between. What is not committed
    /// has not happened.
    pub(crate) fn change(&self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(db) => db.execute_batch("BEGIN IMMEDIATE")?,
            Self::Postgres(db) => db.change()?,
        }
        Ok(Transaction { db: self, open: Cell::new(true) })
    }

    /// Begins a look at the ledger as it is now, whatever others enter meanwhile.
    pub(crate) fn view(&self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(db) => db.execute_batch("BEGIN")?,
            Self::Postgres(db) => db.view()?,
        }
        Ok(Transaction { db: self, open: Cell::new(true) })
    }

    /// A database that is gone with the connection.
    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        #[allow(clippy::unwrap_used)]
        Self::Sqlite(rusqlite::Connection::open_in_memory().unwrap())
    }

    /// Asks for the time by the database's clock, UTC, but never for one before
    /// that of the last reading.
    pub(crate) fn clock(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => {
                "SELECT max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), coalesce(
                     (SELECT recorded_at FROM reading ORDER BY seq DESC LIMIT 1), ''))"
            }
            Self::Postgres(_) => {
                r#"SELECT greatest(
                     to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                     (SELECT recorded_at FROM reading ORDER BY seq DESC LIMIT 1))"#
            }
        }
    }

    /// Asks for 32 bytes that nobody can guess, in hexadecimal.
    pub(crate) fn random(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "SELECT lower(hex(randomblob(32)))",
            Self::Postgres(_) => {
                "SELECT encode(sha256(CAST(gen_random_uuid()::text || gen_random_uuid()::text ||
                                           gen_random_uuid()::text AS BYTEA)), 'hex')"
            }
        }
    }

    /// Whether a change failed only because others made one at the same time.
    pub(crate) fn came_between(&self, error: &rusqlite::Error) -> bool {
        self.is_postgres()
            && state(error).is_some_and(|state| {
                [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED]
                    .contains(state)
            })
    }

    /// Whether this is PostgreSQL.
    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}

/// A transaction: what is done through it happens together or not at all.
pub(crate) struct Transaction<'c> {
    db: &'c Connection,
    open: Cell<bool>,
}

impl Transaction<'_> {
    /// Makes it happen.
    pub(crate) fn commit(self) -> Result<()> {
        match self.db {
            Connection::Sqlite(db) => db.execute_batch("COMMIT")?,
            Connection::Postgres(db) => db.commit()?,
        }
        self.open.set(false);
        Ok(())
    }
}

impl Deref for Transaction<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.db
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        if self.open.get() {
            match self.db {
                // Where that fails, the database has rolled back by itself.
                Connection::Sqlite(db) => _ = db.execute_batch("ROLLBACK"),
                Connection::Postgres(db) => db.roll_back(),
            }
        }
    }
}

/// PostgreSQL's error, if it is one.
pub(crate) fn of_postgres(error: &rusqlite::Error) -> Option<&tokio_postgres::Error> {
    match error {
        rusqlite::Error::UserFunctionError(error) => error.downcast_ref(),
        _ => None,
    }
}

/// What PostgreSQL calls what went wrong.
pub(crate) fn state(error: &rusqlite::Error) -> Option<&SqlState> {
    of_postgres(error)?.code()
}
