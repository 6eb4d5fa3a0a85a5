//! Which rows answer, in order, before anything of them is fetched.

use super::conditions::question;
use super::drive::Driver;
use super::filter::{Filter, Kind, Sort};
use crate::db::{Connection, Row, Value, params_from_iter};
use crate::error::{LedgerError, Result};
use crate::totals::BLOCK;
use std::cmp::Reverse;

/// A row that answers: what it is sorted by, and where it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    sorted: i64,
    pub(crate) reading: i64,
    /// Of the record within the reading, `3` of `e3`; 0 for a report.
    pub(crate) number: i64,
}

impl Hit {
    fn of_row(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { sorted: row.get(0)?, reading: row.get(1)?, number: row.get(2)? })
    }

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
    // PostgreSQL sends all it is asked for at once; many rows are asked for in
    // parts, of which the first is small since often few are wanted.
    if !db.is_postgres() || filter.limit.is_some() {
        return part(db, filter, kind, each);
    }
    let (mut after, mut most) = (filter.after.clone(), FIRST_PART);
    loop {
        let (mut seen, mut stopped) = (0, false);
        let asked = Filter { after: after.clone(), limit: Some(most), ..filter.clone() };
        part(db, &asked, kind, |hit| {
            seen += 1;
            after = Some(hit.cursor());
            let more = each(hit)?;
            stopped = !more;
            Ok(more)
        })?;
        if stopped || seen < most {
            return Ok(());
        }
        most = (most * 4).min(PART);
    }
}

/// Rows that are asked for together: at first, and at most.
const FIRST_PART: u32 = 100;
const PART: u32 = 10_000;

fn part(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    mut each: impl FnMut(Hit) -> Result<bool>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    filter.check(kind)?;
    let driver = Driver::choose(db, filter, kind).map_err(err)?;
    if driver.is_of_many() && filter.sort == Sort::Published {
        return for_each_of_blocks(db, filter, kind, &driver, each);
    }
    let (sql, values) = select(db, filter, kind, &driver, None)?;
    let mut select = db.prepare(&sql).map_err(err)?;
    let mut rows = select.query(params_from_iter(values)).map_err(err)?;
    while let Some(row) = rows.next().map_err(err)? {
        if !each(Hit::of_row(&row).map_err(err)?)? {
            break;
        }
    }
    Ok(())
}

/// The same where many reports have the words asked for: a block of them at a
/// time, those first that may have the latest. What a block gives is told once
/// no other block can have anything later; mostly two of them are enough.
fn for_each_of_blocks(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    driver: &Driver,
    mut each: impl FnMut(Hit) -> Result<bool>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    let sql = "SELECT block, day FROM newest ORDER BY day DESC, block DESC";
    let mut select_blocks = db.prepare_cached(sql).map_err(err)?;
    let blocks = select_blocks
        .query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
        .and_then(Iterator::collect::<rusqlite::Result<Vec<_>>>)
        .map_err(err)?;
    let (sql, mut values) = select(db, filter, kind, driver, Some(0))?;
    let mut select = db.prepare(&sql).map_err(err)?;
    let mut left = filter.limit.map_or(usize::MAX, |limit| limit as usize);
    // The first to be told stands last.
    let mut waiting: Vec<Hit> = Vec::new();
    for at in 0..=blocks.len() {
        let sure = |hit: &Hit| blocks.get(at).is_none_or(|(_, day)| hit.sorted > *day);
        while waiting.last().is_some_and(sure) {
            let Some(hit) = waiting.pop().filter(|_| left > 0) else { return Ok(()) };
            left -= 1;
            if !each(hit)? {
                return Ok(());
            }
        }
        let Some((block, _)) = blocks.get(at).filter(|_| left > 0) else { return Ok(()) };
        values.pop();
        values.push((*block).into());
        let mut rows = select.query(params_from_iter(&values)).map_err(err)?;
        while let Some(row) = rows.next().map_err(err)? {
            waiting.push(Hit::of_row(&row).map_err(err)?);
        }
        waiting.sort_by_key(|hit| (hit.sorted, hit.reading, Reverse(hit.number)));
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

/// The question for the rows of `filter`, with the values of its marks, of which
/// the last is the block of reports that is meant, if one is.
fn select(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    driver: &Driver,
    block: Option<i64>,
) -> Result<(String, Vec<Value>)> {
    let err = |e: rusqlite::Error| LedgerError::of(super::path(db), &e);
    let mut q = question(db, filter, kind, driver).map_err(err)?;
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
    let limit = q.mark(filter.limit.map_or(i64::MAX, i64::from));
    if let Some(block) = block {
        let block = q.mark(block);
        q.and(format!(
            "report_words.rowid BETWEEN {block} * {BLOCK} AND {block} * {BLOCK} + {BLOCK} - 1"
        ));
    }
    let sql = format!(
        "SELECT {sorted}, {reading}, {number} FROM {} WHERE {}
         ORDER BY {sorted} {way}, {reading} {way}, {number} LIMIT {limit}",
        q.from,
        q.conditions()
    );
    Ok((sql, q.values))
}
