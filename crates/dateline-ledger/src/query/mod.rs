//! Questions to the ledger. Only readings that count are asked: the last of the
//! newest text, or what that was at `as_of`.

mod actors;
mod cell;
mod claims;
mod conditions;
mod count;
mod drive;
mod events;
mod filter;
mod hits;
mod ladders;
mod names;
mod reports;
mod stories;
mod sums;

pub use actors::ActorRow;
pub use cell::CellId;
pub use claims::ClaimRow;
pub(crate) use conditions::moment;
pub(crate) use conditions::question;
pub use count::{By, Cell, Measures};
pub(crate) use count::{count, in_cell};
pub(crate) use drive::Driver;
pub use events::EventRow;
pub use filter::{Filter, Kind, Sort};
pub(crate) use ladders::ladders;
pub use ladders::{LadderRow, LadderStep};
pub(crate) use names::like;
pub use reports::ReportRow;
pub(crate) use reports::{reading, reading_at, reading_of};
pub use stories::StoryRow;
pub(crate) use stories::stories;

use crate::db::Connection;
use crate::error::{LedgerError, Result};
use hits::Hit;
pub(crate) use hits::for_each;
use serde::Serialize;
use serde_json::Value;
use std::path::Path;

/// Rows that answer, and where the next page begins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// What `Filter::after` takes to go on; none if these are all.
    pub next: Option<String>,
}

/// The page of `kind` that `filter` asks for; `row` fetches one row.
fn page<T>(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    row: impl Fn(&Connection, Hit) -> rusqlite::Result<T>,
) -> Result<Page<T>> {
    let mut hits = Vec::new();
    // One more tells whether there is another page.
    let limit = filter.limit.map(|limit| limit.saturating_add(1));
    hits::for_each(db, &Filter { limit, ..filter.clone() }, kind, |hit| {
        hits.push(hit);
        Ok(true)
    })?;
    let most = filter.limit.map_or(usize::MAX, |limit| limit as usize);
    let more = hits.len() > most;
    hits.truncate(most);
    let next = if more { hits.last().map(|hit| hit.cursor()) } else { None };
    let rows = hits.into_iter().map(|hit| row(db, hit)).collect::<rusqlite::Result<_>>();
    Ok(Page { rows: rows.map_err(|e| LedgerError::of(path(db), &e))?, next })
}

/// Calls `each` with every row of `kind` that answers, in order, as JSON, and
/// the number of its reading; 0 for what stands over several.
pub(crate) fn for_each_row(
    db: &Connection,
    filter: &Filter,
    kind: Kind,
    mut each: impl FnMut(i64, Value) -> Result<()>,
) -> Result<()> {
    let err = |e: rusqlite::Error| LedgerError::of(path(db), &e);
    let mut left = filter.limit.unwrap_or(u32::MAX);
    let mut over_several = |row: serde_json::Result<Value>| {
        if left == 0 {
            return Ok(false);
        }
        left -= 1;
        each(0, row.unwrap_or_default()).map(|()| true)
    };
    match kind {
        Kind::Stories => {
            return stories::for_each_story(db, filter, |row| {
                over_several(serde_json::to_value(row))
            });
        }
        Kind::Agreements | Kind::Deliveries => {
            return ladders::for_each_ladder(db, filter, kind, |row| {
                over_several(serde_json::to_value(row))
            });
        }
        _ => {}
    }
    for_each(db, filter, kind, |hit| {
        let row = match kind {
            Kind::Events => serde_json::to_value(events::row(db, hit).map_err(err)?),
            Kind::Claims => serde_json::to_value(claims::row(db, hit).map_err(err)?),
            Kind::Actors => serde_json::to_value(actors::row(db, hit).map_err(err)?),
            _ => serde_json::to_value(reports::row(db, hit).map_err(err)?.0),
        };
        // Rows are texts and numbers.
        each(hit.reading, row.unwrap_or_default()).map(|()| true)
    })
}

pub(crate) fn reports(db: &Connection, filter: &Filter) -> Result<Page<ReportRow>> {
    let Page { mut rows, next } = page(db, filter, Kind::Reports, reports::row)?;
    if let Some(words) = filter.text.as_deref().map(names::search) {
        reports::highlight(db, &words, &mut rows).map_err(|e| LedgerError::of(path(db), &e))?;
    }
    Ok(Page { rows: rows.into_iter().map(|(row, _)| row).collect(), next })
}

pub(crate) fn events(db: &Connection, filter: &Filter) -> Result<Page<EventRow>> {
    page(db, filter, Kind::Events, events::row)
}

pub(crate) fn claims(db: &Connection, filter: &Filter) -> Result<Page<ClaimRow>> {
    page(db, filter, Kind::Claims, claims::row)
}

pub(crate) fn actors(db: &Connection, filter: &Filter) -> Result<Page<ActorRow>> {
    page(db, filter, Kind::Actors, actors::row)
}

/// Where the database lies, for errors.
pub(crate) fn path(db: &Connection) -> &Path {
    Path::new(db.path())
}
