//! Columns and cells, whatever they are written as.

use serde::Serialize;
use serde_json::Value;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Yes or no.
    Flag,
    /// Lists and objects; in formats without them, JSON.
    Json,
}

/// A column of a layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Column {
    /// As the layout calls it.
    pub name: &'static str,
    /// What it holds; any cell may be empty.
    #[serde(rename = "type")]
    pub of: Type,
}

pub(super) const fn text(name: &'static str) -> Column {
    Column { name, of: Type::Text }
}

pub(super) const fn integer(name: &'static str) -> Column {
    Column { name, of: Type::Integer }
}

pub(super) const fn real(name: &'static str) -> Column {
    Column { name, of: Type::Real }
}

pub(super) const fn flag(name: &'static str) -> Column {
    Column { name, of: Type::Flag }
}

pub(super) const fn json(name: &'static str) -> Column {
    Column { name, of: Type::Json }
}

/// What stands in a row under a column; of that column's type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Real(f64),
    Flag(bool),
    Json(Value),
}

impl Cell {
    pub(super) fn list(items: impl IntoIterator<Item = impl AsRef<str>>, between: &str) -> Self {
        let items: Vec<_> = items.into_iter().collect();
        let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
        Cell::from(items.join(between))
    }

    /// For formats of text.
    pub(super) fn to_text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Flag(yes) => yes.to_string(),
            Cell::Json(value) => value.to_string(),
        }
    }

    pub(super) fn into_json(self) -> Value {
        match self {
            Cell::Empty => Value::Null,
            Cell::Text(text) => text.into(),
            Cell::Integer(number) => number.into(),
            Cell::Real(number) => number.into(),
            Cell::Flag(yes) => yes.into(),
            Cell::Json(value) => value,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Integer(number)
    }
}

impl From<f32> for Cell {
    /// As it is written in decimals: 2.5, not what a wider number makes of .1.
    fn from(number: f32) -> Self {
        Cell::Real(number.to_string().parse().unwrap_or_else(|_| f64::from(number)))
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Real(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Empty, Into::into)
    }
}
