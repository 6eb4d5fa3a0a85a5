//! Actors.

use super::events::split;
use super::hits::Hit;
use crate::db::{Connection, Result};
use serde::Serialize;

/// One actor of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ActorRow {
    /// Report id, version and actor: `0123456789abcdef/1/a3`.
    pub record: String,
    /// As the report names it.
    pub name: String,
    /// What sort of thing it is.
    pub kind: String,
    /// State, or PLOVER's code for what is none.
    pub country: Option<String>,
    /// PLOVER sectors.
    pub sectors: Vec<String>,
    /// What joins it with others of its name in the whole ledger.
    pub identity: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published_at: Option<String>,
}

const SELECT: &str = "
    SELECT r.id || '/' || r.version || '/' || a.id, n.name, a.kind, a.country, a.sectors, i.key,
           r.outlet, r.published_at
    FROM actor a CROSS JOIN reading g ON g.seq = a.reading CROSS JOIN report r ON r.seq = g.report
    CROSS JOIN name n ON n.id = a.name LEFT JOIN identity i ON i.id = a.identity
    WHERE a.reading = ?1 AND a.id = 'a' || ?2";

pub(super) fn row(db: &Connection, hit: Hit) -> Result<ActorRow> {
    db.prepare_cached(SELECT)?.query_row((hit.reading, hit.number), |row| {
        Ok(ActorRow {
            record: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            country: row.get(3)?,
            sectors: split(&row.get::<_, String>(4)?),
            identity: row.get(5)?,
            outlet: row.get(6)?,
            published_at: row.get(7)?,
        })
    })
}
