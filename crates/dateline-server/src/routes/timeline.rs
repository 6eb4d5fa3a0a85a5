//! Counts over time: reports against origins.

use super::count::{COUNTED, kind};
use crate::answer::Rows;
use crate::app::App;
use crate::asked::{TimelineAsked, filter_with};
use crate::problem::Problem;
use crate::view::bars::{Bar, bars};
use crate::view::{form, layout, table};
use crate::visitor::Visitor;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use dateline_ledger::{By, Filter, Kind, Ledger, Measures};
use maud::{Markup, html};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;

const COLUMNS: &[&str] = &["when", "records", "reports", "texts", "origins"];
const EVERY: &[&str] = &["day", "month", "year"];

/// One day, month or year.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub(crate) struct Moment {
    when: String,
    records: u64,
    reports: u64,
    texts: Option<u64>,
    origins: Option<u64>,
}

/// How many events, claims or reports there were, month by month unless asked otherwise; reports against origins.
#[utoipa::path(get, path = "/timeline", tag = "ledger", params(TimelineAsked), responses(
    (status = 200, description = "Rows, first day first; undated ones are left out", content(
        (ref("#/components/schemas/MomentRows") = "application/json"),
        (String = "text/csv"), (String = "text/html"))),
    (status = "4XX", response = crate::openapi::Told), (status = "5XX", response = crate::openapi::Told),
))]
pub(crate) async fn get(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    uri: Uri,
) -> Result<Response, Problem> {
    let kind = kind(&uri)?;
    let (filter, own) = filter_with(&uri, kind, &["of", "every"])?;
    let every = own.get("every").and_then(Value::as_str).unwrap_or("month").to_owned();
    if !EVERY.contains(&every.as_str()) {
        return Err(Problem::Bad(format!("every: one of {}", EVERY.join(", "))));
    }
    let by = By::of(&every, kind)?;
    let query = Filter { limit: None, ..filter.clone() };
    let measures = Measures { texts: true, origins: true };
    let cells = app.pool.ask(move |ledger| ledger.count(&query, kind, &[by], measures)).await?;
    let moments = cells.into_iter().filter_map(|cell| {
        let when = cell.by.into_iter().next()??;
        let (records, reports) = (cell.records, cell.reports);
        Some(Moment { when, records, reports, texts: cell.texts, origins: cell.origins })
    });
    let mut moments: Vec<Moment> = moments.collect();
    moments.sort_by(|a, b| a.when.cmp(&b.when));
    let rows = Rows { rows: moments, next: None };
    rows.answer(&visitor, COLUMNS, |rows| page(&visitor, &filter, kind, &every, rows))
}

fn page(visitor: &Visitor, asked: &Filter, kind: Kind, every: &str, rows: &Rows<Moment>) -> Markup {
    let fields = html! {
        (form::must_choose("of", "Count", kind.as_str(), COUNTED.iter().map(|k| k.as_str())))
        (form::must_choose("every", "Every", every, EVERY.iter().copied()))
        @if kind == Kind::Events { (form::words("actor", "Who", &asked.actor)) (form::words("type", "Type", &asked.event_type)) }
        @if kind == Kind::Claims { (form::words("speaker", "Who says so", &asked.speaker)) }
        (form::of_report(asked))
    };
    let address = |when: &str| {
        let (first, last) = match when.len() {
            4 => (format!("{when}-01-01"), format!("{when}-12-31")),
            7 => (format!("{when}-01"), format!("{when}-31")),
            _ => (when.to_owned(), when.to_owned()),
        };
        let (from, to) = if kind == Kind::Events { ("since", "until") } else { ("from", "to") };
        format!("/{}?{from}={first}&{to}={last}", kind.as_str())
    };
    let drawn: Vec<Bar> = rows
        .rows
        .iter()
        .map(|moment| Bar {
            when: moment.when.clone(),
            reports: moment.reports,
            origins: moment.origins.unwrap_or(0),
            address: address(&moment.when),
        })
        .collect();
    let heads = ["When", kind.as_str(), "reports", "texts", "origins"];
    let cells = rows.rows.iter().rev().map(|moment| {
        let number = |n: Option<u64>| html! { @if let Some(n) = n { (n) } @else { "–" } };
        vec![
            html! { a href=(address(&moment.when)) { (moment.when) } },
            number(Some(moment.records)),
            number(Some(moment.reports)),
            number(moment.texts),
            number(moment.origins),
        ]
    });
    layout::page(
        visitor,
        "Timeline",
        html! {
            (form::filters("/timeline", true, fields))
            @if rows.rows.is_empty() { (table::nothing_fits("/timeline")) }
            @else {
                p.legend-line { span.key-reports { "reports" } " " span.key-origins { "origins, the narrow bars" } }
                (bars(&drawn))
                (table::table("Timeline", &heads, cells.collect()))
            }
        },
    )
}
