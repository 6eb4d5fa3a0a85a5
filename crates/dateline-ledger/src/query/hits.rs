//! Which rows answer, in order, before anything of them is fetched.

use super::conditions::question;
use super::drive::Driver;
use super::filter::{Filter, Kind, Sort};
use crate::db::{Connection, Row, params_from_iter};
use crate::error::{LedgerError, Result};

/// A row that answers: what it is sorted by, and where it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    sorted: i64,
    pub(crate) reading: i64,
    /// Of the record within the reading, `3` of `e3`; 0 for a report.
    pub(crate) number: i64,
}

impl Hit {
    /// As a person gives it back to go on after it.
    pub(crate) fn cursor(self) -> String {
        format!("{}.{}.{}", self.sorted, self.reading, self.number)
    }

    fn of_cursor(text: &str) -> Result<Self> {
        let parts: Vec<Option<i64>> = text.split('.').map(|part| part.parse().ok()).collect();
        match parts[..] {
            [Some(sorted), Some(reading), Some(number)] => Ok(Self { sorted, reading, number }),
            _ => Err(LedgerError::Question(format!(
                "`{text}` is no cursor: take the one that stands below a page of rows"
            ))),
        }
    }
}

/// Calls `each` with every row of `kind` that answers, in order, until it says
/// `false`.
pub(crate) fn for_each(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    mut each: impl FnMut(Hit) -> Result<bool>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    let (sql, values) = select(db, filter, kind)?;
    let mut select = db.prepare(&sql).map_err(err)?;
    let mut rows = select.query(params_from_iter(values)).map_err(err)?;
    while let Some(row) = rows.next().map_err(err)? {
        let hit = |row: &Row| -> rusqlite::Result<Hit> {
            Ok(Hit { sorted: row.get(0)?, reading: row.get(1)?, number: row.get(2)? })
        };
        if !each(hit(&row).map_err(err)?)? {
            break;
        }
    }
    Ok(())
}

/// The number of a row's record within its reading.
pub(super) fn number_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Events => "CAST(substr(e.id, 2) AS INTEGER)",
        Kind::Claims => "CAST(substr(c.id, 2) AS INTEGER)",
        Kind::Actors => "CAST(substr(a.id, 2) AS INTEGER)",
        Kind::Agreements | Kind::Deliveries => "t.ladder",
        // A bare 0 would be taken for the number of a column.
        _ => "0 * g.seq",
    }
}

/// The question for the rows of `filter`, with the values of its marks.
pub(crate) fn select(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
) -> Result<(String, Vec<crate::db::Value>)> {
    filter.check(kind)?;
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    let driver = Driver::choose(db, filter, kind).map_err(err)?;
    let mut q = question(db, filter, kind, &driver).map_err(err)?;
    let number = number_of(kind);
    let row = if kind == Kind::Claims { "c" } else { "e" };
    let (day, reading) = (q.day, q.seq);
    let (sorted, way, less) = match filter.sort {
        Sort::Published => (day.to_owned(), "DESC", "<"),
        Sort::Oldest => (day.to_owned(), "ASC", ">"),
        Sort::Entered => (reading.to_owned(), "DESC", "<"),
        Sort::Happened => ("e.happened".to_owned(), "DESC", "<"),
        Sort::Confidence => (format!("CAST({row}.confidence * 1000000 AS INTEGER)"), "DESC", "<"),
    };
    if let Some(after) = filter.after.as_deref() {
        let after = Hit::of_cursor(after)?;
        let (at, seq) = (q.mark(after.sorted), q.mark(after.reading));
        let last = q.mark(after.number);
        q.and(format!(
            "{sorted} {less}= {at} AND ({sorted} {less} {at} OR {reading} {less} {seq}
             OR {reading} = {seq} AND {number} > {last})"
        ));
    }
    let limit = q.mark(filter.limit.map_or(-1, i64::from));
    let sql = format!(
        "SELECT {sorted}, {reading}, {number} FROM {} WHERE {}
         ORDER BY {sorted} {way}, {reading} {way}, {number} LIMIT {limit}",
        q.from,
        q.conditions()
    );
    Ok((sql, q.values))
}
