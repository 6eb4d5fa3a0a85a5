//! Our own columns: what `query` prints.

use super::table::{Cell, Column, Type, flag, integer, real, text};
use crate::error::{LedgerError, Result};
use crate::query::Kind;
use serde_json::Value;

const EVENTS: &[Column] = &[
    text("record"),
    text("type"),
    text("modes"),
    text("contexts"),
    text("cameo"),
    text("status"),
    flag("historical"),
    text("actors"),
    text("recipients"),
    text("date_start"),
    text("date_end"),
    text("place"),
    text("country"),
    text("claim"),
    text("speaker"),
    text("certainty"),
    text("sentence"),
    real("confidence"),
    text("outlet"),
    text("published_at"),
];

const CLAIMS: &[Column] = &[
    text("record"),
    text("speaker"),
    text("speaker_kind"),
    text("country"),
    text("stance"),
    text("certainty"),
    text("polarity"),
    text("content"),
    real("confidence"),
    text("outlet"),
    text("published_at"),
];

const ACTORS: &[Column] = &[
    text("record"),
    text("name"),
    text("kind"),
    text("country"),
    text("sectors"),
    text("identity"),
    text("outlet"),
    text("published_at"),
];

const REPORTS: &[Column] = &[
    text("id"),
    integer("version"),
    text("url"),
    text("outlet"),
    text("title"),
    text("published_at"),
    text("language"),
    integer("claims"),
    integer("events"),
    text("recorded_at"),
];

fn of(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Events => EVENTS,
        Kind::Claims => CLAIMS,
        Kind::Actors => ACTORS,
        Kind::Reports => REPORTS,
        _ => &[],
    }
}

pub(super) fn columns(kind: Kind) -> Result<Vec<Column>> {
    match of(kind) {
        [] => Err(LedgerError::Question(format!(
            "{} are not exported: write one of events, claims, actors, reports",
            kind.as_str()
        ))),
        columns => Ok(columns.to_vec()),
    }
}

/// A row as a query gives it, under these columns.
pub(super) fn row(kind: Kind, row: Value) -> Vec<Cell> {
    let cell = |column: &Column| match (column.of, row.get(column.name)) {
        (Type::Text, Some(Value::String(text))) => Cell::from(text.as_str()),
        (Type::Text, Some(Value::Array(items))) => {
            Cell::list(items.iter().filter_map(Value::as_str), "; ")
        }
        (Type::Integer, Some(value)) => Cell::from(value.as_i64()),
        (Type::Real, Some(value)) => Cell::from(value.as_f64()),
        (Type::Flag, Some(Value::Bool(yes))) => Cell::Flag(*yes),
        _ => Cell::Empty,
    };
    of(kind).iter().map(cell).collect()
}
