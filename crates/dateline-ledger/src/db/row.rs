//! A row of an answer.

use super::postgres;
use rusqlite::Result;
use rusqlite::types::{FromSql, ValueRef};

/// One row; its columns are numbered from 0.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(tokio_postgres::Row),
}

/// The number of a column.
pub(crate) trait Column {
    fn at(self) -> usize;
}

impl Column for usize {
    fn at(self) -> usize {
        self
    }
}

impl Row<'_> {
    /// What stands in a column.
    pub(crate) fn get<C: Column, T: FromSql>(&self, column: C) -> Result<T> {
        match self {
            Self::Sqlite(row) => row.get(column.at()),
            Self::Postgres(row) => postgres::get(row, column.at()),
        }
    }

    /// The same without a copy of it.
    pub(crate) fn get_ref(&self, column: usize) -> Result<ValueRef<'_>> {
        match self {
            Self::Sqlite(row) => row.get_ref(column),
            Self::Postgres(row) => postgres::get_ref(row, column),
        }
    }
}
