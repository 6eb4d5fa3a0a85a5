//! The database a ledger lies in, as the rest of this crate speaks to it.
//!
//! Types and methods are called as rusqlite calls them, and values are
//! rusqlite's, so that whoever reads a question to the ledger need not know
//! which database answers it.

mod params;
mod row;
mod statement;

pub(crate) use params::{Params, params_from_iter};
pub(crate) use row::Row;
pub(crate) use rusqlite::types::{Type, Value};
pub(crate) use rusqlite::{OptionalExtension, Result, ToSql, params};
pub(crate) use statement::Statement;

use std::cell::Cell;
use std::ops::Deref;

/// A connection to a database.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
}

impl Connection {
    /// A statement that stays prepared for the next time.
    pub(crate) fn prepare_cached(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(db) => db.prepare_cached(sql).map(Statement::Cached),
        }
    }

    /// A statement that is made for this once.
    pub(crate) fn prepare(&self, sql: &str) -> Result<Statement<'_>> {
        match self {
            Self::Sqlite(db) => db.prepare(sql).map(Statement::Once),
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
        }
    }

    /// The number that the row was given which this connection added last.
    pub(crate) fn last_insert_rowid(&self) -> i64 {
        match self {
            Self::Sqlite(db) => db.last_insert_rowid(),
        }
    }

    /// Where the database lies, for errors.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::Sqlite(db) => db.path().unwrap_or_default(),
        }
    }

    /// Begins a change that no other writer comes between. What is not committed
    /// has not happened.
    pub(crate) fn change(&self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(db) => db.execute_batch("BEGIN IMMEDIATE")?,
        }
        Ok(Transaction { db: self, open: Cell::new(true) })
    }

    /// Begins a look at the ledger as it is now, whatever others enter meanwhile.
    pub(crate) fn view(&self) -> Result<Transaction<'_>> {
        match self {
            Self::Sqlite(db) => db.execute_batch("BEGIN")?,
        }
        Ok(Transaction { db: self, open: Cell::new(true) })
    }

    /// A database that is gone with the connection.
    #[cfg(test)]
    pub(crate) fn in_memory() -> Self {
        #[allow(clippy::unwrap_used)]
        Self::Sqlite(rusqlite::Connection::open_in_memory().unwrap())
    }

    /// SQLite's own connection, for what only it can do.
    pub(crate) fn sqlite(&self) -> &rusqlite::Connection {
        match self {
            Self::Sqlite(db) => db,
        }
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
        self.db.execute_batch("COMMIT")?;
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
            // Where that fails, the database has rolled back by itself.
            let _ = self.db.execute_batch("ROLLBACK");
        }
    }
}
