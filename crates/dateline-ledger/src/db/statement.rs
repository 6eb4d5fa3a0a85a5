//! A prepared statement, and the rows that answer it.

use super::postgres::{Prepared, Session};
use super::{Params, Row};
use rusqlite::{Error, Result};

/// Something to ask or to do, with marks for values.
pub(crate) enum Statement<'c> {
    /// SQLite's, kept prepared.
    Cached(rusqlite::CachedStatement<'c>),
    /// SQLite's, for this once.
    Once(rusqlite::Statement<'c>),
    /// PostgreSQL's.
    Postgres(&'c Session, Prepared),
}

impl Statement<'_> {
    /// The rows that answer.
    pub(crate) fn query<P: Params>(&mut self, params: P) -> Result<Rows<'_>> {
        params.give(|values| match self {
            Self::Cached(statement) => statement.query(values).map(Rows::Sqlite),
            Self::Once(statement) => statement.query(values).map(Rows::Sqlite),
            Self::Postgres(db, asked) => {
                db.query(asked, values).map(|rows| Rows::Postgres(rows.into_iter()))
            }
        })
    }

    /// The first row that answers; an error if there is none.
    pub(crate) fn query_row<P: Params, T>(
        &mut self,
        params: P,
        read: impl FnOnce(&Row) -> Result<T>,
    ) -> Result<T> {
        let mut rows = self.query(params)?;
        read(&rows.next()?.ok_or(Error::QueryReturnedNoRows)?)
    }

    /// What `read` makes of each row.
    pub(crate) fn query_map<P: Params, T, F: FnMut(&Row) -> Result<T>>(
        &mut self,
        params: P,
        read: F,
    ) -> Result<Mapped<'_, F>> {
        Ok(Mapped { rows: self.query(params)?, read })
    }

    /// The rows that answer for each of several values, one list each.
    pub(crate) fn query_each<P: Params, T>(
        &mut self,
        each: impl IntoIterator<Item = P>,
        read: impl Fn(&Row) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        if let Self::Postgres(db, asked) = self {
            let all = db.query_each(asked, each)?;
            let rows = |rows: Vec<_>| rows.into_iter().map(|row| read(&Row::Postgres(row)));
            return all.into_iter().map(|one| rows(one).collect()).collect();
        }
        each.into_iter().map(|params| self.query_map(params, &read)?.collect()).collect()
    }

    /// Does it; gives how many rows it was done to.
    pub(crate) fn execute<P: Params>(&mut self, params: P) -> Result<usize> {
        params.give(|values| match self {
            Self::Cached(statement) => statement.execute(values),
            Self::Once(statement) => statement.execute(values),
            Self::Postgres(db, asked) => db.execute(asked, values),
        })
    }

    /// Does it, in a transaction at the latest when something else is asked.
    pub(crate) fn execute_soon<P: Params>(&mut self, params: P) -> Result<()> {
        params.give(|values| match self {
            Self::Cached(statement) => statement.execute(values).map(drop),
            Self::Once(statement) => statement.execute(values).map(drop),
            Self::Postgres(db, asked) => db.send_later(asked, values),
        })
    }
}

/// Rows, one after another.
pub(crate) enum Rows<'s> {
    Sqlite(rusqlite::Rows<'s>),
    Postgres(std::vec::IntoIter<tokio_postgres::Row>),
}

impl Rows<'_> {
    /// The next one.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self {
            Self::Sqlite(rows) => Ok(rows.next()?.map(Row::Sqlite)),
            Self::Postgres(rows) => Ok(rows.next().map(Row::Postgres)),
        }
    }
}

/// What is made of rows.
pub(crate) struct Mapped<'s, F> {
    rows: Rows<'s>,
    read: F,
}

impl<T, F: FnMut(&Row) -> Result<T>> Iterator for Mapped<'_, F> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Result<T>> {
        let row = self.rows.next().transpose()?;
        Some(row.and_then(|row| (self.read)(&row)))
    }
}
