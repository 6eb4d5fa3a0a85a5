//! A cell of a count, written down so that it can be opened:
//! `events?by.type=AGREE&country=ESP`.

use super::count::By;
use super::filter::{Filter, Kind};
use crate::error::{LedgerError, Result};
use serde_json::{Map, Value};
use std::fmt;
use std::str::FromStr;
use url::form_urlencoded::{Serializer, parse};

/// Which rows a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellId {
    /// What was counted.
    pub kind: Kind,
    /// Among what.
    pub filter: Filter,
    /// The cell: by what, and which value; none where it is not told.
    pub cell: Vec<(By, Option<String>)>,
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = Serializer::new(String::new());
        for (by, value) in &self.cell {
            query.append_pair(&format!("by.{}", by.as_str()), value.as_deref().unwrap_or(""));
        }
        // A filter is made of texts and numbers.
        let filter = Filter { limit: None, after: None, ..self.filter.clone() };
        let filter = serde_json::to_value(filter).map_err(|_| fmt::Error)?;
        for (name, value) in filter.as_object().into_iter().flatten() {
            match value {
                Value::String(_) if name == "sort" => {}
                Value::String(text) => _ = query.append_pair(name, text),
                other => _ = query.append_pair(name, &other.to_string()),
            }
        }
        write!(f, "{}?{}", self.kind.as_str(), query.finish())
    }
}

impl FromStr for CellId {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            LedgerError::Question(format!(
                "`{text}` is no count: take one from `dateline count --format jsonl`, such as \
                 events?by.type=AGREE"
            ))
        };
        let (kind, query) = text.split_once('?').ok_or_else(wrong)?;
        let kind = Kind::of(kind).ok_or_else(wrong)?;
        let (mut cell, mut filter) = (Vec::new(), Map::new());
        for (name, value) in parse(query.as_bytes()) {
            if let Some(by) = name.strip_prefix("by.") {
                cell.push((By::of(by, kind)?, (!value.is_empty()).then(|| value.into_owned())));
                continue;
            }
            let value = match (name.as_ref(), value.parse::<u32>()) {
                ("min_origins", Ok(number)) => Value::from(number),
                _ => Value::from(value.into_owned()),
            };
            filter.insert(name.into_owned(), value);
        }
        let filter: Filter = serde_json::from_value(Value::Object(filter)).map_err(|_| wrong())?;
        filter.check(kind)?;
        Ok(Self { kind, filter, cell })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_cell_is_written_and_read() {
        let filter = Filter {
            text: Some("\"patrol boats\" & more".to_owned()),
            min_origins: Some(2),
            limit: Some(5),
            ..Filter::default()
        };
        let cell = vec![(By::Type, Some("AGREE".to_owned())), (By::Speaker, None)];
        let id = CellId { kind: Kind::Events, filter, cell };
        let text = id.to_string();
        assert!(text.starts_with("events?by.type=AGREE&by.speaker=&text=%22patrol"), "{text}");
        let read: CellId = text.parse().unwrap();
        assert_eq!((read.filter.text.clone(), read.filter.limit), (id.filter.text, None));
        assert_eq!(read.cell, id.cell);
        for wrong in ["events", "ladies?by.type=AGREE", "events?by.shoe=9", "events?type=agree"] {
            wrong.parse::<CellId>().unwrap_err();
        }
    }
}
