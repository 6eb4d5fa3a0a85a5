//! One answer in three forms: the page, JSON, CSV.

use crate::problem::Problem;
use crate::visitor::Visitor;
use crate::wanted::Wanted;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use dateline_ledger::Page;
use maud::Markup;
use serde::Serialize;
use serde_json::Value;

/// Rows of a table, and where the next ones are.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Rows<T> {
    pub(crate) rows: Vec<T>,
    /// The address of the next page.
    pub(crate) next: Option<String>,
}

impl<T: Serialize> Rows<T> {
    /// A page of rows, with the address of the one behind it.
    pub(crate) fn of(page: Page<T>, visitor: &Visitor) -> Self {
        Self { rows: page.rows, next: page.next.map(|after| next(visitor, &after)) }
    }

    /// The rows in the form that is wanted.
    pub(crate) fn answer(
        &self,
        visitor: &Visitor,
        columns: &[&str],
        page: impl FnOnce(&Self) -> Markup,
    ) -> Result<Response, Problem> {
        let mut response = match visitor.wanted {
            Wanted::Html => page(self).into_response(),
            Wanted::Json => json(self)?,
            Wanted::Csv => csv(columns, &self.rows)?,
        };
        let link = self.next.as_ref().map(|next| format!("<{next}>; rel=\"next\""));
        if let Some(Ok(link)) = link.map(HeaderValue::try_from) {
            response.headers_mut().insert(header::LINK, link);
        }
        Ok(response)
    }
}

/// The address of this page, after the row `after`.
fn next(visitor: &Visitor, after: &str) -> String {
    let (path, query) = visitor.here.split_once('?').unwrap_or((&visitor.here, ""));
    let ending = match visitor.wanted {
        Wanted::Html => "",
        Wanted::Json => ".json",
        Wanted::Csv => ".csv",
    };
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    let kept = url::form_urlencoded::parse(query.as_bytes());
    pairs.extend_pairs(kept.filter(|(name, value)| name != "after" && !value.is_empty()));
    let query = pairs.append_pair("after", after).finish();
    format!("{path}{ending}?{query}")
}

/// One thing in the form that is wanted; it has no rows, so CSV is refused.
pub(crate) fn one<T: Serialize>(
    visitor: &Visitor,
    thing: &T,
    page: impl FnOnce() -> Markup,
) -> Result<Response, Problem> {
    match visitor.wanted {
        Wanted::Html => Ok(page().into_response()),
        Wanted::Json => json(thing),
        Wanted::Csv => Err(no_rows()),
    }
}

/// Why there is no CSV.
pub(crate) fn no_rows() -> Problem {
    Problem::Missing("this has no rows, so there is no CSV of it: ask for JSON".to_owned())
}

pub(crate) fn json<T: Serialize>(thing: &T) -> Result<Response, Problem> {
    let body = serde_json::to_vec(thing).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// Rows as CSV, with these columns.
pub(crate) fn csv<T: Serialize>(columns: &[&str], rows: &[T]) -> Result<Response, Problem> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(columns).map_err(Problem::broken)?;
    for row in rows {
        let row = serde_json::to_value(row).map_err(Problem::broken)?;
        let cells = columns.iter().map(|column| cell(row.get(column)));
        out.write_record(cells).map_err(Problem::broken)?;
    }
    let body = out.into_inner().map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], body).into_response())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text),
        Some(Value::Array(items)) => {
            harmless(&items.iter().map(|item| cell(Some(item))).collect::<Vec<_>>().join("; "))
        }
        Some(other) => other.to_string(),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe before
/// it, as spreadsheets write such text themselves.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cell = |text: &str| super::cell(Some(&Value::from(text)));
        assert_eq!(cell("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(cell("plain = text"), "plain = text");
        assert_eq!(super::cell(Some(&Value::from(-3))), "-3");
        assert_eq!(super::cell(Some(&serde_json::json!(["a", "b"]))), "a; b");
    }
}
