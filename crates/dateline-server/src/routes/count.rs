//! Counting: how many of what, by what.

use crate::answer::Rows;
use crate::app::App;
use crate::asked::{CountAsked, filter_with};
use crate::problem::Problem;
use crate::view::text::{count, first_words};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{By, Cell, Filter, Kind, Ledger, Measures};
use maud::{Markup, html};
use serde_json::{Map, Value};
use std::sync::Arc;

/// What can be counted here.
pub(crate) const COUNTED: &[Kind] = &[Kind::Events, Kind::Claims, Kind::Reports, Kind::Actors];
/// The most rows that are shown.
const SHOWN: usize = 500;

/// What is counted, from the field `of`.
pub(crate) fn kind(uri: &Uri) -> Result<Kind, Problem> {
    let pairs = url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let of = pairs.filter(|(name, value)| name == "of" && !value.is_empty()).last();
    let Some((_, name)) = of else { return Ok(Kind::Events) };
    COUNTED.iter().copied().find(|kind| kind.as_str() == name).ok_or_else(|| {
        let known: Vec<_> = COUNTED.iter().map(|kind| kind.as_str()).collect();
        Problem::Bad(format!("of: one of {}", known.join(", ")))
    })
}

/// How many events, claims, reports or actors there are, by one or two things; most first.
#[utoipa::path(get, path = "/count", tag = "ledger", params(CountAsked), responses(
    (status = 200, description = "Rows: what is counted by, records, reports, texts, origins", content(
        (ref("#/components/schemas/CountRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let kind = kind(&uri)?;
    let (filter, own) = filter_with(&uri, kind, &["of", "by", "then"])?;
    let named = |name: &str| own.get(name).and_then(Value::as_str);
    let mut by = vec![By::of(named("by").unwrap_or("outlet"), kind)?];
    if let Some(then) = named("then") {
        by.push(By::of(then, kind)?);
    }
    let (query, counted_by) = (Filter { limit: None, ..filter.clone() }, by.clone());
    let measures = Measures { texts: true, origins: true };
    let mut cells =
        app.pool.ask(move |ledger| ledger.count(&query, kind, &counted_by, measures)).await?;
    cells.truncate(SHOWN);
    let rows = Rows { rows: cells.iter().map(|cell| row(&by, cell)).collect(), next: None };
    let mut columns: Vec<&str> = by.iter().map(|by| by.as_str()).collect();
    columns.extend(["records", "reports", "texts", "origins"]);
    rows.answer(&visitor, &columns, |_| page(&visitor, &filter, kind, &by, &cells))
}

fn row(by: &[By], cell: &Cell) -> Map<String, Value> {
    let named = by
        .iter()
        .zip(&cell.by)
        .map(|(by, value)| (by.as_str().to_owned(), Value::from(value.clone())));
    let counts = [
        ("records", Some(cell.records)),
        ("reports", Some(cell.reports)),
        ("texts", cell.texts),
        ("origins", cell.origins),
    ];
    named.chain(counts.map(|(name, count)| (name.to_owned(), Value::from(count)))).collect()
}

fn page(visitor: &Visitor, asked: &Filter, kind: Kind, by: &[By], cells: &[Cell]) -> Markup {
    let fit =
        || By::ALL.iter().filter(|by| By::of(by.as_str(), kind).is_ok()).map(|by| by.as_str());
    let some = |text: &str| Some(text.to_owned());
    let fields = html! {
        (form::must_choose("of", "Count", kind.as_str(), COUNTED.iter().map(|k| k.as_str())))
        (form::must_choose("by", "By", by[0].as_str(), fit()))
        (form::choice("then", "And by", &by.get(1).and_then(|by| some(by.as_str())), fit()))
        (form::of_report(asked))
    };
    let mut heads: Vec<&str> = by.iter().map(|by| by.as_str()).collect();
    heads.extend([kind.as_str(), "reports", "texts", "origins"]);
    let rows = cells.iter().map(|cell| {
        let named = cell.by.iter().map(|value| html! {
            @match value { Some(value) => (first_words(value, 80)), None => span.faint { "not told" } }
        });
        let number = |n: Option<u64>| html! { @if let Some(n) = n { (n) } @else { "–" } };
        named
            .chain([Some(cell.records), Some(cell.reports), cell.texts, cell.origins].map(number))
            .collect()
    });
    layout::page(
        visitor,
        "Counts",
        html! {
            p.lead { "Ten outlets that carry one text are ten reports, one text; ten texts that quote one expert have one origin." }
            (form::filters("/count", true, fields))
            @if cells.is_empty() { (table::nothing_fits("/count")) }
            @else {
                p.meta { (count(cells.len() as u64, "row")) }
                (table::table("Counts", &heads, rows.collect()))
            }
        },
    )
}
