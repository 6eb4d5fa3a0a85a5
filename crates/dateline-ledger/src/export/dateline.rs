//! Our own columns: what `query` prints.

use super::table::{Cell, Column, Type, flag, integer, real, text};
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

const STORIES: &[Column] = &[
    text("id"),
    text("title"),
    integer("reports"),
    integer("texts"),
    integer("origins"),
    text("first"),
    text("last"),
];

/// A row a step; one without a step, where none is told.
const LADDERS: &[Column] = &[
    text("id"),
    text("name"),
    text("parties"),
    text("subjects"),
    integer("reports"),
    integer("origins"),
    text("stage"),
    text("status"),
    text("by"),
    text("date"),
    integer("step_reports"),
    integer("step_origins"),
    text("records"),
];

fn of(kind: Kind) -> &'static [Column] {
    match kind {
        Kind::Events => EVENTS,
        Kind::Claims => CLAIMS,
        Kind::Actors => ACTORS,
        Kind::Reports => REPORTS,
        Kind::Stories => STORIES,
        Kind::Agreements | Kind::Deliveries => LADDERS,
    }
}

pub(super) fn columns(kind: Kind) -> Vec<Column> {
    of(kind).to_vec()
}

/// What a query gives as one row, as rows of these columns.
pub(super) fn rows(kind: Kind, mut whole: Value) -> Vec<Vec<Cell>> {
    let steps = whole.get_mut("steps").and_then(Value::as_array_mut).map(std::mem::take);
    match steps {
        Some(steps) if !steps.is_empty() => {
            steps.into_iter().map(|step| row(kind, &with_step(&whole, step))).collect()
        }
        _ => vec![row(kind, &whole)],
    }
}

/// A ladder with one of its steps, whose own counts have names of their own.
fn with_step(ladder: &Value, step: Value) -> Value {
    let mut row = ladder.clone();
    let Value::Object(step) = step else { return row };
    for (name, value) in step {
        match name.as_str() {
            "reports" | "origins" => row[format!("step_{name}")] = value,
            _ => row[name] = value,
        }
    }
    row
}

fn row(kind: Kind, row: &Value) -> Vec<Cell> {
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
