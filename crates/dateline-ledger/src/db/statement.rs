//! A prepared statement, and the rows that answer it.

use super::{Params, Row};
use rusqlite::{Error, Result};

/// Something to ask or to do, with marks for values.
pub(crate) enum Statement<'c> {
    /// SQLite's, kept prepared.
    Cached(rusqlite::CachedStatement<'c>),
    /// SQLite's, for this once.
    Once(rusqlite::Statement<'c>),
}

impl Statement<'_> {
    /// The rows that answer.
    pub(crate) fn query<P: Params>(&mut self, params: P) -> Result<Rows<'_>> {
        params.give(|values| match self {
            Self::Cached(statement) => statement.query(values).map(Rows::Sqlite),
            Self::Once(statement) => statement.query(values).map(Rows::Sqlite),
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

    /// Does it; gives how many rows it was done to.
    pub(crate) fn execute<P: Params>(&mut self, params: P) -> Result<usize> {
        params.give(|values| match self {
            Self::Cached(statement) => statement.execute(values),
            Self::Once(statement) => statement.execute(values),
        })
    }
}

/// Rows, one after another.
pub(crate) enum Rows<'s> {
    Sqlite(rusqlite::Rows<'s>),
}

impl Rows<'_> {
    /// The next one.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>> {
        match self {
            Self::Sqlite(rows) => Ok(rows.next()?.map(Row::Sqlite)),
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
